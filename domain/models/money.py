"""What is billed and paid, and how dealers' parts come and go."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from domain.models.base import Base


class Invoice(Base):
    """A proforma invoice (PI) of a ticket.

    `items` are lines of `sku`, `name_zh`, `name_en`, `quantity`, `price`, `amount` (decimal text)
    in `currency`; `total` is their sum with shipping, labour and inspection fee. `note` tells the
    `problem`, `cause` and `solution`. A withdrawn one keeps its number and is owed no more.
    """

    __tablename__ = "invoices"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    currency: Mapped[str]
    items: Mapped[list[dict[str, Any]]]
    shipping: Mapped[Decimal]
    labour: Mapped[Decimal]
    inspection_fee: Mapped[Decimal]
    total: Mapped[Decimal]
    issued_at: Mapped[datetime] = mapped_column(index=True)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    paid_at: Mapped[datetime | None] = mapped_column(index=True)
    note: Mapped[dict[str, Any] | None]
    withdrawn_at: Mapped[datetime | None]


class Payment(Base):
    """Money received for an invoice."""

    __tablename__ = "payments"

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id"), index=True)
    method: Mapped[str]
    amount: Mapped[Decimal]
    currency: Mapped[str]
    paid_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class StockMovement(Base):
    """Parts that came to a dealer's stock or left it; `change` is negative when they left.

    `price` is that of one part in `currency` on that day; what left for repairs of a month is what
    that month settles. `reason` is `repair`, `restock` or `correction`; `note` says why somebody
    corrected it.
    """

    __tablename__ = "stock_movements"
    __table_args__ = (Index("ix_stock_movements_dealer_at", "dealer_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dealer_id: Mapped[int] = mapped_column(ForeignKey("dealers.id"))
    part_id: Mapped[int] = mapped_column(ForeignKey("parts.id"), index=True)
    change: Mapped[int]
    quantity_after: Mapped[int]
    reason: Mapped[str]
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    price: Mapped[Decimal | None]
    currency: Mapped[str | None]
    note: Mapped[str | None]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class ReceivablePayment(Base):
    """Money a dealer paid towards a receivable, in the receivable's currency."""

    __tablename__ = "receivable_payments"

    id: Mapped[int] = mapped_column(primary_key=True)
    receivable_id: Mapped[int] = mapped_column(ForeignKey("receivables.id"), index=True)
    method: Mapped[str]
    amount: Mapped[Decimal]
    paid_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

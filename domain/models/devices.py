"""Devices and who owned them; a dealer's parts and debts."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.models.base import Base


class Device(Base):
    """One camera. `sn_key` is the serial without case and dashes; `owner_id` the present owner.

    `reader_dealer_id` is the dealer who may see it now: the present owner's, or the device's own
    dealer while nobody owns it.
    """

    __tablename__ = "devices"

    id: Mapped[int] = mapped_column(primary_key=True)
    sn: Mapped[str] = mapped_column(unique=True)
    sn_key: Mapped[str] = mapped_column(unique=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    batch: Mapped[str | None] = mapped_column(index=True)
    firmware: Mapped[str | None]
    warranty_until: Mapped[date | None]
    dealer_id: Mapped[int | None] = mapped_column(ForeignKey("dealers.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    reader_dealer_id: Mapped[int | None] = mapped_column(ForeignKey("dealers.id"), index=True)


class Ownership(Base):
    __tablename__ = "ownerships"
    __table_args__ = (UniqueConstraint("device_id", "customer_id", "since"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("devices.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    since: Mapped[date]


class Stock(Base):
    __tablename__ = "stock"
    __table_args__ = (UniqueConstraint("dealer_id", "part_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dealer_id: Mapped[int] = mapped_column(ForeignKey("dealers.id"), index=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("parts.id"), index=True)
    quantity: Mapped[int]
    safety: Mapped[int] = mapped_column(default=0)


class Receivable(Base):
    __tablename__ = "receivables"
    __table_args__ = (UniqueConstraint("dealer_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dealer_id: Mapped[int] = mapped_column(ForeignKey("dealers.id"), index=True)
    reference: Mapped[str]
    amount: Mapped[Decimal]
    currency: Mapped[str]
    since: Mapped[date]
    paid_at: Mapped[datetime | None]

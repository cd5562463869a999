"""What can be counted: rows of which tables, and by which of their facts they can be grouped."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, select
from sqlalchemy.orm import InstrumentedAttribute

from domain.models import (
    ArticleUse,
    AssistantAnswer,
    Category,
    Customer,
    Dealer,
    Device,
    Invoice,
    Milestone,
    Payment,
    Product,
    Receivable,
    Stock,
    StockMovement,
    Ticket,
    TicketPart,
    Wish,
)

Column = ColumnElement[Any] | InstrumentedAttribute[Any]


@dataclass(frozen=True)
class Source:
    """Rows to count. `groups` is by dimension; `ticket` is the column of the ticket behind a row.

    `tables` are those whose rows a viewer must be able to read for the figures to mean anything.
    """

    rows: FromClause
    groups: Mapping[str, Column]
    tables: frozenset[str]
    ticket: Column | None = None


def _of_product(product: Column, wanted: Column) -> ColumnElement[Any]:
    return select(wanted).where(Product.id == product).scalar_subquery()


def _of_customer(customer: Column, wanted: Column) -> ColumnElement[Any]:
    return select(wanted).where(Customer.id == customer).scalar_subquery()


def _of_device(device: Column, wanted: Column) -> ColumnElement[Any]:
    return select(wanted).where(Device.id == device).scalar_subquery()


def _of_dealer(dealer: Column, wanted: Column) -> ColumnElement[Any]:
    return select(wanted).where(Dealer.id == dealer).scalar_subquery()


_PARENT = (
    select(func.coalesce(Category.parent_id, Category.id))
    .where(Category.id == Ticket.category_id)
    .scalar_subquery()
)
_TICKET_GROUPS: dict[str, Column] = {
    "kind": Ticket.kind,
    "product": Ticket.product_id,
    "family": _of_product(Ticket.product_id, Product.family_id),
    "category": Ticket.category_id,
    "parent_category": _PARENT,
    "region": _of_customer(Ticket.customer_id, Customer.region_id),
    "country": _of_customer(Ticket.customer_id, Customer.country),
    "dealer": Ticket.reader_dealer_id,
    "channel": Ticket.channel,
    "source": Ticket.source,
    "service_type": Ticket.service_type,
    "severity": Ticket.severity,
    "priority": Ticket.priority,
    "handler": Ticket.handler_id,
    "status": Ticket.status,
    "batch": _of_device(Ticket.device_id, Device.batch),
    "firmware": _of_device(Ticket.device_id, Device.firmware),
    "account_type": _of_customer(Ticket.customer_id, Customer.account_type),
    "warranty": Ticket.in_warranty,
}
_TICKET = frozenset({"tickets"})

TICKETS = Source(Ticket.__table__, _TICKET_GROUPS, _TICKET, Ticket.id)
MEASURED = Source(
    Ticket.__table__.join(Milestone.__table__, Milestone.ticket_id == Ticket.id),
    _TICKET_GROUPS,
    _TICKET | {"milestones"},
    Ticket.id,
)
PARTS = Source(
    TicketPart.__table__.join(Ticket.__table__, Ticket.id == TicketPart.ticket_id),
    {**_TICKET_GROUPS, "part": TicketPart.part_id},
    _TICKET | {"ticket_parts"},
    Ticket.id,
)
DEVICES = Source(
    Device.__table__,
    {
        "product": Device.product_id,
        "family": _of_product(Device.product_id, Product.family_id),
        "batch": Device.batch,
        "firmware": Device.firmware,
        "dealer": Device.reader_dealer_id,
        "region": _of_customer(Device.owner_id, Customer.region_id),
        "country": _of_customer(Device.owner_id, Customer.country),
        "account_type": _of_customer(Device.owner_id, Customer.account_type),
    },
    frozenset({"devices", "tickets"}),
)
PAYMENTS = Source(
    Payment.__table__.join(Invoice.__table__, Invoice.id == Payment.invoice_id).join(
        Ticket.__table__, Ticket.id == Invoice.ticket_id
    ),
    {**_TICKET_GROUPS, "currency": Payment.currency},
    _TICKET | {"payments", "invoices"},
    Ticket.id,
)
SETTLEMENTS = Source(
    StockMovement.__table__,
    {
        "dealer": StockMovement.dealer_id,
        "region": _of_dealer(StockMovement.dealer_id, Dealer.region_id),
        "country": _of_dealer(StockMovement.dealer_id, Dealer.country),
        "part": StockMovement.part_id,
        "currency": StockMovement.currency,
    },
    frozenset({"stock_movements"}),
    StockMovement.ticket_id,
)
DEBTS = Source(
    Receivable.__table__,
    {
        "dealer": Receivable.dealer_id,
        "region": _of_dealer(Receivable.dealer_id, Dealer.region_id),
        "country": _of_dealer(Receivable.dealer_id, Dealer.country),
        "currency": Receivable.currency,
    },
    frozenset({"receivables", "receivable_payments"}),
)
WISHES = Source(
    Wish.__table__,
    {
        "product": Wish.product_id,
        "family": _of_product(Wish.product_id, Product.family_id),
        "wish_status": Wish.status,
        "wish": Wish.id,
    },
    frozenset({"wishes"}),
)
STOCK = Source(
    Stock.__table__,
    {
        "dealer": Stock.dealer_id,
        "region": _of_dealer(Stock.dealer_id, Dealer.region_id),
        "country": _of_dealer(Stock.dealer_id, Dealer.country),
        "part": Stock.part_id,
    },
    frozenset({"stock"}),
)
ANSWERS = Source(
    AssistantAnswer.__table__,
    {"dealer": AssistantAnswer.dealer_id, "outcome": AssistantAnswer.outcome},
    frozenset({"assistant_answers"}),
)
USES = Source(
    ArticleUse.__table__,
    {"article": ArticleUse.article_id, "dealer": ArticleUse.dealer_id},
    frozenset({"article_uses"}),
)

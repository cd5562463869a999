"""Every metric counted once more in plain Python, from plain rows: what the compiler must come to.

Each answers what belongs to a metric within the days from `start` up to `end`: for counts, sums and
levels a number, for money amounts by currency, for shares and spreads the values of their rows.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from domain.database import Store
from domain.models import (
    ArticleUse,
    AssistantAnswer,
    Device,
    Invoice,
    Milestone,
    Payment,
    Receivable,
    ReceivablePayment,
    Stock,
    StockMovement,
    Ticket,
    TicketPart,
    Wish,
)
from tests.conftest import NOW, ZONE

REPAIRS = ("rma", "dealer_repair")
NOT_DONE = ("cancelled", "rejected")


@dataclass(frozen=True, repr=False)
class Rows:
    ticket: list[Ticket]
    milestone: list[Milestone]
    part: list[TicketPart]
    invoice: list[Invoice]
    payment: list[Payment]
    movement: list[StockMovement]
    receivable: list[Receivable]
    paid: list[ReceivablePayment]
    device: list[Device]
    stock: list[Stock]
    wish: list[Wish]
    use: list[ArticleUse]
    answer: list[AssistantAnswer]


_MODELS = (
    Ticket, Milestone, TicketPart, Invoice, Payment, StockMovement, Receivable, ReceivablePayment,
    Device, Stock, Wish, ArticleUse, AssistantAnswer,
)  # fmt: skip


def rows_of(store: Store) -> Rows:
    with store.unbound_reader() as session:
        found = [list(session.scalars(select(model))) for model in _MODELS]
        session.expunge_all()
    return Rows(**{each.name: held for each, held in zip(fields(Rows), found, strict=True)})


class Counting:
    """Plain counting over the rows within some days of the business zone."""

    def __init__(self, rows: Rows, start: date, end: date) -> None:
        self.rows, self.start, self.end = rows, start, end
        self.tickets = {each.id: each for each in rows.ticket}
        self.begins = datetime.combine(start, time(), ZONE)
        self.ends = datetime.combine(end, time(), ZONE)

    def within(self, moment: datetime | None) -> bool:
        return moment is not None and self.begins <= moment < self.ends

    def created(self, *kinds: str) -> Iterable[Ticket]:
        return (
            each
            for each in self.rows.ticket
            if self.within(each.created_at) and (not kinds or each.kind in kinds)
        )

    def measured(self) -> Iterable[tuple[Ticket, Milestone]]:
        return ((self.tickets[each.ticket_id], each) for each in self.rows.milestone)


def _seconds(begin: datetime, end: datetime) -> int:
    return int(end.timestamp()) - int(begin.timestamp())


def _money(pairs: Iterable[tuple[str, Decimal]]) -> Mapping[str, Decimal]:
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for currency, amount in pairs:
        found[currency] += amount
    return dict(found)


def _open(at: Counting) -> int:
    moment = min(at.ends, NOW)
    over = at.ends <= NOW
    return sum(
        each.created_at <= moment
        and (each.closed_at is None or (over and each.closed_at >= at.ends))
        and (not over or each.created_at < at.ends)
        for each in at.rows.ticket
    )


def _came_before(at: Counting, ticket: Ticket) -> bool:
    return any(
        each.device_id == ticket.device_id
        and each.customer_id == ticket.customer_id
        and each.customer_id is not None
        and each.kind in REPAIRS
        and each.created_at < ticket.created_at
        and _seconds(each.created_at, ticket.created_at) <= 90 * 86_400
        for each in at.rows.ticket
    )


def _debt(at: Counting) -> Mapping[str, Decimal]:
    over = at.ends <= NOW
    paid: Counter[int] = Counter()
    for each in at.rows.paid:
        if each.paid_on < at.end:
            paid[each.receivable_id] += int(each.amount * 100)
    return _money(
        (each.currency, each.amount - Decimal(paid[each.id]) / 100)
        for each in at.rows.receivable
        if (each.since < at.end if over else each.since <= NOW.date())
        and (each.paid_at is None or (over and each.paid_at >= at.ends))
    )


def _opened_after(at: Counting, answer: AssistantAnswer) -> bool:
    return any(
        each.created_by_id == answer.user_id
        and each.created_at >= answer.at
        and _seconds(answer.at, each.created_at) <= 3 * 86_400
        for each in at.rows.ticket
    )


def _problems(at: Counting) -> list[int]:
    came = {each.device_id for each in at.created(*REPAIRS)}
    return [int(each.id in came) for each in at.rows.device if each.batch is not None]


COUNTED: Mapping[str, Callable[[Counting], Any]] = {
    "tickets_created": lambda at: sum(1 for _ in at.created()),
    "tickets_closed": lambda at: sum(at.within(each.closed_at) for each in at.rows.ticket),
    "tickets_open": _open,
    "response_hours": lambda at: [
        _seconds(ticket.created_at, each.responded_at)
        for ticket, each in at.measured()
        if at.within(ticket.created_at)
        and each.responded_at is not None
        and each.responded_at >= ticket.created_at
    ],
    "resolution_days": lambda at: [
        _seconds(each.created_at, each.closed_at)
        for each in at.rows.ticket
        if each.closed_at is not None and at.within(each.closed_at) and each.status not in NOT_DONE
    ],
    "repair_days": lambda at: [
        _seconds(each.received_at, each.repaired_at)
        for ticket, each in at.measured()
        if ticket.kind == "rma"
        and each.repaired_at is not None
        and each.received_at is not None
        and at.within(each.repaired_at)
        and each.received_at <= each.repaired_at
    ],
    "overdue_share": lambda at: [
        int(each.repaired_at is None or each.repaired_at > each.repair_due_at)
        for ticket, each in at.measured()
        if each.repair_due_at is not None
        and at.within(each.repair_due_at)
        and ticket.status not in NOT_DONE
    ],
    "reopened_share": lambda at: [
        int(each.reopened_at is not None)
        for ticket, each in at.measured()
        if at.within(ticket.created_at)
    ],
    "repeat_share": lambda at: [
        int(_came_before(at, each)) for each in at.created(*REPAIRS) if each.device_id is not None
    ],
    "warranty_share": lambda at: [
        int(each.in_warranty) for each in at.created(*REPAIRS) if each.in_warranty is not None
    ],
    "exceptions": lambda at: sum(at.within(each.exception_at) for _, each in at.measured()),
    "parts_used": lambda at: sum(
        each.quantity
        for each in at.rows.part
        if at.tickets[each.ticket_id] in list(at.created(*REPAIRS))
    ),
    "repair_revenue": lambda at: _money(
        (each.currency, each.amount)
        for each in at.rows.payment
        for invoice in at.rows.invoice
        if invoice.id == each.invoice_id
        and at.start <= each.paid_on < at.end
        and invoice.ticket_id in at.tickets
        and at.tickets[invoice.ticket_id].kind in REPAIRS
    ),
    "dealer_settlement": lambda at: _money(
        (str(each.currency), each.price * -each.change)
        for each in at.rows.movement
        if each.reason == "repair" and each.price is not None and at.within(each.at)
    ),
    "debt": _debt,
    "batch_problem_rate": _problems,
    "article_uses": lambda at: sum(at.within(each.at) for each in at.rows.use),
    "assistant_answers": lambda at: sum(at.within(each.at) for each in at.rows.answer),
    "self_solved_share": lambda at: [
        int(not _opened_after(at, each))
        for each in at.rows.answer
        if at.within(each.at) and not each.of_house and each.has_article
    ],
    "stock_held": lambda at: sum(each.quantity for each in at.rows.stock),
    "restocked": lambda at: sum(
        each.change for each in at.rows.movement if each.reason == "restock" and at.within(each.at)
    ),
    "wishes": lambda at: sum(at.within(each.created_at) for each in at.rows.wish),
    "wish_votes": lambda at: sum(each.votes for each in at.rows.wish if at.within(each.created_at)),
}

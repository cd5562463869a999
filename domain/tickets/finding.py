"""Finding tickets: what a list may be narrowed to, and its lines.

All sessions here are viewer-bound, so joins bring only names that the viewer may see.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from domain.clock import Clock
from domain.errors import InvalidError
from domain.kind import end_states, kind_of, kinds
from domain.language import Language, Text
from domain.models import Category, Customer, Dealer, Device, Event, Product, Ticket
from domain.numbers import canonical_number, sn_key
from domain.plain import like_pattern
from domain.tickets.shapes import TicketLine


@dataclass(frozen=True)
class Filter:
    """Which tickets; `status` is a state, `open`, `ended` or one of NOT_YET; `until` is exclusive.

    The days are those on which they were opened; where `reached`, on which they came into `status`.

    `handler_id` is who works on them, `own_of` who works on them or has opened them.
    `number_ends` are the last digits of their numbers, which may have a dash among them.
    """

    kind: str | None = None
    status: str | None = None
    words: str | None = None
    sn: str | None = None
    product_id: int | None = None
    customer_id: int | None = None
    dealer_id: int | None = None
    category_id: int | None = None
    priority: str | None = None
    handler_id: int | None = None
    own_of: int | None = None
    since: date | None = None
    until: date | None = None
    reached: bool = False
    number_ends: str | None = None


# What is still to come for a repair: the states in which it waits for just that.
NOT_YET: Mapping[str, tuple[str, ...]] = {
    "not_received": ("awaiting_receipt", "in_transit"),
    "not_inspected": ("received",),
    "not_repaired": ("received", "inspected", "assigned", "repairing", "exception"),
    "not_shipped": ("repaired", "awaiting_payment", "paid"),
}


def find(
    session: Session,
    asked: Filter,
    *,
    clock: Clock,
    language: Language,
    offset: int,
    limit: int,
    order: str = "-created_at",
) -> tuple[list[TicketLine], int]:
    """The tickets that match, newest first or in another order, and how many there are in all."""
    wanted = matching(select(Ticket), asked, clock)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    ordered = wanted.order_by(_order(order), Ticket.id.desc())
    rows = session.scalars(ordered.offset(offset).limit(limit)).all()
    return lines(session, rows, language=language, clock=clock), total


ORDERS = {
    "created_at": Ticket.created_at,
    "updated_at": Ticket.updated_at,
    "number": Ticket.number,
    "status": Ticket.status,
    "priority": func.coalesce(Ticket.priority, "R9"),
    "severity": func.coalesce(Ticket.severity, 9),
}


def _order(order: str) -> Any:
    """A column to sort by; a minus before it turns it round. Raises InvalidError for others."""
    column = ORDERS.get(order.removeprefix("-"))
    if column is None:
        raise InvalidError(
            Text(f"不能按“{order}”排序。", f"Tickets cannot be sorted by “{order}”."),
            {"sort": Text("未知", "unknown")},
        )
    return column.desc() if order.startswith("-") else column.asc()


def among(session: Session, asked: Filter, *, ids: Sequence[int], clock: Clock) -> list[Ticket]:
    """Those of these tickets that match, in no order."""
    return list(session.scalars(matching(select(Ticket), asked, clock).where(Ticket.id.in_(ids))))


def lines(
    session: Session, tickets: Sequence[Ticket], *, language: Language, clock: Clock
) -> list[TicketLine]:
    """List lines for loaded tickets, in their order."""
    customers = _names(session, Customer, {each.customer_id for each in tickets}, Customer.name)
    dealers = _names(session, Dealer, {each.dealer_id for each in tickets}, Dealer.name)
    products = _names(session, Product, {each.product_id for each in tickets}, Product.name)
    label = Category.name_zh if language is Language.ZH else Category.name_en
    categories = _names(session, Category, {each.category_id for each in tickets}, label)
    return [
        TicketLine(
            number=each.number,
            kind=each.kind,
            kind_label=kind_of(each.kind).label.in_(language),
            status=each.status,
            status_label=status_label(each, language),
            created_at=each.created_at.astimezone(clock.zone),
            updated_at=each.updated_at.astimezone(clock.zone),
            summary=each.summary,
            customer=customers.get(each.customer_id),
            dealer=dealers.get(each.dealer_id),
            product=products.get(each.product_id),
            category=categories.get(each.category_id),
            sn=each.sn,
            priority=each.priority,
            severity=each.severity,
        )
        for each in tickets
    ]


def status_label(ticket: Ticket, language: Language) -> str:
    return kind_of(ticket.kind).by_state[ticket.status].label.in_(language)


_EARLIEST, _LATEST = date(1970, 1, 2), date(9000, 1, 1)


def _in_period(query: Select[Any], asked: Filter, clock: Clock) -> Select[Any]:
    for day in (asked.since, asked.until):
        if day is not None and not _EARLIEST <= day <= _LATEST:
            raise InvalidError(Text("日期超出范围。", "The date is out of range."))
    since = datetime.combine(asked.since, time(), clock.zone) if asked.since else None
    until = datetime.combine(asked.until, time(), clock.zone) if asked.until else None
    if asked.reached and asked.status:
        return query.where(_came_into(asked.status, since, until))
    return query.where(*_between(Ticket.created_at, since, until))


def _between(
    column: Any, since: datetime | None, until: datetime | None
) -> list[ColumnElement[bool]]:
    first = [column >= since] if since else []
    return [*first, column < until] if until else first


def _came_into(status: str, since: datetime | None, until: datetime | None) -> ColumnElement[bool]:
    """Whether a ticket came into a state between two moments, also where it has moved on since."""
    passed = select(Event.ticket_id).where(
        Event.to_status == status,
        or_(Event.from_status.is_(None), Event.from_status != status),
        *_between(Event.at, since, until),
    )
    stands = and_(Ticket.status == status, *_between(Ticket.status_at, since, until))
    return or_(stands, Ticket.id.in_(passed))


def matching(query: Select[Any], asked: Filter, clock: Clock) -> Select[Any]:
    """A select of tickets narrowed to those asked for. Raises InvalidError for what cannot be."""
    if asked.kind:
        query = query.where(Ticket.kind == kind_of(asked.kind).code)
    if asked.status:
        known = _status(asked.status)
        query = query if asked.reached and (asked.since or asked.until) else query.where(known)
    if asked.number_ends:
        pattern = f"%{asked.number_ends}"
        query = query.where(Ticket.number.like(pattern))
    if asked.sn:
        query = query.where(or_(Ticket.sn == asked.sn, Ticket.device_id.in_(_device_ids(asked.sn))))
    for column, value in (
        (Ticket.product_id, asked.product_id),
        (Ticket.customer_id, asked.customer_id),
        (Ticket.dealer_id, asked.dealer_id),
        (Ticket.category_id, asked.category_id),
        (Ticket.priority, asked.priority),
        (Ticket.handler_id, asked.handler_id),
    ):
        if value is not None:
            query = query.where(column == value)
    if asked.own_of is not None:
        query = query.where(own(asked.own_of))
    query = _in_period(query, asked, clock)
    if asked.words:
        query = query.where(_holding(asked.words))
    return query


def own(user_id: int) -> ColumnElement[bool]:
    """Tickets that this user works on or has opened."""
    return or_(Ticket.handler_id == user_id, Ticket.created_by_id == user_id)


def _status(status: str) -> Any:
    ends = end_states()
    if status in ("open", "ended"):
        return Ticket.status.in_(ends) if status == "ended" else Ticket.status.not_in(ends)
    if status in NOT_YET:
        return Ticket.status.in_(NOT_YET[status])
    known = {state.code for kind in kinds().values() for state in kind.states}
    if status not in known:
        raise InvalidError(
            Text(f"没有“{status}”这个状态。", f"There is no status “{status}”."),
            {"status": Text("未知", "unknown")},
        )
    return Ticket.status == status


def _device_ids(sn: str) -> Select[int]:
    return select(Device.id).where(Device.sn_key == sn_key(sn))


def _holding(words: str) -> Any:
    pattern = like_pattern(words)
    return or_(
        Ticket.number.ilike(like_pattern(canonical_number(words)), escape="\\"),
        Ticket.summary.ilike(pattern, escape="\\"),
        Ticket.description.ilike(pattern, escape="\\"),
        Ticket.sn.ilike(pattern, escape="\\"),
    )


def _names(session: Session, model: Any, ids: set[int | None], column: Any) -> dict[Any, str]:
    wanted = {each for each in ids if each is not None}
    if not wanted:
        return {}
    rows = session.execute(select(model.id, column).where(model.id.in_(wanted)))
    return {row[0]: row[1] for row in rows}

"""Tickets as import records and as table rows, many at a time, as far as a session shows them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.clock import Clock
from domain.database import Store
from domain.kind import kind_of
from domain.language import Language, Text
from domain.models import (
    Category,
    Comment,
    Customer,
    Dealer,
    Part,
    Product,
    Ticket,
    TicketPart,
    User,
)
from domain.spreadsheets import Cell
from domain.tickets.finding import Filter, matching, status_label
from domain.words import field_label

_AT_ONCE = 500
Record = dict[str, Any]

_PLAIN = (
    *("number", "kind", "status", "created_at", "status_at", "closed_at", "contact", "sn"),
    *("channel", "source", "service_type", "severity", "priority", "summary", "description"),
    *("solution", "solution_internal"),
)
_OPEN_COLUMNS = (
    *("number", "kind", "status", "created_at", "updated_at", "closed_at", "customer", "dealer"),
    *("product", "sn", "category", "channel", "source", "service_type", "severity", "priority"),
    *("in_warranty", "summary", "description", "solution"),
)
_STAFF_COLUMNS = ("handler", "solution_internal")
_WORDS = {
    "kind": Text("类型", "Kind"),
    "created_at": Text("创建时间", "Created"),
    "updated_at": Text("更新时间", "Updated"),
    "closed_at": Text("关闭时间", "Closed"),
}


def ticket_records(
    session: Session, tickets: Sequence[Ticket], *, all_details: bool
) -> Iterator[Record]:
    """Import records of loaded tickets, with what the session shows of them.

    Without `all_details` only those that a kind declares as open.
    """
    named = _Names(session, tickets)
    parts, comments = _parts(session, tickets), _comments(session, tickets)
    for ticket in tickets:
        record: Record = {"type": "ticket"} | {name: getattr(ticket, name) for name in _PLAIN}
        record |= {
            "customer": named.customers.get(ticket.customer_id, (None, ""))[0],
            "dealer": named.dealers.get(ticket.dealer_id, (None, ""))[0],
            "product": named.products.get(ticket.product_id, (None, ""))[0],
            "category": named.categories.get(ticket.category_id, (None, ""))[0],
            "handler": named.handlers.get(ticket.handler_id, (None, ""))[0],
            "warranty": ticket.in_warranty,
            "parts": parts.get(ticket.id, []),
            "comments": comments.get(ticket.id, []),
            "details": _details(ticket, all_details),
        }
        yield without_empty(record)


def viewed_records(
    store: Store, viewer: Viewer, asked: Filter, *, clock: Clock
) -> Iterator[Record]:
    """The tickets a viewer sees and asks for, newest first, as import records."""
    all_details = viewer.may(Permission.READ_INTERNAL)
    for session, tickets in _batches(store, viewer, asked, clock):
        yield from ticket_records(session, tickets, all_details=all_details)


def columns(viewer: Viewer, language: Language) -> list[str]:
    """The headings of a table of tickets for this viewer."""
    return [
        _WORDS[name].in_(language) if name in _WORDS else field_label(name, language)
        for name in _column_names(viewer)
    ]


def viewed_rows(
    store: Store, viewer: Viewer, asked: Filter, *, clock: Clock, language: Language
) -> Iterator[list[Cell]]:
    """The same tickets as rows of a table; moments in business time."""
    names = _column_names(viewer)
    for session, tickets in _batches(store, viewer, asked, clock):
        named = _Names(session, tickets, language)
        for ticket in tickets:
            row = _row(ticket, named, clock, language)
            yield [row[name] for name in names]


def without_empty(record: Record) -> Record:
    """A record without what says nothing, in the shape in which it can be written as JSON."""
    return {
        name: value
        for name, value in record.items()
        if value is not None and value not in ("", [], {})
    }


def _column_names(viewer: Viewer) -> tuple[str, ...]:
    is_staff = viewer.may(Permission.READ_INTERNAL)
    return (*_OPEN_COLUMNS, *_STAFF_COLUMNS) if is_staff else _OPEN_COLUMNS


def _batches(
    store: Store, viewer: Viewer, asked: Filter, clock: Clock
) -> Iterator[tuple[Session, list[Ticket]]]:
    """Matching tickets, some at a time, so that a slow reader holds no connection for long."""
    after: tuple[Any, int] | None = None
    while True:
        with store.reader(viewer) as session:
            tickets = list(session.scalars(_next(asked, clock, after)))
            if not tickets:
                return
            yield session, tickets
            after = (tickets[-1].created_at, tickets[-1].id)


def _next(asked: Filter, clock: Clock, after: tuple[Any, int] | None) -> Select[Any]:
    query = matching(select(Ticket), asked, clock)
    if after:
        query = query.where(tuple_(Ticket.created_at, Ticket.id) < after)
    return query.order_by(Ticket.created_at.desc(), Ticket.id.desc()).limit(_AT_ONCE)


def _row(ticket: Ticket, named: "_Names", clock: Clock, language: Language) -> dict[str, Cell]:
    closed = ticket.closed_at
    row: dict[str, Cell] = {
        name: getattr(ticket, name)
        for name in (*_OPEN_COLUMNS, *_STAFF_COLUMNS)
        if hasattr(Ticket, name)
    }
    return row | {
        "kind": kind_of(ticket.kind).label.in_(language),
        "status": status_label(ticket, language),
        "created_at": ticket.created_at.astimezone(clock.zone),
        "updated_at": ticket.updated_at.astimezone(clock.zone),
        "closed_at": closed.astimezone(clock.zone) if closed else None,
        "customer": named.customers.get(ticket.customer_id, (None, ""))[1],
        "dealer": named.dealers.get(ticket.dealer_id, (None, ""))[1],
        "product": named.products.get(ticket.product_id, (None, ""))[1],
        "category": named.categories.get(ticket.category_id, (None, ""))[1],
        "handler": named.handlers.get(ticket.handler_id, (None, ""))[1],
    }


class _Names:
    """Codes and names of what some tickets refer to, as far as the session shows them."""

    def __init__(
        self, session: Session, tickets: Sequence[Ticket], language: Language = Language.EN
    ) -> None:
        def of(model: Any, code: Any, name: Any, ids: set[int | None]) -> Mapping[Any, Any]:
            wanted = ids - {None}
            if not wanted:
                return {}
            rows = session.execute(select(model.id, code, name).where(model.id.in_(wanted)))
            return {row[0]: (row[1], row[2]) for row in rows}

        label = Category.name_zh if language is Language.ZH else Category.name_en
        self.customers = of(
            Customer, Customer.code, Customer.name, {each.customer_id for each in tickets}
        )
        self.dealers = of(Dealer, Dealer.code, Dealer.name, {each.dealer_id for each in tickets})
        self.products = of(
            Product, Product.code, Product.name, {each.product_id for each in tickets}
        )
        self.categories = of(Category, Category.code, label, {each.category_id for each in tickets})
        self.handlers = of(User, User.username, User.name, {each.handler_id for each in tickets})


def _details(ticket: Ticket, all_details: bool) -> Record:
    if all_details:
        return ticket.details
    kept = kind_of(ticket.kind).open_details
    return {name: value for name, value in ticket.details.items() if name in kept}


def _parts(session: Session, tickets: Sequence[Ticket]) -> dict[int, list[Record]]:
    found: dict[int, list[Record]] = {}
    rows = session.execute(
        select(TicketPart.ticket_id, Part.sku, TicketPart.quantity)
        .join(Part, Part.id == TicketPart.part_id)
        .where(TicketPart.ticket_id.in_([each.id for each in tickets]))
        .order_by(Part.sku)
    )
    for ticket_id, sku, quantity in rows:
        found.setdefault(ticket_id, []).append({"sku": sku, "quantity": quantity})
    return found


def _comments(session: Session, tickets: Sequence[Ticket]) -> dict[int, list[Record]]:
    found: dict[int, list[Record]] = {}
    rows = session.scalars(
        select(Comment)
        .where(Comment.ticket_id.in_([each.id for each in tickets]))
        .order_by(Comment.at, Comment.id)
    )
    for each in rows:
        said = {"at": each.at, "by": each.author, "text": each.text, "internal": each.is_internal}
        found.setdefault(each.ticket_id, []).append(said)
    return found

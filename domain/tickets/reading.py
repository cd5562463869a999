"""Reading tickets: lists, one whole ticket as a person sees it, and its history.

All sessions here are viewer-bound, so joins bring only names that the viewer may see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from domain.access import Permission, Viewer
from domain.clock import Clock
from domain.errors import InvalidError, NotFoundError
from domain.kind import end_states, kind_of, kinds
from domain.language import Language, Text
from domain.lifecycle import Kind, MoveFields, Standing, possible_moves
from domain.models import (
    Category,
    Comment,
    Customer,
    Dealer,
    Device,
    Event,
    Link,
    Part,
    Product,
    Ticket,
    TicketPart,
    User,
)
from domain.numbers import canonical_number, sn_key
from domain.plain import like_pattern


class Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class Named(Shown):
    code: str
    name: str


class CategoryShown(Named):
    parent: str | None = None


class DeviceShown(Shown):
    sn: str
    product: str | None = None
    batch: str | None = None
    warranty_until: date | None = None


class CommentShown(Shown):
    at: datetime
    author: str
    text: str
    internal: bool


class EventShown(Shown):
    at: datetime
    actor: str
    action: str
    from_status: str | None
    to_status: str | None
    changes: dict[str, Any]


class LinkShown(Shown):
    kind: str
    number: str
    ticket_kind: str
    summary: str


class PartUsed(Shown):
    sku: str
    name: str
    quantity: int


class MoveField(Shown):
    name: str
    type: str
    required: bool
    label: str
    options: list[str] | None = None


class MoveShown(Shown):
    name: str
    label: str
    fields: list[MoveField]


class TicketLine(Shown):
    """One ticket in a list."""

    number: str
    kind: str
    kind_label: str
    status: str
    status_label: str
    created_at: datetime
    updated_at: datetime
    summary: str
    customer: str | None
    dealer: str | None
    product: str | None
    category: str | None
    sn: str | None


class TicketShown(Shown):
    """A whole ticket as one viewer sees it; `solution_internal` is None below staff."""

    number: str
    kind: str
    kind_label: str
    status: str
    status_label: str
    is_open: bool
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    customer: Named | None
    contact: str | None
    dealer: Named | None
    device: DeviceShown | None
    product: Named | None
    category: CategoryShown | None
    handler: str | None
    channel: str | None
    source: str | None
    service_type: str | None
    severity: int | None
    priority: str | None
    in_warranty: bool | None
    summary: str
    description: str
    solution: str | None
    solution_internal: str | None
    parts: list[PartUsed]
    comments: list[CommentShown]
    links: list[LinkShown]
    moves: list[MoveShown]
    details: dict[str, Any]
    version: int


@dataclass(frozen=True)
class Filter:
    """Which tickets; `status` is a state, `open` or `ended`; `until` is exclusive."""

    kind: str | None = None
    status: str | None = None
    words: str | None = None
    sn: str | None = None
    product_id: int | None = None
    customer_id: int | None = None
    dealer_id: int | None = None
    since: date | None = None
    until: date | None = None


def find(
    session: Session, asked: Filter, *, clock: Clock, language: Language, offset: int, limit: int
) -> tuple[list[TicketLine], int]:
    """The newest tickets that match, and how many there are in all."""
    matching = _matching(select(Ticket), asked, clock)
    total = session.scalar(select(func.count()).select_from(matching.subquery())) or 0
    newest = matching.order_by(Ticket.created_at.desc(), Ticket.id.desc())
    rows = session.scalars(newest.offset(offset).limit(limit)).all()
    return lines(session, rows, language=language, clock=clock), total


def among(session: Session, asked: Filter, *, ids: Sequence[int], clock: Clock) -> list[Ticket]:
    """Those of these tickets that match, in no order."""
    return list(session.scalars(_matching(select(Ticket), asked, clock).where(Ticket.id.in_(ids))))


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
        )
        for each in tickets
    ]


def ticket_by_number(session: Session, number: str) -> Ticket:
    """Raises NotFoundError for missing and foreign numbers alike."""
    found = session.scalars(
        select(Ticket).where(Ticket.number == canonical_number(number))
    ).one_or_none()
    if found is None:
        raise NotFoundError()
    return found


def show(
    session: Session, viewer: Viewer, number: str, *, clock: Clock, language: Language
) -> TicketShown:
    """The whole ticket of a number. Raises NotFoundError for missing and foreign ones alike."""
    ticket = ticket_by_number(session, number)
    kind = kind_of(ticket.kind)
    line = lines(session, [ticket], language=language, clock=clock)[0]
    handler = session.get(User, ticket.handler_id) if ticket.handler_id else None
    return TicketShown(
        **line.model_dump(exclude={"customer", "dealer", "product", "category", "sn"}),
        is_open=not kind.by_state[ticket.status].is_end,
        closed_at=ticket.closed_at.astimezone(clock.zone) if ticket.closed_at else None,
        customer=_named(session, Customer, ticket.customer_id),
        contact=ticket.contact,
        dealer=_named(session, Dealer, ticket.dealer_id),
        device=_device(session, ticket),
        product=_named(session, Product, ticket.product_id),
        category=_category(session, ticket.category_id, language),
        handler=handler.name if handler else None,
        **{name: getattr(ticket, name) for name in _PLAIN},
        details=_details(kind, ticket, viewer),
        parts=_parts(session, ticket, language),
        comments=comments_of(session, ticket, clock=clock),
        links=_links(session, ticket),
        moves=[
            _move(each.name, each.label, each.fields, language)
            for each in possible_moves(kind, Standing(session, viewer, ticket, clock.now()))
        ],
    )


def history(session: Session, number: str, *, clock: Clock) -> list[EventShown]:
    """What was done on a ticket, oldest first."""
    ticket = ticket_by_number(session, number)
    events = session.scalars(
        select(Event).where(Event.ticket_id == ticket.id).order_by(Event.at, Event.id)
    )
    return [
        EventShown(
            at=each.at.astimezone(clock.zone),
            actor=each.actor,
            action=each.action,
            from_status=each.from_status,
            to_status=each.to_status,
            changes={**each.changes, **(each.changes_internal or {})},
        )
        for each in events
    ]


def comments_of(session: Session, ticket: Ticket, *, clock: Clock) -> list[CommentShown]:
    rows = session.scalars(
        select(Comment).where(Comment.ticket_id == ticket.id).order_by(Comment.at, Comment.id)
    )
    return [
        CommentShown(
            at=each.at.astimezone(clock.zone),
            author=each.author,
            text=each.text,
            internal=each.is_internal,
        )
        for each in rows
    ]


def status_label(ticket: Ticket, language: Language) -> str:
    return kind_of(ticket.kind).by_state[ticket.status].label.in_(language)


_PLAIN = (
    *("channel", "source", "service_type", "severity", "priority", "in_warranty"),
    *("description", "solution", "solution_internal", "version"),
)


_EARLIEST, _LATEST = date(1970, 1, 2), date(9000, 1, 1)


def _in_period(query: Select[Any], asked: Filter, clock: Clock) -> Select[Any]:
    for day in (asked.since, asked.until):
        if day is not None and not _EARLIEST <= day <= _LATEST:
            raise InvalidError(Text("日期超出范围。", "The date is out of range."))
    if asked.since:
        query = query.where(Ticket.created_at >= datetime.combine(asked.since, time(), clock.zone))
    if asked.until:
        query = query.where(Ticket.created_at < datetime.combine(asked.until, time(), clock.zone))
    return query


def _matching(query: Select[Any], asked: Filter, clock: Clock) -> Select[Any]:
    if asked.kind:
        query = query.where(Ticket.kind == kind_of(asked.kind).code)
    if asked.status:
        query = query.where(_status(asked.status))
    if asked.sn:
        query = query.where(or_(Ticket.sn == asked.sn, Ticket.device_id.in_(_device_ids(asked.sn))))
    for column, value in (
        (Ticket.product_id, asked.product_id),
        (Ticket.customer_id, asked.customer_id),
        (Ticket.dealer_id, asked.dealer_id),
    ):
        if value is not None:
            query = query.where(column == value)
    query = _in_period(query, asked, clock)
    if asked.words:
        query = query.where(_holding(asked.words))
    return query


def _details(kind: Kind, ticket: Ticket, viewer: Viewer) -> dict[str, Any]:
    """The kind's own facts; those below staff get only what the kind declares as open."""
    if viewer.may(Permission.READ_INTERNAL):
        return ticket.details
    return {name: value for name, value in ticket.details.items() if name in kind.open_details}


def _status(status: str) -> Any:
    ends = end_states()
    if status in ("open", "ended"):
        return Ticket.status.in_(ends) if status == "ended" else Ticket.status.not_in(ends)
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


def _named(session: Session, model: Any, id: int | None) -> Named | None:
    if id is None:
        return None
    row = session.execute(select(model.code, model.name).where(model.id == id)).one_or_none()
    return Named(code=row[0], name=row[1]) if row else None


def _category(session: Session, id: int | None, language: Language) -> CategoryShown | None:
    row = session.get(Category, id) if id is not None else None
    if row is None:
        return None
    parent = session.get(Category, row.parent_id) if row.parent_id else None
    return CategoryShown(
        code=row.code,
        name=Text(row.name_zh, row.name_en).in_(language),
        parent=Text(parent.name_zh, parent.name_en).in_(language) if parent else None,
    )


def _device(session: Session, ticket: Ticket) -> DeviceShown | None:
    if ticket.device_id is None:
        return DeviceShown(sn=ticket.sn) if ticket.sn else None
    row = session.execute(
        select(Device, Product.name)
        .join(Product, Product.id == Device.product_id)
        .where(Device.id == ticket.device_id)
    ).one_or_none()
    if row is None:  # it belongs to somebody else now: the ticket keeps only what it said
        return DeviceShown(sn=ticket.sn) if ticket.sn else None
    device, product = row
    return DeviceShown(
        sn=device.sn, product=product, batch=device.batch, warranty_until=device.warranty_until
    )


def _parts(session: Session, ticket: Ticket, language: Language) -> list[PartUsed]:
    rows = session.execute(
        select(Part, TicketPart.quantity)
        .join(Part, Part.id == TicketPart.part_id)
        .where(TicketPart.ticket_id == ticket.id)
        .order_by(Part.sku)
    )
    return [
        PartUsed(sku=part.sku, name=Text(part.name_zh, part.name_en).in_(language), quantity=count)
        for part, count in rows
    ]


def _links(session: Session, ticket: Ticket) -> list[LinkShown]:
    other = aliased(Ticket)
    rows = session.execute(
        select(Link.kind, other.number, other.kind, other.summary)
        .join(
            other,
            or_(
                (Link.from_id == ticket.id) & (other.id == Link.to_id),
                (Link.to_id == ticket.id) & (other.id == Link.from_id),
            ),
        )
        .order_by(other.created_at)
    )
    return [LinkShown(kind=a, number=b, ticket_kind=c, summary=d) for a, b, c, d in rows]


def _move(name: str, label: Text, fields: type[MoveFields], language: Language) -> MoveShown:
    schema = fields.model_json_schema()
    required = set(schema.get("required", []))
    shown = []
    for field, node in schema.get("properties", {}).items():
        plain = next((each for each in node.get("anyOf", []) if each.get("type") != "null"), node)
        labels = node.get("label", {})
        shown.append(
            MoveField(
                name=field,
                type=plain.get("type", "string"),
                required=field in required,
                label=labels.get(language.value, field),
                options=plain.get("enum"),
            )
        )
    return MoveShown(name=name, label=label.in_(language), fields=shown)

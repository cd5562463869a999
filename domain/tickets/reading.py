"""Reading one whole ticket as a person sees it.

All sessions here are viewer-bound, so joins bring only names that the viewer may see.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session, aliased

from domain import clocks, invoices
from domain.access import Permission, Viewer
from domain.attachments.reading import attachments_of
from domain.clock import Clock
from domain.documents.reading import documents_of
from domain.errors import NotFoundError
from domain.following import is_following
from domain.kind import kind_of
from domain.language import Language, Text
from domain.lifecycle import Kind, Standing, possible_moves
from domain.models import (
    Category,
    Comment,
    Customer,
    Dealer,
    Device,
    Link,
    Part,
    Product,
    Ticket,
    TicketPart,
    User,
)
from domain.numbers import canonical_number
from domain.tickets.finding import lines
from domain.tickets.forms import move_form
from domain.tickets.shapes import (
    CategoryShown,
    CommentShown,
    DeviceShown,
    Fact,
    LinkShown,
    Named,
    PartUsed,
    TicketShown,
)
from domain.words import field_label, value_label


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
    standing = Standing(session, viewer, ticket, clock.now())
    return TicketShown(
        **line.model_dump(exclude=_ONLY_IN_LINES),
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
        links=_links(session, ticket, language),
        invoices=invoices.shown(session, ticket, language=language, clock=clock),
        attachments=attachments_of(session, ticket.id, zone=clock.zone),
        documents=documents_of(session, ticket.id, language),
        facts=_facts(kind, ticket, viewer, language),
        moves=[move_form(each, language) for each in possible_moves(kind, standing)],
        hints=[hint.in_(language) for hint in _hints(kind, standing)],
        clocks=clocks.running(session, ticket, clock=clock, language=language),
        following=is_following(session, ticket),
    )


def _hints(kind: Kind, standing: Standing) -> Sequence[Text]:
    """What should be known of a ticket while it is open."""
    if kind.hints is None or kind.by_state[standing.ticket.status].is_end:
        return []
    return kind.hints(standing)


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


_ONLY_IN_LINES = {
    *("customer", "dealer", "product", "category", "sn"),
    *("priority", "severity"),
}
_PLAIN = (
    *("channel", "source", "service_type", "severity", "priority", "in_warranty"),
    *("description", "solution", "solution_internal", "version"),
)


def _details(kind: Kind, ticket: Ticket, viewer: Viewer) -> dict[str, Any]:
    """The kind's own facts; those below staff get only what the kind declares as open."""
    if viewer.may(Permission.READ_INTERNAL):
        return ticket.details
    return {name: value for name, value in ticket.details.items() if name in kind.open_details}


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


def _links(session: Session, ticket: Ticket, language: Language) -> list[LinkShown]:
    other = aliased(Ticket)
    other_end = case(
        (Link.from_id == ticket.id, Link.kind),
        (Link.kind == "upgraded_to", "upgraded_from"),
        else_=Link.kind,
    )
    rows = session.execute(
        select(other_end, other.number, other.kind, other.summary)
        .join(
            other,
            or_(
                (Link.from_id == ticket.id) & (other.id == Link.to_id),
                (Link.to_id == ticket.id) & (other.id == Link.from_id),
            ),
        )
        .order_by(other.created_at)
    )
    return [
        LinkShown(
            kind=kind,
            kind_label=value_label("link", kind, language) or kind,
            number=number,
            ticket_kind=ticket_kind,
            summary=summary,
        )
        for kind, number, ticket_kind, summary in rows
    ]


def _facts(kind: Kind, ticket: Ticket, viewer: Viewer, language: Language) -> list[Fact]:
    """The details in the order the kind declares them, then what else is known."""
    held = _details(kind, ticket, viewer)
    order = [*kind.details.model_fields, *sorted(held)]
    return [
        Fact(
            name=name,
            label=field_label(name, language),
            value=held[name],
            value_label=value_label(name, held[name], language),
        )
        for name in dict.fromkeys(order)
        if held.get(name) not in (None, "", [], {})
    ]

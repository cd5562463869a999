"""Correcting a ticket: facts that were wrong or missing when it was opened."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import clocks
from domain.access import Permission, Viewer
from domain.errors import ConflictError, ForbiddenError, InvalidError
from domain.kind import kind_of
from domain.language import Text
from domain.lifecycle import Kind, differences, snapshot
from domain.models import Event, Ticket, User
from domain.naming import category_named, customer_named, dealer_named, device_of, product_named
from domain.tickets.moving import announce, load_ticket
from domain.tickets.opening import SERVICE_TYPES, SOURCES
from domain.words import FIELDS


class Edit(BaseModel):
    """What is to be changed; a field that is not given stays. `version` is that which was read."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    version: int | None = None
    customer: Annotated[str | None, Field(max_length=200)] = None
    contact: Annotated[str | None, Field(max_length=300)] = None
    dealer: Annotated[str | None, Field(max_length=200)] = None
    product: Annotated[str | None, Field(max_length=200)] = None
    sn: Annotated[str | None, Field(max_length=40)] = None
    category: Annotated[str | None, Field(max_length=200)] = None
    source: SOURCES | None = None
    service_type: SERVICE_TYPES | None = None
    severity: Annotated[int | None, Field(ge=1, le=3)] = None
    priority: Literal["R1", "R2", "R3"] | None = None
    handler: Annotated[str | None, Field(max_length=80)] = None
    summary: Annotated[str | None, Field(min_length=1, max_length=300)] = None
    description: Annotated[str | None, Field(max_length=20_000)] = None


# What those below the desk may correct on their own tickets; the rest is the desk's to decide.
_OWN_TO_CORRECT = frozenset({"contact", "product", "sn", "category", "summary", "description"})


def edit_ticket(
    session: Session,
    viewer: Viewer,
    number: str,
    edit: Edit,
    *,
    now: datetime,
    trace: str | None = None,
) -> Ticket:
    """Change what is given and keep old and new as history.

    Raises ForbiddenError for what the viewer may not change, ConflictError when the ticket is over
    or was changed since it was read, InvalidError for unknown names.
    """
    ticket = load_ticket(session, viewer, number)
    kind = kind_of(ticket.kind)
    given = {
        name: value
        for name, value in edit.model_dump(exclude_unset=True, exclude={"version"}).items()
        if value is not None
    }
    _refuse(viewer, kind, ticket, edit, given)
    before = snapshot(kind, ticket)
    for name, value in given.items():
        _set(session, viewer, ticket, name, value)
    after = snapshot(kind, ticket)
    if before == after:
        return ticket
    ticket.updated_at = now
    ticket.version += 1
    session.add(
        Event(
            ticket_id=ticket.id,
            at=now,
            actor=viewer.username,
            actor_id=viewer.known_id,
            action="edit",
            from_status=ticket.status,
            to_status=ticket.status,
            changes=differences(before[0], after[0]),
            changes_internal=differences(before[1], after[1]),
            trace=trace,
        )
    )
    clocks.follow(session, ticket, before=ticket.status, now=now)
    announce(session, viewer, ticket, [], now=now)
    return ticket


def _refuse(viewer: Viewer, kind: Kind, ticket: Ticket, edit: Edit, given: dict[str, Any]) -> None:
    if not viewer.may(Permission.EDIT_TICKETS):
        raise ForbiddenError()
    foreign = set(given) - _OWN_TO_CORRECT
    if foreign and not viewer.may(Permission.HANDLE_CONSULT):
        labels = [FIELDS[name] for name in sorted(foreign)]
        zh, en = "、".join(each.zh for each in labels), ", ".join(each.en for each in labels)
        raise ForbiddenError(
            Text(f"这些由服务台决定：{zh}。", f"The service desk decides on: {en}.")
        )
    if kind.by_state[ticket.status].is_end:
        raise ConflictError(
            Text("工单已结束，不能修改。", "The ticket is over and cannot be changed.")
        )
    if edit.version is not None and edit.version != ticket.version:
        raise ConflictError(
            Text(
                "别人刚刚改过这张工单，请刷新后再改。",
                "Somebody has changed this ticket meanwhile; please reload it and try again.",
            )
        )


def _set(session: Session, viewer: Viewer, ticket: Ticket, name: str, value: Any) -> None:
    if name == "customer":
        ticket.customer_id = customer_named(session, viewer, value).id
    elif name == "dealer":
        ticket.dealer_id = dealer_named(session, viewer, value).id
    elif name == "product":
        ticket.product_id = product_named(session, viewer, value).id
    elif name == "category":
        ticket.category_id = category_named(session, viewer, value).id
    elif name == "handler":
        ticket.handler_id = _handler(session, value).id
    elif name == "sn":
        _set_device(session, viewer, ticket, value)
    else:
        setattr(ticket, name, value)


def _set_device(session: Session, viewer: Viewer, ticket: Ticket, sn: str) -> None:
    device = device_of(session, viewer, sn)
    ticket.sn = device.sn if device else sn
    ticket.device_id = device.id if device else None
    if device:
        ticket.product_id = device.product_id
        until = device.warranty_until
        ticket.in_warranty = until >= ticket.created_at.date() if until else None


def _handler(session: Session, username: str) -> User:
    """A member of staff who can work on tickets."""
    found = session.scalars(
        select(User).where(
            User.username == username,
            User.is_active.is_(True),
            User.dealer_id.is_(None),
            User.customer_id.is_(None),
        )
    ).one_or_none()
    if found is None:
        raise InvalidError(
            Text(f"没有叫“{username}”的同事。", f"No colleague is called “{username}”."),
            {"handler": Text("未知", "unknown")},
        )
    return found

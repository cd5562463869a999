"""Correcting a ticket: facts that were wrong or missing when it was opened."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import clocks
from domain.access import Permission, Viewer
from domain.errors import ConflictError, ForbiddenError, InvalidError
from domain.kind import kind_of
from domain.language import Text
from domain.lifecycle import Kind, Standing, differences, snapshot
from domain.models import Dealer, Invoice, StockMovement, Ticket
from domain.naming import (
    category_named,
    colleague_named,
    customer_named,
    dealer_named,
    device_of,
    product_named,
)
from domain.noting import note
from domain.plain import plain_json
from domain.tickets.moving import announce, load_ticket
from domain.tickets.opening import SERVICE_TYPES, SOURCES
from domain.words import FIELDS

Name = Annotated[str | None, Field(min_length=1, max_length=200)]


class Edit(BaseModel):
    """What is to be changed; a field that is not given stays. `version` is that which was read."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    version: int | None = None
    customer: Name = None
    contact: Annotated[str | None, Field(max_length=300)] = None
    dealer: Name = None
    product: Name = None
    sn: Annotated[str | None, Field(max_length=40)] = None
    category: Name = None
    source: SOURCES | None = None
    service_type: SERVICE_TYPES | None = None
    severity: Annotated[int | None, Field(ge=1, le=3)] = None
    priority: Literal["R1", "R2", "R3"] | None = None
    handler: Annotated[str | None, Field(min_length=1, max_length=80)] = None
    summary: Annotated[str | None, Field(min_length=1, max_length=300)] = None
    description: Annotated[str | None, Field(max_length=20_000)] = None

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, values: Any) -> Any:
        return plain_json(values)


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
    was_right = not (kind.check and kind.check(session, ticket))
    for name, value in given.items():
        _set(Standing(session, viewer, ticket, now), kind, name, value)
    if was_right and kind.check and (reason := kind.check(session, ticket)):
        raise InvalidError(reason)
    after = snapshot(kind, ticket)
    if before == after:
        return ticket
    changes = (differences(before[0], after[0]), differences(before[1], after[1]))
    note(
        session,
        viewer,
        ticket,
        "edit",
        before=ticket.status,
        now=now,
        trace=trace,
        changes=changes,
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


def _set(standing: Standing, kind: Kind, name: str, value: Any) -> None:
    session, viewer, ticket = standing.session, standing.viewer, standing.ticket
    if name == "customer":
        ticket.customer_id = customer_named(session, viewer, value).id
    elif name == "dealer":
        _set_dealer(session, ticket, dealer_named(session, viewer, value))
    elif name == "product":
        ticket.product_id = product_named(session, viewer, value).id
    elif name == "category":
        ticket.category_id = category_named(session, viewer, value).id
    elif name == "handler":
        ticket.handler_id = colleague_named(session, value).id
    elif name == "sn":
        _set_device(standing, kind, value)
    else:
        setattr(ticket, name, value)


def _set_dealer(session: Session, ticket: Ticket, dealer: Dealer) -> None:
    """Give a ticket to another dealer, as long as no money or stock of the first hangs on it."""
    if dealer.id == ticket.dealer_id:
        return
    billed = select(Invoice.id).where(Invoice.ticket_id == ticket.id)
    taken = select(StockMovement.id).where(StockMovement.ticket_id == ticket.id)
    is_drawn_up = bool(ticket.details.get("total"))
    if is_drawn_up or any(session.scalar(each.limit(1)) is not None for each in (billed, taken)):
        raise ConflictError(
            Text(
                "这张单已按原经销商算过金额或动过库存，不能换经销商；请取消后重新开单。",
                "Amounts or stock of its dealer hang on this ticket already, so the dealer stays; "
                "cancel it and open a new one.",
            )
        )
    ticket.dealer_id = dealer.id


def _set_device(standing: Standing, kind: Kind, sn: str) -> None:
    """Name another device, by which warranty and product go; a ticket may need to have one."""
    ticket = standing.ticket
    if not sn and "sn" in kind.needs:
        raise InvalidError(
            Text(f"{kind.label.zh}不能没有序列号。", "It cannot be without a serial number."),
            {"sn": Text("必填", "is required")},
        )
    device = device_of(standing.session, standing.viewer, sn) if sn else None
    ticket.sn = device.sn if device else (sn or None)
    if device and device.id == ticket.device_id:
        return
    ticket.device_id = device.id if device else None
    until = device.warranty_until if device else None
    opened = ticket.created_at.astimezone(standing.now.tzinfo).date()
    ticket.in_warranty = until >= opened if until else None
    if device:
        ticket.product_id = device.product_id

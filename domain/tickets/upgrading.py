"""Upgrading: opening the ticket that another becomes, everything carried over, both linked."""

import secrets
from typing import Any

from sqlalchemy import select

from domain.checking import checked
from domain.lifecycle import Moving
from domain.models import Attachment, Category, Customer, Dealer, Link, Product, Ticket
from domain.tickets.opening import Draft, open_ticket

_CARRIED = ("contact", "source", "severity", "sn", "summary", "description")


def upgrade(moving: Moving, *, to: str, **instead: Any) -> Ticket:
    """Open a ticket of kind `to` from the one that is moving; `instead` replaces what it held.

    Raises like opening it would: ForbiddenError where the mover may not, InvalidError for what is
    missing, such as the serial number of an RMA.
    """
    old = moving.ticket
    draft: Draft = checked(Draft, {**_carried(moving), **instead, "kind": to})
    opened = open_ticket(moving.session, moving.viewer, draft, now=moving.now)
    moving.session.add(Link(from_id=old.id, to_id=opened.id, kind="upgraded_to"))
    _carry_attachments(moving, opened)
    return opened


def _carried(moving: Moving) -> dict[str, Any]:
    ticket = moving.ticket
    values = {name: getattr(ticket, name) for name in _CARRIED}
    named: tuple[tuple[str, Any, int | None], ...] = (
        ("customer", Customer, ticket.customer_id),
        ("dealer", Dealer, ticket.dealer_id),
        ("product", Product, ticket.product_id),
        ("category", Category, ticket.category_id),
    )
    for name, model, id in named:
        values[name] = moving.session.get_one(model, id).code if id is not None else None
    return {name: value for name, value in values.items() if value is not None}


def _carry_attachments(moving: Moving, opened: Ticket) -> None:
    """The same files under the new ticket; the bytes are kept once."""
    files = moving.session.scalars(
        select(Attachment).where(Attachment.ticket_id == moving.ticket.id)
    )
    for file in files.all():
        moving.session.add(
            Attachment(
                id=secrets.token_urlsafe(12),
                user_id=file.user_id,
                ticket_id=opened.id,
                name=file.name,
                media_type=file.media_type,
                size=file.size,
                sha256=file.sha256,
                has_thumbnail=file.has_thumbnail,
                is_internal=file.is_internal,
                created_at=file.created_at,
            )
        )

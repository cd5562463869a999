"""Noting in a ticket's history who did what, when, and what it changed."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.models import Event, Ticket

Changes = dict[str, Any]


def note(
    session: Session,
    viewer: Viewer,
    ticket: Ticket,
    action: str,
    *,
    before: str | None,
    now: datetime,
    trace: str | None,
    changes: tuple[Changes, Changes] = ({}, {}),
    internal: bool = False,
) -> None:
    """Add to the history, and count the ticket as changed unless it was just opened.

    `before` is the status it had, None for a new ticket; `changes` are old and new values, those
    everybody who sees the ticket may see, and those of staff alone.
    """
    if before is not None:
        ticket.updated_at = now
        ticket.version += 1
    session.add(
        Event(
            ticket_id=ticket.id,
            at=now,
            actor=viewer.username,
            actor_id=viewer.known_id,
            action=action,
            from_status=before,
            to_status=ticket.status,
            changes=changes[0],
            changes_internal=changes[1],
            is_internal=internal,
            trace=trace,
        )
    )

"""Rehearsing moves: what they would change, worked out by making them and taking them back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.basis import Basis, basis_of
from domain.clock import Clock
from domain.database import Store
from domain.kind import kind_of
from domain.language import Language
from domain.models import Event
from domain.tickets.history import entry
from domain.tickets.moving import load_ticket, move
from domain.tickets.shapes import EventShown
from domain.trying import tried


@dataclass(frozen=True)
class Rehearsed:
    """One ticket's move as it would be: its history entry, and the row that it rests on."""

    number: str
    summary: str
    entry: EventShown
    rests_on: Basis


def rehearse(
    store: Store,
    viewer: Viewer,
    numbers: Sequence[str],
    name: str,
    *,
    fields: Mapping[str, Any],
    clock: Clock,
    language: Language,
) -> list[Rehearsed]:
    """Make a move on each of these tickets and take it all back. Raises like `moving.move`."""

    return tried(
        store,
        lambda session: [
            _rehearse(session, viewer, each, name, fields, clock, language) for each in numbers
        ],
    )


def _rehearse(
    session: Session,
    viewer: Viewer,
    number: str,
    name: str,
    fields: Mapping[str, Any],
    clock: Clock,
    language: Language,
) -> Rehearsed:
    ticket = load_ticket(session, viewer, number)
    basis = basis_of(ticket)
    move(session, viewer, number, name, fields=fields, now=clock.now())
    session.flush()
    made = session.scalars(
        select(Event).where(Event.ticket_id == ticket.id).order_by(Event.id.desc()).limit(1)
    ).one()
    shown = entry(
        session,
        kind_of(ticket.kind),
        made,
        clock,
        language,
        internal=viewer.may(Permission.READ_INTERNAL),
    )
    return Rehearsed(ticket.number, ticket.summary, shown, basis)

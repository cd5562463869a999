"""What is due: clocks fired once each, in order, also after days in which nobody looked."""

from datetime import datetime
from functools import partial
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain.access import HOUSE
from domain.database import Store
from domain.errors import DeskError
from domain.kind import kind_of
from domain.lifecycle import Limit, Notice
from domain.models import RunningClock, Ticket
from domain.outbox import tell_people
from domain.tickets.moving import move

log = structlog.get_logger()
_AT_ONCE = 100  # due clocks looked up together


def fire_due(store: Store, *, now: datetime) -> int:
    """Fire every clock that is due, the earliest first, each in its own transaction; how many.

    One that cannot be fired is logged and left for the next look; the others go on.
    """
    fired, failed = 0, set[int]()
    while due := [each for each in _due(store, now, len(failed)) if each not in failed]:
        for clock_id in due:
            try:
                fired += store.write(partial(_fire, clock_id=clock_id, now=now))
            except Exception:
                log.exception("clock", clock=clock_id)
                failed.add(clock_id)
    return fired


def _is_due(now: datetime) -> tuple[Any, ...]:
    return (
        RunningClock.fired_at.is_(None),
        RunningClock.cleared_at.is_(None),
        RunningClock.held_since.is_(None),
        RunningClock.due_at <= now,
    )


def _due(store: Store, now: datetime, more: int) -> list[int]:
    with store.unbound_reader() as session:
        return list(
            session.scalars(
                select(RunningClock.id)
                .where(*_is_due(now))
                .order_by(RunningClock.due_at, RunningClock.id)
                .limit(_AT_ONCE + more)
            )
        )


def _fire(session: Session, *, clock_id: int, now: datetime) -> int:
    """Fire one clock if it is still due: whoever marks it first, fires it."""
    row = session.execute(
        update(RunningClock)
        .where(RunningClock.id == clock_id, *_is_due(now))
        .values(fired_at=now)
        .returning(RunningClock.ticket_id, RunningClock.name, RunningClock.due_at)
    ).one_or_none()
    if row is None:
        return 0
    ticket = session.get_one(Ticket, row.ticket_id)
    limit = kind_of(ticket.kind).by_limit.get(row.name)
    if limit is None:
        return 0
    _tell(session, ticket, limit, row.due_at, now)
    if limit.move:
        _make(session, ticket, limit.move, now)
    return 1


def _tell(session: Session, ticket: Ticket, limit: Limit, due: datetime, now: datetime) -> None:
    if limit.event:
        facts = {"limit": limit.name, "due_at": due.isoformat()}
        tell_people(session, ticket.id, [Notice(limit.event, facts)], actor=None, now=now)


def _make(session: Session, ticket: Ticket, name: str, now: datetime) -> None:
    """Make a move as the house; one that the ticket does not allow any more is left out."""
    try:
        with session.begin_nested():
            move(session, HOUSE, ticket.number, name, fields={}, now=now)
    except DeskError as refusal:
        log.warning("clock_move_refused", ticket=ticket.id, move=name, reason=refusal.text.en)

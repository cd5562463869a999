"""Things on their way out: claimed by one sender, tried again with growing pauses, never lost.

A row has `state` (pending, sent, failed, dropped), `attempts`, `next_at`, `error`, `sent_at`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain.database import Store
from domain.models import Delivery, OutgoingMail

PENDING, SENT, FAILED, DROPPED = "pending", "sent", "failed", "dropped"
_LEASE = timedelta(minutes=10)  # after which one whose sender vanished is sent by another
_PAUSES = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 240, 720, 1440))
_REASON = 500  # characters kept of what went wrong
_AT_ONCE = 20

Errand = type[Delivery] | type[OutgoingMail]


class SendingError(Exception):
    """A channel could not send; `is_final` when trying again cannot help."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.is_final = is_final


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended; without an error it was sent."""

    error: str | None = None
    is_final: bool = False


def due(store: Store, model: Errand, *, now: datetime, where: tuple[Any, ...] = ()) -> list[int]:
    """The ids of what is to be sent now, the longest waiting first."""
    with store.unbound_reader() as session:
        return list(
            session.scalars(
                select(model.id)
                .where(model.state == PENDING, model.next_at <= now, *where)
                .order_by(model.next_at, model.id)
                .limit(_AT_ONCE)
            )
        )


def claim(session: Session, model: Errand, id: int, *, now: datetime) -> bool:
    """Take one for sending, unless another sender was quicker."""
    claimed = session.execute(
        update(model)
        .where(model.id == id, model.state == PENDING, model.next_at <= now)
        .values(next_at=now + _LEASE, attempts=model.attempts + 1)
        .returning(model.id)
    )
    return claimed.one_or_none() is not None


def settle(session: Session, model: Errand, id: int, outcome: Outcome, *, now: datetime) -> None:
    """Write down how the attempt ended, and when the next one is."""
    row = _row(session, model, id)
    if outcome.error is None:
        row.state, row.sent_at, row.error = SENT, now, None
        return
    row.error = outcome.error[:_REASON]
    if outcome.is_final or row.attempts > len(_PAUSES):
        row.state = FAILED
    else:
        row.next_at = now + _PAUSES[row.attempts - 1]


def drop(session: Session, model: Errand, id: int, reason: str) -> None:
    row = _row(session, model, id)
    row.state, row.error = DROPPED, reason


def send_again(row: Delivery | OutgoingMail, *, now: datetime) -> None:
    """Give one that failed a fresh set of attempts."""
    row.state, row.attempts, row.next_at = PENDING, 0, now


def _row(session: Session, model: Errand, id: int) -> Delivery | OutgoingMail:
    row = session.get_one(model, id)
    assert isinstance(row, Delivery | OutgoingMail)  # noqa: S101 - tells the type checker
    return row

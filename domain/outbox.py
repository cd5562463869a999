"""The outbox: what others must hear of, written in the same transaction as the change itself."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.lifecycle import Notice
from domain.models import Outgoing
from domain.plain import plain_json

INDEX = "index"  # searchable things that were added, changed or withdrawn
NOTICE = "notice"  # what happened on a ticket, of which people are to be told
STUCK_NOTICE = "notice-stuck"  # one that could not be told, kept with the reason


def tell(
    session: Session,
    topic: str,
    subject: str,
    *,
    now: datetime,
    payload: dict[str, Any] | None = None,
) -> None:
    session.add(Outgoing(topic=topic, subject=subject, payload=payload or {}, created_at=now))


def tell_index(
    session: Session, kind: Literal["ticket", "article", "wish", "rule"], id: int, *, now: datetime
) -> None:
    """Say that a ticket, article, wish or rule must be read again by the search index."""
    tell(session, INDEX, f"{kind}:{id}", now=now)


def tell_people(
    session: Session,
    ticket_id: int,
    notices: Iterable[Notice],
    *,
    actor: int | None,
    now: datetime,
) -> None:
    """Say what happened on a ticket; who hears of it is worked out when it is delivered."""
    for notice in notices:
        tell_of(session, f"ticket:{ticket_id}", notice, actor=actor, now=now)


def tell_of(
    session: Session,
    subject: str,
    notice: Notice,
    *,
    actor: int | None,
    now: datetime,
    key: str | None = None,
) -> None:
    """Say what happened on a `ticket:ID`, `dealer:ID`, `article:ID`, or in the whole `house`.

    What is told under a `key` is told once, however often it is said.
    """
    payload = {"event": notice.event, "actor": actor, "facts": plain_json(dict(notice.facts))}
    tell(session, NOTICE, subject, now=now, payload=payload | ({"key": key} if key else {}))


def waiting(session: Session, topic: str, *, after: int, limit: int) -> list[Outgoing]:
    """Entries of a topic after a sequence number, oldest first."""
    return list(
        session.scalars(
            select(Outgoing)
            .where(Outgoing.topic == topic, Outgoing.seq > after)
            .order_by(Outgoing.seq)
            .limit(limit)
        )
    )


def last_entry(session: Session, topic: str) -> int:
    """The sequence number of the newest entry of a topic, 0 when there is none."""
    return session.scalar(select(func.max(Outgoing.seq)).where(Outgoing.topic == topic)) or 0

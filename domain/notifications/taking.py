"""From what happened to who is told: outbox entries become inbox entries and deliveries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.database import Store
from domain.errands import PENDING
from domain.language import language_of
from domain.models import Article, Dealer, Delivery, Notification, Outgoing, Ticket, User
from domain.notifications.channel import Addressee, Channel
from domain.notifications.hearing import Happening, may_know, viewer_for
from domain.notifications.preferences import after_quiet, preferences_of, quiet_hours, ways_of
from domain.notifications.told import TOLD, Told
from domain.notifications.wording import kept_facts, title_and_text, url_of
from domain.outbox import NOTICE, STUCK_NOTICE, waiting
from domain.rules import house_rules

log = structlog.get_logger()
_AT_ONCE = 50
_SUBJECTS: dict[str, Any] = {"ticket": Ticket, "dealer": Dealer, "article": Article}


@dataclass(frozen=True)
class Telling:
    """What turning entries into notifications needs besides the entries."""

    stage: int
    now: datetime
    channels: Sequence[Channel]


def take_waiting(store: Store, telling: Telling) -> int:
    """Turn what waits into notifications, a transaction at a time; how many entries were taken.

    An entry and what comes of it are one transaction, so it is told once, whoever takes it. One
    that cannot be told is put aside as stuck, and the others go on.
    """
    with store.unbound_reader() as session:
        if not waiting(session, NOTICE, after=0, limit=1):
            return 0
    return store.write(partial(_take, telling=telling))


def try_stuck_again(store: Store) -> None:
    """Let entries that were put aside be taken once more, perhaps by a better program."""
    store.write(
        lambda session: session.execute(
            update(Outgoing).where(Outgoing.topic == STUCK_NOTICE).values(topic=NOTICE)
        )
    )


def _take(session: Session, telling: Telling) -> int:
    rows = waiting(session, NOTICE, after=0, limit=_AT_ONCE)
    for act in _acts(rows):
        try:
            with session.begin_nested():
                _tell_act(session, act, telling)
        except Exception as problem:
            log.exception("notice", subject=act[0].subject)
            for row in act:
                row.topic = STUCK_NOTICE
                row.payload = {**row.payload, "error": repr(problem)[:500]}
        else:
            for row in act:
                session.delete(row)
    return len(rows)


def _acts(rows: list[Outgoing]) -> Iterator[list[Outgoing]]:
    """Entries that were written by one act on one thing; a last one cut off is left for later."""

    def act_of(row: Outgoing) -> tuple[Any, ...]:
        return row.subject, row.created_at, row.payload.get("actor")

    acts = [list(group) for _, group in groupby(rows, act_of)]
    yield from acts[:-1] if len(rows) == _AT_ONCE and len(acts) > 1 else acts


def _tell_act(session: Session, rows: list[Outgoing], telling: Telling) -> None:
    """Tell of one act; who hears something telling is not also told that the state changed."""
    told: set[int] = set()
    for row in sorted(rows, key=lambda row: _row_of(row).is_general):
        if happening := _happening(session, row):
            spared = told if _row_of(row).is_general else frozenset[int]()
            told |= _tell(happening, _row_of(row), telling, spared)


def _row_of(row: Outgoing) -> Told:
    return TOLD[row.payload["event"]]


def _happening(session: Session, row: Outgoing) -> Happening | None:
    """What an entry is about; None where that is gone."""
    kind, _, id = row.subject.partition(":")
    thing = session.get(_SUBJECTS[kind], int(id)) if kind in _SUBJECTS else None
    if thing is None and kind != "house":
        return None
    return Happening(
        session=session,
        event=row.payload["event"],
        at=row.created_at,
        actor=row.payload.get("actor"),
        facts=row.payload.get("facts", {}),
        key=row.payload.get("key") or f"outbox:{row.seq}",
        **({kind: thing} if thing is not None else {}),
    )


def _tell(
    happening: Happening, told: Told, telling: Telling, spared: frozenset[int] | set[int]
) -> set[int]:
    reached = set()
    hearers = {each for group in told.hearers for each in group(happening)}
    for user_id in sorted(hearers - spared - {happening.actor}):
        found = viewer_for(happening.session, user_id, stage=telling.stage)
        if found and may_know(happening, found[1], is_internal=told.is_internal):
            _write(happening, told, telling, *found)
            reached.add(user_id)
    return reached


def _write(happening: Happening, told: Told, telling: Telling, user: User, viewer: Viewer) -> None:
    session, key = happening.session, f"{happening.key}:{told.event}:{user.id}"
    if session.scalar(select(Notification.id).where(Notification.key == key)) is not None:
        return
    title, text = title_and_text(told, happening, language_of(user.language))
    ticket = happening.ticket
    row = Notification(
        user_id=user.id,
        key=key,
        event=told.event,
        is_urgent=told.is_urgent,
        ticket_id=ticket.id if ticket else None,
        title=title,
        text=text,
        url=url_of(happening),
        facts=kept_facts(happening, language_of(user.language)),
        created_at=telling.now,
    )
    session.add(row)
    session.flush()
    _deliver(row, told, telling, user, viewer, session)


def _deliver(
    row: Notification, told: Told, telling: Telling, user: User, viewer: Viewer, session: Session
) -> None:
    """A delivery for each channel that the person wants and has, after its quiet hours."""
    held = preferences_of(session, user.id)
    at = telling.now
    if not told.is_urgent:
        at = after_quiet(at, quiet_hours(held, house_rules(session)))
    ways, person = ways_of(held, told, viewer), Addressee.of(user)
    session.add_all(
        Delivery(
            notification_id=row.id,
            user_id=user.id,
            event=told.event,
            channel=channel.name,
            state=PENDING,
            next_at=at,
        )
        for channel in telling.channels
        if channel.way in ways and channel.can_reach(person)
    )

"""The clocks of tickets: every limit a row that moves set, hold and clear (`domain.due` fires)."""

from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain.calendar import Calendar, Span, house_calendar
from domain.clock import Clock
from domain.kind import kind_of
from domain.language import Language
from domain.lifecycle import Kind, Limit
from domain.models import Comment, RunningClock, Ticket, User
from domain.rules import Rules, house_rules
from domain.tickets.shapes import ClockShown


class Winding:
    """The clocks of one ticket at a moment: which run, stand still, or are over."""

    def __init__(
        self, session: Session, ticket: Ticket, kind: Kind, now: datetime, *, is_new: bool = False
    ) -> None:
        self.session = session
        self.ticket = ticket
        self.kind = kind
        self.now = now
        mine = select(RunningClock).where(RunningClock.ticket_id == ticket.id)
        self.rows = {} if is_new else {row.name: row for row in session.scalars(mine)}

    @cached_property
    def calendar(self) -> Calendar:
        zone = self.now.tzinfo
        assert zone is not None  # noqa: S101 - a moment needs its time zone
        since = self.ticket.created_at.astimezone(zone).date()
        return house_calendar(self.session, zone, self.rules, since=since)

    @cached_property
    def rules(self) -> Rules:
        return house_rules(self.session)

    def wind(self, before: str | None) -> None:
        """Bring every clock in line with the ticket's state; it was in state `before`."""
        if not self.kind.limits:
            return
        for limit in self.kind.limits:
            row = self.rows.get(limit.name)
            span = limit.length(self.rules, self.ticket)
            if span is not None and self.ticket.status in limit.states:
                self._run(limit, span, row, before)
            elif row is None or row.cleared_at is not None:
                continue
            elif span is not None and self.ticket.status in limit.held_in:
                row.held_since = row.held_since or self.now
            else:
                row.cleared_at = self.now

    def _run(self, limit: Limit, span: Span, row: RunningClock | None, before: str | None) -> None:
        entered = before not in limit.states and before not in limit.held_in
        if row is not None and row.cleared_at and limit.until_answered and not entered:
            return
        clock = row or RunningClock(ticket_id=self.ticket.id, name=limit.name)
        if row is None or entered:
            self._start(limit, clock)
        if clock.held_since is not None:
            clock.held_seconds += int(self._passed(limit, clock.held_since).total_seconds())
        clock.held_since = clock.cleared_at = None
        due = self._due(limit, clock, span)
        if clock.due_at != due:
            clock.due_at = due
            clock.fired_at = None if due > self.now else clock.fired_at
        self.session.add(clock)

    def _start(self, limit: Limit, row: RunningClock) -> None:
        row.started_at = self.ticket.status_at
        row.is_internal = limit.is_internal
        row.held_since, row.held_seconds, row.fired_at = None, 0, None

    def _due(self, limit: Limit, row: RunningClock, span: Span) -> datetime:
        held = timedelta(seconds=row.held_seconds)
        if limit.is_working:
            return self.calendar.add(row.started_at, self.calendar.length(span) + held)
        length = timedelta(days=span.days, hours=span.hours, minutes=span.minutes)
        return row.started_at + length + held

    def _passed(self, limit: Limit, since: datetime) -> timedelta:
        if limit.is_working:
            return self.calendar.between(since, self.now)
        return self.now - since


def follow(session: Session, ticket: Ticket, *, before: str | None, now: datetime) -> None:
    """Set, hold and clear a ticket's clocks after a write.

    `before` is the state it was in, None when it was just opened.
    """
    kind = kind_of(ticket.kind)
    Winding(session, ticket, kind, now, is_new=before is None).wind(before)


def answered(session: Session, ticket: Ticket, *, now: datetime) -> None:
    """The desk has said something openly: what waited for that is over."""
    waiting = [limit.name for limit in kind_of(ticket.kind).limits if limit.until_answered]
    session.execute(
        update(RunningClock)
        .where(
            RunningClock.ticket_id == ticket.id,
            RunningClock.name.in_(waiting),
            RunningClock.cleared_at.is_(None),
        )
        .values(cleared_at=now)
    )


def running(
    session: Session, ticket: Ticket, *, clock: Clock, language: Language
) -> list[ClockShown]:
    """The clocks of a ticket that are not over, the earliest due first; of a bound session."""
    limits, now = kind_of(ticket.kind).by_limit, clock.now()
    rows = session.scalars(
        select(RunningClock)
        .where(RunningClock.ticket_id == ticket.id, RunningClock.cleared_at.is_(None))
        .order_by(RunningClock.due_at, RunningClock.id)
    )
    return [
        ClockShown(
            name=row.name,
            label=limits[row.name].label.in_(language),
            started_at=row.started_at.astimezone(clock.zone),
            due_at=row.due_at.astimezone(clock.zone),
            overdue=row.held_since is None and row.due_at <= now,
            held=row.held_since is not None,
        )
        for row in rows
        if row.name in limits
    ]


def follow_imported(session: Session, ticket: Ticket, *, now: datetime) -> None:
    """Set the clocks of a ticket that came from elsewhere, counting from its own dates.

    What only reminds and is past already stays quiet: an import notifies nobody.
    """
    kind = kind_of(ticket.kind)
    if kind.by_state[ticket.status].is_end:
        _clear(session, ticket, now)
        return
    Winding(session, ticket, kind, now).wind(None)
    session.flush()
    if _desk_has_answered(session, ticket):
        answered(session, ticket, now=now)
    quiet = [limit.name for limit in kind.limits if limit.move is None]
    session.execute(
        update(RunningClock)
        .where(
            RunningClock.ticket_id == ticket.id,
            RunningClock.name.in_(quiet),
            RunningClock.fired_at.is_(None),
            RunningClock.due_at <= now,
        )
        .values(fired_at=now)
    )


def _clear(session: Session, ticket: Ticket, now: datetime) -> None:
    running = (RunningClock.ticket_id == ticket.id, RunningClock.cleared_at.is_(None))
    session.execute(update(RunningClock).where(*running).values(cleared_at=now))


def _desk_has_answered(session: Session, ticket: Ticket) -> bool:
    """Whether one of the house said something openly; imported comments hold only names."""
    said = select(Comment.id).join(User, User.username == Comment.author)
    return (
        session.scalar(
            said.where(
                Comment.ticket_id == ticket.id,
                Comment.is_internal.is_(False),
                User.dealer_id.is_(None),
                User.customer_id.is_(None),
            ).limit(1)
        )
        is not None
    )

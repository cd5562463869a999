"""What waits for a person: their own tickets, decisions that are theirs, and what is overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer, of_the_desk
from domain.clock import Clock
from domain.kind import end_states, kind_of, kinds
from domain.language import Language
from domain.lifecycle import Standing, possible_moves
from domain.models import RunningClock, Ticket
from domain.tickets.finding import lines, own
from domain.tickets.shapes import Shown, TicketLine

_MOST = 100
# The moves by which somebody decides on what others have asked for or offered.
_STAFF_DECIDES = frozenset({"approve", "approve_exception", "accept"})
_OWNER_DECIDES = frozenset({"accept_quote", "confirm", "receive_parts", "confirm_receipt"})


class WorkShown(Shown):
    """Lists of tickets, each the most pressing first; `overdue` are those past a limit."""

    overdue: list[TicketLine]
    to_decide: list[TicketLine]
    mine: list[TicketLine]


@dataclass(frozen=True)
class _Looking:
    session: Session
    viewer: Viewer
    clock: Clock
    language: Language

    def lines(self, tickets: Sequence[Ticket]) -> list[TicketLine]:
        return lines(self.session, tickets, language=self.language, clock=self.clock)


def my_work(session: Session, viewer: Viewer, *, clock: Clock, language: Language) -> WorkShown:
    """What waits for this viewer, read through the viewer's own session."""
    looking = _Looking(session, viewer, clock, language)
    return WorkShown(
        overdue=looking.lines(_overdue(looking)),
        to_decide=looking.lines(_to_decide(looking)),
        mine=looking.lines(_mine(looking)),
    )


def _open() -> Select[Ticket]:
    return select(Ticket).where(Ticket.status.not_in(end_states()))


def _mine(looking: _Looking) -> Sequence[Ticket]:
    """Tickets that the viewer works on or has opened, the one that stood longest first."""
    query = _open().where(own(looking.viewer.user_id))
    return looking.session.scalars(query.order_by(Ticket.status_at).limit(_MOST)).all()


def _to_decide(looking: _Looking) -> Sequence[Ticket]:
    is_staff = looking.viewer.may(Permission.READ_INTERNAL)
    wanted = _STAFF_DECIDES if is_staff else _OWNER_DECIDES
    states = _states_with(wanted)
    rows = looking.session.scalars(
        _open().where(Ticket.status.in_(states)).order_by(Ticket.status_at).limit(_MOST)
    )
    now, desk = looking.clock.now(), of_the_desk(looking.viewer)
    return [
        ticket
        for ticket in rows
        if _may_any(looking, looking.viewer, ticket, wanted, now)
        and not (desk and _may_any(looking, desk, ticket, wanted, now))
    ]


def _may_any(
    looking: _Looking, viewer: Viewer, ticket: Ticket, wanted: frozenset[str], now: datetime
) -> bool:
    standing = Standing(looking.session, viewer, ticket, now)
    return any(move.name in wanted for move in possible_moves(kind_of(ticket.kind), standing))


def _states_with(wanted: frozenset[str]) -> set[str]:
    return {
        state
        for kind in kinds().values()
        for move in kind.moves
        if move.name in wanted
        for state in move.sources
    }


def _overdue(looking: _Looking) -> Sequence[Ticket]:
    """Open tickets past a limit: the viewer's own, or all for those who look after everybody's."""
    late = select(RunningClock.ticket_id).where(
        RunningClock.due_at < looking.clock.now(),
        RunningClock.cleared_at.is_(None),
        RunningClock.held_since.is_(None),
    )
    query = _open().where(Ticket.id.in_(late))
    if not looking.viewer.may(Permission.SET_RULES):
        query = query.where(own(looking.viewer.user_id))
    return looking.session.scalars(query.order_by(Ticket.status_at).limit(_MOST)).all()

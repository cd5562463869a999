"""What waits for somebody's approval: requests, exceptions, restocks."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.clock import Clock
from domain.handbook.rule import holders
from domain.kind import kinds
from domain.language import Language, Text
from domain.lifecycle import Kind, Move, Standing, possible_moves
from domain.models import Ticket
from domain.repairs import exceptions
from domain.rules import house_rules
from domain.tickets.finding import lines
from domain.tickets.forms import move_form
from domain.tickets.shapes import MoveShown, TicketLine

_ANSWERS = ("approve", "reject", "ask")


class ApprovalShown(BaseModel):
    """A ticket that waits; an exception says by how much it is above its estimate, and for whom."""

    model_config = ConfigDict(frozen=True)

    ticket: TicketLine
    waiting_since: datetime
    above_estimate_usd: str | None = None
    level: str | None = None
    moves: list[MoveShown]


def waiting_for(
    session: Session, viewer: Viewer, *, clock: Clock, language: Language, limit: int = 200
) -> list[ApprovalShown]:
    """What the viewer may approve now, longest waiting first."""
    found: list[ApprovalShown] = []
    for kind in kinds().values():
        for ticket in _candidates(session, kind, limit):
            standing = Standing(session, viewer, ticket, clock.now())
            moves = [each for each in possible_moves(kind, standing) if _answers(each)]
            if any(each.name.startswith("approve") for each in moves):
                found.append(_shown(standing, moves, clock, language))
    return sorted(found, key=lambda each: each.waiting_since)[:limit]


def for_whom(session: Session, ticket: Ticket) -> Text | None:
    """Who decides on what waits on a ticket; None where nothing waits for anybody's approval."""
    if ticket.status == "exception":
        raised = ticket.details.get("exception") or {}
        waits = raised.get("state", exceptions.WAITING) == exceptions.WAITING
        return exceptions.for_whom(ticket, house_rules(session)) if waits else None
    approving = [
        each
        for each in kinds()[ticket.kind].moves
        if each.name == "approve" and ticket.status in each.sources
    ]
    if not approving:
        return None
    who = holders(*(permission for each in approving for permission in each.permissions))
    return Text(f"由{who.zh}审批。", f"It is for these to approve: {who.en}.")


def _candidates(session: Session, kind: Kind, limit: int) -> list[Ticket]:
    states = {s for move in kind.moves if move.name.startswith("approve") for s in move.sources}
    rows = session.scalars(
        select(Ticket)
        .where(Ticket.kind == kind.code, Ticket.status.in_(states))
        .order_by(Ticket.status_at)
        .limit(limit)
    )
    return list(rows)


def _answers(move: Move) -> bool:
    return move.name.startswith(_ANSWERS)


def _shown(
    standing: Standing, moves: list[Move], clock: Clock, language: Language
) -> ApprovalShown:
    ticket = standing.ticket
    is_exception = ticket.status == "exception"
    above = exceptions.above_estimate(ticket, standing.rules) if is_exception else None
    return ApprovalShown(
        ticket=lines(standing.session, [ticket], language=language, clock=clock)[0],
        waiting_since=ticket.status_at.astimezone(clock.zone),
        above_estimate_usd=str(above) if above is not None else None,
        level=exceptions.level(ticket, standing.rules) if is_exception else None,
        moves=[move_form(each, language) for each in moves],
    )

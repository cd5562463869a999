"""When a ticket was answered, received, repaired, reopened: kept as its history is written.

Whoever writes a ticket, an event or a comment need not know of this: each of them, once inserted,
moves the ticket's milestones along. What an import knows from its record it sets itself.
"""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, event, insert, select, update
from sqlalchemy.orm import Session

from domain.access import is_of_the_house
from domain.calendar import Span, house_calendar
from domain.models import Comment, Event, Milestone, Ticket, User
from domain.rules import Rules, house_rules

_ANSWERS_NOTHING = frozenset({"open", "comment"})  # a comment counts by itself
_MOMENTS = ("responded_at", "received_at", "repaired_at", "reopened_at", "exception_at")


@event.listens_for(Ticket, "after_insert")
def _begin(_: Any, connection: Connection, ticket: Ticket) -> None:
    connection.execute(insert(Milestone).values(ticket_id=ticket.id))


@event.listens_for(Comment, "after_insert")
def _said(_: Any, connection: Connection, comment: Comment) -> None:
    if not comment.is_internal and _is_ours(connection, comment.author_id, comment.author):
        _reach(connection, comment.ticket_id, responded_at=comment.at)


@event.listens_for(Event, "after_insert")
def _done(_: Any, connection: Connection, done: Event) -> None:
    reached: dict[str, datetime] = {}
    entered = done.to_status if done.to_status != done.from_status else None
    if entered in ("received", "repaired"):
        reached[f"{entered}_at"] = done.at
    if entered == "exception":
        reached["exception_at"] = done.at
    if done.action == "reopen":
        reached["reopened_at"] = done.at
    answers = done.action not in _ANSWERS_NOTHING and not done.is_internal and entered
    if answers and _is_ours(connection, done.actor_id, done.actor):
        reached["responded_at"] = done.at
    _reach(connection, done.ticket_id, **reached)
    if entered and done.action != "open":
        _set_due(connection, done.ticket_id, done.at.tzinfo)


def note(session: Session, ticket: Ticket, details: Mapping[str, Any], zone: ZoneInfo) -> None:
    """What a record says of an imported ticket; a state it is in now tells when it came there."""
    known = _moments_in(details, zone)
    if ticket.status in ("received", "repaired"):
        known.setdefault(f"{ticket.status}_at", ticket.status_at)
    if ticket.details.get("exception") or ticket.status == "exception":
        known.setdefault("exception_at", known.get("repaired_at") or ticket.status_at)
    session.flush()
    connection = session.connection()
    connection.execute(
        update(Milestone)
        .where(Milestone.ticket_id == ticket.id)
        .values(**{name: known.get(name) for name in _MOMENTS if name != "responded_at"})
    )
    _set_due(connection, ticket.id, zone)


def _reach(connection: Connection, ticket_id: int, **moments: datetime) -> None:
    """Keep the earliest moment of each, and the latest repair."""
    if not moments:
        return
    before = connection.execute(
        select(Milestone.__table__).where(Milestone.ticket_id == ticket_id)
    ).one_or_none()
    if before is None:
        connection.execute(insert(Milestone).values(ticket_id=ticket_id))
    news = {
        name: at
        for name, at in moments.items()
        if before is None
        or getattr(before, name) is None
        or (at > getattr(before, name)) == (name == "repaired_at")
    }
    if news:
        row = Milestone.ticket_id == ticket_id
        connection.execute(update(Milestone).where(row).values(**news))


def _set_due(connection: Connection, ticket_id: int, zone: tzinfo | None) -> None:
    """When the repair should be done: working time from receipt, by the priority it has now."""
    found = connection.execute(
        select(Milestone.received_at, Ticket.priority)
        .join(Ticket, Ticket.id == Milestone.ticket_id)
        .where(Ticket.id == ticket_id, Ticket.kind == "rma", Milestone.received_at.is_not(None))
    ).one_or_none()
    if found is None or zone is None:
        return
    received, priority = found
    assert received is not None  # noqa: S101 - as asked for above
    with Session(bind=connection, autoflush=False) as session:
        rules = house_rules(session)
        calendar = house_calendar(session, zone, rules, since=received.date())
        days = _limits(rules).get(priority or "R3", 7)
    due = calendar.add(received, calendar.length(Span(days=days)))
    connection.execute(
        update(Milestone).where(Milestone.ticket_id == ticket_id).values(repair_due_at=due)
    )


def _limits(rules: Rules) -> dict[str, int]:
    return {
        "R1": rules.repair_working_days_r1,
        "R2": rules.repair_working_days_r2,
        "R3": rules.repair_working_days_r3,
    }


def _is_ours(connection: Connection, user_id: int | None, username: str) -> bool:
    """Whether somebody of the house did it; imported comments know only the name."""
    who = User.id == user_id if user_id is not None else User.username == username
    role = connection.scalar(select(User.role).where(who))
    return role is not None and is_of_the_house(role)


def _moments_in(details: Mapping[str, Any], zone: ZoneInfo) -> dict[str, datetime]:
    """The moments that a record's details tell (`received_at`, `repaired_at`, …), if they do."""
    found = {}
    for name in _MOMENTS:
        try:
            at = datetime.fromisoformat(str(details.get(name, "")))
        except ValueError:
            continue
        found[name] = at if at.tzinfo else at.replace(tzinfo=zone)
    return found

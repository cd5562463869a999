"""Moving tickets along and commenting on them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import clocks
from domain.access import Permission, Viewer
from domain.attachments.placing import place
from domain.errors import ForbiddenError, InvalidError
from domain.kind import kind_of
from domain.language import Text
from domain.lifecycle import Notice, apply
from domain.models import Comment, Customer, Ticket
from domain.noting import note
from domain.numbers import canonical_number
from domain.outbox import tell_index, tell_people
from domain.plain import plain_json
from domain.tickets.opening import reader_dealer
from domain.visibility import load_visible

_COMMENT_LIMIT = 20_000


def load_ticket(session: Session, viewer: Viewer, number: str) -> Ticket:
    """The ticket a write acts on. Raises NotFoundError for missing and foreign ones alike."""
    return load_visible(session, viewer, Ticket, Ticket.number == canonical_number(number))


def move(
    session: Session,
    viewer: Viewer,
    number: str,
    name: str,
    *,
    fields: Mapping[str, Any],
    now: datetime,
    trace: str | None = None,
) -> Ticket:
    """Make a move on a ticket; status, history and index notice are written together."""
    ticket = load_ticket(session, viewer, number)
    kind, before = kind_of(ticket.kind), ticket.status
    notices = apply(session, viewer, kind, ticket, move=name, fields=fields, now=now, trace=trace)
    clocks.follow(session, ticket, before=before, now=now)
    announce(session, viewer, ticket, notices, now=now)
    return ticket


def announce(
    session: Session, viewer: Viewer, ticket: Ticket, notices: Iterable[Notice], *, now: datetime
) -> None:
    """What follows every write to a ticket: who may see it, what is searched, who is told."""
    customer = session.get(Customer, ticket.customer_id) if ticket.customer_id else None
    ticket.reader_dealer_id = reader_dealer(customer, ticket.dealer_id)
    tell_index(session, "ticket", ticket.id, now=now)
    tell_people(session, ticket.id, notices, actor=viewer.known_id, now=now)


def comment(
    session: Session,
    viewer: Viewer,
    number: str,
    text: str,
    *,
    internal: bool = False,
    attachments: Sequence[str] = (),
    now: datetime,
    trace: str | None = None,
) -> Comment:
    """Say something on a ticket; `internal` keeps it, and its attachments (ids), among staff."""
    words = _checked_comment(viewer, text, internal=internal)
    ticket = load_ticket(session, viewer, number)
    if viewer.customer_id is not None and (reply := _awaited_reply(ticket)):
        move(session, viewer, number, reply, fields={"text": words}, now=now, trace=trace)
        return _newest_comment(session, ticket)
    said = Comment(
        ticket_id=ticket.id,
        at=now,
        author=viewer.username,
        author_id=viewer.known_id,
        text=words,
        is_internal=internal,
    )
    session.add(said)
    session.flush()
    place(session, viewer, ticket, attachments, internal=internal, comment_id=said.id)
    note(
        session,
        viewer,
        ticket,
        "comment",
        before=ticket.status,
        now=now,
        trace=trace,
        internal=internal,
    )
    if not internal and viewer.may(Permission.COMMENT_INTERNAL):
        clocks.answered(session, ticket, now=now)
    announce(session, viewer, ticket, [Notice("comment", {"internal": internal})], now=now)
    session.flush()
    return said


def _checked_comment(viewer: Viewer, text: str, *, internal: bool) -> str:
    """What is said, cleaned. Raises ForbiddenError, or InvalidError for its length."""
    if not viewer.may(Permission.COMMENT):
        raise ForbiddenError()
    if internal and not viewer.may(Permission.COMMENT_INTERNAL):
        raise ForbiddenError()
    words = str(plain_json({"text": text})["text"]).strip()
    if not words or len(words) > _COMMENT_LIMIT:
        raise InvalidError(
            Text(
                f"留言要有 1 到 {_COMMENT_LIMIT} 个字。",
                f"A comment has 1 to {_COMMENT_LIMIT} characters.",
            ),
            {"text": Text("长度不对", "has the wrong length")},
        )
    return words


def _awaited_reply(ticket: Ticket) -> str | None:
    """The move by which a customer answers a ticket that waits for them."""
    kind = kind_of(ticket.kind)
    awaits = kind.reply_move and ticket.status in kind.by_move[kind.reply_move].sources
    return kind.reply_move if awaits else None


def _newest_comment(session: Session, ticket: Ticket) -> Comment:
    session.flush()
    newest = select(Comment).where(Comment.ticket_id == ticket.id).order_by(Comment.id.desc())
    return session.scalars(newest.limit(1)).one()

"""Following a ticket: hearing of it without having opened it or working on it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.models import Follower, Ticket
from domain.tickets.moving import load_ticket


def follow(session: Session, viewer: Viewer, number: str) -> None:
    """Follow a ticket that one sees; raises NotFoundError for missing and foreign ones alike."""
    ticket = load_ticket(session, viewer, number)
    if session.get(Follower, (ticket.id, viewer.user_id)) is None:
        session.add(Follower(ticket_id=ticket.id, user_id=viewer.user_id))


def unfollow(session: Session, viewer: Viewer, number: str) -> None:
    ticket = load_ticket(session, viewer, number)
    if found := session.get(Follower, (ticket.id, viewer.user_id)):
        session.delete(found)


def is_following(session: Session, ticket: Ticket) -> bool:
    """Whether the viewer of a bound session follows a ticket."""
    own = select(Follower.user_id).where(Follower.ticket_id == ticket.id)
    return session.scalar(own.limit(1)) is not None

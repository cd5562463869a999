"""Opinions: thumbs on replies with their reasons, kept for those who review the answers."""

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import conversations
from domain.access import Permission, Viewer
from domain.errors import ForbiddenError, NotFoundError
from domain.models import Opinion, SaidMessage, User
from domain.plain import plain_json

REASON_LIMIT = 2_000


class OpinionShown(BaseModel):
    """An opinion with the question and the answer as they stood."""

    id: int
    reply_id: str
    conversation_id: str
    user: str
    at: datetime
    is_good: bool
    reason: str
    question: str
    answer: str
    outcome: str
    model: str
    is_reviewed: bool


def give(
    session: Session,
    viewer: Viewer,
    conversation_id: str,
    reply_id: str,
    *,
    is_good: bool,
    reason: str,
    now: datetime,
) -> None:
    """Keep what a person thinks of a reply of their own conversation; a second time replaces it.

    Raises NotFoundError for a conversation or reply that is not theirs.
    """
    conversations.load(session, viewer, conversation_id)
    rows = session.scalars(
        select(SaidMessage)
        .where(SaidMessage.conversation_id == conversation_id, SaidMessage.turn == reply_id)
        .order_by(SaidMessage.position)
    ).all()
    answered = next((row for row in rows if row.reply is not None), None)
    if answered is None or answered.reply is None:
        raise NotFoundError()
    row = session.scalars(
        select(Opinion).where(Opinion.reply_id == reply_id, Opinion.user_id == viewer.user_id)
    ).one_or_none()
    if row is None:
        row = Opinion(reply_id=reply_id, user_id=viewer.user_id, conversation_id=conversation_id)
        session.add(row)
    row.at = now
    row.is_good = is_good
    row.reason = plain_json(reason).strip()
    row.question = next((each.text for each in rows if each.speaker == "user"), "")
    row.answer = answered.text
    row.outcome = str(answered.reply["outcome"])
    row.model = str(answered.reply["model"])
    row.reviewed_by_id = None


def listed(
    session: Session,
    viewer: Viewer,
    *,
    is_good: bool | None = None,
    page: int = 1,
    size: int = 50,
) -> tuple[list[OpinionShown], int]:
    """A page of opinions, newest first, and how many there are.

    Raises ForbiddenError for those who do not review answers.
    """
    if not viewer.may(Permission.REVIEW_ANSWERS):
        raise ForbiddenError()
    wanted = select(Opinion, User.username).join(User, User.id == Opinion.user_id)
    if is_good is not None:
        wanted = wanted.where(Opinion.is_good.is_(is_good))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    newest = wanted.order_by(Opinion.at.desc(), Opinion.id.desc())
    rows = session.execute(newest.limit(size).offset((page - 1) * size))
    return [_shown(row, username) for row, username in rows], total


def review(session: Session, viewer: Viewer, opinion_id: int) -> None:
    """Mark an opinion as looked at."""
    if not viewer.may(Permission.REVIEW_ANSWERS):
        raise ForbiddenError()
    row = session.get(Opinion, opinion_id)
    if row is None:
        raise NotFoundError()
    row.reviewed_by_id = viewer.user_id


def _shown(row: Opinion, username: str) -> OpinionShown:
    return OpinionShown(
        id=row.id,
        reply_id=row.reply_id,
        conversation_id=row.conversation_id,
        user=username,
        at=row.at,
        is_good=row.is_good,
        reason=row.reason,
        question=row.question,
        answer=row.answer,
        outcome=row.outcome,
        model=row.model,
        is_reviewed=row.reviewed_by_id is not None,
    )

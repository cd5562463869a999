"""Opinions: thumbs on replies with their reasons, kept for those who review the answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import BaseModel
from sqlalchemy import Select, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from domain import conversations
from domain.access import Permission, Viewer
from domain.clock import Clock
from domain.database import Store
from domain.errors import ForbiddenError, NotFoundError
from domain.language import Language, Text
from domain.models import Opinion, SaidMessage, User
from domain.plain import like_pattern, plain_json
from domain.spreadsheets import Cell
from domain.statistics.members import OUTCOME

REASON_LIMIT = 2_000


class OpinionShown(BaseModel):
    """An opinion with the question and the answer as they stood."""

    id: int
    reply_id: str
    conversation_id: str
    user: str
    user_name: str
    role: str
    at: datetime
    is_good: bool
    reason: str
    question: str
    answer: str
    outcome: str
    model: str
    is_reviewed: bool
    reviewed_by: str | None


@dataclass(frozen=True)
class Wanted:
    """Which opinions: of one thumb, looked at or not, with these words in any of their texts."""

    is_good: bool | None = None
    is_reviewed: bool | None = None
    words: str = ""


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
    session: Session, viewer: Viewer, wanted: Wanted, *, page: int = 1, size: int = 50
) -> tuple[list[OpinionShown], int]:
    """A page of opinions, newest first, and how many there are.

    Raises ForbiddenError for those who do not review answers.
    """
    matching = _matching(viewer, wanted)
    total = session.scalar(select(func.count()).select_from(matching.subquery())) or 0
    rows = session.execute(_newest_first(matching).limit(size).offset((page - 1) * size))
    return [_shown(*row) for row in rows], total


def review(session: Session, viewer: Viewer, opinion_id: int, *, is_reviewed: bool = True) -> None:
    """Mark an opinion as looked at, or as not yet."""
    _may_review(viewer)
    row = session.get(Opinion, opinion_id)
    if row is None:
        raise NotFoundError()
    row.reviewed_by_id = viewer.user_id if is_reviewed else None


def thumbs(session: Session, conversation_id: str) -> dict[str, Literal["up", "down"]]:
    """What its person thought of the replies of a conversation, by the reply's id."""
    of_it = select(Opinion.reply_id, Opinion.is_good)
    rows = session.execute(of_it.where(Opinion.conversation_id == conversation_id))
    return {reply_id: "up" if is_good else "down" for reply_id, is_good in rows}


def columns(language: Language) -> list[str]:
    """The headings of a table of opinions."""
    return [heading.in_(language) for heading in _COLUMNS]


def table_rows(
    store: Store, viewer: Viewer, wanted: Wanted, *, clock: Clock, language: Language
) -> Iterator[list[Cell]]:
    """The same opinions as rows of a table, newest first; moments in business time."""
    before: tuple[datetime, int] | None = None
    while True:
        matching = _newest_first(_matching(viewer, wanted)).limit(_AT_ONCE)
        if before is not None:
            matching = matching.where(tuple_(Opinion.at, Opinion.id) < before)
        with store.reader(viewer) as session:
            outcomes = {each.key: each.label.in_(language) for each in OUTCOME(session)}
            shown = [_shown(*row) for row in session.execute(matching)]
        if not shown:
            return
        yield from (_row(each, outcomes, clock, language) for each in shown)
        before = (shown[-1].at, shown[-1].id)


_AT_ONCE = 500
_THUMBS = {True: Text("有用", "helpful"), False: Text("没有用", "not helpful")}
_COLUMNS = (
    Text("时间", "When"),
    Text("用户", "User"),
    Text("评价", "Opinion"),
    Text("原因", "Reason"),
    Text("问题", "Question"),
    Text("回答", "Answer"),
    Text("结果", "Outcome"),
    Text("模型", "Model"),
    Text("已查看", "Reviewed by"),
    Text("对话", "Conversation"),
)
_Reviewer = aliased(User)


def _row(
    each: OpinionShown, outcomes: Mapping[object, str], clock: Clock, language: Language
) -> list[Cell]:
    return [
        each.at.astimezone(clock.zone),
        each.user_name,
        _THUMBS[each.is_good].in_(language),
        each.reason,
        each.question,
        each.answer,
        outcomes.get(each.outcome, each.outcome),
        each.model,
        each.reviewed_by,
        each.conversation_id,
    ]


def _may_review(viewer: Viewer) -> None:
    if not viewer.may(Permission.REVIEW_ANSWERS):
        raise ForbiddenError()


def _matching(viewer: Viewer, wanted: Wanted) -> Select[Opinion, User, str | None]:
    _may_review(viewer)
    found = (
        select(Opinion, User, _Reviewer.name)
        .join(User, User.id == Opinion.user_id)
        .outerjoin(_Reviewer, _Reviewer.id == Opinion.reviewed_by_id)
    )
    if wanted.is_good is not None:
        found = found.where(Opinion.is_good.is_(wanted.is_good))
    if wanted.is_reviewed is not None:
        found = found.where(Opinion.reviewed_by_id.is_not(None) == wanted.is_reviewed)
    if wanted.words.strip():
        pattern = like_pattern(wanted.words)
        texts = (Opinion.reason, Opinion.question, Opinion.answer, User.name, User.username)
        found = found.where(or_(*(text.like(pattern, escape="\\") for text in texts)))
    return found


def _newest_first(
    matching: Select[Opinion, User, str | None],
) -> Select[Opinion, User, str | None]:
    return matching.order_by(Opinion.at.desc(), Opinion.id.desc())


def _shown(row: Opinion, user: User, reviewed_by: str | None) -> OpinionShown:
    return OpinionShown(
        id=row.id,
        reply_id=row.reply_id,
        conversation_id=row.conversation_id,
        user=user.username,
        user_name=user.name,
        role=user.role,
        at=row.at,
        is_good=row.is_good,
        reason=row.reason,
        question=row.question,
        answer=row.answer,
        outcome=row.outcome,
        model=row.model,
        is_reviewed=row.reviewed_by_id is not None,
        reviewed_by=reviewed_by,
    )

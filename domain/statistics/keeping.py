"""Questions that people keep, to ask them again with the figures of that day."""

import secrets
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.errors import ConflictError, ForbiddenError
from domain.language import Text
from domain.models import SavedQuestion
from domain.plain import plain_json
from domain.statistics.question import Asked, Question
from domain.visibility import load_visible

_MOST = 100


class ToKeep(Asked):
    name: Annotated[str, Field(min_length=1, max_length=120)]
    question: Question


class ToChange(Asked):
    """What is absent stays as it is."""

    name: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    question: Question | None = None


class Kept(Asked):
    id: str
    name: str
    question: Question
    created_at: datetime


def kept(session: Session) -> list[Kept]:
    """The viewer's own, by name; the session is viewer-bound."""
    rows = session.scalars(select(SavedQuestion).order_by(SavedQuestion.name, SavedQuestion.id))
    return [shown(row) for row in rows]


def shown(row: SavedQuestion) -> Kept:
    return Kept(
        id=row.id,
        name=row.name,
        question=Question.model_validate(row.question),
        created_at=row.created_at,
    )


def keep(session: Session, viewer: Viewer, wanted: ToKeep, *, now: datetime) -> SavedQuestion:
    """Keep a question. Raises ConflictError when somebody keeps too many."""
    if not viewer.may(Permission.READ_STATISTICS):
        raise ForbiddenError()
    held = session.scalar(
        select(func.count()).select_from(SavedQuestion).where(
            SavedQuestion.user_id == viewer.user_id
        )
    )  # fmt: skip
    if (held or 0) >= _MOST:
        raise ConflictError(
            Text(
                f"最多保存 {_MOST} 个问题，请先删掉一些。",
                f"At most {_MOST} questions can be kept; please delete some first.",
            )
        )
    row = SavedQuestion(
        id=secrets.token_urlsafe(9),
        user_id=viewer.user_id,
        name=plain_json(wanted.name),
        question=_kept_form(wanted.question),
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def change(session: Session, viewer: Viewer, id: str, wanted: ToChange) -> SavedQuestion:
    """Another name or question. Raises NotFoundError for other people's questions, too."""
    row = load_visible(session, viewer, SavedQuestion, SavedQuestion.id == id)
    if wanted.name is not None:
        row.name = plain_json(wanted.name)
    if wanted.question is not None:
        row.question = _kept_form(wanted.question)
    return row


def _kept_form(question: Question) -> dict[str, Any]:
    kept_form: dict[str, Any] = plain_json(question.model_dump(mode="json", exclude_defaults=True))
    return kept_form


def drop(session: Session, viewer: Viewer, id: str) -> None:
    """Raises NotFoundError for missing and other people's questions alike."""
    session.delete(load_visible(session, viewer, SavedQuestion, SavedQuestion.id == id))

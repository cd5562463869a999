"""Half-filled forms: kept for their writer alone and found again until sent or thrown away."""

import json
import secrets
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.errors import ConflictError, InvalidError
from domain.kind import kind_of
from domain.language import Text
from domain.models import TicketDraft
from domain.plain import plain_json
from domain.tickets.shapes import Shown
from domain.visibility import load_visible

_MOST, _LARGEST = 50, 64_000


class DraftBody(BaseModel):
    """A form as far as it was filled in; `body` is kept as it is and checked when it is sent."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    kind: Annotated[str, Field(max_length=40)]
    title: Annotated[str, Field(max_length=300)] = ""
    body: dict[str, Any] = Field(default_factory=dict)


class DraftShown(Shown):
    id: str
    kind: str
    title: str
    body: dict[str, Any]
    updated_at: datetime


def keep_draft(
    session: Session, viewer: Viewer, draft: DraftBody, *, id: str | None = None, now: datetime
) -> TicketDraft:
    """Keep a form, anew or over an earlier one of the same writer.

    Raises NotFoundError for another's, ConflictError when there are too many.
    """
    body = plain_json(draft.body)
    if len(json.dumps(body)) > _LARGEST:
        raise InvalidError(
            Text("草稿太长。", "The draft is too long."), {"body": Text("太长", "is too long")}
        )
    if id is not None:
        row = load_visible(session, viewer, TicketDraft, TicketDraft.id == id)
    else:
        _refuse_too_many(session, viewer)
        row = TicketDraft(id=secrets.token_urlsafe(12), user_id=viewer.user_id)
        session.add(row)
    row.kind, row.body, row.updated_at = kind_of(draft.kind).code, body, now
    row.title = plain_json(draft.title) or str(body.get("summary") or "")[:300]
    session.flush()
    return row


def drop_draft(session: Session, viewer: Viewer, id: str) -> None:
    session.delete(load_visible(session, viewer, TicketDraft, TicketDraft.id == id))


def drafts(session: Session) -> list[DraftShown]:
    """The reader's own drafts, newest first."""
    rows = session.scalars(select(TicketDraft).order_by(TicketDraft.updated_at.desc()))
    return [shown(row) for row in rows]


def shown(row: TicketDraft) -> DraftShown:
    return DraftShown(
        id=row.id, kind=row.kind, title=row.title, body=row.body, updated_at=row.updated_at
    )


def _refuse_too_many(session: Session, viewer: Viewer) -> None:
    held = select(func.count()).where(TicketDraft.user_id == viewer.user_id)
    if (session.scalar(held) or 0) >= _MOST:
        raise ConflictError(
            Text(
                f"最多保存 {_MOST} 份草稿，请先清理。",
                f"There may be {_MOST} drafts; please throw some away first.",
            )
        )

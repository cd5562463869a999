"""Conversations: one person's thread with the assistant, append-only."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import proposals
from domain.access import Viewer
from domain.language import Language
from domain.models import Conversation, Proposal, SaidMessage
from domain.visibility import load_visible

_TITLE_LENGTH = 60


@dataclass(frozen=True)
class Said:
    """One message to keep; `body` holds what is not text, `reply` what the person was shown."""

    speaker: str
    text: str
    body: dict[str, Any] = field(default_factory=dict)
    reply: dict[str, Any] | None = None


class ConversationShown(BaseModel):
    id: str
    title: str
    language: Language
    created_at: datetime
    updated_at: datetime


def new_id() -> str:
    return secrets.token_urlsafe(12)


def begin(
    session: Session,
    viewer: Viewer,
    conversation_id: str,
    *,
    title: str,
    language: Language,
    now: datetime,
) -> None:
    """Start a conversation of this viewer's under a new id."""
    one_line = " ".join(title.split())
    session.add(
        Conversation(
            id=conversation_id,
            user_id=viewer.user_id,
            title=one_line[:_TITLE_LENGTH],
            language=language,
            created_at=now,
            updated_at=now,
        )
    )


def load(session: Session, viewer: Viewer, conversation_id: str) -> Conversation:
    """Raises NotFoundError for missing and other people's conversations alike."""
    return load_visible(session, viewer, Conversation, Conversation.id == conversation_id)


def keep(
    session: Session,
    viewer: Viewer,
    conversation_id: str,
    messages: Sequence[Said],
    *,
    language: Language,
    now: datetime,
) -> None:
    """Append a turn's messages, all together."""
    row = load(session, viewer, conversation_id)
    last = session.scalar(
        select(func.max(SaidMessage.position)).where(SaidMessage.conversation_id == conversation_id)
    )
    start = 0 if last is None else last + 1
    session.add_all(
        SaidMessage(
            conversation_id=conversation_id,
            position=start + offset,
            at=now,
            speaker=each.speaker,
            text=each.text,
            body=each.body,
            reply=each.reply,
        )
        for offset, each in enumerate(messages)
    )
    row.updated_at = now
    row.language = language


def messages(session: Session, conversation_id: str, *, last: int) -> list[SaidMessage]:
    """The newest `last` messages of a conversation, oldest first."""
    rows = session.scalars(
        select(SaidMessage)
        .where(SaidMessage.conversation_id == conversation_id)
        .order_by(SaidMessage.position.desc())
        .limit(last)
    ).all()
    return list(reversed(rows))


def listed(session: Session, *, limit: int = 50) -> list[ConversationShown]:
    """The viewer's conversations, newest first; the session is viewer-bound."""
    rows = session.scalars(
        select(Conversation).order_by(Conversation.updated_at.desc(), Conversation.id).limit(limit)
    )
    return [
        ConversationShown(
            id=row.id,
            title=row.title,
            language=Language(row.language),
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for row in rows
    ]


def shown(session: Session, conversation_id: str, *, now: datetime) -> list[dict[str, Any]]:
    """A conversation as the person saw it; its cards stand as they are now."""
    rows = session.scalars(
        select(SaidMessage)
        .where(SaidMessage.conversation_id == conversation_id)
        .order_by(SaidMessage.position)
    ).all()
    cards = session.scalars(select(Proposal).where(Proposal.conversation_id == conversation_id))
    by_id = {card.id: proposals.shown(card, now).model_dump(mode="json") for card in cards}
    return [
        {
            "speaker": row.speaker,
            "text": row.text,
            "at": row.at.isoformat(),
            "reply": _with_cards(row.reply, by_id),
        }
        for row in rows
        if row.speaker == "user" or row.reply is not None or "proposal" in row.body
    ]


def _with_cards(
    reply: dict[str, Any] | None, cards: dict[str, dict[str, Any]]
) -> dict[str, Any] | None:
    if reply is None:
        return None
    now = [cards.get(each["id"], each) for each in reply["proposals"]]
    return {**reply, "proposals": now}

"""Conversations with the assistant: what was said, and the writes that wait for a person."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.models.base import Base


class Conversation(Base):
    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    title: Mapped[str]
    language: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)


class SaidMessage(Base):
    """One message as the model saw or made it; `body` holds calls, results and the open question.

    `reply` is the reply object as the person got it, on the last message of a turn.
    """

    __tablename__ = "messages"
    __table_args__ = (UniqueConstraint("conversation_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    position: Mapped[int]
    at: Mapped[datetime]
    speaker: Mapped[str]
    text: Mapped[str]
    body: Mapped[dict[str, Any]]
    reply: Mapped[dict[str, Any] | None]


class Proposal(Base):
    """A write that waits for a person's word. The row is the authority on its state.

    `arguments_hash` is what was shown. `noted` says that its conversation was told of the decision.
    """

    __tablename__ = "proposals"

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    tool: Mapped[str]
    arguments: Mapped[dict[str, Any]]
    arguments_hash: Mapped[str]
    title: Mapped[str]
    preview: Mapped[list[dict[str, Any]]]
    warnings: Mapped[list[str]]
    state: Mapped[str] = mapped_column(index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    result: Mapped[dict[str, Any] | None]
    noted: Mapped[bool] = mapped_column(default=False)

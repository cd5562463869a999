"""Conversations with the assistant: what was said, and the writes that wait for a person."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
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

    `reply` is the reply object as the person got it, on the last message of a turn. `turn` is the
    id of the reply that it belongs to. A `replaced` message was asked again in other words or
    answered anew: it is kept, and neither shown nor given to a model.
    """

    __tablename__ = "messages"
    __table_args__ = (UniqueConstraint("conversation_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    turn: Mapped[str | None]
    position: Mapped[int]
    at: Mapped[datetime]
    speaker: Mapped[str]
    text: Mapped[str]
    body: Mapped[dict[str, Any]]
    reply: Mapped[dict[str, Any] | None]
    replaced: Mapped[bool] = mapped_column(default=False)


class Proposal(Base):
    """A write that waits for a person's word. The row is the authority on its state.

    `arguments_hash` is what was shown; `revision` rises whenever the card is shown anew.
    `basis` are the rows it would change, with their versions as they stood (see `domain.basis`).
    `noted` says that its conversation was told of the decision.
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
    basis: Mapped[list[dict[str, Any]]]
    revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    result: Mapped[dict[str, Any] | None]
    noted: Mapped[bool] = mapped_column(default=False)


class Opinion(Base):
    """What a person thought of a reply, with both texts as they stood, kept for review.

    It outlives the conversation. `is_good` is the thumb.
    """

    __tablename__ = "opinions"
    __table_args__ = (UniqueConstraint("reply_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[str]
    conversation_id: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    is_good: Mapped[bool]
    reason: Mapped[str]
    question: Mapped[str]
    answer: Mapped[str]
    outcome: Mapped[str]
    model: Mapped[str]
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class ModelUse(Base):
    """One completion of a hosted model: whose turn, how many tokens, what it cost.

    `millionths` is the cost in millionths of the currency of `BOKEH_LLM_CURRENCY`.
    `is_estimated` where the endpoint reported nothing. `day` is the business day.
    """

    __tablename__ = "model_uses"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    day: Mapped[date] = mapped_column(index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    dealer_id: Mapped[int | None] = mapped_column(ForeignKey("dealers.id"), index=True)
    trace: Mapped[str | None]
    model: Mapped[str]
    sent_tokens: Mapped[int]
    received_tokens: Mapped[int]
    is_estimated: Mapped[bool]
    millionths: Mapped[int] = mapped_column(BigInteger)
    milliseconds: Mapped[int]

"""What statistics rest on beside the tickets: milestones, uses of articles, questions, warnings."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from domain.models.base import Base


class Milestone(Base):
    """When a ticket reached what is measured; one row a ticket, kept by `domain.milestones`.

    `repair_due_at` is when the repair should be done, in the working time of its priority.
    `exception_at` is staff's.
    """

    __tablename__ = "milestones"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    responded_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    repair_due_at: Mapped[datetime | None] = mapped_column(index=True)
    repaired_at: Mapped[datetime | None] = mapped_column(index=True)
    reopened_at: Mapped[datetime | None]
    exception_at: Mapped[datetime | None] = mapped_column(index=True)


class ArticleUse(Base):
    """An article cited in an answer to somebody."""

    __tablename__ = "article_uses"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    dealer_id: Mapped[int | None] = mapped_column(ForeignKey("dealers.id"))
    at: Mapped[datetime] = mapped_column(index=True)


class AssistantAnswer(Base):
    """One answer of the assistant, without its words: to whom, when, and what came of it.

    `of_house` is whether staff asked; `has_article` whether it cites an article.
    """

    __tablename__ = "assistant_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    dealer_id: Mapped[int | None] = mapped_column(ForeignKey("dealers.id"))
    of_house: Mapped[bool]
    has_article: Mapped[bool]
    outcome: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)


class SavedQuestion(Base):
    """A question about figures that somebody keeps to ask again."""

    __tablename__ = "saved_questions"

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str]
    question: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class BoardLayout(Base):
    """How somebody has laid out their board: `tiles` in their order, each as it is called there."""

    __tablename__ = "board_layouts"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    tiles: Mapped[list[dict[str, Any]]]


class EarlyWarning(Base):
    """Something that figures warn of; `key` names what and since when, so that it is told once."""

    __tablename__ = "early_warnings"
    __table_args__ = (Index("ix_early_warnings_found", "found_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    title_zh: Mapped[str]
    title_en: Mapped[str]
    evidence: Mapped[dict[str, Any]]
    found_at: Mapped[datetime]

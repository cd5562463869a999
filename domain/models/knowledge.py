"""Articles, imported documents with their sections, and wishes."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.models.base import Base


class Article(Base):
    """A piece of knowledge; an imported file is one of kind `document` with `sections`.

    `origin` is what it was imported from, so that a second import finds it again: the digest of a
    record, or a document's path below the imported folder, whose `digest` (SHA-256) tells whether
    the file has changed.
    """

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    title: Mapped[str]
    problem: Mapped[str] = mapped_column(default="")
    solution_external: Mapped[str] = mapped_column(default="")
    solution_internal: Mapped[str | None]
    products: Mapped[list[str]]  # product codes
    visibility: Mapped[str] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(index=True)
    language: Mapped[str]
    source_ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))
    file_name: Mapped[str | None]
    origin: Mapped[str | None] = mapped_column(unique=True)
    digest: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class Section(Base):
    """A part of an imported document: its heading path, page or sheet, and its text."""

    __tablename__ = "sections"
    __table_args__ = (UniqueConstraint("article_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    position: Mapped[int]
    label: Mapped[str]
    text: Mapped[str]


class Wish(Base):
    """What customers ask of a product; what R&D makes of it stands beside it once it was weighed.

    `feasibility` is a code of `domain.wishes.Feasibility`; `effort_days` counts a person's days.
    """

    __tablename__ = "wishes"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), index=True)
    votes: Mapped[int] = mapped_column(default=0)
    status: Mapped[str]
    target_version: Mapped[str | None]
    feasibility: Mapped[str | None]
    effort_days: Mapped[int | None]
    evaluation: Mapped[str | None]
    evaluated_at: Mapped[datetime | None]
    evaluated_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    origin: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[datetime]

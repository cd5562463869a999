"""Knowledge: articles as a viewer sees them, and imported documents as articles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, delete, false, func, or_, select
from sqlalchemy.orm import Session

from domain.errors import NotFoundError
from domain.importing.taking import Outcome
from domain.models import Article, Family, Product, Section
from domain.numbers import canonical_number, next_number
from domain.outbox import tell_index
from domain.plain import like_pattern
from domain.tickets.shapes import Shown


class SectionShown(Shown):
    label: str
    text: str


class ArticleLine(Shown):
    number: str
    kind: str
    title: str
    visibility: str
    status: str
    language: str
    updated_at: datetime


class ArticleShown(ArticleLine):
    """A whole article; `solution_internal` is None below staff."""

    problem: str
    solution_external: str
    solution_internal: str | None
    products: list[str]
    file_name: str | None
    sections: list[SectionShown]


@dataclass(frozen=True)
class ImportedDocument:
    """A file read into text: `origin` is its path below what was imported."""

    origin: str
    file_name: str
    title: str
    digest: str
    language: str
    sections: Sequence[tuple[str, str]]  # label, text


def show_article(session: Session, number: str) -> ArticleShown:
    """Raises NotFoundError for missing and foreign articles alike."""
    row = article_by_number(session, number)
    sections = session.scalars(
        select(Section).where(Section.article_id == row.id).order_by(Section.position)
    )
    return ArticleShown(
        **line_of(row).model_dump(),
        problem=row.problem,
        solution_external=row.solution_external,
        solution_internal=row.solution_internal,
        products=row.products,
        file_name=row.file_name,
        sections=[SectionShown(label=each.label, text=each.text) for each in sections],
    )


def article_by_number(session: Session, number: str) -> Article:
    wanted = canonical_number(number)
    row = session.scalars(select(Article).where(Article.number == wanted)).one_or_none()
    if row is None:
        raise NotFoundError()
    return row


def list_articles(
    session: Session,
    *,
    words: str | None,
    offset: int,
    limit: int,
    kind: str | None = None,
    family: str | None = None,
    product: str | None = None,
) -> tuple[list[ArticleLine], int]:
    """Articles by words, kind, and the product or family of products they are about (codes)."""
    query = select(Article)
    if kind:
        query = query.where(Article.kind == kind)
    if product:
        query = query.where(_about([product]))
    if family:
        members = select(Product.code).join(Family, Family.id == Product.family_id)
        query = query.where(_about(session.scalars(members.where(Family.code == family)).all()))
    if words:
        pattern = like_pattern(words)
        query = query.where(
            or_(
                Article.title.ilike(pattern, escape="\\"),
                Article.number.ilike(pattern, escape="\\"),
                Article.problem.ilike(pattern, escape="\\"),
            )
        )
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = session.scalars(query.order_by(Article.number).offset(offset).limit(limit))
    return [line_of(row) for row in rows], total


def _about(codes: Sequence[str]) -> ColumnElement[bool]:
    """Articles one of whose products is among these codes."""
    held = cast(Article.products, String)
    return or_(false(), *(held.contains(f'"{code}"', autoescape=True) for code in codes))


def line_of(row: Article) -> ArticleLine:
    return ArticleLine(
        number=row.number,
        kind=row.kind,
        title=row.title,
        visibility=row.visibility,
        status=row.status,
        language=row.language,
        updated_at=row.updated_at,
    )


def take_document(
    session: Session, *, document: ImportedDocument, visibility: str, now: datetime
) -> Outcome:
    """Keep an imported document as a published article; the same file again changes nothing."""
    row = session.scalars(select(Article).where(Article.origin == document.origin)).one_or_none()
    outcome = Outcome.CHANGED
    if row is None:
        row = Article(
            number=next_number(session, "KB"),
            kind="document",
            origin=document.origin,
            products=[],
            created_at=now,
        )
        session.add(row)
        outcome = Outcome.NEW
    elif (row.digest, row.visibility, row.status) == (document.digest, visibility, "published"):
        return Outcome.UNCHANGED
    row.title = document.title
    row.file_name = document.file_name
    row.digest = document.digest
    row.language = document.language
    row.visibility = visibility
    row.status = "published"
    row.updated_at = now
    session.flush()
    session.execute(delete(Section).where(Section.article_id == row.id))
    session.add_all(
        Section(article_id=row.id, position=position, label=label, text=text)
        for position, (label, text) in enumerate(document.sections)
    )
    tell_index(session, "article", row.id, now=now)
    return outcome


def retire_missing(
    session: Session, *, folder: str, present: Sequence[str], now: datetime
) -> list[str]:
    """Retire the documents of an imported folder whose files are gone; their numbers."""
    rows = session.scalars(
        select(Article).where(
            Article.kind == "document",
            Article.status == "published",
            Article.origin.startswith(f"{folder}/", autoescape=True),
            Article.origin.not_in(present),
        )
    ).all()
    for row in rows:
        row.status = "retired"
        row.updated_at = now
        tell_index(session, "article", row.id, now=now)
    return [row.number for row in rows]

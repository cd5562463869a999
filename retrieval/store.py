"""The ticket store as the index sees it: what it holds, the rules, and the change feed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import handbook, outbox
from domain.access import (
    INTERNAL_AUDIENCE,
    VISIBILITY_AUDIENCE,
    WISH_AUDIENCES,
    ticket_audiences,
)
from domain.database import Store
from domain.handbook.rule import Rule
from domain.kind import end_states
from domain.models import Article, Category, Comment, Product, Section, Ticket, Wish
from domain.rules import Rules, house_rules
from retrieval.passage import KINDS, Change, Kind, Part, Source

_BATCH = 500
_MODELS: dict[str, type[Ticket] | type[Article] | type[Wish]] = {
    "ticket": Ticket,
    "article": Article,
    "wish": Wish,
}


@dataclass(frozen=True)
class StoreTruth:
    """Reads the whole store: what a viewer may find is decided by the audiences of each part."""

    store: Store

    def source(self, kind: Kind, id: int) -> Source | None:
        """The source as it is now; None when it is gone or not to be found by anyone."""
        with self.store.unbound_reader() as session:
            found = _sources(session, kind, [id])
        return found[0] if found else None

    def sources(self, kind: Kind) -> Iterator[Source]:
        """Every source of a kind, newest first, read in batches."""
        if kind == "rule":
            with self.store.unbound_reader() as session:
                yield from _rules(session, range(1, len(handbook.RULES) + 1))
            return
        model = _MODELS[kind]
        below: int | None = None
        while True:
            with self.store.unbound_reader() as session:
                query = select(model.id).order_by(model.id.desc()).limit(_BATCH)
                ids = session.scalars(query if below is None else query.where(model.id < below))
                wanted = list(ids)
                batch = _sources(session, kind, wanted)
            if not wanted:
                return
            yield from batch
            below = wanted[-1]

    def how_many(self) -> int:
        with self.store.unbound_reader() as session:
            published = select(func.count(Article.id)).where(Article.status == "published")
            others = [select(func.count(each.id)) for each in (Ticket, Wish)]
            return sum(session.scalar(each) or 0 for each in (published, *others))

    def changes(self, after: int, limit: int) -> list[Change]:
        with self.store.unbound_reader() as session:
            entries = outbox.waiting(session, outbox.INDEX, after=after, limit=limit)
            return [_change(entry.seq, entry.subject) for entry in entries]

    def last_change(self) -> int:
        with self.store.unbound_reader() as session:
            return outbox.last_entry(session, outbox.INDEX)


_WITH_THE_TEXT = 6  # questions of a rule, in each language


def _change(seq: int, subject: str) -> Change:
    kind, _, id = subject.partition(":")
    return Change(seq, next(each for each in KINDS if each == kind), int(id))


def _sources(session: Session, kind: Kind, ids: list[int]) -> list[Source]:
    if kind == "rule":
        return _rules(session, ids)
    if kind == "wish":
        return _wishes(session, ids)
    return _tickets(session, ids) if kind == "ticket" else _articles(session, ids)


def _rules(session: Session, ids: Iterable[int]) -> list[Source]:
    known = ((id, handbook.rule_of(id)) for id in ids)
    return [_rule(id, rule, house_rules(session)) for id, rule in known if rule]


def _rule(id: int, rule: Rule, rules: Rules) -> Source:
    """A rule of the house in both languages, each with its own title.

    Every question that it answers is a passage of its own: people ask in other words than it says.
    Some stand with the text as well, for a search by keywords alone.
    """
    asked, audience = handbook.questions(rule)
    usual = [
        "\n".join([each for each in asked if each.isascii() == english][:_WITH_THE_TEXT])
        for english in (False, True)
    ]
    parts = [
        Part(title, f"{questions}\n{text}", frozenset({readers}))
        for said, readers in handbook.texts(rule, rules)
        for title, questions, text in zip(rule.title, usual, said, strict=True)
    ]
    parts += [Part("", question, frozenset({audience})) for question in asked]
    return Source(kind="rule", id=id, number="", title="", parts=tuple(parts), closed=True)


def _wishes(session: Session, ids: list[int]) -> list[Source]:
    rows = session.execute(
        select(Wish, Product.code)
        .outerjoin(Product, Product.id == Wish.product_id)
        .where(Wish.id.in_(ids))
        .order_by(Wish.id.desc())
    ).all()
    return [_wish(wish, product) for wish, product in rows]


def _wish(wish: Wish, product: str | None) -> Source:
    return Source(
        kind="wish",
        id=wish.id,
        number=wish.number,
        title=wish.title,
        parts=(Part("", _joined(wish.description, wish.target_version), WISH_AUDIENCES),),
        product=product or "",
        closed=wish.status in ("released", "declined"),
        updated_at=wish.created_at.isoformat(),
    )


def _tickets(session: Session, ids: list[int]) -> list[Source]:
    rows = session.execute(
        select(Ticket, Product.code, Category.code)
        .outerjoin(Product, Product.id == Ticket.product_id)
        .outerjoin(Category, Category.id == Ticket.category_id)
        .where(Ticket.id.in_(ids))
        .order_by(Ticket.id.desc())
    ).all()
    said: dict[int, list[Comment]] = {}
    for comment in session.scalars(
        select(Comment).where(Comment.ticket_id.in_(ids)).order_by(Comment.at, Comment.id)
    ):
        said.setdefault(comment.ticket_id, []).append(comment)
    return [_ticket(row[0], row[1], row[2], said.get(row[0].id, [])) for row in rows]


def _ticket(
    ticket: Ticket, product: str | None, category: str | None, said: list[Comment]
) -> Source:
    readers = {
        internal: ticket_audiences(
            kind=ticket.kind,
            dealer_id=ticket.reader_dealer_id,
            customer_id=ticket.customer_id,
            internal=internal,
        )
        for internal in (False, True)
    }
    told = "\n".join(each.text for each in said if not each.is_internal)
    kept = "\n".join(each.text for each in said if each.is_internal)
    parts = (
        Part("", _joined(ticket.summary, ticket.description, ticket.sn), readers[False]),
        Part("solution", ticket.solution or "", readers[False]),
        Part("comments", told, readers[False]),
        Part("internal", _joined(ticket.solution_internal, kept), readers[True]),
    )
    return Source(
        kind="ticket",
        id=ticket.id,
        number=ticket.number,
        title=ticket.summary,
        parts=tuple(part for part in parts if part.text),
        product=product or "",
        category=category or "",
        closed=ticket.status in end_states(),
        updated_at=ticket.updated_at.isoformat(),
    )


def _articles(session: Session, ids: list[int]) -> list[Source]:
    rows = session.scalars(
        select(Article)
        .where(Article.id.in_(ids), Article.status == "published")
        .order_by(Article.id.desc())
    ).all()
    sections: dict[int, list[Section]] = {}
    for section in session.scalars(
        select(Section).where(Section.article_id.in_(ids)).order_by(Section.position)
    ):
        sections.setdefault(section.article_id, []).append(section)
    return [_article(row, sections.get(row.id, [])) for row in rows]


def _article(article: Article, sections: list[Section]) -> Source:
    readers = frozenset({VISIBILITY_AUDIENCE[article.visibility]})
    parts = [
        Part("", _joined(article.problem, article.solution_external), readers),
        *(Part(section.label, section.text, readers) for section in sections),
        Part("internal", article.solution_internal or "", frozenset({INTERNAL_AUDIENCE})),
    ]
    return Source(
        kind="article",
        id=article.id,
        number=article.number,
        title=_title(article),
        parts=tuple(part for part in parts if part.text),
        language=article.language,
        product=article.products[0] if len(article.products) == 1 else "",
        closed=True,
        updated_at=article.updated_at.isoformat(),
    )


def _title(article: Article) -> str:
    """A document is named by its file too, with the folders below what was imported.

    Folders often say what the file itself does not: `E2/intro.md` is about the E2.
    """
    if not article.file_name:
        return article.title
    below = (article.origin or "").partition("/")[2] or article.file_name
    return f"{article.title} ({below})"


def _joined(*texts: str | None) -> str:
    return "\n".join(text for text in texts if text)

"""What a tool works with: who asks, in which language, at what time, and where to look."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import handbook
from domain.access import Viewer, audiences
from domain.clock import Clock
from domain.database import Store
from domain.language import Language, Text
from domain.models import Article, Ticket, Wish
from domain.numbers import number_spans
from domain.proposals import Card
from retrieval.findings import Found, Similar
from retrieval.library import Library


class Reference(BaseModel):
    """Where something that was read stands: the reader's way back to it."""

    ref: str
    kind: str  # ticket or article
    number: str
    title: str
    url: str
    snippet: str = ""


def reference(kind: str, number: str, title: str, snippet: str = "") -> Reference:
    folder = "tickets" if kind == "ticket" else "articles"
    return Reference(
        ref=number,
        kind=kind,
        number=number,
        title=title,
        url=f"/{folder}/{number}",
        snippet=snippet,
    )


_ANOTHER = Text("另一张单", "another ticket")
_AN_ARTICLE = Text("另一篇文章", "another article")


def by_itself(language: Language, text: str, keep: Collection[str] = ()) -> str:
    """A quoted text without the numbers it names but for those to `keep`.

    Whoever reads it may not be able to see what they stand for.
    """
    told, position = "", 0
    for start, end, number in number_spans(text):
        if number not in keep and start >= position:
            other = _AN_ARTICLE if number.startswith("KB") else _ANOTHER
            told, position = told + text[position:start] + other.in_(language), end
    return told + text[position:]


class ProposedWrite(Card):
    """A write as it would be: what its card shows before a person decides.

    `rests_on` names every row that the write would change (`basis_of(row)`): where one of them has
    changed when the person approves, the card is shown anew instead of being carried out.
    """


@dataclass(frozen=True)
class Desk:
    """A viewer's place at the desk. Tools get identity from here, never from arguments."""

    viewer: Viewer
    language: Language
    clock: Clock
    store: Store
    library: Library
    trace: str | None = None

    @contextmanager
    def reader(self) -> Iterator[Session]:
        """A session that shows what the viewer may see."""
        with self.store.reader(self.viewer) as session:
            yield session

    def say(self, text: Text) -> str:
        return text.in_(self.language)

    def search(
        self, query: str, *, kinds: Sequence[str], product: str | None = None, limit: int = 5
    ) -> Found:
        """What may be read about that, best first, inside the viewer's audiences."""
        return self.library.search(
            query,
            audiences=audiences(self.viewer),
            visible=self.visible,
            kinds=kinds,  # type: ignore[arg-type]
            product=product,
            limit=limit,
        )

    def similar(
        self,
        text: str,
        *,
        exclude: tuple[str, int] | None = None,
        product: str | None = None,
        limit: int = 5,
    ) -> list[Similar]:
        return list(
            self.library.similar(
                text,
                audiences=audiences(self.viewer),
                visible=self.visible,
                exclude=exclude,
                product=product,
                limit=limit,
            )
        )

    def visible(self, kind: str, ids: Sequence[int]) -> Collection[int]:
        """Which of these the viewer may see now, whatever an index still holds."""
        if kind == "rule":
            return handbook.readable(self.viewer, ids)
        model: Any = {"ticket": Ticket, "article": Article, "wish": Wish}[kind]
        with self.reader() as session:
            return set(session.scalars(select(model.id).where(model.id.in_(list(ids)))))

"""What can be found: tickets, articles, wishes and rules, their parts, and the feed of changes.

`Truth` is the store as the index sees it. The index copies from it, may always be rebuilt from
it, and never answers for what the truth no longer holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["ticket", "article", "wish", "rule"]
KINDS: tuple[Kind, ...] = ("ticket", "article", "wish", "rule")


@dataclass(frozen=True)
class Part:
    """One text of a source with those who may read it.

    `label` says where in the source it stands: a heading path, "p. 3", a sheet's name; "" when
    the source has one text only. `audiences` are the tokens of `domain.access`; a part without
    any is found by nobody.
    """

    label: str
    text: str
    audiences: frozenset[str]


@dataclass(frozen=True)
class Source:
    """One findable thing; `number` is what people call it, `updated_at` an ISO time or "".

    A rule of the house has no number and no title: each of its parts is labelled with one.
    """

    kind: Kind
    id: int
    number: str
    title: str
    parts: tuple[Part, ...]
    language: str = ""
    product: str = ""
    category: str = ""
    closed: bool = False
    updated_at: str = ""


@dataclass(frozen=True)
class Change:
    """One entry of the change feed: at `seq` something about this source became different."""

    seq: int
    kind: Kind
    id: int


class Truth(Protocol):
    """The store behind the index."""

    def source(self, kind: Kind, id: int) -> Source | None:
        """The source as it is now; None when it is gone, retired or not to be found by anyone."""
        ...

    def sources(self, kind: Kind) -> Iterator[Source]:
        """Every findable source of a kind, newest first."""
        ...

    def how_many(self) -> int:
        """How many sources of all kinds there are, about: what a progress bar ends at."""
        ...

    def changes(self, after: int, limit: int) -> list[Change]:
        """Up to `limit` changes with a greater `seq`, in order."""
        ...

    def last_change(self) -> int:
        """The newest `seq` handed out; 0 when nothing has changed yet."""
        ...

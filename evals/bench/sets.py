"""The retrieval sets on disk, and a truth over them."""

import json
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.passage import Change, Kind, Part, Source

READERS = frozenset({"kp"})
OWN = "en-kb-own"
NAMES = ("zh-kb-s", "en-kb-s", "xq-zh2en", "xq-en2zh")


def folder(option: str | None = None) -> Path:
    """Where the data sets are: the option, else BOKEH_DATA_SETS, else ../shared/data."""
    return Path(option or os.environ.get("BOKEH_DATA_SETS", "../shared/data"))


@dataclass(frozen=True)
class Set:
    name: str
    documents: tuple[tuple[str, str], ...]  # (id, text)
    queries: tuple[tuple[str, str], ...]
    relevant: dict[str, frozenset[str]]  # by query id

    @classmethod
    def read(cls, name: str, data: Path) -> "Set":
        home = data / "retrieval" / name
        relevant: dict[str, set[str]] = {}
        for line in (home / "qrels.tsv").read_text().splitlines():
            query, document, _ = line.split("\t")
            relevant.setdefault(query, set()).add(document)
        return cls(
            name,
            tuple(_pairs(home / "docs.jsonl")),
            tuple(_pairs(home / "queries.jsonl")),
            {query: frozenset(found) for query, found in relevant.items()},
        )

    def without(self, prefix: str, name: str) -> "Set":
        """A set of this name without the documents and questions whose id begins so."""
        kept = tuple(pair for pair in self.queries if not pair[0].startswith(prefix))
        return Set(
            name,
            tuple(pair for pair in self.documents if not pair[0].startswith(prefix)),
            kept,
            {key: self.relevant[key] for key, _ in kept},
        )


def read_sets(data: Path) -> dict[str, Set]:
    """The sets by name; `OWN` is the English one without what the cross-language sets ask for.

    It holds English paragraphs of the same origin, which answer their questions too.
    """
    found = {name: Set.read(name, data) for name in NAMES}
    return found | {OWN: found["en-kb-s"].without("x", OWN)}


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    with path.open() as lines:
        for line in lines:
            row = json.loads(line)
            yield row["id"], row["text"]


class Shelf:
    """`retrieval.passage.Truth` over sources that never change."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._held = {(each.kind, each.id): each for each in sources}

    @classmethod
    def of(cls, *sets: Set) -> "Shelf":
        """The documents of the sets as articles; a number is the set's name and the id."""
        documents = [(each.name, *pair) for each in sets for pair in each.documents]
        return cls(
            [
                Source("article", number, f"{name}/{key}", "", (Part("", text, READERS),))
                for number, (name, key, text) in enumerate(documents)
            ]
        )

    def source(self, kind: Kind, id: int) -> Source | None:
        return self._held.get((kind, id))

    def sources(self, kind: Kind) -> Iterator[Source]:
        yield from (each for each in self._held.values() if each.kind == kind)

    def how_many(self) -> int:
        return len(self._held)

    def changes(self, after: int, limit: int) -> list[Change]:  # noqa: ARG002
        return []

    def last_change(self) -> int:
        return 0

    def visible(self, kind: str, ids: Sequence[int]) -> Collection[int]:  # noqa: ARG002
        return ids

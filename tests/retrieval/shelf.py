"""A store in memory for these tests, and an embedder that needs no model."""

import hashlib
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from retrieval.embedding import EmbeddingUnavailable, Vectors
from retrieval.passage import Change, Kind, Part, Source
from retrieval.segment import segmenter_for

STAFF = frozenset({"xs", "kp", "kd", "ki"})


class Shelf:
    """`retrieval.passage.Truth` over a dict; `put` and `remove` write the change feed."""

    def __init__(self, *sources: Source) -> None:
        self.held: dict[tuple[Kind, int], Source] = {}
        self.feed: list[Change] = []
        for source in sources:
            self.put(source)

    def put(self, source: Source) -> None:
        self.held[source.kind, source.id] = source
        self.feed.append(Change(len(self.feed) + 1, source.kind, source.id))

    def remove(self, kind: Kind, ref: int) -> None:
        self.held.pop((kind, ref), None)
        self.feed.append(Change(len(self.feed) + 1, kind, ref))

    def source(self, kind: Kind, id: int) -> Source | None:
        return self.held.get((kind, id))

    def sources(self, kind: Kind) -> Iterator[Source]:
        yield from reversed([each for key, each in list(self.held.items()) if key[0] == kind])

    def how_many(self) -> int:
        return len(self.held)

    def changes(self, after: int, limit: int) -> list[Change]:
        return self.feed[after : after + limit]

    def last_change(self) -> int:
        return len(self.feed)

    def visible(self, kind: str, ids: Sequence[int]) -> Collection[int]:
        return [each for each in ids if (kind, each) in self.held]


class WordVectors:
    """Vectors from hashed words: texts that share words are near, without a model."""

    dim = 64

    def __init__(self, model_id: str = "words-1") -> None:
        self.model_id = model_id
        self.asked = 0
        self.embedded = 0
        self.down = False
        self._segmenter = segmenter_for()

    def _row(self, text: str) -> Vectors:
        row = np.zeros(self.dim, np.float32)
        row[0] = 2.0
        for word in self._segmenter.words(text):
            seed = hashlib.blake2b(f"{self.model_id}{word}".encode(), digest_size=2).digest()
            row[int.from_bytes(seed, "big") % self.dim] += 1.0
        return row / np.linalg.norm(row)

    def query(self, texts: Sequence[str]) -> Vectors:
        if self.down:
            raise EmbeddingUnavailable("down")
        self.asked += len(texts)
        return np.stack([self._row(text) for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        if self.down:
            raise EmbeddingUnavailable("down")
        self.embedded += len(texts)
        return np.stack([self._row(text) for text in texts])

    def close(self) -> None:
        pass


def ticket(
    ref: int,
    title: str,
    text: str = "",
    *,
    readers: Collection[str] = ("xs",),
    internal: str = "",
    number: str = "",
    **facts: object,
) -> Source:
    parts = [Part("", text or title, frozenset(readers))]
    if internal:
        parts.append(Part("", internal, frozenset(readers) & {"xs", "xw"}))
    return Source("ticket", ref, number or f"K2602-{ref:04d}", title, tuple(parts), **facts)  # type: ignore[arg-type]


def article(ref: int, title: str, text: str, *, reader: str = "kp", label: str = "") -> Source:
    return Source("article", ref, f"KB-{ref:04d}", title, (Part(label, text, frozenset({reader})),))

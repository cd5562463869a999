"""Feeding the large collections: what was embedded goes in, what is gone comes out."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from retrieval.chroma import Collections
from retrieval.embedding import Embedder
from retrieval.keyword import KeywordFile
from retrieval.vector import VectorFile

_FEED = 500  # passages in one write
_MADE = "collections made"


class Feeder:
    """Keeps the collections of shares with more than `exact_below` passages."""

    def __init__(
        self, vectors: VectorFile, collections: Collections, embedder: Embedder, exact_below: int
    ) -> None:
        self.vectors = vectors
        self.collections = collections
        self.embedder = embedder
        self.exact_below = exact_below

    def name(self, file: KeywordFile, share: str) -> str:
        """A collection's name: it holds one file's passage ids and one model's vectors."""
        return f"{self.prefix(file)}{share}"

    def prefix(self, file: KeywordFile) -> str:
        """What the names of this file's collections begin with."""
        model = hashlib.blake2b(self.embedder.model_id.encode(), digest_size=4).hexdigest()
        return f"{file.meta('name')}-{model}-"

    def feed(self, file: KeywordFile) -> None:
        """Bring the collections of large shares up to date, when this process owns them."""
        if not self._feedable(file):
            return
        if not self.collections.owns():
            return
        self._note({*self._noted(), self.prefix(file)})
        for share in self._feedable(file):
            while self._feed_some(file, share) + self._remove_some(file, share):
                pass

    def sweep(self, file: KeywordFile) -> None:
        """Delete the collections of this installation's earlier files and models."""
        old = self._noted() - {self.prefix(file)}
        if not old or not self.collections.owns():
            return
        for prefix in sorted(old):
            self.collections.forget(prefix)
        self._note(self._noted() - old)

    def _noted(self) -> set[str]:
        """What the names of collections begin with that this installation has made."""
        return set(json.loads(self.vectors.note(_MADE) or b"[]"))

    def _note(self, prefixes: set[str]) -> None:
        if prefixes != self._noted():
            self.vectors.keep_note(_MADE, json.dumps(sorted(prefixes)).encode())

    def _feedable(self, file: KeywordFile) -> list[str]:
        rows: Any = file.reader.execute(
            "SELECT name FROM share WHERE embedded > ? AND (name IN (SELECT share FROM feeding)"
            " OR name IN (SELECT share FROM leaving))",
            (self.exact_below,),
        )
        return [share for (share,) in rows]

    def _feed_some(self, file: KeywordFile, share: str) -> int:
        rows: Any = file.reader.execute(
            "SELECT feeding.chunk, vector FROM feeding JOIN chunk ON chunk.id=feeding.chunk"
            " WHERE feeding.share=? AND vector IS NOT NULL LIMIT ?",
            (share, _FEED),
        ).fetchall()
        if not rows:
            return 0
        ids, matrix = self.vectors.matrix(sorted({v for _, v in rows}), self.embedder.dim)
        place = {vector: number for number, vector in enumerate(ids)}
        wanted = [(chunk, place[vector]) for chunk, vector in rows if vector in place]
        chunks = [chunk for chunk, _ in wanted]
        if chunks:
            rows_of = np.asarray(matrix[[number for _, number in wanted]])
            self.collections.put(self.name(file, share), chunks, rows_of)
        self._done(file, "feeding", share, [chunk for chunk, _ in rows])
        return len(rows)

    def _remove_some(self, file: KeywordFile, share: str) -> int:
        rows: Any = file.reader.execute(
            "SELECT chunk FROM leaving WHERE share=? LIMIT ?", (share, _FEED)
        ).fetchall()
        if rows:
            chunks = [chunk for (chunk,) in rows]
            self.collections.remove(self.name(file, share), chunks)
            self._done(file, "leaving", share, chunks)
        return len(rows)

    def _done(self, file: KeywordFile, table: str, share: str, chunks: Sequence[int]) -> None:
        with file.transaction() as connection:
            connection.executemany(
                f"DELETE FROM {table} WHERE share=? AND chunk=?",  # noqa: S608 (our table names)
                [(share, chunk) for chunk in chunks],
            )

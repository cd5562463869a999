"""The vector leg: embedding what waits, and finding what means the same.

Passages the reader shares with many (a whole collection) are searched in chromadb once the
collection is large; what a reader has alone, and everything small, is searched exactly.
"""

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from retrieval.background import Background, measured, restored, shipped
from retrieval.chroma import Collections, CollectionsUnavailable
from retrieval.chunking import Piece
from retrieval.embedding import Embedder, Vectors
from retrieval.feeding import Feeder
from retrieval.keyword import KeywordFile, Share
from retrieval.tokens import require_token
from retrieval.vector import VectorFile, VectorHit

BATCH = 8  # passages embedded between two looks at the clock
EXACT_BELOW = 4_000  # passages of a collection that are searched exactly
MOST_EXACT = 60_000  # passages a single reader's own share may hold
_MOST_MATRICES = 16
_WORTH_KEEPING = 1_000  # passages of one reader; the matrix of fewer is made in a moment


@dataclass(frozen=True)
class Asked:
    """A question's vector (dim,) and its language, "zh" or "en"."""

    vector: Vectors
    language: str


@dataclass(frozen=True)
class _Matrix:
    """Passages and their vectors, row by row; `version` differs where they would."""

    version: object
    chunks: list[int]
    rows: Vectors

    @classmethod
    def of(
        cls, version: object, wanted: Sequence[tuple[int, int]], ids: list[int], rows: Vectors
    ) -> "_Matrix":
        """`wanted` is (vector, chunk); `rows` are the vectors of `ids`."""
        place = {vector: number for number, vector in enumerate(ids)}
        found = [(place[vector], chunk) for vector, chunk in wanted if vector in place]
        return cls(version, [chunk for _, chunk in found], rows[[number for number, _ in found]])


class Semantic:
    """Vectors of one keyword file's passages."""

    def __init__(
        self,
        vectors: VectorFile,
        collections: Collections,
        embedder: Embedder,
        *,
        exact_below: int = EXACT_BELOW,
    ) -> None:
        self.vectors = vectors
        self.collections = collections
        self.embedder = embedder
        self._exact_below = exact_below
        self._background: Background | None = None
        self._feeder = Feeder(vectors, collections, embedder, exact_below)
        self._matrices: dict[tuple[str, str], _Matrix] = {}
        self._caching = threading.Lock()

    # ---- searching ----

    @property
    def background(self) -> Background:
        """What unrelated texts have in common to this model; measured once and kept."""
        known = shipped(self.embedder.model_id) or self._background
        if known is None:
            key = f"background {self.embedder.model_id}"
            note = self.vectors.note(key)
            known = restored(note) if note else measured(self.embedder)
            if not note:
                self.vectors.keep_note(key, known.kept())
            self._background = known
        return known

    def nearest(
        self,
        file: KeywordFile,
        asked: Asked,
        audiences: frozenset[str],
        kinds: Sequence[str],
        limit: int,
    ) -> list[VectorHit]:
        """Passages nearest to the question within the audiences, nearest first.

        Raises CollectionsUnavailable when a large collection cannot be searched now.
        """
        found: list[VectorHit] = []
        own: list[str] = []
        for share in file.shares():
            if not share.embedded or share.kind not in kinds:
                continue
            if audiences.isdisjoint(share.tokens):
                own.append(share.name)
            elif share.embedded <= self._exact_below:
                found += self._scan(file, asked, limit, share)
            else:
                found += self._in_collection(file, share.name, asked, limit)
        tokens = sorted(require_token(token) for token in audiences)
        if own and tokens:
            found += self._own(file, asked, limit, own, tokens)
        found.sort(key=lambda each: -each.likeness)
        return found[:limit]

    def _scan(self, file: KeywordFile, asked: Asked, limit: int, share: Share) -> list[VectorHit]:
        """Every passage of a small collection; its matrix stays in memory while it is the same."""
        key = (file.path.name, share.name)
        held = self._matrices.get(key)
        if held is None or held.version != share.version:
            rows: Any = file.reader.execute(
                "SELECT vector, id FROM chunk WHERE share=? AND vector IS NOT NULL",
                (share.name,),
            ).fetchall()
            held = self._kept(key, _Matrix.of(share.version, rows, *self._vectors_of(rows)))
        return self._best(held, asked, limit)

    def _kept(self, key: tuple[str, str], made: "_Matrix") -> "_Matrix":
        with self._caching:
            self._matrices[key] = made
            while len(self._matrices) > _MOST_MATRICES:
                self._matrices.pop(next(iter(self._matrices)))
        return made

    def _best(self, held: "_Matrix", asked: Asked, limit: int) -> list[VectorHit]:
        if not held.chunks:
            return []
        alike = self.background.likeness(asked.vector, asked.language, held.rows)
        order = np.argsort(-alike, kind="stable")[:limit]
        return [VectorHit(held.chunks[place], float(alike[place])) for place in order]

    def _vectors_of(self, rows: Sequence[tuple[int, int]]) -> tuple[list[int], Vectors]:
        return self.vectors.matrix(sorted({vector for vector, _ in rows}), self.embedder.dim)

    def _own(
        self, file: KeywordFile, asked: Asked, limit: int, shares: list[str], tokens: list[str]
    ) -> list[VectorHit]:
        rows: Any = file.reader.execute(
            "SELECT DISTINCT chunk.vector, chunk.id FROM reader JOIN chunk ON chunk.id=reader.chunk"
            " WHERE token IN (SELECT value FROM json_each(?)) AND vector IS NOT NULL"
            " AND reader.share IN (SELECT value FROM json_each(?)) LIMIT ?",
            (json.dumps(tokens), json.dumps(shares), MOST_EXACT),
        ).fetchall()
        if len(rows) < _WORTH_KEEPING:
            return self._score(rows, asked, limit)
        key = (file.path.name, " ".join(tokens))
        held = self._matrices.get(key)
        if held is None or held.version != rows:
            held = self._kept(key, _Matrix.of(rows, rows, *self._vectors_of(rows)))
        return self._best(held, asked, limit)

    def _score(self, rows: Sequence[tuple[int, int]], asked: Asked, limit: int) -> list[VectorHit]:
        return self._best(_Matrix.of(0, rows, *self._vectors_of(rows)), asked, limit)

    def _in_collection(
        self, file: KeywordFile, share: str, asked: Asked, limit: int
    ) -> list[VectorHit]:
        unfed = file.reader.execute(
            "SELECT count(*) FROM (SELECT 1 FROM feeding WHERE share=? LIMIT ?)",
            (share, self._exact_below + 1),
        ).get
        if unfed > self._exact_below:
            raise CollectionsUnavailable("the collection is still being filled")
        turned = self.background.searched_with(asked.vector, asked.language)
        near = self.collections.nearest(self._feeder.name(file, share), turned, limit)
        rows: Any = file.reader.execute(
            "SELECT vector, id FROM chunk WHERE id IN (SELECT value FROM json_each(?))"
            " AND share=? AND vector IS NOT NULL UNION "
            "SELECT vector, id FROM feeding JOIN chunk ON chunk.id=feeding.chunk"
            " WHERE feeding.share=? AND vector IS NOT NULL",
            (json.dumps(near), share, share),
        ).fetchall()
        return self._score(rows, asked, limit)

    # ---- embedding ----

    def waiting(self, file: KeywordFile) -> int:
        return int(file.reader.execute("SELECT count(*) FROM chunk WHERE vector IS NULL").get)

    def embed_pending(
        self,
        file: KeywordFile,
        budget_s: float | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Embed passages without a vector, newest first; gives how many got one.

        Raises EmbeddingUnavailable when the embedder cannot answer; what was done stays.
        """
        self.adopt(file)
        until = time.monotonic() + (budget_s if budget_s is not None else float("inf"))
        done = self._recall(file)
        while time.monotonic() < until:
            batch = self._next(file)
            if not batch:
                break
            rows = self.embedder.passages([text for _, _, text in batch])
            prints = [print_ for _, print_, _ in batch]
            ids = self.vectors.add(self.embedder.model_id, prints, rows)
            done += self._attach(file, [(i, c, p) for i, (c, p, _) in zip(ids, batch, strict=True)])
            if progress:
                progress(len(batch))
        self._feeder.feed(file)
        return done

    def sweep(self, file: KeywordFile) -> None:
        """Delete the collections of earlier indexes, once this file has taken their place."""
        self._feeder.sweep(file)

    def model_of(self, file: KeywordFile) -> str:
        """The model whose vectors a file's passages have; "" where they have none of use."""
        file_name, _, model = str(file.meta("vectors", "")).partition("/")
        held = any(share.embedded for share in file.shares())
        return model if held and file_name == self.vectors.name else ""

    def adopt(self, file: KeywordFile) -> None:
        """Forget vector ids that belong to another vector file or another model."""
        mine = f"{self.vectors.name}/{self.embedder.model_id}"
        if file.meta("vectors") == mine:
            return
        with file.transaction() as connection:
            connection.execute("UPDATE chunk SET vector=NULL WHERE vector IS NOT NULL")
            connection.execute("DELETE FROM feeding; DELETE FROM leaving")
            file.set_meta("vectors", mine)

    def _recall(self, file: KeywordFile) -> int:
        """Give waiting passages the vectors their text had before."""
        done = 0
        last = 1 << 62
        while True:
            rows: Any = file.reader.execute(
                "SELECT id, fingerprint FROM chunk WHERE vector IS NULL AND id<?"
                " ORDER BY id DESC LIMIT 1000",
                (last,),
            ).fetchall()
            if not rows:
                return done
            last = rows[-1][0]
            known = self.vectors.known(self.embedder.model_id, {print_ for _, print_ in rows})
            if known:
                found = [(known[p], chunk, p) for chunk, p in rows if p in known]
                done += self._attach(file, found)

    def _next(self, file: KeywordFile) -> list[tuple[int, str, str]]:
        """The newest passages that wait: (chunk, fingerprint, text to embed)."""
        boundary = int(file.meta("filled_to", 0))
        query = (
            "SELECT chunk.id, fingerprint, title, label, text, audiences FROM chunk"
            " JOIN source ON source.id=chunk.source WHERE vector IS NULL AND chunk.id{}?"
            " ORDER BY chunk.id {} LIMIT ?"
        )
        # A fill reads the newest source first; what came later has greater ids, newest last.
        rows: Any = file.reader.execute(query.format(">", "DESC"), (boundary, BATCH)).fetchall()
        if not rows:
            rows = file.reader.execute(query.format("<=", "ASC"), (boundary, BATCH)).fetchall()
        return [
            (chunk, print_, Piece(label, text, frozenset(readers.split())).embedded(title))
            for chunk, print_, title, label, text, readers in rows
        ]

    def _attach(self, file: KeywordFile, found: Sequence[tuple[int, int, str]]) -> int:
        """Note vectors (vector id, chunk, fingerprint) that are still wanted."""
        done = 0
        with file.transaction() as connection:
            for vector, chunk, print_ in found:
                connection.execute(
                    "UPDATE chunk SET vector=? WHERE id=? AND fingerprint=? AND vector IS NULL",
                    (vector, chunk, print_),
                )
                if connection.changes():
                    done += 1
                    connection.execute(
                        "INSERT OR IGNORE INTO feeding SELECT share, id FROM chunk WHERE id=?",
                        (chunk,),
                    )
        return done

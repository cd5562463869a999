"""The library: what may this viewer read about that?

Everything that searches comes here. Both legs look only inside the viewer's audiences, and every
hit is checked once more by the caller's `visible` before it leaves.
"""

import json
import logging
import threading
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import apsw

from domain.access import (
    DEALER_AUDIENCE,
    INTERNAL_AUDIENCE,
    PUBLIC_AUDIENCE,
    STAFF_AUDIENCE,
    WORKSHOP_AUDIENCE,
)
from retrieval import evidence, fusion, ready_vectors
from retrieval.candidates import Candidate, Visible, best_of_each, order, seen_by
from retrieval.chroma import Collections, CollectionsUnavailable
from retrieval.counting import WordCounts
from retrieval.embedding import Embedder, EmbeddingUnavailable, Vectors
from retrieval.findings import CategorySuggestion, Evidence, Found, Hit, Similar
from retrieval.index_folder import IndexFolder
from retrieval.keyword import KeywordFile, require_token
from retrieval.matching import Matcher
from retrieval.passage import KINDS, Kind, Truth
from retrieval.question import Question, question
from retrieval.segment import Segmenter, segmenter_for
from retrieval.semantic import EXACT_BELOW, Asked, Semantic
from retrieval.similar import NEIGHBOURS, per_cent, suggested
from retrieval.snippet import snippet
from retrieval.sync import Keeper, Progress
from retrieval.vector import VectorFile

SHARED_AUDIENCES = frozenset(
    {STAFF_AUDIENCE, WORKSHOP_AUDIENCE, PUBLIC_AUDIENCE, DEALER_AUDIENCE, INTERNAL_AUDIENCE}
)
_DEPTH = 100  # passages each leg hands to the fusion
_FILL_WITHIN_SEARCH_S = 3.0
_log = logging.getLogger(__name__)


class Library:
    """Searches, and keeps its index true. Safe to use from several threads."""

    def __init__(
        self, folder: IndexFolder, truth: Truth, semantic: Semantic | None, segmenter: Segmenter
    ) -> None:
        self._folder = folder
        self._truth = truth
        self._semantic = semantic
        self._segmenter = segmenter
        self._lock = threading.Lock()
        self._keeper = Keeper(folder.file, truth)
        self._counts = WordCounts(folder.file)

    @classmethod
    def open(
        cls,
        directory: Path,
        truth: Truth,
        embedder: Embedder | None,
        *,
        names: Sequence[str] = (),
        chroma_server: str = "",
        exact_below: int = EXACT_BELOW,
    ) -> "Library":
        """Open the index in `directory`, made anew when it is missing, damaged or outdated.

        `embedder` None searches by keywords only. `names` are product and part names.
        `chroma_server` is the address of a chromadb server ("" = embedded).
        """
        segmenter = segmenter_for(tuple(names))
        folder = IndexFolder(directory, segmenter, SHARED_AUDIENCES)
        semantic = None
        if embedder is not None:
            semantic = Semantic(
                VectorFile(directory / "vectors.db"),
                Collections(directory / "chroma", chroma_server),
                embedder,
                exact_below=exact_below,
            )
        return cls(folder, truth, semantic, segmenter)

    def close(self) -> None:
        self._folder.close()
        if self._semantic:
            self._semantic.collections.close()
            self._semantic.vectors.close()
            self._semantic.embedder.close()

    # ---- searching ----

    def search(
        self,
        query: str,
        *,
        audiences: frozenset[str],
        visible: Visible,
        kinds: Sequence[Kind] = KINDS,
        limit: int = 10,
        product: str | None = None,
    ) -> Found:
        """The sources that answer `query` best, best first, each with its best passage.

        Only passages whose readers meet `audiences` are looked at; `visible(kind, ids)` gives
        those ids the viewer may see now. ValueError for a token that is not one.
        """
        for token in audiences:
            require_token(token)
        self.catch_up(fill_s=_FILL_WITHIN_SEARCH_S)
        file, counts = self._current()
        asked = question(query, self._segmenter)
        if not asked.text or not audiences or limit < 1:
            return Found((), Evidence.NONE, self._semantic is not None)
        matcher = Matcher(counts, audiences)
        held = matcher.coverage(asked, kinds=kinds, product=product, limit=_DEPTH)
        near, semantic = self._near(file, asked, audiences, kinds)
        ranked = fusion.fuse(held, near, fusion.SEARCH[asked.language])
        exact = matcher.exact(asked)
        ranked = [(c, 9.0) for c in exact] + [each for each in ranked if each[0] not in exact]
        candidates = self._load(file, ranked[:_DEPTH], audiences, kinds, product)
        best = best_of_each(candidates)
        seen = seen_by(best, visible)
        kept = [each for each in best if (each.kind, each.ref) in seen][:limit]
        return self._found(asked, matcher, kept, near, semantic, set(exact))

    def similar(
        self,
        text: str,
        *,
        audiences: frozenset[str],
        visible: Visible,
        exclude: tuple[str, int] | None = None,
        product: str | None = None,
        category: str | None = None,
        limit: int = 5,
    ) -> list[Similar]:
        """Tickets about the same trouble as `text`, the same product and category first.

        `exclude` is the (kind, id) of the ticket the text comes from.
        """
        ranked = self._alike(text, audiences, product, category)
        ranked = [each for each in ranked if (each[0].kind, each[0].ref) != exclude]
        best = ranked[: limit * 4 + 10]
        seen = seen_by([each for each, _ in best], visible)
        matcher = Matcher(self._current()[1], audiences)
        asked = question(text, self._segmenter)
        return [
            Similar(
                each.ref, each.number, each.title, per_cent(value), each.product, each.category,
                each.closed, self._snippet(asked, matcher, each),
            )
            for each, value in best
            if (each.kind, each.ref) in seen
        ][:limit]  # fmt: skip

    def suggest_category(
        self, text: str, *, audiences: frozenset[str], visible: Visible, limit: int = 3
    ) -> list[CategorySuggestion]:
        """The likeliest categories for `text`, learnt from closed tickets the viewer may read."""
        ranked = self._alike(text, audiences, None, None)
        learnt = sorted((e for e in ranked if e[0].closed and e[0].category), key=lambda e: -e[1])
        seen = seen_by([each for each, _ in learnt[:NEIGHBOURS]], visible)
        near = [
            (each.category, value)
            for each, value in learnt[:NEIGHBOURS]
            if (each.kind, each.ref) in seen
        ]
        return suggested(near, limit)

    def _alike(
        self, text: str, audiences: frozenset[str], product: str | None, category: str | None
    ) -> list[tuple[Candidate, float]]:
        """Tickets with the chance of being the same trouble, in the order they are to be shown."""
        for token in audiences:
            require_token(token)
        self.catch_up(fill_s=_FILL_WITHIN_SEARCH_S)
        file, counts = self._current()
        asked = question(text, self._segmenter)
        if not asked.text or not audiences:
            return []
        matcher = Matcher(counts, audiences)
        held = matcher.coverage(asked, kinds=("ticket",), limit=_DEPTH)
        spelled = matcher.search(asked, kinds=("ticket",), limit=_DEPTH, characters=True)
        near, _ = self._near(file, asked, audiences, ("ticket",))
        fused = fusion.fuse(held, near, fusion.SIMILAR)
        chunks = dict.fromkeys([*(c for c, _ in fused[:_DEPTH]), *(h.chunk for h in spelled[:20])])
        scores = dict(fused)
        ranked = [(chunk, scores.get(chunk, 0.0)) for chunk in chunks]
        judge = evidence.Judge(asked.without(self._segmenter.words(product or "")), matcher, near)
        found = []
        for each in best_of_each(self._load(file, ranked, audiences, ("ticket",), None)):
            value = judge.same_trouble(each.chunk, each.title, each.text)
            found.append((each, value))
        found.sort(key=lambda pair: -order(pair[0], pair[1], product, category))
        return found

    def _snippet(self, asked: Question, matcher: Matcher, each: Candidate) -> str:
        return snippet(
            each.text or each.title, asked.words,
            stem=matcher.stem, weight=matcher.information,
        )  # fmt: skip

    def _near(
        self, file: KeywordFile, asked: Question, audiences: frozenset[str], kinds: Sequence[Kind]
    ) -> tuple[dict[int, float], bool]:
        """Likeness by passage, and whether the vector leg could look everywhere."""
        if self._semantic is None:
            return {}, False
        try:
            vector = self._semantic.embedder.query([asked.text])[0]
            meant = Asked(vector, asked.language)
            hits = self._semantic.nearest(file, meant, audiences, kinds, _DEPTH)
        except (EmbeddingUnavailable, CollectionsUnavailable, apsw.Error) as problem:
            _log.warning("searching by keywords only: %s", problem)
            return {}, False
        return {hit.chunk: hit.likeness for hit in hits}, bool(hits)

    def _load(
        self,
        file: KeywordFile,
        ranked: Sequence[tuple[int, float]],
        audiences: frozenset[str],
        kinds: Sequence[Kind],
        product: str | None,
    ) -> list[Candidate]:
        """The passages in their order; those whose readers, kind or product do not fit drop out."""
        rows: Any = file.reader.execute(
            "SELECT chunk.id, kind, ref, number, title, label, text, product, category, closed,"
            " audiences FROM chunk JOIN source ON source.id=chunk.source"
            " WHERE chunk.id IN (SELECT value FROM json_each(?))",
            (json.dumps([chunk for chunk, _ in ranked]),),
        )
        scores = dict(ranked)
        found = [
            Candidate(*(*row[:9], bool(row[9]), scores[row[0]]))
            for row in rows
            if not audiences.isdisjoint(row[10].split())
            and row[1] in kinds
            and (product is None or row[7] == product)
        ]
        place = {chunk: number for number, (chunk, _) in enumerate(ranked)}
        return sorted(found, key=lambda each: place[each.chunk])

    def _found(
        self,
        asked: Question,
        matcher: Matcher,
        kept: Sequence[Candidate],
        near: dict[int, float],
        semantic: bool,
        exact: Collection[int],
    ) -> Found:
        judge = evidence.Judge(asked, matcher, near)
        hits = []
        for each in kept:
            head = f"{each.number} {each.title} {each.label}"
            sure = 1.0 if each.chunk in exact else judge.chance(each.chunk, head, each.text)
            hits.append(
                Hit(
                    each.kind, each.ref, each.number, each.title, each.label, each.text,
                    self._snippet(asked, matcher, each),
                    each.score, sure,
                )
            )  # fmt: skip
        return Found(tuple(hits), evidence.verdict([hit.evidence for hit in hits]), semantic)

    # ---- keeping ----

    def _current(self) -> tuple[KeywordFile, WordCounts]:
        file = self._folder.file
        with self._lock:
            if file is not self._keeper.file:
                self._keeper = Keeper(file, self._truth)
                self._counts = WordCounts(file)
            return file, self._counts

    def catch_up(self, *, fill_s: float | None = None, progress: Progress | None = None) -> int:
        """Take in what waits for the keyword index; gives how many sources were written."""
        self._current()
        return self._keeper.catch_up(fill_s=fill_s, progress=progress)

    def embed_pending(self, budget_s: float | None = None, progress: Progress | None = None) -> int:
        """Embed what has no vector yet, newest first, for about `budget_s` seconds.

        Gives how many passages got one. Raises EmbeddingUnavailable when the embedder is down.
        """
        file, _ = self._current()
        return self._semantic.embed_pending(file, budget_s, progress) if self._semantic else 0

    def learn_demo_vectors(self) -> int:
        """Take in the vectors of the demo world that come with the program; how many."""
        if self._semantic is None or not ready_vectors.DEMO.exists():
            return 0
        model = self._semantic.embedder.model_id
        return ready_vectors.learn_ready(ready_vectors.DEMO, model, self._semantic.vectors)

    def remembered_vectors(self) -> tuple[str, list[str], Vectors]:
        """Every vector of the present model: its id, the texts' fingerprints, the rows (n, dim).

        Raises EmbeddingUnavailable where only keywords are searched.
        """
        if self._semantic is None:
            raise EmbeddingUnavailable
        model = self._semantic.embedder.model_id
        return model, *self._semantic.vectors.all_of(model, self._semantic.embedder.dim)

    @property
    def semantic_ready(self) -> bool:
        """Whether every passage has its vector."""
        return self._semantic is not None and self.lag()[1] == 0

    def lag(self) -> tuple[int, int]:
        """(changes the keyword index has not taken in, passages without a vector)."""
        file, _ = self._current()
        waiting = self._semantic.waiting(file) if self._semantic else 0
        return self._keeper.waiting(), waiting

    def verify(self) -> list[str]:
        """Every difference between index and store, one sentence each."""
        self._current()
        return self._keeper.verify()

    def reindex(self, progress: Progress | None = None) -> None:
        """Build the keyword index from nothing beside the current one, then exchange them.

        A rebuild that was killed goes on where it stopped. Vectors of unchanged texts are kept.
        """
        file = self._folder.begin(resume=True)
        Keeper(file, self._truth).catch_up(progress=progress)
        self._folder.switch_to(file)
        self._current()

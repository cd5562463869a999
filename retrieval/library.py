"""The library: what may this viewer read about that?

Everything that searches comes here. Both legs look only inside the viewer's audiences, and every
hit is checked once more by the caller's `visible` before it leaves.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import apsw

from domain.access import (
    DEALER_AUDIENCE,
    INTERNAL_AUDIENCE,
    PUBLIC_AUDIENCE,
    STAFF_AUDIENCE,
    WORKSHOP_AUDIENCE,
)
from retrieval import evidence, fusion
from retrieval.candidates import (
    Candidate,
    Visible,
    best_of_each,
    loaded,
    order,
    read,
    seen_by,
)
from retrieval.chroma import Collections, CollectionsUnavailable
from retrieval.embedding import Embedder, EmbeddingUnavailable
from retrieval.findings import CategorySuggestion, Evidence, Found, Hit, Similar
from retrieval.framing import matter_of
from retrieval.index_folder import IndexFolder
from retrieval.matching import Matcher
from retrieval.nearness import Nearness, together
from retrieval.passage import KINDS, Kind, Truth
from retrieval.question import Question, question
from retrieval.reading import Reading
from retrieval.segment import Segmenter, segmenter_for
from retrieval.semantic import EXACT_BELOW, Asked, Semantic
from retrieval.similar import NEIGHBOURS, Alike, per_cent, suggested
from retrieval.snippet import snippet
from retrieval.sync import Progress
from retrieval.tokens import require_token
from retrieval.upkeep import Current, Upkeep
from retrieval.vector import VectorFile

SHARED_AUDIENCES = frozenset(
    {STAFF_AUDIENCE, WORKSHOP_AUDIENCE, PUBLIC_AUDIENCE, DEALER_AUDIENCE, INTERNAL_AUDIENCE}
)
_DEPTH = 100  # passages each leg hands to the fusion
_FILL_WITHIN_SEARCH_S = 3.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Answer:
    """What is shown for a query, and what judges it."""

    kept: list[Candidate]
    exact: frozenset[int]  # passages of the source whose number was asked for
    judge: evidence.Judge
    matcher: Matcher
    near: Mapping[int, float]  # likeness by passage
    semantic: bool


class Library:
    """Searches, and keeps its index true. Safe to use from several threads."""

    def __init__(self, upkeep: Upkeep, segmenter: Segmenter) -> None:
        self.upkeep = upkeep
        self._segmenter = segmenter

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
        former: Callable[[str], Embedder | None] = lambda _: None,
    ) -> "Library":
        """Open the index in `directory`, made anew when it is missing, damaged or outdated.

        `embedder` None searches by keywords only. `names` are product and part names.
        `chroma_server` is the address of a chromadb server ("" = embedded). `former` makes the
        embedder of a model id that was in use before, to answer with until the new one is ready.
        """
        segmenter = segmenter_for(tuple(names))
        folder = IndexFolder(directory, segmenter, SHARED_AUDIENCES)
        if embedder is None:
            return cls(Upkeep(folder, truth, None), segmenter)
        vectors = VectorFile(directory / "vectors.db")
        collections = Collections(directory / "chroma", chroma_server)

        def semantic(of: Embedder) -> Semantic:
            return Semantic(vectors, collections, of, exact_below=exact_below)

        def semantic_of(model: str) -> Semantic | None:
            found = former(model)
            return semantic(found) if found else None

        return cls(Upkeep(folder, truth, semantic(embedder), semantic_of), segmenter)

    def close(self) -> None:
        self.upkeep.close()

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
        answer = self._answer(query, audiences, visible, kinds, 2 * limit, product)
        if answer is None:
            return Found((), Evidence.NONE, self.upkeep.current().semantic is not None)
        hits = [self._hit(each, answer) for each in answer.kept]
        # Rules are near many questions; one that hardly answers stands in nobody's way.
        kept = [hit for hit in hits if hit.kind != "rule" or hit.evidence >= evidence.PARTIAL_FROM]
        kept = kept[:limit]
        return Found(tuple(kept), evidence.verdict([hit.evidence for hit in kept]), answer.semantic)

    def _answer(
        self,
        query: str,
        audiences: frozenset[str],
        visible: Visible,
        kinds: Sequence[Kind],
        limit: int,
        product: str | None,
    ) -> "_Answer | None":
        """What is shown for a query, in order; None where nothing was asked or may be read."""
        for token in audiences:
            require_token(token)
        self.catch_up(fill_s=_FILL_WITHIN_SEARCH_S)
        now = self.upkeep.current()
        asked = question(matter_of(query), self._segmenter)
        if not asked.text or not audiences or limit < 1:
            return None
        matcher = Matcher(now.counts, audiences)
        held = matcher.coverage(asked, kinds=kinds, product=product, limit=_DEPTH)
        nearness, semantic = self._near(now, asked, audiences, kinds)
        near = nearness.by_passage
        foreign = now.file.foreign({*held, *near}, asked.language) if asked.in_words else ()
        ranked = fusion.fuse(held, near, fusion.SEARCH[asked.language], foreign)
        exact = matcher.exact(asked)
        ranked = [(c, 9.0) for c in exact] + [each for each in ranked if each[0] not in exact]
        best = best_of_each(loaded(now.file, ranked[:_DEPTH], audiences, kinds, product))
        kept = read(now.file, self._first_seen(best, visible, limit))
        judge = evidence.Judge(asked, matcher, nearness)
        return _Answer(kept, frozenset(exact), judge, matcher, near, semantic)

    def _hit(self, each: Candidate, answer: "_Answer") -> Hit:
        sure = 1.0 if each.chunk in answer.exact else answer.judge.chance(each)
        return Hit(
            each.kind, each.ref, each.number, each.title, each.label, each.text,
            self._snippet(answer.judge.reading, answer.matcher, each), each.score, sure,
        )  # fmt: skip

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
        matcher = Matcher(self.upkeep.current().counts, audiences)
        reading = Reading(question(text, self._segmenter), matcher.stemmer)
        alike = {each: alike.chance for each, alike in ranked}
        return [
            Similar(
                each.ref, each.number, each.title, per_cent(alike[each]), each.product,
                each.category, each.closed, self._snippet(reading, matcher, each),
            )
            for each in self._first_seen([each for each, _ in ranked], visible, limit)
        ]  # fmt: skip

    def suggest_category(
        self, text: str, *, audiences: frozenset[str], visible: Visible, limit: int = 3
    ) -> list[CategorySuggestion]:
        """The likeliest categories for `text`, learnt from closed tickets the viewer may read."""
        ranked = self._alike(text, audiences, None, None)
        learnt = [(each, alike.chance) for each, alike in ranked if each.closed and each.category]
        learnt.sort(key=lambda pair: -pair[1])
        seen = seen_by([each for each, _ in learnt[:NEIGHBOURS]], visible)
        near = [
            (each.category, value)
            for each, value in learnt[:NEIGHBOURS]
            if (each.kind, each.ref) in seen
        ]
        return suggested(near, limit)

    def _alike(
        self, text: str, audiences: frozenset[str], product: str | None, category: str | None
    ) -> list[tuple[Candidate, Alike]]:
        """Tickets that may be the same trouble, in the order they are to be shown."""
        for token in audiences:
            require_token(token)
        self.catch_up(fill_s=_FILL_WITHIN_SEARCH_S)
        now = self.upkeep.current()
        asked = question(text, self._segmenter)
        if not asked.text or not audiences:
            return []
        matcher = Matcher(now.counts, audiences)
        trouble = asked.without(self._segmenter.words(product or ""))
        held = matcher.coverage(trouble, kinds=("ticket",), limit=_DEPTH)
        spelled = matcher.search(asked, kinds=("ticket",), limit=_DEPTH, characters=True)
        near, _ = self._near(now, asked, audiences, ("ticket",))
        fused = fusion.fuse(held, near.by_passage, fusion.SIMILAR)
        chunks = dict.fromkeys([*(c for c, _ in fused[:_DEPTH]), *(h.chunk for h in spelled[:20])])
        scores = dict(fused)
        ranked = [(chunk, scores.get(chunk, 0.0)) for chunk in chunks]
        judge = evidence.Judge(trouble, matcher, near)
        best = best_of_each(loaded(now.file, ranked, audiences, ("ticket",)))
        found = [(each, judge.alike(each)) for each in read(now.file, best)]
        found.sort(key=lambda pair: -order(pair[0], pair[1].chance, product, category))
        return found

    def _first_seen(
        self, best: Sequence[Candidate], visible: Visible, limit: int
    ) -> list[Candidate]:
        """The first of the candidates that the viewer may see now; few are asked for at once."""
        found: list[Candidate] = []
        at_once = 2 * limit + 10
        for start in range(0, len(best), at_once):
            some = best[start : start + at_once]
            seen = seen_by(some, visible)
            found += [each for each in some if (each.kind, each.ref) in seen]
            if len(found) >= limit:
                break
        return found[:limit]

    def _snippet(self, reading: Reading, matcher: Matcher, each: Candidate) -> str:
        return snippet(each.text or each.title, reading, matcher.information)

    def _near(
        self, now: Current, asked: Question, audiences: frozenset[str], kinds: Sequence[Kind]
    ) -> tuple[Nearness, bool]:
        """Likeness by passage, and whether the vector leg could look everywhere."""
        if now.semantic is None or asked.is_number:
            return Nearness(), now.semantic is not None
        try:
            vector = now.semantic.embedder.query([asked.text])[0]
            meant = Asked(vector, asked.language)
            # The many short passages of rules are not to crowd out the others.
            apart: tuple[list[str], ...] = tuple(
                [kind for kind in kinds if (kind == "rule") is alone] for alone in (False, True)
            )
            hits = [
                hit
                for each in apart
                if each
                for hit in now.semantic.nearest(now.file, meant, audiences, each, _DEPTH)
            ]
        except (EmbeddingUnavailable, CollectionsUnavailable, apsw.Error) as problem:
            _log.warning("searching by keywords only: %s", problem)
            return Nearness(), False
        near = {hit.chunk: hit.likeness for hit in hits}
        rule_of = now.file.rules_of(near) if "rule" in kinds else {}
        return together(near, rule_of), bool(hits)

    # ---- keeping, see `retrieval.upkeep` ----

    def catch_up(self, *, fill_s: float | None = None, progress: Progress | None = None) -> int:
        """Take in what waits for the keyword index; gives how many sources were written."""
        return self.upkeep.catch_up(fill_s=fill_s, progress=progress)

    def embed_pending(self, budget_s: float | None = None, progress: Progress | None = None) -> int:
        """Embed what has no vector yet, newest first, for about `budget_s` seconds."""
        return self.upkeep.embed_pending(budget_s, progress)

    def reindex(self, progress: Progress | None = None) -> None:
        """Build the index from nothing beside the current one, then exchange them."""
        self.upkeep.reindex(progress)

    def verify(self) -> list[str]:
        """Every difference between index and store, one sentence each."""
        return self.upkeep.verify()

    def lag(self) -> tuple[int, int]:
        """(changes the keyword index has not taken in, passages without a vector in use)."""
        return self.upkeep.lag()

    @property
    def semantic_ready(self) -> bool:
        """Whether every passage has its vector."""
        return self.upkeep.current().semantic is not None and self.lag()[1] == 0

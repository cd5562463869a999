"""Upkeep of an index folder: changes taken in, texts embedded, rebuilds and a change of model.

Another embedding model means that every vector must be made anew. That happens in a second
keyword file, the shadow, while the first goes on answering with its own model; when the shadow
holds everything it takes the first one's place. What was embedded is remembered by text and model,
so a process killed on the way loses nothing.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from retrieval import ready_vectors
from retrieval.counting import WordCounts
from retrieval.embedding import EmbeddingUnavailable, Vectors
from retrieval.index_folder import IndexFolder
from retrieval.keyword import KeywordFile
from retrieval.passage import Truth
from retrieval.semantic import Semantic
from retrieval.sync import Keeper, Progress

_log = logging.getLogger(__name__)
SemanticOf = Callable[[str], Semantic | None]  # by model id; None when it cannot be had


@dataclass(frozen=True)
class Current:
    """The keyword file in use, with what searches and keeps it."""

    file: KeywordFile
    counts: WordCounts
    keeper: Keeper
    semantic: Semantic | None  # None: by keywords only


class Upkeep:
    """Keeps one folder's index true to its store. Safe to use from several threads."""

    def __init__(
        self,
        folder: IndexFolder,
        truth: Truth,
        wanted: Semantic | None,
        former: SemanticOf = lambda _: None,
    ) -> None:
        self._folder = folder
        self._truth = truth
        self._wanted = wanted
        self._former = former
        self._lock = threading.Lock()
        self._current: Current | None = None
        self._shadow: tuple[KeywordFile, Keeper] | None = None
        self._swept: KeywordFile | None = None  # beside which no old collections are left

    def current(self) -> Current:
        """What is in use now; another one after a rebuild by this or any process."""
        file = self._folder.file
        with self._lock:
            if self._current is None or self._current.file is not file:
                self._close_former()
                keeper = Keeper(file, self._truth)
                self._current = Current(file, WordCounts(file), keeper, self._semantic_of(file))
            return self._current

    def _semantic_of(self, file: KeywordFile) -> Semantic | None:
        if self._wanted is None:
            return None
        model = self._wanted.model_of(file)
        if model in ("", self._wanted.embedder.model_id):
            return self._wanted
        _log.info("the index keeps answering with %s until %s is ready", model, self._wanted_id)
        return self._former(model)

    @property
    def _wanted_id(self) -> str:
        return self._wanted.embedder.model_id if self._wanted else ""

    @property
    def changing(self) -> bool:
        """Whether vectors of another model are still in use, or none until the new are ready."""
        return self._wanted is not None and self.current().semantic is not self._wanted

    def _close_former(self) -> None:
        before = self._current.semantic if self._current else None
        if before is not None and before is not self._wanted:
            before.embedder.close()

    def close(self) -> None:
        self._close_former()
        self._folder.close()
        if self._shadow:
            self._shadow[0].close()
        if self._wanted:
            self._wanted.collections.close()
            self._wanted.vectors.close()
            self._wanted.embedder.close()

    # ---- taking in ----

    def catch_up(self, *, fill_s: float | None = None, progress: Progress | None = None) -> int:
        """Take in what waits for the keyword index; gives how many sources were written."""
        return self.current().keeper.catch_up(fill_s=fill_s, progress=progress)

    def embed_pending(self, budget_s: float | None = None, progress: Progress | None = None) -> int:
        """Embed what has no vector yet, newest first, for about `budget_s` seconds.

        Gives how much was done. Raises EmbeddingUnavailable when the embedder is down.
        """
        current = self.current()
        if not self.changing:
            return self._embed_in_use(current, budget_s, progress)
        until = time.monotonic() + (budget_s if budget_s is not None else float("inf"))
        done = self._serve_on(current, budget_s)
        return done + self._fill_shadow(until, progress)

    def _embed_in_use(
        self, current: Current, budget_s: float | None, progress: Progress | None
    ) -> int:
        if current.semantic is None:
            return 0
        done = current.semantic.embed_pending(current.file, budget_s, progress)
        if self._swept is not current.file and not self._folder.has_next:
            current.semantic.sweep(current.file)
            self._swept = current.file
        return done

    def _serve_on(self, current: Current, budget_s: float | None) -> int:
        """New passages get vectors of the model in use too, while it can be had."""
        if current.semantic is None:
            return 0
        try:
            return current.semantic.embed_pending(current.file, budget_s and budget_s / 2)
        except EmbeddingUnavailable:
            return 0

    def _fill_shadow(self, until: float, progress: Progress | None) -> int:
        """Go on with the shadow until `until`; when it holds everything it is put into use."""
        assert self._wanted is not None  # noqa: S101 (only called while changing)
        if self._shadow is None:
            file = self._folder.begin(resume=True)
            self._shadow = file, Keeper(file, self._truth)
        file, keeper = self._shadow
        done = keeper.catch_up(fill_s=max(0.0, until - time.monotonic()))
        if keeper.filled:
            left = max(0.0, until - time.monotonic())
            done += self._wanted.embed_pending(file, left, progress)
        if keeper.filled and not self._wanted.waiting(file):
            keeper.catch_up()
            self._folder.switch_to(file)
            self._shadow = None
            self.current()
            _log.info("the index now answers with %s", self._wanted_id)
        return done

    # ---- as a whole ----

    def reindex(self, progress: Progress | None = None) -> None:
        """Build the keyword index from nothing beside the current one, then exchange them.

        A rebuild that was killed goes on where it stopped. Vectors of unchanged texts are kept.
        """
        if self.changing:
            self._fill_shadow(float("inf"), progress)
            return
        file = self._folder.begin(resume=True)
        Keeper(file, self._truth).catch_up(progress=progress)
        self._folder.switch_to(file)
        self.current()

    def how_many(self) -> int:
        """How many sources a rebuild reads, about."""
        return self._truth.how_many()

    def lag(self) -> tuple[int, int]:
        """(changes the keyword index has not taken in, passages without a vector in use)."""
        current = self.current()
        waiting = current.semantic.waiting(current.file) if current.semantic else 0
        return current.keeper.waiting(), waiting

    def verify(self) -> list[str]:
        """Every difference between index and store, one sentence each."""
        return self.current().keeper.verify()

    def learn_demo_vectors(self) -> int:
        """Take in the vectors of the demo world that come with the program; how many."""
        if self._wanted is None or not ready_vectors.DEMO.exists():
            return 0
        return ready_vectors.learn_ready(ready_vectors.DEMO, self._wanted_id, self._wanted.vectors)

    def remembered_vectors(self) -> tuple[str, list[str], Vectors]:
        """Every vector of the wanted model: its id, the texts' fingerprints, the rows (n, dim).

        Raises EmbeddingUnavailable where only keywords are searched.
        """
        if self._wanted is None:
            raise EmbeddingUnavailable
        dim = self._wanted.embedder.dim
        return self._wanted_id, *self._wanted.vectors.all_of(self._wanted_id, dim)

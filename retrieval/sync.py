"""Keeping the index true: taking in changes, filling from nothing, checking against the store."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator

from retrieval.keyword import KeywordFile
from retrieval.passage import KINDS, Kind, Source, Truth
from retrieval.shelving import Shelving

_BATCH = 200
Progress = Callable[[int], None]  # how many sources or passages are done so far


class Keeper:
    """Brings one keyword file up to its truth."""

    def __init__(self, file: KeywordFile, truth: Truth) -> None:
        self.file = file
        self._truth = truth
        self._shelving = Shelving(file)
        self._filling = threading.Lock()
        self._left: Iterator[tuple[Kind, Source]] | None = None
        self._filled = False

    @property
    def filled(self) -> bool:
        """Whether every source was taken in once."""
        if not self._filled:
            self._filled = bool(self.file.meta("filled", 0))
        return self._filled

    def waiting(self) -> int:
        """How far the cursor is behind the feed, in changes; 0 when nothing waits."""
        return max(0, self._truth.last_change() - int(self.file.meta("cursor", 0)))

    def catch_up(self, *, fill_s: float | None = None, progress: Progress | None = None) -> int:
        """Take in what waits in the feed; first fill a new file (at most `fill_s` seconds of it).

        Gives the number of sources written. A fill left unfinished goes on at the next call.
        """
        written = 0
        if not self.filled:
            written += self._fill(fill_s, progress)
        if self.waiting():
            written += self._take_in_changes()
        return written

    def _take_in_changes(self) -> int:
        written = 0
        while True:
            with self.file.transaction() as connection:
                cursor = int(self.file.meta("cursor", 0, using=connection))
                changes = self._truth.changes(cursor, _BATCH)
                if not changes:
                    return written
                for kind, ref in dict.fromkeys((each.kind, each.id) for each in changes):
                    source = self._truth.source(kind, ref)
                    if source is None:
                        self._shelving.drop(kind, ref)
                    else:
                        self._shelving.put(source)
                    written += 1
                self.file.set_meta("cursor", changes[-1].seq)

    def _fill(self, seconds: float | None, progress: Progress | None) -> int:
        if not self._filling.acquire(blocking=seconds is None):
            return 0
        try:
            return self._fill_alone(seconds, progress)
        finally:
            self._filling.release()

    def _fill_alone(self, seconds: float | None, progress: Progress | None) -> int:
        until = time.monotonic() + (seconds if seconds is not None else float("inf"))
        written = 0
        self._begin()
        self._left = self._left or self._everything()
        while time.monotonic() < until:
            batch = list(itertools.islice(self._left, _BATCH))
            if not batch:
                self._end()
                break
            written += self._write(batch)
            if progress:
                progress(len(batch))
        return written

    def _begin(self) -> None:
        with self.file.transaction() as connection:
            if self.file.meta("fill_from", None, using=connection) is None:
                newest = self._truth.last_change()
                self.file.set_meta("fill_from", newest)
                self.file.set_meta("cursor", newest)

    def _everything(self) -> Iterator[tuple[Kind, Source]]:
        for kind in reversed(KINDS):  # tickets last: they are most
            for source in self._truth.sources(kind):
                yield kind, source

    def _write(self, batch: list[tuple[Kind, Source]]) -> int:
        written = 0
        with self.file.transaction() as connection:
            for kind, source in batch:
                present = connection.execute(
                    "SELECT 1 FROM source WHERE kind=? AND ref=?", (kind, source.id)
                ).fetchone()
                if not present:
                    self._shelving.put(source)
                    written += 1
        return written

    def _end(self) -> None:
        """Filled; what changed since the beginning is taken in again.

        A source may have been read before, and written after, a change to it was taken in.
        """
        self._left = None
        with self.file.transaction() as connection:
            start = self.file.meta("fill_from", 0, using=connection)
            self.file.set_meta("cursor", start)
            newest = connection.execute("SELECT max(id) FROM chunk").get
            self.file.set_meta("filled_to", newest or 0)
            self.file.set_meta("filled", 1)
        self._filled = True

    def verify(self) -> list[str]:
        """Every difference between index and store, one sentence each; empty when true."""
        self.catch_up()
        problems = []
        for kind in KINDS:
            unseen = {
                ref
                for (ref,) in self.file.reader.execute(
                    "SELECT ref FROM source WHERE kind=?", (kind,)
                )
            }
            for source in self._truth.sources(kind):
                unseen.discard(source.id)
                problem = self._shelving.difference(source)
                if problem:
                    problems.append(f"{kind} {source.number}: {problem}")
            problems += [f"{kind} with id {ref}: in the index but gone" for ref in sorted(unseen)]
        return problems

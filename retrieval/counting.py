"""Counting words: how rare a word is among the passages that one viewer may read.

What others wrote must not show, not even in a number: how much a word tells is counted among the
viewer's own passages, so an answer stays the same whatever stands in those it may not read.
"""

import functools
import json
import math
import threading
import time
from dataclasses import dataclass
from typing import Any

import apsw

from retrieval.keyword import KeywordFile
from retrieval.segment import Segmenter
from retrieval.tokens import sealed

_KEPT_S = 0.5
_MOST_VIEWERS = 500  # whose counts are kept


@dataclass(frozen=True)
class Reach:
    """What a viewer may read of one index file."""

    audiences: frozenset[str]
    everything: bool  # every passage; a filter would only cost time
    passages: int  # how many, about

    @property
    def filter(self) -> str:
        """The part of a MATCH that keeps to these audiences; "" where everything is readable."""
        if self.everything:
            return ""
        return f"acl : ({' OR '.join(quoted(sealed(token)) for token in sorted(self.audiences))})"


class Stemmer:
    """The forms under which the index keeps words, by the tokenizer it uses itself."""

    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        self._lock = threading.Lock()
        self._tokenize: Any = apsw.Connection(":memory:").fts5_tokenizer(
            "porter", ["unicode61", "remove_diacritics", "2"]
        )
        self.stem = functools.lru_cache(maxsize=50_000)(self._stem)
        self.stems = functools.lru_cache(maxsize=50_000)(self._stems)

    def _stems(self, token: str) -> frozenset[str]:
        """All forms of one token of a text: of a number its fragments, of a name its parts."""
        return frozenset(self.stem(word) for word in self._segmenter.words(token))

    def _stem(self, word: str) -> str:
        with self._lock:
            found = self._tokenize(
                word.encode(), apsw.FTS5_TOKENIZE_DOCUMENT, None,
                include_offsets=False, include_colocated=False,
            )  # fmt: skip
        return found[0] if len(found) == 1 else word


@dataclass
class _Counts:
    """One viewer's counts; taken anew when its passages have grown by more than a fiftieth."""

    passages: int
    reach: Reach
    until: float
    of: dict[tuple[str, str], int]


class WordCounts:
    """Counts the words of one keyword file, for every viewer by itself."""

    def __init__(self, file: KeywordFile) -> None:
        self.file = file
        self.stemmer = Stemmer(file.segmenter)
        self._lock = threading.Lock()
        self._counts: dict[frozenset[str], _Counts] = {}

    def reach(self, audiences: frozenset[str]) -> Reach:
        """What these audiences may read now; its size may be half a second old."""
        held = self.file.shares()
        read = [each for each in held if not audiences.isdisjoint(each.tokens)]
        everything = len(read) == len(held)
        counts = self._counts.get(audiences)
        now = time.monotonic()
        if counts and now < counts.until and counts.reach.everything == everything:
            return counts.reach
        own = 0 if everything else self._own(audiences, [each.name for each in read])
        found = Reach(audiences, everything, own + sum(each.passages for each in read))
        self._keep(counts, found, now + _KEPT_S)
        return found

    def _keep(self, before: _Counts | None, found: Reach, until: float) -> None:
        grown = before is None or abs(found.passages - before.passages) > before.passages // 50
        with self._lock:
            if before is None or grown or before.reach.everything != found.everything:
                self._counts[found.audiences] = _Counts(found.passages, found, until, {})
                while len(self._counts) > _MOST_VIEWERS:
                    self._counts.pop(next(iter(self._counts)))
            else:
                before.reach, before.until = found, until

    def _own(self, audiences: frozenset[str], read: list[str]) -> int:
        """How many passages these audiences have for themselves, beside the collections read."""
        return int(
            self.file.reader.execute(
                "SELECT count(DISTINCT chunk) FROM reader"
                " WHERE token IN (SELECT value FROM json_each(?))"
                " AND share NOT IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(audiences)), json.dumps(read)),
            ).get
        )

    def frequency(self, reach: Reach, word: str, columns: str) -> int:
        """In how many passages within reach a word stands, about."""
        counts = self._counts.get(reach.audiences)
        known = counts.of if counts else {}
        key = (columns, self.stemmer.stem(word))
        if key not in known:
            known[key] = self._count(reach, word, columns)
        return known[key]

    def _count(self, reach: Reach, word: str, columns: str) -> int:
        within = "" if reach.everything else f"{reach.filter} AND "
        rows = self.file.reader.execute(
            "SELECT count(*) FROM words WHERE words MATCH ?",
            (f"{within}{columns} : {quoted(word)}",),
        )
        return int(rows.get)

    def information(self, reach: Reach, word: str) -> float:
        """How much a word tells, much as bm25 counts it: rare words much, words never seen most."""
        every = max(reach.passages, 1)
        count = min(self.frequency(reach, word, TEXTS), every)
        return math.log(1 + (every - count + 0.5) / (count + 0.5))


TEXTS, CHARACTERS = "{title body}", "chars"  # the columns that words and characters stand in


def quoted(term: str) -> str:
    """A term as a string of the query language, whatever is in it."""
    return '"' + term.replace('"', '""') + '"'

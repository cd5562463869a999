"""Asking the keyword file: which passages hold the words of a question, inside the audiences.

The access filter is a token in the MATCH, made from the viewer alone. Words of the question are
quoted one by one, so nothing a person types is ever syntax. Words that are everywhere cost most
and say least: the rarest are asked for until a budget of passages is used up.
"""

import functools
import itertools
import math
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import apsw

from retrieval.glossary import other_words
from retrieval.keyword import KeywordFile, sealed
from retrieval.segment import (
    Segmenter,
    distinct,
    is_han,
    normalise,
    share_of_han,
    single_characters,
    squashed,
    visible_text,
)
from retrieval.stopwords import STOPWORDS
from retrieval.typing_slips import nearest_name

MOST_TEXT = 2_000  # characters of a question that are read
MOST_TERMS = 48
BUDGET = 6_000  # passages a question may touch before common words are left out
ENOUGH = 20  # passages found, so that wider asking is not needed
FEWEST = 3  # words that are asked for however common they are

_RANKED = (
    "SELECT rowid, rank FROM words WHERE words MATCH ?"
    " AND rank MATCH 'bm25(0.0, 0.0, 2.0, 1.0, 1.0)' ORDER BY rank LIMIT ?"
)


@dataclass(frozen=True)
class Question:
    """What a person typed, made ready: its words, its meaningful words, its numbers."""

    text: str
    words: tuple[str, ...]  # to search for, stop words left out where others remain
    also: dict[str, tuple[str, ...]]  # other words for one of `words`, see `retrieval.glossary`
    characters: tuple[str, ...]
    handle: str  # the whole text as one number would be written
    language: str  # "zh" or "en", by what most of it is

    def without(self, words: Collection[str]) -> "Question":
        """The question without some of its words; the whole question when nothing remains."""
        left = tuple(word for word in self.words if word not in words)
        return replace(self, words=left) if left else self


def question(text: str, segmenter: Segmenter) -> Question:
    """Make a question ready; any text will do, also none."""
    read = visible_text(text)[:MOST_TEXT]
    every = distinct(segmenter.words(read))
    words = [word for word in every if word not in STOPWORDS and len(word) + is_han(word) > 1]
    for word in list(words):
        name = nearest_name(word, segmenter)
        if name:
            words += [piece for piece in name if piece not in words]
    return Question(
        text=" ".join(read.split()),
        words=tuple((words or every)[: MOST_TERMS * 4]),
        also={word: other_words(word) for word in words if other_words(word)},
        characters=tuple(
            distinct(c for c in single_characters(read[:200]) if c not in STOPWORDS)[:MOST_TERMS]
        ),
        handle=squashed(read) if len(read) < 60 else "",
        language="zh" if share_of_han(normalise(read)) >= 0.3 else "en",
    )


@dataclass(frozen=True)
class KeywordHit:
    chunk: int
    score: float  # bm25, greater is better


class Stemmer:
    """The forms under which the index keeps words, by the tokenizer it uses itself."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tokenize: Any = apsw.Connection(":memory:").fts5_tokenizer(
            "porter", ["unicode61", "remove_diacritics", "2"]
        )
        self.stem = functools.lru_cache(maxsize=50_000)(self._stem)

    def _stem(self, word: str) -> str:
        with self._lock:
            found = self._tokenize(
                word.encode(), apsw.FTS5_TOKENIZE_DOCUMENT, None,
                include_offsets=False, include_colocated=False,
            )  # fmt: skip
        return found[0] if len(found) == 1 else word


class Matcher:
    """Searches one keyword file."""

    def __init__(self, file: KeywordFile) -> None:
        self.file = file
        self.stemmer = Stemmer()
        self._frequencies: dict[str, int] = {}
        self._counted_at = -1
        self._counted_until = 0.0
        self._passages = 0

    def search(
        self,
        asked: Question,
        audiences: frozenset[str],
        *,
        facets: Sequence[str] = (),
        limit: int = 100,
        characters: bool = False,
    ) -> list[KeywordHit]:
        """The best passages within the audiences, best first; scores compare within one call."""
        if not audiences:
            return []
        terms = self.chosen(asked.characters if characters else asked.words)
        if not terms:
            terms = [] if characters else self._other_words(asked, terms)
        if not terms:
            return []
        within = [
            f"acl : ({' OR '.join(_quoted(sealed(token)) for token in sorted(audiences))})",
            *(f"facet : {_quoted(facet)}" for facet in facets),
        ]
        columns = "chars" if characters else "{title body}"
        hits: list[KeywordHit] = []
        for words in self._expressions(asked, terms, characters):
            sentence = " AND ".join([*within, f"{columns} : ({words})"])
            rows: Any = self.file.reader.execute(_RANKED, (sentence, limit))
            hits = [KeywordHit(chunk, -rank) for chunk, rank in rows]
            if len(hits) >= ENOUGH:
                break
        return hits

    def _expressions(self, asked: Question, terms: list[str], characters: bool) -> Iterator[str]:
        """What to ask for, in turn until enough is found: usually any of the words.

        When even the rarest words are common, passages with all of them come first, then those
        with two: ranking everything that has one would take long and say little.
        """
        if sum(self.frequency(term) for term in terms) > 2 * BUDGET and len(terms) > 1:
            rarest = [_quoted(term) for term in terms[:FEWEST]]
            yield " AND ".join(rarest)
            if len(rarest) > 2:
                pairs = itertools.combinations(rarest, 2)
                yield " OR ".join(f"({one} AND {other})" for one, other in pairs)
        if not characters:
            terms = terms + self._other_words(asked, terms)
        yield " OR ".join(_quoted(term) for term in terms)

    def _other_words(self, asked: Question, terms: Sequence[str]) -> list[str]:
        """Other words for the question's, as far as they are rare enough to be worth asking."""
        offered = distinct(other for word in asked.words for other in asked.also.get(word, ()))
        fresh = [word for word in offered if word not in terms]
        return [word for word in fresh if 0 < self.frequency(word) <= BUDGET / 4][:MOST_TERMS]

    def coverage(
        self, asked: Question, audiences: frozenset[str], *, facets: Sequence[str], limit: int
    ) -> dict[int, float]:
        """By passage, how much of the question's information it holds, about 0..1, best first."""
        whole = 2.2 * sum(self.information(word) for word in asked.words)
        hits = self.search(asked, audiences, facets=facets, limit=limit)
        return {hit.chunk: hit.score / whole for hit in hits}

    def information(self, word: str) -> float:
        """How much a word tells, much as bm25 counts it: rare words much, words never seen most."""
        every = max(self.passages, 1)
        count = min(self.frequency(word), every)
        return math.log(1 + (every - count + 0.5) / (count + 0.5))

    def exact(self, asked: Question, audiences: frozenset[str]) -> list[int]:
        """The passages of the source whose number is the whole question, first one first."""
        if len(asked.handle) < 4 or not any(c.isdigit() for c in asked.handle):
            return []
        rows = self.file.reader.execute(
            "SELECT chunk.id, chunk.audiences FROM source JOIN chunk ON chunk.source=source.id"
            " WHERE handle=? ORDER BY chunk.position",
            (asked.handle,),
        )
        return [chunk for chunk, readers in rows if not audiences.isdisjoint(readers.split())]

    def chosen(self, words: Sequence[str]) -> list[str]:
        """The words worth asking for, rarest first."""
        known = [(self.frequency(word), place, word) for place, word in enumerate(words)]
        present = sorted(each for each in known if each[0])
        kept: list[str] = []
        touched = 0
        for frequency, _, word in present[:MOST_TERMS]:
            touched += frequency
            if len(kept) >= FEWEST and touched > BUDGET:
                break
            kept.append(word)
        return kept

    def frequency(self, word: str) -> int:
        """In how many passages a word stands, as lately counted."""
        self._recount()
        stem = self.stemmer.stem(word)
        found = self._frequencies.get(stem)
        if found is None:
            row = self.file.reader.execute(
                "SELECT doc FROM vocabulary WHERE term=?", (stem,)
            ).fetchone()
            found = self._frequencies[stem] = row[0] if row else 0
        return found

    @property
    def passages(self) -> int:
        """How many passages the file holds, about: ids are never used twice; looked up anew
        every half second.
        """
        now = time.monotonic()
        if now > self._counted_until:
            row = self.file.reader.execute("SELECT max(id) FROM chunk").fetchone()
            self._passages = int(row[0] or 0) if row else 0
            self._counted_until = now + 0.5
        return self._passages

    def _recount(self) -> None:
        """Counts are kept while the file grows by less than a fiftieth, then taken anew."""
        now = self.passages
        if now - self._counted_at > max(0, self._counted_at // 50) or now < self._counted_at:
            self._frequencies = {}
            self._counted_at = now


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'

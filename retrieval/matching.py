"""Asking the keyword file: which passages hold the words of a question, inside the audiences.

The access filter is a token in the MATCH, made from the viewer alone; only who may read every
passage needs none. Words of the question are quoted one by one, so nothing a person types is ever
syntax. Words that are everywhere cost most and say least: the rarest are asked for until a budget
of passages is used up. Which words those are, and how the passages rank, follows from what the
viewer may read alone; the file's own bm25 would let the texts of others show in an answer.
"""

import heapq
import itertools
import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from retrieval.counting import CHARACTERS, TEXTS, WordCounts, quoted
from retrieval.passage import KINDS, Kind
from retrieval.question import MOST_TERMS, Question
from retrieval.ranking import MOST
from retrieval.segment import distinct
from retrieval.tokens import facet

BUDGET = 400  # passages touched for the question's own words, where there are many
_FEWEST = 250  # passages that may always be touched
_OTHER = 100  # passages touched besides for other words that mean the same
WEIGHED = BUDGET + _OTHER  # passages weighed one by one: the newest, where more would fit
_COMMON = 3_000  # of two words that are asked for together one stands in fewer passages
_ENOUGH = 20  # passages found, so that wider asking is not needed
TOGETHER = 3  # common words that are asked for together

_NEWEST = "SELECT rowid, weighed(words) FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?"
_by_score = operator.itemgetter(1)
Wanted = list[tuple[str, ...]]  # passages that hold all words of one of these


@dataclass(frozen=True)
class KeywordHit:
    chunk: int
    score: float  # greater is better


class Matcher:
    """Searches one keyword file for one viewer."""

    def __init__(self, counts: WordCounts, audiences: frozenset[str]) -> None:
        self.file = counts.file
        self.stemmer = counts.stemmer
        self.reach = counts.reach(audiences)
        self._counts = counts

    def search(
        self,
        asked: Question,
        *,
        kinds: Sequence[Kind] = KINDS,
        product: str | None = None,
        limit: int = 100,
        characters: bool = False,
    ) -> list[KeywordHit]:
        """The best passages within the audiences, best first; scores compare within one call."""
        if not self.reach.audiences:
            return []
        column = CHARACTERS if characters else TEXTS
        found: dict[int, float] = {}
        for wanted in filter(None, self._attempts(asked, column)):
            found = self._best(wanted, column, self._narrowed(kinds, product)) | found
            if len(found) >= _ENOUGH:
                break
        best = heapq.nlargest(limit, found.items(), key=_by_score)
        return [KeywordHit(chunk, score) for chunk, score in best]

    def _attempts(self, asked: Question, column: str) -> Iterator[Wanted]:
        """What to ask for, in turn until enough is found: usually any of the words.

        When even the rarest words are common, passages with all of them come first, then those
        with two: ranking everything that has one would take long and say little.
        """
        words = asked.characters if column == CHARACTERS else asked.words
        known = [(self.frequency(word, column), place, word) for place, word in enumerate(words)]
        rarest = [word for frequency, _, word in sorted(known) if frequency][:MOST_TERMS]
        terms = self._affordable(rarest, column)
        if len(terms) < TOGETHER <= len(rarest) or (not terms and len(rarest) > 1):
            yield [tuple(rarest[:TOGETHER])]
            pairs = itertools.combinations(rarest[:TOGETHER], 2)
            yield [two for two in pairs if self.frequency(two[0], column) <= _COMMON]
        if column == TEXTS:
            terms = terms + self._other_words(asked, rarest)
        if terms or rarest:
            yield [(term,) for term in terms or rarest[:1]]

    def _affordable(self, words: Sequence[str], column: str) -> list[str]:
        """The first of these words that can be ranked within the budget."""
        if self._budget >= self.reach.passages:
            return list(words)
        touched = itertools.accumulate(self.frequency(word, column) for word in words)
        return [word for word, sum_ in zip(words, touched, strict=True) if sum_ <= self._budget]

    @property
    def _budget(self) -> int:
        """How many passages may be touched.

        By what the viewer may read alone: whether there is more must not show in an answer.
        """
        return max(_FEWEST, min(self.reach.passages // 4, BUDGET))

    def _best(self, wanted: Wanted, column: str, facets: Sequence[str]) -> dict[int, float]:
        """The newest passages that hold what is wanted and one of the facets, if any.

        Many may hold the same of it; of those fewer are weighed.
        """
        words = " OR ".join(f"({' AND '.join(map(quoted, each))})" for each in wanted)
        narrowed = f"facet : ({' OR '.join(facets)})" if facets else ""
        within = [each for each in (self.reach.filter, narrowed) if each]
        sentence = " AND ".join([*within, f"{column} : ({words})"])
        self.file.weighing.use(self._weights(wanted, len(facets)))
        most = WEIGHED if len(wanted) > 1 else _FEWEST
        rows: Any = self.file.reader.execute(_NEWEST, (sentence, most))
        return dict(rows)

    def _weights(self, wanted: Wanted, facets: int) -> list[float]:
        """What each phrase of a sentence adds: the filters nothing, a word once what it tells."""
        filters = 0 if self.reach.everything else len(self.reach.audiences)
        weights = [0.0] * (filters + facets)
        seen: set[str] = set()
        for word in itertools.chain.from_iterable(wanted):
            weights.append(0.0 if word in seen else self.information(word))
            seen.add(word)
        return weights

    def _narrowed(self, kinds: Sequence[Kind], product: str | None) -> list[str]:
        """The facets of which every hit must have one; empty where any will do.

        What must not be is never said to the file: beside a NOT its functions see some of the
        words of a passage only.
        """
        if product:  # the kind is seen to when the passages are loaded
            return [quoted(facet("product", each)) for each in (product, "")]
        return [quoted(facet("kind", kind)) for kind in kinds] if {*kinds} != {*KINDS} else []

    def _other_words(self, asked: Question, terms: Sequence[str]) -> list[str]:
        """Other words for the question's, as far as they are rare enough to be worth asking."""
        offered = distinct(other for word in asked.words for other in asked.also.get(word, ()))
        fresh = [word for word in offered if word not in terms]
        known = sorted((self.frequency(word), place) for place, word in enumerate(fresh))
        rare = [(found, fresh[place]) for found, place in known if found]
        touched = itertools.accumulate(found for found, _ in rare)
        room = min(_OTHER, self._budget)
        return [word for (_, word), all_ in zip(rare, touched, strict=True) if all_ <= room]

    def coverage(
        self,
        asked: Question,
        *,
        kinds: Sequence[Kind] = KINDS,
        product: str | None = None,
        limit: int = 100,
    ) -> dict[int, float]:
        """By passage, how much of the question's information it holds, about 0..1, best first."""
        whole = MOST * sum(self.information(word) for word in asked.words)
        hits = self.search(asked, kinds=kinds, product=product, limit=limit)
        return {hit.chunk: hit.score / whole for hit in hits}

    def exact(self, asked: Question) -> list[int]:
        """The passages of the source whose number is the whole question, first one first."""
        if len(asked.handle) < 4 or not any(c.isdigit() for c in asked.handle):
            return []
        rows = self.file.reader.execute(
            "SELECT chunk.id, chunk.audiences FROM source JOIN chunk ON chunk.source=source.id"
            " WHERE handle=? ORDER BY chunk.position",
            (asked.handle,),
        )
        readable = self.reach.audiences
        return [chunk for chunk, readers in rows if not readable.isdisjoint(readers.split())]

    def frequency(self, word: str, column: str = TEXTS) -> int:
        """In how many passages within the audiences a word stands, as lately counted."""
        return self._counts.frequency(self.reach, word, column)

    def information(self, word: str) -> float:
        """How much a word tells those who read what this viewer reads."""
        return self._counts.information(self.reach, word)

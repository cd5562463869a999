"""Evidence: may what was found be relied on?

A question nobody wrote about also has a best hit. What tells them apart: how much of the
question's information the passage holds (its words, or other words for them, the rare ones
counting most), how much more alike the two are than unrelated texts, and how far that hit stands
out from the next ones. The weights were fitted on questions whose answer is on the shelf, the same
with the answer taken away, and questions about other things.
"""

import math
from collections.abc import Mapping, Sequence

from retrieval import similar
from retrieval.findings import Evidence
from retrieval.matching import Matcher
from retrieval.question import Question
from retrieval.segment import language_of

STRONG_FROM = 0.5
PARTIAL_FROM = 0.25
_NEXT = 10  # the rank that a hit's likeness is compared with

# (constant, share of information, likeness in spreads, lead over the tenth in spreads)
WEIGHTS = {
    "zh": (-5.862, 3.593, 0.390, 2.095),
    "en": (-5.135, 3.506, 0.305, 1.245),
    "across": (-3.510, 5.931, 0.255, 1.667),
}
WITHOUT_VECTORS = (-4.0, 5.6)


class Judge:
    """Judges the passages found for one question; `near` is the likeness by passage, if any."""

    def __init__(self, asked: Question, matcher: Matcher, near: Mapping[int, float]) -> None:
        self._asked = asked
        self._matcher = matcher
        self._near = near
        ranked = sorted(near.values(), reverse=True)
        self._next = ranked[min(_NEXT, len(ranked)) - 1] if ranked else 0.0
        self._worth = {word: matcher.information(word) for word in asked.words}
        stem = matcher.stem
        self._forms = {
            word: {stem(each) for each in (word, *asked.also.get(word, ()))} for word in asked.words
        }

    def coverage(self, text: str) -> float:
        """The share of the question's information that a text holds, 0..1."""
        total = sum(self._worth.values())
        if not total:
            return 0.0
        stem = self._matcher.stem
        held = {stem(word) for word in self._matcher.file.segmenter.words(text)}
        found = (worth for word, worth in self._worth.items() if self._forms[word] & held)
        return sum(found) / total

    def features(self, chunk: int, head: str, text: str) -> tuple[str, tuple[float, ...]]:
        """Which weights apply to a passage, and what they are multiplied with."""
        coverage = self.coverage(f"{head}\n{text}")
        if not self._near:
            return "", (1.0, coverage)
        likeness = self._near.get(chunk, min(self._near.values()))
        language = language_of(text)
        kind = language if language == self._asked.language else "across"
        return kind, (1.0, coverage, likeness, likeness - self._next)

    def chance(self, chunk: int, head: str, text: str) -> float:
        """The chance, 0..1, that this passage answers the question."""
        kind, values = self.features(chunk, head, text)
        weights = WEIGHTS[kind] if kind else WITHOUT_VECTORS
        return 1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, values, strict=True))))

    def alike(self, chunk: int, title: str, text: str) -> similar.Alike:
        """What a ticket's text has in common with the question."""
        coverage = self.coverage(f"{title}\n{text}")
        likeness = self._near.get(chunk, min(self._near.values())) if self._near else None
        language = language_of(text)
        return similar.Alike(coverage, likeness, language == self._asked.language)


def verdict(chances: Sequence[float]) -> Evidence:
    """What the best three hits' chances say together."""
    best = max(chances[:3], default=0.0)
    if best >= STRONG_FROM:
        return Evidence.STRONG
    return Evidence.PARTIAL if best >= PARTIAL_FROM else Evidence.NONE

"""Evidence: may what was found be relied on?

A question nobody wrote about also has a best hit. What tells them apart: how much of the
question's information the passage holds, counted in words and weighted by how rare they are, and
how much nearer the passage lies to the question than unrelated texts do.
"""

import math
from collections.abc import Sequence

from retrieval.findings import Evidence
from retrieval.matching import Matcher, Question

STRONG_FROM = 0.6
PARTIAL_FROM = 0.3


class Judge:
    """Judges the passages found for one question."""

    def __init__(self, asked: Question, matcher: Matcher, semantic: bool) -> None:
        self._asked = asked
        self._matcher = matcher
        self._semantic = semantic
        self._stems = {word: matcher.stemmer.stem(word) for word in asked.words}
        self._worth = {word: matcher.information(word) for word in asked.words}

    def features(self, title: str, label: str, text: str, cosine: float | None) -> list[float]:
        """What the chance is computed from."""
        stem = self._matcher.stemmer.stem
        held = {stem(word) for word in self._matcher.file.segmenter.words(f"{title}\n{label}\n{text}")}
        total = sum(self._worth.values())
        also = self._asked.also
        covered = sum(
            worth
            for word, worth in self._worth.items()
            if self._stems[word] in held or any(stem(other) in held for other in also.get(word, ()))
        )
        coverage = covered / total if total else 0.0
        return [coverage, cosine if cosine is not None else 0.78]

    def chance(self, title: str, label: str, text: str, cosine: float | None) -> float:
        """The chance, 0..1, that this passage answers the question."""
        coverage, near = self.features(title, label, text, cosine)
        return 1 / (1 + math.exp(-(6 * (coverage - 0.5) + 40 * (near - 0.83))))


def verdict(chances: Sequence[float]) -> Evidence:
    best = max(chances[:3], default=0.0)
    if best >= STRONG_FROM:
        return Evidence.STRONG
    return Evidence.PARTIAL if best >= PARTIAL_FROM else Evidence.NONE

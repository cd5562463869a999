"""Evidence: may what was found be relied on?

A question nobody wrote about also has a best hit. What tells them apart: how much of the
question's information the passage holds (its words, or other words for them, the rare ones
counting most), how much more alike the two are than unrelated texts, and how far that hit stands
out from the next ones. The weights were fitted on questions whose answer is on the shelf, the same
with the answer taken away, and questions about other things.
"""

from collections.abc import Sequence

from retrieval import similar
from retrieval.candidates import Candidate
from retrieval.findings import Evidence
from retrieval.matching import Matcher
from retrieval.nearness import Nearness
from retrieval.question import Question
from retrieval.reading import Reading

STRONG_FROM = 0.5
PARTIAL_FROM = 0.25
_NEXT = 10  # the rank that a hit's likeness is compared with

# Fitted by `python -m evals.bench evidence`:
# (constant, share of information, likeness in spreads, lead over the tenth in spreads)
WEIGHTS = {
    "zh": (-6.423, 4.959, 0.371, 2.107),
    "en": (-6.422, 3.725, 0.314, 1.636),
    "across": (-4.231, 1.141, 0.235, 2.498),
    "rule": (-6.014, 3.044, 0.045, 3.118),  # by `python -m evals.bench rules`
}
WITHOUT_VECTORS = (-4.0, 5.6)


class Judge:
    """Judges the passages found for one question; `near` is empty without vectors."""

    def __init__(self, asked: Question, matcher: Matcher, near: Nearness) -> None:
        self.asked = asked
        self._language = asked.language
        self._near = near.by_passage
        ranked = near.crowd
        self._next = ranked[min(_NEXT, len(ranked)) - 1] if ranked else 0.0
        self._least = ranked[-1] if ranked else 0.0
        self._worth = {word: matcher.information(word) for word in asked.words}
        self._whole = sum(self._worth.values())
        self.reading = Reading(asked, matcher.stemmer)

    def coverage(self, *texts: str) -> float:
        """The share of the question's information that texts hold together, 0..1."""
        if not self._whole:
            return 0.0
        held: set[str] = set().union(*map(self.reading.held, texts))
        return sum(worth for word, worth in self._worth.items() if word in held) / self._whole

    def features(self, each: Candidate) -> tuple[str, tuple[float, ...]]:
        """Which weights apply to a passage, and what they are multiplied with."""
        coverage = self.coverage(f"{each.number} {each.title} {each.label}", each.text)
        if not self._near:
            return "", (1.0, coverage)
        likeness = self._near.get(each.chunk, self._least)
        kind = each.language if each.language == self._language else "across"
        if each.kind == "rule":
            kind = "rule"
        return kind, (1.0, coverage, likeness, likeness - self._next)

    def chance(self, each: Candidate) -> float:
        """The chance, 0..1, that this passage answers the question."""
        kind, values = self.features(each)
        return similar.logistic(WEIGHTS[kind] if kind else WITHOUT_VECTORS, values)

    def alike(self, each: Candidate) -> similar.Alike:
        """What a ticket's text has in common with the question."""
        likeness = self._near.get(each.chunk, self._least) if self._near else None
        return similar.Alike(
            self.coverage(each.title, each.text),
            self._whole,
            likeness,
            each.language == self._language,
        )


def verdict(chances: Sequence[float]) -> Evidence:
    """What the best three hits' chances say together."""
    best = max(chances[:3], default=0.0)
    if best >= STRONG_FROM:
        return Evidence.STRONG
    return Evidence.PARTIAL if best >= PARTIAL_FROM else Evidence.NONE

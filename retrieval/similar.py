"""Tickets like one described, and how likely it is the same trouble.

The per cents are calibrated chances, not raw scores: of the tickets shown with 70 %, about seven
in ten are the same trouble; of the categories suggested with 70 %, about seven in ten are right.
The weights are fitted, and the calibration measured on tickets not fitted on, by
`python -m evals.bench calibration`.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.findings import CategorySuggestion

# (constant, share of the text's information held, its square, the information's logarithm,
# likeness in spreads)
WEIGHTS = {"same": (-4.61, -2.42, 6.46, 0.32, 0.52), "across": (-4.35, 1.47, 2.40, 0.49, 0.12)}
WITHOUT_VECTORS = (-2.29, -2.43, 7.19, 0.18)
# (constant, log-odds of the share of the votes, log-odds of the likeliest neighbour's chance)
CATEGORY = (1.42, 1.54, 0.41)
SAME_PRODUCT = 1.0  # joins the order, not the per cent: the same trouble on the same model first
SAME_CATEGORY = 1.5
NEIGHBOURS = 25  # tickets that have a say in a suggestion
_SURE = 0.02  # a share or chance nearer to 0 or 1 says no more than this


@dataclass(frozen=True)
class Alike:
    """What a ticket has in common with a text; `likeness` is None where no vector was compared."""

    coverage: float  # the share of the text's information that the ticket holds, 0..1
    information: float  # how much the text says: two words are held more easily than twenty
    likeness: float | None  # in spreads above unrelated texts
    one_language: bool

    @property
    def kind(self) -> str:
        """Which weights apply."""
        if self.likeness is None:
            return ""
        return "same" if self.one_language else "across"

    @property
    def features(self) -> tuple[float, ...]:
        near = () if self.likeness is None else (self.likeness,)
        return (1.0, self.coverage, self.coverage**2, math.log(max(self.information, 1.0)), *near)

    @property
    def chance(self) -> float:
        """The chance, 0..1, that both are about the same trouble."""
        return logistic(WEIGHTS[self.kind] if self.kind else WITHOUT_VECTORS, self.features)


@dataclass(frozen=True)
class Vote:
    """How much speaks for a category: its share of the votes, and its likeliest neighbour."""

    category: str
    share: float
    best: float

    @property
    def features(self) -> tuple[float, ...]:
        return (1.0, log_odds(self.share), log_odds(self.best))


def logistic(weights: Sequence[float], features: Sequence[float]) -> float:
    total = sum(weight * value for weight, value in zip(weights, features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def log_odds(chance: float) -> float:
    held = min(max(chance, _SURE), 1 - _SURE)
    return math.log(held / (1 - held))


def per_cent(value: float) -> int:
    return max(0, min(99, round(100 * value)))


def votes(neighbours: Sequence[tuple[str, float]]) -> list[Vote]:
    """What speaks for each category, most first; `neighbours` are (category, chance)."""
    weight: dict[str, float] = defaultdict(float)
    best: dict[str, float] = defaultdict(float)
    for category, chance in neighbours:
        weight[category] += chance**2
        best[category] = max(best[category], chance)
    total = sum(weight.values())
    ranked = sorted(weight, key=lambda name: (-weight[name], name))
    return [Vote(name, weight[name] / total, best[name]) for name in ranked if total]


def suggested(neighbours: Sequence[tuple[str, float]], limit: int) -> list[CategorySuggestion]:
    """The likeliest categories by the tickets most alike, with how often such a one is right."""
    return [
        CategorySuggestion(vote.category, per_cent(logistic(CATEGORY, vote.features)))
        for vote in votes(neighbours)[:limit]
    ]

"""Tickets like one described, and how likely it is the same trouble.

The per cent is a calibrated chance, not a raw score: fitted on pairs of tickets with the same and
with other symptoms, in the same and in two languages.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from retrieval.findings import CategorySuggestion

# (constant, share of the text's information held, likeness in spreads)
WEIGHTS = {"same": (-4.52, 6.38, 0.29), "across": (-3.6, 6.5, 0.15)}
WITHOUT_VECTORS = (-3.82, 6.91)
SAME_PRODUCT = 1.0  # joins the order, not the per cent: the same trouble on the same model first
SAME_CATEGORY = 1.5
NEIGHBOURS = 25  # tickets that have a say in a suggestion


def chance(coverage: float, likeness: float | None, *, one_language: bool) -> float:
    """The chance, 0..1, that two tickets are about the same trouble."""
    if likeness is None:
        total = WITHOUT_VECTORS[0] + WITHOUT_VECTORS[1] * coverage
    else:
        constant, held, near = WEIGHTS["same" if one_language else "across"]
        total = constant + held * coverage + near * likeness
    return 1 / (1 + math.exp(-total))


def per_cent(value: float) -> int:
    return max(0, min(99, round(100 * value)))


def suggested(neighbours: Sequence[tuple[str, float]], limit: int) -> list[CategorySuggestion]:
    """The categories of the tickets most alike; `neighbours` are (category, chance), best first.

    Each neighbour votes with its chance; confidence is the share of the votes, held down when
    even the best neighbour is unlikely to be the same trouble.
    """
    votes: Mapping[str, float] = defaultdict(float)
    for category, value in neighbours:
        votes[category] += value**2  # type: ignore[index]
    total = sum(votes.values())
    if not total:
        return []
    sure = max(value for _, value in neighbours)
    ranked = sorted(votes.items(), key=lambda each: (-each[1], each[0]))[:limit]
    return [CategorySuggestion(name, per_cent(sure * vote / total)) for name, vote in ranked]

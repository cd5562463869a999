"""Fusion: one order out of two, keywords and vectors.

Both scores are put on absolute scales first: keywords as the share of the question's information
that a passage holds, vectors as the distance from what unrelated texts reach. So a leg that found
nothing of worth weighs nothing by itself, in whichever language the question is.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Weights:
    """How much the keyword leg says against the vector leg's 1."""

    keyword: float


# Fitted on the retrieval sets (`python -m evals.bench retrieval`): more for keywords hurts
# questions in other words than their answers, less hurts questions for an exact name.
SEARCH = {"zh": Weights(keyword=4.0), "en": Weights(keyword=8.0)}
SIMILAR = Weights(keyword=4.0)


def fuse(
    keyword: Mapping[int, float],
    vector: Mapping[int, float],
    weights: Weights,
) -> list[tuple[int, float]]:
    """Passages with their joint score, best first.

    `keyword` gives coverage 0..1 by passage, `vector` likeness in spreads. A passage that one leg
    did not return gets that leg's lowest value: it cannot have had more.
    """
    low_keyword = min(keyword.values(), default=0.0) if len(keyword) >= 100 else 0.0
    low_vector = min(vector.values(), default=0.0)
    scored = []
    for chunk in dict.fromkeys([*keyword, *vector]):
        near = vector.get(chunk, low_vector)
        held = keyword.get(chunk, low_keyword)
        scored.append((chunk, near + weights.keyword * held))
    scored.sort(key=lambda each: -each[1])
    return scored

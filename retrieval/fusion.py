"""Fusion: one order out of two, keywords and vectors.

Both scores are put on absolute scales first: keywords as the share of the question's information
that a passage holds, vectors as the distance from what unrelated texts reach. So a leg that found
nothing of worth weighs nothing by itself, in whichever language the question is. Words shared
across languages (a number, a name) say less than words of one language. What a leg puts first is
lifted, so that the other's middling hits do not push it out of sight.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

_LEADERS = 10  # of each leg that are lifted


@dataclass(frozen=True)
class Weights:
    """What counts beside the vector leg's spreads.

    `keyword` for all of the question's information, `across` for it in a passage of the other
    language; above a `power` of 1 a small share counts for even less. `lead` is added to a leg's
    first hit (its second gets half of it, its third a third).
    """

    keyword: float
    across: float
    power: float = 1.0
    lead: float = 0.0


# Fitted by `python -m evals.bench fusion`: on one half of the questions, measured on the other.
SEARCH = {
    "zh": Weights(keyword=4.0, across=4.0),
    "en": Weights(keyword=8.0, across=8.0),
}
SIMILAR = Weights(keyword=4.0, across=4.0)


def fuse(
    keyword: Mapping[int, float],
    vector: Mapping[int, float],
    weights: Weights,
    foreign: Collection[int] = (),
) -> list[tuple[int, float]]:
    """Passages with their joint score, best first.

    `keyword` gives coverage 0..1 by passage, `vector` likeness in spreads, both best first;
    `foreign` are the passages in another language than the question. A passage that one leg did
    not return gets that leg's lowest value: it cannot have had more.
    """
    low_keyword = min(keyword.values(), default=0.0) if len(keyword) >= 100 else 0.0
    low_vector = min(vector.values(), default=0.0)
    scores = {}
    for chunk in dict.fromkeys([*keyword, *vector]):
        weight = weights.across if chunk in foreign else weights.keyword
        held = keyword.get(chunk, low_keyword) ** weights.power
        scores[chunk] = vector.get(chunk, low_vector) + weight * held
    own_words = [chunk for chunk in list(keyword)[:_LEADERS] if chunk not in foreign]
    for leg in (own_words, list(vector)[:_LEADERS]):
        for place, chunk in enumerate(leg, 1):
            scores[chunk] += weights.lead / place
    return sorted(scores.items(), key=lambda each: -each[1])

"""Fusion: one order out of two, keywords and vectors.

Both scores are put on absolute scales first: keywords as the share of the question's information
that a passage holds, vectors as the distance from what unrelated texts reach. So a leg that found
nothing of worth weighs nothing by itself, in whichever language the question is. A passage in the
other language can share hardly a word with the question: it gets no less than what words would
usually have given it. Where it does share them, as people mix languages, they count as anywhere.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Weights:
    """What counts beside the vector leg's spreads.

    `keyword` for all of the question's information, as far as more than the share `floor` of it
    is held: so much is met by chance. In a passage of the other language no less than `lift`, and
    `across` for all of the information.
    """

    keyword: float
    floor: float = 0.0
    across: float = 0.0
    lift: float = 0.0


# Fitted by `python -m evals.bench fusion`, which also tells what weights are worth on questions and
# on sets they were not fitted on.
SEARCH = {
    "zh": Weights(keyword=6.0, floor=0.05, across=2.0, lift=0.8),
    "en": Weights(keyword=12.0, floor=0.05, across=0.0, lift=1.6),
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
    if not vector:
        return list(keyword.items())
    low_keyword = min(keyword.values(), default=0.0) if len(keyword) >= 100 else 0.0
    low_vector = min(vector.values())
    scores = {}
    for chunk in dict.fromkeys([*keyword, *vector]):
        held = keyword.get(chunk, low_keyword)
        said = weights.keyword * max(0.0, held - weights.floor)
        if chunk in foreign:
            said = max(said, weights.lift + weights.across * held)
        scores[chunk] = vector.get(chunk, low_vector) + said
    return sorted(scores.items(), key=lambda each: -each[1])

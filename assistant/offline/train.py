"""Makes the classifier's weights from the phrases: `python -m assistant.offline.train`."""

import gzip
import json
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.offline.card_words import CARD_WEIGHTS, CardAct
from assistant.offline.features import features, features_behind, tokens_of, words_of
from assistant.offline.grammar import (
    Phrase,
    fillers,
    fingerprint,
    lines_of,
    mask,
    said_to_cards,
)
from assistant.offline.intents import (
    ELSEWHERE,
    OUT_OF_SCOPE,
    SYMPTOM,
    WEIGHTS,
    Classifier,
    read,
    signs_of,
)
from tools.tool import discover

_ROUNDS = 14
_RATE = 0.5
_SHRINK = 2e-6
_UNHEARD = 0.45  # of what a message says, each time it is learnt from
_STEPS = 16  # up to the greatest weight; what is under half of one is left out
_RAREST = 2  # lines a feature must stand in
_HEAT = 1.0
_SMALL_ERROR = 2e-3
_BESIDE = 0.02  # of the phrases that have nothing to do with a card
Example = tuple[list[tuple[str, float]], int]
Matrix = npt.NDArray[np.float64]
Row = npt.NDArray[np.float64]
Vector = tuple[npt.NDArray[np.intp], Matrix]


def main() -> None:
    tools = discover()
    lines = lines_of(tools)
    _keep(WEIGHTS, lines, fingerprint(tools))
    _keep(CARD_WEIGHTS, [*said_to_cards(), *_beside_the_card(lines)], fingerprint(tools))


def _keep(where: Path, lines: Sequence[Phrase], trained_on: str) -> None:
    packed = pack(lines, trained_on)
    where.write_bytes(packed)
    sys.stdout.write(f"{len(lines)} phrases, {len(packed)} bytes: {where.name}\n")


def _beside_the_card(lines: Sequence[Phrase]) -> list[Phrase]:
    """Some of what is asked anywhere: said while a card waits, it is not about the card."""
    asked = (each for each in lines if not each.after and each.name != SYMPTOM)
    # Each by its own dice: other phrases in the files change nothing about it.
    chosen = (each for each in asked if random.Random(each.text).random() < _BESIDE)  # noqa: S311
    return [Phrase(CardAct.ELSEWHERE, each.text, each.line) for each in chosen]


def fit(lines: Sequence[Phrase]) -> Classifier:
    """The classifier that these phrases make."""
    return read(pack(lines, ""))


def pack(lines: Sequence[Phrase], trained_on: str) -> bytes:
    """The weights for these phrases, as they are shipped.

    What stands by itself is learnt first and stays as it is; what is said behind something shown
    learns only what that adds.
    """
    classes = sorted({each.name for each in lines})
    alone = [each for each in lines if not each.after]
    sources = _sources(alone)
    known = {word for word, where in sources.items() if len(where) > 1}
    behind = [each for each in lines if each.after]
    first = _fit([_seen(each, sources) for each in alone], alone, classes)
    said = [_seen(each, sources) for each in behind]
    more = _fit(
        [features_behind(each.text, each.after) for each in behind],
        behind,
        classes,
        [first.sums(found, len(classes)) for found in said],
    )
    step = max(abs(w) for row in first.weights.values() for w in row) / _STEPS
    stored = {
        "trained_on": trained_on,
        "classes": classes,
        "known": sorted(known),
        "step": step,
        "heat": _HEAT,
        "features": [*first.packed(step), *more.packed(step)],
    }
    return gzip.compress(json.dumps(stored, ensure_ascii=False).encode(), 9, mtime=0)


@dataclass(frozen=True)
class Fitted:
    """Weights as they were learnt, in full, and how rare their features are."""

    weights: Mapping[str, Sequence[float]]
    rarity: Mapping[str, float]

    def sums(self, found: Sequence[str], count: int) -> Row:
        """What these features say for each of `count` classes."""
        sums = np.zeros(count)
        for feature, size in _vector(found, self.rarity):
            sums += np.array(self.weights[feature]) * size
        return sums

    def packed(self, step: float) -> list[str]:
        """A line for each feature that says something, with its weights in steps."""
        lines = []
        for feature, row in sorted(self.weights.items()):
            steps = [(place, round(weight / step)) for place, weight in enumerate(row)]
            if said := [each for each in steps if each[1]]:
                lines.append(f"{feature}\t{signs_of(self.rarity[feature], said)}")
        return lines


def _fit(
    seen: Sequence[list[str]],
    lines: Sequence[Phrase],
    classes: Sequence[str],
    told: Sequence[Row] | None = None,
) -> Fitted:
    """The weights for the features `seen` of these lines, beside what is `told` of each already."""
    rarity = _rarity(seen, lines)
    examples = [
        (_vector(found, rarity), classes.index(each.name))
        for found, each in zip(seen, lines, strict=True)
    ]
    return Fitted(_train(examples, len(classes), told), rarity)


def _sources(lines: Sequence[Phrase]) -> dict[str, set[str]]:
    """For every word of our business, the lines it stands in."""
    sources: dict[str, set[str]] = defaultdict(set)
    for each in lines:
        if each.name not in (OUT_OF_SCOPE, ELSEWHERE):
            for word in words_of(tokens_of(each.text)):
                sources[word].add(each.line)
    for filler in fillers():
        for word in words_of(tokens_of(mask(filler))):
            sources[word] |= {filler, "and the line it fills"}
    return sources


def _seen(phrase: Phrase, sources: dict[str, set[str]]) -> list[str]:
    """A phrase's features as if its line were not there to make its own words known."""
    words = words_of(tokens_of(phrase.text))
    known = {word for word in words if len(sources.get(word, set()) - {phrase.line}) > 0}
    return features(phrase.text, known)


def _rarity(seen: Sequence[list[str]], lines: Sequence[Phrase]) -> dict[str, float]:
    """How rare each feature is, where it stands in more than one line."""
    counts = Counter(feature for found in seen for feature in found)
    where: dict[str, set[str]] = defaultdict(set)
    for found, each in zip(seen, lines, strict=True):
        for feature in found:
            if len(where[feature]) < _RAREST:
                where[feature].add(each.line)
    return {
        feature: round(8 * math.log(1 + len(seen) / count)) / 8
        for feature, count in counts.items()
        if len(where[feature]) >= _RAREST
    }


def _vector(found: Sequence[str], rarity: Mapping[str, float]) -> list[tuple[str, float]]:
    sizes = [(each, rarity[each]) for each in found if each in rarity]
    length = math.sqrt(sum(size * size for _, size in sizes)) or 1.0
    return [(each, size / length) for each, size in sizes]


def _train(
    examples: list[Example], count: int, told: Sequence[Row] | None = None
) -> dict[str, list[float]]:
    """Softmax regression by stochastic gradient descent with AdaGrad, classes weighed alike."""
    names = sorted({feature for vector, _ in examples for feature, _ in vector})
    rows = {name: row for row, name in enumerate(names)}
    vectors = [_as_arrays(vector, rows) for vector, _ in examples]
    weights = np.zeros((len(names), count))
    slopes = np.full((len(names), count), 1e-6)
    often = Counter(place for _, place in examples)
    mean = len(examples) / max(1, len(often))
    worth = [min(3.0, math.sqrt(mean / max(1, often[place]))) for place in range(count)]
    never = np.array([0.0 if place in often else -np.inf for place in range(count)])
    known = told if told is not None else [never] * len(examples)
    dice = random.Random(1)  # noqa: S311 - the same order every time, no secret
    mask = np.random.default_rng(1)
    order = list(range(len(examples)))
    for _ in range(_ROUNDS):
        dice.shuffle(order)
        for number in order:
            right = examples[number][1]
            seen = _part_of(vectors[number], mask)
            _learn(weights, slopes, seen, known[number], right, worth[right])
    return {name: weights[row].tolist() for name, row in rows.items()}


def _as_arrays(vector: Sequence[tuple[str, float]], rows: Mapping[str, int]) -> Vector:
    """The rows of a message's features, and their sizes as a column."""
    where = np.array([rows[feature] for feature, _ in vector], dtype=np.intp)
    return where, np.array([[size] for _, size in vector])


def _part_of(vector: Vector, mask: np.random.Generator) -> Vector:
    """A message as if some of what it says were unheard: others say the same in other words."""
    where, sizes = vector
    kept = mask.random(len(where)) >= _UNHEARD
    if not kept.any():
        return vector
    sizes = sizes[kept]
    return where[kept], sizes / np.sqrt((sizes * sizes).sum())


def _learn(
    weights: Matrix, slopes: Matrix, vector: Vector, told: Row, right: int, worth: float
) -> None:
    where, sizes = vector
    held = weights[where]
    sums = (held * sizes).sum(axis=0) + told
    odds = np.exp(sums - sums.max())
    errors = odds / odds.sum()
    errors[right] -= 1
    errors *= worth
    errors[abs(errors) <= _SMALL_ERROR] = 0  # a row learns nothing of classes that are far off
    gradients = np.where(errors, sizes * errors + _SHRINK * held, 0)
    steep = slopes[where] + gradients * gradients
    slopes[where] = steep
    weights[where] = held - _RATE * gradients / np.sqrt(steep)


if __name__ == "__main__":
    main()

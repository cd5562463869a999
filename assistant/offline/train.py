"""Makes the classifier's weights from the phrases: `python -m assistant.offline.train`."""

import gzip
import json
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from assistant.offline.features import features, tokens_of, words_of
from assistant.offline.grammar import Phrase, fillers, fingerprint, lines_of, mask
from assistant.offline.intents import ELSEWHERE, OUT_OF_SCOPE, WEIGHTS, Classifier, read
from tools.tool import discover

_ROUNDS = 14
_RATE = 0.5
_SHRINK = 2e-6
_KEPT = 155_000  # of the weights, the greatest: the file stays small however many phrases
_STEPS = 60
_RAREST = 2  # lines a feature must stand in
_HEAT = 1.0
_SMALL_ERROR = 2e-3
Example = tuple[list[tuple[str, float]], int]
Matrix = npt.NDArray[np.float64]
Vector = tuple[npt.NDArray[np.intp], Matrix]


def main() -> None:
    tools = discover()
    lines = lines_of(tools)
    packed = pack(lines, fingerprint(tools))
    WEIGHTS.write_bytes(packed)
    sys.stdout.write(f"{len(lines)} phrases, {len(packed)} bytes: {WEIGHTS.name}\n")


def fit(lines: Sequence[Phrase]) -> Classifier:
    """The classifier that these phrases make."""
    return read(pack(lines, ""))


def pack(lines: Sequence[Phrase], trained_on: str) -> bytes:
    """The weights for these phrases, as they are shipped."""
    classes = sorted({each.name for each in lines})
    sources = _sources(lines)
    known = {word for word, where in sources.items() if len(where) > 1}
    seen = [(_seen(each, sources), classes.index(each.name)) for each in lines]
    rarity = _rarity(seen, lines)
    examples = [(_vector(found, rarity), place) for found, place in seen]
    weights = _train(examples, len(classes))
    sizes = sorted((abs(w) for row in weights.values() for w in row), reverse=True)
    step = sizes[0] / _STEPS
    smallest = max(step / 2, sizes[min(_KEPT, len(sizes)) - 1])
    kept = []
    for feature, row in sorted(weights.items()):
        pairs = [(p, round(w / step)) for p, w in enumerate(row) if abs(w) > smallest]
        if pairs:
            signs = "".join(chr(48 + p) + chr(0xC0 + w) for p, w in pairs)
            kept.append(f"{feature}\t{chr(48 + round(rarity[feature] * 8))}{signs}")
    stored = {
        "trained_on": trained_on,
        "classes": classes,
        "known": sorted(known),
        "step": step,
        "heat": _HEAT,
        "features": kept,
    }
    return gzip.compress(json.dumps(stored, ensure_ascii=False).encode(), 9, mtime=0)


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


def _rarity(seen: Sequence[tuple[list[str], int]], lines: Sequence[Phrase]) -> dict[str, float]:
    """How rare each feature is, where it stands in more than one line."""
    counts = Counter(feature for found, _ in seen for feature in found)
    where: dict[str, set[str]] = defaultdict(set)
    for (found, _), each in zip(seen, lines, strict=True):
        for feature in found:
            if len(where[feature]) < _RAREST:
                where[feature].add(each.line)
    return {
        feature: round(8 * math.log(1 + len(seen) / count)) / 8
        for feature, count in counts.items()
        if len(where[feature]) >= _RAREST
    }


def _vector(found: Sequence[str], rarity: dict[str, float]) -> list[tuple[str, float]]:
    sizes = [(each, rarity[each]) for each in found if each in rarity]
    length = math.sqrt(sum(size * size for _, size in sizes)) or 1.0
    return [(each, size / length) for each, size in sizes]


def _train(examples: list[Example], count: int) -> dict[str, list[float]]:
    """Softmax regression by stochastic gradient descent with AdaGrad, classes weighed alike."""
    names = sorted({feature for vector, _ in examples for feature, _ in vector})
    rows = {name: row for row, name in enumerate(names)}
    vectors = [_as_arrays(vector, rows) for vector, _ in examples]
    weights = np.zeros((len(names), count))
    slopes = np.full((len(names), count), 1e-6)
    often = Counter(place for _, place in examples)
    mean = len(examples) / count
    worth = [min(3.0, math.sqrt(mean / often[place])) for place in range(count)]
    dice = random.Random(1)  # noqa: S311 - the same order every time, no secret
    order = list(range(len(examples)))
    for _ in range(_ROUNDS):
        dice.shuffle(order)
        for number in order:
            right = examples[number][1]
            _learn(weights, slopes, vectors[number], right, worth[right])
    return {name: weights[row].tolist() for name, row in rows.items()}


def _as_arrays(vector: Sequence[tuple[str, float]], rows: Mapping[str, int]) -> Vector:
    """The rows of a message's features, and their sizes as a column."""
    where = np.array([rows[feature] for feature, _ in vector], dtype=np.intp)
    return where, np.array([[size] for _, size in vector])


def _learn(weights: Matrix, slopes: Matrix, vector: Vector, right: int, worth: float) -> None:
    where, sizes = vector
    held = weights[where]
    sums = (held * sizes).sum(axis=0)
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

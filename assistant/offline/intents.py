"""What a message wants: a small softmax classifier, its weights trained from phrases."""

import gzip
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.offline.features import features, features_behind

WEIGHTS = Path(__file__).with_name("weights.json.gz")

GREETING, THANKS, HELP = "greeting", "thanks", "help"
SYMPTOM = "symptom"  # a fault described, nothing asked
OUT_OF_SCOPE = "out_of_scope"
ELSEWHERE = "elsewhere"  # the firm's business, but no tool's: exports, addresses, passwords
GO_ON = "go_on"  # what was asked last, with other, more or fewer conditions
MORE = "more"  # the advice was tried, or there should be more of it
WHY = "why"  # the reason behind a figure, what an answer rests on
DETAIL = "detail"  # more of what a card is about to write down
SMALL_TALK = frozenset({GREETING, THANKS, HELP})
FURTHER = frozenset({GO_ON, MORE, WHY, DETAIL})  # has a meaning only behind something shown
NO_TOOL = SMALL_TALK | FURTHER | {SYMPTOM, OUT_OF_SCOPE, ELSEWHERE}
_NOUGHT, _NO_WEIGHT = 48, 0xC0  # signs that stand for nought, of places and rarities, of weights
_EIGHTHS = 8  # of a rarity


def signs_of(rarity: float, weights: Iterable[tuple[int, int]]) -> str:
    """How a feature is stored: its rarity, then pairs of a class's place and its weight."""
    pairs = (chr(_NOUGHT + place) + chr(_NO_WEIGHT + steps) for place, steps in weights)
    return chr(_NOUGHT + round(rarity * _EIGHTHS)) + "".join(pairs)


@dataclass(frozen=True)
class Classifier:
    """`weights[feature]` is as it is stored: a sign for its rarity, then two for each class that it
    speaks of, the class's place and its weight in steps of `step`.
    """

    classes: tuple[str, ...]
    weights: Mapping[str, str]
    known: frozenset[str]
    step: float
    heat: float

    def scores(self, masked: str, after: str = "") -> dict[str, float]:
        """A probability for every class, likeliest first; `after` is the tool used before."""
        sums = self._weighed(features(masked, self.known))
        if after:
            behind = self._weighed(features_behind(masked, after))
            sums = [one + other for one, other in zip(sums, behind, strict=True)]
        highest = max(sums)
        odds = [
            math.exp((each - highest) * self.heat) if after or name not in FURTHER else 0.0
            for name, each in zip(self.classes, sums, strict=True)
        ]
        total = sum(odds)
        pairs = zip(self.classes, (each / total for each in odds), strict=True)
        return dict(sorted(pairs, key=lambda pair: -pair[1]))

    def _weighed(self, found: Iterable[str]) -> list[float]:
        """What the known ones of these features say for each class, however many they are."""
        sums = [0.0] * len(self.classes)
        length = 0.0
        for feature in found:
            signs = self.weights.get(feature)
            if signs is None:
                continue
            size = (ord(signs[0]) - _NOUGHT) / _EIGHTHS
            length += size * size
            for place, weight in zip(signs[1::2], signs[2::2], strict=True):
                sums[ord(place) - _NOUGHT] += (ord(weight) - _NO_WEIGHT) * size
        scale = self.step / math.sqrt(length or 1.0)
        return [each * scale for each in sums]


@lru_cache(maxsize=1)
def classifier() -> Classifier:
    """The shipped classifier, read on first use.

    Raises FileNotFoundError where the weights were never trained (`-m assistant.offline.train`).
    """
    return read(WEIGHTS.read_bytes())


def read(packed: bytes) -> Classifier:
    """A classifier from its packed form: a line is a feature, a tab, and its signs."""
    stored = json.loads(gzip.decompress(packed))
    return Classifier(
        tuple(stored["classes"]),
        dict(line.rsplit("\t", 1) for line in stored["features"]),
        frozenset(stored["known"]),
        stored["step"],
        stored["heat"],
    )


def trained_on() -> str:
    """The hash of the phrases that the shipped weights come from."""
    return str(json.loads(gzip.decompress(WEIGHTS.read_bytes()))["trained_on"])

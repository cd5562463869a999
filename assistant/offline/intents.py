"""What a message wants: a small softmax classifier, its weights trained from phrases."""

import gzip
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.offline.features import features

WEIGHTS = Path(__file__).with_name("weights.json.gz")

GREETING, THANKS, HELP = "greeting", "thanks", "help"
SYMPTOM = "symptom"  # a fault described, nothing asked
OUT_OF_SCOPE = "out_of_scope"
ELSEWHERE = "elsewhere"  # the firm's business, but no tool's: exports, addresses, passwords
SMALL_TALK = frozenset({GREETING, THANKS, HELP})
NO_TOOL = SMALL_TALK | {SYMPTOM, OUT_OF_SCOPE, ELSEWHERE}


@dataclass(frozen=True)
class Classifier:
    """`weights[feature]` holds pairs of a class's place and its weight in steps of `step`."""

    classes: tuple[str, ...]
    weights: Mapping[str, tuple[tuple[int, int], ...]]
    rarity: Mapping[str, int]
    known: frozenset[str]
    step: float
    heat: float

    def scores(self, masked: str) -> dict[str, float]:
        """A probability for every class, likeliest first."""
        sums = [0.0] * len(self.classes)
        length = 0.0
        for feature in features(masked, self.known):
            known = self.weights.get(feature)
            if known is None:
                continue
            size = self.rarity[feature] / 8
            length += size * size
            for place, weight in known:
                sums[place] += weight * size
        scale = self.step / math.sqrt(length or 1.0) * self.heat
        highest = max(sums)
        odds = [math.exp((each - highest) * scale) for each in sums]
        total = sum(odds)
        pairs = zip(self.classes, (each / total for each in odds), strict=True)
        return dict(sorted(pairs, key=lambda pair: -pair[1]))


@lru_cache(maxsize=1)
def classifier() -> Classifier:
    """The shipped classifier, read on first use.

    Raises FileNotFoundError where the weights were never trained (`-m assistant.offline.train`).
    """
    return read(WEIGHTS.read_bytes())


def read(packed: bytes) -> Classifier:
    """A classifier from its packed form: a line is a feature, a tab, its rarity, then pairs."""
    stored = json.loads(gzip.decompress(packed))
    weights: dict[str, tuple[tuple[int, int], ...]] = {}
    rarity: dict[str, int] = {}
    for line in stored["features"]:
        feature, signs = line.rsplit("\t", 1)
        rarity[feature] = ord(signs[0]) - 48
        weights[feature] = tuple(
            (ord(place) - 48, ord(weight) - 0xC0)
            for place, weight in zip(signs[1::2], signs[2::2], strict=True)
        )
    return Classifier(
        tuple(stored["classes"]),
        weights,
        rarity,
        frozenset(stored["known"]),
        stored["step"],
        stored["heat"],
    )


def trained_on() -> str:
    """The hash of the phrases that the shipped weights come from."""
    return str(json.loads(gzip.decompress(WEIGHTS.read_bytes()))["trained_on"])

"""Words of everyday talk and of the trade: what is one of them is hardly somebody's name."""

import re
from functools import lru_cache
from pathlib import Path

from assistant.offline.features import SMALL_WORDS, stem
from assistant.offline.intents import classifier

_NAMES = Path(__file__).with_name("phrases") / "names.txt"
_NAMES_OF = frozenset({"dealer", "customer", "person", "name"})
_LATIN = re.compile(r"[a-z]+")


def is_ordinary(said: str) -> bool:
    """Whether one of the Latin words in `said` is a word like any other."""
    return any(
        each in SMALL_WORDS or (stem(each) in classifier().known and each not in _only_names())
        for each in _LATIN.findall(said.lower())
    )


@lru_cache(maxsize=1)
def _only_names() -> frozenset[str]:
    """Single words that the training phrases call people and firms by: known, and yet no words."""
    found: set[str] = set()
    for line in _NAMES.read_text(encoding="utf-8").splitlines():
        kind, _, names = line.partition(":")
        if kind.strip() in _NAMES_OF:
            found |= {each.strip() for each in names.split(",")}
    return frozenset(each.lower() for each in found if each.isalpha() and each.isascii())

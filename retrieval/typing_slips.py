"""Slips of the finger in product and part names: which known name was probably meant.

Only the names handed in are ever suggested, never words from the index: those could be another
dealer's.
"""

import functools
from collections.abc import Iterator

from retrieval.segment import Segmenter, is_han

_SHORTEST = 4


@functools.lru_cache(maxsize=8)
def _known(names: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    words = frozenset(
        piece for name in names for piece in name.split() if not is_han(piece) and piece.isalnum()
    )
    return words, frozenset(word for word in words if len(word) >= _SHORTEST)


def nearest_name(word: str, segmenter: Segmenter) -> list[str]:
    """The one word of a product's name that is a single slip away; empty when there is none."""
    words, candidates = _known(segmenter.names)
    if len(word) < _SHORTEST or word in words or is_han(word) or word.isdigit():
        return []
    near = list(_slips(word, candidates))
    return near if len(near) == 1 else []


def _slips(word: str, candidates: frozenset[str]) -> Iterator[str]:
    for name in sorted(candidates):
        if abs(len(name) - len(word)) <= 1 and one_slip_apart(word, name):
            yield name


def one_slip_apart(typed: str, meant: str) -> bool:
    """Whether one letter is wrong, missing, too many, or two neighbours are swapped."""
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    rest, other = typed[start:], meant[start:]
    if len(rest) == len(other):
        return rest[1:] == other[1:] or (
            len(rest) > 1 and rest[1] + rest[0] == other[:2] and rest[2:] == other[2:]
        )
    return rest[1:] == other or other[1:] == rest

"""Ranking by the viewer's own counts: bm25 whose weights come from the asker, not from the file.

The file's own bm25 weighs a word by how often it stands in everybody's passages, and a passage by
the usual length of everybody's. Nothing of that may show to a viewer who reads a part of them only.
"""

from collections.abc import Sequence
from typing import Any

BODY = 3  # the column of the table `words`
TITLE_COUNTS = 2.0
_SATURATION, _LENGTH = 1.2, 0.75  # as in the file's own bm25
_USUAL = 100  # words in a passage, its title left out
_SHORTEST, _PER_WORD = _SATURATION * (1 - _LENGTH), _SATURATION * _LENGTH / _USUAL
MOST = _SATURATION + 1  # of what one word can add, times its weight


class Weighing:
    """The function `weighed` of one connection; `weights` are those of the running query."""

    def __init__(self, connection: Any) -> None:
        self._weights: list[tuple[int, float]] = []
        connection.register_fts5_function("weighed", self._of_row)

    def use(self, weights: Sequence[float]) -> None:
        """What each phrase of the next query adds, in the order they stand in it."""
        self._weights = [(phrase, weight) for phrase, weight in enumerate(weights) if weight]

    def _of_row(self, row: Any) -> float:
        locations = row.phrase_locations
        dampened = _SHORTEST + row.column_size(BODY) * _PER_WORD
        total = 0.0
        for phrase, weight in self._weights:
            _, _, title, body, chars = locations(phrase)
            if title or body or chars:
                often = TITLE_COUNTS * len(title) + len(body) + len(chars)
                total += weight * often / (often + dampened)
        return total * MOST

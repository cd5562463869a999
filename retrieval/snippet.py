"""Snippets: the part of a passage that answers, with the matching words marked.

The text shown is the original one, not the form in which it was compared; marks are put around
words as `**word**` would be in Markdown, or whatever the caller asks for.
"""

import functools
import re
from collections.abc import Callable, Collection, Sequence

from retrieval.segment import is_han, normalise, squashed

WIDTH = 160  # of a snippet, in columns: a Han character takes two
_MARK = ("**", "**")
_WORDS = re.compile(r"[^\W_]+(?:[-_.][^\W_]+)*")


def snippet(
    text: str,
    words: Collection[str],
    *,
    stem: Callable[[str], str],
    weight: Callable[[str], float] = lambda _: 1.0,
    mark: tuple[str, str] = _MARK,
) -> str:
    """The stretch of `text` that holds the most of `words` (as a `Question` has them), marked."""
    spans = _spans(text, words, stem)
    start, end = _window(text, spans, weight)
    shown = _marked(text, start, end, [(a, b) for a, b, _ in spans], mark)
    return ("…" if start > 0 else "") + shown + ("…" if end < len(text) else "")


def _spans(
    text: str, words: Collection[str], stem: Callable[[str], str]
) -> list[tuple[int, int, str]]:
    """Where words stand in the original text: (start, end, word), in order."""
    stems = {stem(word): word for word in words if not is_han(word)}
    han = sorted((word for word in words if is_han(word)), key=len, reverse=True)
    found = []
    for match in _WORDS.finditer(text):
        found += _latin_spans(match, stems, stem)
    folded, origin = _folded(text)
    for word in han:
        place = folded.find(word)
        while place >= 0:
            found.append((origin[place], origin[place + len(word) - 1] + 1, word))
            place = folded.find(word, place + 1)
    return _without_overlaps(found)


def _latin_spans(
    match: re.Match[str], stems: dict[str, str], stem: Callable[[str], str]
) -> list[tuple[int, int, str]]:
    whole = stems.get(stem(_squashed(match.group())))
    if whole:
        return [(match.start(), match.end(), whole)]
    found = []
    for piece in re.finditer(r"[^\W_]+", match.group()):
        word = stems.get(stem(_squashed(piece.group())))
        if word:
            found.append((match.start() + piece.start(), match.start() + piece.end(), word))
    return found


_squashed = functools.lru_cache(maxsize=20_000)(squashed)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as compared, with the original place of every character of it."""
    folded = normalise(text)
    if len(folded) == len(text):
        return folded, list(range(len(text)))
    pieces: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        one = normalise(character)
        pieces.append(one)
        origin += [place] * len(one)
    return "".join(pieces), origin


def _without_overlaps(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for span in sorted(set(spans), key=lambda each: (each[0], -each[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _window(
    text: str, spans: Sequence[tuple[int, int, str]], weight: Callable[[str], float]
) -> tuple[int, int]:
    """The stretch that holds the greatest weight of different words."""
    best, best_start = -1.0, 0
    for first, (start, _, _) in enumerate(spans):
        end = _reach(text, start)
        inside = {word for a, b, word in spans[first:] if b <= end}
        value = sum(weight(word) for word in inside)
        if value > best:
            best, best_start = value, start
    start = _line_start(text, best_start)
    return start, _reach(text, start)


def _line_start(text: str, place: int) -> int:
    """A little before `place`: the beginning of its line or sentence when that is near."""
    lowest = max(0, place - WIDTH // 4)
    for back in range(place, lowest, -1):
        if text[back - 1] in "\n。！？!?；;":
            return back
    if lowest == 0:
        return 0
    space = text.find(" ", lowest, place)
    return space + 1 if space >= 0 else lowest


def _reach(text: str, start: int) -> int:
    columns = 0
    for place in range(start, len(text)):
        columns += 2 if text[place] > "\u2e80" else 1
        if columns > WIDTH:
            return place
    return len(text)


def _marked(
    text: str, start: int, end: int, spans: list[tuple[int, int]], mark: tuple[str, str]
) -> str:
    shown: list[str] = []
    at = start
    for first, last in spans:
        if first >= at and last <= end:
            shown += [text[at:first], mark[0], text[first:last], mark[1]]
            at = last
    shown.append(text[at:end])
    return " ".join("".join(shown).split())

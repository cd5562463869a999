"""Snippets: the part of a passage that answers, with the matching words marked.

The text shown is the original one, not the form in which it was compared; marks are put around
words as in Markdown, `**word**`.
"""

from collections.abc import Callable, Sequence

from retrieval.reading import Reading, Span

WIDTH = 160  # of a snippet, in columns: a Han character takes two
_MARK = "**"


def snippet(text: str, reading: Reading, weight: Callable[[str], float] = lambda _: 1.0) -> str:
    """The stretch of `text` that holds the most of the question's words by `weight`, marked."""
    spans = reading.spans(text)
    start, end = _window(text, spans, weight)
    shown = _marked(text, start, end, spans)
    return ("…" if start > 0 else "") + shown + ("…" if end < len(text) else "")


def _window(text: str, spans: Sequence[Span], weight: Callable[[str], float]) -> tuple[int, int]:
    """The stretch that holds the greatest weight of different words."""
    best, best_start = -1.0, 0
    worth = {span.word: weight(span.word) for span in spans}
    for first, span in enumerate(spans):
        end = _reach(text, span.start)
        inside: set[str] = set()
        for each in spans[first:]:
            if each.end > end:
                break
            inside.add(each.word)
        value = sum(worth[word] for word in inside)
        if value > best:
            best, best_start = value, span.start
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
    """Where a snippet that begins at `start` ends."""
    shown = text[start : start + WIDTH]
    if shown.isascii():
        return start + len(shown)
    columns = 0
    for place, character in enumerate(shown, start):
        columns += 2 if character > "\u2e80" else 1
        if columns > WIDTH:
            return place
    return start + len(shown)


def _marked(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    shown: list[str] = []
    at = start
    for span in spans:
        if span.start >= at and span.end <= end:
            shown += [text[at : span.start], _MARK, text[span.start : span.end], _MARK]
            at = span.end
    shown.append(text[at:end])
    return " ".join("".join(shown).split())

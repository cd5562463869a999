"""The person's own words without the request around them: cut at the edges, never rewritten."""

import re
from collections.abc import Iterable

from assistant.offline.folded import Folded
from assistant.offline.mentions import Mention
from assistant.offline.request_words import LEFT, RIGHT

_LEFT, _RIGHT = re.compile(LEFT), re.compile(RIGHT)
_CLAUSES = re.compile(r"[,;:!?\n。]+|\.(?=\s|$)|(?<=\s)-(?=\s)|(?<=[一-鿿])[ ]+(?=[一-鿿])")
_EDGE = " \t-_·/()[]\"'<>|,.;:!?\n\u3000"
_REQUEST = 20  # letters before a colon that still only say what is wanted
_SMALL = re.compile(
    r"(?:[a-z]{1,2}|the|and|you|can|for|with|this|that|was|are|its|just|too|there|here|now|又|了|也"
    r"|就|都"
    r"|还|很|再|个|台|件|那|这|什|么|怎|样|何|谁|哪|我|你|您|他|她|们|啊|哦|嗯|好|行|对|什么|怎么)"
)
_JOINING = re.compile(
    r"(?:[\s,:\"'“”‘’-]|(?:on|to|in|at|for|that|saying|is|was|it)(?![a-z0-9])|说|在|给|到|内容)*"
)
_POSSESSIVE = re.compile(r"['’]s(?![a-z])")  # behind a name
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[一-鿿]")


def own_words(
    folded: Folded, used: Iterable[Mention], chosen: Iterable[Mention] = ()
) -> str | None:
    """The longest stretch that is no request and names nothing already `used`; None without one.

    A clause that says nothing but what was `chosen` (reject it) is none either.
    """
    taken = [(each.start, each.end) for each in used]
    choices = [(each.start, each.end) for each in chosen]
    runs: list[tuple[int, int]] = []
    joined = False
    for start, end in _clauses(folded.folded, taken):
        start, end = trimmed(folded.folded, start, end, taken)
        if not says_something(_without(folded.folded, start, end, choices)):
            joined = False
            continue
        if joined:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
        joined = True
    if not runs:
        return None
    start, end = max(runs, key=lambda run: run[1] - run[0])
    return folded.said(start, end)


def _without(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> str:
    """text[start:end] with these spans of it made blank."""
    for left, right in spans:
        inside = max(left, start), min(right, end)
        if inside[0] < inside[1]:
            text = text[: inside[0]] + " " * (inside[1] - inside[0]) + text[inside[1] :]
    return text[start:end]


def before_word(text: str) -> str | None:
    """The clauses that are whole at the end of a text that is cut before an introduced one."""
    head = re.split(r"[,，;；。.](?=[^,，;；。.]*$)", text)[0].strip(_EDGE)
    return head if says_something(Folded.of(head).folded) else None


_QUOTES = re.compile(r"[\s,:\"'“”‘’]*")  # behind a colon every word is meant


def after_word(folded: Folded, words: Iterable[str], ids: Iterable[Mention]) -> str | None:
    """All that stands behind the first of these words that is there, without `ids` at its edges."""
    taken = [(each.start, each.end) for each in ids]
    for word in words:
        latin = word.isascii()
        pattern = rf"(?<![a-z]){re.escape(word)}(?![a-z])" if latin else re.escape(word)
        match = re.search(
            pattern + r"\s*(?:是|为|了|is|一?下|[一两]?句|一?条)?\s*[:,]?\s*", folded.folded
        )
        if match and says_something(folded.folded[match.end() :]):
            joining = _QUOTES if ":" in match.group() else _JOINING
            return folded.said(*_inner(folded.folded, match.end(), taken, joining)) or None
    return None


def _inner(
    text: str, start: int, taken: list[tuple[int, int]], joining_words: re.Pattern[str]
) -> tuple[int, int]:
    """All from `start` but for ids and joining words before it and ids behind it.

    Words of a request are left in: whoever notes `客户已升级` means the customer.
    """
    end, before = len(text), -1
    while before != start:
        before = start
        joining = joining_words.match(text, start)
        if joining and ":" in joining.group():
            joining_words = _QUOTES
            joining = _QUOTES.match(text, text.index(":", start))
        start = joining.end() if joining else start
        start = next((right for left, right in taken if left <= start < right), start)
    while end > start and text[end - 1] in _EDGE:
        end -= 1
        end = next((left for left, right in taken if left < end <= right), end)
    last = max(text.rfind(mark, start, end) for mark in ",;")
    if last > start and not says_something(text[slice(*trimmed(text, last + 1, end, taken))]):
        end = last  # the request itself, behind its matter: …，记个需求
    return start, max(start, end)


def below(text: str) -> str | None:
    """What stands below the first empty line."""
    _, empty, rest = text.partition("\n\n")
    return rest.strip() or None if empty else None


def after_colon(folded: Folded, named: Iterable[Mention]) -> str | None:
    """All that stands behind a colon which only a request and names stand before."""
    text = folded.folded
    taken = [(each.start, each.end) for each in named]
    colon = re.search(r":(?!\d)", text)
    if colon is None or any(left <= colon.start() < right for left, right in taken):
        return None
    start, end = trimmed(text, 0, colon.start(), taken)
    beside = _without(text, start, end, taken)
    if says_something(beside) and sum(map(str.isalnum, beside)) > _REQUEST:
        return None
    return _whole_words(folded, colon.end()) if says_something(text[colon.end() :]) else None


def _whole_words(folded: Folded, start: int) -> str:
    return folded.said(start, len(folded.folded)).strip().strip("\"“”'‘’")


def trimmed(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> tuple[int, int]:
    """The part of text[start:end] without request words and taken names at either end."""
    moved = True
    while moved and start < end:
        moved = False
        while start < end and text[start] in _EDGE:
            start += 1
        while start < end and text[end - 1] in _EDGE:
            end -= 1
        for left, right in taken:
            if left <= start < right:
                start, moved = min(right, end), True
                start += 2 * bool(_POSSESSIVE.match(text, start, end))
            if left < end <= right:
                end, moved = max(left, start), True
        piece = _LEFT.match(text, start, end)
        if piece and piece.end() > start and _whole(text, piece.end(), end):
            start, moved = piece.end(), True
            continue
        shorter = _cut_right(text, start, end)
        if shorter < end:
            end, moved = shorter, True
    return start, end


def _cut_right(text: str, start: int, end: int) -> int:
    """Where the text ends when the request words at its end are left away."""
    for place in range(max(start, end - 40), end):
        piece = _RIGHT.fullmatch(text, place, end)
        if piece and _whole(text, place, end):
            return place
    return end


def _whole(text: str, place: int, end: int) -> bool:
    """No cut in the middle of a Latin word."""
    if place >= end or not text[place].isascii() or not text[place].isalnum():
        return True
    return not (text[place - 1].isascii() and text[place - 1].isalnum())


def _clauses(text: str, taken: list[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    start = 0
    for match in _CLAUSES.finditer(text):
        if any(left <= match.start() < right for left, right in taken):
            continue
        if start < match.start():
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def says_something(text: str) -> bool:
    """Whether a stretch holds more than small words: a Latin word, or two Han characters."""
    words = [each for each in _WORD.findall(text) if not _SMALL.fullmatch(each)]
    latin = sum(1 for each in words if each.isascii() and not each.isdigit())
    return latin >= 1 or len(words) - latin >= 2

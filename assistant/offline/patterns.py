"""Values that a tool's own patterns find in a message: choices, lists of them, names, numbers.

A schema's `x-patterns` are pairs of a value and its patterns.
"""

import re
from collections.abc import Iterable, Iterator

from assistant.offline.matching import READ_BARE, compiled, is_whole, says, stands, view
from assistant.offline.mentions import Heard, Mention
from assistant.offline.schemas import Schema
from assistant.offline.spans import mention_at, unique, without_overlaps

FORECAST = "forecast"
_BESIDE = re.compile(r"\s*(?:[,、/&]|以及|[和与跟及]|and(?: in)?(?: the)?)?\s*")
_NUMBERS = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "十": 10, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twenty": 20,
}  # fmt: skip


def choice(schema: Schema, heard: Heard) -> Mention | None:
    """The first value, in the order they are declared, one of whose patterns stands there.

    A figure of times to come (`x-ahead`) is none of them. Words that `x-outside` knows as meaning
    none of the values are given as they were said. What stands behind a word of `x-denied` is not
    wanted. Where none or only the usual one stands there, things said together may mean another.
    """
    text = view(heard)
    if stands(schema.get("x-ahead") or (), view(heard, READ_BARE)):
        return mention_at(heard, FORECAST, 0, 0)
    for pattern in schema.get("x-outside") or ():
        match = compiled(pattern).search(text)
        if match and match.end() > match.start():
            return mention_at(heard, match.group(), match.start(), match.end())
    found = _first(schema, heard, text)
    if found is None or found.value in {value for value, _ in schema.get("x-usual") or ()}:
        return _together(schema, heard) or found
    return found


def usual(schema: Schema, heard: Heard) -> str | None:
    """The value that is meant where none is said (`x-usual`), unless another kind is asked for."""
    bare = view(heard, READ_BARE)
    if choice(schema, heard) or stands(schema.get("x-unusual") or (), bare):
        return None
    found = _first({"x-patterns": schema.get("x-usual")}, heard, bare)
    return found.value if found else None


def is_choice(schema: Schema, heard: Heard) -> bool:
    """Whether one of the values is said, and not something that means none of them."""
    found = choice(schema, heard)
    return found is not None and found.value in {value for value, _ in schema["x-patterns"]}


def is_plain(schema: Schema, heard: Heard) -> bool:
    """Whether the value said is counted in so many words (`x-counted`)."""
    found, counted = choice(schema, heard), schema.get("x-counted") or {}
    return found is not None and says(counted.get(found.value, ()), heard)


def choices(schema: Schema, heard: Heard) -> list[Mention]:
    """Every value that is said, in that order; where two overlap, the longer one.

    Words of `x-measured` are no value beside another one.
    """
    found = without_overlaps(every_value(schema, heard, view(heard)))
    measured = schema.get("x-measured") or ()
    meant = [each for each in found if not is_whole(measured, each.said)]
    return unique(meant or found)


def flag(schema: Schema, heard: Heard) -> Mention | None:
    return next(iter(every_value(schema, heard, view(heard))), None)


def number(schema: Schema, heard: Heard) -> tuple[int, Mention] | None:
    """A number that a pattern names `n`, in digits or words."""
    for match in _matches(schema, view(heard)):
        said = match["n"]
        value = int(said) if said.isdigit() else _han_number(said)
        if value:
            return value, mention_at(heard, said, match.start(), match.end())
    return None


def compared_with(introduced: Iterable[str], heard: Heard) -> list[Mention]:
    """Of the times in a message the one that another is compared with: as introduced, or second."""
    times = heard.of("period")
    before = {each: heard.folded.folded[: each.start] for each in times}
    found = [
        each
        for each in times
        if any(compiled(pattern).search(before[each]) for pattern in introduced)
    ]
    return found[-1:] or times[1:2]


def side_by_side(heard: Heard) -> bool:
    """Whether just two times are said, one beside the other: both are meant, not one of them."""
    times = heard.of("period")
    if len(times) != 2:
        return False
    return bool(_BESIDE.fullmatch(heard.folded.folded[times[0].end : times[1].start]))


def _first(schema: Schema, heard: Heard, text: str) -> Mention | None:
    for value, patterns in schema.get("x-patterns") or ():
        for pattern in patterns:
            match = compiled(pattern).search(text)
            if match and not _denied(schema, text, match.start()):
                return mention_at(heard, value, *_place(match))
    return None


def _together(schema: Schema, heard: Heard) -> Mention | None:
    """The value meant by things said together, in whatever order (`x-together`)."""
    return _first({"x-patterns": schema.get("x-together")}, heard, view(heard, READ_BARE))


def _place(match: re.Match[str]) -> tuple[int, int]:
    return match.span("at") if "at" in match.re.groupindex else match.span()


def every_value(schema: Schema, heard: Heard, text: str) -> list[Mention]:
    """Every value wherever one of its patterns stands; they may overlap."""
    found = []
    for value, patterns in schema.get("x-patterns") or ():
        for pattern in patterns:
            for match in compiled(pattern).finditer(text):
                start, end = _place(match)
                if _denied(schema, text, start):
                    continue
                if end > start and "⟨" not in match.string[start:end]:
                    shown = match.expand(value) if "\\" in value else value
                    found.append(mention_at(heard, shown, start, end))
    return found


def _denied(schema: Schema, text: str, start: int) -> bool:
    before = text[:start]
    return any(compiled(pattern).search(before) for pattern in schema.get("x-denied") or ())


def _matches(schema: Schema, text: str) -> Iterator[re.Match[str]]:
    for _, patterns in schema.get("x-patterns") or ():
        for pattern in patterns:
            yield from compiled(pattern).finditer(text)


def _han_number(said: str) -> int:
    if said in _NUMBERS:
        return _NUMBERS[said]
    tens, mark, ones = said.partition("十")
    if not mark:
        return 0
    return _NUMBERS.get(tens, 1 if not tens else 0) * 10 + _NUMBERS.get(ones, 0)

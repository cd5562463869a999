"""Values that a tool's own patterns find in a message: choices, lists of them, names, numbers.

A schema's `x-patterns` are pairs of a value and its patterns. They see the folded text with what is
named in it made blank, and signs for the kinds of names at its end.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from assistant.offline.mentions import Heard, Mention, sign_of
from assistant.offline.strangers import places_of_strangers

Schema = Mapping[str, Any]
_BLANK = "\x00"
_READ = 250  # letters: patterns take seconds to try on a long text
_OUT = "!"
FORECAST = "forecast"
_SHARE = 3  # a part of so few is all that the words around it say
_READ_AS_WORDS = frozenset({"category", "period", "unclear_date"})
_READ_BARE = frozenset({"category"})  # where days and months are none of a name or a time
# Named as they were said: several parts are called so, and customers are none to count by.
_AS_SAID = frozenset({"part_like", "customer"})
_NUMBERS = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "十": 10, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twenty": 20,
}  # fmt: skip
_END_OF_CLAUSE = re.compile(r"[,.;:!?]|(?:的|后|之后|再|看|呢)(?=$|[,.;:!? ])")


class Away(NamedTuple):
    """What is left out stands from `begin` to `end`, with the words for that from `start` on."""

    start: int
    begin: int
    end: int
    last: int


def choice(schema: Schema, heard: Heard) -> Mention | None:
    """The first value, in the order they are declared, one of whose patterns stands there.

    A figure of times to come (`x-ahead`) is none of them. Words that `x-outside` knows as meaning
    none of the values are given as they were said. What stands behind a word of `x-denied` is not
    wanted. Where none or only the usual one stands there, things said together may mean another.
    """
    text = _view(heard)
    if stands(schema.get("x-ahead") or (), _view(heard, _READ_BARE)):
        return _mention(heard, FORECAST, 0, 0)
    for pattern in schema.get("x-outside") or ():
        match = _compiled(pattern).search(text)
        if match and match.end() > match.start():
            return _mention(heard, match.group(), match.start(), match.end())
    found = _first(schema, heard, text)
    if found is None or found.value in {value for value, _ in schema.get("x-usual") or ()}:
        return _together(schema, heard) or found
    return found


def usual(schema: Schema, heard: Heard) -> str | None:
    """The value that is meant where none is said (`x-usual`), unless another kind is asked for."""
    bare = _view(heard, _READ_BARE)
    if choice(schema, heard) or stands(schema.get("x-unusual") or (), bare):
        return None
    found = _first({"x-patterns": schema.get("x-usual")}, heard, bare)
    return found.value if found else None


def _first(schema: Schema, heard: Heard, text: str) -> Mention | None:
    for value, patterns in schema.get("x-patterns") or ():
        for pattern in patterns:
            match = _compiled(pattern).search(text)
            if match and not _denied(schema, text, match.start()):
                return _mention(heard, value, *_place(match))
    return None


def _together(schema: Schema, heard: Heard) -> Mention | None:
    """The value meant by things said together, in whatever order (`x-together`)."""
    return _first({"x-patterns": schema.get("x-together")}, heard, _view(heard, _READ_BARE))


def _place(match: re.Match[str]) -> tuple[int, int]:
    return match.span("at") if "at" in match.re.groupindex else match.span()


def is_choice(schema: Schema, heard: Heard) -> bool:
    """Whether one of the values is said, and not something that means none of them."""
    found = choice(schema, heard)
    return found is not None and found.value in {value for value, _ in schema["x-patterns"]}


def is_plain(schema: Schema, heard: Heard) -> bool:
    """Whether the value said is counted in so many words (`x-counted`)."""
    found, counted = choice(schema, heard), schema.get("x-counted") or {}
    return found is not None and says(counted.get(found.value, ()), heard)


def says(patterns: Iterable[str], heard: Heard) -> bool:
    text = _view(heard)
    return any(_compiled(pattern).search(text) for pattern in patterns)


def places(patterns: Iterable[str], heard: Heard) -> Iterator[tuple[int, int]]:
    """Where these patterns stand, beside what is named."""
    text = _view(heard, ()).partition("\n⟨")[0]
    for pattern in patterns:
        for match in _compiled(pattern).finditer(text):
            yield match.span()


def is_said(pattern: str, said: str) -> bool:
    return bool(_compiled(pattern).match(said.lower()))


def stretch(patterns: Iterable[str], heard: Heard, name: str) -> tuple[int, int] | None:
    """Where the first pattern that stands there has its group of this name."""
    text = _view(heard, _READ_BARE)
    found = (_compiled(pattern).search(text) for pattern in patterns)
    return next((match.span(name) for match in found if match), None)


def stands(patterns: Iterable[str], text: str) -> bool:
    return any(_compiled(pattern).search(text) for pattern in patterns)


def choices(schema: Schema, heard: Heard) -> list[Mention]:
    """Every value that is said, in that order; where two overlap, the longer one.

    Words of `x-measured` are no value beside another one.
    """
    found = _without_overlaps(_all(schema, heard, _view(heard)))
    measured = schema.get("x-measured") or ()
    meant = [each for each in found if not _is_whole(measured, each.said)]
    return _unique(meant or found)


def flag(schema: Schema, heard: Heard) -> Mention | None:
    return next(iter(_all(schema, heard, _view(heard))), None)


def number(schema: Schema, heard: Heard) -> tuple[int, Mention] | None:
    """A number that a pattern names `n`, in digits or words."""
    for match in _matches(schema, _view(heard)):
        said = match["n"]
        value = int(said) if said.isdigit() else _han_number(said)
        if value:
            return value, _mention(heard, said, match.start(), match.end())
    return None


def compared_with(introduced: Iterable[str], heard: Heard) -> list[Mention]:
    """Of the times in a message the one that another is compared with: as introduced, or second."""
    times = heard.of("period")
    before = {each: heard.folded.folded[: each.start] for each in times}
    found = [
        each
        for each in times
        if any(_compiled(pattern).search(before[each]) for pattern in introduced)
    ]
    return found[-1:] or times[1:2]


def names(
    schema: Schema, heard: Heard, taken: Sequence[Mention], excluding: Sequence[str]
) -> list[Mention]:
    """What narrows down: things named, values said, and names in a frame that nobody knows.

    `x-names` are the kinds of mentions that count; a value with a `!` is said by leaving it out
    (overseas: not China). What stands behind words of `excluding` counts
    for the schema that has `x-excluded`, everything else for the one that has not.
    """
    text = _view(heard)
    away = [each for each in _excluded(text, excluding) if not _in_a_choice(each, taken)]
    found = [each for each in _all(schema, heard, text) if not _is_part(each, taken)]
    kinds = schema.get("x-names") or {}
    for each in heard.mentions:
        if each.kind in kinds and not any(_within(each, one) for one in found):
            if each.kind in _READ_AS_WORDS and (
                _is_part(each, taken)
                or any(_within(one, each) and one.start < one.end for one in taken)
            ):
                continue  # "resolved" asks for closed tickets, whatever a category is called
            value = each.said if each.kind in _AS_SAID else f"{kinds[each.kind]}={each.value}"
            found.append(Mention("name", value, each.start, each.end, each.said))
    wanted = bool(schema.get("x-excluded"))
    found = [
        replace(each, value=each.value.removeprefix(_OUT))
        for each in _without_overlaps(found)
        if (_in(each, away) != each.value.startswith(_OUT)) == wanted
    ]
    if wanted:
        found = [_with_its_word(heard, each, away) for each in found]
    found += _strange(schema, heard, found, away, taken, wanted=wanted)
    return _unique(sorted(found, key=lambda each: each.start))


def _in_a_choice(away: Away, taken: Sequence[Mention]) -> bool:
    """Whether the word for leaving out says something else: solved without a ticket."""
    return any(each.kind == "choice" and each.start < away.start < each.end for each in taken)


def _with_its_word(heard: Heard, mention: Mention, away: Sequence[Away]) -> Mention:
    """What is left out, with the words for leaving it out."""
    around = [each for each in away if each.begin <= mention.start < each.end]
    if not around:
        return mention
    start = max(each.start for each in around)
    last = max(mention.end, *(each.last for each in around))
    return replace(mention, start=start, end=last, said=heard.folded.said(start, last))


def _excluded(text: str, excluding: Sequence[str]) -> list[Away]:
    """Stretches of what is left out: behind the word for it, or where a pattern has its `what`."""
    found: list[Away] = []
    for pattern in excluding:
        for match in _compiled(pattern).finditer(text):
            if any(each.start <= match.start() < each.last for each in found):
                continue
            if "what" in match.re.groupindex:
                found.append(Away(match.start(), *match.span("what"), match.end()))
                continue
            end = _END_OF_CLAUSE.search(text, match.end() + 1)
            stop = end.start() if end else len(text)
            found.append(Away(match.start(), match.end(), stop, match.end()))
    return found


def _strange(
    schema: Schema,
    heard: Heard,
    found: Sequence[Mention],
    away: Sequence[Away],
    taken: Sequence[Mention],
    *,
    wanted: bool,
) -> Iterator[Mention]:
    """Names that are none we know: in a frame, or all that follows a word of leaving out."""
    text = _view(heard, keep=())
    if wanted:
        for start, begin, end, last in away:
            words = text[begin:end].split("⟨")[0].strip(" \x00\n")
            known = any(start <= each.start < end for each in found)
            if not known and _BLANK not in text[begin:end] and 1 < len(words) <= 40:
                behind = begin + text[begin:end].find(words) + len(words)
                yield _mention(heard, words, start, max(behind, last))
        return
    no_names = [str(schema.get("x-no-names") or r"(?!)"), *(schema.get("x-heard") or ())]
    used = (*found, *taken)
    for start, end in places_of_strangers(heard, [(each.start, each.end) for each in used]):
        if not _in_any(start, away) and not _is_whole(no_names, heard.folded.folded[start:end]):
            said = heard.folded.said(start, end)
            yield Mention("name", said, start, end, said)
    for pattern in schema.get("x-frames") or ():
        for match in _compiled(pattern).finditer(text):
            name = match["name"].strip()
            if _is_whole(no_names, name) or _in_any(match.start(), away):
                continue
            yield Mention("name", name, match.start(), match.end(), name)


def narrows_by(schema: Schema, heard: Heard) -> bool:
    """Whether one of the values said is of a dimension of the schema's own (`x-own`)."""
    own = schema.get("x-own") or ()
    return any(_dimension(each.value) in own for each in _all(schema, heard, _view(heard)))


def merged(old: object, new: object, *, joins: bool = False) -> list[str]:
    """Narrowing that goes on: a new value of a dimension (`region=…`) replaces the old ones.

    One that `joins` stands beside them.
    """
    if joins:
        return _distinct([*merged(old, []), *merged(new, [])])
    before = [each for each in old if isinstance(each, str)] if isinstance(old, list) else []
    after = [each for each in new if isinstance(each, str)] if isinstance(new, list) else []
    replaced = {_dimension(each) for each in after}
    return [*(each for each in before if _dimension(each) not in replaced), *after]


def _distinct(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


def without(values: object, others: object) -> list[str]:
    """The values but for those that the others name or that are of their dimensions."""
    kept = [each for each in values if isinstance(each, str)] if isinstance(values, list) else []
    gone = {_dimension(each) for each in others} if isinstance(others, list) else set()
    return [each for each in kept if _dimension(each) not in gone]


def _dimension(value: str) -> str:
    head, mark, _ = value.partition("=")
    return head if mark else value


def _all(schema: Schema, heard: Heard, text: str) -> list[Mention]:
    found = []
    for value, patterns in schema.get("x-patterns") or ():
        for pattern in patterns:
            for match in _compiled(pattern).finditer(text):
                start, end = match.span("at" if "at" in match.re.groupindex else 0)
                if _denied(schema, text, start):
                    continue
                if end > start and "⟨" not in match.string[start:end]:
                    shown = match.expand(value) if "\\" in value else value
                    found.append(_mention(heard, shown, start, end))
    return found


def _denied(schema: Schema, text: str, start: int) -> bool:
    before = text[:start]
    return any(_compiled(pattern).search(before) for pattern in schema.get("x-denied") or ())


def _matches(schema: Schema, text: str) -> Iterator[re.Match[str]]:
    for _, patterns in schema.get("x-patterns") or ():
        for pattern in patterns:
            yield from _compiled(pattern).finditer(text)


def _view(heard: Heard, keep: Iterable[str] = _READ_AS_WORDS) -> str:
    text = heard.folded.folded[:_READ]
    for each in heard.mentions:
        if each.kind not in keep and each.end <= _READ:
            text = text[: each.start] + _BLANK * (each.end - each.start) + text[each.end :]
    kinds = {sign_of(each) for each in heard.mentions}
    kinds |= {"part" for each in heard.mentions if each.part}
    signs = "".join(f"⟨{kind}⟩" for kind in sorted(kinds))
    return f"{text}\n{signs}" if signs else text


def _mention(heard: Heard, value: str, start: int, end: int) -> Mention:
    last = min(end, len(heard.folded.folded))
    said = heard.folded.said(start, last) if start < last else ""
    return Mention("choice", value, start, last, said)


def _without_overlaps(found: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for each in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if not _touches(each, kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)


def _is_whole(patterns: Iterable[str], said: str) -> bool:
    return any(_compiled(pattern).fullmatch(said.lower()) for pattern in patterns)


def _touches(mention: Mention, others: Iterable[Mention]) -> bool:
    return any(mention.start < each.end and each.start < mention.end for each in others)


def _is_part(mention: Mention, others: Iterable[Mention]) -> bool:
    """Whether its words make another one: resolved tickets, firmware versions, repeat repairs.

    What says more stands by itself (waiting for the customer), and so does what is in the middle
    of a long stretch: days until a consult is solved.
    """
    length = mention.end - mention.start
    return any(
        _touches(mention, [each])
        and not (_within(each, mention) and each.end - each.start < length)
        and not (
            each.start < mention.start
            and mention.end < each.end
            and length * _SHARE < each.end - each.start
        )
        for each in others
    )


def _within(mention: Mention, other: Mention) -> bool:
    return other.start <= mention.start and mention.end <= other.end


def _in(mention: Mention, away: Sequence[Away]) -> bool:
    return _in_any(mention.start, away)


def _in_any(place: int, away: Sequence[Away]) -> bool:
    return any(each.begin <= place < each.end for each in away)


def _unique(found: Iterable[Mention]) -> list[Mention]:
    return list({each.value: each for each in reversed(list(found))}.values())[::-1]


def _han_number(said: str) -> int:
    if said in _NUMBERS:
        return _NUMBERS[said]
    tens, mark, ones = said.partition("十")
    if not mark:
        return 0
    return _NUMBERS.get(tens, 1 if not tens else 0) * 10 + _NUMBERS.get(ones, 0)


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL | re.MULTILINE)

"""What a figure or a list is narrowed down by: things named, values said, what is left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.offline.matching import BLANK, READ_AS_WORDS, compiled, is_whole, view
from assistant.offline.mentions import Heard, Mention
from assistant.offline.patterns import every_value
from assistant.offline.schemas import Schema
from assistant.offline.spans import is_part, mention_at, unique, within, without_overlaps
from assistant.offline.strangers import places_of_strangers

_OUT = "!"
# Named as they were said: several parts are called so, and customers are none to count by.
_AS_SAID = frozenset({"part_like", "customer"})
_END_OF_CLAUSE = re.compile(r"[,.;:!?]|(?:的|后|之后|再|看|呢)(?=$|[,.;:!? ])")


class Away(NamedTuple):
    """What is left out stands from `begin` to `end`, with the words for that from `start` on."""

    start: int
    begin: int
    end: int
    last: int


def names(
    schema: Schema, heard: Heard, taken: Sequence[Mention], excluding: Sequence[str]
) -> list[Mention]:
    """What narrows down: things named, values said, and names in a frame that nobody knows.

    `x-names` are the kinds of mentions that count; a value with a `!` is said by leaving it out
    (overseas: not China). What stands behind words of `excluding` counts
    for the schema that has `x-excluded`, everything else for the one that has not.
    """
    text = view(heard)
    away = [each for each in _excluded(text, excluding) if not _in_a_choice(each, taken)]
    found = [each for each in every_value(schema, heard, text) if not is_part(each, taken)]
    kinds = schema.get("x-names") or {}
    for each in heard.mentions:
        if each.kind in kinds and not any(within(each, one) for one in found):
            if each.kind in READ_AS_WORDS and (
                is_part(each, taken)
                or any(within(one, each) and one.start < one.end for one in taken)
            ):
                continue  # "resolved" asks for closed tickets, whatever a category is called
            value = each.said if each.kind in _AS_SAID else f"{kinds[each.kind]}={each.value}"
            found.append(Mention("name", value, each.start, each.end, each.said))
    wanted = bool(schema.get("x-excluded"))
    found = [
        replace(each, value=each.value.removeprefix(_OUT))
        for each in without_overlaps(found)
        if (_in_any(each.start, away) != each.value.startswith(_OUT)) == wanted
    ]
    if wanted:
        found = [_with_its_word(heard, each, away) for each in found]
    found += _strange(schema, heard, found, away, taken, wanted=wanted)
    return unique(sorted(found, key=lambda each: each.start))


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
        for match in compiled(pattern).finditer(text):
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
    text = view(heard, keep=())
    if wanted:
        for start, begin, end, last in away:
            words = text[begin:end].split("⟨")[0].strip(" \x00\n")
            known = any(start <= each.start < end for each in found)
            if not known and BLANK not in text[begin:end] and 1 < len(words) <= 40:
                behind = begin + text[begin:end].find(words) + len(words)
                yield mention_at(heard, words, start, max(behind, last))
        return
    # No figures are kept of what other makers make.
    yield from (replace(each, kind="name", value=each.said) for each in heard.of("foreign"))
    no_names = [str(schema.get("x-no-names") or r"(?!)"), *(schema.get("x-heard") or ())]
    used = (*found, *taken)
    for start, end in places_of_strangers(heard, [(each.start, each.end) for each in used]):
        if not _in_any(start, away) and not is_whole(no_names, heard.folded.folded[start:end]):
            said = heard.folded.said(start, end)
            yield Mention("name", said, start, end, said)
    for pattern in schema.get("x-frames") or ():
        for match in compiled(pattern).finditer(text):
            name = match["name"].strip()
            if is_whole(no_names, name) or _in_any(match.start(), away):
                continue
            yield Mention("name", name, match.start(), match.end(), name)


def narrows_by(schema: Schema, heard: Heard) -> bool:
    """Whether one of the values said is of a dimension of the schema's own (`x-own`)."""
    own = schema.get("x-own") or ()
    return any(_dimension(each.value) in own for each in every_value(schema, heard, view(heard)))


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


def without(values: object, others: object) -> list[str]:
    """The values but for those that the others name or that are of their dimensions."""
    kept = [each for each in values if isinstance(each, str)] if isinstance(values, list) else []
    gone = {_dimension(each) for each in others} if isinstance(others, list) else set()
    return [each for each in kept if _dimension(each) not in gone]


def _distinct(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _dimension(value: str) -> str:
    head, mark, _ = value.partition("=")
    return head if mark else value


def _in_any(place: int, away: Sequence[Away]) -> bool:
    return any(each.begin <= place < each.end for each in away)

"""A tool's arguments from what a message names, by the hints in the tool's own schema."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from assistant.model import OfferedTool
from assistant.offline import choosing, matching, narrowing, patterns
from assistant.offline.devices import several_devices
from assistant.offline.folded import Folded
from assistant.offline.mentions import Heard, Mention
from assistant.offline.people import with_people
from assistant.offline.quantities import goods_in, goods_wanted, parts_with_quantities
from assistant.offline.schemas import Schema, has_meaning, kinds_of, properties, slot_kind
from tools.tool import Effect

_BY_PATTERN = frozenset({"choice", "choices", "names", "number", "flag"})


@dataclass(frozen=True)
class Filled:
    """Arguments found, and the mentions that went into them."""

    arguments: dict[str, Any]
    used: tuple[Mention, ...]


def fill(
    offered: OfferedTool, heard: Heard, known: Mapping[str, Any] = MappingProxyType({})
) -> Filled:
    """Every argument that the message gives, texts excepted.

    `known` are arguments given before: what belongs to one of their values has its place, too.
    """
    wanted = properties(offered)
    kinds = {slot_kind(each) for each in wanted.values()}
    heard = with_people(heard) if kinds & {"customer", "dealer"} else heard
    arguments: dict[str, Any] = {}
    used: list[Mention] = []
    devices = next((name for name, each in wanted.items() if slot_kind(each) == "devices"), None)
    if devices and len(set(heard.values("sn"))) > 1:
        arguments[devices] = several_devices(heard, wanted[devices])
        used += [each for each in heard.mentions if each.kind in ("sn", "product")]
    for name, schema in wanted.items():
        if name in arguments or not has_meaning(schema, {**known, **arguments}):
            continue
        if "x-beside" in schema and not _is_beside(schema, heard):
            continue
        kind = slot_kind(schema)
        if kind in _BY_PATTERN and (kind != "choice" or "x-patterns" in schema):
            value, found = _by_pattern(kind, schema, heard, used)
            if value is not None:
                arguments[name] = value
                # Times in the words for a comparison are no period besides.
                used += [replace(e, kind="period") for e in found] if "x-times" in schema else found
            continue
        found = _found(offered, schema, heard, used)
        if not found:
            continue
        is_list = schema.get("type") == "array"
        if slot_kind(schema) != "currency":  # its money has a place of its own, too
            used += found if is_list else found[:1]
        if slot_kind(schema) == "items":
            arguments[name] = parts_with_quantities(heard)
        else:
            values = list(dict.fromkeys(each.value for each in found))
            arguments[name] = values if is_list else values[0]
    return Filled(arguments, tuple(used))


def _is_beside(schema: Schema, heard: Heard) -> bool:
    return matching.says(schema["x-beside"], heard) or patterns.side_by_side(heard)


def lacks_its_beginning(offered: OfferedTool, heard: Heard) -> bool:
    """Whether the value is not said that the tool stands or falls with."""
    wanted = properties(offered)
    begins = {name for name, schema in wanted.items() if schema.get("x-begins")}
    found = fill(offered, heard)
    said = {each.value for each in found.used if each.said}  # the others are only implied
    return bool(begins) and not any(
        name in begins and value in said for name, value in found.arguments.items()
    )


def _found(
    offered: OfferedTool, schema: Schema, heard: Heard, used: Sequence[Mention]
) -> list[Mention]:
    """The mentions that fill a slot, with the values it wants."""
    kind = slot_kind(schema)
    if kind == "choice":
        # What belongs to one choice may be told by the very words that made it.
        depends = "x-only-when" in schema
        taken = [] if depends else [each for each in used if each.kind == "choice"]
        mention = choosing.choice(
            schema, heard, taken, narrowing=offered.tool.effect is Effect.READ
        )
        return [mention] if mention else []
    if kind == "currency":  # said with an amount that has its own place
        return [replace(each, value=each.value.split()[1]) for each in heard.of("money")]
    if kind == "amount":
        return amounts(schema, heard, used)
    if kind == "period":  # also inside the words for something else: how many were used last year
        used = [each for each in used if each.kind == kind]
        if "x-introduced" in schema:
            return patterns.compared_with(schema["x-introduced"], heard)
    wanted = kinds_of(schema)
    named: Sequence[Mention] = heard.mentions
    if kind == "items":
        named = goods_wanted(heard)
    elif kind == "part" and not _has_categories(offered):
        named = goods_in(heard)
        searched = any(each.get("x-whole") for each in properties(offered).values())
        if searched and len({each.value for each in named}) > 1:
            return []  # more than one: they are searched for by their words
    found = [each for each in named if each.kind in wanted and not _inside(each, used)]
    if kind == "person" and not found and "x-patterns" in schema:  # whoever speaks
        found = [each for each in [patterns.choice(schema, heard)] if each]
    return found


def _has_categories(offered: OfferedTool) -> bool:
    return any(slot_kind(each) == "category" for each in properties(offered).values())


_NUMBER = re.compile(
    r"\s*(?:[:=]|is|of|to|是|为|共|约|about|还是|就|再?加|另加|at|按|算|收"
    r"|[改调升降换设][成为到回])?\s*[$€¥]?\s*"
    r"(\d{1,7}(?:\.\d{1,2})?)(?![\d.])"
)
_NUMBER_BEFORE = re.compile(  # $40 shipping, 29 运费
    r"(?<![\d.a-z_-])[$€¥]?(\d{1,7}(?:\.\d{1,2})?)\s*(?:美[元金]|刀|块钱?|元|欧元?|usd|eur|cny"
    r"|dollars?"
    r"|euros?)?\s*(?:的|of|for)?\s*$"
)


def amounts(schema: Schema, heard: Heard, used: Sequence[Mention]) -> list[Mention]:
    """Money for a slot: the amount behind one of its words; a slot without words takes any."""
    text = heard.folded.folded
    named = [Folded.of(each).folded for each in schema.get("x-names") or ()]
    for word in itertools.chain(named, *choosing.words_of(schema).values()):
        place = choosing.find_word(text, word)
        number = _NUMBER.match(text, place + len(word)) if place >= 0 else None
        number = number or (_NUMBER_BEFORE.search(text[:place]) if place > 0 else None)
        if number:
            start, end = number.span(1)
            return [Mention("money", number[1], start, end, number[1])]
    if schema.get("x-words"):
        return []
    return [
        replace(each, value=each.value.split()[0])
        for each in heard.of("money")
        if not _inside(each, used)
    ]


def _by_pattern(
    kind: str, schema: Schema, heard: Heard, used: Sequence[Mention]
) -> tuple[Any, list[Mention]]:
    """A value that the schema's own patterns find, and what it was found in."""
    if kind == "names":
        held = narrowing.names(schema, heard, used, schema.get("x-excluding") or ())
        return [each.value for each in held] or None, held
    if kind == "choices":
        held = patterns.choices(schema, heard)[: int(schema.get("maxItems") or 10)]
        return [each.value for each in held] or None, held
    if kind == "number":
        counted = patterns.number(schema, heard)
        return (counted[0], [counted[1]]) if counted else (None, [])
    one = patterns.flag(schema, heard) if kind == "flag" else patterns.choice(schema, heard)
    if one is None:
        return None, []
    return True if kind == "flag" else one.value, [one]


def _inside(mention: Mention, used: Sequence[Mention]) -> bool:
    """Whether a mention is used already, or lies within one that is."""
    return any(each.start <= mention.start and mention.end <= each.end for each in used)

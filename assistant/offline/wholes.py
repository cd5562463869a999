"""By what a figure is split although that is not said in so many words.

`What share of last year's tickets came from Europe?` wants them by region, and not Europe's alone;
`receivables, largest first` wants them by whoever owes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.model import OfferedTool
from assistant.offline import matching, patterns
from assistant.offline.mentions import Heard, Mention
from assistant.offline.schemas import properties, slot_kind
from assistant.offline.slots import Filled
from domain import timephrases


def split_by_part(offered: OfferedTool, filled: Filled, heard: Heard) -> Filled:
    """Split by the dimensions of the values that stand where a part is said (`x-part-of`)."""
    for name, schema in properties(offered).items():
        if "x-part-of" not in schema or not _is_free(schema, filled.arguments):
            continue
        stretch = matching.stretch(schema["x-part-of"], heard, "part")
        parts = _parts(filled.used, stretch, heard) if stretch else {}
        if parts and len(parts) <= int(schema.get("maxItems") or 1):
            return replace(filled, arguments=_split(filled.arguments, name, parts))
    return filled


def ranked(offered: OfferedTool, filled: Filled, heard: Heard) -> Filled:
    """What is put in order without a word of what is split by what it is usually ranked by."""
    for name, schema in properties(offered).items():
        if "x-ranks" not in schema or any(filled.arguments.get(e) for e in schema["x-shaped-by"]):
            continue
        usual = schema["x-ranks"].get(filled.arguments.get(schema["x-ranked-for"]))
        if usual and ("limit" in filled.arguments or matching.says(schema["x-ranking"], heard)):
            return replace(filled, arguments={**filled.arguments, name: [usual]})
    return filled


def asked_of_named(offered: OfferedTool, filled: Filled) -> Filled:
    """`Who has more, A or B?` asks of these: it is not split by people."""
    several = [each.partition("=")[0] for each in filled.arguments.get("only") or () if "=" in each]
    if len(several) == len(set(several)):
        return filled
    for name, schema in properties(offered).items():
        groups = filled.arguments.get(name)
        if "x-who" in schema and isinstance(groups, list):
            asked = {e.value for e in filled.used if matching.is_said(schema["x-who"], e.said)}
            kept = [each for each in groups if each not in asked]
            return replace(filled, arguments={**filled.arguments, name: kept})
    return filled


def later_first(offered: OfferedTool, filled: Filled, heard: Heard, today: date) -> Filled:
    """Two times side by side: the later one is told with what has changed since the earlier."""
    wanted = properties(offered)
    against = next((name for name, each in wanted.items() if "x-beside" in each), None)
    if against not in filled.arguments or not patterns.side_by_side(heard):
        return filled
    first, second = (each.value for each in heard.of("period"))
    days, behind = timephrases.resolve(first, today), timephrases.resolve(second, today)
    if matching.says(wanted[against]["x-beside"], heard) or not days or not behind:
        return filled
    if days.start > behind.start:
        return filled
    periods = [name for name, each in wanted.items() if slot_kind(each) == "period"]
    turned = {name: second for name in periods if name != against} | {against: first}
    return replace(filled, arguments={**filled.arguments, **turned})


def _is_free(schema: Mapping[str, Any], arguments: Mapping[str, Any]) -> bool:
    """Whether nothing is split yet and the figure is one of those that add up."""
    wanted: Mapping[str, Sequence[str]] = schema["x-part-when"]
    return all(arguments.get(name) in values if values else not arguments.get(name)
               for name, values in wanted.items())  # fmt: skip


def _parts(used: Sequence[Mention], stretch: tuple[int, int], heard: Heard) -> dict[str, str]:
    """The values said there, and not again behind it, by their dimensions."""
    start, end = stretch
    behind = heard.folded.folded[end:]
    found: dict[str, str] = {}
    for each in used:
        dimension, mark, _ = each.value.partition("=")
        if mark and start <= each.start < end and each.said.lower() not in behind:
            if dimension in found:
                return {}  # several parts that are named stand side by side by themselves
            found[dimension] = each.value
    return found


def _split(arguments: Mapping[str, Any], name: str, parts: Mapping[str, str]) -> dict[str, Any]:
    changed = {**arguments, name: list(parts)}
    for other, values in arguments.items():
        if isinstance(values, list) and other != name:
            changed[other] = [each for each in values if each not in parts.values()]
    return {key: value for key, value in changed.items() if value != []}

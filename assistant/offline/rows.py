"""One row of the table that was shown last: the tickets behind it, and what a single figure is."""

import re
from collections.abc import Mapping
from typing import Any

from assistant.offline.mentions import Heard
from assistant.offline.thread import Step

_TICKETS = "tickets"
_GRAINS = frozenset({"day", "week", "month", "quarter", "year"})
_NUMBERS = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "十": 10, "首": 1, "头一": 1, "first": 1, "top": 1, "highest": 1, "second": 2, "third": 3,
    "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_ROW = re.compile(
    r"第\s?(?P<zh>[一二两三四五六七八九十]|\d{1,2})(?:行|名|个|项|位|类|条|款|家)"
    r"|(?P<first>首|头一)(?:行|名|个|项|位)|最(?P<top>上|高|多)"
    r"|(?P<last>最后一?|最下面?的?一?|末尾?)(?:行|名|个|项|位|类|条)"
    r"|(?<![a-z])(?P<en>first|top|highest|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"(?![a-z])|row (?P<n>\d{1,2})|(?<![a-z])(?P<bottom>last|bottom) (?:row|line|one|entry|item)"
)


def is_of_one(new: Mapping[str, Any]) -> bool:
    """Whether the tickets behind figures are asked for, and nothing else."""
    return new.get("show") == _TICKETS


def narrowed(step: Step, heard: Heard) -> dict[str, Any] | None:
    """The arguments of a figure for the one row of its table that the message points at."""
    match = _ROW.search(heard.folded.folded)
    table = next(iter(step.data.get("tables") or ()), None)
    if match is None or table is None:
        return None
    keys, place = table.get("keys") or [], _place(match)
    if not -len(keys) <= place < len(keys) or not keys[place]:
        return None
    before = step.call.arguments
    found = {name: before[name] for name in ("metric", "exclude", "period") if name in before}
    only = list(before.get("only") or ())
    for column, (name, code) in enumerate(keys[place].items()):
        if name in _GRAINS:
            found["period"] = str(table["rows"][place][column])
        else:
            only = [each for each in only if not str(each).startswith(f"{name}=")]
            only.append(f"{name}={code or 'unclassified'}")
    return {**found, "only": only} if only else found


def _place(match: re.Match[str]) -> int:
    if match["last"] or match["bottom"]:
        return -1
    said = match["zh"] or match["en"] or match["n"] or "first"
    return (int(said) if said.isdigit() else _NUMBERS[said]) - 1


def is_one_number(arguments: Mapping[str, Any]) -> bool:
    """Whether a picture is asked of a figure that is one number."""
    is_split = any(arguments.get(name) for name in ("group_by", "grain"))
    is_picture = arguments.get("show") not in (None, _TICKETS)
    several = [str(each).partition("=")[0] for each in arguments.get("only") or ()]
    return is_picture and not is_split and len(several) == len(set(several))

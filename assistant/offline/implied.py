"""A choice that nobody made in its own words, but that something else said makes.

Troubleshooting is a service of consult tickets; who says that it was repaired in the own workshop
has a local repair written down; what came out dearer than planned is over the estimate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.model import OfferedTool
from assistant.offline import acts, matching, orders, schemas
from assistant.offline.mentions import Heard

_FEW = 4  # letters that say nothing
_LINE = 120  # characters of a first line that stands for the whole


def completed(offered: OfferedTool, heard: Heard, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments with what the rest and the message imply.

    `x-implied` draws a choice from them; a heading is the first line of the text it stands over.
    """
    known = dict(arguments)
    for name, schema in schemas.properties(offered).items():
        if known.get(name) is not None or not schemas.has_meaning(schema, known):
            continue
        if whole := known.get(schema.get("x-first-line-of", "")):
            known[name] = str(whole).strip().split("\n")[0][:_LINE]
            continue
        for hint in schema.get("x-implied") or ():
            if _holds(offered, hint, heard, known) and hint["value"] in schema.get("enum", ()):
                known[name] = hint["value"]
                break
    return known


def is_said(offered: OfferedTool, value: str, heard: Heard) -> bool:
    """Whether the message itself implies this value of one of the tool's choices."""
    hints = (
        hint for schema in schemas.properties(offered).values()
        for hint in schema.get("x-implied") or () if hint["value"] == value
    )  # fmt: skip
    return any("said" in hint and _holds(offered, hint, heard, {}) for hint in hints)


def _holds(
    offered: OfferedTool, hint: Mapping[str, Any], heard: Heard, known: Mapping[str, Any]
) -> bool:
    """Whether one of its `fields` is given, or one of its patterns `said`.

    `unless` names a field that only those are offered of whom the words would tell nothing.
    `unless_behind` are a pattern that parts what is told behind the words, and one of what may
    stand there beside an order and what is named: the rest of it says that more is the matter.
    """
    if hint.get("unless") in schemas.properties(offered):
        return False
    if any(known.get(each) for each in hint.get("fields", ())):
        return True
    if "unless_behind" not in hint:
        return "said" in hint and matching.says(hint["said"], heard)
    ends = [end for _, end in matching.ends(hint["said"], heard)]
    return bool(ends) and not _tells_more(hint["unless_behind"], heard, max(ends))


def _tells_more(parts: Sequence[str], heard: Heard, behind: int) -> bool:
    """Whether behind this place anything is told but what may stand there; a `but` tells more."""
    between, may_stand = map(matching.compiled, parts)
    text = heard.folded.folded[behind:]
    marks = list(between.finditer(text))
    ends = [*(each.start() for each in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=True):
        said = text[mark.end() : end]
        is_settled = may_stand.search(said) or orders.is_order(said)
        most = 0 if mark["but"] else _FEW
        if not is_settled and len(_rest(heard, behind + mark.end(), behind + end)) > most:
            return True
    return False


def _rest(heard: Heard, start: int, end: int) -> str:
    """What stands between two places beside the names there."""
    spans = [(0, start), (end, len(heard.folded.folded))]
    kept = tuple(each for each in heard.mentions if each.kind != "category" or each.part)
    return acts.rest(replace(heard, mentions=kept), spans)

"""A choice that nobody made in its own words, but that something else said makes.

Troubleshooting is a service of consult tickets; who says that it was repaired in the own workshop
has a local repair written down; what came out dearer than planned is over the estimate.
"""

from collections.abc import Mapping
from typing import Any

from assistant.model import OfferedTool
from assistant.offline import matching, schemas
from assistant.offline.mentions import Heard

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
    """
    if hint.get("unless") in schemas.properties(offered):
        return False
    if any(known.get(each) for each in hint.get("fields", ())):
        return True
    return "said" in hint and matching.says(hint["said"], heard)

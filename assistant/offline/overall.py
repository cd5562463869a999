"""How one time was against another, no figure named: `how was last week against the one before`.

The summary of a week or month tells what has changed since the one before; against any other time
the tickets that came in are compared.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.model import OfferedTool
from assistant.offline import patterns, schemas, slots, unheard
from assistant.offline.turn import Decision, Turn
from domain.timephrases import resolve

FIGURES, SUMMARY = "query_statistics", "period_summary"
_HOW = re.compile(
    r"怎么?样|如何|咋样|情况|总体|整体|好(?:些|点|了)?[吗没]"
    r"|(?<![a-z])(?:how|overall|better|worse|how's|doing)(?![a-z])"
)
_CAME_IN = "tickets_created"
_WHEN = {"period", "against", "compare_to"}


def compared(turn: Turn) -> Decision | None:
    """The summary of the later time, or the tickets of both; None where a figure is named."""
    figures = turn.tools.get(FIGURES)
    if figures is None or turn.thread.last or not _HOW.search(turn.heard.folded.folded):
        return None
    filled = slots.fill(figures, turn.heard)
    said = filled.arguments
    if "period" not in said or not said.keys() <= _WHEN or len(said) == 1:
        return None
    if not _is_all(figures, turn, filled):
        return None
    if SUMMARY in turn.tools and _with_the_one_before(said, turn.request.now.date()):
        return Decision(calls=((SUMMARY, {"period": said["period"]}),))
    return Decision(calls=((FIGURES, {"metric": _CAME_IN, **said}),))


def _with_the_one_before(said: Mapping[str, Any], today: date) -> bool:
    if "against" not in said:
        return said.get("compare_to") == "previous_period"
    days = resolve(said["period"], today)
    before = resolve(said["against"], today)
    return days is not None and before is not None and before.end == days.start


def _is_all(figures: OfferedTool, turn: Turn, filled: slots.Filled) -> bool:
    """Whether no figure is named and every word was heard."""
    begins = next(s for s in schemas.properties(figures).values() if s.get("x-begins"))
    return patterns.choice(begins, turn.heard) is None and unheard.is_whole(
        begins, filled, turn.heard
    )

"""Everything that waits for a decision approved at once: each ticket by the step it waits for."""

import re
from collections.abc import Mapping

from assistant.offline.thread import Step
from assistant.offline.turn import Decision, Turn

MOVES = "move_ticket"
# What `approve` means for a ticket, by the state in which it waits.
_STEPS: Mapping[str, str] = {
    "pending_approval": "approve",
    "exception": "approve_exception",
    "self_reported": "accept",
    "submitted": "approve",
    "needs_desk_approval": "approve",
    "needs_management_approval": "approve",
}
_ALL = re.compile(
    r"(?:那|就|我|把|这些|那些|它们|上面的?|几[张个]|[两三四五六七八]张)*(?:都|全部|全都|全|统统|一起|一并)"
    r"(?:给我?|可以|帮我?)?(?:批|通过|同意|准|放行)(?:准|掉|了|过)?(?:吧|好了)?"
    r"|(?:ok |then |please |yes )*approve (?:them )?"
    r"(?:all|both|everything|all of (?:them|those|these))(?: please| then)?"
    r"|(?:all|both)(?: of them)?(?: are)? approved"
)


def all_of_them(turn: Turn) -> Decision | None:
    """One card for each step that the tickets listed last wait for; None where none is meant."""
    if MOVES not in turn.tools or not _ALL.fullmatch(turn.heard.folded.folded.strip(" .,!?")):
        return None
    listed = next((step for step in reversed(turn.thread.past) if step.items), None)
    if listed is None:
        return None
    calls = [
        (MOVES, {"move": move, "numbers": numbers}) for move, numbers in _by_step(listed).items()
    ]
    return Decision(calls=tuple(calls)) if calls else None


def _by_step(listed: Step) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in listed.items:
        move, number = _STEPS.get(str(row.get("status"))), str(row.get("number"))
        if move and number not in found.get(move, ()):
            found.setdefault(move, []).append(number)
    return found

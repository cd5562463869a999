"""Two or three questions in one message: each is answered where all are clear and only read."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.model import OfferedTool
from assistant.offline import acts, patterns, slots, unheard
from assistant.offline.mentions import Heard
from assistant.offline.schemas import properties
from assistant.offline.turn import Decision, Turn
from assistant.offline.wish import wish_of
from tools.tool import Effect

_BETWEEN = re.compile(
    r"[?;\n]+"
    r"|(?P<also>[,. ]*(?:另外|顺便(?:问一?下|看一?下|查一?下)?|还有就是|对了|再问一?下)[,. ]*"
    r"|[,. ]*(?<![a-z])(?:and also|also|and by the way|by the way|btw|and another thing)(?![a-z])"
    r"[,. ]*)|(?<=[一-鿿])[ ]+(?=[一-鿿])"
)
_MOST = 3
_SAYS = 3  # letters that a question has at least
Call = tuple[str, Mapping[str, Any]]
Act = Callable[[Turn, OfferedTool, Heard], Decision]


def both_asked(turn: Turn, act: Act) -> Decision | None:
    """The look-ups for each of the questions; None where it is one question, or one is unclear.

    Things to write are told apart by words for that alone (`by the way`): a fault has commas, too.
    """
    read = _all_of(turn, _parts(turn), act, effects={Effect.READ})
    return read or _all_of(turn, _parts(turn, "also"), act, effects=set(Effect))


def _all_of(
    turn: Turn, parts: Sequence[Heard], act: Act, *, effects: set[Effect]
) -> Decision | None:
    if not 1 < len(parts) <= _MOST:
        return None
    calls: list[Call] = []
    first: OfferedTool | None = None
    for part in parts:
        if not acts.rest(part):
            return None  # a time or a name behind the question is a part of it
        wish = wish_of(turn, part)
        offered = turn.tools.get(wish.name)
        if not wish.is_clear or offered is None or offered.tool.effect not in effects:
            return None
        if calls and (slots.lacks_its_beginning(offered, part) or _lays_out(first, part)):
            return None  # how the figure asked for before is to be laid out
        first = first or offered
        decided = act(turn, offered, part)
        if not decided.calls:
            return None
        calls += [call for call in decided.calls if call not in calls]
    asked = [each for each in calls if not any(_is_within(each, other) for other in calls)]
    return Decision(calls=tuple(asked)) if len(calls) > 1 else None


def _is_within(call: Call, other: Call) -> bool:
    """Whether another call asks the same and more: `on time? give me last year's rate by month`."""
    (name, given), (named, more) = call, other
    return name == named and given.items() < more.items()


def _lays_out(first: OfferedTool | None, part: Heard) -> bool:
    """Whether all that is said has its place in the first look-up: `Monthly, all of 2025`."""
    begins = [s for s in properties(first).values() if s.get("x-begins")] if first else []
    if first is None or not begins or patterns.choice(begins[0], part):
        return False
    filled = slots.fill(first, part)
    return bool(filled.arguments) and unheard.is_whole(begins[0], filled, part)


def _parts(turn: Turn, only: str = "") -> list[Heard]:
    """The stretches between what parts questions, or between words of one kind `only`."""
    folded = turn.heard.folded
    taken = [(each.start, each.end) for each in turn.heard.mentions]
    parts, start = [], 0
    for match in _BETWEEN.finditer(folded.folded):
        if only and not match[only]:
            continue
        if not any(left < match.end() and match.start() < right for left, right in taken):
            parts.append((start, match.start()))
            start = match.end()
    parts.append((start, len(folded.folded)))
    said = [folded.said(left, right).strip() for left, right in parts if left < right]
    return [turn.hear(each) for each in said if sum(map(str.isalnum, each)) >= _SAYS]

"""Two or three questions in one message: each is answered where all are clear and only read."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from assistant.model import OfferedTool
from assistant.offline.mentions import Heard
from assistant.offline.turn import Decision, Turn
from assistant.offline.wish import wish_of
from tools.tool import Effect

_BETWEEN = re.compile(
    r"[?;\n]+|[,. ]*(?:另外|顺便(?:问一?下|看一?下|查一?下)?|还有就是|对了|再问一?下)[,. ]*"
    r"|(?<=[一-鿿])[ ]+(?=[一-鿿])"
    r"|[,. ]*(?<![a-z])(?:and also|also|and by the way|by the way|btw|and another thing)(?![a-z])"
    r"[,. ]*"
)
_MOST = 3
_SAYS = 3  # letters that a question has at least
Act = Callable[[Turn, OfferedTool, Heard], Decision]


def both_asked(turn: Turn, act: Act) -> Decision | None:
    """The look-ups for each of the questions; None where it is one question, or one is unclear."""
    parts = _parts(turn)
    if not 1 < len(parts) <= _MOST:
        return None
    calls: list[tuple[str, Mapping[str, Any]]] = []
    for part in parts:
        wish = wish_of(turn, part)
        offered = turn.tools.get(wish.name)
        if not wish.is_clear or offered is None or offered.tool.effect is not Effect.READ:
            return None
        decided = act(turn, offered, part)
        if not decided.calls:
            return None
        calls += [call for call in decided.calls if call not in calls]
    return Decision(calls=tuple(calls)) if len(calls) > 1 else None


def _parts(turn: Turn) -> list[Heard]:
    folded = turn.heard.folded
    taken = [(each.start, each.end) for each in turn.heard.mentions]
    parts, start = [], 0
    for match in _BETWEEN.finditer(folded.folded):
        if not any(left < match.end() and match.start() < right for left, right in taken):
            parts.append((start, match.start()))
            start = match.end()
    parts.append((start, len(folded.folded)))
    said = [folded.said(left, right).strip() for left, right in parts if left < right]
    return [turn.hear(each) for each in said if sum(map(str.isalnum, each)) >= _SAYS]

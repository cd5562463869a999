"""The device of a ticket that was picked or named: `the camera of the second one`, 第二张那台机器.

In the words its serial number stands for it, so that whatever is wanted is about the device and
not about that ticket. A ticket without a serial number gives its product and customer.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.model import Ask
from assistant.offline import acts, asking, asking_dealers, picking, schemas, telling
from assistant.offline.mentions import Mention
from assistant.offline.thread import Step, within
from assistant.offline.turn import Decision, Turn
from tools.tool import Effect

READER = "read_ticket"
_BACK = 4  # messages in which a question was left open
_FEW = 14  # letters beside a ticket's number that only say that it is its device
_THING = r"(?:camera|device|unit|body|machine|cam|serial(?: number)?|sn)"
_OF = re.compile(
    rf"(?<![a-z])(?:(?:the|that|this|same|its)\s+)*{_THING}\s+(?:of|from|in|on|as in|as)\s+$"
)
_OF_ITS = re.compile(
    r"\s*(?:的?[那这]?[台部个]?的?(?:机器|相机|设备|机子|摄影机|机身)|[那这]台(?!单)"
    r"|'s (?:camera|device|unit|body|machine|serial(?: number)?))"
)
_SAME = re.compile(
    rf"(?<![a-z])(?:same|that|the|his|its|it's|it is)\s+{_THING}(?![a-z])"
    r"|[同那这就]一?台|机器|相机|设备"
)


def resolved(turn: Turn) -> Turn | Decision:
    """The turn with the device in place of `the camera of` a ticket; else the ticket to be read.

    A ticket that is nowhere, or not for this person, is told as by any look-up.
    """
    named = turn.heard.of("ticket_number")
    if len(named) != 1 or turn.heard.of("sn"):
        return turn
    span = _span(turn, named[0])
    if span is None or asking_dealers.is_asked(turn.heard):
        return turn
    number = named[0].value
    known = _known(turn, number)
    if known is None and READER in turn.tools and not turn.thread.turn:
        return Decision(calls=((READER, {"number": number}),))
    behind = turn
    first = turn.thread.turn[:1]
    if known is None and first and first[0].call.arguments == {"number": number}:
        known = first[0].data.get("ticket")
        if not known:
            return telling.tell(turn, first)
        behind = turn.gone_by()
    device = _told(known or {})
    return picking.put(behind, [(*span, device)]) if device else turn


def _span(turn: Turn, named: Mention) -> tuple[int, int] | None:
    """Where the device of a ticket is said, or the ticket where its device is asked for."""
    text = turn.heard.folded.folded
    before, behind = _OF.search(text[: named.start]), _OF_ITS.match(text, named.end)
    start = before.start() if before else named.start
    if before or behind:
        return start, behind.end() if behind else named.end
    asked = left_open(turn)
    if asked is None or _kind(turn, asked) != "sn":
        return None
    left = _SAME.sub("", acts.rest(turn.heard))
    return (named.start, named.end) if len(left) <= _FEW else None


def _known(turn: Turn, number: str) -> Mapping[str, Any] | None:
    """What a list or a reading has told of a ticket, where its device is among it."""
    for step in reversed(turn.thread.past):
        shown = step.data.get("ticket")
        for row in (*([shown] if isinstance(shown, Mapping) else []), *step.items):
            if row.get("number") == number and within(row, "sn"):
                return row
    return None


def _told(known: Mapping[str, Any]) -> str:
    """The serial number, in the row or of its device; else customer and product by name."""
    if sn := within(known, "sn"):
        return sn
    return " ".join(filter(None, (within(known, each) for each in ("customer", "product"))))


def left_open(turn: Turn) -> Ask | None:
    """The question that still waits for its answer: the last one, or one that was left for a look.

    It was not answered since, nor dropped.
    """
    if turn.thread.ask:
        return turn.thread.ask
    for exchange in reversed(turn.thread.exchanges[-_BACK:]):
        if exchange.ask or acts.cancels(turn.hear(exchange.said)):
            return exchange.ask
        if any(_writes(turn, step) for step in exchange.steps):
            return None
    return None


def _writes(turn: Turn, step: Step) -> bool:
    offered = turn.tools.get(step.call.name)
    return offered is None or offered.tool.effect is Effect.WRITE


def taken_up(turn: Turn) -> Decision | None:
    """The device or ticket that a question was left open for, where it is all that is said."""
    asked = left_open(turn)
    if asked is None or turn.thread.ask:
        return None
    kind = _kind(turn, asked)
    if kind not in ("sn", "ticket_number") or len(turn.heard.of(kind)) != 1:
        return None
    if len(_SAME.sub("", acts.rest(turn.heard))) > _FEW:
        return None
    back = replace(turn, thread=replace(turn.thread, ask=asked))
    return asking.answered(back, asked)


def _kind(turn: Turn, asked: Ask) -> str:
    offered = turn.tools.get(asked.tool)
    schema = schemas.properties(offered).get(asked.slot) if offered else None
    return schemas.slot_kind(schema) if schema else ""

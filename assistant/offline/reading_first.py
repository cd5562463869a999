"""Two steps for one question: a ticket is read first for what the tool wanted needs of it."""

from collections.abc import Mapping
from typing import Any

from assistant.model import OfferedTool
from assistant.offline import asking, pointers, schemas, slots, texts
from assistant.offline.intents import NO_TOOL
from assistant.offline.mentions import Heard
from assistant.offline.pointing import in_talk
from assistant.offline.thread import within
from assistant.offline.turn import Decision, Turn
from assistant.offline.wish import wish_of
from tools.tool import Effect

_READS_FIRST = "read_ticket"
_FACTS = {"sn": "sn", "customer": "customer"}  # slots that a ticket's own fields fill


def read_first(
    turn: Turn, offered: OfferedTool, heard: Heard, arguments: Mapping[str, Any]
) -> Decision | None:
    """A tool that needs the words, device or customer of a ticket: the ticket is read first.

    It is the one named; for a device or customer also the one in talk.
    """
    reader = turn.tools.get(_READS_FIRST)
    name = asking.missing(offered, arguments)
    if reader is None or name is None or offered.tool.effect is not Effect.READ:
        return None
    kind = schemas.slot_kind(schemas.properties(offered)[name])
    number = next(iter(heard.values("ticket_number")), None)
    last = turn.thread.last
    just_read = last is not None and last.call.name == _READS_FIRST
    if number is None and (just_read if kind == "text" else pointers.points_back(heard)):
        number = in_talk(turn, "ticket_number")
    if number is None or kind not in {"text", *_FACTS}:
        return None
    return asking.proceed(turn, reader, {"number": number})


def next_step(turn: Turn) -> Decision | None:
    """After the ticket was read first: the tool that was wanted, with the ticket's summary."""
    steps = turn.thread.turn
    if len(steps) != 1 or steps[0].call.name != _READS_FIRST or not steps[0].ok:
        return None
    wish = wish_of(turn)
    offered = turn.tools.get(wish.name)
    if offered is None or wish.name in NO_TOOL or wish.name == _READS_FIRST:
        return None
    filled = slots.fill(offered, turn.heard)
    if read_first(turn, offered, turn.heard, filled.arguments) is None:
        return None
    name = asking.missing(offered, filled.arguments) or ""
    fact = _FACTS.get(schemas.slot_kind(schemas.properties(offered)[name]), "summary")
    value = within(steps[0].data, fact)
    if value is None:
        return None
    if fact == "summary":
        return asking.proceed(turn, offered, texts.put_words(offered, filled.arguments, value))
    return asking.proceed(turn, offered, {**filled.arguments, name: value})

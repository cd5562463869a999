"""What a message named that no look-up could take: it is said, never dropped in silence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from assistant.offline import schemas, slots, unheard
from assistant.offline.folded import plain
from assistant.offline.mentions import Mention, means_today
from assistant.offline.people import with_people
from assistant.offline.thread import Step
from assistant.offline.turn import Turn
from tools.tool import Effect

# What narrows a look-up down; a number or a serial is what it is about.
_THINGS = "person customer dealer region country period product family part sku batch"
_NARROWS = frozenset(_THINGS.split())
_ABOUT_ONE = frozenset({"ticket_number", "sn", "wish", "article", "invoice"})


def left_out(turn: Turn, steps: Sequence[Step]) -> list[str]:
    """The words of the person that narrowed nothing down although they name something."""
    looked = [step for step in steps if step.ok and _lists(turn, step)]
    if not looked or len(looked) < len(steps):
        return []
    heard = with_people(turn.heard)
    named = [each for each in heard.mentions if each.kind in _NARROWS and each.sure]
    taken = _taken(turn, looked)
    today = turn.request.now.date()
    dropped = [
        each.said
        for each in named
        if not _was_used(each, taken) and not means_today(each, today)  # which is shown anyway
    ]
    return [*dropped, *_unheard(turn, looked)]


def _unheard(turn: Turn, steps: Sequence[Step]) -> Iterator[str]:
    """The words of a question that a tool with a closed vocabulary did not hear."""
    said = {plain(value) for step in turn.thread.turn for value in _texts(step.call.arguments)}
    for step in steps:
        offered = turn.tools[step.call.name]
        for schema in schemas.properties(offered).values():
            if "x-begins" in schema and "x-heard" in schema:
                found = unheard.words(schema, slots.fill(offered, turn.heard), turn.heard)
                yield from (each for each in found if plain(each) not in said)


def _lists(turn: Turn, step: Step) -> bool:
    """Whether a step looked for several things: of one thing all is shown anyway."""
    offered = turn.tools.get(step.call.name)
    if offered is None or offered.tool.effect is not Effect.READ or "error" in step.data:
        return False
    wanted = schemas.properties(offered)
    given = {schemas.slot_kind(wanted[name]) for name in step.call.arguments if name in wanted}
    return not given & _ABOUT_ONE


class _Taken(NamedTuple):
    """What the look-ups took: places in the message, and the values of their arguments."""

    spans: Sequence[tuple[int, int]]
    values: Sequence[str]


def _taken(turn: Turn, steps: Sequence[Step]) -> _Taken:
    spans: list[tuple[int, int]] = []
    values: list[str] = []
    for step in steps:
        filled = slots.fill(turn.tools[step.call.name], turn.heard)
        spans += [(each.start, each.end) for each in filled.used]
        values += [plain(each) for each in _texts(step.call.arguments)]
    return _Taken(spans, values)


def _was_used(mention: Mention, taken: _Taken) -> bool:
    if any(start < mention.end and mention.start < end for start, end in taken.spans):
        return True
    said = {plain(mention.value), plain(mention.said)} - {""}
    return any(each in value for each in said for value in taken.values)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, Sequence):
        for each in value:
            yield from _texts(each)

"""Keeping the thread: corrections, changes and refinements of what was done last."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.model import Choice, OfferedTool, Outcome
from assistant.offline import (
    acts,
    amending,
    asking,
    goods,
    matching,
    narrowing,
    rows,
    schemas,
    slots,
    speech,
    wholes,
)
from assistant.offline.earlier import compared, earlier
from assistant.offline.mentions import Heard
from assistant.offline.pointing import ID_KEYS, in_talk
from assistant.offline.slots import Filled
from assistant.offline.strangers import strangers
from assistant.offline.thread import Step
from assistant.offline.turn import Decision, Turn
from domain.language import Text
from tools.tool import Effect

_READS_FIRST = "read_ticket"
_STEPS_BACK = 4  # calls that a short message may refine


def follow(turn: Turn) -> Decision | None:
    """What the message does to the last step; None when it stands on its own."""
    said_to_card = goods.follow(turn) or amending.added(turn)
    return said_to_card or _correct(turn) or _change(turn) or _before(turn) or _refine(turn)


def _before(turn: Turn) -> Decision | None:
    """`and the year before?`: the last figures again, of the days so long before theirs."""
    last = turn.thread.last
    offered = turn.tools.get(last.call.name) if last else None
    if last is None or offered is None or "period" not in schemas.properties(offered):
        return None
    if span := compared(turn.heard, last.data):
        so = {"compare_to": "previous_period"}
        return None if acts.rest(turn.heard, [span]) else _again(turn, offered, last, so)
    found = earlier(turn.heard, last.data, turn.request.now.date())
    if found is None or acts.rest(turn.heard, [found[1]]):
        return None
    if slots.fill(offered, turn.heard).arguments.keys() - {"period", "compare_to"}:
        return None  # it says more than that
    return _again(turn, offered, last, {"period": found[0]})


def _correct(turn: Turn) -> Decision | None:
    """`not A123 but A124`: the last call again with the one value replaced."""
    last = turn.thread.last
    begins = acts.corrects(turn.heard)
    if last is None or begins is None or last.call.name not in turn.tools:
        return None
    after = [each for each in turn.heard.mentions if each.start >= begins - 1]
    offered = turn.tools[last.call.name]
    heard = replace(turn.heard, mentions=tuple(after))
    changed = slots.fill(offered, heard, last.call.arguments).arguments
    if not changed or len(acts.rest(heard, _said_before(turn.heard, begins))) > 12:
        return None
    return asking.proceed(turn, offered, {**_kept(last, changed), **changed})


def _change(turn: Turn) -> Decision | None:
    """`make it R1`: the one write that takes this choice, about the ticket named or in talk."""
    named = turn.heard.values("ticket_number")
    number = named[0] if named else in_talk(turn, "ticket_number")
    if number is None or not acts.sets(turn.heard):
        return None
    fitting = []
    for offered in turn.tools.values():
        wanted = schemas.properties(offered)
        name = next((n for n, s in wanted.items() if schemas.slot_kind(s) == "ticket_number"), None)
        if name is None or offered.tool.effect is not Effect.WRITE:
            continue
        found = slots.fill(offered, turn.heard)
        spans = [(each.start, each.end) for each in found.used]
        is_choice = {each.kind for each in found.used} - {"ticket_number"} == {"choice"}
        if is_choice and not acts.rest(turn.heard, [*spans, *acts.settings(turn.heard)]):
            is_list = wanted[name].get("type") == "array"
            about = {name: [number] if is_list else number}
            fitting.append((offered, {**found.arguments, **about}))
    return asking.proceed(turn, *fitting[0]) if len(fitting) == 1 else None


def _said_before(heard: Heard, place: int) -> list[tuple[int, int]]:
    return [(0, place)] if heard.mentions else []


def _refine(turn: Turn) -> Decision | None:
    """`and the closed ones?`: a reading call again with the values that are new.

    It is the last call that these values fit; one further back only where the message leads on.
    """
    for back, step in enumerate(reversed(turn.thread.to_go_on[-_STEPS_BACK:])):
        offered = turn.tools.get(step.call.name)
        if offered is None or offered.tool.effect is not Effect.READ:
            return None
        kinds = {schemas.slot_kind(each) for each in schemas.properties(offered).values()}
        if any(turn.heard.of(kind) for kind in ID_KEYS if kind not in kinds):
            return None  # a number that is said is what it is about
        found = slots.fill(offered, turn.heard)
        spans = [(each.start, each.end) for each in found.used]
        if found.arguments and not acts.rest(turn.heard, spans) and _leads_on(turn, found):
            wanted = schemas.properties(offered)
            begins = any(wanted[name].get("x-begins") for name in found.arguments)
            if (back or begins) and not acts.leads_on(turn.heard):
                return None
            return _again(turn, offered, step, found.arguments)
    return _of_a_stranger(turn)


def _of_a_stranger(turn: Turn) -> Decision | None:
    """`and Rotolight?` of somebody unknown: said so, where names narrow down what was asked."""
    last = turn.thread.last
    offered = turn.tools.get(last.call.name) if last else None
    if offered is None or not acts.leads_on(turn.heard):
        return None
    kinds = {schemas.slot_kind(each) for each in offered.tool.arguments.hints()}
    names = strangers(turn.heard) if kinds & {"customer", "dealer", "names"} else []
    text = turn.heard.folded.folded
    spans = [(text.find(each.lower()), text.find(each.lower()) + len(each)) for each in names]
    if not names or acts.rest(turn.heard, spans):
        return None
    return turn.answer(turn.say(speech.UNKNOWN_NAME), Outcome.NO_EVIDENCE)


def go_on(turn: Turn) -> Decision | None:
    """The last step that has a place for what is said, again with it; None without one."""
    card = turn.thread.card
    for step in reversed(turn.thread.to_go_on[-_STEPS_BACK:]):
        offered = turn.tools.get(step.call.name)
        if offered is None or (offered.tool.effect is Effect.WRITE and step != card):
            continue
        new = slots.fill(offered, turn.heard).arguments
        if new:
            return _again(turn, offered, step, new)
    return None


def _again(turn: Turn, offered: OfferedTool, step: Step, new: Mapping[str, Any]) -> Decision:
    """The step once more with what is new: on the row of its table that is meant, if one is."""
    if rows.is_of_one(new) and (arguments := rows.narrowed(step, turn.heard)):
        return asking.proceed(turn, offered, {**arguments, **new})
    arguments = going_on(offered, step.call.arguments, new, turn.heard)
    used = slots.fill(offered, turn.heard, step.call.arguments).used
    # `what share are freezes?` of what was asked before: of all of it, not of freezes alone.
    arguments = wholes.split_by_part(offered, Filled(arguments, used), turn.heard).arguments
    if rows.is_one_number(arguments) and (parts := _parts(turn, offered, arguments)):
        return turn.answer(turn.say(speech.ONE_NUMBER), Outcome.CLARIFY, choices=parts)
    return asking.proceed(turn, offered, arguments)


def lacks_its_beginning(turn: Turn, name: str) -> bool:
    """Whether a tool just used is wished again without the value that it stands or falls with."""
    last, offered = turn.thread.last, turn.tools.get(name)
    if last is None or offered is None or last.call.name != name:
        return False
    return slots.lacks_its_beginning(offered, turn.heard)


def only_leads_on(turn: Turn, name: str) -> bool:
    """Whether a look-up is wished of which nothing is said, though the last one takes what is."""
    last, offered = turn.thread.last, turn.tools.get(name)
    before = turn.tools.get(last.call.name) if last else None
    if last is None or offered is None or before is None or last.call.name == name:
        return False
    if any(each.tool.effect is not Effect.READ for each in (offered, before)):
        return False
    needs = offered.schema.get("required") or ()
    said = slots.fill(before, turn.heard).arguments
    return not needs and bool(said) and not slots.fill(offered, turn.heard).arguments


def why(turn: Turn) -> Decision | None:
    """Nothing is made up about a reason: buttons show which part of a figure is behind it."""
    last = turn.thread.last
    offered = turn.tools.get(last.call.name) if last else None
    if last is None or offered is None:
        return None
    if choices := _parts(turn, offered, last.call.arguments):
        return turn.answer(turn.say(speech.ONLY_COUNTS), Outcome.CLARIFY, choices=choices)
    return None


def no_reason(turn: Turn) -> Decision:
    """Where no look-up holds the reason: said so, rather than guessed."""
    return turn.answer(turn.say(speech.NO_REASON), Outcome.NO_EVIDENCE)


def _parts(turn: Turn, offered: OfferedTool, arguments: Mapping[str, Any]) -> tuple[Choice, ...]:
    """Buttons for the parts a figure can be shown by (`x-explained-by`) and is not yet."""
    for name, schema in schemas.properties(offered).items():
        told = {value: Text(*said) for value, said in schema.get("x-explained-by", {}).items()}
        shown = arguments.get(name) or ()
        said = [each.in_(turn.language) for value, each in told.items() if value not in shown]
        if said:
            return tuple(Choice(each, each) for each in said)
    return ()


def going_on(
    offered: OfferedTool, before: Mapping[str, Any], new: Mapping[str, Any], heard: Heard
) -> dict[str, Any]:
    """The last arguments with the new ones: lists of names grow, others are replaced.

    A new value also drops what its field's `x-replaces` names.
    """
    wanted = schemas.properties(offered)
    gone = {each for name in new for each in wanted[name].get("x-replaces") or ()}
    kept = {name: value for name, value in before.items() if name not in gone}
    changed = dict(new)
    lists = [name for name in wanted if schemas.slot_kind(wanted[name]) == "names"]
    for name in lists:
        if name in new and name in kept:
            joins = matching.says(wanted[name].get("x-joining") or (), heard)
            changed[name] = narrowing.merged(kept[name], new[name], joins=joins)
        elif name in kept and any(other in new for other in lists):
            said = [each for other in lists for each in new.get(other) or ()]
            kept[name] = narrowing.without(kept[name], said)
    return {**kept, **changed}


def _leads_on(turn: Turn, found: Filled) -> bool:
    """An id alone is a question of its own; `and ME_207891?` goes on with the last one."""
    if not {each.kind for each in found.used} <= set(ID_KEYS):
        return True
    return acts.leads_on(turn.heard)


def _kept(last: Step, changed: Mapping[str, Any]) -> dict[str, Any]:
    """The last call's arguments that the change leaves true."""
    return {name: value for name, value in last.call.arguments.items() if name not in changed}

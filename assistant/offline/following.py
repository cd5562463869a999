"""Keeping the thread: pointing back, corrections, refinements, and steps that follow a result."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.model import OfferedTool, Outcome
from assistant.offline import acts, asking, patterns, slots, speech
from assistant.offline.ids import find_ids
from assistant.offline.intents import NO_TOOL, SYMPTOM, classifier
from assistant.offline.mentions import Heard
from assistant.offline.quantities import quantity_alone
from assistant.offline.slots import Filled
from assistant.offline.thread import Step, within
from assistant.offline.turn import Decision, Turn
from assistant.offline.wish import wish_of
from tools.tool import Effect

_ID_KEYS = {"ticket_number": "number", "sn": "sn"}
_ABOUT_FAULTS = frozenset({SYMPTOM, "find_similar_tickets", "open_ticket"})
_TELLS_OF_ONE = 0.2
_READS_FIRST = "read_ticket"
_FACTS = {"sn": "sn", "customer": "customer"}  # slots that a ticket's own fields fill
_PEOPLE = ("dealer", "customer")
_LABEL = 8  # letters beside a value that only say what it is
_STEPS_BACK = 4  # calls that a short message may refine
_LOOK_BACK = 3  # messages in which an undescribed problem may have been described


def follow(turn: Turn) -> Decision | None:
    """What the message does to the last step; None when it stands on its own."""
    return _pick(turn) or _correct(turn) or _change(turn) or _add(turn) or _refine(turn)


def _pick(turn: Turn) -> Decision | None:
    """`the second one`: an item of the last list, read or handed to the tool asked for."""
    place = acts.ordinal(turn.heard)
    if place is None:
        return None
    lists = [step.items for step in reversed(turn.thread.past) if step.items]
    if not lists:
        return turn.answer(turn.say(speech.NOTHING_SHOWN), Outcome.CLARIFY)
    wish = wish_of(turn)
    wanted = wish.name if wish.is_clear and wish.name in turn.tools else None
    in_place = [rows[place - 1 if place > 0 else -1] for rows in lists if place <= len(rows)]
    for item in in_place:
        # Picking something means looking at it, unless the message wants something else.
        readers = [n for n, each in turn.tools.items() if each.tool.effect is Effect.READ]
        for name in [wanted, *sorted(readers, key=_READS_FIRST.__ne__)]:
            given = _id_arguments(turn.tools[name], item) if name else None
            if name and given:
                return _with_item(turn, turn.tools[name], given)
    if in_place:
        return None
    return turn.answer(turn.say(speech.NO_SUCH_ITEM, place=place), Outcome.CLARIFY)


def _with_item(turn: Turn, offered: OfferedTool, given: Mapping[str, Any]) -> Decision:
    """A read of the item, or a write about it with what else the message says."""
    if offered.tool.effect is Effect.READ:
        return asking.proceed(turn, offered, given)
    filled = slots.with_words(offered, turn.heard, slots.fill(offered, turn.heard))
    return asking.proceed(turn, offered, {**filled.arguments, **given})


def _id_arguments(offered: OfferedTool, item: Mapping[str, Any]) -> dict[str, Any] | None:
    """The item's number or serial as the tool's required argument."""
    wanted = slots.properties(offered)
    for name in offered.schema.get("required") or ():
        key = _ID_KEYS.get(slots.slot_kind(wanted.get(name, {})))
        value = within(item, key) if key else None
        kinds = {kind for kind, *_ in find_ids(value.lower())} if value else set()
        if value and slots.slot_kind(wanted[name]) in kinds:
            return {name: [value] if wanted[name].get("type") == "array" else value}
    return None


def _correct(turn: Turn) -> Decision | None:
    """`not A123 but A124`: the last call again with the one value replaced."""
    last = turn.thread.last
    begins = acts.corrects(turn.heard)
    if last is None or begins is None or last.call.name not in turn.tools:
        return None
    after = [each for each in turn.heard.mentions if each.start >= begins - 1]
    offered = turn.tools[last.call.name]
    heard = replace(turn.heard, mentions=tuple(after))
    found = slots.fill(offered, heard)
    changed = found.arguments
    if not changed or len(acts.rest(heard, _said_before(turn.heard, begins))) > 12:
        return None
    return asking.proceed(turn, offered, {**_kept(last, changed), **changed})


def _change(turn: Turn) -> Decision | None:
    """`make it R1`: the one write that takes this choice, about the ticket named or in talk."""
    named = turn.heard.values("ticket_number")
    number = named[0] if named else asking.focus(turn, "ticket_number")
    if number is None or not acts.sets(turn.heard):
        return None
    fitting = []
    for offered in turn.tools.values():
        wanted = slots.properties(offered)
        name = next((n for n, s in wanted.items() if slots.slot_kind(s) == "ticket_number"), None)
        if name is None or offered.tool.effect is not Effect.WRITE:
            continue
        found = slots.fill(offered, turn.heard)
        spans = [(each.start, each.end) for each in found.used]
        is_choice = {each.kind for each in found.used} - {"ticket_number"} == {"choice"}
        if is_choice and not acts.rest(turn.heard, spans):
            is_list = wanted[name].get("type") == "array"
            about = {name: [number] if is_list else number}
            fitting.append((offered, {**found.arguments, **about}))
    return asking.proceed(turn, *fitting[0]) if len(fitting) == 1 else None


def _add(turn: Turn) -> Decision | None:
    """`ME_207890`, just after a card that lacks it: the same write with this value, too."""
    card = turn.thread.card
    offered = turn.tools.get(card.call.name) if card else None
    if card is None or offered is None or len(acts.rest(turn.heard)) > _LABEL:
        return None
    before = card.call.arguments
    new = {n: v for n, v in slots.fill(offered, turn.heard).arguments.items() if n not in before}
    return asking.proceed(turn, offered, {**before, **new}) if new else None


def _said_before(heard: Heard, place: int) -> list[tuple[int, int]]:
    return [(0, place)] if heard.mentions else []


def _refine(turn: Turn) -> Decision | None:
    """`and the closed ones?`: a reading call again with the values that are new.

    It is the last call that these values fit; one further back only where the message leads on.
    """
    for back, step in enumerate(reversed(turn.thread.past[-_STEPS_BACK:])):
        offered = turn.tools.get(step.call.name)
        if offered is None or offered.tool.effect is not Effect.READ:
            return None
        found = slots.fill(offered, turn.heard)
        spans = [(each.start, each.end) for each in found.used]
        if found.arguments and not acts.rest(turn.heard, spans) and _leads_on(turn, found):
            wanted = slots.properties(offered)
            begins = any(wanted[name].get("x-begins") for name in found.arguments)
            if (back or begins) and not acts.leads_on(turn.heard):
                return None
            arguments = going_on(offered, step.call.arguments, found.arguments)
            return asking.proceed(turn, offered, arguments)
    return None


def going_on(
    offered: OfferedTool, before: Mapping[str, Any], new: Mapping[str, Any]
) -> dict[str, Any]:
    """The last arguments with the new ones: lists of names grow, others are replaced.

    A new value also drops what its field's `x-replaces` names.
    """
    wanted = slots.properties(offered)
    gone = {each for name in new for each in wanted[name].get("x-replaces") or ()}
    kept = {name: value for name, value in before.items() if name not in gone}
    changed = dict(new)
    lists = [name for name in wanted if slots.slot_kind(wanted[name]) == "names"]
    for name in lists:
        if name in new and name in kept:
            changed[name] = patterns.merged(kept[name], new[name])
        elif name in kept and any(other in new for other in lists):
            said = [each for other in lists for each in new.get(other) or ()]
            kept[name] = patterns.without(kept[name], said)
    return {**kept, **changed}


def _leads_on(turn: Turn, found: Filled) -> bool:
    """An id alone is a question of its own; `and ME_207891?` goes on with the last one."""
    if not {each.kind for each in found.used} <= set(_ID_KEYS):
        return True
    return acts.leads_on(turn.heard)


def _kept(last: Step, changed: Mapping[str, Any]) -> dict[str, Any]:
    """The last call's arguments that the change leaves true."""
    return {name: value for name, value in last.call.arguments.items() if name not in changed}


def with_query(turn: Turn, offered: OfferedTool, heard: Heard, filled: Filled) -> Filled:
    """A search's optional words: only what is left over and sounds like a problem."""
    words = slots.own_words(heard, filled)
    if not words:
        return filled
    if thing := _named_otherwise(offered, heard, filled):
        return replace(filled, arguments=slots.put_words(offered, filled.arguments, thing))
    if classifier_says_fault(turn.hear(words)):
        return slots.with_words(offered, heard, filled)
    return filled


def _named_otherwise(offered: OfferedTool, heard: Heard, filled: Filled) -> str | None:
    """A thing that is called like a category (a fan), for a tool that asks for no category."""
    wanted = slots.properties(offered)
    kinds = {slots.slot_kind(each) for each in wanted.values()}
    if "category" in kinds or "part" not in kinds:
        return None
    taken = [(each.start, each.end) for each in filled.used]
    named = (each for each in heard.of("category") if (each.start, each.end) not in taken)
    if any(slots.slot_kind(wanted[name]) == "part" for name in filled.arguments):
        return None
    return next((each.said for each in named), None)


def classifier_says_fault(heard: Heard) -> bool:
    scores = classifier().scores(heard.masked())
    return sum(scores.get(name, 0.0) for name in (SYMPTOM, "search_knowledge")) >= 0.4


def with_focus(
    turn: Turn, offered: OfferedTool, heard: Heard, arguments: Mapping[str, Any]
) -> dict[str, Any]:
    """Required values that the message leaves to the conversation: `it`, `that one`, or nothing."""
    found = dict(arguments)
    is_read = offered.tool.effect is Effect.READ
    points = acts.points_back(heard) or acts.means_all(heard)
    wanted = slots.properties(offered)
    for name, schema in wanted.items():
        required = name in (offered.schema.get("required") or ())
        kind = slots.slot_kind(schema)
        if name in found or not slots.has_meaning(schema, found):
            continue
        if kind == "items" and (counted := quantity_alone(heard)):
            part = next(iter([*turn.thread.places("part"), *turn.thread.places("sku")]), None)
            found |= {name: [{"sku": part, "quantity": counted}]} if part else {}
        if not (points or (required and (is_read or kind == "ticket_number"))):
            continue
        if kind in _ID_KEYS and (required or not is_read):
            value = _meant_ids(turn, kind, heard, schema)
            if value:
                found[name] = value
        elif kind == "text" and required:
            words = problem_before(turn)
            if words:
                found = slots.put_words(offered, found, words)
    return (
        _about_them(turn, wanted, heard, found) if is_read else _said_earlier(turn, offered, found)
    )


def _about_them(
    turn: Turn, wanted: Mapping[str, Any], heard: Heard, found: dict[str, Any]
) -> dict[str, Any]:
    """`how much do they owe`: the dealer or customer who was spoken of last."""
    kinds = {slots.slot_kind(each): name for name, each in wanted.items()}
    whose = [kind for kind in _PEOPLE if kind in kinds]
    if not acts.means_them(heard) or any(kinds[kind] in found for kind in whose):
        return found
    for kind in whose:
        if value := next(turn.thread.places(kind), None):
            return {**found, kinds[kind]: value}
    return found


def _meant_ids(turn: Turn, kind: str, heard: Heard, schema: Mapping[str, Any]) -> Any:
    """What `it` stands for; where several may be given, `all of them` are those just listed."""
    if schema.get("type") != "array":
        return asking.focus(turn, kind)
    if acts.means_all(heard):
        listed = next((step.items for step in reversed(turn.thread.past) if step.items), ())
        values = [within(item, _ID_KEYS[kind]) for item in listed]
        return [value for value in dict.fromkeys(values) if value]
    value = asking.focus(turn, kind)
    return [value] if value else None


def _said_earlier(turn: Turn, offered: OfferedTool, found: dict[str, Any]) -> dict[str, Any]:
    """A write without a description takes the fault described just before, with its device."""
    missing_words = [
        name for name, schema in slots.properties(offered).items()
        if slots.slot_kind(schema) == "text" and name in (offered.schema.get("required") or ())
        and name not in found
    ]  # fmt: skip
    earlier = _problem_message(turn) if missing_words else None
    if earlier is None:
        return found
    filled = slots.fill(offered, earlier)
    words = slots.own_words(earlier, filled) or earlier.text.strip()
    known = {n: v for n, v in filled.arguments.items() if n not in found and n != "kind"}
    return slots.put_words(offered, {**known, **found}, words)


def problem_before(turn: Turn) -> str | None:
    """The words in which the person described a problem shortly before."""
    heard = _problem_message(turn)
    if heard is None:
        return None
    return slots.own_words(heard, Filled({}, ())) or heard.text.strip()


def _problem_message(turn: Turn) -> Heard | None:
    """The one that most likely tells of a fault: a question on how to do something does not."""
    told: list[tuple[float, Heard]] = []
    for text in turn.thread.earlier[:_LOOK_BACK]:
        heard = turn.hear(text)
        wish = wish_of(turn, heard)
        likely = sum(score for name, score in wish.ranked if name in _ABOUT_FAULTS)
        if likely >= _TELLS_OF_ONE and slots.own_words(heard, Filled({}, ())):
            told.append((round(likely, 1), heard))
    return max(told, key=lambda each: each[0], default=(0.0, None))[1]


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
    kind = slots.slot_kind(slots.properties(offered)[name])
    number = next(iter(heard.values("ticket_number")), None)
    last = turn.thread.last
    just_read = last is not None and last.call.name == _READS_FIRST
    if number is None and (just_read if kind == "text" else acts.points_back(heard)):
        number = asking.focus(turn, "ticket_number")
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
    fact = _FACTS.get(slots.slot_kind(slots.properties(offered)[name]), "summary")
    value = within(steps[0].data, fact)
    if value is None:
        return None
    if fact == "summary":
        return asking.proceed(turn, offered, slots.put_words(offered, filled.arguments, value))
    return asking.proceed(turn, offered, {**filled.arguments, name: value})

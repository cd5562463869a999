"""A step chosen only among those that the ticket offers now: the ticket is read first."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from assistant.model import Choice, OfferedTool, Outcome
from assistant.offline import (
    acts,
    asking,
    choosing,
    pointers,
    remedies,
    reports,
    schemas,
    speech,
    texts,
)
from assistant.offline.intents import NO_TOOL
from assistant.offline.mentions import Heard
from assistant.offline.pointing import in_talk
from assistant.offline.thread import Step
from assistant.offline.turn import Decision, Turn
from assistant.offline.wish import Wish, wish_of

Filler = Callable[[Turn, OfferedTool, Heard], dict[str, Any]]
_READER = "read_ticket"
_BUTTONS = 6


def limited(offered: OfferedTool) -> tuple[str, str] | None:
    """The choice that a ticket limits, and where the ticket tells what there is (`x-among`)."""
    found = ((n, s["x-among"]) for n, s in schemas.properties(offered).items() if "x-among" in s)
    return next(found, None)


def chosen(
    turn: Turn, offered: OfferedTool, heard: Heard, arguments: Mapping[str, Any], fill: Filler
) -> Decision | None:
    """A limited choice made among what the ticket is known to offer; else the ticket is read first.

    What is named outright is tried as it is: where the ticket does not have it, `next_step` helps.
    """
    field, number = limited(offered), _the_ticket(offered, arguments)
    if field is None or number is None or _READER not in turn.tools:
        return None
    if shown := turn.thread.shown(_READER, number):
        return _among_offered(turn, offered, heard, shown, fill) or none_fits(
            turn, offered, heard, shown
        )
    if arguments.get(field[0]) is not None:
        return None
    return asking.proceed(turn, turn.tools[_READER], {"number": number})


def named(turn: Turn, wish: Wish) -> OfferedTool | None:
    """The tool for a step of the ticket in talk that a message names outright.

    Where the ticket is not known as it stands, the wish must lean that way, and something point.
    """
    number = in_talk(turn, "ticket_number")
    if number is None or turn.heard.of("ticket_number"):
        return None
    shown = turn.thread.shown(_READER, number)
    for name, offered in turn.tools.items():
        field = limited(offered)
        leans = wish.name == name and pointers.points_back(turn.heard)
        if field is None or not (shown or leans):
            continue
        known = among(offered, shown, loosely=False) if shown and not leans else offered
        if choosing.choice(schemas.properties(known)[field[0]], turn.heard):
            return offered
    return _reported(turn)


def _reported(turn: Turn) -> OfferedTool | None:
    """The tool for a step whose own fields the message tells: finding, plan and estimate."""
    if remedies.asks(turn.heard.text):
        return None
    tools = (each for each in turn.tools.values() if limited(each))
    return next((each for each in tools if reports.step_told(each, turn.heard)), None)


def reported(turn: Turn) -> OfferedTool | None:
    """The same for the one ticket that is named, or for that in talk if it has the step now."""
    offered = _reported(turn)
    named = turn.heard.values("ticket_number")
    number = named[0] if len(named) == 1 else None if named else in_talk(turn, "ticket_number")
    told = reports.step_told(offered, turn.heard) if offered else None
    if offered is None or told is None or number is None or _READER not in turn.tools:
        return None
    shown = turn.thread.shown(_READER, number)
    if shown is None:
        return offered if named else None
    return (
        offered if told[0] in {each["name"] for each in _offers(shown, _among(offered))} else None
    )


def _among(offered: OfferedTool) -> str:
    field = limited(offered)
    return field[1] if field else ""


def next_step(turn: Turn, fill: Filler) -> Decision | None:
    """After the ticket was read: the step that is meant; after one it does not have: read it."""
    steps, wanted = turn.thread.turn, wanted_of(turn)
    if wanted is None or _was_put_right(turn):
        return None
    if steps[-1].call.name not in (_READER, wanted[0].tool.name):
        return None
    offered, heard = wanted
    last = steps[-1]
    if last.call.name != _READER:
        number = _the_ticket(offered, last.call.arguments)
        again = len(steps) == 1 and number and _is_no_step(last) and _says_another(last, *wanted)
        return asking.proceed(turn, turn.tools[_READER], {"number": number}) if again else None
    if not last.data.get("ticket"):
        return None
    found = _among_offered(turn, offered, heard, last, fill)
    if len(steps) > 1:
        return found or Decision()
    return found or none_fits(turn, offered, heard, last)


def _was_put_right(turn: Turn) -> bool:
    """Whether another ticket was read because the one before was not the one meant."""
    last = turn.thread.last
    if last is None or last.call.name != _READER or not turn.heard.of("ticket_number"):
        return False
    return acts.corrects(turn.heard) is not None


def _is_no_step(step: Step) -> bool:
    """Whether a call failed because the ticket has no such step now."""
    error = step.data.get("error")
    if step.ok or not isinstance(error, Mapping) or error.get("field"):
        return False
    return str(error.get("code", "")).startswith(("invalid", "conflict"))


def _says_another(step: Step, offered: OfferedTool, heard: Heard) -> bool:
    """Whether the message has words for another step than the one that was tried."""
    name, _ = limited(offered) or ("", "")
    schema = schemas.properties(offered)[name]
    others = (each for each in schema.get("enum") or () if each != step.call.arguments.get(name))
    words = {each: _words(schema, each, loosely=True) for each in others}
    return choosing.choice({"x-words": words}, heard) is not None


def _among_offered(
    turn: Turn, offered: OfferedTool, heard: Heard, step: Step, fill: Filler
) -> Decision | None:
    field = limited(offered)
    told = reports.step_told(offered, heard)
    for narrowed in (
        *([_only(among(offered, step, loosely=False), told)] if told else ()),
        among(offered, step, loosely=False),
        among(offered, step, loosely=True),
    ):
        arguments = fill(turn, narrowed, heard)
        if field and arguments.get(field[0]) is not None:
            return asking.proceed(turn, narrowed, arguments)
    return None


def _only(offered: OfferedTool, told: tuple[str, str]) -> OfferedTool:
    """The tool with just the step whose fields were told, where the ticket offers it."""
    name, _ = limited(offered) or ("", "")
    value, word = told
    schema = dict(schemas.properties(offered)[name])
    schema["enum"] = [each for each in schema["enum"] if each == value]
    schema["x-words"] = {value: [word, *schema["x-words"].get(value, ())]} if schema["enum"] else {}
    properties = {**schemas.properties(offered), name: schema}
    return replace(offered, schema={**offered.schema, "properties": properties})


def wanted_of(turn: Turn) -> tuple[OfferedTool, Heard] | None:
    """The tool with a limited choice that this turn's message wants, and what it hears."""
    if command := acts.commanded(turn.heard, turn.request.tools):
        offered, words = command
        heard = texts.meant(turn.heard, offered, turn.hear(words))
        return (offered, heard) if limited(offered) else None
    if step := reported(turn):
        return step, turn.heard
    wish = wish_of(turn)
    if not wish.is_clear and (step := named(turn, wish)):
        return step, turn.heard
    tool = turn.tools.get(wish.name) if wish.name not in NO_TOOL else None
    return (tool, turn.heard) if tool and limited(tool) else None


def among(offered: OfferedTool, step: Step, *, loosely: bool) -> OfferedTool:
    """The tool with its limited choice cut to what the ticket just read offers.

    `loosely` counts the words that mean a step only where no other one can be meant.
    """
    name, key = limited(offered) or ("", "")
    properties = dict(schemas.properties(offered))
    schema = dict(properties[name])
    known = set(schema.get("enum") or ())
    schema["enum"] = [each["name"] for each in _offers(step, key) if each["name"] in known]
    schema["x-words"] = {each: _words(schema, each, loosely=loosely) for each in schema["enum"]}
    properties[name] = schema
    return replace(offered, schema={**offered.schema, "properties": properties})


def _words(schema: Mapping[str, Any], value: str, *, loosely: bool) -> list[str]:
    kinds = ("x-words", "x-loosely") if loosely else ("x-words",)
    return [word for kind in kinds for word in (schema.get(kind) or {}).get(value, ())]


def none_fits(turn: Turn, offered: OfferedTool, heard: Heard, step: Step) -> Decision:
    """Which steps there are, where the message names none of them."""
    name, key = limited(offered) or ("", "")
    ticket = step.data.get("ticket") or {}
    number, state = str(ticket.get("number", "")), str(ticket.get("status_label", ""))
    steps = _offers(step, key)
    schema = schemas.properties(offered)[name]
    all_words = {each: _words(schema, each, loosely=True) for each in schema.get("enum") or ()}
    named = choosing.choice({**schema, "x-words": all_words}, heard)
    labels = [str(each["label"]) for each in steps]
    between = "、" if turn.say(speech.COMMA) == "，" else ", "
    text = speech.STEPS_NOW if labels else speech.NO_STEPS_NOW
    if named and labels:
        text = speech.NOT_THAT_NOW
    said = turn.say(text, state=state, said=named.said if named else "",
                    steps=between.join(labels))  # fmt: skip
    choices = tuple(Choice(each, f"{each} {number}") for each in labels[:_BUTTONS])
    return turn.answer(said, Outcome.CLARIFY, choices=choices)


def _offers(step: Step, key: str) -> list[Mapping[str, Any]]:
    ticket = step.data.get("ticket")
    return list(ticket.get(key) or ()) if isinstance(ticket, Mapping) else []


def _the_ticket(offered: OfferedTool, arguments: Mapping[str, Any]) -> str | None:
    """The one ticket that the arguments name."""
    for name, schema in schemas.properties(offered).items():
        if schemas.slot_kind(schema) == "ticket_number":
            value = arguments.get(name)
            values = value if isinstance(value, list) else [value] if value else []
            return str(values[0]) if len(values) == 1 else None
    return None

"""One tool used for what was said: its arguments filled, what it lacks asked, a fault looked up."""

from collections.abc import Mapping
from typing import Any

from assistant.model import OfferedTool, Outcome
from assistant.offline import (
    asked_of,
    asking,
    drafting,
    further,
    goods,
    listing,
    pointing,
    possible,
    reading_first,
    schemas,
    slots,
    speech,
    step_each,
    texts,
    topic,
    trouble,
    unheard,
    wholes,
)
from assistant.offline.buttons import DOUBT, KNOWLEDGE, SIMILAR, likelihood
from assistant.offline.intents import SYMPTOM
from assistant.offline.mentions import Heard
from assistant.offline.people import with_people
from assistant.offline.strangers import strangers
from assistant.offline.turn import Decision, Turn
from assistant.offline.wish import wish_of
from tools.tool import Effect

ESTIMATE = "estimate_repair"
_TELLING = ("category", "part", "sku", "part_like", "product", "sn", "ticket_number")
ABOUT_A_FAULT = frozenset({SYMPTOM, "find_similar_tickets", "search_knowledge"})


def act(turn: Turn, offered: OfferedTool, heard: Heard) -> Decision:
    """Use a tool: fill what the message gives, take what it points at, ask for the rest."""
    if listed := listing.behind_figures(turn, offered, heard):
        return listed
    parted = step_each.parted(turn, offered, heard)
    if isinstance(parted, Decision):
        return parted
    heard = parted or heard
    arguments = arguments_for(turn, offered, heard)
    if _stranger(offered, heard, arguments):
        return turn.answer(turn.say(speech.UNKNOWN_NAME), Outcome.NO_EVIDENCE)
    if offered.tool.name == SIMILAR and "description" in arguments and KNOWLEDGE in turn.tools:
        return _anew(turn, arguments) or fault(turn, heard, arguments)
    before = reading_first.read_first(turn, offered, heard, arguments)
    before = before or goods.which(turn, offered, heard, arguments)
    before = before or possible.chosen(turn, offered, heard, arguments, arguments_for)
    return before or asked_of.with_cover(turn, asking.proceed(turn, offered, arguments))


def _stranger(offered: OfferedTool, heard: Heard, arguments: Mapping[str, Any]) -> str | None:
    """Somebody unknown whom a look-up is to be about, or known but with no place in it.

    Without this a list of somebody unknown would be a list of everybody.
    """
    if offered.tool.name == drafting.DRAFT:  # it names its ticket, and tells of a repair at length
        return None
    takes = {schemas.slot_kind(each) for each in offered.tool.arguments.hints()}
    if offered.tool.effect is not Effect.READ or not takes & {"customer", "dealer"}:
        return None
    known = {(each.kind, each.value) for each in heard.mentions}
    named = [
        each.value for each in with_people(heard).mentions if (each.kind, each.value) not in known
    ]
    used = " ".join(str(each) for each in arguments.values()).lower()
    return next((n for n in (*named, *strangers(heard)) if n.lower() not in used), None)


def arguments_for(turn: Turn, offered: OfferedTool, heard: Heard) -> dict[str, Any]:
    """Every argument the message gives or points at."""
    filled = unheard.settled(offered, slots.fill(offered, heard), heard)
    filled = wholes.asked_of_named(offered, filled)
    filled = wholes.ranked(offered, wholes.split_by_part(offered, filled, heard), heard)
    filled = wholes.later_first(offered, filled, heard, turn.request.now.date())
    if offered.tool.effect is Effect.WRITE or _must_have_words(offered, filled.arguments):
        filled = texts.with_words(offered, heard, filled)
    else:
        filled = pointing.with_query(turn, offered, heard, filled)
    arguments = filled.arguments
    if offered.tool.name == trouble.OPENS:
        arguments = trouble.filled_in(turn, offered, heard, arguments)
    elif offered.tool.name == drafting.DRAFT:
        arguments = drafting.to_whom(turn, drafting.with_note(heard, arguments))
    elif offered.tool.name == KNOWLEDGE:
        arguments = topic.completed(turn, heard, arguments)
    elif offered.tool.name == ESTIMATE:
        arguments = _of_what_is_wrong(turn, offered, heard, arguments)
    elif any(schemas.slot_kind(each) == "items" for each in schemas.properties(offered).values()):
        arguments = {**goods.whose_stock(turn, offered), **arguments}
    arguments = pointing.with_focus(turn, offered, heard, arguments)
    return drafting.as_reported(turn, offered, arguments)


def _of_what_is_wrong(
    turn: Turn, offered: OfferedTool, heard: Heard, arguments: dict[str, Any]
) -> dict[str, Any]:
    """`What would it cost him roughly?`: the fault in talk, where the message tells none."""
    if any(heard.of(kind) for kind in _TELLING) or trouble.states_a_fault(heard):
        return arguments
    told = trouble.trouble_of(turn, opens=True)
    words = told.words if told else pointing.problem_before(turn)
    if words is None:
        return arguments
    known = slots.fill(offered, turn.hear(words)).arguments
    if told and told.product:
        known["product"] = told.product
    wanted = schemas.properties(offered)
    said = {n: v for n, v in arguments.items() if schemas.slot_kind(wanted[n]) != "text"}
    return texts.put_words(offered, {**said, **known}, words)


def _must_have_words(offered: OfferedTool, arguments: Mapping[str, Any]) -> bool:
    name = asking.missing(offered, arguments)
    return name is not None and schemas.slot_kind(schemas.properties(offered)[name]) == "text"


def fault(turn: Turn, heard: Heard, arguments: Mapping[str, Any] | None = None) -> Decision:
    """A described fault: similar cases and the articles' advice, read at the same time.

    A device that is named by its number is looked up before: it decides the product.
    """
    if first := further.look_at_device(turn, heard):
        return first
    calls: list[tuple[str, Mapping[str, Any]]] = []
    for name in (SIMILAR, KNOWLEDGE):
        if name in turn.tools:
            given = arguments if name == SIMILAR else None
            calls.append((name, given or _about_fault(turn.tools[name], heard)))
    if not calls:
        return turn.refuse(speech.ELSEWHERE)
    return Decision(calls=tuple(calls))


def _anew(turn: Turn, arguments: Mapping[str, Any]) -> Decision | None:
    """Cases asked for with no word of the fault itself: those like the trouble in talk."""
    told = trouble.trouble_of(turn)
    words = turn.hear(str(arguments["description"]))
    if told is None or (words.text in turn.heard.text and trouble.describes(words)):
        return None
    return Decision(calls=tuple(further.looked_up(turn, told.words, told.product)))


def _about_fault(offered: OfferedTool, heard: Heard, product: str | None = None) -> dict[str, Any]:
    filled = slots.fill(offered, heard)
    words = texts.own_words(heard, filled) or heard.text.strip()
    known = filled.arguments | ({"product": product} if product else {})
    return texts.put_words(offered, known, words)


def about_device(turn: Turn) -> Decision | None:
    """After the device of a described fault was looked up: the fault, with its product."""
    device = further.device_first(turn)
    if device is None or SIMILAR not in turn.tools:
        return None
    wish = wish_of(turn)
    if wish.certain and wish.name == device.call.name:
        return None
    is_fault = wish.name != device.call.name and likelihood(wish, ABOUT_A_FAULT) >= DOUBT
    if not is_fault and not trouble.states_a_fault(turn.heard):
        return None
    product = trouble.product_of(device)
    calls = (
        (name, _about_fault(turn.tools[name], turn.heard, product))
        for name in (SIMILAR, KNOWLEDGE)
        if name in turn.tools
    )
    return Decision(calls=tuple(calls))

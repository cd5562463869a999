"""The plan of one turn: what to call, ask or say, from the last message and the thread."""

from collections.abc import Mapping
from typing import Any

from assistant import typed_words
from assistant.model import Ask, Choice, OfferedTool, Outcome, Request
from assistant.offline import (
    acts,
    advising,
    amending,
    approving,
    asked_of,
    asking,
    basis,
    batches,
    drafting,
    following,
    further,
    goods,
    picking,
    pointing,
    possible,
    reading_first,
    regions,
    remedies,
    schemas,
    several,
    slots,
    speech,
    telling,
    texts,
    trouble,
    unheard,
    wholes,
)
from assistant.offline.buttons import (
    DOUBT,
    KNOWLEDGE,
    SIMILAR,
    buttons_for,
    evident,
    just_looking,
    likelihood,
    reads,
    tool_behind,
)
from assistant.offline.intents import (
    ELSEWHERE,
    FURTHER,
    GO_ON,
    GREETING,
    HELP,
    NO_TOOL,
    OUT_OF_SCOPE,
    SYMPTOM,
    THANKS,
    WHY,
)
from assistant.offline.mentions import Heard
from assistant.offline.people import with_people
from assistant.offline.strangers import strangers
from assistant.offline.turn import Decision, Turn
from assistant.offline.wish import ACT, Wish, is_foreign, names_ours, readers_of, wish_of
from domain.language import Text
from tools.tool import Effect

_ABILITIES = 5  # told where something cannot be done
_OUTSIDE = frozenset({OUT_OF_SCOPE, ELSEWHERE})
_SURELY_OUTSIDE = 0.85  # also for a message that speaks of things of ours
FINDER = "find_tickets"
_SHOWING = frozenset({FINDER, "read_ticket", "query_statistics", "my_work", GO_ON, SIMILAR})
_HARDLY_MORE = 8  # letters beside a ticket's number that ask for nothing by themselves
_STATED = 0.3  # of a fault, where its kind is named and nothing asked
_ABOUT_A_FAULT = frozenset({SYMPTOM, "find_similar_tickets", "search_knowledge"})


def decide(request: Request) -> Decision:
    """The decision for a request whose last message is the person's or a tool's."""
    turn = Turn.of(request)
    if instead := acts.after_dropping(turn.heard.text):
        turn = turn.saying(instead)
    if said := acts.after_a_word(turn.heard.text):
        turn = turn.reading(said)
    picked = picking.resolved(turn)
    if isinstance(picked, Decision):
        return picked
    return _decided(picked)


def _decided(turn: Turn) -> Decision:
    if turn.thread.turn:
        return _after_a_result(turn)
    if not any(character.isalnum() for character in turn.heard.text):
        return turn.answer(_cannot(turn, speech.NOT_UNDERSTOOD), Outcome.CLARIFY)
    asked = turn.thread.ask
    if asked and (answer := _to_what_is_asked(turn, asked)):
        return answer
    if nothing_open := _decides_nothing(turn):
        return nothing_open
    command = acts.commanded(turn.heard, turn.request.tools)
    if command:
        offered, words = command
        return act(turn, offered, texts.meant(turn.heard, offered, turn.hear(words)))
    if about_last := _about_last(turn):
        return about_last
    wish = wish_of(turn)
    if not wish.is_clear and (step := possible.named(turn, wish)):
        return act(turn, step, turn.heard)
    if not asked and (more := further.go_on(turn, wish)):
        return more
    wants_a_tool = wish.is_clear and wish.name not in NO_TOOL - FURTHER
    turns_away = wants_a_tool or remedies.asks(turn.heard.text)
    if asked and not turns_away and (again := asking.put_again(turn, asked)):
        return again
    return want(turn, wish)


def _decides_nothing(turn: Turn) -> Decision | None:
    """A yes or a no where no question is open and no card waits, or a word that takes note."""
    if acts.cancels(turn.heard):
        return turn.answer(turn.say(speech.NOTHING_TO_DROP))
    if turn.thread.past and not turn.thread.ask and typed_words.takes_note(turn.heard.text):
        return turn.answer(turn.say(speech.ALL_RIGHT))
    if acts.decides(turn.heard):
        return turn.answer(turn.say(speech.NOTHING_WAITS), Outcome.CLARIFY)
    return None


def _next_step(turn: Turn) -> Decision | None:
    """What the results so far are only the beginning of."""
    if advised := advising.next_step(turn):
        return advised
    if asked_of.is_answered(turn):
        return None
    return (
        batches.next_step(turn)
        or possible.next_step(turn, arguments_for)
        or drafting.next_step(turn)
        or reading_first.next_step(turn)
        or _about_device(turn)
    )


def _about_last(turn: Turn) -> Decision | None:
    """What the message does to what was shown or made last, before it is taken as a wish."""
    first = drafting.on_draft(turn) or advising.ask_for(turn) or basis.look_again(turn)
    if first := first or approving.all_of_them(turn) or regions.unknown(turn):
        return first
    if about := batches.ask(turn) or asked_of.of_the_repairs(turn):
        return about
    if drafting.DRAFT in turn.tools and drafting.wants_a_draft(turn.heard):
        return act(turn, turn.tools[drafting.DRAFT], turn.heard)
    asked = several.both_asked(turn, act) or _which_day(turn) or _why_refused(turn)
    asked = asked or asked_of.goes_without(turn)
    asked = asked or _in_a_state(turn)
    asked = asked or following.follow(turn)
    return asked or asked_of.of_card(turn) or asked_of.ask(turn)


def _in_a_state(turn: Turn) -> Decision | None:
    """`the one in exception`, of which none was listed: those in that state."""
    offered = turn.tools.get(FINDER)
    ids = any(turn.heard.of(kind) for kind in ("ticket_number", "sn"))
    if offered is None or ids or not acts.means_ones(turn.heard):
        return None
    if wish_of(turn).name not in _SHOWING:
        return None
    found = slots.fill(offered, turn.heard)
    left = acts.rest(turn.heard, [(each.start, each.end) for each in found.used])
    if "status" not in found.arguments or len(left) > _HARDLY_MORE:
        return None
    return asking.proceed(turn, offered, found.arguments)


def _why_refused(turn: Turn) -> Decision | None:
    """`why not?` after a refusal: the rule that it rests on, as far as one is known."""
    exchanges = turn.thread.exchanges
    if not exchanges or not acts.asks_why(turn.heard):
        return None
    last = exchanges[-1]
    rules = (turn.say(each) for each in turn.request.refusals.values())
    rule = next((each for each in rules if each in last.told), None)
    failed = [step for step in last.steps if not step.ok]
    if rule is None and failed:
        error = failed[-1].data.get("error")
        rule = str(error.get("message") or "") if isinstance(error, Mapping) else None
    return turn.answer(turn.say(speech.THE_RULE, rule=rule)) if rule else None


def _after_a_result(turn: Turn) -> Decision:
    step = _next_step(turn)
    if step is not None and not step.calls and step.verdict is None:
        return telling.tell(turn, turn.thread.turn[:1])  # nothing else was meant: why it failed
    return (
        step
        or basis.tell(turn)
        or batches.tell(turn)
        or further.tell_further(turn)
        or telling.tell(turn)
    )


def _to_what_is_asked(turn: Turn, asked: Ask) -> Decision | None:
    """The message as an answer to the open question, or as something said beside it."""
    if asking.takes_any_words(turn, asked):
        said_beside = _goes_on(turn, asked) or amending.amended(turn, asked)
        return said_beside or asking.answered(turn, asked)
    return asking.answered(turn, asked) or amending.amended(turn, asked)


def _goes_on(turn: Turn, asked: Ask) -> Decision | None:
    """`and North America?` leads on what was looked up meanwhile, where any words would do."""
    if not acts.leads_on(turn.heard) or not asking.takes_any_words(turn, asked):
        return None
    return following.follow(turn)


def want(turn: Turn, wish: Wish) -> Decision:
    """Act on a clear wish, offer buttons for an unclear one, say so when there is none."""
    if going_on := _same_otherwise(turn, wish):
        return going_on
    wish = wish.but_for(FURTHER)
    named = names_ours(turn.heard)
    if wish.is_clear and not (wish.name in _OUTSIDE and _may_be_ours(wish, wish.score, named)):
        return _clear(turn, wish.name, wish.score)
    if wish.ours and _tells_of_a_fault(turn, wish):
        return _fault(turn, turn.heard)
    no_wish = likelihood(wish, NO_TOOL - {SYMPTOM})
    if no_wish >= ACT and not _may_be_ours(wish, no_wish, named):
        return _clear(turn, next(name for name, _ in wish.ranked if name in NO_TOOL - {SYMPTOM}))
    if looked_at := just_looking(turn, wish):
        return act(turn, turn.tools[looked_at], turn.heard)
    if told := evident(turn, wish):
        return act(turn, turn.tools[told], turn.heard)
    choices = buttons_for(turn, wish) if wish.says_words or named else ()
    outside = likelihood(wish, _OUTSIDE)
    likeliest = tool_behind(turn, choices[0]) if choices else None
    if len(choices) == 1 and outside < DOUBT and likeliest and reads(turn, likeliest):
        return _clear(turn, likeliest)
    if likeliest == KNOWLEDGE and outside < ACT:
        return _clear(turn, KNOWLEDGE)  # a search says itself when it finds nothing
    if choices and (outside < ACT or _may_be_ours(wish, outside, named)):
        return turn.answer(turn.say(speech.WHICH), Outcome.CLARIFY, choices=choices)
    return turn.answer(_cannot(turn, speech.NOT_UNDERSTOOD), Outcome.REFUSED)


def _same_otherwise(turn: Turn, wish: Wish) -> Decision | None:
    """What goes on with the last answer: the same with other conditions, or the reason for it."""
    last = turn.thread.last
    if last is None:
        return None
    other, same = likelihood(wish, {GO_ON}), likelihood(wish, {GO_ON, last.call.name})
    is_same = same >= ACT and (other > same / 2)
    is_same = is_same or (wish.name == last.call.name and acts.means_some(turn.heard))
    if is_same or (wish.is_clear and following.lacks_its_beginning(turn, wish.name)):
        return following.go_on(turn)
    if wish.is_clear and following.only_leads_on(turn, wish.name):
        return following.go_on(turn)
    if wish.is_clear and wish.name == WHY:
        return following.why(turn)
    return None


def _tells_of_a_fault(turn: Turn, wish: Wish) -> bool:
    """Whether it tells of a fault; with a device, its past is asked about in the same breath."""
    fault = likelihood(wish, _ABOUT_A_FAULT)
    past = likelihood(wish, {trouble.DEVICE}) if turn.heard.of("sn") else 0.0
    if _states_a_fault(turn) and wish.name in _ABOUT_A_FAULT:
        return fault >= _STATED
    return fault + min(past, fault) >= ACT


def _states_a_fault(turn: Turn) -> bool:
    """Whether a statement names what kind of fault it is: `fan keeps howling`."""
    return bool(turn.heard.of("category")) and not remedies.asks(turn.heard.text)


def _may_be_ours(wish: Wish, outside: float, named: bool) -> bool:
    """Whether buttons serve better than a refusal: it speaks of our things, and none is sure."""
    return (named or wish.ours) and outside < _SURELY_OUTSIDE


def _clear(turn: Turn, name: str, score: float = 1.0) -> Decision:
    if name in (GREETING, HELP):
        hello = turn.say(speech.HELLO)
        return turn.answer(f"{hello}\n{speech.abilities(turn.request.tools, turn.language)}")
    if name == THANKS:
        return turn.answer(turn.say(speech.WELCOME))
    if name == OUT_OF_SCOPE:
        why = speech.FOREIGN if is_foreign(turn.heard) else speech.OUT_OF_SCOPE
        return turn.answer(_cannot(turn, why), Outcome.REFUSED)
    if name == ELSEWHERE:
        return turn.answer(_cannot(turn, speech.ELSEWHERE), Outcome.REFUSED)
    if name == SYMPTOM:
        return _fault(turn, turn.heard)
    if name not in turn.tools:
        if shows := _shown_instead(turn, score):
            return act(turn, turn.tools[shows], turn.heard)
        if instead := goods.refused(turn, name):
            return instead
        refusal = turn.say(speech.NOT_OFFERED, what=speech.label_of(name, turn.language))
        abilities = speech.abilities(turn.request.tools, turn.language, most=_ABILITIES)
        return turn.answer(f"{refusal}\n{abilities}", Outcome.REFUSED)
    return act(turn, turn.tools[name], turn.heard)


def _shown_instead(turn: Turn, score: float) -> str | None:
    """The tool that shows the ticket or PI named, where it is asked about rather than acted on."""
    numbered = {kind for kind in ("ticket_number", "invoice") if turn.heard.of(kind)}
    asks = "invoice" in numbered and remedies.asks(turn.heard.text)
    if score < _SURELY_OUTSIDE or asks:
        return next(readers_of(turn, numbered), None)
    return None


def act(turn: Turn, offered: OfferedTool, heard: Heard) -> Decision:
    """Use a tool: fill what the message gives, take what it points at, ask for the rest."""
    arguments = arguments_for(turn, offered, heard)
    if _stranger(offered, heard, arguments):
        return turn.answer(turn.say(speech.UNKNOWN_NAME), Outcome.NO_EVIDENCE)
    if offered.tool.name == SIMILAR and "description" in arguments and KNOWLEDGE in turn.tools:
        return _fault(turn, heard, arguments)
    before = reading_first.read_first(turn, offered, heard, arguments)
    before = before or goods.which(turn, offered, heard, arguments)
    before = before or possible.chosen(turn, offered, heard, arguments, arguments_for)
    return before or asked_of.with_cover(turn, asking.proceed(turn, offered, arguments))


def _stranger(offered: OfferedTool, heard: Heard, arguments: Mapping[str, Any]) -> str | None:
    """Somebody unknown whom a look-up is to be about, or known but with no place in it.

    Without this a list of somebody unknown would be a list of everybody.
    """
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
    if offered.tool.effect is Effect.WRITE or _must_have_words(offered, filled.arguments):
        filled = texts.with_words(offered, heard, filled)
    else:
        filled = pointing.with_query(turn, offered, heard, filled)
    arguments = filled.arguments
    if offered.tool.name == trouble.OPENS:
        arguments = trouble.filled_in(turn, offered, heard, arguments)
    elif offered.tool.name == drafting.DRAFT:
        arguments = drafting.with_note(heard, arguments)
    return pointing.with_focus(turn, offered, heard, arguments)


def _must_have_words(offered: OfferedTool, arguments: Mapping[str, Any]) -> bool:
    name = asking.missing(offered, arguments)
    return name is not None and schemas.slot_kind(schemas.properties(offered)[name]) == "text"


def _fault(turn: Turn, heard: Heard, arguments: Mapping[str, Any] | None = None) -> Decision:
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
        return turn.answer(_cannot(turn, speech.ELSEWHERE), Outcome.REFUSED)
    return Decision(calls=tuple(calls))


def _about_fault(offered: OfferedTool, heard: Heard, product: str | None = None) -> dict[str, Any]:
    filled = slots.fill(offered, heard)
    words = texts.own_words(heard, filled) or heard.text.strip()
    known = filled.arguments | ({"product": product} if product else {})
    return texts.put_words(offered, known, words)


def _about_device(turn: Turn) -> Decision | None:
    """After the device of a described fault was looked up: the fault, with its product."""
    device = further.device_first(turn)
    if device is None or SIMILAR not in turn.tools:
        return None
    wish = wish_of(turn)
    is_fault = wish.name != device.call.name and likelihood(wish, _ABOUT_A_FAULT) >= DOUBT
    if not is_fault and not trouble.describes(turn.heard):
        return None
    product = trouble.product_of(device)
    calls = (
        (name, _about_fault(turn.tools[name], turn.heard, product))
        for name in (SIMILAR, KNOWLEDGE)
        if name in turn.tools
    )
    return Decision(calls=tuple(calls))


def _cannot(turn: Turn, why: Text) -> str:
    abilities = speech.abilities(turn.request.tools, turn.language, most=_ABILITIES)
    return f"{turn.say(why)}\n{abilities}\n{turn.say(speech.RULES_ONLY)}"


def _which_day(turn: Turn) -> Decision | None:
    """A date that may be read two ways is asked about, each reading a button."""
    unclear = turn.heard.of("unclear_date")
    if not unclear:
        return None
    text, mention = turn.heard.text, unclear[0]
    choices = tuple(
        Choice(day, text.replace(mention.said, day, 1)) for day in mention.value.split("|")
    )
    question = turn.say(speech.UNCLEAR_DATE, said=mention.said)
    return turn.answer(question, Outcome.CLARIFY, choices=choices)

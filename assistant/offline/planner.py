"""The plan of one turn: what to call, ask or say, from the last message and the thread."""

from collections.abc import Mapping
from dataclasses import replace

from assistant import typed_words
from assistant.model import Ask, Choice, Outcome, Request
from assistant.offline import (
    acts,
    advising,
    amending,
    approving,
    asked_of,
    asking,
    asking_dealers,
    basis,
    batches,
    drafting,
    following,
    further,
    goods,
    house_rules,
    implied,
    its_camera,
    listing,
    markets,
    orders,
    overall,
    picking,
    pointers,
    possible,
    reading_first,
    regions,
    remedies,
    several,
    short_numbers,
    slots,
    speech,
    sums,
    telling,
    texts,
    topic,
    trouble,
    whether,
    whose_row,
)
from assistant.offline.buttons import SIMILAR
from assistant.offline.intents import FURTHER, GO_ON, NO_TOOL
from assistant.offline.thread import Step
from assistant.offline.trouble import KNOWLEDGE
from assistant.offline.turn import Decision, Turn
from assistant.offline.using import about_device, act, arguments_for
from assistant.offline.wanting import want
from assistant.offline.wish import Wish, wish_of
from tools.tool import Effect

FINDER = "find_tickets"
_SHOWING = frozenset({FINDER, "read_ticket", "query_statistics", "my_work", GO_ON, SIMILAR})
# What is called by the end of its number, by its place in a table or a list, or as the device of
# a ticket gets its own name or number in the message.
_REFERENCES = (
    short_numbers.resolved,
    whose_row.resolved,
    picking.resolved,
    its_camera.resolved,
)
_SURELY_LOOKS = 0.85
_HARDLY_TOLD = 14  # letters of a serial number and little else
_HARDLY_MORE = 8  # letters beside a ticket's number that ask for nothing by themselves


def decide(request: Request) -> Decision:
    """The decision for a request whose last message is the person's or a tool's."""
    turn = Turn.of(request)
    if instead := acts.after_dropping(turn.heard.text):
        turn = turn.saying(instead)
    if righted := amending.put_right(turn):
        return righted
    if said := acts.after_a_word(turn.heard.text) or acts.after_lacking(turn.heard):
        turn = turn.reading(said)
    if turn.thread.ask and (left := _left_for(turn)):
        turn = left
    for resolved in _REFERENCES:
        found = resolved(turn)
        if isinstance(found, Decision):
            return found
        turn = found
    return _decided(turn)


def _decided(turn: Turn) -> Decision:
    wish = wish_of(turn)
    wants_else = wish.is_clear and wish.name != KNOWLEDGE
    if found := house_rules.looked_up(turn, wants_else=wants_else):
        return _with_the_rules(turn, found, sure=wants_else)
    if turn.thread.turn:
        return _after_a_result(turn)
    return goods.order_if_low(turn) or _looks_up_rules(turn, wish) or _anew(turn)


def _looks_up_rules(turn: Turn, wish: Wish) -> Decision | None:
    """A question put like one about the rules: they are looked up first, unless it leads on."""
    wants_else = wish.is_clear and wish.name != KNOWLEDGE
    if turn.thread.ask or not house_rules.asked(turn, wants_else=wants_else):
        return None
    offered = turn.tools.get(wish.name)
    writes = offered is not None and offered.tool.effect is Effect.WRITE
    if wish.is_clear and writes and not remedies.asks(turn.heard.text):
        return None
    if _decides_nothing(turn) or _ordered(turn) or _reported(turn) or _about_last(turn):
        return None
    return act(turn, turn.tools[KNOWLEDGE], turn.heard)


def _with_the_rules(turn: Turn, found: Step, *, sure: bool) -> Decision:
    """The rule that answers; where none does, what the message is besides."""
    if house_rules.answers(found, sure=sure):
        return _after_a_result(turn)
    rest = house_rules.without(turn, found)
    if rest.thread.turn:
        return _after_a_result(rest)
    instead = _anew(rest)
    same = [(found.call.name, dict(found.call.arguments))]
    if [(name, dict(given)) for name, given in instead.calls] == same:
        return _after_a_result(turn)
    return instead


def _anew(turn: Turn) -> Decision:
    """The decision on a message for which nothing was looked up yet."""
    if not any(character.isalnum() for character in turn.heard.text):
        return turn.refuse(speech.NOT_UNDERSTOOD, Outcome.CLARIFY)
    asked = turn.thread.ask
    if answer := _to_what_is_asked(turn, asked) if asked else its_camera.taken_up(turn):
        return answer
    if nothing_open := _decides_nothing(turn):
        return nothing_open
    command = acts.commanded(turn.heard, turn.request.tools)
    if command:
        offered, words = command
        return act(turn, offered, texts.meant(turn.heard, offered, turn.hear(words)))
    if open_still := whether.answered(turn, wish_of(turn)):
        return open_still
    written = _ordered(turn) or asking_dealers.ask(turn) or _reported(turn)
    if about_last := written or _about_last(turn):
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


def _left_for(turn: Turn) -> Turn | None:
    """The turn with what is looked up instead, where an open question is dropped for it."""
    behind = acts.behind_a_drop(turn.heard)
    if behind is None:
        return None
    left = turn.saying(behind)
    dropped = tuple(replace(each, ask=None) for each in left.thread.exchanges)
    left = replace(left, thread=replace(left.thread, exchanges=dropped))
    wish = wish_of(left)
    offered = left.tools.get(wish.name)
    looks = offered is not None and offered.tool.effect is Effect.READ
    sure = wish.certain or wish.score >= _SURELY_LOOKS or remedies.asks(behind)
    return left if looks and wish.is_clear and sure else None


def _ordered(turn: Turn) -> Decision | None:
    """`can you report it` behind a trouble in talk, `log that` of a repair just told: opens one."""
    offered = turn.tools.get(trouble.OPENS)
    if offered is None or turn.thread.ask or turn.thread.card or turn.heard.of("ticket_number"):
        return None
    if not orders.opens(turn.heard) or _writes_else(turn):
        return None
    is_told = trouble.trouble_of(turn, opens=True) is not None or orders.names_kind(turn.heard)
    is_told = is_told or (bool(turn.heard.of("sn")) and _says_enough(orders.without(turn.heard)))
    done = implied.is_said(offered, "dealer_repair", turn.heard)
    return act(turn, offered, turn.heard) if is_told or done else None


def _says_enough(told: str) -> bool:
    """Whether what is said of a device, beside the order, is no question and more than its name."""
    return not remedies.asks(told) and sum(map(str.isalnum, told)) > _HARDLY_TOLD


def _reported(turn: Turn) -> Decision | None:
    """A step of a ticket told by its own fields: what was found, what is planned, the estimate."""
    if turn.thread.ask or turn.thread.card or drafting.speaks_of_a_letter(turn.heard):
        return None
    step = None if _writes_else(turn) else possible.reported(turn)
    return act(turn, step, turn.heard) if step else None


def _writes_else(turn: Turn) -> bool:
    """Whether something else is clearly to be written: a payment, a step of a ticket."""
    wish = wish_of(turn)
    offered = turn.tools.get(wish.name)
    is_other = offered is not None and wish.name != trouble.OPENS
    return is_other and wish.is_clear and turn.tools[wish.name].tool.effect is Effect.WRITE


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
    if first := advising.next_step(turn) or asking_dealers.next_step(turn):
        return first
    if asked_of.is_answered(turn):
        return None
    return (
        batches.next_step(turn)
        or possible.next_step(turn, arguments_for)
        or drafting.next_step(turn)
        or reading_first.next_step(turn)
        or about_device(turn)
    )


def _about_last(turn: Turn) -> Decision | None:
    """What the message does to what was shown or made last, before it is taken as a wish."""
    first = drafting.on_draft(turn) or advising.ask_for(turn) or basis.look_again(turn)
    if first := first or approving.all_of_them(turn) or regions.unknown(turn):
        return first
    if about := batches.ask(turn) or listing.behind_last(turn) or overall.compared(turn):
        return about
    if about := asked_of.of_the_repairs(turn):
        return about
    if drafting.DRAFT in turn.tools and drafting.wants_a_draft(turn.heard):
        return act(turn, turn.tools[drafting.DRAFT], turn.heard)
    asked = several.both_asked(turn, act) or _which_day(turn) or _why_refused(turn)
    asked = asked or asked_of.goes_without(turn)
    if not asked and (question := topic.of_the_article(turn)):
        return act(turn, turn.tools[KNOWLEDGE], question)
    asked = asked or _in_a_state(turn)
    asked = asked or sums.ask(turn) or markets.ask(turn)
    asked = asked or following.follow(turn)
    asked = asked or asked_of.of_card(turn) or asked_of.ask(turn)
    return asked or _why_nothing(turn) or amending.not_changed(turn)


def _in_a_state(turn: Turn) -> Decision | None:
    """`the one in exception`, of which none was listed: those in that state."""
    offered = turn.tools.get(FINDER)
    ids = any(turn.heard.of(kind) for kind in ("ticket_number", "sn"))
    if offered is None or ids or not pointers.means_ones(turn.heard):
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


def _why_nothing(turn: Turn) -> Decision | None:
    """`why not?` behind an answer that nothing was looked up for: no reason is known."""
    last = turn.thread.exchanges[-1] if turn.thread.exchanges else None
    bare = last is not None and not last.steps and acts.asks_why(turn.heard)
    return following.no_reason(turn) if bare else None


def _after_a_result(turn: Turn) -> Decision:
    step = _next_step(turn)
    if step is not None and not step.calls and step.verdict is None:
        return telling.tell(turn, turn.thread.turn[:1])  # nothing else was meant: why it failed
    return (
        step
        or basis.tell(turn)
        or sums.tell(turn)
        or markets.tell(turn)
        or batches.tell(turn)
        or listing.tell(turn)
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

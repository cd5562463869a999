"""What is done for a wish: a clear one is acted on, an unclear one gets buttons, none is told."""

from assistant.model import Outcome
from assistant.offline import following, goods, pointers, remedies, slots, speech, topic, trouble
from assistant.offline.buttons import (
    DOUBT,
    KNOWLEDGE,
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
from assistant.offline.turn import Decision, Turn
from assistant.offline.using import ABOUT_A_FAULT, act, fault
from assistant.offline.wish import ACT, ON_FAULTS, Wish, is_foreign, names_ours, readers_of

_OUTSIDE = frozenset({OUT_OF_SCOPE, ELSEWHERE})
_SURELY_OUTSIDE = 0.85  # also for a message that speaks of things of ours
_SURELY_TO_OPEN = 0.95

_STATED = 0.3  # of a fault, where its kind is named and nothing asked


def want(turn: Turn, wish: Wish) -> Decision:
    """Act on a clear wish, offer buttons for an unclear one, say so when there is none."""
    if going_on := _same_otherwise(turn, wish) or _only_told(turn, wish):
        return going_on
    wish = wish.but_for(FURTHER)
    if topic.of_a_remedy(turn, wish):
        return act(turn, turn.tools[KNOWLEDGE], turn.heard)
    named = names_ours(turn.heard)
    if wish.is_clear and not (wish.name in _OUTSIDE and _may_be_ours(wish, wish.score, named)):
        return _clear(turn, wish.name, wish.score)
    if wish.ours and _tells_of_a_fault(turn, wish):
        return fault(turn, turn.heard)
    no_wish = likelihood(wish, NO_TOOL - {SYMPTOM})
    if no_wish >= ACT and not _may_be_ours(wish, no_wish, named):
        return _clear(turn, next(name for name, _ in wish.ranked if name in NO_TOOL - {SYMPTOM}))
    if looked_at := just_looking(turn, wish):
        return act(turn, turn.tools[looked_at], turn.heard)
    if told := evident(turn, wish):
        return act(turn, turn.tools[told], turn.heard)
    return _unsure(turn, wish, named)


def _unsure(turn: Turn, wish: Wish, named: bool) -> Decision:
    """Buttons for what may be meant, or what only looks, where that is all there is."""
    choices = buttons_for(turn, wish) if wish.says_words or named else ()
    outside = likelihood(wish, _OUTSIDE)
    likeliest = tool_behind(turn, choices[0]) if choices else None
    if len(choices) == 1 and outside < DOUBT and likeliest and reads(turn, likeliest):
        return _clear(turn, likeliest)
    if likeliest == KNOWLEDGE and outside < ACT:
        return _clear(turn, KNOWLEDGE)  # a search says itself when it finds nothing
    if outside < ACT and {tool_behind(turn, each) for each in choices} == ON_FAULTS:
        return fault(turn, turn.heard)
    if choices and (outside < ACT or _may_be_ours(wish, outside, named)):
        return turn.answer(turn.say(speech.WHICH), Outcome.CLARIFY, choices=choices)
    return turn.refuse(speech.NOT_UNDERSTOOD)


def _same_otherwise(turn: Turn, wish: Wish) -> Decision | None:
    """What goes on with the last answer: the same with other conditions, or the reason for it."""
    last = turn.thread.last
    if last is None:
        return None
    other, same = likelihood(wish, {GO_ON}), likelihood(wish, {GO_ON, last.call.name})
    is_same = same >= ACT and (other > same / 2)
    is_same = is_same or (wish.name == last.call.name and pointers.means_some(turn.heard))
    if is_same or (wish.is_clear and following.lacks_its_beginning(turn, wish.name)):
        return following.go_on(turn)
    if wish.is_clear and following.only_leads_on(turn, wish.name):
        return following.go_on(turn)
    if wish.is_clear and wish.name == WHY:
        return following.why(turn) or following.go_on(turn) or following.no_reason(turn)
    return None


def _only_told(turn: Turn, wish: Wish) -> Decision | None:
    """A fault that is told, for which a ticket may be opened but nobody has asked for one."""
    opens = turn.tools.get(wish.name)
    if wish.name != trouble.OPENS or opens is None or turn.thread.ask or turn.thread.card:
        return None
    if trouble.asks_to_open(turn.heard) or remedies.asks(turn.heard.text):
        return None
    if wish.score >= _SURELY_TO_OPEN and "source" in slots.fill(opens, turn.heard).arguments:
        return None  # who says how it came in, writes it down
    told = likelihood(wish, {SYMPTOM}) >= _STATED or trouble.states_a_fault(turn.heard)
    return fault(turn, turn.heard) if told else None


def _tells_of_a_fault(turn: Turn, wish: Wish) -> bool:
    """Whether it tells of a fault; with a device, its past is asked about in the same breath."""
    fault = likelihood(wish, ABOUT_A_FAULT)
    past = likelihood(wish, {trouble.DEVICE}) if turn.heard.of("sn") else 0.0
    if trouble.states_a_fault(turn.heard) and wish.name in ABOUT_A_FAULT:
        return fault >= _STATED
    return fault + min(past, fault) >= ACT


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
        return turn.refuse(why)
    if name == ELSEWHERE:
        return turn.refuse(speech.ELSEWHERE)
    if name == SYMPTOM:
        return fault(turn, turn.heard)
    if name not in turn.tools:
        if shows := _shown_instead(turn, score):
            return act(turn, turn.tools[shows], turn.heard)
        if instead := goods.refused(turn, name):
            return instead
        refusal = turn.say(speech.NOT_OFFERED, what=speech.label_of(name, turn.language))
        abilities = speech.some_abilities(turn.request.tools, turn.language)
        return turn.answer(f"{refusal}\n{abilities}", Outcome.REFUSED)
    return act(turn, turn.tools[name], turn.heard)


def _shown_instead(turn: Turn, score: float) -> str | None:
    """The tool that shows the ticket or PI named, where it is asked about rather than acted on."""
    numbered = {kind for kind in ("ticket_number", "invoice") if turn.heard.of(kind)}
    asks = "invoice" in numbered and remedies.asks(turn.heard.text)
    if score < _SURELY_OUTSIDE or asks:
        return next(readers_of(turn, numbered), None)
    return None

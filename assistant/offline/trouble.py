"""The trouble in talk: what was described, tried and shown since, and the ticket it makes."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.model import OfferedTool
from assistant.offline import acts, orders, pointers, remedies, schemas, slots, texts
from assistant.offline.features import concepts, tokens_of
from assistant.offline.mentions import Heard
from assistant.offline.own_devices import own_device
from assistant.offline.thread import Exchange, Step, within
from assistant.offline.turn import Turn

SIMILAR, KNOWLEDGE, DEVICE = "find_similar_tickets", "search_knowledge", "device_history"
OPENS = "open_ticket"
_LOOKS = frozenset({SIMILAR, KNOWLEDGE, DEVICE, "read_ticket"})
_WHOSE = frozenset({"sn", "customer", "dealer"})
_STATED = frozenset({"kind"})  # where somebody said it, rather than asked whether it may be
_OF_THE_FIRST = frozenset({"category", "source"})
_SAYS_MORE = 14  # letters (a Han character is two) from which words say something of the matter
_HARDLY = 8  # … from which a clause says more than the value in it
_CLAUSES = re.compile(r"[，,。；;！!?？\n]+\s*|\.(?=\s|$)\s*")
_PARTS = re.compile(r"(?<=[?.;!,。])\s*")
_CLAUSE_ENDS = re.compile(r"(?<=[，,。；;！!?？\n])|(?<=\.)(?=\s)")
_TELLING = ("category", "product", "sn", "customer")
_OTHER = re.compile(
    r"另外?一?[台个家]|别的|另有|还有[一个台]|换个?|第二台|(?<![a-z])(?:another|different"
    r"|other (?:one"
    r"|camera|customer|unit|body|problem)|second (?:one|camera|unit|body)|new (?:problem"
    r"|case))(?![a-z])"
)
_OPENING = re.compile(
    r"[开建提立报下]一?[个张份]?(?:新的?)?.{0,4}单|新(?:的|开|建)?(?:工|咨询|返厂|维修)?单|报修|登记"
    r"|录[入进]|立案|返厂|返修|寄[修回去]|送修|安排(?:维修|检修)|[上要]报|[开建]一?[张份]|报(?:告|个)?(?:故障|障)"
    r"|(?<![a-z])(?:rma|(?:open|file|raise|log|create|make|start|register|book|put|get|set up|new"
    r"|enter|report|record|submit|take)\b.{0,24}(?:ticket|case|rma|repair|job|record|request|consult"
    r"|call|it|that|one|down)|(?:report|file|raise|log|register|record|submit)(?: \w+){0,2}"
    r" (?:fault|problem|issue|defect|complaint)|send (?:it|the camera) (?:in|back))(?![a-z])"
)
_NUMBER = re.compile(r"\[([A-Z]{1,4}-?[A-Z0-9-]*\d)\]")


@dataclass(frozen=True)
class Trouble:
    """`words` describe it; `said` is all the person said of it, oldest first, `shown` all told.

    `steps` are the look-ups made for it.

    `product` is what the serial number `sn` decides where one was given.
    """

    words: str
    said: tuple[str, ...]
    shown: str
    steps: tuple[Step, ...]
    product: str | None
    sn: str | None

    @property
    def numbers(self) -> list[str]:
        """The tickets and articles that were shown."""
        return list(dict.fromkeys(_NUMBER.findall(self.shown)))

    def tried(self, now: str) -> frozenset[str]:
        """What was tried so far; `now` is what is being said."""
        first, *since = (*self.said, now)
        found = remedies.tried_in(first, answers=False)
        return found.union(*map(remedies.tried_in, since))


def trouble_of(turn: Turn, *, opens: bool = False) -> Trouble | None:
    """The trouble that the last exchanges are about; None where they are about something else.

    A ticket that is opened may come back to it from a look at the stock or a price.
    """
    words, begun = None, 0
    recent = _recent(turn, comes_back=opens or remedies.asks_for_more(turn.heard.text))
    for place, exchange in enumerate(recent):
        described = _described(exchange)
        if described and not (words and described.startswith(words)):
            if words and not _fault_in(exchange.steps):
                continue  # a question on the way: how to update the firmware
            words, begun = described, place
        elif described:
            words = described  # with a detail that was added
    if words is None:
        return None
    since = recent[begun:]
    sn = next(_serials(turn, since), None)
    return Trouble(
        words=words,
        said=tuple(each.said for each in since),
        shown="\n".join(each.told for each in since),
        steps=tuple(step for each in since for step in each.steps),
        product=_product(since, sn),
        sn=sn,
    )


def _recent(turn: Turn, *, comes_back: bool) -> Sequence[Exchange]:
    """The last exchanges in which nothing but such look-ups was made, oldest first.

    Whoever asks what else there is comes back to the trouble from another topic.
    """
    found: list[Exchange] = []
    for exchange in reversed(turn.thread.exchanges):
        used = {step.call.name for step in exchange.steps}
        if OPENS in used or not (comes_back or used <= _LOOKS):
            break
        if used <= _LOOKS:
            found.append(exchange)
    return found[::-1]


def _fault_in(steps: Sequence[Step]) -> bool:
    return any(step.call.name == SIMILAR for step in steps)


def _described(exchange: Exchange) -> str | None:
    """The fault that was looked for; a question to the articles alone only where it names one."""
    for step in exchange.steps:
        if step.call.name == SIMILAR:
            return str(step.call.arguments.get("description") or "") or None
    for step in exchange.steps:
        question = str(step.call.arguments.get("question") or "")
        if step.call.name == KNOWLEDGE and _names_a_symptom(question):
            return question
    return None


def _serials(turn: Turn, since: Sequence[Exchange]) -> Any:
    """The serial numbers that were named, newest first."""
    for exchange in reversed(since):
        yield from reversed(turn.hear(exchange.said).values("sn"))


def _product(since: Sequence[Exchange], sn: str | None) -> str | None:
    for exchange in reversed(since):
        for step in exchange.steps:
            if step.call.name == DEVICE and step.call.arguments.get("sn") == sn:
                return product_of(step)
    named = (step.call.arguments.get("product") for each in since for step in each.steps)
    return next((str(each) for each in named if each), None)


def product_of(device: Step) -> str | None:
    """The product of a device that was looked up."""
    product = (device.data.get("device") or {}).get("product")
    return within(product, "name") if isinstance(product, dict) else None


def filled_in(
    turn: Turn, offered: OfferedTool, heard: Heard, arguments: Mapping[str, Any]
) -> dict[str, Any]:
    """The arguments of a ticket about the trouble in talk, with everything that was said of it.

    What the message itself gives stays; where it tells of another fault, nothing is taken over.
    """
    arguments = {**_kind_of_the_last(turn), **arguments}
    own = of_the_fault(turn, offered, heard)
    trouble = trouble_of(turn, opens=own is None or pointers.points_back(heard))
    if trouble is None or (own and is_another(turn, own)):
        return dict(arguments)
    known = _facts(turn, offered, trouble)
    summary = _first_report(turn, trouble.words.split("\n")[0])
    adds = own is not None and (remedies.tells_of_a_try(own) or _width(own) >= _SAYS_MORE)
    told = [*trouble.said[1:], *([own] if own and adds else [])]
    first = _first_report(turn, trouble.said[0])
    reports = [first, *(each for said in told if (each := _report(said)))]
    description = "\n".join(dict.fromkeys(reports))
    given = {n: v for n, v in arguments.items() if n not in ("summary", "description")}
    if trouble.sn or "sn" in given:  # the device decides
        known.pop("product", None)
        given.pop("product", None)
    more = _width(description) - _width(summary)
    words = {"summary": summary} | ({"description": description} if more > _HARDLY else {})
    wanted = schemas.properties(offered)
    return {**known, **given, **{n: texts.fitting(v, wanted[n]) for n, v in words.items()}}


def of_the_fault(turn: Turn, offered: OfferedTool, heard: Heard) -> str | None:
    """What a message says of the fault itself, without the clauses that only ask for the ticket."""
    if orders.opens(heard) and not any(heard.of(kind) for kind in _WHOSE):
        return orders.without(heard) or None
    own = texts.own_words(heard, slots.fill(offered, heard))
    clauses = _CLAUSES.split(own) if own else []
    kept = [each for each in clauses if not _is_request(turn, offered, each)]
    return own if len(kept) == len(clauses) else "，".join(kept) or None


def _is_request(turn: Turn, offered: OfferedTool, clause: str) -> bool:
    """Whether a clause asks for a ticket, or says no more than one value of it: came by WeChat."""
    heard = turn.hear(clause)
    if _names_a_symptom(heard.masked()):
        return False
    if asks_to_open(heard):
        return True
    used = [(each.start, each.end) for each in slots.fill(offered, heard).used]
    return bool(used) and _width(acts.rest(heard, used)) <= _HARDLY


def _kind_of_the_last(turn: Turn) -> dict[str, Any]:
    """`and one for this one too`: one more of the kind on the card just shown."""
    card = turn.thread.card
    if card is None or card.call.name != OPENS or not acts.wants_one_more(turn.heard.text):
        return {}
    return {"kind": card.proposed["kind"]} if "kind" in card.proposed else {}


def _names_a_symptom(text: str) -> bool:
    return "symptom" in concepts().within(tokens_of(text))


def _width(text: str) -> int:
    """How much is said: a Han character counts for two letters."""
    return sum(1 if each.isascii() else 2 for each in text if each.isalnum())


def _first_report(turn: Turn, said: str) -> str:
    """What the first message tells: also questions, where they name what is wrong, or a thing."""
    return _without(said, lambda each: _only_asks(each) and not _names_a_thing(turn.hear(each)))


def _report(said: str) -> str:
    """What a message tells of the trouble; nothing where it only asks how to go on."""
    told = _without(said, _only_asks)
    return told if told == said.strip() or _width(told) > _HARDLY else ""


def _without(said: str, is_dropped: Callable[[str], bool]) -> str:
    """A message without some of its clauses, letter by letter what it was where it has none."""
    told = [each for each in _CLAUSE_ENDS.split(said) if not is_dropped(each)]
    whole = "".join(told).strip()
    return whole if whole == said.strip() else whole.rstrip(" ,，;；")


def _only_asks(clause: str) -> bool:
    """Whether a clause asks how to go on, rather than say what was tried or found."""
    is_question = remedies.asks(clause) or remedies.asks_for_more(clause)
    return is_question and not remedies.tells_of_a_try(clause)


def _names_a_thing(heard: Heard) -> bool:
    return bool(heard.mentions) or _names_a_symptom(heard.masked())


def asks_to_open(heard: Heard) -> bool:
    """Whether a message speaks of opening a ticket, or of sending the device in."""
    return bool(_OPENING.search(heard.folded.folded))


def describes(heard: Heard) -> bool:
    """Whether a part of a message that asks nothing says what is wrong."""
    said = (each for each in _PARTS.split(heard.masked()) if not remedies.asks(each))
    return any(map(_names_a_symptom, said))


def states_a_fault(heard: Heard) -> bool:
    """Whether a message says what is wrong, or what kind of fault it is: `fan keeps howling`."""
    return describes(heard) or (bool(heard.of("category")) and not remedies.asks(heard.text))


def is_another(turn: Turn, own: str, before: str = "") -> bool:
    """Whether these words describe a fault, rather than what became of the one in talk.

    Words that name no other thing than the fault told `before` are more of that.
    """
    if remedies.tells_of_a_try(own) or remedies.asks_for_more(own):
        return False
    heard = turn.hear(own)
    if not _names_a_symptom(heard.masked()):
        return False
    return (
        not before or _OTHER.search(heard.folded.folded) is not None or _differs(turn, own, before)
    )


def _differs(turn: Turn, own: str, before: str) -> bool:
    """Whether both name what kind of fault it is, or which product, and not the same."""
    one, other = turn.hear(own), turn.hear(before)
    pairs = ((set(one.values(kind)), set(other.values(kind))) for kind in _TELLING)
    return any(said and known and not said & known for said, known in pairs)


def _facts(turn: Turn, offered: OfferedTool, trouble: Trouble) -> dict[str, Any]:
    """Device, customer and the like, wherever they were named; the newest counts."""
    found: dict[str, Any] = {}
    for place, said in enumerate(trouble.said):
        filled = slots.fill(offered, turn.hear(said)).arguments
        taken = _WHOSE | (_OF_THE_FIRST if place == 0 else frozenset())
        taken |= frozenset() if remedies.asks(said) else _STATED
        found |= {name: value for name, value in filled.items() if name in taken}
    if trouble.product and "product" in schemas.properties(offered):
        found["product"] = trouble.product
    if sn := trouble.sn or (own_device(turn, trouble.product) if trouble.product else None):
        found["sn"] = sn
    return found

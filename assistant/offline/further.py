"""What to do next about the trouble in talk: what was shown or tried is not told again."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.model import Choice, Outcome
from assistant.offline import acts, pointers, remedies, speech
from assistant.offline.intents import MORE, SYMPTOM
from assistant.offline.mentions import Heard
from assistant.offline.thread import Step
from assistant.offline.trouble import (
    DEVICE,
    KNOWLEDGE,
    OPENS,
    SIMILAR,
    Trouble,
    asks_to_open,
    describes,
    is_another,
    product_of,
    trouble_of,
)
from assistant.offline.turn import Decision, Turn
from assistant.offline.wish import Wish, wish_of
from tools.tool import Effect

_SURE = 0.85  # of another write, for it to be more than a report on what was done
_FEW = 2  # letters beside the words that only say which device it is
_ITS = re.compile(
    r"序列号|机身号?|型号|机器|相机|设备|这台|那台|客户|他|用|sn|serial|number|camera|body|unit"
    r"|device|model"
    r"|its|it|isa?n?|an?|s|he|has|customer|client"
)
_MOST = 4
_VERSION = re.compile(r"(?<!\d)\d{4}(?!\d)|\d\.\d")
_LONG = 160
_LIKELY = 0.5  # of a passage, for what it tells to do to be advice on the fault
_OF_A_FAULT = frozenset({SYMPTOM, MORE, SIMILAR, KNOWLEDGE})
_OTHER_THINGS = ("part", "sku", "ticket_number", "article", "wish", "dealer", "customer", "money")
_ORDERS = re.compile(
    r"(?:请|帮我?|麻烦|再|给我|替我)*(?:查|列|找|看|搜|统计|给|估|算|开|建|写|拉|显示|打开)"
    r"|(?:please |now |ok |then |and |can you |could you )*(?:list|show|find|give|get|check|search"
    r"|look|count|tell|open|estimate|compare|how|what|which|make|draw)(?![a-z])"
)
_A_DETAIL = 60  # letters up to which a statement is a detail of what is in talk
_PAST = re.compile(
    r"上次|以前|之前|历史|过去|曾经|(?<![a-z])(?:last time|before|previous\w*|history|earlier"
    r"|in the past)"
    r"(?![a-z])"
)


def go_on(turn: Turn, wish: Wish | None = None) -> Decision | None:
    """A report on the trouble in talk, or `what else?`: look further. None for anything else.

    Without a `wish` only what is surely about it; with one, what wants nothing else, too.
    """
    trouble = trouble_of(turn)
    if trouble is None or SIMILAR not in turn.tools or _is_about_else(turn, trouble):
        return None
    said = turn.heard.text
    wanted = wish or wish_of(turn)
    if asks_to_open(turn.heard):
        return None
    if named := _names_its_device(turn, trouble):  # it is looked up, too
        return named
    if _wants_a_write(turn, wanted):
        return None
    if remedies.says_solved(said):
        return turn.answer(turn.say(speech.SOLVED))
    tells = remedies.asks_for_more(said) or remedies.tells_of_a_try(said)
    tells = tells or (wanted.is_clear and wanted.name == MORE)
    if not tells and (wish is None or not _is_a_detail(turn, wish)):
        return None
    return Decision(calls=tuple(_calls(turn, trouble, "" if tells else said.strip())))


def _names_its_device(turn: Turn, trouble: Trouble) -> Decision | None:
    """`it's an Edge 8K, ME_207890`: which device has the trouble in talk, and nothing else."""
    heard = turn.heard
    steps = turn.thread.exchanges[-1].steps if turn.thread.exchanges else ()
    if not any(step.call.name == SIMILAR for step in steps):
        return None
    product = next(iter(heard.values("product")), None)
    serials = heard.values("sn")
    if not (product or serials) or len(set(serials)) > 1 or remedies.asks(heard.text):
        return None
    if len(_ITS.sub("", acts.rest(heard))) > _FEW or heard.of("category"):
        return None
    calls = ((DEVICE, {"sn": serials[0]}),) if serials and DEVICE in turn.tools else ()
    return Decision(calls=(*calls, *looked_up(turn, trouble.words, product)))


def _is_about_else(turn: Turn, trouble: Trouble) -> bool:
    """Whether the message names a ticket, an article, another camera or another fault."""
    heard = turn.heard
    if is_another(turn, heard.text, trouble.words):
        return True
    if heard.of("ticket_number") or heard.of("article") or pointers.ordinal(heard) is not None:
        return True
    others = {each for each in heard.values("product") if each != trouble.product}
    return bool(others and trouble.product and not heard.of("sn"))


def _wants_a_write(turn: Turn, wish: Wish) -> bool:
    offered = turn.tools.get(wish.name)
    return offered is not None and offered.tool.effect is Effect.WRITE and wish.score >= _SURE


def _is_a_detail(turn: Turn, wish: Wish) -> bool:
    heard = turn.heard
    wants = wish.is_clear and wish.name not in _OF_A_FAULT
    wants = wants and (not describes(heard) or _ORDERS.match(heard.folded.folded) is not None)
    if remedies.asks(heard.text) or wants or any(heard.of(kind) for kind in _OTHER_THINGS):
        return False
    return sum(map(str.isalnum, heard.text)) <= _A_DETAIL


def _calls(turn: Turn, trouble: Trouble, detail: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The look-ups for the same trouble again, with a detail that was added."""
    known = trouble.product or next(iter(turn.heard.values("product")), None)
    words = f"{trouble.words}\n{detail}" if detail else trouble.words
    if known and not trouble.product:  # what was shown was of any product
        yield from looked_up(turn, words, known)
        return
    product = {"product": known} if known else {}
    yield SIMILAR, {"description": words, "but_not": trouble.numbers, **product}
    if KNOWLEDGE in turn.tools:
        yield KNOWLEDGE, {"question": words, **product}


def looked_up(
    turn: Turn, words: str, product: str | None
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The look-ups for a trouble in these words: similar cases, and what the articles advise."""
    known = {"product": product} if product else {}
    yield SIMILAR, {"description": words, **known}
    if KNOWLEDGE in turn.tools:
        yield KNOWLEDGE, {"question": words, **known}


def tell_further(turn: Turn) -> Decision | None:
    """After looking further: other cases and steps not tried, and the offer of a ticket."""
    steps = {step.call.name: step for step in turn.thread.turn}
    similar = steps.get(SIMILAR)
    if similar is None or "but_not" not in similar.call.arguments:
        return None
    trouble = trouble_of(turn)
    if trouble is None:
        return None
    said = turn.heard.text
    pieces = [turn.say(speech.NOTED, said=_quoted(said))] if _reports(said) else []
    left = list(_left(turn, trouble))
    new = [each for each in left if each not in trouble.shown]
    cases = list(_cases(turn, trouble, similar))
    if new:
        pieces.append("\n".join([turn.say(speech.NOT_TRIED), *new[:_MOST]]))
    if cases:
        pieces.append("\n".join([turn.say(speech.OTHER_CASES), *cases]))
    if not new and not cases and left:
        pieces.append("\n".join([turn.say(speech.NOTHING_BUT), *left[:_MOST]]))
    elif not new and not cases:
        is_all = any(_named(turn, trouble))
        pieces.append(turn.say(speech.NOTHING_LEFT if is_all else speech.NOTHING_FOUND))
    choices: tuple[Choice, ...] = ()
    if OPENS in turn.tools:
        pieces.append(turn.say(speech.OFFER_TICKET))
        choices = (Choice(turn.say(speech.OPEN_FOR_IT), turn.say(speech.OPEN_FOR_IT_SAID)),)
    outcome = Outcome.ANSWERED if left or cases else Outcome.NO_EVIDENCE
    return turn.answer("\n\n".join(pieces), outcome, choices=choices)


def _reports(said: str) -> bool:
    return not remedies.asks(said)


def _quoted(said: str) -> str:
    one_line = " ".join(said.split())
    return one_line if len(one_line) <= _LONG else f"{one_line[:_LONG]}…"


def _left(turn: Turn, trouble: Trouble) -> Iterator[str]:
    """What the cases and articles name that was not tried, each once.

    First what solved several such cases, then single steps of the cases shown and of the articles.
    """
    tried = trouble.tried(turn.heard.text)
    all_tried = any(map(remedies.has_tried_all, (*trouble.said, turn.heard.text)))
    told = "\n".join((*trouble.said, turn.heard.text))
    seen = set(tried)
    for what, source, was_shown in _named(turn, trouble):
        named = remedies.remedies_in(what)
        if (all_tried and was_shown) or remedies.is_tried(what, frozenset(seen), told):
            continue
        if named & tried or remedies.is_outdated(what, told):
            continue
        seen |= named
        yield f"- {what}{source}"


def _named(turn: Turn, trouble: Trouble) -> Iterator[tuple[str, str, bool]]:
    """What there is to try, where it stands, and whether that was shown before."""
    steps = {step.call.name: step for step in turn.thread.turn if step.ok}
    for fix in steps[SIMILAR].data.get("fixes") or () if SIMILAR in steps else ():
        what = str(fix.get("what") or "")
        if what:
            count = turn.say(speech.CASES, count=fix.get("cases", 1))
            yield what, f" ({count})", what in trouble.shown
    for step in trouble.steps:
        cases = step.data.get("cases") or () if step.call.name == SIMILAR else ()
        likeliest = max((int(each["similarity"]) for each in cases), default=0)
        for case in cases:
            if case.get("solution") and int(case["similarity"]) * 2 >= likeliest:
                for what in remedies.steps_in(str(case["solution"])):
                    if _fits(what, case, trouble):
                        yield what, "", True
    passages = steps[KNOWLEDGE].data.get("passages") or () if KNOWLEDGE in steps else ()
    for passage in filter(_is_of_an_article, passages):
        source = f" [{passage['number']}]"
        for what in remedies.steps_in(str(passage["text"])):
            yield what, source, source.strip() in trouble.shown


def _is_of_an_article(passage: Mapping[str, Any]) -> bool:
    """Neither a rule of the house nor only the nearest there is."""
    return bool(passage.get("number")) and float(passage.get("evidence") or 0) >= _LIKELY


def _fits(step: str, case: Mapping[str, Any], trouble: Trouble) -> bool:
    """Whether what solved a case may be tried: a version is one of just that product."""
    is_same = trouble.product is not None and case.get("product") == trouble.product
    return is_same or (bool(case.get("akin", True)) and not _VERSION.search(step))


def _cases(turn: Turn, trouble: Trouble, similar: Step) -> Iterator[str]:
    """Cases not shown before whose solution is more than what was tried."""
    tried = trouble.tried(turn.heard.text)
    cases = similar.data.get("cases") or ()
    solved = [each for each in cases if each.get("solution")]
    fresh = [each for each in solved if not remedies.is_tried(str(each["solution"]), tried, "")]
    for case in fresh[:_MOST]:
        solution = " ".join(str(case["solution"]).split())
        yield f"- [{case['number']}] {case['summary']} ({case['similarity']}%)"
        yield turn.say(speech.SOLVED_BY, solution=solution)


def look_at_device(turn: Turn, heard: Heard) -> Decision | None:
    """The look-up of the one device that a described fault names by its number."""
    serials = set(heard.values("sn"))
    if turn.thread.turn or DEVICE not in turn.tools or len(serials) != 1:
        return None
    return Decision(calls=((DEVICE, {"sn": serials.pop()}),))


def device_first(turn: Turn) -> Step | None:
    """The device that this turn looked up first of all, where that was all so far."""
    steps = turn.thread.turn
    return steps[0] if len(steps) == 1 and steps[0].call.name == DEVICE else None


def other_product(turn: Turn) -> str | None:
    """The device's own product, where the message called it another one."""
    device = next((step for step in turn.thread.turn if step.call.name == DEVICE), None)
    product = product_of(device) if device else None
    named = set(turn.heard.values("product"))
    return product if product and named and product not in named else None


def asks_for_the_past(turn: Turn) -> bool:
    return bool(_PAST.search(turn.heard.folded.folded))

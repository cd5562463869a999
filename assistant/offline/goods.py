"""Parts in talk: how many of it, what it costs, five more."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.model import Ask, NameKind, OfferedTool, Outcome
from assistant.offline import asking, card_goods, matching, pointers, schemas, slots, speech
from assistant.offline.card_goods import ONE_BY_ONE, SMALL
from assistant.offline.mentions import Heard
from assistant.offline.pointing import STEPS_BACK, parts_in_talk, parts_meant
from assistant.offline.quantities import (
    counted_strangers,
    goods_in,
    parts_with_quantities,
    quantity_alone,
    quantity_of,
)
from assistant.offline.turn import Decision, Turn
from tools.tool import Effect, discover

_STOCK, _RESTOCK = "stock_status", "request_restock"
_IF_LOW = re.compile(
    r"(?:不够|不足|低于?|少于|缺|快没|没了|如果|要是)[^.;?!]{0,16}?(?:就|的话|那就|再|请|,)+\s*"
    r"(?:[帮给替][我他]?们?)?(?:补|订|买|来)"
    r"|(?<![a-z])if (?:it'?s |its |they'?re |we'?re |there'?s |that'?s |we have |i have |it is "
    r"|they are |less |fewer |too |running )*(?:low|short|less|fewer|below|under|not enough|few)"
    r"[^.;?!]{0,24}?(?:order|restock|get|send)(?![a-z])"
)
_COUNT = re.compile(r"\s*(\d{1,3})(?![\d.,])")
_MESSAGES_BACK = 2
_LEFT = 2


def follow(turn: Turn) -> Decision | None:
    """What a short message does to a card with parts or sums, or asks of the part in talk."""
    return card_goods.follow(turn) or _of_the_part(turn)


def order_if_low(turn: Turn) -> Decision | None:
    """`back boards? if low order 4`: what there is, and the order as a card to decide on."""
    stock, restock = turn.tools.get(_STOCK), turn.tools.get(_RESTOCK)
    skus = list(dict.fromkeys(each.value for each in goods_in(turn.heard)))
    if stock is None or restock is None or not skus:
        return None
    text = turn.heard.folded.folded
    match = _IF_LOW.search(text)
    if match is None:
        return None
    looks = [(_STOCK, {**_of_whom(turn, stock), "part": sku}) for sku in skus]
    items = parts_with_quantities(turn.heard)
    many = _COUNT.match(text, match.end())
    if not items and many and len(skus) == 1:
        items = [{"sku": skus[0], "quantity": int(many[1])}]
    ordered = asking.proceed(turn, restock, {**_of_whom(turn, restock), "items": items})
    return replace(ordered, calls=(*looks, *ordered.calls)) if ordered.calls else None


def _of_the_part(turn: Turn) -> Decision | None:
    """`how many do I have`, `what does it cost`, `order 5 more`: of the part in talk."""
    heard = turn.heard
    if any(each.kind != "money" for each in heard.mentions):  # five pieces (五块) are no money here
        return None
    parts = parts_in_talk(turn)
    for offered in turn.tools.values():
        for name, schema in schemas.properties(offered).items():
            if "x-talked" not in schema or not _asks_only(schema["x-talked"], heard):
                continue
            if schemas.slot_kind(schema) == "ticket_number":
                if number := _ticket_just_handled(turn):
                    return asking.proceed(turn, offered, {name: number})
            elif parts:
                return _about(turn, offered, name, parts)
    for name in turn.request.refusals if parts else ():
        hints = discover()[name].arguments.hints()
        if any("x-talked" in each and _asks_only(each["x-talked"], heard) for each in hints):
            return refused(turn, name)
    return None


def which(
    turn: Turn, offered: OfferedTool, heard: Heard, arguments: Mapping[str, Any]
) -> Decision | None:
    """A question where so many are ordered of a part that nobody can tell."""
    for name, schema in schemas.properties(offered).items():
        if schemas.slot_kind(schema) != "items":
            continue
        if name in arguments and (unknown := counted_strangers(heard, _part_words(turn))):
            return turn.answer(turn.say(speech.UNKNOWN_PART, said=unknown[0]), Outcome.CLARIFY)
        if "x-talked" in schema and name not in arguments and quantity_alone(heard) is not None:
            return asking.ask(turn, offered, Ask(offered.tool.name, name, dict(arguments)))
    return None


def _part_words(turn: Turn) -> set[str]:
    """The words that names of parts are made of."""
    parts = (each for each in turn.request.names if each.kind is NameKind.PART)
    return {word for each in parts for said in each.aliases for word in said.lower().split()}


def refused(turn: Turn, name: str) -> Decision | None:
    """What can be done instead of what this viewer may not, where that is known."""
    instead = turn.request.refusals.get(name)
    if instead is None:
        return None
    refusal = turn.say(speech.DENIED, said=speech.label_of(name, turn.language))
    return turn.answer(f"{refusal}\n{turn.say(instead)}", Outcome.REFUSED)


def _ticket_just_handled(turn: Turn) -> str | None:
    """The ticket that the last call was about."""
    last = turn.thread.last
    number = last.proposed.get("number") if last else None
    return number if isinstance(number, str) else None


def _asks_only(asked: Sequence[str], heard: Heard) -> bool:
    """Whether a message is one of these questions or wishes and says nothing else."""
    if not matching.says(asked, heard):
        return False
    text = heard.folded.folded
    for each in asked:
        text = re.sub(each, " ", text)
    left = "".join(each for each in ONE_BY_ONE.sub("", SMALL.sub(" ", text)) if each.isalpha())
    return len(left) <= _LEFT and left.isascii()


def _about(turn: Turn, offered: OfferedTool, name: str, parts: Sequence[str]) -> Decision | None:
    meant = parts_meant(turn, turn.heard)
    besides = whose_stock(turn, offered)
    if offered.tool.effect is Effect.READ:
        of_all = parts if pointers.means_all(turn.heard) else meant
        return Decision(calls=tuple((offered.tool.name, {**besides, name: sku}) for sku in of_all))
    counted = quantity_alone(turn.heard)
    if counted is None and not (
        pointers.means_them(turn.heard) or pointers.points_back(turn.heard)
    ):
        return None
    items = [{"sku": sku, "quantity": counted} for sku in meant]
    if counted is None:
        items = _counted_before(turn) or [{"sku": sku, "quantity": 1} for sku in meant]
    return asking.proceed(turn, offered, {**besides, name: items})


def _counted_before(turn: Turn) -> list[dict[str, Any]]:
    """The parts with how many of each, where they were priced so: order them."""
    for said in turn.thread.earlier[:_MESSAGES_BACK]:
        heard = turn.hear(said)
        if any(quantity_of(heard, each) for each in goods_in(heard)):
            return parts_with_quantities(heard)
    return []


def _of_whom(turn: Turn, offered: OfferedTool) -> dict[str, Any]:
    """The dealer named, else the one whose stock is in talk."""
    said = slots.fill(offered, turn.heard).arguments.get("dealer")
    return {"dealer": said} if said else whose_stock(turn, offered)


def whose_stock(turn: Turn, offered: OfferedTool) -> dict[str, Any]:
    """The dealer whose stock is in talk, where the tool takes one."""
    wanted = schemas.properties(offered)
    place = next((n for n, each in wanted.items() if schemas.slot_kind(each) == "dealer"), None)
    for step in reversed(turn.thread.past[-STEPS_BACK:]) if place else ():
        if isinstance(step.proposed.get("dealer"), str):
            return {str(place): step.proposed["dealer"]}
    return {}

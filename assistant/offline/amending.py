"""What is said to what is being put together: other fields while one is asked for, open cards."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.model import Ask, OfferedTool, Outcome
from assistant.offline import (
    acts,
    asking,
    details,
    pointers,
    remedies,
    reports,
    righting,
    schemas,
    slots,
    speech,
    trouble,
)
from assistant.offline.card_words import SURE, CardAct, CardWord, card_word
from assistant.offline.mentions import Heard
from assistant.offline.thread import Step
from assistant.offline.turn import Decision, Turn
from assistant.offline.wish import readers_of, wish_of
from domain.language import Language
from tools.tool import Effect

# Behind what is to be added: `the fan is loud too, put that in`.
_ADD_THAT = re.compile(
    r"(?:(?:can you|could you|please|and|also) )*(?:put|add|write|include|mention|note)"
    r" (?:that|it|this)(?: (?:in|down|to it|there|on it))?(?: (?:too|as well|also|please))*"
    r"|(?:请|麻烦|帮我?|也|一起|一并|把(?:这个|它))*(?:写|加|补充?|记|填|注明)"
    r"(?:上去?|进去|里面?|一下|上)+(?:吧)?"
)
_ADD_THAT_MOST = 60  # letters of such an ending
_SEPARATED = re.compile(r"[,;.。 ]+")
_LEAD = re.compile(r"(?:(?:(?:oh|and|also|wait|by the way|btw)\b|对了|哦|另外|还有)[,. ]*)*")
_ADDS = re.compile(
    r"^(?:对了|哦|另外|还有|顺便|再|请|麻烦|帮我?)*[,. ]*(?:在|把|给|往)?(?:这个|工单|单子)?的?"
    r"(?:描述|说明|问题|现象|内容|备注|正文|留言)(?:里面?|中|上|后面)?[,. ]*(?:再|也|还|请|要)*"
    r"(?:加上?|补充?上?|写上?|添上?|注明|说明)(?:进去|一?(?:句话?|条|点|下|笔"
    r"|段))?[:, ]*(?:说明?)?[:, ]*(?P<one>.+)"
    r"|^(?:对了|哦|另外|还有|顺便|请|麻烦)*[,. ]*(?:再|还要|也)?(?:补充|加|备注|添|注明)(?:上"
    r"|进去)?"
    r"(?:一?(?:句话?|条|点|下|笔|段))?(?:说明|信息)?\s*[:,]\s*(?P<two>.+)"
    r"|^(?:对了|哦|另外|顺便)*[,. ]*(?:再|还要|也)?(?:补充|加|添|写)(?:上)?一?(?:句话?|条|点|笔"
    r"|段)(?:说明)?[:, ]*(?P<three>.+)"
    r"|^(?:(?:oh|and|also|please|btw|by the way|ok|wait|one more thing)[,. ]*)*(?:add|append"
    r"|mention|include|note|put in|write)"
    r"(?: (?:to|in|into) the (?:description|text|summary|problem|ticket|note|comment))?(?: (?:a"
    r"|another|the) (?:line|sentence|note))?"
    r"(?: (?:as well|too|also|down))?\s*(?:that|saying|:|,)?\s*(?P<four>.+)"
    r"|^(?:(?:oh|and|please|btw|by the way|ok|wait|one more thing)[,. ]*)*(?:also"
    r"|and)[, ]+(?P<five>(?:the|it|he|she|they|we"
    r"|his|her|their|there|with|only|happens?)\b.+)",
)
_OTHER_THING = re.compile(
    r"不是(?:这|那)[台个部]|搞错(?:机器|设备|了)|[机设][器备]错了|另一台|换(?:一)?台"
    r"|(?<![a-z])(?:not (?:this|that) (?:one|unit|camera|device)|wrong (?:unit|camera|device|one"
    r"|serial)|(?:a|an)?other (?:unit|camera|device)|different (?:unit|camera|device))(?![a-z])"
)
_NAMED_APART = frozenset({"sn", "customer", "dealer", "person", "email"})
_MAY_CHANGE = 0.2  # how likely a change is, for values that are not the card's to be new ones
_DECIDING = frozenset({CardAct.APPROVE, CardAct.WITHDRAW, CardAct.HOLD})
_LABEL = 8  # letters beside values that only say what they are


def amended(turn: Turn, asked: Ask) -> Decision | None:
    """Something said to another field than the one asked for: taken, and the question put again."""
    offered = turn.tools.get(asked.tool)
    if offered is None or offered.tool.effect is not Effect.WRITE:
        return None
    if asked.slot not in schemas.properties(offered):
        return None
    if righted := righting.righted(offered, turn.heard, asked.arguments):
        arguments = {**asked.arguments, **righted}
        return asking.ask(turn, offered, replace(asked, arguments=arguments), speech.TAKEN)
    words_only = asking.takes_any_words(turn, asked)
    found: dict[str, Any] = {}
    tells = trouble.states_a_fault(turn.heard) and _added_words(turn.heard) is None
    if tells and not words_only:  # another fault, not another category
        found = details.told(turn, offered, asked.arguments, but=asked.slot, adds=True)
    found = found or _said_to(turn, offered, asked.arguments, but=asked.slot)
    if not found and not words_only:
        found = details.told(turn, offered, asked.arguments, but=asked.slot)
    if not found:
        return None
    arguments = {**_without_the_rest(offered, asked.arguments, found), **found}
    if asking.missing(offered, arguments) != asked.slot:
        return asking.proceed(turn, offered, arguments)
    return asking.ask(turn, offered, replace(asked, arguments=arguments), speech.TAKEN)


def put_right(turn: Turn) -> Decision | None:
    """The card that waits with a word of its texts put right: `sorry, 8 March`."""
    card = _card_meant(turn)
    offered = turn.tools.get(card.call.name) if card else None
    if card is None or offered is None:
        return None
    before = card.proposed
    righted = righting.righted(offered, turn.heard, before)
    if not righted or (
        not righting.names_both(turn.heard) and _sets_a_field(turn, offered, before)
    ):
        return None
    arguments = {**before, **righted}
    for name, schema in schemas.properties(offered).items():
        if schemas.slot_kind(schema) == "category" and before.get(name):
            was, now = (_fault_in(turn, offered, name, each) for each in (before, arguments))
            if was == before[name] and was != now:
                arguments[name] = now  # it was drawn from the words
    arguments = {name: value for name, value in arguments.items() if value is not None}
    return replace(asking.proceed(turn, offered, arguments), instead_of=card.card_id)


def _sets_a_field(turn: Turn, offered: OfferedTool, before: Mapping[str, Any]) -> bool:
    """Whether a message names a value that has a field of its own."""
    wanted = schemas.properties(offered)
    given = slots.fill(offered, turn.heard, before).arguments
    return any(
        before.get(name) != value and schemas.slot_kind(wanted[name]) != "text"
        for name, value in given.items()
    )


def _fault_in(turn: Turn, offered: OfferedTool, name: str, arguments: Mapping[str, Any]) -> object:
    """The category that the texts of a write name."""
    wanted = schemas.properties(offered)
    said = [str(v) for n, v in arguments.items() if schemas.slot_kind(wanted.get(n, {})) == "text"]
    return slots.fill(offered, turn.hear("\n".join(said))).arguments.get(name)


def added(turn: Turn) -> Decision | None:
    """The same for the card that waits: the write again with what was said to it."""
    card = _card_meant(turn)
    offered = turn.tools.get(card.call.name) if card else None
    if card is None or offered is None:
        return None
    before = card.proposed
    if _is_another_request(turn, before) or _names_another(turn, card):
        return None
    if more := reports.told_besides(offered, turn.heard, before):
        arguments = {**before, **more}
        return replace(asking.proceed(turn, offered, arguments), instead_of=card.card_id)
    word = card_word(turn.heard.text)
    changes = word.surely(CardAct.CHANGE, SURE) or _may_change(turn, word, card)
    found = _said_to(turn, offered, before, changes=changes)
    if not found and turn.thread.card is not None and not changes:
        adds = word.surely(CardAct.ADD, SURE)
        found = details.told(turn, offered, before, adds=adds)
    shown = {str(line.get("new")) for line in card.data["proposal"].get("preview") or ()}
    if "product" in found and found["product"] in shown:
        found.pop("product")  # what the device is, anyway
        if not found:
            return turn.answer(turn.say(speech.ON_THE_CARD), Outcome.ANSWERED)
    if not found and details.stands_already(turn, offered, before):
        return turn.answer(turn.say(speech.ON_THE_CARD), Outcome.ANSWERED)
    if not found:
        return None
    arguments = {**_without_the_rest(offered, before, found), **found}
    if (name := asking.missing(offered, arguments)) is not None:
        asked = Ask(offered.tool.name, name, arguments)
        return asking.ask(turn, offered, asked, speech.CARD_NO_LONGER_HOLDS)
    return replace(asking.proceed(turn, offered, arguments), instead_of=card.card_id)


def _may_change(turn: Turn, word: CardWord, card: Step) -> bool:
    """Whether new values would be a change of the card: nothing else is clearly wanted."""
    wish = wish_of(turn)
    return word.change >= _MAY_CHANGE and (wish.name == card.call.name or not wish.is_clear)


def not_changed(turn: Turn) -> Decision | None:
    """A change that could not be made of a card just talked about: said so, with what it holds."""
    card, last = turn.thread.pending, turn.thread.last
    if card is None or last != card or card.call.name not in turn.tools:
        return None
    word, wish = card_word(turn.heard.text), wish_of(turn)
    decides = word.act in _DECIDING and not wish.is_clear
    is_to_it = decides or word.surely(CardAct.CHANGE, SURE)
    if not is_to_it or wish.name == card.call.name or _names_another(turn, card):
        return None
    lines = [str(each["label"]) for each in card.data["proposal"].get("preview") or ()]
    fields = ("、" if turn.language is Language.ZH else ", ").join(dict.fromkeys(lines))
    return turn.answer(turn.say(speech.NOT_CHANGED, fields=fields), Outcome.CLARIFY)


def _card_meant(turn: Turn) -> Step | None:
    """The newest card that waits; of several the one at the place that is said: the first."""
    cards = turn.thread.cards
    place = pointers.ordinal(turn.heard)
    if place is None or len(cards) < 2:
        return turn.thread.pending
    at = place - 1 if place > 0 else place
    return cards[at] if -len(cards) <= at < len(cards) else None


def _names_another(turn: Turn, card: Step) -> bool:
    """Whether a message names another ticket than the card is about."""
    return not card.known.issuperset(turn.heard.values("ticket_number"))


def _is_another_request(turn: Turn, before: Mapping[str, Any]) -> bool:
    """Whether one more is wanted for another device, rather than the card's device put right."""
    named = set(turn.heard.values("sn"))
    if not before.get("sn") or not named or before["sn"] in named:
        return False
    return acts.corrects(turn.heard) is None and acts.wants_one_more(turn.heard.text)


def _said_to(
    turn: Turn,
    offered: OfferedTool,
    before: Mapping[str, Any],
    *,
    but: str | None = None,
    changes: bool = False,
) -> dict[str, Any]:
    """The values that a message gives for a write; nothing where it wants something else.

    Where it surely `changes` the write, whatever else it says is the reason.
    """
    heard = turn.heard
    if words := _added_words(heard):
        name = details.long_text(offered, but)
        told = [str(before[name])] if name and before.get(name) else []
        return {name: "\n".join([*told, words])} if name else {}
    if not changes and (remedies.asks(heard.text) or _looks_something_up(turn)):
        return {}
    wanted = schemas.properties(offered)
    begins = acts.corrects(heard)
    heard = heard if begins is None else _after(heard, begins)
    filled = slots.fill(offered, heard, before)
    if changes and (new := _without_known(turn, heard, filled, before)) is not None:
        filled = slots.fill(offered, new, before)
    found = {n: v for n, v in filled.arguments.items() if n != but and v != before.get(n)}
    if but and schemas.slot_kind(wanted[but]) == "text":  # where any words would do
        found = {n: v for n, v in found.items() if schemas.slot_kind(wanted[n]) in _NAMED_APART}
    if any(schemas.slot_kind(wanted[n]) == "ticket_number" for n in found):
        return {}
    if begins is None and but is None and details.tells(turn):
        found = {n: v for n, v in found.items() if schemas.slot_kind(wanted[n]) != "category"}
    if changes:
        return found
    spans = [(each.start, each.end) for each in filled.used]
    if begins is not None:
        spans.append((0, begins))
    return found if found and _only_these(turn.heard, spans) else {}


def _without_known(
    turn: Turn, heard: Heard, filled: slots.Filled, before: Mapping[str, Any]
) -> Heard | None:
    """The message without the values that stand on the card: `no consult, make it an RMA`."""
    known = {str(each) for each in before.values()}
    text = heard.text
    for each in filled.used:
        if each.value in known:
            text = text.replace(heard.folded.said(each.start, each.end), " ", 1)
    return turn.hear(text) if text != heard.text else None


def _before_an_ending(heard: Heard) -> str | None:
    """What stands before an ending that asks to add it."""
    text = heard.folded.folded.rstrip(" .!。")
    for between in _SEPARATED.finditer(text, max(0, len(text) - _ADD_THAT_MOST)):
        if _ADD_THAT.fullmatch(text, between.end()):
            lead = _LEAD.match(text)
            start = lead.end() if lead else 0
            return heard.folded.said(start, between.start()).strip() or None
    return None


def _added_words(heard: Heard) -> str | None:
    if before := _before_an_ending(heard):
        return before
    match = _ADDS.search(heard.folded.folded.strip())
    if match is None or (match["five"] and remedies.asks(heard.text)):
        return None
    shift = len(heard.folded.folded) - len(heard.folded.folded.lstrip())
    name = match.lastgroup or ""
    start, end = match.span(name)
    return heard.folded.said(start + shift, end + shift).strip(' ,，:：。"“”') or None


def _looks_something_up(turn: Turn) -> bool:
    """Whether a message wants to see something else than what it names."""
    wish = wish_of(turn)
    offered = turn.tools.get(wish.name)
    if offered is None or offered.tool.effect is not Effect.READ or not wish.is_clear:
        return False
    return wish.name not in readers_of(turn, {each.kind for each in turn.heard.mentions})


def _after(heard: Heard, place: int) -> Heard:
    return replace(heard, mentions=tuple(e for e in heard.mentions if e.start >= place - 1))


def _only_these(heard: Heard, spans: list[tuple[int, int]]) -> bool:
    """Whether little is said besides the values: what they are, at most."""
    return len(acts.rest(heard, spans)) <= _LABEL


def _without_the_rest(
    offered: OfferedTool, before: Mapping[str, Any], found: Mapping[str, Any]
) -> dict[str, Any]:
    """What stays true beside the new values: another device may be another product."""
    kept = dict(before)
    was = before.get("sn")
    if was and "sn" in found and "product" not in found:
        kept.pop("product", None)
        now = str(found["sn"])
        texts = {n: v for n, v in kept.items() if n != "sn" and isinstance(v, str)}
        kept |= {n: re.sub(re.escape(str(was)), now, v, flags=re.I) for n, v in texts.items()}
    elif was and "product" in found and "sn" not in found:
        kept.pop("sn")  # the device decided the product: this is another one
    wanted = schemas.properties(offered)
    return {n: v for n, v in kept.items() if n not in wanted or _holds(wanted[n], kept, found)}


def _holds(schema: Mapping[str, Any], kept: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    return schemas.has_meaning(schema, {**kept, **found})

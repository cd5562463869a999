"""Cards with parts or sums: how many, which of them, what they come to, changed by a few words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.model import Choice, OfferedTool, Outcome
from assistant.offline import acts, asking, choosing, schemas, slots, speech
from assistant.offline.folded import plain
from assistant.offline.ids import bare_amount
from assistant.offline.mentions import Heard, Mention
from assistant.offline.pointing import BRACKETS, items_of, means_each
from assistant.offline.quantities import goods_in, quantity_alone, quantity_of, without_count
from assistant.offline.thread import Step
from assistant.offline.turn import Decision, Turn

_MOST = 4  # buttons
_TALK = 24  # letters of a change that are neither its parts nor its numbers
_AMOUNT = re.compile(r"金额|(?<![a-z])(?:amount|sum)(?![a-z])")
_TOTAL = re.compile(
    r"一共|卡片|总共|总计|合计|总价|加起来|(?<![a-z])(?:total|altogether|in all|sum|card)(?![a-z])"
)
_TWO = 2
_SWAPS = re.compile(
    r"反过来|搞反|弄反|写反|填反|颠倒|对调|互换|调换|换一下|倒过来"
    r"|(?<![a-z])(?:(?:the )?other way (?:a?round)|swap\w*|switch\w*|revers\w*|vice versa"
    r"|mixed (?:them |it )?up|back to front)(?![a-z])"
)
_SUMS = ("amount", "currency")
_ELSEWHERE = ("ticket_number", "sn", "dealer", "customer", "article", "wish", "product")
# Words of talk about goods, and of changing them.
SMALL = re.compile(
    r"自己|家里|就|才|得|应该|该|需要|帮|给|麻烦|请|我们?|你们?|他们|这|那|它|还|现在|目前|手[里上头]|家里|呢|吗|么|了|的|啊|吧|个|块|件|只|片|一下|再|够|大概"
    r"|[一二两三四五六七八九十]|(?<![a-z])(?:and|so|do|does|did|have|has|got|i|we|you|they|it|that"
    r"|those|these|them|is|are|there|still|now|left|here|any|some|of|the|a|an|one|ones|each|per"
    r"|piece|two|three|four|five|six|seven|eight|nine|ten|dozen|couple|more|again|then|will|would"
    r"|can|could|please|for|me|us|in|stock|our|my|on|hand|hm+|ok|well|right|both|all|go|let'?s|to"
    r"|want|need|like|i'd|just|another|extra|at|moment|currently|how|what)(?![a-z])"
)
ONE_BY_ONE = re.compile(
    r"去掉|去除|删掉|拿掉|不要|改成|改为|换成|变成|再加|加上|只要|增加|减到|加到|改|加|要|算|按|收|那就|还是|吧|块?钱"
    r"|(?<![a-z])(?:drop|remove|take|out|off|make|change|set|to|add|include|put|in|the|it|them|that"
    r"|those|and|also|only|just|actually|instead|please|of|from|on|card|order|list|plus|another|a"
    r"|an|more|extra|no|not|i|we|want|need|get|me|us|sorry|wait|ok|should|be|as|well|too|let'?s|is"
    r"|are|for|with|without|don'?t|can|you|quantity|qty|number|say|then|oh|hm+)(?![a-z])"
)


def follow(turn: Turn) -> Decision | None:
    """What a short message does to a card with parts or sums, or asks of it."""
    return _changed_card(turn) or _total(turn)


def _total(turn: Turn) -> Decision | None:
    """`what will that cost in total`: what stands on the waiting card."""
    card = turn.thread.pending
    if card is None or turn.heard.mentions or not _TOTAL.search(turn.heard.folded.folded):
        return None
    if len(_talk(turn.heard)) > _TALK:
        return None
    lines = card.data["proposal"].get("preview") or ()
    told = [
        f"- {each['label']}: {' → '.join(str(each[n]) for n in ('old', 'new') if each.get(n))}"
        for each in lines
    ]
    return turn.answer("\n".join(told)) if told else None


def _changed_card(turn: Turn) -> Decision | None:
    """`make it 10`, `drop the SDI module`, `shipping $30`: the waiting card with that changed."""
    card = turn.thread.pending
    offered = turn.tools.get(card.call.name) if card else None
    if card is None or offered is None or _about_another(turn.heard, card):
        return None
    wanted = schemas.properties(offered)
    before = dict(card.proposed)
    items = (n for n, each in wanted.items() if schemas.slot_kind(each) == "items")
    place = next((n for n in items if _has_place(wanted[n], before)), None)
    sums = _sums(turn, offered)
    if len(_talk(turn.heard)) > _TALK and not _SWAPS.search(turn.heard.folded.folded):
        return None
    changed: Decision | dict[str, Any] | None = {**before, **sums} if sums else None
    if place:
        changed = _with_items(turn, place, before, sums) or changed
    if isinstance(changed, dict):
        changed = {name: value for name, value in changed.items() if value is not None}
    if changed is None or changed == before:
        return None
    if isinstance(changed, Decision):
        return changed
    return replace(asking.proceed(turn, offered, changed), instead_of=card.card_id)


def _has_place(schema: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    return not schema.get("x-only-when") or schemas.has_meaning(schema, before)


def _about_another(heard: Heard, card: Step) -> bool:
    """Whether a message names another ticket, device or dealer than the card is about."""
    return any(each.value not in card.known for kind in _ELSEWHERE for each in heard.of(kind))


def _talk(heard: Heard) -> str:
    """What a message says beside parts, numbers and the words of changing."""
    rest = acts.rest(heard)
    return "".join(each for each in ONE_BY_ONE.sub("", rest) if not each.isdigit())


def _sums(turn: Turn, offered: OfferedTool) -> dict[str, Any]:
    """Amounts and currencies that the message gives anew; one to be left out is gone."""
    wanted = schemas.properties(offered)
    given = slots.fill(offered, turn.heard).arguments
    sums = {n: v for n, v in given.items() if schemas.slot_kind(wanted[n]) in _SUMS}
    bare = [n for n, s in wanted.items() if schemas.slot_kind(s) == "amount" and "x-words" not in s]
    if bare and not sums and _AMOUNT.search(turn.heard.folded.folded):
        said = bare_amount(turn.heard.folded.folded)
        sums = {bare[0]: said} if said else {}
    if acts.drops(turn.heard):  # no labour: nothing is charged for it
        named = (n for n, each in wanted.items() if schemas.slot_kind(each) == "amount")
        sums |= {n: None for n in named if n not in sums and _is_named(wanted[n], turn.heard)}
    if set(sums) == {"currency"} and turn.heard.of("money"):
        return {}
    return sums


def _is_named(schema: Mapping[str, Any], heard: Heard) -> bool:
    words = (word for said in choosing.words_of(schema).values() for word in said)
    return any(choosing.find_word(heard.folded.folded, word) >= 0 for word in words)


def _with_items(
    turn: Turn, place: str, before: dict[str, Any], sums: Mapping[str, Any]
) -> Decision | dict[str, Any] | None:
    """The card's arguments with its parts changed; a question where it is not clear which."""
    items = items_of(before)
    counts = {str(each["sku"]): int(each.get("quantity") or 1) for each in items}
    named = [(_on_card(turn, each, counts), each) for each in goods_in(turn.heard)]
    if named:
        if acts.drops(turn.heard) and not any(sku in counts for sku, _ in named):
            return turn.answer(turn.say(speech.NOT_ON_CARD), Outcome.CLARIFY)
        counts = _named_changed(turn, counts, named)
        if not counts:
            return turn.answer(turn.say(speech.NO_PARTS_LEFT), Outcome.CLARIFY)
    elif len(counts) == _TWO and _SWAPS.search(turn.heard.folded.folded):
        counts = dict(zip(counts, reversed(counts.values()), strict=True))
    else:
        counted = None if sums else quantity_alone(turn.heard)
        alters = acts.changes(turn.heard.text) or acts.sets(turn.heard) or _is_bare(turn)
        if counted is None or not counts or not alters:
            return None
        if len(counts) > 1 and not means_each(turn.heard):
            return _which_part(turn, counts, counted)
        more = acts.adds(turn.heard) and not acts.sets(turn.heard)
        counts = {sku: counted + (old if more else 0) for sku, old in counts.items()}
    changed = [{"sku": sku, "quantity": count} for sku, count in counts.items()]
    return {**before, **sums, place: changed}


def _named_changed(
    turn: Turn, counts: dict[str, int], named: Sequence[tuple[str, Mention]]
) -> dict[str, int]:
    """The parts on the card after what the message says of some of them."""
    heard = turn.heard
    if acts.means_only(heard) and not any(quantity_of(heard, each) for _, each in named):
        return {sku: counts.get(sku, 1) for sku, _ in named}
    if acts.drops(heard) and not any(quantity_of(heard, each) for _, each in named):
        gone = {sku for sku, _ in named}
        return {sku: count for sku, count in counts.items() if sku not in gone}
    changed = dict(counts)
    for sku, each in named:
        count = quantity_of(heard, each)
        if sku in counts and acts.adds(heard) and not acts.sets(heard):
            changed[sku] = counts[sku] + (count or 1)
        else:
            changed[sku] = count or quantity_alone(_without(heard, each)) or counts.get(sku, 1)
    return changed


def _without(heard: Heard, named: Mention) -> Heard:
    kept = tuple(each for each in heard.mentions if each.start != named.start)
    return Heard(heard.folded, kept)


def _on_card(turn: Turn, named: Mention, counts: Mapping[str, int]) -> str:
    """The SKU that a name means: of parts called alike the one that is on the card."""
    said = plain(named.said).removesuffix("s")
    for sku in counts:
        if sku == named.value or said in _called(turn, sku):
            return sku
    return named.value


def _called(turn: Turn, sku: str) -> set[str]:
    """What a part is called, by letters alone, also without what stands in brackets."""
    names = (each.aliases for each in turn.request.names if each.value == sku)
    said = [alias for aliases in names for alias in aliases]
    return {plain(form) for each in said for form in (each, BRACKETS.sub("", each))}


def _is_bare(turn: Turn) -> bool:
    """`10 pieces`, and nothing else."""
    left = SMALL.sub(" ", ONE_BY_ONE.sub(" ", without_count(turn.heard.folded.folded)))
    return not any(each.isalnum() for each in left)


def _which_part(turn: Turn, counts: Mapping[str, int], counted: int) -> Decision:
    """Several parts are on the card and none is named: a button for each."""
    names = {each.value: each for each in turn.request.names if each.value in counts}
    zh = turn.language.value == "zh"
    choices = []
    for sku in list(counts)[:_MOST]:
        said = [a for a in names[sku].aliases[1:] if a.isascii() != zh] if sku in names else []
        label = (said or [sku])[0]
        choices.append(
            Choice(f"{label}: {counted}", turn.say(speech.SET_PART, part=label, count=counted))
        )
    return turn.answer(turn.say(speech.WHICH_PART), Outcome.CLARIFY, choices=tuple(choices))

"""How many of each part a message asks for: `两个 SDI 模块`, `3 fans`, `Back board x2`."""

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Any

from assistant.offline.mentions import Heard, Mention
from assistant.offline.ordinary import is_ordinary

_WORDS = {
    "两": 2, "俩": 2, "双": 2, "半打": 6, "一打": 12, "两打": 24,
    "a": 1, "an": 1, "one": 1, "a couple": 2, "couple": 2, "a pair": 2, "two": 2, "three": 3,
    "four": 4, "five": 5, "six": 6, "half a dozen": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12, "a dozen": 12, "two dozen": 24,
    "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip
_DIGITS = {each: place for place, each in enumerate("〇一二三四五六七八九")} | {"两": 2}
_UNIT = r"(?:个|件|块|片|套|只|张|颗|枚|根|条|把|pcs?\.?|pieces?|units?|x|×|\*)"
_COUNT = (
    r"(?P<count>(?<![\d.$€¥第])\d{1,4}|(?<![a-z])(?:"
    + "|".join(sorted((word for word in _WORDS if word.isascii()), key=len, reverse=True))
    + r")(?![a-z])|[半一两]打|(?<!第)[一二两三四五六七八九十俩]{1,3})"
)
_KIND = r"(?:(?:more|extra|additional|further|spare|new|another|other)\s+)?"
_BEFORE = re.compile(rf"{_COUNT}\s*{_UNIT}?\s*{_KIND}(?:of\s+|的\s*)?(?:the\s+|those\s+)?$")
_IS = r"(?:[x×*:：=]|to|into|qty|quantity|数量|共|要|到|成|为|改成|改为|换成|加到|减到|变成|is|are)"
_AFTER = re.compile(
    rf"^s?\s*,?\s*(?:{_IS}\s*)*(?P<count>\d{{1,4}})(?![\d.%]|\s*(?:[$€¥]|usd|eur|cny|刀|元|美元|块钱))"
    rf"(?=\s*(?:{_UNIT}(?![a-z0-9])|$|[,.;!?、]|(?:and|instead|please|not|rather)(?![a-z])|[一-鿿]))"
    rf"|^s?\s*(?:{_IS}\s*)*{_COUNT.replace('count', 'more')}\s*(?:{_UNIT}(?![a-z0-9都])|$)"
)
_GAP = re.compile(rf"\s*(?:{_UNIT}\s*)?(?:的\s*)?")
_SETS = re.compile(rf"s?\s*{_IS}")
_ALONE = re.compile(
    rf"(?<![a-z_.-]){_COUNT}(?![\d.%]|\s*(?:[$€¥]|usd|eur|cny|刀|元|美元|块钱|天|年|月|days?|weeks?))"
    rf"\s*(?:{_UNIT}(?![a-z0-9])|{_KIND}$|(?:more|of|each|instead|please|actually|then|now|rather)(?![a-z])"
    r"|(?=[,.!?]|吧|就|好了|$))"
)
_ORDERED = re.compile(
    rf"(?:(?<![a-z])(?:order|reorder|get|buy|send|need|want)\s+(?:us\s+|me\s+)?|[补订买要来])\s*{_COUNT}"
    rf"\s*(?:{_UNIT}(?![a-z0-9])|{_KIND}$|(?:more|of|please)(?![a-z])|(?=[,.!?]|吧|就|好了|$))"
)
_OF_THEM = re.compile(
    rf"(?<![a-z_.-]){_COUNT}\s*(?:(?:of (?:them|those|these|it)|pcs|pieces|units)(?![a-z0-9])"
    r"|[个块件只片](?=[,.!?; ]|吧|就|$))"
)
_WANTED = re.compile(
    r"(?:[换加要装配订补货买来和与、两]个?|更换|[一二三四五六七八九十\d]\s*[个只台件块片把]?|[,:+&]"
    r"|(?<![a-z])(?:an?|one|two|three|new|and"
    r"|plus|with|order|restock|need|buy|get|replace|add|the|change|fit|without|remove|of))\s*$|(?:去掉|删掉?|不要|不换"
    r"|拿掉)(?:那个|这个)?$"
)
_JOINED = re.compile(
    r"s?\s*(?:[+&、和与及加]|and(?![a-z])|plus(?![a-z]))\s*(?:(?:an?|one|the)\s+)?"
)
_COUNTED_TOO = re.compile(
    rf"(?:(?<![a-z])(?:and|plus)\s+|[,、和与及加]\s*){_COUNT}\s*{_UNIT}?\s*{_KIND}(?P<what>[a-z]{{2,}})"
)
_REACH = 24
PARTS = ("part", "sku", "part_like")


def goods_in(heard: Heard) -> Sequence[Mention]:
    """The parts that a message names, also those called like something else: a fan, a fault."""
    named = (
        replace(each, kind="part_like", value=each.part) if each.part else each
        for each in heard.mentions
    )
    return [each for each in named if each.kind in PARTS]


def goods_wanted(heard: Heard) -> Sequence[Mention]:
    """The parts that are asked for: what is also called like a fault only where it is counted."""
    text = heard.folded.folded
    faults = {each.start for each in heard.mentions if each.part}
    return [
        each
        for each in goods_in(heard)
        if each.start not in faults
        or quantity_of(heard, each)
        or _WANTED.search(text[: each.start])
        or _is_joined(heard, each)
    ]


def _is_joined(heard: Heard, each: Mention) -> bool:
    """Whether a part that can be nothing else follows it: `fan + SDI module`."""
    joined = _JOINED.match(heard.folded.folded, each.end)
    return joined is not None and any(
        other.start == joined.end() for other in heard.mentions if other.kind in PARTS
    )


def parts_with_quantities(heard: Heard) -> list[dict[str, Any]]:
    """One entry a part, in order; one of it where no number is said, however often it is named."""
    found: dict[str, int] = {}
    for each in goods_wanted(heard):
        found[each.value] = found.get(each.value, 0) + (quantity_of(heard, each) or 0)
    ordered = _ordered_elsewhere(heard) if list(found.values()) == [0] else None
    one = _number(ordered["count"]) if ordered else 1
    return [{"sku": sku, "quantity": quantity or one} for sku, quantity in found.items()]


def _ordered_elsewhere(heard: Heard) -> re.Match[str] | None:
    """How many of the one part, said apart from its name: `the fan please, 4 of them`."""
    text = heard.folded.folded
    for each in heard.mentions:
        if each.kind != "money":
            text = text[: each.start] + "|" * (each.end - each.start) + text[each.end :]
    return _ORDERED.search(heard.folded.folded) or _OF_THEM.search(text)


def quantity_alone(heard: Heard) -> int | None:
    """The number of pieces in a message that names no part: `order 3 more`, `再来五块`."""
    if goods_in(heard):
        return None
    text = heard.folded.folded
    for each in heard.mentions:
        if each.kind != "money":  # ten pieces (十块) may be money, too
            text = text[: each.start] + "|" * (each.end - each.start) + text[each.end :]
    alone = _ALONE.search(text)
    return _number(alone["count"]) if alone else None


def counted_strangers(heard: Heard, words: Container[str]) -> list[str]:
    """What is counted beside the parts and is called like none, or by one of the `words` of some.

    `4 fans and 2 mc` counts what may be a board and may be a module.
    """
    taken = [(each.start, each.end) for each in heard.mentions]
    found = []
    for match in _COUNTED_TOO.finditer(heard.folded.folded):
        start, end = match.span("what")
        is_word = is_ordinary(match["what"]) and match["what"] not in words
        if is_word or any(a < end and start < b for a, b in taken):
            continue
        found.append(heard.folded.said(match.start("count"), end))
    return found


def without_count(text: str) -> str:
    return _ALONE.sub(" ", text)


def quantity_of(heard: Heard, part: Mention) -> int | None:
    """The number beside a part's name; None without one."""
    text = heard.folded.folded
    before = _BEFORE.search(text[max(0, part.start - _REACH) : part.start])
    after = _AFTER.search(text[part.end : part.end + _REACH])
    if after and before and (after["more"] or not _SETS.match(after.group())):
        after = None  # it counts what comes next: `2 个风扇，3 个模块`
    if after and _is_next(heard, part, part.end + after.end()):
        after = None
    if after:
        return _number(after["count"] or after["more"])
    return _number(before["count"]) if before else None


def _is_next(heard: Heard, part: Mention, place: int) -> bool:
    """Whether another part stands at a place, so that what is counted there is that one."""
    gap = _GAP.match(heard.folded.folded, place)
    place = gap.end() if gap else place
    return any(each.start == place for each in goods_in(heard) if each != part)


def _number(said: str) -> int:
    if said in _WORDS:
        return _WORDS[said]
    if said.isdigit():
        return int(said)
    tens, mark, ones = said.partition("十")
    if not mark:
        return _DIGITS.get(said[-1], 1)
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)

"""How many of each part a message asks for: `两个 SDI 模块`, `3 fans`, `Back board x2`."""

import re
from typing import Any

from assistant.offline.mentions import Heard, Mention

_WORDS = {
    "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "十": 10, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "dozen": 12,
}  # fmt: skip
_UNIT = r"(?:个|件|块|片|套|只|张|颗|枚|pcs?\.?|pieces?|units?|x|×|\*)"
_COUNT = (
    r"(?P<count>\d{1,4}|[一二两三四五六七八九十]|(?<![a-z])(?:"
    + "|".join(word for word in _WORDS if word.isascii())
    + r")(?![a-z]))"
)
_BEFORE = re.compile(rf"(?<![\d.]){_COUNT}\s*{_UNIT}?\s*(?:of\s+|的\s*)?(?:the\s+)?$")
_AFTER = re.compile(
    rf"^s?\s*(?:[x×*:：]\s*(?P<count>\d{{1,4}})(?![\d.])"
    rf"|{_COUNT.replace('count', 'more')}\s*{_UNIT}(?![a-z0-9]))"
)
_ALONE = re.compile(rf"(?<![\d.a-z_-]){_COUNT}\s*(?:{_UNIT}|more(?![a-z]))")
_REACH = 16
PARTS = ("part", "sku", "part_like")


def parts_with_quantities(heard: Heard) -> list[dict[str, Any]]:
    """One entry a part, in order; one of it where no number stands beside its name."""
    found: dict[str, int] = {}
    named = sorted((*heard.mentions, *heard.wanted_parts), key=lambda each: each.start)
    for each in named:
        if each.kind in PARTS:
            found[each.value] = found.get(each.value, 0) + _count(heard, each)
    return [{"sku": sku, "quantity": quantity} for sku, quantity in found.items()]


def quantity_alone(heard: Heard) -> int | None:
    """The number of pieces in a message that names no part: `order 3 more`, `再来五块`."""
    if any(each.kind in PARTS for each in heard.mentions):
        return None
    alone = _ALONE.search(heard.folded.folded)
    return _number(alone["count"]) if alone else None


def _count(heard: Heard, part: Mention) -> int:
    text = heard.folded.folded
    after = _AFTER.search(text[part.end : part.end + _REACH])
    if after:
        return _number(after["count"] or after["more"])
    before = _BEFORE.search(text[max(0, part.start - _REACH) : part.start])
    return _number(before["count"]) if before else 1


def _number(said: str) -> int:
    return _WORDS.get(said) or int(said)

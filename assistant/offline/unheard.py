"""Words that nothing accounts for, and what they mean for a figure.

A figure that is only taken for granted (`RMAs by region`: how many came in) is so where every word
was heard; what is counted must itself be known.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.model import OfferedTool
from assistant.offline import matching, patterns
from assistant.offline.mentions import Heard
from assistant.offline.schemas import Schema, properties
from assistant.offline.slots import Filled

_LATIN = re.compile(r"[a-z]+(?:'[a-z]+)?")
_HAN = re.compile(r"[一-鿿]+")
_LEAST = 3  # letters of a word that says something
_RUN = 2  # Han characters
_GAP = "¤"  # stands for the word in `x-counting`


def unheard(schema: Schema, heard: Heard, used: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where words stand that no name, no value `used` and none of `x-heard` accounts for."""
    text = heard.folded.folded
    known = bytearray(len(text))
    spans = [*used, *((each.start, each.end) for each in heard.mentions)]
    for start, end in [*spans, *matching.places(schema.get("x-heard") or (), heard)]:
        known[start:end] = b"\x01" * (min(end, len(text)) - start)
    found = [
        each.span() for each in _LATIN.finditer(text)
        if each.end() - each.start() >= _LEAST and not all(known[each.start() : _bare_end(each)])
    ]  # fmt: skip
    left = "".join(" " if used else each for each, used in zip(text, known, strict=True))
    return sorted([*found, *(each.span() for each in _HAN.finditer(left))])


def _bare_end(word: re.Match[str]) -> int:
    """Where a word ends without what makes it an owner: January's."""
    return word.end() - 2 * word.group().endswith("'s")


def settled(offered: OfferedTool, filled: Filled, heard: Heard) -> Filled:
    """With the usual value of a field that was not said, where every word was heard.

    Where one is said that counts, and what is counted is a word that was not heard, the field gets
    that word instead: the tool says that it does not know it.
    """
    for name, schema in properties(offered).items():
        if "x-heard" not in schema:
            continue
        value = filled.arguments.get(name)
        if value is None and (meant := _usual(schema, filled, heard)):
            return replace(filled, arguments={**filled.arguments, name: meant})
        if value in (schema.get("x-counted") or ()) and (
            counted := _counted(schema, filled, heard)
        ):
            return replace(filled, arguments={**filled.arguments, name: counted})
    return filled


def is_whole(schema: Schema, filled: Filled, heard: Heard) -> bool:
    """Whether every word of a message was heard."""
    return not words(schema, filled, heard)


def words(schema: Schema, filled: Filled, heard: Heard) -> list[str]:
    """What was not heard, as it was said; a single Han character says too little to be told."""
    spans = _unheard(schema, filled, heard)
    said = (heard.folded.said(*each) for each in spans)
    return [each for each in said if _says_something(each)]


def _says_something(said: str) -> bool:
    return said.isascii() or len(said) >= _RUN


def _usual(schema: Schema, filled: Filled, heard: Heard) -> str | None:
    meant = patterns.usual(schema, heard)
    return meant if meant and not words(schema, filled, heard) else None


def _counted(schema: Schema, filled: Filled, heard: Heard) -> str | None:
    for start, end in _unheard(schema, filled, heard):
        text, said = heard.folded.folded, heard.folded.said(start, end)
        around = f"{text[:start]}{_GAP}{text[end:]}"
        if _says_something(said) and matching.stands(schema.get("x-counting") or (), around):
            return said
    return None


def _unheard(schema: Schema, filled: Filled, heard: Heard) -> list[tuple[int, int]]:
    return unheard(schema, heard, [(each.start, each.end) for each in filled.used])

"""Patterns tried on a message.

They see its folded text with what is named in it made blank, and signs for the kinds of names at
its end.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from assistant.offline.mentions import Heard, sign_of

BLANK = "\x00"
READ_AS_WORDS = frozenset({"category", "period", "unclear_date"})
READ_BARE = frozenset({"category"})  # where days and months are none of a name or a time
_READ = 800  # letters; no pattern takes longer for each letter of a longer text, but all do


def says(patterns: Iterable[str], heard: Heard) -> bool:
    text = view(heard)
    return any(compiled(pattern).search(text) for pattern in patterns)


def ends(patterns: Iterable[str], heard: Heard) -> Iterator[tuple[int, int]]:
    """Where the first that each of these patterns finds begins and ends."""
    text = view(heard)
    found = (compiled(pattern).search(text) for pattern in patterns)
    return (match.span() for match in found if match)


def stands(patterns: Iterable[str], text: str) -> bool:
    return any(compiled(pattern).search(text) for pattern in patterns)


def places(patterns: Iterable[str], heard: Heard) -> Iterator[tuple[int, int]]:
    """Where these patterns stand, beside what is named."""
    text = view(heard, ()).partition("\n⟨")[0]
    for pattern in patterns:
        for match in compiled(pattern).finditer(text):
            yield match.span()


def stretch(patterns: Iterable[str], heard: Heard, name: str) -> tuple[int, int] | None:
    """Where the first pattern that stands there has its group of this name."""
    text = view(heard, READ_BARE)
    found = (compiled(pattern).search(text) for pattern in patterns)
    return next((match.span(name) for match in found if match), None)


def is_said(pattern: str, said: str) -> bool:
    return bool(compiled(pattern).match(said.lower()))


def is_whole(patterns: Iterable[str], said: str) -> bool:
    return any(compiled(pattern).fullmatch(said.lower()) for pattern in patterns)


def view(heard: Heard, keep: Iterable[str] = READ_AS_WORDS) -> str:
    text = heard.folded.folded[:_READ]
    for each in heard.mentions:
        if each.kind not in keep and each.end <= _READ:
            text = text[: each.start] + BLANK * (each.end - each.start) + text[each.end :]
    kinds = {sign_of(each) for each in heard.mentions}
    kinds |= {"part" for each in heard.mentions if each.part or each.kind == "sku"}
    signs = "".join(f"⟨{kind}⟩" for kind in sorted(kinds))
    return f"{text}\n{signs}" if signs else text


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL | re.MULTILINE)

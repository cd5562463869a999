"""One of a slot's values by the words for it: what is chosen, what may not be, what there is."""

import re
from collections.abc import Sequence

from assistant.offline.folded import Folded, is_word
from assistant.offline.mentions import Heard, Mention
from assistant.offline.schemas import Schema
from domain.language import Language

# Words for any ticket at all: they never narrow a search down.
_ANY_TICKET = frozenset({"case", "ticket", "工单", "单子"})


def choice(
    schema: Schema, heard: Heard, taken: Sequence[Mention] = (), *, narrowing: bool = False
) -> Mention | None:
    """The value whose word stands in the message, the longest word first; None without one."""
    # A category may be called like a choice ("咨询"): the longer word decides, so it stays in.
    names = [each for each in heard.mentions if each.kind != "category"]
    text = _without(heard.folded, [*names, *taken])
    best: tuple[int, str, int] | None = None
    for value, words in words_of(schema).items():
        for word in words:
            if narrowing and word in _ANY_TICKET:
                continue
            start = find_word(text, word)
            if start >= 0 and (best is None or len(word) > best[0]):
                best = (len(word), value, start)
    if best is None:
        return None
    length, value, start = best
    return Mention("choice", value, start, start + length, heard.folded.said(start, start + length))


def denied(schema: Schema, heard: Heard) -> str | None:
    """What the message chooses although this viewer may not, in the person's words."""
    text = heard.folded.folded
    words = sorted((Folded.of(w).folded for w in schema.get("x-denied") or ()), key=len)
    for word in reversed(words):
        place = find_word(text, word)
        if place >= 0:
            return heard.folded.said(place, place + len(word))
    return None


def choices_of(schema: Schema, language: Language) -> list[tuple[str, str]]:
    """The values to choose from, each as (value, its first word in the language)."""
    found = []
    allowed = schema.get("enum")
    named = schema.get("x-words") or {}
    for value in allowed or named:
        words = named.get(value) or [value]
        said = [w for w in words if Folded.of(w).is_han == (language is Language.ZH)]
        found.append((str(value), str((said or list(words) or [value])[0])))
    return found


def words_of(schema: Schema) -> dict[str, list[str]]:
    said = schema.get("x-words") or {}
    allowed = schema.get("enum")
    known = {
        str(value): [Folded.of(w).folded for w in words]
        for value, words in said.items()
        if not allowed or value in allowed
    }
    for value in allowed or ():
        if isinstance(value, str):
            known.setdefault(value, []).append(value.replace("_", " ").lower())
    return known


def find_word(text: str, word: str) -> int:
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        before = start > 0 and is_word(word[0]) and is_word(text[start - 1])
        after = text[end : end + 2]
        glued = bool(after) and is_word(word[-1]) and is_word(after[0])
        plural = after[:1] == "s" and not (len(after) > 1 and is_word(after[1]))
        if not before and (not glued or plural) and not _denied(text[:start]):
            return start
        start = text.find(word, start + 1)
    return -1


def _denied(before: str) -> bool:
    return bool(re.search(r"(?:不是|不要|别|not an?|no|isn't an?|rather than)\s*$", before))


def _without(folded: Folded, mentions: list[Mention]) -> str:
    text = folded.folded
    for each in mentions:
        text = text[: each.start] + "\x00" * (each.end - each.start) + text[each.end :]
    return text

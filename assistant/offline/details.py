"""A detail that dribbles in behind a card: its values into their fields, the rest described."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.model import OfferedTool
from assistant.offline import acts, remedies, schemas, slots
from assistant.offline.intents import DETAIL, GO_ON, MORE, SYMPTOM, THANKS
from assistant.offline.mentions import Heard
from assistant.offline.slots import Filled
from assistant.offline.turn import Turn
from assistant.offline.wish import wish_of
from tools.tool import Effect

_LONG = 2_000  # characters from which on a text is a description, not a line
_LABEL = 8  # letters beside values that only say what they are
_SURE = 0.8  # of something else that is wanted
_TALK = 4  # letters of a clause that say nothing
_CLAUSES = re.compile(r"[,;!?\n。]+|\.(?=\s|$)|(?<=\s)-(?=\s)")
# What is said about the saying, not about the matter.
_ABOUT_SAYING = re.compile(
    r"(?:哦|噢|啊|嗯|对了|还有|另外|顺便|补充一下|补充一点|忘了?(?:说|讲|告诉你|提)了?"
    r"|刚才?(?:忘了?|漏了?)(?:说|讲)?了?|不好意思|抱歉|麻烦|谢谢|拜托|帮我?|请|一下)+"
    r"|(?<![a-z])(?:oh|and|also|plus|by the way|btw|i |we |just |to |sorry|forgot|say|mention|add"
    r"|tell you|one more thing|ah|wait|please|pls|plz|thanks|thx|ok(?:ay)?|again)+(?![a-z])"
)
_IS_FIELD = re.compile(r"类别|分类|改[成为]|(?<![a-z])(?:category|type)(?![a-z])")
_BEGINS = re.compile(
    r"^\s*(?:(?:oh|and|also|plus|ah|by the way|btw|one more thing|wait|sorry)(?![a-z])[,:. ]*"
    r"|(?:哦|噢|啊|嗯|对了|还有|另外|顺便|补充一下|补充一点)+[,:. ]*)+"
)
_SAID_OF_IT = frozenset({"product", "category", "period", "region", "country", "money", "part"})
_ELSEWHERE = frozenset({"ticket_number", "article", "wish", "invoice"})
# Looked up for what a fault is: behind a card that tells of one, these are words of its matter.
_OF_THE_FAULT = frozenset(
    {DETAIL, SYMPTOM, GO_ON, MORE, THANKS, "find_similar_tickets", "search_knowledge"}
)


def told(
    turn: Turn,
    offered: OfferedTool,
    before: Mapping[str, Any],
    *,
    but: str | None = None,
    adds: bool = False,
) -> dict[str, Any]:
    """What a statement adds to a card or an open form; nothing where it wants something else.

    A value goes into its field, what else is said of the matter into the description. Where it
    surely `adds` something, it wants nothing else.
    """
    name = long_text(offered, but)
    heard = turn.heard
    if name is None or remedies.asks(heard.text):
        return {}
    if any(heard.of(kind) for kind in _ELSEWHERE) or acts.corrects(heard) is not None:
        return {}
    filled = slots.fill(offered, heard, before)
    found = {n: v for n, v in filled.arguments.items() if v != before.get(n) and n != but}
    words = " ".join(_of_the_matter(heard, filled)).strip()
    if not words:
        return found
    if _is_of_another(found, before) or (not adds and _wants_else(turn, offered)):
        return {}
    told_in = _spans(heard, filled)
    chosen = {
        each.value for each in filled.used
        if each.kind in ("choice", "category") and any(a <= each.start < b for a, b in told_in)
    }  # fmt: skip
    found = {n: v for n, v in found.items() if v not in chosen}  # words of the description
    known = str(before.get(name) or "")
    return found if words in known else {**found, name: f"{known}\n{words}".strip()}


def tells(turn: Turn) -> bool:
    """Whether a message is surely a detail of the matter, rather than a name for it."""
    wish = wish_of(turn)
    return wish.is_clear and wish.name in (DETAIL, SYMPTOM, MORE)


def stands_already(turn: Turn, offered: OfferedTool, before: Mapping[str, Any]) -> bool:
    """Whether a statement only says again what the card just shown holds."""
    if turn.thread.card is None or remedies.asks(turn.heard.text):
        return False
    filled = slots.fill(offered, turn.heard, before)
    given = filled.arguments
    same = bool(given) and all(before.get(name) == value for name, value in given.items())
    return same and not "".join(_of_the_matter(turn.heard, filled)).strip()


def long_text(offered: OfferedTool, but: str | None = None) -> str | None:
    """The field that takes a description of any length, else the only text there is."""
    texts = {
        name: int(schema.get("maxLength") or 0)
        for name, schema in schemas.properties(offered).items()
        if schemas.slot_kind(schema) == "text" and name != but
        and not schemas.is_of_choices(schema)
    }  # fmt: skip
    long = (name for name, limit in texts.items() if limit >= _LONG)
    return max(long, key=texts.__getitem__, default=None)


def _is_of_another(found: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Whether it is about another device than the card's."""
    return any(before.get(n) and n in found for n in ("sn", "devices"))


def _wants_else(turn: Turn, offered: OfferedTool) -> bool:
    """Whether the message wants a tool of its own, rather than telling something."""
    wish = wish_of(turn)
    if turn.thread.ask is not None:
        return wish.name not in (DETAIL, SYMPTOM, offered.tool.name)
    if wish.name in _OF_THE_FAULT or wish.name == offered.tool.name:
        return False
    if acts.commanded(turn.heard, list(turn.tools.values())):
        return True
    other = turn.tools.get(wish.name)
    reads = other is not None and other.tool.effect is Effect.READ
    return wish.score >= (_SURE if reads else 0.9)


def _of_the_matter(heard: Heard, filled: Filled) -> Iterator[str]:
    """What is said beside values that have their own fields and beside words of talk, as typed."""
    for start, end in _spans(heard, filled):
        yield heard.folded.said(start, end).strip(" ,，;；")


def _spans(heard: Heard, filled: Filled) -> list[tuple[int, int]]:
    """The stretches of clauses that say more than values and talk."""
    kept: list[tuple[int, int]] = []
    for start, end, following in _clauses(heard.folded.folded):
        if not _says_more(heard, filled, start, end):
            continue
        if kept and kept[-1][1] == start:
            kept[-1] = (kept[-1][0], following)
        else:
            kept.append((start, following))
    return kept


def _clauses(text: str) -> Iterator[tuple[int, int, int]]:
    """Where each clause begins and ends, and where the next one begins."""
    head = _BEGINS.match(text)
    start = head.end() if head else 0
    for mark in _CLAUSES.finditer(text, start):
        yield start, mark.start(), mark.end()
        start = mark.end()
    yield start, len(text), len(text)


def _says_more(heard: Heard, filled: Filled, start: int, end: int) -> bool:
    text = heard.folded.folded
    used = [(e.start, e.end) for e in filled.used if e.kind not in _SAID_OF_IT]
    inside = [each for each in used if start <= each[0] < end]
    talk = _ABOUT_SAYING.sub(" ", _blank(text, start, end, inside))
    letters = sum(map(str.isalnum, talk))
    if _tells_of_a_fault(heard, start, end, inside):
        return True
    return letters > (_LABEL if inside else _TALK) or (not inside and _measures(text[start:end]))


def _tells_of_a_fault(heard: Heard, start: int, end: int, values: list[tuple[int, int]]) -> bool:
    """Whether a short clause names a fault and says something of it: `风扇也响`."""
    text = heard.folded.folded
    named = [(e.start, e.end) for e in heard.of("category") if start <= e.start and e.end <= end]
    if not named or _IS_FIELD.search(text[start:end]):
        return False
    beside = _ABOUT_SAYING.sub(" ", _blank(text, start, end, [*values, *named]))
    return any(map(str.isalnum, beside))


def _measures(clause: str) -> bool:
    """Whether a short clause tells a number: 4K 50fps."""
    return bool(re.search(r"\d", clause))


def _blank(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    for left, right in spans:
        text = text[:left] + " " * (right - left) + text[right:]
    return text[start:end]

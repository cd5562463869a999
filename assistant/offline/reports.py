"""A report in one sentence, told apart: `no scratches, SDI chip loose, plan: new module, $69`."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from assistant.model import OfferedTool
from assistant.offline import choosing, schemas, wording
from assistant.offline.folded import Folded
from assistant.offline.mentions import Heard, Mention

_FEW = 2  # fields of one step that tell it from the others
_JOINING = (
    r"\s*(?:应该?|大概|大约|差不多|是|为|要|了|就|建议|to be|is|are|was|will be|about|around)*"
    r"\s*[:,]?\s*"
)
_EDGE = ' \t,，;；。.:："“”'
# Behind a report: to have it written down.
_ASKS_TO_KEEP = re.compile(
    r"[,;。. ]*(?:请|麻烦|帮我?|给我?)*(?:录|记|登记|写|填|报|存)(?:入|一?下|上|个|进去|到系统)*"
    r"(?:检测|维修|异常|结果|报告|记录|系统|了|吧|里)*[.!。 ]*$"
    r"|[,;. ]*(?:please |pls )?(?:record|log|enter|save|note|book) (?:it|that|this|the \w+)"
    r"(?: please)?[.! ]*$"
)


class _Part(NamedTuple):
    name: str
    start: int  # of the word that begins it
    inner: int  # of what is said in it
    word: str
    is_text: bool


def step_told(offered: OfferedTool, heard: Heard) -> tuple[str, str] | None:
    """The step that most fields begun in the message belong to, and a word that begins one."""
    wanted = schemas.properties(offered)
    counted: Counter[str] = Counter()
    words: dict[str, str] = {}
    for part in _parts(heard, wanted):
        for values in (wanted[part.name].get("x-only-when") or {}).values():
            for value in values:
                counted[value] += 1
                words.setdefault(value, part.word)
    ranked = counted.most_common(2)
    if not ranked or ranked[0][1] < _FEW or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return None
    return ranked[0][0], words[ranked[0][0]]


def parted(
    offered: OfferedTool, heard: Heard, arguments: Mapping[str, Any], used: Iterable[Mention]
) -> dict[str, str]:
    """Each text of the step from the word that begins it to where the next part begins.

    What stands before all of them is the first needed text that nothing begins.
    """
    if not any("x-among" in each for each in schemas.properties(offered).values()):
        return {}
    meant = {
        name: schema for name, schema in schemas.properties(offered).items()
        if schema.get("x-only-when") and schemas.has_meaning(schema, arguments)
    }  # fmt: skip
    parts = _parts(heard, meant)
    if not parts:
        return {}
    text = _ASKS_TO_KEEP.sub("", heard.folded.folded)
    ends = [*(each.start for each in parts[1:]), len(text)]
    found = {
        part.name: said
        for part, end in zip(parts, ends, strict=True)
        if part.is_text and (said := heard.folded.said(part.inner, end).strip(_EDGE))
    }
    lead = _lead(heard, parts[0].start, used)
    first = next((name for name, schema in meant.items() if _takes_lead(name, schema, parts)), None)
    led = {first: lead} if lead and first else {}
    return {**led, **found} if led or len(parts) >= _FEW else {}


def _takes_lead(name: str, schema: Mapping[str, Any], parts: Iterable[_Part]) -> bool:
    is_begun = any(part.name == name for part in parts)
    return (
        schemas.slot_kind(schema) == "text" and not is_begun and bool(schema.get("x-needed-when"))
    )


def _lead(heard: Heard, end: int, used: Iterable[Mention]) -> str | None:
    """What is said of the matter before the first part."""
    before = Folded.of(heard.folded.said(0, end).rstrip(_EDGE))
    inside = [each for each in used if each.end <= end]
    named = [each for each in inside if each.kind in ("ticket_number", "sn")]
    chosen = [each for each in inside if each.kind == "choice"]
    return wording.own_words(before, named, chosen)


def _parts(heard: Heard, fields: Mapping[str, Any]) -> list[_Part]:
    """Where the words stand that begin a text, or name an amount that follows, in order."""
    text = heard.folded.folded
    found: list[_Part] = []
    for name, schema in fields.items():
        is_text = schemas.slot_kind(schema) == "text"
        is_amount = schemas.slot_kind(schema) == "amount" and bool(heard.of("money"))
        words = schema.get("x-after") if is_text else schema.get("x-names") if is_amount else ()
        for word in sorted(words or (), key=len, reverse=True):
            place = choosing.find_word(text, Folded.of(word).folded)
            behind = re.compile(_JOINING).match(text, place + len(word)) if place >= 0 else None
            if behind and wording.says_something(text[behind.end() :]):
                found.append(_Part(name, place, behind.end(), word, is_text))
                break
    found.sort(key=lambda each: (each.start, -len(each.word)))
    return [
        each for place, each in enumerate(found)
        if not any(other.start <= each.start < other.inner for other in found[:place])
    ]  # fmt: skip

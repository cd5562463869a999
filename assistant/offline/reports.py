"""A report in one sentence, told apart: `no scratches, SDI chip loose, plan: new module, $69`."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from assistant.model import OfferedTool
from assistant.offline import choosing, righting, schemas, wording
from assistant.offline.clauses import clauses_of
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


_BREAKS = re.compile(r"[,;。!?\n]+|:(?!\d)|\.(?=\s|$)")
# That it was looked at at all is no finding.
_LOOKED = re.compile(
    r"^\s*(?:(?:已经?|我们?|刚才?|今天|拆开|打开|这台|机器)*(?:检测?|查|看|拆)(?:查|测)?(?:过|了"
    r"|开|完|一?下)+"
    r"|(?:i |we |have |just |now |all )*(?:opened|checked|inspected|examined|looked at|took)"
    r"(?: (?:it|this one|that one|apart|up|over|out|a look))*|had a look(?: at it)?"
    r"|inspection(?: done)?|检测(?:结果|结论)?)\s*(?:[,:;]\s*|$)"
)
# Words before a sum that are no part of what stands before it.
_BEFORE_SUM = re.compile(
    r"(?:[\s,]|大概|大约|约|预?估计?|总共|一共|合计|要|需要|得|差不多|花|算|收"
    r"|(?<![a-z])(?:around|about|roughly|approx\w*|for|at|costs?|will|would|in total|altogether|all"
    r" in|it'?s|that'?s|some|say|estimated?|and)(?![a-z]))+$",
    re.IGNORECASE,
)


class _Part(NamedTuple):
    name: str
    start: int  # of the word that begins it
    inner: int  # of what is said in it
    word: str
    is_text: bool


def step_told(offered: OfferedTool, heard: Heard) -> tuple[str, str] | None:
    """The step that most of the message belongs to, and a word for it.

    Its fields that are told count, and that it is named.
    """
    wanted = schemas.properties(offered)
    counted: Counter[str] = Counter()
    words: dict[str, str] = {}
    parts = _parts(heard, wanted)
    named = (choosing.choice(each, heard) for each in wanted.values() if "x-among" in each)
    step = next(named, None)
    if step and not any(each.start < step.end and step.start < each.inner for each in parts):
        counted[step.value] += 1  # unless the same words begin one of its fields
        words[step.value] = Folded.of(step.said).folded
    for part in parts:
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
    if not any(part.is_text or part.inner > part.start for part in parts):
        return {}  # a sum among the words parts nothing
    text = _ASKS_TO_KEEP.sub("", heard.folded.folded)
    ends = [*(each.start for each in parts[1:]), len(text)]
    sums = {each.start for each in heard.of("money")} | {
        part.start for part in parts if not part.is_text
    }
    found = {
        part.name: said
        for part, end in zip(parts, ends, strict=True)
        if part.is_text and (said := _said(heard, part.inner, end, sums))
    }
    lead = _lead(heard, parts[0].start, used)
    first = next((name for name, schema in meant.items() if _takes_lead(name, schema, parts)), None)
    led = {first: lead} if lead and first else {}
    return {**led, **found} if led or len(parts) >= _FEW else {}


_TOTAL = re.compile(
    r"(?:总共|一共|合计|总计|加起来|共)\D{0,4}(?P<zh>\d{1,7}(?:\.\d{1,2})?)"
    r"|(?P<en>\d{1,7}(?:\.\d{1,2})?)(?: \w+)? (?:in total|altogether|all in|together)"
    r"|(?:total(?: of)?|altogether|all in|sum)\D{0,4}(?P<of>\d{1,7}(?:\.\d{1,2})?)"
)
_SO_SHORT = 12  # letters of a plan that speaks of what was found: replace both


def told_besides(offered: OfferedTool, heard: Heard, before: Mapping[str, Any]) -> dict[str, str]:
    """What a correction adds to a report that waits: `no, the fan is loud too, both, 134 in all`.

    More that was found goes behind the finding, more to do behind the plan, the sum is the new one.
    """
    fields = {
        name: schema for name, schema in schemas.properties(offered).items()
        if before.get(name) and schema.get("x-only-when") and schemas.has_meaning(schema, before)
    }  # fmt: skip
    plan = next((name for name, schema in fields.items() if "x-signs" in schema), None)
    found = next(
        (n for n, schema in fields.items() if _takes_lead(n, schema, ()) and n != plan), None
    )
    amount = next((n for n, s in fields.items() if schemas.slot_kind(s) == "amount"), None)
    if (
        not (plan and found and amount)
        or not righting.corrects(heard)
        or _is_labelled(heard, fields)
    ):
        return {}
    signs = fields[plan]["x-signs"]
    said = [each for each in clauses_of(righting.without_cue(heard)) if not _sum_in(each)]
    todo = [each for each in said if any(re.search(sign, each) for sign in signs)]
    seen = [each for each in said if each not in todo]
    total = next(
        (number for each in clauses_of(heard.folded.folded) if (number := _sum_in(each))), None
    )
    if not seen or not (todo or total):
        return {}
    typed = [_typed(heard, each) for each in seen]
    done = [_typed(heard, each) for each in todo]
    if not done or len(done[0]) <= _SO_SHORT:
        done = [*typed, *done]
    more = {found: _joined(before[found], typed), plan: _joined(before[plan], done)}
    return {**more, **({amount: total} if total else {})}


def _is_labelled(heard: Heard, fields: Mapping[str, Any]) -> bool:
    """Whether its fields are named: they are set anew then."""
    return any(part.is_text and part.inner > part.start for part in _parts(heard, fields))


def _sum_in(clause: str) -> str | None:
    if match := _TOTAL.search(clause):
        return match["zh"] or match["en"] or match["of"]
    sum_alone = re.fullmatch(
        r"\D{0,16}?[$€¥]?\s*(\d{1,7}(?:\.\d{1,2})?)\s*(?:[$€¥]|usd|eur|cny|刀|美[元金]|元|dollars?|euros?)?",
        clause,
    )
    has_unit = re.search(r"[$€¥刀元金]|usd|eur|cny|dollar", clause)
    return sum_alone[1] if sum_alone and has_unit else None


def _typed(heard: Heard, folded: str) -> str:
    start = heard.folded.folded.find(folded)
    return heard.folded.said(start, start + len(folded))


def _joined(before: object, more: Iterable[str]) -> str:
    is_han = any("一" <= each <= "鿿" for each in str(before))
    return ("；" if is_han else "; ").join([str(before), ("，" if is_han else ", ").join(more)])


def _said(heard: Heard, start: int, end: int, sums: Collection[int]) -> str:
    """The words from a start to an end, without those that only lead up to a sum."""
    said = heard.folded.said(start, end)
    return (_BEFORE_SUM.sub("", said) if end in sums else said).strip(_EDGE)


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
    said = wording.own_words(before, named, chosen)
    for each in named:
        said = re.sub(rf"\s*{re.escape(each.said)}\s*", "", said, flags=re.I) if said else said
    looked = _LOOKED.match(Folded.of(said).folded) if said else None
    return (said[looked.end() :].strip(_EDGE) or None) if said and looked else said


def _by_sign(heard: Heard, name: str, schema: Mapping[str, Any]) -> Iterator[_Part]:
    """A part that no word begins: the clause that says what is to be done, a sum alone."""
    text = heard.folded.folded
    takes_any = schema.get("x-names") and "x-words" not in schema
    for each in heard.of("money")[:1] if takes_any else ():
        yield _Part(name, each.start, each.start, each.said.lower(), False)
    for sign in schema.get("x-signs") or ():
        if match := re.search(sign, text):
            begins = max(
                (each.end() for each in _BREAKS.finditer(text, 0, match.start())), default=0
            )
            start = begins + len(text[begins:]) - len(text[begins:].lstrip())
            yield _Part(name, start, start, match.group(), True)
            return


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
        else:
            found += _by_sign(heard, name, schema)
    found.sort(key=lambda each: (each.start, -len(each.word)))
    return [
        each for place, each in enumerate(found)
        if not any(other.start <= each.start < other.inner for other in found[:place])
    ]  # fmt: skip

"""A tool's arguments from what a message names, by the hints in the tool's own schema."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.model import OfferedTool
from assistant.offline import patterns, wording
from assistant.offline.folded import Folded, is_word
from assistant.offline.mentions import Heard, Mention
from assistant.offline.people import with_people
from assistant.offline.quantities import PARTS, parts_with_quantities
from domain.language import Language, Text
from tools.tool import Effect

_LINE = 300  # characters up to which a text is one line
Schema = Mapping[str, Any]
# Words for any ticket at all: they never narrow a search down.
_IDS = frozenset({"ticket_number", "sn", "article"})
_BY_PATTERN = frozenset({"choice", "choices", "names", "number", "flag"})
_ANY_TICKET = frozenset({"case", "ticket", "工单", "单子"})


@dataclass(frozen=True)
class Filled:
    """Arguments found, and the mentions that went into them."""

    arguments: dict[str, Any]
    used: tuple[Mention, ...]


def properties(offered: OfferedTool) -> Mapping[str, Schema]:
    found = offered.schema.get("properties", {})
    return found if isinstance(found, Mapping) else {}


def slot_kind(schema: Schema) -> str:
    return str(schema.get("x-slot", ""))


def question(schema: Schema, name: str) -> Text:
    """What to ask for a missing value."""
    asked = schema.get("x-ask")
    if isinstance(asked, Mapping) and "zh" in asked and "en" in asked:
        return Text(str(asked["zh"]), str(asked["en"]))
    said = str(schema.get("description") or name.replace("_", " "))
    return Text(f"还需要：{said}", f"I still need: {said}.")


def fill(offered: OfferedTool, heard: Heard) -> Filled:
    """Every argument that the message gives, texts excepted."""
    wanted = properties(offered)
    kinds = {slot_kind(each) for each in wanted.values()}
    heard = with_people(heard) if kinds & {"customer", "dealer"} else heard
    arguments: dict[str, Any] = {}
    used: list[Mention] = []
    devices = next((name for name, each in wanted.items() if slot_kind(each) == "devices"), None)
    if devices and len(set(heard.values("sn"))) > 1:
        arguments[devices] = several_devices(heard, wanted[devices])
        used += [each for each in heard.mentions if each.kind in ("sn", "product")]
    for name, schema in wanted.items():
        if name in arguments or not has_meaning(schema, arguments):
            continue
        if "x-beside" in schema and not patterns.says(schema["x-beside"], heard):
            continue
        kind = slot_kind(schema)
        if kind in _BY_PATTERN and (kind != "choice" or "x-patterns" in schema):
            value, found = _by_pattern(kind, schema, heard, used)
            if value is not None:
                arguments[name] = value
                # Times in the words for a comparison are no period besides.
                used += [replace(e, kind="period") for e in found] if "x-times" in schema else found
            continue
        found = _found(offered, schema, heard, used)
        if not found:
            continue
        is_list = schema.get("type") == "array"
        used += found if is_list else found[:1]
        if slot_kind(schema) == "items":
            arguments[name] = parts_with_quantities(heard)
        else:
            values = list(dict.fromkeys(each.value for each in found))
            arguments[name] = values if is_list else values[0]
    return Filled(arguments, tuple(used))


def _found(
    offered: OfferedTool, schema: Schema, heard: Heard, used: Sequence[Mention]
) -> list[Mention]:
    """The mentions that fill a slot, with the values it wants."""
    kind = slot_kind(schema)
    if kind == "choice":
        # What belongs to one choice may be told by the very words that made it.
        depends = "x-only-when" in schema
        taken = [] if depends else [each for each in used if each.kind == "choice"]
        mention = choice(schema, heard, taken, narrowing=offered.tool.effect is Effect.READ)
        return [mention] if mention else []
    if kind == "currency":  # said with an amount that has its own place
        return [replace(each, value=each.value.split()[1]) for each in heard.of("money")]
    if kind == "amount":
        return amounts(schema, heard, used)
    if kind == "period":  # also inside the words for something else: how many were used last year
        used = [each for each in used if each.kind == kind]
        if "x-introduced" in schema:
            return patterns.compared_with(schema["x-introduced"], heard)
    wanted = kinds_of(schema)
    found = [each for each in heard.mentions if each.kind in wanted and not _inside(each, used)]
    if kind == "person" and not found and "x-patterns" in schema:  # whoever speaks
        found = [each for each in [patterns.choice(schema, heard)] if each]
    return found


def kinds_of(schema: Schema) -> tuple[str, ...]:
    """The kinds of mentions that fill a slot."""
    kind = slot_kind(schema)
    own = {"part": ("part", "sku"), "items": PARTS}.get(kind, (kind,))
    return (*own, *(schema.get("x-also") or ()))


_NUMBER = re.compile(
    r"\s*(?:[:=]|is|of|是|为|共|约|about)?\s*[$€¥]?\s*(\d{1,7}(?:\.\d{1,2})?)(?![\d.])"
)


def amounts(schema: Schema, heard: Heard, used: Sequence[Mention]) -> list[Mention]:
    """Money for a slot: the amount behind one of its words; a slot without words takes any."""
    text = heard.folded.folded
    named = [Folded.of(each).folded for each in schema.get("x-names") or ()]
    for word in itertools.chain(named, *_words(schema).values()):
        place = _find_word(text, word)
        number = _NUMBER.match(text, place + len(word)) if place >= 0 else None
        if number:
            start, end = number.span(1)
            return [Mention("money", number[1], start, end, number[1])]
    if schema.get("x-words"):
        return []
    return [
        replace(each, value=each.value.split()[0])
        for each in heard.of("money")
        if not _inside(each, used)
    ]


def _by_pattern(
    kind: str, schema: Schema, heard: Heard, used: Sequence[Mention]
) -> tuple[Any, list[Mention]]:
    """A value that the schema's own patterns find, and what it was found in."""
    if kind == "names":
        held = patterns.names(schema, heard, used, schema.get("x-excluding") or ())
        return [each.value for each in held] or None, held
    if kind == "choices":
        held = patterns.choices(schema, heard)[: int(schema.get("maxItems") or 10)]
        return [each.value for each in held] or None, held
    if kind == "number":
        counted = patterns.number(schema, heard)
        return (counted[0], [counted[1]]) if counted else (None, [])
    one = patterns.flag(schema, heard) if kind == "flag" else patterns.choice(schema, heard)
    if one is None:
        return None, []
    return True if kind == "flag" else one.value, [one]


def with_words(offered: OfferedTool, heard: Heard, filled: Filled) -> Filled:
    """The same with the person's own words in the tool's first text, and the rest if too long."""
    texts = [n for n, each in properties(offered).items() if slot_kind(each) == "text"]
    if not texts:
        return filled
    arguments = {**filled.arguments, **_introduced(offered, heard, filled.arguments)}
    asks_itself = "question" in texts and offered.tool.effect is Effect.READ
    words = heard.text.strip() if asks_itself else own_words(heard, filled)
    if words and arguments == filled.arguments:
        arguments = put_words(offered, arguments, words)
    return replace(filled, arguments=arguments)


def _introduced(offered: OfferedTool, heard: Heard, arguments: Mapping[str, Any]) -> dict[str, str]:
    """Texts that the message introduces by a word of theirs, else the one after its colon."""
    found: dict[str, str] = {}
    ids = [each for each in heard.mentions if each.kind in _IDS]
    open_texts = [
        (name, schema) for name, schema in properties(offered).items()
        if "x-after" in schema and name not in arguments and has_meaning(schema, arguments)
    ]  # fmt: skip
    for name, schema in open_texts:
        words = wording.after_word(heard.folded, schema["x-after"], ids)
        if words and (needed_now(schema, arguments) or not schema.get("x-only-when")):
            found[name] = _in_its_lines(words, schema)
        elif found and (rest := wording.below(heard.text)):
            found[name] = _in_its_lines(rest, schema)
    told = wording.after_colon(heard.folded, heard.mentions) if open_texts else None
    if told and found:  # what stands before the text that a word introduces is the first one
        begins = min(told.find(each) for each in found.values())
        told = wording.before_word(told[: max(0, begins)]) if begins > 0 else None
    return {**found, **put_words(offered, {**arguments, **found}, told)} if told else found


def _in_its_lines(words: str, schema: Schema) -> str:
    """The words as far as the slot takes them: a short one holds a line only."""
    limit = int(schema.get("maxLength") or 10_000)
    return words[:limit] if limit > _LINE else words.split("\n")[0][:limit].strip()


def own_words(heard: Heard, filled: Filled) -> str | None:
    """What the person says of the matter, without the ids and names that have their own place."""
    names = [each for each in filled.used if each.kind not in ("product", "category", "choice")]
    ids = [each for each in heard.mentions if each.kind in _IDS]
    chosen = [each for each in filled.used if each.kind == "choice"]
    return wording.own_words(heard.folded, [*names, *ids], chosen)


def put_words(offered: OfferedTool, arguments: Mapping[str, Any], words: str) -> dict[str, Any]:
    """The words in the first text that is empty; what is cut from it stands whole in the next.

    A text that belongs to certain choices is taken only where they need it.
    """
    put = dict(arguments)
    for name, schema in properties(offered).items():
        if slot_kind(schema) != "text" or name in put:
            continue
        if schema.get("x-only-when") and not needed_now(schema, put):
            continue
        put[name] = fitting(words, schema)
        if put[name] == words:
            break
    return put


def fitting(words: str, schema: Schema) -> str:
    """The words as far as a text slot takes them."""
    limit = int(schema.get("maxLength") or 10_000)
    return words if len(words) <= limit else _cut(words, limit)


def needed_now(schema: Schema, arguments: Mapping[str, Any]) -> bool:
    """`{"kind": ["rma"], "devices": []}`: needed when kind is rma and no devices are given."""
    return _holds(schema.get("x-needed-when"), arguments)


def has_meaning(schema: Schema, arguments: Mapping[str, Any]) -> bool:
    """Whether a value has its place beside what is known: a carrier belongs to shipping."""
    return not schema.get("x-only-when") or _holds(schema["x-only-when"], arguments)


def _holds(condition: Any, arguments: Mapping[str, Any]) -> bool:
    if not isinstance(condition, Mapping) or not condition:
        return False
    return all(
        arguments.get(name) in values if values else not arguments.get(name)
        for name, values in condition.items()
    )


def _cut(words: str, limit: int) -> str:
    head = words[:limit]
    end = max(head.rfind(mark) for mark in "。；;.\n，, ")
    return (head[:end] if end > limit // 2 else head).rstrip()


def _inside(mention: Mention, used: Sequence[Mention]) -> bool:
    """Whether a mention is used already, or lies within one that is."""
    return any(each.start <= mention.start and mention.end <= each.end for each in used)


def choice(
    schema: Schema, heard: Heard, taken: Sequence[Mention] = (), *, narrowing: bool = False
) -> Mention | None:
    """The value whose word stands in the message, the longest word first; None without one."""
    # A category may be called like a choice ("咨询"): the longer word decides, so it stays in.
    names = [each for each in heard.mentions if each.kind != "category"]
    text = _without(heard.folded, [*names, *taken])
    best: tuple[int, str, int] | None = None
    for value, words in _words(schema).items():
        for word in words:
            if narrowing and word in _ANY_TICKET:
                continue
            start = _find_word(text, word)
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
        place = _find_word(text, word)
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


def _words(schema: Schema) -> dict[str, list[str]]:
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


def _find_word(text: str, word: str) -> int:
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


def several_devices(heard: Heard, schema: Schema) -> list[dict[str, str]]:
    """One entry for each serial: its product and fault stand in the same part of the message."""
    keys = set((schema.get("items") or {}).get("properties") or {"sn"})
    serials: dict[str, Mention] = {}
    for each in heard.of("sn"):
        serials.setdefault(each.value, each)
    parts = _parts(heard, list(serials.values()))
    found = []
    for serial, (start, end) in zip(serials.values(), parts, strict=True):
        entry = {"sn": serial.value}
        inside = [each for each in heard.mentions if start <= each.start and each.end <= end]
        product = next((each for each in inside if each.kind == "product"), None)
        if product and "product" in keys:
            entry["product"] = product.value
        names = [each for each in inside if each.kind in ("sn", "product")]
        piece = Heard(heard.folded, tuple(names))
        words = _between(piece, start, end)
        if words and "description" in keys:
            entry["description"] = words
        found.append(entry)
    return found


_BREAK = re.compile(r"[,;\n、]|\d[.)](?=\s)")
_NEW_ITEM = re.compile(r"[:\n](?!\s*[a-z0-9_-]*\d)")


def _parts(heard: Heard, serials: list[Mention]) -> list[tuple[int, int]]:
    """Where each serial's part begins and ends: broken at the last comma between two serials.

    In `SN: fault, SN: fault` the fault follows; in `fault SN, fault SN` it stands before.
    """
    text = heard.folded.folded
    covered = [(each.start, each.end) for each in heard.mentions]
    cuts = []
    for one, two in itertools.pairwise(serials):
        places = [
            m.start() for m in _BREAK.finditer(text, one.end, two.start)
            if not any(left <= m.start() < right for left, right in covered)
        ]  # fmt: skip
        cuts.append(places[-1] if places else one.end)
    first = serials[0].start
    heads = [m.end() for m in re.finditer(r"[:\n;。](?!\s*$)", text[:first])]
    head = heads[-1] if heads else 0
    label = text[head:first]
    if heads and not label.strip(" (sn序列号:#"):  # `SN:` right before the serial is no heading
        head = heads[-2] if len(heads) > 1 else 0
    ends = [*cuts, len(text)]
    return list(zip([head, *cuts], ends, strict=True))


def _between(heard: Heard, start: int, end: int) -> str | None:
    """The longest words between two places that name neither serial nor product."""
    best = ""
    edges = [start]
    for each in heard.mentions:
        edges += [each.start, each.end]
    edges.append(end)
    taken: list[tuple[int, int]] = []
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        left, right = wording.trimmed(heard.folded.folded, left, right, taken)
        said = heard.folded.said(left, right)
        if wording.says_something(said.lower()) and len(said) > len(best):
            best = said
    return best or None

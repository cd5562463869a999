"""A tool's texts in the person's own words: what introduces one, what is left for the others."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.model import OfferedTool
from assistant.offline import reports, wording
from assistant.offline.mentions import Heard
from assistant.offline.quantities import PARTS
from assistant.offline.schemas import (
    Schema,
    has_meaning,
    is_of_choices,
    needed_now,
    properties,
    slot_kind,
)
from assistant.offline.slots import Filled
from tools.tool import Effect

# What the matter itself speaks of: a part that was changed is no address of the request.
_SAID_OF_IT = frozenset({"product", "category", "choice", "money", *PARTS})
_LINE = 300  # characters up to which a text is one line
_IDS = frozenset({"ticket_number", "sn", "article"})


def with_words(offered: OfferedTool, heard: Heard, filled: Filled) -> Filled:
    """The same with the person's own words in the tool's first text, and the rest if too long."""
    texts = [n for n, each in properties(offered).items() if slot_kind(each) == "text"]
    if not texts:
        return filled
    if any(properties(offered)[name].get("x-whole") for name in texts):
        return with_whole(offered, heard, filled)
    told_apart = reports.parted(offered, heard, filled.arguments, filled.used)
    introduced = {} if told_apart else _introduced(offered, heard, filled.arguments)
    arguments = {**filled.arguments, **introduced, **told_apart}
    asks_itself = "question" in texts and offered.tool.effect is Effect.READ
    words = heard.text.strip() if asks_itself else own_words(heard, filled)
    if words and arguments == filled.arguments:
        arguments = put_words(offered, arguments, words)
    return replace(filled, arguments=arguments)


def with_whole(offered: OfferedTool, heard: Heard, filled: Filled) -> Filled:
    """The same with all that was said in a text that is to be searched with it (`x-whole`)."""
    said = {
        name: fitting(heard.text.strip(), schema)
        for name, schema in properties(offered).items()
        if schema.get("x-whole") and name not in filled.arguments
    }
    return replace(filled, arguments={**filled.arguments, **said})


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
    return (
        {**found, **put_words(offered, {**arguments, **found}, told, told=True)} if told else found
    )


def _in_its_lines(words: str, schema: Schema) -> str:
    """The words as far as the slot takes them: a short one holds a line only."""
    limit = int(schema.get("maxLength") or 10_000)
    return words[:limit] if limit > _LINE else words.split("\n")[0][:limit].strip()


def meant(heard: Heard, offered: OfferedTool, ordered: Heard) -> Heard:
    """What a message `Commenting: …` tells the tool: all of it where that word begins a text."""
    begins = [
        word for each in properties(offered).values() for word in each.get("x-after") or ()
    ]  # fmt: skip
    return heard if not ordered.text or heard.folded.folded.startswith(tuple(begins)) else ordered


def own_words(heard: Heard, filled: Filled) -> str | None:
    """What the person says of the matter, without the ids and names that have their own place."""
    names = [each for each in filled.used if each.kind not in _SAID_OF_IT]
    ids = [each for each in heard.mentions if each.kind in _IDS]
    chosen = [each for each in filled.used if each.kind == "choice"]
    return wording.own_words(heard.folded, [*names, *ids], chosen)


def put_words(
    offered: OfferedTool, arguments: Mapping[str, Any], words: str, *, told: bool = False
) -> dict[str, Any]:
    """The words in the first text that is empty; what is cut from it stands whole in the next.

    Some texts take only what is `told` to stand there, not what a message says anyhow. A text that
    belongs to certain choices is taken only where they need it.
    """
    put = dict(arguments)
    for name, schema in properties(offered).items():
        if slot_kind(schema) != "text" or name in put or "x-first-line-of" in schema:
            continue
        if schema.get("x-told-only") and not told:
            continue
        if not has_meaning(schema, put) or (is_of_choices(schema) and not needed_now(schema, put)):
            continue
        put[name] = fitting(words, schema)
        if put[name] == words:
            break
    return put


def fitting(words: str, schema: Schema) -> str:
    """The words as far as a text slot takes them."""
    limit = int(schema.get("maxLength") or 10_000)
    return words if len(words) <= limit else _cut(words, limit)


def _cut(words: str, limit: int) -> str:
    head = words[:limit]
    end = max(head.rfind(mark) for mark in "。；;.\n，, ")
    return (head[:end] if end > limit // 2 else head).rstrip()

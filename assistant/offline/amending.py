"""What is said to what is being put together: other fields while one is asked for, open cards."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.model import Ask, OfferedTool
from assistant.offline import acts, asking, remedies, schemas, slots, speech
from assistant.offline.mentions import Heard
from assistant.offline.turn import Decision, Turn
from assistant.offline.wish import readers_of, wish_of
from tools.tool import Effect

_ADDS = re.compile(
    r"^(?:对了|哦|另外|还有|顺便|再|请|麻烦|帮我?)*[,. ]*(?:在|把|给|往)?(?:这个|工单|单子)?的?"
    r"(?:描述|说明|问题|现象|内容|备注|正文|留言)(?:里面?|中|上|后面)?[,. ]*(?:再|也|还|请|要)*"
    r"(?:加上?|补充?上?|写上?|添上?|注明|说明)(?:进去|一?(?:句话?|条|点|下|笔"
    r"|段))?[:, ]*(?:说明?)?[:, ]*(?P<one>.+)"
    r"|^(?:对了|哦|另外|还有|顺便|请|麻烦)*[,. ]*(?:再|还要|也)?(?:补充|加|备注|添|注明)(?:上"
    r"|进去)?"
    r"(?:一?(?:句话?|条|点|下|笔|段))?(?:说明|信息)?\s*[:,]\s*(?P<two>.+)"
    r"|^(?:对了|哦|另外|顺便)*[,. ]*(?:再|还要|也)?(?:补充|加|添|写)(?:上)?一?(?:句话?|条|点|笔"
    r"|段)(?:说明)?[:, ]*(?P<three>.+)"
    r"|^(?:(?:oh|and|also|please|btw|by the way|ok|wait|one more thing)[,. ]*)*(?:add|append"
    r"|mention|include|note|put in|write)"
    r"(?: (?:to|in|into) the (?:description|text|summary|problem|ticket|note|comment))?(?: (?:a"
    r"|another|the) (?:line|sentence|note))?"
    r"(?: (?:as well|too|also|down))?\s*(?:that|saying|:|,)?\s*(?P<four>.+)"
    r"|^(?:(?:oh|and|please|btw|by the way|ok|wait|one more thing)[,. ]*)*(?:also"
    r"|and)[, ]+(?P<five>(?:the|it|he|she|they|we"
    r"|his|her|their|there|with|only|happens?)\b.+)",
)
_NAMED_APART = frozenset({"sn", "customer", "dealer", "person", "email"})
_LABEL = 8  # letters beside values that only say what they are
_LONG = 2_000  # characters from which on a text is a description, not a line


def amended(turn: Turn, asked: Ask) -> Decision | None:
    """Something said to another field than the one asked for: taken, and the question put again."""
    offered = turn.tools.get(asked.tool)
    if offered is None or offered.tool.effect is not Effect.WRITE:
        return None
    if asked.slot not in schemas.properties(offered):
        return None
    found = _said_to(turn, offered, asked.arguments, but=asked.slot)
    if not found:
        return None
    arguments = {**_without_the_rest(offered, asked.arguments, found), **found}
    if asking.missing(offered, arguments) != asked.slot:
        return asking.proceed(turn, offered, arguments)
    return asking.ask(turn, offered, replace(asked, arguments=arguments), speech.TAKEN)


def added(turn: Turn) -> Decision | None:
    """The same for the card that waits: the write again with what was said to it."""
    card = turn.thread.pending
    offered = turn.tools.get(card.call.name) if card else None
    if card is None or offered is None:
        return None
    before = card.proposed
    found = _said_to(turn, offered, before)
    if not found:
        return None
    return asking.proceed(turn, offered, {**_without_the_rest(offered, before, found), **found})


def _said_to(
    turn: Turn, offered: OfferedTool, before: Mapping[str, Any], *, but: str | None = None
) -> dict[str, Any]:
    """The values that a message gives for a write; nothing where it wants something else."""
    heard = turn.heard
    if words := _added_words(heard):
        name = _long_text(offered, but)
        told = [str(before[name])] if name and before.get(name) else []
        return {name: "\n".join([*told, words])} if name else {}
    if remedies.asks(heard.text) or _looks_something_up(turn):
        return {}
    wanted = schemas.properties(offered)
    begins = acts.corrects(heard)
    heard = heard if begins is None else _after(heard, begins)
    filled = slots.fill(offered, heard, before)
    found = {n: v for n, v in filled.arguments.items() if n != but and v != before.get(n)}
    if but and schemas.slot_kind(wanted[but]) == "text":  # where any words would do
        found = {n: v for n, v in found.items() if schemas.slot_kind(wanted[n]) in _NAMED_APART}
    if any(schemas.slot_kind(wanted[n]) == "ticket_number" for n in found):
        return {}
    spans = [(each.start, each.end) for each in filled.used]
    if begins is not None:
        spans.append((0, begins))
    return found if found and _only_these(turn.heard, spans) else {}


def _added_words(heard: Heard) -> str | None:
    match = _ADDS.search(heard.folded.folded.strip())
    if match is None:
        return None
    shift = len(heard.folded.folded) - len(heard.folded.folded.lstrip())
    name = match.lastgroup or ""
    start, end = match.span(name)
    return heard.folded.said(start + shift, end + shift).strip(' ,，:：。"“”') or None


def _long_text(offered: OfferedTool, but: str | None) -> str | None:
    """The field that takes a description of any length, else the only text there is."""
    texts = {
        name: int(schema.get("maxLength") or 0)
        for name, schema in schemas.properties(offered).items()
        if schemas.slot_kind(schema) == "text" and name != but
        and not schema.get("x-only-when")
    }  # fmt: skip
    long = (name for name, limit in texts.items() if limit >= _LONG)
    return max(long, key=texts.__getitem__, default=None)


def _looks_something_up(turn: Turn) -> bool:
    """Whether a message wants to see something else than what it names."""
    wish = wish_of(turn)
    offered = turn.tools.get(wish.name)
    if offered is None or offered.tool.effect is not Effect.READ or not wish.is_clear:
        return False
    return wish.name not in readers_of(turn, {each.kind for each in turn.heard.mentions})


def _after(heard: Heard, place: int) -> Heard:
    return replace(heard, mentions=tuple(e for e in heard.mentions if e.start >= place - 1))


def _only_these(heard: Heard, spans: list[tuple[int, int]]) -> bool:
    """Whether little is said besides the values: what they are, at most."""
    return len(acts.rest(heard, spans)) <= _LABEL


def _without_the_rest(
    offered: OfferedTool, before: Mapping[str, Any], found: Mapping[str, Any]
) -> dict[str, Any]:
    """What stays true beside the new values: another device may be another product."""
    kept = dict(before)
    was = before.get("sn")
    if was and "sn" in found and "product" not in found:
        kept.pop("product", None)
        now = str(found["sn"])
        texts = {n: v for n, v in kept.items() if n != "sn" and isinstance(v, str)}
        kept |= {n: re.sub(re.escape(str(was)), now, v, flags=re.I) for n, v in texts.items()}
    wanted = schemas.properties(offered)
    return {n: v for n, v in kept.items() if n not in wanted or _holds(wanted[n], kept, found)}


def _holds(schema: Mapping[str, Any], kept: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    return schemas.has_meaning(schema, {**kept, **found})

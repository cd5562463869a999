"""A new card beside those that wait: which one it takes the place of, and whose words it holds."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from assistant.offline import acts
from domain import proposals
from domain.language import Language, Text
from tools.context import Desk
from tools.tool import SlotKind, Tool

_THINGS = frozenset({"sn", "ticket_number", "devices"})
_COUNTED = frozenset({"items", "shipping", "labour", "amount", "currency", "method", "date"})
_TAKEN = 12  # characters from which on a text tells where it was taken from
_NAMING = frozenset(
    (
        *(SlotKind.TICKET_NUMBER, SlotKind.SN, SlotKind.CHOICE, SlotKind.CHOICES),
        *(SlotKind.PRODUCT, SlotKind.CATEGORY, SlotKind.PART, SlotKind.ITEMS),
        *(SlotKind.PERSON, SlotKind.DEALER, SlotKind.CUSTOMER, SlotKind.PERIOD),
    )
)


@dataclass(frozen=True)
class Setting:
    """Where calls are made: the conversation, what was said and read in it.

    `typed` are the person's own messages, `read` the results of this turn's reads, `attachments`
    the ids of the files sent that are on no ticket yet. `corrects` says that the person's message
    puts right what was said before, `changes` that it takes from what was asked for or adds to it.
    """

    conversation_id: str
    typed: Sequence[str] = ()
    read: Sequence[str] = ()
    attachments: Sequence[str] = ()
    corrects: bool = False
    changes: bool = False


def _named(tool: Tool) -> set[str]:
    """The arguments that name or choose something: only words can be put in a person's mouth."""
    return _of_kinds(tool, _NAMING)


def _of_kinds(tool: Tool, kinds: Container[object]) -> set[str]:
    """The arguments whose slots are of these kinds."""
    return {
        name for name, each in tool.arguments.model_fields.items()
        if isinstance(each.json_schema_extra, dict)
        and each.json_schema_extra.get("x-slot") in kinds
    }  # fmt: skip


def standing_for(
    session: Session,
    setting: Setting,
    tool: Tool,
    desk: Desk,
    arguments: Mapping[str, Any] = MappingProxyType({}),
    instead_of: str | None = None,
) -> str | None:
    """The waiting card of this tool that is put right or added to, or is of the same matter.

    Where no ticket is named, other parts or sums are a change if the message alters something.
    """
    waiting = proposals.pending(session, setting.conversation_id, now=desk.clock.now())
    same = [row for row in waiting if row.tool == tool.name]
    if instead_of in {row.id for row in same}:
        return instead_of
    if len(same) != 1:
        alike = (row for row in reversed(same) if _tells_the_same(tool, arguments, row.arguments))
        return next((row.id for row in alike), None)
    before = same[0].arguments
    adds = before and before != arguments and _goes_beyond(arguments, before)
    same_matter = bool(tool.once_for) and all(
        before.get(name) and before.get(name) == arguments.get(name) for name in tool.once_for
    )
    differ = {n for n in {*before, *arguments} if before.get(n) != arguments.get(n)}
    changed = setting.changes and bool(differ) and differ <= _COUNTED
    one_more = bool(setting.typed) and acts.wants_one_more(setting.typed[-1])
    same_words = not one_more and _tells_the_same(tool, arguments, before)
    replaces = setting.corrects or adds or same_matter or changed or same_words
    return same[0].id if replaces else None


def _tells_the_same(tool: Tool, arguments: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Whether the person's own words stand on both, and no other thing than before is named."""
    words = [
        name for name, value in before.items()
        if isinstance(value, str) and name not in _named(tool) and arguments.get(name) == value
    ]  # fmt: skip
    others = any(
        before.get(name) and arguments.get(name) and before[name] != arguments[name]
        for name in _of_kinds(tool, _THINGS)
    )
    return bool(words) and not others


def _goes_beyond(arguments: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Whether everything stands as before, texts with more behind them, others added."""
    return all(
        value == arguments.get(name)
        or (isinstance(value, str) and str(arguments.get(name, "")).startswith(f"{value}\n"))
        for name, value in before.items()
    )


def not_the_persons_words(
    tool: Tool, arguments: Mapping[str, Any], setting: Setting, language: Language
) -> list[str]:
    """A warning for each text that was taken from what was read and that nobody typed."""
    worded = {name: value for name, value in arguments.items() if name not in _named(tool)}
    typed = _one_line(" ".join(setting.typed))
    read = _one_line(" ".join(setting.read))
    return [
        Text(
            f"“{text[:80]}”出自读到的工单、文章或附件，不是您说的，请核对。",
            f"“{text[:80]}” comes from a ticket, article or file that was read, not from you; "
            "please check it.",
        ).in_(language)
        for text in _texts(worded)
        if len(text) >= _TAKEN and _one_line(text) in read and _one_line(text) not in typed
    ]


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for each in node.values():
            yield from _texts(each)
    elif isinstance(node, list):
        for each in node:
            yield from _texts(each)


def _one_line(text: str) -> str:
    return " ".join(text.replace("\\n", " ").casefold().split())

"""Carrying out a model's tool calls: checked, in time, within the viewer's rights; writes proposed.

What comes back is a message for the model; nothing a tool raises goes further.
"""

import asyncio
import json
import time
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import structlog
from sqlalchemy.orm import Session

from assistant import metrics, telemetry
from assistant.model import Message, OfferedTool, Speaker, ToolCall
from assistant.offline import acts
from domain import proposals
from domain.access import Viewer
from domain.checking import checked
from domain.errors import DeskError, InvalidError, OutsideError
from domain.language import Language, Text
from domain.proposals import Card, ProposalShown
from tools.context import Desk, Reference
from tools.drafts import DraftText
from tools.tool import Effect, SlotKind, Tool

log = structlog.get_logger()
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
_TOO_LONG = Text("查询超时，请稍后再试。", "That took too long. Please try again.")
_BROKEN = Text("这一步没有成功。", "This step did not work.")
_UNKNOWN_TOOL = Text("没有这个工具。", "There is no such tool.")
_REPEATED = Text(
    "这一步已经做过，请根据已有的结果回答。", "This was done already; answer from what came of it."
)
_NOT_JSON = Text("参数不是有效的 JSON。", "The arguments are not valid JSON.")


@dataclass
class Acted:
    """One call carried out: the message for the model, and what the reader may be shown."""

    call: ToolCall
    message: Message
    ok: bool
    references: list[Reference] = field(default_factory=list)
    named: str | None = None  # what was read, where it has no page of its own to refer to
    found: bool = True  # a look-up that found nothing says so
    is_outside: bool = False  # asked for what there is no figure of
    draft: DraftText | None = None
    proposal: ProposalShown | None = None
    tables: list[dict[str, Any]] = field(default_factory=list)
    charts: list[dict[str, Any]] = field(default_factory=list)


def offered_tools(tools: dict[str, Tool], viewer: Viewer) -> list[OfferedTool]:
    """The tools this viewer may use, each with its schema as the viewer may fill it."""
    return [
        OfferedTool(tool, tool.schema(viewer)) for tool in tools.values() if tool.offered_to(viewer)
    ]


def refusals(tools: dict[str, Tool], viewer: Viewer) -> dict[str, Text]:
    """What this viewer can do instead of what is not offered."""
    told = {name: each.refusal(viewer) for name, each in tools.items()}
    return {n: text for n, text in told.items() if text and not tools[n].offered_to(viewer)}


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


async def act(desk: Desk, tools: dict[str, Tool], call: ToolCall, setting: Setting) -> Acted:
    """Carry out one call. Every failure becomes an error message in the desk's language."""
    started = time.perf_counter()
    known = call.name in tools  # a name that a model makes up is no label
    with telemetry.tool_span(call, known=known) as span:
        acted = await _acted(desk, tools, call, setting)
        if not acted.ok:
            telemetry.failed(span, "refused")
    name = call.name if known else "unknown"
    metrics.TOOL_SECONDS.labels(name, str(acted.ok).lower()).observe(time.perf_counter() - started)
    return acted


async def _acted(desk: Desk, tools: dict[str, Tool], call: ToolCall, setting: Setting) -> Acted:
    tool = tools.get(call.name)
    try:
        if tool is None or not tool.offered_to(desk.viewer):
            raise InvalidError(_UNKNOWN_TOOL)
        if call.broken is not None:
            raise InvalidError(_NOT_JSON)
        given = dict(call.arguments)
        if tool.files_field is not None:
            given = await asyncio.to_thread(_with_files, desk, tool, given, setting)
        arguments = checked_arguments(tool, given, desk)
        async with asyncio.timeout(tool.seconds):
            if tool.effect is Effect.WRITE:
                return await asyncio.to_thread(_propose, desk, tool, arguments, call, setting)
            return await asyncio.to_thread(_read, desk, tool, arguments, call)
    except DeskError as refusal:
        sentence = refusal.in_(desk.language)
        return _failed(call, refusal.code, sentence, field=next(iter(refusal.fields), None))
    except TimeoutError:
        return _failed(call, "timeout", _TOO_LONG.in_(desk.language))
    except Exception:
        log.exception("tool_failed", tool=call.name, trace=desk.trace)
        return _failed(call, "failed", _BROKEN.in_(desk.language))


def checked_arguments(tool: Tool, given: Any, desk: Desk) -> Any:
    """The arguments as the tool types them; fields this viewer is not offered are unknown."""
    filled = tool.filled_in(desk.viewer)
    offered = set(tool.schema(desk.viewer)["properties"])
    offered.add(tool.files_field or "")
    hidden = [name for name in given if name not in offered and given[name] != filled.get(name)]
    if hidden:
        raise InvalidError(
            Text(f"不认识的参数：{'、'.join(hidden)}。", f"Unknown arguments: {', '.join(hidden)}.")
        )
    return checked(tool.arguments, {**given, **filled})


def _with_files(desk: Desk, tool: Tool, given: dict[str, Any], setting: Setting) -> dict[str, Any]:
    """A call's arguments with the files of the conversation that no other card holds yet."""
    name = tool.files_field
    assert name is not None  # noqa: S101 - asked for by the caller
    given.pop(name, None)
    if not setting.attachments:
        return given
    with desk.reader() as session:
        replaced = _corrected(session, setting, tool, desk)
        waiting = proposals.pending(session, setting.conversation_id, now=desk.clock.now())
        held = {
            id for row in waiting if row.id != replaced for id in row.arguments.get(name, ())
        }  # fmt: skip
    return given | {name: [each for each in setting.attachments if each not in held]}


def _read(desk: Desk, tool: Tool, arguments: Any, call: ToolCall) -> Acted:
    result = tool.run(desk, arguments)
    references = list(getattr(result, "references", []))
    return Acted(
        call,
        Message(Speaker.TOOL, result.model_dump_json(), call_id=call.id, tool=tool.name),
        ok=True,
        references=references,
        named=None if references else getattr(result, "number", None),
        found=bool(getattr(result, "found", True)),
        draft=getattr(result, "draft", None),
        tables=[each.model_dump(mode="json") for each in getattr(result, "tables", [])],
        charts=[each.model_dump(mode="json") for each in getattr(result, "charts", [])],
    )


def kept_arguments(arguments: Any) -> dict[str, Any]:
    """Checked arguments as a card keeps them."""
    kept: dict[str, Any] = arguments.model_dump(
        mode="json", exclude_none=True, exclude_defaults=True
    )
    return kept


def _propose(desk: Desk, tool: Tool, arguments: Any, call: ToolCall, setting: Setting) -> Acted:
    assert tool.propose is not None  # noqa: S101 - `tool()` refuses a write without one
    wanted: Card = tool.propose(desk, arguments)
    kept = kept_arguments(arguments)
    worded = {name: value for name, value in kept.items() if name not in _named(tool)}
    warnings = [*wanted.warnings, *_not_the_persons_words(worded, setting, desk.language)]
    card = desk.store.write(
        lambda session: proposals.propose(
            session,
            desk.viewer,
            conversation_id=setting.conversation_id,
            tool=tool.name,
            arguments=kept,
            card=wanted.model_copy(update={"warnings": warnings}),
            now=desk.clock.now(),
            replaces=_corrected(session, setting, tool, desk, kept, call.instead_of),
        )
    )
    shown = card.model_dump(mode="json", include={"id", "title", "preview", "warnings"})
    filled_in = {} if kept.items() <= call.arguments.items() else {"arguments": kept}
    text = json.dumps({"proposal": shown, **filled_in}, ensure_ascii=False)
    message = Message(Speaker.TOOL, text, call_id=call.id, tool=tool.name)
    return Acted(call, message, ok=True, proposal=card)


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


def _corrected(
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


def _not_the_persons_words(
    arguments: dict[str, Any], setting: Setting, language: Language
) -> list[str]:
    """A warning for each text that was taken from what was read and that nobody typed."""
    typed = _one_line(" ".join(setting.typed))
    read = _one_line(" ".join(setting.read))
    return [
        Text(
            f"“{text[:80]}”出自读到的工单、文章或附件，不是您说的，请核对。",
            f"“{text[:80]}” comes from a ticket, article or file that was read, not from you; "
            "please check it.",
        ).in_(language)
        for text in _texts(arguments)
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


def repeated(call: ToolCall, language: Language) -> Message:
    """What a model is told that makes the same call again: nothing is done twice."""
    return _failed(call, "repeated", _REPEATED.in_(language)).message


def _failed(call: ToolCall, code: str, sentence: str, *, field: str | None = None) -> Acted:
    error = {"code": code, "message": sentence} | ({"field": field} if field else {})
    text = json.dumps({"error": error}, ensure_ascii=False)
    message = Message(Speaker.TOOL, text, call_id=call.id, tool=call.name, ok=False)
    return Acted(call, message, ok=False, is_outside=code == OutsideError.code)

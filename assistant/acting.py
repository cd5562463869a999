"""Carrying out a model's tool calls: checked, in time, within the viewer's rights; writes proposed.

What comes back is a message for the model; nothing a tool raises goes further.
"""

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

import structlog

from assistant import metrics, telemetry
from assistant.model import Message, OfferedTool, Speaker, ToolCall
from assistant.standing_cards import Setting, not_the_persons_words, standing_for
from domain import proposals
from domain.access import Viewer
from domain.checking import checked
from domain.errors import DeskError, InvalidError, OutsideError
from domain.language import Language, Text
from domain.proposals import Card, ProposalShown
from tools.context import Desk, Reference
from tools.drafts import DraftText
from tools.tool import Effect, Tool

log = structlog.get_logger()
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
        replaced = standing_for(session, setting, tool, desk)
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
    warnings = [*wanted.warnings, *not_the_persons_words(tool, kept, setting, desk.language)]
    card = desk.store.write(
        lambda session: proposals.propose(
            session,
            desk.viewer,
            conversation_id=setting.conversation_id,
            tool=tool.name,
            arguments=kept,
            card=wanted.model_copy(update={"warnings": warnings}),
            now=desk.clock.now(),
            replaces=standing_for(session, setting, tool, desk, kept, call.instead_of),
        )
    )
    shown = card.model_dump(mode="json", include={"id", "title", "preview", "warnings"})
    filled_in = {} if kept.items() <= call.arguments.items() else {"arguments": kept}
    text = json.dumps({"proposal": shown, **filled_in}, ensure_ascii=False)
    message = Message(Speaker.TOOL, text, call_id=call.id, tool=tool.name)
    return Acted(call, message, ok=True, proposal=card)


def repeated(call: ToolCall, language: Language) -> Message:
    """What a model is told that makes the same call again: nothing is done twice."""
    return _failed(call, "repeated", _REPEATED.in_(language)).message


def _failed(call: ToolCall, code: str, sentence: str, *, field: str | None = None) -> Acted:
    error = {"code": code, "message": sentence} | ({"field": field} if field else {})
    text = json.dumps({"error": error}, ensure_ascii=False)
    message = Message(Speaker.TOOL, text, call_id=call.id, tool=call.name, ok=False)
    return Acted(call, message, ok=False, is_outside=code == OutsideError.code)

"""Carrying out a model's tool calls: checked, in time, within the viewer's rights; writes proposed.

What comes back is a message for the model; nothing a tool raises goes further.
"""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

import structlog

from assistant.model import Message, OfferedTool, Speaker, ToolCall
from domain import proposals
from domain.access import Viewer
from domain.checking import checked
from domain.errors import DeskError, InvalidError
from domain.language import Language, Text
from domain.proposals import ProposalShown
from tools.context import Desk, Reference
from tools.tool import Effect, Tool

log = structlog.get_logger()
_TOO_LONG = Text("查询超时，请稍后再试。", "That took too long. Please try again.")
_BROKEN = Text("这一步没有成功。", "This step did not work.")
_UNKNOWN_TOOL = Text("没有这个工具。", "There is no such tool.")
_NOT_JSON = Text("参数不是有效的 JSON。", "The arguments are not valid JSON.")


@dataclass
class Acted:
    """One call carried out: the message for the model, and what the reader may be shown."""

    call: ToolCall
    message: Message
    ok: bool
    references: list[Reference] = field(default_factory=list)
    proposal: ProposalShown | None = None


def offered_tools(tools: dict[str, Tool], viewer: Viewer) -> list[OfferedTool]:
    """The tools this viewer may use, each with its schema as the viewer may fill it."""
    return [
        OfferedTool(tool, tool.schema(viewer)) for tool in tools.values() if tool.offered_to(viewer)
    ]


async def act(desk: Desk, tools: dict[str, Tool], call: ToolCall, *, conversation_id: str) -> Acted:
    """Carry out one call. Every failure becomes an error message in the desk's language."""
    tool = tools.get(call.name)
    try:
        if tool is None or not tool.offered_to(desk.viewer):
            raise InvalidError(_UNKNOWN_TOOL)
        if call.broken is not None:
            raise InvalidError(_NOT_JSON)
        arguments = checked_arguments(tool, call.arguments, desk)
        async with asyncio.timeout(tool.seconds):
            if tool.effect is Effect.WRITE:
                return await asyncio.to_thread(
                    _propose, desk, tool, arguments, call, conversation_id
                )
            return await asyncio.to_thread(_read, desk, tool, arguments, call)
    except DeskError as refusal:
        sentence = _sentence(refusal, desk.language)
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
    hidden = [name for name in given if name not in offered and given[name] != filled.get(name)]
    if hidden:
        raise InvalidError(
            Text(f"不认识的参数：{'、'.join(hidden)}。", f"Unknown arguments: {', '.join(hidden)}.")
        )
    return checked(tool.arguments, {**given, **filled})


def _read(desk: Desk, tool: Tool, arguments: Any, call: ToolCall) -> Acted:
    result = tool.run(desk, arguments)
    return Acted(
        call,
        Message(Speaker.TOOL, result.model_dump_json(), call_id=call.id, tool=tool.name),
        ok=True,
        references=list(getattr(result, "references", [])),
    )


def _propose(desk: Desk, tool: Tool, arguments: Any, call: ToolCall, conversation_id: str) -> Acted:
    assert tool.propose is not None  # noqa: S101 - `tool()` refuses a write without one
    wanted = tool.propose(desk, arguments)
    kept = arguments.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    card = desk.store.write(
        lambda session: proposals.propose(
            session,
            desk.viewer,
            conversation_id=conversation_id,
            tool=tool.name,
            arguments=kept,
            title=wanted.title,
            preview=wanted.preview,
            warnings=wanted.warnings,
            now=desk.clock.now(),
        )
    )
    text = json.dumps(
        {"proposal": card.model_dump(mode="json", include={"id", "title", "preview", "warnings"})},
        ensure_ascii=False,
    )
    message = Message(Speaker.TOOL, text, call_id=call.id, tool=tool.name)
    return Acted(call, message, ok=True, proposal=card)


def _failed(call: ToolCall, code: str, sentence: str, *, field: str | None = None) -> Acted:
    error = {"code": code, "message": sentence} | ({"field": field} if field else {})
    text = json.dumps({"error": error}, ensure_ascii=False)
    message = Message(Speaker.TOOL, text, call_id=call.id, tool=call.name, ok=False)
    return Acted(call, message, ok=False)


def _sentence(refusal: DeskError, language: Language) -> str:
    """The refusal with the fields at fault, where its own sentence does not name them."""
    details = "; ".join(
        f"{name} {text.in_(language)}" for name, text in refusal.fields.items() if name
    )
    sentence = refusal.in_(language)
    return f"{sentence} ({details})" if details and isinstance(refusal, InvalidError) else sentence

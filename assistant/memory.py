"""Between turns: messages as they are kept, and what of them a model is given again."""

from collections.abc import Sequence
from typing import Any

from assistant.model import Ask, Message, Speaker, ToolCall
from domain.conversations import Said
from domain.models import SaidMessage

LAST_MESSAGES = 120


def to_keep(message: Message, reply: dict[str, Any] | None = None) -> Said:
    body: dict[str, Any] = {}
    if message.calls:
        body["calls"] = [
            {"id": call.id, "name": call.name, "arguments": dict(call.arguments)}
            for call in message.calls
        ]
    if message.call_id:
        body |= {"call_id": message.call_id, "tool": message.tool, "ok": message.ok}
    if message.about:
        body["about"] = list(message.about)
    if message.ask:
        ask = message.ask
        body["ask"] = {
            "tool": ask.tool,
            "slot": ask.slot,
            "arguments": dict(ask.arguments),
            "attempts": ask.attempts,
        }
    return Said(message.speaker, message.text, body, reply)


def history(rows: Sequence[SaidMessage]) -> list[Message]:
    """Kept messages for the model: whole turns only."""
    messages = [_message(row) for row in rows]
    first = next((i for i, each in enumerate(messages) if each.speaker is Speaker.USER), 0)
    return messages[first:]


def attachments(rows: Sequence[SaidMessage]) -> list[str]:
    """The ids of all files that came with these messages, oldest first."""
    return [id for row in rows for id in row.body.get("attachments", [])]


def _message(row: SaidMessage) -> Message:
    body = row.body
    ask = body.get("ask")
    return Message(
        Speaker(row.speaker),
        row.text,
        calls=tuple(
            ToolCall(call["id"], call["name"], call["arguments"]) for call in body.get("calls", [])
        ),
        call_id=body.get("call_id"),
        tool=body.get("tool"),
        ok=body.get("ok", True),
        ask=Ask(**ask) if ask else None,
        about=tuple(body.get("about", ())),
    )

"""Between turns: messages as they are kept, and the part of them a model is given again."""

import json
from collections.abc import Sequence
from typing import Any

from assistant.model import Ask, Message, Speaker, ToolCall
from domain.conversations import Said
from domain.models import SaidMessage

LAST_MESSAGES = 120
_FRESH_TURNS = 3  # whose tool results are given whole
_STUB = 300


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
    """Kept messages for the model: whole turns only, old tool results cut to a stub."""
    messages = [_message(row) for row in rows]
    first = next((i for i, each in enumerate(messages) if each.speaker is Speaker.USER), 0)
    messages = messages[first:]
    turns = [i for i, each in enumerate(messages) if each.speaker is Speaker.USER]
    fresh_from = turns[-_FRESH_TURNS] if len(turns) >= _FRESH_TURNS else 0
    return [
        _stub(each) if each.speaker is Speaker.TOOL and position < fresh_from else each
        for position, each in enumerate(messages)
    ]


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


def _stub(message: Message) -> Message:
    if len(message.text) <= _STUB:
        return message
    numbers = []
    try:
        result = json.loads(message.text)
        numbers = [each["number"] for each in result.get("references", [])]
    except (ValueError, AttributeError, KeyError, TypeError):
        numbers = []
    text = json.dumps({"older_result": True, "numbers": numbers}, ensure_ascii=False)
    return Message(Speaker.TOOL, text, call_id=message.call_id, tool=message.tool, ok=message.ok)

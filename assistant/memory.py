"""Between turns: messages as they are kept, and what of them a model is given again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from assistant.model import Ask, Message, Speaker, ToolCall
from domain import conversations, proposals
from domain.access import Viewer
from domain.attachments.placing import still_unplaced
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


class Recalled(NamedTuple):
    """What a conversation holds: its messages, files on no ticket yet, ids of cards that wait."""

    history: list[Message]
    files: list[str]
    waiting: list[str]


def recall(
    session: Session,
    viewer: Viewer,
    conversation_id: str,
    *,
    sent: Sequence[str],
    but_for: str,
    now: datetime,
) -> Recalled:
    """What a conversation holds beside the turn `but_for`, whose files are `sent`."""
    rows = conversations.messages(session, conversation_id, last=LAST_MESSAGES, but_for=but_for)
    files = still_unplaced(session, viewer, [*attachments(rows), *sent])
    shown = any('"proposal"' in row.text for row in rows)  # without a card none can wait
    cards = proposals.pending(session, conversation_id, now=now) if shown else []
    return Recalled(history(rows), files, [each.id for each in cards])


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

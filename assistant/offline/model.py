"""The model that ships inside: a pure function from a request to text and tool calls."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from assistant.model import (
    Message,
    ModelEvent,
    OfferedTool,
    Request,
    Speaker,
    TextPiece,
    ToolCall,
)
from assistant.offline.card_words import card_word
from assistant.offline.planner import decide
from domain.language import Language
from tools.tool import discover

_PIECE = 48  # characters that are shown at once
# Figures have the most patterns, and where two times are compared all of them are tried.
_SAMPLES = {
    Language.EN: "RMAs last month compared with last year, xyz",
    Language.ZH: "上个月返厂比去年多多少",
}


class OfflineModel:
    """Understands by rules and a small classifier, answers with the tools' own words.

    The same request gives the same events. Never raises: it has no endpoint that could fail.
    """

    name = "offline"

    async def complete(self, request: Request) -> AsyncIterator[ModelEvent]:
        """Text in pieces of a few words, then the calls, or a verdict when there are none."""
        decision = await asyncio.to_thread(decide, request)  # a long text takes its while
        for piece in pieces(decision.text):
            yield TextPiece(piece)
        made = sum(len(message.calls) for message in request.messages)
        for place, (name, arguments) in enumerate(decision.calls, start=made + 1):
            yield ToolCall(f"call_{place}", name, arguments, instead_of=decision.instead_of)
        if decision.verdict:
            yield decision.verdict


def prepare() -> None:
    """Load what the first message would otherwise wait for: weights, concepts, patterns."""
    offered = [OfferedTool(each, each.whole_schema) for each in discover().values()]
    for language, said in _SAMPLES.items():
        message = Message(Speaker.USER, said)
        decide(Request((message,), offered, language, datetime(2026, 1, 1, tzinfo=UTC)))
    card_word("hello")


def pieces(text: str) -> list[str]:
    """The text cut for streaming, between words and never within a `[reference]`."""
    found: list[str] = []
    current = ""
    for token in re.findall(r"\[[^\]\n]*\]\S?|\s+|[A-Za-z0-9_'/.-]+|.", text, re.DOTALL):
        current += token
        if len(current) >= _PIECE:
            found.append(current)
            current = ""
    if current:
        found.append(current)
    return found

"""The model that ships inside: a pure function from a request to text and tool calls."""

import re
from collections.abc import AsyncIterator
from datetime import date

from assistant.model import ModelEvent, Request, TextPiece, ToolCall
from assistant.offline.intents import classifier
from assistant.offline.planner import decide
from domain import timephrases

_PIECE = 24  # characters that are shown at once


class OfflineModel:
    """Understands by rules and a small classifier, answers with the tools' own words.

    The same request gives the same events. Never raises: it has no endpoint that could fail.
    """

    name = "offline"

    async def complete(self, request: Request) -> AsyncIterator[ModelEvent]:
        """Text in pieces of a few words, then the calls, or a verdict when there are none."""
        decision = decide(request)
        for piece in pieces(decision.text):
            yield TextPiece(piece)
        made = sum(len(message.calls) for message in request.messages)
        for place, (name, arguments) in enumerate(decision.calls, start=made + 1):
            yield ToolCall(f"call_{place}", name, arguments)
        if decision.verdict:
            yield decision.verdict


def prepare() -> None:
    """Load what the first message would otherwise wait for: weights, concepts, patterns."""
    classifier().scores("hello")
    timephrases.find("last week", date(2026, 1, 1))


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

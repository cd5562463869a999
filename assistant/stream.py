"""An endpoint's answer as it grows from stream chunks: text, thoughts, tool calls, usage."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.model import ModelEvent, ModelUnavailableError, TextPiece, Thought, ToolCall, Usage

_ARGUMENTS_LIMIT = 100_000
_TEXT_LIMIT = 60_000
_CALLS_LIMIT = 64
_THINK, _END_THINK = "<think>", "</think>"


@dataclass
class _Part:
    """A tool call as it grows from stream deltas."""

    id: str = ""
    name: str = ""
    arguments: str = ""


@dataclass
class Grown:
    """What has come of an answer so far."""

    parts: dict[int, _Part] = field(default_factory=dict)
    received: int = 0
    finished: bool = False
    _said: "_Said" = field(default_factory=lambda: _Said())

    def take(self, chunk: Any) -> Iterator[ModelEvent]:
        """Take a chunk in, and give what it brings."""
        if getattr(chunk, "usage", None):
            used = chunk.usage
            yield Usage(used.prompt_tokens or 0, used.completion_tokens or 0)
        for choice in chunk.choices or []:
            self.finished = self.finished or bool(choice.finish_reason)
            _grow(self.parts, getattr(choice.delta, "tool_calls", None) or [])
            for name in ("reasoning_content", "reasoning"):
                thought = getattr(choice.delta, name, None)
                if isinstance(thought, str) and thought:
                    yield from self._count(Thought(thought), thought)
                    break
            piece = getattr(choice.delta, "content", None)
            if piece:
                for event in self._said.take(piece):
                    yield from self._count(event, event.text)

    def end(self) -> Iterator[ModelEvent]:
        """What was held back, then the calls; an answer that did not end is none."""
        if not self.finished:
            raise ModelUnavailableError("the answer was cut off")
        yield from self._said.end()
        if not self.received and not self.parts:
            raise ModelUnavailableError("the answer is empty")
        for position, (_, part) in enumerate(sorted(self.parts.items())):
            yield _call(part, position)

    def _count(self, event: ModelEvent, text: str) -> Iterator[ModelEvent]:
        self.received += len(text)
        if self.received > _TEXT_LIMIT:
            raise ModelUnavailableError("the answer is too long")
        yield event


class _Said:
    """Separates `<think>…</think>` that some servers leave in the text, wherever it is cut."""

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False

    def take(self, piece: str) -> Iterator[TextPiece | Thought]:
        self._held += piece
        while True:
            mark = _END_THINK if self._thinking else _THINK
            before, found, after = self._held.partition(mark)
            if not found:
                break
            yield from self._give(before)
            self._held, self._thinking = after, not self._thinking
        keep = next(
            (size for size in range(len(mark) - 1, 0, -1) if self._held.endswith(mark[:size])), 0
        )
        given, self._held = (
            self._held[: len(self._held) - keep],
            self._held[len(self._held) - keep :],
        )
        yield from self._give(given)

    def end(self) -> Iterator[TextPiece | Thought]:
        held, self._held = self._held, ""
        yield from self._give(held)

    def _give(self, text: str) -> Iterator[TextPiece | Thought]:
        if text:
            yield Thought(text) if self._thinking else TextPiece(text)


def _grow(parts: dict[int, _Part], deltas: Sequence[Any]) -> None:
    """Add stream deltas to the calls they belong to; some servers leave the index out."""
    for delta in deltas:
        index = delta.index
        if index is None:
            index = len(parts) if delta.id or not parts else max(parts)
        part = parts.setdefault(index, _Part())
        part.id = part.id or (delta.id or "")
        function = delta.function
        if function is not None:
            part.name = part.name or (function.name or "")
            part.arguments += function.arguments or ""
        if len(part.arguments) > _ARGUMENTS_LIMIT or len(parts) > _CALLS_LIMIT:
            raise ModelUnavailableError("a tool call is too long")


def _call(part: _Part, position: int) -> ToolCall:
    identity = part.id or f"call_{position}"
    try:
        arguments = json.loads(part.arguments or "{}")
    except (ValueError, RecursionError):
        return ToolCall(identity, part.name, {}, broken=part.arguments)
    if not isinstance(arguments, dict):
        return ToolCall(identity, part.name, {}, broken=part.arguments)
    return ToolCall(identity, part.name, {k: v for k, v in arguments.items() if v is not None})

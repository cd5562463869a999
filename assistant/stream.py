"""An endpoint's answer as it grows from stream chunks: text, thoughts, tool calls, usage."""

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.model import (
    CutShort,
    ModelDeclinedError,
    ModelEvent,
    ModelUnavailableError,
    TextPiece,
    Thought,
    ToolCall,
    Usage,
)
from assistant.spoken import Spoken

_ARGUMENTS_LIMIT = 100_000
_TEXT_LIMIT = 60_000
_CALLS_LIMIT = 64
_TOKENS_LIMIT = 10_000_000  # more of one completion is no count
# How an answer ends, in the words of the families.
_CUT = frozenset(("length", "max_tokens", "model_length", "max_output_tokens"))
_WITHHELD = frozenset(("content_filter", "sensitive", "safety", "refusal", "recitation"))
_BROKEN = frozenset(("error", "network_error", "insufficient_system_resource", "abort"))


@dataclass
class _Part:
    """A tool call as it grows from stream deltas."""

    id: str = ""
    name: str = ""
    arguments: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    def take(self, delta: Any) -> None:
        self.id = self.id or str(delta.id or "")
        self.extra = getattr(delta, "extra_content", None) or self.extra
        if delta.function is not None:
            self.name = self.name or (delta.function.name or "")
            self.arguments += _as_text(delta.function.arguments)
        if len(self.arguments) > _ARGUMENTS_LIMIT:
            raise ModelDeclinedError("a tool call is too long")

    def is_other_than(self, delta: Any) -> bool:
        """Whether a delta begins another call: named anew, with another id or behind a whole one.

        Some servers leave the index out, some give every call the same.
        """
        if delta.function is None or not delta.function.name or not self.name:
            return False
        return bool(delta.id and delta.id != self.id) or _is_whole(self.arguments)


@dataclass
class _Parts:
    """The calls in the order they began."""

    all: list[_Part] = field(default_factory=list)
    _at: dict[Any, _Part] = field(default_factory=dict)

    def take(self, delta: Any) -> None:
        part = self._at.get(delta.index)
        if part is None or part.is_other_than(delta):
            part = self._at[delta.index] = _Part()
            self.all.append(part)
        part.take(delta)
        if len(self.all) > _CALLS_LIMIT:
            raise ModelDeclinedError("there are too many tool calls")


@dataclass
class Grown:
    """What has come of an answer so far."""

    parts: _Parts = field(default_factory=_Parts)
    received: int = 0
    ending: str = ""
    _answers: bool = False
    _spoken: Spoken = field(default_factory=Spoken)

    def take(self, chunk: Any) -> Iterator[ModelEvent]:
        """Take a chunk in, and give what it brings."""
        used = getattr(chunk, "usage", None)
        sent, received = (_count(used, f"{name}_tokens") for name in ("prompt", "completion"))
        if sent or received:
            yield Usage(sent, received)
        for choice in chunk.choices or []:
            self.ending = str(choice.finish_reason or self.ending).casefold()
            if choice.delta is not None:
                yield from self._take(choice.delta)

    def end(self) -> Iterator[ModelEvent]:
        """What was held back, then the calls; an answer that did not end is none."""
        if not self.ending or self.ending in _BROKEN:
            raise ModelUnavailableError("the answer was cut off")
        if self.ending in _WITHHELD:
            raise ModelDeclinedError("the answer was withheld")
        yield from map(self._seen, self._spoken.end())
        calls = [*self.parts.all, *self._written()]
        if not self._answers and not calls:
            used_up = self.received and self.ending in _CUT
            raise ModelDeclinedError("thinking took all tokens" if used_up else "it is empty")
        yield from _calls(calls)
        if self.ending in _CUT and not calls:
            yield CutShort()

    def _take(self, delta: Any) -> Iterator[ModelEvent]:
        if getattr(delta, "refusal", None):
            raise ModelDeclinedError("the model refused")
        for each in getattr(delta, "tool_calls", None) or []:
            self.parts.take(each)
        for name in ("reasoning_content", "reasoning"):
            thought = getattr(delta, name, None)
            if isinstance(thought, str) and thought:
                self._add(thought)
                yield Thought(thought)
                break
        if piece := _text_of(getattr(delta, "content", None)):
            self._add(piece)
            yield from map(self._seen, self._spoken.take(piece))

    def _add(self, piece: str) -> None:
        self.received += len(piece)
        if self.received > _TEXT_LIMIT:
            raise ModelDeclinedError("the answer is too long")

    def _seen(self, event: ModelEvent) -> ModelEvent:
        self._answers = self._answers or (isinstance(event, TextPiece) and bool(event.text.strip()))
        return event

    def _written(self) -> Iterator[_Part]:
        return (_Part("", name, arguments) for name, arguments in self._spoken.calls)


def _text_of(content: Any) -> str:
    """The words of a content; some servers give it in typed parts, thoughts among them."""
    if isinstance(content, list):
        parts = (each for each in content if isinstance(each, dict) and each.get("type") == "text")
        return "".join(str(each.get("text") or "") for each in parts)
    return str(content or "")


def _count(used: Any, name: str) -> int:
    """A count as an endpoint reports it; nought for what is none."""
    tokens = getattr(used, name, None)
    return tokens if isinstance(tokens, int) and 0 <= tokens <= _TOKENS_LIMIT else 0


def _is_whole(arguments: str) -> bool:
    try:
        return isinstance(json.loads(arguments), dict)
    except (ValueError, RecursionError):
        return False


def _as_text(arguments: Any) -> str:
    """Arguments as JSON; some servers give them as an object at once."""
    return json.dumps(arguments) if isinstance(arguments, dict) else arguments or ""


def _calls(parts: Sequence[_Part]) -> Iterator[ToolCall]:
    """The calls, each with an id of our own: those of endpoints are missing, the same, or words."""
    for part in parts:
        identity = f"call_{secrets.token_hex(6)}"
        try:
            arguments = json.loads(part.arguments or "{}")
        except (ValueError, RecursionError):
            arguments = None
        if not isinstance(arguments, dict):
            yield ToolCall(identity, part.name, {}, broken=part.arguments, extra=part.extra)
            continue
        said = {name: value for name, value in arguments.items() if value is not None}
        yield ToolCall(identity, part.name, said, extra=part.extra)

"""A hosted model behind any OpenAI-compatible chat-completions endpoint."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.model import (
    Message,
    ModelEvent,
    ModelUnavailableError,
    OfferedTool,
    Request,
    Speaker,
    TextPiece,
    ToolCall,
    Usage,
)

_CONNECT_SECONDS = 5.0
_ARGUMENTS_LIMIT = 100_000
_TEXT_LIMIT = 60_000


@dataclass(frozen=True)
class Profile:
    """How an endpoint differs: whether it takes `stream_options`."""

    include_usage: bool = True


@dataclass
class _Part:
    """A tool call as it grows from stream deltas."""

    id: str = ""
    name: str = ""
    arguments: str = ""


@dataclass
class _Grown:
    """An answer as it grows from stream chunks."""

    parts: dict[int, _Part] = field(default_factory=dict)
    received: int = 0
    finished: bool = False

    def take(self, chunk: Any) -> Iterator[str]:
        """Take a chunk in; its pieces of text."""
        for choice in chunk.choices or []:
            self.finished = self.finished or bool(choice.finish_reason)
            _grow(self.parts, getattr(choice.delta, "tool_calls", None) or [])
            piece = getattr(choice.delta, "content", None)
            if piece:
                self.received += len(piece)
                if self.received > _TEXT_LIMIT:
                    raise ModelUnavailableError("the answer is too long")
                yield piece

    def calls(self) -> list[ToolCall]:
        """The tool calls once the stream has ended; an answer that did not end is none."""
        if not self.finished:
            raise ModelUnavailableError("the answer was cut off")
        if not self.received and not self.parts:
            raise ModelUnavailableError("the answer is empty")
        return [_call(part, position) for position, part in sorted(self.parts.items())]


def _is_endpoints_fault(failure: Exception) -> bool:
    """Whether a failure is the endpoint's or its answer's, not our own."""
    import openai

    known = (openai.OpenAIError, ModelUnavailableError, TimeoutError, OSError, ValueError)
    garbled = (AttributeError, TypeError)  # chunks of another shape than the protocol's
    module = type(failure).__module__
    return isinstance(failure, (*known, *garbled)) or module.startswith(("httpx", "httpcore"))


class OpenAIModel:
    """Speaks chat completions with streaming and tools.

    `between_pieces` is the longest silence in a stream, in seconds. Every failure to get an answer
    is raised as ModelUnavailableError.
    """

    def __init__(
        self,
        *,
        base_url: str,
        api_key: str,
        model: str,
        between_pieces: float = 30.0,
        retries: int = 2,
        profile: Profile | None = None,
    ) -> None:
        self.name = model
        self._base_url = base_url
        self._api_key = api_key
        self._between_pieces = between_pieces
        self._retries = retries
        self._profile = profile or Profile()
        self._client: Any = None

    async def complete(self, request: Request) -> AsyncIterator[ModelEvent]:
        """Stream one completion."""
        grown = _Grown()
        try:
            async with await self._open(request) as stream:
                async for chunk in stream:
                    if getattr(chunk, "usage", None):
                        used = chunk.usage
                        yield Usage(used.prompt_tokens or 0, used.completion_tokens or 0)
                    for piece in grown.take(chunk):
                        yield TextPiece(piece)
        except Exception as failure:
            if not _is_endpoints_fault(failure):
                raise
            raise ModelUnavailableError(type(failure).__name__) from failure
        for call in grown.calls():
            yield call

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()

    async def _open(self, request: Request) -> Any:
        body: dict[str, Any] = {
            "model": self.name,
            "messages": [_message(each) for each in request.messages],
            "stream": True,
        }
        if request.tools:
            body["tools"] = tool_schemas(request.tools)
        if self._profile.include_usage:
            body["stream_options"] = {"include_usage": True}
        # The library takes a second to import: off the loop, and not on the endpoint's time.
        client = await asyncio.to_thread(self._connected)
        async with asyncio.timeout(self._between_pieces * (self._retries + 1)):
            return await client.chat.completions.create(**body)

    def _connected(self) -> Any:
        if self._client is None:
            import httpx2
            import openai

            self._client = openai.AsyncOpenAI(
                base_url=self._base_url,
                api_key=self._api_key or "none",
                timeout=httpx2.Timeout(self._between_pieces, connect=_CONNECT_SECONDS),
                max_retries=self._retries,
            )
        return self._client


def tool_schemas(tools: Sequence[OfferedTool]) -> list[dict[str, Any]]:
    """The tools as a chat-completions request names them, without our own hints."""
    return [
        {
            "type": "function",
            "function": {
                "name": each.tool.name,
                "description": each.tool.description,
                "parameters": _without_hints(each.schema),
            },
        }
        for each in tools
    ]


def _without_hints(node: Any) -> Any:
    if isinstance(node, Mapping):
        return {k: _without_hints(v) for k, v in node.items() if not k.startswith("x-")}
    if isinstance(node, list):
        return [_without_hints(each) for each in node]
    return node


def _message(message: Message) -> dict[str, Any]:
    if message.speaker is Speaker.TOOL:
        return {
            "role": "tool",
            "tool_call_id": message.call_id or "",
            "content": _for_model(message.text),
        }
    said: dict[str, Any] = {"role": message.speaker.value, "content": message.text}
    if message.calls:
        said["tool_calls"] = [
            {
                "id": call.id,
                "type": "function",
                "function": {
                    "name": call.name,
                    "arguments": json.dumps(dict(call.arguments), ensure_ascii=False),
                },
            }
            for call in message.calls
        ]
    return said


def _for_model(result: str) -> str:
    """A tool result without what only the page needs."""
    try:
        parsed = json.loads(result)
    except ValueError:
        return result
    if isinstance(parsed, dict):
        parsed.pop("references", None)
    return json.dumps(_without_nothing(parsed), ensure_ascii=False)


def _without_nothing(node: Any) -> Any:
    """Without nulls and empty lists, which only cost tokens."""
    if isinstance(node, dict):
        return {k: _without_nothing(v) for k, v in node.items() if v not in (None, [], {})}
    return [_without_nothing(each) for each in node] if isinstance(node, list) else node


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
        if len(part.arguments) > _ARGUMENTS_LIMIT:
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

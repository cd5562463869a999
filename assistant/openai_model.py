"""A hosted model behind any OpenAI-compatible chat-completions endpoint."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from assistant.model import ModelEvent, ModelUnavailableError, Request
from assistant.profiles import Profile
from assistant.stream import Grown
from assistant.wire import body_of

_CONNECT_SECONDS = 5.0
_OPEN_SECONDS = 45.0  # until the first chunk, all tries together


class OpenAIModel:
    """Speaks chat completions with streaming and tools.

    `between_pieces` is the longest silence in a stream, in seconds; `sent_tokens` and
    `answer_tokens` bound one request and its answer. Every failure to get an answer is raised as
    ModelUnavailableError.
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
        sent_tokens: int = 6_000,
        answer_tokens: int = 2_000,
    ) -> None:
        self.name = model
        self._base_url = base_url
        self._api_key = api_key
        self._between_pieces = between_pieces
        self._retries = retries
        self._profile = profile or Profile()
        self._sent_tokens = sent_tokens
        self._answer_tokens = answer_tokens
        self._client: Any = None

    async def complete(self, request: Request) -> AsyncIterator[ModelEvent]:
        """Stream one completion."""
        grown = Grown()
        try:
            async with await self._open(request) as stream:
                chunks = aiter(stream)
                while (chunk := await self._next(chunks)) is not None:
                    for event in grown.take(chunk):
                        yield event
        except Exception as failure:
            if not _is_endpoints_fault(failure):
                raise
            raise ModelUnavailableError(_named(failure)) from failure
        for event in grown.end():
            yield event

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()

    async def _next(self, chunks: AsyncIterator[Any]) -> Any:
        """The next chunk within the time; comments that keep a stream open are no chunks."""
        async with asyncio.timeout(self._between_pieces):
            return await anext(chunks, None)

    async def _open(self, request: Request) -> Any:
        body = body_of(
            request,
            model=self.name,
            profile=self._profile,
            answer_tokens=self._answer_tokens,
            sent_tokens=self._sent_tokens,
        )
        # The library takes a second to import: off the loop, and not on the endpoint's time.
        client = await asyncio.to_thread(self._connected)
        async with asyncio.timeout(min(_OPEN_SECONDS, self._between_pieces * (self._retries + 1))):
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


def _is_endpoints_fault(failure: Exception) -> bool:
    """Whether a failure is the endpoint's or its answer's, not our own."""
    import openai

    known = (openai.OpenAIError, ModelUnavailableError, TimeoutError, OSError, ValueError)
    garbled = (AttributeError, TypeError)  # chunks of another shape than the protocol's
    module = type(failure).__module__
    return isinstance(failure, (*known, *garbled)) or module.startswith(("httpx", "httpcore"))


def _named(failure: Exception) -> str:
    """A failure in a word or two for the log and the counters; never what the endpoint wrote."""
    status = getattr(failure, "status_code", None)
    if isinstance(failure, ModelUnavailableError):
        return str(failure)
    return f"status {status}" if isinstance(status, int) else type(failure).__name__

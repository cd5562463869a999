"""A hosted model behind any OpenAI-compatible chat-completions endpoint."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any

import structlog

from assistant.model import (
    ModelDeclinedError,
    ModelEvent,
    ModelUnavailableError,
    Request,
    Usage,
)
from assistant.profiles import Profile
from assistant.stream import Grown
from assistant.tokens import tokens_of_body
from assistant.wire import body_of

log = structlog.get_logger()
_CONNECT_SECONDS = 5.0
_OPEN_SECONDS = 45.0  # until the first chunk, all tries together
_NOT_UNDERSTOOD = frozenset((400, 413, 422))  # this request, not the endpoint, is at fault
_LESSONS = 5  # requests until one is taken
_READ = 2_000  # characters of a refusal that are looked at


class OpenAIModel:
    """Speaks chat completions with streaming and tools.

    `between_pieces` is the longest silence in a stream, in seconds; `sent_tokens` and
    `answer_tokens` bound one request and its answer. Every failure to get an answer is raised as
    ModelUnavailableError, as ModelDeclinedError where only this request has none. What an endpoint
    refuses by name is left out from then on.
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
            body, stream = await self._open(request)
            yield Usage(tokens_of_body(body), 0, estimated=True)
            async with stream:
                chunks = aiter(stream)
                while (chunk := await self._next(chunks)) is not None:
                    for event in grown.take(chunk):
                        yield event
            for event in grown.end():
                yield event
        except Exception as failure:
            if not _is_endpoints_fault(failure):
                raise
            raise _named(failure) from failure

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()

    async def _next(self, chunks: AsyncIterator[Any]) -> Any:
        """The next chunk within the time; comments that keep a stream open are no chunks."""
        async with asyncio.timeout(self._between_pieces):
            return await anext(chunks, None)

    async def _open(self, request: Request) -> tuple[dict[str, Any], Any]:
        """What was sent, and the stream that answers it."""
        # The library takes a second to import, a body some milliseconds to fit: off the loop, where
        # others are being answered, and not on the endpoint's time.
        client, body = await asyncio.to_thread(self._prepared, request)
        async with asyncio.timeout(min(_OPEN_SECONDS, self._between_pieces * (self._retries + 1))):
            for _ in range(_LESSONS):
                try:
                    return body, await client.chat.completions.create(**body)
                except Exception as refusal:
                    if not self._learnt_from(refusal):
                        raise
                    body = await asyncio.to_thread(self._body, request)
            raise ModelUnavailableError("it takes none of our requests")

    def _prepared(self, request: Request) -> tuple[Any, dict[str, Any]]:
        return self._connected(), self._body(request)

    def _body(self, request: Request) -> dict[str, Any]:
        return body_of(
            request,
            model=self.name,
            profile=self._profile,
            answer_tokens=self._answer_tokens,
            sent_tokens=self._sent_tokens,
        )

    def _learnt_from(self, refusal: Exception) -> bool:
        """Whether a refusal named a field that can be sent otherwise, as it is from now on."""
        if getattr(refusal, "status_code", None) not in _NOT_UNDERSTOOD:
            return False
        profile = self._profile.put_right(str(refusal)[:_READ])
        if profile is None:
            return False
        self._profile = profile
        log.info("endpoint_differs", model=self.name, profile=asdict(profile))
        return True

    def _connected(self) -> Any:
        if self._client is None:
            import httpx2
            import openai

            timeout = httpx2.Timeout(self._between_pieces, connect=_CONNECT_SECONDS)
            self._client = openai.AsyncOpenAI(
                base_url=self._base_url,
                api_key=self._api_key or "none",
                timeout=timeout,
                max_retries=self._retries,
                # What people write goes to the address that was configured and to no other.
                http_client=openai.DefaultAsyncHttpxClient(timeout=timeout, follow_redirects=False),
            )
        return self._client


def _is_endpoints_fault(failure: Exception) -> bool:
    """Whether a failure is the endpoint's or its answer's, not our own."""
    import openai

    known = (openai.OpenAIError, ModelUnavailableError, TimeoutError, OSError, ValueError)
    garbled = (AttributeError, TypeError)  # chunks of another shape than the protocol's
    module = type(failure).__module__
    return isinstance(failure, (*known, *garbled)) or module.startswith(("httpx", "httpcore"))


def _named(failure: Exception) -> ModelUnavailableError:
    """A failure in a word or two for the log and the counters; never what the endpoint wrote."""
    if isinstance(failure, ModelUnavailableError):
        return failure
    status = getattr(failure, "status_code", None)
    kind = ModelDeclinedError if status in _NOT_UNDERSTOOD else ModelUnavailableError
    return kind(f"status {status}" if isinstance(status, int) else type(failure).__name__)

"""A turn's completions: from the hosted model or, where that cannot, from the offline one."""

import asyncio
import time

import structlog

from assistant import telemetry
from assistant.answering import Answer
from assistant.model import Anew, ChatModel, Completion, ModelUnavailableError, Request, TextPiece
from assistant.models import Models
from domain.access import Viewer
from domain.language import Text

log = structlog.get_logger()


class Completing:
    """Completions streamed into one answer; `notice` says why another model had to go on."""

    def __init__(self, models: Models, viewer: Viewer, answer: Answer, trace: str | None) -> None:
        self.model: ChatModel = models.hosted or models.offline
        self.notice: Text | None = None
        self._models = models
        self._viewer = viewer
        self._answer = answer
        self._trace = trace

    async def complete(self, request: Request) -> Completion:
        """One completion, from the hosted model or, where that cannot, from the offline one."""
        if self.model is not self._models.offline:
            hinders = await asyncio.to_thread(self._models.why_not_hosted, self._viewer)
            if hinders is None:
                try:
                    return await self._stream(request)
                except ModelUnavailableError as failure:
                    log.warning("model_unavailable", reason=str(failure), trace=self._trace)
                    hinders = self._models.failed(failure)
            await self._go_offline(hinders)
        return await self._stream(request)

    async def _go_offline(self, why: Text) -> None:
        """Let the offline model answer from the start, and say so."""
        self.notice = why
        self.model = self._models.offline
        await self._begin_anew()

    async def _begin_anew(self) -> None:
        self._answer.begin_anew()
        await self._answer.tell("status", {"step": "restarted", "model": self.model.name})

    async def _stream(self, request: Request) -> Completion:
        done, started = Completion(), time.monotonic()
        self._answer.is_trusted = self.model is self._models.offline
        is_hosted = not self._answer.is_trusted
        try:
            with telemetry.model_span(self.model.name, done, hosted=is_hosted):
                async for event in self.model.complete(request):
                    done.take(event)
                    if isinstance(event, TextPiece):
                        await self._answer.feed(event.text)
                    elif isinstance(event, Anew):
                        await self._begin_anew()
        finally:
            if is_hosted:
                seconds = time.monotonic() - started
                self._models.account(self._viewer, done, seconds, self._trace)
        await self._answer.end_of_stream(more_follows=bool(done.calls and done.text.strip()))
        return done

"""Chat: a message in, a reply or its stream out."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from pydantic import BaseModel, Field

from api.app import Service
from api.errors import as_bytes
from api.signed_in import ServiceOf, SignedIn
from api.writes import IdempotencyKey
from assistant.events import Reply, TurnEvent
from assistant.running import MESSAGE_LIMIT, Running
from domain import conversations, idempotency
from domain.access import Viewer
from domain.attachments.placing import MOST_AT_ONCE
from domain.errors import DeskError, NotFoundError
from domain.language import Language
from domain.tickets.opening import FileId

router = APIRouter(prefix="/api", tags=["chat"])
_HEARTBEAT = 15.0
_DIGITS = 9  # of an event's position, at most
_STREAM_HEADERS = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}


# Messages under a key that are being answered now, and what keeps their replies.
_under_way: dict[tuple[int, str], "asyncio.Future[Running]"] = {}
_keeping: set["asyncio.Task[None]"] = set()


class ChatMessage(BaseModel):
    message: Annotated[str, Field(max_length=MESSAGE_LIMIT)]
    conversation_id: Annotated[str | None, Field(max_length=40)] = None
    language: Language | None = None
    attachments: Annotated[list[FileId], Field(max_length=MOST_AT_ONCE)] = []


class Again(BaseModel):
    """Other words for the last message, and the reply that the new one is to stand in place of."""

    message: Annotated[str | None, Field(max_length=MESSAGE_LIMIT)] = None
    instead_of: Annotated[str | None, Field(max_length=40)] = None


@router.post("/chat", response_model=Reply)
async def chat(
    said: ChatMessage,
    request: Request,
    viewer: SignedIn,
    service: ServiceOf,
    accept: Annotated[str, Header()] = "application/json",
    key: IdempotencyKey = None,
) -> Response:
    """Answer a message: the reply object, or with `Accept: text/event-stream` its events."""
    if key is not None:
        known = await asyncio.to_thread(_kept_reply, service, viewer, key, said)
        if known is not None:
            return JSONResponse(known)
    running = await _started(service, viewer, said, key, getattr(request.state, "trace", None))
    if "text/event-stream" in accept:
        return _stream(running, after=-1)
    return JSONResponse((await asyncio.shield(running.task)).model_dump(mode="json"))


@router.get("/chat/{conversation_id}/events")
async def events(
    conversation_id: str,
    viewer: SignedIn,
    service: ServiceOf,
    last_event_id: Annotated[str | None, Header()] = None,
) -> Response:
    """The events of the newest turn, from after `Last-Event-ID` on where that is of this turn."""
    running = service.assistant.running(viewer, conversation_id)
    if running is None:
        raise NotFoundError()
    turn, _, position = (last_event_id or "").partition(".")
    resumes = turn == running.log.turn_id and position.isdecimal() and len(position) < _DIGITS
    return _stream(running, after=int(position) if resumes else -1)


@router.post("/chat/{conversation_id}/stop")
async def stop(conversation_id: str, viewer: SignedIn, service: ServiceOf) -> dict[str, bool]:
    """Stop the running turn; `stopped` is false when none was running."""
    if service.assistant.running(viewer, conversation_id) is None:
        await asyncio.to_thread(_own, service, viewer, conversation_id)
    return {"stopped": await service.assistant.stop(viewer, conversation_id)}


@router.post("/chat/{conversation_id}/again", response_model=Reply)
async def again(
    conversation_id: str,
    request: Request,
    viewer: SignedIn,
    service: ServiceOf,
    said: Again | None = None,
    accept: Annotated[str, Header()] = "application/json",
) -> Response:
    """Answer the last message anew, or a better one in its place; answers like `/chat`."""
    running = await service.assistant.again(
        viewer,
        conversation_id,
        said.message if said else None,
        instead_of=said.instead_of if said else None,
        trace=getattr(request.state, "trace", None),
    )
    if "text/event-stream" in accept:
        return _stream(running, after=-1)
    return JSONResponse((await asyncio.shield(running.task)).model_dump(mode="json"))


async def _started(
    service: Service, viewer: Viewer, said: ChatMessage, key: str | None, trace: str | None
) -> Running:
    """The turn for a message; under a key that is being answered, the turn that answers it."""
    begun = _under_way.get((viewer.user_id, key)) if key else None
    if begun is None:
        begun = asyncio.ensure_future(
            service.assistant.start(
                viewer,
                said.message,
                conversation_id=said.conversation_id,
                language=said.language,
                attachments=said.attachments,
                trace=trace,
            )
        )
        if key is not None:
            _under_way[(viewer.user_id, key)] = begun
            _keep_when_done(service, viewer, key, said, begun)
    return await begun


def _keep_when_done(
    service: Service,
    viewer: Viewer,
    key: str,
    said: ChatMessage,
    begun: "asyncio.Future[Running]",
) -> None:
    """Keep the reply under its key once the turn has ended, whoever still listens."""

    async def keep() -> None:
        try:
            reply = await asyncio.shield((await begun).task)
            await asyncio.to_thread(
                _keep_reply, service, viewer, key, said, reply.model_dump(mode="json")
            )
        except DeskError:
            return  # it was refused: the same key may be tried again
        finally:
            _under_way.pop((viewer.user_id, key), None)

    task = asyncio.ensure_future(keep())
    _keeping.add(task)
    task.add_done_callback(_keeping.discard)


def _stream(running: Running, *, after: int) -> StreamingResponse:
    return StreamingResponse(
        _encoded(running, after), media_type="text/event-stream", headers=_STREAM_HEADERS
    )


async def _encoded(running: Running, after: int) -> AsyncIterator[bytes]:
    """The events as bytes, with a comment now and then so that no proxy closes a quiet stream."""
    following = running.log.follow(after)
    upcoming: asyncio.Task[TurnEvent] | None = None
    try:
        while True:
            upcoming = upcoming or asyncio.ensure_future(anext(following))
            done, _ = await asyncio.wait({upcoming}, timeout=_HEARTBEAT)
            if not done:
                yield KEEPALIVE_COMMENT
                continue
            try:
                event = upcoming.result()
            except StopAsyncIteration:
                return
            finally:
                upcoming = None
            yield format_sse_event(
                event=event.name, id=event.id, data_str=as_bytes(event.data).decode()
            )
    finally:
        if upcoming is not None:
            upcoming.cancel()


def _own(service: Service, viewer: Viewer, conversation_id: str) -> None:
    with service.store.reader(viewer) as session:
        conversations.load(session, viewer, conversation_id)


def _kept_reply(
    service: Service, viewer: Viewer, key: str, said: ChatMessage
) -> dict[str, Any] | None:
    sent = as_bytes(said.model_dump(mode="json"))
    with service.store.unbound_reader() as session:
        return idempotency.answered(session, viewer, key, route="chat", body=sent)


def _keep_reply(
    service: Service, viewer: Viewer, key: str, said: ChatMessage, reply: dict[str, Any]
) -> None:
    sent = as_bytes(said.model_dump(mode="json"))
    now = service.clock.now()

    def keep(session: Any) -> None:
        if idempotency.answered(session, viewer, key, route="chat", body=sent) is None:
            idempotency.remember(
                session, viewer, key, route="chat", body=sent, answer=reply, now=now
            )

    service.store.write(keep)

"""The inbox over HTTP: listed, read, live; deliveries for those who look after them."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Path, Query, Response
from fastapi.responses import StreamingResponse
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event

from api.app import Service
from api.errors import as_bytes
from api.signed_in import ServiceOf, SignedIn, Spoken
from domain.access import Viewer
from domain.language import Language
from domain.notifications import inbox, preferences, sending
from domain.notifications.inbox import NotificationShown
from domain.notifications.preferences import PreferencesShown

router = APIRouter(prefix="/api", tags=["notifications"])
_HEARTBEAT = 15.0
_LIFETIME = 600.0  # seconds after which a listener signs in anew
_AT_ONCE = 100
_DIGITS = 15  # of an entry's id, at most
_STREAM_HEADERS = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}

EntryId = Annotated[int, Path(ge=1, lt=10**_DIGITS)]
Page = Annotated[int, Query(ge=1, le=1_000_000)]
Size = Annotated[int, Query(ge=1, le=200)]


@router.get("/notifications")
def list_notifications(
    viewer: SignedIn,
    service: ServiceOf,
    language: Spoken,
    unread: bool = False,
    page: Page = 1,
    size: Size = 25,
) -> dict[str, Any]:
    """The caller's inbox, newest first, and how many of it are unread."""
    with service.store.reader(viewer) as session:
        items, total = inbox.listed(
            session,
            unread=unread,
            clock=service.clock,
            language=language,
            offset=(page - 1) * size,
            limit=size,
        )
        count = inbox.unread_count(session)
    return {"items": items, "total": total, "unread": count, "page": page, "size": size}


@router.get("/notifications/stream")
async def stream(
    viewer: SignedIn,
    service: ServiceOf,
    language: Spoken,
    last_event_id: Annotated[str | None, Header()] = None,
) -> Response:
    """Events `unread` (how many) and `notification`, which resume after `Last-Event-ID`.

    An event `conversation` tells that something was said in one of the caller's conversations,
    perhaps on another device: `id`, and `turn`, the reply's id to be.
    """
    known = last_event_id is not None and last_event_id.isdecimal()
    last = int(last_event_id[:_DIGITS]) if known and last_event_id else None
    return StreamingResponse(
        _events(service, viewer, language, last),
        media_type="text/event-stream",
        headers=_STREAM_HEADERS,
    )


@router.post("/notifications/read-all")
def read_all(viewer: SignedIn, service: ServiceOf) -> dict[str, int]:
    """Note that everything was read; `read` is how many were not before."""
    now = service.clock.now()
    done = service.store.write(lambda session: inbox.read_all(session, viewer, now=now))
    return {"read": done}


@router.get("/notifications/deliveries")
def list_deliveries(
    viewer: SignedIn,
    service: ServiceOf,
    state: Literal["pending", "sent", "failed", "dropped"] | None = None,
    page: Page = 1,
    size: Size = 25,
) -> dict[str, Any]:
    """What left, or could not leave, through mail and other channels."""
    with service.store.reader(viewer) as session:
        items, total = sending.listed(
            session, viewer, state=state, offset=(page - 1) * size, limit=size
        )
    return {"items": items, "total": total, "page": page, "size": size}


@router.post("/notifications/deliveries/{delivery_id}/send-again", status_code=204)
def send_again(delivery_id: EntryId, viewer: SignedIn, service: ServiceOf) -> None:
    """Try a failed delivery once more."""
    now = service.clock.now()
    service.store.write(lambda session: sending.send_again(session, viewer, delivery_id, now=now))


@router.post("/notifications/{notification_id}/read", status_code=204)
def read(notification_id: EntryId, viewer: SignedIn, service: ServiceOf) -> None:
    now = service.clock.now()
    service.store.write(lambda session: inbox.read(session, viewer, notification_id, now=now))


@router.get("/me/preferences")
def read_preferences(viewer: SignedIn, service: ServiceOf, language: Spoken) -> PreferencesShown:
    """Quiet hours, and for each event the ways besides the inbox."""
    with service.store.reader(viewer) as session:
        return preferences.show(session, viewer, language=language)


@router.put("/me/preferences")
def change_preferences(
    wanted: dict[str, Any], viewer: SignedIn, service: ServiceOf, language: Spoken
) -> PreferencesShown:
    """Replace them: `quiet_from`, `quiet_until` (hours, null for never), `events`."""
    service.store.write(lambda session: preferences.change(session, viewer, wanted))
    return read_preferences(viewer, service, language)


async def _events(
    service: Service, viewer: Viewer, language: Language, last: int | None
) -> AsyncIterator[bytes]:
    """News as bytes, with a comment now and then so that no proxy closes a quiet stream."""
    ends = time.monotonic() + _LIFETIME
    with service.live.listening(viewer.user_id) as listener:
        listener.is_notified = first = True
        while not service.live.is_closing and time.monotonic() < ends:
            listener.news.clear()
            while listener.said:
                conversation_id, turn = listener.said.popitem()
                data = as_bytes({"id": conversation_id, "turn": turn}).decode()
                yield format_sse_event(event="conversation", data_str=data)
            if listener.is_notified:
                listener.is_notified = False
                last, rows, unread = await asyncio.to_thread(_news, service, viewer, language, last)
                for row in rows:
                    data = as_bytes(row.model_dump(mode="json")).decode()
                    yield format_sse_event(event="notification", id=str(row.id), data_str=data)
                if rows or first:
                    data = as_bytes({"unread": unread}).decode()
                    yield format_sse_event(event="unread", id=str(last), data_str=data)
                first = False
                if len(rows) == _AT_ONCE:
                    listener.is_notified = True
                    continue
            async for quiet in _quiet(listener.news, ends):
                yield quiet


async def _quiet(news: asyncio.Event, ends: float) -> AsyncIterator[bytes]:
    """Comments until there is news; many pages opened at once do not send theirs at once.

    The store is not looked at: a thousand open pages would do little else.
    """
    while not news.is_set() and time.monotonic() < ends:
        try:
            pause = _HEARTBEAT * random.uniform(0.6, 1)  # noqa: S311 - no secret
            await asyncio.wait_for(news.wait(), pause)
        except TimeoutError:
            yield KEEPALIVE_COMMENT


def _news(
    service: Service, viewer: Viewer, language: Language, last: int | None
) -> tuple[int, list[NotificationShown], int]:
    """The last entry's id, the entries after `last` (None: from now on), how many are unread."""
    with service.store.reader(viewer) as session:
        since = inbox.newest(session) if last is None else last
        rows = inbox.after(session, since, clock=service.clock, language=language, limit=_AT_ONCE)
        return (rows[-1].id if rows else since), rows, inbox.unread_count(session)

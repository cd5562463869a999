"""Who listens now; one look at the store wakes those with notifications or something said."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.database import Store
from domain.models import Conversation, Notification, SaidMessage

log = structlog.get_logger()
_PAUSE = 0.5  # seconds between looks, while anybody listens
_AT_ONCE = 5  # streams woken before others have their turn
_BREATH = 0.002  # seconds for them


@dataclass(eq=False)
class Listener:
    """One stream of a person's: `news` is set whenever there is something new for them.

    `is_notified` says that it is in their inbox, which is to be looked at. `said` are their
    conversations in which something was said since it was emptied, each with the newest turn
    there; None where that was no turn but a note.
    """

    news: asyncio.Event = field(default_factory=asyncio.Event)
    is_notified: bool = False
    said: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class _Seen:
    """How far the store was looked through."""

    notification: int = 0
    message: int = 0


class Live:
    """Wakes the streams of people with something new, here or on another device of theirs.

    Used on the event loop.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._listening: dict[int, set[Listener]] = defaultdict(set)
        self._watching: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._seen = _Seen()
        self.is_closing = False

    @contextmanager
    def listening(self, user_id: int) -> Iterator[Listener]:
        """A listener for what is new for this person from now on."""
        listener = Listener()
        self._listening[user_id].add(listener)
        if self._watching is None or self._watching.done():
            self._loop = asyncio.get_running_loop()
            self._watching = self._loop.create_task(self._watch())
        try:
            yield listener
        finally:
            self._listening[user_id].discard(listener)
            if not self._listening[user_id]:
                del self._listening[user_id]

    def close(self) -> None:
        """End all streams, so that the server can stop; may be called from anywhere."""
        self.is_closing = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake_all)

    async def _watch(self) -> None:
        self._seen = await asyncio.to_thread(self._newest)
        self._wake_all()
        while self._listening and not self.is_closing:
            await asyncio.sleep(_PAUSE)
            try:
                notified, said = await asyncio.to_thread(self._look)
            except Exception:
                log.exception("live")
                continue
            for user_id, conversation_id, turn in said:
                for listener in self._of(user_id):
                    listener.said[conversation_id] = turn
            for listener in chain.from_iterable(map(self._of, notified)):
                listener.is_notified = True
            await self._wake(notified | {user_id for user_id, _, _ in said})

    async def _wake(self, users: set[int]) -> None:
        """Wake their streams, a few at a time: an answer that is streamed waits for none of it."""
        woken = [listener for user_id in users for listener in self._of(user_id)]
        for start in range(0, len(woken), _AT_ONCE):
            for listener in woken[start : start + _AT_ONCE]:
                listener.news.set()
            await asyncio.sleep(_BREATH)

    def _wake_all(self) -> None:
        for listener in chain.from_iterable(self._listening.values()):
            listener.is_notified = True
            listener.news.set()

    def _of(self, user_id: int) -> Collection[Listener]:
        return self._listening.get(user_id, ())

    def _newest(self) -> _Seen:
        with self._store.unbound_reader() as session:
            return _Seen(
                session.scalar(select(func.max(Notification.id))) or 0,
                session.scalar(select(func.max(SaidMessage.id))) or 0,
            )

    def _look(self) -> tuple[set[int], list[tuple[int, str, str | None]]]:
        """Who was notified since the last look; what was said: whose, in which one, which turn."""
        with self._store.unbound_reader() as session:
            notified = _after(session, self._seen)
            rows = session.execute(
                select(
                    SaidMessage.id,
                    Conversation.user_id,
                    SaidMessage.conversation_id,
                    SaidMessage.turn,
                )
                .join(Conversation, Conversation.id == SaidMessage.conversation_id)
                .where(SaidMessage.id > self._seen.message)
                .order_by(SaidMessage.id)
            ).all()
        self._seen = _Seen(
            max((id for id, _ in notified), default=self._seen.notification),
            max((id for id, *_ in rows), default=self._seen.message),
        )
        said = [(user_id, conversation, turn) for _, user_id, conversation, turn in rows]
        return {user_id for _, user_id in notified}, said


def _after(session: Session, seen: _Seen) -> list[tuple[int, int]]:
    """Notifications since then: their ids and whose they are."""
    of_it = select(Notification.id, Notification.user_id)
    return [
        (id, user) for id, user in session.execute(of_it.where(Notification.id > seen.notification))
    ]

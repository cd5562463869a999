"""Who listens for notifications now; one look at the store wakes those who have some."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy import func, select

from domain.database import Store
from domain.models import Notification

log = structlog.get_logger()
_PAUSE = 0.5  # seconds between looks, while anybody listens


class Live:
    """Wakes the streams of people whose inbox has something new. Used on the event loop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._listening: dict[int, set[asyncio.Event]] = defaultdict(set)
        self._watching: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._seen = 0
        self.is_closing = False

    @contextmanager
    def listening(self, user_id: int) -> Iterator[asyncio.Event]:
        """An event that is set whenever there may be something new for this person."""
        news = asyncio.Event()
        self._listening[user_id].add(news)
        if self._watching is None or self._watching.done():
            self._loop = asyncio.get_running_loop()
            self._watching = self._loop.create_task(self._watch())
        try:
            yield news
        finally:
            self._listening[user_id].discard(news)
            if not self._listening[user_id]:
                del self._listening[user_id]

    def close(self) -> None:
        """End all streams, so that the server can stop; may be called from anywhere."""
        self.is_closing = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake, None)

    async def _watch(self) -> None:
        self._seen = await asyncio.to_thread(self._newest)
        self._wake(None)
        while self._listening and not self.is_closing:
            await asyncio.sleep(_PAUSE)
            try:
                self._wake(await asyncio.to_thread(self._with_news))
            except Exception:
                log.exception("live")

    def _wake(self, users: set[int] | None) -> None:
        for user_id in list(self._listening) if users is None else users:
            for news in self._listening.get(user_id, ()):
                news.set()

    def _newest(self) -> int:
        with self._store.unbound_reader() as session:
            return session.scalar(select(func.max(Notification.id))) or 0

    def _with_news(self) -> set[int]:
        with self._store.unbound_reader() as session:
            rows = session.execute(
                select(Notification.id, Notification.user_id).where(Notification.id > self._seen)
            ).all()
        self._seen = max((id for id, _ in rows), default=self._seen)
        return {user_id for _, user_id in rows}

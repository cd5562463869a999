"""Running turns: which conversation is being answered, one message at a time.

A turn belongs to the conversation, not to the connection that started it: a client that goes away
can come back to its events.
"""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from assistant.budget import Budget
from assistant.decisions import Decisions
from assistant.events import EventLog, Reply
from assistant.language import language_of_message
from assistant.model import ChatModel
from assistant.models import Models
from assistant.prompt import Policy
from assistant.turn import Asked, Means, Turn
from assistant.typed_decisions import TypedDecisions
from assistant.vocabulary import Vocabulary
from domain import conversations
from domain.access import Viewer
from domain.attachments.placing import unplaced
from domain.clock import Clock
from domain.database import Store
from domain.errors import ConflictError, InvalidError, TooManyError
from domain.language import Language, Text, language_of
from domain.plain import plain_json
from retrieval.library import Library
from tools.context import Desk
from tools.tool import Tool

MESSAGE_LIMIT = 20_000
_KEPT_LOGS = 500


@dataclass
class Running:
    """A turn under way: whose it is, its events, and the task that works on it."""

    viewer: Viewer
    conversation_id: str
    message: str
    language: Language
    log: EventLog
    task: "asyncio.Task[Reply]"


class Assistant:
    """Answers messages. `hosted` is the configured model if there is one; `offline` always is."""

    def __init__(
        self,
        *,
        store: Store,
        library: Library,
        clock: Clock,
        tools: dict[str, Tool],
        offline: ChatModel,
        hosted: ChatModel | None = None,
        budget: Budget | None = None,
        policy: Policy | None = None,
        link_hosts: frozenset[str] = frozenset(),
        hosted_per_minute: int = 0,
    ) -> None:
        self.store = store
        self.library = library
        self.clock = clock
        self.tools = tools
        self.models = Models(offline, hosted, budget or Budget(store, clock))
        self.decisions = Decisions(self.desk_of, store, tools)
        self.policy = policy or Policy(store=store)
        self._means = Means(
            store=store,
            clock=clock,
            tools=tools,
            models=self.models,
            policy=self.policy,
            typed=TypedDecisions(self.desk_of, self.decisions),
            desk_of=self.desk_of,
            names_for=Vocabulary(store).of,
            link_hosts=link_hosts,
        )
        self._pace = MovingWindowRateLimiter(MemoryStorage())
        self._per_minute = RateLimitItemPerMinute(hosted_per_minute) if hosted_per_minute else None
        self._running: OrderedDict[str, Running] = OrderedDict()
        self._locks: dict[str, asyncio.Lock] = {}
        self._turns: dict[str, list[Turn]] = {}

    def desk_of(self, viewer: Viewer, language: Language, trace: str | None = None) -> Desk:
        return Desk(viewer, language, self.clock, self.store, self.library, trace)

    async def start(
        self,
        viewer: Viewer,
        message: str,
        *,
        conversation_id: str | None = None,
        language: Language | None = None,
        attachments: Sequence[str] = (),
        trace: str | None = None,
    ) -> Running:
        """Take a message and begin to answer it.

        `attachments` are ids of files that the viewer sent and that are on no ticket yet. Raises
        InvalidError for an empty or over-long message, NotFoundError for a conversation or a file
        that is not the viewer's.
        """
        text = _checked(message)
        self._keep_pace(viewer)
        before = await self._language_before(viewer, conversation_id)
        if attachments:
            await asyncio.to_thread(self._check_files, viewer, attachments)
        spoken = language or language_of_message(text, before)
        known = conversation_id or conversations.new_id()
        events = EventLog(secrets.token_hex(6))
        trace = trace or secrets.token_hex(8)
        asked = Asked(viewer, known, text, spoken, trace, attachments)
        turn = Turn(self._means, asked, events, self._locks.setdefault(known, asyncio.Lock()))
        if conversation_id is None:
            turn.begin()
        self._turns.setdefault(known, []).append(turn)
        task = asyncio.create_task(turn.run())
        task.add_done_callback(lambda _: self._end(known, turn))
        running = Running(viewer, known, text, spoken, events, task)
        self._remember(running)
        return running

    async def again(
        self,
        viewer: Viewer,
        conversation_id: str,
        message: str | None = None,
        *,
        instead_of: str | None = None,
        trace: str | None = None,
    ) -> Running:
        """Answer the last message anew, or another one in its place.

        `instead_of` is the reply that the person wants replaced, where there is one. Raises like
        `start`, and ConflictError while a turn runs, where that reply is no longer the last one or
        where a card of it was carried out.
        """
        if self._turns.get(conversation_id):
            raise ConflictError(
                Text("还在回答，请先停止。", "It is being answered; please stop it first.")
            )
        if message is not None:
            _checked(message)
        now = self.clock.now()
        asked = await asyncio.to_thread(
            self.store.write,
            lambda session: conversations.take_back_last(
                session, viewer, conversation_id, now=now, turn=instead_of
            ),
        )
        return await self.start(
            viewer,
            message or asked.text,
            conversation_id=conversation_id,
            attachments=asked.body.get("attachments", ()),
            trace=trace,
        )

    def running(self, viewer: Viewer, conversation_id: str) -> Running | None:
        """The newest turn of a conversation of this viewer's, while its events are kept."""
        found = self._running.get(conversation_id)
        return found if found and found.viewer.user_id == viewer.user_id else None

    async def stop(self, viewer: Viewer, conversation_id: str) -> bool:
        """Stop the running turn of a conversation and those that wait; whether there was one."""
        turns = [
            turn
            for turn in self._turns.get(conversation_id, ())
            if turn.viewer.user_id == viewer.user_id
        ]
        for turn in turns:
            turn.stop()
        return bool(turns)

    async def delete(self, viewer: Viewer, conversation_id: str) -> None:
        """Take a conversation away, its running turn with it. Raises NotFoundError like `start`."""
        await self.stop(viewer, conversation_id)
        now = self.clock.now()
        await asyncio.to_thread(
            self.store.write,
            lambda session: conversations.delete(session, viewer, conversation_id, now=now),
        )
        self._running.pop(conversation_id, None)

    def _keep_pace(self, viewer: Viewer) -> None:
        """Raises TooManyError where a person sends a hosted model more messages than allowed."""
        if self._per_minute is None or self.models.hosted is None:
            return
        if not self._pace.hit(self._per_minute, str(viewer.user_id)):
            raise TooManyError(
                Text("消息太频繁，请一分钟后再试。", "Too many messages; please wait a minute.")
            )

    def _end(self, conversation_id: str, turn: Turn) -> None:
        turns = self._turns[conversation_id]
        turns.remove(turn)
        if not turns:
            del self._turns[conversation_id]

    async def _language_before(self, viewer: Viewer, conversation_id: str | None) -> Language:
        """The language so far. Raises NotFoundError where the conversation is not the viewer's."""
        if conversation_id is None:
            return language_of(viewer.language)
        running = self.running(viewer, conversation_id)
        if running is not None:
            return running.language
        return await asyncio.to_thread(self._language_kept, viewer, conversation_id)

    def _check_files(self, viewer: Viewer, attachments: Sequence[str]) -> None:
        with self.store.reader(viewer) as session:
            unplaced(session, viewer, attachments)

    def _language_kept(self, viewer: Viewer, conversation_id: str) -> Language:
        with self.store.reader(viewer) as session:
            return Language(conversations.load(session, viewer, conversation_id).language)

    def _remember(self, running: Running) -> None:
        self._running.pop(running.conversation_id, None)
        self._running[running.conversation_id] = running
        while len(self._running) > _KEPT_LOGS:
            oldest, gone = next(iter(self._running.items()))
            if not gone.task.done():
                break
            del self._running[oldest]
            self._locks.pop(oldest, None)


def _checked(message: str) -> str:
    """The message as it is taken. Raises InvalidError for an empty or over-long one."""
    text = str(plain_json(message)).strip()
    if not text or len(text) > MESSAGE_LIMIT:
        raise InvalidError(
            Text(
                f"消息要有 1 到 {MESSAGE_LIMIT} 个字。",
                f"A message has 1 to {MESSAGE_LIMIT} characters.",
            ),
            {"message": Text("长度不对", "has the wrong length")},
        )
    return text

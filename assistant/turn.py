"""Turns: a person's message is taken, answered while it streams, and kept.

A turn belongs to the conversation, not to the connection that started it: a client that goes away
can come back to its events. One turn runs at a time per conversation.
"""

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from assistant import memory
from assistant.acting import Acted, offered_tools
from assistant.decisions import Decisions
from assistant.events import ChoiceShown, EventLog, EventName, Reply, ToolUsed
from assistant.graph import TurnContext, run_turn
from assistant.language import language_of_message
from assistant.model import (
    ChatModel,
    Completion,
    Message,
    ModelUnavailableError,
    Outcome,
    Request,
    Speaker,
    TextPiece,
    ToolCall,
    Usage,
    Verdict,
)
from assistant.prompt import system_prompt
from assistant.references import Citations
from assistant.vocabulary import Vocabulary
from domain import conversations
from domain.access import Viewer
from domain.clock import Clock
from domain.conversations import Said
from domain.database import Store
from domain.errors import DeskError, InvalidError
from domain.language import Language, Text, language_of
from domain.proposals import ProposalShown
from retrieval.library import Library
from tools.context import Desk
from tools.tool import Tool

log = structlog.get_logger()
MESSAGE_LIMIT = 20_000
_TURN_SECONDS = 120.0
_KEPT_LOGS = 500
_HOSTED_RESTS = 30.0  # seconds that a failed endpoint is left alone
_SORRY = Text("抱歉，出了点问题，请再试一次。", "Sorry, something went wrong. Please try again.")
_TOO_SLOW = Text(
    "抱歉，这次花的时间太长，已停止。请缩小问题再试。",
    "Sorry, this took too long and was stopped. Please try a narrower question.",
)
_STOPPED = Text("已停止。", "Stopped.")
_UNFINISHED = Text(
    "我没能完成这一步，请换个说法。", "I could not finish this; please put it differently."
)


@dataclass
class Running:
    """A turn under way: whose it is, its events, and the task that works on it."""

    viewer: Viewer
    conversation_id: str
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
    ) -> None:
        self.store = store
        self.library = library
        self.clock = clock
        self.tools = tools
        self.offline = offline
        self.hosted = hosted
        self.decisions = Decisions(self.desk_of, store, tools)
        self._vocabulary = Vocabulary(store)
        self._hosted_rests_until = 0.0
        self._running: OrderedDict[str, Running] = OrderedDict()
        self._locks: dict[str, asyncio.Lock] = {}
        self._turns: dict[str, list[_Turn]] = {}

    def desk_of(self, viewer: Viewer, language: Language, trace: str | None = None) -> Desk:
        return Desk(viewer, language, self.clock, self.store, self.library, trace)

    async def start(
        self,
        viewer: Viewer,
        message: str,
        *,
        conversation_id: str | None = None,
        language: Language | None = None,
        trace: str | None = None,
    ) -> Running:
        """Take a message and begin to answer it.

        Raises InvalidError for an empty or over-long message, NotFoundError for a conversation that
        is not the viewer's.
        """
        text = message.strip()
        if not text or len(text) > MESSAGE_LIMIT:
            raise InvalidError(
                Text(
                    f"消息要有 1 到 {MESSAGE_LIMIT} 个字。",
                    f"A message has 1 to {MESSAGE_LIMIT} characters.",
                ),
                {"message": Text("长度不对", "has the wrong length")},
            )
        before = await self._language_before(viewer, conversation_id)
        spoken = language or language_of_message(text, before)
        known = conversation_id or self._begin(viewer, text, spoken)
        turn = _Turn(self, viewer, known, text, spoken, trace)
        events = EventLog(secrets.token_hex(6))
        self._turns.setdefault(known, []).append(turn)
        task = asyncio.create_task(turn.run(events))
        task.add_done_callback(lambda _: self._end(known, turn))
        running = Running(viewer, known, spoken, events, task)
        self._remember(running)
        return running

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

    def _end(self, conversation_id: str, turn: "_Turn") -> None:
        turns = self._turns[conversation_id]
        turns.remove(turn)
        if not turns:
            del self._turns[conversation_id]

    @property
    def hosted_rests(self) -> bool:
        """Whether the hosted model failed a moment ago and is left alone for now."""
        return time.monotonic() < self._hosted_rests_until

    def rest_hosted(self) -> None:
        self._hosted_rests_until = time.monotonic() + _HOSTED_RESTS

    def lock_of(self, conversation_id: str) -> asyncio.Lock:
        return self._locks.setdefault(conversation_id, asyncio.Lock())

    def names_for(self, viewer: Viewer) -> Sequence[Any]:
        return self._vocabulary.of(viewer)

    async def _language_before(self, viewer: Viewer, conversation_id: str | None) -> Language:
        """The language so far. Raises NotFoundError where the conversation is not the viewer's."""
        if conversation_id is None:
            return language_of(viewer.language)
        running = self.running(viewer, conversation_id)
        if running is not None:
            return running.language
        return await asyncio.to_thread(self._language_kept, viewer, conversation_id)

    def _language_kept(self, viewer: Viewer, conversation_id: str) -> Language:
        with self.store.reader(viewer) as session:
            return Language(conversations.load(session, viewer, conversation_id).language)

    def _begin(self, viewer: Viewer, text: str, language: Language) -> str:
        """Start a conversation without waiting for the store: all later writes come after it."""
        begun, now = conversations.new_id(), self.clock.now()
        self.store.submit(
            lambda session: conversations.begin(
                session, viewer, begun, title=text, language=language, now=now
            )
        )
        return begun

    def _remember(self, running: Running) -> None:
        self._running.pop(running.conversation_id, None)
        self._running[running.conversation_id] = running
        while len(self._running) > _KEPT_LOGS:
            oldest, gone = next(iter(self._running.items()))
            if not gone.task.done():
                break
            del self._running[oldest]
            self._locks.pop(oldest, None)


class _Turn:
    """One message on its way to its reply."""

    def __init__(
        self,
        assistant: Assistant,
        viewer: Viewer,
        conversation_id: str,
        text: str,
        language: Language,
        trace: str | None,
    ) -> None:
        self.assistant = assistant
        self.viewer = viewer
        self.conversation_id = conversation_id
        self.text = text
        self.language = language
        self.desk = assistant.desk_of(viewer, language, trace)
        self.citations = Citations(text, language)
        self.shown: list[str] = []
        self.used: list[ToolUsed] = []
        self.found: list[bool] = []
        self.proposals: list[ProposalShown] = []
        self.model = assistant.offline
        if assistant.hosted is not None and not assistant.hosted_rests:
            self.model = assistant.hosted
        self.events: EventLog
        self._work: asyncio.Task[tuple[Reply, list[Message]]] | None = None
        self._stopped = False

    def stop(self) -> None:
        """End the work on the answer; what was said so far is kept and reported."""
        self._stopped = True
        if self._work is not None:
            self._work.cancel()

    async def run(self, events: EventLog) -> Reply:
        """Answer, keep and report; always ends with `reply` and `done`."""
        self.events = events
        started = time.monotonic()
        said: list[Message] = []
        async with self.assistant.lock_of(self.conversation_id):
            await self._tell(
                "status", {"step": "thinking", "conversation_id": self.conversation_id}
            )
            self._work = asyncio.create_task(self._answer())
            if self._stopped:
                self._work.cancel()
            try:
                async with asyncio.timeout(_TURN_SECONDS):
                    reply, said = await self._work
            except asyncio.CancelledError:
                reply = self._cut_short(_STOPPED, Outcome.ANSWERED)
            except TimeoutError:
                reply = self._cut_short(_TOO_SLOW, Outcome.ERROR)
            except DeskError as refusal:
                reply = self._reply(refusal.in_(self.language), Outcome.ERROR)
            except Exception:
                log.exception("turn_failed", trace=self.desk.trace)
                reply = self._cut_short(_SORRY, Outcome.ERROR)
            await asyncio.to_thread(self._keep, said, reply)
        log.info(
            "turn",
            trace=self.desk.trace,
            conversation=self.conversation_id,
            outcome=reply.outcome,
            model=reply.model,
            tools=[used.name for used in reply.tools],
            ms=round((time.monotonic() - started) * 1000),
        )
        await self._tell("reply", reply.model_dump(mode="json"))
        await self._tell("done", {})
        return reply

    async def _answer(self) -> tuple[Reply, list[Message]]:
        decided = await self.assistant.decisions.typed(
            self.viewer, self.conversation_id, self.text, self.language, self.desk.trace
        )
        if decided is not None:
            self.citations.learn(decided.references)
            self.proposals = decided.proposals
            text = await self._show(decided.text)
            reply = self._reply(text, decided.outcome, choices=decided.choices)
            return reply, [Message(Speaker.ASSISTANT, text)]
        context = await self._context()
        said = await run_turn(context)
        said = _without_open_calls(said)
        verdict = context.last.verdict
        text = "".join(self.shown).strip()
        if not text:
            text = await self._show(_UNFINISHED.in_(self.language))
            verdict = Verdict(Outcome.ERROR)
        said[-1] = Message(Speaker.ASSISTANT, text, ask=said[-1].ask)
        choices = [ChoiceShown(label=c.label, message=c.message) for c in _choices(verdict)]
        return self._reply(text, self._outcome(verdict), choices=choices), said

    async def _context(self) -> TurnContext:
        history, names = await asyncio.to_thread(self._remembered)
        return TurnContext(
            desk=self.desk,
            tools=self.assistant.tools,
            offered=offered_tools(self.assistant.tools, self.viewer),
            history=[*history, Message(Speaker.USER, self.text)],
            names=names,
            language=self.language,
            conversation_id=self.conversation_id,
            complete=self._complete,
            tell_acting=self._tell_acting,
            tell_acted=self._tell_acted,
        )

    def _remembered(self) -> tuple[list[Message], Sequence[Any]]:
        with self.desk.reader() as session:
            rows = conversations.messages(session, self.conversation_id, last=memory.LAST_MESSAGES)
            history = memory.history(rows)
        prompt = system_prompt(self.viewer, self.language, self.assistant.clock)
        return [Message(Speaker.SYSTEM, prompt), *history], self.assistant.names_for(self.viewer)

    async def _complete(self, request: Request) -> Completion:
        """One completion, from the hosted model or, where that cannot, from the offline one."""
        if self.model is not self.assistant.offline:
            try:
                return await self._stream(self.model, request)
            except ModelUnavailableError as failure:
                log.warning("model_unavailable", reason=str(failure), trace=self.desk.trace)
                self.assistant.rest_hosted()
                self.model = self.assistant.offline
                self.citations.forget()
                self.shown.clear()
                await self._tell("status", {"step": "restarted", "model": self.model.name})
        return await self._stream(self.model, request)

    async def _stream(self, model: ChatModel, request: Request) -> Completion:
        done = Completion()
        async for event in model.complete(request):
            match event:
                case TextPiece(text):
                    done.text += text
                    await self._show_piece(self.citations.feed(text))
                case ToolCall():
                    done.calls.append(event)
                case Usage():
                    done.usage = event
                case Verdict():
                    done.verdict = event
        await self._show_piece(self.citations.finish())
        if done.calls and done.text.strip():
            await self._show_piece("\n\n")
        return done

    async def _show(self, text: str) -> str:
        shown = self.citations.feed(text) + self.citations.finish()
        await self._show_piece(shown)
        return shown

    async def _show_piece(self, piece: str) -> None:
        if piece:
            self.shown.append(piece)
            await self._tell("token", {"text": piece})

    async def _tell_acting(self, call: ToolCall) -> None:
        tool = self.assistant.tools.get(call.name)
        label = tool.label.in_(self.language) if tool else call.name
        await self._tell("status", {"step": "tool", "name": call.name, "label": label})

    async def _tell_acted(self, acted: Acted) -> None:
        used = ToolUsed(name=acted.call.name, arguments=dict(acted.call.arguments), ok=acted.ok)
        self.used.append(used)
        self.citations.learn(acted.references)
        self.found.append(acted.ok and bool(acted.references))
        await self._tell("tool", used.model_dump(mode="json"))
        if acted.proposal:
            self.proposals.append(acted.proposal)
            await self._tell("proposal", acted.proposal.model_dump(mode="json"))

    def _outcome(self, verdict: Verdict | None) -> Outcome:
        """How the turn ended: as the model says, or from what happened where it says nothing."""
        if self.proposals:
            return Outcome.PROPOSED
        if verdict is not None:
            return verdict.outcome
        if self.found and not any(self.found):
            return Outcome.NO_EVIDENCE
        return Outcome.ANSWERED

    def _cut_short(self, why: Text, outcome: Outcome) -> Reply:
        text = "".join(self.shown).strip()
        sentence = why.in_(self.language)
        return self._reply(f"{text}\n\n{sentence}" if text else sentence, outcome)

    def _reply(self, text: str, outcome: Outcome, choices: Sequence[ChoiceShown] = ()) -> Reply:
        return Reply(
            conversation_id=self.conversation_id,
            reply_id=self.events.turn_id,
            language=self.language,
            text=text,
            tools=self.used,
            references=self.citations.cited,
            proposals=self.proposals,
            choices=list(choices),
            outcome=outcome,
            model=self.model.name,
        )

    def _keep(self, said: Sequence[Message], reply: Reply) -> None:
        """Keep the person's message and the answer together."""
        answered = list(said) or [Message(Speaker.ASSISTANT, reply.text)]
        kept = [Said(Speaker.USER, self.text)]
        kept += [memory.to_keep(each) for each in answered[:-1]]
        kept.append(memory.to_keep(answered[-1], reply.model_dump(mode="json")))
        now = self.assistant.clock.now()
        self.assistant.store.write(
            lambda session: conversations.keep(
                session, self.viewer, self.conversation_id, kept, language=self.language, now=now
            )
        )

    async def _tell(self, name: EventName, data: dict[str, Any]) -> None:
        await self.events.add(name, data)
        if name == "reply":
            return
        for each in self.citations.take_new():
            await self.events.add("reference", each.model_dump(mode="json"))


def _choices(verdict: Verdict | None) -> Sequence[Any]:
    return verdict.choices if verdict else ()


def _without_open_calls(said: list[Message]) -> list[Message]:
    """A last message that asks for tools nobody will run any more, without the asking."""
    last = said[-1]
    return [*said[:-1], Message(Speaker.ASSISTANT, last.text)] if last.calls else said

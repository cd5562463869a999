"""One turn: a person's message on its way to the reply that is shown and kept."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy.orm import Session

from assistant import memory, metrics, telemetry
from assistant.acting import offered_tools
from assistant.answering import Answer
from assistant.completing import Completing
from assistant.events import ChoiceShown, EventLog, Reply
from assistant.graph import TurnContext, run_turn, turn_graph
from assistant.model import Message, Outcome, Speaker, ToolCall, Verdict
from assistant.models import Models
from assistant.prompt import Policy, system_prompt
from assistant.typed_decisions import TypedDecisions
from domain import conversations
from domain.access import Viewer
from domain.clock import Clock
from domain.conversations import Said
from domain.database import Store
from domain.errors import DeskError, NotFoundError
from domain.language import Language, Text
from domain.proposals import State
from tools.context import Desk
from tools.tool import Tool

log = structlog.get_logger()
_TURN_SECONDS = 120.0
_SORRY = Text("抱歉，出了点问题，请再试一次。", "Sorry, something went wrong. Please try again.")
_TOO_SLOW = Text(
    "抱歉，这次花的时间太长，已停止。请缩小问题再试。",
    "Sorry, this took too long and was stopped. Please try a narrower question.",
)
_STOPPED = Text("已停止。", "Stopped.")
_UNFINISHED = Text(
    "我没能完成这一步，请换个说法。", "I could not finish this; please put it differently."
)

_CUT_SHORT = Text(
    "（回答到长度上限为止，没有说完。可以说“继续”，或把问题问得更具体。）",
    "(The answer was cut at its greatest length. Say “go on”, or ask for less at once.)",
)


@dataclass(frozen=True)
class Means:
    """What every turn works with."""

    store: Store
    clock: Clock
    tools: dict[str, Tool]
    models: Models
    policy: Policy
    typed: TypedDecisions
    desk_of: Callable[..., Desk]
    names_for: Callable[[Viewer], Sequence[Any]]
    link_hosts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Asked:
    """Who said what, where, and in which language it is answered."""

    viewer: Viewer
    conversation_id: str
    text: str
    language: Language
    trace: str | None = None
    attachments: Sequence[str] = ()


class Turn:
    """One message on its way to its reply; `alone` keeps the conversation's turns apart."""

    def __init__(self, means: Means, asked: Asked, events: EventLog, alone: asyncio.Lock) -> None:
        self.means = means
        self.asked = asked
        self.viewer = asked.viewer
        self.language = asked.language
        self.desk = means.desk_of(asked.viewer, asked.language, asked.trace)
        self.answer = Answer(events, asked.text, asked.language, link_hosts=means.link_hosts)
        self._completing = Completing(means.models, asked.viewer, self.answer, self.desk.trace)
        self._alone = alone
        self._heard: Future[None] | None = None
        self._work: asyncio.Task[tuple[Reply, list[Message]]] | None = None
        self._stopped = False

    def begin(self) -> None:
        """Start the conversation with this message; all later writes come after it.

        Does not wait for the store. Raises BusyError like it.
        """
        asked, turn, now = self.asked, self.answer.events.turn_id, self.means.clock.now()
        self._heard = self.means.store.submit(
            lambda session: conversations.begin(
                session,
                self.viewer,
                asked.conversation_id,
                self._said(),
                language=self.language,
                now=now,
                turn=turn,
            )
        )

    def stop(self) -> None:
        """End the work on the answer; what was said so far is kept and reported."""
        self._stopped = True
        if self._work is not None:
            self._work.cancel()

    async def run(self) -> Reply:
        """Answer, keep and report; always ends with `reply` and `done`."""
        with telemetry.turn_span(self.asked.conversation_id, self.desk.trace):
            return await self._run()

    async def _run(self) -> Reply:
        started = time.monotonic()
        async with self._alone:
            if self._heard is None:
                self._heard = self.means.store.submit(self._kept([self._said()]))
            where = {"step": "thinking", "conversation_id": self.asked.conversation_id}
            await self.answer.tell("status", where)
            reply, said = await self._answered()
            await asyncio.to_thread(self._keep, self._heard, said, reply)
        self._note(reply, time.monotonic() - started)
        await self.answer.tell("reply", reply.model_dump(mode="json"))
        await self.answer.tell("done", {})
        return reply

    def _said(self) -> Said:
        """The person's message as it is kept, with the files that came with it."""
        body = {"attachments": list(self.asked.attachments)} if self.asked.attachments else {}
        return Said(Speaker.USER, self.asked.text, body)

    async def _answered(self) -> tuple[Reply, list[Message]]:
        """The reply whatever happens, and the messages that a finished answer added."""
        self._work = asyncio.create_task(self._decide_or_ask())
        if self._stopped:
            self._work.cancel()
        try:
            async with asyncio.timeout(_TURN_SECONDS):
                return await self._work
        except asyncio.CancelledError:
            return self._cut_short(_STOPPED, Outcome.ANSWERED), []
        except TimeoutError:
            return self._cut_short(_TOO_SLOW, Outcome.ERROR), []
        except DeskError as refusal:
            return self._reply(refusal.in_(self.language), Outcome.ERROR), []
        except Exception:
            log.exception("turn_failed", trace=self.desk.trace)
            return self._cut_short(_SORRY, Outcome.ERROR), []

    async def _decide_or_ask(self) -> tuple[Reply, list[Message]]:
        """What a typed yes or no decides; any other message goes to the model."""
        asked = self.asked
        decided = await self.means.typed.decided_by(
            self.viewer, asked.conversation_id, asked.text, self.language, self.desk.trace
        )
        if decided is None:
            return await self._ask_model(asked.text)
        self.answer.citations.learn(decided.references)
        self.answer.proposals = decided.proposals
        text = await self.answer.show(decided.text)
        if decided.goes_on:
            return await self._go_on(decided.goes_on)
        reply = self._reply(text, decided.outcome, choices=decided.choices)
        about = tuple(each.number for each in decided.references)
        return reply, [Message(Speaker.ASSISTANT, text, about=about)]

    async def _go_on(self, rest: str) -> tuple[Reply, list[Message]]:
        """Ask the model for what else was said, below what was decided."""
        await self.answer.show("\n\n")
        return await self._ask_model(rest)

    async def _ask_model(self, text: str) -> tuple[Reply, list[Message]]:
        context = await self._context(text)
        said = await run_turn(context)
        verdict, notice = context.last.verdict, self._completing.notice
        text = self.answer.text
        if not text:
            text = await self.answer.show(_UNFINISHED.in_(self.language))
            verdict = Verdict(Outcome.ERROR)
        elif context.last.cut_short:
            notice = _CUT_SHORT
        said[-1] = Message(Speaker.ASSISTANT, text, ask=said[-1].ask)
        if notice is not None:
            text += await self.answer.show(f"\n\n{notice.in_(self.language)}")
        buttons = verdict.choices if verdict else ()
        choices = [ChoiceShown(label=c.label, message=c.message) for c in buttons]
        return self._reply(text, self._outcome(verdict), choices=choices), said

    async def _context(self, text: str) -> TurnContext:
        known, prompt, names = await asyncio.to_thread(self._remembered)
        said = [Message(Speaker.SYSTEM, prompt), *known.history, Message(Speaker.USER, text)]
        return TurnContext(
            desk=self.desk,
            tools=self.means.tools,
            offered=offered_tools(self.means.tools, self.viewer),
            history=said,
            names=names,
            language=self.language,
            conversation_id=self.asked.conversation_id,
            attachments=known.files,
            waiting=known.waiting,
            complete=self._completing.complete,
            tell_acting=self._tell_acting,
            tell_acted=self.answer.acted,
        )

    def _remembered(self) -> tuple[memory.Recalled, str, Sequence[Any]]:
        """What the conversation holds, the instructions, and the names that this viewer knows."""
        means, asked = self.means, self.asked
        turn_graph()  # imports its library, where the warm-up has not: not on the loop
        with self.desk.reader() as session:
            known = memory.recall(
                session,
                self.viewer,
                asked.conversation_id,
                sent=asked.attachments,
                but_for=self.answer.events.turn_id,
                now=means.clock.now(),
            )
        prompt = ""  # the built-in model follows rules of its own
        if means.models.hosted is not None:
            prompt = system_prompt(means.policy, self.viewer, self.language, means.clock)
        return known, prompt, means.names_for(self.viewer)

    async def _tell_acting(self, call: ToolCall) -> None:
        self.answer.begun(call)
        tool = self.means.tools.get(call.name)
        label = tool.label.in_(self.language) if tool else call.name
        await self.answer.tell("status", {"step": "tool", "name": call.name, "label": label})

    def _outcome(self, verdict: Verdict | None) -> Outcome:
        """How the turn ended: as the model says, or from what happened where it says nothing."""
        if any(card.state is State.PENDING for card in self.answer.proposals):
            return Outcome.PROPOSED
        if verdict is not None:
            return verdict.outcome
        if self.answer.is_outside:
            return Outcome.REFUSED
        return Outcome.NO_EVIDENCE if self.answer.found_nothing else Outcome.ANSWERED

    def _cut_short(self, why: Text, outcome: Outcome) -> Reply:
        text, sentence = self.answer.text, why.in_(self.language)
        return self._reply(f"{text}\n\n{sentence}" if text else sentence, outcome)

    def _reply(self, text: str, outcome: Outcome, choices: Sequence[ChoiceShown] = ()) -> Reply:
        return Reply(
            conversation_id=self.asked.conversation_id,
            reply_id=self.answer.events.turn_id,
            language=self.language,
            text=text,
            tools=self.answer.used,
            references=self.answer.citations.cited,
            proposals=self.answer.proposals,
            tables=self.answer.tables,
            charts=self.answer.charts,
            choices=list(choices),
            drafts=self.answer.drafts,
            outcome=outcome,
            model=self._completing.model.name,
            trace=self.desk.trace,
        )

    def _keep(self, heard: Future[None], said: Sequence[Message], reply: Reply) -> None:
        """Keep the answer once the message is, unless the conversation was deleted meanwhile."""
        answered = list(said) or [Message(Speaker.ASSISTANT, reply.text)]
        kept = [memory.to_keep(each) for each in answered[:-1]]
        kept.append(memory.to_keep(answered[-1], reply.model_dump(mode="json")))
        try:
            heard.result()
            self.means.store.write(self._kept(kept))
        except NotFoundError:
            log.info("conversation_gone", trace=self.desk.trace)

    def _kept(self, said: Sequence[Said]) -> Callable[[Session], None]:
        """The write that appends messages of this turn."""
        asked, turn, now = self.asked, self.answer.events.turn_id, self.means.clock.now()
        return lambda session: conversations.keep(
            session,
            self.viewer,
            asked.conversation_id,
            said,
            language=self.language,
            now=now,
            turn=turn,
        )

    def _note(self, reply: Reply, seconds: float) -> None:
        metrics.TURN_SECONDS.labels(reply.outcome, reply.model).observe(seconds)
        log.info(
            "turn",
            trace=self.desk.trace,
            conversation=self.asked.conversation_id,
            outcome=reply.outcome,
            model=reply.model,
            tools=[used.name for used in reply.tools],
            ms=round(seconds * 1000),
        )

"""What a running turn tells those who watch it, and the reply it ends with."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel

from assistant.model import Outcome
from domain.language import Language
from domain.proposals import ProposalShown
from tools.context import Reference
from tools.drafts import DraftText

EventName = Literal[
    "status", "token", "tool", "reference", "table", "proposal", "reply", "done", "error"
]


class ToolUsed(BaseModel):
    name: str
    arguments: dict[str, Any]
    ok: bool


class ChoiceShown(BaseModel):
    label: str
    message: str


class Reply(BaseModel):
    """A whole answer. `references` are exactly the tickets and articles that `text` names."""

    conversation_id: str
    reply_id: str
    language: Language
    text: str
    tools: list[ToolUsed] = []
    references: list[Reference] = []
    proposals: list[ProposalShown] = []
    tables: list[dict[str, Any]] = []
    charts: list[dict[str, Any]] = []
    choices: list[ChoiceShown] = []
    drafts: list[DraftText] = []
    outcome: Outcome = Outcome.ANSWERED
    model: str = "offline"
    trace: str | None = None  # the id of this turn in the log and in tickets' histories


@dataclass(frozen=True)
class TurnEvent:
    """One event; `id` is `turn.position`, so that a client can resume after it."""

    id: str
    name: EventName
    data: dict[str, Any]


@dataclass
class EventLog:
    """The events of one turn, kept for those who come late or come back."""

    turn_id: str
    events: list[TurnEvent] = field(default_factory=list)
    finished: bool = False
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def add(self, name: EventName, data: dict[str, Any]) -> None:
        async with self._news:
            self.events.append(TurnEvent(f"{self.turn_id}.{len(self.events)}", name, data))
            self.finished = self.finished or name == "done"
            self._news.notify_all()

    async def follow(self, after: int = -1) -> AsyncIterator[TurnEvent]:
        """Events after a position, then new ones as they come, until the turn is done."""
        position = after + 1
        while True:
            while position < len(self.events):
                yield self.events[position]
                position += 1
            if self.finished:
                return
            async with self._news:
                if position >= len(self.events) and not self.finished:
                    await self._news.wait()

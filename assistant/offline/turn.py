"""One turn as the planner sees it: the request, its thread, and the message understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from assistant.model import Ask, Choice, OfferedTool, Outcome, Request, Verdict
from assistant.offline import speech
from assistant.offline.mentions import Heard, hear
from assistant.offline.thread import Thread, fold
from domain.language import Language, Text


@dataclass(frozen=True)
class Decision:
    """What to say, what to call, and how it ended; calls have no verdict.

    `instead_of` is the id of the waiting card that the call replaces.
    """

    text: str = ""
    calls: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    verdict: Verdict | None = None
    instead_of: str | None = None


@dataclass(frozen=True)
class Turn:
    request: Request
    thread: Thread
    heard: Heard
    tools: Mapping[str, OfferedTool] = field(default_factory=dict)

    @classmethod
    def of(cls, request: Request) -> "Turn":
        thread = fold(request.messages, request.waiting)
        heard = hear(thread.said, request.names, request.now.date())
        return cls(request, thread, heard, {each.tool.name: each for each in request.tools})

    @property
    def language(self) -> Language:
        return self.request.language

    @cached_property
    def masked(self) -> str:
        return self.heard.masked()

    def saying(self, words: str) -> "Turn":
        """The same with these words instead of the whole message, and no question open."""
        thread = replace(self.thread, said=words, ask=None)
        return replace(self, thread=thread, heard=self.hear(words))

    def reading(self, words: str) -> "Turn":
        """The same turn, its message read as these words; an open question stays open."""
        return replace(self, thread=replace(self.thread, said=words), heard=self.hear(words))

    def gone_by(self) -> "Turn":
        """The turn behind its first step, which only told what a word of the message stands for."""
        first, *since = self.thread.turn
        past = (*self.thread.past, first)
        return replace(self, thread=replace(self.thread, turn=tuple(since), past=past))

    def but_for_the_first(self) -> "Turn":
        """The turn as though its first step, which came to nothing, had not been made."""
        return replace(self, thread=replace(self.thread, turn=self.thread.turn[1:]))

    def hear(self, text: str) -> Heard:
        """Another text of this conversation, understood with the same names and date."""
        return hear(text, self.request.names, self.request.now.date())

    def say(self, text: Text, **values: object) -> str:
        return text.in_(self.language).format(**values)

    def answer(
        self,
        text: str,
        outcome: Outcome = Outcome.ANSWERED,
        *,
        choices: tuple[Choice, ...] = (),
        ask: Ask | None = None,
    ) -> Decision:
        return Decision(text, (), Verdict(outcome, choices, ask))

    def refuse(self, why: Text, outcome: Outcome = Outcome.REFUSED) -> Decision:
        """Say why nothing is done, and some of what could be."""
        return self.answer(speech.cannot(why, self.request.tools, self.language), outcome)

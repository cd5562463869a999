"""An answer as its reader sees it grow: pieces of text, tools, references, cards.

Everything a model says passes promises (a hosted model's), links and references, in this order,
before the reader gets it.
"""

from collections.abc import Iterable
from typing import Any

from assistant.acting import Acted
from assistant.events import EventLog, EventName, ToolUsed
from assistant.links import Links
from assistant.model import ToolCall
from assistant.promises import Promises
from assistant.references import Citations
from domain.language import Language
from domain.proposals import ProposalShown
from tools.drafts import DraftText


class Answer:
    """What was shown of one answer so far."""

    def __init__(
        self, events: EventLog, typed: str, language: Language, *, link_hosts: Iterable[str] = ()
    ) -> None:
        self.events = events
        self.language = language
        self.citations = Citations(typed, language)
        self._used: dict[str, ToolUsed | None] = {}  # by call, in the order in which they began
        self.proposals: list[ProposalShown] = []
        self.is_trusted = False  # words of our own templates need no check for promises
        self._links = Links(language, link_hosts)
        self._promises = Promises(language, self._stands_behind, self._was_read)
        self._read: list[str] = []
        self.tables: list[dict[str, Any]] = []
        self.charts: list[dict[str, Any]] = []
        self._found: list[bool] = []
        self._outside: list[bool] = []
        self.drafts: list[DraftText] = []
        self._shown: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self._shown).strip()

    @property
    def used(self) -> list[ToolUsed]:
        """The tools that have answered, in the order in which they were called."""
        return [used for used in self._used.values() if used]

    def begun(self, call: ToolCall) -> None:
        self._used.setdefault(call.id, None)

    @property
    def found_nothing(self) -> bool:
        """Whether it looked things up and none of the tools returned anything."""
        return bool(self._found) and not any(self._found)

    @property
    def is_outside(self) -> bool:
        """Whether all that it asked for is nothing there are figures of."""
        return bool(self._outside) and all(self._outside)

    async def show(self, text: str) -> str:
        """Show a whole text of our own; as it was shown."""
        shown = self.citations.feed(text) + self.citations.finish()
        await self._show(shown)
        return shown

    async def feed(self, piece: str) -> None:
        """Show as much of a streamed text as can be shown now."""
        kept = piece if self.is_trusted else self._promises.feed(piece)
        await self._show(self.citations.feed(self._links.feed(kept)))

    async def end_of_stream(self, *, more_follows: bool) -> None:
        """Show what was held back; a paragraph ends where another text follows."""
        rest = self._links.feed(self._promises.finish()) + self._links.finish()
        await self._show(self.citations.feed(rest) + self.citations.finish())
        if more_follows:
            await self._show("\n\n")

    def begin_anew(self) -> None:
        """Forget what was shown: another model answers from the start."""
        for each in (self._promises, self._links, self.citations):
            each.forget()
        self._shown.clear()

    async def acted(self, acted: Acted) -> None:
        """Take in what a tool did, and tell of it."""
        used = ToolUsed(name=acted.call.name, arguments=dict(acted.call.arguments), ok=acted.ok)
        self._used[acted.call.id] = used
        self.citations.learn(acted.references)
        if acted.ok and acted.found and acted.named:
            self.citations.may_name(acted.named)
        self._read.append(acted.message.text)
        self._found.append(acted.ok and acted.found)
        self._outside.append(acted.is_outside)
        self.drafts += [acted.draft] if acted.draft else []
        await self.tell("tool", used.model_dump(mode="json"))
        if acted.proposal:
            self.proposals.append(acted.proposal)
            await self.tell("proposal", acted.proposal.model_dump(mode="json"))
        for table in acted.tables:
            self.tables.append(table)
            await self.tell("table", table)
        self.charts += acted.charts

    async def tell(self, name: EventName, data: dict[str, Any]) -> None:
        await self.events.add(name, data)
        if name == "reply":
            return
        for each in self.citations.take_new():
            await self.events.add("reference", each.model_dump(mode="json"))

    async def _show(self, piece: str) -> None:
        if piece:
            self._shown.append(piece)
            await self.tell("token", {"text": piece})

    def _stands_behind(self, sentence: str) -> bool:
        return bool(self.proposals) or self.citations.names_known_ticket(sentence)

    def _was_read(self, text: str) -> bool:
        return any(text in each for each in self._read)

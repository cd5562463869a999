"""An answer as its reader sees it grow: pieces of text, tools, references, cards."""

from typing import Any

from assistant.acting import Acted
from assistant.events import EventLog, EventName, ToolUsed
from assistant.references import Citations
from domain.language import Language
from domain.proposals import ProposalShown


class Answer:
    """What was shown of one answer so far; everything goes through the check of references."""

    def __init__(self, events: EventLog, typed: str, language: Language) -> None:
        self.events = events
        self.language = language
        self.citations = Citations(typed, language)
        self.used: list[ToolUsed] = []
        self.proposals: list[ProposalShown] = []
        self._found: list[bool] = []
        self._shown: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self._shown).strip()

    @property
    def found_nothing(self) -> bool:
        """Whether it looked things up and none of the tools returned anything."""
        return bool(self._found) and not any(self._found)

    async def show(self, text: str) -> str:
        """Show a whole text; as it was shown."""
        shown = self.citations.feed(text) + self.citations.finish()
        await self._show(shown)
        return shown

    async def feed(self, piece: str) -> None:
        """Show as much of a streamed text as can be shown now."""
        await self._show(self.citations.feed(piece))

    async def end_of_stream(self, *, more_follows: bool) -> None:
        """Show what was held back; a paragraph ends where another text follows."""
        await self._show(self.citations.finish())
        if more_follows:
            await self._show("\n\n")

    def begin_anew(self) -> None:
        """Forget what was shown: another model answers from the start."""
        self.citations.forget()
        self._shown.clear()

    async def acted(self, acted: Acted) -> None:
        """Take in what a tool did, and tell of it."""
        used = ToolUsed(name=acted.call.name, arguments=dict(acted.call.arguments), ok=acted.ok)
        self.used.append(used)
        self.citations.learn(acted.references)
        self._found.append(acted.ok and bool(acted.references))
        await self.tell("tool", used.model_dump(mode="json"))
        if acted.proposal:
            self.proposals.append(acted.proposal)
            await self.tell("proposal", acted.proposal.model_dump(mode="json"))

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

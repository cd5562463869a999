"""Decisions on proposals: by button or typed word, in any channel, carried out once."""

import asyncio
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from assistant.acting import checked_arguments
from assistant.events import ChoiceShown
from assistant.model import Outcome
from domain import conversations, proposals
from domain.access import Viewer
from domain.checking import checked
from domain.conversations import Said
from domain.database import Store
from domain.errors import DeskError, ForbiddenError, NotFoundError
from domain.language import Language, Text
from domain.models import Proposal
from domain.plain import plain_json
from domain.proposals import ProposalShown, State
from tools.context import Desk, ProposedWrite, Reference
from tools.tool import Tool

_YES = frozenset(
    (
        *("确认", "确定", "确认开单", "确认提交", "是", "是的", "好", "好的", "可以", "同意"),
        *("批准", "提交", "没问题", "对", "对的", "行", "yes", "y", "ok", "okay", "confirm"),
        *("confirmed", "approve", "approved", "sure", "yep", "yeah", "go ahead", "do it"),
        *("please do", "yes please"),
    )
)
_NO = frozenset(
    (
        *("取消", "不", "不要", "不用", "不用了", "算了", "不要了", "放弃", "否", "撤销", "no"),
        *("n", "cancel", "nope", "stop", "never mind", "nevermind", "don't", "no thanks"),
        "drop it",
    )
)


@dataclass
class Decided:
    """What a typed word did."""

    text: str
    outcome: Outcome
    proposals: list[ProposalShown]
    references: list[Reference] = field(default_factory=list)
    choices: list[ChoiceShown] = field(default_factory=list)


@dataclass(frozen=True)
class Edited:
    """Arguments as a person changed them, and what the card shows for them."""

    arguments: Any
    shown: ProposedWrite


class Decisions:
    """Approving and cancelling, with permission and arguments checked again at that moment."""

    def __init__(self, desk_of: Callable[..., Desk], store: Store, tools: dict[str, Tool]) -> None:
        self._desk_of = desk_of
        self._store = store
        self._tools = tools

    def approve(
        self,
        viewer: Viewer,
        proposal_id: str,
        *,
        arguments: dict[str, Any] | None = None,
        language: Language,
        trace: str | None = None,
    ) -> ProposalShown:
        """Carry a proposal out, with the person's edits if there are any; twice does it once."""
        desk = self._desk_of(viewer, language, trace)
        edited = None if arguments is None else self._edited(desk, proposal_id, arguments)
        card = self._store.write(
            lambda session: self.approve_in(session, desk, proposal_id, edited)
        )
        self.note(viewer, proposal_id, card, language)
        return card

    def approve_in(
        self,
        session: Session,
        desk: Desk,
        proposal_id: str,
        edited: "Edited | None" = None,
    ) -> ProposalShown:
        """Like `approve`, inside a transaction of the caller's."""

        def carry_out(session: Session, row: Proposal) -> dict[str, Any]:
            tool = self._tools.get(row.tool)
            if tool is None or not tool.offered_to(desk.viewer):
                raise ForbiddenError()
            given = checked(tool.arguments, row.arguments)
            if edited is not None:
                given = edited.arguments
                row.arguments = given.model_dump(
                    mode="json", exclude_none=True, exclude_defaults=True
                )
                row.arguments_hash = proposals.hash_of(row.arguments)
                row.title = edited.shown.title
                row.preview = [line.model_dump(exclude_none=True) for line in edited.shown.preview]
                row.warnings = edited.shown.warnings
            result: dict[str, Any] = tool.run(desk, given, session).model_dump(mode="json")
            return result

        return proposals.approve(
            session, desk.viewer, proposal_id, carry_out=carry_out, now=desk.clock.now()
        )

    def _edited(self, desk: Desk, proposal_id: str, arguments: dict[str, Any]) -> "Edited":
        """A person's edits, checked, and the card as they make it. Raises like `approve`."""
        with desk.reader() as session:
            row = session.get(Proposal, proposal_id)
            tool = self._tools.get(row.tool) if row else None
        if row is None:
            raise NotFoundError()
        if tool is None or tool.propose is None or not tool.offered_to(desk.viewer):
            raise ForbiddenError()
        given = checked_arguments(tool, plain_json(arguments), desk)
        return Edited(given, tool.propose(desk, given))

    def cancel(self, viewer: Viewer, proposal_id: str, *, language: Language) -> ProposalShown:
        now = self._desk_of(viewer, language).clock.now()
        card = self._store.write(
            lambda session: proposals.cancel(session, viewer, proposal_id, now=now)
        )
        self.note(viewer, proposal_id, card, language)
        return card

    def note(
        self, viewer: Viewer, proposal_id: str, card: ProposalShown, language: Language
    ) -> None:
        """Let the conversation know what was decided by button, once."""
        now = self._desk_of(viewer, language).clock.now()
        text, _ = _told(card, language)

        def keep(session: Session) -> None:
            row = session.get_one(Proposal, proposal_id)
            if row.conversation_id is None or row.noted:
                return
            row.noted = True
            said = Said("assistant", text, {"proposal": card.id})
            conversations.keep(
                session, viewer, row.conversation_id, [said], language=language, now=now
            )

        self._store.write(keep)

    async def typed(
        self,
        viewer: Viewer,
        conversation_id: str,
        text: str,
        language: Language,
        trace: str | None,
    ) -> Decided | None:
        """What a typed yes or no decides here; None when the message is neither or nothing waits.

        With several cards waiting it decides nothing and asks which.
        """
        word = _plain(text)
        if word not in _YES and word not in _NO:
            return None
        desk = self._desk_of(viewer, language, trace)
        return await asyncio.to_thread(self._decide, desk, conversation_id, word in _YES)

    def _decide(self, desk: Desk, conversation_id: str, yes: bool) -> Decided | None:
        now, language = desk.clock.now(), desk.language
        with desk.reader() as session:
            waiting = proposals.pending(session, conversation_id, now=now)
            cards = [proposals.shown(row, now) for row in waiting]
        if not cards:
            return None
        if len(cards) > 1:
            return _which(cards, language)
        try:
            if yes:
                card = self._store.write(
                    lambda session: self._noted(
                        session, self.approve_in(session, desk, cards[0].id)
                    )
                )
            else:
                card = self._store.write(
                    lambda session: self._noted(
                        session, proposals.cancel(session, desk.viewer, cards[0].id, now=now)
                    )
                )
        except DeskError as refusal:
            return Decided(refusal.in_(language), Outcome.ERROR, cards)
        told, references = _told(card, language)
        return Decided(told, Outcome.ANSWERED, [card], references)

    def _noted(self, session: Session, card: ProposalShown) -> ProposalShown:
        """The turn itself keeps what is said here, so the decision needs no note of its own."""
        session.get_one(Proposal, card.id).noted = True
        return card


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    return re.sub(r"[\s。.!！~～，,]+$", "", re.sub(r"\s+", " ", folded))


def _which(cards: Sequence[ProposalShown], language: Language) -> Decided:
    listed = "\n".join(f"- {card.title}: {_gist(card)}" for card in cards)
    head = Text(
        "有几个操作在等确认，请在卡片上选择要确认哪一个：",
        "Several cards are waiting; please decide on the card you mean:",
    ).in_(language)
    return Decided(f"{head}\n{listed}", Outcome.CLARIFY, list(cards))


def _gist(card: ProposalShown) -> str:
    return " · ".join(line.new for line in card.preview[2:6])[:120]


def _told(card: ProposalShown, language: Language) -> tuple[str, list[Reference]]:
    """One sentence on what became of a card, and what it refers to."""
    if card.state is State.DONE:
        references = [
            Reference.model_validate(each) for each in (card.result or {}).get("references", [])
        ]
        numbers = " ".join(f"[{each.number}]" for each in references)
        return Text(f"已完成：{numbers}", f"Done: {numbers}").in_(language), references
    if card.state is State.CANCELLED:
        return Text("已取消，没有写入任何内容。", "Cancelled; nothing was written.").in_(
            language
        ), []
    return Text("这个操作已过期。", "This has expired.").in_(language), []

"""Decisions on proposals: by button or typed word, in any channel, carried out once."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant import metrics, recounting
from assistant.acting import checked_arguments, kept_arguments
from assistant.cards import told, what_changed, which
from assistant.events import ChoiceShown
from assistant.meant import WHICH, card_or_ticket, cards_meant
from assistant.model import Outcome, Speaker
from assistant.typed_words import Word, word_of
from domain import conversations, proposals
from domain.access import Viewer
from domain.checking import checked
from domain.conversations import Said
from domain.database import Store
from domain.errors import BusyError, ConflictError, DeskError, ForbiddenError, NotFoundError
from domain.language import Language
from domain.models import Proposal, Ticket
from domain.plain import plain_json
from domain.proposals import Card, PreviewLine, ProposalShown, StaleError, State
from tools.context import Desk, Reference, reference
from tools.tool import Tool

_LAST = 6  # messages among which the last answer stands


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

    arguments: dict[str, Any]
    card: Card


class Decisions:
    """Approving, editing and cancelling, with permission and arguments checked again each time."""

    def __init__(self, desk_of: Callable[..., Desk], store: Store, tools: dict[str, Tool]) -> None:
        self._desk_of = desk_of
        self._store = store
        self._tools = tools

    def read(self, viewer: Viewer, proposal_id: str) -> ProposalShown:
        """A card of this viewer's as it stands now."""
        desk = self._desk_of(viewer, Language.EN)
        return proposals.shown(self._row(desk, proposal_id), desk.clock.now())

    def approve(
        self,
        viewer: Viewer,
        proposal_id: str,
        *,
        arguments: dict[str, Any] | None = None,
        revision: int | None = None,
        language: Language,
        trace: str | None = None,
    ) -> ProposalShown:
        """Carry a proposal out, with the person's edits if there are any; twice does it once.

        Where what it would change has changed meanwhile, the card is shown anew and a ConflictError
        says what is different; where it has become impossible, the card has failed.
        """
        desk = self._desk_of(viewer, language, trace)
        edited = None if arguments is None else self._edited(desk, proposal_id, arguments)
        card = self._carried_out(desk, proposal_id, edited, revision)
        self._note(desk, card)
        return card

    def edit(
        self, viewer: Viewer, proposal_id: str, arguments: dict[str, Any], *, language: Language
    ) -> ProposalShown:
        """Change what a waiting card would write; it goes on waiting."""
        desk = self._desk_of(viewer, language)
        edited = self._edited(desk, proposal_id, arguments)
        return self._store.write(lambda session: _show_anew(session, desk, proposal_id, edited))

    def cancel(self, viewer: Viewer, proposal_id: str, *, language: Language) -> ProposalShown:
        desk = self._desk_of(viewer, language)
        card = self._withdrawn(desk, proposal_id)
        self._note(desk, card)
        return card

    async def typed(
        self,
        viewer: Viewer,
        conversation_id: str,
        text: str,
        language: Language,
        trace: str | None,
    ) -> Decided | None:
        """What a typed yes or no decides here; None when the message is neither or nothing waits.

        With several cards waiting and none of them meant, it decides nothing and asks which.
        """
        word, asked = word_of(text), recounting.asked_of(text)
        if word is None and asked is None:
            return None
        desk = self._desk_of(viewer, language, trace)
        if word is not None:
            decided = await asyncio.to_thread(self._decide, desk, conversation_id, word)
            if decided is not None or asked is None:
                return decided
        return await asyncio.to_thread(self._recount, desk, conversation_id, asked, text)

    def _recount(
        self, desk: Desk, conversation_id: str, asked: recounting.Asked | None, text: str
    ) -> Decided | None:
        """What was done here and what waits; None where nothing here is meant."""
        now = desk.clock.now()
        with desk.reader() as session:
            done = recounting.lately(session, conversation_id)
            rows = proposals.pending(session, conversation_id, now=now)
            cards = [proposals.shown(row, now) for row in rows]
        if asked == "undo":
            if cards or not done:
                return None
            told_now, references, choices = recounting.undoing(desk, done[0])
            return Decided(told_now, Outcome.ANSWERED, [], references, choices)
        if asked == "waiting" and not cards and not recounting.is_about_here(text):
            return None
        only_waiting = asked == "waiting"
        told_now, references = recounting.what_was_done(
            desk, [] if only_waiting else done, len(cards), only_waiting=only_waiting
        )
        return Decided(told_now, Outcome.ANSWERED, cards, references)

    def _decide(self, desk: Desk, conversation_id: str, word: Word) -> Decided | None:
        now = desk.clock.now()
        with desk.reader() as session:
            waiting = proposals.pending(session, conversation_id, now=now)
            cards = [proposals.shown(row, now) for row in waiting]
            shown_last = _shows_cards(session, conversation_id)
            either = card_or_ticket(session, conversation_id, cards, word, desk.language)
        meant = cards_meant(cards, word)
        if word.yes and word.which == "all" and not shown_last:
            meant = ()  # all of what was listed since may be meant, not the cards
        if not cards:
            return None
        if either:
            return Decided(WHICH.in_(desk.language), Outcome.CLARIFY, cards, choices=either)
        if not meant:
            named = self._tickets_of(desk, cards)
            return Decided(which(cards, desk.language), Outcome.CLARIFY, cards, named)
        decided = [self._decide_one(desk, card, word.yes) for card in meant]
        return Decided(
            text="\n\n".join(each.text for each in decided),
            outcome=next(
                (each.outcome for each in decided if each.outcome is not Outcome.ANSWERED),
                Outcome.ANSWERED,
            ),
            proposals=[card for each in decided for card in each.proposals],
            references=[each for one in decided for each in one.references],
        )

    def _tickets_of(self, desk: Desk, cards: Sequence[ProposalShown]) -> list[Reference]:
        """The tickets that cards are about, among those the viewer may see."""
        numbers = [
            str(number)
            for card in cards
            for number in (card.arguments.get("number"), *card.arguments.get("numbers", ()))
            if number
        ]
        with desk.reader() as session:
            rows = session.execute(
                select(Ticket.number, Ticket.summary).where(Ticket.number.in_(numbers))
            ).tuples()
            return [reference("ticket", number, summary) for number, summary in rows]

    def _decide_one(self, desk: Desk, card: ProposalShown, yes: bool) -> Decided:
        """The turn itself keeps what is said here, so the decision needs no note of its own."""
        try:
            if yes:
                done = self._carried_out(desk, card.id, None, card.revision)
            else:
                done = self._withdrawn(desk, card.id)
        except DeskError as refusal:
            # A card that was shown anew goes on waiting, and is shown as it stands now.
            now_shown = self.read(desk.viewer, card.id)
            return Decided(refusal.in_(desk.language), Outcome.ERROR, [now_shown])
        self._store.write(lambda session: _mark_noted(session, card.id))
        text, references = told(done, desk.language)
        failed = done.state is State.FAILED
        return Decided(text, Outcome.ERROR if failed else Outcome.ANSWERED, [done], references)

    def _carried_out(
        self, desk: Desk, proposal_id: str, edited: Edited | None, revision: int | None
    ) -> ProposalShown:
        decides = False

        def work(session: Session) -> ProposalShown:
            nonlocal decides
            decides = _waits(session, desk, proposal_id)
            seen = revision
            if edited is not None and decides:
                seen = _show_anew(session, desk, proposal_id, edited).revision
            return proposals.approve(
                session,
                desk.viewer,
                proposal_id,
                carry_out=lambda session, row: self._run(desk, session, row),
                now=desk.clock.now(),
                revision=seen,
            )

        try:
            card = self._store.write(work)
        except StaleError:
            return self._shown_anew(desk, proposal_id)
        if decides:
            metrics.CARDS.labels(card.tool, card.state).inc()
        return card

    def _withdrawn(self, desk: Desk, proposal_id: str) -> ProposalShown:
        """A card that is cancelled; one decided before stays as it is."""
        now, decides = desk.clock.now(), False

        def work(session: Session) -> ProposalShown:
            nonlocal decides
            decides = _waits(session, desk, proposal_id)
            return proposals.cancel(session, desk.viewer, proposal_id, now=now)

        card = self._store.write(work)
        if decides:
            metrics.CARDS.labels(card.tool, card.state).inc()
        return card

    def _run(self, desk: Desk, session: Session, row: Proposal) -> dict[str, Any]:
        tool = self._tools.get(row.tool)
        if tool is None or not tool.offered_to(desk.viewer):
            raise ForbiddenError()
        given = checked(tool.arguments, row.arguments)
        result: dict[str, Any] = tool.run(desk, given, session).model_dump(mode="json")
        return result

    def _shown_anew(self, desk: Desk, proposal_id: str) -> ProposalShown:
        """A card that no longer fits, shown as it would be now.

        Raises ConflictError with what is different; a write that has become impossible has failed,
        and is returned.
        """
        row = self._row(desk, proposal_id)
        before = [PreviewLine.model_validate(line) for line in row.preview]
        now = desk.clock.now()
        try:
            fresh = self._edited(desk, proposal_id, row.arguments)
        except (BusyError, ForbiddenError):
            raise
        except DeskError as reason:
            failure = reason
            return self._store.write(
                lambda session: proposals.fail(session, desk.viewer, proposal_id, failure, now=now)
            )
        self._store.write(lambda session: _show_anew(session, desk, proposal_id, fresh))
        raise ConflictError(what_changed(before, fresh.card.preview))

    def _edited(self, desk: Desk, proposal_id: str, arguments: dict[str, Any]) -> Edited:
        """Arguments, checked, and the card as they make it. Raises like `approve`."""
        row = self._row(desk, proposal_id)
        tool = self._tools.get(row.tool)
        if tool is None or tool.propose is None or not tool.offered_to(desk.viewer):
            raise ForbiddenError()
        given = checked_arguments(tool, plain_json(arguments), desk)
        return Edited(kept_arguments(given), tool.propose(desk, given))

    def _row(self, desk: Desk, proposal_id: str) -> Proposal:
        with desk.reader() as session:
            row = session.get(Proposal, proposal_id)
            if row is None:
                raise NotFoundError()
            session.expunge(row)
            return row

    def _note(self, desk: Desk, card: ProposalShown) -> None:
        """Let the conversation know what was decided by button, once."""
        text, references = told(card, desk.language)
        body = {"proposal": card.id, "about": [each.number for each in references]}

        def keep(session: Session) -> None:
            row = session.get_one(Proposal, card.id)
            if row.conversation_id is None or row.noted:
                return
            row.noted = True
            conversations.keep(
                session,
                desk.viewer,
                row.conversation_id,
                [Said("assistant", text, body)],
                language=desk.language,
                now=desk.clock.now(),
            )

        self._store.write(keep)


def _shows_cards(session: Session, conversation_id: str) -> bool:
    """Whether the last thing told in a conversation was about cards."""
    rows = conversations.messages(session, conversation_id, last=_LAST)
    told_last = next((row for row in reversed(rows) if row.speaker == Speaker.ASSISTANT), None)
    if told_last is None:
        return False
    return bool((told_last.reply or {}).get("proposals") or "proposal" in told_last.body)


def _waits(session: Session, desk: Desk, proposal_id: str) -> bool:
    row = session.get(Proposal, proposal_id)
    now = desk.clock.now()
    return row is not None and proposals.shown(row, now).state is State.PENDING


def _show_anew(session: Session, desk: Desk, proposal_id: str, edited: Edited) -> ProposalShown:
    return proposals.show_anew(
        session,
        desk.viewer,
        proposal_id,
        arguments=edited.arguments,
        card=edited.card,
        now=desk.clock.now(),
    )


def _mark_noted(session: Session, proposal_id: str) -> None:
    session.get_one(Proposal, proposal_id).noted = True

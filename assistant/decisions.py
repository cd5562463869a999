"""Decisions on proposals, from any channel, carried out once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from assistant import metrics
from assistant.acting import checked_arguments, kept_arguments
from assistant.cards import told, what_changed
from domain import conversations, proposals
from domain.access import Viewer
from domain.checking import checked
from domain.conversations import Said
from domain.database import Store
from domain.errors import BusyError, ConflictError, DeskError, ForbiddenError, NotFoundError
from domain.language import Language
from domain.models import Proposal
from domain.plain import plain_json
from domain.proposals import Card, PreviewLine, ProposalShown, StaleError, State
from tools.context import Desk
from tools.tool import Tool


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

    def decide(self, desk: Desk, card: ProposalShown, yes: bool) -> ProposalShown:
        """Approve or cancel a card as it was shown, for a turn, which keeps what is said of it.

        Raises like `approve`.
        """
        if yes:
            done = self._carried_out(desk, card.id, None, card.revision)
        else:
            done = self._withdrawn(desk, card.id)
        self._store.write(lambda session: _mark_noted(session, card.id))
        return done

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

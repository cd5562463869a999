"""Proposals: writes that wait for a person's word. The row is the authority on their state.

An approval is decided by one conditional update, so of two that race exactly one writes; the write,
its history and the proposal's new state commit together. What a card would change is held to the
versions it was shown with: a card that no longer fits is shown anew before it can be approved.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import BaseModel
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.basis import Basis, still_stands
from domain.errors import BusyError, ConflictError, DeskError, ForbiddenError
from domain.language import Text
from domain.models import Proposal
from domain.visibility import load_visible

LIVES_FOR = timedelta(minutes=30)


class State(StrEnum):
    PENDING = "pending"
    DONE = "done"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    FAILED = "failed"


class PreviewLine(BaseModel):
    label: str
    new: str
    old: str | None = None


class Card(BaseModel):
    """A write as it would be: its title, old and new values, warnings, and the rows it rests on."""

    title: str
    preview: list[PreviewLine]
    warnings: list[str] = []
    rests_on: list[Basis] = []


class ProposalShown(BaseModel):
    """A proposal as its card shows it.

    `revision` rises when the card is shown anew. The result of a failed one is
    `{"error": {"code", "message": {"zh", "en"}}}`, of one that another replaced
    `{"replaced_by": id}`.
    """

    id: str
    tool: str
    arguments: dict[str, Any]
    title: str
    preview: list[PreviewLine]
    warnings: list[str]
    expires_at: datetime
    state: State
    result: dict[str, Any] | None = None
    revision: int = 1

    @property
    def failure(self) -> Text | None:
        """Why it failed, where it did."""
        if self.state is not State.FAILED or self.result is None:
            return None
        return Text(**self.result["error"]["message"])


class StaleError(ConflictError):
    """What the card rests on has changed since it was shown."""

    def __init__(self) -> None:
        super().__init__(
            Text("内容在此期间有改动，请核对后再确认。", "It changed meanwhile; please check it.")
        )


def hash_of(arguments: Mapping[str, Any]) -> str:
    text = json.dumps(arguments, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def propose(
    session: Session,
    viewer: Viewer,
    *,
    conversation_id: str | None,
    tool: str,
    arguments: dict[str, Any],
    card: Card,
    now: datetime,
    replaces: str | None = None,
) -> ProposalShown:
    """Keep a write for a person to decide on; nothing else is written.

    `replaces` is the id of a card of the same conversation that it is the correction of: where that
    one still waits, it is withdrawn.
    """
    row = Proposal(
        id=secrets.token_urlsafe(12),
        user_id=viewer.user_id,
        conversation_id=conversation_id,
        tool=tool,
        arguments=arguments,
        arguments_hash=hash_of(arguments),
        state=State.PENDING,
        created_at=now,
        expires_at=now + LIVES_FOR,
        revision=1,
    )
    _put(row, card)
    session.add(row)
    session.flush()
    if replaces is not None:
        _withdraw(session, viewer, replaces, {"replaced_by": row.id}, now)
    return shown(row, now)


def _put(row: Proposal, card: Card) -> None:
    row.title = card.title
    row.preview = [line.model_dump(exclude_none=True) for line in card.preview]
    row.warnings = card.warnings
    row.basis = [each.model_dump() for each in card.rests_on]


def _withdraw(
    session: Session, viewer: Viewer, proposal_id: str, result: dict[str, Any] | None, now: datetime
) -> Proposal:
    row = load_visible(session, viewer, Proposal, Proposal.id == proposal_id)
    if _state(row, now) is State.PENDING:
        row.state = State.CANCELLED
        row.decided_at = now
        row.result = result
        session.flush()
    return row


def show_anew(
    session: Session,
    viewer: Viewer,
    proposal_id: str,
    *,
    arguments: dict[str, Any],
    card: Card,
    now: datetime,
) -> ProposalShown:
    """Put new arguments or a fresh preview on a waiting card.

    Raises ConflictError for one that no longer waits.
    """
    row = load_visible(session, viewer, Proposal, Proposal.id == proposal_id)
    state = _state(row, now)
    if state is not State.PENDING:
        raise ConflictError(_DECIDED if state is State.DONE else _NOT_OPEN[state])
    row.arguments = arguments
    row.arguments_hash = hash_of(arguments)
    row.revision += 1
    _put(row, card)
    session.flush()
    return shown(row, now)


def fail(
    session: Session, viewer: Viewer, proposal_id: str, reason: DeskError, *, now: datetime
) -> ProposalShown:
    """Close a waiting proposal that cannot be carried out any more, with the reason."""
    row = load_visible(session, viewer, Proposal, Proposal.id == proposal_id)
    if _state(row, now) is State.PENDING:
        _close_as_failed(row, reason)
        row.decided_at = now
        session.flush()
    return shown(row, now)


def _close_as_failed(row: Proposal, reason: DeskError) -> None:
    message = {"zh": reason.text.zh, "en": reason.text.en}
    row.state = State.FAILED
    row.result = {"error": {"code": reason.code, "message": message}}


def shown(row: Proposal, now: datetime) -> ProposalShown:
    """The card of a proposal; one past its time reads as expired whatever the row still says."""
    return ProposalShown(
        id=row.id,
        tool=row.tool,
        arguments=row.arguments,
        title=row.title,
        preview=[PreviewLine.model_validate(line) for line in row.preview],
        warnings=row.warnings,
        expires_at=row.expires_at.astimezone(now.tzinfo),
        state=_state(row, now),
        result=row.result,
        revision=row.revision,
    )


def approve(
    session: Session,
    viewer: Viewer,
    proposal_id: str,
    *,
    carry_out: Callable[[Session, Proposal], dict[str, Any]],
    now: datetime,
    revision: int | None = None,
) -> ProposalShown:
    """Carry a pending proposal out, once; one already done or failed is answered as it is.

    `carry_out` checks permission and arguments again and writes. Where it refuses, nothing is
    written and the proposal has failed, with the reason; a lack of permission and a busy desk are
    raised here, as is what is no refusal, and leave the proposal pending. Raises NotFoundError for
    one that is not the viewer's, ConflictError for one that was cancelled or has expired, and
    StaleError where the rows it rests on, or the card (`revision`: the one seen), have changed.
    """
    row = load_visible(session, viewer, Proposal, Proposal.id == proposal_id)
    taken = session.execute(
        update(Proposal)
        .where(Proposal.id == row.id, Proposal.state == State.PENDING, Proposal.expires_at > now)
        .values(state=State.DONE, decided_at=now)
        .execution_options(synchronize_session=False)
    )
    session.refresh(row)
    if taken.rowcount == 0:  # type: ignore[attr-defined]
        state = _state(row, now)
        if state in (State.DONE, State.FAILED):
            return shown(row, now)
        raise ConflictError(_NOT_OPEN[state])
    basis = [Basis.model_validate(each) for each in row.basis]
    if revision not in (None, row.revision) or not still_stands(session, basis):
        raise StaleError()
    try:
        with session.begin_nested():
            row.result = carry_out(session, row)
    except (BusyError, ForbiddenError):
        raise
    except DeskError as refusal:
        _close_as_failed(row, refusal)
    session.flush()
    return shown(row, now)


def cancel(session: Session, viewer: Viewer, proposal_id: str, *, now: datetime) -> ProposalShown:
    """Withdraw a pending proposal; one decided already is answered as it is."""
    return shown(_withdraw(session, viewer, proposal_id, None, now), now)


def pending(session: Session, conversation_id: str, *, now: datetime) -> list[Proposal]:
    """The proposals of a conversation that still wait, oldest first."""
    return list(
        session.scalars(
            select(Proposal)
            .where(
                Proposal.conversation_id == conversation_id,
                Proposal.state == State.PENDING,
                Proposal.expires_at > now,
            )
            .order_by(Proposal.created_at, Proposal.id)
        )
    )


def _state(row: Proposal, now: datetime) -> State:
    if row.state == State.PENDING and row.expires_at <= now:
        return State.EXPIRED
    return State(row.state)


_DECIDED = Text("这个操作已完成，不能再改。", "This is done and cannot be changed any more.")
_NOT_OPEN = {
    State.CANCELLED: Text("这个操作已取消。", "This was cancelled."),
    State.EXPIRED: Text(
        "这个操作已过期，请重新提出。", "This has expired; please ask for it again."
    ),
    State.FAILED: Text("这个操作没有成功。", "This did not work."),
    State.PENDING: Text("这个操作正在处理。", "This is being carried out."),
}

"""Proposals: writes that wait for a person's word. The row is the authority on their state.

An approval is decided by one conditional update, so of two that race exactly one writes; the write,
its history and the proposal's new state commit together.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import BaseModel
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.errors import ConflictError
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


class ProposalShown(BaseModel):
    """A proposal as its card shows it."""

    id: str
    tool: str
    arguments: dict[str, Any]
    title: str
    preview: list[PreviewLine]
    warnings: list[str]
    expires_at: datetime
    state: State
    result: dict[str, Any] | None = None


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
    title: str,
    preview: Sequence[PreviewLine],
    warnings: Sequence[str],
    now: datetime,
) -> ProposalShown:
    """Keep a write for a person to decide on; nothing else is written."""
    row = Proposal(
        id=secrets.token_urlsafe(12),
        user_id=viewer.user_id,
        conversation_id=conversation_id,
        tool=tool,
        arguments=arguments,
        arguments_hash=hash_of(arguments),
        title=title,
        preview=[line.model_dump(exclude_none=True) for line in preview],
        warnings=list(warnings),
        state=State.PENDING,
        created_at=now,
        expires_at=now + LIVES_FOR,
    )
    session.add(row)
    session.flush()
    return shown(row, now)


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
    )


def approve(
    session: Session,
    viewer: Viewer,
    proposal_id: str,
    *,
    carry_out: Callable[[Session, Proposal], dict[str, Any]],
    now: datetime,
) -> ProposalShown:
    """Carry a pending proposal out, once; one already done is answered as it is.

    `carry_out` checks permission and arguments again and writes. What it raises is raised here and
    leaves the proposal pending. Raises NotFoundError for one that is not the viewer's, and
    ConflictError for one that was cancelled or has expired.
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
        if state is State.DONE:
            return shown(row, now)
        raise ConflictError(_NOT_OPEN[state])
    row.result = carry_out(session, row)
    session.flush()
    return shown(row, now)


def cancel(session: Session, viewer: Viewer, proposal_id: str, *, now: datetime) -> ProposalShown:
    """Withdraw a pending proposal; one decided already is answered as it is."""
    row = load_visible(session, viewer, Proposal, Proposal.id == proposal_id)
    if _state(row, now) is State.PENDING:
        row.state = State.CANCELLED
        row.decided_at = now
        session.flush()
    return shown(row, now)


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


_NOT_OPEN = {
    State.CANCELLED: Text("这个操作已取消。", "This was cancelled."),
    State.EXPIRED: Text(
        "这个操作已过期，请重新提出。", "This has expired; please ask for it again."
    ),
    State.FAILED: Text("这个操作没有成功。", "This did not work."),
    State.PENDING: Text("这个操作正在处理。", "This is being carried out."),
}

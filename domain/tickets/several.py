"""The same move on several tickets at once: each succeeds or fails by itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.errors import DeskError, InvalidError
from domain.kind import kind_of
from domain.language import Language, Text
from domain.models import Ticket
from domain.numbers import canonical_number
from domain.tickets.moving import move

MOST = 100


@dataclass(frozen=True)
class Outcome:
    """What became of one: the ticket's state now, or why it was refused."""

    asked: str
    number: str | None
    state: Text | None
    status: str | None = None
    code: str | None = None
    reason: Text | None = None

    def kept(self) -> dict[str, Any]:
        """As plain values, both languages in them."""
        return {
            "asked": self.asked,
            "number": self.number,
            "status": self.status,
            "state": list(self.state) if self.state else None,
            "code": self.code,
            "reason": list(self.reason) if self.reason else None,
        }


def outcome_told(kept: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """A kept outcome as it goes out."""
    said = {name: Text(*kept[name]).in_(language) for name in ("state", "reason") if kept[name]}
    return {
        "asked": kept["asked"],
        "number": kept["number"],
        "ok": kept["code"] is None,
        "status": kept["status"],
        "status_label": said.get("state"),
        "error": {"code": kept["code"], "message": said["reason"]} if kept["code"] else None,
    }


def move_each(
    session: Session,
    viewer: Viewer,
    numbers: Sequence[str],
    name: str,
    *,
    fields: Mapping[str, Any],
    now: datetime,
    trace: str | None = None,
) -> list[Outcome]:
    """Make a move on each ticket; what one refuses leaves the others alone."""
    refuse_too_many(numbers)
    wanted = dict.fromkeys(canonical_number(number) for number in numbers)

    def make(number: str) -> Ticket:
        return move(session, viewer, number, name, fields=fields, now=now, trace=trace)

    return [attempt(session, number, make) for number in wanted]


def attempt(session: Session, asked: str, make: Callable[[str], Ticket]) -> Outcome:
    """Do one of several; a refusal leaves nothing of it behind."""
    try:
        with session.begin_nested():
            ticket = make(asked)
            session.flush()
    except DeskError as refused:
        return Outcome(asked, None, None, code=refused.code, reason=refused.text)
    label = kind_of(ticket.kind).by_state[ticket.status].label
    return Outcome(asked, ticket.number, label, status=ticket.status)


def refuse_too_many(things: Sequence[str]) -> None:
    if not 1 <= len(things) <= MOST:
        raise InvalidError(
            Text(f"一次可处理 1 到 {MOST} 张。", f"1 to {MOST} can be done at once."),
            {"numbers": Text("数量不对", "the wrong count")},
        )

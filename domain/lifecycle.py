"""What a ticket kind is made of: states, moves, fields; and the one place that applies a move.

A kind's state machine is a table of `Move`s. `apply` is the only writer of a ticket's status.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.errors import ConflictError, ForbiddenError, InvalidError
from domain.language import Text
from domain.models import Event, Ticket
from domain.plain import plain_json


class MoveFields(BaseModel):
    """Base of what a move is given; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class NoFields(MoveFields):
    pass


class Details(BaseModel):
    """Base of a kind's own facts, kept as JSON on the ticket.

    Facts a kind does not declare (from an import) are kept, and shown to staff only, as are fields
    marked `internal()`.
    """

    model_config = ConfigDict(extra="allow")


def said(zh: str, en: str, **more: Any) -> Any:
    """A required field of a move with its label in both languages."""
    return Field(json_schema_extra={"label": {"zh": zh, "en": en}}, **more)


def internal(**more: Any) -> Any:
    """A detail that stays among staff."""
    return Field(json_schema_extra={"internal": True}, **more)


@dataclass(frozen=True)
class State:
    code: str
    label: Text
    is_end: bool = False


@dataclass
class Moving:
    """A move under way: what effects read and change."""

    session: Session
    viewer: Viewer
    ticket: Ticket
    fields: Any
    now: datetime


@dataclass(frozen=True)
class Move:
    """One row of a state machine.

    `target` None leaves the status. `refusal` answers why this ticket cannot make the move now,
    or None. `effect` fills in what the move brings; what it changes is kept as history.
    `is_internal` hides the history entry from those below staff.
    """

    name: str
    label: Text
    sources: frozenset[str]
    target: str | None
    permissions: frozenset[Permission]
    fields: type[MoveFields] = NoFields
    effect: Callable[[Moving], None] | None = None
    refusal: Callable[[Ticket, Viewer, datetime], Text | None] | None = None
    is_internal: bool = False


@dataclass(frozen=True)
class Opening:
    """Who may open a ticket of a kind, and in which state it then starts."""

    permission: Permission
    status: str


@dataclass(frozen=True)
class Kind:
    """A ticket kind: one file in `domain.kinds` declares it.

    `series` gives the number series of a new ticket; `openings` are tried in order; `check` refuses
    an opening that the kind's rules forbid; `guidance` tells the assistant when this kind is right.
    """

    code: str
    label: Text
    series: Callable[[Ticket, date], str]
    states: Sequence[State]
    moves: Sequence[Move]
    openings: Sequence[Opening]
    details: type[Details] = Details
    needs: frozenset[str] = frozenset()  # what a new ticket cannot do without
    check: Callable[[Session, Ticket], Text | None] | None = None
    guidance: str = ""
    by_state: Mapping[str, State] = field(init=False)
    by_move: Mapping[str, Move] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_state", {state.code: state for state in self.states})
        object.__setattr__(self, "by_move", {move.name: move for move in self.moves})

    @property
    def open_details(self) -> frozenset[str]:
        """The details that those below staff may see too."""
        return frozenset(
            name
            for name, declared in self.details.model_fields.items()
            if not (
                isinstance(declared.json_schema_extra, dict)
                and declared.json_schema_extra.get("internal")
            )
        )

    def opening_for(self, viewer: Viewer) -> Opening | None:
        return next((each for each in self.openings if viewer.may(each.permission)), None)


def possible_moves(kind: Kind, ticket: Ticket, viewer: Viewer, now: datetime) -> list[Move]:
    """What this viewer may do with this ticket now."""
    return [
        move
        for move in kind.moves
        if ticket.status in move.sources
        and any(viewer.may(permission) for permission in move.permissions)
        and not (move.refusal and move.refusal(ticket, viewer, now))
    ]


def apply(
    session: Session,
    viewer: Viewer,
    kind: Kind,
    ticket: Ticket,
    *,
    move: str,
    fields: Mapping[str, Any],
    now: datetime,
    trace: str | None = None,
) -> Event:
    """Make a move on a loaded ticket and write its history entry.

    Raises InvalidError for an unknown move or wrong fields, ForbiddenError when the viewer may not,
    ConflictError when the ticket's state does not allow it; each says what is possible.
    """
    wanted = _possible_move(kind, ticket, viewer, move=move, now=now)
    given = checked(wanted.fields, plain_json(dict(fields)))
    before = snapshot(kind, ticket)
    from_status = ticket.status
    if wanted.target is not None:
        ticket.status = wanted.target
        ticket.status_at = now
        ticket.closed_at = now if kind.by_state[wanted.target].is_end else None
    if wanted.effect:
        wanted.effect(Moving(session, viewer, ticket, given, now))
    ticket.updated_at = now
    ticket.version += 1
    after = snapshot(kind, ticket)
    event = Event(
        ticket_id=ticket.id,
        at=now,
        actor=viewer.username,
        actor_id=viewer.user_id,
        action=wanted.name,
        from_status=from_status,
        to_status=ticket.status,
        changes=differences(before[0], after[0]),
        changes_internal=differences(before[1], after[1]),
        is_internal=wanted.is_internal,
        trace=trace,
    )
    session.add(event)
    return event


def _possible_move(kind: Kind, ticket: Ticket, viewer: Viewer, *, move: str, now: datetime) -> Move:
    """The move of that name, if this viewer may make it on this ticket now; raises like `apply`."""
    wanted = kind.by_move.get(move)
    if wanted is None:
        raise InvalidError(
            _possible(
                kind,
                ticket,
                viewer,
                now,
                Text(f"没有“{move}”这个操作。", f"There is no move “{move}”."),
            )
        )
    if not any(viewer.may(permission) for permission in wanted.permissions):
        raise ForbiddenError()
    if ticket.status not in wanted.sources:
        state = kind.by_state[ticket.status].label
        raise ConflictError(
            _possible(
                kind, ticket, viewer, now,
                Text(
                    f"工单处于“{state.zh}”，不能“{wanted.label.zh}”。",
                    f"The ticket is “{state.en}”; “{wanted.label.en}” is not possible now.",
                ),
            )
        )  # fmt: skip
    if wanted.refusal and (reason := wanted.refusal(ticket, viewer, now)):
        raise ConflictError(reason)
    return wanted


def checked(model: type[BaseModel], values: Mapping[str, Any]) -> Any:
    """Values as the model types them. Raises InvalidError naming each wrong or missing field."""
    try:
        return model.model_validate(dict(values))
    except ValidationError as wrong:
        fields: dict[str, Text] = {}
        for error in wrong.errors():
            name = ".".join(str(part) for part in error["loc"])
            fields[name] = _field_error(error["type"], error["msg"])
        names = "、".join(fields), ", ".join(fields)
        raise InvalidError(
            Text(f"请检查这些内容：{names[0]}。", f"Please check: {names[1]}."), fields
        ) from None


_TRACKED = (
    *("kind", "status", "sn", "contact", "channel", "source", "service_type", "severity"),
    *("priority", "in_warranty", "summary", "description", "solution"),
)
_TRACKED_INTERNAL = (
    *("handler_id", "customer_id", "dealer_id", "device_id", "product_id", "category_id"),
    "solution_internal",
)

Values = dict[str, Any]


def snapshot(kind: Kind, ticket: Ticket) -> tuple[Values, Values]:
    """The values whose changes history keeps: for everyone who sees the ticket, and for staff."""
    shown = {name: _plain(getattr(ticket, name)) for name in _TRACKED}
    kept = {name: _plain(getattr(ticket, name)) for name in _TRACKED_INTERNAL}
    for name, value in ticket.details.items():
        (shown if name in kind.open_details else kept)[f"details.{name}"] = _plain(value)
    return shown, kept


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: [before.get(name), after.get(name)]
        for name in {**before, **after}
        if before.get(name) != after.get(name)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return dict(value) if isinstance(value, dict) else value


def _field_error(kind: str, message: str) -> Text:
    if kind == "missing":
        return Text("必填", "is required")
    if kind == "extra_forbidden":
        return Text("不认识这个字段", "is not a known field")
    if kind == "string_too_long":
        return Text("太长", "is too long")
    return Text(f"不正确（{message}）", message)


def _possible(kind: Kind, ticket: Ticket, viewer: Viewer, now: datetime, fact: Text) -> Text:
    moves = possible_moves(kind, ticket, viewer, now)
    if not moves:
        return Text(f"{fact.zh}现在没有可做的操作。", f"{fact.en} Nothing can be done now.")
    zh = "、".join(move.label.zh for move in moves)
    en = ", ".join(move.label.en for move in moves)
    return Text(f"{fact.zh}现在可以：{zh}。", f"{fact.en} Possible now: {en}.")

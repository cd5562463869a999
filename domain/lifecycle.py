"""What a ticket kind is made of: states, moves, fields; and the one place that applies a move.

A kind's state machine is a table of `Move`s. `apply` is the only writer of a ticket's status.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.calendar import Span
from domain.checking import checked
from domain.errors import ConflictError, ForbiddenError, InvalidError
from domain.language import Text
from domain.models import Comment, Ticket
from domain.noting import note
from domain.plain import plain_json
from domain.rules import Rules, house_rules


class MoveFields(BaseModel):
    """Base of what a move is given; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Details(BaseModel):
    """Base of a kind's own facts, kept as JSON on the ticket.

    Facts a kind does not declare (from an import) are kept, and shown to staff only, as are fields
    marked `internal()`.
    """

    model_config = ConfigDict(extra="allow")


def said(zh: str, en: str, **more: Any) -> Any:
    """A required field of a move with its label in both languages."""
    return Field(json_schema_extra={"label": {"zh": zh, "en": en}}, **more)


class NoFields(MoveFields):
    pass


class Reason(MoveFields):
    reason: Annotated[str, said("原因", "Reason", min_length=2, max_length=2_000)]


def internal(**more: Any) -> Any:
    """A detail that stays among staff."""
    return Field(json_schema_extra={"internal": True}, **more)


@dataclass(frozen=True)
class State:
    """`ahead` says in words what comes next and who does it: for whoever asks, also below staff."""

    code: str
    label: Text
    is_end: bool = False
    ahead: Text | None = None


@dataclass
class Standing:
    """A ticket before somebody at a moment: what a rule may look at."""

    session: Session
    viewer: Viewer
    ticket: Ticket
    now: datetime

    @cached_property
    def rules(self) -> Rules:
        return house_rules(self.session)


@dataclass(frozen=True)
class Notice:
    """Something that happened of which people are told; `event` is one of the notification list."""

    event: str
    facts: Mapping[str, Any]


@dataclass
class Moving(Standing):
    """A move under way: what effects read and change."""

    fields: Any
    notices: list[Notice] = field(default_factory=list)

    def forget(self, *facts: str) -> None:
        """Take facts out of the ticket's details."""
        kept = self.ticket.details
        self.ticket.details = {name: kept[name] for name in kept if name not in facts}

    def keep(self, **facts: Any) -> None:
        """Keep facts in the ticket's details; None leaves what was there."""
        kept = {name: _plain(value) for name, value in facts.items() if value is not None}
        self.ticket.details = {**self.ticket.details, **kept}

    def say(self, text: str, *, internal: bool = False) -> None:
        """Say something on the ticket in the mover's name."""
        self.session.add(
            Comment(
                ticket_id=self.ticket.id,
                at=self.now,
                author=self.viewer.username,
                author_id=self.viewer.known_id,
                text=text,
                is_internal=internal,
            )
        )

    def tell(self, event: str, **facts: Any) -> None:
        """Have people told, beyond what every move tells, once the move is written."""
        self.notices.append(Notice(event, facts))


@dataclass(frozen=True)
class Move:
    """One row of a state machine.

    `target` None leaves the status, or lets `effect` set it to one of `targets`. `refusal` answers
    why this ticket cannot make the move now, or None; `reserved` why it is for others than this
    viewer. `effect` fills in what the move brings; what
    it changes is kept as history. `is_internal` hides the history entry from those below staff.
    """

    name: str
    label: Text
    sources: frozenset[str]
    target: str | None
    permissions: frozenset[Permission]
    fields: type[MoveFields] = NoFields
    effect: Callable[[Moving], None] | None = None
    refusal: Callable[[Standing], Text | None] | None = None
    reserved: Callable[[Standing], Text | None] | None = None
    is_internal: bool = False
    targets: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limit:
    """A clock of a kind: it runs while a ticket is in one of `states` and fires once when due.

    `length` answers how long (working time when `is_working`) the ticket has from when it came
    into these states, None when it has no such limit. It stands still in the states of `held_in`;
    one `until_answered` is also over when the desk has said something openly. When it fires,
    people are told of `event`, and the house makes `move` if there is one. `is_internal` limits
    are shown to staff only.
    """

    name: str
    label: Text
    states: frozenset[str]
    length: Callable[[Rules, Ticket], Span | None]
    event: str | None = None
    move: str | None = None
    held_in: frozenset[str] = frozenset()
    is_working: bool = False
    is_internal: bool = True
    until_answered: bool = False


@dataclass(frozen=True)
class Opening:
    """Who may open a ticket of a kind, and in which state it then starts."""

    permission: Permission
    status: str


@dataclass(frozen=True)
class Kind:
    """A ticket kind: one file in `domain.kinds` declares it.

    `series` gives the number series of a new ticket; `openings` are tried in order; `check` refuses
    an opening that the kind's rules forbid; `begin` then completes the new ticket from its details,
    and may set its state; `opened` makes what belongs to one that was written. `given` names the
    details that whoever opens it gives, also below the desk. `hints` are what a person should know
    of a ticket before it is opened and while it is open. `guidance` tells the assistant when this
    kind is right.
    """

    code: str
    label: Text
    series: Callable[[Ticket, date], str]
    states: Sequence[State]
    moves: Sequence[Move]
    openings: Sequence[Opening]
    limits: Sequence[Limit] = ()
    details: type[Details] = Details
    needs: frozenset[str] = frozenset()  # what a new ticket cannot do without
    check: Callable[[Session, Ticket], Text | None] | None = None
    begin: Callable[[Moving], None] | None = None
    begins: frozenset[str] = frozenset()  # the states that `begin` may set instead
    given: frozenset[str] = frozenset()
    hints: Callable[[Standing], Sequence[Text]] | None = None
    opened: Callable[[Session, Viewer, Ticket, datetime], None] | None = None
    reply_move: str | None = None  # what a customer's comment on a waiting ticket amounts to
    guidance: str = ""
    by_state: Mapping[str, State] = field(init=False)
    by_move: Mapping[str, Move] = field(init=False)
    by_limit: Mapping[str, Limit] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_state", {state.code: state for state in self.states})
        object.__setattr__(self, "by_move", {move.name: move for move in self.moves})
        object.__setattr__(self, "by_limit", {limit.name: limit for limit in self.limits})

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


def possible_moves(kind: Kind, standing: Standing) -> list[Move]:
    """What the viewer may do with the ticket now."""
    return [
        move
        for move in kind.moves
        if standing.ticket.status in move.sources
        and any(standing.viewer.may(permission) for permission in move.permissions)
        and not (move.refusal and move.refusal(standing))
        and not (move.reserved and move.reserved(standing))
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
) -> list[Notice]:
    """Make a move on a loaded ticket and write its history entry; answers what to tell people.

    Raises InvalidError for an unknown move or wrong fields, ForbiddenError when the viewer may not,
    ConflictError when the ticket's state does not allow it; each says what is possible.
    """
    wanted = _possible_move(kind, Standing(session, viewer, ticket, now), move)
    given = checked(wanted.fields, plain_json(dict(fields)))
    before = snapshot(kind, ticket)
    from_status = ticket.status
    moving = Moving(session, viewer, ticket, now, given)
    if wanted.target is not None:
        ticket.status = wanted.target
    if wanted.effect:
        wanted.effect(moving)
    if ticket.status != from_status:
        ticket.status_at = now
        ticket.closed_at = now if kind.by_state[ticket.status].is_end else None
    after = snapshot(kind, ticket)
    note(
        session,
        viewer,
        ticket,
        wanted.name,
        before=from_status,
        now=now,
        trace=trace,
        changes=(differences(before[0], after[0]), differences(before[1], after[1])),
        internal=wanted.is_internal,
    )
    if ticket.status != from_status:
        moving.tell("state_changed", from_status=from_status, to_status=ticket.status)
    return moving.notices


def _possible_move(kind: Kind, standing: Standing, move: str) -> Move:
    """The move of that name, if the viewer may make it on the ticket now; raises like `apply`."""
    wanted = kind.by_move.get(move)
    if wanted is None:
        unknown = Text(f"没有“{move}”这个操作。", f"There is no move “{move}”.")
        raise InvalidError(_possible(kind, standing, unknown))
    if not any(standing.viewer.may(permission) for permission in wanted.permissions):
        others = Text(
            f"您没有“{wanted.label.zh}”的权限。", f"“{wanted.label.en}” is not yours to do."
        )
        raise ForbiddenError(_possible(kind, standing, others))
    if standing.ticket.status not in wanted.sources:
        state = kind.by_state[standing.ticket.status].label
        fact = Text(
            f"工单处于“{state.zh}”，不能“{wanted.label.zh}”。",
            f"The ticket is “{state.en}”; “{wanted.label.en}” is not possible now.",
        )
        raise ConflictError(_possible(kind, standing, fact))
    if wanted.refusal and (reason := wanted.refusal(standing)):
        raise ConflictError(reason)
    if wanted.reserved and (reason := wanted.reserved(standing)):
        raise ForbiddenError(reason)
    return wanted


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


def _possible(kind: Kind, standing: Standing, fact: Text) -> Text:
    moves = possible_moves(kind, standing)
    if not moves:
        return Text(f"{fact.zh}现在没有可做的操作。", f"{fact.en} Nothing can be done now.")
    zh = "、".join(move.label.zh for move in moves)
    en = ", ".join(move.label.en for move in moves)
    return Text(f"{fact.zh}现在可以：{zh}。", f"{fact.en} Possible now: {en}.")

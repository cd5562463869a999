"""Moving tickets along: the moves of every kind as one tool."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from domain.kind import kind_of
from domain.language import Text
from domain.lifecycle import Kind, Standing, possible_moves
from domain.parts import name_of, parts_of, sku_key
from domain.proposals import Card, PreviewLine
from domain.tickets import moving
from domain.tickets.finding import status_label
from domain.tickets.rehearsal import Rehearsed, rehearse
from domain.words import FIELDS, field_label
from tools.context import Desk, Reference, reference
from tools.move_form import AFTER_WORDS, ARGUMENT_OF, MoveTicket, offered_moves
from tools.tool import Result, tool

_ENDINGS = ("close", "confirm", "confirm_receipt")  # what `close it` may mean, by kind
_LEFT_OUT = frozenset({"status", "details.upgraded_to"})  # numbers are given when it is done


class TicketsMoved(Result):
    """The tickets and the state each is in now."""

    number: str
    numbers: list[str]
    states: list[str]
    references: list[Reference]


def propose_move(desk: Desk, asked: Any) -> Card:
    """What the move would change, ticket by ticket."""
    name, fields = _meant(desk, asked)
    rehearsed = rehearse(
        desk.store,
        desk.viewer,
        _distinct(asked.numbers),
        name,
        fields=fields,
        clock=desk.clock,
        language=desk.language,
    )
    action = rehearsed[0].entry.action_label
    numbers = ", ".join(each.number for each in rehearsed)
    several = len(rehearsed) > 1
    return Card(
        title=f"{action}: {numbers}" if not several else f"{action} × {len(rehearsed)}",
        preview=[
            *(line for each in rehearsed for line in _preview(desk, each, several)),
            *_said(desk, fields, rehearsed[0]),
            *_parts(desk, fields),
        ],
        rests_on=[each.rests_on for each in rehearsed],
    )


@tool(
    permissions={
        permission for of in offered_moves().values() for _, m in of for permission in m.permissions
    },
    label=Text("推进工单", "Moving a ticket along"),
    propose=propose_move,
    once_for=("numbers", "move"),
    zh=(
        "批准 RMA-D-2602-0003",
        "拒绝 RMA-D-2602-0003，理由：资料不全",
        "RMA-D-2602-0003 收货",
        "K2602-0001 已解决，方案：升级固件到 8023",
        "把这单关了",
        "K2602-0001 升级为返厂单",
        "RMA-D-2602-0003 发货，DHL 1234567890",
    ),
    en=(
        "approve RMA-D-2602-0003",
        "reject RMA-D-2602-0003 because information is missing",
        "RMA-D-2602-0003 has arrived",
        "resolve K2602-0001: updated the firmware to 8023",
        "close it",
        "turn K2602-0001 into an RMA",
        "RMA-D-2602-0003 shipped by DHL 1234567890",
    ),
)
def move_ticket(desk: Desk, asked: MoveTicket, session: Session) -> TicketsMoved:
    """Move tickets along. read_ticket lists the moves possible now and their fields.

    Give only what was said.
    """
    name, fields = _meant(desk, asked)
    moved = [
        moving.move(
            session,
            desk.viewer,
            number,
            name,
            fields=fields,
            now=desk.clock.now(),
            trace=desk.trace,
        )
        for number in _distinct(asked.numbers)
    ]
    return TicketsMoved(
        number=moved[0].number,
        numbers=[each.number for each in moved],
        states=[status_label(each, desk.language) for each in moved],
        references=[reference("ticket", each.number, each.summary) for each in moved],
    )


def _distinct(numbers: list[str]) -> list[str]:
    return list(dict.fromkeys(numbers))


def _meant(desk: Desk, asked: Any) -> tuple[str, dict[str, Any]]:
    """The move that is meant for these tickets, and those of the given values that it takes."""
    name = asked.move
    with desk.reader() as session:
        ticket = moving.load_ticket(session, desk.viewer, asked.numbers[0])
        kind = kind_of(ticket.kind)
        if name in _ENDINGS:
            name = _ending(kind, Standing(session, desk.viewer, ticket, desk.clock.now())) or name
    move = kind.by_move.get(name)
    given = asked.model_dump(mode="json", exclude={"numbers", "move"}, exclude_none=True)
    if move is None:
        return name, given
    taken = {own: ARGUMENT_OF.get(own, own) for own in move.fields.model_fields}
    return name, {own: given[said] for own, said in taken.items() if said in given}


def _ending(kind: Kind, standing: Standing) -> str | None:
    """The move by which a ticket of this kind is closed from where it stands."""
    possible = {move.name for move in possible_moves(kind, standing)}
    return next((name for name in _ENDINGS if name in possible), None)


def _said(desk: Desk, fields: Mapping[str, Any], rehearsed: Rehearsed) -> list[PreviewLine]:
    """What is given with the move and changes no value of the ticket, such as a question."""
    changed = {change.new for change in rehearsed.entry.changed}
    return [
        PreviewLine(label=field_label(name, desk.language), new=value)
        for name, value in fields.items()
        if name in AFTER_WORDS and isinstance(value, str) and value not in changed
    ]


def _parts(desk: Desk, fields: Mapping[str, Any]) -> Iterator[PreviewLine]:
    """Each part that is used, ordered or quoted, with how many of it."""
    given = next((fields[name] for name, own in ARGUMENT_OF.items() if fields.get(name)), ())
    counts = {str(each["sku"]): int(each.get("quantity") or 1) for each in given}
    with desk.reader() as session:
        parts = parts_of(session, counts, field="parts") if counts else {}
        for sku, count in counts.items():
            label = f"{desk.say(name_of(parts[sku_key(sku)]))} ({sku})"
            yield PreviewLine(label=label, new=f"× {count}")


def _preview(desk: Desk, rehearsed: Rehearsed, several: bool) -> list[PreviewLine]:
    made = rehearsed.entry
    head = rehearsed.number if several else desk.say(FIELDS["status"])
    lines = [PreviewLine(label=head, old=made.from_label, new=made.to_label or "")]
    if not several:
        about = desk.say(Text("工单", "Ticket"))
        lines.insert(0, PreviewLine(label=about, new=f"{rehearsed.number} {rehearsed.summary}"))
    lines += [
        PreviewLine(label=change.label, old=change.old, new=change.new or "—")
        for change in made.changed
        if change.name not in _LEFT_OUT
    ]
    return lines

"""Moving tickets along: the moves of every kind as one tool, its form made from the kinds."""

import typing
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal

from pydantic import Field, create_model
from sqlalchemy.orm import Session

from domain.access import Permission
from domain.kind import kind_of, kinds
from domain.language import Text
from domain.lifecycle import Kind, Move, Standing, possible_moves
from domain.proposals import Card, PreviewLine
from domain.tickets import moving
from domain.tickets.finding import status_label
from domain.tickets.rehearsal import Rehearsed, rehearse
from domain.words import FIELDS, field_label
from tools.context import Desk, Reference, reference
from tools.tool import Arguments, Result, SlotKind, slot, tool
from tools.words import LOOSE_WORDS, MOVE_WORDS

# Moves that have a tool of their own.
_ELSEWHERE = frozenset({"assign", "invoice", "record_payment"})
_ENDINGS = ("close", "confirm", "confirm_receipt")  # what `close it` may mean, by kind
_MOST = 50
# Details that a form asks for, or that are taken over from the ticket: not typed in a chat.
_NOT_TYPED = frozenset(
    (
        *("attachments", "analysis", "test_result", "solution_internal", "faulty_parts"),
        *("category", "channel", "description", "product", "severity", "summary"),
    )
)
# Words before a bare number that is an amount of this field, beside the field's own name.
_NAMED: Mapping[str, Sequence[str]] = {
    "estimate": ("预估", "估价", "估计", "预计", "estimated", "estimate"),
    "actual_cost": ("实际", "实价", "actual", "real cost"),
}
_SAME = {"parts": "items"}  # fields of moves that are one argument here
_LEFT_OUT = frozenset({"status", "details.upgraded_to"})  # numbers are given when it is done
_SLOTS = {
    "sn": SlotKind.SN,
    "dealer": SlotKind.DEALER,
    "handler": SlotKind.PERSON,
    "carrier": SlotKind.CARRIER,
    "tracking": SlotKind.TRACKING,
    "currency": SlotKind.CURRENCY,
    "items": SlotKind.ITEMS,
    "date": SlotKind.PERIOD,
}
_AFTER: Mapping[str, list[str]] = {
    "reason": ["理由是", "理由", "原因是", "原因", "因为", "because", "reason"],
    "solution": ["解决方案", "解决办法", "方案是", "方案", "solution", "by"],
    "question": ["询问", "请补充", "补充", "ask for", "ask"],
    "finding": ["检测结果", "检测结论", "结论", "结果", "finding", "found"],
    "plan": ["维修方案", "方案", "plan"],
    "work": ["维修内容", "work done"],
    "text": ["客户说", "客户回复", "反馈", "the customer says", "replied", "said"],
    "note": ["说明", "备注", "note"],
    "address": ["收货地址", "地址", "address"],
}
_WORDS: Mapping[str, Mapping[str, list[str]]] = {
    "shipping": {"shipping": ["运费", "快递费", "shipping", "freight"]},
    "labour": {"labour": ["人工费", "工时费", "labour", "labor"]},
    "decision": {
        "continue": ["继续维修", "继续修", "接着修", "continue", "go ahead", "go on"],
        "cancel_and_return": [
            "取消并寄回",
            "退回",
            "不修了",
            "寄回",
            "cancel and return",
            "send back",
        ],
        "trade_in": ["以旧换新", "置换", "trade in", "trade-in"],
        "scrap": ["报废", "scrap"],
    },
    "type": {
        "over_estimate": ["超预算", "超预估", "成本超", "over the estimate", "over budget"],
        "severe_damage": ["严重损坏", "进水", "severe damage", "badly damaged"],
        "other_problem": ["其他问题", "发现其他", "another problem", "other problem"],
    },
    "to": {
        "rma": ["RMA", "返厂单", "返厂", "返修", "return to the factory"],
        "dealer_repair": ["经销商维修单", "本地维修", "dealer repair", "local repair"],
    },
    "mode": {
        "later": ["稍后寄", "以后寄", "later"],
        "hand_delivered": ["当面送", "送上门", "自己送", "hand-delivered", "by hand", "in person"],
        "consolidated": ["合并寄", "一起寄", "consolidated", "together"],
    },
    "priority": {"R1": ["R1", "加急"], "R2": ["R2"], "R3": ["R3"]},
}


def offered_moves() -> dict[str, list[tuple[Kind, Move]]]:
    """Every move that a person may ask for here, by name, with the kinds that have it."""
    found: dict[str, list[tuple[Kind, Move]]] = {}
    for kind in kinds().values():
        for move in kind.moves:
            if move.permissions != {Permission.BY_CLOCK} and move.name not in _ELSEWHERE:
                found.setdefault(move.name, []).append((kind, move))
    return found


def _move_slot() -> dict[str, Any]:
    moves = offered_moves()
    words = {
        name: [*MOVE_WORDS.get(name, []), move.label.zh, move.label.en]
        for name, ((_, move), *_) in moves.items()
    }
    allowed = {
        name: list({each: None for _, move in of_kinds for each in sorted(move.permissions)})
        for name, of_kinds in moves.items()
    }
    return slot(
        SlotKind.CHOICE,
        words=words,
        allowed=allowed,
        ask=Text("要对它做什么？", "What shall be done with it?"),
        among="moves",  # of what read_ticket shows of it
        loosely={name: LOOSE_WORDS[name] for name in moves if name in LOOSE_WORDS},
    )


def _form() -> dict[str, Any]:
    """The fields of all moves, each once: its type, slot, question and when it is needed."""
    types: dict[str, Any] = {}
    needed: dict[str, dict[str, None]] = {}
    taken: dict[str, dict[str, None]] = {}
    for name, of_kinds in offered_moves().items():
        for _, move in of_kinds:
            for own, declared in move.fields.model_fields.items():
                field = _SAME.get(own, own)
                types.setdefault(field, declared.annotation)
                taken.setdefault(field, {})[name] = None
                if declared.is_required():
                    needed.setdefault(field, {})[name] = None
    return {
        name: _field(name, annotation, needed=list(needed.get(name, ())), taken=list(taken[name]))
        for name, annotation in sorted(types.items())
        if name not in _NOT_TYPED
    }


def _field(name: str, annotation: Any, *, needed: list[str], taken: list[str]) -> Any:
    plain = _without_none(annotation)
    label = FIELDS.get(name)
    kind = _slot_kind(name, plain)
    permission = Permission.SEE_ALL_DEALERS if kind is SlotKind.DEALER else None
    extra = slot(
        kind,
        permission=permission,
        words=_WORDS.get(name),
        needed_when={"move": needed} if needed else None,
        only_when={"move": taken},
        after=_AFTER.get(name, []) if kind is SlotKind.TEXT else None,
        ask=Text(f"{label.zh}是什么？", f"{label.en}?") if label else None,
    )
    if label and kind is SlotKind.AMOUNT:
        extra["x-names"] = [*label, *_NAMED.get(name, ())]
    if plain in (Decimal, date):
        plain = str
    return (Annotated[plain | None, Field(json_schema_extra=extra)], None)


def _without_none(annotation: Any) -> Any:
    options = [each for each in typing.get_args(annotation) if each is not type(None)]
    is_union = typing.get_origin(annotation) in (typing.Union, UnionType)
    return options[0] if is_union and options else annotation


def _slot_kind(name: str, plain: Any) -> SlotKind:
    if name in _SLOTS:
        return _SLOTS[name]
    if typing.get_origin(plain) is Literal:
        return SlotKind.CHOICE
    return SlotKind.AMOUNT if plain is Decimal else SlotKind.TEXT


_NUMBERS = Annotated[
    list[Annotated[str, Field(max_length=40)]],
    Field(
        min_length=1,
        max_length=_MOST,
        json_schema_extra=slot(
            SlotKind.TICKET_NUMBER,
            ask=Text("请告诉我工单号。", "What is the number of the ticket?"),
        ),
    ),
]
_MOVE: Any = Annotated[
    Literal.__getitem__(tuple(offered_moves())), Field(json_schema_extra=_move_slot())
]
MoveTicket: Any = create_model(
    "MoveTicket", __base__=Arguments, numbers=(_NUMBERS, ...), move=(_MOVE, ...), **_form()
)


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
    taken = {own: _SAME.get(own, own) for own in move.fields.model_fields}
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
        if name in _AFTER and isinstance(value, str) and value not in changed
    ]


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

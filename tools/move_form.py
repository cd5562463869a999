"""The form by which tickets are moved along: the fields of every kind's moves, each once."""

import typing
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from domain.access import Permission
from domain.kind import kinds
from domain.language import Text
from domain.lifecycle import Kind, Move
from domain.words import FIELDS
from tools.tool import Arguments, SlotKind, slot
from tools.words import LOOSE_WORDS, MOVE_WORDS

# Moves that have a tool of their own.
_ELSEWHERE = frozenset({"assign", "invoice", "record_payment"})
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
ARGUMENT_OF = {"parts": "items"}  # fields of moves that are one argument here
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
AFTER_WORDS: Mapping[str, list[str]] = {
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
# By what a clause shows that it says this, where no word introduces it.
_SIGNS: Mapping[str, Sequence[str]] = {
    "plan": (
        r"(?:更换|[要得需该就想先]*换)(?![了好过完掉])|重新?焊|补焊|返工|重装|校准|调校|清洁"
        r"|清理|升级固件|刷固件",
        r"(?<![a-z])(?:replace|swap|change|exchange|resolder|re-solder|clean|recalibrate"
        r"|reflash|refit"
        r"|realign|readjust|fit a|needs? (?:a |an |the )?(?:new|replacement)|a new one"
        r"|new (?!customer|problem)\w+(?: \w+)?(?= needed|$|,))(?![a-z])",
    )
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


_IMPLIED: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "type": (
        {
            "value": "severe_damage",
            "said": [
                r"进[过了]?水|泡水|水[浸淹]|浸水|沙子?|烧[毁坏穿焦]|烧了|腐蚀|锈|摔|撞|碎"
                r"|压[坏扁]|变形|报废",
                r"(?<![a-z])(?:water(?:logged)?|liquid|wet|flood\w*|sand|burn(?:t|ed)|corro\w+"
                r"|rust\w*"
                r"|dropped|crushed|smashed|shattered|bent|destroyed|beyond repair)(?![a-z])",
            ],
        },
        {
            "value": "other_problem",
            "said": [
                r"还(?:发现|有)|另外|[也又](?:坏|有问题|不行|要换)|别的(?:问题|毛病)",
                r"(?<![a-z])(?:also|another|as well|in addition|on top|besides|too)(?![a-z])",
            ],
        },
        {
            "value": "over_estimate",
            "said": [
                r"超[出过了]?|比(?:预估|估|原来|之前)|不[止够]|涨|贵|多[花出要]",
                r"(?<![a-z])(?:instead of|more than|over|above|exceed\w*|rather than|not enough"
                r"|dearer|more expensive)(?![a-z])",
            ],
        },
    )
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
                field = ARGUMENT_OF.get(own, own)
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
        implied=_IMPLIED.get(name, ()),
        words=_WORDS.get(name),
        needed_when={"move": needed} if needed else None,
        only_when={"move": taken},
        after=AFTER_WORDS.get(name, []) if kind is SlotKind.TEXT else None,
        ask=Text(f"{label.zh}是什么？", f"{label.en}?") if label else None,
    )
    if name in _SIGNS:
        extra["x-signs"] = list(_SIGNS[name])
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

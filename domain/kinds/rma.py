"""RMA: a device sent to headquarters for repair; one device, one number."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Permission
from domain.calendar import Span
from domain.errors import InvalidError
from domain.language import Text
from domain.lifecycle import (
    Details,
    Kind,
    Limit,
    Move,
    MoveFields,
    Moving,
    Opening,
    State,
    internal,
    said,
)
from domain.models import Part, Ticket, TicketPart, User
from domain.rules import Rules

_DESK = frozenset({Permission.HANDLE_RMA})
_WORKSHOP = frozenset({Permission.WORKSHOP})
_FLOOR = frozenset({Permission.WORKSHOP, Permission.HANDLE_RMA})
_SENDERS = frozenset({Permission.SEND_DEVICE})
_BEFORE_WORK = frozenset({"pending_approval", "quote_sent", "awaiting_receipt"})


class RmaDetails(Details):
    """`estimate`, `quote` and amounts are decimal text with a currency beside them."""

    reject_reason: str | None = None
    cancel_reason: str | None = None
    estimate: str | None = None
    actual_cost: Annotated[str | None, internal()] = None
    currency: str | None = None
    quote: dict[str, Any] | None = None
    carrier: str | None = None
    tracking: str | None = None
    mode: str | None = None
    finding: str | None = None
    plan: str | None = None
    work: str | None = None
    analysis: str | None = None
    test_result: str | None = None
    return_carrier: str | None = None
    return_tracking: str | None = None
    return_address: str | None = None
    exception: Annotated[dict[str, Any] | None, internal()] = None
    decision: str | None = None


class Reason(MoveFields):
    reason: Annotated[str, said("原因", "Reason", min_length=2, max_length=2_000)]


class ShipIn(MoveFields):
    carrier: Annotated[str | None, said("承运商", "Carrier", max_length=60)] = None
    tracking: Annotated[str | None, said("运单号", "Tracking number", max_length=80)] = None
    mode: Annotated[
        Literal["later", "hand_delivered", "consolidated"] | None, said("方式", "How")
    ] = None


class Inspect(MoveFields):
    finding: Annotated[str, said("检测结论", "Finding", min_length=2, max_length=10_000)]
    plan: Annotated[str, said("维修方案", "Plan", min_length=2, max_length=10_000)]
    estimate: Annotated[
        Decimal, said("预估费用", "Estimate", ge=0, max_digits=12, decimal_places=2)
    ]


class Assign(MoveFields):
    handler: Annotated[str, said("处理人", "Handler", min_length=1, max_length=80)]
    priority: Annotated[Literal["R1", "R2", "R3"], said("优先级", "Priority")] = "R3"


class UsedPart(MoveFields):
    sku: Annotated[str, said("料号", "SKU", min_length=1, max_length=60)]
    quantity: Annotated[int, said("数量", "Quantity", ge=1, le=999)]


class FinishRepair(MoveFields):
    work: Annotated[str, said("维修内容", "Work done", min_length=2, max_length=10_000)]
    parts: Annotated[
        list[UsedPart], said("更换配件", "Parts used", max_length=50, default_factory=list)
    ]
    analysis: Annotated[str, said("原因分析", "Analysis", max_length=10_000)] = ""
    test_result: Annotated[str, said("测试结果", "Test result", max_length=10_000)] = ""


class Ship(MoveFields):
    carrier: Annotated[str, said("承运商", "Carrier", min_length=1, max_length=60)]
    tracking: Annotated[str, said("运单号", "Tracking number", min_length=1, max_length=80)]
    address: Annotated[str, said("收货地址", "Address", min_length=2, max_length=500)]


def _series(ticket: Ticket, day: date) -> str:
    return f"RMA-{ticket.channel}-{day:%y%m}"


def _check(_: Session, ticket: Ticket) -> Text | None:
    if ticket.channel == "D" and ticket.dealer_id is None:
        return Text(
            "经销商渠道的返厂单需要写明经销商。", "An RMA by way of a dealer needs the dealer."
        )
    return None


def _keep(*names: str, prefix: str = "") -> Any:
    """An effect that keeps these fields of the move in the details."""

    def keep(moving: Moving) -> None:
        kept = {
            f"{prefix}{name}": _plain(getattr(moving.fields, name))
            for name in names
            if getattr(moving.fields, name) is not None
        }
        moving.ticket.details = {**moving.ticket.details, **kept}

    return keep


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def _reject(moving: Moving) -> None:
    moving.ticket.details = {**moving.ticket.details, "reject_reason": moving.fields.reason}


def _cancel(moving: Moving) -> None:
    moving.ticket.details = {**moving.ticket.details, "cancel_reason": moving.fields.reason}


def _assign(moving: Moving) -> None:
    handler = moving.session.scalars(
        select(User).where(
            User.username == moving.fields.handler,
            User.role == "production",
            User.is_active.is_(True),
        )
    ).one_or_none()
    if handler is None:
        raise InvalidError(
            Text(
                f"没有叫“{moving.fields.handler}”的维修人员。",
                f"Nobody in the workshop is called “{moving.fields.handler}”.",
            ),
            {"handler": Text("未知", "unknown")},
        )
    moving.ticket.handler_id = handler.id
    moving.ticket.priority = moving.fields.priority


def _finish_repair(moving: Moving) -> None:
    _keep("work", "analysis", "test_result")(moving)
    moving.ticket.solution = moving.fields.work
    use_parts(moving, moving.fields.parts)


def use_parts(moving: Moving, used: list[UsedPart]) -> dict[str, tuple[Part, int]]:
    """Note the parts used on a ticket; the same SKU twice adds up. Raises on an unknown SKU."""
    wanted: dict[str, int] = {}
    for each in used:
        wanted[each.sku.strip().upper()] = wanted.get(each.sku.strip().upper(), 0) + each.quantity
    found = {
        part.sku.upper(): part
        for part in moving.session.scalars(select(Part).where(Part.sku.in_(wanted)))
    }
    unknown = [sku for sku in wanted if sku not in found]
    if unknown:
        raise InvalidError(
            Text(f"没有这些料号：{'、'.join(unknown)}。", f"Unknown SKU: {', '.join(unknown)}."),
            {"parts": Text("未知料号", "unknown SKU")},
        )
    rows = moving.session.scalars(
        select(TicketPart).where(TicketPart.ticket_id == moving.ticket.id)
    )
    noted = {row.part_id: row for row in rows}
    for sku, quantity in wanted.items():
        if row := noted.get(found[sku].id):
            row.quantity += quantity
            continue
        moving.session.add(
            TicketPart(ticket_id=moving.ticket.id, part_id=found[sku].id, quantity=quantity)
        )
    return {sku: (found[sku], quantity) for sku, quantity in wanted.items()}


def _repair_time(rules: Rules, ticket: Ticket) -> Span:
    days = {"R1": rules.repair_working_days_r1, "R2": rules.repair_working_days_r2}
    return Span(days=days.get(ticket.priority or "R3", rules.repair_working_days_r3))


def _repair_warning(rules: Rules, ticket: Ticket) -> Span:
    """A working day before the repair is due; half of it where it has no more than one."""
    days = _repair_time(rules, ticket).days
    return Span(days=days - 1) if days > 1 else Span(hours=(rules.closes_at - rules.opens_at) // 2)


def _expire_quote(moving: Moving) -> None:
    moving.keep(cancel_reason="quote_expired")


_QUOTED = frozenset({"quote_sent"})
_IN_HOUSE = frozenset({"received", "inspected", "assigned", "repairing"})
_HALTED = frozenset({"exception"})
_LIMITS = (
    Limit(
        "quote_reminder",
        Text("报价提醒", "Quote reminder"),
        _QUOTED,
        lambda rules, _: Span(days=rules.quote_reminder_days),
        event="quote_reminder",
    ),
    Limit(
        "quote_call",
        Text("报价电话跟进", "Call about the quote"),
        _QUOTED,
        lambda rules, _: Span(days=rules.quote_call_days),
        event="quote_call",
    ),
    Limit(
        "quote_expiry",
        Text("报价有效期", "Quote valid until"),
        _QUOTED,
        lambda rules, _: Span(days=rules.quote_cancel_days),
        move="expire_quote",
        is_internal=False,
    ),
    Limit(
        "repair_warning",
        Text("维修即将超期", "Repair soon due"),
        _IN_HOUSE,
        _repair_warning,
        event="repair_due_soon",
        held_in=_HALTED,
        is_working=True,
    ),
    Limit(
        "repair",
        Text("维修期限", "Repair due"),
        _IN_HOUSE,
        _repair_time,
        event="repair_overdue",
        held_in=_HALTED,
        is_working=True,
    ),
)

KIND = Kind(
    code="rma",
    label=Text("RMA返厂单", "RMA"),
    series=_series,
    details=RmaDetails,
    needs=frozenset({"summary", "sn"}),
    check=_check,
    openings=(
        Opening(Permission.OPEN_RMA, "awaiting_receipt"),
        Opening(Permission.REQUEST_RMA, "pending_approval"),
    ),
    guidance="a device that is sent to headquarters for repair",
    limits=_LIMITS,
    states=(
        State("pending_approval", Text("待审批", "Awaiting approval")),
        State("quote_sent", Text("报价待确认", "Quote sent")),
        State("awaiting_receipt", Text("待收货", "Awaiting receipt")),
        State("in_transit", Text("运输中", "In transit")),
        State("received", Text("已收货", "Received")),
        State("inspected", Text("检测完成", "Inspected")),
        State("assigned", Text("已分配", "Assigned")),
        State("repairing", Text("维修中", "Under repair")),
        State("exception", Text("异常待确认", "Exception")),
        State("repaired", Text("已维修", "Repaired")),
        State("awaiting_payment", Text("待收款", "Awaiting payment")),
        State("paid", Text("已收款", "Paid")),
        State("shipped", Text("已发货", "Shipped")),
        State("closed", Text("已关闭", "Closed"), is_end=True),
        State("cancelled", Text("已取消", "Cancelled"), is_end=True),
        State("rejected", Text("已拒绝", "Rejected"), is_end=True),
    ),
    moves=(
        Move(
            "approve",
            Text("批准", "Approve"),
            frozenset({"pending_approval"}),
            "awaiting_receipt",
            _DESK,
        ),
        Move(
            "reject",
            Text("拒绝", "Reject"),
            frozenset({"pending_approval"}),
            "rejected",
            _DESK,
            Reason,
            _reject,
        ),
        Move(
            "ship_in",
            Text("登记寄出", "Sent to us"),
            frozenset({"awaiting_receipt"}),
            "in_transit",
            _SENDERS,
            ShipIn,
            _keep("carrier", "tracking", "mode"),
        ),
        Move(
            "receive",
            Text("收货", "Receive"),
            frozenset({"awaiting_receipt", "in_transit"}),
            "received",
            _FLOOR,
        ),
        Move(
            "inspect",
            Text("检测", "Inspect"),
            frozenset({"received"}),
            "inspected",
            _WORKSHOP,
            Inspect,
            _keep("finding", "plan", "estimate"),
        ),
        Move(
            "assign",
            Text("分配", "Assign"),
            frozenset({"received", "inspected"}),
            "assigned",
            _DESK,
            Assign,
            _assign,
        ),
        Move(
            "start_repair",
            Text("开始维修", "Start the repair"),
            frozenset({"inspected", "assigned"}),
            "repairing",
            _WORKSHOP,
        ),
        Move(
            "finish_repair",
            Text("完成维修", "Finish the repair"),
            frozenset({"repairing"}),
            "repaired",
            _WORKSHOP,
            FinishRepair,
            _finish_repair,
        ),
        Move(
            "ship",
            Text("发货", "Ship"),
            frozenset({"repaired", "paid"}),
            "shipped",
            _FLOOR,
            Ship,
            _keep("carrier", "tracking", "address", prefix="return_"),
        ),
        Move(
            "confirm_receipt",
            Text("确认收货", "Confirm receipt"),
            frozenset({"shipped"}),
            "closed",
            frozenset({Permission.HANDLE_RMA, Permission.SEND_DEVICE}),
        ),
        Move(
            "cancel",
            Text("取消", "Cancel"),
            _BEFORE_WORK,
            "cancelled",
            frozenset({Permission.HANDLE_RMA, Permission.REQUEST_RMA}),
            Reason,
            _cancel,
        ),
        Move(
            "expire_quote",
            Text("报价过期取消", "Cancel as the quote expired"),
            _QUOTED,
            "cancelled",
            frozenset({Permission.BY_CLOCK}),
            effect=_expire_quote,
        ),
    ),
)

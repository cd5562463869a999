"""RMA: a device sent to headquarters for repair; one device, one number."""

from datetime import date

from sqlalchemy.orm import Session

from domain.access import Permission
from domain.invoices import PaymentFields
from domain.language import Text
from domain.lifecycle import Kind, Move, Opening
from domain.models import Ticket
from domain.repairs import charging, exceptions, workshop
from domain.repairs.fields import (
    Approve,
    Assign,
    Decide,
    Feedback,
    FinishRepair,
    Inspect,
    MakeInvoice,
    MaybeReason,
    Question,
    Quote,
    Reason,
    ReportException,
    RmaDetails,
    Ship,
    ShipIn,
)
from domain.repairs.limits import LIMITS
from domain.repairs.states import RMA_STATES

_DESK = frozenset({Permission.HANDLE_RMA})
_BILLING = frozenset({Permission.BILL})
_APPROVERS = frozenset({Permission.APPROVE_EXCEPTION})
_CUSTOMERS_WORD = frozenset({Permission.ANSWER_QUOTE})
_WORKSHOP = frozenset({Permission.WORKSHOP})
_FLOOR = frozenset({Permission.WORKSHOP, Permission.HANDLE_RMA})
_SENDERS = frozenset({Permission.SEND_DEVICE})
_CLOCK = frozenset({Permission.BY_CLOCK})
_ON_THE_WAY = frozenset({"awaiting_receipt", "in_transit"})
_AT_THE_BENCH = frozenset({"received", "inspected", "assigned", "repairing"})
_HERE = _AT_THE_BENCH | {"exception", "repaired", "awaiting_payment", "paid"}


def _series(ticket: Ticket, day: date) -> str:
    return f"RMA-{ticket.channel}-{day:%y%m}"


def _check(_: Session, ticket: Ticket) -> Text | None:
    if ticket.channel == "D" and ticket.dealer_id is None:
        return Text(
            "经销商渠道的返厂单需要写明经销商。", "An RMA by way of a dealer needs the dealer."
        )
    return None


_APPROVAL = (
    Move(
        "approve",
        Text("批准", "Approve"),
        frozenset({"pending_approval"}),
        None,
        _DESK,
        Approve,
        charging.approve,
        targets=frozenset({"awaiting_receipt", "quote_sent"}),
    ),
    Move(
        "reject",
        Text("拒绝", "Reject"),
        frozenset({"pending_approval"}),
        "rejected",
        _DESK,
        Reason,
        workshop.reject,
    ),
    Move(
        "ask",
        Text("询问", "Ask the requester"),
        frozenset({"pending_approval"}),
        None,
        _DESK,
        Question,
        workshop.ask,
    ),
)

_QUOTING = (
    Move(
        "quote",
        Text("报价", "Quote"),
        frozenset({"pending_approval", "quote_sent", "awaiting_receipt", "exception"})
        | charging.AT_THE_WORKSHOP,
        None,
        _DESK,
        Quote,
        charging.send_quote,
        refusal=charging.no_charge,
        targets=frozenset({"quote_sent"}),
    ),
    Move(
        "accept_quote",
        Text("接受报价", "Accept the quote"),
        frozenset({"quote_sent"}),
        None,
        _CUSTOMERS_WORD,
        effect=charging.accept_quote,
        refusal=charging.expired,
        targets=frozenset({"awaiting_receipt"}) | charging.AT_THE_WORKSHOP,
    ),
    Move(
        "decline_quote",
        Text("拒绝报价", "Decline the quote"),
        frozenset({"quote_sent"}),
        None,
        _CUSTOMERS_WORD,
        MaybeReason,
        charging.decline_quote,
        targets=frozenset({"cancelled", "exception"}),
    ),
    Move(
        "expire_quote",
        Text("报价过期取消", "Cancel as the quote expired"),
        frozenset({"quote_sent"}),
        None,
        _CLOCK,
        effect=charging.expire_quote,
        targets=frozenset({"cancelled", "exception"}),
    ),
    Move(
        "charge_for_it",
        Text("转为收费", "Charge for it"),
        _ON_THE_WAY | _AT_THE_BENCH | {"pending_approval", "exception", "repaired"},
        None,
        _DESK,
        Reason,
        charging.charge_for_it,
        refusal=charging.charged_already,
    ),
)

_THE_WAY_IN = (
    Move(
        "ship_in",
        Text("登记寄出", "Sent to us"),
        _ON_THE_WAY,
        "in_transit",
        _SENDERS,
        ShipIn,
        workshop.ship_in,
    ),
    Move(
        "receive",
        Text("收货", "Receive"),
        _ON_THE_WAY,
        "received",
        _FLOOR,
        effect=workshop.receive,
    ),
    Move(
        "cancel",
        Text("取消", "Cancel"),
        _ON_THE_WAY | {"pending_approval", "quote_sent"},
        "cancelled",
        frozenset({Permission.HANDLE_RMA, Permission.REQUEST_RMA}),
        Reason,
        workshop.cancel,
        refusal=workshop.already_here,
        reserved=workshop.on_its_way,
    ),
)

_THE_REPAIR = (
    Move(
        "inspect",
        Text("检测", "Inspect"),
        frozenset({"received", "assigned"}),
        "inspected",
        _WORKSHOP,
        Inspect,
        workshop.inspect,
    ),
    Move(
        "assign",
        Text("分配", "Assign"),
        _ON_THE_WAY | _AT_THE_BENCH | {"exception"},
        None,
        _DESK,
        Assign,
        workshop.assign,
        targets=frozenset({"assigned"}),
    ),
    Move(
        "start_repair",
        Text("开始维修", "Start the repair"),
        frozenset({"inspected", "assigned", "exception"}),
        "repairing",
        _WORKSHOP,
        refusal=exceptions.not_within_the_estimate,
    ),
    Move(
        "finish_repair",
        Text("完成维修", "Finish the repair"),
        frozenset({"repairing"}),
        "repaired",
        _WORKSHOP,
        FinishRepair,
        workshop.finish_repair,
    ),
    Move(
        "feedback",
        Text("生产问题反馈", "Feed back to production"),
        _HERE | {"shipped", "closed"},
        None,
        _FLOOR,
        Feedback,
        workshop.feed_back,
        is_internal=True,
    ),
)

_EXCEPTIONS = (
    Move(
        "report_exception",
        Text("上报异常", "Report an exception"),
        frozenset({"inspected", "assigned", "repairing", "repaired", "exception"}),
        "exception",
        _WORKSHOP,
        ReportException,
        exceptions.report,
    ),
    Move(
        "approve_exception",
        Text("批准异常", "Approve the exception"),
        frozenset({"exception"}),
        None,
        _APPROVERS,
        effect=exceptions.approve,
        refusal=exceptions.not_waiting,
        reserved=exceptions.for_somebody_else,
        is_internal=True,
        targets=frozenset({"repairing"}),
    ),
    Move(
        "reject_exception",
        Text("不批准异常", "Reject the exception"),
        frozenset({"exception"}),
        None,
        _APPROVERS,
        Reason,
        exceptions.reject,
        refusal=exceptions.not_waiting,
        reserved=exceptions.for_somebody_else,
        is_internal=True,
    ),
    Move(
        "record_decision",
        Text("记录客户决定", "Record the customer's decision"),
        frozenset({"exception"}),
        None,
        _DESK,
        Decide,
        exceptions.decide,
        targets=frozenset({"repairing", "closed"}),
    ),
)

_MONEY_AND_THE_WAY_BACK = (
    Move(
        "invoice",
        Text("开PI", "Make the PI"),
        frozenset({"repaired", "exception"}),
        None,
        _BILLING,
        MakeInvoice,
        charging.make_invoice,
        refusal=charging.not_to_bill,
        targets=frozenset({"awaiting_payment", "paid"}),
    ),
    Move(
        "withdraw_invoice",
        Text("撤回PI", "Withdraw the PI"),
        frozenset({"awaiting_payment"}),
        None,
        _BILLING,
        Reason,
        charging.withdraw_invoice,
        targets=frozenset({"repaired", "exception"}),
    ),
    Move(
        "record_payment",
        Text("登记收款", "Record the payment"),
        frozenset({"awaiting_payment"}),
        None,
        _BILLING,
        PaymentFields,
        charging.record_payment,
        targets=frozenset({"paid"}),
    ),
    Move(
        "ship",
        Text("发货", "Ship"),
        frozenset({"repaired", "paid", "exception"}),
        "shipped",
        _FLOOR,
        Ship,
        workshop.ship,
        refusal=charging.not_to_ship,
    ),
    Move(
        "confirm_receipt",
        Text("确认收货", "Confirm receipt"),
        frozenset({"shipped"}),
        "closed",
        frozenset({Permission.HANDLE_RMA, Permission.SEND_DEVICE}),
    ),
)

KIND = Kind(
    code="rma",
    label=Text("RMA返厂单", "RMA"),
    series=_series,
    details=RmaDetails,
    needs=frozenset({"summary", "sn"}),
    check=_check,
    begin=charging.begin,
    opened=charging.opened,
    openings=(
        Opening(Permission.OPEN_RMA, "awaiting_receipt"),
        Opening(Permission.REQUEST_RMA, "pending_approval"),
    ),
    guidance="a device that is sent to headquarters for repair",
    limits=LIMITS,
    states=RMA_STATES,
    moves=(
        *_APPROVAL,
        *_QUOTING,
        *_THE_WAY_IN,
        *_THE_REPAIR,
        *_EXCEPTIONS,
        *_MONEY_AND_THE_WAY_BACK,
    ),
)

"""What an RMA keeps, and what each of its moves asks for."""

from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import Field

from domain.lifecycle import Details, MoveFields, internal, said
from domain.money import MOST, Currency
from domain.quotes import Item, Items, Labour, Shipping, Sum

_LONG = 10_000
Words = Annotated[str, Field(max_length=_LONG)]


class RmaDetails(Details):
    """`estimate`, `quote` and amounts are decimal text with a currency beside them."""

    reject_reason: str | None = None
    cancel_reason: str | None = None
    estimate: str | None = None
    actual_cost: Annotated[str | None, internal()] = None
    currency: str | None = None
    quote: dict[str, Any] | None = None
    quote_answer: dict[str, Any] | None = None
    carrier: str | None = None
    tracking: str | None = None
    mode: str | None = None
    finding: str | None = None
    plan: str | None = None
    work: str | None = None
    analysis: str | None = None
    test_result: str | None = None
    invoice: str | None = None
    payment: dict[str, Any] | None = None
    return_carrier: str | None = None
    return_tracking: str | None = None
    return_address: str | None = None
    exception: Annotated[dict[str, Any] | None, internal()] = None
    decision: str | None = None
    charge_reason: str | None = None


class Reason(MoveFields):
    reason: Annotated[str, said("原因", "Reason", min_length=2, max_length=2_000)]


class MaybeReason(MoveFields):
    reason: Annotated[str | None, said("原因", "Reason", max_length=2_000)] = None


class Question(MoveFields):
    question: Annotated[str, said("问题", "Question", min_length=2, max_length=_LONG)]


class Feedback(MoveFields):
    text: Annotated[str, said("生产问题反馈", "Feedback", min_length=2, max_length=_LONG)]


class Charged(MoveFields):
    """What is charged, where it is said; what is not follows from elsewhere."""

    items: Annotated[list[Item] | None, said("配件", "Parts", max_length=50)] = None
    shipping: Annotated[
        Decimal | None, said("运费", "Shipping", ge=0, le=MOST, decimal_places=2)
    ] = None
    labour: Annotated[Decimal | None, said("人工费", "Labour", ge=0, le=MOST, decimal_places=2)] = (
        None
    )
    currency: Annotated[Currency | None, said("货币", "Currency")] = None


class Approve(Charged):
    """Out of warranty an approval may bring the quote with it."""


class Quote(MoveFields):
    items: Items
    shipping: Shipping
    labour: Labour = Decimal(0)
    currency: Annotated[Currency | None, said("货币", "Currency")] = None


class ShipIn(MoveFields):
    carrier: Annotated[str | None, said("承运商", "Carrier", max_length=60)] = None
    tracking: Annotated[str | None, said("运单号", "Tracking number", max_length=80)] = None
    mode: Annotated[
        Literal["later", "hand_delivered", "consolidated"] | None, said("方式", "How")
    ] = None


class Inspect(MoveFields):
    finding: Annotated[str, said("检测结论", "Finding", min_length=2, max_length=_LONG)]
    plan: Annotated[str, said("维修方案", "Plan", min_length=2, max_length=_LONG)]
    estimate: Annotated[Sum, said("预估费用", "Estimate")]
    currency: Annotated[Currency | None, said("货币", "Currency")] = None


class Assign(MoveFields):
    handler: Annotated[str, said("处理人", "Handler", min_length=1, max_length=80)]
    priority: Annotated[Literal["R1", "R2", "R3"] | None, said("优先级", "Priority")] = None
    note: Annotated[str | None, said("备注", "Note", max_length=_LONG)] = None


class ReportException(MoveFields):
    type: Annotated[
        Literal["over_estimate", "severe_damage", "other_problem"], said("异常类型", "Type")
    ]
    note: Annotated[str, said("说明", "Note", min_length=2, max_length=_LONG)]
    actual_cost: Annotated[Sum, said("实际费用", "Actual cost")]
    currency: Annotated[Currency | None, said("货币", "Currency")] = None
    attachments: Annotated[
        list[Annotated[str, Field(max_length=80)]] | None, said("照片", "Photos", max_length=20)
    ] = None


Decision = Literal["continue", "cancel_and_return", "trade_in", "scrap"]
DECISIONS: tuple[str, ...] = get_args(Decision)


class Decide(MoveFields):
    decision: Annotated[Decision, said("客户决定", "Customer's decision")]


class FinishRepair(MoveFields):
    work: Annotated[str, said("维修内容", "Work done", min_length=2, max_length=_LONG)]
    parts: Annotated[
        list[Item], said("更换配件", "Parts used", max_length=50, default_factory=list)
    ]
    analysis: Annotated[str, said("原因分析", "Analysis", max_length=_LONG)] = ""
    test_result: Annotated[str, said("测试结果", "Test result", max_length=_LONG)] = ""


class MakeInvoice(Charged):
    """What is not given comes from the quote, else from the parts used; the note from the case."""

    problem: Annotated[str | None, said("问题描述", "Problem", max_length=2_000)] = None
    cause: Annotated[str | None, said("原因分析", "Cause", max_length=2_000)] = None
    solution: Annotated[str | None, said("解决方案", "Solution", max_length=2_000)] = None


class Ship(MoveFields):
    carrier: Annotated[str, said("承运商", "Carrier", min_length=1, max_length=60)]
    tracking: Annotated[str, said("运单号", "Tracking number", min_length=1, max_length=80)]
    address: Annotated[str, said("收货地址", "Address", min_length=2, max_length=500)]


class ShipParts(MoveFields):
    carrier: Annotated[str, said("承运商", "Carrier", min_length=1, max_length=60)]
    tracking: Annotated[str, said("运单号", "Tracking number", min_length=1, max_length=80)]

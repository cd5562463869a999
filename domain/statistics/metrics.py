"""The metrics: what each one counts, exactly, and the words of its definition for the receipt."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from domain.access import Permission
from domain.language import Text
from domain.models import (
    ArticleUse,
    AssistantAnswer,
    Device,
    Milestone,
    Payment,
    Receivable,
    ReceivablePayment,
    Stock,
    StockMovement,
    Ticket,
    TicketPart,
    Wish,
)
from domain.statistics import sources
from domain.statistics.dialects import DaysBefore, SecondsBetween
from domain.statistics.metric import Measure, Metric

REPAIRS = ("rma", "dealer_repair")
_NOT_DONE = ("cancelled", "rejected")
_REPEAT_DAYS = 90
_SETTLED_DAYS = 3
_ENOUGH_DEVICES = 20


def _one_when(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return case((condition, 1), else_=0)


_earlier = aliased(Ticket, name="earlier")
_of_device = aliased(Ticket, name="of_device")


def _repaired_before() -> ColumnElement[Any]:
    """Whether the same device came for the same customer within the days before."""
    return _one_when(
        exists().where(
            _earlier.device_id == Ticket.device_id,
            _earlier.customer_id == Ticket.customer_id,
            _earlier.kind.in_(REPAIRS),
            _earlier.created_at < Ticket.created_at,
            # Said twice: this one bounds the search, the next one is to the second.
            _earlier.created_at >= DaysBefore(Ticket.created_at, literal_column(f"{_REPEAT_DAYS}")),
            SecondsBetween(_earlier.created_at, Ticket.created_at) <= _REPEAT_DAYS * 86_400,
        )
    )


def _no_ticket_after() -> ColumnElement[Any]:
    """Whether the asker opened no ticket in the days after."""
    waited = SecondsBetween(AssistantAnswer.at, Ticket.created_at)
    return case(
        (
            exists().where(
                Ticket.created_by_id == AssistantAnswer.user_id,
                Ticket.created_at >= AssistantAnswer.at,
                waited <= _SETTLED_DAYS * 86_400,
            ),
            0,
        ),
        else_=1,
    )


def _came_for_repair(begin: Any, end: Any) -> ColumnElement[Any]:
    return _one_when(
        exists().where(
            _of_device.device_id == Device.id,
            _of_device.kind.in_(REPAIRS),
            _of_device.created_at >= begin,
            _of_device.created_at < end,
        )
    )


def _left_to_pay(_: Any, end: Any) -> ColumnElement[Any]:
    paid = (
        select(func.sum(type_coerce(ReceivablePayment.amount, BigInteger)))
        .where(ReceivablePayment.receivable_id == Receivable.id, ReceivablePayment.paid_on < end)
        .scalar_subquery()
    )
    return type_coerce(Receivable.amount, BigInteger) - func.coalesce(paid, 0)


_HOURS, _DAYS = 3_600, 86_400
_HOUR, _DAY = Text("小时", "hours"), Text("天", "days")

_ALL = (
    Metric(
        "tickets_created",
        Text("新建工单", "Tickets created"),
        Text("期间内创建的工单数。", "Tickets created in the period."),
        Measure.COUNT,
        sources.TICKETS,
        at=Ticket.created_at,
    ),
    Metric(
        "tickets_closed",
        Text("结束的工单", "Tickets closed"),
        Text(
            "期间内进入结束状态的工单数（已解决、自动关闭、已升级、已关闭、已取消、已拒绝）。",
            "Tickets that came to an end in the period: resolved, auto-closed, upgraded, closed, "
            "cancelled or rejected.",
        ),
        Measure.COUNT,
        sources.TICKETS,
        at=Ticket.closed_at,
    ),
    Metric(
        "tickets_open",
        Text("未结束的工单", "Open tickets"),
        Text(
            "期末（期间未完时为现在）已创建且尚未结束的工单数。",
            "Tickets that were created and not yet over at the end of the period (or now).",
        ),
        Measure.COUNT,
        sources.TICKETS,
        at=Ticket.created_at,
        over=Ticket.closed_at,
    ),
    Metric(
        "response_hours",
        Text("响应时间（小时）", "Response time (hours)"),
        Text(
            "期间内创建的工单，从创建到我方首次公开答复（留言或处理动作）的小时数，"
            "按日历时间；尚未答复的不计。",
            "For tickets created in the period: hours by the calendar from creation to our first "
            "open answer (a comment or a step taken); those not answered yet are left out.",
        ),
        Measure.SPREAD,
        sources.MEASURED,
        at=Ticket.created_at,
        where=(Milestone.responded_at.is_not(None), Milestone.responded_at >= Ticket.created_at),
        value=SecondsBetween(Ticket.created_at, Milestone.responded_at),
        unit=_HOUR,
        seconds=_HOURS,
    ),
    Metric(
        "resolution_days",
        Text("解决时间（天）", "Resolution time (days)"),
        Text(
            "期间内结束的工单，从创建到结束的日历天数；已取消、已拒绝的不计。",
            "For tickets closed in the period: calendar days from creation to the end; cancelled "
            "and rejected ones are left out.",
        ),
        Measure.SPREAD,
        sources.TICKETS,
        at=Ticket.closed_at,
        where=(Ticket.status.not_in(_NOT_DONE),),
        value=SecondsBetween(Ticket.created_at, Ticket.closed_at),
        unit=_DAY,
        seconds=_DAYS,
    ),
    Metric(
        "repair_days",
        Text("维修时间（天）", "Repair time (days)"),
        Text(
            "期间内修好的返厂单，从收货到修好的日历天数；收货时间未知的不计。",
            "For RMAs repaired in the period: calendar days from receipt to repaired; those whose "
            "receipt is not on record are left out.",
        ),
        Measure.SPREAD,
        sources.MEASURED,
        at=Milestone.repaired_at,
        where=(
            Ticket.kind == "rma",
            Milestone.received_at.is_not(None),
            Milestone.received_at <= Milestone.repaired_at,
        ),
        value=SecondsBetween(Milestone.received_at, Milestone.repaired_at),
        unit=_DAY,
        seconds=_DAYS,
    ),
    Metric(
        "overdue_share",
        Text("超期率", "Overdue share"),
        Text(
            "维修期限（收货后 R1 1、R2 3、R3 7 个工作日）在期间内的返厂单中，"
            "未在期限前修好的比例。",
            "Of RMAs whose repair was due in the period (1, 3 or 7 working days after receipt for "
            "R1, R2, R3), the share not repaired by then.",
        ),
        Measure.SHARE,
        sources.MEASURED,
        at=Milestone.repair_due_at,
        where=(Ticket.status.not_in(_NOT_DONE),),
        value=_one_when(
            or_(
                Milestone.repaired_at.is_(None),
                Milestone.repaired_at > Milestone.repair_due_at,
            )
        ),
    ),
    Metric(
        "reopened_share",
        Text("重开率", "Reopened share"),
        Text(
            "期间内创建的工单中，曾被重新打开的比例。",
            "Of tickets created in the period, the share that was reopened.",
        ),
        Measure.SHARE,
        sources.MEASURED,
        at=Ticket.created_at,
        value=_one_when(Milestone.reopened_at.is_not(None)),
    ),
    Metric(
        "repeat_share",
        Text("重复维修率", "Repeat repairs"),
        Text(
            f"期间内创建的返厂单和经销商维修单中，同一设备在之前 {_REPEAT_DAYS} 天内已为同一客户"
            "报修过的比例；没有登记设备的不计。",
            "Of RMAs and dealer repairs created in the period, the share whose device had come for "
            f"the same customer within the {_REPEAT_DAYS} days before; those without a device on "
            "record are left out.",
        ),
        Measure.SHARE,
        sources.TICKETS,
        at=Ticket.created_at,
        where=(Ticket.kind.in_(REPAIRS), Ticket.device_id.is_not(None)),
        value=_repaired_before(),
    ),
    Metric(
        "warranty_share",
        Text("在保比例", "In-warranty share"),
        Text(
            "期间内创建的返厂单和经销商维修单中，在保的比例；保修情况未知的不计。",
            "Of RMAs and dealer repairs created in the period, the share in warranty; those whose "
            "warranty is unknown are left out.",
        ),
        Measure.SHARE,
        sources.TICKETS,
        at=Ticket.created_at,
        where=(Ticket.kind.in_(REPAIRS), Ticket.in_warranty.is_not(None)),
        value=_one_when(Ticket.in_warranty.is_(True)),
    ),
    Metric(
        "exceptions",
        Text("维修异常", "Repair exceptions"),
        Text(
            "期间内报告异常的返厂单数（费用超预估、严重损坏、发现其他问题）。",
            "RMAs for which an exception was reported in the period (cost above the estimate, "
            "severe damage, another problem found).",
        ),
        Measure.COUNT,
        sources.MEASURED,
        at=Milestone.exception_at,
        permission=Permission.READ_INTERNAL,
    ),
    Metric(
        "parts_used",
        Text("配件用量", "Parts used"),
        Text(
            "期间内创建的返厂单和经销商维修单上登记的配件件数。",
            "Parts noted on RMAs and dealer repairs created in the period, in pieces.",
        ),
        Measure.SUM,
        sources.PARTS,
        at=Ticket.created_at,
        where=(Ticket.kind.in_(REPAIRS),),
        value=TicketPart.quantity,
        unit=Text("件", "pieces"),
    ),
    Metric(
        "repair_revenue",
        Text("维修收入", "Repair revenue"),
        Text(
            "期间内收到的返厂单和经销商维修单的付款，按币种分列。",
            "Payments received in the period for RMAs and dealer repairs, by currency.",
        ),
        Measure.MONEY,
        sources.PAYMENTS,
        at=Payment.paid_on,
        where=(Ticket.kind.in_(REPAIRS),),
        value=Payment.amount,
    ),
    Metric(
        "dealer_settlement",
        Text("经销商结算", "Dealer settlement"),
        Text(
            "期间内经销商维修从自有库存取用的配件，按当日价格的金额，按币种分列。",
            "Parts taken from dealers' stock for repairs in the period, at that day's price, "
            "by currency.",
        ),
        Measure.MONEY,
        sources.SETTLEMENTS,
        at=StockMovement.at,
        where=(StockMovement.reason == "repair", StockMovement.price.is_not(None)),
        value=type_coerce(StockMovement.price, BigInteger) * -StockMovement.change,
    ),
    Metric(
        "debt",
        Text("欠款", "Debt"),
        Text(
            "期末（期间未完时为现在）应收款中尚未付清的余额，按币种分列。",
            "What is left to pay of receivables at the end of the period (or now), by currency.",
        ),
        Measure.MONEY,
        sources.DEBTS,
        at=Receivable.since,
        over=Receivable.paid_at,
        within=_left_to_pay,
    ),
    Metric(
        "batch_problem_rate",
        Text("批次问题率", "Batch problem rate"),
        Text(
            "该批次的全部设备中，期间内有返厂单或经销商维修单的设备所占比例；"
            f"不足 {_ENOUGH_DEVICES} 台的批次排在后面。",
            "Of all devices of the batch, the share with an RMA or dealer repair created in the "
            f"period; batches of fewer than {_ENOUGH_DEVICES} are ranked behind the others.",
        ),
        Measure.SHARE,
        sources.DEVICES,
        where=(Device.batch.is_not(None),),
        within=_came_for_repair,
        enough=_ENOUGH_DEVICES,
        standing=("batch",),
    ),
    Metric(
        "article_uses",
        Text("知识引用", "Article uses"),
        Text(
            "期间内知识文章在助手回答中被引用的次数。",
            "How often articles were cited in the assistant's answers in the period.",
        ),
        Measure.COUNT,
        sources.USES,
        at=ArticleUse.at,
    ),
    Metric(
        "assistant_answers",
        Text("助手回答", "Assistant answers"),
        Text("期间内助手给出的回答数。", "Answers that the assistant gave in the period."),
        Measure.COUNT,
        sources.ANSWERS,
        at=AssistantAnswer.at,
    ),
    Metric(
        "self_solved_share",
        Text("自助解决率", "Self-solved share"),
        Text(
            "期间内助手给经销商和客户、引用了知识文章的回答中，"
            f"之后 {_SETTLED_DAYS} 天内提问人没有建工单的比例；未满 {_SETTLED_DAYS} 天的也计入。",
            "Of answers in the period that cite an article for a dealer or a customer, the share "
            f"after which the asker opened no ticket within {_SETTLED_DAYS} days (so far).",
        ),
        Measure.SHARE,
        sources.ANSWERS,
        at=AssistantAnswer.at,
        where=(AssistantAnswer.of_house.is_(False), AssistantAnswer.has_article.is_(True)),
        value=_no_ticket_after(),
    ),
    Metric(
        "stock_held",
        Text("库存", "Parts in stock"),
        Text(
            "经销商库存中现有的配件件数（与期间无关）。",
            "Parts in dealers' stock now, in pieces, whatever the period.",
        ),
        Measure.SUM,
        sources.STOCK,
        value=Stock.quantity,
        unit=Text("件", "pieces"),
        standing=("part",),
    ),
    Metric(
        "restocked",
        Text("补货入库", "Parts restocked"),
        Text(
            "期间内补货进入经销商库存的配件件数。",
            "Parts that came to dealers' stock by restocking in the period, in pieces.",
        ),
        Measure.SUM,
        sources.SETTLEMENTS,
        at=StockMovement.at,
        where=(StockMovement.reason == "restock",),
        value=StockMovement.change,
        unit=Text("件", "pieces"),
    ),
    Metric(
        "wishes",
        Text("功能期望", "Wishes"),
        Text(
            "期间内提出的功能期望数，旁边是得到的票数。",
            "Feature wishes made in the period, with the votes they have.",
        ),
        Measure.COUNT,
        sources.WISHES,
        at=Wish.created_at,
        also=(Text("票数", "Votes"), Wish.votes),
    ),
    Metric(
        "wish_votes",
        Text("期望得票", "Votes for wishes"),
        Text(
            "期间内提出的功能期望得到的票数。", "Votes for the feature wishes made in the period."
        ),
        Measure.SUM,
        sources.WISHES,
        at=Wish.created_at,
        value=Wish.votes,
        standing=("wish",),
    ),
)
METRICS: dict[str, Metric] = {metric.code: metric for metric in _ALL}

"""Metrics of parts, money and devices."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, exists, func, select, type_coerce
from sqlalchemy.orm import aliased

from domain.language import Text
from domain.models import (
    Device,
    Payment,
    Receivable,
    ReceivablePayment,
    StockMovement,
    Ticket,
    TicketPart,
)
from domain.statistics import sources
from domain.statistics.metric import REPAIRS, Measure, Metric, one_when

_ENOUGH_DEVICES = 20


_of_device = aliased(Ticket, name="of_device")


def _came_for_repair(begin: Any, end: Any) -> ColumnElement[Any]:
    return one_when(
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


TRADE = (
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
)

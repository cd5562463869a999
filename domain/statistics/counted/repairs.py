"""Metrics of repairs: how long they take, how often they come again, what goes wrong."""

from typing import Any

from sqlalchemy import ColumnElement, exists, literal_column, or_
from sqlalchemy.orm import aliased

from domain.access import Permission
from domain.language import Text
from domain.models import Milestone, Ticket
from domain.statistics import sources
from domain.statistics.dialects import DaysBefore, SecondsBetween
from domain.statistics.metric import REPAIRS, Measure, Metric, one_when

_NOT_DONE = ("cancelled", "rejected")
_REPEAT_DAYS = 90


_earlier = aliased(Ticket, name="earlier")


def _repaired_before() -> ColumnElement[Any]:
    """Whether the same device came for the same customer within the days before."""
    return one_when(
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


_HOURS, _DAYS = 3_600, 86_400
_HOUR, _DAY = Text("小时", "hours"), Text("天", "days")


REPAIRED = (
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
        value=one_when(
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
        value=one_when(Milestone.reopened_at.is_not(None)),
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
        value=one_when(Ticket.in_warranty.is_(True)),
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
)

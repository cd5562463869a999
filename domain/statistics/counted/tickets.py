"""Metrics of tickets: how many, how soon answered and resolved."""

from domain.language import Text
from domain.models import Milestone, Ticket
from domain.statistics import sources
from domain.statistics.dialects import SecondsBetween
from domain.statistics.metric import Measure, Metric

_NOT_DONE = ("cancelled", "rejected")


_HOURS, _DAYS = 3_600, 86_400
_HOUR, _DAY = Text("小时", "hours"), Text("天", "days")


TICKETS = (
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
)

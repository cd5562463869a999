"""Which figures each kind of user sees at a glance: the boards as they come."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from domain.access import Permission, Viewer
from domain.errors import ForbiddenError
from domain.language import Text
from domain.statistics.charting import Shape
from domain.statistics.question import Question, TimeRange

Size = Literal["small", "wide"]


@dataclass(frozen=True)
class Tile:
    """One figure of a board; `key` stays the same when it is called otherwise."""

    key: str
    title: Text
    question: Question
    shape: Shape | None = None


@dataclass(frozen=True)
class Board:
    """A board for those who hold the permission; the first that fits counts."""

    name: str
    title: Text
    tiles: Sequence[Tile]
    permission: Permission


def _tile(
    zh: str, en: str, metric: str, *groups: str, period: str | None = None,
    compare: str | None = None, limit: int | None = None, grain: str | None = None,
    shape: Shape | None = None,
) -> Tile:  # fmt: skip
    question = Question.model_validate(
        {
            "metric": metric,
            "group_by": list(groups),
            "time_range": TimeRange(phrase=period) if period else None,
            "compare_to": compare,
            "limit": limit,
            "grain": grain,
        }
    )
    return Tile(en.lower().replace(" ", "_"), Text(zh, en), question, shape)


_WEEK, _MONTH, _BEFORE = "this week", "this month", "previous_period"
_YEAR_AGO = "same_period_last_year"
_MANAGEMENT = Board(
    "management",
    Text("管理看板", "Management"),
    (
        _tile("本月工单", "Tickets this month", "tickets_created", period=_MONTH,
              compare=_YEAR_AGO),
        _tile("响应时间", "Response time", "response_hours", period=_MONTH, compare=_BEFORE),
        _tile("按地区", "By region", "tickets_created", "region", period=_MONTH, shape="share"),
        _tile("每月工单", "Tickets per month", "tickets_created", period="last 12 months",
              grain="month"),
        _tile("维修收入", "Repair revenue", "repair_revenue", period="last 12 months",
              grain="month"),
        _tile("欠款", "Debt", "debt", "dealer"),
        _tile("超期率", "Overdue share", "overdue_share", period="last 3 months", grain="month"),
    ),
    Permission.APPROVE_EXCEPTION_MANAGEMENT,
)  # fmt: skip
_DESK = Board(
    "desk",
    Text("服务台看板", "Service desk"),
    (
        _tile("本周新增", "Created this week", "tickets_created", period=_WEEK, compare=_BEFORE),
        _tile("本周结束", "Closed this week", "tickets_closed", period=_WEEK, compare=_BEFORE),
        _tile("未结束", "Open now", "tickets_open", "status"),
        _tile("响应时间", "Response time", "response_hours", period=_MONTH, compare=_BEFORE),
        _tile("按来源", "By source", "tickets_created", "source", period=_MONTH),
        _tile("按产品族", "By family", "tickets_created", "family", period=_MONTH, shape="share"),
        _tile("按问题类别", "By category", "tickets_created", "category", period=_MONTH, limit=8),
        _tile("按经销商", "By dealer", "tickets_created", "dealer", period=_MONTH),
        _tile("欠款", "Debt", "debt", "dealer"),
    ),
    Permission.HANDLE_CONSULT,
)
_WORKSHOP = Board(
    "workshop",
    Text("维修看板", "Workshop"),
    (
        _tile("在手返厂单", "RMAs in hand", "tickets_open", "status"),
        _tile("维修时间", "Repair time", "repair_days", period="last 3 months", grain="month"),
        _tile("超期率", "Overdue share", "overdue_share", period="last 3 months", grain="month"),
        _tile("按处理人", "By handler", "repair_days", "handler", period="last 3 months"),
        _tile("配件用量", "Parts used", "parts_used", "part", period=_MONTH),
        _tile("异常", "Exceptions", "exceptions", period="last 6 months", grain="month"),
    ),
    Permission.WORKSHOP,
)
_RND = Board(
    "rnd",
    Text("研发看板", "Research and development"),
    (
        _tile("问题趋势", "Problems", "tickets_created", period=_MONTH, compare=_BEFORE),
        _tile("按产品族", "By family", "tickets_created", "family", period=_MONTH, shape="share"),
        _tile("按问题大类", "By main category", "tickets_created", "parent_category",
              period=_MONTH, shape="share"),
        _tile("高频问题 TOP5", "Top 5 problems", "tickets_created", "category", period=_MONTH,
              limit=5),
        _tile("批次问题率", "Batch problem rate", "batch_problem_rate", "batch"),
        _tile("按固件", "By firmware", "tickets_created", "firmware", period="last 3 months"),
        _tile("功能期望", "Wishes", "wishes", "product"),
    ),
    Permission.SEE_ALL_DEALERS,
)  # fmt: skip
_DEALER = Board(
    "dealer",
    Text("我的统计", "My figures"),
    (
        _tile("本月工单", "Tickets this month", "tickets_created", period=_MONTH),
        _tile("按状态", "By status", "tickets_created", "status", period=_MONTH),
        _tile("按产品族", "By family", "tickets_created", "family", period=_MONTH, shape="share"),
        _tile("按问题大类", "By main category", "tickets_created", "parent_category",
              period=_MONTH),
        _tile("本月配件", "Parts this month", "parts_used", "part", period=_MONTH),
        _tile("待结算", "To settle", "dealer_settlement", period=_MONTH),
        _tile("欠款", "Debt", "debt"),
    ),
    Permission.READ_STATISTICS,
)  # fmt: skip
BOARDS = (_MANAGEMENT, _DESK, _WORKSHOP, _RND, _DEALER)


def board_of(viewer: Viewer) -> Board:
    """The board that suits this viewer. Raises ForbiddenError for those without figures."""
    for board in BOARDS:
        if viewer.may(board.permission) and viewer.may(Permission.READ_STATISTICS):
            return board
    raise ForbiddenError()

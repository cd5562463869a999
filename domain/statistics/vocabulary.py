"""The dimensions, and what of all the vocabulary a viewer may use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.language import Language, Text
from domain.statistics import members
from domain.statistics.members import Member, Reader
from domain.statistics.metric import Metric
from domain.statistics.metrics import METRICS
from domain.statistics.times import GRAINS

_UNCLASSIFIED = Text("未分类", "unclassified")
_LISTED = 200  # values of a dimension that the schema lists


@dataclass(frozen=True)
class Dimension:
    """Something to group and filter by. Times have no members."""

    code: str
    label: Text
    members: Reader | None = None
    permission: Permission | None = None
    unclassified: Text = _UNCLASSIFIED

    def offered_to(self, viewer: Viewer) -> bool:
        return self.permission is None or viewer.may(self.permission)


_ALL_DEALERS = Permission.SEE_ALL_DEALERS
_ALL = (
    Dimension("kind", Text("工单类型", "Kind"), members.kind),
    Dimension("product", Text("产品", "Product"), members.product),
    Dimension("family", Text("产品族", "Product family"), members.family),
    Dimension("category", Text("问题类别", "Category"), members.category),
    Dimension("parent_category", Text("问题大类", "Main category"), members.parent_category),
    Dimension("region", Text("地区", "Region"), members.region),
    Dimension("country", Text("国家", "Country"), members.country),
    Dimension(
        "dealer",
        Text("经销商", "Dealer"),
        members.dealer,
        _ALL_DEALERS,
        unclassified=Text("直接客户", "direct"),
    ),
    Dimension("channel", Text("渠道", "Channel"), members.CHANNEL),
    Dimension("source", Text("来源", "Source"), members.SOURCE),
    Dimension("service_type", Text("服务类型", "Service type"), members.SERVICE_TYPE),
    Dimension("severity", Text("严重程度", "Severity"), members.SEVERITY),
    Dimension("priority", Text("优先级", "Priority"), members.PRIORITY),
    Dimension("handler", Text("处理人", "Handler"), members.handler, _ALL_DEALERS),
    Dimension("status", Text("状态", "Status"), members.status),
    Dimension("batch", Text("生产批次", "Batch"), members.batch),
    Dimension("firmware", Text("固件", "Firmware"), members.firmware),
    Dimension("account_type", Text("客户类型", "Customer type"), members.ACCOUNT_TYPE),
    Dimension("warranty", Text("保修", "Warranty"), members.WARRANTY),
    Dimension("part", Text("配件", "Part"), members.part),
    Dimension("article", Text("文章", "Article"), members.article),
    Dimension("wish_status", Text("期望状态", "Wish status"), members.WISH_STATUS),
    Dimension("wish", Text("功能期望", "Wish"), members.wish),
    Dimension("outcome", Text("回答结果", "Outcome"), members.OUTCOME),
    Dimension("currency", Text("币种", "Currency"), members.CURRENCY),
    Dimension("day", Text("日期", "Day")),
    Dimension("week", Text("周", "Week")),
    Dimension("month", Text("月份", "Month")),
    Dimension("quarter", Text("季度", "Quarter")),
    Dimension("year", Text("年份", "Year")),
)
DIMENSIONS: dict[str, Dimension] = {each.code: each for each in _ALL}


def metrics_of(viewer: Viewer) -> list[Metric]:
    """The metrics this viewer may ask for."""
    return [metric for metric in METRICS.values() if metric.offered_to(viewer)]


def dimensions_of(viewer: Viewer, metric: Metric) -> list[Dimension]:
    """What this viewer may group and filter the metric by."""
    held = set(metric.source.groups)
    if metric.at is not None:
        held |= set(GRAINS)
    return [each for each in _ALL if each.code in held and each.offered_to(viewer)]


def vocabulary(session: Session, viewer: Viewer, language: Language) -> Mapping[str, Any]:
    """Metrics, dimensions and values that the viewer may use; the session is viewer-bound."""
    offered = metrics_of(viewer)
    known = {each.code: each for metric in offered for each in dimensions_of(viewer, metric)}
    return {
        "metrics": [
            {
                "name": metric.code,
                "label": metric.label.in_(language),
                "definition": metric.definition.in_(language),
                "measure": metric.measure.value,
                "dimensions": [each.code for each in dimensions_of(viewer, metric)],
            }
            for metric in offered
        ],
        "dimensions": [
            {
                "name": each.code,
                "label": each.label.in_(language),
                "values": _values(session, each, language),
            }
            for each in known.values()
        ],
        "grains": list(GRAINS),
        "compare_to": ["previous_period", "same_period_last_year"],
    }


def _values(session: Session, dimension: Dimension, language: Language) -> list[dict[str, str]]:
    listed = list(members_of(session, dimension))[:_LISTED]
    return [{"value": each.code, "label": each.label.in_(language)} for each in listed]


def members_of(session: Session, dimension: Dimension) -> Iterable[Member]:
    return dimension.members(session) if dimension.members else ()

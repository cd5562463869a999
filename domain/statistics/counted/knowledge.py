"""Metrics of articles, the assistant, stock and wishes."""

from typing import Any

from sqlalchemy import ColumnElement, case, exists

from domain.language import Text
from domain.models import ArticleUse, AssistantAnswer, Stock, StockMovement, Ticket, Wish
from domain.statistics import sources
from domain.statistics.dialects import SecondsBetween
from domain.statistics.metric import Measure, Metric

_SETTLED_DAYS = 3


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


KNOWLEDGE = (
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

"""Figures: how many, how long, which most, over time, with where they come from."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from domain.access import Permission
from domain.language import Language, Text
from domain.statistics import (
    Chart,
    Question,
    Table,
    TimeRange,
    answer,
    chart_of,
    tickets_behind,
)
from domain.statistics.metrics import METRICS
from domain.statistics.question import Comparison, Said
from domain.statistics.times import Grain
from domain.tickets.shapes import TicketLine
from domain.timephrases import resolve
from tools import statistics_words as words
from tools.context import Desk, Reference, reference
from tools.tool import Arguments, Effect, Result, SlotKind, slot, tool

_LISTED = 10  # tickets behind the figures
_TOLD = 12  # rows that are put into words; the table has all
_NAMED_AS = {
    "product": "product", "family": "family", "category": "category", "region": "region",
    "country": "country", "dealer": "dealer", "batch": "batch", "part": "part", "part_like": "part",
    "sku": "part",
    "person": "handler", "customer": "customer",
}  # fmt: skip
_RANKED_BY = {
    "tickets_created": "category", "tickets_open": "handler", "tickets_closed": "handler",
    "parts_used": "part", "stock_held": "part", "restocked": "part", "debt": "dealer",
    "dealer_settlement": "dealer", "repair_revenue": "dealer", "batch_problem_rate": "batch",
    "article_uses": "article", "wish_votes": "wish", "wishes": "product",
    "exceptions": "category",
}  # fmt: skip
_PARTS = {
    "category": ("按类别看", "by category"),
    "product": ("按产品看", "by product"),
    "month": ("按月看", "by month"),
}


def _names(*, is_excluded: bool = False) -> dict[str, Any]:
    return slot(
        SlotKind.NAMES,
        patterns=words.VALUES,
        names=_NAMED_AS,
        excluding=words.EXCLUDING,
        excluded=is_excluded,
        frames=words.FRAMES,
        no_names=words.NO_NAMES,
        heard=words.HEARD,
        joining=words.JOINING,
        own=words.OWN,
    )


class QueryStatistics(Arguments):
    metric: Annotated[
        str | None,
        Field(
            max_length=40,
            json_schema_extra={
                "enum": list(METRICS),
                **slot(
                    SlotKind.CHOICE,
                    patterns=words.METRICS,
                    allowed={code: [each.permission] for code, each in METRICS.items()},
                    outside=words.OUTSIDE,
                    ahead=words.AHEAD,
                    together=words.MEANT,
                    usual=words.USUAL,
                    plainly=words.TICKETS,
                    unusual=words.UNUSUAL,
                    counting=words.COUNTING,
                    heard=words.HEARD,
                    listed=words.LISTED,
                    begins=True,
                    quantity=words.QUANTITY,
                    counted=words.COUNTED,
                ),
            },
        ),
    ] = None
    compare_to: Annotated[
        Comparison | None,
        Field(
            json_schema_extra=slot(
                SlotKind.CHOICE,
                patterns=words.COMPARE,
                shapes=True,
                times=True,
                replaces=["against"],
            )
        ),
    ] = None
    group_by: Annotated[
        list[Annotated[str, Field(max_length=40)]],
        Field(
            max_length=2,
            description="product, category, region, part …",
            json_schema_extra=slot(
                SlotKind.CHOICES,
                patterns=words.GROUPS,
                measured=words.MEASURED,
                denied=words.DENIED,
                explained_by=_PARTS,
                replaces=["grain"],
                shapes=True,
                who=r"谁|who\b",
                ranks=_RANKED_BY,
                ranked_for="metric",
                ranking=words.RANKING,
                shaped_by=["group_by", "grain", "compare_to", "against"],
                part_of=words.PART_OF,
                part_when={"metric": words.ADDED_UP, "group_by": [], "grain": []},
            ),
        ),
    ] = []
    grain: Annotated[
        Grain | None,
        Field(
            json_schema_extra=slot(
                SlotKind.CHOICE,
                patterns=words.GRAINS,
                denied=words.DENIED,
                replaces=["group_by"],
                shapes=True,
            ),
        ),
    ] = None
    only: Annotated[
        list[Said],
        Field(
            max_length=12,
            description="as said, or dimension=value",
            json_schema_extra=_names(),
        ),
    ] = []
    exclude: Annotated[
        list[Said],
        Field(
            max_length=12,
            json_schema_extra=_names(is_excluded=True),
        ),
    ] = []
    against: Annotated[
        str | None,
        Field(
            max_length=60,
            json_schema_extra=slot(
                SlotKind.PERIOD,
                only_when={"compare_to": []},
                beside=words.AGAINST,
                introduced=words.INTRODUCED,
                replaces=["compare_to"],
            ),
        ),
    ] = None
    period: Annotated[
        str | None,
        Field(
            max_length=60,
            description="as said",
            json_schema_extra=slot(SlotKind.PERIOD),
        ),
    ] = None
    limit: Annotated[
        int | None,
        Field(
            ge=1,
            le=100,
            json_schema_extra=slot(SlotKind.NUMBER, patterns={"n": words.LIMIT}),
        ),
    ] = None
    order: Annotated[
        Literal["desc", "asc"],
        Field(
            json_schema_extra=slot(SlotKind.CHOICE, patterns={"asc": words.ASCENDING}),
        ),
    ] = "desc"
    running_total: Annotated[
        bool,
        Field(json_schema_extra=slot(SlotKind.FLAG, patterns={"yes": words.RUNNING}, shapes=True)),
    ] = False
    show: Annotated[
        Literal["auto", "bar", "line", "share", "heat", "tickets"] | None,
        Field(json_schema_extra=slot(SlotKind.CHOICE, patterns=words.SHOWN, shapes=True)),
    ] = None


class Figures(Result):
    """A table with its receipt, and the chart beside it; `found` is false where n is 0.

    `behind` is how many tickets were counted, where they were asked for; `references` are the
    newest of them.
    """

    found: bool
    tables: list[Table]
    charts: list[Chart] = []
    behind: int | None = None
    references: list[Reference] = []


def tell_figures(result: Figures, language: Language) -> str:
    table = result.tables[0]
    lines = [f"**{table.title}**"]
    if not result.found:
        lines.append(Text("这段时间没有数据（n = 0）。", "There is nothing to count (n = 0).")
                     .in_(language))  # fmt: skip
    elif len(table.rows) == 1 and len(table.columns) == 1:
        lines.append(f"{table.columns[0]}{_colon(language)}{table.rows[0][0]}")
    else:
        lines += _markdown(table)
        left = len(table.rows) - _TOLD
        if left > 0:
            lines.append(
                Text(f"（另有 {left} 行，见表）", f"({left} more rows in the table)").in_(language)
            )
    return "\n".join([*lines, "", *_receipt(table, language), *_behind(result, language)])


def _behind(result: Figures, language: Language) -> list[str]:
    """The newest tickets behind the figures, each a line with its number."""
    if result.behind is None:
        return []
    shown = len(result.references)
    head = Text(
        f"背后共 {result.behind} 张工单，最新的 {shown} 张：",
        f"{result.behind} tickets stand behind this; the newest {shown}:",
    )
    return ["", head.in_(language), *(f"- [{e.number}] {e.title}" for e in result.references)]


def _markdown(table: Table) -> list[str]:
    rows = [[("–" if cell is None else str(cell)) for cell in row] for row in table.rows[:_TOLD]]
    cells = [[each.replace("|", "/") for each in row] for row in [table.columns, *rows]]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return ["", lines[0], "|" + "---|" * len(table.columns), *lines[1:]]


def _receipt(table: Table, language: Language) -> list[str]:
    colon = _colon(language)
    told = [f"{Text('口径', 'Definition').in_(language)}{colon}{table.definition}"]
    period = f"{table.period.start} – {table.period.end}"
    facts = [f"{Text('期间', 'Period').in_(language)}{colon}{period}"
             f"{Text('（不含末日）', ' (end not included)').in_(language)}"]  # fmt: skip
    if table.compared_with:
        facts.append(
            f"{Text('对比期', 'Compared with').in_(language)}{colon}"
            f"{table.compared_with.start} – {table.compared_with.end}"
        )
    facts += [each["label"] for each in table.filters]
    facts.append(f"n = {table.row_count}")
    return [*told, " · ".join(facts)]


def _colon(language: Language) -> str:
    return Text("：", ": ").in_(language)


@tool(
    effect=Effect.READ,
    permissions={Permission.READ_STATISTICS},
    label=Text("统计数据", "Working out the figures"),
    tell=tell_figures,
    zh=(
        "上个月欧洲地区 Edge 8K 最多什么问题？",
        "今年每月的返修量趋势",
        "各经销商的平均维修时间",
        "上季度超期率是多少",
        "现在还有多少未关闭的工单，按处理人分",
    ),
    en=(
        "what were the most common problems of the Edge 8K in Europe last month",
        "RMAs per month this year",
        "average repair time by dealer",
        "what was the overdue share last quarter",
        "how many tickets are open, by handler",
    ),
)
def query_statistics(desk: Desk, asked: QueryStatistics) -> Figures:
    """Counts, shares, times, money. No metric when none is meant."""
    asked = _with_the_year_before(asked, desk.clock.today())
    question = Question(
        metric=asked.metric,
        group_by=asked.group_by,
        time_range=_time(asked),
        grain=asked.grain,
        only=asked.only,
        exclude=asked.exclude,
        compare_to=asked.compare_to,
        against=TimeRange(phrase=asked.against) if asked.against else None,
        order=asked.order,
        limit=asked.limit,
        running_total=asked.running_total,
    )
    with desk.reader() as session:
        table = answer(
            session,
            desk.viewer,
            question,
            clock=desk.clock,
            language=desk.language,
            split_named=True,
        )
        found: list[TicketLine] = []
        behind = None
        if asked.show == "tickets":
            found, behind = tickets_behind(
                session,
                desk.viewer,
                table.question,
                {},
                clock=desk.clock,
                language=desk.language,
                limit=_LISTED,
            )
    shape = None if asked.show == "auto" or asked.show == "tickets" else asked.show
    chart = chart_of(table, desk.language, shape)
    return Figures(
        found=table.row_count > 0,
        tables=[table],
        charts=[chart] if chart else [],
        behind=behind,
        references=[reference("ticket", each.number, each.summary) for each in found],
    )


def _with_the_year_before(asked: QueryStatistics, today: date) -> QueryStatistics:
    """A time that is compared with itself (January with last January) is meant a year apart."""
    if not asked.period or not asked.against:
        return asked
    days = resolve(asked.period, today)
    if days is None or days != resolve(asked.against, today):
        return asked
    return asked.model_copy(update={"against": None, "compare_to": "same_period_last_year"})


def _time(asked: QueryStatistics) -> TimeRange | None:
    """The time said; a comparison without one is of this month, or this year with the last."""
    if asked.period:
        return TimeRange(phrase=asked.period)
    if asked.compare_to == "previous_period":
        return TimeRange(phrase="this month")
    return TimeRange(phrase="this year") if asked.compare_to else None

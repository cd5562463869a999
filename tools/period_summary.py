"""The week or the month in short, and what the figures warn of."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field
from sqlalchemy import select

from domain.access import Permission
from domain.errors import InvalidError
from domain.language import Language, Text
from domain.models import Ticket
from domain.statistics import Table
from domain.statistics.summaries import Point, summary
from domain.statistics.table import TablePeriod
from domain.statistics.warned.evidence import facts_told
from domain.statistics.warned.finding import WarningShown
from domain.timephrases import resolve
from domain.timephrases.days import Period, month, week
from tools.context import Desk, Reference, reference
from tools.tool import Arguments, Effect, Result, SlotKind, slot, tool

_HEADINGS = {
    "up": Text("📈 亮点", "📈 Up"),
    "watch": Text("⚠️ 关注", "⚠️ Watch"),
    "to_do": Text("📋 待办", "📋 To do"),
}
_SHOWN = 5


class PeriodSummary(Arguments):
    period: Annotated[
        str | None,
        Field(
            max_length=60,
            description="as said",
            json_schema_extra=slot(SlotKind.PERIOD),
        ),
    ] = None
    span: Annotated[
        Literal["week", "month"] | None,
        Field(
            json_schema_extra=slot(
                SlotKind.CHOICE,
                words={
                    "week": ["周报", "本周", "weekly", "this week"],
                    "month": ["月报", "本月", "monthly", "this month"],
                },
            )
        ),
    ] = None
    about: Annotated[
        Literal["all", "warnings"] | None,
        Field(
            json_schema_extra=slot(
                SlotKind.CHOICE,
                words={
                    "warnings": [
                        "预警", "批次问题", "批次异常", "异常批次", "苗头", "风险", "哪个批次",
                        "有问题的批次", "warnings", "warning", "alerts", "batch problems",
                        "suspicious", "bad batch", "quality problems", "quality issues", "batches",
                    ],
                },
            )
        ),
    ] = None  # fmt: skip


class SummaryTold(Result):
    """What went up, what to watch, what to do; `warnings` with their evidence."""

    found: bool
    title: str
    period: TablePeriod
    only_warnings: bool
    points: list[Point]
    warnings: list[WarningShown]
    tables: list[Table] = []
    references: list[Reference] = []


def tell_summary(result: SummaryTold, language: Language) -> str:
    if result.only_warnings:
        return _tell_warnings(result, language)
    lines = [f"**{result.title}**"]
    for section, heading in _HEADINGS.items():
        points = [each for each in result.points if each.section == section]
        if points:
            lines += ["", f"**{heading.in_(language)}**"]
            lines += [f"- {each.text}{_numbered(each.tickets, language)}" for each in points]
    if not result.points:
        nothing = Text("这段时间没有需要汇报的变化。", "Nothing to report for this time.")
        lines.append(nothing.in_(language))
    return "\n".join(lines)


def _tell_warnings(result: SummaryTold, language: Language) -> str:
    if not result.warnings:
        return Text(
            "目前没有预警：各批次、类别、结算都在正常波动范围内。",
            "No warnings now: batches, categories and settlements are within what is usual.",
        ).in_(language)
    lines = [Text("目前的预警：", "What the figures warn of:").in_(language)]
    for each in result.warnings:
        lines.append(f"- ⚠️ {each.title}{_numbered(each.tickets, language)}")
        lines.append(f"  {' · '.join(facts_told(each.evidence, language))}")
    return "\n".join(lines)


def _numbered(tickets: list[str], language: Language) -> str:
    if not tickets:
        return ""
    shown = " ".join(f"[{number}]" for number in tickets[:_SHOWN])
    more = len(tickets) - _SHOWN
    rest = Text(f" 等 {len(tickets)} 张", f" and {more} more").in_(language) if more > 0 else ""
    return f" {shown}{rest}"


@tool(
    effect=Effect.READ,
    permissions={Permission.READ_STATISTICS},
    label=Text("周期摘要与预警", "Summing up the period"),
    tell=tell_summary,
    zh=("写一份周报", "上个月的总结", "有没有批次预警", "这周有什么要关注的", "哪些批次有问题"),
    en=(
        *("weekly summary", "sum up last month", "any batch warnings", "what should we watch"),
        "are there any bad batches",
    ),
)
def period_summary(desk: Desk, asked: PeriodSummary) -> SummaryTold:
    """Sum up a week or month: what went up, what to watch and do, batch warnings."""
    period = _period(desk, asked)
    with desk.reader() as session:
        told = summary(session, desk.viewer, period, clock=desk.clock, language=desk.language)
        only_warnings = asked.about == "warnings"
        numbers = {n for each in told.warnings for n in each.tickets}
        if not only_warnings:
            numbers |= {n for each in told.points for n in each.tickets}
        rows = session.execute(
            select(Ticket.number, Ticket.summary).where(Ticket.number.in_(numbers))
        ).all()
    return SummaryTold(
        found=bool(told.points or told.warnings) or only_warnings,
        title=told.title,
        period=told.period,
        only_warnings=only_warnings,
        points=told.points,
        warnings=told.warnings,
        tables=[] if only_warnings else told.tables,
        references=[reference("ticket", number, title) for number, title in rows],
    )


def _period(desk: Desk, asked: PeriodSummary) -> Period:
    today = desk.clock.today()
    if asked.period:
        found = resolve(asked.period, today)
        if found is None:
            raise InvalidError(
                Text(
                    f"没看懂“{asked.period}”是哪段时间，请换个说法，例如“上周”。",
                    f"I do not know which time “{asked.period}” is; say for example “last week”.",
                ),
                {"period": Text("不明白", "not understood")},
            )
        return Period(found.start, min(found.end, max(today + timedelta(days=1), found.start)))
    if asked.span == "month":
        return Period(month(today.year, today.month).start, today + timedelta(days=1))
    return Period(week(today).start, today + timedelta(days=1))

"""The week or the month in short: what went up, what to watch, what to do, with the numbers."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.clock import Clock
from domain.kind import end_states
from domain.language import Language, Text
from domain.models import Milestone, Ticket
from domain.statistics.answering import answer
from domain.statistics.metrics import METRICS
from domain.statistics.question import Question, TimeRange
from domain.statistics.table import Table, TablePeriod
from domain.statistics.warned.finding import WarningShown
from domain.statistics.warnings import warnings
from domain.timephrases.days import Period

Section = Literal["up", "watch", "to_do"]
_BETTER = 10  # percent that a figure must have moved to be told
_ENOUGH = 5
_MOST = 10


class Point(BaseModel):
    """One sentence with its numbers, and the tickets or figures that it leads to."""

    section: Section
    text: str
    tickets: list[str] = []
    question: Question | None = None


class Summary(BaseModel):
    title: str
    period: TablePeriod
    points: list[Point]
    tables: list[Table]
    warnings: list[WarningShown]


@dataclass(frozen=True)
class Summing:
    session: Session
    viewer: Viewer
    clock: Clock
    language: Language
    period: Period

    def ask(self, metric: str, **more: object) -> Table | None:
        """A table over the period against the one before; None where it is not for the viewer."""
        if not METRICS[metric].offered_to(self.viewer):
            return None
        asked = Question.model_validate(
            {
                "metric": metric,
                "time_range": TimeRange(start=self.period.start, end=self.period.end),
                "compare_to": "previous_period",
                **more,
            }
        )
        return answer(self.session, self.viewer, asked, clock=self.clock, language=self.language)

    def say(self, zh: str, en: str) -> str:
        return Text(zh, en).in_(self.language)


def summary(
    session: Session,
    viewer: Viewer,
    period: Period,
    *,
    clock: Clock,
    language: Language,
) -> Summary:
    """The viewer's own summary of a period; the session is viewer-bound."""
    at = Summing(session, viewer, clock, language, period)
    volume = at.ask("tickets_created")
    closed = at.ask("tickets_closed")
    response = at.ask("response_hours")
    problems = at.ask("tickets_created", group_by=["category"], limit=8)
    products = at.ask("tickets_created", group_by=["product"], limit=8)
    found = warnings(session, viewer, clock=clock, language=language)
    points = [*_volumes(at, volume, closed), *_times(at, response, at.ask("repair_days"))]
    points += _rises(at, problems)
    points += [Point(section="watch", text=each.title, tickets=each.tickets) for each in found]
    points += _to_do(at)
    last = period.end - timedelta(days=1)
    return Summary(
        title=at.say(f"{period.start} 至 {last} 服务摘要", f"Summary of {period.start} to {last}"),
        period=TablePeriod(start=period.start.isoformat(), end=period.end.isoformat()),
        points=points,
        tables=[each for each in (volume, problems, products) if each is not None],
        warnings=found,
    )


def _moved(table: Table | None) -> tuple[float, float, float] | None:
    """A single figure now, before, and the change in percent."""
    if table is None or len(table.rows) != 1 or table.compared_with is None:
        return None
    row = table.rows[0]
    now, before, percent = row[0], row[-3], row[-1]
    if not isinstance(now, int | float) or not isinstance(before, int | float):
        return None
    return float(now), float(before), float(percent) if isinstance(percent, int | float) else 0.0


def _volumes(at: Summing, created: Table | None, closed: Table | None) -> list[Point]:
    points = []
    for table, zh, en in ((created, "新建工单", "created"), (closed, "结束工单", "closed")):
        moved = _moved(table)
        if moved is None or table is None:
            continue
        now, before, percent = moved
        text = at.say(
            f"{zh} {now:g} 张，上期 {before:g} 张（{percent:+.1f}%）。",
            f"{now:g} tickets {en}, {before:g} in the period before ({percent:+.1f}%).",
        )
        is_good = table is closed and percent > 0
        points.append(Point(section="up" if is_good else "watch", text=text,
                            question=table.question))  # fmt: skip
    return points


def _times(at: Summing, response: Table | None, repair: Table | None) -> list[Point]:
    """Times that got clearly shorter are good news, longer ones to be watched."""
    points = []
    named = ((response, "平均响应时间", "Mean response time", "小时", "hours"),
             (repair, "平均维修时间", "Mean repair time", "天", "days"))  # fmt: skip
    for table, zh, en, unit_zh, unit_en in named:
        moved = _moved(table)
        if moved is None or table is None or table.row_count < _ENOUGH:
            continue
        now, before, percent = moved
        if abs(percent) < _BETTER:
            continue
        text = at.say(
            f"{zh} {now:g} {unit_zh}，上期 {before:g} {unit_zh}（{percent:+.1f}%，"
            f"n = {table.row_count}）。",
            f"{en} {now:g} {unit_en}, {before:g} before ({percent:+.1f}%, n = {table.row_count}).",
        )
        section: Section = "up" if percent < 0 else "watch"
        points.append(Point(section=section, text=text, question=table.question))
    return points


def _rises(at: Summing, problems: Table | None) -> list[Point]:
    """The most frequent problem, and those that came clearly more often."""
    if problems is None or not problems.rows:
        return []
    points = []
    for place, row in enumerate(problems.rows[:5]):
        name, now, share, before = row[0], row[1], row[2], row[3]
        if not isinstance(now, int) or not isinstance(before, int) or problems.keys[place] is None:
            continue
        if place and (now < _ENOUGH or now < 1.5 * before):
            continue
        text = at.say(
            f"{name}：{now} 张（占 {share}%），上期 {before} 张。",
            f"{name}: {now} tickets ({share}%), {before} in the period before.",
        )
        points.append(Point(section="watch", text=text, question=problems.question))
    return points


def _to_do(at: Summing) -> list[Point]:
    """What waits: overdue repairs, approvals, the oldest open tickets."""
    now = at.clock.now()
    is_open = Ticket.status.not_in(end_states())
    overdue = at.session.scalars(
        select(Ticket.number)
        .join(Milestone, Milestone.ticket_id == Ticket.id)
        .where(is_open, Milestone.repair_due_at < now, Milestone.repaired_at.is_(None))
        .order_by(Milestone.repair_due_at)
    ).all()
    waiting = at.session.scalars(
        select(Ticket.number).where(Ticket.status == "pending_approval").order_by(Ticket.created_at)
    ).all()
    urgent = at.session.scalars(
        select(Ticket.number).where(is_open, Ticket.priority == "R1").order_by(Ticket.created_at)
    ).all()
    told = (
        (overdue, "张返厂单维修已超期", "RMAs are past their repair limit"),
        (waiting, "张返厂单等待审批", "RMAs wait for approval"),
        (urgent, "张 R1 工单尚未结束", "R1 tickets are still open"),
    )
    return [
        Point(
            section="to_do",
            text=at.say(f"{len(numbers)} {zh}。", f"{len(numbers)} {en}."),
            tickets=list(numbers[:_MOST]),
        )
        for numbers, zh, en in told
        if numbers
    ]

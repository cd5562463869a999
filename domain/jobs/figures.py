"""Figures that come round: summaries of the week and the month, and early warnings, told once."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.clock import Clock
from domain.language import Language
from domain.lifecycle import Notice
from domain.models import Dealer, Ticket
from domain.outbox import tell_of
from domain.schedules import Job, Rhythm
from domain.statistics.charting import chart_of
from domain.statistics.summaries import summary
from domain.statistics.table import Shown, Table
from domain.statistics.warned.evidence import facts_told
from domain.statistics.warned.finding import Finding
from domain.statistics.warnings import keep_new
from domain.statistics.wording import in_words, waiting_points, who_sees_all
from domain.timephrases.days import Period

_TOLD_AS = {
    "batch": "bad_batch",
    "surge": "frequent_problem",
    "unwritten": "frequent_problem",
    "settlement": "odd_settlement",
    "angry": "angry_customer",
}
_ROWS = 12  # of a table in a message


def weekly(session: Session, due: datetime, now: datetime) -> None:
    """The seven days before the day it was due."""
    end = due.date()
    _tell(session, Period(end - timedelta(days=7), end), now)


def monthly(session: Session, due: datetime, now: datetime) -> None:
    """The month before the one in which it was due."""
    end = due.date().replace(day=1)
    _tell(session, Period((end - timedelta(days=1)).replace(day=1), end), now)


def warn(session: Session, _due: datetime, now: datetime) -> None:
    """Tell of every finding that was not told of before, with its evidence and its tickets."""
    for finding in keep_new(session, now):
        tell_of(
            session,
            _about(session, finding),
            Notice(_TOLD_AS[finding.kind], _facts(finding)),
            actor=None,
            now=now,
            key=f"warning:{finding.key}",
        )


def _tell(session: Session, period: Period, now: datetime) -> None:
    viewer = who_sees_all(session)
    if viewer is None:
        return
    clock = Clock(_zone(now), source=lambda: now)
    facts: dict[str, Any] = {}
    for language in Language:
        made = summary(session, viewer, period, clock=clock, language=language)
        facts[f"title_{language.value}"] = made.title
        facts[f"text_{language.value}"] = in_words(made.points, language)
        facts |= waiting_points(made.points, language)
        facts[f"figures_{language.value}"] = [_figure(each, language) for each in made.tables]
    key = f"summary:{period.start}:{period.end}"
    tell_of(session, "house", Notice("report", facts), actor=None, now=now, key=key)


def _zone(now: datetime) -> ZoneInfo:
    return now.tzinfo if isinstance(now.tzinfo, ZoneInfo) else ZoneInfo("UTC")


def _figure(table: Table, language: Language) -> dict[str, Any]:
    """A table as a message shows it, with its chart."""
    chart = chart_of(table, language)
    rows = table.rows[:_ROWS]
    shown = Shown(title=table.title, columns=table.columns, rows=rows, chart=chart)
    return shown.model_dump(mode="json")


def _about(session: Session, finding: Finding) -> str:
    """The ticket or the dealer that a finding is about, else the whole house."""
    if finding.kind == "angry":
        found = session.scalar(select(Ticket.id).where(Ticket.number == finding.tickets[0]))
        return f"ticket:{found}"
    if finding.kind == "settlement":
        code = finding.evidence["dealer"]
        return f"dealer:{session.scalar(select(Dealer.id).where(Dealer.code == code))}"
    return "house"


def _facts(finding: Finding) -> dict[str, str]:
    facts = {"batch": str(finding.evidence.get("batch", ""))}
    for language in Language:
        title = finding.title.in_(language)
        lines = [
            title,
            "; ".join(facts_told(finding.evidence, language)),
            ", ".join(finding.tickets),
        ]
        facts[f"title_{language.value}"] = title
        facts[f"text_{language.value}"] = "\n".join(filter(None, lines))
    return facts


JOBS = (
    Job("weekly_summary", Rhythm(hour=8, weekday=0), weekly),
    Job("monthly_summary", Rhythm(hour=8, day=1), monthly),
    Job("early_warnings", Rhythm(hour=7), warn),
)

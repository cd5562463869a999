"""The tickets behind a cell of a table."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.clock import Clock
from domain.errors import InvalidError, OutsideError
from domain.language import Language, Text
from domain.models import Device, Ticket
from domain.statistics import compiling, naming
from domain.statistics.answering import all_time
from domain.statistics.metric import REPAIRS, Metric
from domain.statistics.question import Question
from domain.statistics.resolving import Condition, Meant, meaning
from domain.statistics.times import GRAINS, bounds, whole
from domain.statistics.vocabulary import DIMENSIONS, members_of
from domain.tickets.finding import lines
from domain.tickets.shapes import TicketLine
from domain.timephrases.days import Period

_WRONG_DAY = Text("这个日期不对。", "That is not a date.")


def tickets_behind(
    session: Session,
    viewer: Viewer,
    question: Question,
    cell: Mapping[str, str | None],
    *,
    clock: Clock,
    language: Language,
    offset: int = 0,
    limit: int = 50,
) -> tuple[list[TicketLine], int]:
    """The tickets a cell counts, newest first, and how many there are.

    `cell` is a row's `keys`. Raises OutsideError where a figure does not count tickets.
    """
    meant = meaning(session, viewer, question, today=clock.today())
    period = meant.period or all_time(session, meant.metric, clock)
    for name, code in cell.items():
        meant, period = _narrowed(session, meant, period, name, code)
    ids = _ids(meant.metric, meant, period, clock)
    query = select(Ticket).where(Ticket.id.in_(ids))
    total = len(session.scalars(query.with_only_columns(Ticket.id)).all())
    newest = query.order_by(Ticket.created_at.desc(), Ticket.id.desc())
    found = session.scalars(newest.offset(offset).limit(limit)).all()
    return lines(session, found, language=language, clock=clock), total


def _ids(metric: Metric, meant: Meant, period: Period, clock: Clock) -> Any:
    if metric.code == "batch_problem_rate":
        return _of_devices(metric, meant, period, clock)
    if metric.source.ticket is None:
        raise OutsideError(
            Text(
                f"“{metric.label.zh}”背后不是工单。",
                f"There are no tickets behind “{metric.label.en}”.",
            )
        )
    counted = (
        compiling.standing(metric, period, clock.zone, clock.now())
        if metric.is_level
        else compiling.happened(metric, period, clock.zone)
    )
    return (
        select(metric.source.ticket)
        .select_from(metric.source.rows)
        .where(counted, *compiling.conditions(meant))
    )


def _of_devices(metric: Metric, meant: Meant, period: Period, clock: Clock) -> Any:
    """The repairs of the devices that a batch's rate counts."""
    begin, end = bounds(period, clock.zone)
    devices = select(Device.id).select_from(metric.source.rows).where(*compiling.conditions(meant))
    return select(Ticket.id).where(
        Ticket.device_id.in_(devices),
        Ticket.kind.in_(REPAIRS),
        Ticket.created_at >= begin,
        Ticket.created_at < end,
    )


def _narrowed(
    session: Session, meant: Meant, period: Period, name: str, code: str | None
) -> tuple[Meant, Period]:
    if name in GRAINS:
        try:
            part = whole(name, date.fromisoformat(code or ""))
        except ValueError:
            raise InvalidError(_WRONG_DAY, {name: _WRONG_DAY}) from None
        inside = Period(max(part.start, period.start), min(part.end, period.end))
        if inside.start >= inside.end:
            raise InvalidError(_WRONG_DAY, {name: _WRONG_DAY})
        return meant, inside
    dimension = DIMENSIONS.get(name)
    if dimension is None or name not in meant.metric.source.groups or not dimension.members:
        raise InvalidError(
            Text("没有这个维度。", "There is no such dimension."),
            {name[:40]: Text("未知", "unknown")},
        )
    known = list(members_of(session, dimension))
    value = "unclassified" if code is None else code
    members = tuple(naming.members_named(dimension, known, [value]))
    condition = Condition(dimension, members)
    return replace(meant, conditions=(*meant.conditions, condition)), period

"""Compiles what is meant to one SQL statement, the same on SQLite and PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Select,
    and_,
    func,
    literal_column,
    not_,
    or_,
    select,
    type_coerce,
)

from domain.models import Ticket
from domain.statistics.dialects import Values
from domain.statistics.metric import Measure, Metric
from domain.statistics.resolving import Condition, Meant
from domain.statistics.times import GRAINS, bounds, bucket, bucket_of_day, buckets
from domain.timephrases.days import Period

# Between two ends a planner expects few rows, and finds them; behind one it reads them all.
_NEVER = datetime(9999, 12, 31, tzinfo=UTC)


def compiled(
    meant: Meant, period: Period, *, zone: ZoneInfo, now: datetime
) -> Iterator[Select[Any]]:
    """Statements whose rows, all together, are the figures of the groups.

    A row has its group's keys (`g0`, …) and whole numbers (`n`, then those of the measure).
    """
    metric = meant.metric
    if metric.is_level:
        at: list[tuple[Period, str | None]] = [(period, None)]
        if meant.grain:
            at = [(each, str(each.start)) for each in buckets(meant.grain, period)]
        for each, start in at:
            for part in _standing(metric, each, zone, now):
                yield _totals(meant, part, each, zone, start)
        return
    where = happened(metric, period, zone) if metric.at is not None else literal_column("1") == 1
    yield _totals(meant, where, period, zone)


def groups(meant: Meant) -> list[str]:
    """The dimensions of the key columns; sums of money are by currency, too."""
    names = [each.code for each in meant.groups]
    if meant.metric.measure is Measure.MONEY and "currency" not in names:
        names.append("currency")
    return names


def conditions(meant: Meant) -> list[ColumnElement[bool]]:
    return [*meant.metric.where, *(_condition(meant.metric, each) for each in meant.conditions)]


def happened(metric: Metric, period: Period, zone: ZoneInfo) -> ColumnElement[bool]:
    """The rows that count in the period; for a level, those that stood at its end."""
    assert metric.at is not None  # noqa: S101 - only metrics with a time ask
    begin, end = _ends(metric, period, zone)
    return and_(metric.at >= begin, metric.at < end)


def standing(metric: Metric, period: Period, zone: ZoneInfo, now: datetime) -> ColumnElement[bool]:
    """What stood at the period's end, or stands now where the end is still to come."""
    return or_(*_standing(metric, period, zone, now))


def _standing(
    metric: Metric, period: Period, zone: ZoneInfo, now: datetime
) -> list[ColumnElement[bool]]:
    """The same in parts of which no row is in two: each is found by an index of its own."""
    assert metric.at is not None  # noqa: S101 - a level has both ends
    assert metric.over is not None  # noqa: S101
    begin, end = bounds(period, zone)
    if begin > now:
        return [literal_column("1") == 0]
    at: Any = metric.at
    if end > now:
        return [and_(at <= (now.date() if _is_day(metric) else now), metric.over.is_(None))]
    begun = at < (period.end if _is_day(metric) else end)
    return [and_(metric.over.is_(None), begun), and_(metric.over.between(end, _NEVER), begun)]


def _totals(
    meant: Meant,
    counted: ColumnElement[bool],
    period: Period,
    zone: ZoneInfo,
    at_bucket: str | None = None,
) -> Select[Any]:
    metric = meant.metric
    keys = [
        _key(metric, name, period, zone, at_bucket).label(f"g{place}")
        for place, name in enumerate(groups(meant))
    ]
    where = [counted, *conditions(meant)]
    if metric.measure is Measure.SPREAD:
        return _spread(metric, keys, where)
    statement = select(*keys, *_figures(metric, period, zone)).select_from(metric.source.rows)
    return statement.where(*where).group_by(*_places(len(keys)))


def _figures(metric: Metric, period: Period, zone: ZoneInfo) -> list[ColumnElement[Any]]:
    figures: list[ColumnElement[Any]] = [func.count().label("n")]
    value = metric.value
    if metric.within is not None:
        value = metric.within(*_ends(metric, period, zone))
    if value is not None:
        figures.append(func.sum(type_coerce(value, BigInteger)).label("total"))
    if metric.also:
        figures.append(func.sum(metric.also[1]).label("also"))
    return figures


def _spread(metric: Metric, keys: list[Any], where: list[ColumnElement[bool]]) -> Select[Any]:
    """The values of each group, to be put in order where that costs least (see `figures`)."""
    value = metric.value
    assert value is not None  # noqa: S101 - every spread has one
    return (
        select(*keys, Values(value).label("values"))
        .select_from(metric.source.rows)
        .where(*where)
        .group_by(*_places(len(keys)))
    )


def _places(count: int) -> list[ColumnElement[Any]]:
    return [literal_column(f"g{place}") for place in range(count)]


def _key(metric: Metric, name: str, period: Period, zone: ZoneInfo, at_bucket: str | None) -> Any:
    if name not in GRAINS:
        return type_coerce(metric.source.groups[name], _type(metric, name))
    if at_bucket is not None:
        return literal_column(f"'{at_bucket}'")
    assert metric.at is not None  # noqa: S101 - a metric without a time has no time dimension
    if _is_day(metric):
        return bucket_of_day(name, metric.at)
    return bucket(name, metric.at, period, zone)


def _type(metric: Metric, name: str) -> Any:
    return metric.source.groups[name].type


def _condition(metric: Metric, condition: Condition) -> ColumnElement[bool]:
    column: Any = metric.source.groups[condition.field.code]
    keys = [member.key for member in condition.members if member.key is not None]
    has_none = len(keys) < len(condition.members)
    parts: list[ColumnElement[bool]] = []
    if keys:
        parts.append(column.in_(keys))
    if has_none:
        parts.append(column.is_(None))
    wanted = or_(*parts)
    if not condition.negated:
        return wanted
    # What is unclassified is not one of the excluded: SQL would say neither.
    return not_(wanted) if has_none else or_(column.is_(None), not_(wanted))


def _is_day(metric: Metric) -> bool:
    return metric.at is not None and isinstance(metric.at.type, Date)


def _ends(metric: Metric, period: Period, zone: ZoneInfo) -> tuple[date, date] | tuple[Any, Any]:
    return (period.start, period.end) if _is_day(metric) else bounds(period, zone)


def first_day(metric: Metric) -> Select[Any]:
    """The earliest moment or day that the metric knows of."""
    if metric.at is None:
        return select(func.min(Ticket.created_at))
    return select(func.min(metric.at)).select_from(metric.source.rows)

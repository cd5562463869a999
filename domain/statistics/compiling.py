"""Compiles what is meant to one SQL statement, the same on SQLite and PostgreSQL."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    case,
    func,
    literal_column,
    not_,
    or_,
    select,
    type_coerce,
    union_all,
)

from domain.models import Ticket
from domain.statistics.metric import Measure, Metric, level_at
from domain.statistics.resolving import Condition, Meant
from domain.statistics.times import GRAINS, bounds, bucket, bucket_of_day, buckets
from domain.timephrases.days import Period

Statement = Any  # a Select, or several of them joined by UNION ALL


def compiled(meant: Meant, period: Period, *, zone: ZoneInfo, now: datetime) -> Statement:
    """Rows of group keys (`g0`, …) and whole numbers (`n`, then those of the measure)."""
    metric = meant.metric
    if metric.is_level and meant.grain:
        parts = [
            _totals(meant, _standing(metric, each, zone, now), each, zone, str(each.start))
            for each in buckets(meant.grain, period)
        ]
        return union_all(*parts)
    if metric.is_level:
        return _totals(meant, _standing(metric, period, zone, now), period, zone)
    where = happened(metric, period, zone) if metric.at is not None else literal_column("1") == 1
    return _totals(meant, where, period, zone)


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
    return _standing(metric, period, zone, now)


def _standing(metric: Metric, period: Period, zone: ZoneInfo, now: datetime) -> ColumnElement[bool]:
    """What stood at the period's end, or stands now where the end is still to come."""
    end = bounds(period, zone)[1]
    if end > now:
        assert metric.over is not None  # noqa: S101 - only levels ask
        at: Any = metric.at
        begun = and_(at <= (now.date() if _is_day(metric) else now), metric.over.is_(None))
        if bounds(period, zone)[0] > now:
            return and_(begun, literal_column("1") == 0)
        return begun
    if _is_day(metric):
        assert metric.at is not None  # noqa: S101
        assert metric.over is not None  # noqa: S101
        return and_(metric.at < period.end, or_(metric.over.is_(None), metric.over >= end))
    return level_at(metric, end)


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
    """Count, sum, the middle values' sum and the 90th percentile, exact and without floats."""
    value = metric.value
    assert value is not None  # noqa: S101 - every spread has one
    parts = [key.element for key in keys]
    ranked = (
        select(
            *keys,
            value.label("v"),
            func.row_number().over(partition_by=parts or None, order_by=value).label("place"),
            func.count().over(partition_by=parts or None).label("held"),
        )
        .select_from(metric.source.rows)
        .where(*where)
        .subquery()
    )
    held, place, v = ranked.c.held, ranked.c.place, ranked.c.v
    middle = or_(place == (held + 1) // _whole(2), place == (held + 2) // _whole(2))
    return select(
        *(ranked.c[key.name] for key in keys),
        func.count().label("n"),
        func.sum(v).label("total"),
        func.sum(case((middle, v), else_=0)).label("middle"),
        func.max(case((place == (held * 9 + 9) // _whole(10), v))).label("high"),
    ).group_by(*(ranked.c[key.name] for key in keys))


def _whole(number: int) -> ColumnElement[int]:
    return literal_column(str(number), Integer)


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

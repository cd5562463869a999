"""Days, weeks, months of the business zone as SQL, on SQLite and PostgreSQL alike."""

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, case, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from domain.timephrases.days import Period, month, quarter, week, year

Grain = Literal["day", "week", "month", "quarter", "year"]
GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "year")
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2200, 1, 1)

_SQLITE = {
    "day": "date({at}, {off})",
    "week": "date({at}, {off}, 'weekday 0', '-6 days')",
    "month": "strftime('%Y-%m-01', {at}, {off})",
    "quarter": "printf('%s-%02d-01', strftime('%Y', {at}, {off}), "
    "((strftime('%m', {at}, {off}) - 1) / 3) * 3 + 1)",
    "year": "strftime('%Y-01-01', {at}, {off})",
}


class Bucket(FunctionElement[str]):
    """The first local day of the day, week … that a moment falls in, as `YYYY-MM-DD`."""

    type = String()
    inherit_cache = True
    name = "bucket"


class _Day(Bucket):
    inherit_cache = True
    name = "bucket_day"


class _Week(Bucket):
    inherit_cache = True
    name = "bucket_week"


class _Month(Bucket):
    inherit_cache = True
    name = "bucket_month"


class _Quarter(Bucket):
    inherit_cache = True
    name = "bucket_quarter"


class _Year(Bucket):
    inherit_cache = True
    name = "bucket_year"


_BUCKETS: dict[str, type[Bucket]] = {
    "day": _Day,
    "week": _Week,
    "month": _Month,
    "quarter": _Quarter,
    "year": _Year,
}


@compiles(Bucket, "sqlite")
def _sqlite_bucket(element: Bucket, compiler: Any, **kw: Any) -> str:
    at, seconds = (compiler.process(each, **kw) for each in element.clauses)
    grain = element.name.removeprefix("bucket_")
    return _SQLITE[grain].format(at=at, off=f"({seconds}) || ' seconds'")


@compiles(Bucket, "postgresql")
def _postgres_bucket(element: Bucket, compiler: Any, **kw: Any) -> str:
    at, seconds = (compiler.process(each, **kw) for each in element.clauses)
    grain = element.name.removeprefix("bucket_")
    return f"to_char(date_trunc('{grain}', {at} + ({seconds}) * interval '1 second'), 'YYYY-MM-DD')"


def bucket(grain: Grain, at: ColumnElement[Any], period: Period, zone: ZoneInfo) -> Bucket:
    """The bucket of a moment column; `period` says which changes of the zone's offset matter."""
    return _BUCKETS[grain](at, _offset(at, period, zone))


def bucket_of_day(grain: Grain, on: ColumnElement[Any]) -> Bucket:
    """The bucket of a column that is a day already."""
    return _BUCKETS[grain](on, literal_column("0"))


def _offset(at: ColumnElement[Any], period: Period, zone: ZoneInfo) -> ColumnElement[Any]:
    """Seconds east of UTC, by when it was: one number, or a choice where the clocks changed."""
    changes = _changes(zone.key, period)
    last: ColumnElement[Any] = literal_column(str(changes[-1][1]))
    if len(changes) == 1:
        return last
    choices: list[tuple[ColumnElement[bool], ColumnElement[Any]]] = [
        (at < until, literal_column(str(seconds)))
        for (_, seconds), (until, _) in itertools.pairwise(changes)
    ]
    return case(*choices, else_=last)


@lru_cache(maxsize=256)
def _changes(key: str, period: Period) -> tuple[tuple[datetime, int], ...]:
    """From when which offset holds, to the hour, within the period and a day around it."""
    zone = ZoneInfo(key)
    start = datetime.combine(period.start - timedelta(days=1), time(), UTC)
    end = datetime.combine(period.end + timedelta(days=1), time(), UTC)
    found = [(start, _seconds(start, zone))]
    at = start
    while at < end:
        at += timedelta(days=1)
        if _seconds(at, zone) != found[-1][1]:
            exact = at - timedelta(days=1)
            while _seconds(exact, zone) == found[-1][1]:
                exact += timedelta(minutes=15)
            found.append((exact, _seconds(exact, zone)))
    return tuple(found)


def _seconds(at: datetime, zone: ZoneInfo) -> int:
    offset = at.astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def bounds(period: Period, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The moments at which the period's first day begins and its last has ended."""
    begin, end = (datetime.combine(each, time(), zone) for each in period)
    return begin, end


def whole(grain: Grain, on: date) -> Period:
    """The day, week … that a day falls in."""
    if grain == "day":
        return Period(on, on + timedelta(days=1))
    if grain == "week":
        return week(on)
    if grain == "month":
        return month(on.year, on.month)
    return quarter(on.year, (on.month + 2) // 3) if grain == "quarter" else year(on.year)


def buckets(grain: Grain, period: Period) -> Iterator[Period]:
    """Every bucket that the period touches, oldest first."""
    at = period.start
    while at < period.end:
        found = whole(grain, at)
        yield found
        at = found.end


def label(grain: Grain, start: date) -> str:
    """2026-01-05, 2026-W02, 2026-01, 2026-Q1, 2026."""
    if grain == "day":
        return start.isoformat()
    if grain == "week":
        iso = start.isocalendar()
        return f"{iso.year}-W{iso.week:02d}"
    if grain == "month":
        return f"{start:%Y-%m}"
    return f"{start.year}-Q{(start.month + 2) // 3}" if grain == "quarter" else f"{start.year}"


def earlier(period: Period, months: int, days: int) -> Period:
    """The period so much before."""
    return Period(_back(period.start, months, days), _back(period.end, months, days))


def _back(on: date, months: int, days: int) -> date:
    if not months:
        return on - timedelta(days=days)
    first = month(on.year, on.month - months)
    return min(first.start + timedelta(days=on.day - 1), first.end - timedelta(days=1))

"""What SQLite and PostgreSQL say in their own ways: spans of time, lists of values."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class SecondsBetween(FunctionElement[int]):
    """Whole seconds from one moment to a later one; fractions of a second are cut off."""

    type = BigInteger()
    inherit_cache = True
    name = "seconds_between"


@compiles(SecondsBetween, "sqlite")
def _sqlite_seconds(element: SecondsBetween, compiler: Any, **kw: Any) -> str:
    begin, end = (compiler.process(each, **kw) for each in element.clauses)
    return f"(unixepoch({end}) - unixepoch({begin}))"


@compiles(SecondsBetween, "postgresql")
def _postgres_seconds(element: SecondsBetween, compiler: Any, **kw: Any) -> str:
    begin, end = (compiler.process(each, **kw) for each in element.clauses)
    return (
        f"(floor(extract(epoch from {end}))::bigint - floor(extract(epoch from {begin}))::bigint)"
    )


class DaysBefore(FunctionElement[datetime]):
    """A moment so many days before another, or a little earlier: it bounds, it does not decide."""

    type = DateTime(timezone=True)
    inherit_cache = True
    name = "days_before"


@compiles(DaysBefore, "sqlite")
def _sqlite_days_before(element: DaysBefore, compiler: Any, **kw: Any) -> str:
    at, days = (compiler.process(each, **kw) for each in element.clauses)
    return f"date({at}, '-' || {days} || ' days')"  # a day is less than any time on it


@compiles(DaysBefore, "postgresql")
def _postgres_days_before(element: DaysBefore, compiler: Any, **kw: Any) -> str:
    at, days = (compiler.process(each, **kw) for each in element.clauses)
    return f"({at} - {days} * interval '1 day')"


class Values(FunctionElement[str]):
    """All values of a group as one text, with commas between them, in no certain order.

    Quantiles of many groups cost SQLite two sorted passes over all rows; this one costs it none.
    """

    type = String()
    inherit_cache = True
    name = "values_of"


@compiles(Values, "sqlite")
def _sqlite_values(element: Values, compiler: Any, **kw: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **kw)})"


@compiles(Values, "postgresql")
def _postgres_values(element: Values, compiler: Any, **kw: Any) -> str:
    return f"string_agg(({compiler.process(element.clauses, **kw)})::text, ',')"

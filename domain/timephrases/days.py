"""Calendar arithmetic for time phrases: weeks from Monday, ends exclusive, windows with today."""

from datetime import date, timedelta
from re import Match
from typing import NamedTuple


class Period(NamedTuple):
    """Days from `start` up to, but not including, `end`."""

    start: date
    end: date


def day(on: date) -> Period:
    return Period(on, on + timedelta(days=1))


def dated(year: int, month: int, number: int) -> Period | None:
    """A day that may not exist."""
    try:
        return day(date(year, month, number))
    except ValueError:
        return None


def week(today: date, away: int = 0) -> Period:
    """The calendar week `away` weeks from this one."""
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=away)
    return Period(monday, monday + timedelta(days=7))


def month(year: int, number: int) -> Period:
    """A month; numbers below 1 and above 12 count into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Period(date(year, number, 1), _first_after(year, number))


def _first_after(year: int, number: int) -> date:
    return date(year + number // 12, number % 12 + 1, 1)


def months(year: int, first: int, count: int) -> Period:
    return Period(month(year, first).start, month(year, first + count - 1).end)


def quarter(year: int, number: int) -> Period:
    return months(year, number * 3 - 2, 3)


def half(year: int, number: int) -> Period:
    return months(year, number * 6 - 5, 6)


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number + 1, 1, 1))


SEASONS = {"春": 3, "spring": 3, "夏": 6, "summer": 6, "秋": 9, "autumn": 9, "fall": 9}


def season(said: str, year: int) -> Period:
    """Three whole months of one year; a winter lies in two, and is none."""
    return months(year, SEASONS[said], 3)


def edge(whole: Period, count: int, *, is_end: bool) -> Period | None:
    """The first or the last so many days of a stretch."""
    if not 1 <= count <= (whole.end - whole.start).days:
        return None
    if is_end:
        return Period(whole.end - timedelta(days=count), whole.end)
    return Period(whole.start, whole.start + timedelta(days=count))


def latest_year(today: date, first_month: int, first_day: int = 1) -> int:
    """The year in which a span that begins on this day of a year has begun last."""
    return today.year - ((first_month, first_day) > (today.month, today.day))


def back(end: date, count: int) -> date:
    """The same day `count` months earlier, or that month's last."""
    first = month(end.year, end.month - count)
    return min(first.start + timedelta(days=end.day - 1), first.end - timedelta(days=1))


def rolling(today: date, *, days: int = 0, months: int = 0) -> Period:
    """The window of that length that ends with today."""
    end = today + timedelta(days=1)
    return Period(back(end, months) if months else end - timedelta(days=days), end)


def since(start: date, today: date) -> Period | None:
    end = today + timedelta(days=1)
    return Period(start, end) if start < end else None


def third(whole: Period, part: int) -> Period:
    """Of a month: its days 1-10, 11-20, 21-end (部分 1, 2, 3)."""
    start = whole.start + timedelta(days=10 * (part - 1))
    return Period(start, whole.end if part == 3 else start + timedelta(days=10))


def year_before(period: Period) -> Period:
    return Period(back(period.start, 12), back(period.end, 12))


def moving_feast(_match: Match[str], _today: date) -> Period | None:
    """A feast of other days every year, or of several: a time, but not which days."""
    return None

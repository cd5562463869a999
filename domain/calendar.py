"""The working time of the house: which hours of which days count, and sums with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.models import Holiday
from domain.rules import Rules

_SATURDAY = 5
_FAR = 20_000  # days looked ahead before a calendar counts as one that never opens
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """A length of time as rules state it; a working day has as many hours as the house opens."""

    days: int = 0
    hours: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class Calendar:
    """Open from `opens` to `closes` (hours, 24 for midnight) on weekdays in `zone`.

    `exceptions` are days that differ: False for one off, True for a weekend that is worked.
    """

    zone: tzinfo
    opens: int = 9
    closes: int = 18
    exceptions: Mapping[date, bool] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        return self.exceptions.get(day, day.weekday() < _SATURDAY)

    @property
    def day_length(self) -> timedelta:
        return timedelta(hours=max(self.closes - self.opens, 0))

    def length(self, span: Span) -> timedelta:
        """How much working time a span is."""
        return span.days * self.day_length + timedelta(hours=span.hours, minutes=span.minutes)

    def add(self, start: datetime, working: timedelta) -> datetime:
        """The moment when so much working time has passed since `start`, aware in `zone`.

        Time outside the opening hours does not count. Where the house never opens, all time does.
        """
        at, left = start.astimezone(UTC), working
        day = start.astimezone(self.zone).date()
        for _ in range(_FAR if self.day_length else 0):
            if self.is_working(day):
                opening, closing = self._open(day)
                at = max(at, opening)
                if at < closing and left <= closing - at:
                    return (at + left).astimezone(self.zone)
                left -= max(closing - at, timedelta(0))
            day += _ONE_DAY
        return (start.astimezone(UTC) + working).astimezone(self.zone)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from `start` to `end`; none where `end` is not later."""
        first, last = start.astimezone(UTC), end.astimezone(UTC)
        day, total = start.astimezone(self.zone).date(), timedelta(0)
        while day <= end.astimezone(self.zone).date():
            if self.is_working(day):
                opening, closing = self._open(day)
                total += max(min(closing, last) - max(opening, first), timedelta(0))
            day += _ONE_DAY
        return total

    def _open(self, day: date) -> tuple[datetime, datetime]:
        """Opening and closing of a day, in UTC so that differences are true lengths."""
        midnight = datetime.combine(day, time(), self.zone)
        if self.closes == 24:
            closing = datetime.combine(day + _ONE_DAY, time(), self.zone)
        else:
            closing = midnight.replace(hour=self.closes)
        return midnight.replace(hour=self.opens).astimezone(UTC), closing.astimezone(UTC)


def house_calendar(session: Session, zone: tzinfo, rules: Rules, *, since: date) -> Calendar:
    """The calendar as rules and holidays stand now, for sums that begin on `since` or later."""
    days = session.execute(select(Holiday.day, Holiday.is_working).where(Holiday.day >= since))
    return Calendar(zone, rules.opens_at, rules.closes_at, dict(days.tuples().all()))

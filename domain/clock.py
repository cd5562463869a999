"""The business clock: what time it is for the desk, and in which zone its days begin."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


def _wall_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Clock:
    """Tells the time, shifted by `offset` when the business clock was set to another one."""

    zone: ZoneInfo
    offset: timedelta = timedelta(0)
    source: Callable[[], datetime] = _wall_clock

    @classmethod
    def starting_at(
        cls, moment: datetime, zone: ZoneInfo, source: Callable[[], datetime] = _wall_clock
    ) -> "Clock":
        """A clock that shows `moment` now and runs on from there."""
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return cls(zone, aware - source(), source)

    @property
    def is_shifted(self) -> bool:
        return self.offset != timedelta(0)

    def now(self) -> datetime:
        """The present moment, aware, in the business time zone."""
        return (self.source() + self.offset).astimezone(self.zone)

    def today(self) -> date:
        return self.now().date()

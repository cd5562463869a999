"""The working days of the house: Chinese holidays, exchanged Saturdays, nine to six."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from domain.demo.shelf import Record, day, table

_OPENS, _CLOSES = 9, 18
_DAY = timedelta(days=1)


class Workdays:
    def __init__(self) -> None:
        written = table("catalogue")["holidays"]
        self.off = frozenset(each for span in written["off"] for each in _days(span))
        self.exchanged = frozenset(day(text) for text in written["working"])

    def records(self) -> Iterator[Record]:
        for each in sorted(self.off | self.exchanged):
            working = {"working": True} if each in self.exchanged else {}
            yield {"type": "holiday", "date": each.isoformat(), **working}

    def is_working(self, each: date) -> bool:
        return each in self.exchanged or (each.weekday() < 5 and each not in self.off)

    def next_open(self, at: datetime) -> datetime:
        """The same moment when the house is open, else the next opening."""
        while True:
            if at.hour < _CLOSES and self.is_working(at.date()):
                return at if at.hour >= _OPENS else _at(at, _OPENS)
            at = _at(at, _OPENS) + _DAY

    def after(self, at: datetime, hours: float) -> datetime:
        """The moment when so many working hours have passed."""
        left = timedelta(hours=hours)
        at = self.next_open(at)
        while True:
            closing = _at(at, _CLOSES)
            if left < closing - at:
                return at + left
            left -= closing - at
            at = self.next_open(closing)


def _at(moment: datetime, hour: int) -> datetime:
    return moment.replace(hour=hour, minute=0, second=0, microsecond=0)


def _days(span: str) -> Iterator[date]:
    first, _, last = span.partition("..")
    each = day(first)
    while each <= day(last or first):
        yield each
        each += _DAY

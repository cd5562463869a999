"""Working time: sums with opening hours, holidays and worked weekends."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Calendar, Span

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Spring Festival 2026: off from Monday the 16th to the 23rd, worked on Saturday the 28th.
FESTIVAL = {date(2026, 2, day): False for day in range(16, 24)} | {date(2026, 2, 28): True}
HOUSE = Calendar(SHANGHAI, 9, 18, FESTIVAL)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "span", "due"),
    [
        ("2026-02-12T10:00", Span(days=1), "2026-02-13T10:00"),
        ("2026-02-12T20:00", Span(days=1), "2026-02-13T18:00"),
        ("2026-02-13T17:00", Span(hours=2), "2026-02-24T10:00"),  # over the festival
        ("2026-02-27T17:00", Span(hours=2), "2026-02-28T10:00"),  # a worked Saturday
        ("2026-02-28T17:00", Span(hours=2), "2026-03-02T10:00"),
        ("2026-02-12T10:00", Span(minutes=15), "2026-02-12T10:15"),
        ("2026-02-14T10:00", Span(), "2026-02-24T09:00"),
    ],
)
def test_working_time_runs_only_while_the_house_is_open(start, span, due):
    assert HOUSE.add(at(start), HOUSE.length(span)) == at(due)


@st.composite
def calendars(draw):
    opens = draw(st.integers(0, 23))
    zone = ZoneInfo(draw(st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York"])))
    days = st.dates(date(2025, 12, 1), date(2027, 1, 31))
    exceptions = draw(st.dictionaries(days, st.booleans(), max_size=40))
    return Calendar(zone, opens, draw(st.integers(opens + 1, 24)), exceptions)


moments = st.integers(0, 330 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
lengths = st.integers(0, 60 * 24 * 30).map(lambda minutes: timedelta(minutes=minutes))


@given(calendars(), moments, lengths)
def test_what_is_added_is_what_lies_between(calendar, start, working):
    assert calendar.between(start, calendar.add(start, working)) == working


@given(calendars(), moments, lengths, lengths)
def test_working_time_adds_up_in_any_pieces(calendar, start, first, second):
    whole = calendar.add(start, first + second)
    in_pieces = calendar.add(calendar.add(start, first), second)
    assert calendar.between(start, whole) == calendar.between(start, in_pieces)
    assert calendar.add(start, first) <= whole


@given(calendars(), moments, moments)
def test_nothing_lies_between_a_moment_and_an_earlier_one(calendar, one, other):
    first, last = sorted((one, other))
    assert calendar.between(last, first) <= timedelta(0) + calendar.between(last, last)
    assert timedelta(0) <= calendar.between(first, last) <= last - first


def test_a_house_that_never_opens_counts_all_time():
    shut = Calendar(SHANGHAI, 9, 9)
    assert shut.add(at("2026-02-12T10:00"), timedelta(hours=5)) == at("2026-02-12T15:00")


def test_opening_hours_that_end_before_they_begin_are_refused(demo_store, as_user):
    from domain.errors import InvalidError
    from domain.rules import change_rules
    from tests.conftest import NOW

    with pytest.raises(InvalidError):
        demo_store.write(lambda s: change_rules(s, as_user("lead"), {"opens_at": 19}, now=NOW))

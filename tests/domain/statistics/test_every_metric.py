"""Every metric there is, counted in plain Python too, as a whole and by its groups."""

from datetime import date
from decimal import Decimal

import pytest

from domain.language import Language
from domain.statistics import Question, TimeRange, answer
from domain.statistics.metric import Measure
from domain.statistics.metrics import METRICS
from domain.statistics.times import GRAINS
from domain.statistics.vocabulary import dimensions_of
from tests.domain.figures_counted import COUNTED, Counting
from tests.domain.statistics.conftest import CLOCK, ask, viewer


def test_every_metric_there_is_is_counted_in_plain_python_too():
    assert set(COUNTED) == set(METRICS)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2024, 12, 1), date(2026, 3, 1)),
        (date(2025, 7, 3), date(2025, 12, 18)),
        (date(2026, 1, 1), date(2026, 2, 1)),
    ],
)
def test_every_metric_is_that_of_plain_counting(lively, metric: str, start: date, end: date):
    store, rows = lively
    wanted = COUNTED[metric](Counting(rows, start, end))
    asked = {"metric": metric, "time_range": TimeRange(start=start, end=end), "limit": 1000}
    table = ask(store, "boss", **asked)
    measure = METRICS[metric].measure
    if measure is Measure.MONEY:
        assert {row[0]: Decimal(str(row[1])) for row in table.rows} == dict(wanted.items())
        return
    assert table.row_count or not wanted
    if measure in (Measure.COUNT, Measure.SUM):
        at = 1 if METRICS[metric].standing else 0
        assert sum(row[at] for row in table.rows) == wanted
        return
    if METRICS[metric].standing:  # the share of each group, of all its rows
        assert sum(row[-1] for row in table.rows) == len(wanted)
        assert sum(row[-2] for row in table.rows) == sum(wanted)
        return
    (row,) = table.rows
    if measure is Measure.SHARE:
        assert row[-2:] == [sum(wanted), len(wanted)]
        return
    values, seconds = sorted(wanted), METRICS[metric].seconds
    middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
    high = values[(len(values) * 9 + 9) // 10 - 1]
    for shown, exact in zip(row, (sum(values) / len(values), middle, high), strict=False):
        assert shown == pytest.approx(exact / seconds, abs=0.051)
    assert row[-1] == len(values)


@pytest.mark.parametrize("metric", METRICS)
def test_what_the_groups_of_any_dimension_count_is_what_the_metric_counts(lively, metric: str):
    store, _ = lively
    who = viewer(store, "boss")
    measure = METRICS[metric].measure
    period = TimeRange(start=date(2025, 3, 1), end=date(2026, 2, 1))
    with store.reader(who) as session:
        for dimension in dimensions_of(who, METRICS[metric]):
            if METRICS[metric].is_level and dimension.code in GRAINS:
                continue  # it stands in each of them
            table = answer(
                session,
                who,
                Question(metric=metric, group_by=[dimension.code], time_range=period, limit=1000),
                clock=CLOCK,
                language=Language.EN,
            )
            counted = _among(table.rows, measure)
            assert counted is None or counted == table.row_count, dimension.code


def _among(rows, measure: Measure) -> int | None:
    """How many rows the groups have counted together, where the table says so."""
    if measure is Measure.SHARE:
        return sum(row[-1] for row in rows)
    if measure is Measure.SPREAD:
        return sum(row[-1] for row in rows)
    return None

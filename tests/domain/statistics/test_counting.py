"""Figures are exact: the handbook's answer, both databases, plain counting."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from domain.database import Store
from domain.language import Language
from domain.statistics import Filter, Question, TimeRange, answer
from domain.statistics.metrics import METRICS
from domain.statistics.times import GRAINS, whole
from domain.statistics.vocabulary import dimensions_of
from tests.conftest import ZONE
from tests.domain.figures_desk import copied, postgres, seen_by
from tests.domain.statistics.conftest import CLOCK, ask, viewer


def test_the_question_of_the_handbook_has_the_answer_of_the_handbook(world: Store):
    table = ask(
        world, "market", Language.ZH, metric="tickets_created", group_by=["category"],
        time_range=TimeRange(phrase="上个月"), only=["欧洲地区", "Edge 8K"],
    )  # fmt: skip
    assert table.rows[:2] == [["稳定性 > 死机", 12, 42.9], ["硬件 > SDI口", 6, 21.4]]
    assert table.row_count == 28
    assert (table.period.start, table.period.end) == ("2026-01-01", "2026-02-01")
    assert sum(row[1] for row in table.rows) == 28
    assert table.definition == METRICS["tickets_created"].definition.zh
    assert {each["value"] for each in table.filters} == {"europe", "mavo_edge_8k"}
    assert table.as_of.startswith("2026-02-15T09:00")


@pytest.fixture(scope="module")
def both(world: Store, tmp_path_factory: pytest.TempPathFactory):
    """The demo world on PostgreSQL."""
    engine = postgres(tmp_path_factory.mktemp("pg"))
    copied(create_engine(f"sqlite:///{world.path}"), engine)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("name", ["market", "repair", "proav"])
def test_every_metric_by_every_dimension_is_equal_on_both_databases(world: Store, both, name: str):
    who = viewer(world, name)
    asked = 0
    with world.reader(who) as here, seen_by(both, who) as there:
        for metric in METRICS.values():
            if not metric.offered_to(who):
                continue
            for dimension in dimensions_of(who, metric):
                question = Question(
                    metric=metric.code,
                    group_by=[dimension.code],
                    time_range=TimeRange(start=date(2025, 6, 1), end=date(2026, 2, 16)),
                    limit=50,
                )
                one, two = (
                    answer(session, who, question, clock=CLOCK, language=Language.EN)
                    for session in (here, there)
                )
                assert one.rows == two.rows, (metric.code, dimension.code)
                assert one.row_count == two.row_count
                asked += 1
    assert asked > 150


PLAIN = {
    "kind": lambda ticket, _: ticket.kind,
    "product": lambda ticket, _: ticket.product_id,
    "region": lambda _, customer: customer.region_id if customer else None,
    "country": lambda _, customer: customer.country if customer else None,
    "severity": lambda ticket, _: ticket.severity,
    "source": lambda ticket, _: ticket.source,
    "dealer": lambda ticket, _: ticket.reader_dealer_id,
    "warranty": lambda ticket, _: ticket.in_warranty,
}


PERIODS = st.tuples(
    st.dates(date(2024, 11, 1), date(2026, 2, 14)), st.integers(1, 500)
).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1])))  # fmt: skip


QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def inside(moment: datetime | None, start: date, end: date) -> bool:
    return moment is not None and start <= moment.astimezone(ZONE).date() < end


@given(period=PERIODS, dimension=st.sampled_from(sorted(PLAIN)),
       kind=st.sampled_from([None, "consult", "rma", "dealer_repair"]), leave_out=st.booleans(),
       metric=st.sampled_from(["tickets_created", "tickets_closed"]))  # fmt: skip
@QUICK
def test_counts_are_those_of_plain_counting(
    world: Store, plain, period, dimension, kind, leave_out, metric
):
    start, end = period
    at = "created_at" if metric == "tickets_created" else "closed_at"
    wanted = Counter(
        PLAIN[dimension](ticket, customer)
        for ticket, customer, _ in plain
        if inside(getattr(ticket, at), start, end)
        and (kind is None or (ticket.kind == kind) != leave_out)
    )
    op = "not_in" if leave_out else "in"
    filters = [Filter(field="kind", op=op, values=[kind])] if kind else []
    table = ask(
        world, "market", metric=metric, group_by=[dimension], limit=1000,
        time_range=TimeRange(start=start, end=end), filters=filters,
    )  # fmt: skip
    assert sorted(row[1] for row in table.rows) == sorted(wanted.values())
    assert table.row_count == sum(wanted.values())
    unclassified = [row[1] for row, key in zip(table.rows, table.keys, strict=True)
                    if key == {dimension: None}]  # fmt: skip
    assert unclassified == ([wanted[None]] if wanted[None] else [])


@given(period=PERIODS, grain=st.sampled_from(GRAINS))
@QUICK
def test_buckets_are_days_of_the_business_zone(world: Store, plain, period, grain):
    start, end = period
    wanted = Counter(
        whole(grain, ticket.created_at.astimezone(ZONE).date()).start.isoformat()
        for ticket, _, _ in plain
        if inside(ticket.created_at, start, end)
    )
    table = ask(world, "market", metric="tickets_created", grain=grain, running_total=True,
                time_range=TimeRange(start=start, end=end))  # fmt: skip
    found = {key[grain]: row[1] for key, row in zip(table.keys, table.rows, strict=True)}
    assert {bucket: count for bucket, count in found.items() if count} == dict(wanted)
    assert table.rows[-1][2] == sum(wanted.values())


@given(period=PERIODS)
@QUICK
def test_times_are_those_of_plain_sorting(world: Store, plain, period):
    start, end = period
    seconds = sorted(
        int(measured.responded_at.timestamp()) - int(ticket.created_at.timestamp())
        for ticket, _, measured in plain
        if inside(ticket.created_at, start, end) and measured and measured.responded_at
    )
    table = ask(world, "market", metric="response_hours",
                time_range=TimeRange(start=start, end=end))  # fmt: skip
    mean, median, high, count = table.rows[0]
    assert count == len(seconds)
    if seconds:
        middle = (seconds[(len(seconds) - 1) // 2] + seconds[len(seconds) // 2]) / 2
        nearest_rank = seconds[(len(seconds) * 9 + 9) // 10 - 1]
        assert mean == pytest.approx(sum(seconds) / len(seconds) / 3600, abs=0.051)
        assert median == pytest.approx(middle / 3600, abs=0.051)
        assert high == pytest.approx(nearest_rank / 3600, abs=0.051)


@given(end=st.dates(date(2025, 1, 1), date(2026, 2, 15)))
@QUICK
def test_open_tickets_are_those_that_stood_at_the_end(world: Store, plain, end):
    moment = datetime.combine(end, time(), ZONE)
    wanted = sum(
        1
        for ticket, _, _ in plain
        if ticket.created_at < moment and (ticket.closed_at is None or ticket.closed_at >= moment)
    )
    table = ask(world, "market", metric="tickets_open",
                time_range=TimeRange(start=end - timedelta(days=30), end=end))  # fmt: skip
    assert table.rows == [[wanted]]

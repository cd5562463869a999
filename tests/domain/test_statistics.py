"""Statistics: exact, the same on both databases, and each viewer's own."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, delete, or_, select

from domain.access import Viewer
from domain.clock import Clock
from domain.database import Store
from domain.errors import InvalidError, OutsideError
from domain.identity import viewer_named
from domain.language import Language
from domain.models import (
    Article,
    ArticleUse,
    AssistantAnswer,
    Base,
    Customer,
    Milestone,
    Receivable,
    ReceivablePayment,
    Stock,
    StockMovement,
    Ticket,
    User,
)
from domain.statistics import Filter, Question, TimeRange, answer, tickets_behind, vocabulary
from domain.statistics.chances import binomial_at_least, fisher_at_least, surprising
from domain.statistics.metric import Measure
from domain.statistics.metrics import METRICS
from domain.statistics.moods import ANGRY, anger
from domain.statistics.times import GRAINS, whole
from domain.statistics.vocabulary import dimensions_of
from domain.statistics.warnings import findings, keep_new
from tests.conftest import NOW, ZONE
from tests.domain.figures_counted import COUNTED, Counting, rows_of
from tests.domain.figures_desk import copied, postgres, seen_by

CLOCK = Clock(ZONE, source=lambda: NOW.astimezone(UTC))
JANUARY = TimeRange(start=date(2026, 1, 1), end=date(2026, 2, 1))
DEALERS = ("proav", "gafpa", "onesv", "euoffice", "dpgadget", "rmk")


@pytest.fixture(scope="module")
def world(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo world, read only."""
    path = tmp_path_factory.mktemp("figures") / "bokeh.db"
    shutil.copy(demo_file, path)
    opened = Store(path)
    yield opened
    opened.close()


def viewer(store: Store, name: str) -> Viewer:
    with store.unbound_reader() as session:
        found = viewer_named(session, name, stage=3)
    assert found is not None
    return found


def ask(store: Store, name: str, language: Language = Language.EN, **asked):
    who = viewer(store, name)
    with store.reader(who) as session:
        return answer(session, who, Question(**asked), clock=CLOCK, language=language)


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


class Rows(list):
    """A long list that is not shown whole when a test fails."""

    def __repr__(self) -> str:
        return f"<{len(self)} rows>"


@pytest.fixture(scope="module")
def plain(world: Store):
    """Every ticket with its milestones and its customer, as plain rows."""
    with world.unbound_reader() as session:
        customers = {row.id: row for row in session.scalars(select(Customer))}
        milestones = {row.ticket_id: row for row in session.scalars(select(Milestone))}
        rows = Rows(
            (row, customers.get(row.customer_id), milestones.get(row.id))
            for row in session.scalars(select(Ticket))
        )
        session.expunge_all()
    return rows


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


@pytest.fixture(scope="module")
def lively(demo_file: Path, tmp_path_factory: pytest.TempPathFactory):
    """The demo world with answers of the assistant, restocked parts and debts, and its rows."""
    path = tmp_path_factory.mktemp("lively") / "bokeh.db"
    shutil.copy(demo_file, path)
    store = Store(path)
    store.write(enliven)
    yield store, rows_of(store)
    store.close()


def enliven(session) -> None:
    users = list(session.scalars(select(User).order_by(User.id)))
    articles = list(session.scalars(select(Article.id).order_by(Article.id).limit(9)))
    tickets = list(session.scalars(select(Ticket).order_by(Ticket.id).limit(200)))
    part, dealer = session.scalar(select(Stock.part_id)), session.scalar(select(Stock.dealer_id))
    receivable = session.scalars(select(Receivable)).first()
    for place, ticket in enumerate(tickets):
        user, at = users[place % len(users)], ticket.created_at - timedelta(hours=place % 96)
        if user.dealer_id in (None, ticket.reader_dealer_id):  # a dealer opens its own only
            ticket.created_by_id = user.id
        session.add(AssistantAnswer(
            user_id=user.id, dealer_id=user.dealer_id, of_house=user.dealer_id is None,
            has_article=place % 3 > 0, outcome="answered", at=at,
        ))  # fmt: skip
        session.add(ArticleUse(
            article_id=articles[place % 9], user_id=user.id, dealer_id=user.dealer_id, at=at,
        ))  # fmt: skip
        if place % 10 == 0:
            session.add(StockMovement(
                dealer_id=dealer, part_id=part, change=place + 1, quantity_after=place + 1,
                reason="restock", at=at,
            ))  # fmt: skip
    session.add(ReceivablePayment(
        receivable_id=receivable.id, method="bank", amount=Decimal("12.34"),
        paid_on=receivable.since + timedelta(days=3), recorded_at=NOW,
    ))  # fmt: skip


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


def test_what_the_limit_leaves_out_is_one_row_so_that_shares_add_up(world: Store):
    for limit in (1, 3, 5):
        table = ask(world, "market", metric="tickets_created", group_by=["category"], limit=limit,
                    time_range=JANUARY)  # fmt: skip
        assert len(table.rows) == limit + 1
        assert table.rows[-1][0].startswith("other (")
        assert table.keys[-1] is None
        assert sum(row[2] for row in table.rows) == pytest.approx(100, abs=0.3)
        assert sum(row[1] for row in table.rows) == table.row_count


def test_what_is_excluded_and_what_is_not_known_are_two_things(world: Store):
    everything = ask(world, "market", metric="tickets_created", time_range=JANUARY).rows[0][0]
    europe = ask(world, "market", metric="tickets_created", time_range=JANUARY, only=["Europe"])
    others = ask(world, "market", metric="tickets_created", time_range=JANUARY, exclude=["Europe"])
    assert europe.rows[0][0] + others.rows[0][0] == everything


def test_the_dealers_figures_add_up_to_those_of_the_house(lively):
    store, _ = lively
    checked = 0
    for metric in METRICS.values():
        held = metric.source.groups
        if "dealer" not in held or not metric.offered_to(viewer(store, "proav")):
            continue
        whole_house = ask(store, "boss", metric=metric.code, group_by=["dealer"], limit=100)
        of_dealer = {
            (key["dealer"], key.get("currency")): row[2 if "currency" in key else 1 :]
            for key, row in zip(whole_house.keys, whole_house.rows, strict=True)
            if key
        }
        places = (2,) if metric.measure is Measure.MONEY else _places(metric.measure)
        for name in DEALERS:
            own = ask(store, name, metric=metric.code, limit=1000)
            for place in places if not metric.standing else ():
                for key, row in zip(own.keys, own.rows, strict=True):
                    expected = of_dealer.get((name, key.get("currency")))
                    shown = row[1:] if "currency" in key else row
                    at = 0 if metric.measure is Measure.MONEY else place
                    told = expected[at] if expected else 0
                    assert str(shown[at]) == str(told), (metric.code, name)
                    checked += 1
    assert checked > 60


def _places(measure: Measure) -> tuple[int, ...]:
    """The columns of a figure that can be compared as they are."""
    return {Measure.SHARE: (1, 2), Measure.SPREAD: (3,)}.get(measure, (0,))


def test_a_dealers_answer_is_the_same_whatever_others_have(world: Store, tmp_path: Path):
    alone_path = tmp_path / "bokeh.db"
    shutil.copy(world.path, alone_path)
    who = viewer(world, "gafpa")
    with create_engine(f"sqlite:///{alone_path}").begin() as connection:
        gone = select(Ticket.id).where(
            or_(Ticket.reader_dealer_id.is_(None), Ticket.reader_dealer_id != who.dealer_id)
        )
        ids = [row[0] for row in connection.execute(gone)]
        for table in reversed(Base.metadata.sorted_tables):
            if "ticket_id" in table.c:
                connection.execute(delete(table).where(table.c.ticket_id.in_(ids)))
        connection.execute(delete(Base.metadata.tables["links"]))
        connection.execute(delete(Ticket).where(Ticket.id.in_(ids)))
        connection.execute(delete(Receivable).where(Receivable.dealer_id != who.dealer_id))
    alone = Store(alone_path)
    try:
        for metric in METRICS.values():
            if not metric.offered_to(who):
                continue
            for dimension in dimensions_of(who, metric):
                asked = {"metric": metric.code, "group_by": [dimension.code],
                         "time_range": TimeRange(phrase="last 12 months")}  # fmt: skip
                one, two = ask(world, "gafpa", **asked), ask(alone, "gafpa", **asked)
                assert one == two, (metric.code, dimension.code)
    finally:
        alone.close()


def test_a_dealer_is_offered_no_dealer_and_no_handler(world: Store):
    who = viewer(world, "proav")
    with world.reader(who) as session:
        offered = vocabulary(session, who, Language.EN)
    names = {each["name"] for each in offered["dimensions"]}
    assert not names & {"dealer", "handler"}
    assert "exceptions" not in {each["name"] for each in offered["metrics"]}
    with pytest.raises(OutsideError):
        ask(world, "proav", metric="tickets_created", group_by=["dealer"])
    with pytest.raises(InvalidError) as refused:
        ask(world, "proav", metric="tickets_created", only=["Gafpa"])
    assert "Gafpa" not in refused.value.text.en.replace("“Gafpa”", "")


@pytest.mark.parametrize("metric", ["satisfaction", "return rate", "", "profit"])
def test_what_is_not_kept_is_refused_with_what_can_be_asked(world: Store, metric: str):
    with pytest.raises(OutsideError) as refused:
        ask(world, "market", metric=metric)
    assert "tickets created" in refused.value.text.en


def test_an_unknown_name_is_answered_with_near_ones(world: Store):
    with pytest.raises(InvalidError) as refused:
        ask(world, "market", metric="tickets_created", only=["Edge 9K"])
    assert "MAVO Edge 8K" in refused.value.text.en


@pytest.mark.parametrize("group", ["category", "product", "dealer", "month", "warranty", "batch"])
def test_behind_every_cell_stand_as_many_tickets_as_it_says(world: Store, group: str):
    who = viewer(world, "market")
    question = Question(metric="tickets_created", group_by=[group], time_range=JANUARY, limit=100)
    with world.reader(who) as session:
        table = answer(session, who, question, clock=CLOCK, language=Language.EN)
        for key, row in zip(table.keys, table.rows, strict=True):
            _, total = tickets_behind(
                session, who, table.question, key, clock=CLOCK, language=Language.EN
            )
            assert total == row[1], key


def test_a_comparison_stands_beside_what_it_compares(world: Store):
    table = ask(world, "market", metric="tickets_created", time_range=JANUARY,
                compare_to="previous_period")  # fmt: skip
    december = TimeRange(start=date(2025, 12, 1), end=date(2026, 1, 1))
    then = ask(world, "market", metric="tickets_created", time_range=december)
    assert table.compared_with.start == "2025-12-01"
    assert table.rows[0][1] == then.rows[0][0]
    assert table.rows[0][2] == table.rows[0][0] - table.rows[0][1]
    so_far = ask(world, "market", metric="tickets_created", compare_to="same_period_last_year",
                 time_range=TimeRange(phrase="this month"))  # fmt: skip
    assert (so_far.compared_with.start, so_far.compared_with.end) == ("2025-02-01", "2025-02-16")


def test_two_times_stand_side_by_side(world: Store):
    january, november = JANUARY, TimeRange(start=date(2025, 11, 1), end=date(2025, 12, 1))
    table = ask(world, "market", metric="tickets_created", time_range=january, against=november)
    then = ask(world, "market", metric="tickets_created", time_range=november)
    assert (table.compared_with.start, table.compared_with.end) == ("2025-11-01", "2025-12-01")
    assert table.rows[0][1] == then.rows[0][0]
    assert ask(world, "market", **table.question.model_dump()).rows == table.rows
    december = TimeRange(phrase="December 2025")
    before = ask(world, "market", metric="tickets_created", time_range=january, against=december)
    assert before.question.compare_to == "previous_period"
    with pytest.raises(InvalidError):
        ask(world, "market", metric="tickets_created", against=november)


def test_a_name_is_taken_for_what_the_figure_is_about(world: Store):
    fan = ask(world, "market", metric="parts_used", only=["category=fan"])
    assert [each["field"] for each in fan.filters] == ["part"]
    cases = ask(world, "market", metric="tickets_created", only=["category=fan"])
    assert [each["field"] for each in cases.filters] == ["category"]
    assert ask(world, "market", metric="wishes", group_by=["status"]).columns[0] == "Wish status"
    with pytest.raises(OutsideError) as refused:
        ask(world, "market", metric="debt", only=["kind=rma"])
    assert "kind" in refused.value.text.en


def test_wishes_rank_by_their_votes(world: Store):
    table = ask(world, "market", metric="wish_votes", limit=100)
    votes = [row[1] for row in table.rows]
    assert votes == sorted(votes, reverse=True)
    assert table.columns[0] == "Wish"
    assert sum(votes) == ask(world, "market", metric="wishes").rows[0][1]


def test_a_zone_that_changes_its_clocks_keeps_its_days(world: Store, plain):
    berlin = ZoneInfo("Europe/Berlin")
    clock = Clock(berlin, source=lambda: NOW.astimezone(UTC))
    who = viewer(world, "market")
    days = TimeRange(start=date(2025, 3, 1), end=date(2025, 11, 30))
    question = Question(metric="tickets_created", grain="day", time_range=days)
    with world.reader(who) as session:
        table = answer(session, who, question, clock=clock, language=Language.EN)
    wanted = Counter(ticket.created_at.astimezone(berlin).date() for ticket, _, _ in plain)
    for key, row in zip(table.keys, table.rows, strict=True):
        assert row[1] == wanted[date.fromisoformat(key["day"])]


def test_the_bad_batch_is_found_and_nothing_else_is_alarmed_of(world: Store):
    with world.unbound_reader() as session:
        found = [each for each in findings(session, NOW) if each.kind == "batch"]
    assert [each.evidence["batch"] for each in found] == ["2026Q1-003"]
    assert (found[0].evidence["rate"], found[0].evidence["mean"]) == (0.06, 0.02)
    assert found[0].evidence["chance"] < 0.05 / found[0].evidence["tests"]
    assert "RMA-D-2602-0157" in found[0].tickets


def test_what_the_assistant_answered_is_counted_for_whom_it_was(demo_store: Store):
    """Two answers with an article; after one of them the dealer opened a ticket."""
    at = NOW - timedelta(days=2)

    def work(session):
        proav = viewer_named(session, "proav", stage=3)
        for when in (at, at - timedelta(days=30)):
            session.add(AssistantAnswer(
                user_id=proav.user_id, dealer_id=proav.dealer_id, of_house=False,
                has_article=True, outcome="answered", at=when,
            ))  # fmt: skip
        ticket = session.scalar(select(Ticket).where(Ticket.reader_dealer_id == proav.dealer_id))
        ticket.created_by_id, ticket.created_at = proav.user_id, at + timedelta(hours=1)

    demo_store.write(work)
    own = ask(demo_store, "proav", metric="self_solved_share")
    assert own.rows == [[50.0, 1, 2]]
    assert ask(demo_store, "gafpa", metric="assistant_answers").rows == [[0]]
    assert ask(demo_store, "market", metric="assistant_answers", group_by=["dealer"]).rows == [
        ["ProAV", 2, 100.0]
    ]


def test_nothing_is_warned_of_twice(demo_store: Store):
    first = demo_store.write(lambda session: keep_new(session, NOW))
    again = demo_store.write(lambda session: keep_new(session, NOW + timedelta(hours=6)))
    assert first
    assert again == []


def test_the_exact_tests_are_exact():
    assert binomial_at_least(3, 10, 0.5) == pytest.approx(1 - (1 + 10 + 45) / 1024)
    assert fisher_at_least(3, 3, 0, 3) == pytest.approx(1 / 20)
    assert surprising({"a": 0.01, "b": 0.04, "c": 0.9}) == {"a"}


@pytest.mark.parametrize(
    ("text", "is_angry"),
    [
        ("等了三周还没人回，太过分了，我要投诉！！", True),
        ("This is unacceptable, still no answer after three weeks now. I want a refund.", True),
        ("机器修好了，谢谢你们", False),
        ("Could you please send the tracking number?", False),
    ],
)
def test_anger_is_heard_in_both_languages(text: str, is_angry: bool):
    assert (anger(text)[0] >= ANGRY) == is_angry


def test_tiny_batches_stand_behind_those_that_say_something(world: Store):
    table = ask(world, "market", metric="batch_problem_rate", limit=500)
    sizes = [row[3] for row in table.rows]
    assert min(sizes) < METRICS["batch_problem_rate"].enough <= max(sizes)
    assert sizes == sorted(sizes, key=lambda size: size < METRICS["batch_problem_rate"].enough)
    assert "20" in table.definition

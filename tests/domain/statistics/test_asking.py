"""What may be asked of figures, of whom, and how the answer reads."""

import shutil
from collections import Counter
from datetime import UTC, date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import create_engine, delete, or_, select

from domain.clock import Clock
from domain.database import Store
from domain.errors import InvalidError, OutsideError
from domain.language import Language
from domain.models import (
    Base,
    Receivable,
    Ticket,
)
from domain.statistics import Question, TimeRange, answer, tickets_behind, vocabulary
from domain.statistics.metric import Measure
from domain.statistics.metrics import METRICS
from domain.statistics.vocabulary import dimensions_of
from tests.conftest import NOW
from tests.domain.statistics.conftest import CLOCK, ask, viewer

JANUARY = TimeRange(start=date(2026, 1, 1), end=date(2026, 2, 1))


DEALERS = ("proav", "gafpa", "onesv", "euoffice", "dpgadget", "rmk")


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

"""Summaries and early warnings come round by themselves, to whom they concern, and once."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from domain.access import Viewer
from domain.database import Store
from domain.jobs.figures import JOBS
from domain.models import Notification, Outgoing, User
from domain.notifications import taking
from domain.notifications.taking import Telling
from domain.outbox import NOTICE
from domain.schedules import run_due
from domain.statistics.table import Shown
from tests.conftest import NOW, ZONE

SUNDAY = datetime(2026, 2, 15, 12, tzinfo=ZONE)
MONDAY = SUNDAY + timedelta(days=1)
FIRST_OF_MARCH = datetime(2026, 3, 1, 12, tzinfo=ZONE)
OUTSIDERS = {"proav", "gafpa", "onesv", "euoffice", "dpgadget", "rmk", "max"}


@pytest.fixture
def waiting(demo_store: Store) -> Store:
    """The demo world with its jobs noted on Sunday and nothing else left to tell."""
    take(demo_store, NOW)
    run_due(demo_store, now=SUNDAY, among=JOBS)
    return demo_store


def take(store: Store, at: datetime) -> None:
    while taking.take_waiting(store, Telling(3, at, [])):
        pass


def told(store: Store, *events: str) -> list[tuple[str, Notification]]:
    with store.unbound_reader() as session:
        rows = session.execute(
            select(User.username, Notification)
            .join(Notification, Notification.user_id == User.id)
            .where(Notification.event.in_(events))
        )
        return [(name, row) for name, row in rows]


def test_the_week_is_summed_up_on_monday_for_leads_and_management_only(waiting: Store):
    waiting.write(lambda s: s.execute(update(User).values(language="zh")) and None)
    run_due(waiting, now=MONDAY, among=JOBS)
    take(waiting, MONDAY)
    reports = told(waiting, "report")
    assert {"lead", "boss"} <= {name for name, _ in reports}
    assert not OUTSIDERS & {name for name, _ in reports}
    assert {row.title for _, row in reports} == {"2026-02-09 至 2026-02-15 服务摘要"}
    text = reports[0][1].text
    assert "新建工单" in text
    assert "待办" in text


def test_the_summary_keeps_its_figures_with_charts_in_the_readers_language(waiting: Store):
    waiting.write(
        lambda s: (
            s.execute(update(User).where(User.username == "boss").values(language="en")) and None
        )
    )
    waiting.write(
        lambda s: (
            s.execute(update(User).where(User.username == "lead").values(language="zh")) and None
        )
    )
    run_due(waiting, now=FIRST_OF_MARCH, among=[each for each in JOBS if "month" in each.name])
    take(waiting, FIRST_OF_MARCH)
    reports = dict(told(waiting, "report"))
    for name, title in (
        ("boss", "Tickets created · by category"),
        ("lead", "新建工单 · 按问题类别"),
    ):
        figures = [Shown.model_validate(each) for each in reports[name].facts["figures"]]
        by_category = next(each for each in figures if each.title.startswith(title))
        assert by_category.chart is not None
        assert by_category.chart.series[0].values[0] == by_category.rows[0][1]


def test_the_month_is_summed_up_on_the_first_with_the_month_before(waiting: Store):
    run_due(waiting, now=FIRST_OF_MARCH, among=[each for each in JOBS if "month" in each.name])
    take(waiting, FIRST_OF_MARCH)
    titles = {row.title for _, row in told(waiting, "report")}
    assert titles
    assert all("2026-02-01" in title and "2026-02-28" in title for title in titles)


def test_the_bad_batch_is_told_with_its_numbers_and_tickets_and_once(waiting: Store):
    run_due(waiting, now=MONDAY, among=JOBS)
    take(waiting, MONDAY)
    batches = told(waiting, "bad_batch")
    assert {"rnd", "boss"} <= {name for name, _ in batches}
    assert not OUTSIDERS & {name for name, _ in batches}
    for _, row in batches:
        assert "2026Q1-003" in row.title
        assert "6.0%" in row.text
        assert "RMA-D-2602-0157" in row.text
    run_due(waiting, now=MONDAY + timedelta(days=1), among=JOBS)
    with waiting.unbound_reader() as session:
        new = session.scalars(select(Outgoing).where(Outgoing.topic == NOTICE)).all()
    assert "bad_batch" not in {row.payload["event"] for row in new}


def test_warnings_of_a_ticket_reach_nobody_outside_the_house(waiting: Store, as_user):
    run_due(waiting, now=MONDAY, among=JOBS)
    take(waiting, MONDAY)
    dealer: Viewer = as_user("proav")
    events = ["bad_batch", "frequent_problem", "odd_settlement", "angry_customer", "report"]
    with waiting.reader(dealer) as session:
        assert (
            session.scalars(select(Notification).where(Notification.event.in_(events))).all() == []
        )

"""What is told at its time: debts, rhythms, jobs and the worker's rounds."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.lifecycle import Notice
from domain.models import (
    Dealer,
    Receivable,
    ScheduledJob,
)
from domain.outbox import tell_of
from domain.schedules import Job, Rhythm, run_due
from domain.worker import Worker
from tests.conftest import ZONE
from tests.domain.notifications.conftest import NOON


def test_debts_are_warned_of_once_for_each_age(house):
    def owe(session):
        dealer = session.scalars(select(Dealer)).first()
        session.query(Receivable).delete()
        since = NOON.date() - timedelta(days=29)
        session.add(
            Receivable(
                dealer_id=dealer.id, reference="PI-1", amount=100, currency="USD", since=since
            )
        )

    house.store.write(owe)
    heard = []
    run_due(house.store, now=NOON)
    for days in range(1, 70):
        at = NOON + timedelta(days=days)
        run_due(house.store, now=at)
        house.take(at)
        heard.append(len(house.heard("lead", "debt_warning")))
    assert heard[:2] == [0, 1]
    assert heard[-1] == 3
    assert "100.00 USD" in house.heard("lead", "debt_warning")[0].text


@pytest.mark.parametrize(
    ("rhythm", "after", "due"),
    [
        (Rhythm(hour=9), "2026-02-15T09:00", "2026-02-16T09:00"),
        (Rhythm(hour=9), "2026-02-15T08:59", "2026-02-15T09:00"),
        (Rhythm(hour=8, weekday=0), "2026-02-15T12:00", "2026-02-16T08:00"),
        (Rhythm(hour=8, day=1), "2026-02-15T12:00", "2026-03-01T08:00"),
        (Rhythm(hour=8, day=31), "2026-02-15T12:00", "2026-03-31T08:00"),
    ],
)
def test_a_rhythm_finds_its_next_time(rhythm, after, due):
    def at(text):
        return datetime.fromisoformat(text).replace(tzinfo=ZONE)

    assert rhythm.next_after(at(after)) == at(due)


def test_a_job_runs_once_after_days_in_which_nobody_looked(store):
    runs = []
    job = Job("weekly", Rhythm(hour=9, weekday=0), lambda _s, due, now: runs.append((due, now)))
    assert run_due(store, now=NOON, among=[job]) == 0
    late = NOON + timedelta(days=30)
    assert run_due(store, now=late, among=[job]) == 1
    assert run_due(store, now=late, among=[job]) == 0
    assert [(due.isoformat()[:16], now) for due, now in runs] == [("2026-02-16T09:00", late)]
    with store.unbound_reader() as session:
        row = session.get(ScheduledJob, "weekly")
    assert row.next_at == datetime(2026, 3, 23, 9, tzinfo=ZONE)


def test_a_job_that_fails_is_tried_again_and_keeps_no_other_from_its_work(store):
    runs = []

    def work(_session, _due, now):
        runs.append(now)
        if len(runs) == 1:
            raise RuntimeError("not yet")

    broken = Job("a", Rhythm(hour=9), work)
    sound = Job("b", Rhythm(hour=9), lambda _s, _d, _n: None)
    run_due(store, now=NOON, among=[broken, sound])
    tomorrow = NOON + timedelta(days=1)
    assert run_due(store, now=tomorrow, among=[broken, sound]) == 1
    assert run_due(store, now=tomorrow + timedelta(minutes=11), among=[broken, sound]) == 1


def test_what_is_told_under_a_key_is_told_once(house):
    report = Notice("report", {"title_en": "Week 7", "title_zh": "第7周", "text": "ok"})
    for _ in range(2):
        house.store.write(
            lambda s: tell_of(s, "house", report, actor=None, now=NOON, key="report:2026-07")
        )
        house.take()
    assert [each.title for each in house.heard("boss", "report")] == ["Week 7"]


def test_the_workers_rounds_do_all_of_it(house):
    number = house.open("proav")
    house.move("market", number, "resolve", solution="update")
    worker = Worker(house.store, house.at(NOON), 3, [house.mail])
    while worker.look() or worker.send():
        pass
    later = Worker(house.store, house.at(NOON + timedelta(days=8)), 3, [house.mail])
    while later.look() or later.send():
        pass
    reminders = [each.number for each in house.heard("proav", "closing_reminder")]
    assert reminders.count(number) == 1
    assert "closing_reminder" in {message.event for message in house.mail.sent}
    assert f"{number} is now “Closed automatically”" in [
        each.title for each in house.heard("proav", "state_changed")
    ]

"""The worker: killed at any point it loses nothing and does nothing twice."""

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from domain.database import Store
from domain.models import Delivery, Event, Notification, Outgoing, RunningClock, Ticket, User
from domain.outbox import NOTICE
from domain.tickets import moving, opening
from domain.tickets.opening import Draft
from tests.conftest import NOW

ROOT = Path(__file__).parents[2]
KILLS = 8


@pytest.fixture
def busy(demo_store, as_user, tmp_path):
    """A store with much to tell and many clocks that are soon due."""
    viewer = as_user("market")

    def fill(session):
        session.execute(update(User).values(email=None))
        reached = User.username.in_(("max", "proav"))
        session.execute(update(User).where(reached).values(email=User.username + "@example.com"))
        for place in range(12):
            draft = Draft(kind="consult", customer="Max Mueller", summary=f"question {place}")
            number = opening.open_ticket(session, viewer, draft, now=NOW).number
            fields = {"solution": "update the firmware"}
            moving.move(session, viewer, number, "resolve", fields=fields, now=NOW)

    demo_store.write(fill)
    demo_store.close()
    return tmp_path / "bokeh.db"


def worked(store_path, out, kills):
    command = [sys.executable, "-m", "tests.domain.killed_worker", store_path, out, str(kills), "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    store = Store(store_path)
    try:
        with store.unbound_reader() as session:
            told = session.execute(
                select(Notification.event, Notification.user_id, Notification.ticket_id)
            ).all()
            closed = session.execute(
                select(Event.ticket_id).where(Event.action == "auto_close")
            ).all()
            states = session.scalars(select(Delivery.state)).all()
            due = session.scalar(
                select(func.count()).where(
                    RunningClock.fired_at.is_(None), RunningClock.cleared_at.is_(None),
                    RunningClock.due_at <= NOW,
                )
            )  # fmt: skip
            waiting = session.scalar(select(func.count()).where(Outgoing.topic == NOTICE))
            open_ones = session.scalar(
                select(func.count()).where(
                    Ticket.summary.startswith("question "), Ticket.status == "waiting_customer"
                )
            )
    finally:
        store.close()
    assert (due, waiting, open_ones) == (0, 0, 0)
    return Counter(map(tuple, told)), Counter(map(tuple, closed)), Counter(states)


def test_workers_killed_at_any_point_lose_nothing_and_tell_nothing_twice(busy, tmp_path):
    calm = tmp_path / "calm.db"
    shutil.copy(busy, calm)
    expected = worked(calm, str(tmp_path / "calm.txt"), 0)
    got = worked(busy, str(tmp_path / "killed.txt"), KILLS)
    assert got == expected
    assert got[2] == {"sent": sum(expected[2].values())}
    assert set(got[1].values()) == {1}
    sent = Counter((tmp_path / "killed.txt").read_text().split())
    assert set(sent) == set((tmp_path / "calm.txt").read_text().split())
    # What a worker had handed over when it was killed, before it could say so, goes out again.
    assert sum(sent.values()) - len(sent) <= KILLS

"""Clocks: set, held and cleared by moves; each fired once, in order, also after days."""

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.due import fire_due
from domain.errors import ForbiddenError, NotFoundError
from domain.importing import import_records
from domain.models import Event, Outgoing, RunningClock, Ticket, User
from domain.outbox import NOTICE
from domain.rules import change_rules
from domain.tickets import moving, opening
from domain.tickets.opening import Draft
from tests.conftest import NOW, ZONE

# NOW is the Sunday before the Spring Festival; the house opens again on Tuesday the 24th.
OPENING = datetime(2026, 2, 24, 9, tzinfo=ZONE)
DAY = timedelta(days=1)


@pytest.fixture
def desk(demo_store, as_user):
    """A desk whose demo clocks are all out of the way."""

    class Desk:
        store = demo_store

        def open(self, username="market", at=NOW, **draft):
            given = {"kind": "consult", "sn": "ME_207890", "summary": "freeze"} | draft
            return demo_store.write(
                lambda s: opening.open_ticket(s, as_user(username), Draft(**given), now=at).number
            )

        def move(self, username, number, name, at=NOW, **fields):
            demo_store.write(
                lambda s: moving.move(s, as_user(username), number, name, fields=fields, now=at).id
            )

        def comment(self, username, number, at=NOW, **more):
            viewer = as_user(username)
            demo_store.write(
                lambda s: moving.comment(s, viewer, number, "looked at", now=at, **more).id
            )

        def clocks(self, number):
            with demo_store.unbound_reader() as session:
                rows = session.scalars(
                    select(RunningClock).join(Ticket).where(Ticket.number == number)
                )
                return {row.name: row for row in rows}

        def told(self, number, event):
            with demo_store.unbound_reader() as session:
                ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
                rows = session.scalars(
                    select(Outgoing).where(
                        Outgoing.topic == NOTICE, Outgoing.subject == f"ticket:{ticket.id}"
                    )
                )
                return [row.created_at for row in rows if row.payload["event"] == event]

        def status(self, number):
            with demo_store.unbound_reader() as session:
                return session.scalar(select(Ticket.status).where(Ticket.number == number))

        def fire(self, at):
            return fire_due(demo_store, now=at)

    demo_store.write(lambda s: s.query(RunningClock).delete())
    return Desk()


def received_rma(desk, priority="R3"):
    number = desk.open(kind="rma", at=OPENING, priority=priority)
    desk.move("repair", number, "receive", at=OPENING)
    return number


def test_the_first_answer_is_due_in_working_time_and_an_open_word_of_the_desk_ends_it(desk):
    number = desk.open()
    assert desk.clocks(number)["response"].due_at == OPENING + timedelta(hours=8)
    desk.comment("market", number, internal=True)
    desk.comment("proav", number)
    assert desk.clocks(number)["response"].cleared_at is None
    desk.comment("market", number)
    assert desk.clocks(number)["response"].cleared_at == NOW
    desk.fire(OPENING + DAY)
    assert desk.told(number, "response_overdue") == []


def test_an_unanswered_ticket_is_told_as_overdue_once(desk):
    number = desk.open()
    desk.fire(OPENING + timedelta(hours=8) - timedelta(seconds=1))
    assert desk.told(number, "response_overdue") == []
    for hours in (8, 9, 200):
        desk.fire(OPENING + timedelta(hours=hours))
    assert desk.told(number, "response_overdue") == [OPENING + timedelta(hours=8)]


def test_a_customers_reply_asks_for_an_answer_again_and_stops_the_closing(desk):
    number = desk.open()
    desk.move("market", number, "resolve", solution="update")
    assert desk.clocks(number)["auto_close"].due_at == NOW + 7 * DAY
    desk.move("proav", number, "customer_replied", at=NOW + 2 * DAY, text="still freezes")
    clocks = desk.clocks(number)
    assert clocks["auto_close"].cleared_at == NOW + 2 * DAY
    assert clocks["response"].cleared_at is None
    assert clocks["response"].started_at == NOW + 2 * DAY
    desk.fire(NOW + 7 * DAY)
    assert desk.status(number) == "in_progress"


def test_a_silent_customer_is_reminded_and_the_ticket_closes_itself_once(desk):
    number = desk.open()
    desk.move("market", number, "resolve", solution="update")
    desk.fire(NOW + 5 * DAY)
    assert desk.told(number, "closing_reminder") == [NOW + 5 * DAY]
    assert desk.status(number) == "waiting_customer"
    for days in (7, 8, 9):
        desk.fire(NOW + days * DAY)
    assert desk.status(number) == "auto_closed"
    with desk.store.unbound_reader() as session:
        events = session.scalars(select(Event).where(Event.action == "auto_close")).all()
    assert [(each.actor, each.actor_id) for each in events] == [("bokeh", None)]


def test_after_days_in_which_nobody_looked_each_fires_once_and_in_order(desk):
    number = desk.open()
    desk.move("market", number, "resolve", solution="update")
    late = NOW + 40 * DAY
    assert desk.fire(late) == 2
    assert desk.fire(late + DAY) == 0
    with desk.store.unbound_reader() as session:
        told = session.scalars(
            select(Outgoing).where(Outgoing.topic == NOTICE).order_by(Outgoing.seq.desc()).limit(2)
        ).all()
    assert [row.payload["event"] for row in reversed(told)] == ["closing_reminder", "state_changed"]


def test_two_workers_at_once_fire_each_clock_once(desk):
    numbers = [desk.open(sn=None, summary=f"question {i}") for i in range(12)]
    for number in numbers:
        desk.move("market", number, "resolve", solution="update")
    fired = []
    start = threading.Barrier(3)

    def look():
        start.wait()
        fired.append(desk.fire(NOW + 8 * DAY))

    workers = [threading.Thread(target=look) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(fired) == 2 * len(numbers)
    assert all(len(desk.told(number, "closing_reminder")) == 1 for number in numbers)
    assert {desk.status(number) for number in numbers} == {"auto_closed"}


@pytest.mark.parametrize(("priority", "days"), [("R1", 1), ("R2", 3), ("R3", 7)])
def test_a_repair_is_due_so_many_working_days_after_its_receipt(desk, priority, days):
    number = received_rma(desk, priority)
    # The 28th of February is a worked Saturday, so seven days end on Tuesday the 3rd of March.
    due = {1: "2026-02-24T18:00", 3: "2026-02-26T18:00", 7: "2026-03-03T18:00"}[days]
    assert desk.clocks(number)["repair"].due_at.astimezone(ZONE).isoformat()[:16] == due


def test_a_new_priority_moves_the_due_time_and_may_fire_again(desk):
    number = received_rma(desk, "R1")
    desk.fire(OPENING + timedelta(days=1))
    assert len(desk.told(number, "repair_overdue")) == 1
    at = OPENING + timedelta(days=1)
    desk.move("market", number, "assign", at=at, handler="repair", priority="R3")
    clock = desk.clocks(number)["repair"]
    assert clock.fired_at is None
    assert clock.started_at == OPENING
    desk.fire(OPENING + timedelta(days=10))
    assert len(desk.told(number, "repair_overdue")) == 2


def test_an_exception_holds_the_repairs_clock(desk):
    number = received_rma(desk, "R2")
    due = desk.clocks(number)["repair"].due_at

    def put(status, at):
        from domain import clocks

        def work(session):
            ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
            before, ticket.status, ticket.status_at = ticket.status, status, at
            clocks.follow(session, ticket, before=before, now=at)

        desk.store.write(work)

    held = OPENING + timedelta(hours=3)
    put("exception", held)
    desk.fire(OPENING + timedelta(days=30))
    assert desk.told(number, "repair_overdue") == []
    put("repairing", held + timedelta(days=1))  # held for nine working hours
    assert desk.clocks(number)["repair"].due_at == due + timedelta(days=1)
    assert desk.clocks(number)["repair"].held_since is None
    put("repaired", held + timedelta(days=1))
    assert desk.clocks(number)["repair"].cleared_at is not None


def imported(desk, status, since, kind="consult", **more):
    number = f"K2601-9{len(more)}01" if kind == "consult" else f"RMA-C-2601-9{len(more)}01"
    record = {"type": "ticket", "kind": kind, "number": number, "status": status, "sn": "X1",
              "created_at": since.isoformat(), "summary": "from before"}  # fmt: skip
    report = import_records(desk.store, [record | more], now=NOW, zone=ZONE)
    assert report.refusals == []
    return number


def test_clocks_of_imported_tickets_count_from_their_own_dates_and_tell_nobody(desk):
    number = imported(desk, "waiting_customer", NOW - 6 * DAY)
    assert desk.clocks(number)["auto_close"].due_at == NOW + DAY
    desk.fire(NOW)
    assert desk.told(number, "closing_reminder") == []
    desk.fire(NOW + DAY)
    assert desk.status(number) == "auto_closed"


def test_an_imported_ticket_the_desk_has_answered_waits_for_no_first_answer(desk):
    said = {"at": NOW.isoformat(), "text": "please try 8023", "internal": False}
    waiting = imported(desk, "in_progress", NOW)
    answered = imported(desk, "in_progress", NOW, comments=[{**said, "by": "market"}])
    assert desk.clocks(waiting)["response"].cleared_at is None
    assert desk.clocks(answered)["response"].cleared_at is not None


def test_a_quote_nobody_confirms_is_reminded_called_about_and_cancelled(desk):
    number = imported(desk, "quote_sent", NOW, kind="rma")
    for day in range(1, 40):
        desk.fire(NOW + day * DAY)
    assert desk.told(number, "quote_reminder") == [NOW + 7 * DAY]
    assert desk.told(number, "quote_call") == [NOW + 14 * DAY]
    assert desk.status(number) == "cancelled"
    with desk.store.unbound_reader() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
    assert ticket.closed_at == NOW + 30 * DAY


def test_changed_rules_hold_for_the_clocks_set_after_them(desk, as_user):
    change = {"consult_close_days": 3, "consult_reminder_days": 2}
    desk.store.write(lambda s: change_rules(s, as_user("lead"), change, now=NOW))
    number = desk.open()
    desk.move("market", number, "resolve", solution="update")
    assert desk.clocks(number)["auto_close"].due_at == NOW + 3 * DAY


def test_nobody_can_make_a_move_of_the_house(desk, as_user):
    number = desk.open()
    desk.move("market", number, "resolve", solution="update")
    with desk.store.unbound_reader() as session:
        usernames = session.scalars(select(User.username)).all()
    for username in usernames:
        with pytest.raises((ForbiddenError, NotFoundError)):
            desk.move(username, number, "auto_close")

"""Notifications: told once, to the right people, in their language, and never to others."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from domain import following
from domain.access import Permission
from domain.clock import Clock
from domain.errands import SendingError
from domain.errors import ForbiddenError, InvalidError, NotFoundError
from domain.identity import viewer_of
from domain.kind import kinds
from domain.language import Language
from domain.lifecycle import Notice
from domain.models import (
    Dealer,
    Delivery,
    Notification,
    Outgoing,
    Receivable,
    ScheduledJob,
    Ticket,
    User,
)
from domain.notifications import inbox, preferences, sending, taking
from domain.notifications.taking import Telling
from domain.notifications.told import TOLD
from domain.outbox import NOTICE, STUCK_NOTICE, tell_of, tell_people
from domain.schedules import Job, Rhythm, run_due
from domain.tickets import moving, opening
from domain.tickets.opening import Draft
from domain.visibility import visible
from domain.worker import Worker, stuck_counts
from tests.conftest import ZONE

NOON = datetime(2026, 2, 15, 12, tzinfo=ZONE)
NIGHT = datetime(2026, 2, 15, 23, 30, tzinfo=ZONE)
HOUR = timedelta(hours=1)


class Postbox:
    """A channel that keeps what it is given, and can be out of order."""

    def __init__(self, name="mail", way="mail"):
        self.name, self.way = name, way
        self.sent, self.failure = [], None

    def can_reach(self, person):
        return person.email is not None

    def send(self, message):
        if self.failure:
            raise self.failure
        self.sent.append(message)


class House:
    """The demo world with two channels; everybody has a mail address."""

    def __init__(self, store, as_user):
        self.store, self.as_user = store, as_user
        self.mail, self.push = Postbox(), Postbox("chat", "push")

    def at(self, moment):
        return Clock(ZONE, source=lambda: moment)

    def open(self, username="market", at=NOON, **draft):
        given = {"kind": "consult", "sn": "ME_207890", "summary": "freeze at 50fps"} | draft
        return self.store.write(
            lambda s: opening.open_ticket(s, self.as_user(username), Draft(**given), now=at).number
        )

    def move(self, username, number, name, at=NOON, **fields):
        viewer = self.as_user(username)
        self.store.write(lambda s: moving.move(s, viewer, number, name, fields=fields, now=at).id)

    def comment(self, username, number, text="looked at it", at=NOON, **more):
        viewer = self.as_user(username)
        self.store.write(lambda s: moving.comment(s, viewer, number, text, now=at, **more).id)

    def tell(self, number, event, at=NOON, actor=None, **facts):
        def work(session):
            ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
            tell_people(session, ticket.id, [Notice(event, facts)], actor=actor, now=at)

        self.store.write(work)

    def take(self, at=NOON):
        telling = Telling(3, at, [self.mail, self.push])
        while taking.take_waiting(self.store, telling):
            pass

    def send(self, at):
        channels = [self.mail, self.push]
        while sending.send_due(self.store, channels, clock=self.at(at), stage=3):
            pass

    def heard(self, username, event=None):
        with self.store.reader(self.as_user(username)) as session:
            rows, _ = inbox.listed(
                session, unread=False, clock=self.at(NOON), language=Language.EN,
                offset=0, limit=200,
            )  # fmt: skip
            return [row for row in rows if event in (None, row.event)]

    def hearers(self, event):
        with self.store.unbound_reader() as session:
            return set(
                session.scalars(
                    select(User.username)
                    .join(Notification, Notification.user_id == User.id)
                    .where(Notification.event == event)
                )
            )

    def deliveries(self, state):
        with self.store.unbound_reader() as session:
            return session.scalars(select(Delivery).where(Delivery.state == state)).all()


@pytest.fixture
def house(demo_store, as_user):
    known = {"email": User.username + "@example.com", "language": "en"}
    demo_store.write(lambda s: s.execute(update(User).values(**known)))
    return House(demo_store, as_user)


def test_a_new_ticket_is_told_to_the_lead_and_its_dealer_and_not_to_who_opened_it(house):
    house.open("market")
    house.take()
    assert house.hearers("new_ticket") == {"lead", "sherry", "proav", "max"}


def test_what_a_dealer_opens_is_told_to_the_whole_desk(house):
    house.open("proav")
    house.take()
    assert {"market", "market_cn", "lead"} <= house.hearers("new_ticket")
    assert "proav" not in house.hearers("new_ticket")


def test_each_reads_it_in_the_language_of_its_own(house):
    number = house.open("proav")
    house.store.write(
        lambda s: s.execute(update(User).where(User.username == "lead").values(language="zh"))
    )
    house.store.write(
        lambda s: s.execute(update(User).where(User.username == "market").values(language="en"))
    )
    house.take()
    assert house.heard("lead", "new_ticket")[0].title == f"新工单 {number}"
    assert house.heard("market", "new_ticket")[0].title == f"New ticket {number}"


def test_words_of_people_are_never_taken_for_a_template(house):
    house.open("proav", summary="{number.__class__} {0} %s {actor}")
    house.take()
    assert "{number.__class__} {0} %s {actor}" in house.heard("lead", "new_ticket")[0].text


def test_an_act_is_told_once_however_often_the_outbox_is_read(house):
    house.open("proav")
    for _ in range(3):
        house.take()
    assert len(house.heard("lead", "new_ticket")) == 1
    with house.store.unbound_reader() as session:
        assert session.scalars(select(Outgoing).where(Outgoing.topic == NOTICE)).all() == []


def test_an_internal_comment_is_told_among_staff_only(house):
    number = house.open("proav")
    house.store.write(lambda s: following.follow(s, viewer(house, "lead"), number))
    house.comment("market", number, "supply of U23 is short", internal=True)
    house.take()
    assert house.hearers("comment") == {"lead"}
    house.comment("market", number, "please try 8023", at=NOON + HOUR)
    house.take()
    assert house.heard("proav", "comment")[0].text == "market: please try 8023"


def viewer(house, username, stage=3):
    with house.store.unbound_reader() as session:
        user = session.scalars(select(User).where(User.username == username)).one()
        return viewer_of(session, user, stage=stage)


def test_an_assignment_is_told_to_the_one_who_got_it_and_passing_on_to_the_dealer(house):
    number = house.open(kind="rma")
    house.move("repair", number, "receive")
    house.move("market", number, "assign", handler="repair", priority="R2", at=NOON + HOUR)
    consult = house.open()
    house.move("market", consult, "pass_to_dealer", dealer="ProAV", at=NOON + 2 * HOUR)
    house.take()
    assert [each.number for each in house.heard("repair", "assigned")] == [number]
    assert [each.number for each in house.heard("proav", "assigned")] == [consult]
    changes = [each.number for each in house.heard("repair", "state_changed")]
    assert number not in changes


def test_following_a_ticket_means_hearing_of_it_until_one_stops(house):
    number = house.open()
    boss = viewer(house, "boss")
    house.store.write(lambda s: following.follow(s, boss, number))
    house.move("market", number, "resolve", solution="update")
    house.take()
    assert [each.title for each in house.heard("boss", "state_changed")] == [
        f"{number} is now “Waiting for the customer”"
    ]
    house.store.write(lambda s: following.unfollow(s, boss, number))
    house.move("market", number, "customer_replied", text="still", at=NOON + HOUR)
    house.take()
    assert len(house.heard("boss", "state_changed")) == 1


def test_a_foreign_ticket_cannot_be_followed(house):
    number = house.open()
    with pytest.raises(NotFoundError):
        house.store.write(lambda s: following.follow(s, viewer(house, "gafpa"), number))


def test_an_urgent_ticket_reaches_management_also_at_night(house):
    house.open("proav", severity=1, at=NIGHT)
    house.take(NIGHT)
    house.send(NIGHT)
    assert "boss" in house.hearers("urgent")
    assert {m.to.username for m in house.push.sent if m.is_urgent} >= {"boss", "lead"}


def test_what_is_not_urgent_waits_for_the_end_of_quiet_hours(house):
    house.open("proav", at=NIGHT)
    house.take(NIGHT)
    assert house.heard("lead", "new_ticket")
    house.send(NIGHT)
    house.send(datetime(2026, 2, 16, 7, 59, tzinfo=ZONE))
    assert house.push.sent == []
    house.send(datetime(2026, 2, 16, 8, 0, tzinfo=ZONE))
    assert "lead" in {message.to.username for message in house.push.sent}


@pytest.mark.parametrize(
    ("hour", "hours", "leaves"),
    [(23, (22, 8), 8), (3, (22, 8), 8), (8, (22, 8), 8), (12, (22, 8), 12), (13, (12, 14), 14),
     (14, (12, 14), 14), (2, (0, 6), 6), (2, None, 2)],
)  # fmt: skip
def test_quiet_hours_end_when_they_end(hour, hours, leaves):
    moment = datetime(2026, 2, 15, hour, 0, tzinfo=ZONE)
    after = preferences.after_quiet(moment, hours)
    assert after.hour == leaves
    assert timedelta(0) <= after - moment < timedelta(days=1)


def test_people_choose_their_ways_and_hours(house):
    lead = viewer(house, "lead")
    wanted = {"quiet_from": None, "quiet_until": None, "events": {"new_ticket": ["mail"]}}
    house.store.write(lambda s: preferences.change(s, lead, wanted))
    house.open("proav", at=NIGHT)
    house.take(NIGHT)
    house.send(NIGHT)
    assert [m.to.username for m in house.mail.sent if m.event == "new_ticket"] == ["lead"]
    assert "lead" not in {m.to.username for m in house.push.sent}


@pytest.mark.parametrize(
    "wrong",
    [{"events": {"no_such": ["mail"]}}, {"events": {"comment": ["pigeon"]}}, {"quiet_from": 24},
     {"quiet_from": 5}, {"quiet_from": float("nan"), "quiet_until": 3}, {"sound": True}],
)  # fmt: skip
def test_preferences_that_cannot_be_are_refused(house, wrong):
    with pytest.raises(InvalidError):
        house.store.write(lambda s: preferences.change(s, viewer(house, "lead"), wrong))


def test_a_channel_that_is_down_is_tried_again_with_growing_pauses_and_then_shown_as_failed(house):
    house.push.failure = SendingError("connection refused")
    house.open("proav")
    house.take()
    house.send(NOON)
    assert {each.channel for each in house.deliveries("sent")} == {"mail"}
    waiting = house.deliveries("pending")
    assert {(each.channel, each.attempts) for each in waiting} == {("chat", 1)}
    house.send(NOON + timedelta(seconds=30))
    assert {each.attempts for each in house.deliveries("pending")} == {1}
    house.push.failure = None
    house.send(NOON + HOUR)
    assert house.deliveries("pending") == []
    assert len(house.push.sent) == len(waiting)

    house.push.failure = OSError("unreachable")
    house.open("proav", at=NOON + HOUR)
    house.take(NOON + HOUR)
    for days in range(12):
        house.send(NOON + HOUR + timedelta(days=days))
    failed = house.deliveries("failed")
    assert {each.channel for each in failed} == {"chat"}
    assert stuck_counts(house.store)["deliveries"] == len(failed)
    with house.store.reader(viewer(house, "lead")) as session:
        shown, total = sending.listed(
            session, viewer(house, "lead"), state="failed", offset=0, limit=9
        )
    assert total == len(failed)
    assert "unreachable" in shown[0].error
    with house.store.reader(viewer(house, "proav")) as session, pytest.raises(ForbiddenError):
        sending.listed(session, viewer(house, "proav"), state=None, offset=0, limit=9)


def test_what_can_never_arrive_is_not_tried_again(house):
    house.push.failure = SendingError("no such user", is_final=True)
    house.open("proav")
    house.take()
    house.send(NOON)
    assert {each.attempts for each in house.deliveries("failed")} == {1}


def test_without_channels_everything_stays_in_the_inbox(house):
    house.open("proav")
    taking.take_waiting(house.store, Telling(3, NOON, []))
    assert house.heard("lead", "new_ticket")
    assert house.deliveries("pending") == []


def test_a_ticket_that_went_to_another_dealer_leaves_inbox_and_waiting_deliveries(house):
    number = house.open("market", at=NIGHT)
    house.take(NIGHT)
    assert house.heard("proav", "new_ticket")
    assert [d for d in house.deliveries("pending") if d.channel == "mail"]

    def hand_over(session):
        other = session.scalar(select(Dealer.id).where(Dealer.code == "gafpa"))
        other = other or session.scalar(select(Dealer.id).where(Dealer.name == "Gafpa"))
        values = {"reader_dealer_id": other, "dealer_id": other, "customer_id": None}
        session.execute(update(Ticket).where(Ticket.number == number).values(**values))

    house.store.write(hand_over)
    house.send(NIGHT + timedelta(days=1))
    assert house.heard("proav", "new_ticket") == []
    assert {m.to.username for m in house.mail.sent} & {"proav", "max"} == set()
    assert house.deliveries("dropped")


def test_before_their_stage_dealers_hear_nothing(house):
    house.open("market")
    taking.take_waiting(house.store, Telling(1, NOON, []))
    assert house.hearers("new_ticket") == {"lead", "sherry"}


def test_an_entry_that_cannot_be_told_is_put_aside_and_shown_and_the_others_go_on(house):
    number = house.open("proav")
    house.tell(number, "no_such_event", at=NOON + HOUR)
    house.comment("proav", number, at=NOON + 2 * HOUR)
    house.take()
    with house.store.unbound_reader() as session:
        stuck = session.scalars(select(Outgoing).where(Outgoing.topic == STUCK_NOTICE)).all()
    assert [row.payload["event"] for row in stuck] == ["no_such_event"]
    assert stuck_counts(house.store)["notices"] == 1
    assert house.hearers("new_ticket")
    taking.try_stuck_again(house.store)
    house.take()
    assert stuck_counts(house.store)["notices"] == 1


def test_reading_is_kept_and_counted(house, as_user):
    house.open("proav")
    house.open("gafpa", sn=None, at=NOON + HOUR)
    house.take()
    lead = as_user("lead")

    def unread():
        with house.store.reader(lead) as session:
            return inbox.unread_count(session)

    assert unread() == 2
    first = house.heard("lead")[-1]
    house.store.write(lambda s: inbox.read(s, lead, first.id, now=NOON))
    assert unread() == 1
    with pytest.raises(NotFoundError):
        house.store.write(lambda s: inbox.read(s, as_user("gafpa"), first.id, now=NOON))
    assert house.store.write(lambda s: inbox.read_all(s, lead, now=NOON)) == 1
    assert unread() == 0


def test_every_row_has_both_languages_and_every_event_of_the_kinds_is_one(house):
    for told in TOLD.values():
        for text in (told.label, told.title, told.text):
            assert text.zh
            assert text.en
        assert told.hearers
    for kind in kinds().values():
        for limit in kind.limits:
            assert limit.event is None or limit.event in TOLD
            assert limit.move is None or limit.move in kind.by_move
            assert limit.event or limit.move
            states = limit.states | limit.held_in
            assert states <= set(kind.by_state)
            if limit.move:
                move = kind.by_move[limit.move]
                assert Permission.BY_CLOCK in move.permissions
                assert limit.states <= move.sources


def act_somehow(house, data, numbers, fans, at):
    """One random act on a random ticket; what is not allowed is left out."""
    number = data.draw(st.sampled_from(numbers))
    match data.draw(st.sampled_from(["comment", "event", "internal", "follow", "owner"])):
        case "comment":
            house.comment(data.draw(st.sampled_from(sorted(fans))), number, f"about {number}", at)
        case "internal":
            house.comment("market", number, f"secret-{number}", at, internal=True)
        case "follow":
            fan = fans[data.draw(st.sampled_from(sorted(fans)))]
            house.store.write(lambda s: following.follow(s, fan, number))
        case "owner":
            dealer = {"reader_dealer_id": data.draw(st.integers(1, 6))}
            changed = update(Ticket).where(Ticket.number == number).values(**dealer)
            house.store.write(lambda s: s.execute(changed))
        case _:
            event = data.draw(st.sampled_from(sorted(TOLD)))
            house.tell(number, event, at, text="f", title="f")


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_dealer_is_ever_told_of_what_it_may_not_see(house, data):
    """Random tickets, comments and every event there is; then every inbox against the oracle."""
    usernames = (
        "proav",
        "gafpa",
        "onesv",
        "euoffice",
        "dpgadget",
        "rmk",
        "market",
        "repair",
        "max",
    )
    with house.store.unbound_reader() as session:
        numbers = session.scalars(select(Ticket.number).order_by(Ticket.id.desc()).limit(60)).all()
    fans = {each: viewer(house, each) for each in usernames}
    for step in range(data.draw(st.integers(5, 15))):
        at = NOON + timedelta(seconds=step)
        with suppress(ForbiddenError, NotFoundError):
            act_somehow(house, data, numbers, fans, at)
        if data.draw(st.booleans()):
            house.take(at)
            house.send(at)
    house.take()
    house.send(NOON + HOUR)
    for name, person in fans.items():
        with house.store.unbound_reader() as session:
            seen = set(session.scalars(visible(person, Ticket).with_only_columns(Ticket.number)))
        for entry in house.heard(name):
            named = {each for each in numbers if each in entry.title + entry.text}
            assert named <= seen, (name, entry)
            if not person.may(Permission.READ_INTERNAL):
                assert "secret-" not in entry.text
                assert not TOLD[entry.event].is_internal


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

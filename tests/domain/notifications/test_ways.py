"""Ways and hours: quiet hours, preferences, channels that are down, what can never arrive."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from domain.errands import SendingError
from domain.errors import ForbiddenError, InvalidError, NotFoundError
from domain.models import (
    Dealer,
    Outgoing,
    Ticket,
)
from domain.notifications import inbox, preferences, sending, taking
from domain.notifications.taking import Telling
from domain.outbox import STUCK_NOTICE
from domain.worker import stuck_counts
from tests.conftest import ZONE
from tests.domain.notifications.conftest import HOUR, NOON, viewer

NIGHT = datetime(2026, 2, 15, 23, 30, tzinfo=ZONE)


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

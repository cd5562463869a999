"""Who is told of what, in which words, and who is never told."""

import pytest
from sqlalchemy import select, update

from domain import following
from domain.errors import NotFoundError
from domain.models import (
    Outgoing,
    User,
)
from domain.outbox import NOTICE
from tests.domain.notifications.conftest import HOUR, NOON, viewer


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

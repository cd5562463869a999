"""Colleagues by their given name or in Latin letters, and a ticket that does not exist."""

import pytest

from assistant.colleagues import called
from assistant.model import Outcome
from tests.assistant.conftest import Talk

REPAIR, OTHER = "RMA-D-2602-0002", "K2602-7777"


@pytest.fixture
def reading(service):
    talk = Talk(service, "lead")
    talk.say(REPAIR)
    return talk


def arguments(reply):
    [card] = reply.proposals
    return card.arguments


@pytest.mark.parametrize(
    "said",
    [
        "give it to Gaosong", "give this one to gaosong", "Pass it on to Chen Gaosong please",
        "assign it to Gaosong Chen", "派给高松", "让高松来修",
    ],
)  # fmt: skip
def test_a_colleague_is_known_by_the_given_name_and_in_latin_letters(reading, said):
    told = arguments(reading.say(said))
    assert (told["number"], told["handler"]) == (REPAIR, "repair")


def test_what_two_colleagues_are_called_means_neither_of_them():
    others = called(["陈高松", "李高松", "Ana Lima"])
    assert "高松" not in others["陈高松"]
    assert "gaosong" not in others["李高松"]
    assert "chen gaosong" in others["陈高松"]
    assert others["Ana Lima"] == []


def test_a_family_name_is_known_by_each_of_its_readings():
    assert {"shan xiaoli", "dan xiaoli"} <= set(called(["单晓丽"])["单晓丽"])


def test_a_priority_alone_does_not_leave_out_somebody_unknown_who_was_named(reading):
    asked = reading.say("let ziqiang do it")
    assert "ziqiang" in asked.text
    assert reading.say("R2").proposals == []
    told = arguments(reading.say("gaosong"))
    assert (told["handler"], told["priority"]) == ("repair", "R2")


def test_a_priority_alone_leaves_the_handler_who_has_it(reading):
    assert arguments(reading.say("make it R2")) == {"number": REPAIR, "priority": "R2"}


def test_a_ticket_that_does_not_exist_is_not_the_one_in_talk(service):
    talk = Talk(service, "gafpa")
    talk.say("RMA-D-2601-0145")
    assert talk.say(f"and {OTHER}?").outcome is Outcome.NO_EVIDENCE
    told = arguments(talk.say("Add to ours that the client will test the firmware till Friday"))
    assert told["number"] == "RMA-D-2601-0145"

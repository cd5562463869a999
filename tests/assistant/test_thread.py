"""The offline model in the whole service: names nobody has, and the thread of a conversation."""

import pytest

from assistant.model import Outcome
from tests.assistant.conftest import Talk


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("find tickets of NoSuch", "NoSuch"),
        ("show me all tickets from Kestrel Films", "Kestrel Films"),
        ("查一下客户张三丰的工单", "张三丰"),
        ("诺维亚公司有哪些返厂单", "诺维亚公司"),
        ("find NoSuch's open tickets", "NoSuch"),
    ],
)
def test_a_name_that_nobody_has_is_said_to_be_unknown(service, message, name):
    reply = Talk(service).say(message)
    assert reply.outcome is Outcome.CLARIFY
    assert f"“{name}”" in reply.text
    assert not reply.references


def test_an_unknown_name_is_answered_with_what_is_near(service):
    assert "Aroha Films" in Talk(service).say("show me all tickets from Kestrel Films").text


@pytest.mark.parametrize(
    "message", ["cases of SDI failure", "tickets from last month", "list RMAs of Gafpa"]
)
def test_words_of_the_trade_are_no_names(service, message):
    assert "unknown" not in Talk(service).say(message).text


def test_an_item_of_a_list_is_looked_at_and_the_list_gone_back_to(service):
    talk = Talk(service)
    talk.say("find tickets of ProAV")
    second = talk.say("the second one")
    assert [used.name for used in second.tools] == ["read_ticket"]
    back = talk.say("and those of Gafpa?")
    assert [(u.name, u.arguments["dealer"]) for u in back.tools] == [("find_tickets", "Gafpa")]


def test_picking_something_never_makes_a_card(service):
    talk = Talk(service)
    talk.say("找类似的死机案例")
    reply = talk.say("第二个")
    assert reply.proposals == []
    assert [used.name for used in reply.tools] == ["read_ticket"]

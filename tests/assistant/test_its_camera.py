"""The device of a ticket that was listed, and a question that was left open to look for it."""

import pytest

from assistant.model import Outcome
from tests.assistant.conftest import Talk


@pytest.mark.parametrize(
    ("user", "lists", "said", "sn"),
    [
        (
            "dpgadget",
            "list our latest tickets",
            "open a repair for the camera in the second one, fan is dead",
            "MM_302175",
        ),
        (
            "market_cn",
            "有哪些待审批的RMA",
            "给第一张那台机器再开个咨询单,电话来的,客户问怎么升级固件",
            "MS_100359",
        ),
    ],
)
def test_a_ticket_is_opened_for_the_device_of_one_that_was_listed(service, user, lists, said, sn):
    talk = Talk(service, user)
    talk.say(lists)
    [card] = talk.say(said).proposals
    assert (card.tool, card.arguments["sn"]) == ("open_ticket", sn)


def test_the_device_of_a_listed_ticket_is_looked_at(service):
    talk = Talk(service)
    talk.say("which RMAs are waiting for approval")
    [used] = talk.say("is the camera of the second one in warranty").tools
    assert (used.name, used.arguments) == ("device_history", {"sn": "MS_100150"})


@pytest.mark.parametrize(
    ("asks", "looks", "picks"),
    [
        (
            "open an RMA, SDI output dead",
            "dont have the serial here. list the RMAs we had before, its one of those",
            "second one, same camera",
        ),
        (
            "请开个返厂单，SDI没信号",
            "序列号手上没有，把我们之前的返厂单列一下，应该就是其中一台",
            "第二张那台",
        ),
        ("open an RMA, SDI output dead", "list our last RMAs", "its the camera of the second one"),
    ],
)
def test_a_question_left_for_a_look_at_a_list_is_answered_by_a_place_in_it(
    service, asks, looks, picks
):
    talk = Talk(service, "rmk")
    assert talk.say(asks).outcome is Outcome.CLARIFY
    listed = talk.say(looks).tools
    assert [(each.name, each.arguments) for each in listed] == [("find_tickets", {"kind": "rma"})]
    [card] = talk.say(picks).proposals
    assert (card.arguments["kind"], card.arguments["sn"]) == ("rma", "EG_701377")
    assert "SDI" in card.arguments["summary"]


def test_a_question_that_was_dropped_is_not_taken_up_again(service):
    talk = Talk(service, "rmk")
    talk.say("open an RMA, SDI output dead")
    talk.say("cancel")
    talk.say("list our last RMAs")
    assert talk.say("the second one, same camera").proposals == []

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
    ("said", "problem"),
    [
        ("open a consult for the camera of RMA-D-2602-0158, screen broken", "screen broken"),
        ("RMA-D-2602-0158那台机器，帮我开返厂单，屏幕碎了", "屏幕碎了"),
        (
            "RMA-D-2602-0158's camera came back with dead pixels, open an RMA for it",
            "came back with dead pixels",
        ),
    ],
)
def test_a_ticket_is_opened_for_the_device_of_one_that_was_read_for_it(service, said, problem):
    [card] = Talk(service).say(said).proposals
    assert (card.arguments["sn"], card.arguments["summary"]) == ("MS_100150", problem)


@pytest.mark.parametrize(
    "said",
    [
        "RMA-D-2602-0158的机器固件是多少",
        "查一下RMA-D-2602-0158那台机器现在的固件版本",
        "what firmware is on the camera of RMA-D-2602-0158",
    ],
)
def test_a_fact_of_the_device_of_a_ticket_is_looked_up_by_its_serial_number(service, said):
    _, used = Talk(service).say(said).tools
    assert (used.name, used.arguments) == ("device_history", {"sn": "MS_100150"})


def test_a_ticket_without_a_serial_number_gives_its_customer_and_product_by_name(service):
    said = "open a consult for the camera of K2501-0006, screen broken"
    [card] = Talk(service).say(said).proposals
    given = card.arguments
    assert (given["customer"], given["product"]) == ("Gafpa Rental Desk", "Terra 4K")
    assert "screen broken" in given["summary"]


@pytest.mark.parametrize(
    ("user", "number"),
    [("market", "RMA-D-2602-0999"), ("gafpa", "RMA-D-2602-0157"), ("gafpa", "RMA-D-2602-0957")],
)
@pytest.mark.parametrize(
    "said", ["the camera of {}, open an RMA for it", "{}那台机器还在保吗", "{}的机器固件是多少"]
)
def test_the_device_of_a_ticket_that_is_not_to_be_seen_is_told_like_the_ticket_itself(
    service, user, number, said
):
    reply = Talk(service, user).say(said.format(number))
    shown = Talk(service, user).say(f"打开{number}" if "机器" in said else f"show {number}")
    assert (reply.outcome, reply.text) == (Outcome.NO_EVIDENCE, shown.text)
    assert [each.name for each in reply.tools] == ["read_ticket"]


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

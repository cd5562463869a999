"""The offline model in the whole service: names nobody has, and the thread of a conversation."""

import pytest

from assistant.model import Outcome
from domain.language import Language
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


def test_what_was_written_by_a_button_is_what_it_stands_for(service):
    talk = Talk(service)
    [card] = talk.say("开个咨询单，客户 Max Mueller，Edge 8K 录制时死机").proposals
    done = service.assistant.decisions.approve(talk.viewer, card.id, language=Language.ZH)
    number = done.result["number"]
    assert talk.say("它现在什么状态").tools[0].arguments == {"number": number}
    [note] = talk.say("刚开的那张单备注一下：客户已升级固件，还是死机").proposals
    assert note.arguments == {"number": number, "text": "客户已升级固件，还是死机"}


def test_when_advice_was_of_no_use_the_ticket_holds_what_was_said_before(service):
    talk = Talk(service)
    talk.say("Edge 8K 录制 4K 50fps 死机了，有类似案例吗？")
    [card] = talk.say("都没用，帮我开个咨询单，客户是 Max Mueller").proposals
    assert card.arguments["summary"] == "Edge 8K 录制 4K 50fps 死机了"
    assert card.arguments["product"] == "MAVO Edge 8K"
    [fuller] = talk.say("ME_207890").proposals
    assert fuller.arguments == {**card.arguments, "sn": "ME_207890"}
    waiting = service.assistant.decisions.read(talk.viewer, card.id)
    assert waiting.state == "cancelled"


def test_a_priority_is_changed_without_asking_for_a_handler(service):
    talk = Talk(service)
    [card] = talk.say("RMA-D-2602-0012 改成 R1").proposals
    assert (card.tool, card.arguments) == (
        "assign_ticket", {"number": "RMA-D-2602-0012", "priority": "R1"}
    )  # fmt: skip
    done = service.assistant.decisions.approve(talk.viewer, card.id, language=Language.ZH)
    assert done.state == "done"
    [again] = talk.say("改成 R2 吧").proposals
    assert [(line.old, line.new) for line in again.preview if line.old] == [
        ("R1", "R2"),
        ("运输中", "运输中"),
    ]


def test_the_device_of_the_ticket_in_talk_is_looked_up(service):
    talk = Talk(service)
    talk.say("RMA-D-2602-0012 怎么样了")
    reply = talk.say("那台机器还在保吗")
    assert reply.tools[-1].name == "device_history"
    assert "MS_101900" in reply.text


def test_what_is_waved_away_gives_room_to_what_is_wanted_and_can_be_gone_back_to(service):
    talk = Talk(service)
    talk.say("一月份欧洲 Edge 8K 的问题分布")
    assert talk.say("算了，说说 K2602-0001").tools[0].name == "read_ticket"
    [back] = talk.say("回到刚才的统计，按月看").tools
    assert back.arguments["only"] == ["region=europe", "product=MAVO Edge 8K"]
    assert back.arguments["grain"] == "month"


@pytest.mark.parametrize(
    "message",
    ["查查 Foobar 经销商的返厂单", "Foobar 的库存", "does Foobar owe us anything"],
)
def test_a_dealer_that_nobody_is_narrows_no_list_to_everybody(service, message):
    reply = Talk(service).say(message)
    assert "Foobar" in reply.text
    assert not reply.references


@pytest.mark.parametrize("message", ["show ProAV's stock", "how much does ProAV owe"])
def test_another_dealer_is_nobody_to_a_dealer(service, message):
    reply = Talk(service, "gafpa").say(message)
    assert (reply.outcome, reply.tools) == (Outcome.NO_EVIDENCE, [])


def test_a_kind_that_is_not_for_a_dealer_to_open_is_said_to_be_so(service):
    reply = Talk(service, "rmk").say("开个本地维修单")
    assert "本地维修" in reply.text
    assert "经销商维修单" not in [each.label for each in reply.choices]

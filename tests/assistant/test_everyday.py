"""Cards decided and changed in everyday words."""

import json
import time
from pathlib import Path

import pytest

from assistant.offline.card_words import CARD_WEIGHTS, SURE, CardAct, card_word
from domain.proposals import State
from tests.assistant.conftest import Talk

HELD_OUT = Path("evals/said_to_cards.jsonl")
DECIDE = (CardAct.WITHDRAW, CardAct.HOLD, CardAct.APPROVE)


def lines():
    return [json.loads(each) for each in HELD_OUT.read_text(encoding="utf-8").splitlines()]


def state(service, talk, card):
    return service.assistant.decisions.read(talk.viewer, card.id).state


def test_most_of_what_is_said_to_cards_in_unseen_words_is_understood():
    right = sum(card_word(each["text"]).act == each["label"] for each in lines())
    assert right >= 0.8 * len(lines())


def test_no_unseen_line_drops_or_keeps_a_card_that_it_does_not_decide_on():
    others = [each for each in lines() if each["label"] not in DECIDE]
    heard = {each["text"]: card_word(each["text"]) for each in others}
    dropped = [CardAct.WITHDRAW, CardAct.HOLD]
    assert [t for t, w in heard.items() if any(w.surely(act, SURE) for act in dropped)] == []


def test_the_weights_for_cards_stay_small():
    assert CARD_WEIGHTS.stat().st_size <= 100_000


@pytest.mark.parametrize(
    "said",
    ["客户自己又修好了，这张不用开了", "那个返厂别弄了，开错机器了",
     "scrap it, she bought a new camera", "turns out it was a bad cable, no RMA needed then"],
)  # fmt: skip
def test_a_card_that_is_no_longer_wanted_is_dropped_in_any_words(service, said):
    talk = Talk(service)
    [card] = talk.say("给 ME_207890 开返厂单，SDI 没输出").proposals
    talk.say("ME_207890 还在保吗")
    reply = talk.say(said)
    assert state(service, talk, card) is State.CANCELLED
    assert card.title in reply.text or "RMA" in reply.text


def test_what_else_is_wanted_beside_a_withdrawal_is_answered(service):
    talk = Talk(service)
    [card] = talk.say("open an RMA for ME_207890, no picture on SDI").proposals
    reply = talk.say("don't need that any more. how many fans does ProAV have in stock?")
    assert state(service, talk, card) is State.CANCELLED
    assert [each.name for each in reply.tools] == ["stock_status"]
    assert reply.outcome == "answered"


def test_another_ticket_that_is_called_off_leaves_the_card(service):
    talk = Talk(service)
    [card] = talk.say("comment on K2602-0001: customer will call back").proposals
    talk.say("RMA-D-2602-0158 is not wanted any more, cancel it")
    assert state(service, talk, card) is State.PENDING


def test_of_several_cards_the_one_whose_words_are_said_is_dropped(service):
    talk = Talk(service)
    [opening] = talk.say("给 ME_207890 开返厂单，SDI 没输出").proposals
    [comment] = talk.say("给 K2602-0001 加个备注：客户已升级固件").proposals
    talk.say("那张返厂的不要了，撤掉吧")
    assert state(service, talk, opening) is State.CANCELLED
    assert state(service, talk, comment) is State.PENDING


def two_cards(talk):
    [opening] = talk.say("给 ME_207890 开返厂单，SDI 没输出").proposals
    [comment] = talk.say("给 K2602-0001 加个备注：客户已升级固件").proposals
    return opening, comment


def test_of_several_cards_none_of_which_is_named_it_is_asked_which(service):
    talk = Talk(service)
    cards = two_cards(talk)
    reply = talk.say("那个不要了，撤掉吧")
    assert [each.id for each in reply.proposals] == [each.id for each in cards]
    assert {state(service, talk, each) for each in cards} == {State.PENDING}


def test_several_cards_are_not_asked_about_when_another_ticket_is_called_off(service):
    talk = Talk(service)
    cards = two_cards(talk)
    reply = talk.say("RMA-D-2602-0158 不要了，撤掉吧")
    assert [each.arguments["number"] for each in reply.tools] == ["RMA-D-2602-0158"]
    assert reply.proposals == []
    assert {state(service, talk, each) for each in cards} == {State.PENDING}


def test_a_card_called_off_is_told_of_without_a_number_that_nobody_looked_up(service):
    talk = Talk(service)
    talk.say("给 K2602-0001 加个备注：客户已升级固件")
    assert talk.say("取消").text == "已取消“留言”，没有写入任何内容。"


@pytest.mark.parametrize("said", ["RMA-D-2602-0158 改成下周再说", "how is RMA-D-2602-0158 going"])
def test_a_card_is_not_spoken_of_when_another_ticket_is_named(service, said):
    talk = Talk(service)
    talk.say("给 K2602-0001 加个备注：客户已升级固件")
    reply = talk.say(said)
    assert "原来的样子" not in reply.text
    assert [each.arguments["number"] for each in reply.tools] == ["RMA-D-2602-0158"]


def test_a_card_is_kept_until_it_is_decided(service):
    talk = Talk(service)
    [card] = talk.say("open an RMA for ME_207890, no picture on SDI").proposals
    reply = talk.say("hang on, let me ring the customer first")
    assert [each.id for each in reply.proposals] == [card.id]
    assert state(service, talk, card) is State.PENDING
    talk.say("ok file it")
    assert state(service, talk, card) is State.DONE


def test_a_yes_in_words_never_learnt_shows_the_card_before_it_is_carried_out(service):
    talk = Talk(service)
    [card] = talk.say("open an RMA for ME_207890, no picture on SDI").proposals
    reply = talk.say("all checked against the sticker, you can put it through")
    assert state(service, talk, card) is State.PENDING
    assert [each.message for each in reply.choices] == ["confirm", "cancel"]
    talk.say("confirm")
    assert state(service, talk, card) is State.DONE


@pytest.mark.parametrize("said", ["反过来才对", "I mixed them up, the other way round please"])
def test_two_quantities_are_exchanged(service, said):
    talk = Talk(service)
    [card] = talk.say("给1SV补3个风扇和4块back board").proposals
    [changed] = talk.say(said).proposals
    was = [each["quantity"] for each in card.arguments["items"]]
    assert [each["quantity"] for each in changed.arguments["items"]] == was[::-1]
    assert state(service, talk, card) is State.CANCELLED


@pytest.mark.parametrize("said", ["让经销商也能看到", "the dealer should be able to see it"])
def test_who_reads_a_comment_is_changed_and_not_written_into_it(service, said):
    talk = Talk(service)
    talk.say("RMA-D-2601-0145 内部备注：客户周五前要")
    [changed] = talk.say(said).proposals
    assert changed.arguments.get("audience") in (None, "open")
    assert changed.arguments["text"] == "客户周五前要"


@pytest.mark.parametrize("said", ["别开咨询了，直接开成返厂", "make that an RMA, not a consult"])
def test_another_kind_keeps_what_was_said(service, said):
    talk = Talk(service)
    [card] = talk.say("open a consult for ME_207890, freezes at 4K 50fps").proposals
    [changed] = talk.say(said).proposals
    assert changed.arguments == {**card.arguments, "kind": "rma"}
    assert state(service, talk, card) is State.CANCELLED


def test_a_change_that_cannot_be_made_is_said_and_a_yes_shows_the_card_first(service):
    talk = Talk(service)
    [card] = talk.say("RMA-D-2601-0145 内部备注：客户周五前要，他已经催了三次").proposals
    reply = talk.say("写得短一点")
    assert reply.outcome == "clarify"
    assert "原来的样子" in reply.text
    assert talk.say("好的，执行吧").outcome == "clarify"
    assert state(service, talk, card) is State.PENDING


def test_of_one_who_is_spoken_of_behind_a_card_the_cards_device_is_looked_up(service):
    talk = Talk(service)
    talk.say("给 ME_207890 开返厂单，SDI 没输出")
    assert talk.say("他还在保吗").tools[0].arguments == {"sn": "ME_207890"}


def test_a_form_waits_or_is_dropped_in_everyday_words(service):
    talk = Talk(service)
    talk.say("open a ticket for an Edge 8K that freezes")
    assert "Tell me once you have it" in talk.say("hang on, I'll ask him for the serial first").text
    assert "dropped" in talk.say("nah, leave it, he sold the camera").text


def test_a_mail_is_not_made_of_what_was_said_before(service):
    talk = Talk(service)
    talk.say("tell me more about RMA-D-2602-0157")
    reply = talk.say("send an email to the customer of RMA-D-2602-0157")
    assert all(card.arguments.get("text") is None for card in reply.proposals)
    assert reply.outcome == "clarify"


@pytest.mark.parametrize(
    ("said", "quantity"),
    [("RMA-D-2602-0007 修好了，第二个风扇卡死，换了一个风扇", 1),
     ("our back boards are low, order 4", 4)],
)  # fmt: skip
def test_a_number_of_parts_is_the_one_that_was_ordered_or_fitted(service, said, quantity):
    talk = Talk(service, "repair" if "RMA" in said else "proav")
    [card] = talk.say(said).proposals
    assert [each.get("quantity", 1) for each in card.arguments["items"]] == [quantity]
    assert any("S1-" in line.label for line in card.preview)
    if quantity > 1:
        [card] = talk.say("make that 5 actually").proposals
        assert [each["quantity"] for each in card.arguments["items"]] == [5]


def test_what_waits_for_receipt_was_not_received(service):
    talk = Talk(service, "repair")
    [used] = talk.say("等着收货的返厂单有哪些").tools
    assert used.arguments["status"] == "awaiting_receipt"


@pytest.mark.parametrize("said", ["and " * 1000, "and" + "," * 4000, "对了，" * 1300])
def test_a_long_message_to_a_card_is_read_in_a_moment(service, said):
    talk = Talk(service)
    assert talk.say("给 ME_207890 开个返厂单，SDI 没有输出").proposals
    began = time.process_time()
    talk.say(said)
    assert time.process_time() - began < 20  # it was a minute, and rose with the cube

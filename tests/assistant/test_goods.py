"""Parts in a conversation: what is meant by `it` and `five more`, and cards changed by a word."""

import pytest

from assistant.model import Outcome
from domain.proposals import State
from tests.assistant.conftest import Talk

FAN, SDI, BACK = "S1-010-021-01", "S1-011-013-01", "S1-010-006-01"


def ordered(reply):
    [card] = reply.proposals
    return {each["sku"]: each["quantity"] for each in card.arguments["items"]}


@pytest.mark.parametrize(
    ("price", "stock", "order"),
    [
        ("what's the price for a fan", "and how many do i have", "order 5 more"),
        ("风扇多少钱", "还有几个", "再来五个"),
    ],
)
def test_the_part_in_talk_needs_no_name(service, price, stock, order):
    talk = Talk(service, "gafpa")
    talk.say(price)
    assert talk.say(stock).tools[0].arguments == {"part": FAN}
    assert ordered(talk.say(order)) == {FAN: 5}


def test_two_parts_in_talk_are_ordered_each(service):
    talk = Talk(service, "gafpa")
    talk.say("how much is a fan for the Edge")
    talk.say("and the SDI module?")
    assert ordered(talk.say("order two of each")) == {FAN: 2, SDI: 2}


@pytest.mark.parametrize(
    ("order", "changes"),
    [
        ("restock 2 fans", [("make it 10", {FAN: 10}), ("add 3 back boards", {FAN: 10, BACK: 3})]),
        ("补货：风扇 2 个，SDI模块 3 个", [("去掉风扇", {SDI: 3}), ("SDI模块要 8 个", {SDI: 8})]),
        ("restock 2 fans and 3 SDI modules", [("make them 4 each", {FAN: 4, SDI: 4})]),
        ("restock 2 fans and 3 SDI modules", [("only the SDI module", {SDI: 3})]),
        ("申请补货 风扇 2 个", [("再加一个", {FAN: 3}), ("改成 6 个", {FAN: 6})]),
    ],
)
def test_a_waiting_card_is_changed_by_a_word_and_stays_the_only_one(service, order, changes):
    talk = Talk(service, "gafpa")
    card = talk.say(order).proposals[0]
    for said, wanted in changes:
        changed = talk.say(said)
        assert ordered(changed) == wanted
        before = service.assistant.decisions.read(talk.viewer, card.id)
        assert before.state is State.CANCELLED
        card = changed.proposals[0]


def test_which_of_two_parts_is_asked_and_nothing_is_changed_meanwhile(service):
    talk = Talk(service, "gafpa")
    [card] = talk.say("restock 2 fans and 3 SDI modules").proposals
    asked = talk.say("make it 10")
    assert asked.proposals == []
    assert ordered(talk.say(asked.choices[0].message)) == {FAN: 10, SDI: 3}
    assert service.assistant.decisions.read(talk.viewer, card.id).state is State.CANCELLED


def test_a_word_about_another_matter_leaves_the_card_alone(service):
    talk = Talk(service, "market")
    [card] = talk.say("给 Gafpa 补 2 个风扇").proposals
    talk.say("how many RMAs did ProAV send us this year?")
    assert service.assistant.decisions.read(talk.viewer, card.id).state is State.PENDING


@pytest.mark.parametrize(
    ("username", "wish", "instead"),
    [
        ("dpgadget", "we want 3 SDI modules for the shelf", "request parts"),
        ("rmk", "I'd like two of those", "open an RMA"),
        ("rmk", "restock 3 SDI modules", "open an RMA"),
    ],
)
def test_what_a_tier_may_not_do_is_said_with_what_it_can_do_instead(
    service, username, wish, instead
):
    talk = Talk(service, username)
    talk.say("how much is a shim set")
    refused = talk.say(wish)
    assert refused.outcome is Outcome.REFUSED
    assert instead in refused.text
    assert refused.proposals == []


def test_a_part_that_is_not_on_the_card_cannot_be_taken_off_it(service):
    talk = Talk(service, "gafpa")
    [card] = talk.say("restock 2 SDI modules").proposals
    assert talk.say("remove the fans").proposals == []
    assert service.assistant.decisions.read(talk.viewer, card.id).state is State.PENDING


def test_the_only_part_taken_off_is_said_to_leave_none(service):
    talk = Talk(service, "gafpa")
    talk.say("restock 2 SDI modules")
    assert "leave no parts" in talk.say("drop the SDI module").text


def test_where_bills_are_the_desks_nobodys_number_is_named_as_an_example(service):
    said = Talk(service, "gafpa").say("make the PI for RMA-D-2601-0145").text
    assert "service desk" in said
    assert "0013" not in said


def test_a_count_without_its_part_is_asked_about_and_not_ordered_as_advised(service):
    assert Talk(service, "gafpa").say("please order 5 pieces for our stock").proposals == []


def test_a_payment_is_put_right_value_by_value(service):
    talk = Talk(service, "market_cn")
    refused = talk.say("RMA-D-2601-0013 收到 PayPal 98 刀，昨天付的")
    assert refused.proposals == []
    [card] = talk.say("78").proposals
    assert (card.arguments["amount"], card.arguments["method"]) == ("78", "paypal")
    [changed] = talk.say("改成微信付的").proposals
    assert changed.arguments["method"] == "wechat"
    assert changed.arguments["date"] == "昨天"


def test_an_amount_of_a_waiting_invoice_is_added_and_waived_by_a_word(service):
    talk = Talk(service, "market_cn")
    talk.say("SVC-D-2602-0007 给它开 PI")
    [card] = talk.say("运费加 15 美元").proposals
    assert card.arguments["shipping"] == "15"
    [card] = talk.say("去掉运费").proposals
    assert "shipping" not in card.arguments


def test_a_yes_behind_what_was_not_understood_shows_the_card_before_it_carries_it_out(service):
    talk = Talk(service, "onesv")
    [card] = talk.say("get me 3 fans and 4 back boards").proposals
    talk.say("word it more politely please")
    asked = talk.say("do it")
    assert [each.state for each in asked.proposals] == [State.PENDING]
    assert "has not changed the card" in asked.text
    done = talk.say("yes")
    assert [(each.id, each.state) for each in done.proposals] == [(card.id, State.DONE)]


def test_a_quotes_card_names_its_parts_in_the_readers_language(service):
    talk = Talk(service, "market")
    [card] = talk.say("quote RMA-D-2602-0160: two SDI modules, one fan, shipping $29").proposals
    quote = next(line.new for line in card.preview if line.label == "Quote")
    assert "SDI module · SKU: S1-011-013-01 · Quantity: 2" in quote
    assert "SDI模块" not in quote


@pytest.mark.parametrize(
    ("said", "fans", "modules"),
    [
        ("补货 2 个风扇，3 个 SDI 模块", 2, 3),
        ("补货2个风扇，3个SDI模块", 2, 3),
        ("补货风扇2个，SDI模块3个", 2, 3),
        ("补货风扇，3 个 SDI 模块", 1, 3),
        ("order 2 fans, 3 SDI modules", 2, 3),
        ("order fans x2, SDI module x 3", 2, 3),
    ],
)
def test_each_part_has_the_number_beside_it(service, said, fans, modules):
    [card] = Talk(service, "proav").say(said).proposals
    counted = {each["sku"]: each["quantity"] for each in card.arguments["items"]}
    assert counted == {"S1-010-021-01": fans, "S1-011-013-01": modules}


@pytest.mark.parametrize(
    ("said", "unknown"),
    [("pls order 4 back boards and 2 mc", "2 mc"), ("补货 2 个风扇，2 个 mc", "2 个 mc")],
)
def test_a_part_that_nobody_can_tell_is_not_left_out_of_an_order(service, said, unknown):
    reply = Talk(service, "proav").say(said)
    assert (reply.outcome, reply.proposals) == (Outcome.CLARIFY, [])
    assert unknown in reply.text

"""Parts in a conversation: what is meant by `it` and `five more`, and cards changed by a word."""

import pytest

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

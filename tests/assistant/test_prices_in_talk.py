"""Prices in conversation: one more part, sums with shipping, plans told by what they change."""

import pytest

from assistant.model import Outcome
from tests.assistant.conftest import Talk

SDI, FAN = "S1-011-013-01", "S1-010-021-01"


def looked_up(reply):
    return [call.arguments.get("sku") for call in reply.tools if call.name == "part_prices"]


def test_a_part_is_added_and_the_total_is_told_with_shipping(service):
    talk = Talk(service, "market_cn")
    talk.say("sdi模块多少钱")
    assert looked_up(talk.say("再加个风扇呢")) == [FAN]
    total = talk.say("发英国，运费29，一共多少美金")
    assert looked_up(total) == [SDI, FAN]
    assert "合计：US$163.00" in total.text
    why = talk.say("为啥不是人民币加起来那个数")
    assert "合计" not in why.text
    assert "不是按汇率换算的" in why.text


@pytest.mark.parametrize(
    ("user", "said", "total"),
    [
        ("market", "SDI模块和风扇两个都换，加运费29美金，一共多少", "US$163.00"),
        ("market", "two SDI modules and a fan plus $30 shipping, what's the total", "$233.00"),
        ("proav", "3 fans and an SDI module altogether in euros, shipping 12.50", "€276.50"),
    ],
)
def test_what_is_named_is_added_up(service, user, said, total):
    reply = Talk(service, user).say(said)
    assert total in reply.text
    assert reply.proposals == []


@pytest.mark.parametrize(
    ("said", "total"),
    [
        ("加个风扇,再加29美元运费,一共多少", "US$163.00"),
        ("风扇也要，运费29美元，总共多少", "US$163.00"),
        ("throw in a fan, $30 shipping, total?", "US$164.00"),
        ("再来一个SDI模块，一共多少美金", "US$138.00"),
        ("两个SDI再加一个风扇，一共多少美金", "US$203.00"),
    ],
)
def test_what_is_named_comes_on_top_of_what_was_priced_where_it_says_so(service, said, total):
    talk = Talk(service, "market")
    talk.say("SDI模块多少钱")
    reply = talk.say(said)
    assert total.removeprefix("US") in reply.text.splitlines()[-1]


def test_shipping_without_a_currency_is_asked_about(service):
    talk = Talk(service, "market_cn")
    talk.say("SDI模块多少钱")
    asked = talk.say("运费30的话一共多少")
    assert asked.outcome is Outcome.CLARIFY
    assert [each.label for each in asked.choices] == ["CNY", "USD", "EUR"]
    assert "合计：¥420.00" in talk.say(asked.choices[0].message).text


def test_a_customer_is_told_no_sum(service):
    reply = Talk(service, "max").say("SDI module and a fan with $30 shipping, total?")
    assert "$" not in reply.text.replace("$30", "")


def test_a_plan_is_told_by_the_part_it_changes_and_for_which_batches(service):
    reply = Talk(service, "market_cn").say("Edge 8K 换前框，不动ND的，多少钱")
    assert "`B1`" in reply.text
    assert "US$249.00（只适用于 Edge 8K 2 (6系列)）" in reply.text
    assert "B2" not in reply.text

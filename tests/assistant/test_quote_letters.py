"""A quote for a customer without a ticket, and an order that depends on what is in stock."""

import pytest

from assistant.model import Outcome
from tests.assistant.conftest import Talk

SDI, FAN = "S1-011-013-01", "S1-010-021-01"


def drafted(reply):
    [call] = reply.tools
    assert call.name == "draft_email"
    return call.arguments


@pytest.mark.parametrize(
    ("said", "parts", "total"),
    [
        ("给 Max 写个报价邮件，SDI 一个加 29 运费", [(SDI, 1)], "$98.00"),
        ("write Max a quote mail: two SDI modules plus $40 shipping", [(SDI, 2)], "$178.00"),
        ("quote mail to Max Mueller please. fan + SDI module, shipping 29",
         [(FAN, 1), (SDI, 1)], "$163.00"),
        ("给刘婧写封报价邮件，换一个风扇，运费100", [(FAN, 1)], "¥460.00"),
        ("a quotation for Alster TV please: one fan, 20 shipping", [(FAN, 1)], "€85.00"),
    ],
)  # fmt: skip
def test_a_quote_for_a_customer_needs_no_ticket(service, said, parts, total):
    reply = Talk(service).say(said)
    wanted = [(each["sku"], each["quantity"]) for each in drafted(reply)["items"]]
    assert (wanted, "number" in drafted(reply)) == (parts, False)
    assert total in reply.text
    assert "检测" in reply.text or "inspection" in reply.text


@pytest.mark.parametrize("said", ["风扇也写进去", "风扇还是写进去吧", "put the fan in as well"])
def test_a_part_is_put_into_the_quote_just_drafted(service, said):
    talk = Talk(service)
    talk.say("给 Max 写封报价邮件，SDI模块一个，运费29")
    reply = talk.say(said)
    assert [each["sku"] for each in drafted(reply)["items"]] == [SDI, FAN]
    assert "$163.00" in reply.text


def test_a_quote_without_a_ticket_is_sent_to_the_addresses_on_record(service):
    talk = Talk(service)
    talk.say("draft a quote for Max Mueller, one fan and 25 shipping")
    [card] = talk.say("ok, send it").proposals
    assert card.arguments["to"]
    assert "number" not in card.arguments


def test_a_quote_without_parts_asks_for_them(service):
    talk = Talk(service)
    asked = talk.say("给 Max 写报价邮件")
    assert (asked.outcome, asked.tools) == (Outcome.CLARIFY, [])
    assert drafted(talk.say("SDI模块一个"))["items"] == [{"sku": SDI, "quantity": 1}]


def test_parts_just_priced_are_quoted_where_both_are_meant(service):
    talk = Talk(service)
    talk.say("SDI模块和风扇海外多少钱")
    reply = talk.say("给Max写报价邮件，两个都要，运费29")
    assert {each["sku"] for each in drafted(reply)["items"]} == {SDI, FAN}


def test_any_other_letter_is_about_a_ticket(service):
    asked = Talk(service).say("draft a payment reminder for Max Mueller")
    assert (asked.outcome, asked.tools) == (Outcome.CLARIFY, [])


@pytest.mark.parametrize(
    ("said", "sku", "count"),
    [
        ("and back boards? if its low order 4", "S1-010-006-01", 4),
        ("Back板还有几块，不够就补6块", "S1-010-006-01", 6),
        ("how many fans do I have? if less than 5 order 3", FAN, 3),
    ],
)
def test_an_order_if_there_is_too_little_is_a_card_beside_the_stock(service, said, sku, count):
    reply = Talk(service, "proav").say(said)
    assert [each.name for each in reply.tools] == ["stock_status", "request_restock"]
    [card] = reply.proposals
    assert card.arguments["items"] == [{"sku": sku, "quantity": count}]

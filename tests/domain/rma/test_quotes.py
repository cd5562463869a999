"""Quotes of an RMA: what they say, and how they are answered."""

from datetime import timedelta

import pytest

from domain.errors import ConflictError, InvalidError, NotFoundError
from tests.conftest import NOW
from tests.domain.rma.conftest import INSPECTED, QUOTE, SDI, SHIPPED


def test_a_quote_adds_up_and_names_its_parts(floor, old):
    number = floor.open("market", sn=old)
    items = [{"sku": SDI.lower(), "quantity": 2}, {"sku": "B1"}]
    amounts = {"shipping": "29", "labour": "10.50", "currency": "USD"}
    floor.move("market", number, "quote", items=items, **amounts)
    quote = floor.show("proav", number).details["quote"]
    assert [line["amount"] for line in quote["items"]] == ["138.00", "249.00"]
    assert quote["total"] == "426.50"
    assert quote["items"][0]["name_en"]


def test_a_quote_is_in_the_dealers_currency_where_none_is_named(floor, old):
    number = floor.open("market", sn=old)
    floor.move("market", number, "quote", items=[{"sku": SDI}], shipping=0)
    assert floor.show("market", number).details["quote"]["currency"] == "USD"


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([{"sku": "S1-011-013-99", "quantity": 1}], f"-99. Close to it: {SDI}"),
        ([{"sku": SDI, "quantity": 1}, {"sku": SDI.lower(), "quantity": 2}], "twice"),
        ([{"sku": SDI, "quantity": 1_000_000}], "check"),
        ([{"sku": SDI, "quantity": -1}], "check"),
        ([{"sku": SDI, "quantity": "NaN"}], "check"),
        ([], "nothing"),
    ],
)  # fmt: skip
def test_a_quote_that_cannot_be_right_is_refused_in_words(floor, old, items, said):
    number = floor.open("market", sn=old)
    with pytest.raises(InvalidError, match=said):
        floor.move("market", number, "quote", items=items, shipping=0, currency="USD")
    assert floor.status(number) == "awaiting_receipt"


def test_a_part_without_a_price_in_the_currency_is_named(floor, old):
    number = floor.open("market", sn=old)
    with pytest.raises(InvalidError, match="no EUR price for B1"):
        floor.move("market", number, "quote", items=[{"sku": "B1"}], shipping=0, currency="EUR")


@pytest.mark.parametrize("shipping", ["NaN", "Infinity", "-1", "1e30", "0.001", "x"])
def test_amounts_are_amounts(floor, old, shipping):
    number = floor.open("market", sn=old)
    with pytest.raises(InvalidError):
        floor.move("market", number, "quote", items=[{"sku": SDI}], shipping=shipping)


def test_nothing_is_quoted_in_warranty_until_the_desk_says_it_is_charged(floor):
    number = floor.open("market", sn="ME_207890")
    with pytest.raises(ConflictError, match="in warranty"):
        floor.move("market", number, "quote", **QUOTE)
    floor.move("market", number, "charge_for_it", reason="dropped into water")
    floor.move("market", number, "quote", **QUOTE)
    assert floor.status(number) == "quote_sent"


def test_an_expired_quote_is_not_accepted_and_a_new_one_is(floor, old):
    number = floor.open("market", sn=old)
    floor.move("market", number, "quote", **QUOTE)
    late = NOW + timedelta(days=31)
    with pytest.raises(ConflictError, match="expired on 2026-03-17"):
        floor.move("proav", number, "accept_quote", at=late)
    floor.move("market", number, "quote", at=late, **QUOTE)
    floor.move("proav", number, "accept_quote", at=late + timedelta(days=30))
    assert floor.status(number) == "awaiting_receipt"


def test_a_declined_quote_ends_an_rma_whose_device_is_not_here(floor, old):
    number = floor.open("market", sn=old)
    floor.move("market", number, "quote", **QUOTE)
    floor.move("proav", number, "decline_quote", reason="too dear")
    assert floor.status(number) == "cancelled"


def test_a_quote_declined_when_the_device_is_here_sends_it_back(floor, old):
    number = floor.open("market", sn=old)
    floor.walk(
        number,
        ("repair", "receive", {}),
        ("repair", "inspect", INSPECTED),
        ("market", "quote", QUOTE),
    )
    with pytest.raises(ConflictError, match="decline the quote"):
        floor.move("market", number, "cancel", reason="no answer")
    floor.move("market", number, "decline_quote")
    floor.move("repair", number, "ship", **SHIPPED)
    assert floor.status(number) == "shipped"


def test_a_quote_accepted_when_the_device_is_here_goes_on_where_it_was(floor, old):
    number = floor.open("market", sn=old)
    floor.walk(
        number,
        ("repair", "receive", {}),
        ("repair", "inspect", INSPECTED),
        ("market", "quote", QUOTE),
        ("market", "accept_quote", {}),
    )
    assert floor.status(number) == "inspected"


def test_a_customer_answers_the_quote_of_its_own_device_only(floor, as_user):
    number = floor.open("market", sn="ME_207890")
    floor.move("market", number, "charge_for_it", reason="dropped")
    floor.move("market", number, "quote", **QUOTE)
    with pytest.raises(NotFoundError):
        floor.move("gafpa", number, "accept_quote")
    floor.move("max", number, "accept_quote")
    assert floor.status(number) == "awaiting_receipt"

"""The subject of the line before goes on in a short one: a priced part, the fault that was told."""

import pytest

from tests.assistant.conftest import Talk


@pytest.mark.parametrize(
    ("first", "said", "paid", "not_paid"),
    [
        ("price of the SDI module", "and for overseas?", ["$69.00", "€69.00"], "390"),
        ("SDI模块多少钱", "海外的呢", ["US$69.00", "€69.00"], "390"),
        ("Back board 多少钱", "欧洲呢", ["€69.00"], "390"),
        ("how much is a fan", "what about China", ["CN¥360.00"], "65"),
        ("price of the SDI module", "in euros?", ["€69.00"], "390"),
    ],
)
def test_a_price_is_asked_for_another_market(service, first, said, paid, not_paid):
    talk = Talk(service, "market")
    talk.say(first)
    told = talk.say(said).text
    assert all(each in told for each in paid)
    assert not_paid not in told


def test_a_count_of_tickets_abroad_is_no_price(service):
    talk = Talk(service, "market_cn")
    talk.say("SDI模块多少钱")
    assert "part_prices" not in [each.name for each in talk.say("海外有多少单").tools]


def test_a_part_found_by_its_name_counts_in_the_total_behind_it(service):
    talk = Talk(service, "proav")
    talk.say("how much is the fan")
    told = talk.say("plus an SDI module and 20 dollars shipping, what's the total").text
    assert "$154.00" in told


@pytest.mark.parametrize(
    ("user", "fault", "said", "known"),
    [
        ("gafpa", "Edge 8K of a customer freezes in 4K50", "what would that cost", "4K50"),
        ("market_cn", "Edge 8K 风扇不转了，怎么办", "大概要多少钱", "风扇不转"),
        (
            "rmk",
            "customer's SDI out is dead. can we swap the module ourselves?",
            "fair enough. what would it cost him roughly, no warranty left I reckon",
            "SDI out is dead",
        ),
    ],
)
def test_an_estimate_is_of_the_fault_in_talk(service, user, fault, said, known):
    talk = Talk(service, user)
    talk.say(fault)
    [used] = talk.say(said).tools
    assert used.name == "estimate_repair"
    assert known in used.arguments["problem"]


def test_a_fault_that_is_named_is_estimated_itself(service):
    talk = Talk(service, "gafpa")
    talk.say("Edge 8K of a customer freezes in 4K50")
    [used] = talk.say("and a dead fan, what would that cost").tools
    assert "freezes" not in str(used.arguments)

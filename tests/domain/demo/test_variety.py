"""The demo world is large and varied enough."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

from tests.domain.demo.conftest import World, at


def test_the_world_is_large_enough(world: World) -> None:
    least = {
        "ticket": 400,
        "article": 60,
        "customer": 60,
        "device": 80,
        "part": 25,
        "product": 16,
        "wish": 15,
        "repair_plan": 5,
    }
    for type_name, count in least.items():
        assert len(world[type_name]) >= count, type_name
    months = {f"{at(each):%Y-%m}" for each in world["ticket"]}
    assert min(months) == "2024-12"
    assert len(months) == 15


def test_every_kind_is_well_represented(world: World) -> None:
    kinds = Counter(each["kind"] for each in world["ticket"])
    assert kinds["consult"] > kinds["rma"] > kinds["dealer_repair"] >= 50


def test_descriptions_are_told_in_their_own_words(world: World) -> None:
    told = [each["description"] for each in world["ticket"]]
    assert len(set(told)) / len(told) >= 0.95
    openings = Counter(text[:40] for text in told)
    assert max(openings.values()) <= 6
    assert len({each["summary"] for each in world["ticket"]}) / len(told) >= 0.85


def test_both_languages_are_written(world: World) -> None:
    chinese = [bool(re.search(r"[一-鿿]", each["description"])) for each in world["ticket"]]
    assert 0.3 <= sum(chinese) / len(chinese) <= 0.6
    languages = Counter(each["language"] for each in world["article"])
    assert min(languages.values()) >= 25


def test_solutions_are_many_and_belong_to_ended_work(world: World) -> None:
    solutions = {each["solution"] for each in world["ticket"] if "solution" in each}
    assert len(solutions) >= 200
    for ticket in world["ticket"]:
        if ticket["status"] == "resolved":
            assert ticket.get("solution"), ticket["number"]


def test_no_blank_is_left_unfilled(world: World) -> None:
    for ticket in world["ticket"]:
        texts = [ticket["summary"], ticket["description"], ticket.get("solution") or ""]
        texts += [each["text"] for each in ticket["comments"]]
        assert not any("{" in each or "}" in each for each in texts), ticket["number"]


def test_articles_come_in_every_kind_and_visibility(world: World) -> None:
    articles = world["article"]
    assert {each["kind"] for each in articles} == {"faq", "troubleshooting", "case"}
    assert {each["visibility"] for each in articles} == {"Public", "Dealer", "Internal"}
    published = [each for each in articles if each["status"] == "published"]
    assert len(published) >= 60
    assert {"draft", "in_review"} <= {each["status"] for each in articles}
    assert sum("solution_internal" in each for each in articles) >= 4


def test_prices_are_decimal_text_in_three_currencies(world: World) -> None:
    for part in world["part"]:
        assert set(part["prices"]) == {"CNY", "USD", "EUR"}
        assert all(re.fullmatch(r"\d+\.\d\d", each) for each in part["prices"].values())


def test_holidays_cover_two_years_and_name_exchanged_days(world: World) -> None:
    days = {each["date"]: each.get("working", False) for each in world["holiday"]}
    assert {each[:4] for each in days} == {"2025", "2026"}
    assert not days["2026-02-17"]
    assert days["2026-02-14"]
    working = [date.fromisoformat(each) for each, is_working in days.items() if is_working]
    assert all(each.weekday() >= 5 for each in working)


def test_invoice_numbers_are_never_given_twice(world: World) -> None:
    numbers = [
        each["details"]["invoice"] for each in world["ticket"] if "invoice" in each["details"]
    ]
    numbers += [each["reference"] for each in world["receivable"]]
    assert len(numbers) == len(set(numbers))


def test_owners_follow_one_another(world: World) -> None:
    changed = [each for each in world["device"] if len(each["owners"]) > 1]
    assert len(changed) >= 8
    for device in changed:
        assert all(one["from"] <= next_["from"] for one, next_ in pairwise(device["owners"]))

"""The facts of the source document that the demo world holds."""

from collections import Counter, defaultdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.domain.demo.conftest import NOW, World, at, keyed, region

EDGE_8K = "mavo_edge_8k"


def repaired_share(world: World, devices: list[dict[str, Any]]) -> float:
    repaired = {each.get("sn") for each in world["ticket"] if each["kind"] != "consult"}
    return sum(each["sn"] in repaired for each in devices) / len(devices)


def test_the_known_camera_went_from_john_to_max(world: World) -> None:
    device = keyed(world["device"], "sn")["ME_207890"]
    customers = keyed(world["customer"])
    names = [customers[each["customer"]]["name"] for each in device["owners"]]
    assert device["product"] == EDGE_8K
    assert device["dealer"] == "proav"
    assert device["warranty_until"] == "2027-03-15"
    assert names == ["John", "Max Mueller"]
    max_mueller = customers["max_mueller"]
    assert "VIP" in max_mueller["tags"]
    assert max_mueller["contacts"][0]["preferred"] == "email"
    assert keyed(world["user"], "username")["max"]["customer"] == "max_mueller"


def test_the_known_camera_has_exactly_two_tickets(world: World) -> None:
    told = {
        (each["number"], each["customer"], each["status"])
        for each in world["ticket"]
        if each.get("sn") == "ME_207890"
    }
    assert told == {
        ("K2512-0089", "john", "resolved"),
        ("RMA-D-2601-0012", "john", "closed"),
    }


def test_the_freeze_tickets_of_the_source_are_there(tickets: dict[str, dict[str, Any]]) -> None:
    consult = tickets["K2602-0001"]
    assert (consult["dealer"], consult["status"]) == ("proav", "resolved")
    assert consult["summary"] == "MAVO Edge 8K 拍摄死机问题"
    assert "4K 50fps" in consult["description"]
    assert "8023" in consult["solution"]
    assert "散热" in consult["solution"]
    expected = {
        "SVC-D-2601-0015": ("proav", None),
        "RMA-D-2601-0145": ("gafpa", "D"),
        "RMA-C-2512-0047": (None, "C"),
        "RMA-D-2602-0157": ("proav", "D"),
    }
    for number, (dealer, channel) in expected.items():
        assert tickets[number].get("dealer") == dealer
        assert tickets[number].get("channel") == channel
        assert tickets[number]["category"] == "freeze"
        assert tickets[number]["product"] == EDGE_8K
    assert tickets["RMA-D-2602-0157"]["status"] == "pending_approval"


def test_the_articles_of_the_source_are_there(world: World) -> None:
    articles = keyed(world["article"], "number")
    heat, rates = articles["KB-0023"], articles["KB-0045"]
    assert (heat["title"], heat["visibility"]) == ("Edge 8K 高温死机处理", "Public")
    assert all(word in heat["solution_external"] for word in ("8025", "40°C", "SSD兼容列表"))
    assert "U23" in heat["solution_internal"]
    assert (rates["title"], rates["visibility"]) == ("Edge 8K 帧率设置指南", "Public")
    assert heat["status"] == rates["status"] == "published"


def test_the_wish_for_a_quick_start_is_there(world: World) -> None:
    wish = keyed(world["wish"], "number")["FR-2025-0089"]
    assert "快速启动" in wish["title"]
    assert wish["product"] == EDGE_8K


def test_the_newest_batch_fails_three_times_as_often_as_the_mean(world: World) -> None:
    edges = [each for each in world["device"] if each["product"] == EDGE_8K]
    bad = [each for each in edges if each["batch"] == "2026Q1-003"]
    assert repaired_share(world, bad) == pytest.approx(0.06)
    assert repaired_share(world, edges) == pytest.approx(0.02)
    serials = {each["sn"] for each in bad}
    numbers = [each["number"] for each in world["ticket"] if each.get("sn") in serials]
    assert len(numbers) == 3
    assert "RMA-D-2602-0157" in numbers


def test_a_batch_belongs_to_one_product(world: World) -> None:
    products = defaultdict(set)
    for device in world["device"]:
        products[device["batch"]].add(device["product"])
    assert all(len(each) == 1 for each in products.values())


def test_january_in_europe_has_28_edge_8k_tickets(world: World) -> None:
    counted = [
        each
        for each in world["ticket"]
        if each["product"] == EDGE_8K
        and (at(each).year, at(each).month) == (2026, 1)
        and region(world, each) == "europe"
    ]
    by_category = Counter(each["category"] for each in counted)
    assert len(counted) == 28
    assert by_category["freeze"] == 12
    assert by_category["sdi_port"] == 6
    assert (
        max(count for name, count in by_category.items() if name not in ("freeze", "sdi_port")) < 6
    )
    numbers = {each["number"] for each in counted}
    assert numbers >= {"RMA-D-2601-0012", "RMA-D-2601-0145", "SVC-D-2601-0015"}


def test_proav_holds_the_stock_of_the_source(world: World) -> None:
    names = {each["sku"]: each["name_en"] for each in world["part"]}
    held = {
        names[each["sku"]]: (each["quantity"], each["safety"])
        for each in world["stock"]
        if each["dealer"] == "proav"
    }
    assert held["Back board (Edge)"] == (2, 3)
    assert held["SDI module"] == (5, 3)
    assert held["MC board (Edge)"] == (1, 2)


def test_proav_settles_207_dollars_for_february(world: World) -> None:
    parts = keyed(world["part"], "sku")
    used = Counter[str]()
    for ticket in world["ticket"]:
        repaired = ticket["kind"] == "dealer_repair" and ticket.get("dealer") == "proav"
        if repaired and at(ticket, "status_at") >= datetime.fromisoformat("2026-02-01T00:00+08:00"):
            used.update({each["sku"]: each["quantity"] for each in ticket["parts"]})
    assert used == {"S1-010-006-01": 2, "S1-011-013-01": 1}
    assert sum(Decimal(parts[sku]["prices"]["USD"]) * n for sku, n in used.items()) == 207


def test_the_prices_of_the_source_hold(world: World) -> None:
    parts = keyed(world["part"], "sku")
    assert parts["S1-011-013-01"]["prices"] == {"CNY": "390.00", "USD": "69.00", "EUR": "69.00"}
    assert parts["S1-010-006-01"]["name_en"] == "Back board (Edge)"
    assert parts["S1-010-021-01"]["prices"]["USD"] == "65.00"
    plan = keyed(world["repair_plan"])["B1"]
    assert plan["prices"] == {"CNY": "1190.00", "USD": "249.00"}
    assert plan["options"] == {"change_nd": False}


def test_the_dealers_of_the_source_are_there(world: World) -> None:
    told = {each["code"]: (each["tier"], each["region"]) for each in world["dealer"]}
    assert told == {
        "proav": (1, "europe"),
        "gafpa": (1, "europe"),
        "onesv": (1, "north_america"),
        "euoffice": (1, "europe"),
        "dpgadget": (2, "southeast_asia"),
        "rmk": (3, "oceania"),
    }


def test_the_demo_users_sign_in_with_the_word_demo(world: World) -> None:
    roles = {
        each["username"]: each["role"] for each in world["user"] if each.get("password") == "demo"
    }
    dealers = ("proav", "gafpa", "onesv", "euoffice", "dpgadget", "rmk")
    assert roles == {
        "market": "market",
        "market_cn": "market",
        "lead": "market_lead",
        "repair": "production",
        "rnd": "rnd",
        "boss": "management",
        "max": "customer",
        **dict.fromkeys(dealers, "dealer"),
    }
    assert all(
        each["dealer"] == each["username"] and each["language"] == "en"
        for each in world["user"]
        if each["role"] == "dealer"
    )


def test_two_dealers_owe_for_too_long(world: World) -> None:
    oldest: dict[str, int] = {}
    for each in world["receivable"]:
        if not each.get("paid"):
            age = (NOW.date() - date.fromisoformat(each["since"])).days
            oldest[each["dealer"]] = max(age, oldest.get(each["dealer"], 0))
    assert oldest["proav"] <= 30
    assert 60 < oldest["gafpa"] <= 90
    assert oldest["onesv"] > 90

"""The demo world: the facts it must hold, whole references, valid states, varied texts."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from domain.demo import records

NOW = datetime.fromisoformat("2026-02-15T09:00:00+08:00")
EDGE_8K = "mavo_edge_8k"
END_STATES = {"resolved", "auto_closed", "upgraded", "closed", "cancelled", "rejected"}
STATES = {
    "consult": {
        *("self_reported", "in_progress", "waiting_customer"),
        *("resolved", "auto_closed", "upgraded"),
    },
    "rma": {
        *("pending_approval", "quote_sent", "awaiting_receipt", "in_transit", "received"),
        *("inspected", "assigned", "repairing", "exception", "repaired", "awaiting_payment"),
        *("paid", "shipped", "closed", "cancelled", "rejected"),
    },
    "dealer_repair": {
        *("open", "parts_requested", "parts_invoiced", "parts_paid", "parts_shipped"),
        *("parts_received", "repaired", "closed", "cancelled"),
    },
}
SHAPES = {
    "family": "code name_zh name_en",
    "product": "code name family aliases",
    "category": "code parent name_zh name_en aliases",
    "region": "code name_zh name_en aliases countries",
    "dealer": "code name tier country region aliases currency",
    "user": "username password name role dealer customer organisation groups language email",
    "customer": "code name account_type contacts country region dealer tags",
    "device": "sn product batch warranty_until owners dealer firmware",
    "part": "sku name_zh name_en aliases fits prices",
    "stock": "dealer sku quantity safety",
    "article": "number kind title problem solution_external solution_internal products visibility "
    "status language",
    "ticket": "number kind status created_at closed_at customer dealer sn product category source "
    "severity priority summary description solution solution_internal parts comments details "
    "status_at channel service_type handler contact",
    "wish": "number title description product votes status target_version",
    "contract": "customer products from until kind",
    "repair_plan": "code name_zh name_en products batches options prices note",
    "receivable": "dealer amount currency since reference paid",
    "link": "from to kind",
    "organisation": "code name parent",
    "group": "code name organisation members",
    "holiday": "date working",
}
LOCAL_SCOPE = re.compile(
    r"Back board|SDI module|HDA board|Video port|Fan|Key board|XLR module|USB-C module|"
    r"TF card|RS port"
)
NUMBER = {
    "consult": r"K(\d{4})-\d{4}",
    "rma": r"RMA-[DCI]-(\d{4})-\d{4}",
    "dealer_repair": r"SVC-D-(\d{4})-\d{4}",
}
PRINT = """
import hashlib, json
from domain.demo import records
text = json.dumps(list(records()), ensure_ascii=False)
print(hashlib.sha256(text.encode()).hexdigest())
"""

World = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def world() -> World:
    by_type: World = defaultdict(list)
    for record in records():
        by_type[record["type"]].append(record)
    return by_type


@pytest.fixture(scope="module")
def tickets(world: World) -> dict[str, dict[str, Any]]:
    return {each["number"]: each for each in world["ticket"]}


def keyed(rows: list[dict[str, Any]], key: str = "code") -> dict[str, dict[str, Any]]:
    return {each[key]: each for each in rows}


def at(ticket: dict[str, Any], name: str = "created_at") -> datetime:
    return datetime.fromisoformat(ticket[name])


def region(world: World, ticket: dict[str, Any]) -> str | None:
    if "customer" in ticket:
        return str(keyed(world["customer"])[ticket["customer"]]["region"])
    return str(keyed(world["dealer"])[ticket["dealer"]]["region"]) if "dealer" in ticket else None


def repaired_share(world: World, devices: list[dict[str, Any]]) -> float:
    repaired = {each.get("sn") for each in world["ticket"] if each["kind"] != "consult"}
    return sum(each["sn"] in repaired for each in devices) / len(devices)


# ---- the same world everywhere


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_every_process_tells_the_same_world(seed: str) -> None:
    here = hashlib.sha256(json.dumps(list(records()), ensure_ascii=False).encode()).hexdigest()
    told = subprocess.run(
        [sys.executable, "-c", PRINT],
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == here


def test_every_record_is_plain_json_with_its_type_first(world: World) -> None:
    for record in (each for rows in world.values() for each in rows):
        assert next(iter(record)) == "type"
        assert json.loads(json.dumps(record)) == record


def test_every_record_has_the_shape_of_an_import_record(world: World) -> None:
    assert set(world) == set(SHAPES)
    for type_name, rows in world.items():
        for record in rows:
            assert set(record) <= {"type", *SHAPES[type_name].split()}, record


def test_the_importer_knows_every_record(world: World) -> None:
    from domain.importing.records import RECORDS
    from domain.kind import kind_of

    for type_name, rows in world.items():
        for record in rows:
            RECORDS[type_name].model_validate(record)
    for ticket in world["ticket"]:
        kind = kind_of(ticket["kind"])
        assert ticket["status"] in kind.by_state
        kind.details.model_validate(ticket["details"])


def test_nothing_happens_after_the_moment_the_world_is_seen_from(world: World) -> None:
    for ticket in world["ticket"]:
        moments = [ticket["created_at"], ticket["status_at"], ticket.get("closed_at")]
        moments += [each["at"] for each in ticket["comments"]]
        assert all(datetime.fromisoformat(each) <= NOW for each in moments if each), ticket
    for device in world["device"]:
        assert all(date.fromisoformat(each["from"]) <= NOW.date() for each in device["owners"])


# ---- the facts of the source document


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


# ---- whole references


def test_every_reference_is_to_something_there(world: World) -> None:
    there = {
        "product": set(keyed(world["product"])),
        "dealer": set(keyed(world["dealer"])),
        "customer": set(keyed(world["customer"])),
        "category": set(keyed(world["category"])),
        "sku": set(keyed(world["part"], "sku")),
        "sn": set(keyed(world["device"], "sn")),
        "region": set(keyed(world["region"])),
        "family": set(keyed(world["family"])),
        "organisation": set(keyed(world["organisation"])),
        "handler": set(keyed(world["user"], "username")),
        "by": set(keyed(world["user"], "username")),
    }
    several = {"products": "product", "fits": "product"}
    inside = ("owners", "parts", "comments")
    for rows in world.values():
        for record in rows:
            for each in [record, *(one for name in inside for one in record.get(name, []))]:
                for name, known in there.items():
                    assert each.get(name) is None or each[name] in known, (name, record)
                for name, kind in several.items():
                    assert set(each.get(name, [])) <= there[kind], record
    for user in world["user"]:
        assert set(user.get("groups", [])) <= set(keyed(world["group"]))
    for link in world["link"]:
        assert {link["from"], link["to"]} <= set(keyed(world["ticket"], "number"))
    for each in [*world["category"], *world["organisation"]]:
        assert each.get("parent") is None or each["parent"] in keyed(world[each["type"]])


def test_natural_keys_are_unique(world: World) -> None:
    keys = {"part": "sku", "device": "sn", "user": "username", "holiday": "date"}
    keys |= dict.fromkeys(("ticket", "article", "wish"), "number")
    for type_name, rows in world.items():
        key = keys.get(type_name, "code")
        values = [each[key] for each in rows if key in each]
        assert len(values) == len(set(values)), type_name


def test_no_two_products_or_categories_share_a_name(world: World) -> None:
    for type_name in ("product", "category", "dealer", "part"):
        words = Counter(
            word.casefold()
            for each in world[type_name]
            for word in {
                *(each[name] for name in ("name", "name_zh", "name_en") if name in each),
                *each["aliases"],
            }
        )
        assert [word for word, count in words.items() if count > 1] == []


def test_categories_have_two_levels(world: World) -> None:
    categories = keyed(world["category"])
    leaves = [each for each in categories.values() if "parent" in each]
    assert len(leaves) >= 25
    assert all("parent" not in categories[each["parent"]] for each in leaves)
    assert categories["freeze"]["parent"] == "stability"
    assert categories["sdi_port"]["parent"] == "hardware"


# ---- tickets that make sense


def test_every_status_is_one_of_its_kind(world: World) -> None:
    for ticket in world["ticket"]:
        assert ticket["status"] in STATES[ticket["kind"]]


def test_every_state_of_every_kind_is_seen(world: World) -> None:
    for kind, states in STATES.items():
        assert {each["status"] for each in world["ticket"] if each["kind"] == kind} == states


def test_only_ended_tickets_are_closed_at_a_moment(world: World) -> None:
    for ticket in world["ticket"]:
        assert ("closed_at" in ticket) == (ticket["status"] in END_STATES), ticket["number"]
        assert at(ticket) <= at(ticket, "status_at")


def test_comments_are_made_while_a_ticket_runs(world: World) -> None:
    for ticket in world["ticket"]:
        ended = at(ticket, "closed_at") if "closed_at" in ticket else NOW
        for comment in ticket["comments"]:
            assert at(ticket) <= at(comment, "at") <= ended, ticket["number"]


def test_numbers_follow_their_series_and_month(world: World) -> None:
    last: dict[str, tuple[datetime, int]] = {}
    for ticket in sorted(world["ticket"], key=lambda each: str(each["number"])):
        match = re.fullmatch(NUMBER[ticket["kind"]], ticket["number"])
        assert match, ticket["number"]
        assert match[1] == f"{at(ticket):%y%m}"
        series, serial = ticket["number"].rsplit("-", 1)
        before, number = last.get(series, (at(ticket), 0))
        assert at(ticket) >= before
        assert int(serial) > number
        last[series] = (at(ticket), int(serial))


def test_a_ticket_of_a_customer_goes_by_way_of_its_dealer(world: World) -> None:
    customers = keyed(world["customer"])
    for ticket in world["ticket"]:
        if "customer" in ticket:
            assert ticket.get("dealer") == customers[ticket["customer"]].get("dealer")
        if ticket["kind"] == "rma":
            way = "D" if "dealer" in ticket else "C" if "customer" in ticket else "I"
            assert ticket["channel"] == ticket["number"][4] == way


def test_a_device_on_a_ticket_was_the_customers_then(world: World) -> None:
    devices = keyed(world["device"], "sn")
    for ticket in world["ticket"]:
        if "sn" not in ticket:
            continue
        device = devices[ticket["sn"]]
        assert device["product"] == ticket["product"]
        owners = [
            each["customer"]
            for each in device["owners"]
            if date.fromisoformat(each["from"]) <= at(ticket).date()
        ]
        assert (owners[-1] if owners else None) == ticket.get("customer"), ticket["number"]


def test_some_devices_have_tickets_of_two_dealers(world: World) -> None:
    dealers = defaultdict(set)
    for ticket in world["ticket"]:
        if "sn" in ticket:
            dealers[ticket["sn"]].add(ticket.get("dealer"))
    assert sum(len(each) > 1 for each in dealers.values()) >= 2


def test_an_rma_names_its_device_and_priority(world: World) -> None:
    rmas = [each for each in world["ticket"] if each["kind"] == "rma"]
    assert all("sn" in each for each in rmas)
    before_work = {"pending_approval", "quote_sent", "awaiting_receipt", "in_transit", "rejected"}
    assert all(
        "priority" in each for each in rmas if each["status"] not in before_work | END_STATES
    )
    workshop = {each["username"] for each in world["user"] if each["role"] == "production"}
    assert all(each["handler"] in workshop for each in rmas if "handler" in each)


def test_parts_used_fit_the_product(world: World) -> None:
    parts = keyed(world["part"], "sku")
    for ticket in world["ticket"]:
        for each in ticket["parts"]:
            assert ticket["product"] in parts[each["sku"]]["fits"], ticket["number"]


def test_dealers_repair_within_their_tier_and_the_local_scope(world: World) -> None:
    tiers = {each["code"]: each["tier"] for each in world["dealer"]}
    names = {each["sku"]: each["name_en"] for each in world["part"]}
    for ticket in world["ticket"]:
        if ticket["kind"] != "dealer_repair":
            continue
        tier = tiers[ticket["dealer"]]
        assert tier in (1, 2)
        assert tier == 2 or not ticket["status"].startswith("parts_")
        items = [*ticket["parts"], *ticket["details"].get("items", [])]
        assert all(LOCAL_SCOPE.match(names[each["sku"]]) for each in items), ticket["number"]


def test_only_tier_1_dealers_hold_stock(world: World) -> None:
    tiers = {each["code"]: each["tier"] for each in world["dealer"]}
    assert {tiers[each["dealer"]] for each in world["stock"]} == {1}


def test_every_upgraded_consult_leads_to_its_repair(
    world: World, tickets: dict[str, dict[str, Any]]
) -> None:
    became = {each["from"]: each["to"] for each in world["link"] if each["kind"] == "upgraded_to"}
    upgraded = {each["number"] for each in world["ticket"] if each["status"] == "upgraded"}
    assert upgraded == set(became)
    for before, after in became.items():
        for name in ("customer", "dealer", "product", "sn"):
            assert tickets[before].get(name) == tickets[after].get(name)


def test_nobody_waiting_is_closed_at_the_first_tick_of_the_clock(world: World) -> None:
    limits = {"waiting_customer": 7, "quote_sent": 30}
    for ticket in world["ticket"]:
        if ticket["status"] in limits:
            waited = NOW - at(ticket, "status_at")
            assert waited < timedelta(days=limits[ticket["status"]]), ticket["number"]


def test_dealers_speak_only_on_their_own_tickets_and_never_internally(world: World) -> None:
    users = keyed(world["user"], "username")
    for ticket in world["ticket"]:
        for comment in ticket["comments"]:
            who = users[comment["by"]]
            if who["role"] == "dealer":
                assert who["dealer"] == ticket["dealer"]
                assert not comment["internal"]


def test_internal_causes_stand_only_where_staff_reads(world: World) -> None:
    secret = re.compile(r"U23|2026Q1-003")
    for ticket in world["ticket"]:
        said = [each["text"] for each in ticket["comments"] if not each["internal"]]
        texts = [ticket["summary"], ticket.get("description"), ticket.get("solution"), *said]
        texts.append(json.dumps(ticket["details"], ensure_ascii=False))
        assert not any(secret.search(each) for each in texts if each), ticket["number"]
    for article in world["article"]:
        if article["visibility"] != "Internal":
            open_text = article["title"] + article["problem"] + article["solution_external"]
            assert not secret.search(open_text), article["number"]


# ---- size and variety


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

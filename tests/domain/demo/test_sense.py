"""Tickets of the demo world make sense: states, times, owners, parts, texts."""

import json
import re
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from tests.domain.demo.conftest import NOW, World, at, keyed

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


LOCAL_SCOPE = re.compile(
    r"Back board|SDI module|HDA board|Video port|Fan|Key board|XLR module|USB-C module|"
    r"TF card|RS port"
)


NUMBER = {
    "consult": r"K(\d{4})-\d{4}",
    "rma": r"RMA-[DCI]-(\d{4})-\d{4}",
    "dealer_repair": r"SVC-D-(\d{4})-\d{4}",
}


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

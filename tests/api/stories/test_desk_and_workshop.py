"""The handbook's stories of stock, assignment, prices, exceptions, money (2.6 to 2.9)."""

import pytest

from tests.api.stories.conftest import (
    BACK,
    DESK,
    FAN,
    LEADS,
    MAX_SN,
    MC,
    OLD,
    SDI,
    SENT_BACK,
    repaired,
)

WORKSHOP = {"repair", "huang", "zhangts", "zhangpj"}


def test_2_6_the_desk_sees_a_dealers_stock_repairs_and_debts(second):
    card = second("market").get("/api/dealers/proav").json()
    stands = {each["sku"]: each for each in card["stock"]}
    assert [(stands[sku]["quantity"], stands[sku]["safety"], stands[sku]["status"])
            for sku in (BACK, SDI, MC)] == [
        (2, 3, "below_safety"), (5, 3, "normal"), (1, 2, "restock_now"),
    ]  # fmt: skip
    assert stands[BACK]["suggested"] == 4
    assert card["oldest_debt_days"] == 15
    assert second("proav").get("/api/dealers/gafpa").status_code == 404


def test_2_7_a_repair_is_assigned_by_skill_and_load_and_its_handler_is_told(third):
    number = third.open("market", kind="rma", sn=MAX_SN, summary="SDI", category="SDI port")
    number = number["number"]
    best = third("market").get(f"/api/tickets/{number}/handlers").json()["items"]
    assert {each["username"] for each in best} == WORKSHOP
    third.move("repair", number, "receive")
    third.move("market", number, "assign", handler=best[0]["username"], priority="R1", note="VIP")
    ticket = third.show("market", number)
    assert (ticket["status"], ticket["priority"]) == ("assigned", "R1")
    heard = third.told(number)
    assert heard["assigned"] == {best[0]["username"]}
    assert heard["urgent"] == LEADS | {"boss"}
    assert {each["name"] for each in ticket["clocks"]} == {"repair", "repair_warning"}
    third.later(days=16)  # the days of the spring festival do not count
    assert third.told(number)["repair_overdue"] == DESK | LEADS | {best[0]["username"]}


def test_2_8_prices_add_up_to_the_handbooks_quote_and_plan(third):
    market = third("market")
    sdi = market.get("/api/parts", params={"q": "SDI模块"}).json()["items"][0]
    assert sdi["prices"] == {"CNY": "390.00", "EUR": "69.00", "USD": "69.00"}
    number = third.open("market", kind="rma", sn=OLD["proav"], summary="SDI and fan")["number"]
    quoted = third.move(
        "market", number, "quote", shipping=29, currency="USD",
        items=[{"sku": SDI, "quantity": 1}, {"sku": FAN, "quantity": 1}],
    )  # fmt: skip
    assert quoted["details"]["quote"]["total"] == "163.00"
    asked = {"product": "Edge 8K", "batch": "6系列", "change_nd": False, "q": "前部维修"}
    plan = market.get("/api/repair-plans", params=asked).json()["items"][0]
    assert (plan["code"], plan["prices"]) == ("B1", {"CNY": "1190.00", "USD": "249.00"})
    third.move("proav", number, "decline_quote", reason="too dear")
    assert third.show("market", number)["status"] == "cancelled"


@pytest.mark.parametrize(
    ("actual", "approver", "too_low", "hears"),
    [
        ("299.99", "market", "repair", DESK),
        ("300", "lead", "market", LEADS),
        ("700", "lead", "market", LEADS),
        ("2500", "boss", "lead", {"boss"}),
    ],
)
def test_2_8_and_6_2_an_exception_goes_to_whom_its_amount_belongs(
    third, actual, approver, too_low, hears
):
    number = third.open("market", kind="rma", sn=OLD["proav"], summary="wet")["number"]
    third.walk(
        number,
        ("repair", "receive", {}),
        ("repair", "inspect", {"finding": "wet", "plan": "see", "estimate": 200}),
        ("market", "assign", {"handler": "repair", "priority": "R2"}),
        ("repair", "start_repair", {}),
        ("repair", "report_exception", {
            "type": "severe_damage", "note": "board and sensor", "actual_cost": actual,
        }),
    )  # fmt: skip
    heard = third.told(number)
    assert heard["exception_approval"] == hears
    assert heard["repair_exception"] == (DESK | LEADS | {"proav"}) - hears
    assert third.refused(too_low, number, "approve_exception")
    waits = third(approver).get("/api/approvals").json()["items"]
    assert number in [each["ticket"]["number"] for each in waits]
    third.move("market", number, "record_decision", decision="continue")
    third.move(approver, number, "approve_exception")
    assert third.show("market", number)["status"] == "repairing"
    assert third.told(number)["exception_decided"] == (DESK | LEADS | {"repair"}) - {approver}
    assert "exception" not in third.show("proav", number)["details"]
    assert "approve_exception" not in third.history("proav", number)
    assert "approve_exception" in third.history("market", number)


@pytest.mark.parametrize(
    ("decision", "ends"), [("trade_in", "closed"), ("scrap", "closed"), ("cancel_and_return", None)]
)
def test_2_8_the_customer_may_also_trade_in_scrap_or_take_the_device_back(third, decision, ends):
    number = third.open("market", kind="rma", sn=OLD["proav"], summary="dropped")["number"]
    third.walk(
        number,
        ("repair", "receive", {}),
        ("repair", "inspect", {"finding": "bent", "plan": "see", "estimate": 200}),
        ("repair", "report_exception", {
            "type": "over_estimate", "note": "frame bent", "actual_cost": 900,
        }),
        ("market", "record_decision", {"decision": decision}),
    )  # fmt: skip
    if ends is None:
        third.walk(number, ("repair", "ship", SENT_BACK), ("proav", "confirm_receipt", {}))
    ticket = third.show("proav", number)
    assert (ticket["status"], ticket["invoices"]) == ("closed", [])


def test_2_9_a_repair_in_warranty_costs_nothing_and_ships_at_once(third):
    number = third.open("proav", kind="rma", sn=MAX_SN, summary="no SDI output")["number"]
    third.move("market", number, "approve")
    assert repaired(third, number)["status"] == "repaired"
    assert "in warranty" in third.refused("market", number, "invoice")
    third.walk(number, ("repair", "ship", SENT_BACK), ("proav", "confirm_receipt", {}))
    assert third.show("proav", number)["status"] == "closed"
    assert third.told(number)["arrived"] == DESK | {"proav", "max"}

"""The handbook's stories of devices that come to headquarters (2.2 to 2.5)."""

from decimal import Decimal

import httpx
from sqlalchemy import func, select

from domain.models import OutgoingMail, Ticket
from tests.api.stories.conftest import DESK, FAN, LEADS, MAX_SN, OLD, SDI, SENT_BACK, repaired


def test_2_2_a_direct_customer_is_quoted_98_dollars_pays_them_and_gets_the_device_back(third):
    quote = {"items": [{"sku": SDI, "quantity": 1}], "shipping": 29, "currency": "USD"}
    ticket = third.open(
        "market", kind="rma", sn=OLD["direct"], severity=2, summary="freezes after an hour",
        category="Freeze", channel="C", details={"quote": quote},
    )  # fmt: skip
    number = ticket["number"]
    assert number.startswith("RMA-C-2602-")
    assert (ticket["status"], ticket["in_warranty"]) == ("quote_sent", False)
    assert (ticket["priority"], ticket["details"]["quote"]["total"]) == ("R3", "98.00")
    assert third.papers("market", number) == ["quote"]
    assert third.told(number) == {"new_ticket": LEADS}
    third.move("market", number, "accept_quote")
    assert third.papers("market", number) == ["packing_list", "quote"]
    assert repaired(third, number)["status"] == "repaired"
    assert "PI" in third.refused("repair", number, "ship", **SENT_BACK)
    billed = third.move("market", number, "invoice")
    invoice = billed["invoices"][0]
    assert (billed["status"], invoice["total"]) == ("awaiting_payment", "98.00")
    lines = sum(Decimal(each["amount"]) for each in invoice["items"])
    assert lines + Decimal(invoice["shipping"]) == Decimal(invoice["total"])
    assert invoice["note"] == {
        "problem": "freezes after an hour", "cause": "cold joint",
        "solution": "SDI module replaced",
    }  # fmt: skip
    assert third.papers("market", number) == ["invoice", "packing_list", "quote"]
    assert "$98.00" in third.refused("market", number, "record_payment", method="paypal", amount=89)
    paid = third.move(
        "market", number, "record_payment", method="paypal", amount=98, currency="USD",
        date="2026-02-01",
    )  # fmt: skip
    assert (paid["status"], paid["invoices"][0]["open"]) == ("paid", "0.00")
    assert "repair" in third.told(number)["state_changed"]  # who now ships it
    third.move("repair", number, "ship", **SENT_BACK)
    assert third.move("market", number, "confirm_receipt")["status"] == "closed"
    heard = third.told(number)
    assert heard["assigned"] == {"repair"}
    assert heard["shipped"] >= DESK
    assert not {name for who in heard.values() for name in who} & {"proav", "gafpa", "max", "rmk"}
    assert third("proav").get(f"/api/tickets/{number}").status_code == 404


def test_2_2_a_quote_nobody_answers_is_reminded_called_about_and_cancelled(third):
    quote = {"items": [{"sku": FAN, "quantity": 1}], "shipping": 29}
    number = third.open(
        "market", kind="rma", sn=OLD["proav"], summary="fan dead", details={"quote": quote}
    )["number"]
    third.later(days=7, minutes=1)
    assert "proav" in third.told(number)["quote_reminder"]
    assert "quote_call" not in third.told(number)
    third.later(days=14, minutes=1)
    assert third.told(number)["quote_call"] == DESK
    third.later(days=30, minutes=1)
    over = third.show("market", number)
    assert (over["status"], over["details"]["cancel_reason"]) == ("cancelled", "quote_expired")
    assert third.refused("proav", number, "accept_quote")


def test_2_3_in_stage_one_the_desk_records_a_dealers_own_repair(first):
    before = first.stock("proav", SDI)
    account = first("market").get("/api/dealers/proav/account").json()
    number = first.open(
        "market", kind="dealer_repair", dealer="ProAV", sn=MAX_SN, summary="SDI module broken"
    )["number"]
    done = first.walk(
        number,
        ("market", "record_repair", {
            "work": "SDI module replaced", "parts": [{"sku": SDI, "quantity": 1}],
        }),
        ("market", "close", {}),
    )  # fmt: skip
    assert number.startswith("SVC-D-2602-")
    assert (done["status"], done["details"]["faulty_parts"]) == ("closed", "to_be_returned")
    assert first.stock("proav", SDI) == before - 1
    after = first("market").get("/api/dealers/proav/account").json()["month_to_settle"]
    was = Decimal(account["month_to_settle"]["amount"])
    assert Decimal(after["amount"]) == was + Decimal("69.00")
    assert "proav" not in set().union(*first.told(number).values(), set())  # not yet let in


def test_2_4_in_stage_one_a_cart_of_three_gets_three_numbers_and_one_packing_list(first):
    sns = ["ME_204018", "ME_204035", "ME_204310"]
    devices = [{"sn": sn, "description": f"{sn} freezes"} for sn in sns]
    answer = first("market").post(
        "/api/tickets/batch", json={"kind": "rma", "dealer": "ProAV", "devices": devices}
    )
    tickets = answer.json()["tickets"]
    numbers = [each["number"] for each in tickets]
    assert [each["device"]["sn"] for each in tickets] == sns
    assert {each["status"] for each in tickets} == {"awaiting_receipt"}
    serials = [int(each[-4:]) for each in numbers]
    assert serials == list(range(serials[0], serials[0] + 3))
    paper = first("market").post("/api/documents/packing-list", json={"numbers": numbers}).json()
    assert paper["kind"] == "packing_list"
    assert first("market").get(paper["url"]).content.startswith(b"%PDF")
    mail = {
        "to": ["service@proav.example"], "subject": "RMA", "body": ", ".join(numbers),
        "ticket": numbers[0], "documents": [paper["id"]],
    }  # fmt: skip
    assert first("market").post("/api/mails", json=mail).status_code == 201
    twice = {"kind": "rma", "devices": [*devices, {"sn": "me-204018", "description": "again"}]}
    refused = first("market").post("/api/tickets/batch", json=twice)
    assert "me-204018 is there twice" in refused.json()["error"]["message"]
    with first.service.store.unbound_reader() as session:
        sent = session.scalars(select(OutgoingMail)).all()
        assert [each.recipients for each in sent] == [["service@proav.example"]]
        opened = select(func.count()).where(Ticket.summary.in_([d["description"] for d in devices]))
        assert session.scalar(opened) == 3


def test_stage_one_lets_in_no_dealer_and_stage_two_no_customer(first, second):
    for house, username in ((first, "proav"), (first, "max"), (second, "max")):
        answer = httpx.post(
            f"{house.server.url}/api/auth/login", json={"username": username, "password": "demo"}
        )
        assert answer.status_code == 401
    assert second("proav").get("/api/tickets").json()["total"] > 0


def test_2_5_in_stage_two_a_dealers_requests_are_approved_asked_about_or_rejected(second):
    asked = {
        "kind": "rma",
        "devices": [{"sn": sn, "description": "freezes"} for sn in (MAX_SN, "ME_204035")],
    }
    cart = second("proav").post("/api/tickets/batch", json=asked)
    simple, real = (each["number"] for each in cart.json()["tickets"])
    assert {each["status"] for each in cart.json()["tickets"]} == {"pending_approval"}
    assert second.told(simple) == {"new_ticket": LEADS | DESK}
    waiting = second("market").get("/api/tickets", params={"status": "pending_approval"}).json()
    assert {simple, real} <= {each["number"] for each in waiting["items"]}
    second.move("market", simple, "ask", question="Which firmware?")
    assert second.told(simple)["comment"] == {"proav"}
    second("proav").post(f"/api/tickets/{simple}/comments", json={"text": "8010"})
    second.move("market", simple, "reject", reason="Please update to 8025 first")
    rejected = second.show("proav", simple)
    assert (rejected["status"], rejected["is_open"]) == ("rejected", False)
    assert rejected["details"]["reject_reason"] == "Please update to 8025 first"
    assert [each["text"] for each in rejected["comments"]] == ["Which firmware?", "8010"]
    done = second("market").post("/api/tickets/approve", json={"numbers": [real, simple]}).json()
    assert [each["ok"] for each in done["items"]] == [True, False]
    assert second.told(real)["state_changed"] == {"proav"}
    assert second.papers("proav", real) == ["packing_list"]
    assert second("gafpa").get(f"/api/tickets/{real}").status_code == 404
    assert "not yours" in second.refused("proav", real, "approve")

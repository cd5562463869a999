"""The handbook's stories of dealers (3), of urgent ones (6.3) and of stage 3."""

import pytest
from sqlalchemy import func, select

from domain.models import Delivery, Notification, Stock, StockMovement, Ticket
from tests.api.stories.conftest import BACK, DESK, FAN, LEADS, MAX_SN, OLD, repaired


def test_3_1_a_dealer_asks_for_a_customer_it_need_not_name(second):
    dealer = second("proav")
    assert dealer.get("/api/search", params={"q": "Edge 8K 帧率", "kind": "article"}).json()[
        "items"
    ]
    ticket = second.open("proav", kind="consult", product="Edge 8K", summary="how to set 74.93fps?")
    assert (ticket["customer"], ticket["dealer"]["code"]) == (None, "proav")
    number = ticket["number"]
    assert second.told(number) == {"new_ticket": LEADS | DESK}
    own = dealer.get("/api/tickets", params={"q": "74.93fps"}).json()
    assert [each["number"] for each in own["items"]] == [number]
    second.walk(number, ("proav", "resolve", {"solution": "KB-0045"}), ("proav", "confirm", {}))
    assert second.show("market", number)["status"] == "resolved"


def test_3_2_a_tier_one_repair_takes_stock_and_reminds_of_a_restock(second):
    before = second.stock("proav", BACK)
    number = second.open("proav", kind="dealer_repair", sn=MAX_SN, summary="Back board broken")
    number = number["number"]
    parts = [{"sku": BACK, "quantity": 1}]
    short = second.refused(
        "proav", number, "record_repair", work="done", parts=[{"sku": BACK, "quantity": 99}]
    )
    assert f"ProAV holds {before} of Back board" in short
    done = second.move("proav", number, "record_repair", work="Back板更换", parts=parts)
    assert (done["status"], second.stock("proav", BACK)) == ("repaired", before - 1)
    assert "restock" in done["hints"][0]
    assert second.told(number)["stock_low"] == DESK
    assert second.move("proav", number, "close")["closed_at"]
    with second.service.store.unbound_reader() as session:
        moved = session.execute(
            select(StockMovement.change, StockMovement.quantity_after, Stock.quantity)
            .join(Ticket, Ticket.id == StockMovement.ticket_id)
            .join(Stock, (Stock.dealer_id == StockMovement.dealer_id)
                  & (Stock.part_id == StockMovement.part_id))
            .where(Ticket.number == number)
        ).all()  # fmt: skip
        assert [tuple(each) for each in moved] == [(-1, before - 1, before - 1)]


def test_3_2_a_tier_two_dealer_gets_its_parts_against_a_pi(second):
    number = second.open("dpgadget", kind="dealer_repair", summary="Fan broken")["number"]
    parts = [{"sku": FAN, "quantity": 2}]
    second.walk(
        number,
        ("dpgadget", "request_parts", {"items": parts}),
        ("market", "invoice", {"shipping": 20}),
    )
    invoice = second.show("dpgadget", number)["invoices"][0]
    assert (invoice["total"], invoice["currency"]) == ("150.00", "USD")
    assert second.papers("dpgadget", number) == ["invoice"]
    paid = {"method": "bank", "amount": 150, "currency": "USD", "date": "2026-02-15"}
    done = second.walk(
        number,
        ("market", "record_payment", paid),
        ("market", "ship_parts", {"carrier": "UPS", "tracking": "1Z"}),
        ("dpgadget", "receive_parts", {}),
        ("dpgadget", "record_repair", {"work": "fans replaced", "parts": parts}),
        ("dpgadget", "close", {}),
    )
    assert done["status"] == "closed"
    heard = second.told(number)
    assert heard["shipped"] == {"dpgadget", "market_cn"}
    assert heard["arrived"] == DESK


def test_3_2_a_tier_three_dealer_repairs_nothing_and_sends_everything_in(second):
    refused = second("rmk").post(
        "/api/tickets", json={"kind": "dealer_repair", "summary": "Fan broken"}
    )
    assert refused.status_code == 403
    assert "You can open: Consult ticket, RMA" in refused.json()["error"]["message"]
    number = second.open("rmk", kind="rma", sn=OLD["rmk"], summary="Fan broken")["number"]
    second.move("rmk", number, "cancel", reason="it works again")
    assert second.show("market", number)["status"] == "cancelled"


@pytest.mark.parametrize(
    ("dealer", "status", "approver", "hears"),
    [
        ("proav", "submitted", "market", None),
        ("gafpa", "needs_desk_approval", "market", DESK | LEADS),
        ("onesv", "needs_management_approval", "boss", DESK | LEADS | {"boss"}),
    ],
)
def test_3_3_a_restock_follows_the_age_of_the_dealers_debts(
    second, dealer, status, approver, hears
):
    before = second.stock(dealer, FAN)
    asked = {"items": [{"sku": FAN, "quantity": 3}], "address": "at the shop"}
    ticket = second.open(dealer, kind="restock", details=asked)
    number = ticket["number"]
    assert (ticket["status"], number[:8]) == (status, "RS-2602-")
    heard = second.told(number)
    assert heard["new_ticket"] if hears is None else heard["restock_approval"] == hears
    if approver == "boss":
        assert "management" in second.refused("market", number, "approve")
    second.walk(
        number,
        (approver, "approve", {}),
        ("market", "invoice", {"shipping": 15}),
        ("market", "ship", {"carrier": "DHL", "tracking": "JD"}),
        (dealer, "receive", {}),
    )
    assert second.stock(dealer, FAN) == before + 3
    done = second.show(dealer, number)
    assert second.papers(dealer, number) == ["invoice"]
    invoice = done["invoices"][0]
    owed = second(dealer).get(f"/api/dealers/{dealer}/account").json()["receivables"]
    mine = [each for each in owed if each["reference"] == invoice["number"]]
    assert [(each["open"], each["days"]) for each in mine] == [(invoice["total"], 0)]
    assert second("rmk").get(f"/api/tickets/{number}").status_code == 404


def test_3_4_a_dealer_follows_its_tickets_through_every_state(second):
    dealer = second("proav")
    number = second.open("proav", kind="rma", sn=MAX_SN, summary="freezes at 50fps")["number"]
    seen = [second.show("proav", number)["status_label"]]
    second.move("market", number, "approve")
    seen.append(second.show("proav", number)["status_label"])
    repaired(second, number)
    seen.append(second.show("proav", number)["status_label"])
    assert seen == ["Awaiting approval", "Awaiting receipt", "Repaired"]
    second("repair").post(f"/api/tickets/{number}/comments", json={"text": "testing it"})
    assert second.show("proav", number)["comments"][-1]["text"] == "testing it"
    listed = dealer.get("/api/tickets", params={"status": "repaired", "sn": MAX_SN}).json()
    assert number in [each["number"] for each in listed["items"]]
    assert {each["dealer"] for each in listed["items"]} == {"ProAV"}


def test_6_3_management_hears_of_an_urgent_ticket_at_once(third):
    number = third.open("market", kind="rma", sn=MAX_SN, summary="five of them", severity=1)
    assert third.told(number["number"])["urgent"] == LEADS | {"boss"}
    with third.service.store.unbound_reader() as session:
        urgent = session.scalars(
            select(Notification.is_urgent).where(Notification.event == "urgent")
        ).all()
        assert set(urgent) == {True}
        assert session.scalar(select(func.count()).select_from(Delivery)) == 0  # no channel is on


def test_in_stage_three_an_end_customers_report_is_taken_on_by_a_clerk(third):
    ticket = third.open("max", kind="consult", sn=MAX_SN, summary="black frames")
    number = ticket["number"]
    assert (ticket["status"], ticket["source"]) == ("self_reported", "self")
    assert third.told(number) == {"new_ticket": LEADS | DESK | {"proav"}}
    assert third("max").post("/api/tickets", json={"kind": "rma", "sn": MAX_SN}).status_code == 403
    third.move("market", number, "accept")
    assert third.show("market", number)["handler"]
    third.walk(number, ("market", "resolve", {"solution": "new card"}), ("max", "confirm", {}))
    assert third.show("max", number)["status"] == "resolved"

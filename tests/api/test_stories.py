"""The handbook's stories (2.1 to 4.3, 6.2, 6.3), each from first call to closed ticket."""

import itertools
import shutil
from datetime import timedelta
from decimal import Decimal

import httpx
import pytest
from sqlalchemy import func, select

from api.app import build
from api.settings import Settings
from domain.due import fire_due
from domain.models import Delivery, Notification, OutgoingMail, Stock, StockMovement, Ticket, User
from tests.api.conftest import Server
from tests.domain.files import picture

SDI, FAN, BACK, MC = "S1-011-013-01", "S1-010-021-01", "S1-010-006-01", "S1-010-009-01"
MAX_SN = "ME_207890"
OLD = {"proav": "ME_204018", "rmk": "ME_204020", "direct": "ME_204784"}  # out of warranty
LEADS, DESK = {"lead", "sherry"}, {"market", "market_cn"}
WORKSHOP = {"repair", "huang", "zhangts", "zhangpj"}
PARCELS = itertools.count(100_000)


class House:
    """A running house in one opening stage, and what its stories look at."""

    def __init__(self, folder, stage):
        settings = Settings(
            data_dir=folder, embedding="none", stage=stage, worker=False, _env_file=None
        )
        self.server = Server(build(settings))
        self.service = self.server.service
        self.clients = {}

    def __call__(self, username):
        if username not in self.clients:
            client = httpx.Client(
                base_url=self.server.url, headers={"Accept-Language": "en"}, timeout=60
            )
            answer = client.post("/api/auth/login", json={"username": username, "password": "demo"})
            assert answer.status_code == 200, answer.text
            client.cookies.clear()
            client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
            self.clients[username] = client
        return self.clients[username]

    def open(self, username, **body):
        answer = self(username).post("/api/tickets", json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def move(self, username, number, name, **fields):
        answer = self(username).post(f"/api/tickets/{number}/moves/{name}", json=fields)
        assert answer.status_code == 200, f"{name}: {answer.text}"
        return answer.json()

    def walk(self, number, *steps):
        for username, name, fields in steps:
            ticket = self.move(username, number, name, **fields)
        return ticket

    def refused(self, username, number, name, **fields):
        answer = self(username).post(f"/api/tickets/{number}/moves/{name}", json=fields)
        assert answer.status_code in (403, 409, 422), answer.text
        return answer.json()["error"]["message"]

    def show(self, username, number):
        answer = self(username).get(f"/api/tickets/{number}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def told(self, number):
        """Who heard what about a ticket so far, as {event: {usernames}}."""
        while self.service.worker.look():
            pass
        with self.service.store.unbound_reader() as session:
            rows = session.execute(
                select(Notification.event, User.username)
                .join(User, User.id == Notification.user_id)
                .join(Ticket, Ticket.id == Notification.ticket_id)
                .where(Ticket.number == number)
            )
            heard = {}
            for event, username in rows:
                heard.setdefault(event, set()).add(username)
            return heard

    def later(self, **time):
        """Let time pass: what is then due happens, as the worker would find it."""
        fire_due(self.service.store, now=self.service.clock.now() + timedelta(**time))

    def history(self, username, number):
        items = self(username).get(f"/api/tickets/{number}/events").json()["items"]
        return [each["action"] for each in items]

    def stock(self, dealer, sku):
        items = self("market").get("/api/stock", params={"dealer": dealer}).json()["items"]
        return next((each["quantity"] for each in items if each["sku"] == sku), 0)

    def papers(self, username, number):
        """The kinds of papers on a ticket; each can be fetched as a PDF."""
        found = self.show(username, number)["documents"]
        for each in found:
            assert self(username).get(each["url"]).content.startswith(b"%PDF")
        return sorted(each["kind"] for each in found)

    def close(self):
        for client in self.clients.values():
            client.close()
        self.server.close()


def house_of(stage):
    @pytest.fixture(scope="module")
    def house(demo_file, tmp_path_factory):
        folder = tmp_path_factory.mktemp(f"stage{stage}")
        shutil.copy(demo_file, folder / "bokeh.db")
        running = House(folder, stage)
        yield running
        running.close()

    return house


first, second, third = house_of(1), house_of(2), house_of(3)


def repaired(house, number, estimate="98", parts=({"sku": SDI, "quantity": 1},)):
    """Bring a device that may be sent from its parcel to the finished repair."""
    tracking = f"DHL{next(PARCELS)}"
    house.move("market", number, "ship_in", carrier="DHL", tracking=tracking)
    scanned = house("repair").post("/api/tickets/receive", json={"scanned": [tracking]}).json()
    assert [(each["number"], each["ok"]) for each in scanned["items"]] == [(number, True)]
    return house.walk(
        number,
        ("repair", "inspect", {"finding": "as told", "plan": "new SDI", "estimate": estimate}),
        ("market", "assign", {"handler": "repair", "priority": "R3"}),
        ("repair", "start_repair", {}),
        ("repair", "finish_repair", {
            "work": "SDI module replaced", "parts": list(parts), "analysis": "cold joint",
            "test_result": "SDI is fine",
        }),
    )  # fmt: skip


SENT_BACK = {"carrier": "DHL", "tracking": "JD014", "address": "1 Harbour Lane, London"}


# ---- 2.1 a customer's question


def test_2_1_a_call_becomes_a_consult_ticket_that_the_customer_confirms(third):
    market = third("market")
    form = {"kind": "consult", "title": "Max called", "body": {"sn": MAX_SN}}
    draft = market.post("/api/drafts", json=form).json()
    assert draft["id"] in [each["id"] for each in market.get("/api/drafts").json()["items"]]
    assert third("lead").get("/api/drafts").json()["items"] == []
    device = market.get(f"/api/devices/{MAX_SN}").json()
    assert device["warranty_until"] == "2027-03-15"
    assert [each["customer"]["name"] for each in device["owners"]] == ["John", "Max Mueller"]
    past = market.get(f"/api/devices/{MAX_SN}/history").json()["items"]
    assert {"K2512-0089", "RMA-D-2601-0012"} <= {each["number"] for each in past}
    assert "VIP" in market.get("/api/customers/max_mueller").json()["tags"]
    photo = market.post("/api/attachments", files={"file": ("freeze.png", picture("PNG"))}).json()
    ticket = third.open(
        "market", kind="consult", sn=MAX_SN, source="phone", service_type="troubleshooting",
        summary="freezes in 4K 50fps", description="asked: how warm? answered: hot",
        attachments=[photo["id"]],
    )  # fmt: skip
    number = ticket["number"]
    assert number.startswith("K2602-")
    assert (ticket["status"], ticket["customer"]["name"]) == ("in_progress", "Max Mueller")
    assert ticket["attachments"][0]["thumbnail_url"]
    market.delete(f"/api/drafts/{draft['id']}")
    assert third.told(number) == {"new_ticket": LEADS | {"proav", "max"}}
    market.post(f"/api/tickets/{number}/comments", json={"text": "U23?", "internal": True})
    third.move("market", number, "resolve", solution="update to 8025", solution_internal="U23")
    seen = third.show("max", number)
    assert (seen["status"], seen["solution"]) == ("waiting_customer", "update to 8025")
    assert seen["solution_internal"] is None
    assert seen["comments"] == []
    third("max").post(f"/api/tickets/{number}/comments", json={"text": "it froze again"})
    assert third.show("market", number)["status"] == "in_progress"
    third.walk(number, ("market", "resolve", {"solution": "cool it"}), ("max", "confirm", {}))
    done = third.show("market", number)
    assert (done["status"], done["is_open"], done["clocks"]) == ("resolved", False, [])
    assert done["closed_at"]
    assert third.told(number)["state_changed"] == {"market", "proav", "max"}
    assert third.history("market", number) == [
        "open", "comment", "resolve", "customer_replied", "resolve", "confirm",
    ]  # fmt: skip
    assert third.history("max", number).count("comment") == 0


def test_2_1_silence_closes_a_consult_after_seven_days_and_it_reopens_for_thirty(third):
    number = third.open("market", kind="consult", sn=MAX_SN, summary="fan is loud")["number"]
    third.move("market", number, "resolve", solution="clean the fan")
    third.later(days=5, minutes=1)
    assert third.told(number)["closing_reminder"] == {"market", "proav", "max"}
    assert third.show("market", number)["status"] == "waiting_customer"
    third.later(days=7, minutes=1)
    closed = third.show("market", number)
    assert closed["status"] == "auto_closed"
    again = {"kind": "consult", "sn": MAX_SN, "summary": "fan is loud again"}
    warned = third("market").post("/api/tickets/preview", json=again).json()["warnings"]
    assert any("reopen it if this is the same problem" in each for each in warned)
    third.move("proav", number, "reopen", reason="it is loud again")
    assert third.show("market", number)["status"] == "in_progress"
    assert third.show("market", number)["closed_at"] is None


@pytest.mark.parametrize(("to", "begins"), [("rma", "RMA-D-2602-"), ("dealer_repair", "SVC-D-")])
def test_2_1_a_consult_that_needs_repair_is_upgraded_with_all_it_holds(third, to, begins):
    photo = third("proav").post("/api/attachments", files={"file": ("a.png", picture("PNG"))})
    number = third.open(
        "proav", kind="consult", sn=MAX_SN, summary="no SDI output", contact="max@example.uk",
        category="SDI port", description="all cables tried", attachments=[photo.json()["id"]],
    )["number"]  # fmt: skip
    old = third.move("market", number, "upgrade", to=to)
    assert (old["status"], old["is_open"]) == ("upgraded", False)
    link = old["links"][0]
    assert (link["kind"], link["number"][: len(begins)]) == ("upgraded_to", begins)
    new = third.show("proav", link["number"])
    assert [(each["kind"], each["number"]) for each in new["links"]] == [("upgraded_from", number)]
    for name in ("summary", "description", "contact", "customer", "dealer", "device", "category"):
        assert new[name] == old[name], name
    assert [each["name"] for each in new["attachments"]] == ["a.png"]
    assert "Possible now" not in third.refused("market", number, "reopen", reason="not it")[:12]


def test_2_1_a_consult_is_passed_to_the_dealer_who_follows_it_up(third):
    number = third.open("market", kind="consult", summary="wants a demo", product="MAVO Edge 6K")
    number = number["number"]
    assert third("gafpa").get(f"/api/tickets/{number}").status_code == 404
    third.move("market", number, "pass_to_dealer", dealer="Gafpa")
    assert third.told(number)["assigned"] == {"gafpa"}
    assert third("proav").get(f"/api/tickets/{number}").status_code == 404
    third.walk(number, ("gafpa", "resolve", {"solution": "demo on Friday"}),
               ("gafpa", "confirm", {}))  # fmt: skip
    assert third.show("market", number)["status"] == "resolved"


# ---- 2.2 to 2.5 devices that come to headquarters


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


# ---- 2.6 to 2.9 stock, assignment, prices, exceptions, money


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


# ---- 3 dealers


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


# ---- 6.3 urgent ones, stage 3


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

"""Repairs over HTTP: the stories of the service handbook from request to closed ticket."""

import uuid

import pytest

SDI = "S1-011-013-01"


@pytest.fixture(scope="session")
def old_sn(client_of):
    """A device of ProAV's that is out of warranty."""
    items = client_of("proav").get("/api/tickets", params={"kind": "rma", "size": 200}).json()
    for item in items["items"]:
        if item["sn"]:
            device = client_of("proav").get(f"/api/devices/{item['sn']}")
            if device.status_code == 200 and device.json()["in_warranty"] is False:
                return item["sn"]
    raise AssertionError("ProAV has no device out of warranty")


def opened(client, **draft):
    answer = client.post("/api/tickets", json={"kind": "rma", "summary": "no SDI output", **draft})
    assert answer.status_code == 201, answer.text
    return answer.json()["number"]


def moved(client, number, move, **fields):
    answer = client.post(f"/api/tickets/{number}/moves/{move}", json=fields)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_dealers_request_goes_from_approval_to_closed_and_paid(client_of, old_sn):
    market, proav, repair = client_of("market"), client_of("proav"), client_of("repair")
    number = opened(proav, sn=old_sn)
    waiting = market.get("/api/approvals").json()["items"]
    assert number in [each["ticket"]["number"] for each in waiting]
    quote = {"items": [{"sku": SDI, "quantity": 1}], "shipping": 29, "currency": "USD"}
    assert moved(market, number, "approve", **quote)["status"] == "quote_sent"
    assert moved(proav, number, "accept_quote")["status"] == "awaiting_receipt"
    tracking = f"DHL{uuid.uuid4().hex[:12]}"
    moved(proav, number, "ship_in", carrier="DHL", tracking=tracking)
    answer = repair.post("/api/tickets/receive", json={"scanned": [tracking.lower()]}).json()
    assert [(each["number"], each["ok"]) for each in answer["items"]] == [(number, True)]
    moved(repair, number, "inspect", finding="as told", plan="replace SDI", estimate=98)
    best = market.get(f"/api/tickets/{number}/handlers").json()["items"][0]
    ticket = moved(market, number, "assign", handler=best["username"], priority="R2")
    assert ticket["handler"] == best["name"]
    moved(repair, number, "start_repair")
    done = moved(
        repair, number, "finish_repair", work="SDI module replaced",
        parts=[{"sku": SDI, "quantity": 1}], analysis="cold joint", test_result="fine",
    )  # fmt: skip
    assert done["invoices"] == []
    billed = moved(market, number, "invoice")
    assert billed["status"] == "awaiting_payment"
    assert billed["invoices"][0]["total"] == "98.00"
    wrong = market.post(
        f"/api/tickets/{number}/moves/record_payment",
        json={"method": "paypal", "amount": 89, "currency": "USD", "date": "2026-02-01"},
    )
    assert wrong.status_code == 422
    assert "$98.00" in wrong.json()["error"]["message"]
    paid = moved(
        market, number, "record_payment", method="paypal", amount=98, currency="USD",
        date="2026-02-01",
    )  # fmt: skip
    assert paid["status"] == "paid"
    own = proav.get(f"/api/tickets/{number}/invoices").json()["items"]
    assert own[0]["payments"][0]["amount"] == "98.00"
    moved(repair, number, "ship", carrier="DHL", tracking="1", address="London")
    assert moved(proav, number, "confirm_receipt")["status"] == "closed"


def test_an_expensive_repair_is_approved_by_management(client_of, old_sn):
    market, repair, boss = client_of("market"), client_of("repair"), client_of("boss")
    number = opened(market, sn=old_sn)
    moved(repair, number, "receive")
    moved(repair, number, "inspect", finding="wet", plan="see", estimate=200, currency="USD")
    moved(repair, number, "start_repair")
    moved(
        repair, number, "report_exception", type="severe_damage", note="wet: board and sensor",
        actual_cost=2500,
    )  # fmt: skip
    refused = client_of("lead").post(f"/api/tickets/{number}/moves/approve_exception")
    assert refused.status_code == 403
    assert "$2,300.00 above the estimate" in refused.json()["error"]["message"]
    waiting = {
        each["ticket"]["number"]: each for each in boss.get("/api/approvals").json()["items"]
    }
    assert waiting[number]["above_estimate_usd"] == "2300.00"
    moved(boss, number, "approve_exception")
    assert moved(market, number, "record_decision", decision="continue")["status"] == "repairing"


def test_several_are_approved_or_rejected_once_with_a_result_each(client_of):
    market, proav = client_of("market"), client_of("proav")
    numbers = [opened(proav, sn="ME_207890") for _ in range(2)]
    key = {"Idempotency-Key": uuid.uuid4().hex}
    body = {"numbers": [*numbers, "RMA-D-2601-9999"]}
    first = market.post("/api/tickets/approve", json=body, headers=key).json()["items"]
    again = market.post("/api/tickets/approve", json=body, headers=key).json()["items"]
    assert [each["ok"] for each in first] == [True, True, False]
    assert first[0]["status_label"] == "Awaiting receipt"
    assert first[2]["error"]["code"] == "not_found"
    assert again == first
    number = opened(proav, sn="ME_207890")
    body = {"numbers": [number], "reason": "please update the firmware first"}
    assert market.post("/api/tickets/reject", json=body).json()["items"][0]["ok"]
    assert market.post("/api/tickets/reject", json={"numbers": [number]}).status_code == 422


def test_a_dealer_learns_nothing_by_approving_or_scanning_foreign_tickets(client_of):
    number = opened(client_of("proav"), sn="ME_207890")
    gafpa = client_of("gafpa")
    answers = []
    for each in (number, "RMA-D-2602-9999"):
        text = gafpa.post("/api/tickets/approve", json={"numbers": [each]}).text
        answers.append(text.replace(each, ""))
    assert answers[0] == answers[1]
    assert gafpa.post("/api/tickets/receive", json={"scanned": [number]}).status_code == 403
    assert gafpa.get("/api/approvals").json() == {"items": [], "total": 0}


@pytest.mark.parametrize(
    ("query", "sku"),
    [
        ({"q": "SDI模块"}, SDI),
        ({"q": "sdi modul"}, SDI),
        ({"q": "SDI moduel"}, SDI),
        ({"sku": "s1-011-013"}, SDI),
        ({"q": "back board", "product": "Edge 8K"}, "S1-010-006-01"),
    ],
)
def test_parts_are_found_by_what_people_call_them(client_of, query, sku):
    items = client_of("proav").get("/api/parts", params=query).json()["items"]
    assert items[0]["sku"] == sku
    assert items[0]["prices"].keys() >= {"CNY", "USD", "EUR"}


def test_the_prices_of_the_sdi_module_are_those_of_the_price_list(client_of):
    item = client_of("market").get("/api/parts", params={"sku": SDI}).json()["items"][0]
    assert item["prices"] == {"CNY": "390.00", "EUR": "69.00", "USD": "69.00"}


def test_the_edge_front_plan_follows_batch_and_nd(client_of):
    query = {"product": "Edge 8K", "batch": "6系列", "change_nd": False, "q": "前部维修"}
    items = client_of("market").get("/api/repair-plans", params=query).json()["items"]
    assert [each["code"] for each in items] == ["B1"]
    assert items[0]["prices"] == {"CNY": "1190.00", "USD": "249.00"}
    both = client_of("market").get(
        "/api/repair-plans", params={"product": "Edge 8K", "batch": "Edge 8K 2 (6系列)"}
    ).json()["items"]  # fmt: skip
    assert {"B1", "B2"} <= {each["code"] for each in both}
    assert "A1" not in {each["code"] for each in both}


def test_end_customers_see_no_price_list(client_of):
    for path in ("/api/parts", "/api/repair-plans", "/api/estimate"):
        assert client_of("max").get(path).status_code == 403, path


def test_an_estimate_rests_on_what_its_asker_may_see(client_of):
    query = {"product": "Edge 8K", "category": "SDI port", "sku": [SDI]}
    house = client_of("market").get("/api/estimate", params=query).json()
    assert house["n"] >= 5
    assert float(house["low"]) <= float(house["median"]) <= float(house["high"])
    assert house["parts_total"] == "69.00"
    dealer = client_of("gafpa").get("/api/estimate", params=query).json()
    for number in dealer["tickets"]:
        assert client_of("gafpa").get(f"/api/tickets/{number}").status_code == 200
    assert dealer["n"] <= house["n"] or dealer["basis"] != house["basis"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/tickets/approve", {"numbers": []}),
        ("POST", "/api/tickets/approve", {"numbers": ["x"] * 101}),
        ("POST", "/api/tickets/receive", {"scanned": ["x" * 201]}),
        ("GET", "/api/parts?currency=GBP", None),
        ("GET", "/api/parts?product=no+such+camera", None),
        ("GET", "/api/estimate?sku=NOPE", None),
        ("GET", "/api/estimate?category=nothing+like+it", None),
        ("GET", "/api/repair-plans?change_nd=maybe", None),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(client_of, method, path, body):
    answer = client_of("market").request(method, path, json=body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "💥" * 20,
        "' or 1=1 --",
        "%",
        "\ud800".encode("utf-8", "surrogatepass").decode("latin1"),
    ],
)
def test_odd_texts_are_looked_up_like_any(client_of, text):
    market = client_of("market")
    assert market.get("/api/parts", params={"q": text}).status_code == 200
    answer = market.post("/api/tickets/receive", json={"scanned": [text + "x"]})
    assert answer.json()["items"][0]["ok"] is False

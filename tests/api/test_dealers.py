"""Dealers, stock, restocks and accounts over HTTP: the stories of the handbook, and what is hid."""

import pytest

BACK, SDI, FAN = "S1-010-006-01", "S1-011-013-01", "S1-010-021-01"
DEALERS = ("proav", "gafpa", "onesv", "euoffice", "dpgadget", "rmk")


def made(client, **body):
    answer = client.post("/api/tickets", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def moved(client, number, move, **fields):
    answer = client.post(f"/api/tickets/{number}/moves/{move}", json=fields)
    assert answer.status_code == 200, answer.text
    return answer.json()


def line_of(client, dealer, sku):
    items = client.get("/api/stock", params={"dealer": dealer}).json()["items"]
    return next(item for item in items if item["sku"] == sku)


def test_the_desk_looks_at_a_tier_one_dealer_whole(client_of):
    card = client_of("market").get("/api/dealers/proav").json()
    assert (card["name"], card["tier"], card["to_settle"]) == ("ProAV", 1, "207.00")
    assert (card["parts_used_this_month"], card["oldest_debt_days"]) == (3, 15)
    assert card["stock_warnings"] == 2
    stands = {line["sku"]: line for line in card["stock"]}
    assert (stands[BACK]["quantity"], stands[BACK]["safety"]) == (2, 3)
    assert (stands[BACK]["status"], stands[BACK]["suggested"]) == ("below_safety", 4)
    assert card["stock"][0]["status"] == "restock_now"  # those in need come first


def test_an_account_shows_debts_what_the_month_settles_and_when(client_of):
    account = client_of("proav").get("/api/dealers/proav/account").json()
    assert [(r["reference"], r["open"], r["days"]) for r in account["receivables"]] == [
        ("PI-2026-0031", "1250.00", 15)
    ]
    assert account["oldest_debt_days"] == 15
    assert account["next_settlement_date"] == "2026-02-28"
    month = account["month_to_settle"]
    assert (month["month"], month["amount"], month["currency"]) == ("2026-02", "207.00", "USD")
    assert {part["sku"]: part["quantity"] for part in month["parts"]} == {BACK: 2, SDI: 1}


def test_the_desks_list_of_dealers_shows_open_work_and_warnings(client_of):
    listed = client_of("market").get("/api/dealers").json()
    assert listed["total"] == 6
    levels = {each["code"]: each["debt_level"] for each in listed["items"]}
    assert (levels["proav"], levels["gafpa"]) == ("recent", "desk")
    assert (levels["onesv"], levels["rmk"]) == ("management", "none")


def test_a_restock_goes_its_whole_way_and_is_paid(client_of):
    market, dealer = client_of("market"), client_of("euoffice")
    before = line_of(dealer, "euoffice", FAN)["quantity"]
    ticket = made(dealer, kind="restock", details={
        "items": [{"sku": FAN, "quantity": 3}], "address": "Keizersgracht 1, Amsterdam",
    })  # fmt: skip
    assert (ticket["status"], ticket["details"]["total"]) == ("submitted", "195.00")
    assert "36 days old" in ticket["hints"][0]
    assert line_of(dealer, "euoffice", FAN)["on_order"] == 3
    number = ticket["number"]
    moved(market, number, "approve")
    pi = moved(market, number, "invoice", shipping="20")["details"]["invoice"]
    moved(market, number, "ship", carrier="DHL", tracking="JD1")
    assert moved(dealer, number, "receive")["status"] == "received"
    assert line_of(dealer, "euoffice", FAN)["quantity"] == before + 3
    history = dealer.get("/api/stock/movements", params={"sku": FAN}).json()["items"]
    assert (history[0]["change"], history[0]["ticket"]) == (3, number)
    owed = dealer.get("/api/dealers/euoffice/account").json()["receivables"]
    assert [(r["open"], r["currency"]) for r in owed if r["reference"] == pi] == [("215.00", "EUR")]
    part = {"reference": pi, "method": "bank", "amount": "100.00", "currency": "EUR"}
    key = {"Idempotency-Key": f"pay {pi}"}
    for _ in range(2):  # the second is the same request again
        paid = market.post("/api/dealers/euoffice/payments", json=part, headers=key)
        assert paid.status_code == 201
    left = [r for r in paid.json()["receivables"] if r["reference"] == pi]
    assert [(r["paid"], r["open"]) for r in left] == [("100.00", "115.00")]
    too_much = market.post("/api/dealers/euoffice/payments", json=part | {"amount": "115.01"})
    assert (too_much.status_code, "amount" in too_much.json()["error"]["fields"]) == (422, True)
    rest = market.post("/api/dealers/euoffice/payments", json=part | {"amount": "115.00"})
    assert pi not in {r["reference"] for r in rest.json()["receivables"]}
    again = market.post("/api/dealers/euoffice/payments", json=part)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "conflict")
    invoices = market.get(f"/api/tickets/{number}").json()["invoices"]
    assert invoices[0]["paid_at"] is not None


def test_a_tier_two_repair_goes_from_parts_to_closed(client_of):
    market, dealer = client_of("market"), client_of("dpgadget")
    number = made(dealer, kind="dealer_repair", summary="SDI module broken")["number"]
    assert number.startswith("SVC-D-2602-")
    parts = [{"sku": SDI, "quantity": 1}]
    moved(dealer, number, "request_parts", items=parts)
    moved(market, number, "invoice", shipping="29")
    moved(market, number, "record_payment", method="bank", amount="98.00", currency="USD",
          date="2026-02-15")  # fmt: skip
    moved(market, number, "ship_parts", carrier="UPS", tracking="1Z")
    moved(dealer, number, "receive_parts")
    moved(dealer, number, "record_repair", work="SDI module replaced", parts=parts)
    assert moved(dealer, number, "close")["status"] == "closed"


def test_a_tier_three_dealer_is_told_to_open_an_rma(client_of):
    refused = client_of("rmk").post(
        "/api/tickets", json={"kind": "dealer_repair", "summary": "fan replaced"}
    )
    assert refused.status_code == 403
    refused = client_of("market").post(
        "/api/tickets", json={"kind": "dealer_repair", "dealer": "RMK", "summary": "fan replaced"}
    )
    assert (refused.status_code, "RMA" in refused.json()["error"]["message"]) == (422, True)


def test_the_desk_corrects_a_count_over_http_and_dealers_do_not(client_of):
    body = {"dealer": "onesv", "sku": SDI, "quantity": 4, "reason": "counted on site"}
    answer = client_of("market").post("/api/stock/corrections", json=body)
    assert (answer.status_code, answer.json()["quantity"]) == (201, 4)
    history = client_of("onesv").get("/api/stock/movements").json()["items"]
    assert [(m["change"], m["note"], m["by"]) for m in history[:1]] == [
        (-2, "counted on site", None)
    ]
    for username in ("onesv", "proav", "repair", "rnd"):
        refused = client_of(username).post("/api/stock/corrections", json=body | {"quantity": 9})
        assert refused.status_code == 403


def test_a_dealer_sees_its_own_dealer_stock_movements_and_account_only(client_of):
    for username in DEALERS:
        client = client_of(username)
        dealers = client.get("/api/dealers").json()["items"]
        assert [each["code"] for each in dealers] == [username]
        stock = client.get("/api/stock").json()["items"]
        assert {item["dealer"] for item in stock} <= {username}
        seen = client.get("/api/stock/movements").json()["items"]
        assert {item["dealer"] for item in seen} <= {username}


@pytest.mark.parametrize("path", ["/api/stock", "/api/stock/movements"])
def test_a_foreign_dealer_is_as_unknown_as_one_there_is_not(client_of, path):
    for username in DEALERS[1:]:
        texts = []
        for name in ("proav", "nobody"):
            answer = client_of(username).get(path, params={"dealer": name})
            assert answer.status_code == 422
            texts.append(answer.text.replace(name, ""))
        assert texts[0] == texts[1]


def test_a_foreign_account_is_as_missing_as_one_there_is_not(client_of):
    for username in DEALERS[1:]:
        for path in ("/api/dealers/{}", "/api/dealers/{}/account"):
            answers = [client_of(username).get(path.format(code)) for code in ("proav", "nobody")]
            assert answers[0].status_code == answers[1].status_code == 404
            assert answers[0].text == answers[1].text


@pytest.mark.parametrize("username", ["repair", "max"])
def test_those_without_accounts_read_none(client_of, username):
    for path in ("/api/stock", "/api/stock/movements", "/api/dealers", "/api/dealers/proav",
                 "/api/dealers/proav/account"):  # fmt: skip
        assert client_of(username).get(path).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        {"amount": "0"}, {"amount": "-1"}, {"amount": "NaN"}, {"amount": "1e30"},
        {"amount": "1.234"}, {"method": "cash"}, {"currency": "EUR"}, {"date": "2031-01-01"},
        {"date": "1999-01-01"}, {"reference": "PI-0000"}, {"reference": "x\x00"}, {"date": "soon"},
    ],
)  # fmt: skip
def test_a_payment_that_cannot_be_is_refused(client_of, body):
    given = {"reference": "PI-2025-0341", "method": "bank", "amount": "10.00"}
    answer = client_of("market").post("/api/dealers/onesv/payments", json=given | body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"]["message"]

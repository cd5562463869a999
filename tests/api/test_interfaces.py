"""The shapes that others rely on, as the page of stable interfaces has them."""

import pytest

from domain.kind import kinds

TICKET = {
    "number", "kind", "status", "status_label", "created_at", "updated_at", "customer", "dealer",
    "device", "product", "category", "summary", "description", "solution", "links", "moves",
    "details", "documents",
}  # fmt: skip
STATES = {
    "consult": "self_reported in_progress waiting_customer resolved auto_closed upgraded",
    "rma": "pending_approval quote_sent awaiting_receipt in_transit received inspected assigned "
    "repairing exception repaired awaiting_payment paid shipped closed cancelled rejected",
    "dealer_repair": "open parts_requested parts_invoiced parts_paid parts_shipped parts_received "
    "repaired closed cancelled",
    "restock": "submitted needs_desk_approval needs_management_approval approved invoiced shipped "
    "received rejected cancelled",
}
MOVES = {
    "consult": {
        "accept": "", "return_report": "reason", "resolve": "solution solution_internal",
        "customer_replied": "text", "confirm": "", "reopen": "reason", "upgrade": "to",
        "pass_to_dealer": "dealer",
    },
    "rma": {
        "approve": "", "reject": "reason", "ask": "question",
        "quote": "items shipping labour currency", "accept_quote": "", "decline_quote": "",
        "ship_in": "carrier tracking mode", "receive": "", "inspect": "finding plan estimate",
        "assign": "handler priority", "start_repair": "",
        "report_exception": "type note actual_cost", "approve_exception": "",
        "reject_exception": "reason", "record_decision": "decision",
        "finish_repair": "work parts analysis test_result", "invoice": "",
        "record_payment": "method amount currency date", "ship": "carrier tracking address",
        "confirm_receipt": "", "cancel": "reason",
    },
    "dealer_repair": {
        "record_repair": "work parts faulty_parts", "request_parts": "items", "invoice": "",
        "record_payment": "", "ship_parts": "carrier tracking", "receive_parts": "", "close": "",
        "cancel": "reason",
    },
    "restock": {
        "approve": "", "reject": "reason", "invoice": "", "ship": "carrier tracking",
        "receive": "", "cancel": "",
    },
}  # fmt: skip
ENDS = {"resolved", "auto_closed", "upgraded", "closed", "cancelled", "rejected"}


@pytest.mark.parametrize("code", STATES)
def test_a_kind_has_the_states_moves_and_fields_of_the_page(code):
    kind = kinds()[code]
    assert {each.code for each in kind.states} == set(STATES[code].split())
    assert {each.code for each in kind.states if each.is_end} == ENDS & set(STATES[code].split())
    for name, fields in MOVES[code].items():
        assert set(fields.split()) <= set(kind.by_move[name].fields.model_fields), name


@pytest.mark.parametrize(
    "path",
    ["/api/tickets", "/api/customers", "/api/articles", "/api/stock", "/api/wishes"],
)
def test_a_list_has_items_total_page_and_size(client_of, path):
    listed = client_of("market").get(path, params={"size": 2, "page": 2}).json()
    assert {"items", "total", "page", "size"} == set(listed)
    assert (len(listed["items"]), listed["page"], listed["size"]) == (2, 2, 2)
    assert listed["total"] > 4


def test_a_ticket_shows_what_the_page_lists_and_what_its_reader_may_do(client_of):
    body = {"kind": "rma", "sn": "ME_204018", "summary": "no SDI output"}
    ticket = client_of("market").post("/api/tickets", json=body).json()
    assert set(ticket) >= TICKET
    moves = {each["name"]: each for each in ticket["moves"]}
    assert {"quote", "ship_in", "cancel"} <= set(moves)
    for move in ticket["moves"]:
        assert set(move) == {"name", "label", "fields"}
        for field in move["fields"]:
            assert {"name", "type", "required", "label"} <= set(field)
    fields = {each["name"]: each for each in moves["quote"]["fields"]}
    assert (fields["items"]["type"], fields["items"]["required"]) == ("array", True)
    assert [each["name"] for each in fields["items"]["fields"]] == ["sku", "quantity"]
    assert fields["currency"]["options"] == ["CNY", "USD", "EUR"]
    quote = {"items": [{"sku": "S1-011-013-01", "quantity": 1}], "shipping": 29}
    moved = client_of("market").post(f"/api/tickets/{ticket['number']}/moves/quote", json=quote)
    papers = moved.json()["documents"]
    assert [each["kind"] for each in papers] == ["quote"]
    assert set(papers[0]) >= {"id", "kind", "title", "url"}


def test_search_stock_account_and_events_have_the_shapes_of_the_page(client_of):
    market = client_of("market")
    hit = market.get("/api/search", params={"q": "Edge 8K 死机", "limit": 1}).json()["items"][0]
    assert set(hit) == {"number", "kind", "title", "snippet", "score"}
    line = market.get("/api/stock", params={"dealer": "proav"}).json()["items"][0]
    assert set(line) >= {"dealer", "sku", "name", "quantity", "safety", "status", "suggested"}
    account = market.get("/api/dealers/proav/account").json()
    assert set(account) >= {
        "receivables", "oldest_debt_days", "month_to_settle", "next_settlement_date",
    }  # fmt: skip
    ticket = market.post("/api/tickets", json={"kind": "consult", "summary": "freeze"}).json()
    event = market.get(f"/api/tickets/{ticket['number']}/events").json()["items"][0]
    assert set(event) >= {"at", "actor", "action", "from_status", "to_status", "changes"}
    for form in ("jsonl", "csv", "xlsx"):
        answer = market.get(f"/api/export/tickets.{form}", params={"kind": "restock"})
        assert answer.status_code == 200


def test_wishes_are_read_by_staff_the_most_wanted_first(client_of):
    market = client_of("market")
    listed = market.get("/api/wishes", params={"size": 200}).json()["items"]
    votes = [each["votes"] for each in listed]
    assert votes == sorted(votes, reverse=True)
    one = market.get("/api/wishes/fr-2025-0089").json()
    assert set(one) >= {"number", "title", "description", "product", "votes", "status"}
    assert one in listed
    planned = market.get("/api/wishes", params={"status": one["status"]}).json()["items"]
    assert {each["status"] for each in planned} == {one["status"]}
    for username in ("proav", "max"):
        outsider = client_of(username)
        assert outsider.get("/api/wishes").status_code == 403
        real, none = (outsider.get(f"/api/wishes/{n}") for n in ("FR-2025-0089", "FR-2025-9999"))
        assert (real.status_code, real.content) == (none.status_code, none.content) == (
            404, none.content,
        )  # fmt: skip


def test_a_draft_is_kept_once_for_one_key(client_of):
    market = client_of("market")
    body, key = {"kind": "rma", "title": "twice"}, {"Idempotency-Key": "draft twice"}
    first, again = (market.post("/api/drafts", json=body, headers=key).json() for _ in range(2))
    assert first == again
    assert market.delete(f"/api/drafts/{first['id']}").status_code == 204

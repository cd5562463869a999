"""The HTTP interface: shapes, errors, languages, retries."""

import json
import threading

import pytest


def test_signing_in_gives_a_token_and_says_who_one_is(nobody):
    answer = nobody.post("/api/auth/login", json={"username": "proav", "password": "demo"})
    assert answer.status_code == 200
    assert answer.json()["user"] == {
        "username": "proav", "name": "Oliver Grant", "role": "dealer", "dealer": "proav",
        "language": "en",
    }  # fmt: skip
    nobody.cookies.clear()


@pytest.mark.parametrize(
    ("username", "password"), [("market", "wrong"), ("nobody-here", "demo"), ("market", "")]
)
def test_a_wrong_name_and_a_wrong_password_are_refused_alike(nobody, username, password):
    answer = nobody.post("/api/auth/login", json={"username": username, "password": password})
    assert answer.status_code == 401
    assert answer.json() == {
        "error": {"code": "unauthorized", "message": "The user name or password is wrong."}
    }


@pytest.mark.parametrize(
    "token", ["x y", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIiwidmVyIjoxfQ."]
)
def test_a_bad_token_is_refused(nobody, token):
    answer = nobody.get("/api/tickets", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthorized")


def test_errors_come_in_the_callers_language(client_of):
    headers = {"Accept-Language": "zh-CN,zh;q=0.9"}
    answer = client_of("market").get("/api/tickets/K2699-0001", headers=headers)
    assert answer.json()["error"]["message"].startswith("没有找到")


def test_a_ticket_has_the_fields_of_its_interface(client_of):
    ticket = client_of("market").get("/api/tickets/k2602-0001").json()
    assert ticket["number"] == "K2602-0001"
    assert ticket["summary"] == "MAVO Edge 8K 拍摄死机问题"
    fields = (
        *("kind", "status", "status_label", "created_at", "updated_at", "customer", "dealer"),
        *("device", "product", "category", "description", "solution", "links", "moves", "details"),
    )
    assert set(fields) <= set(ticket)
    assert "8023" in ticket["solution"]


def test_lists_are_filtered_and_paged(client_of):
    client = client_of("market")
    page = client.get("/api/tickets", params={"kind": "rma", "status": "open", "size": 5}).json()
    assert page["size"] == 5
    assert page["total"] >= len(page["items"]) == 5
    assert {item["kind"] for item in page["items"]} == {"rma"}
    january = client.get(
        "/api/tickets", params={"from": "2026-01-01", "to": "2026-02-01", "size": 200}
    ).json()
    assert all(item["created_at"].startswith("2026-01") for item in january["items"])
    named = client.get("/api/tickets", params={"sn": "me-207890"}).json()
    numbers = {item["number"] for item in named["items"]}
    assert numbers >= {"K2512-0089", "RMA-D-2601-0012"}  # besides what other tests opened
    assert {item["sn"] for item in named["items"]} == {"ME_207890"}


def test_opening_over_http_gives_the_ticket_with_its_moves(client_of):
    body = {"kind": "consult", "sn": "ME_207890", "summary": "freezes"}
    answer = client_of("market").post("/api/tickets", json=body)
    assert answer.status_code == 201
    assert answer.json()["customer"]["name"] == "Max Mueller"
    move = next(each for each in answer.json()["moves"] if each["name"] == "resolve")
    assert [field["name"] for field in move["fields"]] == ["solution", "solution_internal"]


def test_the_same_key_writes_once_however_often_it_is_sent(client_of):
    client = client_of("market")
    body = {"kind": "consult", "summary": "sent again and again"}
    headers = {"Idempotency-Key": "key-1"}
    answers = []

    def send():
        answers.append(client.post("/api/tickets", json=body, headers=headers).json()["number"])

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(answers)) == 1
    other = client.post("/api/tickets", json={**body, "summary": "other"}, headers=headers)
    assert other.status_code == 409


def test_a_cart_is_opened_whole_or_not_at_all(client_of):
    client = client_of("proav")
    cart = {
        "devices": [{"sn": "A123", "description": "freezes"}, {"sn": "B456", "description": "b"}]
    }
    numbers = [t["number"] for t in client.post("/api/tickets/batch", json=cart).json()["tickets"]]
    assert len(set(numbers)) == 2
    before = client.get("/api/tickets").json()["total"]
    cart["devices"].append({"sn": "a-123", "description": "twice"})
    refused = client.post("/api/tickets/batch", json=cart)
    assert refused.status_code == 422
    assert client.get("/api/tickets").json()["total"] == before


def test_moves_that_cannot_be_say_what_can(client_of):
    answer = client_of("market").post("/api/tickets/K2602-0001/moves/accept", json={})
    assert answer.status_code == 409
    assert "Possible now" in answer.json()["error"]["message"]


def test_chat_answers_with_the_reply_object(client_of):
    reply = client_of("market").post("/api/chat", json={"message": "K2602-0001"}).json()
    assert reply["outcome"] == "answered"
    assert "K2602-0001" in [each["number"] for each in reply["references"]]
    fields = (
        *("conversation_id", "reply_id", "language", "text", "tools", "references", "proposals"),
        *("tables", "charts", "choices", "outcome"),
    )
    assert set(fields) <= set(reply)


def events_of(response):
    """The events of a stream: id, name, data."""
    found, current = [], {}
    for line in response.iter_lines():
        if not line:
            if "event" in current:
                found.append((current["id"], current["event"], json.loads(current["data"])))
            current = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(": ")
            current[name] = value
    return found


def test_chat_streams_its_events_and_a_cut_stream_is_resumed(client_of):
    client = client_of("market")
    accept = {"Accept": "text/event-stream"}
    with client.stream("POST", "/api/chat", json={"message": "K2602-0001"}, headers=accept) as live:
        events = events_of(live)
    names = [name for _, name, _ in events]
    assert names[-2:] == ["reply", "done"]
    assert {"status", "tool", "token", "reference"} <= set(names)
    reply = next(data for _, name, data in events if name == "reply")
    assert (
        "".join(data["text"] for _, name, data in events if name == "token").strip()
        == reply["text"]
    )
    middle = len(events) // 2
    url = f"/api/chat/{reply['conversation_id']}/events"
    with client.stream("GET", url, headers={"Last-Event-ID": events[middle][0]}) as again:
        assert events_of(again) == events[middle + 1 :]


def test_a_new_ticket_is_found_by_the_next_search(client_of):
    client = client_of("market")
    body = {"kind": "consult", "summary": "tally lamp zorbified after rain"}
    number = client.post("/api/tickets", json=body).json()["number"]
    found = client.get("/api/search", params={"q": "zorbified tally", "kind": "ticket"}).json()
    assert found["items"][0]["number"] == number


@pytest.mark.parametrize("message", ["", "   ", "x" * 20_001])
def test_an_empty_or_over_long_message_is_refused(client_of, message):
    answer = client_of("market").post("/api/chat", json={"message": message})
    assert answer.status_code == 422
    assert "message" in answer.json()["error"]["fields"]


def test_a_body_that_is_too_large_or_no_json_is_refused(client_of):
    client = client_of("market")
    large = client.post("/api/chat", content=b"x" * 2_100_000)
    assert large.status_code == 413
    garbled = client.post(
        "/api/chat", content=b"{nope", headers={"Content-Type": "application/json"}
    )
    assert garbled.status_code == 422
    assert garbled.json()["error"]["code"] == "invalid"


@pytest.mark.parametrize("path", ["/api/nothing", "/nothing", "/static/nothing.js"])
def test_an_unknown_address_answers_in_the_one_error_shape(nobody, path):
    answer = nobody.get(path)
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"


def test_pages_come_with_a_strict_content_policy(nobody):
    for path in ("/", "/tickets/K2602-0001"):
        answer = nobody.get(path)
        assert answer.status_code == 200
        assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_a_cookie_from_another_site_writes_nothing(server, nobody):
    signed = nobody.post("/api/auth/login", json={"username": "market", "password": "demo"})
    body = {"kind": "consult", "summary": "forged"}
    cookies = dict(signed.cookies)
    nobody.cookies.clear()
    forged = nobody.post(
        "/api/tickets", json=body, cookies=cookies, headers={"Origin": "https://evil.example"}
    )
    nobody.cookies.clear()
    assert forged.status_code == 403


def test_health_says_nothing_of_tenants(nobody):
    assert nobody.get("/livez").json() == {"status": "ok"}
    assert nobody.get("/readyz").status_code == 200
    metrics = nobody.get("/metrics").text
    assert "bokeh_requests_total" in metrics
    assert "K2602" not in metrics


HOSTILE_DETAILS = [
    b'{"kind":"consult","summary":"x","details":{"a":"\\ud800"}}',
    b'{"kind":"consult","summary":"x","details":{"a":' + b"[" * 500 + b"]" * 500 + b"}}",
    b'{"kind":"consult","summary":"x","details":{"a":NaN}}',
    b'{"kind":"consult","summary":"a\\u0000b"}',
    b'{"kind":"consult","summary":"x","details":{"a":1' + b"0" * 400 + b"}}",
]


@pytest.mark.parametrize("body", HOSTILE_DETAILS)
def test_values_that_cannot_be_kept_are_refused(client_of, body):
    headers = {"Content-Type": "application/json"}
    answer = client_of("market").post("/api/tickets", content=body, headers=headers)
    assert answer.status_code in (400, 422)
    move = client_of("market").post(
        "/api/tickets/K2602-0001/moves/reopen",
        content=b'{"reason":"\\ud800abc"}',
        headers={**headers, "Idempotency-Key": "surrogate"},
    )
    assert move.status_code in (400, 409, 422)


@pytest.mark.parametrize(
    "query", [{"from": "0001-01-01"}, {"to": "9999-12-31"}, {"q": "\x00"}, {"q": "%_\\'\""}]
)
def test_no_query_breaks_a_list_or_shows_everything(client_of, query):
    answer = client_of("market").get("/api/tickets", params=query)
    assert answer.status_code == 422 or answer.json()["total"] < 5


def test_a_nonsense_event_id_starts_from_the_beginning(client_of):
    client = client_of("market")
    reply = client.post("/api/chat", json={"message": "K2602-0001"}).json()
    url = f"/api/chat/{reply['conversation_id']}/events"
    headers = {"Last-Event-ID": f"{reply['reply_id']}.{'9' * 5000}"}
    with client.stream("GET", url, headers=headers) as live:
        assert events_of(live)[-1][1] == "done"


def test_the_same_message_under_the_same_key_is_answered_once(client_of):
    client = client_of("market")
    headers = {"Idempotency-Key": "chat-1"}
    answers = []

    def send():
        body = {"message": "what happened to K2602-0001"}
        answers.append(client.post("/api/chat", json=body, headers=headers).json())

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({answer["conversation_id"] for answer in answers}) == 1
    send()
    assert answers[-1]["conversation_id"] == answers[0]["conversation_id"]


def test_approving_with_edits_shows_and_writes_what_was_edited(client_of):
    client = client_of("market")
    said = {"message": "open a consult ticket for ME_207890, it freezes at 4K 50fps"}
    [card] = client.post("/api/chat", json=said).json()["proposals"]
    url = f"/api/proposals/{card['id']}/approve"
    wrong = client.post(url, json={"arguments": {"kind": "consult", "customer": "A" * 5000}})
    assert wrong.status_code == 422
    edited = {**card["arguments"], "summary": "freezes after an hour"}
    done = client.post(url, json={"arguments": edited}).json()
    assert done["state"] == "done"
    assert "freezes after an hour" in [line["new"] for line in done["preview"]]
    ticket = client.get(f"/api/tickets/{done['result']['number']}").json()
    assert ticket["summary"] == "freezes after an hour"

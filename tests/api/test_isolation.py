"""Foreign is missing: every route, for every role, answers alike."""

import itertools
import re

import pytest

from tests.domain.files import picture

DEALERS = ("proav", "gafpa", "onesv", "euoffice", "dpgadget", "rmk")
BODIES = {
    "/api/dealers/{code}/payments": {"reference": "PI-2026-0031", "method": "bank", "amount": 1},
    "/api/tickets/{number}/attachments": {"ids": ["nothing"]},
    "/api/drafts/{draft_id}": {"kind": "consult"},
    "/api/tickets/{number}/moves/{move}": {},
    "/api/wishes/{number}/evaluation": {"status": "evaluating"},
    "/api/tickets/{number}/comments": {"text": "hello"},
    "/api/proposals/{proposal_id}": {"arguments": {}},
    "/api/conversations/{conversation_id}": {"title": "mine"},
    "/api/chat/{conversation_id}/replies/{reply_id}/feedback": {"thumb": "down"},
    "/api/proposals/{proposal_id}/approve": {},
    "/api/proposals/{proposal_id}/cancel": {},
}


def routes(server):
    """Every route of the API that names a thing, as (method, path)."""
    paths = server.application.openapi()["paths"]
    return [
        (method.upper(), path)
        for path, methods in paths.items()
        for method in methods
        if "{" in path.replace("{form}", "")  # a form of file is nobody's
    ]


@pytest.fixture(scope="session")
def things(server, client_of):
    """For each path parameter: a thing of ProAV's (or staff's) and one that does not exist."""
    market, proav = client_of("market"), client_of("proav")
    customers = market.get("/api/customers", params={"q": "Max Mueller"}).json()["items"]
    articles = market.get("/api/articles", params={"size": 200}).json()["items"]
    internal = next(a["number"] for a in articles if a["visibility"] == "Internal")
    reply = proav.post(
        "/api/chat", json={"message": "给 ME_207890 开个返厂单，SDI 没有输出"}
    ).json()
    assert reply["proposals"], reply["text"]
    kept = proav.post(
        "/api/statistics/questions",
        json={"name": "mine", "question": {"metric": "tickets_created"}},
    ).json()
    draft = proav.post("/api/drafts", json={"kind": "consult", "title": "mine"}).json()
    device = {"sn": "ISO1", "product": "MAVO Edge 8K", "description": "SDI dead"}
    rma = market.post(
        "/api/tickets/batch", json={"kind": "rma", "dealer": "ProAV", "devices": [device]}
    ).json()["tickets"][0]["number"]
    paper = proav.post("/api/documents/packing-list", json={"numbers": [rma]}).json()
    file = {"file": ("a.png", picture("PNG"))}
    sent = proav.post("/api/tickets/K2602-0001/attachments", files=file)
    attachment = sent.json()["items"][0]
    return {
        "number": ("K2602-0001", "K2602-9999"),
        "article": (internal, "KB-9999"),
        "sn": ("ME_207890", "ME_999999"),
        "code": (customers[0]["code"], "C-NOBODY"),
        "username": ("proav", "nobody-here"),
        "dealer": ("proav", "nobody"),
        "conversation_id": (reply["conversation_id"], "nothing"),
        "reply_id": (reply["reply_id"], "nothing"),
        "opinion_id": ("1", "999999"),
        "version_number": (policy_version_of(client_of("lead")), "999999"),
        "proposal_id": (reply["proposals"][0]["id"], "nothing"),
        "notification_id": (notification_of(server, "proav"), "999999"),
        "delivery_id": ("1", "999999"),
        "mail_id": (mail_of(client_of("market")), "999999"),
        "draft_id": (draft["id"], "nothing"),
        "question_id": (kept["id"], "nothing"),
        "move": ("resolve", "resolve"),
        "attachment_id": (attachment["id"], "nothing"),
        "document_id": (paper["id"], "nothing"),
    }


def policy_version_of(client):
    """A version of the policy."""
    held = client.get("/api/admin/policy").json()
    body = {"text": f"Be brief.\n{held['text']}", "after": held["version"]}
    answer = client.post("/api/admin/policy", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["version"])


def mail_of(client):
    """A mail about a ticket of ProAV's."""
    body = {"to": ["a@b.example"], "subject": "s", "body": "b", "ticket": "K2602-0001"}
    answer = client.post("/api/mails", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def notification_of(server, username):
    """An entry of somebody's inbox."""
    from domain.models import Notification, User
    from tests.conftest import NOW

    def write(session):
        user_id = session.query(User.id).filter(User.username == username).scalar()
        row = Notification(
            user_id=user_id, key="isolation", event="comment", title="t", text="t", facts={},
            created_at=NOW,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return str(row.id)

    return server.service.store.write(write)


def filled(path, things, which):
    def value(match):
        name = match[1]
        key = "article" if name == "number" and "/articles/" in path else name
        key = "dealer" if name == "code" and "/dealers/" in path else key
        return things[key][which]

    return re.sub(r"{(\w+)}", value, path)


def test_every_route_answers_foreign_and_missing_alike_for_every_other_dealer(
    server, client_of, things
):
    checked = 0
    for (method, path), username in itertools.product(routes(server), DEALERS[1:]):
        client = client_of(username)
        answers = []
        for which in (0, 1):
            url = filled(path, things, which)
            answer = client.request(method, url, json=BODIES.get(path, {}))
            answers.append((answer.status_code, answer.text.replace(url, "")))
        assert answers[0] == answers[1], (method, path, username)
        assert answers[0][0] in (404, 403), (method, path, answers[0])
        checked += 1
    assert checked >= 60


def test_every_route_asks_for_a_sign_in(server, nobody, things):
    for method, path in routes(server):
        answer = nobody.request(method, filled(path, things, 0), json=BODIES.get(path, {}))
        assert answer.status_code == 401, (method, path)


def test_no_list_or_search_shows_a_dealer_what_is_anothers(client_of):
    market = client_of("market")
    for username in DEALERS:
        client = client_of(username)
        own = {
            t["number"] for t in client.get("/api/tickets", params={"size": 200}).json()["items"]
        }
        for query in ("死机", "freeze 4K 50fps", "SDI", "ME_207890", "K2602-0001", "Edge 8K"):
            found = client.get("/api/search", params={"q": query, "limit": 50}).json()["items"]
            for item in found:
                if item["kind"] == "ticket":
                    assert client.get(f"/api/tickets/{item['number']}").status_code == 200
                else:
                    article = market.get(f"/api/articles/{item['number']}").json()
                    assert article["visibility"] in ("Public", "Dealer")
        for number in own:
            assert client.get(f"/api/tickets/{number}").json()["solution_internal"] is None


def test_chat_tells_a_dealer_only_its_own_cases(client_of):
    question = {"message": "Edge 8K 录制 4K 50fps 死机了，有类似案例吗？"}
    for username in DEALERS:
        client = client_of(username)
        reply = client.post("/api/chat", json=question).json()
        for reference in reply["references"]:
            folder = "tickets" if reference["kind"] == "ticket" else "articles"
            assert client.get(f"/api/{folder}/{reference['number']}").status_code == 200
    staff = client_of("market").post("/api/chat", json=question).json()
    assert "K2602-0001" in [reference["number"] for reference in staff["references"]]


def test_a_dealer_asking_for_a_foreign_ticket_hears_what_it_hears_of_a_missing_one(client_of):
    client = client_of("gafpa")
    texts = [
        client.post("/api/chat", json={"message": number}).json()["text"].replace(number, "")
        for number in ("K2602-0001", "K2602-9999")
    ]
    assert texts[0] == texts[1]

"""Administration over HTTP: people who may sign in, channels; wishes recorded."""

import hashlib

import httpx
import pytest

from api.errors import as_bytes
from domain.models import AnsweredRequest

NEW = {
    "username": "new.colleague",
    "name": "New Colleague",
    "role": "market",
    "language": "en",
    "password": "a long secret",
}


def signed_in(server, username, password):
    client = httpx.Client(base_url=server.url, headers={"Accept-Language": "en"}, timeout=30)
    answer = client.post("/api/auth/login", json={"username": username, "password": password})
    client.cookies.clear()
    if answer.status_code == 200:
        client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return client, answer.status_code


def error_of(answer):
    return answer.json()["error"]


def test_a_new_colleague_signs_in_is_changed_and_leaves(client_of, server):
    lead = client_of("lead")
    shown = lead.post("/api/admin/users", json=NEW)
    assert shown.status_code == 201, shown.text
    assert "password" not in shown.text
    colleague, status = signed_in(server, "new.colleague", "a long secret")
    assert status == 200
    assert colleague.get("/api/auth/me").json()["user"]["name"] == "New Colleague"
    changed = lead.patch("/api/admin/users/new.colleague", json={"name": "Nora", "email": "n@a.io"})
    assert (changed.json()["name"], changed.json()["role"]) == ("Nora", "market")
    assert colleague.get("/api/auth/me").json()["user"]["name"] == "Nora"
    assert lead.post("/api/admin/users/new.colleague/end-sign-ins").status_code == 204
    assert colleague.get("/api/auth/me").status_code == 401
    assert lead.patch("/api/admin/users/new.colleague", json={"active": False}).status_code == 200
    assert signed_in(server, "new.colleague", "a long secret")[1] == 401
    colleague.close()


def test_a_new_password_ends_what_was_signed_in(client_of, server):
    lead = client_of("lead")
    given = NEW | {"username": "forgetful"}
    assert lead.post("/api/admin/users", json=given).status_code == 201
    before, _ = signed_in(server, "forgetful", "a long secret")
    lead.patch("/api/admin/users/forgetful", json={"password": "another secret"})
    assert before.get("/api/auth/me").status_code == 401
    assert signed_in(server, "forgetful", "a long secret")[1] == 401
    after, status = signed_in(server, "forgetful", "another secret")
    assert status == 200
    before.close()
    after.close()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"role": "emperor"}, "role"),
        ({"role": "house"}, "role"),
        ({"role": "dealer"}, "dealer"),
        ({"role": "customer"}, "customer"),
        ({"password": "short"}, "password"),
        ({"username": "no spaces"}, "username"),
        ({"name": " "}, "name"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(client_of, given, field):
    answer = client_of("lead").post("/api/admin/users", json=NEW | {"username": "wrong"} | given)
    assert answer.status_code == 422
    assert list(error_of(answer)["fields"]) == [field]


def test_what_is_kept_of_a_request_lets_nobody_guess_its_password(client_of, server):
    body = NEW | {"username": "quiet.colleague"}
    key = {"Idempotency-Key": "quiet"}
    assert client_of("lead").post("/api/admin/users", json=body, headers=key).status_code == 201
    with server.service.store.unbound_reader() as session:
        kept = session.query(AnsweredRequest.body_hash).filter_by(key="quiet").scalar()
    sent = as_bytes(body)
    assert kept not in (hashlib.sha256(each).hexdigest() for each in (sent, hashed(sent)))
    other = client_of("lead").post("/api/admin/users", json=body | {"password": "another one"},
                                   headers=key)  # fmt: skip
    assert other.status_code == 409


def hashed(content):
    return hashlib.sha256(content).digest()


def test_a_name_is_taken_once(client_of):
    answer = client_of("lead").post("/api/admin/users", json=NEW | {"username": "market"})
    assert (answer.status_code, error_of(answer)["code"]) == (409, "conflict")


def test_nobody_gives_more_than_they_may_decide_themselves(client_of):
    lead, boss = client_of("lead"), client_of("boss")
    higher = NEW | {"username": "second.boss", "role": "management"}
    assert lead.post("/api/admin/users", json=higher).status_code == 403
    for change in ({"password": "taken over now"}, {"active": False}):
        assert lead.patch("/api/admin/users/boss", json=change).status_code == 403
    assert lead.post("/api/admin/users/boss/end-sign-ins").status_code == 403
    assert lead.patch("/api/admin/users/market", json={"role": "management"}).status_code == 403
    listed = {each["username"]: each for each in lead.get("/api/admin/users").json()["items"]}
    assert not listed["boss"]["may_change"]
    assert listed["market"]["may_change"]
    assert boss.post("/api/admin/users", json=higher).status_code == 201


def test_nobody_locks_themselves_out(client_of):
    lead = client_of("lead")
    for change in ({"active": False}, {"role": "market"}):
        assert lead.patch("/api/admin/users/lead", json=change).status_code == 409
    assert lead.patch("/api/admin/users/lead", json={"language": "zh"}).status_code == 200


@pytest.mark.parametrize("user", ["market", "repair", "rnd", "proav", "max"])
def test_administration_is_closed_to_everybody_else(client_of, user):
    client = client_of(user)
    calls = [
        client.get("/api/admin/status"),
        client.get("/api/admin/users"),
        client.post("/api/admin/users", json=NEW),
        client.patch("/api/admin/users/market", json={"name": "x"}),
        client.patch("/api/admin/users/nobody-here", json={"name": "x"}),
        client.post("/api/admin/users/market/end-sign-ins"),
    ]
    assert {each.status_code for each in calls} == {403}
    assert len({each.text for each in calls}) == 1


def test_a_dealers_colleague_belongs_to_that_dealer_alone(client_of, server):
    given = NEW | {"username": "proav2", "role": "dealer", "dealer": "proav"}
    assert client_of("lead").post("/api/admin/users", json=given).status_code == 201
    colleague, _ = signed_in(server, "proav2", "a long secret")
    numbers = [each["number"] for each in colleague.get("/api/tickets?size=200").json()["items"]]
    theirs = client_of("proav").get("/api/tickets?size=200").json()["items"]
    assert numbers == [each["number"] for each in theirs]
    moved = client_of("lead").patch("/api/admin/users/proav2", json={"role": "market"})
    assert moved.json()["dealer"] is None
    colleague.close()


def test_channels_say_what_turns_them_on(client_of):
    status = client_of("boss").get("/api/admin/status").json()
    channels = {each["name"]: each for each in status["channels"]}
    assert channels["web"]["is_on"]
    assert channels["web_push"]["failed"] == 0
    assert channels["mail"]["settings"] == ["BOKEH_SMTP_HOST", "BOKEH_SMTP_FROM"]
    assert not channels["mail"]["is_on"]


def test_a_wish_is_recorded_once_after_those_like_it_were_seen(client_of):
    market = client_of("market")
    known = market.get("/api/wishes/FR-2025-0089").json()
    alike = market.get("/api/wishes/alike", params={"text": known["title"]}).json()["items"]
    assert known["number"] in [each["number"] for each in alike]
    wish = {"title": "Waveform on the Eagle", "product": "Eagle", "description": "as the others"}
    made = [
        market.post("/api/wishes", json=wish, headers={"Idempotency-Key": "wish-1"})
        for _ in range(2)
    ]
    assert {each.status_code for each in made} == {201}
    assert made[0].json() == made[1].json()
    assert made[0].json()["status"] == "new"
    for outsider in ("proav", "max", "repair"):
        assert client_of(outsider).post("/api/wishes", json=wish).status_code == 403
        assert client_of(outsider).get("/api/wishes/alike?text=quick").status_code == 403


def test_rnd_weighs_a_wish_and_nobody_else_does(client_of):
    wish = client_of("market").post("/api/wishes", json={"title": "Faster start"}).json()
    path = f"/api/wishes/{wish['number']}/evaluation"
    rnd = client_of("rnd")
    plan = {"status": "planned", "feasibility": "difficult", "effort_days": 15}
    refused = rnd.put(path, json=plan)
    assert refused.status_code == 422
    assert "target_version" in refused.json()["error"]["fields"]
    kept = rnd.put(path, json=plan | {"target_version": "8030", "evaluation": "New boot code"})
    assert kept.status_code == 200
    assert kept.json()["status"] == "planned"
    seen = client_of("market").get(f"/api/wishes/{wish['number']}").json()
    assert seen == kept.json() | {
        name: seen[name] for name in ("status_label", "feasibility_label", "product")
    }
    assert (seen["effort_days"], seen["target_version"]) == (15, "8030")
    assert seen["evaluated_by"] == rnd.get("/api/auth/me").json()["user"]["name"]
    assert rnd.put(path, json={"status": "declined"}).status_code == 422
    for other in ("market", "boss", "repair"):
        assert client_of(other).put(path, json=plan).status_code == 403
    for outsider in ("proav", "max"):
        real, none = (
            client_of(outsider).put(f"/api/wishes/{number}/evaluation", json=plan)
            for number in (wish["number"], "FR-2025-9999")
        )
        assert real.status_code == none.status_code == 404
        assert real.content == none.content


def test_a_wish_that_was_released_is_weighed_no_more(client_of):
    rnd = client_of("rnd")
    released = rnd.get("/api/wishes?status=released").json()["items"][0]
    answer = rnd.put(f"/api/wishes/{released['number']}/evaluation", json={"status": "evaluating"})
    assert answer.status_code == 409
    assert rnd.get(f"/api/wishes/{released['number']}").json() == released

"""The handbook's stories of a customer's question (2.1)."""

import pytest

from tests.api.stories.conftest import LEADS, MAX_SN
from tests.domain.files import picture


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

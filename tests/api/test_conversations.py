"""Conversations over HTTP: kept from the first moment, found, renamed, exported, deleted."""

import csv
import io
import re

import pytest
from python_calamine import CalamineWorkbook


def ask(client, message, conversation=None):
    body = {"message": message} | ({"conversation_id": conversation} if conversation else {})
    answer = client.post("/api/chat", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture(scope="module")
def opening(client_of):
    """A request for an RMA of a device that no other test counts the tickets of."""
    rmas = client_of("market").get("/api/tickets", params={"kind": "rma"}).json()["items"]
    own = [each["sn"] for each in rmas if re.fullmatch(r"ME_\d{6}", each["sn"] or "")]
    sn = next(each for each in own if each != "ME_207890")
    return f"给 {sn} 开个返厂单，SDI 没有输出"


def messages(client, conversation):
    return client.get(f"/api/conversations/{conversation}").json()["messages"]


def test_conversations_are_found_by_title_and_by_what_was_said(client_of):
    client = client_of("onesv")
    mine = ask(client, "What does the zebra crossing pattern 100% mean?")["conversation_id"]
    ask(client, "hello")
    for q in ("zebra crossing", "100%", "ZEBRA"):
        found = client.get("/api/conversations", params={"q": q}).json()
        assert [each["id"] for each in found["items"]] == [mine], q
    assert client.get("/api/conversations", params={"q": "10%0"}).json()["total"] == 0
    assert client.get("/api/conversations", params={"size": 1}).json()["total"] >= 2
    other = client_of("rmk").get("/api/conversations", params={"q": "zebra"}).json()
    assert other["total"] == 0


def test_a_conversation_is_renamed(client_of):
    client = client_of("onesv")
    mine = ask(client, "hello")["conversation_id"]
    renamed = client.patch(f"/api/conversations/{mine}", json={"title": "  Fans\nand noise "})
    assert renamed.json()["title"] == "Fans and noise"
    for title in ("", "  ", "a\u0000b"):
        answer = client.patch(f"/api/conversations/{mine}", json={"title": title})
        assert answer.status_code == 422, title


def test_a_deleted_conversation_is_gone_and_its_waiting_card_withdrawn(client_of, opening):
    client = client_of("market")
    reply = ask(client, opening)
    conversation, card = reply["conversation_id"], reply["proposals"][0]["id"]
    assert client.delete(f"/api/conversations/{conversation}").status_code == 204
    assert client.get(f"/api/conversations/{conversation}").status_code == 404
    assert client.delete(f"/api/conversations/{conversation}").status_code == 404
    assert client.get(f"/api/proposals/{card}").json()["state"] == "cancelled"
    assert client.post(f"/api/proposals/{card}/approve").status_code == 409


def test_an_export_holds_what_was_said_and_the_cards(client_of, opening):
    client = client_of("market")
    conversation = ask(client, opening)["conversation_id"]
    text = client.get(f"/api/conversations/{conversation}/export")
    assert "attachment" in text.headers["content-disposition"]
    assert "SDI 没有输出" in text.text
    assert opening.split()[1] in text.text.split("```")[1]
    whole = client.get(f"/api/conversations/{conversation}/export", params={"format": "json"})
    assert len(whole.json()["messages"]) == 2


def test_the_last_answer_is_made_anew_and_the_old_one_no_longer_shown(client_of):
    client = client_of("market")
    first = ask(client, "K2602-0001")
    conversation = first["conversation_id"]
    again = client.post(f"/api/chat/{conversation}/again").json()
    assert again["text"] == first["text"]
    assert again["reply_id"] != first["reply_id"]
    assert len(messages(client, conversation)) == 2


def test_the_last_message_is_replaced_by_a_better_one(client_of, opening):
    client = client_of("market")
    first = ask(client, opening)
    conversation = first["conversation_id"]
    edited = client.post(f"/api/chat/{conversation}/again", json={"message": "K2602-0001"}).json()
    assert [each["number"] for each in edited["references"]] == ["K2602-0001"]
    said = messages(client, conversation)
    assert [each["text"] for each in said if each["speaker"] == "user"] == ["K2602-0001"]
    card = client.get(f"/api/proposals/{first['proposals'][0]['id']}").json()
    assert card["state"] == "cancelled"


def test_a_turn_whose_card_was_carried_out_is_not_made_anew(client_of, opening):
    client = client_of("market")
    first = ask(client, opening)
    client.post(f"/api/proposals/{first['proposals'][0]['id']}/approve")
    answer = client.post(f"/api/chat/{first['conversation_id']}/again")
    assert answer.status_code == 409
    assert messages(client, first["conversation_id"])[0]["text"] == opening


def test_thumbs_are_kept_with_question_and_answer_for_those_who_review(client_of):
    client = client_of("gafpa")
    reply = ask(client, "how do I set the frame rate?")
    place = f"/api/chat/{reply['conversation_id']}/replies/{reply['reply_id']}/feedback"
    for thumb, reason in (("up", ""), ("down", "that was about another camera")):
        sent = client.post(place, json={"thumb": thumb, "reason": reason})
        assert sent.status_code == 204
    lead = client_of("lead")
    [found] = about(lead, reply, thumb="down")
    assert found["reason"] == "that was about another camera"
    assert (found["question"], found["answer"]) == ("how do I set the frame rate?", reply["text"])
    assert about(lead, reply, thumb="up") == []
    said = client.get(f"/api/conversations/{reply['conversation_id']}").json()["messages"]
    assert [each["thumb"] for each in said] == [None, "down"]


def test_feedback_waits_until_it_was_looked_at_and_may_wait_again(client_of):
    reply, place = judged(client_of("gafpa"), "what is a B2 plan?", "too long a list")
    lead = client_of("lead")
    [found] = about(lead, reply, state="open")
    review = f"/api/feedback/{found['id']}/review"
    assert lead.post(review).status_code == 204
    assert about(lead, reply, state="open") == []
    [seen] = about(lead, reply, state="reviewed", q="TOO LONG a list")
    assert seen["reviewed_by"] == lead.get("/api/auth/me").json()["user"]["name"]
    assert lead.delete(review).status_code == 204
    assert lead.post(f"/api/feedback/{10**22}/review").status_code == 422
    assert about(lead, reply, state="open", q="no such words") == []
    assert [each["reviewed_by"] for each in about(lead, reply, state="open")] == [None]
    client_of("gafpa").post(place, json={"thumb": "up"})
    assert [each["is_good"] for each in about(lead, reply, state="open")] == [True]


def test_feedback_is_exported_as_it_is_filtered_and_holds_no_formula(client_of):
    judged(client_of("gafpa"), "=1+1 and the frame rate?", "=cmd|' /C calc'!A0")
    lead = client_of("lead")
    table = lead.get("/api/export/feedback.csv", params={"q": "calc"})
    assert 'filename="feedback-' in table.headers["content-disposition"]
    heading, row = csv.reader(table.content.decode("utf-8-sig").splitlines())
    assert heading[:5] == ["When", "User", "Opinion", "Reason", "Question"]
    assert row[2:5] == ["not helpful", "'=cmd|' /C calc'!A0", "'=1+1 and the frame rate?"]
    book = lead.get("/api/export/feedback.xlsx", headers={"Accept-Language": "zh"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0)
    assert rows.to_python()[0][:4] == ["时间", "用户", "评价", "原因"]


@pytest.mark.parametrize("username", ["market", "repair", "rnd", "gafpa", "max"])
def test_nobody_else_reads_or_marks_feedback(client_of, username):
    client = client_of(username)
    answers = [
        client.get("/api/feedback"),
        client.get("/api/export/feedback.csv"),
        client.post("/api/feedback/1/review"),
        client.delete("/api/feedback/999999/review"),
    ]
    assert {each.status_code for each in answers} == {403}
    assert len({each.text for each in answers}) == 1


def judged(client, question, reason):
    """A reply that somebody found unhelpful, and where they said so."""
    reply = ask(client, question)
    place = f"/api/chat/{reply['conversation_id']}/replies/{reply['reply_id']}/feedback"
    assert client.post(place, json={"thumb": "down", "reason": reason}).status_code == 204
    return reply, place


def about(lead, reply, **filters):
    items = lead.get("/api/feedback", params=filters).json()["items"]
    return [each for each in items if each["reply_id"] == reply["reply_id"]]


@pytest.mark.parametrize(
    "body", [{"thumb": "sideways"}, {"thumb": "up", "reason": "x" * 2_001}, {}]
)
def test_feedback_that_says_nothing_is_refused(client_of, body):
    client = client_of("gafpa")
    reply = ask(client, "hello")
    place = f"/api/chat/{reply['conversation_id']}/replies/{reply['reply_id']}/feedback"
    assert client.post(place, json=body).status_code == 422


def test_a_card_is_read_and_changed_over_http(client_of, opening):
    client = client_of("market")
    card = ask(client, opening)["proposals"][0]
    place = f"/api/proposals/{card['id']}"
    assert client.get(place).json()["revision"] == 1
    arguments = {**card["arguments"], "summary": "no SDI output since Monday"}
    changed = client.patch(place, json={"arguments": arguments}).json()
    assert (changed["revision"], changed["state"]) == (2, "pending")
    assert client.patch(place, json={"arguments": {"kind": "spaceship"}}).status_code == 422
    stale = client.post(f"{place}/approve", json={"revision": 1})
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "conflict")
    assert client.post(f"{place}/approve", json={"revision": 3}).json()["state"] == "done"


def test_a_conversation_says_that_nothing_is_being_answered_once_its_turn_is_over(client_of):
    client = client_of("market")
    conversation = ask(client, "K2602-0001")["conversation_id"]
    assert client.get(f"/api/conversations/{conversation}").json()["answering"] is None


def test_only_the_reply_that_was_last_seen_is_replaced(client_of):
    client = client_of("market")
    first = ask(client, "K2602-0001")
    conversation = first["conversation_id"]
    second = ask(client, "and KB-0023?", conversation)
    place = f"/api/chat/{conversation}/again"
    late = client.post(place, json={"message": "K2601-0001", "instead_of": first["reply_id"]})
    assert (late.status_code, late.json()["error"]["code"]) == (409, "conflict")
    assert [each["text"] for each in messages(client, conversation)][2] == "and KB-0023?"
    anew = client.post(place, json={"instead_of": second["reply_id"]})
    assert anew.status_code == 200
    replies = [each["reply"] for each in messages(client, conversation) if each["reply"]]
    assert [each["reply_id"] for each in replies] == [first["reply_id"], anew.json()["reply_id"]]

"""What a hosted model is sent, what it costs, and when the budget is spent."""

import json
import shutil
import time
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY

from assistant.budget import Budget, Limits, Prices
from assistant.fitting import fit
from assistant.model import Message, Speaker, ToolCall, Usage
from assistant.models import SPENT
from assistant.prompt import Policy
from assistant.tokens import tokens_of, tokens_of_body
from domain.language import Language
from domain.models import ModelUse
from tests.assistant.conftest import Talk, viewer
from tests.assistant.endpoint import (
    call,
    cut_off,
    say,
)
from tests.assistant.hosted.conftest import READ, rows


def test_a_long_conversation_stays_within_its_tokens_and_keeps_the_ids(hosted, scripted):
    talk = Talk(hosted)
    found = call("find_similar_tickets", {"description": "Edge 8K 4K 50fps 死机"})
    for turn in range(20):
        scripted.script = [found + call("search_knowledge", {"question": "死机"}, index=1),
                           say("好的，" + "请按说明操作。" * 40)]  # fmt: skip
        scripted.requests.clear()
        number = f"K2602-{turn + 1:04}"
        talk.say(f"{number} 和 ME_20789{turn % 10} 是不是同一个问题？" + "现场情况如下。" * 20)
        for body in scripted.requests:
            assert tokens_of_body(body) <= 6_000
    everything = json.dumps(scripted.requests[0], ensure_ascii=False)
    assert "K2602-0001" in everything
    assert "ME_207890" in everything
    roles = [each["role"] for each in scripted.requests[0]["messages"]]
    assert roles[0] == "system"
    assert roles.count("system") == 1
    assert roles[1] == "user"


@pytest.mark.parametrize("text", ["相机在现场死机了，", "the camera froze again, "])
def test_a_message_as_long_as_may_be_is_sent_with_its_ends_and_within_its_tokens(
    hosted, scripted, text
):
    scripted.script = [READ, say("It is solved.")]
    long = f"K2602-0001 first: {text * 3_000}"[:19_900] + " and what now?"
    assert Talk(hosted).say(long).text == "It is solved."
    for body in scripted.requests:
        assert tokens_of_body(body) <= 6_000
        asked = body["messages"][1]["content"]
        assert asked.startswith("K2602-0001 first: ")
        assert asked.endswith(" and what now?")


def test_no_call_is_ever_parted_from_its_result():
    turn = [
        Message(Speaker.USER, "look " * 50),
        Message(Speaker.ASSISTANT, "", calls=(ToolCall("a", "read_ticket", {"number": "K1"}),)),
        Message(Speaker.TOOL, "x" * 4_000, call_id="a"),
        Message(Speaker.ASSISTANT, "It is so. " * 30),
    ]
    for limit in range(50, 6_000, 150):
        kept = fit([Message(Speaker.SYSTEM, "be brief"), *turn * 3, Message(Speaker.USER, "?")],
                   limit)  # fmt: skip
        assert kept[0].speaker is Speaker.SYSTEM
        assert kept[-1].text == "?"
        calls = [c.id for each in kept for c in each.calls]
        assert len(calls) == sum(each.speaker is Speaker.TOOL for each in kept)
        assert kept[1].speaker is Speaker.USER


def test_the_instructions_of_every_side_are_short(service):
    for username in ("market", "proav", "max", "repair"):
        for language in Language:
            assert tokens_of(Policy().told(viewer(service, username), language)) < 650


def test_each_completion_is_accounted_as_reported(hosted, scripted):
    hosted.assistant.models.budget._prices = Prices(sent=2, received=8, currency="USD")
    scripted.script = [READ, say("See [K2602-0001].")]
    Talk(hosted, "proav").say("K2602-0001?")
    used = rows(hosted, ModelUse)
    assert [(u.sent_tokens, u.received_tokens, u.is_estimated) for u in used] == [
        (11, 7, False)
    ] * 2
    assert {u.millionths for u in used} == {11 * 2 + 7 * 8}
    assert used[0].dealer_id is not None


def test_what_was_not_reported_or_cut_off_is_estimated(hosted, scripted):
    scripted.script = [cut_off]
    Talk(hosted).say("hello there")
    [used] = rows(hosted, ModelUse)
    assert used.is_estimated
    assert used.sent_tokens > 300
    assert used.received_tokens >= 1


def test_when_a_users_budget_is_spent_the_offline_model_answers_and_says_so(hosted, scripted):
    budget = hosted.assistant.models.budget
    budget._limits = Limits(user=30)
    scripted.script = [say("Hosted.")]
    talk = Talk(hosted)
    assert [talk.say("hello").model for _ in range(3)] == ["scripted", "scripted", "offline"]
    reply = talk.say("K2602-0001")
    assert SPENT.en in reply.text
    assert "8023" in reply.text
    assert Talk(hosted, "lead").say("hello").model == "scripted"
    tomorrow = budget._clock.__class__(
        budget._clock.zone, budget._clock.offset + timedelta(days=1), budget._clock.source
    )
    budget._clock = tomorrow
    assert not budget.is_spent(talk.viewer)


def test_a_dealers_budget_is_shared_by_its_people_and_outlives_a_restart(
    make_service, scripted, tmp_path
):
    from api.app import build

    scripted.script = [say("Hosted.")]
    settings = {"llm_base_url": scripted.url, "llm_model": "scripted", "llm_dealer_tokens": 20}
    service = make_service(**settings)
    for _ in range(2):
        Talk(service, "proav").say("hello")
    assert Talk(service, "proav").say("hello").model == "offline"
    shutil.copytree(service.settings.data_dir, tmp_path / "again")
    again = build(service.settings.model_copy(update={"data_dir": tmp_path / "again"}))
    try:
        assert Talk(again, "proav").say("hello").model == "offline"
        assert Talk(again, "gafpa").say("hello").model == "scripted"
    finally:
        again.close()


def test_what_another_process_used_counts_within_a_minute(hosted, monkeypatch):
    """Two servers and the worker share one day's tokens."""
    ours = hosted.assistant.models.budget
    ours._limits = Limits(house=100)
    theirs = Budget(hosted.store, ours._clock, Limits(house=100))
    market = viewer(hosted, "market")
    assert not ours.is_spent(market)
    theirs.account(market, Usage(90, 20), model="m", seconds=1, trace=None)
    later = time.monotonic() + 61
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert ours.is_spent(market)


def test_the_models_use_is_counted_for_metrics(hosted, scripted):
    def sent():
        labels = {"model": "scripted", "direction": "sent", "counted": "reported"}
        return REGISTRY.get_sample_value("bokeh_model_tokens_total", labels) or 0

    before = sent()
    scripted.script = [say("Hello.")]
    Talk(hosted).say("hello")
    assert sent() == before + 11

"""The hosted model: each family of endpoints, and every fault."""

import time

import pytest

from assistant.models import DECLINED, OUT_OF_REACH
from assistant.profiles import PROFILES, profile_for
from domain.models import Proposal, SaidMessage, Ticket
from tests.assistant.conftest import Talk
from tests.assistant.endpoint import (
    a_page,
    call,
    cut_off,
    garbage,
    hang,
    nothing,
    odd_chunks,
    over_long,
    ping,
    say,
    stall,
    wait_an_hour,
)
from tests.assistant.hosted.conftest import READ, count, rows

# What each family refuses with 400, as their users report.
REFUSES = {
    "openai": lambda body: "max_tokens" in body,
    "openai_strict": lambda body: any(
        set(tool["function"]["parameters"]["required"])
        != set(tool["function"]["parameters"]["properties"])
        or not tool["function"]["strict"]
        for tool in body.get("tools", ())
    ),
    "deepseek": lambda body: any(
        "tool_calls" in each and "reasoning_content" not in each for each in body["messages"]
    ),
    "qwen": lambda body: any("reasoning_content" in each for each in body["messages"]),
    "vllm": lambda body: sum(each["role"] == "system" for each in body["messages"]) > 1,
    "ollama": lambda body: "parallel_tool_calls" in body,
    "plain": lambda body: bool({"stream_options", "parallel_tool_calls"} & set(body)),
}


@pytest.mark.parametrize("family", PROFILES)
def test_each_family_gets_what_it_takes_and_answers(make_service, scripted, family):
    scripted.refuses = REFUSES[family]
    thinking = [{"reasoning_content": "Let me look."}] if family == "deepseek" else []
    scripted.script = [thinking + READ, say("See [K2602-0001].")]
    service = make_service(llm_base_url=scripted.url, llm_model="scripted", llm_profile=family)
    reply = Talk(service).say("K2602-0001?")
    assert (reply.model, reply.text) == ("scripted", "See [K2602-0001].")
    if family == "deepseek":
        sent = scripted.requests[1]["messages"]
        assert next(m for m in sent if "tool_calls" in m)["reasoning_content"] == "Let me look."


@pytest.mark.parametrize(
    ("address", "family"),
    [
        ("https://api.openai.com/v1", "openai"),
        ("https://acme.openai.azure.com/openai/v1", "openai"),
        ("https://api.deepseek.com", "deepseek"),
        ("https://dashscope.aliyuncs.com/compatible-mode/v1", "qwen"),
        ("http://localhost:11434/v1", "ollama"),
        ("http://gpu:8001/v1", "vllm"),
        ("https://notopenai.com.evil.example/v1", "vllm"),
    ],
)
def test_the_address_tells_the_family(address, family):
    assert profile_for(address) is PROFILES[family]


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_thinking_left_in_the_text_is_not_shown(hosted, scripted, size):
    text = "<think>The user wants K2512-0089.</think>Hello <b>there</b>.<think>more</think>"
    pieces = [{"content": text[at : at + size]} for at in range(0, len(text), size)]
    scripted.script = [[{"reasoning": "private"}, *pieces]]
    assert Talk(hosted).say("hello").text == "Hello <b>there</b>."


@pytest.mark.parametrize(
    "fault",
    [cut_off, hang, stall, garbage, over_long, nothing, ping, a_page, odd_chunks, wait_an_hour],
)
def test_every_fault_ends_in_time_with_an_honest_answer_and_nothing_half_written(
    make_service, scripted, fault
):
    """The fault comes in the middle of a turn, after a tool was used."""
    service = make_service(llm_base_url=scripted.url, llm_model="scripted", llm_mask=False)
    service.assistant.models.hosted._between_pieces = 1.0
    scripted.script = [READ, fault]
    tickets, started = count(service, Ticket), time.monotonic()
    talk = Talk(service)
    reply = talk.say("K2602-0001")
    assert time.monotonic() - started < 15
    assert reply.model == "offline"
    assert (DECLINED if fault is over_long else OUT_OF_REACH).zh in reply.text
    assert "8023" in reply.text
    assert count(service, Ticket) == tickets
    assert count(service, Proposal) == 0
    said = rows(service, SaidMessage)
    open_calls = {c["id"] for row in said for c in row.body.get("calls", [])}
    assert open_calls == {row.body["call_id"] for row in said if row.speaker == "tool"}


def test_a_busy_endpoint_is_tried_again(make_service, scripted):
    scripted.script = [lambda h: h.fail(429), lambda h: h.fail(500), say("Here I am.")]
    service = make_service(llm_base_url=scripted.url, llm_model="scripted", llm_mask=False)
    assert Talk(service).say("hello").text == "Here I am."
    assert len(scripted.requests) == 3


def test_a_model_that_asks_for_ever_new_things_is_stopped(hosted, scripted):
    class Endless(list):
        def pop(self, _):
            return call("read_ticket", {"number": f"K2602-{len(scripted.requests):04}"})

    scripted.script = Endless([1, 2])
    reply = Talk(hosted).say("go on")
    assert len(scripted.requests) <= 8
    assert reply.text
    assert count(hosted, Proposal) == 0


def test_what_a_person_is_told_of_a_fault_is_in_their_language(make_service):
    service = make_service(llm_base_url="http://127.0.0.1:9/v1")
    assert OUT_OF_REACH.zh in Talk(service).say("你好，你能做什么").text

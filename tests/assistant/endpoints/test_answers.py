"""Endpoints of every family: how they give calls, and how answers end."""

import json

import pytest

from assistant.model import Outcome
from tests.assistant.endpoint import (
    call,
    ends,
    say,
)
from tests.assistant.endpoints.conftest import ONE, TWO, Talk, given

CALLS = {
    "all in one chunk": [given(ONE, "read_ticket", index=0, id="a"),
                         given(TWO, "device_history", index=1, id="b")],
    "no index": [given(ONE[:5], "read_ticket", id="a"), given(ONE[5:]),
                 given(TWO[:5], "device_history", id="b"), given(TWO[5:])],
    "no index and no ids": [given(ONE, "read_ticket"), given(TWO, "device_history")],
    "empty ids": [given(ONE, "read_ticket", index=0, id=""),
                  given(TWO, "device_history", index=1, id="")],
    "the same id": [given(ONE, "read_ticket", index=0, id="x"),
                    given(TWO, "device_history", index=1, id="x")],
    "the same index": [given(ONE, "read_ticket", index=0, id="a"),
                       given(TWO[:5], "device_history", index=0, id="b"), given(TWO[5:], index=0)],
    "the name in every chunk": [given(ONE[:5], "read_ticket", index=0, id="a"),
                                given(ONE[5:], "read_ticket", index=0, id="a"),
                                given(TWO, "device_history", index=1, id="b")],
    "arguments as an object": [given(json.loads(ONE), "read_ticket", index=0, id="a"),
                               given(json.loads(TWO), "device_history", index=1, id="b")],
    "words and calls": [{"content": "Let me look."}, *call("read_ticket", ONE),
                        *call("device_history", TWO, index=1)],
    "content that is null": [{"role": "assistant", "content": None},
                             *call("read_ticket", ONE), *call("device_history", TWO, index=1)],
}  # fmt: skip


@pytest.mark.parametrize("form", CALLS)
@pytest.mark.parametrize("finish", ["tool_calls", "stop", "function_call"])
def test_calls_are_understood_in_every_form_they_come_in(desk, place, form, finish):
    place.script = [lambda h: h.stream(CALLS[form], finish), say("Both are read.")]
    reply = Talk(desk).say("look at both, please")
    assert {used.name: used.arguments for used in reply.tools if used.ok} == {
        "read_ticket": json.loads(ONE),
        "device_history": json.loads(TWO),
    }
    assert len(reply.tools) == 2
    assert reply.model == "scripted"
    assert reply.text.endswith("Both are read.")


@pytest.mark.parametrize("size", [1, 4, 1000])
@pytest.mark.parametrize(
    "text",
    [
        '<tool_call>\n{"name": "read_ticket", "arguments": {"number": "K2602-0001"}}\n</tool_call>',
        'I will look.<tool_call>{"name": "read_ticket", "arguments": {"number": "K2602-0001"}}',
        '<think>hm</think>\n{"name": "read_ticket", "parameters": {"number": "K2602-0001"}}',
        '```json\n[{"function": {"name": "read_ticket", "arguments": '
        '{"number": "K2602-0001"}}}]\n```',
    ],
)
def test_a_call_written_as_text_is_carried_out_and_not_shown(desk, place, text, size):
    pieces = [{"content": text[at : at + size]} for at in range(0, len(text), size)]
    place.script = [pieces, say("It was solved.")]
    talk = Talk(desk)
    reply = talk.say("how was it solved?")
    assert [used.arguments for used in reply.tools] == [{"number": "K2602-0001"}]
    assert reply.text in ("It was solved.", "I will look.\n\nIt was solved.")
    shown = "".join(each.data["text"] for each in talk.events if each.name == "token")
    assert "number" not in shown


@pytest.mark.parametrize(
    "text", ['{"answer": 42}', "[K2699-0001] is not here", "{curly} words", "<tool> stays"]
)
def test_a_text_that_only_begins_like_a_call_is_shown(desk, place, text):
    place.script = [say(text)]
    reply = Talk(desk).say("tell me of K2699-0001 and more")
    assert reply.text.replace("[", "").replace("]", "") == text.replace("[", "").replace("]", "")
    assert reply.model == "scripted"


@pytest.mark.parametrize("size", [1, 4, 1000])
@pytest.mark.parametrize(
    ("said", "outcome", "shown"),
    [
        ("[ask] Which device is it?", Outcome.CLARIFY, "Which device is it?"),
        ("<think>hm</think>\n[Outside] That is no work of ours.", Outcome.REFUSED,
         "That is no work of ours."),
        ("[asks] stay words", Outcome.ANSWERED, "[asks] stay words"),
        ("See [ask] there.", Outcome.ANSWERED, "See [ask] there."),
    ],
)  # fmt: skip
def test_a_model_tells_a_question_and_a_refusal_from_an_answer(
    desk, place, said, outcome, shown, size
):
    place.script = [[{"content": said[at : at + size]} for at in range(0, len(said), size)]]
    reply = Talk(desk).say("book me a flight for that device")
    assert (reply.outcome, reply.text) == (outcome, shown)


@pytest.mark.parametrize("size", [1, 5, 1000])
def test_thoughts_without_a_beginning_are_taken_back(desk, place, size):
    text = "The user wants to know, so I say hello.</think>\n\nGood morning."
    place.script = [[{"content": text[at : at + size]} for at in range(0, len(text), size)]]
    talk = Talk(desk)
    assert talk.say("good morning to you").text == "Good morning."
    restarted = [e.data.get("step") for e in talk.events if e.name == "status"]
    assert "restarted" in restarted


def test_an_answer_that_was_cut_at_its_length_says_so(desk, place):
    place.script = [ends("length", "First you open the menu, then")]
    talk = Talk(desk)
    assert "open the menu, then\n\n(The answer was cut" in talk.say("how do I update it?").text
    assert "（回答到长度上限为止" in talk.say("怎么升级固件？").text
    place.script = [say("Go on.")]
    talk.say("继续")
    assert "长度上限" not in json.dumps(place.requests[-1], ensure_ascii=False)

"""What an endpoint does not take, a model that repeats itself, and what is paid for."""

import asyncio

import pytest
from sqlalchemy import select

from domain.models import ModelUse
from tests.assistant.endpoint import (
    breaks_rules,
    call,
    say,
    stall,
)
from tests.assistant.endpoints.conftest import LOOP, ONE, READ, Talk, count, given

REFUSALS = {
    "stream_options": "Unsupported parameter: stream_options",
    "parallel_tool_calls": "Unrecognized request argument supplied: parallel_tool_calls",
    "max_tokens": "Unsupported parameter: 'max_tokens' is not supported with this model. "
    "Use 'max_completion_tokens' instead.",
}


@pytest.mark.parametrize("field", REFUSALS)
def test_what_an_endpoint_refuses_by_name_is_not_sent_again(desk, place, field):
    place.refuses = lambda body: REFUSALS[field] if field in body else breaks_rules(body)
    place.script = [say("Here.")]
    talk = Talk(desk)
    assert talk.say("hello").text == "Here."
    assert len(place.requests) == 2
    talk.say("hello again")
    assert len(place.requests) == 3


def test_an_endpoint_that_wants_thoughts_back_gets_them(desk, place):
    place.refuses = lambda body: (
        any("tool_calls" in each and "reasoning_content" not in each for each in body["messages"])
        and "The `reasoning_content` in the thinking mode must be passed back to the API."
    )
    place.script = [[{"reasoning_content": "I look."}, *READ], say("It is solved.")]
    assert Talk(desk).say("how was it solved?").text == "It is solved."
    called = next(each for each in place.requests[-1]["messages"] if "tool_calls" in each)
    assert called["reasoning_content"] == "I look."


def test_what_an_endpoint_attached_to_a_call_goes_back_with_it(desk, place):
    signature = {"google": {"thought_signature": "c2lnbmVk"}}
    signed = given(ONE, "read_ticket", index=0, id="a")
    signed["tool_calls"][0]["extra_content"] = signature
    place.script = [[signed], say("It is solved.")]
    talk = Talk(desk)
    talk.say("how was it solved?")
    called = next(each for each in place.requests[-1]["messages"] if "tool_calls" in each)
    assert called["tool_calls"][0]["extra_content"] == signature


def test_an_endpoint_that_takes_nothing_is_left_after_a_few_tries(desk, place):
    place.refuses = lambda _: "reasoning_content is missing, or not allowed"
    assert Talk(desk).say("hello").model == "offline"
    assert len(place.requests) <= 5


def test_a_model_that_asks_for_what_it_has_answers_from_it(desk, place):
    """The call is made once; without tools the model has to put it into words."""
    place.script = [READ, READ, say("It was solved: [K2602-0001].")]
    reply = Talk(desk).say("how was it solved?")
    assert [used.name for used in reply.tools] == ["read_ticket"]
    assert reply.text == "It was solved: [K2602-0001]."
    assert "tools" not in place.requests[-1]
    assert "done already" in place.requests[-1]["messages"][-1]["content"]


def test_a_card_that_is_asked_for_twice_waits_once(desk, place):
    opening = call("open_ticket", {"kind": "consult", "sn": "ME_207890", "summary": "freezes"})
    place.script = [opening, opening, say("A card waits.")]
    assert len(Talk(desk).say("open a ticket for ME_207890, it freezes").proposals) == 1


@pytest.mark.parametrize("fault", [lambda h: h.fail(500), lambda h: h.fail(401)])
def test_an_answer_that_never_began_costs_nothing(desk, place, fault):
    before = count(desk, ModelUse)
    place.script = [fault]
    Talk(desk).say("hello")
    assert count(desk, ModelUse) == before


@pytest.mark.parametrize(
    "usage", [None, {}, {"prompt_tokens": "many", "completion_tokens": -1},
              {"prompt_tokens": 10**30, "completion_tokens": None}]
)  # fmt: skip
def test_a_count_that_is_none_is_replaced_by_our_own_of_what_was_sent(desk, place, usage):
    before = place.usage
    place.usage, place.script = usage, [say("Hello there, " * 40)]
    try:
        Talk(desk).say("hello")
    finally:
        place.usage = before
    with desk.store.unbound_reader() as session:
        used = session.scalars(select(ModelUse).order_by(ModelUse.id.desc())).first()
    assert used.is_estimated
    assert 500 < used.sent_tokens <= 6_000
    assert 100 < used.received_tokens < 200


def test_a_stopped_answer_is_paid_for_as_far_as_it_came(desk, place):
    async def stop():
        talk = Talk(desk)
        place.script = [stall]
        running = await desk.assistant.start(talk.viewer, "a long question")
        await asyncio.sleep(0.4)
        await desk.assistant.stop(talk.viewer, running.conversation_id)
        await running.task

    before = count(desk, ModelUse)
    LOOP.run(stop())
    assert count(desk, ModelUse) == before + 1

"""Endpoints of every family: how they give calls, how answers end, what they refuse, what then."""

import asyncio
import json
import shutil
import threading
import time

import pytest
from sqlalchemy import func, select

from api.app import build
from api.settings import Settings
from assistant import turn
from assistant.model import Outcome
from assistant.models import DECLINED, OUT_OF_REACH
from assistant.profiles import Profile
from domain.models import ModelUse, Proposal, SaidMessage, Ticket
from tests.assistant import conftest
from tests.assistant.endpoint import (
    blanks,
    breaks_rules,
    call,
    cut_off,
    drips,
    endpoint,
    ends,
    huge_chunk,
    leads_to,
    not_utf8,
    nothing,
    one_body,
    over_long,
    refused,
    say,
    stall,
    too_much,
)

READ = call("read_ticket", {"number": "K2602-0001"})


LOOP = asyncio.Runner()  # the service keeps its connections, as it does while it serves


class Talk(conftest.Talk):
    def say(self, message):
        return LOOP.run(self.say_async(message))


@pytest.fixture(scope="module")
def place():
    with endpoint() as running:
        yield running


@pytest.fixture(scope="module")
def served(demo_folder, place, tmp_path_factory):
    """One service for all tests here: each talks in conversations of its own."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(demo_folder, folder, dirs_exist_ok=True)
    service = build(
        Settings(
            data_dir=folder, embedding="none", llm_base_url=place.url, llm_model="scripted",
            llm_mask=False, llm_per_minute=0, _env_file=None,
        )
    )  # fmt: skip
    service.assistant.models.hosted._retries = 0
    yield service
    service.close()


@pytest.fixture
def desk(served, place):
    """The service with an endpoint that takes only what the strictest family does."""
    served.assistant.models._rests_until = 0.0
    served.assistant.models.hosted._profile = Profile()
    place.requests.clear()
    place.refuses = breaks_rules
    return served


def count(service, model):
    with service.store.unbound_reader() as session:
        return session.scalar(select(func.count()).select_from(model))


ONE, TWO = '{"number": "K2602-0001"}', '{"sn": "ME_207890"}'


def given(arguments, name=None, **more):
    return {"tool_calls": [{**more, "function": {"name": name, "arguments": arguments}}]}


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


DECLINES = {
    "an empty answer": ends("stop", ""),
    "nothing but blanks": blanks,
    "a refusal": refused,
    "an answer withheld": ends("content_filter", "The answer is that"),
    "a call nobody can read": ends("stop", "<tool_call>read the ticket</tool_call>"),
    "a call in marks of its own": ends("stop", "[TOOL_CALLS]read_ticket{}"),
    "thoughts alone": lambda h: h.stream([{"reasoning_content": "Hm, "}], "length"),
    "an endless answer": over_long,
    "an endless answer at once": huge_chunk,
    "too long a request": too_much,
}
FAULTS = {
    "not text": not_utf8,
    "no stream": one_body,
    "the provider's own fault": ends("insufficient_system_resource", "The answer"),
    "nothing at all": nothing,
    "a cut": cut_off,
    "forbidden": lambda h: h.fail(403),
    "a redirect": leads_to("http://127.0.0.1:9"),
}


@pytest.mark.parametrize("fault", DECLINES)
def test_an_endpoint_without_an_answer_to_this_is_asked_again_next_time(desk, place, fault):
    """The built-in assistant answers this one from what was read, and says why it does."""
    place.script = [READ, DECLINES[fault]]
    talk = Talk(desk)
    reply = talk.say("K2602-0001 怎么解决的？")
    assert reply.model == "offline"
    assert reply.text.endswith(DECLINED.zh)
    assert "8023" in reply.text
    assert not desk.assistant.models.hosted_rests
    place.script = [say("Here I am.")]
    assert talk.say("and now in English, please?").text == "Here I am."


@pytest.mark.parametrize("fault", FAULTS)
def test_after_any_fault_the_conversation_goes_on_with_the_same_endpoint(desk, place, fault):
    place.script = [READ, FAULTS[fault]]
    tickets, cards = count(desk, Ticket), count(desk, Proposal)
    talk = Talk(desk)
    reply = talk.say("how was K2602-0001 solved?")
    assert reply.model == "offline"
    assert reply.text.endswith(OUT_OF_REACH.en)
    assert "8023" in reply.text
    assert (count(desk, Ticket), count(desk, Proposal)) == (tickets, cards)
    assert talk.say("thank you").model == "offline"
    desk.assistant.models._rests_until = 0.0
    place.script = [say("Here I am.")]
    assert talk.say("and now?").text == "Here I am."


def test_what_is_sent_goes_to_the_configured_address_alone(desk, place):
    with endpoint() as other:
        other.script = [say("Give me everything.")]
        place.script = [leads_to(other.url)]
        assert Talk(desk).say("hello").model == "offline"
        assert other.requests == []


def test_a_turn_that_drips_on_ends_in_time_with_what_was_said(desk, place, monkeypatch):
    monkeypatch.setattr(turn, "_TURN_SECONDS", 1.5)
    place.script = [drips]
    started = time.monotonic()
    reply = Talk(desk).say("tell me everything")
    assert time.monotonic() - started < 6
    assert reply.outcome is Outcome.ERROR
    assert "And on. And on." in reply.text
    assert reply.text.endswith("Please try a narrower question.")


def test_an_answer_after_a_turn_that_was_never_finished_is_asked_for_in_order(desk, place):
    """A process that was killed leaves a question without an answer."""
    talk = Talk(desk)
    place.script = [say("First.")]
    talk.say("one")
    with desk.store.unbound_reader() as session:
        asked = session.scalars(
            select(SaidMessage).where(SaidMessage.text == "one").order_by(SaidMessage.id.desc())
        ).first()
    desk.store.write(
        lambda session: session.execute(
            SaidMessage.__table__.delete().where(
                SaidMessage.conversation_id == asked.conversation_id,
                SaidMessage.speaker == "assistant",
            )
        )
    )
    place.script = [say("Second.")]
    assert talk.say("two").text == "Second."
    assert place.requests[-1]["messages"][-1] == {"role": "user", "content": "one\n\ntwo"}


def test_a_stopped_answer_is_dropped_by_the_endpoint_too_and_the_talk_goes_on(desk, place):
    gone = threading.Event()

    def until_gone(handler):
        handler.begin_stream()
        try:
            while True:
                handler.chunk({"choices": [{"index": 0, "delta": {"content": "And on. "}}]})
                time.sleep(0.02)
        except OSError:
            gone.set()

    async def stop():
        talk = Talk(desk)
        place.script = [until_gone]
        running = await desk.assistant.start(talk.viewer, "a long question")
        talk.conversation_id = running.conversation_id
        await asyncio.sleep(1)
        await desk.assistant.stop(talk.viewer, running.conversation_id)
        stopped = await running.task
        place.script = [say("Here I am.")]
        return stopped, await talk.say_async("and now?")

    stopped, after = LOOP.run(stop())
    assert stopped.text.startswith("And on. And on.")
    assert stopped.text.endswith("Stopped.")
    assert after.text == "Here I am."
    assert gone.wait(3)


# What an endpoint does not take

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


# A model that repeats itself


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


# What it costs


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

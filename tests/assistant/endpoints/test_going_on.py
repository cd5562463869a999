"""After any fault, a stop or a crash the conversation goes on."""

import asyncio
import threading
import time

import pytest
from sqlalchemy import select

from assistant import turn
from assistant.model import Outcome
from assistant.models import DECLINED, OUT_OF_REACH
from domain.models import Proposal, SaidMessage, Ticket
from tests.assistant.endpoint import (
    blanks,
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
    too_much,
)
from tests.assistant.endpoints.conftest import LOOP, READ, Talk, count

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

"""Turns with a hosted model over real HTTP: tools, references, proposals, and every fault."""

import asyncio

import pytest
from sqlalchemy import func, select

from assistant.model import Outcome
from assistant.references import Citations
from domain.errors import ConflictError
from domain.language import Language
from domain.models import Proposal, SaidMessage, Ticket
from tests.assistant.conftest import Talk
from tests.assistant.endpoint import (
    call,
    cut_off,
    garbage,
    hang,
    nothing,
    over_long,
    say,
    stall,
)


def count(service, model):
    with service.store.unbound_reader() as session:
        return session.scalar(select(func.count()).select_from(model))


def test_an_answer_cites_what_its_tools_returned(hosted, scripted):
    scripted.script = [
        call("read_ticket", {"number": "k2602-0001"}),
        say("It was solved: see [K2602-0001], update the firmware to 8023."),
    ]
    reply = Talk(hosted).say("How was K2602-0001 solved?")
    assert reply.outcome is Outcome.ANSWERED
    assert [each.number for each in reply.references] == ["K2602-0001"]
    assert reply.references[0].url == "/tickets/K2602-0001"
    assert "[K2602-0001]" in reply.text
    assert [used.name for used in reply.tools] == ["read_ticket"]
    assert reply.model == "scripted"


def test_a_number_that_no_tool_returned_never_reaches_the_reader(hosted, scripted):
    scripted.script = [
        call("read_ticket", {"number": "K2602-0001"}),
        say("See [K2602-0001], also [RMA-D-2601-0145] and K2512-0089."),
    ]
    talk = Talk(hosted)
    reply = talk.say("what happened there?")
    assert [each.number for each in reply.references] == ["K2602-0001"]
    streamed = "".join(e.data["text"] for e in talk.events if e.name == "token")
    for text in (reply.text, streamed):
        assert "RMA-D-2601-0145" not in text
        assert "K2512-0089" not in text


def test_a_wish_that_was_read_may_be_named_and_no_other(hosted, scripted):
    scripted.script = [
        call("read_ticket", {"number": "FR-2025-0089"}),
        say("FR-2025-0089 is planned, FR-2025-0031 is not."),
    ]
    reply = Talk(hosted).say("what became of the quick start?")
    assert "FR-2025-0089" in reply.text
    assert "FR-2025-0031" not in reply.text
    assert reply.references == []


def test_only_staff_narrow_a_list_to_who_works_on_it(hosted, scripted):
    for user, is_offered in (("market", True), ("proav", False)):
        scripted.requests.clear()
        scripted.script = [call("find_tickets", {"handler": "me", "status": "open"}), say("Here.")]
        [used] = Talk(hosted, user).say("which tickets are mine?").tools
        assert used.ok == is_offered
        taken = next(
            each["function"]["parameters"]["properties"]
            for each in scripted.requests[0]["tools"]
            if each["function"]["name"] == "find_tickets"
        )
        assert ("handler" in taken) == is_offered


def test_the_number_the_person_typed_may_be_repeated(hosted, scripted):
    scripted.script = [
        call("read_ticket", {"number": "K2699-0001"}),
        say("I found no ticket K2699-0001."),
    ]
    reply = Talk(hosted).say("what about K2699-0001?")
    assert "K2699-0001" in reply.text
    assert reply.references == []
    assert reply.outcome is Outcome.NO_EVIDENCE


def test_two_reads_run_in_one_step_and_the_model_gets_both(hosted, scripted):
    scripted.script = [
        call("device_history", {"sn": "ME_207890"})
        + call("read_ticket", {"number": "K2602-0001"}, index=1),
        say("Done."),
    ]
    Talk(hosted).say("look at both")
    sent = scripted.requests[1]["messages"]
    made = [each["id"] for message in sent for each in message.get("tool_calls", ())]
    answered = [message["tool_call_id"] for message in sent if message["role"] == "tool"]
    assert len(set(made)) == 2
    assert answered == made


def test_a_model_is_told_only_the_tools_its_person_may_use(hosted, scripted):
    scripted.script = [say("Hello.")]
    Talk(hosted, "proav").say("hello")
    Talk(hosted, "market").say("hello")
    dealer, staff = (
        {tool["function"]["name"]: tool["function"] for tool in request["tools"]}
        for request in scripted.requests
    )
    assert "dealer" not in dealer["find_tickets"]["parameters"]["properties"]
    assert "dealer" in staff["find_tickets"]["parameters"]["properties"]
    assert "x-slot" not in str(scripted.requests)


def test_a_dealers_prompt_holds_nothing_of_another_dealer(hosted, scripted):
    scripted.script = [
        call("find_similar_tickets", {"description": "4K 50fps freeze"}),
        call("read_ticket", {"number": "RMA-D-2601-0145"}),
        say("Here."),
    ]
    reply = Talk(hosted, "proav").say("any similar cases?")
    assert reply.model == "scripted"
    assert "Gafpa" not in str(scripted.requests)
    assert '"found": false' in scripted.requests[2]["messages"][-1]["content"]
    assert all(each.number != "RMA-D-2601-0145" for each in reply.references)


def test_a_write_becomes_a_card_and_writes_only_when_approved(hosted, scripted):
    scripted.script = [
        call("open_ticket", {"kind": "consult", "sn": "ME_207890", "summary": "freezes"}),
        say("A card waits for your approval."),
    ]
    tickets = count(hosted, Ticket)
    talk = Talk(hosted)
    reply = talk.say("open a consult ticket for ME_207890, it freezes")
    assert reply.outcome is Outcome.PROPOSED
    [card] = reply.proposals
    assert card.state == "pending"
    assert {"ME_207890", "Max Mueller", "MAVO Edge 8K"} <= {line.new for line in card.preview}
    assert count(hosted, Ticket) == tickets
    done = talk.say("yes")
    assert done.proposals[0].state == "done"
    assert count(hosted, Ticket) == tickets + 1
    [reference] = done.references
    assert reference.number == done.proposals[0].result["number"]
    assert reference.number in done.text


def test_typing_cancel_writes_nothing(hosted, scripted):
    scripted.script = [
        call("open_ticket", {"kind": "consult", "sn": "ME_207890", "summary": "freezes"}),
        say("A card waits."),
    ]
    tickets = count(hosted, Ticket)
    talk = Talk(hosted)
    talk.say("open a ticket for ME_207890")
    reply = talk.say("取消")
    assert reply.proposals[0].state == "cancelled"
    assert count(hosted, Ticket) == tickets


def test_with_two_cards_waiting_a_typed_yes_decides_nothing(hosted, scripted):
    opening = {"kind": "consult", "sn": "ME_207890", "summary": "freezes"}
    scripted.script = [
        call("open_ticket", opening) + call("open_ticket", {**opening, "summary": "b"}, index=1),
        say("Two cards wait."),
    ]
    tickets = count(hosted, Ticket)
    talk = Talk(hosted)
    talk.say("open two tickets")
    reply = talk.say("确认")
    assert reply.outcome is Outcome.CLARIFY
    assert len(reply.proposals) == 2
    assert count(hosted, Ticket) == tickets


def test_a_yes_when_nothing_waits_is_an_ordinary_message(hosted, scripted):
    scripted.script = [say("Yes to what?")]
    assert Talk(hosted).say("yes").text == "Yes to what?"


@pytest.mark.parametrize(
    "fault", [cut_off, hang, stall, garbage, over_long, nothing, lambda h: h.fail(500),
              lambda h: h.fail(429), lambda h: h.fail(401)]
)  # fmt: skip
def test_when_the_endpoint_fails_the_offline_model_answers(impatient, scripted, fault):
    scripted.script = [fault]
    talk = Talk(impatient)
    reply = talk.say("K2602-0001")
    assert reply.model == "offline"
    assert "8023" in reply.text
    assert "One moment" not in reply.text
    assert any(e.name == "status" and e.data["step"] == "restarted" for e in talk.events)


def test_a_server_that_is_down_is_not_asked_again_for_a_while(make_service):
    service = make_service(llm_base_url="http://127.0.0.1:9/v1", llm_model="gone")
    talk = Talk(service)
    assert talk.say("K2602-0001").model == "offline"
    assert service.assistant.models.hosted_rests
    assert talk.say("K2602-0001").model == "offline"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("open_ticket", "{broken"),
        ("open_ticket", "[1]"),
        ("open_ticket", {"kind": "spaceship", "summary": "x"}),
        ("open_ticket", {"kind": "consult", "summary": "x", "viewer": "boss"}),
        ("erase_everything", {}),
        ("find_tickets", {"limit": 100_000}),
    ],
)
def test_a_garbled_call_is_answered_with_an_error_and_writes_nothing(
    hosted, scripted, name, arguments
):
    scripted.script = [call(name, arguments), say("That did not work.")]
    proposals = count(hosted, Proposal)
    reply = Talk(hosted).say("do something")
    assert reply.tools[0].ok is False
    assert '"error"' in scripted.requests[1]["messages"][-1]["content"]
    assert count(hosted, Proposal) == proposals


def test_a_model_that_calls_tools_for_ever_is_stopped(hosted, scripted):
    scripted.script = [call("read_ticket", {"number": "K2602-0001"})]
    reply = Talk(hosted).say("go on")
    assert len(scripted.requests) <= 8
    assert reply.text


def test_a_turn_can_be_stopped(hosted, scripted):
    scripted.script = [stall]

    async def stop():
        talk = Talk(hosted)
        running = await hosted.assistant.start(talk.viewer, "a long question")
        await asyncio.sleep(0.4)
        assert await hosted.assistant.stop(talk.viewer, running.conversation_id)
        return await running.task

    reply = asyncio.run(stop())
    assert "Stopped." in reply.text


def test_stopping_at_once_ends_every_turn_with_a_reply(hosted, scripted):
    scripted.script = [stall]

    async def stop():
        talk = Talk(hosted)
        one = await hosted.assistant.start(talk.viewer, "a long question")
        two = await hosted.assistant.start(
            talk.viewer, "and another", conversation_id=one.conversation_id
        )
        assert await hosted.assistant.stop(talk.viewer, one.conversation_id)
        async with asyncio.timeout(5):
            for turn in (one, two):
                assert "Stopped." in (await turn.task).text
                assert [event.name async for event in turn.log.follow()][-2:] == ["reply", "done"]

    asyncio.run(stop())
    assert count(hosted, SaidMessage) == 4


@pytest.mark.parametrize(
    "written",
    ["K2602‑0099", "K2602–0099", "K2602—0099", "Ｋ2602-0099", "RMA_D_2602_0009", "[K2602‑0099]",
     "K2602\u200b-0099", "k2602-0099", "RMA D 2602 0099"],
)  # fmt: skip
@pytest.mark.parametrize("size", [1, 2, 7, 500])
def test_no_spelling_brings_an_unread_number_past_the_check(written, size):
    text = f"As far as I know, {written} was the same, see there for what was done about it."
    citations = Citations("", Language.EN)
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    shown = "".join(citations.feed(piece) for piece in pieces) + citations.finish()
    assert "99" not in shown
    assert "0009" not in shown
    assert shown.startswith("As far as I know, (unverified number) was the same")
    assert shown.endswith("what was done about it.")


def test_two_messages_at_once_are_answered_one_after_the_other(hosted, scripted):
    scripted.script = [say("First."), say("Second.")]

    async def both():
        talk = Talk(hosted)
        one = await hosted.assistant.start(talk.viewer, "hello there")
        two = await hosted.assistant.start(
            talk.viewer, "and again", conversation_id=one.conversation_id
        )
        return await asyncio.gather(one.task, two.task)

    first, second = asyncio.run(both())
    assert (first.text, second.text) == ("First.", "Second.")
    with hosted.store.unbound_reader() as session:
        said = session.scalars(select(SaidMessage).order_by(SaidMessage.position)).all()
    assert [message.speaker for message in said] == ["user", "assistant", "user", "assistant"]


def test_the_language_follows_the_person(hosted, scripted):
    scripted.script = [say("好的。")]
    talk = Talk(hosted)
    assert talk.say("这台机器怎么了").language == "zh"
    assert talk.say("ME_207890").language == "zh"
    assert talk.say("please tell me in English").language == "en"


def test_usage_and_private_texts_stay_out_of_the_log(hosted, scripted, capsys):
    scripted.script = [say("Fine.")]
    Talk(hosted).say("my secret is canary-4711")
    captured = capsys.readouterr()
    assert "canary-4711" not in captured.out + captured.err


def test_what_was_asked_is_kept_before_it_is_answered(hosted, scripted):
    scripted.script = [stall]

    async def look():
        talk = Talk(hosted)
        running = await hosted.assistant.start(talk.viewer, "a question worth keeping")
        await asyncio.sleep(0.4)
        with hosted.store.reader(talk.viewer) as session:
            kept = session.scalars(select(SaidMessage.text)).all()
        await hosted.assistant.stop(talk.viewer, running.conversation_id)
        await running.task
        return kept

    assert asyncio.run(look()) == ["a question worth keeping"]


def test_a_conversation_deleted_while_it_is_answered_stays_deleted(hosted, scripted):
    scripted.script = [stall]

    async def delete():
        talk = Talk(hosted)
        running = await hosted.assistant.start(talk.viewer, "hello")
        await asyncio.sleep(0.3)
        await hosted.assistant.delete(talk.viewer, running.conversation_id)
        async with asyncio.timeout(5):
            return await running.task

    assert "Stopped." in asyncio.run(delete()).text
    assert count(hosted, SaidMessage) == 0


def test_a_turn_that_runs_is_not_made_anew(hosted, scripted):
    scripted.script = [stall]

    async def ask_again():
        talk = Talk(hosted)
        running = await hosted.assistant.start(talk.viewer, "hello")
        with pytest.raises(ConflictError):
            await hosted.assistant.again(talk.viewer, running.conversation_id)
        await hosted.assistant.stop(talk.viewer, running.conversation_id)
        await running.task

    asyncio.run(ask_again())

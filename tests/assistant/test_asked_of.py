"""What is asked of one ticket is answered from its facts; nothing is promised that nobody said."""

import pytest

from assistant.model import Outcome
from domain.kind import kinds
from tests.assistant.conftest import Talk

READY = "RMA-D-2602-0009"  # RMK's, in warranty, waits to be sent


def test_a_state_asked_for_with_a_date_says_what_comes_next_and_promises_none(service):
    talk = Talk(service, "rmk")
    said = talk.say(f"{READY} what's its state and when can I ship?").text
    assert "Awaiting receipt" in said
    assert "can be sent now" in said
    assert "No date is confirmed" in talk.say("and when will it be repaired?").text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("客户问要不要收费", "在保"),
        ("寄到什么地址", "装箱单"),
        ("能催一下吗", "服务台"),
        ("下一步是什么", "可以寄出了"),
    ],
)
def test_a_question_after_a_ticket_is_answered_without_showing_it_again(service, question, said):
    talk = Talk(service, "rmk")
    whole = talk.say(f"看一下 {READY}").text
    reply = talk.say(question)
    assert reply.outcome is Outcome.ANSWERED
    assert said in reply.text
    assert len(reply.text) < len(whole)


def test_a_hurry_is_the_desks_and_a_button_writes_the_comment_that_asks_for_it(service):
    talk = Talk(service, "rmk")
    talk.say(READY)
    reply = talk.say("can you make it urgent?")
    assert reply.proposals == []
    [card] = talk.say(reply.choices[0].message).proposals
    assert card.tool == "comment_ticket"


def test_a_pi_named_first_of_all_tells_how_it_stands(service):
    assert "US$69.00" in Talk(service, "dpgadget").say("PI-2026-0041 付了多少").text


def test_no_sum_is_named_that_nobody_quoted(service):
    talk = Talk(service, "dpgadget")
    talk.say("RMA-D-2602-0160")
    said = talk.say("what will it cost the customer?").text
    assert "no quote on the ticket" in said
    assert "$" not in said


def test_each_state_that_goes_on_says_what_comes_next():
    silent = [
        f"{kind.code}.{state.code}"
        for kind in kinds().values()
        for state in kind.states
        if not state.is_end and state.ahead is None
    ]
    assert silent == []


def test_who_must_pay_is_told_from_the_warranty_of_the_device_in_talk(service):
    talk = Talk(service, "proav")
    prices = talk.say("what would SDI module and fan cost for ME_207890?").text
    assert "$69.00" in prices
    assert "free of charge" in prices
    assert "free of charge" in talk.say("so does he have to pay at all?").text


def test_what_follows_a_card_is_told_before_it_is_approved(service):
    talk = Talk(service, "gafpa")
    [card] = talk.say("restock 2 fans").proposals
    said = talk.say("what happens after I approve this?").text
    assert "service desk approves it first" in said
    assert "promise none" in talk.say("and when will they arrive?").text
    assert card.title


def test_no_photos_leave_a_card_as_it_is(service):
    talk = Talk(service, "proav")
    [card] = talk.say("open an RMA for ME_204310, SDI 2 has no picture").proposals
    reply = talk.say("no photos for now")
    assert reply.proposals == []
    assert "goes without" in reply.text
    assert card.arguments["summary"] == "SDI 2 has no picture"


def test_why_not_after_a_refusal_tells_the_rule(service):
    talk = Talk(service, "dpgadget")
    talk.say("can we order five SDI modules for our stock?")
    assert "Only tier 1 dealers keep stock" in talk.say("why not?").text


def test_the_one_just_found_is_what_is_asked_about(service):
    talk = Talk(service, "rmk")
    talk.say(READY)
    talk.say("and the one in exception?")
    assert "RMA-D-2601-0147" in talk.say("why is it stuck there?").text


def test_debts_are_told_bill_by_bill_with_what_they_mean_for_a_restock(service):
    said = Talk(service, "gafpa").say("我们欠总部多少钱，会影响补货吗").text
    assert "PI-" in said
    assert "服务台批准" in said

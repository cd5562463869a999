"""What is asked of a ticket's dealer, or told to it; a look-up and a question to us are neither."""

import pytest

from assistant.model import Outcome
from tests.assistant.conftest import Talk

CONSULT, ASKED = "K2602-0023", "RMA-D-2602-0158"
WRITTEN = ("comment_ticket", "move_ticket")


def cards(reply):
    return [(each.tool, each.arguments) for each in reply.proposals]


@pytest.mark.parametrize(
    "said",
    [
        "get me the tickets from dealer ProAV",
        "I need all open tickets from the dealer",
        "问一下经销商ProAV的欠款有多少",
        "跟经销商Gafpa有关的工单有哪些",
        "找经销商RMK的返厂单",
        "跟经销商ProAV的合同什么时候到期",
        "找经销商维修要钱吗？",
        "跟经销商说了吗？",
        "向经销商收多少钱？",
        "请经销商承担运费合理吗？",
        "跟经销商的邮件往来",
        "请经销商自己修可以吗？",
        "tell the dealer what we decided?",
        "get the invoices from the dealer",
    ],
)
def test_a_look_up_or_a_question_about_dealers_is_not_put_to_one(service, said):
    talk = Talk(service)
    talk.say(f"open {CONSULT}")
    reply = talk.say(said)
    assert not {each.name for each in reply.tools} & set(WRITTEN)
    assert cards(reply) == []


def test_what_a_dealer_wants_of_its_own_dealer_is_no_comment(service):
    reply = Talk(service, "proav").say("get a spare fan from the dealer")
    assert [each.name for each in reply.tools] == ["stock_status"]


def test_an_order_of_parts_for_a_dealer_is_an_order(service):
    [(tool, told)] = cards(Talk(service).say("要求经销商ProAV补货20个风扇"))
    assert (tool, told["dealer"]) == ("request_restock", "ProAV")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("please tell the dealer that it is approved", "it is approved"),
        ("let the dealer know that the part is late", "the part is late"),
        ("跟经销商说一下配件下周到", "配件下周到"),
    ],
)
def test_what_the_dealer_is_told_is_a_comment_and_no_step(service, said, text):
    talk = Talk(service)
    talk.say(f"open {ASKED}")
    [(tool, told)] = cards(talk.say(said))
    assert (tool, told) == ("comment_ticket", {"number": ASKED, "text": text})


def test_a_serial_number_asked_of_the_dealer_is_asked_on_the_ticket_named(service):
    talk = Talk(service)
    talk.say(f"open {CONSULT}")
    [(_, told)] = cards(talk.say("ask the dealer for the serial number on K2602-0032"))
    assert told == {"number": "K2602-0032", "text": "Please send the serial number."}


@pytest.mark.parametrize(
    ("said", "text", "move"),
    [
        (f"{CONSULT} 让经销商寄回来，然后确认解决", "请寄回来", "confirm"),
        (f"{CONSULT}: ask the dealer for a photo and close it", "Please send a photo.", "confirm"),
        (f"{ASKED} 让经销商先寄过来再说，顺便批准这张单", "请先寄过来再说", "approve"),
    ],
)
def test_a_second_order_is_carried_out_beside_and_not_read_by_the_dealer(service, said, text, move):
    first, second = cards(Talk(service).say(said))
    assert text in (first[1].get("text"), first[1].get("question"))
    assert (second[0], second[1]["move"]) == ("move_ticket", move)


def test_a_second_order_that_cannot_be_carried_out_is_not_dropped_in_silence(service):
    high = "set it to high priority"
    reply = Talk(service).say(f"ask dealer of {CONSULT} whether the cable is long, and {high}")
    [(_, told)] = cards(reply)
    assert told["text"] == "Please tell us whether the cable is long."
    assert "Only RMAs" in reply.text


@pytest.mark.parametrize(
    ("said", "first", "second"),
    [
        (f"{ASKED} ask the dealer for photos and then reject it",
         f"{ASKED} ask the dealer for photos", f"{ASKED} reject it"),
        (f"{CONSULT} 让经销商寄回来，并且关单", f"{CONSULT} 让经销商寄回来", f"{CONSULT} 关单"),
    ],
)  # fmt: skip
def test_a_second_order_that_lacks_something_is_offered_beside_the_first(
    service, said, first, second
):
    reply = Talk(service).say(said)
    assert (reply.outcome, cards(reply)) == (Outcome.CLARIFY, [])
    assert [each.message for each in reply.choices] == [first, second]


def test_two_questions_to_the_dealer_stay_together(service):
    [(_, told)] = cards(Talk(service).say(f"{CONSULT} 问一下经销商修好了吗，另外要一张照片"))
    assert told["text"] == "修好了吗，另外要一张照片"

"""A card or a form put right by a few words, and questions that go to the dealer, not a mail."""

import pytest

from assistant.model import Outcome
from tests.assistant.conftest import Talk

TICKET, RECEIVED, ASKED = "K2602-0001", "RMA-C-2602-0006", "RMA-D-2602-0158"


def arguments(reply):
    [card] = reply.proposals
    return card.arguments


@pytest.mark.parametrize(
    ("said", "anew", "text"),
    [
        ("customer needs it back before 5 March", "sorry, 8 March",
         "customer needs it back before 8 March"),
        ("he wants it back by Friday", "sorry, Monday", "he wants it back by Monday"),
        ("周三上午10点回电", "不对，周四上午11点", "周四上午11点回电"),
        ("下午3点回电", "说错了，是4点", "下午4点回电"),
        ("画面偏红", "不是偏红，是偏绿", "画面偏绿"),
    ],
)  # fmt: skip
def test_a_day_or_a_number_put_right_stands_in_the_place_of_the_one_before(
    service, said, anew, text
):
    talk = Talk(service)
    told = arguments(talk.say(f"comment on {TICKET}: {said}"))
    assert told["text"] == said
    assert arguments(talk.say(anew)) == {**told, "text": text}


def test_a_text_is_put_right_while_its_ticket_is_asked_for(service):
    talk = Talk(service, "proav")
    assert talk.say("put a note on the ticket: he comes at 3 pm").outcome is Outcome.CLARIFY
    assert talk.say("sorry, 4 pm").outcome is Outcome.CLARIFY
    assert arguments(talk.say("RMA-D-2602-0157"))["text"] == "he comes at 4 pm"


def test_what_fits_two_places_of_a_text_is_not_put_right_by_guessing(service):
    talk = Talk(service)
    talk.say(f"comment on {TICKET}: call him on 5 March or on 6 March")
    again = talk.say("sorry, 8 March")
    assert all("or on 6 March" in card.arguments["text"] for card in again.proposals)


@pytest.mark.parametrize(
    ("told", "anew", "finding", "plan"),
    [
        ("拆开看了，SDI口松了，换个SDI模块，估69美金", "不对，风扇也响，一起换，总共134",
         "SDI口松了；风扇也响", "换个SDI模块；风扇也响，一起换"),
        ("opened it, SDI port is loose, replace the SDI module, about $69",
         "no wait, fan is dead too, replace both, $134 in total",
         "SDI port is loose; fan is dead too",
         "replace the SDI module; fan is dead too, replace both"),
    ],
)  # fmt: skip
def test_more_that_was_found_goes_into_the_inspection_that_waits(
    service, told, anew, finding, plan
):
    talk = Talk(service, "repair")
    assert arguments(talk.say(f"{RECEIVED} {told}"))["estimate"] == "69"
    card = arguments(talk.say(anew))
    assert (card["finding"], card["plan"], card["estimate"]) == (finding, plan, "134")
    assert "items" not in card


@pytest.mark.parametrize(
    ("said", "anew", "count"),
    [("order 2 SDI modules", "no, 3", 3), ("order 2 SDI modules", "5 rather", 5)],
)
def test_a_bare_number_is_how_many_rather_than_which_card(service, said, anew, count):
    talk = Talk(service, "proav")
    talk.say(said)
    [wanted] = arguments(talk.say(anew))["items"]
    assert wanted["quantity"] == count


def test_how_many_is_heard_apart_from_the_part(service):
    [wanted] = arguments(Talk(service, "proav").say("restock the back board please, 4 of them"))[
        "items"
    ]
    assert wanted == {"sku": "S1-010-006-01", "quantity": 4}


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("for the second one ask the dealer for a short video of the problem first",
         "Please send a short video of the problem."),
        ("get the dealer of the second one to send the log file", "Please send the log file."),
        ("第二张让经销商先发个视频过来", "请先发个视频过来"),
        ("第二张问一下经销商是怎么摔的", "是怎么摔的"),
        ("第二张跟经销商要一段故障视频", "请提供一段故障视频"),
    ],
)  # fmt: skip
def test_the_dealer_of_a_request_is_asked_on_it_and_not_the_customer_by_mail(
    service, said, question
):
    talk = Talk(service)
    talk.say("which RMAs are waiting for approval?")
    told = arguments(talk.say(said))
    assert told == {"numbers": [ASKED], "move": "ask", "question": question}


def test_the_dealer_of_any_other_ticket_is_asked_by_a_comment(service):
    told = arguments(Talk(service).say(f"{TICKET}: ask the dealer if it is solved"))
    assert told == {"number": TICKET, "text": "Please tell us if it is solved."}


def test_a_question_to_a_dealer_without_a_ticket_is_asked_for_it(service):
    asked = Talk(service).say("ask the dealer for photos of the damage")
    assert (asked.outcome, asked.proposals) == (Outcome.CLARIFY, [])


def test_what_orders_a_mail_is_not_what_it_says(service):
    asked = Talk(service).say(f"send a mail to the customer of {TICKET}")
    assert (asked.outcome, asked.proposals) == (Outcome.CLARIFY, [])
    told = arguments(Talk(service).say("email max@example.uk that the parts have arrived"))
    assert (told["subject"], told["text"]) == ("the parts have arrived",) * 2

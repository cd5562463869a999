"""Tickets called by the end of their number, in the whole service."""

import re

import pytest

from assistant.model import Outcome
from tests.assistant.conftest import Talk

FREEZE = "RMA-D-2601-0145"


@pytest.mark.parametrize(
    "said",
    [
        "what is 0145 about",
        "how is RMA 0145 doing",
        "查一下尾号0145的单子",
        "0145到哪一步了",
        "open …0145",
        "show me the one ending in 145",
        "is 2601-0145 closed?",
    ],
)
def test_the_end_of_a_number_is_looked_up_and_the_ticket_read(service, said):
    found, read = Talk(service, "gafpa").say(said).tools
    assert found.name == "find_tickets"
    assert (read.name, read.arguments) == ("read_ticket", {"number": FREEZE})


def test_a_comment_goes_to_the_ticket_whose_number_ends_so(service):
    reply = Talk(service, "gafpa").say("put a note on 0145: customer needs it by 8 March")
    [card] = reply.proposals
    assert card.arguments == {"number": FREEZE, "text": "customer needs it by 8 March"}


def test_what_was_listed_is_meant_before_anything_else_that_ends_so(service):
    talk = Talk(service, "repair")
    talk.say("现在维修中的单子列一下")
    [read] = talk.say("0007修好了吗").tools
    assert read.arguments == {"number": "RMA-D-2602-0007"}


def test_several_that_end_so_are_buttons(service):
    reply = Talk(service).say("show me ticket 0001")
    assert reply.outcome is Outcome.CLARIFY
    assert len(reply.choices) > 1
    assert all("0001" in each.label for each in reply.choices)


def test_a_number_of_another_dealer_ends_like_one_that_is_nowhere(service):
    foreign = Talk(service, "gafpa").say("what is 0157 about")  # ProAV's
    unknown = Talk(service, "gafpa").say("what is 0999 about")
    assert foreign.outcome is unknown.outcome is Outcome.NO_EVIDENCE
    assert foreign.text == unknown.text.replace("0999", "0157")
    assert not [*foreign.choices, *unknown.choices, *foreign.proposals]


@pytest.mark.parametrize(
    "said",
    [
        "{}",
        "assign {} to Liu Yang",
        "what became of the ticket ending in {}, has anybody called the customer about it?",
        "customer wants {} back before the shoot in Auckland begins, can you hurry up",
    ],
)
def test_digits_of_another_dealers_ticket_are_answered_like_unknown_ones(service, said):
    foreign = Talk(service, "gafpa").say(said.format("0157"))  # ProAV's
    unknown = Talk(service, "gafpa").say(said.format("0999"))
    assert foreign.text == unknown.text.replace("0999", "0157")
    assert foreign.outcome is unknown.outcome
    assert [each.name for each in foreign.tools] == [each.name for each in unknown.tools]


@pytest.mark.parametrize("said", ["0999", "assign 0999 to Liu Yang", "把0999转给刘洋"])
def test_who_speaks_of_a_ticket_by_an_end_that_is_nowhere_is_told_so(service, said):
    reply = Talk(service, "lead").say(said)
    assert reply.outcome is Outcome.NO_EVIDENCE
    assert "0999" in reply.text


@pytest.mark.parametrize(
    ("said", "number", "text"),
    [
        ("his phone ends in 0145, comment on K2602-0030 call him", "K2602-0030", "call him"),
        (
            "comment on K2602-0030 that it stops at frame ... 0145",
            "K2602-0030",
            "stops at frame ... 0145",
        ),
        (
            "K2602-0030, battery no. 0145 does not charge, note that on it",
            "K2602-0030",
            "battery no. 0145 does not charge",
        ),
        ("comment on 0145 that 0157 was the PIN", FREEZE, "0157 was the PIN"),
    ],
)
def test_digits_beside_the_number_of_a_ticket_stay_as_typed(service, said, number, text):
    [card] = Talk(service).say(said).proposals
    assert (card.tool, card.arguments["number"]) == ("comment_ticket", number)
    assert text in card.arguments["text"]


def test_digits_listed_with_the_number_of_a_ticket_end_another(service):
    _, moves = Talk(service).say("approve RMA-D-2602-0158 and 0159").tools
    assert moves.arguments["numbers"] == ["RMA-D-2602-0158", "RMA-D-2602-0159"]


@pytest.mark.parametrize(
    ("said", "summary"),
    [
        (
            "open a consult for Tyler Boone, mark2 freezes since this morning,"
            " he is free between 0800 and 0900",
            "he is free between 0800 and 0900",
        ),
        ("开个咨询单，客户Tyler Boone，mark2死机，上午0930开始的", "上午0930开始的"),
        ("open a consult for Tyler Boone, mark2 freezes, 0999 is on its sticker", "0999 is on"),
        ("open an RMA for ME_207890, SDI port # 100 loose", "SDI port # 100 loose"),
    ],
)
def test_a_ticket_is_opened_with_digits_that_end_no_number_as_they_were_typed(
    service, said, summary
):
    [card] = Talk(service).say(said).proposals
    assert card.tool == "open_ticket"
    assert summary in f"{card.arguments['summary']} {card.arguments.get('description', '')}"


@pytest.mark.parametrize(
    "said",
    [
        "SVC 2025 by dealer",
        "repair 2025 vs 2024 revenue",
        "RMA 300 this year, how many last year?",
        "RMA 100 days old?",
        "pay 0450 for RMA-D-2602-0159",
        "ticket 404 page not found on the website",
        "the customer's card ends in 0145",
        "call him tomorrow 0930",
        "周三0930给他打电话",
        "mark2 stops at frame 0145 every time",
        "firmware 8025 helps?",
        "it shows error 0145",
        "请把 RS 485 的线序发我",
        "4K 50fps 死机怎么办",
    ],
)
def test_other_digits_are_no_number_of_a_ticket(service, said):
    used = Talk(service).say(said).tools
    queries = [str(each.arguments.get("query") or "") for each in used]
    assert not [each for each in queries if re.fullmatch(r"\d{3,4}", each)]
    assert FREEZE not in [each.arguments.get("number") for each in used]

"""Tickets called by the end of their number, in the whole service."""

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
        "firmware 8025 helps?",
        "it shows error 0145",
        "请把 RS 485 的线序发我",
        "4K 50fps 死机怎么办",
    ],
)
def test_other_digits_are_no_number_of_a_ticket(service, said):
    queries = [each.arguments.get("query") for each in Talk(service, "gafpa").say(said).tools]
    assert not {"8025", "0145", "485"} & set(queries)

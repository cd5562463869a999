"""What makes no card by itself: whether one should, two steps at once, a corrected word."""

import pytest

from assistant.model import Outcome
from tests.assistant.conftest import Talk

FIRST, SECOND = "RMA-D-2602-0157", "RMA-D-2602-0158"


@pytest.mark.parametrize(
    ("user", "said", "tool"),
    [
        (
            "onesv",
            "do I open an RMA or a consult for MM_302737 with fan noise?",
            "Opening a ticket",
        ),
        ("onesv", "MM_302737 风扇响，该开返厂还是咨询？", "开单"),
        ("onesv", "要不要给MM_302737开返厂单？风扇响", "开单"),
        ("gafpa", "is 116 EUR for RMA-D-2602-0159 ok to accept?", "Moving a ticket along"),
        ("market", "该不该给Gafpa补货", "申请补货"),
        ("market", "要不要给ProAV补货5个风扇", "申请补货"),
        ("market", f"do you want to approve {SECOND}?", "Moving a ticket along"),
    ],
)
def test_a_question_whether_one_should_offers_the_write_and_makes_no_card(
    service, user, said, tool
):
    reply = Talk(service, user).say(said)
    assert (reply.outcome, reply.proposals) == (Outcome.CLARIFY, [])
    assert tool in [each.label for each in reply.choices]


def test_the_button_of_such_a_question_makes_the_card(service):
    talk = Talk(service)
    offered = talk.say("要不要给ProAV补货5个风扇").choices
    [card] = talk.say(next(each.message for each in offered if each.label == "申请补货")).proposals
    assert card.arguments["dealer"] == "ProAV"


@pytest.mark.parametrize(
    "said",
    [
        "can you open an RMA for MM_302737, fan noise?",
        "能不能帮我给MM_302737开个返厂单？风扇响",
    ],
)
def test_a_polite_order_is_an_order(service, said):
    [card] = Talk(service, "onesv").say(said).proposals
    assert (card.tool, card.arguments["kind"]) == ("open_ticket", "rma")


@pytest.mark.parametrize(
    ("said", "buttons"),
    [
        (f"approve {FIRST} and reject {SECOND}: no photos",
         [f"approve {FIRST}", f"reject {SECOND}: no photos"]),
        (f"{FIRST}批准，{SECOND}拒绝：没有照片", [f"{FIRST}批准", f"{SECOND}拒绝：没有照片"]),
    ],
)  # fmt: skip
def test_two_steps_in_one_message_are_never_one_for_all(service, said, buttons):
    reply = Talk(service).say(said)
    assert (reply.outcome, reply.proposals) == (Outcome.CLARIFY, [])
    assert [each.message for each in reply.choices] == buttons


@pytest.mark.parametrize("said", ["approve 0157 but not 0158", f"批准{FIRST}，{SECOND}先不要"])
def test_a_ticket_that_is_left_out_is_not_on_the_card(service, said):
    [card] = Talk(service).say(said).proposals
    assert card.arguments == {"numbers": [FIRST], "move": "approve"}


@pytest.mark.parametrize("said", ["sorry, not hot, loud", "no, not hot, it is loud"])
def test_another_word_in_place_of_one_corrects_the_card(service, said):
    talk = Talk(service)
    talk.say("open a ticket for ProAV, ME_207890, the fan is hot, consult")
    [card] = talk.say(said).proposals
    assert (card.state, card.arguments["summary"]) == ("pending", "fan is loud")


@pytest.mark.parametrize(
    ("said", "dealer", "sku"),
    [
        ("how many SDI modules has Gafpa? if low order 4", "Gafpa", "S1-011-013-01"),
        ("fans at ProAV? if they are low order 4", "ProAV", "S1-010-021-01"),
    ],
)
def test_what_is_ordered_if_low_is_looked_up_and_ordered_for_the_dealer_named(
    service, said, dealer, sku
):
    reply = Talk(service).say(said)
    assert reply.tools[0].arguments == {"dealer": dealer, "part": sku}
    [card] = reply.proposals
    assert card.arguments == {"dealer": dealer, "items": [{"sku": sku, "quantity": 4}]}

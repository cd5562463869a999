"""A fault whose facts come one at a time: each is kept, none is asked for twice."""

import pytest

from tests.assistant.conftest import Talk


def test_facts_that_come_slowly_all_stand_in_the_request(service):
    talk = Talk(service, "proav")
    talk.say("one of our customers has a body that keeps switching itself off")
    talk.say("it's an Edge 8K, ME_207890")
    talk.say("shuts down in 4K after roughly an hour")
    talk.say("he's already on 8025 fw")
    [card] = talk.say("ok then I'd rather send it in").proposals
    assert card.arguments["kind"] == "rma"
    assert card.arguments["sn"] == "ME_207890"
    assert "roughly an hour" in card.arguments["description"]
    assert "8025" in card.arguments["description"]
    assert "rather" not in card.arguments["description"]


def test_a_look_at_the_stock_in_between_loses_nothing_of_the_fault(service):
    talk = Talk(service, "onesv")
    talk.say("mark2, XLR channel 1 has a loud hiss since yesterday")
    talk.say("swapped the mic and the cable too")
    talk.say("how many XLR modules do we have left?")
    [card] = talk.say("ok open a repair for it").proposals
    assert card.arguments["kind"] == "dealer_repair"
    assert "hiss" in card.arguments["summary"]
    assert "swapped the mic" in card.arguments["description"]


@pytest.mark.parametrize(
    "said", ["how many fans do we have left?", "风扇还有几个", "are there any fans in stock"]
)
def test_a_part_called_like_a_fault_is_a_part_where_it_is_kept(service, said):
    [used] = Talk(service, "onesv").say(said).tools
    assert (used.name, used.arguments) == ("stock_status", {"part": "S1-010-021-01"})


def test_a_part_well_stocked_is_not_called_unknown(service):
    talk = Talk(service, "onesv")
    talk.say("how many SDI modules do we have left?")
    assert "6" in talk.say("is it below the safety line?").text


def test_a_dealer_who_may_not_repair_is_not_asked_whether_to(service):
    said = Talk(service, "rmk").say("open a ticket for ME_204038").text
    assert "dealer repair" not in said
    assert "RMA" in said

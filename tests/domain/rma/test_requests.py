"""How an RMA begins: request, approval, and the device's way in."""

import pytest
from sqlalchemy import select

from domain.errors import ForbiddenError, InvalidError, NotFoundError
from domain.models import Event
from domain.tickets.several import move_each
from tests.conftest import NOW
from tests.domain.rma.conftest import QUOTE


def test_a_request_in_warranty_is_approved_and_waits_for_the_device(floor):
    number = floor.open("proav", sn="ME_207890")
    assert floor.status(number) == "pending_approval"
    floor.move("market", number, "approve")
    assert floor.status(number) == "awaiting_receipt"


def test_a_request_out_of_warranty_is_approved_with_its_quote(floor, old):
    number = floor.open("proav", sn=old)
    floor.move("market", number, "approve", **QUOTE)
    ticket = floor.show("proav", number)
    assert ticket.status == "quote_sent"
    assert ticket.details["quote"]["total"] == "98.00"
    assert "accept_quote" in floor.may("proav", number)


def test_staffs_rma_out_of_warranty_that_brings_a_quote_waits_for_its_answer(floor, old):
    number = floor.open("market", sn=old, details={"quote": QUOTE})
    assert floor.status(number) == "quote_sent"
    assert floor.show("market", number).details["quote"]["total"] == "98.00"
    with pytest.raises(InvalidError, match="Unknown SKU"):
        floor.open("market", sn=old, details={"quote": QUOTE | {"items": [{"sku": "X"}]}})


def test_a_rejection_needs_its_reason_and_shows_it_to_the_dealer(floor):
    number = floor.open("proav", sn="ME_207890")
    with pytest.raises(InvalidError):
        floor.move("market", number, "reject")
    floor.move("market", number, "reject", reason="update the firmware to 8025 first")
    ticket = floor.show("proav", number)
    assert ticket.status == "rejected"
    assert "8025" in ticket.details["reject_reason"]


def test_a_question_to_the_requester_is_a_comment_and_leaves_the_request_waiting(floor):
    number = floor.open("proav", sn="ME_207890")
    floor.move("market", number, "ask", question="Which firmware?")
    ticket = floor.show("proav", number)
    assert ticket.status == "pending_approval"
    assert [each.text for each in ticket.comments] == ["Which firmware?"]
    assert "comment" in floor.told(number)


def test_dealers_and_the_workshop_do_not_approve(floor):
    number = floor.open("proav", sn="ME_207890")
    for username in ("proav", "repair", "rnd"):
        with pytest.raises(ForbiddenError):
            floor.move(username, number, "approve")
    with pytest.raises(NotFoundError):
        floor.move("gafpa", number, "approve")


def test_several_are_approved_at_once_each_by_itself(floor, as_user):
    waiting = [floor.open("proav", sn="ME_207890", summary=text) for text in ("one", "two")]
    done = floor.open("market", sn="ME_207890")
    outcomes = floor.write(
        lambda s: move_each(
            s, as_user("market"), [*waiting, done, "RMA-D-2602-9999", waiting[0]],
            "approve", fields={}, now=NOW,
        )
    )  # fmt: skip
    assert [each.code for each in outcomes] == [None, None, "conflict", "not_found"]
    assert {floor.status(number) for number in waiting} == {"awaiting_receipt"}
    with floor.store.unbound_reader() as session:
        events = session.scalars(select(Event).where(Event.action == "approve", Event.at == NOW))
        assert len(events.all()) == 2

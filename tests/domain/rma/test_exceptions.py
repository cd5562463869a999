"""Exceptions of a repair: who approves, what the customer decides, how they end."""

import pytest

from domain import approvals
from domain.errors import ConflictError, ForbiddenError
from domain.language import Language
from domain.rules import change_rules
from domain.tickets.history import history
from tests.conftest import NOW
from tests.domain.rma.conftest import QUOTE, SHIPPED


def report(floor, number, cost, currency=None, **more):
    fields = {"type": "over_estimate", "note": "wet inside", "actual_cost": cost, **more}
    floor.move("repair", number, "report_exception", **fields, currency=currency)


@pytest.mark.parametrize(
    ("cost", "currency", "refused", "approver"),
    [
        ("299.99", None, (), "market"),
        ("300.00", None, ("market",), "lead"),
        ("700.00", None, ("market",), "lead"),
        ("700.01", None, ("market", "lead"), "boss"),
        ("2500", None, ("market", "lead"), "boss"),
        ("150", None, (), "market"),
        ("2880", "CNY", ("market",), "lead"),
        ("700", "EUR", ("market", "lead"), "boss"),
    ],
)
def test_who_approves_follows_from_the_amount_above_the_estimate(
    floor, broken, cost, currency, refused, approver
):
    report(floor, broken, cost, currency)
    for username in refused:
        assert "approve_exception" not in floor.may(username, broken)
        with pytest.raises(ForbiddenError, match="above the estimate"):
            floor.move(username, broken, "approve_exception")
    for username in ("repair", "proav", "rnd"):
        with pytest.raises(ForbiddenError):
            floor.move(username, broken, "approve_exception")
    floor.move(approver, broken, "approve_exception")
    kept = floor.show("market", broken).details["exception"]
    assert (kept["state"], kept["decided_by"]) == ("approved", approver)


def test_a_higher_one_may_always_approve(floor, broken):
    report(floor, broken, "210")
    assert "approve_exception" in floor.may("boss", broken)
    floor.move("boss", broken, "approve_exception")
    with pytest.raises(ConflictError, match="decided on by boss"):
        floor.move("lead", broken, "approve_exception")


@pytest.mark.parametrize("customer_first", [True, False])
def test_a_repair_goes_on_when_both_house_and_customer_agree(floor, broken, customer_first):
    report(floor, broken, "2500.00")
    steps = [
        ("market", "record_decision", {"decision": "continue"}),
        ("boss", "approve_exception", {}),
    ]
    first, second = steps if customer_first else reversed(steps)
    floor.walk(broken, first)
    assert floor.status(broken) == "exception"
    floor.walk(broken, second)
    ticket = floor.show("market", broken)
    assert (ticket.status, ticket.details["estimate"]) == ("repairing", "2500.00")


def test_the_history_says_who_approved_what_and_only_to_staff(floor, broken, as_user):
    report(floor, broken, "2500.00")
    floor.move("boss", broken, "approve_exception")
    with floor.store.reader(as_user("market")) as session:
        told = history(session, broken, clock=floor.clock, language=Language.EN)
    approved = next(each for each in told if each.action == "approve_exception")
    assert approved.actor == "boss"
    assert approved.changes["details.exception"][1]["above_usd"] == "2300.00"
    assert "2500" not in str(floor.show("proav", broken))
    with floor.store.reader(as_user("proav")) as session:
        told = history(session, broken, clock=floor.clock, language=Language.EN)
    assert "2500" not in str(told)


def test_a_refused_exception_does_not_go_on_unless_reported_anew_or_within_the_estimate(
    floor, broken
):
    report(floor, broken, "2500.00")
    floor.move("boss", broken, "reject_exception", reason="not worth it")
    with pytest.raises(ConflictError, match="not approved"):
        floor.move("market", broken, "record_decision", decision="continue")
    report(floor, broken, "260.00")
    floor.move("market", broken, "reject_exception", reason="stay within it")
    floor.move("repair", broken, "start_repair")
    assert floor.status(broken) == "repairing"


@pytest.mark.parametrize("decision", ["trade_in", "scrap"])
def test_a_device_traded_in_or_scrapped_ends_its_rma(floor, broken, decision):
    report(floor, broken, "2500.00", type="severe_damage")
    floor.move("market", broken, "record_decision", decision=decision)
    ticket = floor.show("proav", broken)
    assert (ticket.status, ticket.details["decision"]) == ("closed", decision)
    assert not ticket.is_open


def test_a_cancelled_repair_goes_back_unrepaired_and_is_closed(floor, broken):
    report(floor, broken, "2500.00")
    with pytest.raises(ConflictError, match="not settled"):
        floor.move("repair", broken, "ship", **SHIPPED)
    floor.move("market", broken, "record_decision", decision="cancel_and_return")
    floor.move("repair", broken, "ship", **SHIPPED)
    floor.move("proav", broken, "confirm_receipt")
    assert floor.status(broken) == "closed"


def test_an_inspection_fee_is_paid_before_a_device_goes_back(floor, broken, as_user):
    fee = {"inspection_fee": "40"}
    floor.write(lambda s: change_rules(s, as_user("lead"), fee, now=NOW).inspection_fee)
    report(floor, broken, "2500.00")
    floor.move("market", broken, "record_decision", decision="cancel_and_return")
    with pytest.raises(ConflictError, match="inspection"):
        floor.move("repair", broken, "ship", **SHIPPED)
    floor.move("market", broken, "invoice")
    assert floor.show("market", broken).invoices[0].total == "40.00"
    floor.move("market", broken, "record_payment", method="bank", amount="40")
    floor.move("repair", broken, "ship", **SHIPPED)
    assert floor.status(broken) == "shipped"


def test_a_quote_made_during_an_exception_leaves_the_estimate_it_is_measured_by(floor, broken):
    report(floor, broken, "2500.00")
    floor.move("market", broken, "quote", **QUOTE)
    assert floor.status(broken) == "exception"
    with pytest.raises(ForbiddenError):
        floor.move("lead", broken, "approve_exception")


def test_what_waits_for_approval_is_listed_for_those_who_may_approve_it(floor, broken, as_user):
    request = floor.open("proav", sn="ME_207890")
    report(floor, broken, "2500.00")

    def waiting(username):
        viewer = as_user(username)
        with floor.store.reader(viewer) as session:
            found = approvals.waiting_for(session, viewer, clock=floor.clock, language=Language.EN)
        return {each.ticket.number: each for each in found}

    assert request in waiting("market")
    assert broken not in waiting("market")
    assert waiting("boss")[broken].above_estimate_usd == "2300.00"
    assert waiting("boss")[broken].level == "management"
    assert waiting("proav") == {}
    assert waiting("repair") == {}

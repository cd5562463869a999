"""Restocks: who may ask, whose approval an old debt needs, stock and debt when the parts come."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from domain.errors import ConflictError, DeskError, ForbiddenError, InvalidError, NotFoundError
from domain.kind import kind_of
from domain.language import Language
from domain.models import Dealer, Invoice, Outgoing, Part, Receivable, Stock, Ticket
from domain.rules import change_rules
from tests.conftest import NOW

BACK, SDI = "S1-010-006-01", "S1-011-013-01"
ITEMS = [{"sku": BACK, "quantity": 4}, {"sku": SDI, "quantity": 1}]


def request(desk, username="proav", items=ITEMS, **draft):
    return desk.open(
        username, kind="restock", details={"items": items, "address": "1 Dock Road, London"},
        **draft,
    )  # fmt: skip


def held(desk, code, sku):
    with desk.store.unbound_reader() as session:
        return session.scalar(
            select(Stock.quantity).join(Part).join(Dealer, Dealer.id == Stock.dealer_id)
            .where(Part.sku == sku, Dealer.code == code)
        )  # fmt: skip


def test_a_restock_goes_from_request_to_shelf_and_account(desk):
    number = request(desk)
    assert number == "RS-2602-0001"
    ticket = desk.show("proav", number)
    assert (ticket.status, ticket.dealer.code) == ("submitted", "proav")
    assert ticket.summary == "Back board (Edge) × 4, SDI module × 1"
    assert ticket.details["total"] == "345.00"
    assert "15 days old" in ticket.hints[0]  # a small debt is only a reminder
    desk.move("market", number, "approve")
    desk.move("market", number, "invoice", shipping="29.00")
    desk.move("market", number, "ship", carrier="DHL", tracking="JD9")
    assert held(desk, "proav", BACK) == 2
    desk.move("proav", number, "receive")
    assert (held(desk, "proav", BACK), held(desk, "proav", SDI)) == (6, 6)
    with desk.store.unbound_reader() as session:
        made = select(Invoice).join(Ticket).where(Ticket.number == number)
        invoice = session.scalars(made).one()
        owed = session.scalars(
            select(Receivable).where(Receivable.reference == invoice.number)
        ).one()
    assert (owed.amount, owed.currency, owed.since) == (Decimal("374.00"), "USD", NOW.date())
    assert invoice.number.startswith("PI-2026-")


def test_a_restock_may_be_billed_without_a_separate_approval_when_no_debt_is_old(desk):
    number = request(desk)
    desk.move("market", number, "invoice")
    assert desk.show("market", number).status == "invoiced"


@pytest.mark.parametrize(
    ("code", "status", "says"),
    [
        ("proav", "submitted", "15 days old; please pay it in time"),
        ("euoffice", "submitted", "36 days old; please pay soon"),
        ("gafpa", "needs_desk_approval", "69 days old; a restock needs the service desk"),
        ("onesv", "needs_management_approval", "102 days old; restocks stop"),
    ],
)
def test_the_age_of_the_oldest_debt_decides_who_must_approve(desk, code, status, says):
    number = request(desk, code)
    ticket = desk.show(code, number)
    assert ticket.status == status
    assert says in ticket.hints[0]
    with desk.store.unbound_reader() as session:
        events = {row.payload.get("event") for row in session.scalars(select(Outgoing))}
    assert ("restock_approval" in events) is (status != "submitted")


def test_the_thresholds_are_rules_of_the_house(desk, as_user):
    rules = {"debt_desk_days": 10, "debt_management_days": 14}
    desk.store.write(lambda s: change_rules(s, as_user("boss"), rules, now=NOW).debt_desk_days)
    assert desk.show("proav", request(desk)).status == "needs_management_approval"


def test_a_dealer_without_debts_is_told_nothing(desk):
    with desk.store.unbound_reader() as session:
        ids = session.scalars(select(Receivable.id)).all()

    def pay_all(session):
        for id in ids:
            session.get(Receivable, id).paid_at = NOW

    desk.store.write(pay_all)
    ticket = desk.show("onesv", request(desk, "onesv"))
    assert (ticket.status, ticket.hints) == ("submitted", [])


def test_the_desk_approves_an_old_debt_and_only_management_a_very_old_one(desk):
    old, very_old = request(desk, "gafpa"), request(desk, "onesv")
    for number in (old, very_old):
        with pytest.raises(ConflictError, match="Possible now"):
            desk.move("market", number, "invoice")
    with pytest.raises(DeskError, match="management has to approve"):
        desk.move("lead", very_old, "approve")
    assert "approve" not in {move.name for move in desk.show("lead", very_old).moves}
    assert "approve" in {move.name for move in desk.show("boss", very_old).moves}
    desk.move("market", old, "approve")
    desk.move("boss", very_old, "approve")
    assert desk.show("market", old).status == desk.show("market", very_old).status == "approved"


def test_a_rejection_says_why_to_the_dealer(desk):
    number = request(desk, "onesv")
    desk.move("market", number, "reject", reason="please pay PI-2025-0341 first")
    ticket = desk.show("onesv", number)
    assert (ticket.status, ticket.is_open) == ("rejected", False)
    assert ticket.details["reject_reason"] == "please pay PI-2025-0341 first"


def test_a_dealer_cancels_until_the_parts_are_shipped_and_its_pi_is_withdrawn(desk):
    number = request(desk)
    desk.move("market", number, "invoice")
    desk.move("proav", number, "cancel")
    with desk.store.unbound_reader() as session:
        made = select(Invoice).join(Ticket).where(Ticket.number == number)
        assert session.scalars(made).one().withdrawn_at is not None
    other = request(desk)
    desk.move("market", other, "invoice")
    desk.move("market", other, "ship", carrier="DHL", tracking="1")
    with pytest.raises(ConflictError):
        desk.move("proav", other, "cancel")


def test_receiving_twice_is_refused_and_changes_nothing(desk):
    number = request(desk)
    desk.move("market", number, "invoice")
    desk.move("market", number, "ship", carrier="DHL", tracking="1")
    desk.move("proav", number, "receive")
    with pytest.raises(ConflictError):
        desk.move("proav", number, "receive")
    assert held(desk, "proav", BACK) == 6


def test_the_address_of_the_last_restock_is_taken_where_none_is_given(desk):
    request(desk)
    later = desk.open("proav", kind="restock", details={"items": ITEMS})
    assert desk.show("proav", later).details["address"] == "1 Dock Road, London"
    first = desk.open("gafpa", kind="restock", details={"items": ITEMS})
    assert "no delivery address" in str(desk.show("gafpa", first).hints)


def test_a_dealer_gives_items_and_address_and_nothing_else(desk):
    number = desk.open(
        "proav", kind="restock",
        details={"items": ITEMS, "total": "0.01", "invoice": "PI-1", "debt_days": 0, "status": "x"},
    )  # fmt: skip
    details = desk.show("market", number).details
    assert (details["total"], details["debt_days"]) == ("345.00", 15)
    assert "invoice" not in details
    assert "status" not in details


def test_the_desk_asks_for_a_dealer(desk):
    number = request(desk, "market", dealer="ProAV")
    assert desk.show("proav", number).status == "submitted"
    with pytest.raises(InvalidError, match="needs the dealer"):
        request(desk, "market")


@pytest.mark.parametrize("username", ["dpgadget", "rmk", "repair", "rnd", "max"])
def test_only_tier_one_dealers_and_the_desk_ask_for_restocks(desk, username):
    with pytest.raises(ForbiddenError):
        request(desk, username)


@pytest.mark.parametrize("dealer", ["DP Gadget", "RMK"])
def test_no_restock_is_made_for_a_dealer_without_stock(desk, dealer):
    with pytest.raises(InvalidError, match="keeps no parts"):
        request(desk, "market", dealer=dealer)


@pytest.mark.parametrize(
    ("items", "says"),
    [
        ([], "at least one line"),
        ([{"sku": "S1-999", "quantity": 1}], "Unknown SKU: S1-999"),
        ([{"sku": "B1", "quantity": 1}], "Unknown SKU: B1"),
        ([{"sku": SDI, "quantity": 1}, {"sku": SDI.lower(), "quantity": 2}], "twice"),
        ([{"sku": SDI, "quantity": 0}], "Please check"),
        ([{"sku": SDI, "quantity": -3}], "Please check"),
        ([{"sku": SDI, "quantity": 10**12}], "Please check"),
        ([{"sku": SDI, "quantity": "many"}], "Please check"),
        ([{"sku": SDI}] * 60, "Please check"),
        ("five fans", "Please check"),
        ([{"sku": "x\x00y", "quantity": 1}], "character"),
    ],
)
def test_an_order_that_cannot_be_is_refused_in_words(desk, items, says):
    with pytest.raises((InvalidError, ValueError), match=says):
        request(desk, items=items)


def test_a_restock_names_no_customer_or_device(desk):
    with pytest.raises(InvalidError, match="names the dealer and the parts"):
        request(desk, "market", dealer="ProAV", sn="ME_207890")


def test_a_foreign_restock_is_a_missing_one(desk):
    number = request(desk)
    for username in ("gafpa", "dpgadget", "repair", "max"):
        with pytest.raises(NotFoundError):
            desk.show(username, number)
        with pytest.raises((NotFoundError, ForbiddenError)):
            desk.move(username, number, "receive")
    with pytest.raises(ForbiddenError):
        desk.move("proav", number, "approve")


def test_what_is_on_order_counts_in_the_advice_until_it_has_come(desk, as_user):
    from domain.stock_levels import stock_levels

    def advice():
        with desk.store.reader(as_user("proav")) as session:
            dealers = session.scalars(select(Dealer)).all()
            lines = stock_levels(session, dealers, now=NOW, language=Language.EN, sku=BACK)
        return lines[0].suggested, lines[0].on_order

    assert advice() == (4, 0)
    number = request(desk)
    assert advice() == (0, 4)
    desk.move("proav", number, "cancel")
    assert advice() == (4, 0)


def test_every_state_of_a_restock_can_be_reached():
    kind = kind_of("restock")
    reached = {"submitted", "needs_desk_approval", "needs_management_approval"}
    for _ in kind.moves:
        reached |= {m.target for m in kind.moves if m.sources & reached and m.target}
    assert reached == set(kind.by_state)


def test_shipping_and_arrival_are_told(desk):
    number = request(desk)
    desk.move("market", number, "invoice")
    desk.move("market", number, "ship", carrier="DHL", tracking="1", at=NOW + timedelta(days=1))
    desk.move("proav", number, "receive", at=NOW + timedelta(days=4))
    with desk.store.unbound_reader() as session:
        events = [row.payload.get("event") for row in session.scalars(select(Outgoing))]
    assert {"shipped", "arrived"} <= set(events)

"""Bills and payments of an RMA."""

import pytest
from sqlalchemy import select

from domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from domain.models import Invoice, Ticket
from tests.domain.rma.conftest import INSPECTED, QUOTE, REPAIRED, SDI, SHIPPED

PAID = {"method": "paypal", "amount": "98.00", "currency": "USD", "date": "2026-02-01"}


@pytest.fixture
def repaired(floor, old):
    """An RMA out of warranty, quoted at 98 dollars and repaired."""
    number = floor.open("market", sn=old)
    floor.walk(
        number,
        ("market", "quote", QUOTE),
        ("proav", "accept_quote", {}),
        ("proav", "ship_in", {"carrier": "DHL", "tracking": "4400000001"}),
        ("repair", "receive", {}),
        ("repair", "inspect", INSPECTED),
        ("market", "assign", {"handler": "repair", "priority": "R2"}),
        ("repair", "start_repair", {}),
        ("repair", "finish_repair", REPAIRED),
    )
    return number


def test_the_way_of_a_repair_out_of_warranty_from_quote_to_closed(floor, repaired):
    with pytest.raises(ConflictError, match="made and paid"):
        floor.move("repair", repaired, "ship", **SHIPPED)
    floor.move("market", repaired, "invoice")
    ticket = floor.show("proav", repaired)
    invoice = ticket.invoices[0]
    assert ticket.status == "awaiting_payment"
    assert (invoice.total, invoice.currency, invoice.open) == ("98.00", "USD", "98.00")
    assert invoice.number.startswith("PI-2026-")
    assert invoice.note == {
        "problem": "no SDI output", "cause": "cold joint", "solution": "SDI module replaced",
    }  # fmt: skip
    floor.move("market", repaired, "record_payment", **PAID)
    assert floor.status(repaired) == "paid"
    floor.move("repair", repaired, "ship", **SHIPPED)
    floor.move("proav", repaired, "confirm_receipt")
    ticket = floor.show("proav", repaired)
    assert ticket.status == "closed"
    assert ticket.invoices[0].payments[0].date.isoformat() == "2026-02-01"
    assert ticket.invoices[0].paid_at is not None


def test_a_repair_in_warranty_is_shipped_without_a_bill(floor):
    number = floor.open("market", sn="ME_207890")
    floor.walk(
        number,
        ("repair", "receive", {}),
        ("repair", "inspect", INSPECTED),
        ("repair", "start_repair", {}),
        ("repair", "finish_repair", REPAIRED),
    )
    with pytest.raises(ConflictError, match="in warranty"):
        floor.move("market", number, "invoice")
    floor.move("repair", number, "ship", **SHIPPED)
    assert floor.status(number) == "shipped"


def test_a_bill_without_a_quote_lists_the_parts_that_were_used(floor, broken):
    floor.move("repair", broken, "finish_repair", **REPAIRED)
    floor.move("market", broken, "invoice", shipping="29")
    invoice = floor.show("market", broken).invoices[0]
    assert [(line.sku, line.amount) for line in invoice.items] == [(SDI, "69.00")]
    assert invoice.total == "98.00"


def test_no_payment_without_an_invoice(floor, repaired):
    with pytest.raises(ConflictError, match="Possible now"):
        floor.move("market", repaired, "record_payment", **PAID)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"amount": "98.01"}, "is more"),
        ({"amount": "97.99"}, "is less"),
        ({"amount": "0"}, "more than nothing"),
        ({"amount": "0", "partial": True}, "more than nothing"),
        ({"amount": "-98"}, "check"),
        ({"amount": "NaN"}, "check"),
        ({"amount": "9e99"}, "check"),
        ({"currency": "EUR"}, "in USD; the payment is in EUR"),
        ({"currency": "GBP"}, "check"),
        ({"method": "cash"}, "check"),
        ({"date": "2026-02-16"}, "still to come"),
        ({"date": "1026-02-01"}, "long ago"),
        ({"date": "soon"}, "check"),
    ],
)
def test_a_payment_that_does_not_fit_its_invoice_is_refused_in_words(
    floor, repaired, changed, said
):
    floor.move("market", repaired, "invoice")
    with pytest.raises(InvalidError, match=said):
        floor.move("market", repaired, "record_payment", **{**PAID, **changed})
    assert floor.status(repaired) == "awaiting_payment"
    assert floor.show("market", repaired).invoices[0].payments == []


def test_part_payments_add_up_to_the_total(floor, repaired):
    floor.move("market", repaired, "invoice")
    floor.move("market", repaired, "record_payment", **{**PAID, "amount": "50"}, partial=True)
    invoice = floor.show("market", repaired).invoices[0]
    assert (floor.status(repaired), invoice.open) == ("awaiting_payment", "48.00")
    with pytest.raises(ConflictError, match="Part of"):
        floor.move("market", repaired, "withdraw_invoice", reason="wrong")
    floor.move("market", repaired, "record_payment", **{**PAID, "amount": "48"})
    assert floor.status(repaired) == "paid"


def test_a_wrong_invoice_is_withdrawn_and_its_number_stays_taken(floor, repaired):
    floor.move("market", repaired, "invoice", shipping="290")
    floor.move("market", repaired, "withdraw_invoice", reason="shipping was wrong")
    floor.move("market", repaired, "invoice")
    first, second = floor.show("market", repaired).invoices
    assert first.withdrawn_at is not None
    assert second.total == "98.00"
    assert int(second.number[-4:]) == int(first.number[-4:]) + 1


def test_a_bill_of_nothing_is_paid_from_the_start(floor, broken):
    floor.move("repair", broken, "finish_repair", work="no fault found")
    with pytest.raises(InvalidError, match="say 0 if it is free"):
        floor.move("market", broken, "invoice")
    floor.move("market", broken, "invoice", labour="0")
    assert floor.status(broken) == "paid"


def test_the_workshop_and_dealers_do_not_bill(floor, repaired):
    for username in ("repair", "proav", "rnd"):
        with pytest.raises(ForbiddenError):
            floor.move(username, repaired, "invoice")
    with pytest.raises(NotFoundError):
        floor.move("gafpa", repaired, "invoice")


def test_an_invoice_is_shown_to_those_of_its_ticket_only(floor, repaired, as_user):
    floor.move("market", repaired, "invoice")
    for username, sees in (("proav", 1), ("market", 1), ("gafpa", 0), ("repair", 0)):
        with floor.store.reader(as_user(username)) as session:
            id = session.scalar(select(Ticket.id).where(Ticket.number == repaired))
            rows = session.scalars(select(Invoice).where(Invoice.ticket_id == id)).all()
            assert len(rows) == sees, username

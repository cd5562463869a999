"""The tools of repairs: prices, estimates, PIs, payments, assignments, as a desk uses them."""

import pytest
from sqlalchemy import select

from domain.database import Store
from domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from domain.language import Language
from domain.models import Counter, Device, Event, Invoice, Outgoing, Payment, Ticket
from domain.tickets import moving, opening
from domain.tickets.opening import Draft
from tests.conftest import NOW
from tools import assigning, billing, estimating, pricing, tickets
from tools.context import Desk

SDI = "S1-011-013-01"


class NoLibrary:
    """Nothing to be found: these tools only look for similar cases where no category is named."""

    def similar(self, *_: object, **__: object) -> list[object]:
        return []


@pytest.fixture
def desk_of(demo_store, as_user, clock):
    def make(username, language=Language.EN):
        return Desk(as_user(username), language, clock, demo_store, NoLibrary())

    return make


@pytest.fixture
def repaired(demo_store, as_user):
    """An RMA out of warranty that has been repaired with one SDI module, quoted at $98."""
    with demo_store.unbound_reader() as session:
        sn = session.scalars(
            select(Device.sn).where(
                Device.warranty_until < NOW.date(), Device.reader_dealer_id.is_not(None)
            )
        ).first()
    quote = {"items": [{"sku": SDI, "quantity": 1}], "shipping": "29", "currency": "USD"}
    draft = Draft(kind="rma", sn=sn, summary="no SDI output", details={"quote": quote})
    market = as_user("market")
    number = demo_store.write(lambda s: opening.open_ticket(s, market, draft, now=NOW).number)
    inspected = {"finding": "SDI", "plan": "replace", "estimate": "98"}
    parts = {"work": "SDI module replaced", "parts": [{"sku": SDI, "quantity": 1}]}
    for username, name, fields in (
        ("market", "accept_quote", {}),
        ("repair", "receive", {}),
        ("repair", "inspect", inspected),
        ("repair", "start_repair", {}),
        ("repair", "finish_repair", parts),
    ):
        viewer = as_user(username)
        demo_store.write(
            lambda s, v=viewer, n=name, f=fields: moving.move(s, v, number, n, fields=f, now=NOW).id
        )
    return number


def told(store: Store) -> tuple[int, ...]:
    """How many rows there are of what these tools write."""
    with store.unbound_reader() as session:
        models = (Invoice, Payment, Event, Outgoing)
        counts = [len(session.scalars(select(model)).all()) for model in models]
        return (*counts, *session.scalars(select(Counter.last).order_by(Counter.series)))


def write(desk, run, asked):
    return desk.store.write(lambda session: run(desk, asked, session))


def lines(proposed):
    return {line.label: line.new for line in proposed.preview}


def test_the_card_of_a_pi_shows_every_line_and_writes_nothing(desk_of, repaired):
    desk = desk_of("market")
    before = told(desk.store)
    card = billing.propose_invoice(desk, billing.MakeInvoice(number=repaired))
    assert told(desk.store) == before
    shown = lines(card)
    assert shown[f"SDI module ({SDI})"] == "1 × $69.00 = $69.00"
    assert (shown["Shipping"], shown["Total"]) == ("$29.00", "$98.00")
    assert shown["State"] == "Awaiting payment"
    assert card.warnings == []


def test_a_pi_above_the_quote_is_warned_about(desk_of, repaired):
    asked = billing.MakeInvoice(number=repaired, shipping="60", labour="10.50")
    card = billing.propose_invoice(desk_of("market", Language.ZH), asked)
    assert lines(card)["合计"] == "US$139.50"
    assert "高于报价" in card.warnings[0]


def test_an_approved_pi_and_its_payment_are_written_as_shown(desk_of, repaired):
    desk = desk_of("market")
    billed = write(desk, billing.make_invoice, billing.MakeInvoice(number=repaired))
    assert (billed.total, billed.status) == ("98.00", "Awaiting payment")
    asked = billing.RecordPayment(number=billed.invoice, amount="98", method="paypal", date="today")
    card = billing.propose_payment(desk, asked)
    assert lines(card)["Still open"] == "$0.00"
    assert lines(card)["Date"] == "2026-02-15"
    paid = write(desk, billing.record_payment, asked)
    assert (paid.number, paid.status) == (repaired, "Paid")


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"amount": "89"}, InvalidError),
        ({"currency": "EUR"}, InvalidError),
        ({"date": "last month"}, InvalidError),
        ({"date": "whenever"}, InvalidError),
        ({"number": "PI-2026-9999"}, NotFoundError),
        ({"number": "RMA-D-2602-9999"}, NotFoundError),
    ],
)
def test_a_payment_that_cannot_be_right_never_becomes_a_card(desk_of, repaired, changed, error):
    desk = desk_of("market")
    write(desk, billing.make_invoice, billing.MakeInvoice(number=repaired))
    given = {"number": repaired, "amount": "98", "method": "bank", **changed}
    with pytest.raises(error):
        billing.propose_payment(desk, billing.RecordPayment(**given))


def test_no_payment_is_proposed_without_a_pi(desk_of, repaired):
    asked = billing.RecordPayment(number=repaired, amount="98", method="bank")
    with pytest.raises(ConflictError):
        billing.propose_payment(desk_of("market"), asked)


def test_those_who_do_not_bill_get_no_card(desk_of, repaired):
    asked = billing.MakeInvoice(number=repaired)
    with pytest.raises(ForbiddenError):
        billing.propose_invoice(desk_of("repair"), asked)
    with pytest.raises(NotFoundError):
        billing.propose_invoice(desk_of("max"), asked)


def test_the_card_of_an_assignment_shows_old_and_new_and_who_else_would_suit(
    desk_of, demo_store, as_user
):
    draft = Draft(kind="rma", sn="ME_207890", summary="freeze")
    market = as_user("market")
    number = demo_store.write(lambda s: opening.open_ticket(s, market, draft, now=NOW).number)
    asked = assigning.AssignTicket(number=number, handler="张庭生", priority="R1")
    card = assigning.propose_assignment(desk_of("market"), asked)
    by_label = {line.label: line for line in card.preview}
    assert by_label["Handler"].new == "张庭生"
    assert (by_label["Priority"].old, by_label["Priority"].new) == ("R3", "R1")
    assert any("in hand" in line.new for line in card.preview)
    with demo_store.unbound_reader() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
        assert (ticket.handler_id, ticket.priority) == (None, "R3")
    done = write(desk_of("market"), assigning.assign_ticket, asked)
    assert (done.number, done.handler) == (number, "张庭生")
    with pytest.raises(InvalidError, match="there are"):
        assigning.propose_assignment(
            desk_of("market"), assigning.AssignTicket(number=number, handler="somebody")
        )


@pytest.mark.parametrize(
    ("asked", "sku"),
    [
        ({"query": "SDI模块多少钱"}, SDI),
        ({"query": "how much is the SDI modul"}, SDI),
        ({"query": "price of the sdi moduel?"}, SDI),
        ({"sku": SDI}, SDI),
        ({"query": "Back板", "product": "Edge 8K"}, "S1-010-006-01"),
    ],
)
def test_prices_are_told_for_what_was_asked(desk_of, asked, sku):
    desk = desk_of("proav")
    found = pricing.part_prices(desk, pricing.PartPrices(**asked))
    assert found.parts[0].sku == sku
    assert sku in pricing.tell_prices(found, Language.EN)
    assert "¥" in pricing.tell_prices(found, Language.ZH)


def test_the_front_repair_without_nd_is_plan_b1_of_its_batch(desk_of):
    asked = pricing.PartPrices(product="Edge 8K", batch="6系列", nd="without_nd")
    found = pricing.part_prices(desk_of("market"), asked)
    assert [plan.code for plan in found.plans] == ["B1"]
    assert "¥1,190.00 / US$249.00" in pricing.tell_prices(found, Language.ZH)


def test_an_estimate_tells_its_range_and_the_tickets_behind_it(desk_of):
    asked = estimating.EstimateRepair(product="Edge 8K", category="SDI口", parts=[SDI])
    found = estimating.estimate_repair(desk_of("market"), asked)
    text = estimating.tell_estimate(found, Language.ZH)
    assert found.estimate.n >= 5
    assert all(f"[{each.number}]" in text for each in found.references)
    assert "US$69.00" in text


def test_an_estimate_for_a_foreign_ticket_finds_nothing(desk_of, repaired):
    with pytest.raises(NotFoundError):
        estimating.estimate_repair(desk_of("rmk"), estimating.EstimateRepair(number=repaired))


def test_an_estimate_needs_something_to_go_by(desk_of):
    with pytest.raises(InvalidError):
        estimating.estimate_repair(desk_of("market"), estimating.EstimateRepair())


def test_a_ticket_tells_its_bill_and_is_found_by_its_number_only_by_those_who_may(desk_of):
    read = tickets.ReadTicket(number="PI-2026-0041")
    own = tickets.read_ticket(desk_of("dpgadget"), read)
    assert own.number == "SVC-D-2602-0001"
    assert "$69.00 open" in tickets.tell_ticket(own, Language.EN)
    foreign = tickets.read_ticket(desk_of("gafpa"), read)
    missing = tickets.read_ticket(desk_of("gafpa"), tickets.ReadTicket(number="PI-2026-9999"))
    assert not foreign.found
    assert foreign.model_copy(update={"number": ""}) == missing.model_copy(update={"number": ""})


def test_an_estimate_names_the_part_that_is_called_like_the_fault(desk_of):
    asked = estimating.EstimateRepair(product="Edge 8K", category="sdi_port")
    told = estimating.estimate_repair(desk_of("market"), asked)
    assert [each.sku for each in told.likely] == [SDI]

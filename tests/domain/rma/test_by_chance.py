"""Random users make random moves: money and rights stay true."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from domain.errors import DeskError
from domain.kind import kind_of
from domain.models import Invoice, Payment, Ticket
from tests.domain.rma.conftest import SDI

USERS = ("market", "lead", "repair", "boss", "proav", "gafpa", "rnd")


ANSWERS = {
    "reason": "because", "question": "which firmware?", "text": "U23", "handler": "repair",
    "carrier": "DHL", "tracking": "1", "address": "London", "finding": "SDI", "plan": "replace",
    "work": "replaced", "note": "worse than thought", "type": "over_estimate", "method": "bank",
    "shipping": "29.00", "items": [{"sku": SDI, "quantity": 1}],
}  # fmt: skip


CHOSEN = {
    "estimate": ["0", "69.00", "200.00"],
    "actual_cost": ["100.00", "250.00", "600.00", "5000.00"],
    "amount": ["98.00", "69.00", "29.00", "1.00", "0"],
    "partial": [True, False],
    "decision": ["continue", "cancel_and_return", "trade_in", "scrap"],
    "currency": ["USD", "CNY"],
}


STEP = st.tuples(
    st.sampled_from(USERS), st.integers(0, 10_000), st.integers(0, 1), st.integers(0, 10_000)
)


@given(steps=st.lists(STEP, min_size=40, max_size=80))
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_random_users_making_random_moves_keep_money_and_rights_true(floor, old, as_user, steps):
    numbers = [floor.open("proav", sn=old), floor.open("market", sn=old)]
    viewers = {username: as_user(username) for username in USERS}
    for username, choice, which, seed in steps:
        number = numbers[which]
        status = _status(floor, number)
        likely = [move for move in kind_of("rma").moves if status in move.sources]
        if not likely:
            numbers[which] = floor.open("market", sn=old)
            continue
        move = likely[choice % len(likely)]
        able = [name for name in USERS if any(viewers[name].may(p) for p in move.permissions)]
        if seed % 4 and able:  # mostly somebody of the right room
            username = able[seed % len(able)]
        fields = {name: ANSWERS[name] for name in move.fields.model_fields if name in ANSWERS}
        for name in move.fields.model_fields:
            if name in CHOSEN:
                fields[name] = CHOSEN[name][seed % len(CHOSEN[name])]
        try:
            floor.move(username, number, move.name, **fields)
        except DeskError:
            assert _status(floor, number) == status
            continue
        assert username in able
        if move.name == "approve_exception":
            _check_approver(floor, number, username)
    _check_bills(floor)


def _status(floor, number):
    with floor.store.unbound_reader() as session:
        return session.scalars(select(Ticket.status).where(Ticket.number == number)).one()


def _check_approver(floor, number, username):
    above = Decimal(floor.show("market", number).details["exception"]["above_usd"])
    if above > 500:
        assert username == "boss"
    elif above >= 100:
        assert username in ("lead", "boss")


def _check_bills(floor):
    with floor.store.unbound_reader() as session:
        invoices = session.scalars(select(Invoice).order_by(Invoice.id)).all()
        tickets = {each.id: each for each in session.scalars(select(Ticket))}
        made = [each for each in invoices if each.note is not None]
        numbers = [int(each.number.rsplit("-", 1)[1]) for each in made]
        assert numbers == list(range(min(numbers, default=0), min(numbers, default=0) + len(made)))
        paid = session.scalars(select(Payment)).all()
        for each in made:
            lines = sum(Decimal(line["amount"]) for line in each.items)
            assert each.total == lines + each.shipping + each.labour + each.inspection_fee
            for line in each.items:
                assert Decimal(line["amount"]) == Decimal(line["price"]) * line["quantity"]
            came = sum(p.amount for p in paid if p.invoice_id == each.id)
            assert came <= each.total
            assert (each.paid_at is not None) == (came == each.total)
            assert tickets[each.ticket_id].in_warranty is not True
        for ticket in tickets.values():
            still_open = [
                each
                for each in made
                if each.ticket_id == ticket.id and not each.paid_at and not each.withdrawn_at
            ]
            assert len(still_open) == (ticket.status == "awaiting_payment" and ticket.id in
                                       {each.ticket_id for each in made})  # fmt: skip

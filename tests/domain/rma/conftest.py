"""What the tests of RMAs share: who moves them, and devices in and out of warranty."""

import pytest
from sqlalchemy import select

from domain.database import Store
from domain.language import Language
from domain.models import Dealer, Device, Outgoing, Ticket
from domain.tickets import moving, opening, reading
from domain.tickets.opening import Draft
from tests.conftest import NOW

SDI = "S1-011-013-01"


QUOTE = {"items": [{"sku": SDI, "quantity": 1}], "shipping": "29.00", "currency": "USD"}


INSPECTED = {"finding": "no SDI output", "plan": "replace the module", "estimate": "200.00"}


REPAIRED = {"work": "SDI module replaced", "parts": [{"sku": SDI, "quantity": 1}],
            "analysis": "cold joint", "test_result": "SDI output fine"}  # fmt: skip


SHIPPED = {"carrier": "DHL", "tracking": "DHL4412345678", "address": "London"}


class Floor:
    """Opens, moves and shows RMAs as demo users."""

    def __init__(self, store: Store, as_user, clock):
        self.store, self.as_user, self.clock = store, as_user, clock

    def write(self, work):
        return self.store.write(work)

    def open(self, username, now=NOW, **draft):
        wanted = Draft(**{"kind": "rma", "summary": "no SDI output", **draft})
        viewer = self.as_user(username)
        return self.write(lambda s: opening.open_ticket(s, viewer, wanted, now=now).number)

    def move(self, username, number, name, at=NOW, **fields):
        viewer = self.as_user(username)
        self.write(lambda s: moving.move(s, viewer, number, name, fields=fields, now=at).id)

    def walk(self, number, *steps):
        for username, name, fields in steps:
            self.move(username, number, name, **fields)

    def show(self, username, number, language=Language.EN):
        viewer = self.as_user(username)
        with self.store.reader(viewer) as session:
            return reading.show(session, viewer, number, clock=self.clock, language=language)

    def status(self, number):
        return self.show("market", number).status

    def may(self, username, number):
        return {move.name for move in self.show(username, number).moves}

    def told(self, number):
        with self.store.unbound_reader() as session:
            id = session.scalars(select(Ticket.id).where(Ticket.number == number)).one()
            rows = session.scalars(select(Outgoing).where(Outgoing.subject == f"ticket:{id}"))
            return [row.payload["event"] for row in rows if row.topic == "notice"]


@pytest.fixture
def floor(demo_store, as_user, clock):
    return Floor(demo_store, as_user, clock)


@pytest.fixture
def old(demo_store):
    """The serial number of a device of ProAV's that is out of warranty."""
    with demo_store.unbound_reader() as session:
        proav = session.scalars(select(Dealer.id).where(Dealer.code == "proav")).one()
        return session.scalars(
            select(Device.sn).where(
                Device.reader_dealer_id == proav, Device.warranty_until < NOW.date()
            )
        ).first()


@pytest.fixture
def broken(floor, old):
    """An RMA whose repair has been estimated at 200 dollars and is under way."""
    number = floor.open("market", sn=old)
    floor.walk(
        number,
        ("repair", "receive", {}),
        ("repair", "inspect", INSPECTED | {"currency": "USD"}),
        ("repair", "start_repair", {}),
    )
    return number

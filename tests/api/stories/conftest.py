"""Houses in each opening stage, and what the handbook's stories do and look at."""

import itertools
import shutil
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select

from api.app import build
from api.settings import Settings
from domain.due import fire_due
from domain.models import Notification, Ticket, User
from tests.api.conftest import Server

SDI, FAN, BACK, MC = "S1-011-013-01", "S1-010-021-01", "S1-010-006-01", "S1-010-009-01"


MAX_SN = "ME_207890"


OLD = {"proav": "ME_204018", "rmk": "ME_204020", "direct": "ME_204784"}  # out of warranty


LEADS, DESK = {"lead", "sherry"}, {"market", "market_cn"}


PARCELS = itertools.count(100_000)


class House:
    """A running house in one opening stage, and what its stories look at."""

    def __init__(self, folder, stage):
        settings = Settings(
            data_dir=folder, embedding="none", stage=stage, worker=False, _env_file=None
        )
        self.server = Server(build(settings))
        self.service = self.server.service
        self.clients = {}

    def __call__(self, username):
        if username not in self.clients:
            client = httpx.Client(
                base_url=self.server.url, headers={"Accept-Language": "en"}, timeout=60
            )
            answer = client.post("/api/auth/login", json={"username": username, "password": "demo"})
            assert answer.status_code == 200, answer.text
            client.cookies.clear()
            client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
            self.clients[username] = client
        return self.clients[username]

    def open(self, username, **body):
        answer = self(username).post("/api/tickets", json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def move(self, username, number, name, **fields):
        answer = self(username).post(f"/api/tickets/{number}/moves/{name}", json=fields)
        assert answer.status_code == 200, f"{name}: {answer.text}"
        return answer.json()

    def walk(self, number, *steps):
        for username, name, fields in steps:
            ticket = self.move(username, number, name, **fields)
        return ticket

    def refused(self, username, number, name, **fields):
        answer = self(username).post(f"/api/tickets/{number}/moves/{name}", json=fields)
        assert answer.status_code in (403, 409, 422), answer.text
        return answer.json()["error"]["message"]

    def show(self, username, number):
        answer = self(username).get(f"/api/tickets/{number}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def told(self, number):
        """Who heard what about a ticket so far, as {event: {usernames}}."""
        while self.service.worker.look():
            pass
        with self.service.store.unbound_reader() as session:
            rows = session.execute(
                select(Notification.event, User.username)
                .join(User, User.id == Notification.user_id)
                .join(Ticket, Ticket.id == Notification.ticket_id)
                .where(Ticket.number == number)
            )
            heard = {}
            for event, username in rows:
                heard.setdefault(event, set()).add(username)
            return heard

    def later(self, **time):
        """Let time pass: what is then due happens, as the worker would find it."""
        fire_due(self.service.store, now=self.service.clock.now() + timedelta(**time))

    def history(self, username, number):
        items = self(username).get(f"/api/tickets/{number}/events").json()["items"]
        return [each["action"] for each in items]

    def stock(self, dealer, sku):
        items = self("market").get("/api/stock", params={"dealer": dealer}).json()["items"]
        return next((each["quantity"] for each in items if each["sku"] == sku), 0)

    def papers(self, username, number):
        """The kinds of papers on a ticket; each can be fetched as a PDF."""
        found = self.show(username, number)["documents"]
        for each in found:
            assert self(username).get(each["url"]).content.startswith(b"%PDF")
        return sorted(each["kind"] for each in found)

    def close(self):
        for client in self.clients.values():
            client.close()
        self.server.close()


def house_of(stage):
    @pytest.fixture(scope="module")
    def house(demo_folder, tmp_path_factory):
        folder = tmp_path_factory.mktemp(f"stage{stage}")
        shutil.copytree(demo_folder, folder, dirs_exist_ok=True)
        running = House(folder, stage)
        yield running
        running.close()

    return house


first, second, third = house_of(1), house_of(2), house_of(3)


def repaired(house, number, estimate="98", parts=({"sku": SDI, "quantity": 1},)):
    """Bring a device that may be sent from its parcel to the finished repair."""
    tracking = f"DHL{next(PARCELS)}"
    house.move("market", number, "ship_in", carrier="DHL", tracking=tracking)
    scanned = house("repair").post("/api/tickets/receive", json={"scanned": [tracking]}).json()
    assert [(each["number"], each["ok"]) for each in scanned["items"]] == [(number, True)]
    return house.walk(
        number,
        ("repair", "inspect", {"finding": "as told", "plan": "new SDI", "estimate": estimate}),
        ("market", "assign", {"handler": "repair", "priority": "R3"}),
        ("repair", "start_repair", {}),
        ("repair", "finish_repair", {
            "work": "SDI module replaced", "parts": list(parts), "analysis": "cold joint",
            "test_result": "SDI is fine",
        }),
    )  # fmt: skip


SENT_BACK = {"carrier": "DHL", "tracking": "JD014", "address": "1 Harbour Lane, London"}

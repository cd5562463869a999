"""The inbox over HTTP, live and read; following; the worker in a process of its own."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from api.app import build
from api.routes import notifications
from api.settings import Settings
from domain.models import Event, Notification, Ticket
from domain.tickets import moving, opening
from domain.tickets.opening import Draft
from tests.conftest import NOW
from tests.waiting import until

ROOT = Path(__file__).parents[2]


def opened(client, **more):
    body = {"kind": "consult", "sn": "ME_207890", "summary": "freeze at 50fps"} | more
    answer = client.post("/api/tickets", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()["number"]


def about(client, number, event=None):
    items = client.get("/api/notifications", params={"size": 200}).json()["items"]
    return [each for each in items if each["number"] == number and event in (None, each["event"])]


def test_the_inbox_fills_by_itself_and_is_read(client_of):
    market, proav = client_of("market"), client_of("proav")
    number = opened(market)
    entry = until(lambda: about(proav, number))[0]
    assert entry["url"] == f"/tickets/{number}"
    assert entry["is_read"] is False
    before = proav.get("/api/notifications?unread=true").json()
    assert before["total"] == before["unread"]
    assert proav.post(f"/api/notifications/{entry['id']}/read").status_code == 204
    after = proav.get("/api/notifications?unread=true").json()
    assert after["unread"] == before["unread"] - 1
    assert about(proav, number)[0]["is_read"] is True
    assert proav.post("/api/notifications/read-all").json()["read"] == after["unread"]
    assert proav.get("/api/notifications").json()["unread"] == 0


def test_anothers_entry_is_missing(client_of):
    number = opened(client_of("market"))
    entry = until(lambda: about(client_of("proav"), number))[0]
    foreign = client_of("gafpa").post(f"/api/notifications/{entry['id']}/read")
    missing = client_of("gafpa").post("/api/notifications/999999/read")
    assert (foreign.status_code, foreign.text) == (missing.status_code, missing.text)
    assert foreign.status_code == 404


def test_following_shows_on_the_ticket(client_of):
    boss, number = client_of("boss"), opened(client_of("market"))
    assert boss.get(f"/api/tickets/{number}").json()["following"] is False
    assert boss.post(f"/api/tickets/{number}/follow").status_code == 204
    assert boss.get(f"/api/tickets/{number}").json()["following"] is True
    client_of("proav").post(f"/api/tickets/{number}/comments", json={"text": "please hurry"})
    assert until(lambda: about(boss, number, "comment"))[0]["text"].endswith("please hurry")
    assert boss.delete(f"/api/tickets/{number}/follow").status_code == 204
    assert boss.get(f"/api/tickets/{number}").json()["following"] is False


def test_a_ticket_shows_its_clocks_and_dealers_only_their_own(client_of):
    market, number = client_of("market"), opened(client_of("market"))
    shown = market.get(f"/api/tickets/{number}").json()["clocks"]
    assert [each["name"] for each in shown] == ["response"]
    assert shown[0]["overdue"] is False
    assert client_of("proav").get(f"/api/tickets/{number}").json()["clocks"] == []
    market.post(f"/api/tickets/{number}/moves/resolve", json={"solution": "update"})
    names = {each["name"] for each in market.get(f"/api/tickets/{number}").json()["clocks"]}
    assert names == {"reminder", "auto_close"}
    shown = client_of("proav").get(f"/api/tickets/{number}").json()["clocks"]
    assert [each["name"] for each in shown] == ["auto_close"]


def test_preferences_are_kept_and_wrong_ones_refused(client_of):
    rnd = client_of("rnd")
    wanted = {"quiet_from": 20, "quiet_until": 7, "events": {"comment": ["mail", "push"]}}
    assert rnd.put("/api/me/preferences", json=wanted).status_code == 200
    shown = rnd.get("/api/me/preferences").json()
    assert (shown["quiet_from"], shown["quiet_until"]) == (20, 7)
    ways = {each["event"]: each["ways"] for each in shown["events"]}
    assert ways["comment"] == ["mail", "push"]
    for wrong in ({"events": {"x": []}}, {"quiet_from": 99, "quiet_until": 1}, {"a": 1}):
        assert rnd.put("/api/me/preferences", json=wrong).status_code in (400, 422)
    assert rnd.get("/api/me/preferences").json() == shown
    events = client_of("proav").get("/api/me/preferences").json()["events"]
    assert "repair_overdue" not in {each["event"] for each in events}


def test_deliveries_and_mails_are_for_those_who_look_after_them(client_of):
    assert client_of("lead").get("/api/notifications/deliveries?state=failed").status_code == 200
    for username in ("proav", "market", "max"):
        assert client_of(username).get("/api/notifications/deliveries").status_code == 403
    body = {"to": ["a@b.example"], "subject": "报价", "body": "请确认", "ticket": "K2602-0001"}
    key = {"Idempotency-Key": "mail-1"}
    sent = client_of("market").post("/api/mails", json=body, headers=key).json()
    again = client_of("market").post("/api/mails", json=body, headers=key).json()
    assert sent["id"] == again["id"]
    assert (sent["state"], sent["number"], sent["by"]) == ("pending", "K2602-0001", "market")
    found = client_of("lead").get("/api/mails", params={"ticket": "K2602-0001"}).json()["items"]
    assert sent["id"] in [each["id"] for each in found]
    assert client_of("proav").get("/api/mails").json()["items"] == []
    assert client_of("proav").post("/api/mails", json=body).status_code == 403
    wrong = client_of("market").post("/api/mails", json=body | {"subject": "a\nBcc: x@y.z"})
    assert wrong.status_code in (400, 422)


class Listener:
    """A reader of the live stream, in a thread."""

    def __init__(self, client, last=None):
        self.events, self._open = [], threading.Event()
        self._response = None
        headers = {"Last-Event-ID": str(last)} if last is not None else {}
        self._request = client.build_request("GET", "/api/notifications/stream", headers=headers)
        self._client = httpx.Client(timeout=30)
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        assert self._open.wait(10)

    def _read(self):
        self._response = self._client.send(self._request, stream=True)
        event = {}
        try:
            for line in self._response.iter_lines():
                self._open.set()
                name, _, value = line.partition(": ")
                if line:
                    event[name] = value
                elif event.get("data"):
                    told = event["event"], event.get("id"), json.loads(event["data"])
                    self.events.append(told)
                    event = {}
        except httpx.HTTPError:
            return

    def heard(self, number):
        return [d for name, _, d in self.events if name == "notification" and d["number"] == number]

    def close(self):
        # The socket first: closing a response that another thread reads would wait for it.
        stream = self._response.extensions["network_stream"]
        stream.get_extra_info("socket").shutdown(2)
        self._thread.join(10)
        self._client.close()


def test_the_stream_tells_at_once_and_resumes_without_loss_or_doubling(client_of):
    market, gafpa = client_of("market"), client_of("onesv")
    listener = Listener(client_of("proav"))
    other = Listener(gafpa)
    first = opened(market)
    until(lambda: listener.heard(first))
    last = next(id for name, id, d in reversed(listener.events) if name == "notification")
    listener.close()
    second, third = opened(market, summary="another"), opened(market, summary="a third")
    until(lambda: about(client_of("proav"), third))
    resumed = Listener(client_of("proav"), last)
    until(lambda: resumed.heard(third))
    resumed.close()
    other.close()
    numbers = [d["number"] for name, _, d in resumed.events if name == "notification"]
    assert numbers[:2] == [second, third]
    assert first not in numbers
    assert [d for name, _, d in other.events if name == "notification"] == []


def test_the_stream_tells_a_person_alone_that_something_was_said_in_a_conversation(client_of):
    own, other = Listener(client_of("proav")), Listener(client_of("gafpa"))
    until(lambda: own.events and other.events)
    reply = client_of("proav").post("/api/chat", json={"message": "K2602-0001"}).json()
    expected = {"id": reply["conversation_id"], "turn": reply["reply_id"]}
    until(lambda: expected in [d for name, _, d in own.events if name == "conversation"])
    client_of("gafpa").post("/api/chat", json={"message": "hello"})
    until(lambda: [d for name, _, d in other.events if name == "conversation"])
    own.close()
    other.close()
    assert reply["conversation_id"] not in json.dumps(other.events)


def test_a_quiet_stream_sends_signs_of_life_and_does_not_look_at_the_store(client_of, monkeypatch):
    looks, looked = [], notifications._news
    monkeypatch.setattr(notifications, "_HEARTBEAT", 0.03)
    monkeypatch.setattr(notifications, "_news", lambda *given: looks.append(1) or looked(*given))
    listener = Listener(client_of("rmk"))
    until(lambda: [name for name, _, _ in listener.events] == ["unread"])
    time.sleep(0.6)  # twenty signs of life
    listener.close()
    assert len(looks) <= 2  # when it opens, and when the look-out begins


@pytest.mark.parametrize("last", ["abc", "-1", "9" * 40, "1;2", ""])
def test_a_strange_position_of_the_stream_is_no_error(client_of, last):
    listener = Listener(client_of("rmk"), last)
    listener.close()
    assert [name for name, _, _ in listener.events][:1] == ["unread"]


def served(folder, clock):
    settings = Settings(data_dir=folder, embedding="none", clock=clock, _env_file=None)
    return build(settings)


def test_a_restart_at_a_later_time_fires_what_became_due_meanwhile_once(demo_file, tmp_path):
    shutil.copy(demo_file, tmp_path / "bokeh.db")
    service = served(tmp_path, NOW)
    with service.store.unbound_reader() as session:
        from domain.identity import viewer_named

        market = viewer_named(session, "market", stage=3)
    draft = Draft(kind="consult", sn="ME_207890", summary="freeze")
    work = service.store.write
    number = work(lambda s: opening.open_ticket(s, market, draft, now=NOW).number)
    fields = {"solution": "update"}
    work(lambda s: moving.move(s, market, number, "resolve", fields=fields, now=NOW).id)
    while service.worker.look():
        pass
    service.close()

    for moment in (NOW + timedelta(days=10), NOW + timedelta(days=10), NOW):
        service = served(tmp_path, moment)
        while service.worker.look():
            pass
        with service.store.unbound_reader() as session:
            ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
            events = session.scalars(
                select(Event.at).where(Event.ticket_id == ticket.id, Event.action == "auto_close")
            ).all()
            reminders = session.scalars(
                select(Notification.id).where(
                    Notification.ticket_id == ticket.id, Notification.event == "closing_reminder"
                )
            ).all()
        service.close()
        assert ticket.status == "auto_closed"
        assert len(events) == 1
        assert NOW + timedelta(days=10) <= events[0] < NOW + timedelta(days=10, minutes=5)
        assert len(set(reminders)) == 3  # the customer, the dealer, and who opened it


def test_the_worker_runs_in_a_process_of_its_own(demo_file, tmp_path):
    shutil.copy(demo_file, tmp_path / "bokeh.db")
    environment = {**os.environ, "BOKEH_DATA_DIR": str(tmp_path), "BOKEH_WORKER": "0",
                   "PYTHONPATH": str(ROOT)}  # fmt: skip
    command = [sys.executable, "-c", "from api.cli import main; main()", "worker"]
    worker = subprocess.Popen(
        command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip
    service = served(tmp_path, NOW)
    try:
        with service.store.unbound_reader() as session:
            from domain.identity import viewer_named

            market = viewer_named(session, "market", stage=3)
        draft = Draft(kind="consult", sn="ME_207890", summary="freeze")
        service.store.write(lambda s: opening.open_ticket(s, market, draft, now=NOW).number)

        def told():
            with service.store.unbound_reader() as session:
                return session.scalars(
                    select(Notification.id).where(Notification.event == "new_ticket")
                ).all()

        assert len(until(told)) == 4
    finally:
        worker.send_signal(signal.SIGTERM)
        said, _ = worker.communicate(timeout=30)
        service.close()
    assert worker.returncode == 0, said
    assert re.search("making its rounds", said)

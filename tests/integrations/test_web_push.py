"""Web Push against a push service that answers for real: sealed, sent, withdrawn."""

import base64
import json
import os
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from domain import push_subscriptions
from domain.database import Store
from domain.errands import SendingError
from domain.errors import InvalidError
from domain.notifications.channel import Addressee, Message
from domain.push_services import SERVICES, is_of_service
from domain.push_subscriptions import Keys, Subscription
from integrations.web_push import WebPush, public_key
from tests.conftest import NOW


def text_of(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Browser:
    """A browser's keys, as it makes them when it subscribes."""

    def __init__(self, endpoint: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = os.urandom(16)
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = Keys(p256dh=text_of(point), auth=text_of(self.secret))
        self.subscription = Subscription(endpoint=endpoint, keys=keys)

    def opened(self, body: bytes) -> dict[str, Any]:
        plain = http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret)
        read: dict[str, Any] = json.loads(plain)
        return read


class PushService:
    def __init__(self) -> None:
        self.took: list[tuple[Mapping[str, str], bytes]] = []
        self.status = 201
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.took.append((self.headers, body))
                self.send_response(service.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.host = f"127.0.0.1:{self.server.server_port}"
        self.endpoint = f"http://{self.host}/push/1"


@pytest.fixture
def service() -> Iterator[PushService]:
    running = PushService()
    yield running
    running.server.shutdown()
    running.server.server_close()


@pytest.fixture
def channel(demo_store: Store) -> WebPush:
    return WebPush(demo_store, "a-secret", "mailto:desk@example.org")


def message_for(user_id: int, *, urgent: bool = True) -> Message:
    person = Addressee(user_id, "boss", "Boss", "en", None)
    title = "RMA-D-2602-0157 维修异常"
    return Message(7, person, "exception", title, "Above", "/tickets/RMA-D-2602-0157", urgent)


def test_a_push_is_sealed_for_its_browser_signed_by_us_and_urgent(
    demo_store: Store, as_user: Any, service: PushService, channel: WebPush
) -> None:
    boss, browser = as_user("boss"), Browser(service.endpoint)
    message = message_for(boss.user_id)
    assert not channel.can_reach(message.to)
    subscribe(demo_store, boss, browser, service)
    assert channel.can_reach(message.to)
    channel.send(message)
    headers, body = service.took[0]
    assert browser.opened(body) == {
        "title": "RMA-D-2602-0157 维修异常",
        "body": "Above",
        "url": "/tickets/RMA-D-2602-0157",
        "tag": "bokeh-7",
        "urgent": True,
    }
    assert headers["Urgency"] == "high"
    assert f"k={public_key('a-secret')}" in headers["Authorization"]
    assert "维修".encode() not in body


def test_a_browser_that_is_gone_is_forgotten_and_a_failing_service_is_tried_again(
    demo_store: Store, as_user: Any, service: PushService, channel: WebPush
) -> None:
    boss = as_user("boss")
    message = message_for(boss.user_id)
    subscribe(demo_store, boss, Browser(service.endpoint), service)
    service.status = 503
    with pytest.raises(SendingError, match="503"):
        channel.send(message)
    assert channel.can_reach(message.to)
    service.status = 410
    channel.send(message)
    assert not channel.can_reach(message.to)


def test_a_browser_is_the_newest_users_who_signed_in_there(
    demo_store: Store, as_user: Any, service: PushService, channel: WebPush
) -> None:
    browser = Browser(service.endpoint)
    for name in ("boss", "proav"):
        subscribe(demo_store, as_user(name), browser, service)
    assert not channel.can_reach(message_for(as_user("boss").user_id).to)
    other = as_user("gafpa")
    demo_store.write(
        lambda session: push_subscriptions.unsubscribe(session, other, service.endpoint)
    )
    assert channel.can_reach(message_for(as_user("proav").user_id).to)


@pytest.mark.parametrize(
    ("endpoint", "is_fine"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc", True),
        ("https://updates.push.services.mozilla.com/wpush/v2/abc", True),
        ("https://web.push.apple.com/abc", True),
        ("http://fcm.googleapis.com/fcm/send/abc", False),
        ("https://fcm.googleapis.com.evil.example/", False),
        ("https://evilfcm.googleapis.com.example/", False),
        ("https://fcm.googleapis.com@evil.example/", False),
        ("https://fcm.googleapis.com:8443/", False),
        ("http://127.0.0.1:8000/api/x", False),
        ("https://169.254.169.254/latest", False),
        ("file:///etc/passwd", False),
        ("https://[bad", False),
        ("", False),
    ],
)
def test_only_the_push_services_of_browsers_are_ever_called(endpoint: str, is_fine: bool) -> None:
    assert is_of_service(endpoint, SERVICES) is is_fine


def test_keys_that_are_none_are_refused(
    demo_store: Store, as_user: Any, service: PushService
) -> None:
    wrong = Browser(service.endpoint)
    wrong.subscription.keys.p256dh = "AAAA"
    with pytest.raises(InvalidError):
        subscribe(demo_store, as_user("boss"), wrong, service)


def subscribe(store: Store, viewer: Any, browser: Browser, service: PushService) -> None:
    store.write(
        lambda session: push_subscriptions.subscribe(
            session, viewer, browser.subscription, services=(service.host,), now=NOW
        )
    )

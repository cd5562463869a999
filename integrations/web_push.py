"""Web Push: notifications to browsers that asked for them, sealed so that only they can read."""

import base64
import hashlib
import json
from collections.abc import Callable
from functools import partial
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02
from pywebpush import WebPushException, webpush
from requests import RequestException
from sqlalchemy.orm import Session

from domain import push_subscriptions
from domain.database import Store
from domain.errands import SendingError
from domain.models import PushSubscription
from domain.notifications.channel import Addressee, Message

_WAIT = 10.0  # seconds for a push service's answer
_GONE = (404, 410)  # the browser has withdrawn its subscription
_KEPT = 86_400  # seconds a push service keeps what it cannot deliver
_TEXT = 300  # characters; a push holds 4 kB
_ORDER = int("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)  # of P-256


def key_of(secret: str) -> ec.EllipticCurvePrivateKey:
    """The installation's signing key; it follows from its secret, so there is nothing to keep."""
    digest = hashlib.sha512(f"bokeh-push\n{secret}".encode()).digest()
    return ec.derive_private_key(int.from_bytes(digest) % (_ORDER - 1) + 1, ec.SECP256R1())


def public_key(secret: str) -> str:
    """What browsers subscribe with."""
    point = (
        key_of(secret)
        .public_key()
        .public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    )
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


class WebPush:
    """A channel; a person is reached in every browser they switched it on in."""

    name = "web_push"
    way = "push"

    def __init__(
        self, store: Store, secret: str, subject: str, *, post: Callable[..., Any] = webpush
    ) -> None:
        """`subject` is a mail or web address at which push services can complain."""
        self._store = store
        self._key = key_of(secret)
        self._subject = subject
        self._post = post

    def can_reach(self, person: Addressee) -> bool:
        return bool(self._browsers(person.user_id))

    def send(self, message: Message) -> None:
        """To all browsers of the person; one that took it is enough."""
        failures: list[str] = []
        browsers = self._browsers(message.to.user_id)
        for browser in browsers:
            failure = self._push(browser, message)
            if failure:
                failures.append(failure)
        if failures and len(failures) == len(browsers):
            raise SendingError("; ".join(failures)[:300])

    def _browsers(self, user_id: int) -> list[PushSubscription]:
        with self._store.unbound_reader() as session:
            found = push_subscriptions.of_user(session, user_id)
            session.expunge_all()
        return found

    def _push(self, browser: PushSubscription, message: Message) -> str | None:
        """Why this browser could not be reached; None where it was, or is gone for good."""
        try:
            self._post(
                subscription_info={
                    "endpoint": browser.endpoint,
                    "keys": {"p256dh": browser.p256dh, "auth": browser.auth},
                },
                data=_sealed(message),
                vapid_private_key=Vapid02(self._key),
                vapid_claims={"sub": self._subject},
                ttl=_KEPT,
                timeout=_WAIT,
                headers={"Urgency": "high" if message.is_urgent else "normal"},
            )
        except WebPushException as refused:
            status = refused.response.status_code if refused.response is not None else 0
            if status in _GONE:
                self._store.write(partial(_forget, browser.endpoint))
                return None
            return f"the push service answered {status}"
        except (RequestException, ValueError, TypeError) as failed:
            return type(failed).__name__
        return None


def _forget(endpoint: str, session: Session) -> None:
    push_subscriptions.forget(session, endpoint)


def _sealed(message: Message) -> str:
    return json.dumps(
        {
            "title": message.title[:_TEXT],
            "body": message.text[:_TEXT],
            "url": message.url or "/inbox",
            "tag": f"bokeh-{message.id}",
            "urgent": message.is_urgent,
        },
        ensure_ascii=False,
    )

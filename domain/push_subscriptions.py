"""Browsers that want pushes: kept for the person who is signed in there, until they say no."""

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.errors import InvalidError
from domain.language import Text
from domain.models import PushSubscription
from domain.push_services import is_of_service

_MOST = 20  # browsers of one person; the oldest gives way
_POINT, _SECRET = 65, 16  # bytes of a browser's public key and of its shared secret


class Keys(BaseModel):
    model_config = ConfigDict(extra="ignore")

    p256dh: Annotated[str, Field(max_length=200)]
    auth: Annotated[str, Field(max_length=100)]


class Subscription(BaseModel):
    """A subscription as browsers give it (`PushSubscription.toJSON()`)."""

    model_config = ConfigDict(extra="ignore")

    endpoint: Annotated[str, Field(max_length=1_000)]
    keys: Keys


def subscribe(
    session: Session,
    viewer: Viewer,
    wanted: Subscription,
    *,
    services: Sequence[str],
    now: datetime,
) -> None:
    """Push to this browser from now on; it is the newest user's who signed in there.

    Raises InvalidError for an address of no push service, and for keys that are none.
    """
    if not is_of_service(wanted.endpoint, services):
        raise InvalidError(
            Text("这不是已知的推送服务。", "That is not a push service that is known."),
            {"endpoint": Text("不支持", "not supported")},
        )
    if _bytes(wanted.keys.p256dh) != _POINT or _bytes(wanted.keys.auth) != _SECRET:
        raise InvalidError(
            Text("推送密钥不对。", "The push keys are not right."),
            {"keys": Text("无效", "invalid")},
        )
    session.execute(delete(PushSubscription).where(PushSubscription.endpoint == wanted.endpoint))
    held = session.scalars(
        select(PushSubscription)
        .where(PushSubscription.user_id == viewer.user_id)
        .order_by(PushSubscription.id)
    ).all()
    for row in held[: max(0, len(held) - _MOST + 1)]:
        session.delete(row)
    session.add(
        PushSubscription(
            user_id=viewer.user_id,
            endpoint=wanted.endpoint,
            p256dh=wanted.keys.p256dh,
            auth=wanted.keys.auth,
            created_at=now,
        )
    )


def unsubscribe(session: Session, viewer: Viewer, endpoint: str) -> None:
    """Push there no more; nothing happens where it is not the viewer's."""
    session.execute(
        delete(PushSubscription).where(
            PushSubscription.user_id == viewer.user_id, PushSubscription.endpoint == endpoint
        )
    )


def of_user(session: Session, user_id: int) -> list[PushSubscription]:
    rows = select(PushSubscription).where(PushSubscription.user_id == user_id)
    return list(session.scalars(rows.order_by(PushSubscription.id)))


def forget(session: Session, endpoint: str) -> None:
    """A push service says that this browser is gone."""
    session.execute(delete(PushSubscription).where(PushSubscription.endpoint == endpoint))


def _bytes(text: str) -> int:
    try:
        return len(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        return -1

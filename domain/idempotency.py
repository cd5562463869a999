"""Answered requests: the same write under the same key is done once and answered alike."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.errors import ConflictError, InvalidError
from domain.language import Text
from domain.models import AnsweredRequest

_KEY_LENGTH = 255


def answered(
    session: Session, viewer: Viewer, key: str, *, route: str, body: bytes
) -> dict[str, Any] | None:
    """What was kept for this key, or None when it is new.

    Raises ConflictError when the key was used for another request.
    """
    if not 0 < len(key) <= _KEY_LENGTH:
        raise InvalidError(
            Text(
                "Idempotency-Key 要有 1 到 255 个字符。",
                "An Idempotency-Key has 1 to 255 characters.",
            )
        )
    row = session.get(AnsweredRequest, (viewer.user_id, key))
    if row is None:
        return None
    if (row.route, row.body_hash) != (route, _hash(body)):
        raise ConflictError(
            Text(
                "这个 Idempotency-Key 已用于另一个请求。",
                "This Idempotency-Key was used for another request.",
            )
        )
    return row.answer


def remember(
    session: Session,
    viewer: Viewer,
    key: str,
    *,
    route: str,
    body: bytes,
    answer: dict[str, Any],
    now: datetime,
) -> None:
    """Keep what was written, in the transaction that writes it."""
    session.add(
        AnsweredRequest(
            user_id=viewer.user_id,
            key=key,
            route=route,
            body_hash=_hash(body),
            answer=answer,
            created_at=now,
        )
    )


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()

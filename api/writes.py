"""Writes over HTTP: once per Idempotency-Key, in one transaction with their answer."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Header
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session

from api.app import Service
from api.errors import as_bytes
from domain import idempotency
from domain.access import Viewer

IdempotencyKey = Annotated[str | None, Header(alias="Idempotency-Key", max_length=255)]


def once(
    service: Service,
    viewer: Viewer,
    key: str | None,
    *,
    route: str,
    body: Any,
    status: int,
    work: Callable[[Session], dict[str, Any]],
    show: Callable[[dict[str, Any]], Any],
) -> JSONResponse:
    """Do `work`, which returns what it wrote, and answer with what the viewer sees of that.

    What was written and the key commit together, so a client that heard nothing can safely ask
    again: it gets what the first request wrote, shown as it is now.
    """
    sent = as_bytes(body)

    def write(session: Session) -> dict[str, Any]:
        if key is None:
            return work(session)
        known = idempotency.answered(session, viewer, key, route=route, body=sent)
        if known is not None:
            return known
        written = work(session)
        now = service.clock.now()
        idempotency.remember(session, viewer, key, route=route, body=sent, answer=written, now=now)
        return written

    shown = show(service.store.write(write))
    return JSONResponse(jsonable_encoder(shown), status_code=status)

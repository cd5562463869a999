"""Writes over HTTP: once per Idempotency-Key, in one transaction with their answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.orm import Session

from api.app import Service
from api.errors import as_bytes
from api.signed_in import ServiceOf, SignedIn, Spoken
from domain import idempotency
from domain.access import Viewer
from domain.language import Language

IdempotencyKey = Annotated[str | None, Header(alias="Idempotency-Key", max_length=255)]


@dataclass(frozen=True)
class Write:
    """A request that writes: who asks, in which language, where, under which key and trace."""

    service: Service
    viewer: Viewer
    language: Language
    route: str
    key: str | None
    trace: str | None

    def now(self) -> datetime:
        return self.service.clock.now()

    def once(
        self,
        body: Any,
        work: Callable[[Session], dict[str, Any]],
        show: Callable[[dict[str, Any]], Any],
        *,
        status: int = 201,
    ) -> JSONResponse:
        """Do `work`, which returns what it wrote, and answer with what the viewer sees of that.

        What was written and the key commit together, so a client that heard nothing can safely
        ask again: it gets what the first request wrote, shown as it is now. `body` is what was
        sent; the same key with another body is refused.
        """
        is_model = isinstance(body, BaseModel)
        plain = as_bytes(body.model_dump(mode="json", exclude_unset=True) if is_model else body)
        sent = self.service.tokens.digest(plain)  # it may hold a password
        shown = show(self.service.store.write(lambda session: self._written(session, sent, work)))
        return JSONResponse(jsonable_encoder(shown), status_code=status)

    def _written(
        self, session: Session, sent: bytes, work: Callable[[Session], dict[str, Any]]
    ) -> dict[str, Any]:
        if self.key is None:
            return work(session)
        known = idempotency.answered(session, self.viewer, self.key, route=self.route, body=sent)
        if known is not None:
            return known
        written = work(session)
        idempotency.remember(
            session,
            self.viewer,
            self.key,
            route=self.route,
            body=sent,
            answer=written,
            now=self.now(),
        )
        return written


def write_of_request(
    request: Request,
    viewer: SignedIn,
    service: ServiceOf,
    language: Spoken,
    key: IdempotencyKey = None,
) -> Write:
    route = f"{request.method} {request.url.path}"
    trace = getattr(request.state, "trace", None)
    return Write(service, viewer, language, route, key, trace)


Writing = Annotated[Write, Depends(write_of_request)]

"""Outward mails over HTTP: what was sent, what waits, what failed."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from api.signed_in import ServiceOf, SignedIn
from domain import mails

router = APIRouter(prefix="/api/mails", tags=["mails"])


@router.get("")
def list_mails(
    viewer: SignedIn,
    service: ServiceOf,
    ticket: Annotated[str | None, Query(max_length=40)] = None,
    state: Literal["pending", "sent", "failed"] | None = None,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    size: Annotated[int, Query(ge=1, le=200)] = 25,
) -> dict[str, Any]:
    """Mails that people had sent, newest first; of one ticket, or in one state."""
    with service.store.reader(viewer) as session:
        items, total = mails.listed(
            session,
            number=ticket,
            state=state,
            offset=(page - 1) * size,
            limit=size,
            clock=service.clock,
        )
    return {"items": items, "total": total, "page": page, "size": size}

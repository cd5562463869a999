"""Wishes over HTTP: the list, most wanted first, and one by number; for staff."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.signed_in import ServiceOf, SignedIn, Spoken
from domain import wishes
from domain.naming import product_named
from domain.wishes import WishShown, WishStatus

router = APIRouter(prefix="/api/wishes", tags=["wishes"])


@router.get("")
def list_wishes(
    viewer: SignedIn,
    service: ServiceOf,
    language: Spoken,
    q: Annotated[str | None, Query(max_length=10_000)] = None,
    status: WishStatus | None = None,
    product: Annotated[str | None, Query(max_length=200)] = None,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    size: Annotated[int, Query(ge=1, le=200)] = 25,
) -> dict[str, Any]:
    with service.store.reader(viewer) as session:
        items, total = wishes.list_wishes(
            session,
            viewer,
            words=q,
            status=status,
            product_id=product_named(session, viewer, product).id if product else None,
            clock=service.clock,
            language=language,
            offset=(page - 1) * size,
            limit=size,
        )
    return {"items": items, "total": total, "page": page, "size": size}


@router.get("/{number}", response_model=WishShown)
def read_wish(number: str, viewer: SignedIn, service: ServiceOf, language: Spoken) -> WishShown:
    with service.store.reader(viewer) as session:
        return wishes.show_wish(session, number, clock=service.clock, language=language)

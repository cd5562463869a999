"""Wishes over HTTP: the list, most wanted first, one by number, a new one, R&D's word on it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from api.signed_in import ServiceOf, SignedIn, Spoken
from api.writes import Writing
from domain import wishes
from domain.access import Permission
from domain.errors import ForbiddenError
from domain.naming import product_named
from domain.wishes import Evaluation, WishShown, WishStatus
from domain.writing_up import add_wish

router = APIRouter(prefix="/api/wishes", tags=["wishes"])
_ALIKE = 5


class NewWish(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    title: Annotated[str, Field(min_length=2, max_length=300)]
    product: Annotated[str | None, Field(max_length=200)] = None
    description: Annotated[str, Field(max_length=20_000)] = ""


@router.post("", status_code=201, response_model=WishShown)
def record_wish(wish: NewWish, write: Writing) -> JSONResponse:
    def work(session: Session) -> dict[str, Any]:
        kept = add_wish(
            session,
            write.viewer,
            title=wish.title,
            description=wish.description,
            product=wish.product or None,
            now=write.now(),
        )
        return {"number": kept.number}

    return write.once(
        wish,
        work,
        lambda written: read_wish(written["number"], write.viewer, write.service, write.language),
    )


@router.get("/alike")
def wishes_alike(
    viewer: SignedIn,
    service: ServiceOf,
    language: Spoken,
    text: Annotated[str, Query(max_length=300)] = "",
) -> dict[str, Any]:
    """Wishes that ask for much the same, to be seen before a new one is recorded."""
    if not viewer.may(Permission.ADD_WISH):
        raise ForbiddenError()
    desk = service.assistant.desk_of(viewer, language)
    found = desk.search(text, kinds=("wish",), limit=_ALIKE).hits if text.strip() else []
    return {"items": [{"number": hit.number, "title": hit.title} for hit in found]}


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


@router.put("/{number}/evaluation", response_model=WishShown)
def evaluate_wish(number: str, evaluation: Evaluation, write: Writing) -> JSONResponse:
    def work(session: Session) -> dict[str, Any]:
        kept = wishes.evaluate_wish(session, write.viewer, number, evaluation, now=write.now())
        return {"number": kept.number}

    return write.once(
        evaluation,
        work,
        lambda written: read_wish(written["number"], write.viewer, write.service, write.language),
        status=200,
    )

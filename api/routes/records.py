"""Devices, customers, articles and search over HTTP."""

from contextlib import suppress
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.signed_in import ServiceOf, SignedIn, Spoken
from domain import customers, knowledge
from domain.devices import DeviceRecord, device_record, device_tickets
from domain.errors import NotFoundError
from domain.knowledge import ArticleShown
from domain.tickets.shapes import TicketLine

router = APIRouter(prefix="/api", tags=["records"])
Page = Annotated[int, Query(ge=1, le=1_000_000)]
Size = Annotated[int, Query(ge=1, le=200)]
Words = Annotated[str | None, Query(max_length=10_000)]
Code = Annotated[str | None, Query(max_length=200)]
_FEW = 7  # tickets beside a form


@router.get("/devices/{sn}", response_model=DeviceRecord)
def read_device(sn: str, viewer: SignedIn, service: ServiceOf) -> DeviceRecord:
    with service.store.reader(viewer) as session:
        return device_record(session, sn, today=service.clock.today())


@router.get("/devices/{sn}/history")
def read_device_history(
    sn: str, viewer: SignedIn, service: ServiceOf, language: Spoken
) -> dict[str, Any]:
    with service.store.reader(viewer) as session:
        tickets = device_tickets(session, sn, clock=service.clock, language=language)
    return {"items": tickets}


class Context(BaseModel):
    """What is known beside a ticket or a form; what is not there stays null, without an error."""

    device: DeviceRecord | None = None
    customer: customers.CustomerCard | None = None
    history: list[TicketLine] = []


@router.get("/context", response_model=Context)
def read_context(
    viewer: SignedIn,
    service: ServiceOf,
    language: Spoken,
    sn: Code = None,
    customer: Code = None,
) -> Context:
    """A device with its history, and the customer named or else the device's present owner."""
    known = Context()
    with service.store.reader(viewer) as session:
        if sn:
            with suppress(NotFoundError):
                known.history = device_tickets(
                    session, sn, clock=service.clock, language=language, limit=_FEW
                )
                known.device = device_record(session, sn, today=service.clock.today())
        code = customer or _owner(known.device)
        if code:
            with suppress(NotFoundError):
                known.customer = customers.show(
                    session, code, clock=service.clock, language=language
                )
    if not sn and known.customer:
        known.history = known.customer.tickets[:_FEW]
    return known


def _owner(device: DeviceRecord | None) -> str | None:
    owners = device.owners if device else []
    return next((each.customer.code for each in owners if each.is_current), None)


@router.get("/customers")
def list_customers(
    viewer: SignedIn, service: ServiceOf, q: Words = None, page: Page = 1, size: Size = 25
) -> dict[str, Any]:
    with service.store.reader(viewer) as session:
        items, total = customers.listed(session, words=q, offset=(page - 1) * size, limit=size)
    return {"items": items, "total": total, "page": page, "size": size}


@router.get("/customers/{code}", response_model=customers.CustomerCard)
def read_customer(
    code: str, viewer: SignedIn, service: ServiceOf, language: Spoken
) -> customers.CustomerCard:
    """A customer with devices, contracts, profile and latest tickets."""
    with service.store.reader(viewer) as session:
        return customers.show(session, code, clock=service.clock, language=language)


@router.get("/articles")
def list_articles(
    viewer: SignedIn,
    service: ServiceOf,
    q: Words = None,
    kind: Code = None,
    family: Code = None,
    product: Code = None,
    page: Page = 1,
    size: Size = 25,
) -> dict[str, Any]:
    with service.store.reader(viewer) as session:
        items, total = knowledge.list_articles(
            session,
            words=q,
            kind=kind,
            family=family,
            product=product,
            offset=(page - 1) * size,
            limit=size,
        )
    return {"items": items, "total": total, "page": page, "size": size}


@router.get("/articles/{number}", response_model=ArticleShown)
def read_article(number: str, viewer: SignedIn, service: ServiceOf) -> ArticleShown:
    with service.store.reader(viewer) as session:
        return knowledge.show_article(session, number)


@router.get("/search")
def search(
    viewer: SignedIn,
    service: ServiceOf,
    language: Spoken,
    q: Annotated[str, Query(max_length=10_000)] = "",
    kind: Literal["ticket", "article"] | None = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> dict[str, Any]:
    """Tickets and articles about something, best first; `score` is 1 for the first and falls."""
    desk = service.assistant.desk_of(viewer, language)
    found = desk.search(q, kinds=(kind,) if kind else ("ticket", "article"), limit=limit)
    return {
        "items": [
            {
                "number": hit.number,
                "kind": hit.kind,
                "title": f"{hit.title} › {hit.label}" if hit.label else hit.title,
                "snippet": hit.snippet,
                "score": round(1 / (1 + position), 3),
            }
            for position, hit in enumerate(found.hits)
        ],
        "semantic": found.semantic,
    }

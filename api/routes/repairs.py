"""Repairs over HTTP: several approved or received at once, handlers, prices, estimates."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from api.signed_in import ServiceOf, SignedIn, Spoken
from api.writes import Write, Writing
from domain import approvals, estimates, handlers, invoices, prices
from domain.access import Permission, Viewer
from domain.errors import ForbiddenError
from domain.money import Currency
from domain.naming import category_named, product_named
from domain.repairs.scanning import receive_scanned, scanned_ticket
from domain.tickets.reading import ticket_by_number
from domain.tickets.several import Outcome, move_each, outcome_told

router = APIRouter(prefix="/api", tags=["repairs"])
Number = Annotated[str, Field(min_length=1, max_length=200)]
Words = Annotated[str | None, Query(max_length=200)]


class Several(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    numbers: Annotated[list[Number], Field(min_length=1, max_length=100)]


class Rejected(Several):
    reason: Annotated[str, Field(min_length=2, max_length=2_000)]


class Scanned(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    scanned: Annotated[list[Number], Field(min_length=1, max_length=100)]


@router.post("/tickets/approve")
def approve_several(several: Several, write: Writing) -> JSONResponse:
    """Approve each of these tickets; the answer says of each whether it was, or why not."""
    return _moved(write, several, "approve", {})


@router.post("/tickets/reject")
def reject_several(several: Rejected, write: Writing) -> JSONResponse:
    """Reject each of these tickets for one reason."""
    return _moved(write, several, "reject", {"reason": several.reason})


@router.post("/tickets/receive")
def receive(scanned: Scanned, write: Writing) -> JSONResponse:
    """Receive devices by what is scanned: RMA number, tracking number or serial."""

    def work(session: Session) -> list[Outcome]:
        numbers = scanned.scanned
        return receive_scanned(session, write.viewer, numbers, now=write.now(), trace=write.trace)

    return _each(write, scanned, work)


@router.get("/receiving")
def look_up_scanned(
    viewer: SignedIn,
    service: ServiceOf,
    code: Annotated[str, Query(min_length=1, max_length=200)],
) -> dict[str, str]:
    """The number of the RMA that a scanned text stands for, to be looked at before it is received.

    RMA number, tracking number or serial.
    """
    with service.store.reader(viewer) as session:
        return {"number": scanned_ticket(session, viewer, code).number}


@router.get("/tickets/{number}/handlers")
def recommended_handlers(
    number: str, viewer: SignedIn, service: ServiceOf, language: Spoken
) -> dict[str, Any]:
    """Who of the workshop suits this repair, best first, with the reason."""
    with service.store.reader(viewer) as session:
        return {"items": handlers.recommend(session, viewer, number, language=language)}


@router.get("/tickets/{number}/invoices")
def invoices_of(
    number: str, viewer: SignedIn, service: ServiceOf, language: Spoken
) -> dict[str, Any]:
    with service.store.reader(viewer) as session:
        ticket = ticket_by_number(session, number)
        found = invoices.shown(session, ticket, language=language, clock=service.clock)
        return {"items": found}


@router.get("/approvals")
def approvals_waiting(viewer: SignedIn, service: ServiceOf, language: Spoken) -> dict[str, Any]:
    """What waits for the viewer's approval, longest waiting first."""
    with service.store.reader(viewer) as session:
        found = approvals.waiting_for(session, viewer, clock=service.clock, language=language)
    return {"items": found, "total": len(found)}


@router.get("/parts")
def list_parts(
    viewer: SignedIn,
    service: ServiceOf,
    language: Spoken,
    q: Words = None,
    product: Words = None,
    sku: Words = None,
    currency: Currency | None = None,
) -> dict[str, Any]:
    """Parts and their prices by word (also misspelt), model, SKU, currency."""
    with service.store.reader(viewer) as session:
        _refuse_without_prices(viewer)
        code = product_named(session, viewer, product).code if product else None
        asked = prices.Asked(words=q, product_code=code, sku=sku, currency=currency)
        found = prices.find_parts(session, asked, language=language)
    return {"items": found, "total": len(found)}


@router.get("/repair-plans")
def list_plans(
    viewer: SignedIn,
    service: ServiceOf,
    language: Spoken,
    q: Words = None,
    product: Words = None,
    batch: Words = None,
    change_nd: bool | None = None,
    currency: Currency | None = None,
) -> dict[str, Any]:
    """Repair plans by model, batch of the model, and with or without a new ND."""
    with service.store.reader(viewer) as session:
        _refuse_without_prices(viewer)
        asked = prices.Asked(
            words=q,
            product_code=product_named(session, viewer, product).code if product else None,
            currency=currency,
            batch=batch,
            change_nd=change_nd,
        )
        found = prices.find_plans(session, asked, language=language)
    return {"items": found, "total": len(found)}


@router.get("/estimate", response_model=estimates.EstimateShown)
def estimate_repair(
    viewer: SignedIn,
    service: ServiceOf,
    product: Words = None,
    category: Words = None,
    sku: Annotated[list[Number] | None, Query(max_length=50)] = None,
    currency: Currency = "USD",
) -> estimates.EstimateShown:
    """What a repair will likely cost, from similar ones the viewer may see."""
    with service.store.reader(viewer) as session:
        _refuse_without_prices(viewer)
        case = estimates.Case(
            product=product_named(session, viewer, product) if product else None,
            category=category_named(session, viewer, category) if category else None,
            skus=sku or (),
            currency=currency,
        )
        return estimates.estimate(session, viewer, case)


def _refuse_without_prices(viewer: Viewer) -> None:
    if not viewer.may(Permission.READ_PRICES):
        raise ForbiddenError()


def _moved(write: Write, several: Several, move: str, fields: dict[str, Any]) -> JSONResponse:
    def work(session: Session) -> list[Outcome]:
        return move_each(
            session,
            write.viewer,
            several.numbers,
            move,
            fields=fields,
            now=write.now(),
            trace=write.trace,
        )

    return _each(write, several, work)


def _each(write: Write, body: BaseModel, work: Callable[[Session], list[Outcome]]) -> JSONResponse:
    """Do the work once per key and answer item by item."""

    def kept(session: Session) -> dict[str, Any]:
        return {"items": [each.kept() for each in work(session)]}

    def told(written: dict[str, Any]) -> dict[str, Any]:
        return {"items": [outcome_told(each, write.language) for each in written["items"]]}

    return write.once(body, kept, told, status=200)

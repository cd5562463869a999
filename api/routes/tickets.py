"""Tickets over HTTP: lists, one whole, opening, moving, commenting, history."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from api.app import Service
from api.listed import Listed
from api.signed_in import ServiceOf, SignedIn, Spoken
from api.writes import Write, Writing
from domain.access import Viewer
from domain.attachments.placing import MOST_AT_ONCE
from domain.language import Language
from domain.tickets import editing, finding, moving, opening, reading
from domain.tickets.editing import Edit
from domain.tickets.history import history
from domain.tickets.opening import Draft, FileId
from domain.tickets.shapes import OpeningShown, TicketShown

router = APIRouter(prefix="/api/tickets", tags=["tickets"])


class CommentBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=20_000)]
    internal: bool = False
    attachments: Annotated[list[FileId], Field(max_length=MOST_AT_ONCE)] = []


class CartDevice(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    sn: Annotated[str, Field(min_length=1, max_length=40)]
    product: Annotated[str | None, Field(max_length=200)] = None
    description: Annotated[str, Field(min_length=1, max_length=20_000)]
    category: Annotated[str | None, Field(max_length=200)] = None
    attachments: Annotated[list[FileId], Field(max_length=MOST_AT_ONCE)] = []


class Cart(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    kind: Literal["rma"] = "rma"
    customer: Annotated[str | None, Field(max_length=200)] = None
    dealer: Annotated[str | None, Field(max_length=200)] = None
    channel: Literal["D", "C", "I"] | None = None
    devices: Annotated[list[CartDevice], Field(min_length=1, max_length=50)]

    def drafts(self) -> list[Draft]:
        common = self.model_dump(exclude={"devices"})
        return [
            Draft(
                **common,
                sn=device.sn,
                product=device.product,
                category=device.category,
                summary=device.description.split("\n")[0][:300],
                description=device.description,
                attachments=device.attachments,
            )
            for device in self.devices
        ]


@router.get("")
def list_tickets(
    viewer: SignedIn,
    service: ServiceOf,
    language: Spoken,
    listed: Listed,
    sort: Annotated[str, Query(max_length=30)] = "-created_at",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    size: Annotated[int, Query(ge=1, le=200)] = 25,
) -> dict[str, Any]:
    """The viewer's tickets, newest first; `to` is exclusive; `sort` is a field, `-` turns it."""
    with service.store.reader(viewer) as session:
        items, total = finding.find(
            session,
            listed.filter(session, viewer),
            clock=service.clock,
            language=language,
            offset=(page - 1) * size,
            limit=size,
            order=sort,
        )
    return {"items": items, "total": total, "page": page, "size": size}


@router.post("", status_code=201, response_model=TicketShown)
def open_ticket(
    draft: Draft,
    write: Writing,
) -> JSONResponse:
    def work(session: Session) -> dict[str, Any]:
        ticket = opening.open_ticket(
            session, write.viewer, draft, now=write.now(), trace=write.trace
        )
        return {"number": ticket.number}

    return write.once(draft, work, lambda written: _as_seen(write, written["number"]))


@router.post("/preview")
def preview_ticket(
    draft: Draft, viewer: SignedIn, service: ServiceOf, language: Spoken
) -> OpeningShown:
    """What opening this would make and what a person should know first; nothing is written."""
    with service.store.reader(viewer) as session:
        planned = opening.plan_with_warnings(session, viewer, draft, now=service.clock.now())
        return opening.shown(planned, language)


@router.post("/batch", status_code=201)
def open_batch(
    cart: Cart,
    write: Writing,
) -> JSONResponse:
    """RMAs of several devices: each gets its number, all or none."""

    def work(session: Session) -> dict[str, Any]:
        opened = opening.open_tickets(
            session, write.viewer, cart.drafts(), now=write.now(), trace=write.trace
        )
        return {"numbers": [each.number for each in opened]}

    return write.once(
        cart,
        work,
        lambda written: {"tickets": [_as_seen(write, each) for each in written["numbers"]]},
    )


@router.get("/{number}", response_model=TicketShown)
def read_ticket(number: str, viewer: SignedIn, service: ServiceOf, language: Spoken) -> TicketShown:
    return _shown(service, viewer, number, language)


@router.patch("/{number}", response_model=TicketShown)
def edit_ticket(
    number: str,
    edit: Edit,
    write: Writing,
) -> JSONResponse:
    def work(session: Session) -> dict[str, Any]:
        ticket = editing.edit_ticket(
            session, write.viewer, number, edit, now=write.now(), trace=write.trace
        )
        return {"number": ticket.number}

    return write.once(edit, work, lambda written: _as_seen(write, written["number"]), status=200)


@router.get("/{number}/events")
def read_history(
    number: str, viewer: SignedIn, service: ServiceOf, language: Spoken
) -> dict[str, Any]:
    with service.store.reader(viewer) as session:
        return {"items": history(session, number, clock=service.clock, language=language)}


@router.post("/{number}/moves/{move}", response_model=TicketShown)
def move_ticket(
    number: str,
    move: str,
    write: Writing,
    fields: dict[str, Any] | None = None,
) -> JSONResponse:
    def work(session: Session) -> dict[str, Any]:
        ticket = moving.move(
            session,
            write.viewer,
            number,
            move,
            fields=fields or {},
            now=write.now(),
            trace=write.trace,
        )
        return {"number": ticket.number}

    return write.once(fields, work, lambda written: _as_seen(write, written["number"]), status=200)


@router.post("/{number}/comments", status_code=201)
def comment_ticket(
    number: str,
    said: CommentBody,
    write: Writing,
) -> JSONResponse:
    def work(session: Session) -> dict[str, Any]:
        comment = moving.comment(
            session,
            write.viewer,
            number,
            said.text,
            internal=said.internal,
            attachments=said.attachments,
            now=write.now(),
            trace=write.trace,
        )
        return {
            "at": comment.at.isoformat(),
            "author": comment.author,
            "text": comment.text,
            "internal": comment.is_internal,
        }

    return write.once(said, work, lambda written: written)


def _shown(service: Service, viewer: Viewer, number: str, language: Language) -> TicketShown:
    """A ticket as its viewer sees it, through the viewer's own connection."""
    with service.store.reader(viewer) as session:
        return reading.show(session, viewer, number, clock=service.clock, language=language)


def _as_seen(write: Write, number: str) -> TicketShown:
    return _shown(write.service, write.viewer, number, write.language)

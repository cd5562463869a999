"""Outward mails over HTTP: sent, and what became of them."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from api.app import Service
from api.signed_in import ServiceOf, SignedIn
from api.writes import Writing
from domain import mails
from domain.access import Viewer
from domain.mails import MailShown

router = APIRouter(prefix="/api/mails", tags=["mails"])
Id = Annotated[str, Field(max_length=80)]


class MailBody(BaseModel):
    """`attachments` and `documents` are ids of what the sender sees; `ticket` a number."""

    model_config = ConfigDict(extra="forbid")

    to: Annotated[list[Annotated[str, Field(max_length=300)]], Field(min_length=1, max_length=50)]
    subject: Annotated[str, Field(max_length=300)]
    body: Annotated[str, Field(max_length=60_000)]
    ticket: Annotated[str | None, Field(max_length=40)] = None
    attachments: Annotated[list[Id], Field(max_length=20)] = []
    documents: Annotated[list[Id], Field(max_length=20)] = []

    def enclosures(self) -> list[tuple[str, str]]:
        papers = [("document", each) for each in self.documents]
        return papers + [("attachment", each) for each in self.attachments]


@router.post("", status_code=201, response_model=MailShown)
def send_mail(
    given: MailBody,
    write: Writing,
) -> JSONResponse:
    """Have a mail sent; its `state` says what became of it."""

    def work(session: Session) -> dict[str, Any]:
        mail = mails.queue_mail(
            session,
            write.viewer,
            to=given.to,
            subject=given.subject,
            body=given.body,
            number=given.ticket,
            enclosures=given.enclosures(),
            now=write.now(),
        )
        return {"id": mail.id}

    return write.once(
        given, work, lambda written: _shown(write.service, write.viewer, written["id"])
    )


@router.get("/{mail_id}")
def read_mail(
    mail_id: Annotated[int, Path(ge=1, lt=10**15)], viewer: SignedIn, service: ServiceOf
) -> MailShown:
    return _shown(service, viewer, mail_id)


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


def _shown(service: Service, viewer: Viewer, id: int) -> MailShown:
    with service.store.reader(viewer) as session:
        return mails.mail_by_id(session, id, clock=service.clock)

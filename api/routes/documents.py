"""Papers over HTTP: packing lists made, papers fetched as PDF."""

from typing import Annotated, Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from api.app import Service
from api.signed_in import ServiceOf, SignedIn, Spoken
from api.writes import Writing
from domain.access import Viewer
from domain.documents import making, reading
from domain.documents.reading import DocumentShown
from domain.documents.setting import pdf_of
from domain.language import Language

router = APIRouter(prefix="/api/documents", tags=["documents"])
Number = Annotated[str, Field(max_length=40)]


class PackingList(BaseModel):
    model_config = ConfigDict(extra="forbid")

    numbers: Annotated[list[Number], Field(min_length=1, max_length=making.MOST_TICKETS)]


@router.post("/packing-list", status_code=201, response_model=DocumentShown)
def make_packing_list(
    asked: PackingList,
    write: Writing,
) -> JSONResponse:
    """One packing list for several RMAs of one sender."""

    def work(session: Session) -> dict[str, Any]:
        made = making.packing_list(session, write.viewer, asked.numbers, now=write.now())
        return {"id": made.id}

    return write.once(
        asked,
        work,
        lambda written: _shown(write.service, write.viewer, written["id"], write.language),
    )


@router.get("/{document_id}.pdf", response_class=Response)
def read_document(
    document_id: str,
    viewer: SignedIn,
    service: ServiceOf,
    spoken: Spoken,
    language: Language | None = None,
) -> Response:
    """A paper as PDF, in the reader's language or the one asked for."""
    with service.store.reader(viewer) as session:
        document = reading.document_by_id(session, document_id)
        session.expunge(document)
    content = pdf_of(
        document,
        made_at=document.created_at.astimezone(service.clock.zone),
        letterhead=service.letterhead,
        language=language or spoken,
    )
    name = f"{document.kind}-{document.title.replace(' +', '-and-')}.pdf"
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type="application/pdf", headers=headers)


def _shown(service: Service, viewer: Viewer, id: str, language: Language) -> DocumentShown:
    with service.store.reader(viewer) as session:
        return reading.shown([reading.document_by_id(session, id)], language)[0]

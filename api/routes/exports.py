"""Exports over HTTP: the viewer's tickets as a file, streamed."""

from collections.abc import Iterator
from typing import Literal

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from api.app import Service
from api.listed import Listed
from api.signed_in import ServiceOf, SignedIn, Spoken
from domain.access import Viewer
from domain.exporting import tickets as exported
from domain.exporting.world import json_line
from domain.language import Language
from domain.spreadsheets import XLSX, csv_stream, xlsx_stream
from domain.tickets.finding import Filter, find

router = APIRouter(prefix="/api/export", tags=["exports"])
Form = Literal["jsonl", "csv", "xlsx"]
_MEDIA_TYPE = {"jsonl": "application/x-ndjson", "csv": "text/csv; charset=utf-8", "xlsx": XLSX}


@router.get("/tickets.{form}", response_class=StreamingResponse)
def export_tickets(
    form: Form,
    viewer: SignedIn,
    service: ServiceOf,
    language: Spoken,
    listed: Listed,
) -> StreamingResponse:
    """The tickets of the list with the same filters, newest first; all of them."""
    with service.store.reader(viewer) as session:
        asked = listed.filter(session, viewer)
        find(session, asked, clock=service.clock, language=language, offset=0, limit=1)
    name = f"tickets-{service.clock.today():%Y%m%d}.{form}"
    return StreamingResponse(
        _content(service, viewer, asked, form, language),
        media_type=_MEDIA_TYPE[form],
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def _content(
    service: Service, viewer: Viewer, asked: Filter, form: Form, language: Language
) -> Iterator[bytes]:
    store, clock = service.store, service.clock
    if form == "jsonl":
        for record in exported.viewed_records(store, viewer, asked, clock=clock):
            yield f"{json_line(record)}\n".encode()
        return
    headings = exported.columns(viewer, language)
    rows = exported.viewed_rows(store, viewer, asked, clock=clock, language=language)
    if form == "xlsx":
        title = "工单" if language is Language.ZH else "Tickets"
        yield from xlsx_stream(title, headings, rows)
        return
    for piece in csv_stream(headings, rows):
        yield piece.encode()

"""Exports over HTTP: the viewer's tickets, or opinions on answers, as a file, streamed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from api.app import Service
from api.listed import Listed, ListedOpinions
from api.signed_in import ServiceOf, SignedIn, Spoken
from domain import opinions
from domain.exporting import tickets as exported
from domain.exporting.world import json_line
from domain.language import Text
from domain.spreadsheets import XLSX, Cell, csv_stream, xlsx_stream
from domain.tickets.finding import find

router = APIRouter(prefix="/api/export", tags=["exports"])
TableForm = Literal["csv", "xlsx"]
Form = Literal["jsonl"] | TableForm
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
    if form == "jsonl":
        records = exported.viewed_records(service.store, viewer, asked, clock=service.clock)
        content = (f"{json_line(record)}\n".encode() for record in records)
        return _file(service, "tickets", form, content)
    headings = exported.columns(viewer, language)
    rows = exported.viewed_rows(
        service.store, viewer, asked, clock=service.clock, language=language
    )
    title = Text("工单", "Tickets").in_(language)
    return _file(service, "tickets", form, _table(form, title, headings, rows))


@router.get("/feedback.{form}", response_class=StreamingResponse)
def export_feedback(
    form: TableForm,
    viewer: SignedIn,
    service: ServiceOf,
    language: Spoken,
    listed: ListedOpinions,
) -> StreamingResponse:
    """What people thought of replies, with the same filters as the list; all of it."""
    with service.store.reader(viewer) as session:
        opinions.listed(session, viewer, listed.wanted, size=1)
    headings = opinions.columns(language)
    rows = opinions.table_rows(
        service.store, viewer, listed.wanted, clock=service.clock, language=language
    )
    title = Text("回答评价", "Feedback").in_(language)
    return _file(service, "feedback", form, _table(form, title, headings, rows))


def _table(
    form: TableForm, title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> Iterator[bytes]:
    if form == "xlsx":
        return xlsx_stream(title, headings, rows)
    return (piece.encode() for piece in csv_stream(headings, rows))


def _file(service: Service, name: str, form: Form, content: Iterator[bytes]) -> StreamingResponse:
    dated = f"{name}-{service.clock.today():%Y%m%d}.{form}"
    return StreamingResponse(
        content,
        media_type=_MEDIA_TYPE[form],
        headers={
            "Content-Disposition": f'attachment; filename="{dated}"',
            "Cache-Control": "private, no-store",
        },
    )

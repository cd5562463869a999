"""Attachments over HTTP: sent in a stream, put on tickets, fetched safely."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.app import Service
from api.signed_in import ServiceOf, SignedIn
from api.writes import Write, Writing
from domain.access import Viewer
from domain.attachments import placing, reading
from domain.attachments.placing import MOST_AT_ONCE, Sent
from domain.attachments.reading import AttachmentShown
from domain.checking import checked
from domain.errors import InvalidError, NotFoundError
from domain.language import Text
from domain.models import Attachment
from domain.tickets.attaching import attach
from domain.tickets.opening import FileId
from domain.tickets.reading import ticket_by_number

log = structlog.get_logger()
router = APIRouter(prefix="/api", tags=["attachments"])
_SHOWN_IN_PLACE = ("image/jpeg", "image/png", "image/gif", "image/webp")
_PROTECTING = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}
_NO_FORM = Text(
    "请以 multipart/form-data 发送文件。", "Please send the file as multipart/form-data."
)


class Placing(BaseModel):
    """Files that were sent before, to be put on a ticket."""

    model_config = ConfigDict(extra="forbid")

    ids: Annotated[list[FileId], Field(min_length=1, max_length=MOST_AT_ONCE)]
    internal: bool = False


@router.post("/attachments", status_code=201, response_model=AttachmentShown)
async def send_attachment(request: Request, write: Writing) -> JSONResponse:
    """One file (multipart, field `file`); it is its sender's own until it is put on a ticket."""
    async with _form(request, files=1) as form:
        file = _files(form)[0]
        return await run_in_threadpool(_send, write, file.file, file.filename)


@router.post("/tickets/{number}/attachments", status_code=201)
async def attach_to_ticket(number: str, request: Request, write: Writing) -> JSONResponse:
    """Files put on a ticket: sent with this request (multipart), or before (`{"ids": […]}`)."""
    await run_in_threadpool(_refuse_unseen, write.service, write.viewer, number)
    if not request.headers.get("content-type", "").startswith("multipart/"):
        asked = await _placing(request)
        return await run_in_threadpool(_attach, write, number, asked, [])
    async with _form(request, files=MOST_AT_ONCE) as form:
        files = [(each.file, each.filename) for each in _files(form)]
        internal = str(form.get("internal", "")).lower() in ("true", "1", "on", "yes")
        sent = await run_in_threadpool(_take_in_all, write.service, files)
        asked = Placing.model_construct(ids=[], internal=internal)
        return await run_in_threadpool(_attach, write, number, asked, sent)


@router.get("/attachments/{attachment_id}", response_class=FileResponse)
def read_attachment(attachment_id: str, viewer: SignedIn, service: ServiceOf) -> FileResponse:
    """The file itself; a part of it where a `Range` is asked for."""
    row = _row(service, viewer, attachment_id)
    path = service.attachments.path_of(row.sha256)
    _refuse_missing(path)
    in_place = row.media_type in _SHOWN_IN_PLACE
    charset = "; charset=utf-8" if row.media_type.startswith("text/") else ""
    return FileResponse(
        path,
        media_type=f"{row.media_type}{charset}",
        filename=row.name,
        content_disposition_type="inline" if in_place else "attachment",
        headers=_PROTECTING,
    )


@router.get("/attachments/{attachment_id}/thumbnail", response_class=FileResponse)
def read_thumbnail(attachment_id: str, viewer: SignedIn, service: ServiceOf) -> FileResponse:
    """A picture, made small, without what the camera noted of place and owner."""
    row = _row(service, viewer, attachment_id)
    if not row.has_thumbnail:
        raise NotFoundError()
    path = service.attachments.thumbnail_of(row.sha256)
    _refuse_missing(path)
    return FileResponse(path, media_type="image/jpeg", headers=_PROTECTING)


@router.delete("/attachments/{attachment_id}", status_code=204)
def take_attachment_back(attachment_id: str, viewer: SignedIn, service: ServiceOf) -> Response:
    """Delete a file of one's own that is on no ticket yet."""
    service.store.write(lambda session: placing.take_back(session, viewer, attachment_id))
    return Response(status_code=204)


@asynccontextmanager
async def _form(request: Request, *, files: int) -> AsyncIterator[FormData]:
    """The form of a request, its files in temporary files; refused in words where it is none."""
    try:
        form = await request.form(max_files=files, max_fields=4)
    except (ClientDisconnect, HTTPException):
        text = Text(
            f"表单不完整或太大；一次最多 {files} 个文件。",
            f"The form is not whole, or too large; it may hold {files} file(s) at most.",
        )
        raise InvalidError(text) from None
    try:
        yield form
    finally:
        await form.close()


def _files(form: FormData) -> list[UploadFile]:
    found = [each for _, each in form.multi_items() if isinstance(each, UploadFile)]
    if not found:
        raise InvalidError(_NO_FORM, {"file": Text("必填", "is required")})
    return found


async def _placing(request: Request) -> Placing:
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise InvalidError(_NO_FORM) from None
    if not isinstance(body, dict):
        raise InvalidError(_NO_FORM)
    given: Placing = checked(Placing, body)
    return given


def _send(write: Write, file: BinaryIO, name: str | None) -> JSONResponse:
    sent = _take_in(write.service, file, name)

    def work(session: Session) -> dict[str, Any]:
        return {"ids": [placing.note(session, write.viewer, sent, now=write.now()).id]}

    return write.once(
        [sent.name, sent.received.sha256],
        work,
        lambda written: _shown(write, written["ids"])[0],
    )


def _attach(write: Write, number: str, asked: Placing, sent: list[Sent]) -> JSONResponse:
    def work(session: Session) -> dict[str, Any]:
        viewer, now = write.viewer, write.now()
        new = [placing.note(session, viewer, each, now=now).id for each in sent]
        ids = [*asked.ids, *new]
        placed = attach(
            session, viewer, number, ids, internal=asked.internal, now=now, trace=write.trace
        )
        return {"ids": [each.id for each in placed]}

    return write.once(
        [asked.ids, asked.internal, [[each.name, each.received.sha256] for each in sent]],
        work,
        lambda written: {"items": _shown(write, written["ids"])},
    )


def _take_in_all(service: Service, files: list[tuple[BinaryIO, str | None]]) -> list[Sent]:
    return [_take_in(service, file, name) for file, name in files]


def _take_in(service: Service, file: BinaryIO, name: str | None) -> Sent:
    largest = service.settings.attachment_mb * 1_000_000
    return placing.take_in(service.attachments, file, name or "", largest=largest)


def _refuse_unseen(service: Service, viewer: Viewer, number: str) -> None:
    """Refuse before a body is read where there is no such ticket for this viewer."""
    with service.store.reader(viewer) as session:
        ticket_by_number(session, number)


def _refuse_missing(path: Path) -> None:
    """A row without its bytes means a folder that was not restored: for the operator to know."""
    if not path.is_file():
        log.error("attachment_missing", path=str(path))
        raise NotFoundError()


def _shown(write: Write, ids: list[str]) -> list[AttachmentShown]:
    with write.service.store.reader(write.viewer) as session:
        found = reading.attachments_by_id(session, ids)
        return reading.shown(found, zone=write.service.clock.zone)


def _row(service: Service, viewer: Viewer, id: str) -> Attachment:
    with service.store.reader(viewer) as session:
        row = reading.attachment_by_id(session, id)
        session.expunge(row)
    return row

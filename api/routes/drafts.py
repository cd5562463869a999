"""Drafts over HTTP: half-filled forms of the person who is signed in."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from sqlalchemy.orm import Session

from api.signed_in import ServiceOf, SignedIn
from api.writes import Writing
from domain.tickets import drafts
from domain.tickets.drafts import DraftBody, DraftShown

router = APIRouter(prefix="/api/drafts", tags=["drafts"])


@router.get("")
def list_drafts(viewer: SignedIn, service: ServiceOf) -> dict[str, Any]:
    with service.store.reader(viewer) as session:
        return {"items": drafts.drafts(session)}


@router.post("", status_code=201, response_model=DraftShown)
def keep_draft(
    draft: DraftBody,
    write: Writing,
) -> JSONResponse:
    def work(session: Session) -> dict[str, Any]:
        row = drafts.keep_draft(session, write.viewer, draft, now=write.now())
        return {"draft": drafts.shown(row).model_dump(mode="json")}

    return write.once(draft, work, lambda written: written["draft"])


@router.put("/{draft_id}")
def change_draft(
    draft_id: str, draft: DraftBody, viewer: SignedIn, service: ServiceOf
) -> DraftShown:
    def work(session: Session) -> DraftShown:
        row = drafts.keep_draft(session, viewer, draft, id=draft_id, now=service.clock.now())
        return drafts.shown(row)

    return service.store.write(work)


@router.delete("/{draft_id}", status_code=204)
def drop_draft(draft_id: str, viewer: SignedIn, service: ServiceOf) -> Response:
    service.store.write(lambda session: drafts.drop_draft(session, viewer, draft_id))
    return Response(status_code=204)

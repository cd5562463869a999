"""Conversations: listed, searched, renamed, deleted, exported; thumbs on replies."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, Field

from api.app import Service
from api.errors import as_bytes
from api.listed import ListedOpinions
from api.signed_in import ServiceOf, SignedIn
from domain import conversations, opinions
from domain.access import Viewer
from domain.language import Language
from integrations.plain_text import conversation_text

router = APIRouter(prefix="/api", tags=["conversations"])
OpinionId = Annotated[int, Path(ge=1, lt=10**15)]


class Title(BaseModel):
    title: Annotated[str, Field(max_length=300)]


class Feedback(BaseModel):
    """A thumb, `up` or `down`, and why."""

    thumb: Literal["up", "down"]
    reason: Annotated[str, Field(max_length=opinions.REASON_LIMIT)] = ""


@router.get("/conversations")
def list_conversations(
    viewer: SignedIn,
    service: ServiceOf,
    q: Annotated[str, Query(max_length=200)] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    """The caller's conversations, newest first; `q` is looked for in titles and texts."""
    with service.store.reader(viewer) as session:
        items, total = conversations.listed(session, q=q, page=page, size=size)
    return {"items": items, "total": total, "page": page, "size": size}


@router.get("/conversations/{conversation_id}")
def read_conversation(conversation_id: str, viewer: SignedIn, service: ServiceOf) -> dict[str, Any]:
    """What was said, as the person saw it: their messages, and the replies as they stand now.

    `answering` names the turn that is under way, whose events can be followed, and its message.
    """
    # Asked before the messages are read: a turn that ends in between is in both, never in neither.
    running = service.assistant.running(viewer, conversation_id)
    answering = None
    if running is not None and not running.task.done():
        answering = {"turn": running.log.turn_id, "message": running.message}
    return {**_said(conversation_id, viewer, service), "answering": answering}


def _said(conversation_id: str, viewer: Viewer, service: Service) -> dict[str, Any]:
    with service.store.reader(viewer) as session:
        row = conversations.load(session, viewer, conversation_id)
        thumbs = opinions.thumbs(session, row.id)
        said = [
            {**each, "thumb": thumbs.get(each["reply"]["reply_id"]) if each["reply"] else None}
            for each in conversations.shown(session, row.id, clock=service.clock)
        ]
        return {"id": row.id, "title": row.title, "language": row.language, "messages": said}


@router.patch("/conversations/{conversation_id}")
def rename(
    conversation_id: str, given: Title, viewer: SignedIn, service: ServiceOf
) -> dict[str, Any]:
    """Give a conversation another title."""
    service.store.write(
        lambda session: conversations.rename(session, viewer, conversation_id, given.title)
    )
    return read_conversation(conversation_id, viewer, service)


@router.delete("/conversations/{conversation_id}", status_code=204)
async def delete(conversation_id: str, viewer: SignedIn, service: ServiceOf) -> None:
    """Take a conversation away with all that was said in it; a running turn is stopped."""
    await service.assistant.delete(viewer, conversation_id)


@router.get("/conversations/{conversation_id}/export")
def export(
    conversation_id: str,
    viewer: SignedIn,
    service: ServiceOf,
    format: Literal["md", "json"] = "md",
) -> Response:
    """The whole conversation as a file: Markdown to read, or JSON."""
    whole = _said(conversation_id, viewer, service)
    name = f'attachment; filename="bokeh-{conversation_id}.{format}"'
    if format == "json":
        content, kind = as_bytes(whole), "application/json"
    else:
        zone, language = service.clock.zone, Language(whole["language"])
        content = conversation_text(whole, language, zone).encode()
        kind = "text/markdown; charset=utf-8"
    return Response(content, media_type=kind, headers={"Content-Disposition": name})


@router.post("/chat/{conversation_id}/replies/{reply_id}/feedback", status_code=204)
def give_feedback(
    conversation_id: str, reply_id: str, given: Feedback, viewer: SignedIn, service: ServiceOf
) -> None:
    """What the person thinks of a reply; a second time replaces the first."""
    now = service.clock.now()
    service.store.write(
        lambda session: opinions.give(
            session,
            viewer,
            conversation_id,
            reply_id,
            is_good=given.thumb == "up",
            reason=given.reason,
            now=now,
        )
    )


@router.get("/feedback")
def list_feedback(
    viewer: SignedIn,
    service: ServiceOf,
    listed: ListedOpinions,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    """What people thought of replies, newest first, for those who review the answers."""
    with service.store.reader(viewer) as session:
        items, total = opinions.listed(session, viewer, listed.wanted, page=page, size=size)
    return {"items": items, "total": total, "page": page, "size": size}


@router.post("/feedback/{opinion_id}/review", status_code=204)
def review_feedback(opinion_id: OpinionId, viewer: SignedIn, service: ServiceOf) -> None:
    """Mark a piece of feedback as looked at."""
    service.store.write(lambda session: opinions.review(session, viewer, opinion_id))


@router.delete("/feedback/{opinion_id}/review", status_code=204)
def take_up_feedback_again(opinion_id: OpinionId, viewer: SignedIn, service: ServiceOf) -> None:
    """Let a piece of feedback wait to be looked at again."""
    service.store.write(
        lambda session: opinions.review(session, viewer, opinion_id, is_reviewed=False)
    )

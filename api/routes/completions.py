"""Bokeh as an OpenAI-compatible model, so that any client of chat completions can talk with it.

A client sends the whole talk each time: it is matched with the conversation kept here by its last
answer, so that cards can be approved by a typed yes and the thread goes on. Its own instructions
and tools are not taken.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from api.app import Service
from api.signed_in import ServiceOf, SignedIn
from assistant.events import Reply
from assistant.running import MESSAGE_LIMIT, Running
from assistant.tokens import tokens_of
from domain import conversations
from domain.access import Viewer
from domain.errors import InvalidError
from domain.language import Text
from integrations.plain_text import card_text

router = APIRouter(prefix="/v1", tags=["completions"])
MODEL = "bokeh"
_MARK = "\n\n---\n"  # between an answer and what stands below it
_MOST_MESSAGES = 2_000


class Part(BaseModel):
    model_config = ConfigDict(extra="ignore")
    type: str
    text: Annotated[str, Field(max_length=MESSAGE_LIMIT)] = ""


class Said(BaseModel):
    model_config = ConfigDict(extra="ignore")
    role: Annotated[str, Field(max_length=40)]
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    model_config = ConfigDict(extra="ignore")
    include_usage: bool = False


class Completing(BaseModel):
    """A request; what Bokeh has no use for is ignored."""

    model_config = ConfigDict(extra="ignore")
    model: Annotated[str, Field(max_length=200)] = MODEL
    messages: Annotated[list[Said], Field(min_length=1, max_length=_MOST_MESSAGES)]
    stream: bool = False
    stream_options: StreamOptions | None = None


@router.get("/models")
def models(viewer: SignedIn, service: ServiceOf) -> dict[str, Any]:  # noqa: ARG001 - signed in
    """The one model there is."""
    since = int(service.clock.now().timestamp())
    return {
        "object": "list",
        "data": [{"id": MODEL, "object": "model", "created": since, "owned_by": "bokeh-desk"}],
    }


@router.post("/chat/completions")
async def complete(
    asked: Completing, request: Request, viewer: SignedIn, service: ServiceOf
) -> Response:
    """Answer the last message of a talk, streamed or whole; cards follow the text in words."""
    last = asked.messages[-1]
    if last.role != "user":
        raise InvalidError(
            Text("最后一条消息要是用户说的。", "The last message has to be the user's."),
            {"messages": Text("最后一条不对", "end with another's")},
        )
    running = await service.assistant.start(
        viewer,
        last.text,
        conversation_id=await asyncio.to_thread(_continued, service, viewer, asked.messages),
        trace=getattr(request.state, "trace", None),
    )
    if asked.stream:
        chunks = _chunks(service, running, asked)
        return StreamingResponse(chunks, media_type="text/event-stream")
    reply = await running.task
    message = {"role": "assistant", "content": reply.text + _below(reply)}
    return JSONResponse(
        {
            **_head(service, running, "chat.completion"),
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": _usage(asked, message["content"]),
        }
    )


def _continued(service: Service, viewer: Viewer, said: list[Said]) -> str | None:
    """The conversation whose last answer is the last one of this talk; None for a new one."""
    answers = [each for each in said if each.role == "assistant"]
    if not answers:
        return None
    answer = answers[-1].text.partition(_MARK)[0]
    with service.store.reader(viewer) as session:
        return conversations.ending_with(session, answer)


async def _chunks(service: Service, running: Running, asked: Completing) -> AsyncIterator[str]:
    head = _head(service, running, "chat.completion.chunk")

    def chunk(delta: dict[str, str], finish: Literal["stop"] | None = None) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return _line({**head, "choices": [choice]})

    yield chunk({"role": "assistant", "content": ""})
    shown = ""
    async for event in running.log.follow():
        if event.name == "token":
            shown += event.data["text"]
            yield chunk({"content": event.data["text"]})
        elif event.name == "status" and event.data["step"] == "restarted" and shown:
            shown = ""
            yield chunk({"content": _MARK})
        elif event.name == "reply":
            reply = Reply.model_validate(event.data)
            missing = "" if shown.strip() else reply.text
            yield chunk({"content": missing + _below(reply)})
            shown += missing
    yield chunk({}, "stop")
    if asked.stream_options and asked.stream_options.include_usage:
        yield _line({**head, "choices": [], "usage": _usage(asked, shown)})
    yield "data: [DONE]\n\n"


def _below(reply: Reply) -> str:
    """Cards and buttons, which such a client cannot show, in words."""
    below = [card_text(card.model_dump(mode="json"), reply.language) for card in reply.proposals]
    below += [f"- {choice.message}" for choice in reply.choices]
    return _MARK + "\n".join(below) if below else ""


def _head(service: Service, running: Running, kind: str) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{running.log.turn_id}",
        "object": kind,
        "created": int(service.clock.now().timestamp()),
        "model": MODEL,
        "conversation_id": running.conversation_id,
    }


def _usage(asked: Completing, answer: str) -> dict[str, int]:
    sent, received = sum(tokens_of(each.text) for each in asked.messages), tokens_of(answer)
    return {
        "prompt_tokens": sent,
        "completion_tokens": received,
        "total_tokens": sent + received,
    }


def _line(data: dict[str, Any]) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"

"""A bare relay of an endpoint's stream to one reader: what clients, HTTP and the machine add.

The same events as the service sends, without anything of ours; `python -m evals.bench.relay PORT
ENDPOINT` serves it. The lag of its tokens is the baseline of the streams' bench.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from itertools import count
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

_FOREVER = 3_600.0


def relay(endpoint: str) -> Starlette:
    """An application that answers a message with what the endpoint streams for it."""
    client = httpx.AsyncClient(timeout=120)

    async def answered(message: str) -> AsyncIterator[bytes]:
        places, text = count(), ""
        yield _event(next(places), "status", {"conversation_id": "bare"})
        sent = {"messages": [{"role": "user", "content": message}]}
        async with client.stream("POST", f"{endpoint}/chat/completions", json=sent) as answer:
            async for line in answer.aiter_lines():
                if piece := _piece(line):
                    text += piece
                    yield _event(next(places), "token", {"text": piece})
        yield _event(next(places), "reply", {"text": text.strip()})
        yield _event(next(places), "done", {})

    async def quiet() -> AsyncIterator[bytes]:
        yield b": nothing\n\n"
        await asyncio.sleep(_FOREVER)

    async def chat(request: Request) -> Response:
        return _stream(answered((await request.json())["message"]))

    async def idle(_: Request) -> Response:
        return _stream(quiet())

    async def ready(_: Request) -> Response:
        return PlainTextResponse("ready")

    return Starlette(
        routes=[
            Route("/api/chat", chat, methods=["POST"]),
            Route("/api/notifications/stream", idle),
            Route("/readyz", ready),
        ]
    )


def _stream(events: AsyncIterator[bytes]) -> StreamingResponse:
    return StreamingResponse(events, media_type="text/event-stream")


def _event(place: int, name: str, data: dict[str, Any]) -> bytes:
    return f"id: bare.{place}\nevent: {name}\ndata: {json.dumps(data)}\n\n".encode()


def _piece(line: str) -> str:
    if not line.startswith("data: {"):
        return ""
    return str(json.loads(line.removeprefix("data: "))["choices"][0]["delta"].get("content") or "")


if __name__ == "__main__":
    uvicorn.run(relay(sys.argv[2]), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")

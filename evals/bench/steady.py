"""A model's endpoint that says its lines at a steady pace, and notes when it said each."""

import asyncio
import json
import re
import time
from contextlib import suppress
from dataclasses import dataclass, field

_LINE = "Line {place:05} of what the model says, which is longer than what is held back.\n"
_MARK = re.compile(r"talk (\d+) lines (\d+) pause (\d+)")


@dataclass
class Steady:
    """A chat-completions endpoint: `talk N lines M pause P` gets M lines, one every P ms."""

    said: dict[tuple[int, int], float] = field(default_factory=dict)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):  # whoever asks nothing
            await self._answer(reader, writer)
        writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = int((re.search(r"content-length: (\d+)", head, re.IGNORECASE) or ["", "0"])[1])
        marks = _MARK.findall((await reader.readexactly(length)).decode())
        talk, lines, pause = map(int, marks[-1])
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
        )
        due = time.perf_counter()
        for place in range(lines):
            due += pause / 1000
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            self.said[talk, place] = time.perf_counter()
            writer.write(_chunk({"content": _LINE.format(place=place)}))
            await writer.drain()
        writer.write(_chunk({}, "stop") + b"data: [DONE]\n\n")
        await writer.drain()


def _chunk(delta: dict[str, str], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "steady"}
    return f"data: {json.dumps({**chunk, 'choices': [choice]})}\n\n".encode()

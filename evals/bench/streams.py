"""Idle and talking streams of one server process: how late tokens come, and what cuts lose.

Beside it, in the same run, a bare relay of the same lines to the same clients.

Server, model and clients talk over real HTTP; the server is a process of its own. The model is an
endpoint on loopback that says a line at a steady pace and notes when: a token's lag is the time
from there to the reader. Cut streams are closed in the middle and resumed by `Last-Event-ID`.
"""

import argparse
import asyncio
import json
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from api.pace import share_time
from evals.bench.steady import Steady
from evals.playing import demo_world

_PLACE = re.compile(r"Line (\d{5}) ")
_START = "from api.cli import main; import sys; sys.argv[0] = 'bokeh-desk'; main()"


@dataclass
class Reader:
    """One person's client: what it has seen of the turn that answers its message."""

    client: httpx.AsyncClient
    model: Steady
    talk: int
    conversation: str = ""
    last: str = ""
    places: list[int] = field(default_factory=list)
    text: str = ""
    reply: str = ""
    done: bool = False
    lags: list[float] = field(default_factory=list)

    async def ask(self, lines: int, pause: int, *, most: int | None = None) -> None:
        message = {"message": f"talk {self.talk} lines {lines} pause {pause}"}
        await self._read("POST", "/api/chat", {"json": message}, most)

    async def resume(self, most: int | None = None) -> None:
        headers = {"Last-Event-ID": self.last} if self.last else {}
        where = f"/api/chat/{self.conversation}/events"
        await self._read("GET", where, {"headers": headers}, most)

    async def _read(self, method: str, where: str, given: dict[str, Any], most: int | None) -> None:
        """Events until the end, or until `most` came: then the connection is cut."""
        headers = {"Accept": "text/event-stream", **given.pop("headers", {})}
        sent = self.client.stream(method, where, headers=headers, **given)
        async with sent as response:
            response.raise_for_status()
            async for name, identity, data in _events(response):
                self._take(name, identity, data)
                most = None if most is None else most - 1
                if most == 0:
                    return

    def _take(self, name: str, identity: str, data: dict[str, Any]) -> None:
        self.last = identity
        self.places.append(int(identity.rpartition(".")[2]))
        if name == "status":
            self.conversation = str(data.get("conversation_id") or self.conversation)
        elif name == "token":
            piece, now = str(data["text"]), time.perf_counter()
            self.text += piece
            said = self.model.said
            self.lags += [now - said[self.talk, int(each)] for each in _PLACE.findall(piece)]
        elif name == "reply":
            self.reply = str(data["text"])
        self.done = self.done or name == "done"

    @property
    def wrong(self) -> str:
        if self.places != list(range(len(self.places))):
            return "an event is lost or came twice"
        return "" if self.done and self.text.strip() == self.reply else "the text is another one"


async def _events(
    response: httpx.Response,
) -> AsyncIterator[tuple[str, str, dict[str, Any]]]:
    """The whole events of a stream; one that is cut within is none."""
    held: dict[str, str] = {}
    async for line in response.aiter_lines():
        if line:
            name, _, value = line.partition(": ")
            held[name] = value
        elif "data" in held:
            yield held["event"], held["id"], json.loads(held["data"])
            held = {}


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m evals.bench streams", description=__doc__)
    parser.add_argument("--idle", type=int, default=1_000)
    parser.add_argument("--chatting", type=int, default=40)
    parser.add_argument("--lines", type=int, default=40, help="that each chat's answer has")
    parser.add_argument(
        "--pause", type=int, default=500, help="milliseconds between two lines: what a model writes"
    )
    parser.add_argument("--cuts", type=int, default=10_000)
    asked = parser.parse_args(argv)
    with demo_world("none") as world:
        asyncio.run(_measured(world, asked))


async def _measured(world: Path, asked: argparse.Namespace) -> None:
    share_time()  # the readers' own pauses are no lag
    model = Steady()
    listening = await asyncio.start_server(model.answer, "127.0.0.1", 0)
    endpoint = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/v1"
    table = Table("streams", "tokens", "lag p50 ms", "p99 ms", "server MB")
    with _bare(endpoint) as (url, process):
        async with _client(url) as client:
            _, bare, _ = await _compared(client, model, asked, process, table, "bare relay")
    with _served(world, endpoint) as (url, process):
        async with _client(url) as client:
            await _sign_in(client)
            alone, beside, each = await _compared(client, model, asked, process, table, "Bokeh")
            Console(width=100).print(table)
            added, idle = beside - bare, beside - alone
            print(
                f"added lag p99 {added * 1000:+.1f} ms over the bare relay (at most 20), "
                f"{idle * 1000:+.1f} ms by the idle streams, {each:.0f} KB a stream (100)"
            )
            await _cut(client, model, asked.cuts, asked.chatting)


async def _compared(
    client: httpx.AsyncClient,
    model: Steady,
    asked: argparse.Namespace,
    process: "subprocess.Popen[bytes]",
    table: Table,
    whose: str,
) -> tuple[float, float, float]:
    """The lag p99 of chats alone and beside idle streams, in seconds, and KB of an idle stream."""
    model.said.clear()
    how = (asked.chatting, asked.lines, asked.pause)
    await _chat(client, model, 4, 10, 20, talks=0)  # warm
    alone = await _chat(client, model, *how, talks=100)
    before = _megabytes(process)
    table.add_row(f"{whose}: {asked.chatting} chatting", *_row(alone), f"{before:.0f}")
    async with _idle(client, asked.idle):
        held = _megabytes(process)
        beside = await _chat(client, model, *how, talks=1_000)
    table.add_row(f"{whose}: beside {asked.idle} idle", *_row(beside), f"{held:.0f}")
    each = (held - before) * 1024 / max(1, asked.idle)
    return _quantile(alone, 0.99), _quantile(beside, 0.99), each


@contextmanager
def _bare(endpoint: str) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    port = _free_port()
    command = [sys.executable, "-m", "evals.bench.relay", str(port), endpoint]
    with _process(command, dict(os.environ)) as process:
        yield f"http://127.0.0.1:{port}", process


@contextmanager
def _served(world: Path, endpoint: str) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    port = _free_port()
    own = {"DATA_DIR": str(world), "EMBEDDING": "none", "LLM_BASE_URL": endpoint}
    own |= {"LLM_PER_MINUTE": "0", "LLM_USER_TOKENS": "0", "LLM_HOUSE_TOKENS": "0"}
    environment = {**os.environ, **{f"BOKEH_{name}": value for name, value in own.items()}}
    command = [sys.executable, "-c", _START, "serve", "--port", str(port)]
    with _process(command, environment) as process:
        yield f"http://127.0.0.1:{port}", process


@contextmanager
def _process(
    command: list[str], environment: dict[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@asynccontextmanager
async def _client(url: str) -> AsyncIterator[httpx.AsyncClient]:
    no_limit = httpx.Limits(max_connections=None, max_keepalive_connections=100)
    async with httpx.AsyncClient(base_url=url, timeout=120, limits=no_limit) as client:
        await _until_ready(client)
        yield client


async def _sign_in(client: httpx.AsyncClient) -> None:
    who = {"username": "market", "password": "demo"}
    token = (await client.post("/api/auth/login", json=who)).json()["access_token"]
    client.cookies.clear()
    client.headers["Authorization"] = f"Bearer {token}"


async def _until_ready(client: httpx.AsyncClient) -> None:
    for _ in range(600):
        try:
            if (await client.get("/readyz")).is_success:
                return
        except httpx.TransportError:
            pass
        await asyncio.sleep(0.1)
    raise RuntimeError("the server did not become ready")


async def _chat(
    client: httpx.AsyncClient, model: Steady, many: int, lines: int, pause: int, *, talks: int
) -> list[float]:
    """The lags of so many conversations at once. Raises RuntimeError for a wrong answer."""
    readers = [Reader(client, model, talks + number) for number in range(many)]

    async def begin(place: int, reader: Reader) -> None:
        await asyncio.sleep(place * 0.1)  # people do not ask all at once
        await reader.ask(lines, pause)

    await asyncio.gather(*(begin(place, each) for place, each in enumerate(readers)))
    _check(readers)
    return [lag for each in readers for lag in each.lags]


@asynccontextmanager
async def _idle(client: httpx.AsyncClient, many: int) -> AsyncIterator[None]:
    """So many open pages, each with its stream of notifications."""
    opened = [
        client.send(client.build_request("GET", "/api/notifications/stream"), stream=True)
        for _ in range(many)
    ]
    streams: list[httpx.Response] = []
    for start in range(0, many, 50):
        streams += await asyncio.gather(*opened[start : start + 50])
    await asyncio.sleep(3)
    try:
        yield
    finally:
        for each in streams:
            await each.aclose()


async def _cut(client: httpx.AsyncClient, model: Steady, cuts: int, at_once: int) -> None:
    """Streams cut in the middle again and again until so many cuts were made."""
    dice, made, readers = random.Random(1), 0, []

    async def one(talk: int) -> None:
        nonlocal made
        reader = Reader(client, model, talk)
        readers.append(reader)
        await reader.ask(150, 4, most=dice.randint(2, 6))
        while not reader.done:
            made += 1
            await reader.resume(most=dice.randint(1, 3))

    started, talk = time.perf_counter(), 10_000
    while made < cuts:
        await asyncio.gather(*(one(talk + number) for number in range(at_once)))
        talk += at_once
    _check(readers)
    events = sum(len(each.places) for each in readers)
    took = time.perf_counter() - started
    print(f"{made:,} cut streams resumed in {took:.0f} s: {events:,} events, none lost, none twice")


def _check(readers: list[Reader]) -> None:
    wrong = [each.wrong for each in readers if each.wrong]
    if wrong:
        raise RuntimeError(f"{len(wrong)} of {len(readers)} streams: {wrong[0]}")


def _row(lags: list[float]) -> tuple[str, str, str]:
    p50, p99 = (f"{_quantile(lags, share) * 1000:.1f}" for share in (0.5, 0.99))
    return f"{len(lags):,}", p50, p99


def _quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _megabytes(process: "subprocess.Popen[bytes]") -> float:
    told = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int((re.search(r"VmRSS:\s+(\d+)", told) or ["", "0"])[1]) / 1024

"""Tickets opened by many writers, each durable, beside a bare insert with the same fsync."""

import argparse
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from api.app import build
from domain.access import Viewer
from domain.database import Store
from domain.models import Ticket
from domain.tickets.opening import Draft, open_ticket
from evals.playing import demo_world, settings_in, viewer_of

BARE = "bare SQLite, one insert a transaction"


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m evals.bench numbers", description=__doc__)
    parser.add_argument("--writers", type=int, default=32)
    parser.add_argument("--tickets", type=int, default=3_000)
    asked = parser.parse_args(argv)
    table = Table("what", "a second", "p50 ms", "p99 ms", "refused")
    with demo_world("none") as world:
        for name, figures in _measured(world, asked.writers, asked.tickets).items():
            table.add_row(name, *figures)
    Console().print(table)


def _measured(world: Path, writers: int, tickets: int) -> dict[str, tuple[str, ...]]:
    service = build(settings_in(world, "none"))
    try:
        viewer = viewer_of(service, "market")
        opener = _opener(service.store, viewer, service.clock.now)
        opened = _played(opener, writers, tickets)
        _check(service.store, viewer, tickets)
    finally:
        service.close()
    with tempfile.TemporaryDirectory() as folder:
        return {"Bokeh, tickets opened": opened, BARE: _played(_bare(folder), writers, tickets)}


def _opener(store: Store, viewer: Viewer, now: Callable[[], datetime]) -> Callable[[int], None]:
    draft = Draft(kind="consult", summary="no picture on the monitor", sn="ME_207890")

    def once(_: int) -> None:
        store.write(lambda session: open_ticket(session, viewer, draft, now=now()))

    return once


def _bare(folder: str) -> Callable[[int], None]:
    path, own = f"{folder}/bare.db", threading.local()
    with sqlite3.connect(path) as first:
        first.execute("PRAGMA journal_mode=WAL")
        first.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)")

    def once(number: int) -> None:
        if not hasattr(own, "connection"):
            own.connection = sqlite3.connect(path, timeout=30, isolation_level=None)
            own.connection.execute("PRAGMA synchronous=FULL")
        own.connection.execute("INSERT INTO bare (text) VALUES (?)", (f"number {number}",))

    return once


def _played(once: Callable[[int], None], writers: int, count: int) -> tuple[str, ...]:
    """Rate, percentiles of the waiting time, and how many writes were refused."""

    def timed(number: int) -> float | None:
        started = time.perf_counter()
        try:
            once(number)
        except Exception:  # noqa: BLE001 - whatever refuses a write is what is counted
            return None
        return (time.perf_counter() - started) * 1000

    for number in range(20):
        once(-number - 1)
    started = time.perf_counter()
    with ThreadPoolExecutor(writers) as pool:
        took = list(pool.map(timed, range(count)))
    seconds = time.perf_counter() - started
    waits = sorted(each for each in took if each is not None)
    p50, p99 = (waits[int(len(waits) * share)] for share in (0.5, 0.99))
    return (f"{len(waits) / seconds:.0f}", f"{p50:.0f}", f"{p99:.0f}", str(count - len(waits)))


def _check(store: Store, viewer: Viewer, count: int) -> None:
    """No number is missing and none was given twice."""
    with store.reader(viewer) as session:
        numbers = session.scalars(
            select(Ticket.number).where(Ticket.summary == "no picture on the monitor")
        ).all()
    drawn = sorted(int(number.rpartition("-")[2]) for number in numbers)
    if drawn != list(range(drawn[0], drawn[0] + count + 20)):
        raise RuntimeError("numbers are missing or doubled")

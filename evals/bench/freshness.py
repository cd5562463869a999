"""Freshness: a new ticket is found at once in a running desk; how soon its vector is there."""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from api.app import Service, build, make_demo
from domain.access import Viewer
from domain.language import Language
from domain.tickets.opening import Draft, open_ticket
from evals.bench.world import ticket
from evals.playing import settings_in, viewer_of

_PATIENCE_S = 600
_LOOK_S = 0.02


@dataclass(frozen=True)
class Waits:
    """Seconds that the search for a ticket just made took, and until its vector was there."""

    found: float
    vector: float


@dataclass(frozen=True)
class _Made:
    number: str
    at: float  # when it was committed
    found_s: float


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="evals.bench freshness", description=__doc__)
    parser.add_argument("--embedding", default="builtin", help="an embedding setting")
    parser.add_argument("--tickets", type=int, default=20, help="made one a second")
    parser.add_argument("--writers", type=int, default=32)
    parser.add_argument("--burst", type=int, default=160, help="made by all writers at once")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as home:
        settings = settings_in(Path(home), chosen.embedding)
        make_demo(settings)
        service = build(settings)
        try:
            desk, burst, seeds = _Desk(service), chosen.burst, range(10**6, 10**7)
            _told("one ticket a second", desk.one_by_one(seeds[: chosen.tickets]))
            _told(
                f"{burst} by {chosen.writers} writers", desk.at_once(seeds[-burst:], chosen.writers)
            )
            seeds = seeds[chosen.tickets : -burst]
            _told("one more, just behind them", desk.behind(seeds[: burst + 1], chosen.writers))
        finally:
            service.close()


def _told(name: str, waits: Sequence[Waits]) -> None:
    for what in fields(Waits):
        p50, p95 = np.percentile([getattr(each, what.name) for each in waits], [50, 95])
        print(f"{name:32}{what.name:10}p50 {p50:6.2f} s   p95 {p95:6.2f} s   n {len(waits)}")


class _Desk:
    """Opens tickets whose texts were never there before, and watches the index take them in."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._viewer: Viewer = viewer_of(service, "market")
        self._desk = service.assistant.desk_of(self._viewer, Language.EN)
        service.library.catch_up()
        service.library.embed_pending()
        service.start_worker()

    def one_by_one(self, seeds: Sequence[int]) -> list[Waits]:
        found = []
        for seed in seeds:
            begun = time.monotonic()
            found += self._waited([self._opened(seed)])
            time.sleep(max(0.0, 1.0 - (time.monotonic() - begun)))
        return found

    def at_once(self, seeds: Sequence[int], writers: int) -> list[Waits]:
        with ThreadPoolExecutor(writers) as pool:
            return self._waited(list(pool.map(self._opened, seeds)))

    def behind(self, seeds: Sequence[int], writers: int) -> list[Waits]:
        """How long the last one waits, which comes while all others wait for their vectors."""
        with ThreadPoolExecutor(writers) as pool:
            list(pool.map(self._opened, seeds[:-1]))
        return self._waited([self._opened(seeds[-1])])

    def _opened(self, seed: int) -> _Made:
        """Opens a ticket and searches for it."""
        source = ticket(seed, random.Random(seed)).source
        draft = Draft(
            kind="consult", summary=source.title, description=source.parts[0].text, sn="ME_207890"
        )
        now, viewer = self._service.clock.now(), self._viewer
        number = self._service.store.write(
            lambda session: open_ticket(session, viewer, draft, now=now).number
        )
        at = time.monotonic()
        hits = self._desk.search(number, kinds=("ticket",), limit=1).hits
        if not hits or hits[0].number != number:
            raise SystemExit(f"{number} was not found at once")
        return _Made(number, at, time.monotonic() - at)

    def _waited(self, made: Sequence[_Made]) -> list[Waits]:
        left = {each.number: each for each in made}
        found: list[Waits] = []
        until = time.monotonic() + _PATIENCE_S
        while left and time.monotonic() < until:
            ready, now = self._embedded(list(left)), time.monotonic()
            made_ready = map(left.pop, ready)
            found += [Waits(each.found_s, now - each.at) for each in made_ready]
            time.sleep(_LOOK_S)
        if left:
            raise SystemExit(f"without vectors: {', '.join(left)}")
        return found

    def _embedded(self, numbers: Sequence[str]) -> list[str]:
        """Those of the tickets whose passages all have their vectors."""
        rows: Any = self._service.library.upkeep.current().file.reader.execute(
            "SELECT number FROM source JOIN chunk ON chunk.source=source.id"
            " WHERE number IN (SELECT value FROM json_each(?))"
            " GROUP BY number HAVING count(vector)=count(*)",
            (json.dumps(numbers),),
        )
        return [number for (number,) in rows]

"""Isolation: random reading by random viewers of the demo world, against a filter in Python."""

import argparse
import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.app import Service, build, make_demo
from domain.access import Viewer
from domain.language import Language
from domain.models import Ticket
from evals.playing import settings_in, viewer_of

USERS = ("market", "lead", "repair", "rnd", "boss", "proav", "gafpa", "onesv", "euoffice",
         "dpgadget", "rmk", "max")  # fmt: skip
_WORKSHOP = ("repair",)
_TOGETHER = 40  # operations of one viewer on one connection
_SEARCHED = 0.01  # of the operations ask the index, which takes a hundred times as long
_HOSTILE = ("acl:xs", '" OR acl : "xs0', "NEAR(", "*", "kindticket0", "", "🙂", "a" * 5_000)


@dataclass(frozen=True)
class Case:
    """A ticket with what decides who may read it, told without the rules under test."""

    id: int
    number: str
    kind: str
    status: str
    dealer: int | None
    customer: int | None
    title: str

    def is_for(self, viewer: Viewer) -> bool:
        if viewer.dealer_id is not None:
            return self.dealer == viewer.dealer_id
        if viewer.customer_id is not None:
            return self.customer == viewer.customer_id
        return viewer.username not in _WORKSHOP or self.kind == "rma"


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="evals.bench isolation", description=__doc__)
    parser.add_argument("--operations", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as home:
        settings = settings_in(Path(home), "none")
        make_demo(settings)
        service = build(settings)
        try:
            _play(service, random.Random(chosen.seed), chosen.operations)
        finally:
            service.close()


def _play(service: Service, dice: random.Random, operations: int) -> None:
    cases = _cases(service)
    viewers = [viewer_of(service, name) for name in USERS]
    done: Counter[str] = Counter()
    leaks: list[str] = []
    begun = time.monotonic()
    while done.total() < operations:
        viewer = dice.choice(viewers)
        mine = [case for case in cases if case.is_for(viewer)]
        if dice.random() < _SEARCHED * _TOGETHER:
            leaks += _searched(service, viewer, cases, dice)
            done["searched"] += 1
        with service.store.reader(viewer) as session:
            for _ in range(_TOGETHER):
                name, wrong = _read(session, cases, mine, dice)
                done[name] += 1
                leaks += [f"{viewer.username}, {name}: {wrong}"] if wrong else []
    rate = done.total() / (time.monotonic() - begun)
    print(f"{done.total():,} operations {dict(done)}, {rate:,.0f}/s, {len(leaks)} leaks")
    if leaks:
        raise SystemExit("\n".join(leaks[:20]))


def _cases(service: Service) -> list[Case]:
    with service.store.unbound_reader() as session:
        return [
            Case(row.id, row.number, row.kind, row.status, row.reader_dealer_id,
                 row.customer_id, row.summary)
            for row in session.scalars(select(Ticket))
        ]  # fmt: skip


def _read(
    session: Session, cases: list[Case], mine: list[Case], dice: random.Random
) -> tuple[str, str]:
    """One operation by name, and what was wrong with it ("" when nothing)."""
    case = dice.choice(cases)
    name = dice.choice(("by number", "by id", "listed", "counted"))
    if name in ("listed", "counted"):
        held = {each.id for each in mine if each.status == case.status and each.kind == case.kind}
        where = (Ticket.status == case.status, Ticket.kind == case.kind)
        if name == "counted":
            counted = session.scalar(select(func.count()).select_from(Ticket).where(*where))
            return name, "" if counted == len(held) else f"{counted} for {len(held)}"
        listed = set(session.scalars(select(Ticket.id).where(*where)))
        return name, "" if listed == held else f"{sorted(listed ^ held)}"
    asked = Ticket.number == case.number if name == "by number" else Ticket.id == case.id
    found = session.scalar(select(Ticket.id).where(asked))
    return name, "" if (found is not None) == (case in mine) else case.number


def _searched(
    service: Service, viewer: Viewer, cases: list[Case], dice: random.Random
) -> list[str]:
    """What search and similar cases show that is not the viewer's."""
    desk = service.assistant.desk_of(viewer, Language.EN)
    readable = {case.id for case in cases if case.is_for(viewer)}
    query = dice.choice((dice.choice(_HOSTILE), dice.choice(cases).title))
    hits = desk.search(query, kinds=("ticket",), limit=20).hits
    shown = [hit.id for hit in hits] + [each.id for each in desk.similar(query, limit=20)]
    return [f"{viewer.username}, search {query!r}: {id}" for id in shown if id not in readable]

"""Isolation: random operations of random viewers on the demo world, against an oracle in Python."""

import argparse
import multiprocessing
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from api.app import Service, build, make_demo
from domain.access import Viewer, audiences
from domain.customers import follow_dealer
from domain.language import Language
from domain.models import Category, Comment, Customer, Dealer, Ticket
from evals.playing import settings_in, viewer_of

USERS = ("market", "lead", "repair", "rnd", "boss", "proav", "gafpa", "onesv", "euoffice",
         "dpgadget", "rmk", "max")  # fmt: skip
_WORKSHOP = ("repair",)
_TOGETHER = 500  # operations of one viewer on one connection
_SEARCHED = 5  # operations on the index beside them, each of which takes a hundred times as long
_MOVED = 0.2  # of the times a customer goes to another dealer in between
_HOSTILE = ("acl:xs", '" OR acl : "xs0', "NEAR(", "*", "kindticket0", "", "🙂", "a" * 5_000)


@dataclass(frozen=True)
class Case:
    """A ticket with what decides who may read it, told without the rules under test."""

    id: int
    number: str
    kind: str
    status: str
    named: int | None  # the dealer that stands in the ticket
    customer: int | None
    title: str
    category: str


class Oracle:
    """Who may read what, kept beside the store."""

    def __init__(self, service: Service, viewers: list[Viewer]) -> None:
        with service.store.unbound_reader() as session:
            rows = session.execute(
                select(Ticket, Category.code).outerjoin(Category, Category.id == Ticket.category_id)
            ).all()
            self.cases = [
                Case(row.id, row.number, row.kind, row.status, row.dealer_id, row.customer_id,
                     row.summary, category or "")
                for row, category in rows
            ]  # fmt: skip
            dealers = session.execute(select(Customer.id, Customer.dealer_id)).tuples()
            self.dealer_of: dict[int, int | None] = dict(dealers.all())
            self.dealers = list(session.scalars(select(Dealer.id)))
            self.said: dict[int, Counter[bool]] = defaultdict(Counter)
            for ticket, internal in session.execute(select(Comment.ticket_id, Comment.is_internal)):
                self.said[ticket][internal] += 1
        self.viewers = viewers
        self.settle()

    def settle(self) -> None:
        """Decide anew who may read which tickets."""
        self.mine = {
            viewer.username: {case.id for case in self.cases if self._is_for(case, viewer)}
            for viewer in self.viewers
        }
        self.kept: dict[tuple[str, str, str], set[int]] = defaultdict(set)
        for viewer in self.viewers:
            for case in self.cases:
                if case.id in self.mine[viewer.username]:
                    self.kept[viewer.username, case.kind, case.status].add(case.id)

    def _is_for(self, case: Case, viewer: Viewer) -> bool:
        if viewer.dealer_id is not None:
            of_customer = self.dealer_of.get(case.customer or 0)
            return viewer.dealer_id == (of_customer or case.named)
        if viewer.customer_id is not None:
            return case.customer == viewer.customer_id
        return viewer.username not in _WORKSHOP or case.kind == "rma"

    def comments_for(self, viewer: Viewer, case: Case) -> int:
        if case.id not in self.mine[viewer.username]:
            return 0
        outside = viewer.dealer_id is not None or viewer.customer_id is not None
        return self.said[case.id][False] + (0 if outside else self.said[case.id][True])


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="evals.bench isolation", description=__doc__)
    parser.add_argument("--operations", type=int, default=1_000_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(argv)
    each = -(-chosen.operations // chosen.processes)
    work = [(chosen.seed * 100 + number, each) for number in range(chosen.processes)]
    begun = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(chosen.processes) as pool:
        played = pool.starmap(_play, work)
    done = sum((counted for counted, _ in played), Counter[str]())
    leaks = [leak for _, found in played for leak in found]
    rate = done.total() / (time.monotonic() - begun)
    print(f"{done.total():,} operations {dict(done)}, {rate:,.0f}/s, {len(leaks)} leaks")
    if leaks:
        raise SystemExit("\n".join(leaks[:20]))


def _play(seed: int, operations: int) -> tuple[Counter[str], list[str]]:
    """One world of its own, played until so many operations are done: (how many of each, leaks)."""
    with tempfile.TemporaryDirectory() as home:
        settings = settings_in(Path(home), "none")
        make_demo(settings)
        service = build(settings)
        try:
            return _played(service, random.Random(seed), operations)
        finally:
            service.close()


def _played(
    service: Service, dice: random.Random, operations: int
) -> tuple[Counter[str], list[str]]:
    oracle = Oracle(service, [viewer_of(service, name) for name in USERS])
    done: Counter[str] = Counter()
    leaks: list[str] = []
    while done.total() < operations:
        viewer = dice.choice(oracle.viewers)
        if dice.random() < _MOVED:
            _move(service, oracle, dice)
            done["moved"] += 1
        for _ in range(_SEARCHED):
            leaks += _searched(service, viewer, oracle, dice)
            done["searched"] += 1
        with service.store.reader(viewer) as session:
            for _ in range(_TOGETHER):
                name, read = dice.choice(_READ)
                wrong = read(session, viewer, oracle, dice.choice(oracle.cases))
                done[name] += 1
                leaks += [f"{viewer.username}, {name}: {wrong}"] if wrong else []
    return done, leaks


def _move(service: Service, oracle: Oracle, dice: random.Random) -> None:
    """A customer goes to another dealer, with its tickets."""
    moved, dealer = dice.choice(list(oracle.dealer_of)), dice.choice(oracle.dealers)

    def work(session: Session) -> None:
        customer = session.get_one(Customer, moved)
        customer.dealer_id = dealer
        follow_dealer(session, customer, now=service.clock.now())

    service.store.write(work)
    oracle.dealer_of[moved] = dealer
    oracle.settle()


# Made once: to make a statement takes longer than to run it.
_NUMBER = select(Ticket.id).where(Ticket.number == bindparam("number"))
_ID = select(Ticket.summary).where(Ticket.id == bindparam("id"))
_LIKE = (Ticket.status == bindparam("status"), Ticket.kind == bindparam("kind"))
_LISTED = select(Ticket.id).where(*_LIKE)
_COUNTED = select(func.count()).select_from(Ticket).where(*_LIKE)
_COMMENTS = select(func.count()).select_from(Comment).where(Comment.ticket_id == bindparam("id"))


def _by_number(session: Session, viewer: Viewer, oracle: Oracle, case: Case) -> str:
    found = session.scalar(_NUMBER, {"number": case.number})
    return "" if (found == case.id) == (case.id in oracle.mine[viewer.username]) else case.number


def _by_id(session: Session, viewer: Viewer, oracle: Oracle, case: Case) -> str:
    found = session.scalar(_ID, {"id": case.id})
    return "" if (found is not None) == (case.id in oracle.mine[viewer.username]) else case.number


def _listed(session: Session, viewer: Viewer, oracle: Oracle, case: Case) -> str:
    listed = set(session.scalars(_LISTED, {"status": case.status, "kind": case.kind}))
    wrong = listed ^ oracle.kept[viewer.username, case.kind, case.status]
    return f"{sorted(wrong)}" if wrong else ""


def _counted(session: Session, viewer: Viewer, oracle: Oracle, case: Case) -> str:
    counted = session.scalar(_COUNTED, {"status": case.status, "kind": case.kind})
    held = len(oracle.kept[viewer.username, case.kind, case.status])
    return "" if counted == held else f"{counted} for {held}"


def _comments(session: Session, viewer: Viewer, oracle: Oracle, case: Case) -> str:
    counted = session.scalar(_COMMENTS, {"id": case.id})
    held = oracle.comments_for(viewer, case)
    return "" if counted == held else f"{counted} for {held} of {case.number}"


_READ: list[tuple[str, Callable[[Session, Viewer, Oracle, Case], str]]] = [
    ("by number", _by_number),
    ("by id", _by_id),
    ("listed", _listed),
    ("counted", _counted),
    ("comments", _comments),
]


def _searched(service: Service, viewer: Viewer, oracle: Oracle, dice: random.Random) -> list[str]:
    """What search, similar cases and suggested categories show that is not the viewer's."""
    desk = service.assistant.desk_of(viewer, Language.EN)
    readable = oracle.mine[viewer.username]
    query = dice.choice((dice.choice(_HOSTILE), dice.choice(oracle.cases).title))
    way = dice.choice(("search", "similar", "category"))
    if way == "category":
        learnt = {case.category for case in oracle.cases if case.id in readable}
        suggested = service.library.suggest_category(
            query, audiences=audiences(viewer), visible=desk.visible
        )
        wrong = {each.category for each in suggested} - learnt
    elif way == "similar":
        wrong = {str(each.id) for each in desk.similar(query, limit=20) if each.id not in readable}
    else:
        hits = desk.search(query, kinds=("ticket",), limit=20).hits
        wrong = {str(hit.id) for hit in hits if hit.id not in readable}
    return [f"{viewer.username}, {way} {query!r}: {each}" for each in sorted(wrong)]

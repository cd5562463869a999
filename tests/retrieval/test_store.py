"""The store as the index sees it: who finds what of the demo world, and how soon."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain.access import audiences
from domain.importing import import_records
from domain.language import Language
from domain.models import Article, Customer, Dealer, Ticket, Wish
from retrieval.library import Library
from retrieval.passage import KINDS
from retrieval.store import StoreTruth
from tests.conftest import NOW, ZONE
from tests.retrieval.shelf import WordVectors
from tools.context import Desk

USERS = ("market", "lead", "repair", "rnd", "boss", "proav", "gafpa", "dpgadget", "rmk", "max")
MODELS = {"ticket": Ticket, "article": Article, "wish": Wish}


@pytest.fixture
def library(demo_store, demo_folder, tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "index", StoreTruth(demo_store), None)
    opened.catch_up()
    yield opened
    opened.close()


@pytest.fixture
def desk_of(demo_store, library: Library, clock, as_user):
    return lambda name: Desk(as_user(name), Language.EN, clock, demo_store, library)


def test_the_index_lets_each_user_find_what_the_store_lets_them_read(demo_store, as_user) -> None:
    truth = StoreTruth(demo_store)
    held = {kind: list(truth.sources(kind)) for kind in MODELS}
    for name in USERS:
        viewer = as_user(name)
        with demo_store.reader(viewer) as session:
            for kind, model in MODELS.items():
                rows = select(model.id)
                if kind == "article":
                    rows = rows.where(Article.status == "published")
                readable = set(session.scalars(rows))
                mine = audiences(viewer)
                found = {s.id for s in held[kind] if any(p.audiences & mine for p in s.parts)}
                assert found <= readable, (name, kind)
                if kind != "article":  # of an internal article outsiders find nothing at all
                    assert found == readable, (name, kind)


def test_a_wish_just_taken_in_is_found_by_staff_and_by_nobody_else(demo_store, desk_of) -> None:
    product = {"type": "product", "code": "zed", "name": "Zed"}
    wish = {"type": "wish", "title": "Zebra on the eyepiece", "product": "zed", "votes": 3,
            "description": "A quibblewock pattern above 95 IRE.", "status": "new"}  # fmt: skip
    report = import_records(demo_store, [product, wish], now=NOW, zone=ZONE)
    assert not report.refusals
    for name in USERS:
        desk = desk_of(name)
        found = desk.search("quibblewock", kinds=("wish",)).hits
        staff = name in ("market", "lead", "repair", "rnd", "boss")
        assert [hit.title for hit in found] == ["Zebra on the eyepiece"] * staff
        assert desk.search("quibblewock", kinds=("ticket", "article")).hits == ()


def test_a_ticket_whose_customer_moves_to_another_dealer_is_lost_to_the_first_at_once(
    demo_store, desk_of, library: Library
) -> None:
    with demo_store.unbound_reader() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.number == "K2602-0001")).one()
        customer, number = ticket.customer_id, ticket.number
        other = session.scalars(select(Dealer.id).where(Dealer.code == "gafpa")).one()
    assert number in [hit.number for hit in desk_of("proav").search(number, kinds=KINDS).hits]

    def move(session: Session) -> None:
        session.execute(update(Customer).where(Customer.id == customer).values(dealer_id=other))
        moved = session.scalars(select(Ticket).where(Ticket.customer_id == customer))
        for each in moved:
            each.reader_dealer_id = other

    demo_store.write(move)  # and nothing is told to the index: it is as stale as it can be
    assert number not in [hit.number for hit in desk_of("proav").search(number, kinds=KINDS).hits]
    alike = desk_of("proav").similar("MAVO Edge 8K 拍摄死机问题 4K 50fps", limit=50)
    assert number not in [each.number for each in alike]


def test_a_new_tickets_vector_is_there_within_five_seconds(demo_store, demo_folder, tmp_path):
    shutil.copytree(demo_folder / "index", tmp_path / "index")
    library = Library.open(tmp_path / "index", StoreTruth(demo_store), WordVectors())
    library.catch_up()
    library.embed_pending()
    product = {"type": "product", "code": "zed", "name": "Zed"}
    new = {"type": "ticket", "number": "K2602-7777", "kind": "consult", "status": "in_progress",
           "created_at": NOW.isoformat(), "product": "zed", "summary": "Quibble"}  # fmt: skip
    assert not import_records(demo_store, [product, new], now=NOW, zone=ZONE).refusals
    begun = time.monotonic()
    library.catch_up()
    library.embed_pending(budget_s=2)
    assert library.lag() == (0, 0)
    assert time.monotonic() - begun < 5
    library.close()

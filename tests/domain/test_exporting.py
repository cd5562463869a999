"""Exports: each viewer gets what it sees, and the whole store can be taken in again elsewhere."""

import json
from decimal import Decimal
from pathlib import Path

from sqlalchemy import func, select

from domain.access import Permission
from domain.database import Store
from domain.exporting import tickets as exported
from domain.exporting.world import json_line, left_out, records
from domain.importing import import_lines
from domain.importing.records import RECORDS
from domain.importing.taking import Outcome
from domain.language import Language
from domain.models import Article, Base, Invoice, Ticket, User
from domain.schema import migrate
from domain.tickets.finding import Filter
from tests.conftest import NOW, ZONE


def lines_of(store: Store) -> list[str]:
    with store.unbound_reader() as session:
        return [json_line(record) for record in records(session)]


def counts(store: Store) -> dict[str, int]:
    kept = ("tickets", "comments", "ticket_parts", "links", "devices", "ownerships", "customers",
            "dealers", "users", "parts", "part_prices", "stock", "receivables", "contracts",
            "articles", "wishes", "holidays", "repair_plans", "regions", "groups",
            "group_members", "organisations", "invoices", "payments")  # fmt: skip
    with store.unbound_reader() as session:
        return {
            name: session.scalar(select(func.count()).select_from(Base.metadata.tables[name]))
            for name in kept
        }


def money(store: Store) -> set[tuple[str, Decimal, str, bool]]:
    with store.unbound_reader() as session:
        rows = session.scalars(select(Invoice))
        return {(row.number, row.total, row.currency, row.paid_at is None) for row in rows}


def test_the_whole_store_taken_in_elsewhere_is_the_same_world(demo_store, tmp_path: Path):
    def odd(session):
        session.scalars(select(User).where(User.username == "rnd")).one().is_active = False

    demo_store.write(odd)
    first = lines_of(demo_store)
    migrate(tmp_path / "other.db")
    other = Store(tmp_path / "other.db")
    try:
        report = import_lines(other, first, now=NOW, zone=ZONE)
        assert report.refusals == []
        assert sorted(lines_of(other)) == sorted(first)
        assert counts(other) == counts(demo_store)
        assert money(other) == money(demo_store) != set()
        assert import_lines(other, first, now=NOW, zone=ZONE).counts[Outcome.NEW] == 0
        assert sorted(lines_of(other)) == sorted(first)
    finally:
        other.close()


def test_every_type_of_record_that_the_demo_world_holds_comes_out(demo_store):
    made = {json.loads(line)["type"] for line in lines_of(demo_store)}
    assert set(RECORDS) - made <= {"organisation", "group"}


def test_every_record_type_comes_out_as_it_went_in(store):
    given = [
        {"type": "family", "code": "f", "name_zh": "族", "name_en": "Family"},
        {"type": "region", "code": "eu", "name_zh": "欧", "name_en": "Europe", "countries": ["DE"]},
        {"type": "holiday", "date": "2026-02-17", "working": True},
        {"type": "organisation", "code": "hq", "name": "HQ"},
        {"type": "organisation", "code": "north", "name": "North", "parent": "hq"},
        {"type": "product", "code": "p", "name": "P", "family": "f", "aliases": ["pp"]},
        {"type": "category", "code": "c", "name_zh": "类", "name_en": "C"},
        {"type": "dealer", "code": "d", "name": "D", "tier": 1, "region": "eu", "currency": "EUR"},
        {"type": "customer", "code": "k", "name": "K", "account_type": "institution",
         "dealer": "d", "contacts": [{"name": "A", "email": "a@b.example"}], "tags": ["VIP"]},
        {"type": "user", "username": "u", "name": "U", "role": "dealer", "dealer": "d",
         "language": "zh", "active": False},
        {"type": "group", "code": "g", "name": "G", "organisation": "hq", "members": ["u"]},
        {"type": "part", "sku": "s", "name_zh": "件", "name_en": "S", "fits": ["p"],
         "prices": {"USD": "1.50"}},
        {"type": "repair_plan", "code": "r", "name_zh": "案", "name_en": "R", "products": ["p"],
         "options": {"nd": True}, "prices": {"USD": "9.00"}},
        {"type": "stock", "dealer": "d", "sku": "s", "quantity": 3, "safety": 0},
        {"type": "receivable", "dealer": "d", "amount": "10.00", "currency": "USD",
         "since": "2026-01-01", "reference": "x", "paid": "2026-02-01T00:00:00+00:00"},
        {"type": "contract", "customer": "k", "from": "2026-01-01", "until": "2027-01-01",
         "kind": "service"},
        {"type": "device", "sn": "X_1", "product": "p", "batch": "b", "firmware": "1",
         "warranty_until": "2026-05-01", "owners": [{"customer": "k", "from": "2025-01-01"}]},
        {"type": "article", "number": "KB-0001", "kind": "faq", "title": "T", "problem": "?",
         "visibility": "Dealer", "status": "draft", "language": "en"},
        {"type": "wish", "number": "FR-2026-0001", "title": "W", "votes": 0, "status": "new"},
        {"type": "ticket", "number": "K2602-0001", "kind": "consult", "status": "in_progress",
         "created_at": "2026-02-01T00:00:00+00:00", "status_at": "2026-02-02T00:00:00+00:00",
         "customer": "k", "dealer": "d", "sn": "X_1", "product": "p", "category": "c",
         "warranty": True, "summary": "=1+1", "comments": [
             {"at": "2026-02-03T00:00:00+00:00", "by": "u", "text": "死机", "internal": True}],
         "parts": [{"sku": "s", "quantity": 2}], "details": {"odd": {"deep": [1, None]}}},
        {"type": "ticket", "number": "RMA-D-2602-0001", "kind": "rma", "status": "closed",
         "created_at": "2026-02-01T00:00:00+00:00", "status_at": "2026-02-02T00:00:00+00:00",
         "closed_at": "2026-02-02T00:00:00+00:00", "dealer": "d", "customer": "k", "sn": "X_1",
         "product": "p", "channel": "D", "warranty": True, "summary": "x"},
        {"type": "link", "from": "K2602-0001", "to": "RMA-D-2602-0001", "kind": "upgraded_to"},
    ]  # fmt: skip
    assert {each["type"] for each in given} == set(RECORDS)
    report = import_lines(store, map(json.dumps, given), now=NOW, zone=ZONE)
    assert report.refusals == []
    out = [json.loads(line) for line in lines_of(store)]
    missing = [each for each in given if each not in out and each["type"] != "category"]
    assert missing == []
    assert len(out) == len(given)


def test_imported_documents_are_left_out_and_counted(store):
    def write(session):
        for number, file_name in (("KB-0001", None), ("KB-0002", "manual.pdf")):
            session.add(
                Article(number=number, kind="faq", title="t", products=[], visibility="Public",
                        status="published", language="en", file_name=file_name,
                        created_at=NOW, updated_at=NOW)
            )  # fmt: skip

    store.write(write)
    assert [json.loads(line)["number"] for line in lines_of(store)] == ["KB-0001"]
    with store.unbound_reader() as session:
        assert left_out(session) == 1


def test_each_viewer_exports_exactly_the_tickets_it_sees(demo_store, as_user, clock):
    for username in ("market", "repair", "proav", "gafpa", "rmk", "max", "rnd"):
        viewer = as_user(username)
        with demo_store.reader(viewer) as session:
            seen = set(session.scalars(select(Ticket.number)))
        made = list(exported.viewed_records(demo_store, viewer, Filter(), clock=clock))
        rows = list(
            exported.viewed_rows(demo_store, viewer, Filter(), clock=clock, language=Language.ZH)
        )
        assert {each["number"] for each in made} == {row[0] for row in rows} == seen
        assert len(made) == len(rows) == len(seen)


def test_nobody_below_staff_exports_anything_internal(demo_store, as_user, clock):
    proav = as_user("proav")
    assert not proav.may(Permission.READ_INTERNAL)
    made = list(exported.viewed_records(demo_store, proav, Filter(), clock=clock))
    assert not any("solution_internal" in each or "handler" in each for each in made)
    assert not any(said["internal"] for each in made for said in each.get("comments", []))
    assert not any("exception" in each.get("details", {}) for each in made)
    headings = exported.columns(proav, Language.EN)
    assert len(exported.columns(as_user("market"), Language.EN)) == len(headings) + 2


def test_an_export_is_narrowed_like_the_list(demo_store, as_user, clock):
    market = as_user("market")
    asked = Filter(kind="rma", status="open", words="死机")
    made = list(exported.viewed_records(demo_store, market, asked, clock=clock))
    assert made
    assert {each["kind"] for each in made} == {"rma"}
    moments = [each["created_at"] for each in made]
    assert moments == sorted(moments, reverse=True)

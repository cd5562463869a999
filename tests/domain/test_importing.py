"""Importing records: what is taken, what is refused and why, and that twice changes nothing."""

import json
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from domain import demo
from domain.importing import import_lines, import_records
from domain.importing.taking import Outcome
from domain.models import (
    Base,
    Counter,
    Customer,
    Device,
    Invoice,
    Outgoing,
    Payment,
    Stock,
    Ticket,
    User,
)
from domain.numbers import next_number
from domain.tickets import moving
from tests.conftest import NOW, ZONE


def take(store, *records):
    return import_records(store, records, now=NOW, zone=ZONE)


def take_text(store, text):
    return import_lines(store, text.splitlines(), now=NOW, zone=ZONE)


def rows(store):
    with store.unbound_reader() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.tables.values()
        }


PRODUCT = {"type": "product", "code": "edge8k", "name": "MAVO Edge 8K", "aliases": ["8K"]}
DEALERS = [
    {"type": "dealer", "code": code, "name": code.title(), "tier": 1} for code in ("aa", "bb")
]
CUSTOMER = {"type": "customer", "code": "C1", "name": "Ann Lee", "dealer": "aa"}
TICKET = {
    "type": "ticket", "number": "K2601-0007", "kind": "consult", "status": "in_progress",
    "created_at": "2026-01-05T10:00:00+08:00", "customer": "C1", "product": "edge8k",
    "summary": "freezes",
}  # fmt: skip


def test_the_demo_world_is_taken_whole_and_a_second_time_changes_nothing(demo_store):
    before = rows(demo_store)
    report = take(demo_store, *demo.records())
    assert report.refusals == []
    assert report.counts[Outcome.NEW] == report.counts[Outcome.CHANGED] == 0
    assert rows(demo_store) == before


def test_records_come_in_any_order(store):
    report = take(store, TICKET, CUSTOMER, *DEALERS, PRODUCT)
    assert report.refusals == []
    child = {"type": "category", "code": "x", "parent": "y", "name_zh": "x", "name_en": "x"}
    parent = {"type": "category", "code": "y", "name_zh": "y", "name_en": "y"}
    assert take(store, child, parent).refusals == []


def test_bad_lines_are_refused_with_their_number_and_the_others_taken(store):
    text = "\n".join(
        [
            json.dumps(PRODUCT),
            "{not json",
            "[1, 2]",
            '{"type": "spaceship"}',
            '{"type": ["product"]}',
            json.dumps({**PRODUCT, "code": "p2", "family": "nowhere"}),
            json.dumps({**PRODUCT, "code": "p3", "colour": "red"}),
            json.dumps({**PRODUCT, "code": "p4"}),
            "",
            '{"type":"dealer","code":"d","name":"D","tier":9}',
            "[" * 100_000,
        ]
    )
    report = take_text(store, text)
    assert [refusal.line for refusal in report.refusals] == [2, 3, 4, 5, 6, 7, 10, 11]
    reasons = {refusal.line: refusal.reason for refusal in report.refusals}
    assert "JSON" in reasons[2].en
    assert "nowhere" in reasons[6].en
    assert "colour" in reasons[7].en
    assert "tier" in reasons[10].en
    assert report.counts[Outcome.NEW] == 2


def test_wrong_tickets_are_refused_each_for_its_own_reason(store):
    take(store, PRODUCT, *DEALERS, CUSTOMER)
    wrong = {
        "status": {**TICKET, "status": "flying"},
        "kind": {**TICKET, "kind": "letter"},
        "customer": {**TICKET, "customer": "C9"},
        "closed_at": {**TICKET, "status": "resolved", "closed_at": "2025-01-01T00:00:00Z"},
        "number": {**TICKET, "number": "TICKET-1"},
        "created_at": {**TICKET, "created_at": "yesterday"},
        "sku": {**TICKET, "parts": [{"sku": "S9", "quantity": 1}]},
    }
    report = take(store, *wrong.values())
    assert len(report.refusals) == len(wrong)
    assert rows(store)["tickets"] == 0
    assert rows(store)["outbox"] == 0


def test_a_number_must_be_one_of_its_kind_and_keeps_its_kind(store):
    take(store, PRODUCT, *DEALERS, CUSTOMER, TICKET)
    other = {**TICKET, "kind": "rma", "status": "closed"}
    foreign = {**TICKET, "number": "RMA-D-2602-0099"}
    assert len(take(store, other, foreign).refusals) == 2
    with store.unbound_reader() as session:
        assert session.scalars(select(Ticket.kind)).all() == ["consult"]


def test_values_that_cannot_be_kept_refuse_their_line_alone(store):
    take(store, PRODUCT, *DEALERS, CUSTOMER)
    lines = [
        json.dumps({**TICKET, "created_at": "9999-12-31T23:59:59-12:00"}),
        json.dumps({**TICKET, "created_at": "0001-01-01T00:00:00+14:00"}),
        json.dumps({**TICKET, "details": {"a": "\ud800"}}),
        json.dumps({**TICKET, "summary": "a\x00b"}),
        json.dumps({**TICKET, "details": {"a": float("nan")}}),
        json.dumps(TICKET),
    ]
    report = take_text(store, "\n".join(lines))
    assert [refusal.line for refusal in report.refusals] == [1, 2, 3, 4, 5]
    assert report.counts[Outcome.NEW] == 1


def test_a_given_number_is_kept_and_the_series_moves_past_it(store):
    take(store, PRODUCT, *DEALERS, CUSTOMER, TICKET)
    assert store.write(lambda s: next_number(s, "K2601")) == "K2601-0008"


def test_tickets_without_a_number_get_one_once(store):
    record = {key: value for key, value in TICKET.items() if key != "number"}
    for _ in range(2):
        take(store, PRODUCT, *DEALERS, CUSTOMER, record)
    with store.unbound_reader() as session:
        assert session.scalars(select(Ticket.number)).all() == ["K2601-0001"]


def test_importing_again_does_not_undo_what_people_did_since(store):
    staff = {"type": "user", "username": "m", "name": "M", "role": "market"}
    take(store, PRODUCT, *DEALERS, CUSTOMER, TICKET, staff)
    from domain.identity import viewer_named

    with store.unbound_reader() as session:
        viewer = viewer_named(session, "m", stage=3)
    store.write(
        lambda s: (
            moving.move(s, viewer, "K2601-0007", "resolve", fields={"solution": "ok"}, now=NOW).id
        )
    )
    take(store, TICKET)
    with store.unbound_reader() as session:
        assert session.scalars(select(Ticket.status)).one() == "waiting_customer"


def test_a_customer_who_changes_dealer_takes_its_tickets_and_devices_along(store):
    device = {
        "type": "device", "sn": "ME_1", "product": "edge8k",
        "owners": [{"customer": "C1", "from": "2025-01-01"}],
    }  # fmt: skip
    take(store, PRODUCT, *DEALERS, CUSTOMER, device, {**TICKET, "sn": "ME_1"})
    told = rows(store)["outbox"]
    take(store, {**CUSTOMER, "dealer": "bb"})
    with store.unbound_reader() as session:
        dealer = session.scalars(select(Customer.dealer_id)).one()
        assert session.scalars(select(Ticket.reader_dealer_id)).one() == dealer
        assert session.scalars(select(Device.reader_dealer_id)).one() == dealer
    assert rows(store)["outbox"] == told + 1


def test_importing_moves_no_stock(store):
    part = {
        "type": "part",
        "sku": "S1",
        "name_zh": "件",
        "name_en": "part",
        "prices": {"USD": "69"},
    }
    stock = {"type": "stock", "dealer": "aa", "sku": "S1", "quantity": 5}
    repair = {
        **TICKET, "number": "SVC-D-2601-0001", "kind": "dealer_repair", "status": "repaired",
        "parts": [{"sku": "S1", "quantity": 2}],
    }  # fmt: skip
    take(store, PRODUCT, *DEALERS, CUSTOMER, part, stock, repair)
    with store.unbound_reader() as session:
        assert session.scalars(select(Stock.quantity)).one() == 5


def test_a_customer_user_is_matched_by_mail_address(store):
    customer = {**CUSTOMER, "contacts": [{"name": "Ann", "email": "Ann@Example.org"}]}
    user = {
        "type": "user", "username": "ann", "name": "Ann", "role": "customer",
        "email": "ann@example.org",
    }  # fmt: skip
    assert take(store, *DEALERS, customer, user).refusals == []
    with store.unbound_reader() as session:
        assert session.scalars(select(User.customer_id)).one() is not None


def test_a_group_and_its_members_may_name_each_other(store):
    group = {"type": "group", "code": "g", "name": "G", "members": ["m", "nobody"]}
    user = {"type": "user", "username": "m", "name": "M", "role": "market", "groups": ["g"]}
    report = take(store, group, user)
    assert [refusal.reason.en for refusal in report.refusals] == ["there is no user nobody"]
    assert rows(store)["group_members"] == 1
    assert take(store, {**group, "members": ["m"]}, user).refusals == []


def test_only_findable_things_are_told_to_the_index(store):
    take(store, PRODUCT, *DEALERS, CUSTOMER, TICKET)
    with store.unbound_reader() as session:
        assert session.scalars(select(Outgoing.subject)).all() == ["ticket:1"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)  # fmt: skip


@given(
    changes=st.dictionaries(
        st.sampled_from([*TICKET, "parts", "comments", "details", "sn"]), json_values, max_size=4
    )
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_record_whatever_its_values_breaks_the_import(store, changes):
    report = take(store, PRODUCT, *DEALERS, CUSTOMER, {**TICKET, **changes})
    assert len(report.refusals) <= 1


def _billed(number, **more):
    details = {
        "quote": {"items": [{"sku": "P-1", "quantity": 2}], "shipping": "29.00", "labour": "40",
                  "currency": "USD", "total": "207.00"},
        "payment": {"method": "paypal", "amount": "207.00", "currency": "USD",
                    "date": "2026-01-20"},
        "invoiced_at": "2026-01-12T10:00:00+08:00",
        "invoice": "PI-2026-0007",
    }  # fmt: skip
    return {
        "type": "ticket", "number": number, "kind": "rma", "status": "paid",
        "created_at": "2026-01-05T10:00:00+08:00", "summary": "x", "sn": "Q1",
        "details": {**details, **more},
    }  # fmt: skip


_PART = {"type": "part", "sku": "P-1", "name_zh": "模块", "name_en": "module", "fits": [],
         "prices": {"USD": "69.00"}}  # fmt: skip


def test_the_invoice_and_payment_of_an_imported_ticket_become_rows(store):
    for _ in range(2):  # the second time changes nothing
        report = take(store, _billed("RMA-C-2601-0001"), _PART)
        assert not report.refusals
    with store.unbound_reader() as session:
        invoice = session.scalars(select(Invoice)).one()
        payment = session.scalars(select(Payment)).one()
        assert (invoice.number, invoice.total, invoice.currency) == (
            "PI-2026-0007", Decimal("207.00"), "USD",
        )  # fmt: skip
        assert (invoice.items[0]["amount"], invoice.shipping, invoice.labour) == (
            "138.00", Decimal("29.00"), Decimal("40.00"),
        )  # fmt: skip
        assert invoice.paid_at == datetime.fromisoformat("2026-01-20T12:00:00+08:00")
        assert (payment.amount, payment.method) == (Decimal("207.00"), "paypal")
        last = session.scalars(select(Counter.last).where(Counter.series == "PI-2026")).one()
        assert last == 7


def test_an_invoice_told_in_full_is_taken_at_its_word(store):
    told = {"number": "PI-2025-0009", "total": "98", "currency": "EUR",
            "paid_at": "2025-12-30T08:00:00+08:00"}  # fmt: skip
    record = _billed("RMA-C-2601-0001", invoice=told, quote=None, payment=None)
    assert not take(store, record).refusals
    with store.unbound_reader() as session:
        invoice = session.scalars(select(Invoice)).one()
        assert (invoice.total, invoice.currency, invoice.labour) == (98, "EUR", 98)
        assert session.scalars(select(Payment.amount)).one() == 98
        assert session.scalars(select(Ticket.details)).one()["invoice"] == "PI-2025-0009"


@pytest.mark.parametrize(
    "wrong",
    [
        {"invoice": {"number": "PI-2026-0007", "total": "NaN"}},
        {"invoice": {"number": "PI-2026-0007", "total": "-5"}},
        {"invoice": {"number": "PI-2026-0007", "total": "1e30"}},
        {"invoice": {"number": "PI-2026-0007", "total": "5", "currency": "GBP"}},
        {"payment": {"amount": "5", "date": "yesterday"}},
    ],
)
def test_a_bill_that_cannot_be_right_refuses_its_line_alone(store, wrong):
    good = _billed("RMA-C-2601-0002", invoice="PI-2026-0008")
    report = take(store, _billed("RMA-C-2601-0001", **wrong), good, _PART)
    assert len(report.refusals) == 1
    with store.unbound_reader() as session:
        assert session.scalars(select(Invoice.number)).all() == ["PI-2026-0008"]


def test_an_invoice_number_is_one_tickets_only(store):
    two = [_billed("RMA-C-2601-0001"), _billed("RMA-C-2601-0002"), _PART]
    assert len(take(store, *two).refusals) == 1

"""What dealers owe and settle: by the age of debts, month by month, told when it is time."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from domain.accounts import account, debt_level, next_settlement
from domain.errors import DeskError
from domain.jobs.stock import report, settle
from domain.kind import kind_of
from domain.language import Language
from domain.lifecycle import Standing, possible_moves
from domain.models import (
    Dealer,
    Invoice,
    Outgoing,
    Part,
    Receivable,
    Stock,
    StockMovement,
    Ticket,
)
from domain.rules import Rules
from tests.conftest import NOW, ZONE

BACK, SDI, FAN, MC = "S1-010-006-01", "S1-011-013-01", "S1-010-021-01", "S1-010-009-01"


def told(store, event):
    with store.unbound_reader() as session:
        rows = session.scalars(select(Outgoing).where(Outgoing.topic == "notice")).all()
    return [row for row in rows if row.payload["event"] == event]


@pytest.mark.parametrize(
    ("days", "level"),
    [(0, "recent"), (30, "recent"), (31, "reminder"), (60, "reminder"), (61, "desk"),
     (90, "desk"), (91, "management"), (4000, "management")],
)  # fmt: skip
def test_the_age_of_a_debt_is_judged_by_the_thresholds(days, level):
    assert debt_level(days, Rules(), has_debt=True) == level
    assert debt_level(days, Rules(), has_debt=False) == "none"


@pytest.mark.parametrize(
    ("today", "day", "expected"),
    [
        (date(2026, 2, 15), 0, date(2026, 2, 28)), (date(2026, 2, 28), 0, date(2026, 2, 28)),
        (date(2024, 2, 1), 0, date(2024, 2, 29)), (date(2026, 2, 15), 5, date(2026, 3, 5)),
        (date(2026, 3, 5), 5, date(2026, 3, 5)), (date(2026, 12, 6), 5, date(2027, 1, 5)),
    ],
)  # fmt: skip
def test_a_month_is_settled_on_its_last_day_or_a_day_of_the_next(today, day, expected):
    assert next_settlement(today, Rules(settlement_day=day)) == expected


def test_a_repair_of_this_month_is_settled_at_the_price_of_its_day(desk, as_user):
    number = desk.open("proav", kind="dealer_repair", summary="SDI module replaced")
    desk.move("proav", number, "record_repair", work="SDI module",
              parts=[{"sku": SDI, "quantity": 2}])  # fmt: skip

    def dearer(session):
        from domain.models import PartPrice

        part = session.scalars(select(Part).where(Part.sku == SDI)).one()
        price = session.scalars(
            select(PartPrice).where(PartPrice.part_id == part.id, PartPrice.currency == "USD")
        ).one()
        price.amount = Decimal("100.00")

    desk.store.write(dearer)
    with desk.store.reader(as_user("proav")) as session:
        dealer = session.scalars(select(Dealer)).one()
        month = account(session, dealer, now=NOW, language=Language.EN).month_to_settle
    sdi = next(part for part in month.parts if part.sku == SDI)
    assert (sdi.quantity, sdi.amount) == (3, Decimal("238.00"))  # 2 at 69, the older one at 100


def test_a_new_pi_never_bears_the_number_of_an_older_one(desk):
    """The demo world's bills and debts end at 2026-0033 or later; new ones come after them."""
    with desk.store.unbound_reader() as session:
        known = set(session.scalars(select(Receivable.reference)))
        known |= {
            str(details.get("invoice"))
            for details in session.scalars(select(Ticket.details))
            if details.get("invoice")
        }
    number = desk.open("proav", kind="restock", details={"items": [{"sku": SDI, "quantity": 1}]})
    desk.move("market", number, "invoice")
    made = desk.show("market", number).details["invoice"]
    assert made > max(each for each in known if each.startswith("PI-2026-"))


def test_a_dealer_without_stock_settles_nothing(demo_store, as_user):
    with demo_store.reader(as_user("dpgadget")) as session:
        dealer = session.scalars(select(Dealer)).one()
        known = account(session, dealer, now=NOW, language=Language.EN)
    assert known.month_to_settle is None
    assert known.next_settlement_date is None


def test_the_weekly_report_names_what_is_below_its_line_in_both_languages(demo_store):
    monday = datetime(2026, 2, 16, 8, tzinfo=ZONE)
    demo_store.write(lambda s: report(s, monday, monday))
    [row] = told(demo_store, "stock_report")
    facts = row.payload["facts"]
    assert "ProAV · Back board (Edge): 2/3, below the safety line, order 4" in facts["text_en"]
    assert "ProAV · Back板（Edge）：2/3，低于安全线，建议补 4" in facts["text_zh"]
    assert "HDA" not in facts["text_en"]


def test_a_month_is_told_on_its_day_once_also_after_days_of_rest(demo_store):
    due = datetime(2026, 2, 16, 9, tzinfo=ZONE)
    demo_store.write(lambda s: settle(s, due, due))
    assert told(demo_store, "settlement_due") == []
    late = datetime(2026, 3, 3, 9, tzinfo=ZONE)
    demo_store.write(lambda s: settle(s, due, late))
    rows = told(demo_store, "settlement_due")
    amounts = {row.payload["key"].split(":")[-1]: row for row in rows}
    assert set(amounts) == {"2026-02"}
    assert "207.00" in {row.payload["facts"]["amount"] for row in rows}


# Random people, random moves: whatever happens, the books stay true.

USERS = ("market", "boss", "proav", "gafpa", "dpgadget", "rmk", "repair", "max")
FIELDS = {
    "reason": "because", "carrier": "DHL", "tracking": "1", "work": "replaced",
    "method": "bank", "amount": "69.00", "shipping": "10.00",
}  # fmt: skip
STEP = st.tuples(
    st.sampled_from(USERS), st.integers(0, 9), st.integers(0, 7),
    st.sampled_from([SDI, BACK, FAN, MC, "S1-999"]), st.integers(-1, 7),
)  # fmt: skip


def opened(desk):
    order = {"items": [{"sku": SDI, "quantity": 2}]}
    return [
        desk.open("proav", kind="dealer_repair", summary="SDI module"),
        desk.open("gafpa", kind="dealer_repair", summary="SDI module"),
        desk.open("dpgadget", kind="dealer_repair", summary="SDI module"),
        desk.open("proav", kind="restock", details=order),
        desk.open("gafpa", kind="restock", details=order),
        desk.open("onesv", kind="restock", details=order),
    ]


def books(session):
    held = dict(
        session.execute(select(Stock.dealer_id * 100_000 + Stock.part_id, Stock.quantity))
        .tuples().all()
    )  # fmt: skip
    moved = dict(
        session.execute(
            select(
                StockMovement.dealer_id * 100_000 + StockMovement.part_id,
                func.sum(StockMovement.change),
            ).group_by(StockMovement.dealer_id, StockMovement.part_id)
        ).tuples().all()
    )  # fmt: skip
    return held, moved


def chosen(store, viewer, number, choice):
    """Mostly a move that this person may make now, so that tickets get somewhere."""
    with store.unbound_reader() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.number == number)).one()
        kind = kind_of(ticket.kind)
        possible = possible_moves(kind, Standing(session, viewer, ticket, NOW))
    onwards = [move for move in possible if move.name not in ("cancel", "reject")]
    moves = onwards if onwards and choice % 4 else kind.moves
    return moves[choice % len(moves)]


@given(steps=st.lists(STEP, min_size=25, max_size=40))
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_random_moves_by_random_people_keep_stock_debts_and_access_true(desk, as_user, steps):
    numbers = opened(desk)
    with desk.store.unbound_reader() as session:
        before, moved_before = books(session)
    for username, choice, which, sku, quantity in steps:
        number = numbers[which % len(numbers)]
        move = chosen(desk.store, as_user(username), number, choice)
        fields = {name: FIELDS[name] for name in move.fields.model_fields if name in FIELDS}
        for name in {"parts", "items"} & set(move.fields.model_fields):
            fields[name] = [{"sku": sku, "quantity": quantity}]
        try:
            desk.move(username, number, move.name, **fields)
        except DeskError:
            continue
        viewer = as_user(username)
        with desk.store.reader(viewer) as session:  # who moved it, sees it
            assert session.scalar(select(Ticket.id).where(Ticket.number == number)) is not None
    with desk.store.unbound_reader() as session:
        held, moved = books(session)
        assert all(quantity >= 0 for quantity in held.values())
        for key, quantity in held.items():
            change = moved.get(key, 0) - moved_before.get(key, 0)
            assert quantity == before.get(key, 0) + change
        received = session.scalars(
            select(Ticket).where(Ticket.kind == "restock", Ticket.status == "received",
                                 Ticket.number.in_(numbers))
        ).all()  # fmt: skip
        for ticket in received:
            invoice = session.scalars(select(Invoice).where(Invoice.ticket_id == ticket.id)).all()[
                -1
            ]
            owed = session.scalars(
                select(Receivable).where(Receivable.reference == invoice.number)
            ).one()
            assert (owed.amount, owed.dealer_id) == (invoice.total, ticket.dealer_id)
            assert str(invoice.total) == ticket.details["total"]
    for username in ("proav", "gafpa", "dpgadget"):
        viewer = as_user(username)
        with desk.store.reader(viewer) as session:
            for table in (Stock, StockMovement, Receivable):
                assert set(session.scalars(select(table.dealer_id))) <= {viewer.dealer_id}
            assert set(session.scalars(select(Ticket.reader_dealer_id))) == {viewer.dealer_id}


def test_use_and_debts_stand_still_in_a_world_where_nothing_happens(demo_store, as_user):
    with demo_store.reader(as_user("market")) as session:
        dealers = session.scalars(select(Dealer).order_by(Dealer.code)).all()
        now = [account(session, each, now=NOW, language=Language.EN) for each in dealers]
        later = [
            account(session, each, now=NOW + timedelta(days=1), language=Language.EN)
            for each in dealers
        ]
    assert [each.open_amounts for each in now] == [each.open_amounts for each in later]
    owing = [each for each in now if each.receivables]
    assert [each.oldest_debt_days + 1 for each in owing] == [
        each.oldest_debt_days for each in later if each.receivables
    ]

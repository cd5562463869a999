"""Dealers' part stock: taken, put, counted, judged, and what to order."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from domain import stock
from domain.accounts import dealer_of
from domain.errors import ConflictError, DeskError, ForbiddenError, InvalidError
from domain.language import Language
from domain.models import Dealer, Outgoing, Part, Stock, StockMovement, Ticket
from domain.parts_used import parts_used
from domain.stock import Correction, status_of
from domain.stock_levels import movements, stock_levels, suggestion
from tests.conftest import NOW

BACK, SDI, MC, FAN = "S1-010-006-01", "S1-011-013-01", "S1-010-009-01", "S1-010-021-01"


@pytest.fixture
def shelf(demo_store, as_user):
    """What a dealer's shelf holds, and how a viewer reads it."""

    class Shelf:
        def line(self, username, code, sku, language=Language.EN, now=NOW):
            viewer = as_user(username)
            with demo_store.reader(viewer) as session:
                dealer = dealer_of(session, viewer, code)
                lines = stock_levels(session, [dealer], now=now, language=language, sku=sku)
            return lines[0] if lines else None

        def correct(self, username, **asked):
            return demo_store.write(
                lambda s: stock.correct(s, as_user(username), Correction(**asked), now=NOW).quantity
            )

        def changes(self, sku):
            with demo_store.unbound_reader() as session:
                rows = session.scalars(
                    select(StockMovement)
                    .join(Part, Part.id == StockMovement.part_id)
                    .where(Part.sku == sku)
                    .order_by(StockMovement.id)
                ).all()
            return [(row.change, row.quantity_after, row.reason, row.note) for row in rows]

    return Shelf()


def repair(desk, username="proav", sku=SDI, quantity=1, **fields):
    number = desk.open(username, kind="dealer_repair", sn="ME_207890", summary="SDI replaced")
    parts = [{"sku": sku, "quantity": quantity}]
    desk.move(username, number, "record_repair", work="replaced", parts=parts, **fields)
    return number


@pytest.mark.parametrize(
    ("quantity", "safety", "status"),
    [(5, 3, "normal"), (2, 3, "below_safety"), (1, 2, "restock_now"), (0, 0, "normal"),
     (3, 3, "normal"), (0, 1, "restock_now"), (2, 4, "restock_now"), (3, 4, "below_safety")],
)  # fmt: skip
def test_a_stock_is_judged_by_its_safety_line(quantity, safety, status):
    assert status_of(quantity, safety) == status


def test_the_demo_stock_stands_as_the_handbook_shows_it(shelf):
    stands = {sku: shelf.line("market", "proav", sku) for sku in (BACK, SDI, MC)}
    assert {sku: (x.quantity, x.safety, x.status) for sku, x in stands.items()} == {
        BACK: (2, 3, "below_safety"), SDI: (5, 3, "normal"), MC: (1, 2, "restock_now"),
    }  # fmt: skip
    assert stands[BACK].suggested == 4  # two are used a month
    assert stands[SDI].suggested == 0
    assert (stands[BACK].used_last_month, stands[BACK].used_this_month) == (2, 2)
    assert stands[BACK].trend == "same"


@pytest.mark.parametrize(
    ("there", "safety", "on_order", "used", "advice"),
    [(2, 3, 0, 4, 4), (2, 3, 4, 4, 0), (2, 3, 1, 4, 3), (1, 2, 0, 0, 1), (5, 3, 0, 4, 0),
     (3, 3, 0, 10, 10), (0, 0, 0, 0, 0), (0, 5, 0, 1, 5)],
)  # fmt: skip
def test_the_advice_is_two_months_of_use_less_what_is_on_order(
    there, safety, on_order, used, advice
):
    asked = {"quantity": there, "safety": safety, "on_order": on_order, "two_months": used}
    assert suggestion(**asked) == advice


def test_a_repair_takes_its_parts_and_leaves_a_movement_with_the_price_of_the_day(desk, shelf):
    number = repair(desk, quantity=2)
    assert shelf.line("proav", "proav", SDI).quantity == 3
    assert shelf.changes(SDI) == [(-2, 3, "repair", None)]
    with desk.store.unbound_reader() as session:
        row = session.scalars(select(StockMovement)).one()
        assert session.get(Ticket, row.ticket_id).number == number
        assert (str(row.price), row.currency) == ("69.00", "USD")


def test_a_short_stock_says_how_many_there_are_and_how_to_get_more(desk, shelf):
    number = desk.open("proav", kind="dealer_repair", sn="ME_207890", summary="SDI replaced")
    with pytest.raises(ConflictError) as short:
        desk.move("proav", number, "record_repair", work="replaced",
                  parts=[{"sku": FAN, "quantity": 1}, {"sku": SDI, "quantity": 6}])  # fmt: skip
    assert "holds 5 of SDI module" in short.value.text.en
    assert "Request a restock" in short.value.text.en
    assert "库存只有 5 件" in short.value.text.zh
    assert "补货" in short.value.text.zh
    assert desk.show("proav", number).status == "open"
    assert shelf.changes(SDI) == shelf.changes(FAN) == []
    assert shelf.line("proav", "proav", FAN).quantity == 4


def test_many_at_once_never_take_more_than_there_is(desk, as_user):
    numbers = [
        desk.open("proav", kind="dealer_repair", summary=f"SDI module replaced {n}")
        for n in range(12)
    ]

    def record(number):
        try:
            desk.move("proav", number, "record_repair", work="SDI module",
                      parts=[{"sku": SDI, "quantity": 1}])  # fmt: skip
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(12) as people:
        done = list(people.map(record, numbers))
    assert sum(done) == 5
    with desk.store.unbound_reader() as session:
        held = session.scalars(
            select(Stock).join(Part).join(Dealer).where(Part.sku == SDI, Dealer.code == "proav")
        ).one()
        after = session.scalars(
            select(StockMovement.quantity_after).order_by(StockMovement.id)
        ).all()
    assert held.quantity == 0
    assert after == [4, 3, 2, 1, 0]


def test_a_stock_that_runs_low_is_told_and_shown_on_the_ticket(desk):
    number = repair(desk, sku=BACK)
    with desk.store.unbound_reader() as session:
        told = [
            row.payload["facts"]
            for row in session.scalars(select(Outgoing).where(Outgoing.topic == "notice"))
            if row.payload["event"] == "stock_low"
        ]
    assert [(fact["sku"], fact["quantity"], fact["status"]) for fact in told] == [
        (BACK, 1, "restock_now")
    ]
    assert "1 left (safety line 3)" in desk.show("proav", number).hints[0]
    assert "只剩 1 件" in desk.show("proav", number, Language.ZH).hints[0]
    desk.move("proav", number, "close")
    assert desk.show("proav", number).hints == []


def test_a_repair_that_leaves_enough_tells_nobody(desk):
    number = repair(desk, sku=SDI)
    with desk.store.unbound_reader() as session:
        events = [r.payload.get("event") for r in session.scalars(select(Outgoing))]
    assert "stock_low" not in events
    assert desk.show("proav", number).hints == []


def test_the_desk_corrects_a_count_and_the_reason_is_kept(shelf):
    assert shelf.correct("market", dealer="ProAV", sku=SDI.lower(), quantity=3, safety=4,
                         reason="counted on Friday") == 3  # fmt: skip
    assert shelf.changes(SDI) == [(-2, 3, "correction", "counted on Friday (3 → 4)")]
    line = shelf.line("proav", "proav", SDI)
    assert (line.quantity, line.safety, line.status) == (3, 4, "below_safety")


def test_a_part_that_was_never_kept_can_be_put_on_the_shelf_by_a_count(shelf):
    screws = "S1-014-001-01"
    assert shelf.line("proav", "proav", screws) is None
    shelf.correct("market", dealer="proav", sku=screws, quantity=2, reason="found in a drawer")
    assert shelf.line("proav", "proav", screws).quantity == 2


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"sku": "S9-000"}, "Unknown SKU: S9-000"),
        ({"dealer": "DP Gadget"}, "tier 2 dealer and keeps no parts"),
        ({"dealer": "Nobody"}, "There is no dealer"),
        ({"quantity": 5}, "nothing to correct"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_in_words(shelf, asked, says):
    given = {"dealer": "proav", "sku": SDI, "quantity": 4, "reason": "counted"}
    with pytest.raises(InvalidError, match=says):
        shelf.correct("market", **given | asked)


@pytest.mark.parametrize("wrong", [{"quantity": -1}, {"quantity": 10**7}, {"reason": ""}])
def test_a_count_has_a_sensible_size_and_a_reason(wrong):
    given = {"dealer": "proav", "sku": SDI, "quantity": 4, "reason": "counted"}
    with pytest.raises(ValueError):
        Correction(**given | wrong)


@pytest.mark.parametrize("username", ["proav", "gafpa", "repair", "rnd", "max"])
def test_nobody_but_the_desk_corrects_a_stock(shelf, username):
    with pytest.raises(ForbiddenError):
        shelf.correct(username, dealer="proav", sku=SDI, quantity=9, reason="mine")


def test_movements_tell_a_dealer_its_own_and_no_names_of_staff(desk, shelf, as_user):
    number = repair(desk)
    shelf.correct("market", dealer="proav", sku=SDI, quantity=9, reason="counted")
    told = {}
    for username in ("market", "proav", "gafpa"):
        viewer = as_user(username)
        with desk.store.reader(viewer) as session:
            dealers = session.scalars(select(Dealer)).all()
            told[username] = movements(session, dealers, language=Language.EN)
    assert [(m.change, m.by) for m in told["market"]] == [(5, "Effy"), (-1, "Oliver Grant")]
    assert [(m.ticket, m.by) for m in told["proav"]] == [(None, None), (number, "Oliver Grant")]
    assert told["gafpa"] == []


def test_a_dealer_reads_its_own_stock_only(shelf, demo_store, as_user):
    for code in ("gafpa", "nobody"):
        with pytest.raises(DeskError) as missing:
            shelf.line("proav", code, SDI)
        assert missing.value.code == "not_found"
    with demo_store.reader(as_user("proav")) as session:
        assert {row.dealer_id for row in session.scalars(select(Stock))} == {
            as_user("proav").dealer_id
        }


def test_use_counts_repairs_of_older_records_in_the_month_they_were_done(desk, as_user):
    """Closing an imported repair later does not move its parts into another month."""
    with desk.store.unbound_reader() as session:
        number, at = session.execute(
            select(Ticket.number, Ticket.status_at)
            .where(Ticket.kind == "dealer_repair", Ticket.status == "repaired")
            .join(Dealer, Dealer.id == Ticket.dealer_id).where(Dealer.code == "gafpa")
        ).one()  # fmt: skip

    def used():
        gafpa = [as_user("gafpa").dealer_id]
        with desk.store.reader(as_user("market")) as session:
            return parts_used(session, gafpa, since=at, until=at + timedelta(seconds=1))

    before = used()
    assert before
    desk.move("market", number, "close", at=NOW + timedelta(days=40))
    assert used() == [replace(use, at=at) for use in before]
    assert desk.show("market", number).details["repaired_at"] == at.isoformat()

"""Dealer repairs: what dealers may repair, with whose parts, tier by tier."""

import pytest
from sqlalchemy import select

from domain.errors import ConflictError, DeskError, ForbiddenError, InvalidError
from domain.language import Language
from domain.models import Invoice, Outgoing, Payment, StockMovement, Ticket
from domain.rules import change_rules
from tests.conftest import NOW

BACK, SDI, MC = "S1-010-006-01", "S1-011-013-01", "S1-010-009-01"
PARTS = [{"sku": SDI, "quantity": 1}]


def opened(desk, username="dpgadget", **draft):
    return desk.open(username, kind="dealer_repair", **{"summary": "SDI module to replace"} | draft)


def test_a_tier_two_dealer_repairs_with_parts_sent_against_a_pi(desk):
    number = opened(desk)
    desk.move("dpgadget", number, "request_parts", items=PARTS)
    assert desk.show("market", number).status == "parts_requested"
    desk.move("market", number, "invoice", shipping="29.00")
    ticket = desk.show("dpgadget", number)
    assert (ticket.status, ticket.details["total"]) == ("parts_invoiced", "98.00")
    desk.move("market", number, "record_payment", method="bank", amount="98.00",
              currency="USD", date="2026-02-14")  # fmt: skip
    assert desk.show("market", number).status == "parts_paid"
    desk.move("market", number, "ship_parts", carrier="DHL", tracking="JD1")
    desk.move("dpgadget", number, "receive_parts")
    desk.move("dpgadget", number, "record_repair", work="SDI module replaced", parts=PARTS)
    desk.move("dpgadget", number, "close")
    ticket = desk.show("dpgadget", number)
    assert (ticket.status, ticket.details["faulty_parts"]) == ("closed", "to_be_returned")
    assert [(part.sku, part.quantity) for part in ticket.parts] == [(SDI, 1)]
    assert ticket.details["invoice"] == ticket.invoices[0].number
    with desk.store.unbound_reader() as session:
        paid = select(Payment).join(Invoice).where(Invoice.number == ticket.details["invoice"])
        assert session.scalars(paid).one().method == "bank"
        assert session.scalars(select(StockMovement)).all() == []
        events = {row.payload.get("event") for row in session.scalars(select(Outgoing))}
    assert {"shipped", "arrived"} <= events


def test_a_part_payment_leaves_the_parts_unpaid(desk):
    number = opened(desk)
    desk.move("dpgadget", number, "request_parts", items=PARTS)
    desk.move("market", number, "invoice")
    desk.move("market", number, "record_payment", method="paypal", amount="20.00", partial=True)
    assert desk.show("market", number).status == "parts_invoiced"
    with pytest.raises(DeskError):
        desk.move("market", number, "ship_parts", carrier="DHL", tracking="JD1")
    desk.move("market", number, "record_payment", method="paypal", amount="49.00")
    assert desk.show("market", number).status == "parts_paid"


@pytest.mark.parametrize(
    ("amount", "currency", "says"),
    [("70.00", "USD", "is more"), ("69.00", "EUR", "is in USD"), ("10.00", "USD", "is less"),
     ("0", "USD", "more than nothing"), ("NaN", "USD", "check"), ("-5", "USD", "check")],
)  # fmt: skip
def test_a_payment_that_does_not_fit_its_pi_is_refused(desk, amount, currency, says):
    number = opened(desk)
    desk.move("dpgadget", number, "request_parts", items=PARTS)
    desk.move("market", number, "invoice")
    with pytest.raises(InvalidError, match=says):
        desk.move("market", number, "record_payment", method="bank", amount=amount,
                  currency=currency)  # fmt: skip
    assert desk.show("market", number).status == "parts_invoiced"


def test_a_tier_two_dealer_uses_only_what_was_sent_for_the_case(desk):
    number = opened(desk)
    with pytest.raises(ConflictError, match="keeps no stock"):
        desk.move("dpgadget", number, "record_repair", work="SDI module", parts=PARTS)
    desk.move("dpgadget", number, "record_repair", work="cable reseated")
    assert desk.show("dpgadget", number).status == "repaired"
    assert "faulty_parts" not in desk.show("dpgadget", number).details


def test_a_tier_one_dealer_asks_for_no_parts_but_restocks(desk):
    number = opened(desk, "proav")
    with pytest.raises(ConflictError, match="own stock"):
        desk.move("proav", number, "request_parts", items=PARTS)
    assert "request_parts" not in {move.name for move in desk.show("proav", number).moves}


def test_staff_record_a_repair_for_a_tier_one_dealer_in_stage_one(desk, as_user):
    """The story of the handbook's first stage: the dealer writes, the desk records."""
    number = desk.open("market", kind="dealer_repair", dealer="ProAV", customer="Max Mueller",
                       sn="ME_207890", summary="更换SDI模块")  # fmt: skip
    assert number.startswith("SVC-D-2602-")
    desk.move("market", number, "record_repair", work="更换SDI模块", parts=PARTS,
              faulty_parts="kept")  # fmt: skip
    ticket = desk.show("market", number)
    assert (ticket.status, ticket.details["faulty_parts"]) == ("repaired", "kept")
    with desk.store.unbound_reader() as session:
        assert [row.change for row in session.scalars(select(StockMovement))] == [-1]


def test_the_main_control_board_is_replaced_at_headquarters_only(desk):
    number = opened(desk, "proav", summary="camera dead")
    with pytest.raises(InvalidError) as refused:
        desk.move("proav", number, "record_repair", work="MC board",
                  parts=[{"sku": MC, "quantity": 1}])  # fmt: skip
    assert "MC board (Edge)" in refused.value.text.en
    assert "open an RMA" in refused.value.text.en
    assert "RMA 返厂单" in refused.value.text.zh
    assert desk.show("proav", number).status == "open"


@pytest.mark.parametrize(
    "summary",
    ["MC板损坏，需要更换", "The MC board must be replaced", "给机器刷程序", "传感器清灰",
     "please clean the sensor", "不明故障", "unknown fault"],
)  # fmt: skip
def test_headquarters_work_is_sent_to_an_rma_when_it_is_opened(desk, summary):
    with pytest.raises(InvalidError, match="open an RMA"):
        opened(desk, "proav", summary=summary)


def test_headquarters_work_is_known_by_its_category_too(desk):
    with pytest.raises(InvalidError, match="open an RMA"):
        opened(desk, "market", dealer="ProAV", summary="spots in the image", category="sensor_dust")


@pytest.mark.parametrize(
    "summary", ["风扇更换，顺便清灰", "XLR module replaced", "Fan noise", "USB-C module loose"]
)
def test_work_within_the_scope_is_opened(desk, summary):
    assert opened(desk, "proav", summary=summary).startswith("SVC-D-2602-")


def test_every_part_of_the_local_scope_may_be_used_whatever_it_is_called(demo_store):
    from domain.local_repair import refuse_foreign_parts
    from domain.models import Part
    from domain.rules import Rules

    with demo_store.unbound_reader() as session:
        parts = session.scalars(select(Part)).all()
    local = []
    for part in parts:
        try:
            refuse_foreign_parts([part], Rules())
            local.append(part.name_en)
        except InvalidError:
            pass
    assert sorted(local) == sorted(
        ["SDI module", "Back board (Edge)", "HDA board", "Video port", "Fan", "Key board",
         "XLR module", "USB-C module", "TF card board", "RS port board",
         "Back board (Terra/MAVO)", "SDI module (Terra/MAVO)", "Fan (Terra/MAVO)",
         "Key board (Terra/MAVO)"]
    )  # fmt: skip


def test_the_house_can_change_what_dealers_repair(desk, as_user):
    widened = {"local_parts": "SDI module, MC board", "headquarters_work": "programming"}
    desk.store.write(lambda s: change_rules(s, as_user("boss"), widened, now=NOW).headquarters_work)
    number = opened(desk, "proav", summary="MC board replaced")
    desk.move("proav", number, "record_repair", work="MC board",
              parts=[{"sku": MC, "quantity": 1}])  # fmt: skip
    assert desk.show("proav", number).status == "repaired"


def test_a_tier_three_dealer_never_repairs_also_not_through_the_desk(desk):
    with pytest.raises(ForbiddenError):
        opened(desk, "rmk")
    with pytest.raises(InvalidError, match="open an RMA"):
        opened(desk, "market", dealer="RMK")


@pytest.mark.parametrize(
    ("items", "says"),
    [([], "which parts"), ([{"sku": "S1-999", "quantity": 1}], "Unknown SKU"),
     ([{"sku": SDI, "quantity": 0}], "check"), ([*PARTS, *PARTS], "twice"),
     ([{"sku": MC, "quantity": 1}], "open an RMA"), ([{"sku": "B1", "quantity": 1}], "Unknown")],
)  # fmt: skip
def test_a_request_for_parts_that_cannot_be_is_refused(desk, items, says):
    number = opened(desk)
    with pytest.raises(InvalidError, match=says):
        desk.move("dpgadget", number, "request_parts", items=items)
    assert desk.show("dpgadget", number).status == "open"


def test_cancelling_after_the_pi_withdraws_it_and_paid_parts_are_not_cancelled(desk):
    number = opened(desk)
    desk.move("dpgadget", number, "request_parts", items=PARTS)
    desk.move("market", number, "invoice")
    desk.move("dpgadget", number, "cancel", reason="customer sends it in")
    with desk.store.unbound_reader() as session:
        made = select(Invoice).join(Ticket).where(Ticket.number == number)
        assert session.scalars(made).one().withdrawn_at is not None
    other = opened(desk)
    desk.move("dpgadget", other, "request_parts", items=PARTS)
    desk.move("market", other, "invoice")
    desk.move("market", other, "record_payment", method="wechat", amount="69.00")
    with pytest.raises(ConflictError):
        desk.move("dpgadget", other, "cancel", reason="too late")


def test_a_dealer_neither_bills_nor_books_payments(desk):
    number = opened(desk)
    desk.move("dpgadget", number, "request_parts", items=PARTS)
    for move, fields in (("invoice", {}), ("ship_parts", {"carrier": "x", "tracking": "1"})):
        with pytest.raises(ForbiddenError):
            desk.move("dpgadget", number, move, **fields)


def test_the_refusals_are_there_in_chinese_too(desk):
    number = opened(desk, "dpgadget")
    with pytest.raises(ConflictError) as refused:
        desk.move("dpgadget", number, "record_repair", work="SDI module", parts=PARTS)
    assert "请先申请配件" in refused.value.in_(Language.ZH)


def test_a_repair_done_by_another_dealer_is_read_by_the_customers_dealer_but_not_moved(desk):
    number = opened(desk, "proav", sn="ME_207890")
    desk.edit("market", number, dealer="DP Gadget")
    ticket = desk.show("proav", number)
    assert (ticket.dealer, ticket.moves) == (None, [])
    with pytest.raises(ConflictError) as refused:
        desk.move("proav", number, "record_repair", work="SDI module", parts=PARTS)
    assert "Another dealer" in refused.value.in_(Language.EN)

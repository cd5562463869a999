"""Stories of dealers and the workshop (3.1 to 3.3, 4.1 to 4.3), from sign-in to result."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from domain.language import Language
from tests.web.person import Manner, Person, told

pytestmark = pytest.mark.browser
Enter = Callable[..., Person]
SDI, BACK = "S1-011-013-01", "S1-010-006-01"


@told(Language.ZH)
def test_a_dealer_asks_the_knowledge_first_and_opens_a_ticket_where_it_does_not_help(
    person: Enter,
) -> None:
    dealer = person()
    dealer.sign_in("proav")
    dealer.go("nav.knowledge")
    dealer.write("main [name=q]", "Edge 8K 死机")
    dealer.page.keyboard.press("Enter")
    dealer.page.locator(".hits a").first.wait_for()
    dealer.picture("knowledge-first")
    dealer.press_named("knowledge.open")
    dealer.write("[name=sn]", "ME_209426")
    expect(dealer.page.locator(".beside")).to_contain_text("Callum Reid")
    dealer.write("[name=summary]", "Freezes although the firmware is new")
    dealer.press_named("new.send")
    dealer.sees_title("Freezes although the firmware is new")
    dealer.sees_state("in_progress")
    other = person("gafpa", f"/tickets/{dealer.number}")
    other.visitor.expected.append("404")
    expect(other.page.get_by_role("alert")).to_contain_text(other.says("record.missing"))


@told(Language.EN)
def test_a_dealer_asks_for_returns_packs_them_and_tells_how_they_travel(
    person: Enter, manner: Manner
) -> None:
    dealer = person()
    dealer.sign_in("rmk")
    dealer.go("nav.rma")
    dealer.press_named("list.new")
    dealer.press_named("cart.way")
    for at in range(2):
        if at:
            dealer.press_named("cart.add")
        device = dealer.page.locator(".cart-device").nth(at)
        dealer.write(device.get_by_label(dealer.says("fact.sn")), f"R{at}{manner}")
        dealer.choose(device.locator("select").first, "mavo_edge_8k")
        dealer.write(device.get_by_label(dealer.says("cart.fault")), "Restarts by itself")
    dealer.press_named("cart.send", count=2)
    opened = dealer.page.locator(".cart-opened a")
    expect(opened).to_have_count(2)
    numbers = opened.all_inner_texts()
    desk = person("market", "/settings")
    for number in numbers:
        desk.moves(number, "approve")
    dealer.press_named("cart.packing_list")
    paper = dealer.page.locator(".decision a[href$='.pdf']")
    assert dealer.visitor.get(str(paper.get_attribute("href"))).body().startswith(b"%PDF")
    dealer.press(dealer.page.locator(".cart-opened").get_by_role("link", name=numbers[0]))
    dealer.sees_state("awaiting_receipt")
    dealer.act("ship_in", carrier="DHL", tracking="1234567890")
    dealer.sees_state("in_transit")
    dealer.picture("sent")


@told(Language.ZH)
def test_a_tier_one_dealer_repairs_from_its_own_stock(person: Enter) -> None:
    dealer = person()
    dealer.sign_in("proav")
    dealer.go("nav.stock")
    row = dealer.page.locator("tr", has_text=BACK)
    before = int(row.locator("td strong").first.inner_text())
    dealer.go("nav.dealer_repair")
    dealer.press_named("list.new")
    dealer.write("[name=sn]", "ME_209426")
    dealer.write("[name=summary]", "SDI port loose")
    dealer.press_named("new.send")
    dealer.sees_title("SDI port loose")
    dealer.act(
        "record_repair",
        lambda form: dealer.take_part(form, BACK),
        work="Back board replaced",
        faulty_parts="to_be_returned",
    )
    dealer.sees_state("repaired")
    dealer.picture("dealer-repair")
    dealer.go("nav.stock")
    expect(row.locator("td strong").first).to_have_text(str(before - 1))


@told(Language.EN)
def test_a_tier_two_dealer_gets_its_parts_sent_against_a_bill(person: Enter) -> None:
    dealer = person()
    dealer.sign_in("dpgadget")
    dealer.go("nav.dealer_repair")
    dealer.press_named("list.new")
    dealer.write("[name=sn]", "MS_100359")
    dealer.write("[name=summary]", "Fan is loud")
    dealer.press_named("new.send")
    dealer.sees_title("Fan is loud")
    number = dealer.number
    dealer.act("request_parts", lambda form: dealer.take_part(form, SDI))
    dealer.sees_state("parts_requested")
    desk = person("market", "/settings")
    desk.moves(number, "invoice")
    bill = desk.visitor.get(f"/api/tickets/{number}").json()["invoices"][0]
    desk.moves(
        number,
        "record_payment",
        method="paypal",
        amount=bill["open"],
        currency=bill["currency"],
        date="2026-02-15",
    )
    desk.moves(number, "ship_parts", carrier="DHL", tracking="77")
    dealer.comes_back_to(f"/tickets/{number}")
    dealer.act("receive_parts")
    dealer.act("record_repair", work="Fan replaced")
    dealer.act("close")
    dealer.sees_state("closed")


@told(Language.ZH)
def test_a_dealer_orders_what_its_stock_is_short_of_and_takes_it_in(
    person: Enter, manner: Manner
) -> None:
    dealer = person()
    dealer.sign_in("proav" if manner.by_keys else "gafpa")
    dealer.go("nav.stock")
    short = dealer.page.locator("tr", has=dealer.page.locator(".tag-wait, .tag-alert")).first
    row = dealer.page.locator("tr", has_text=short.locator(".hint").first.inner_text())
    quantity = row.locator("td strong").first
    before = int(quantity.inner_text())
    dealer.press_named("stock.take")
    wanted = int(row.locator("input").input_value())
    dealer.picture("restock")
    dealer.press(dealer.page.locator(".beside .main"))
    expect(dealer.page.locator(".record-head .number")).to_have_text(re.compile(r"^RS-2602-"))
    number = dealer.number
    desk = person("market", "/settings")
    for move, fields in restocked(dealer.visitor.get(f"/api/tickets/{number}").json()["status"]):
        desk.moves(number, move, **fields)
    dealer.comes_back_to(f"/tickets/{number}")
    dealer.act("receive")
    dealer.sees_state("received")
    dealer.go("nav.stock")
    expect(quantity).to_have_text(str(before + wanted))


def restocked(status: str) -> list[tuple[str, dict[str, Any]]]:
    """What the desk does so that a restock is on its way."""
    begin = [] if status == "approved" else [("approve", {})]
    return [*begin, ("invoice", {}), ("ship", {"carrier": "DHL", "tracking": "88"})]


@told(Language.EN)
def test_the_workshop_receives_inspects_repairs_and_sends_back(person: Enter) -> None:
    desk = person("market", "/settings")
    number = desk.opens(kind="rma", sn="ME_209426", summary="No SDI output")
    tracking = f"77{number[-4:]}123456"
    desk.moves(number, "ship_in", carrier="DHL", tracking=tracking)
    shop = person()
    shop.sign_in("repair")
    shop.go("nav.receive")
    shop.write("[name=code]", tracking)
    shop.page.keyboard.press("Enter")
    shop.press_named("receive.receive")
    expect(shop.page.locator(".lines")).to_contain_text(number)
    shop.press(shop.page.locator(".lines").get_by_role("link", name=number))
    shop.sees_state("received")
    shop.act("inspect", finding="SDI 模块损坏", plan="更换 SDI 模块", estimate="69")
    shop.sees_state("inspected")
    shop.act("start_repair")
    shop.act(
        "finish_repair",
        lambda form: shop.take_part(form, SDI),
        work="换了SDI口",
        analysis="芯片虚焊",
        test_result="SDI输出正常",
    )
    shop.sees_state("repaired")
    expect(shop.page.locator(".parts")).to_contain_text(SDI)
    shop.act("ship", carrier="DHL", tracking="4471688120", address="1 Film Street, London")
    shop.sees_state("shipped")
    shop.picture("shipped")
    dealer = person("proav", f"/tickets/{number}")
    dealer.act("confirm_receipt")
    dealer.sees_state("closed")

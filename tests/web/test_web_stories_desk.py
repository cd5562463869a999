"""The desk's stories of the handbook (2.1 to 2.5, 2.8), from sign-in to result, told both ways."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from domain.language import Language
from tests.web.person import Manner, Person, told

pytestmark = pytest.mark.browser
Enter = Callable[..., Person]
SDI = "S1-011-013-01"


@told(Language.ZH)
def test_a_call_becomes_a_consult_ticket_and_is_solved(person: Enter) -> None:
    desk = person()
    desk.sign_in("market")
    desk.go("nav.consult")
    desk.press_named("list.new")
    desk.pick("source", "phone")
    desk.pick("service_type", "troubleshooting")
    desk.write("[name=sn]", "ME_207890")
    beside = desk.page.locator(".beside")
    for known in ("Max Mueller", "RMA-D-2601-0012", "VIP"):
        expect(beside).to_contain_text(known)
    desk.write("[name=summary]", "拍摄4K 50fps时死机")
    advice = beside.locator(".advice")
    expect(advice).to_contain_text("%")
    desk.press_named("advice.use", advice.locator(".advice-line").first)
    expect(desk.page.locator("[name=category]")).not_to_have_value("")
    expect(beside.locator("bokeh-likenesses")).to_contain_text("KB-")
    desk.picture("consult")
    desk.press_named("new.send")
    desk.sees_title("拍摄4K 50fps时死机")
    desk.sees_state("in_progress")
    desk.act("resolve", solution="升级固件至 8025，检查环境温度")
    desk.sees_state("waiting_customer")
    desk.act("confirm")
    desk.sees_state("resolved")
    desk.picture("consult-resolved")


@told(Language.EN)
def test_a_consult_that_needs_the_workshop_becomes_an_rma_with_a_quote(person: Enter) -> None:
    desk = person()
    desk.sign_in("market_cn")
    consult = desk.opens(kind="consult", sn="LF_600214", summary="No SDI output")
    desk.comes_back_to(f"/tickets/{consult}")
    desk.act("upgrade", to="rma", priority="R3")
    desk.press(desk.page.locator(".beside a[href^='/tickets/RMA-']").first)
    expect(desk.page.locator(".record-head .number")).to_have_text(re.compile("^RMA-"))
    desk.act("quote", lambda form: desk.take_part(form, SDI), shipping="29", currency="USD")
    desk.sees_state("quote_sent")
    papers = desk.page.locator(".beside a[href$='.pdf']")
    body = desk.visitor.get(str(papers.first.get_attribute("href"))).body()
    assert body.startswith(b"%PDF")
    desk.act("accept_quote")
    desk.sees_state("awaiting_receipt")
    desk.picture("quote-accepted")


@told(Language.ZH)
def test_the_desk_records_a_repair_for_a_dealer_whose_stock_goes_down(person: Enter) -> None:
    desk = person()
    desk.sign_in("market")
    before = stock_of(desk, "gafpa")
    desk.go("nav.dealer_repair")
    desk.press_named("list.new")
    desk.write("[name=sn]", "ME_204732")
    desk.choose("[name=dealer]", "gafpa")
    desk.write("[name=summary]", "更换 SDI 模块")
    desk.press_named("new.send")
    desk.sees_title("更换 SDI 模块")
    assert desk.number.startswith("SVC-D-2602-")
    desk.act("record_repair", lambda form: desk.take_part(form, SDI), work="更换 SDI 模块")
    desk.sees_state("repaired")
    assert stock_of(desk, "gafpa") == before - 1


def stock_of(someone: Person, dealer: str) -> int:
    """How many SDI modules a dealer has."""
    items = someone.visitor.get(f"/api/stock?dealer={dealer}&size=200").json()["items"]
    return next(int(each["quantity"]) for each in items if each["sku"] == SDI)


@told(Language.EN)
def test_three_devices_of_a_dealer_become_three_rmas_and_a_packing_list(
    person: Enter, manner: Manner
) -> None:
    desk = person()
    desk.sign_in("market")
    desk.go("nav.rma")
    desk.press_named("list.new")
    desk.press_named("cart.way")
    desk.choose(".cart [name=dealer]", "proav")
    faults = (("A123", "死机"), ("B456", "SDI损坏"), ("C789", "开机无反应"))
    for at, (sn, fault) in enumerate(faults):
        if at:
            desk.press_named("cart.add")
        device = desk.page.locator(".cart-device").nth(at)
        desk.write(device.get_by_label(desk.says("fact.sn")), f"{sn}{manner}")
        desk.choose(device.locator("select").first, "mavo_edge_8k" if not at else "mavo_edge_6k")
        desk.write(device.get_by_label(desk.says("cart.fault")), fault)
    desk.picture("cart")
    desk.press_named("cart.send", count=3)
    opened = desk.page.locator(".cart-opened li")
    expect(opened).to_have_count(3)
    numbers = opened.locator("a").all_inner_texts()
    assert len({*numbers}) == 3
    assert [each for each in numbers if not re.fullmatch(r"RMA-D-2602-\d{4}", each)] == []
    desk.press_named("cart.packing_list")
    paper = desk.page.locator(".decision a[href$='.pdf']")
    answer = desk.visitor.get(str(paper.get_attribute("href")))
    assert answer.body().startswith(b"%PDF")


@told(Language.ZH)
def test_requests_of_a_dealer_are_approved_refused_and_asked_about(person: Enter) -> None:
    dealer = person("proav", "/settings")
    requests = [
        dealer.opens(kind="rma", sn="ME_207890", summary=f"Freezes in 4K {each}")
        for each in ("approve", "reject", "ask")
    ]
    desk = person()
    desk.sign_in("lead")
    desk.go("nav.approvals")

    def decide(number: str, move: str, **fields: str) -> None:
        card = desk.page.locator(".approval", has_text=number)
        desk.press(card.get_by_role("button", name=label(desk, number, move), exact=True))
        for field, value in fields.items():
            desk.write(card.locator(f"[name={field}]"), value)
        desk.press(card.locator("bokeh-move .main"))
        expect(card.locator("bokeh-move")).to_have_count(0)

    decide(requests[0], "approve")
    expect(desk.page.locator(".approval", has_text=requests[0])).to_have_count(0)
    decide(requests[1], "reject", reason="先升级固件至 8025")
    expect(desk.page.locator(".approval", has_text=requests[1])).to_have_count(0)
    decide(requests[2], "ask", question="固件是哪个版本？")
    desk.picture("approvals")
    for number, state in zip(requests, ("awaiting_receipt", "rejected"), strict=False):
        dealer.comes_back_to(f"/tickets/{number}")
        dealer.sees_state(state)
    dealer.comes_back_to(f"/tickets/{requests[2]}")
    expect(dealer.page.locator(".comments")).to_contain_text("固件是哪个版本？")


def label(someone: Person, number: str, move: str) -> str:
    from tests.web.words import move_label

    return move_label(number, move, someone.manner.language)


@told(Language.EN)
def test_prices_are_looked_up_and_a_costly_exception_goes_to_the_head_and_is_paid(
    person: Enter,
) -> None:
    desk = person()
    desk.sign_in("market")
    desk.go("nav.prices")
    desk.write("main [name=q]", SDI)
    desk.page.keyboard.press("Enter")
    row = desk.page.locator("tr", has_text=SDI)
    for price in ("¥390", "$69", "€69"):
        expect(row).to_contain_text(price)
    number = desk.opens(kind="rma", sn="LF_600214", summary="SDI 无输出", priority="R2")
    desk.moves(number, "quote", items=[{"sku": SDI, "quantity": 1}], shipping="20", currency="USD")
    desk.moves(number, "accept_quote")
    shop = person("repair", "/settings")
    shop.moves(number, "receive")
    shop.moves(number, "inspect", finding="SDI 模块损坏", plan="更换 SDI 模块", estimate="69")
    shop.moves(number, "start_repair")
    shop.moves(
        number, "report_exception", type="over_estimate", note="主板也烧了", actual_cost="689"
    )

    boss = person("boss", "/approvals")
    card = boss.page.locator(".approval", has_text=number)
    expect(card).to_contain_text("620")
    boss.picture("exception")
    boss.press(card.locator(".act-buttons .main"))
    boss.press(card.locator("bokeh-move .main"))
    expect(card).to_have_count(0)

    desk.comes_back_to(f"/tickets/{number}")
    desk.act("record_decision", decision="continue")
    shop.moves(number, "finish_repair", work="更换", parts=[{"sku": SDI, "quantity": 1}])
    desk.comes_back_to(f"/tickets/{number}")
    desk.act("invoice")
    desk.sees_state("awaiting_payment")
    bill = desk.page.locator(".beside .clocks li", has_text="PI-2026-")
    total = re.sub(r"[^\d.]", "", bill.locator("strong").inner_text())
    desk.act("record_payment", lambda form: expects_amount(form, total), method="bank")
    desk.sees_state("paid")
    desk.picture("paid")


def expects_amount(form: Any, total: str) -> None:
    """The payment's form suggests what the bill has open."""
    expect(form.locator("[name=amount]")).to_have_value(total)
    expect(form.locator("[name=currency]")).to_have_value("USD")

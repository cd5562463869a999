"""Stories that pass from desk to desk: quote, exception, payment, shipping; dealers who repair."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.doing import act, go, opened, picture, signed_in
from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
SDI = "S1-011-013-01"


def state(visitor: Visitor, text: str) -> None:
    expect(visitor.page.locator(".record-head .tag")).to_have_text(text)


def test_out_of_warranty_from_quote_over_exception_and_payment_to_shipping(visit: Visit) -> None:
    desk = signed_in(visit, "market", locale="zh-CN")
    number = opened(desk, kind="rma", sn="LF_600214", summary="SDI 无输出", priority="R2")
    desk.page.goto(f"/tickets/{number}")
    expect(desk.page.locator(".record")).to_contain_text("过保")
    desk.button("报价").click()
    form = desk.page.locator("bokeh-move")
    form.get_by_label("料号").fill(SDI)
    form.locator("[name=shipping]").fill("20")
    form.get_by_role("button", name="报价", exact=True).click()
    state(desk, "报价待确认")
    expect(desk.page.locator(".beside")).to_contain_text("报价单")
    act(desk, "接受报价")
    shop = visit("repair", f"/tickets/{number}", locale="zh-CN")
    act(shop, "收货")
    act(shop, "检测", finding="SDI 模块损坏", plan="更换 SDI 模块", estimate="69")
    act(shop, "开始维修")
    shop.button("上报异常").click()
    form = shop.page.locator("bokeh-move")
    form.locator("[name=type]").select_option("over_estimate")
    form.locator("[name=note]").fill("主板也烧了")
    form.locator("[name=actual_cost]").fill("689")
    form.get_by_role("button", name="上报异常", exact=True).click()
    state(shop, "异常待确认")

    boss = visit("boss", "/approvals", width=390, height=800, locale="zh-CN")
    card = boss.page.locator(".approval", has_text=number)
    expect(card).to_contain_text("超出预估")
    picture(boss, "exception-phone")
    card.get_by_role("button", name=re.compile("^批准")).click()
    card.locator("bokeh-move .main").click()
    expect(card).to_have_count(0)

    desk.page.reload()
    desk.button("记录客户决定").click()
    form = desk.page.locator("bokeh-move")
    form.locator("[name=decision]").select_option("continue")
    form.locator(".main").click()
    shop.page.reload()
    shop.button("完成维修").click()
    form = shop.page.locator("bokeh-move")
    form.locator("[name=work]").fill("更换 SDI 模块和主板")
    form.get_by_label("料号").fill(SDI)
    form.locator(".main").click()
    state(shop, "已维修")

    desk.page.reload()
    desk.page.locator(".acts").get_by_role("button", name="开PI").click()
    desk.page.locator("bokeh-move .main").click()
    state(desk, "待收款")
    bill = desk.page.locator(".beside .clocks li", has_text="PI-2026-")
    expect(bill).to_contain_text("未付款")
    total = bill.locator("strong").inner_text()
    desk.page.locator(".acts").get_by_role("button", name="登记收款").click()
    form = desk.page.locator("bokeh-move")
    form.locator("[name=method]").select_option("bank")
    expect(form.locator("[name=amount]")).to_have_value(re.sub(r"[^\d.]", "", total))
    expect(form.locator("[name=currency]")).to_have_value("USD")
    form.locator(".main").click()
    state(desk, "已收款")
    shop.page.reload()
    act(shop, "发货", carrier="DHL", tracking="4471688120", address="1 Film Street, Munich")
    state(shop, "已发货")
    picture(shop, "shipped")


def test_the_desk_records_a_repair_for_a_dealer(visit: Visit) -> None:
    desk = signed_in(visit, "market", locale="zh-CN")
    go(desk, "经销商维修单")
    desk.page.locator(".page-acts").get_by_role("link", name="新建", exact=True).click()
    page = desk.page
    page.locator("[name=sn]").fill("ME_209426")
    expect(page.locator(".beside")).to_contain_text("Callum Reid")
    page.locator("[name=dealer]").select_option(label="ProAV")
    page.locator("[name=summary]").fill("更换 SDI 模块")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.locator(".record-head .number")).to_have_text(re.compile("^SVC-D-2602-"))
    expect(page.locator(".record")).to_contain_text("ProAV")


def test_a_dealer_repairs_on_a_phone_and_its_stock_goes_down(visit: Visit) -> None:
    dealer = visit("proav", "/stock", width=390, height=800)
    row = dealer.page.locator("tr", has_text=SDI)
    before = int(row.inner_text().split("/")[0].split()[-1])
    number = opened(dealer, kind="dealer_repair", sn="ME_209426", summary="SDI port loose")
    dealer.page.goto(f"/tickets/{number}")
    dealer.button("Record the repair").click()
    form = dealer.page.locator("bokeh-move")
    form.locator("[name=work]").fill("SDI module replaced")
    form.get_by_label("SKU").fill(SDI)
    form.locator("[name=faulty_parts]").select_option("to_be_returned")
    form.locator(".main").click()
    state(dealer, "Repaired")
    picture(dealer, "dealer-repair-phone")
    dealer.page.goto("/stock")
    expect(row).to_contain_text(f"{before - 1} /")


def test_a_dealer_asks_the_knowledge_first_and_opens_a_ticket_where_it_does_not_help(
    visit: Visit,
) -> None:
    dealer = signed_in(visit, "proav", width=390, height=800)
    dealer.page.goto("/knowledge")
    dealer.page.locator("main [name=q]").fill("Edge 8K freezes")
    dealer.page.keyboard.press("Enter")
    dealer.page.locator(".hits a").first.wait_for()
    dealer.page.get_by_role("link", name="Open a consult ticket").click()
    dealer.page.locator("[name=sn]").fill("ME_209426")
    dealer.page.locator("[name=summary]").fill("Freezes although the firmware is new")
    dealer.button("Open ticket").click()
    state(dealer, "In progress")
    number = dealer.page.locator(".record-head .number").inner_text()
    other = visit("gafpa", f"/tickets/{number}")
    other.expected.append("404")
    expect(other.page.get_by_role("alert")).to_contain_text("was not found")


def test_a_consult_is_solved_and_confirmed_with_the_keyboard_alone(visit: Visit) -> None:
    visitor = visit("market", "/settings")
    number = opened(visitor, kind="consult", sn="ME_209426", summary="How to format a card")
    visitor.page.goto(f"/tickets/{number}")
    visitor.page.locator(".acts").wait_for()
    press(visitor, "Resolve")
    visitor.page.keyboard.type("Format it in the camera")
    press(visitor, "Resolve")
    state(visitor, "Waiting for the customer")
    press(visitor, "Confirm as solved")
    visitor.page.keyboard.press("Enter")  # the form asks for nothing: its button has the focus
    state(visitor, "Resolved")


def press(visitor: Visitor, name: str) -> None:
    """Tab to the next button of this name and press Enter."""
    for _ in range(80):
        visitor.page.keyboard.press("Tab")
        tag, text = visitor.page.evaluate(
            "[document.activeElement.localName, document.activeElement.textContent.trim()]"
        )
        if tag == "button" and text.startswith(name):
            visitor.page.keyboard.press("Enter")
            return
    pytest.fail(f"the keyboard never came to {name}")

"""The handbook's stories in a browser, from sign-in to result; pictures of each are kept."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.web.doing import act, go, picture, signed_in
from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
ZH = ("咨询工单", "新建", "电话", "问题排查", "提交", "处理中", "使用")
EN = ("Consult tickets", "New", "Phone", "Troubleshooting", "Open ticket", "In progress", "Use")


@pytest.mark.parametrize(("locale", "words"), [("zh-CN", ZH), ("en-US", EN)])
def test_a_call_becomes_a_consult_ticket_with_context_and_advice(
    visit: Visit, locale: str, words: tuple[str, ...]
) -> None:
    lists, new, phone, service, send, state, use = words
    visitor = signed_in(visit, "market", locale=locale)
    go(visitor, lists)
    page = visitor.page
    page.locator(".page-acts").get_by_role("link", name=new, exact=True).click()
    page.get_by_label(phone, exact=True).check(force=True)
    page.get_by_label(service, exact=True).check(force=True)
    page.locator("[name=sn]").fill("ME_207890")
    beside = page.locator(".beside")
    expect(beside).to_contain_text("Max Mueller")
    expect(beside).to_contain_text("RMA-D-2601-0012")
    expect(beside).to_contain_text("VIP")
    page.locator("[name=summary]").fill("拍摄4K 50fps时死机")
    expect(beside.locator(".advice")).to_be_visible()
    beside.locator(".advice").get_by_role("button", name=use, exact=True).first.click()
    expect(page.locator("[name=category]")).not_to_have_value("")
    expect(beside.locator("bokeh-likenesses")).to_contain_text("KB-")
    picture(visitor, f"consult-{locale}")
    page.get_by_role("button", name=send, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("拍摄4K 50fps时死机")
    expect(page.locator(".record-head .tag")).to_have_text(state)


def test_a_half_filled_form_is_found_again(visit: Visit) -> None:
    visitor = visit("market", "/new/consult")
    visitor.page.locator("[name=summary]").fill("Half a story about an Eagle")
    expect(visitor.page.get_by_text(re.compile("Draft saved"))).to_be_visible()
    again = visit("market", "/new/consult")
    expect(again.page.locator("[name=summary]")).to_have_value("Half a story about an Eagle")
    again.button("Discard draft").click()
    expect(again.page.locator("[name=summary]")).to_have_value("")


def test_three_devices_of_a_dealer_become_three_rmas_and_a_packing_list(visit: Visit) -> None:
    visitor = visit("market", "/cart", locale="zh-CN")
    page = visitor.page
    page.locator("[name=dealer]").select_option(label="ProAV")
    for at, (sn, fault) in enumerate(
        [("A123", "死机"), ("B456", "SDI损坏"), ("C789", "开机无反应")]
    ):
        if at:
            visitor.button("添加设备").click()
        device = page.locator(".cart-device").nth(at)
        device.get_by_label(re.compile("序列号")).fill(sn)
        device.get_by_label(re.compile("产品")).select_option(index=1)
        device.get_by_label(re.compile("故障描述")).fill(fault)
    picture(visitor, "cart")
    visitor.button("提交（3 台）").click()
    opened = page.locator(".cart-opened li")
    expect(opened).to_have_count(3)
    numbers = opened.locator("a").all_inner_texts()
    assert len({*numbers}) == 3
    assert all(re.fullmatch(r"RMA-D-2602-\d{4}", each) for each in numbers)
    visitor.button("生成装箱清单").click()
    paper = page.locator(".decision a.button").first
    expect(paper).to_have_attribute("href", re.compile(r"\.pdf$"))
    answer = visitor.get(str(paper.get_attribute("href")))
    assert answer.body().startswith(b"%PDF")


def test_a_dealer_asks_for_a_return_and_the_desk_approves_it_on_a_phone(visit: Visit) -> None:
    dealer = visit("proav", "/new/rma?sn=ME_207890")
    dealer.page.locator("[name=summary]").fill("Freezes after an hour in 4K")
    dealer.button("Open ticket").click()
    number = dealer.page.locator(".record-head .number").inner_text()
    expect(dealer.page.locator(".record-head .tag")).to_have_text("Awaiting approval")
    desk = visit("market", f"/tickets/{number}", width=390, height=800, locale="zh-CN")
    desk.button("批准").click()
    desk.page.locator("bokeh-move").get_by_role("button", name="批准").click()
    expect(desk.page.locator(".record-head .tag")).to_have_text("待收货")
    picture(desk, "approve-phone")
    dealer.page.reload()
    expect(dealer.page.locator(".record-head .tag")).to_have_text("Awaiting receipt")


def test_several_are_approved_at_once_from_the_list(visit: Visit) -> None:
    for sn in ("ME_207890", "ME_209426"):
        asked = visit("proav", f"/new/rma?sn={sn}&summary=Bulk+{sn}")
        asked.button("Open ticket").click()
        asked.page.locator(".record-head").wait_for()
    visitor = visit("market", "/lists/rma?status=pending_approval&q=Bulk")
    visitor.page.get_by_label("Select all on this page").check()
    expect(visitor.page.locator(".bulk")).to_contain_text("2 selected")
    visitor.button("Approve selected").click()
    expect(visitor.page.locator(".told-text")).to_have_text("2 approved.")
    expect(visitor.page.locator(".empty")).to_be_visible()


def test_the_workshop_receives_inspects_and_repairs(visit: Visit) -> None:
    asked = visit("market", "/new/rma?sn=ME_207890&summary=No+SDI+output")
    asked.button("Open ticket").click()
    number = asked.page.locator(".record-head .number").inner_text()
    visitor = visit("repair", "/receive", locale="zh-CN")
    visitor.page.locator("[name=code]").fill(number)
    visitor.page.keyboard.press("Enter")
    visitor.button("确认收货").click()
    expect(visitor.page.locator(".lines")).to_contain_text(number)
    visitor.page.get_by_role("link", name=number).click()
    act(visitor, "检测", finding="SDI 模块损坏", plan="更换 SDI 模块", estimate="69")
    expect(visitor.page.locator(".record-head .tag")).to_have_text("检测完成")
    act(visitor, "开始维修")
    visitor.button("完成维修").click()
    form = visitor.page.locator("bokeh-move")
    form.locator("[name=work]").fill("更换 SDI 模块")
    form.get_by_label("料号").fill("S1-011-013-01")
    form.get_by_role("button", name="完成维修").click()
    expect(visitor.page.locator(".record-head .tag")).to_have_text("已维修")
    expect(visitor.page.locator(".parts")).to_contain_text("S1-011-013-01")
    picture(visitor, "repaired")


def test_a_refused_move_says_why_and_keeps_what_was_filled_in(visit: Visit) -> None:
    asked = visit("proav", "/new/rma?sn=ME_207890&summary=To+be+refused")
    asked.button("Open ticket").click()
    number = asked.page.locator(".record-head .number").inner_text()
    visitor = visit("market", f"/tickets/{number}")
    visitor.expected.append("422")
    visitor.button("Reject").click()
    form = visitor.page.locator("bokeh-move")
    form.get_by_role("button", name="Reject").click()
    expect(form.get_by_role("alert")).to_be_visible()
    expect(form.locator("[name=reason]")).to_have_attribute("aria-invalid", "true")
    form.locator("[name=reason]").fill("Solved by firmware 8025")
    form.get_by_role("button", name="Reject").click()
    expect(visitor.page.locator(".record-head .tag")).to_have_text("Rejected")


def test_a_dealer_sees_its_stock_and_asks_for_what_is_advised(visit: Visit) -> None:
    visitor = visit("proav", "/stock", locale="zh-CN")
    row = visitor.page.locator("tr", has_text="S1-010-006-01")
    expect(row).to_contain_text("2 / 3")
    expect(row).to_contain_text("低于安全线")
    visitor.button("采用建议").click()
    visitor.page.get_by_role("button", name=re.compile("申请补货")).click()
    expect(visitor.page.locator(".record-head .number")).to_have_text(re.compile(r"^RS-2602-"))
    picture(visitor, "restock")


def test_part_prices_are_found_by_name(visit: Visit) -> None:
    visitor = visit("market", "/prices")
    visitor.page.locator("main [name=q]").fill("SDI module")
    visitor.button("Find").click()
    row = visitor.page.locator("tr", has_text="S1-011-013-01")
    for price in ("¥390", "$69", "€69"):
        expect(row).to_contain_text(price)


def test_the_knowledge_base_is_searched_browsed_and_read(visit: Visit) -> None:
    visitor = visit("proav", "/knowledge", locale="zh-CN")
    visitor.button("案例").click()
    expect(visitor.page.locator(".article-card").first).to_contain_text("案例")
    visitor.page.locator("main [name=q]").fill("Edge 8K 死机")
    visitor.page.keyboard.press("Enter")
    hit = visitor.page.locator(".hits").get_by_role("link", name=re.compile("高温死机"))
    hit.first.click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Edge 8K 高温死机处理")
    expect(visitor.page.locator(".record")).to_contain_text("8025")
    expect(visitor.page.locator(".record")).not_to_contain_text("U23")


def test_similar_cases_lead_to_their_solution_and_the_page(visit: Visit) -> None:
    visitor = signed_in(visit, "proav", locale="zh-CN")
    answer = visitor.ask("Edge 8K 录制 4K 50fps 死机了，有类似案例吗？")
    chip = answer.locator(".chip", has_text="K2602-0001")
    expect(chip).to_be_visible()
    expect(answer).not_to_contain_text("RMA-D-2601-0145")
    chip.click()
    popup = visitor.page.get_by_role("dialog")
    expect(popup).to_contain_text("8023")
    expect(popup).to_contain_text("解决方案")
    picture(visitor, "similar")
    popup.get_by_role("link", name="在系统中打开").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("MAVO Edge 8K 拍摄死机问题")
    assert visitor.page.url.endswith("/tickets/K2602-0001")


def test_a_view_with_its_filters_is_kept_and_the_address_brings_it_back(visit: Visit) -> None:
    visitor = visit("market", "/lists/rma")
    visitor.page.get_by_label("Status").select_option(label="Closed")
    expect(visitor.page).to_have_url(re.compile("status=closed"))
    visitor.button("Save view").click()
    visitor.page.get_by_label("Name of the view").fill("Done")
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_role("link", name="Open", exact=True).click()
    visitor.page.get_by_role("link", name="Done", exact=True).click()
    expect(visitor.page).to_have_url(re.compile("status=closed"))
    expect(visitor.page.locator(".list .tag").first).to_have_text("Closed")
    visitor.page.go_back()
    expect(visitor.page).to_have_url(re.compile("status=open"))


def test_a_ticket_page_takes_comments_and_staff_ones_stay_with_staff(visit: Visit) -> None:
    visitor = visit("market", "/tickets/K2602-0001")
    for text, internal in (("Firmware link sent", False), ("Ask R&D about U23", True)):
        visitor.page.get_by_label("Add a comment").fill(text)
        visitor.page.get_by_label("For staff only").set_checked(internal)
        visitor.button("Comment").click()
        expect(visitor.page.locator(".comments")).to_contain_text(text)
    dealer = visit("proav", "/tickets/K2602-0001")
    expect(dealer.page.locator(".comments")).to_contain_text("Firmware link sent")
    expect(dealer.page.locator(".comments")).not_to_contain_text("U23")


def test_a_picture_goes_with_a_ticket(visit: Visit, png: bytes) -> None:
    visitor = visit("market", "/new/consult?summary=With+a+picture")
    chooser = visitor.page.locator("bokeh-attach input[type=file]").first
    chooser.set_input_files({"name": "fault.png", "mimeType": "image/png", "buffer": png})
    expect(visitor.page.locator(".attached-one")).to_contain_text("fault.png")
    expect(visitor.page.locator(".attached .spinner")).to_have_count(0)
    visitor.button("Open ticket").click()
    expect(visitor.page.locator(".files")).to_contain_text("fault.png")


def test_a_bar_code_in_a_photo_is_read(visit: Visit, tmp_path: Path) -> None:
    barcode = pytest.importorskip("barcode")
    writer = pytest.importorskip("barcode.writer")
    drawn = barcode.Code128("ME_207890", writer=writer.ImageWriter()).render()
    drawn.save(tmp_path / "code.png")
    visitor = visit("market", "/customers")
    visitor.button("Scan").click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.locator("input[type=file]").set_input_files(tmp_path / "code.png")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("MAVO Edge 8K")


def test_news_reach_the_open_page_and_lead_to_their_ticket(visit: Visit) -> None:
    visitor = visit("market", "/inbox")
    visitor.page.wait_for_function("() => !document.querySelector('main .spinner')")
    asked = visit("proav", "/new/rma?sn=ME_207890&summary=Told+at+once")
    asked.button("Open ticket").click()
    number = asked.page.locator(".record-head .number").inner_text()
    toast = visitor.page.locator(".toast", has_text=number)
    expect(toast).to_be_visible(timeout=20_000)
    expect(visitor.page.locator(".bell .unread")).to_be_visible()
    toast.get_by_role("link").click()
    expect(visitor.page.locator(".record-head .number")).to_have_text(number)

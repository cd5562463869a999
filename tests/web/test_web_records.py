"""Tickets and articles: the popup over the conversation, and their own pages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]


def test_a_chip_opens_a_popup_that_leads_to_the_page_and_back(visit: Visit) -> None:
    visitor = visit()
    answer = visitor.ask("What to do when the Edge 8K freezes in the heat?")
    conversation = visitor.page.url
    chip = answer.locator(".chip-article").first
    number = chip.inner_text()
    chip.click()
    popup = visitor.page.get_by_role("dialog")
    expect(popup.get_by_role("heading", level=2).first).to_be_visible()
    expect(popup).to_contain_text(number)
    expect(popup).to_contain_text("Solution")
    popup.get_by_role("link", name="Open in system").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_be_focused()
    assert visitor.page.url.endswith(f"/articles/{number}")
    visitor.page.get_by_role("link", name="Back").click()
    expect(visitor.answer.locator(".chip").first).to_be_visible()
    assert visitor.page.url == conversation


def test_the_popup_closes_and_gives_the_focus_back(visit: Visit) -> None:
    visitor = visit()
    chip = visitor.ask("How do I update the firmware?").locator(".chip").first
    for close in (
        lambda: visitor.page.keyboard.press("Escape"),
        lambda: visitor.button("Close").click(),
        lambda: visitor.page.mouse.click(5, 5),
    ):
        chip.click()
        expect(visitor.page.get_by_role("dialog")).to_contain_text("Open in system")
        close()
        expect(visitor.page.get_by_role("dialog")).to_have_count(0)
        expect(chip).to_be_focused()


def test_the_ticket_page_shows_the_whole_ticket_to_staff(visit: Visit) -> None:
    visitor = visit(path="/tickets/RMA-D-2601-0012")
    page = visitor.page.locator(".record")
    for shown in (
        *("RMA-D-2601-0012", "John", "ProAV", "MAVO Edge 8K", "ME_207890", "SDI module replaced"),
        *("Internal note", "SDI模块", "Approved under warranty", "DHL4471688120", "History"),
    ):
        expect(page).to_contain_text(shown)
    expect(visitor.page).to_have_title("RMA-D-2601-0012 · Bokeh")


def test_a_dealer_sees_no_internal_part_of_its_own_ticket(visit: Visit) -> None:
    visitor = visit("proav", path="/tickets/RMA-D-2601-0012")
    page = visitor.page.locator(".record")
    expect(page).to_contain_text("SDI module replaced")
    expect(page).not_to_contain_text("Internal")
    expect(page).not_to_contain_text("虚焊，旧模块")


def test_a_dealer_finds_another_dealers_ticket_as_missing_as_one_that_is_not(visit: Visit) -> None:
    told = []
    for number in ("RMA-D-2601-0145", "RMA-D-2601-9999"):
        visitor = visit("proav", path=f"/tickets/{number}")
        visitor.expected.append("404")
        alert = visitor.page.get_by_role("alert")
        expect(alert).to_contain_text("was not found")
        told.append(alert.inner_text().replace(number, "…"))
    assert told[0] == told[1]


def test_a_dealers_answer_names_no_other_dealers_cases(visit: Visit) -> None:
    visitor = visit("proav")
    answer = visitor.ask("Edge 8K freezes at 4K 50fps, any similar cases?")
    for number in answer.locator(".written .chip-ticket").all_inner_texts():
        assert visitor.get(f"/api/tickets/{number}").ok
    expect(answer).not_to_contain_text("RMA-D-2601-0145")


def test_an_article_page_shows_problem_solution_and_for_staff_the_internal_part(
    visit: Visit,
) -> None:
    page = visit("market", path="/articles/KB-0023", locale="zh-CN").page.locator(".record")
    expect(page).to_contain_text("升级固件至8025")
    expect(page.locator("ol li")).to_have_count(5)
    expect(page).to_contain_text("U23")
    page = visit("proav", path="/articles/KB-0023", locale="zh-CN").page.locator(".record")
    expect(page).to_contain_text("升级固件至8025")
    expect(page).not_to_contain_text("U23")


def test_a_page_that_fails_offers_to_try_again(visit: Visit) -> None:
    visitor = visit()
    visitor.expected.append("500")
    body = '{"error": {"code": "error", "message": "It broke."}}'
    visitor.page.route(
        "**/api/tickets/K2602-0001", lambda route: route.fulfill(status=500, body=body), times=1
    )
    visitor.page.goto("/tickets/K2602-0001")
    expect(visitor.page.get_by_role("alert")).to_contain_text("It broke.")
    visitor.button("Try again").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("MAVO Edge 8K 拍摄死机问题")

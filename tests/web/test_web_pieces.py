"""Pieces of the workbench: drafts, lists and their views, comments, attachments, news."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]


def test_a_half_filled_form_is_found_again(visit: Visit) -> None:
    visitor = visit("market", "/new/consult")
    visitor.page.locator("[name=summary]").fill("Half a story about an Eagle")
    expect(visitor.page.get_by_text(re.compile("Draft saved"))).to_be_visible()
    again = visit("market", "/new/consult")
    expect(again.page.locator("[name=summary]")).to_have_value("Half a story about an Eagle")
    again.button("Discard draft").click()
    expect(again.page.locator("[name=summary]")).to_have_value("")


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

"""One conversation open on two devices: both show the same, and neither undoes the other's."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
PHONE = {"width": 390, "height": 844, "has_touch": True}


def same_conversation(visit: Visit, visitor: Visitor) -> Visitor:
    """The same person's phone, at the conversation that is open on the desk."""
    path = visitor.page.url.removeprefix(visitor.address)
    other = visit("market", path, at=visitor.address, **PHONE)
    expect(other.page.locator(".answer time")).to_have_count(
        visitor.page.locator(".answer time").count()
    )
    return other


def test_what_is_asked_on_one_device_is_followed_and_stopped_on_the_other(
    visit: Visit, hosted_site: str
) -> None:
    desk = visit("market", at=hosted_site)
    desk.ask("hello")
    phone = same_conversation(visit, desk)
    desk.write("please count")
    expect(phone.answer).to_contain_text("n3!")
    expect(phone.page.locator(".person").last).to_contain_text("please count")
    phone.button("Stop").click()
    for each in (desk, phone):
        expect(each.answer).to_contain_text("Stopped.")
        expect(each.page.locator(".answer time")).to_have_count(2)
    desk.button("Answer again").click()
    expect(phone.answer).to_contain_text("n40!")
    expect(desk.answer).to_contain_text("n40!")
    for each in (desk, phone):
        expect(each.page.locator(".answer time")).to_have_count(2)
        expect(each.page.locator(".messages")).not_to_contain_text("Stopped.")


def test_a_device_that_heard_nothing_replaces_no_answer_that_it_has_not_seen(
    visit: Visit, hosted_site: str
) -> None:
    desk = visit("market", at=hosted_site)
    desk.expected += ["409", "ERR_FAILED|Failed to load"]
    desk.page.route("**/api/notifications/stream", lambda route: route.abort())
    desk.page.reload()
    desk.ask("hello")
    phone = same_conversation(visit, desk)
    phone.ask("from the phone")
    expect(desk.page.locator(".person")).to_have_count(1)
    desk.button("Answer again").click()
    expect(desk.answer).to_contain_text("went on elsewhere")
    expect(desk.page.locator(".person p")).to_have_text(["hello", "from the phone", "hello"])
    expect(phone.page.locator(".person p")).to_have_text(["hello", "from the phone"])
    desk.button("Try again").click()
    expect(phone.page.locator(".person p")).to_have_text(["hello", "from the phone", "hello"])


def test_a_card_approved_on_one_device_is_done_on_the_other(visit: Visit) -> None:
    desk = visit()
    desk.ask("Open an RMA for ME_205183, no SDI output")
    phone = same_conversation(visit, desk)
    expect(phone.cards).to_have_count(1)
    phone.cards.get_by_role("button", name="Approve").click()
    expect(phone.cards.get_by_role("button", name="Approve")).to_have_count(0)
    expect(desk.cards.get_by_role("button", name="Approve")).to_have_count(0)

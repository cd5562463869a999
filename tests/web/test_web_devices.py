"""One conversation open on two devices: both show the same, and neither undoes the other's."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.endpoint import SlowModel
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
    visit: Visit, hosted_site: str, model: SlowModel
) -> None:
    desk = visit("market", at=hosted_site)
    desk.ask("hello")
    phone = same_conversation(visit, desk)
    model.words = 1_000  # which it never comes to: it is stopped, however slow the machine is
    desk.write("please count")
    expect(phone.answer).to_contain_text("n3!")
    expect(phone.page.locator(".person").last).to_contain_text("please count")
    phone.button("Stop").click()
    for each in (desk, phone):
        expect(each.answer).to_contain_text("Stopped.")
        expect(each.page.locator(".answer time")).to_have_count(2)
    model.words = 40
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
    desk.expected.append("409")
    desk.hears_nothing()
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


def test_what_is_being_pressed_stays_until_the_press_is_over(visit: Visit) -> None:
    visitor = visit()
    visitor.expected.append("409")
    visitor.ask("Open an RMA for ME_205183, no SDI output")
    visitor.button("Approve").hover()
    visitor.page.mouse.down()
    with visitor.page.expect_response("**/api/conversations/*"):
        assert visitor.context.request.post(f"/api/proposals/{visitor.card_id()}/cancel").ok
    visitor.page.wait_for_timeout(200)
    expect(visitor.button("Approve")).to_be_visible()
    with visitor.page.expect_response("**/approve"):
        visitor.page.mouse.up()
    expect(visitor.cards.locator(".outcome")).to_contain_text("Cancelled")


def test_words_put_into_a_card_stay_when_something_is_said_on_another_device(visit: Visit) -> None:
    desk = visit()
    desk.ask("Open an RMA for ME_205183, no SDI output")
    with desk.page.expect_response("**/again"):
        desk.button("Answer again").click()
    desk.cards.get_by_role("button", name="Edit").click()
    words = desk.cards.get_by_label("Summary")
    words.fill("No SDI output since Monday")
    phone = same_conversation(visit, desk)
    phone.ask("hello")
    expect(desk.page.locator(".person")).to_have_count(2)
    expect(words).to_have_value("No SDI output since Monday")

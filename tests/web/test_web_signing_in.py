"""Signing in and out, in the person's language."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
REFUSED = r"401 \(Unauthorized\)"


def sign_in(visitor: Visitor, name: str, password: str) -> None:
    visitor.page.locator("#username").fill(name)
    visitor.page.locator("#password").fill(password)
    visitor.page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("locale", "told"),
    [("en-US", "The user name or password is wrong."), ("zh-CN", "用户名或密码不对。")],
)
def test_a_wrong_password_is_refused_in_the_browsers_language(
    visit: Visit, locale: str, told: str
) -> None:
    visitor = visit(None, locale=locale)
    visitor.expected.append(REFUSED)
    sign_in(visitor, "market", "wrong")
    expect(visitor.page.get_by_role("alert")).to_have_text(told)
    expect(visitor.page.locator("#password")).to_be_focused()


def test_the_right_password_opens_the_chat_and_a_reload_keeps_it_open(visit: Visit) -> None:
    visitor = visit(None)
    sign_in(visitor, "market", "demo")
    expect(visitor.page.get_by_role("heading", name="Hello, ")).to_be_visible()
    visitor.page.reload()
    expect(visitor.page.get_by_role("heading", name="Hello, ")).to_be_visible()


def test_missing_fields_are_named_before_anything_is_sent(visit: Visit) -> None:
    visitor = visit(None)
    sign_in(visitor, "market", "")
    expect(visitor.page.get_by_role("alert")).to_contain_text("password")


def test_the_language_is_switched_and_remembered(visit: Visit) -> None:
    visitor = visit(None)
    visitor.page.get_by_role("button", name="语言：中文").click()
    expect(visitor.page.get_by_label("用户名")).to_be_visible()
    expect(visitor.page.locator("html")).to_have_attribute("lang", "zh-CN")
    visitor.page.reload()
    expect(visitor.page.get_by_label("用户名")).to_be_visible()


def test_signing_out_leaves_nothing_open(visit: Visit) -> None:
    visitor = visit(path="/tickets/K2602-0001")
    visitor.page.add_init_script("localStorage.removeItem('bokeh.user')")
    visitor.expected.append(REFUSED)  # what the page was still reading
    visitor.button("Sign out").click()
    expect(visitor.page.locator("#username")).to_be_visible()
    assert visitor.get("/api/auth/me").status == 401
    assert visitor.page.url.endswith("/")


def test_a_session_that_ended_asks_to_sign_in_and_returns_to_the_same_page(visit: Visit) -> None:
    visitor = visit()
    visitor.expected.append(REFUSED)
    visitor.context.clear_cookies()
    visitor.write("How do I update the firmware?")
    expect(visitor.page.get_by_role("alert")).to_have_text(
        "Your session has ended. Please sign in again."
    )
    sign_in(visitor, "market", "demo")
    expect(visitor.page.locator("#message")).to_have_value("How do I update the firmware?")


def test_a_ticket_address_shows_its_ticket_after_signing_in(visit: Visit) -> None:
    visitor = visit(None, path="/tickets/K2602-0001")
    sign_in(visitor, "market", "demo")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("MAVO Edge 8K 拍摄死机问题")


def test_the_bar_says_that_the_model_is_offline_and_the_clock_a_demo(visit: Visit) -> None:
    visitor = visit()
    expect(visitor.page.get_by_text("Offline model", exact=True)).to_be_visible()
    expect(visitor.page.get_by_text(re.compile("Demo clock Feb 15, 2026"))).to_be_visible()

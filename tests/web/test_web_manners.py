"""How the pages behave: keyboard, input methods, screen readers, small screens, contrast."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
NO_OVERFLOW = "document.documentElement.scrollWidth <= window.innerWidth"
# Heights are rounded.
NOTHING_BELOW = "document.documentElement.scrollHeight <= window.innerHeight + 1"


def test_enter_sends_and_shift_enter_makes_a_line(visit: Visit) -> None:
    visitor = visit()
    visitor.page.locator("#message").press_sequentially("hello")
    visitor.page.keyboard.press("Shift+Enter")
    expect(visitor.page.locator("#message")).to_have_value("hello\n")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".person .said")).to_have_text("hello")
    expect(visitor.page.locator("#message")).to_have_value("")


@pytest.mark.parametrize(
    "keys",
    [
        "dispatch('keydown', { key: 'Enter', isComposing: true })",
        "dispatch('keydown', { key: 'Enter', keyCode: 229 })",
        "dispatch('compositionend', {}); dispatch('keydown', { key: 'Enter' })",
    ],
)
def test_the_enter_of_an_input_method_does_not_send(visit: Visit, keys: str) -> None:
    visitor = visit(locale="zh-CN")
    visitor.page.locator("#message").fill("死机")
    visitor.page.evaluate(f"""() => {{
        const field = document.querySelector('#message');
        const dispatch = (name, init) => field.dispatchEvent(name === 'keydown'
            ? new KeyboardEvent(name, {{ bubbles: true, cancelable: true, ...init }})
            : new CompositionEvent(name, {{ bubbles: true, data: '死机' }}));
        {keys};
    }}""")
    expect(visitor.page.locator(".person")).to_have_count(0)
    visitor.page.wait_for_timeout(60)
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".person .said")).to_have_text("死机")


def test_everything_is_done_with_the_keyboard_alone(visit: Visit) -> None:
    visitor = visit(None)
    keyboard = visitor.page.keyboard
    keyboard.type("market")
    keyboard.press("Tab")
    keyboard.type("demo")
    keyboard.press("Enter")
    expect(visitor.page.locator("#message")).to_be_focused()
    visitor.ask("Open an RMA for ME_207890, no SDI output")
    walk_back_to(visitor, "Cancel")
    keyboard.press("Enter")
    expect(visitor.cards.locator(".outcome")).to_contain_text("Cancelled")
    visitor.page.locator("#message").focus()
    visitor.ask("How do I update the firmware?")
    walk_back_to(visitor, "KB-")
    keyboard.press("Enter")
    expect(visitor.page.get_by_role("dialog")).to_contain_text("Open in system")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()


def walk_back_to(visitor: Visitor, name: str) -> None:
    """Shift+Tab until an element of that name has a visible focus."""
    for _ in range(40):
        visitor.page.keyboard.press("Shift+Tab")
        text, outline = visitor.page.evaluate(
            "[(e) => e.textContent, (e) => getComputedStyle(e).outlineStyle]"
            ".map((of) => of(document.activeElement))"
        )
        if text.strip().startswith(name):
            assert outline == "solid"
            return
    pytest.fail(f"the keyboard never came to {name}")


def test_a_screen_reader_hears_one_status_and_not_every_token(visit: Visit) -> None:
    visitor = visit()
    expect(visitor.page.get_by_role("log")).to_have_attribute("aria-live", "off")
    visitor.page.evaluate("""() => {
        window.heard = [];
        const place = document.querySelector('#announcer');
        new MutationObserver(() => window.heard.push(place.textContent)).observe(place,
            { childList: true, characterData: true, subtree: true });
    }""")
    visitor.ask("How do I update the firmware?")
    heard = visitor.page.evaluate("window.heard")
    assert 2 <= len(heard) <= 6
    assert heard[-1] == visitor.answer.locator(".written").evaluate("e => e.textContent")[:1500]


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_nothing_overflows_a_phone(visit: Visit, locale: str) -> None:
    visitor = visit(locale=locale, width=375, height=700, has_touch=True)
    long = "x" * 300
    for text in (
        "Open an RMA for ME_207890, no SDI output",
        "Edge 8K 高温死机怎么处理",
        f"{long} https://example.org/{long}",
    ):
        visitor.ask(text)
        assert visitor.page.evaluate(NO_OVERFLOW)
        assert visitor.page.evaluate(NOTHING_BELOW)
        expect(visitor.page.locator("#message")).to_be_in_viewport()
    history = visitor.page.locator("#history")
    expect(history).to_be_hidden()
    visitor.page.locator(".history-button").click()
    expect(history).to_be_visible()
    assert visitor.page.evaluate(NO_OVERFLOW)
    visitor.page.keyboard.press("Escape")
    expect(history).to_be_hidden()
    visitor.answer.locator(".chip, .written").first.scroll_into_view_if_needed()
    for path in ("/tickets/RMA-D-2601-0012", "/articles/KB-0023"):
        visitor.page.goto(path)
        visitor.page.get_by_role("heading", level=1).wait_for()
        assert visitor.page.evaluate(NO_OVERFLOW)


CONTRAST = """() => {
    const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const over = (colours) => {
        paint.clearRect(0, 0, 1, 1);
        for (const colour of colours) { paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1); }
        return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = (rgb) => rgb.map((c) => c / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const poor = [];
    for (const element of document.querySelectorAll('#page *')) {
        const text = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
        if (!text || !element.checkVisibility() || element.closest('.unseen, [disabled]')) continue;
        const grounds = [];
        for (let e = element; e; e = e.parentElement) {
            grounds.unshift(getComputedStyle(e).backgroundColor);
        }
        const back = over(grounds);
        const front = over([`rgb(${back})`, getComputedStyle(element).color]);
        const [a, b] = [light(back), light(front)].sort((x, y) => y - x);
        const ratio = (a + 0.05) / (b + 0.05);
        if (ratio < 4.5) poor.push([element.className, element.textContent.slice(0, 30), ratio]);
    }
    return poor;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(visit: Visit, scheme: str) -> None:
    visitor = visit(color_scheme=scheme)
    visitor.ask("Open an RMA for ME_207890, no SDI output")
    visitor.ask("What to do when the Edge 8K freezes in the heat?")
    assert visitor.page.evaluate(CONTRAST) == []
    visitor.page.goto("/tickets/RMA-D-2601-0012")
    visitor.page.get_by_role("heading", level=1).wait_for()
    assert visitor.page.evaluate(CONTRAST) == []


def test_a_change_of_who_is_signed_in_reaches_the_other_tabs(visit: Visit) -> None:
    visitor = visit(None)
    other = visitor.context.new_page()
    other.goto("/")
    other.locator("#username").fill("market")
    other.locator("#password").fill("demo")
    other.keyboard.press("Enter")
    expect(visitor.page.get_by_role("heading", name="Hello, ")).to_be_visible()

"""Every page for everybody: no barrier that axe knows, no overflow, no complaint, quick to load."""

import gzip
import re
from collections.abc import Callable, Iterator
from itertools import cycle, product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
AXE = Path(__file__).parents[2] / "api" / "web" / "node_modules" / "axe-core" / "axe.min.js"
NO_AXE = "NO AXE FOUND: run `make pages` (it needs Node) to have the pages' accessibility tested."
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SETTLED = (
    "() => document.querySelector('.page h1, .composer, .sign-in, .page .problem')"
    " && !document.querySelector('main .spinner')"
)
NO_OVERFLOW = "document.documentElement.scrollWidth <= window.innerWidth"
FIRST_LOAD = 150_000  # bytes over the wire, compressed, without charts
QUICK = 1_500  # milliseconds until one can write

# Beside the pages that each person's own ways lead to.
RECORDS = {
    "market": [
        *("/lists/rma?status=pending_approval", "/lists/consult?q=zzzz"),
        *("/tickets/RMA-D-2602-0157", "/articles/KB-0023", "/wishes/FR-2025-0089", "/cart"),
        *("/new/consult?sn=ME_207890&summary=Edge+8K+freezes", "/devices/ME_207890"),
        *("/dealers/proav", "/search?q=SDI", "/settings"),
    ],
    "lead": ["/outbox?of=notifications"],
    "boss": ["/tickets/RMA-D-2601-0147"],
    "repair": ["/tickets/RMA-D-2602-0157", "/receive"],
    "rnd": ["/wishes/FR-2025-0089"],
    "proav": ["/new/rma?sn=ME_207890", "/tickets/K2602-0001", "/admin", "/wishes"],
    "dpgadget": ["/new/dealer_repair"],
    "rmk": ["/cart"],
    "max": ["/new/consult", "/devices/ME_207890", "/tickets/RMA-D-2601-0145"],
}
LOOKS = list(product(["en", "zh"], ["light", "dark"], [1200, 375]))


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.exists():
        pytest.skip(NO_AXE)
    return AXE.read_text(encoding="utf-8")


def violations(page: Any, axe: str, within: str = "body") -> list[Any]:
    """What axe finds; of a page that is shown within the same frame, the page alone is enough."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    found: list[Any] = page.evaluate(
        "async ([within, rules]) => (await axe.run(within, { runOnly: rules, "
        "resultTypes: ['violations'] })).violations.map((v) => [v.id, v.nodes[0].html])",
        [within, RULES],
    )
    return found


def looks_of(user: str) -> Iterator[tuple[str, str, int]]:
    """Languages, themes and widths in turn, each person beginning with another."""
    begin = list(RECORDS).index(user)
    return cycle(LOOKS[begin % len(LOOKS) :] + LOOKS[: begin % len(LOOKS)])


def show(visitor: Visitor, path: str, look: tuple[str, str, int]) -> None:
    """Go to a page of ours as a link does, in a language, a theme and a width."""
    language, theme, width = look
    page = visitor.page
    if page.evaluate("document.documentElement.lang").startswith("en") != (language == "en"):
        page.locator("button.language").click()
    if page.evaluate("document.documentElement.dataset.theme") != theme:
        page.evaluate(
            "theme => { document.documentElement.dataset.theme = theme; }",
            theme,
        )
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(
        "path => { history.pushState({}, '', path); dispatchEvent(new PopStateEvent('popstate')); "
        "return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60))); }",
        path,
    )
    page.wait_for_function(SETTLED)


@pytest.mark.parametrize("user", RECORDS)
def test_every_page_of_everybody_is_free_of_barriers_and_fits(
    visit: Visit, axe: str, user: str
) -> None:
    visitor = visit(user)
    visitor.expected += ["404", "403"]
    ways = visitor.page.locator(".ways a").evaluate_all("all => all.map((e) => e.href)")
    paths = [re.sub(r"^https?://[^/]+", "", each) for each in ways] + RECORDS[user]
    looks, wrong = looks_of(user), []
    for at, path in enumerate(paths):
        look, within = next(looks), "main" if path != paths[0] else "body"
        show(visitor, path, look)
        if at < len(ways) and visitor.page.locator("main .problem").count():
            wrong.append((path, look, "an own way that is refused"))
        wrong += [(path, look, each) for each in violations(visitor.page, axe, within)]
        if not visitor.page.evaluate(NO_OVERFLOW):
            wrong.append((path, look, "overflow"))
    assert wrong == []


def test_the_conversation_with_cards_and_its_popup_is_free_of_barriers(
    visit: Visit, axe: str
) -> None:
    visitor = visit()
    visitor.ask("Open an RMA for ME_207890, no SDI output")
    visitor.button("Edit").click()
    assert violations(visitor.page, axe) == []
    visitor.ask("What to do when the Edge 8K freezes in the heat?").locator(".chip").first.click()
    expect(visitor.page.get_by_role("dialog")).to_contain_text("Open in system")
    assert violations(visitor.page, axe) == []


def test_the_first_load_is_small_quick_and_brings_no_chart_library(visit: Visit) -> None:
    visitor = visit("market", "/settings")
    files: dict[str, Any] = {}

    def note(response: Any) -> None:
        if "/static/" in response.url:
            files[response.url] = response

    visitor.page.on("response", note)
    taken = min(usable_after(visitor) for _ in range(3))  # the machine may be busy with others
    assert not any(re.search("echarts|barcodes", each) for each in files)
    scripts = [each for url, each in files.items() if url.endswith((".js", ".css"))]
    assert len(scripts) > 3
    assert {each.header_value("content-encoding") for each in scripts} <= {"gzip", None}
    assert 10_000 < sum(len(gzip.compress(each.body())) for each in scripts) < FIRST_LOAD
    assert taken < QUICK


def usable_after(visitor: Visitor) -> float:
    """Milliseconds from going there, with nothing cached, until the panel's field takes words."""
    cdp = visitor.context.new_cdp_session(visitor.page)
    cdp.send("Network.clearBrowserCache")
    cdp.send("Network.setBypassServiceWorker", {"bypass": True})
    visitor.page.goto("/", wait_until="commit")
    visitor.page.wait_for_function(
        "() => document.querySelector('bokeh-composer textarea')?.checkVisibility()", polling="raf"
    )
    return float(visitor.page.evaluate("performance.now()"))


def test_a_page_one_may_not_see_says_so_and_an_unknown_address_is_told(visit: Visit) -> None:
    visitor = visit("proav", "/admin")
    visitor.expected.append("403")
    expect(visitor.page.get_by_role("alert").first).to_contain_text("No permission")
    answer = visitor.get("/no/such/page")
    assert answer.status == 404


def test_pages_forbid_what_they_do_not_need(visit: Visit) -> None:
    visitor = visit(None)
    policy = visitor.get("/").headers["content-security-policy"]
    rules = dict(each.strip().split(" ", 1) for each in policy.split(";") if " " in each.strip())
    assert rules["default-src"] in ("'self'", "'none'")
    for name in ("script-src", "style-src", "connect-src", "img-src"):
        assert not re.search(r"unsafe-(inline|eval)|\*|https?:", rules.get(name, "'self'"))

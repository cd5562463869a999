"""Every page for everybody: no barrier that axe knows, no overflow, no complaint, quick to load."""

import gzip
import re
from collections.abc import Callable
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

PAGES = [
    *(("market", "/"), ("market", "/work"), ("market", "/approvals"), ("market", "/inbox")),
    *(("market", "/lists/rma?status=pending_approval"), ("market", "/lists/consult?q=zzzz")),
    *(("market", "/tickets/RMA-D-2602-0157"), ("market", "/articles/KB-0023")),
    *(("market", "/new/consult?sn=ME_207890&summary=Edge+8K+freezes"), ("market", "/cart")),
    *(("market", "/customers"), ("market", "/devices/ME_207890"), ("market", "/dealers")),
    *(("market", "/dealers/proav"), ("market", "/prices"), ("market", "/knowledge")),
    *(("market", "/search?q=SDI"), ("market", "/settings"), ("boss", "/admin")),
    *(("market", "/wishes"), ("rnd", "/wishes/FR-2025-0089"), ("market", "/outbox")),
    *(("boss", "/outbox?of=notifications"), ("proav", "/wishes")),
    *(("repair", "/work"), ("repair", "/receive"), ("proav", "/stock"), ("proav", "/work")),
    *(("rnd", "/work"), ("max", "/work"), ("gafpa", "/tickets/K2602-0001"), ("proav", "/admin")),
]  # fmt: skip


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.exists():
        pytest.skip(NO_AXE)
    return AXE.read_text(encoding="utf-8")


def violations(page: Any, axe: str) -> list[Any]:
    page.evaluate(axe)
    found: list[Any] = page.evaluate(
        "async (rules) => (await axe.run(document, { runOnly: rules, "
        "resultTypes: ['violations'] })).violations.map((v) => [v.id, v.nodes[0].html])",
        RULES,
    )
    return found


@pytest.mark.parametrize(("user", "path"), PAGES, ids=lambda each: str(each))
def test_every_page_is_free_of_barriers_and_fits_a_phone(
    visit: Visit, axe: str, user: str, path: str
) -> None:
    visitor = visit(user, path)
    visitor.expected += ["404", "403"]
    visitor.page.wait_for_function(SETTLED)
    assert violations(visitor.page, axe) == []
    visitor.page.set_viewport_size({"width": 375, "height": 740})
    assert visitor.page.evaluate(NO_OVERFLOW)
    assert violations(visitor.page, axe) == []


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


def test_the_first_load_is_small_and_brings_no_chart_library(visit: Visit) -> None:
    visitor = visit(None)
    files: dict[str, Any] = {}

    def note(response: Any) -> None:
        if "/static/" in response.url:
            files[response.url] = response

    visitor.page.on("response", note)
    visitor.page.goto("/")
    visitor.page.locator("#username").fill("market")
    visitor.page.locator("#password").fill("demo")
    visitor.page.keyboard.press("Enter")
    visitor.page.locator(".composer").wait_for()
    assert not any(re.search("echarts|barcodes", each) for each in files)
    scripts = [each for url, each in files.items() if url.endswith((".js", ".css"))]
    assert len(scripts) > 3
    assert {each.header_value("content-encoding") for each in scripts} <= {"gzip", None}
    assert 10_000 < sum(len(gzip.compress(each.body())) for each in scripts) < FIRST_LOAD


def test_a_page_one_may_not_see_says_so_and_an_unknown_address_is_told(visit: Visit) -> None:
    visitor = visit("proav", "/admin")
    visitor.expected.append("403")
    expect(visitor.page.get_by_role("alert").first).to_contain_text("No permission")

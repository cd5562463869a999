"""The panel: over every page of ours, and on a site that is not ours."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.conftest import free_port
from tests.web.visitor import Rooms, Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
EXAMPLE = Path(__file__).parents[2] / "docs" / "embedding" / "host.py"


def test_the_panel_floats_over_a_page_answers_there_and_stays_while_one_goes_on(
    visit: Visit,
) -> None:
    visitor = visit(path="/tickets/RMA-D-2601-0012")
    visitor.button("Open Bokeh").click()
    panel = visitor.page.get_by_role("complementary", name="Bokeh")
    panel.get_by_label("Message to Bokeh").fill("How do I update the firmware?")
    visitor.page.keyboard.press("Enter")
    expect(panel.locator(".answer time")).to_be_visible()
    panel.locator(".chip").first.click()
    popup = visitor.page.get_by_role("dialog")
    popup.get_by_role("link", name="Open in system").click()
    expect(visitor.page.locator("bokeh-article h1")).to_be_focused()
    assert "/articles/" in visitor.page.url
    expect(panel.locator(".said")).to_have_text("How do I update the firmware?")
    panel.get_by_label("Message to Bokeh").focus()
    visitor.page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(visitor.button("Open Bokeh")).to_be_focused()


def until_it_answers(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{address} does not answer")


@pytest.fixture
def portal(served: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The documented example of another site, beside a service that allows it."""
    origin = f"http://127.0.0.1:{free_port()}"
    bokeh = served(BOKEH_PANEL_HOSTS=origin, BOKEH_SECRET="a-secret-of-tests")
    command = Path(sys.executable).parent / "bokeh-desk"
    environment = os.environ | {"BOKEH_SECRET": "a-secret-of-tests"}
    key = subprocess.check_output([command, "panel-key", origin], env=environment, text=True)
    told = {"ORIGIN": origin, "BOKEH_URL": bokeh, "BOKEH_PANEL_KEY": key.strip()}
    process = subprocess.Popen(
        [sys.executable, EXAMPLE], env=os.environ | told, stderr=subprocess.DEVNULL
    )
    until_it_answers(origin)
    yield origin
    process.terminate()
    process.wait(timeout=10)


def test_the_panel_stands_on_another_site_by_one_script(portal: str, rooms: Rooms) -> None:
    page: Any = rooms.take(portal, locale="en-US", viewport={"width": 1100, "height": 800})
    page = page.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
    page.goto(portal)
    page.get_by_role("button", name="Open Bokeh").click()
    page.get_by_label("Message to Bokeh").fill("ME_207890 history")
    page.keyboard.press("Enter")
    answer = page.locator(".answer")
    expect(answer.locator("time")).to_be_visible(timeout=20_000)
    answer.locator(".chip").first.click()
    popup = page.get_by_role("dialog")
    link = popup.get_by_role("link", name="Open in system")
    expect(link).to_have_attribute("target", "_blank")
    assert not str(link.get_attribute("href")).startswith(("/", portal))
    assert [each for each in wrong if "favicon" not in each] == []
    assert page.evaluate("document.cookie") == ""

"""A real browser against a real server process that serves the demo world."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.web.endpoint import SlowModel
from tests.web.visitor import Visitor
from tests.web.wire import Wire

NO_BROWSER = (
    "NO CHROMIUM FOUND: nothing was tested in a browser. Install one (Debian: apt-get install "
    "chromium), or name its path in BOKEH_CHROMIUM."
)
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
_skipped = pytest.StashKey[bool]()


def chromium() -> str | None:
    named = os.environ.get("BOKEH_CHROMIUM")
    found = [named] if named else map(shutil.which, ("chromium", "chromium-browser"))
    return next((path for path in found if path), None)


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Iterator[object]:
    """One browser a module: Playwright's loop must be gone before other modules use asyncio."""
    path = chromium()
    if path is None:
        request.config.stash[_skipped] = True
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


def pytest_terminal_summary(terminalreporter: object, config: pytest.Config) -> None:
    if config.stash.get(_skipped, False):
        terminalreporter.write_line(NO_BROWSER, red=True, bold=True)


@pytest.fixture(scope="session")
def served(
    demo_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., str]]:
    """Start a server process on a free port; answers its address once it is ready."""
    running: list[subprocess.Popen[bytes]] = []

    def serve(**settings: str) -> str:
        folder = tmp_path_factory.mktemp("site")
        shutil.copy(demo_file, folder / "bokeh.db")
        port = free_port()
        process = subprocess.Popen(
            [Path(sys.executable).parent / "bokeh-desk", "serve", "--demo", "--port", str(port)],
            cwd=folder,
            env=os.environ | {"BOKEH_DATA_DIR": str(folder), "BOKEH_EMBEDDING": "none"} | settings,
            stdout=(folder / "log").open("wb"),
            stderr=subprocess.STDOUT,
        )
        running.append(process)
        address = f"http://127.0.0.1:{port}"
        wait_until_ready(address, process, folder / "log")
        return address

    yield serve
    for process in running:
        process.send_signal(signal.SIGTERM)
    for process in running:
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def site(served: Callable[..., str]) -> str:
    """The demo world with the offline model."""
    return served()


@pytest.fixture(scope="session")
def model() -> Iterator[SlowModel]:
    with SlowModel() as running:
        yield running


@pytest.fixture(scope="session")
def hosted_site(served: Callable[..., str], model: SlowModel) -> str:
    """The demo world with a model that streams slowly, as real ones do."""
    return served(BOKEH_LLM_BASE_URL=model.url, BOKEH_LLM_MODEL="slow", BOKEH_LLM_API_KEY="none")


@pytest.fixture
def wire(hosted_site: str) -> Iterator[Wire]:
    with Wire(hosted_site) as between:
        yield between


@pytest.fixture
def visit(browser: object, site: str) -> Iterator[Callable[..., Visitor]]:
    """Open a page of the site; afterwards nothing may have gone wrong in its console."""
    visitors: list[Visitor] = []

    def open_page(
        user: str | None = "market",
        path: str = "/",
        *,
        at: str = site,
        locale: str = "en-US",
        width: int = 1200,
        height: int = 860,
        **context: object,
    ) -> Visitor:
        place = browser.new_context(  # type: ignore[attr-defined]
            base_url=at,
            locale=locale,
            viewport={"width": width, "height": height},
            timezone_id="Asia/Shanghai",
            **context,
        )
        visitor = Visitor(place, at, user, path)
        visitors.append(visitor)
        return visitor

    yield open_page
    for visitor in visitors:
        visitor.close()
    for visitor in visitors:
        assert visitor.complaints() == []


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def wait_until_ready(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Ready is: answering, and everything indexed."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
                if re.search(rb'"index_waiting": ?0\b', answer.read()):
                    return
        except OSError:
            pass
        time.sleep(0.1)
    pytest.fail(f"the server did not come up: {log.read_text(errors='replace')[-2000:]}")

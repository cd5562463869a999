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
from typing import Any

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.web.endpoint import SlowModel
from tests.web.person import Manner, Person
from tests.web.visitor import Rooms, Visitor
from tests.web.wire import Wire

NO_BROWSER = (
    "NO CHROMIUM FOUND: nothing was tested in a browser. Install one (Debian: apt-get install "
    "chromium-headless-shell), or name its path in BOKEH_CHROMIUM."
)
# The shell does what tests need for half the work of the whole browser.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--force-prefers-reduced-transparency",  # blur is slow without a graphics card
]
_skipped = pytest.StashKey[bool]()
expect.set_options(timeout=15_000)  # the machine may be busy; what is there is seen at once


def chromium_here() -> str | None:
    named = os.environ.get("BOKEH_CHROMIUM")
    names = (named,) if named else BROWSERS
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> str:
    """The path of a Chromium; where there is none, nothing is started at all."""
    path = chromium_here()
    if path is None:
        request.config.stash[_skipped] = True
        pytest.skip(NO_BROWSER)
    return path


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    """One browser a module: Playwright's loop must be gone before other modules use asyncio."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if config.stash.get(_skipped, False):
        terminalreporter.write_line(NO_BROWSER, red=True, bold=True)


@pytest.fixture(scope="session")
def served(
    chromium: str, demo_file: Path, tmp_path_factory: pytest.TempPathFactory
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


@pytest.fixture(scope="module")
def rooms(browser: Any) -> Rooms:
    return Rooms(browser)


@pytest.fixture
def visit(rooms: Rooms, site: str) -> Iterator[Callable[..., Visitor]]:
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
        **context: Any,
    ) -> Visitor:
        size = {"width": width, "height": height}
        room = rooms.take(at, locale=locale, viewport=size, **context)
        visitor = Visitor(room, at, user, path)
        visitors.append(visitor)
        return visitor

    yield open_page
    for visitor in visitors:
        visitor.page.close()
        rooms.give_back(visitor.context)
    for visitor in visitors:
        assert visitor.complaints() == []


@pytest.fixture
def person(visit: Callable[..., Visitor], manner: Manner) -> Callable[..., Person]:
    """Somebody who uses the pages in this manner; who signs in by hand when no user is named."""

    def enter(user: str | None = None, path: str = "/") -> Person:
        return Person(visit(user, path, **manner.room), manner)

    return enter


@pytest.fixture(scope="session")
def png() -> bytes:
    """A picture of one point."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
    )


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

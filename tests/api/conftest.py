"""A real server over the demo world on a free port, and clients signed in to it."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn

from api.app import Service, build
from api.settings import Settings
from api.web_app import create_app


class Server:
    """The running application; `service` is what it was composed of."""

    def __init__(self, service: Service) -> None:
        self.service = service
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.application = create_app(service)
        config = uvicorn.Config(
            self.application, host="127.0.0.1", port=port, log_config=None, access_log=False
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=15)


@pytest.fixture(scope="session")
def server(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(demo_file, folder / "bokeh.db")
    hosts = "https://portal.example https://other.example"
    settings = Settings(data_dir=folder, embedding="none", panel_hosts=hosts, _env_file=None)
    running = Server(build(settings))
    yield running
    running.close()


@pytest.fixture(scope="session")
def client_of(server: Server) -> Iterator[Callable[[str], httpx.Client]]:
    """A client signed in as a demo user; answers come in English."""
    made: dict[str, httpx.Client] = {}

    def client(username: str) -> httpx.Client:
        if username not in made:
            new = httpx.Client(base_url=server.url, headers={"Accept-Language": "en"}, timeout=30)
            body = {"username": username, "password": "demo"}
            token = new.post("/api/auth/login", json=body).json()["access_token"]
            new.cookies.clear()
            new.headers["Authorization"] = f"Bearer {token}"
            made[username] = new
        return made[username]

    yield client
    for each in made.values():
        each.close()


@pytest.fixture(scope="session")
def nobody(server: Server) -> Iterator[httpx.Client]:
    """A client that has not signed in."""
    with httpx.Client(base_url=server.url, headers={"Accept-Language": "en"}, timeout=30) as new:
        yield new

"""What the tests share: stores on real files, a fixed clock, the demo world built once."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from domain.access import Viewer
from domain.clock import Clock
from domain.database import Store
from domain.identity import viewer_named
from domain.schema import migrate

# The same examples in every run, so that red means a change; BOKEH_CHANCE=new looks for new ones.
settings.register_profile("same", derandomize=True)
settings.register_profile("new", print_blob=True)
settings.load_profile(os.environ.get("BOKEH_CHANCE", "same"))

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime.fromisoformat("2026-02-15T09:00:00+08:00")


@pytest.fixture(scope="session", autouse=True)
def logs_as_in_service() -> None:
    """Logs as the service writes them, so that tests see what would be logged."""
    from api.logs import set_up_logs

    set_up_logs()


@pytest.fixture
def clock() -> Clock:
    return Clock(ZONE, source=lambda: NOW.astimezone(UTC))


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store in its newest shape; copy it before writing."""
    path = tmp_path_factory.mktemp("empty") / "bokeh.db"
    migrate(path)
    return path


@pytest.fixture
def store(empty_file: Path, tmp_path: Path) -> Iterator[Store]:
    """An empty store of its own."""
    shutil.copy(empty_file, tmp_path / "bokeh.db")
    opened = Store(tmp_path / "bokeh.db")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A data directory with the demo world and its keyword index; copy it before writing.

    Built once for all the processes that the tests run in.
    """
    from api.app import build, make_demo
    from api.settings import Settings

    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "demo-world"
    shared.mkdir(exist_ok=True)
    with (shared.parent / "demo-world.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "built").exists():
            settings = Settings(data_dir=shared, embedding="none", _env_file=None)
            make_demo(settings)
            service = build(settings)
            service.library.catch_up()
            service.close()
            (shared / "built").touch()
    return shared


@pytest.fixture(scope="session")
def demo_file(demo_folder: Path) -> Path:
    """The demo world's store alone."""
    return demo_folder / "bokeh.db"


@pytest.fixture
def demo_store(demo_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A store of its own that holds the demo world."""
    shutil.copy(demo_file, tmp_path / "bokeh.db")
    opened = Store(tmp_path / "bokeh.db")
    yield opened
    opened.close()


@pytest.fixture
def as_user(demo_store: Store):
    """The viewer of a demo user, with all stages open."""

    def viewer(username: str, stage: int = 3) -> Viewer:
        with demo_store.unbound_reader() as session:
            found = viewer_named(session, username, stage=stage)
        assert found is not None
        return found

    return viewer

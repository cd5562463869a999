"""A composed service over the demo world, with a scripted endpoint or without."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.app import Service, build
from api.settings import Settings
from domain.access import Viewer
from domain.identity import viewer_named
from tests.assistant.endpoint import Endpoint, endpoint


@pytest.fixture
def make_service(demo_folder: Path, tmp_path: Path) -> Iterator[Callable[..., Service]]:
    made: list[Service] = []

    def make(**settings: Any) -> Service:
        shutil.copytree(demo_folder, tmp_path / "data", dirs_exist_ok=True)
        service = build(
            Settings(data_dir=tmp_path / "data", embedding="none", _env_file=None, **settings)
        )
        made.append(service)
        return service

    yield make
    for service in made:
        service.close()


@pytest.fixture
def service(make_service: Callable[..., Service]) -> Service:
    return make_service()


@pytest.fixture
def scripted() -> Iterator[Endpoint]:
    with endpoint() as running:
        yield running


@pytest.fixture
def hosted(make_service: Callable[..., Service], scripted: Endpoint) -> Service:
    """A service whose model is the scripted endpoint."""
    service = make_service(
        llm_base_url=scripted.url, llm_model="scripted", llm_mask=False, llm_per_minute=0
    )
    service.assistant.models.hosted._retries = 0  # type: ignore[union-attr]
    return service


@pytest.fixture
def impatient(hosted: Service) -> Service:
    """The same with an endpoint that is given up after a second's silence.

    Only for tests of a silent endpoint: on a busy machine any answer may take that long, and the
    offline model would answer in its place.
    """
    hosted.assistant.models.hosted._between_pieces = 1.0  # type: ignore[union-attr]
    return hosted


def viewer(service: Service, username: str) -> Viewer:
    with service.store.unbound_reader() as session:
        found = viewer_named(session, username, stage=3)
    assert found is not None
    return found


class Talk:
    """One person's conversation with a service."""

    def __init__(self, service: Service, username: str = "market") -> None:
        self.service = service
        self.viewer = viewer(service, username)
        self.conversation_id: str | None = None
        self.events: list[Any] = []

    def say(self, message: str) -> Any:
        return asyncio.run(self.say_async(message))

    async def say_async(self, message: str) -> Any:
        running = await self.service.assistant.start(
            self.viewer, message, conversation_id=self.conversation_id
        )
        self.conversation_id = running.conversation_id
        reply = await running.task
        self.events = running.log.events
        return reply

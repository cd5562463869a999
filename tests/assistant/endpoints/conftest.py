"""An endpoint that takes only what the strictest family does, and a service that asks it."""

import asyncio
import shutil

import pytest
from sqlalchemy import func, select

from api.app import build
from api.settings import Settings
from assistant.profiles import Profile
from tests.assistant import conftest
from tests.assistant.endpoint import (
    breaks_rules,
    call,
    endpoint,
)

READ = call("read_ticket", {"number": "K2602-0001"})


LOOP = asyncio.Runner()  # the service keeps its connections, as it does while it serves


class Talk(conftest.Talk):
    def say(self, message):
        return LOOP.run(self.say_async(message))


@pytest.fixture(scope="package")
def place():
    with endpoint() as running:
        yield running


@pytest.fixture(scope="package")
def served(demo_folder, place, tmp_path_factory):
    """One service for all tests here: each talks in conversations of its own."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(demo_folder, folder, dirs_exist_ok=True)
    service = build(
        Settings(
            data_dir=folder, embedding="none", llm_base_url=place.url, llm_model="scripted",
            llm_mask=False, llm_per_minute=0, _env_file=None,
        )
    )  # fmt: skip
    service.assistant.models.hosted._retries = 0
    yield service
    service.close()


@pytest.fixture
def desk(served, place):
    """The service with an endpoint that takes only what the strictest family does."""
    served.assistant.models._rests_until = 0.0
    served.assistant.models.hosted._profile = Profile()
    place.requests.clear()
    place.refuses = breaks_rules
    return served


def count(service, model):
    with service.store.unbound_reader() as session:
        return session.scalar(select(func.count()).select_from(model))


ONE, TWO = '{"number": "K2602-0001"}', '{"sn": "ME_207890"}'


def given(arguments, name=None, **more):
    return {"tool_calls": [{**more, "function": {"name": name, "arguments": arguments}}]}

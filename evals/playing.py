"""Playing a story: a service of its own over a copy of the demo world, and what went wrong."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api.app import Service, build, make_demo
from api.settings import Settings
from assistant.events import EventLog, Reply
from domain.access import Viewer
from domain.identity import viewer_named
from domain.language import Language
from evals.checks import (
    foreign_words,
    leaked,
    row_counts,
    wrong_with_reply,
    wrong_with_state,
)
from evals.scenario import Scenario, Turn


@dataclass(frozen=True)
class Played:
    """What a story came to; `wrong` is empty when it went as it should."""

    scenario: Scenario
    wrong: list[str]
    seconds: float


@contextmanager
def demo_world(embedding: str = "none") -> Iterator[Path]:
    """A folder that holds the demo world with its index, to be copied for each story."""
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_in(Path(folder), embedding)
        make_demo(settings)
        service = build(settings)
        service.library.catch_up()
        service.library.embed_pending()
        service.close()
        yield Path(folder)


def settings_in(folder: Path, embedding: str = "none") -> Settings:
    return Settings(data_dir=folder, embedding=embedding)


def play(scenario: Scenario, world: Path, embedding: str = "none") -> Played:
    """Play a story on its own copy of the world."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(world, folder, dirs_exist_ok=True)
        service = build(settings_in(Path(folder), embedding))
        try:
            wrong = asyncio.run(_played(service, scenario))
        finally:
            service.close()
    return Played(scenario, wrong, time.perf_counter() - started)


async def _played(service: Service, scenario: Scenario) -> list[str]:
    viewer = viewer_of(service, scenario.user)
    forbidden = foreign_words(service.store, viewer)
    before = row_counts(service.store)
    wrong: list[str] = []
    conversation: str | None = None
    for position, turn in enumerate(scenario.turns, start=1):
        running = await service.assistant.start(viewer, turn.say, conversation_id=conversation)
        reply = await running.task
        conversation = reply.conversation_id
        found = wrong_with_reply(turn, reply) + _leaks(running.log, forbidden, scenario)
        wrong += [f"turn {position}: {each}" for each in found]
        _decide(service, viewer, turn, reply)
    return wrong + wrong_with_state(before, row_counts(service.store), scenario.writes)


def viewer_of(service: Service, username: str) -> Viewer:
    """Raises ValueError for a user the demo world does not have."""
    with service.store.unbound_reader() as session:
        found = viewer_named(session, username, stage=service.stage)
    if found is None:
        raise ValueError(f"the demo world has no user {username}")
    return found


def _leaks(log: EventLog, forbidden: frozenset[str], scenario: Scenario) -> list[str]:
    shown = [event.data for event in log.events]
    words = leaked(shown, forbidden, [turn.say for turn in scenario.turns])
    return [f"leaks “{word}”" for word in words]


def _decide(service: Service, viewer: Viewer, turn: Turn, reply: Reply) -> None:
    for card in reply.proposals if turn.decide else ():
        if turn.decide == "approve":
            service.assistant.decisions.approve(viewer, card.id, language=Language.EN)
        else:
            service.assistant.decisions.cancel(viewer, card.id, language=Language.EN)

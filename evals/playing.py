"""Playing a story: a service of its own over a copy of the demo world, and what went wrong.

Every text that somebody may not see bears a canary; none may be in what a viewer is shown, in what
a model is given or in a log.
"""

import asyncio
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog.testing
from sqlalchemy import func, select

from api.app import Service, build, make_demo
from api.settings import Settings
from assistant.events import Reply
from assistant.running import Running
from domain.access import Viewer
from domain.identity import viewer_named
from domain.language import Language
from domain.models import ModelUse, SaidMessage
from evals.canaries import Planted, plant, tokens_in
from evals.checks import (
    foreign_words,
    leaked,
    snapshot,
    wrong_with_ends,
    wrong_with_reply,
    wrong_with_state,
)
from evals.scenario import Scenario, Turn

Prepare = Callable[[Service, Scenario], None]


@dataclass(frozen=True)
class Said:
    """One turn as it was played."""

    turn: Turn
    reply: Reply
    seconds: float


@dataclass(frozen=True)
class Played:
    """What a story came to; `wrong` is empty when it went as it should."""

    scenario: Scenario
    wrong: list[str]
    seconds: float
    said: list[Said] = field(default_factory=list)
    tokens: int = 0  # sent to and received from a hosted model
    cost: float = 0.0


@contextmanager
def demo_world(embedding: str = "none") -> Iterator[Path]:
    """A folder that holds the demo world with canaries and its index, to be copied per story."""
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_in(Path(folder), embedding)
        make_demo(settings)
        plant(settings.database_path)
        service = build(settings)
        service.library.catch_up()
        service.library.embed_pending()
        service.close()
        yield Path(folder)


def settings_in(folder: Path, embedding: str = "none", *, endpoint: bool = False) -> Settings:
    """An installation in this folder; with an `endpoint` the configured one answers."""
    if endpoint:
        return Settings(data_dir=folder, embedding=embedding, llm_per_minute=0)
    return Settings(data_dir=folder, embedding=embedding, llm_base_url="")


def play(
    scenario: Scenario,
    world: Path,
    embedding: str = "none",
    *,
    endpoint: bool = False,
    prepare: Prepare | None = None,
) -> Played:
    """Play a story on its own copy of the world; `prepare` may change the service before."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(world, folder, dirs_exist_ok=True)
        service = build(settings_in(Path(folder), embedding, endpoint=endpoint))
        if prepare:
            prepare(service, scenario)
        try:
            with structlog.testing.capture_logs() as logged:
                wrong, said = asyncio.run(_played(service, scenario))
            wrong += _wrong_with_logs(logged, len(said))
            tokens, cost = _used(service)
        finally:
            service.close()
    return Played(scenario, wrong, time.perf_counter() - started, said, tokens, cost)


async def _played(service: Service, scenario: Scenario) -> tuple[list[str], list[Said]]:
    viewer = viewer_of(service, scenario.user)
    forbidden = foreign_words(service.store, viewer)
    before = snapshot(service.store)
    wrong: list[str] = []
    told: list[Said] = []
    conversation: str | None = None
    for position, turn in enumerate(scenario.turns, start=1):
        started = time.perf_counter()
        running = await service.assistant.start(viewer, turn.say, conversation_id=conversation)
        reply = await running.task
        told.append(Said(turn, reply, time.perf_counter() - started))
        conversation = reply.conversation_id
        found = wrong_with_reply(turn, reply)
        found += _leaks(service, running, forbidden, scenario)
        found += [
            f"used the forbidden {used.name}"
            for used in reply.tools
            if used.name in scenario.forbidden
        ]
        wrong += [f"turn {position}: {each}" for each in found]
        _decide(service, viewer, turn, reply)
    wrong += wrong_with_state(before, snapshot(service.store), scenario)
    return wrong + wrong_with_ends(service.store, scenario), told


def viewer_of(service: Service, username: str) -> Viewer:
    """Raises ValueError for a user the demo world does not have."""
    with service.store.unbound_reader() as session:
        found = viewer_named(session, username, stage=service.stage)
    if found is None:
        raise ValueError(f"the demo world has no user {username}")
    return found


def _leaks(
    service: Service, running: Running, forbidden: frozenset[str], scenario: Scenario
) -> list[str]:
    """Foreign words and canaries in what was shown, and in all that a model is given again."""
    with service.store.unbound_reader() as session:
        kept = session.execute(
            select(SaidMessage.text, SaidMessage.body).where(
                SaidMessage.conversation_id == running.conversation_id
            )
        ).all()
    shown = [*(event.data for event in running.log.events), *(list(each) for each in kept)]
    words = leaked(shown, forbidden, [turn.say for turn in scenario.turns])
    text = json.dumps(shown, ensure_ascii=False, default=str)
    words += Planted(service.store).foreign(running.viewer, text)
    return [f"leaks “{word}”" for word in words]


def _wrong_with_logs(logged: Sequence[Any], turns: int) -> list[str]:
    """Texts of the store in the log; a log that lacks turns proves nothing."""
    found = []
    if sum(each.get("event") == "turn" for each in logged) != turns:
        found.append("the log does not tell of every turn")
    if tokens_in([json.dumps(logged, ensure_ascii=False, default=str)]):
        found.append("a text of the store stands in the log")
    return found


def _decide(service: Service, viewer: Viewer, turn: Turn, reply: Reply) -> None:
    for card in reply.proposals if turn.decide else ():
        if turn.decide == "approve":
            service.assistant.decisions.approve(viewer, card.id, language=Language.EN)
        else:
            service.assistant.decisions.cancel(viewer, card.id, language=Language.EN)


def _used(service: Service) -> tuple[int, float]:
    """Tokens and cost of the hosted model in this story."""
    with service.store.unbound_reader() as session:
        sums = select(
            func.sum(ModelUse.sent_tokens + ModelUse.received_tokens), func.sum(ModelUse.millionths)
        )
        tokens, cost = session.execute(sums).one()
    return int(tokens or 0), float(cost or 0) / 1_000_000

"""Many plays at once: processes that each play some of the stories over one demo world."""

import logging
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from api.app import Service
from api.logs import set_up_logs
from assistant.model import ChatModel
from evals.cassettes import Recording, Replaying
from evals.playing import Played, Prepare, play
from evals.scenario import Scenario, discover


@dataclass(frozen=True)
class Task:
    """One play of one story; with `record` or `replay` a cassette's file."""

    story: str
    number: int = 0
    embedding: str = "none"
    endpoint: bool = False
    record: Path | None = None
    replay: Path | None = None


def play_all(tasks: Sequence[Task], world: Path, processes: int) -> list[Played]:
    """The plays in the order of their tasks, whichever process played them."""
    if min(processes, len(tasks)) < 2:
        return [_play(task, world) for task in tasks]
    fresh = multiprocessing.get_context("spawn")  # a fork would share open databases
    with ProcessPoolExecutor(processes, mp_context=fresh, initializer=_set_up) as pool:
        return list(pool.map(_play, tasks, [world] * len(tasks)))


def _set_up() -> None:
    set_up_logs(level=logging.INFO)


def _play(task: Task, world: Path) -> Played:
    story = next(each for each in discover() if each.name == task.story)
    prepare = _prepare(task)
    return play(story, world, task.embedding, endpoint=task.endpoint, prepare=prepare)


def _prepare(task: Task) -> Prepare | None:
    """Put a recorder before the hosted model, or a cassette in its place."""
    if not task.record and not task.replay:
        return None

    def prepare(service: Service, story: Scenario) -> None:
        models = service.assistant.models
        model: ChatModel | None = models.hosted
        if task.replay:
            model = Replaying(task.replay, story.name, task.number)
        elif model is not None and task.record:
            model = Recording(model, task.record, story.name, task.number)
        models.hosted = model

    return prepare

"""The shelf of the demo world: its written tables, its random streams, its moment in time."""

import json
import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from importlib.resources import files
from typing import Any, TypeVar

Record = dict[str, Any]
T = TypeVar("T")

ZONE = timezone(timedelta(hours=8))
NOW = datetime(2026, 2, 15, 9, 0, tzinfo=ZONE)


def table(name: str) -> Any:
    """A hand-written table of the folder `world`, such as `people` or `articles/public`."""
    path = files(__package__).joinpath("world", *f"{name}.json".split("/"))
    return json.loads(path.read_text("utf-8"))


def stream(name: str) -> random.Random:
    """A random stream of its own: what one part of the world draws moves no other part."""
    return random.Random(f"bokeh demo world: {name}")  # noqa: S311 - a story, not a secret


def moment(text: str) -> datetime:
    """`2026-02-01 08:20` as a moment in the business time zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def day(text: str) -> date:
    return date.fromisoformat(text)


def stamp(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def weighted(rng: random.Random, choices: Sequence[tuple[T, float]]) -> T:
    """One of the choices, as likely as its weight."""
    return rng.choices([each for each, _ in choices], [weight for _, weight in choices])[0]

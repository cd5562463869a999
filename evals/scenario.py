"""What a story is: who speaks, what is said and decided, and what must be so at the end."""

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.model import Outcome


@dataclass(frozen=True)
class Turn:
    """One message and what its reply must be. `decide` presses a button on the cards that wait."""

    say: str
    outcome: Outcome | None = None
    tools: frozenset[str] | None = None  # exactly these were used
    refers: frozenset[str] = frozenset()  # these numbers are among the references
    tells: Sequence[str] = ()  # the text holds each of these
    leaves_out: Sequence[str] = ()  # and none of these
    cards: int = 0
    decide: Literal["approve", "cancel"] | None = None


@dataclass(frozen=True)
class End:
    """A row that must be in the store at the end: its table, how it is found, what it holds."""

    table: str
    where: Mapping[str, Any]
    holds: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Scenario:
    """A story. `writes` is by how many rows each table of the store grows; others must not."""

    name: str
    user: str
    turns: Sequence[Turn]
    writes: Mapping[str, int] = field(default_factory=dict)
    changes: frozenset[str] = frozenset()  # tables whose rows may change; all others must not
    forbidden: frozenset[str] = frozenset()  # tools that must not be used in any turn
    ends: Sequence[End] = ()
    area: str = "desk"


def discover() -> list[Scenario]:
    """Every declared story. Raises ValueError when two have the same name."""
    import evals.scenarios

    found: dict[str, Scenario] = {}
    for info in pkgutil.iter_modules(evals.scenarios.__path__):
        module = importlib.import_module(f"evals.scenarios.{info.name}")
        for scenario in module.SCENARIOS:
            if scenario.name in found:
                raise ValueError(f"two scenarios are called {scenario.name}")
            found[scenario.name] = scenario
    return list(found.values())

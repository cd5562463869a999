"""The checks on isolation notice every leak that is planted, and nothing where none is."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from retrieval.passage import Part, Source
from tests.retrieval.judging import leaks, opened, seen_by, shown
from tests.retrieval.planted import ALL, PLANTED
from tests.retrieval.shelf import Shelf, WordVectors, article, ticket

_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
VIEWERS = {
    "staff": frozenset({"xs", "kp", "kd", "ki"}),
    "one dealer": frozenset({"xd1", "kp", "kd"}),
    "another dealer": frozenset({"xd2", "kp", "kd"}),
    "the public": frozenset({"kp"}),
}
QUERIES = ("fan rattles", "zanzibar", "zanzibat fan", "K2602-0002", "U23 supply", "firmware")


def world() -> Shelf:
    own = ("xs", "xd1")
    return Shelf(
        ticket(1, "fan rattles", "fan rattles after an hour", readers=own, internal="U23 supply"),
        ticket(2, "fan", "fan in zanzibar", readers=("xs", "xd2"), category="moon", closed=True),
        ticket(3, "fan dull", "fan of the eleventh", readers=("xs", "xd11")),
        ticket(4, "fan loud", "fan rattles", readers=own, category="fan", closed=True),
        ticket(5, "fan rattles", "fan", readers=("xs", "xd2"), category="moon", closed=True),
        ticket(6, "fan rattles", "fan", readers=("xs", "xd2"), category="fan", closed=True),
        ticket(7, "firmware", "firmware", readers=("xs", "xw", "xd11"), internal="zanzibar"),
        ticket(8, "fan of nobody", "fan rattles", readers=()),
        article(1, "firmware", "firmware for all"),
        article(2, "firmware", "firmware for dealers", reader="kd"),
        article(3, "firmware fan", "firmware within the house", reader="ki"),
        Source("article", 4, "KB-0004", "fan", (
            Part("", "replace the fan", frozenset({"kp"})),
            Part("internal", "U23 supply of the fan", frozenset({"ki"})),
        )),
    )  # fmt: skip


def changed(shelf: Shelf) -> None:
    """A ticket goes to another dealer, one is deleted, an article and a text become internal."""
    shelf.put(ticket(1, "fan rattles", "fan rattles after an hour", readers=("xs", "xd2")))
    shelf.remove("ticket", 4)
    shelf.put(article(1, "firmware", "firmware for all", reader="ki"))
    shelf.put(ticket(3, "fan dull", "now quite another text", readers=("xs", "xd11")))


def answers(shelf: Shelf, viewer: frozenset[str]) -> list[Any]:
    """What a viewer is told by an index that never held anything else."""
    own = seen_by(shelf, viewer)
    with tempfile.TemporaryDirectory(dir=_MEMORY) as home:
        library = opened(Path(home), own, WordVectors())
        told = [shown(library, query, viewer, own.visible) for query in QUERIES]
        library.close()
    return told


@pytest.fixture(scope="module")
def alone() -> dict[str, list[Any]]:
    return {name: answers(world(), viewer) for name, viewer in VIEWERS.items()}


@pytest.fixture
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=_MEMORY) as folder:
        yield Path(folder)


def alarms(home: Path, alone: dict[str, list[Any]]) -> list[str]:
    """Everything that is told to somebody it is not meant for, before and after changes."""
    shelf = world()
    library = opened(home, shelf, WordVectors())
    found = []
    for after in (False, True):
        if after:
            changed(shelf)
        for name, viewer in VIEWERS.items():
            for place, query in enumerate(QUERIES):
                told = shown(library, query, viewer, shelf.visible)
                found += [f"{name}, {query}: {what}" for what in leaks(shelf, told, viewer)]
                if not after and told != alone[name][place]:
                    found.append(f"{name}, {query}: what others wrote shows")
    library.close()
    return found


def test_nothing_is_told_where_no_leak_is_planted(home: Path, alone: dict[str, list[Any]]) -> None:
    assert alarms(home, alone) == []
    assert all(viewer <= ALL for viewer in VIEWERS.values())


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_leak_is_noticed(
    name: str, home: Path, alone: dict[str, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    PLANTED[name](monkeypatch)
    assert alarms(home, alone) != []


def test_at_least_twenty_five_leaks_are_planted() -> None:
    assert len(PLANTED) >= 25

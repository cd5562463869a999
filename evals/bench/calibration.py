"""Calibration: what the per cents of similar tickets and suggested categories are worth.

Fits the weights of `retrieval.similar` and tells, for questions that were not fitted on, how often
what was told came true. Two shelves have an equal say: generated tickets, where the same trouble is
rare, and the demo world, where many tickets share their category. A question is a ticket's title,
or its title and the first words of its report.
"""

import argparse
import itertools
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from api.app import build, make_demo
from evals.bench.fitting import Numbers, calibration_error, chances, fitted, held_out
from evals.bench.remembered import Remembered
from evals.bench.sets import Shelf
from evals.bench.world import ticket
from evals.playing import settings_in
from retrieval.candidates import Candidate
from retrieval.embedding import Embedder, make_embedder
from retrieval.library import Library
from retrieval.passage import Source
from retrieval.similar import CATEGORY, NEIGHBOURS, WEIGHTS, WITHOUT_VECTORS, Alike, Vote, votes
from retrieval.store import StoreTruth

STAFF = frozenset({"xs"})
_SHOWN = 20  # of the tickets most alike: what is never shown need not be right
_SUGGESTED = 3
_BANDS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.01)


@dataclass(frozen=True)
class Question:
    """Somebody describes a trouble; `itself` is the ticket this was taken from, if it is held."""

    text: str
    trouble: str
    category: str
    itself: int = 0


@dataclass(frozen=True)
class World:
    """A shelf of tickets, the trouble each is about, and what is asked; see `gathered`."""

    name: str
    held: list[Source]
    trouble: dict[int, str]
    asked: list[Question]


@dataclass(frozen=True)
class Told:
    """Something told with a chance: what the chance is made of, and whether it came true."""

    world: str
    question: int
    features: tuple[float, ...]
    true: bool


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="evals.bench calibration", description=__doc__)
    parser.add_argument("--tickets", type=int, default=600)
    parser.add_argument("--questions", type=int, default=250)
    parser.add_argument("--embedding", default="builtin", help="an embedding setting, or none")
    parser.add_argument("--cache", type=Path, help="file that remembers vectors")
    chosen = parser.parse_args(argv)
    pairs: dict[str, list[Told]] = {}
    suggestions: list[Told] = []
    for world in (generated(chosen.tickets, chosen.questions), demo(chosen.questions)):
        with tempfile.TemporaryDirectory() as home:
            inner = make_embedder(chosen.embedding)
            cache = chosen.cache or Path(home) / "vectors.db"
            embedder = Remembered(inner, cache) if inner else None
            gathered(world, embedder, Path(home), pairs, suggestions)
    for kind, told in sorted(pairs.items()):
        weights = WEIGHTS[kind] if kind else WITHOUT_VECTORS
        _tell(f"similar, {kind or 'no vectors'}", told, weights)
    _tell("category", suggestions, CATEGORY)


def questions_of(source: Source, trouble: str, *, held: bool) -> Iterator[Question]:
    """What somebody who has this trouble types: in a few words, or with the report's beginning."""
    said = source.parts[0].text
    itself = source.id if held else 0
    yield Question(source.title, trouble, source.category, itself)
    begun = f"{source.title}\n{said[: max(40, len(said) // 3)]}"
    yield Question(begun, trouble, source.category, itself)


def generated(count: int, questions: int) -> World:
    """Tickets of `evals.bench.world`; questions from tickets that are not on the shelf."""
    held = [ticket(n, random.Random(f"held/{n}")) for n in range(1, count + 1)]
    asked = [
        question
        for number in range(questions)
        for made in [ticket(count + number, random.Random(f"asked/{number}"))]
        for question in questions_of(made.source, made.symptom, held=False)
    ]
    trouble = {each.source.id: each.symptom for each in held}
    return World("generated", [each.source for each in held], trouble, asked)


def demo(questions: int) -> World:
    """The demo world's tickets; those of one category count as the same trouble."""
    with tempfile.TemporaryDirectory() as home:
        settings = settings_in(Path(home), "none")
        make_demo(settings)
        service = build(settings)
        held = [each for each in StoreTruth(service.store).sources("ticket") if each.category]
        service.close()
    few = held[:: max(1, len(held) // questions)]
    asked = [q for each in few for q in questions_of(each, each.category, held=True)]
    return World("demo", held, {each.id: each.category for each in held}, asked)


def gathered(
    world: World,
    embedder: Embedder | None,
    home: Path,
    pairs: dict[str, list[Told]],
    suggestions: list[Told],
) -> None:
    """Adds what is told on a world's questions: pairs by which weights apply, and categories."""
    library = Library.open(home / "index", Shelf(world.held), embedder)
    library.catch_up()
    library.upkeep.learn_demo_vectors()
    library.embed_pending()
    first = three = 0
    for place, asked in enumerate(world.asked):
        alike = library._alike(asked.text, STAFF, None, None)
        found = [each for each in alike if each[0].ref != asked.itself]
        for each, what in found[:_SHOWN]:
            true = world.trouble[each.ref] == asked.trouble
            pairs.setdefault(what.kind, []).append(
                Told(world.name, place // 2, what.features, true)
            )
        likely = _suggested(found)
        first += [each.category for each in likely[:1]] == [asked.category]
        three += asked.category in [each.category for each in likely]
        suggestions += [
            Told(world.name, place // 2, each.features, each.category == asked.category)
            for each in likely
        ]
    library.close()
    count = len(world.asked)
    print(
        f"{world.name}: {len(world.held)} tickets, {count} questions, right category first "
        f"{first / count:.3f}, among three {three / count:.3f}",
        flush=True,
    )


def _suggested(found: Sequence[tuple[Candidate, Alike]]) -> list[Vote]:
    near = [(each.category, what.chance) for each, what in found if each.closed and each.category]
    near.sort(key=lambda pair: -pair[1])
    return votes(near[:NEIGHBOURS])[:_SUGGESTED]


def _tell(name: str, told: Sequence[Told], weights: Sequence[float]) -> None:
    """How often what is told comes true: with the weights in use, and with ones fitted apart."""
    features = np.array([each.features for each in told])
    true = np.array([float(each.true) for each in told])
    worlds = sorted({each.world for each in told})
    groups = [len(worlds) * each.question + worlds.index(each.world) for each in told]
    ways = {
        f"in use {tuple(weights)}": chances(features, np.array(weights)),
        f"held out, all {_rounded(fitted(features, true))}": held_out(features, true, groups),
    }
    for way, chance in ways.items():
        print(f"{name}, {way}: {len(true)} told, {true.mean():.0%} true", flush=True)
        for world in ("", *worlds):
            part = np.array([world in ("", each.world) for each in told])
            print(f"    {world or 'all':12}{_reliability(chance[part], true[part])}")


def _reliability(chance: Numbers, true: Numbers) -> str:
    """By band of what was told: mean told → how often it was true (how many)."""
    cells = []
    for low, high in itertools.pairwise(_BANDS):
        band = (chance >= low) & (chance < high)
        if band.any():
            cells.append(f"{chance[band].mean():.0%} → {true[band].mean():.0%} ({band.sum()})")
    return f"error {calibration_error(chance, true):.3f}   {'   '.join(cells)}"


def _rounded(weights: Numbers) -> tuple[float, ...]:
    return tuple(round(float(each), 2) for each in weights)

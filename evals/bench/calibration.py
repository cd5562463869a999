"""Calibration: what the per cents of similar tickets and suggested categories are worth.

Fits the weights of `retrieval.similar` on generated tickets, prints them, and measures on
questions that were not fitted on. A question is a new ticket's title and first words.
"""

import argparse
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.bench.fitting import Numbers, calibration_error, fitted, held_out
from evals.bench.remembered import Remembered
from evals.bench.sets import Shelf
from evals.bench.world import WorldTicket, ticket
from retrieval.embedding import Embedder, make_embedder
from retrieval.library import Library
from retrieval.similar import CATEGORY, NEIGHBOURS, WEIGHTS, WITHOUT_VECTORS, Alike, Vote, votes

STAFF = frozenset({"xs"})
_SHOWN = 20  # of the tickets most alike: what is never shown need not be right
_SUGGESTED = 3


@dataclass(frozen=True)
class Pair:
    """A question's number, what a ticket has in common with it, and whether it is the same."""

    asked: int
    alike: Alike
    same: bool


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="evals.bench calibration", description=__doc__)
    parser.add_argument("--tickets", type=int, default=600)
    parser.add_argument("--questions", type=int, default=250)
    parser.add_argument("--embedding", default="builtin", help="an embedding setting, or none")
    parser.add_argument("--cache", type=Path, help="file that remembers vectors")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as home:
        inner = make_embedder(chosen.embedding)
        cache = chosen.cache or Path(home) / "vectors.db"
        embedder = Remembered(inner, cache) if inner else None
        pairs, suggestions = gathered(Path(home), embedder, chosen.tickets, chosen.questions)
    for kind in sorted({pair.alike.kind for pair in pairs}):
        _tell_pairs(kind, [pair for pair in pairs if pair.alike.kind == kind])
    _tell_categories(suggestions)


def asked_of(made: WorldTicket) -> str:
    """What somebody who has this trouble types: the title and the first words of the report."""
    said = made.source.parts[0].text
    return f"{made.source.title}\n{said[: max(40, len(said) // 3)]}"


def gathered(
    home: Path, embedder: Embedder | None, count: int, questions: int
) -> tuple[list[Pair], list[tuple[int, list[Vote], str]]]:
    """(pairs of question and ticket, for each question the votes and the right category)."""
    held = [ticket(n, random.Random(f"held/{n}")) for n in range(1, count + 1)]
    symptom = {each.source.id: each.symptom for each in held}
    library = Library.open(home / "index", Shelf([each.source for each in held]), embedder)
    library.catch_up()
    library.embed_pending()
    pairs, suggestions = [], []
    for number in range(questions):
        made = ticket(count + number, random.Random(f"asked/{number}"))
        found = library._alike(asked_of(made), STAFF, None, None)
        pairs += [
            Pair(number, alike, symptom[each.ref] == made.symptom) for each, alike in found[:_SHOWN]
        ]
        near = sorted((e for e in found if e[0].closed), key=lambda pair: -pair[1].chance)
        say = [(each.category, alike.chance) for each, alike in near[:NEIGHBOURS]]
        suggestions.append((number, votes(say), made.symptom))
    library.close()
    return pairs, suggestions


def _tell_pairs(kind: str, pairs: Sequence[Pair]) -> None:
    features = np.array([pair.alike.features for pair in pairs])
    happened = np.array([float(pair.same) for pair in pairs])
    present = np.array([pair.alike.chance for pair in pairs])
    weights = WEIGHTS[kind] if kind else WITHOUT_VECTORS
    _tell(f"similar, {kind or 'no vectors'}", features, happened, present, weights,
          [pair.asked for pair in pairs])  # fmt: skip


def _tell_categories(suggestions: Sequence[tuple[int, list[Vote], str]]) -> None:
    rows = [
        (number, vote.features, float(vote.category == right))
        for number, found, right in suggestions
        for vote in found[:_SUGGESTED]
    ]
    features = np.array([row[1] for row in rows])
    happened = np.array([row[2] for row in rows])
    present = 1 / (1 + np.exp(-(features @ np.array(CATEGORY))))
    _tell("category", features, happened, present, CATEGORY, [row[0] for row in rows])
    first = sum(found[0].category == right for _, found, right in suggestions if found)
    three = sum(right in [v.category for v in found[:3]] for _, found, right in suggestions)
    count = len(suggestions)
    print(f"right category first {first / count:.3f}, among three {three / count:.3f}")


def _tell(
    name: str,
    features: Numbers,
    happened: Numbers,
    present: Numbers,
    weights: Sequence[float],
    groups: Sequence[int],
) -> None:
    fresh = held_out(features, happened, groups)
    print(
        f"{name}: {len(happened)} shown, {happened.mean():.0%} right; expected calibration error "
        f"{calibration_error(present, happened):.3f} with the weights in use {tuple(weights)}, "
        f"{calibration_error(fresh, happened):.3f} held out when fitted anew: "
        f"{tuple(round(float(w), 2) for w in fitted(features, happened))}",
        flush=True,
    )

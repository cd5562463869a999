"""Evidence: fits when a search may say that it found an answer, and measures what it says.

Questions are asked of shelves that hold their answer, of the same with the answer taken away, and
of shelves about other things. Weights fitted on one half of the questions are measured on the
other half.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.bench.fitting import Numbers, chances, fitted
from evals.bench.remembered import Remembered
from evals.bench.retrieval_quality import opened
from evals.bench.sets import NAMES, OWN, READERS, Set, Shelf, folder, read_sets
from retrieval import evidence
from retrieval.embedding import Embedder, make_embedder
from retrieval.evidence import Judge
from retrieval.findings import Evidence
from retrieval.library import Library
from retrieval.nearness import together
from retrieval.passage import KINDS

_TOP = 3  # hits that a verdict is made of
_QUESTIONS = 200  # of a set, asked of one shelf
_QUIET = 0.97  # of the questions about other things, which are to be told that nothing was found
_SHELVES = [
    *((name,) for name in (*NAMES, OWN)),
    ("xq-en2zh", OWN),
    ("xq-zh2en", "zh-kb-s"),
    ("en-kb-s", "zh-kb-s"),
]
_LENIENT = 0.25  # log-odds: to withhold an answer is worse than to show what is only near
# whose questions a shelf can say nothing about
_ELSEWHERE = {
    "zh-kb-s": ("xq-zh2en", "xq-en2zh", "en-kb-s"),
    OWN: ("xq-zh2en", "xq-en2zh", "zh-kb-s"),
    "xq-zh2en": ("zh-kb-s", OWN),
    "xq-en2zh": ("zh-kb-s", OWN),
}
Rows = list[tuple[str, tuple[float, ...], bool]]  # (which weights, features, is the answer)
Weights = dict[str, tuple[float, ...]]


@dataclass(frozen=True)
class Told:
    """The first hits of one question; `case` is what ought to be said about them."""

    number: int  # of the question in its set
    case: str  # "answer there", "answer gone", "other things"
    said: str  # in which languages, of what shelf
    rows: Rows


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="evals.bench evidence", description=__doc__)
    parser.add_argument("--data", help="folder of the data sets (or BOKEH_DATA_SETS)")
    parser.add_argument("--embedding", default="builtin", help="an embedding setting, or none")
    parser.add_argument("--cache", type=Path, help="file that remembers the sets' vectors")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as home:
        inner = make_embedder(chosen.embedding)
        cache = chosen.cache or Path(home) / "vectors.db"
        embedder = Remembered(inner, cache) if inner else None
        asked = list(gathered(folder(chosen.data), embedder))
    for half in (0, 1):
        print(f"fitted on half {half}, measured on the other")
        learnt = [each for each in asked if each.number % 2 == half]
        _tell([each for each in asked if each.number % 2 != half], weights_of(learnt))
    _tell(asked, weights_of(asked), "fitted on all questions")
    _tell(asked, {**evidence.WEIGHTS, "": evidence.WITHOUT_VECTORS}, "in use")


def gathered(data: Path, embedder: Embedder | None) -> Iterator[Told]:
    sets = read_sets(data)
    for shelves in _SHELVES:
        shelf = Shelf.of(*(sets[each] for each in shelves))
        with tempfile.TemporaryDirectory() as home:
            library = opened(shelf, embedder, Path(home))
            for name in shelves:
                yield from _asked(library, shelf, sets[name], f"{name} of {'+'.join(shelves)}")
            for name in _ELSEWHERE.get(shelves[0], ()) if len(shelves) == 1 else ():
                yield from _asked(library, shelf, sets[name], f"{name} of {shelves[0]}", False)
            library.upkeep.current().file.close()


def _asked(
    library: Library, shelf: Shelf, asked: Set, said: str, there: bool = True
) -> Iterator[Told]:
    step = max(1, len(asked.queries) // _QUESTIONS)
    for number, (key, text) in enumerate(asked.queries[::step]):
        answer = library._answer(text, READERS, shelf.visible, KINDS, 10, None)
        if answer is None:
            continue
        wanted = {f"{asked.name}/{each}" for each in asked.relevant[key]} if there else set()
        right = {each.chunk for each in answer.kept if each.number in wanted}
        rows = [(*answer.judge.features(each), each.chunk in right) for each in answer.kept[:_TOP]]
        if not there:
            yield Told(number, "other things", said, rows)
            continue
        yield Told(number, "answer there", said, rows)
        near = {chunk: value for chunk, value in answer.near.items() if chunk not in right}
        judge = Judge(answer.judge.asked, answer.matcher, together(near, {}))
        left = [each for each in answer.kept if each.chunk not in right]
        yield Told(
            number, "answer gone", said, [(*judge.features(each), False) for each in left[:_TOP]]
        )


def weights_of(asked: Sequence[Told]) -> Weights:
    """Fitted weights by kind; the constant so that other things are told apart `_QUIET` often."""
    found: Weights = {}
    rows = [row for each in asked if _counts(each) for row in each.rows]
    for kind in sorted({row[0] for row in rows}):
        of_kind = [row for row in rows if row[0] == kind]
        features = np.array([row[1] for row in of_kind])
        weights = fitted(features, np.array([float(row[2]) for row in of_kind]))
        weights[0] += _LENIENT
        weights[0] += _lowered(asked, kind, weights)
        found[kind] = tuple(round(float(each), 3) for each in weights)
    return found


def _counts(each: Told) -> bool:
    """A quarter of the questions whose answer is gone: to show what is near is no great fault."""
    return each.case != "answer gone" or each.number // 2 % 4 == 0


def _lowered(asked: Sequence[Told], kind: str, weights: Numbers) -> float:
    """What keeps nearly all hits about other things below what would be shown as near; ≤ 0."""
    best = [
        max(float(np.dot(row[1], weights)) for row in each.rows if row[0] == kind)
        for each in asked
        if each.case == "other things" and any(row[0] == kind for row in each.rows)
    ]
    shown_from = float(np.log(evidence.PARTIAL_FROM / (1 - evidence.PARTIAL_FROM)))
    return min(0.0, shown_from - float(np.quantile(best, _QUIET))) if best else 0.0


def _verdict(each: Told, weights: Weights) -> Evidence:
    return evidence.verdict(
        [float(chances(np.array([row[1]]), np.array(weights[row[0]]))[0]) for row in each.rows]
    )


def _tell(asked: Sequence[Told], weights: Weights, title: str = "") -> None:
    if title:
        print(title)
    for kind, each in weights.items():
        print(f"  {kind or 'without vectors'}: {each}")
    print(f"{'':34}{'n':>6}{'strong':>9}{'near':>9}{'nothing':>9}")
    groups: dict[tuple[str, str], list[Told]] = {}
    for told in asked:
        for said in (told.said, "all"):
            groups.setdefault((told.case, said), []).append(told)
    for (case, said), members in sorted(groups.items()):
        verdicts = [_verdict(each, weights) for each in members]
        shares = [
            sum(each is level for each in verdicts) / len(verdicts)
            for level in (
                Evidence.STRONG,
                Evidence.PARTIAL,
                Evidence.NONE,
            )
        ]
        cells = "".join(f"{share:9.1%}" for share in shares)
        print(f"{case + ', ' + said:34}{len(members):6}{cells}", flush=True)

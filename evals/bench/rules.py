"""Rules of the house: whether they are found by what people ask, and stay out of what they do not.

Questions on rules (`rules.tsv`: rule, question) are asked of the demo world, and so are the
questions of the retrieval sets, whose answers are not there at all. Weights fitted on one half are
measured on the other.
"""

import argparse
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from api.app import Service, build, make_demo
from domain.access import Viewer, audiences
from domain.handbook import RULES
from domain.language import Language
from evals.bench.fitting import Numbers, chances, fitted
from evals.bench.sets import NAMES, folder, read_sets
from evals.playing import settings_in, viewer_of
from retrieval import evidence
from retrieval.findings import Evidence
from retrieval.passage import Kind

ASKED = Path(__file__).with_suffix(".tsv")
_KINDS: tuple[Kind, ...] = ("article", "rule")
_READERS = ("lead", "onesv")  # staff, and a dealer, who is asked only what a dealer may read
_OF_A_SET = 200  # questions of a retrieval set
_TOP = 3
_QUIET = 0.99  # of the questions about other things, in which no rule is to be told
Row = tuple[str, tuple[float, ...], str]  # (which weights, features, the rule's code or "")


@dataclass(frozen=True)
class Told:
    """The first hits of a question; `wanted` is the rule that answers it, "" for none."""

    number: int
    question: str
    wanted: str
    rows: tuple[Row, ...]


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="evals.bench rules", description=__doc__)
    parser.add_argument("--data", help="folder of the data sets (or BOKEH_DATA_SETS)")
    parser.add_argument("--embedding", default="builtin", help="an embedding setting, or none")
    parser.add_argument("--show", action="store_true", help="name what went wrong")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as home:
        settings = settings_in(Path(home), chosen.embedding)
        make_demo(settings)
        service = build(settings)
        service.library.catch_up()
        service.library.embed_pending()
        asked = [*_of_rules(service), *_of_others(service, folder(chosen.data))]
        service.close()
    for half in (0, 1):
        learnt = [each for each in asked if each.number % 2 == half]
        _tell(
            [each for each in asked if each.number % 2 != half],
            weights_of(learnt),
            f"fitted on half {half}, measured on the other",
        )
    _tell(asked, weights_of(asked), "fitted on all questions")
    _tell(asked, in_use(), "in use", show=chosen.show)


def in_use() -> dict[str, tuple[float, ...]]:
    return {**evidence.WEIGHTS, "": evidence.WITHOUT_VECTORS}


def _of_rules(service: Service) -> Iterator[Told]:
    rows = [line.split("\t") for line in ASKED.read_text(encoding="utf-8").splitlines()]
    for number, (code, question) in enumerate(rows):
        for name in _READERS:
            viewer = viewer_of(service, name)
            rule = next(each for each in RULES if each.code == code)
            if name == "lead" or rule.visibility != "Internal":
                yield _asked(service, viewer, number, question, code)


def _of_others(service: Service, data: Path) -> Iterator[Told]:
    viewer = viewer_of(service, "lead")
    for name in NAMES:
        queries = read_sets(data)[name].queries
        for number, (_, text) in enumerate(queries[:: max(1, len(queries) // _OF_A_SET)]):
            yield _asked(service, viewer, number, text, "")


def _asked(service: Service, viewer: Viewer, number: int, question: str, wanted: str) -> Told:
    desk = service.assistant.desk_of(viewer, Language.EN)
    answer = service.library._answer(question, audiences(viewer), desk.visible, _KINDS, _TOP, None)
    rows: tuple[Row, ...] = ()
    if answer:
        rows = tuple(
            (*answer.judge.features(each), RULES[each.ref - 1].code if each.kind == "rule" else "")
            for each in answer.kept
        )
    return Told(number, question, wanted, rows)


def weights_of(asked: list[Told]) -> dict[str, tuple[float, ...]]:
    """The weights in use, those of rules fitted anew."""
    found = in_use()
    for kind in {row[0] for each in asked for row in each.rows if row[2] and row[0]}:
        rows = [(row, each) for each in asked for row in each.rows if row[0] == kind and row[2]]
        features = np.array([row[1] for row, _ in rows])
        right = np.array([float(row[2] == each.wanted) for row, each in rows])
        weights = fitted(features, right)
        weights[0] += _lowered(rows, weights)
        found[kind] = tuple(round(float(each), 3) for each in weights)
    return found


def _lowered(rows: list[tuple[Row, Told]], weights: Numbers) -> float:
    """What keeps nearly all rules under questions about other things from being told; ≤ 0."""
    best: dict[str, float] = {}
    for row, each in rows:
        if not each.wanted:
            value = float(np.dot(row[1], weights))
            best[each.question] = max(value, best.get(each.question, value))
    shown_from = float(np.log(evidence.PARTIAL_FROM / (1 - evidence.PARTIAL_FROM)))
    return min(0.0, shown_from - float(np.quantile(list(best.values()), _QUIET))) if best else 0.0


def _tell(
    asked: list[Told], weights: Mapping[str, tuple[float, ...]], title: str, *, show: bool = False
) -> None:
    told = [(each, *_first(each, weights)) for each in asked]
    rules = [(each, code, said) for each, code, said in told if each.wanted]
    others = [(each, code, said) for each, code, said in told if not each.wanted]
    right = sum(code == each.wanted and said for each, code, said in rules)
    wrong = sum(bool(code) and code != each.wanted and said for each, code, said in rules)
    ranked = sum(any(row[2] == each.wanted for row in each.rows[:1]) for each, *_ in rules)
    quiet = sum(not said for _, _, said in others)
    by_rule = sum(bool(code) and said for _, code, said in others)
    print(title)
    for kind in sorted(weights):
        if kind.startswith("rule"):
            print(f"  {kind}: {weights[kind]}")
    print(
        f"  rules: {len(rules)} questions, ranked first {ranked / len(rules):.1%}, told "
        f"{right / len(rules):.1%}, another rule told {wrong / len(rules):.1%}\n"
        f"  other things: {len(others)} questions, nothing found {quiet / len(others):.1%}, "
        f"a rule told {by_rule / len(others):.1%}",
        flush=True,
    )
    for each, code, said in told if show else ():
        if (each.wanted and (code != each.wanted or not said)) or (not each.wanted and said):
            print(f"    {each.wanted or '-':18}{code if said else '':18}{each.question[:80]}")


def _first(each: Told, weights: Mapping[str, tuple[float, ...]]) -> tuple[str, bool]:
    """The code of what is told first, "" where it is no rule, and whether anything is told."""
    judged = [
        (float(chances(np.array([row[1]]), np.array(weights[row[0]]))[0]), row[2])
        for row in each.rows
    ]
    if not judged:
        return "", False
    best = max(judged, key=lambda one: one[0])
    return best[1], evidence.verdict([value for value, _ in judged]) is not Evidence.NONE

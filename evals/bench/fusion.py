"""Fusion: fits its weights, and measures them on questions and on sets they were not fitted on."""

import argparse
import itertools
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.bench.fitting import Numbers
from evals.bench.remembered import Remembered
from evals.bench.retrieval_quality import Score, gained, opened
from evals.bench.sets import NAMES, OWN, READERS, Set, Shelf, folder, read_sets
from retrieval import fusion
from retrieval.background import LANGUAGES
from retrieval.embedding import Embedder, make_embedder
from retrieval.fusion import Weights
from retrieval.matching import Matcher
from retrieval.question import question
from retrieval.semantic import Asked

_OFFERED = [
    Weights(*each)
    for each in itertools.product(
        (4.0, 6.0, 8.0, 12.0), (0.05, 0.1), (0.0, 2.0), (0.8, 1.2, 1.6, 2.0)
    )
]
_FEWEST = 20  # questions of one language in a set that say something
_FOLDS = 5
_MISS = 5.0  # how much worse a loss against a leg is than a gain is good
# (whose questions, the shelves they are asked of)
_SHELVES: list[tuple[str, tuple[str, ...]]] = [
    *((name, (name,)) for name in NAMES),
    ("xq-zh2en", ("xq-zh2en", "zh-kb-s")),
    ("zh-kb-s", ("xq-zh2en", "zh-kb-s")),
    ("xq-en2zh", ("xq-en2zh", OWN)),
    (OWN, ("xq-en2zh", OWN)),
    ("zh-kb-s", ("en-kb-s", "zh-kb-s")),
    ("en-kb-s", ("en-kb-s", "zh-kb-s")),
]


@dataclass(frozen=True)
class Found:
    """What the legs found for one question, best first, and the document of each passage."""

    language: str
    keywords: dict[int, float]
    vectors: dict[int, float]
    foreign: set[int]
    document: dict[int, str]
    wanted: frozenset[str]

    def score(self, chunks: Sequence[int]) -> tuple[float, float]:
        """(nDCG@10, Recall@10)."""
        return gained(list(dict.fromkeys(self.document[each] for each in chunks)), self.wanted)

    def best_leg(self) -> list[tuple[float, float]]:
        return [self.score([*self.keywords]), self.score([*self.vectors])]

    def fused(self, weights: Weights) -> tuple[float, float]:
        ranked = fusion.fuse(self.keywords, self.vectors, weights, self.foreign)
        return self.score([chunk for chunk, _ in ranked])


Questions = dict[str, list[Found]]  # by what was asked of which shelves


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="evals.bench fusion", description=__doc__)
    parser.add_argument("--data", help="folder of the data sets (or BOKEH_DATA_SETS)")
    parser.add_argument("--embedding", default="builtin", help="an embedding setting")
    parser.add_argument("--cache", type=Path, help="file that remembers the sets' vectors")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as home:
        inner = make_embedder(chosen.embedding)
        if inner is None:
            raise SystemExit("fusion is fitted with an embedding")
        embedder = Remembered(inner, chosen.cache or Path(home) / "vectors.db")
        found = gathered(folder(chosen.data), embedder)
        embedder.close()
    worths = {language: Worth.of(found, language) for language in LANGUAGES}
    _tell("fitted on four fifths of the questions, measured on the others", worths, Worth.by_folds)
    _tell("fitted on the other sets", worths, Worth.by_sets)
    _tell("fitted on everything", worths, lambda worth: worth.by(_OFFERED[worth.best()]))
    _tell("in use", worths, lambda worth: worth.by(fusion.SEARCH[worth.language]))


def gathered(data: Path, embedder: Embedder) -> Questions:
    """What the legs find for every question: each set alone, and in both languages mixed."""
    sets = read_sets(data)
    opened_for: dict[tuple[str, ...], list[str]] = {}
    for asked, shelves in _SHELVES:
        opened_for.setdefault(shelves, []).append(asked)
    found = {}
    for shelves, askers in opened_for.items():
        for asked, legs in zip(askers, _legs(sets, askers, shelves, embedder), strict=True):
            beside = [each for each in shelves if each != asked]
            found[" beside ".join([asked, *beside])] = legs
    return found


def _legs(
    sets: dict[str, Set], askers: Sequence[str], shelves: Sequence[str], embedder: Embedder
) -> Iterator[list[Found]]:
    """For each set of questions, what the legs find on the shelves."""
    with tempfile.TemporaryDirectory() as home:
        library = opened(Shelf.of(*(sets[each] for each in shelves)), embedder, Path(home))
        now = library.upkeep.current()
        assert now.semantic is not None
        document = dict(
            now.file.reader.execute(
                "SELECT chunk.id, number FROM chunk JOIN source ON source.id=chunk.source"
            )
        )
        for asker in askers:
            legs = []
            for key, text in sets[asker].queries:
                asked = question(text, now.file.segmenter)
                held = Matcher(now.counts, READERS).coverage(asked, limit=100)
                meant = Asked(embedder.query([asked.text])[0], asked.language)
                hits = now.semantic.nearest(now.file, meant, READERS, ("article",), 100)
                near = {hit.chunk: hit.likeness for hit in hits}
                foreign = now.file.foreign({*held, *near}, asked.language)
                wanted = frozenset(f"{asker}/{each}" for each in sets[asker].relevant[key])
                legs.append(Found(asked.language, held, near, foreign, document, wanted))
            yield legs
        now.file.close()


@dataclass(frozen=True)
class Worth:
    """Of the questions in one language what each leg is worth, and both by each weights offered.

    By set with enough of them: `legs` (2, questions, 2), `offered` (weights, questions, 2).
    """

    language: str
    asked: dict[str, list[Found]]
    legs: dict[str, Numbers]
    offered: dict[str, Numbers]

    @classmethod
    def of(cls, found: Questions, language: str) -> "Worth":
        asked = {name: [q for q in each if q.language == language] for name, each in found.items()}
        asked = {name: each for name, each in asked.items() if len(each) >= _FEWEST}
        legs = {
            name: np.array([q.best_leg() for q in each]).swapaxes(0, 1)
            for name, each in asked.items()
        }
        offered = {
            name: np.array([[q.fused(weights) for q in each] for weights in _OFFERED])
            for name, each in asked.items()
        }
        return cls(language, asked, legs, offered)

    def best(self, fold: int | None = None, without: str = "") -> int:
        """The weights that are best: high, and on no set below either leg.

        Neither every fifth question from the `fold`th on nor the set `without` has a say.
        """
        worth = np.zeros(len(_OFFERED))
        for name, both in self.offered.items():
            if not without or _of_set(name) != without:
                part = np.arange(both.shape[1]) % _FOLDS != (-1 if fold is None else fold)
                best_leg = self.legs[name][:, part].mean(axis=1).max(axis=0)
                gain = both[:, part].mean(axis=1) - best_leg
                worth += np.minimum(gain, gain * _MISS).sum(axis=1)
        return int(worth.argmax())

    def by_folds(self) -> dict[str, Numbers]:
        """By set (questions, 2), each question by the weights fitted without its fold."""
        chosen = np.array([self.best(fold) for fold in range(_FOLDS)])
        return {
            name: both[chosen[np.arange(both.shape[1]) % _FOLDS], np.arange(both.shape[1])]
            for name, both in self.offered.items()
        }

    def by_sets(self) -> dict[str, Numbers]:
        """The same, each set by the weights fitted without its questions, on whatever shelf."""
        return {name: both[self.best(without=_of_set(name))] for name, both in self.offered.items()}

    def by(self, weights: Weights) -> dict[str, Numbers]:
        print(f"  {self.language}: {weights}")
        return {
            name: np.array([q.fused(weights) for q in asked]) for name, asked in self.asked.items()
        }


def _of_set(name: str) -> str:
    return name.split()[0]


def _tell(
    title: str, worths: dict[str, Worth], scored: Callable[[Worth], dict[str, Numbers]]
) -> None:
    print(title)
    for language, worth in worths.items():
        for name, both in scored(worth).items():
            keywords, vectors = worth.legs[name]
            cells = [f"{_told(leg):>14}" for leg in (keywords, vectors, both)]
            least = np.maximum(keywords.mean(axis=0), vectors.mean(axis=0))
            below = "  below a leg" if (both.mean(axis=0) < least - 1e-9).any() else ""
            print(f"{language} {name:26}{len(both):6}{''.join(cells)}{below}", flush=True)


def _told(scores: Numbers) -> str:
    ndcg, recall = scores.mean(axis=0)
    return str(Score(ndcg, recall, len(scores)))

"""Fusion: fits its weights on one half of the questions and measures them on the other."""

import argparse
import itertools
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.bench.fitting import Numbers
from evals.bench.remembered import Remembered
from evals.bench.retrieval_quality import Score, gained, opened
from evals.bench.sets import NAMES, READERS, Set, Shelf, folder
from retrieval import fusion
from retrieval.background import LANGUAGES
from retrieval.embedding import Embedder, make_embedder
from retrieval.fusion import Weights
from retrieval.matching import Matcher
from retrieval.question import question
from retrieval.semantic import Asked

_KEYWORD, _ACROSS = (4.0, 6.0, 8.0, 12.0, 16.0), (4.0, 8.0, 12.0)
_POWER, _LEAD = (1.0, 1.5, 2.0), (0.0, 0.5)
_FEWEST = 20  # questions of one language in a set that say something
_MISS = 5.0  # how much worse a loss against a leg is than a gain is good


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

    def fused(self, weights: Weights) -> tuple[float, float]:
        ranked = fusion.fuse(self.keywords, self.vectors, weights, self.foreign)
        return self.score([chunk for chunk, _ in ranked])


Questions = dict[str, list[Found]]  # by set


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
    for learnt in (0, 1):
        _tell(f"fitted on half {learnt}", found, fitted(found, learnt), 1 - learnt)
    _tell("in use", found, fusion.SEARCH, None)


def gathered(data: Path, embedder: Embedder) -> Questions:
    """What the legs find for every question: each set alone, and across languages mixed."""
    sets = {name: Set.read(name, data) for name in NAMES}
    shelves = {name: (each,) for name, each in sets.items()}
    mixed = {"xq-zh2en": "zh-kb-s", "xq-en2zh": "en-kb-s"}
    found = {name: list(_legs(sets[name], shelf, embedder)) for name, shelf in shelves.items()}
    for name, other in mixed.items():
        shelf = (sets[name], sets[other])
        found[f"{name} mixed"] = list(_legs(sets[name], shelf, embedder))
    return found


def _legs(asked_set: Set, shelved: Sequence[Set], embedder: Embedder) -> Iterator[Found]:
    with tempfile.TemporaryDirectory() as home:
        library = opened(Shelf.of(*shelved), embedder, Path(home))
        now = library.upkeep.current()
        assert now.semantic is not None
        document = dict(
            now.file.reader.execute(
                "SELECT chunk.id, number FROM chunk JOIN source ON source.id=chunk.source"
            )
        )
        for key, text in asked_set.queries:
            asked = question(text, now.file.segmenter)
            held = Matcher(now.counts, READERS).coverage(asked, limit=100)
            meant = Asked(embedder.query([asked.text])[0], asked.language)
            hits = now.semantic.nearest(now.file, meant, READERS, ("article",), 100)
            near = {hit.chunk: hit.likeness for hit in hits}
            foreign = now.file.foreign({*held, *near}, asked.language)
            wanted = frozenset(f"{asked_set.name}/{each}" for each in asked_set.relevant[key])
            yield Found(asked.language, held, near, foreign, document, wanted)
        now.file.close()


def fitted(found: Questions, half: int) -> dict[str, Weights]:
    """The weights best on one half: high on average, and on no set below either leg."""
    best = {}
    for language in LANGUAGES:
        learnt = [[q for q in each[half::2] if q.language == language] for each in found.values()]
        best[language] = _best([each for each in learnt if len(each) >= _FEWEST])
    return best


def _best(sets: Sequence[Sequence[Found]]) -> Weights:
    legs = [
        np.maximum(_mean([q.score([*q.keywords]) for q in each]),
                   _mean([q.score([*q.vectors]) for q in each]))
        for each in sets
    ]  # fmt: skip

    def worth(weights: Weights) -> float:
        gains = [_mean([q.fused(weights) for q in each]) - leg
                 for each, leg in zip(sets, legs, strict=True)]  # fmt: skip
        return sum(float(np.minimum(gain, gain * _MISS).sum()) for gain in gains)

    return max(
        (Weights(*each) for each in itertools.product(_KEYWORD, _ACROSS, _POWER, _LEAD)), key=worth
    )


def _mean(scores: Sequence[tuple[float, float]]) -> Numbers:
    found: Numbers = np.array(scores, dtype=np.float64).mean(axis=0)
    return found


def _tell(title: str, found: Questions, weights: dict[str, Weights], half: int | None) -> None:
    told = f", measured on half {half}" if half is not None else ", all questions"
    print(f"{title}{told}: {weights}")
    for name, each in found.items():
        asked = each if half is None else each[half::2]
        legs = [
            [q.score([*q.keywords]) for q in asked],
            [q.score([*q.vectors]) for q in asked],
            [q.fused(weights[q.language]) for q in asked],
        ]
        cells = "".join(f"{_told(leg):>14}" for leg in legs)
        print(f"{name:26}{len(asked):6}{cells}", flush=True)


def _told(scores: Sequence[tuple[float, float]]) -> str:
    ndcg, recall = _mean(scores)
    return str(Score(ndcg, recall, len(scores)))

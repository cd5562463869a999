"""Quality of each leg and of the fusion on the retrieval sets."""

import math
import tempfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.bench.sets import NAMES, OWN, READERS, Set, Shelf, read_sets
from retrieval.embedding import Embedder
from retrieval.library import Library
from retrieval.matching import Matcher
from retrieval.question import question
from retrieval.semantic import Asked

Ranking = Callable[[str], list[str]]  # question → document ids, best first
GROUPS: dict[str, dict[str, tuple[str, ...]]] = {
    "zh-kb-s": {"forum": ("eq",), "heading": ("th",), "reading": ("q",)},
    "en-kb-s": {"heading": ("hp", "hw"), "bug": ("qh", "qs"), "reading": ("x",)},
}


@dataclass(frozen=True)
class Score:
    ndcg: float
    recall: float
    questions: int

    def __str__(self) -> str:
        return f"{self.ndcg:.3f}/{self.recall:.3f}"


def gained(ranking: Sequence[str], wanted: Collection[str]) -> tuple[float, float]:
    """nDCG@10 and Recall@10 of one answer: documents, best first."""
    top = ranking[:10]
    gain = sum(1 / math.log2(place + 2) for place, each in enumerate(top) if each in wanted)
    ideal = sum(1 / math.log2(place + 2) for place in range(min(10, len(wanted))))
    return gain / ideal, len({*wanted} & {*top}) / len(wanted)


def scored(each: Set, rank: Ranking, prefixes: tuple[str, ...] = ("",)) -> Score:
    """nDCG@10 and Recall@10 over the set's questions whose id begins with one of `prefixes`."""
    gains: list[float] = []
    recalls: list[float] = []
    for key, text in each.queries:
        if key.startswith(prefixes):
            gain, recall = gained(rank(text), each.relevant[key])
            gains.append(gain)
            recalls.append(recall)
    count = max(len(gains), 1)
    return Score(sum(gains) / count, sum(recalls) / count, len(gains))


class Legs:
    """The three rankings of one opened library."""

    def __init__(self, library: Library, shelf: Shelf) -> None:
        self._library = library
        self._shelf = shelf

    def both(self, text: str) -> list[str]:
        found = self._library.search(text, audiences=READERS, visible=self._shelf.visible)
        return [hit.number.split("/", 1)[1] for hit in found.hits]

    def keywords(self, text: str) -> list[str]:
        now = self._library.upkeep.current()
        asked = question(text, now.file.segmenter)
        held = Matcher(now.counts, READERS).coverage(asked, limit=100)
        return self._documents(list(held))

    def vectors(self, text: str) -> list[str]:
        now = self._library.upkeep.current()
        semantic = now.semantic
        assert semantic is not None
        asked = question(text, now.file.segmenter)
        meant = Asked(semantic.embedder.query([asked.text])[0], asked.language)
        hits = semantic.nearest(now.file, meant, READERS, ("article",), 100)
        return self._documents([hit.chunk for hit in hits])

    def _documents(self, chunks: Sequence[int]) -> list[str]:
        file = self._library.upkeep.current().file
        found = []
        for chunk in chunks:
            number = file.reader.execute(
                "SELECT number FROM source JOIN chunk ON chunk.source=source.id WHERE chunk.id=?",
                (chunk,),
            ).get
            found.append(str(number).split("/", 1)[1])
        return list(dict.fromkeys(found))


def opened(shelf: Shelf, embedder: Embedder | None, home: Path) -> Library:
    library = Library.open(home, shelf, embedder)
    library.catch_up()
    library.embed_pending()
    return library


def measure(data: Path, embedder: Embedder, names: Sequence[str] = NAMES) -> None:
    """Print one line per set and kind of question: nDCG@10/Recall@10 of each leg and of both."""
    print(f"{'questions':28}{'n':>6}{'keywords':>14}{'vectors':>14}{'both':>14}")
    sets = read_sets(data)
    for name in names:
        _one(name, [sets[name]], sets[name], embedder)
    for name, beside in (("xq-zh2en", "zh-kb-s"), ("xq-en2zh", OWN)):
        if name in names:
            _one(f"{name} beside {beside}", [sets[name], sets[beside]], sets[name], embedder)


def _one(title: str, shelved: Sequence[Set], asked: Set, embedder: Embedder) -> None:
    shelf = Shelf.of(*shelved)
    with tempfile.TemporaryDirectory() as home:
        library = opened(shelf, embedder, Path(home))
        legs = Legs(library, shelf)
        kinds: dict[str, tuple[str, ...]] = {"": ("",), **GROUPS.get(title, {})}
        for kind, prefixes in kinds.items():
            scores = [
                scored(asked, rank, prefixes) for rank in (legs.keywords, legs.vectors, legs.both)
            ]
            cells = "".join(f"{s!s:>14}" for s in scores)
            print(f"{f'{title} {kind}':28}{scores[0].questions:6}{cells}", flush=True)
        library.upkeep.current().file.close()

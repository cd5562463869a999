"""Speed and memory of the index over a big world, beside simpler ways in the same run."""

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import apsw
import numpy as np

from evals.bench.world import WorldTicket, questions, ticket, tickets
from retrieval.chroma import Collections
from retrieval.embedding import Vectors
from retrieval.library import Library
from retrieval.matching import Matcher
from retrieval.passage import Change, Kind, Source
from retrieval.question import question
from retrieval.segment import Segmenter

STAFF = frozenset({"xs", "kp", "kd", "ki"})
DEALER = frozenset({"xd17", "kp", "kd"})
_DIM = 384


class World:
    """`retrieval.passage.Truth` over generated tickets."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.late: list[Source] = []
        self.making_s = 0.0  # spent on making tickets, which is no part of indexing them

    def source(self, kind: Kind, id: int) -> Source | None:
        return next((each for each in self.late if each.id == id and each.kind == kind), None)

    def sources(self, kind: Kind) -> Iterator[Source]:
        made = tickets(self._count) if kind == "ticket" else iter(())
        while True:
            begun = time.perf_counter()
            each = next(made, None)
            self.making_s += time.perf_counter() - begun
            if each is None:
                return
            yield each.source

    def how_many(self) -> int:
        return self._count + len(self.late)

    def changes(self, after: int, limit: int) -> list[Change]:
        late = enumerate(self.late[after : after + limit], after + 1)
        return [Change(seq, each.kind, each.id) for seq, each in late]

    def last_change(self) -> int:
        return len(self.late)

    def visible(self, kind: str, ids: Sequence[int]) -> Collection[int]:  # noqa: ARG002
        return ids


class Hashed:
    """Vectors of the right size from hashed words: the model's time is not what is measured."""

    model_id = "bench:hashed"
    dim = _DIM

    def __init__(self) -> None:
        self._segmenter = Segmenter()
        self._rows: dict[str, Vectors] = {}

    def _word(self, word: str) -> Vectors:
        if word not in self._rows:
            seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
            self._rows[word] = np.random.default_rng(seed).standard_normal(_DIM).astype("f4")
        return self._rows[word]

    def query(self, texts: Sequence[str]) -> Vectors:
        found = [
            sum(map(self._word, self._segmenter.words(t)), np.zeros(_DIM, "f4")) for t in texts
        ]
        rows = np.stack(found) + 1e-6
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    passages = query

    def close(self) -> None:
        """Nothing is kept open."""


def memory() -> float:
    """Resident memory of this process, MB."""
    with open("/proc/self/statm") as handle:
        return int(handle.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def timed(run: Callable[[str], object], asked: Sequence[str]) -> str:
    """p50/p95 in ms over the questions, after a warm-up: by the clock, and of processor time.

    On a machine that others use, too, the clock also counts the waiting for them.
    """
    for text in asked[:10]:
        run(text)
    spent, worked = [], []
    for text in asked:
        start, at_work = time.perf_counter(), time.thread_time()
        run(text)
        worked.append((time.thread_time() - at_work) * 1000)
        spent.append((time.perf_counter() - start) * 1000)
    (p50, p95), (cpu50, cpu95) = (np.percentile(each, [50, 95]) for each in (spent, worked))
    return f"{p50:.1f}/{p95:.1f} (cpu {cpu50:.1f}/{cpu95:.1f})"


def measure(count: int, *, vectors: bool = True, asked: int = 200) -> None:
    """Index `count` tickets and print p50/p95 in ms of each way to search them."""
    print(f"-- {count:,} tickets --")
    world, texts = World(count), questions(asked)
    with tempfile.TemporaryDirectory() as home:
        library = Library.open(Path(home), world, Hashed() if vectors else None)
        start = time.perf_counter()
        written = library.catch_up()
        took = time.perf_counter() - start - world.making_s
        print(f"keyword indexing          {written / took:10,.0f} tickets/s   {memory():.0f} MB")
        _print_keywords(library, texts)
        if vectors:
            start = time.perf_counter()
            done = library.embed_pending()
            rate = done / (time.perf_counter() - start)
            print(f"vectors kept and fed      {rate:10,.0f} passages/s  {memory():.0f} MB")
            _print_whole(library, world, texts)
            _print_chroma_where(library, Path(home), texts)
        _print_plain(count, Path(home), texts)
        _print_new_ticket(library, world, count)
        library.close()


def _print_keywords(library: Library, texts: Sequence[str]) -> None:
    now = library.upkeep.current()
    for name, audiences in (("staff", STAFF), ("one dealer", DEALER)):

        def run(text: str, audiences: frozenset[str] = audiences) -> object:
            return Matcher(now.counts, audiences).search(question(text, now.file.segmenter))

        print(f"keywords, {name:16}{timed(run, texts):>28} ms")


def _print_whole(library: Library, world: World, texts: Sequence[str]) -> None:
    for name, audiences in (("staff", STAFF), ("one dealer", DEALER)):

        def run(text: str, audiences: frozenset[str] = audiences) -> object:
            return library.search(text, audiences=audiences, visible=world.visible)

        print(f"whole search, {name:12}{timed(run, texts):>28} ms   {memory():.0f} MB")
    found = library.search(texts[0], audiences=STAFF, visible=world.visible)
    print(f"semantic for staff: {found.semantic}")


def _print_chroma_where(library: Library, home: Path, texts: Sequence[str]) -> None:
    """The same vectors in one collection, filtered by `where` to one dealer."""
    file, semantic = library.upkeep.current().file, library.upkeep.current().semantic
    assert semantic is not None
    rows: Any = file.reader.execute("SELECT id, vector, audiences FROM chunk").fetchall()
    chroma = Collections(home / "where")
    collection = chroma._collection("all")
    for start in range(0, len(rows), 2_000):
        part = sorted(rows[start : start + 2_000], key=lambda row: row[1])
        ids, matrix = semantic.vectors.matrix(sorted({row[1] for row in part}), _DIM)
        place = {vector: number for number, vector in enumerate(ids)}
        collection.upsert(
            ids=[str(row[0]) for row in part],
            embeddings=matrix[[place[row[1]] for row in part]],
            metadatas=[
                {"dealer": next((t for t in row[2].split() if t.startswith("xd")), "-")}
                for row in part
            ],
        )
    embed = semantic.embedder.query

    def run(text: str) -> object:
        return collection.query(
            query_embeddings=[embed([text])[0]], n_results=10, where={"dealer": "xd17"}
        )

    print(f"chromadb where, one dealer  {timed(run, texts):>26} ms")
    _print_recall(library, collection, texts)
    chroma.close()


def _print_recall(library: Library, collection: object, texts: Sequence[str]) -> None:
    """How many of the exact ten nearest of one dealer each way returns."""
    file, semantic = library.upkeep.current().file, library.upkeep.current().semantic
    assert semantic is not None
    rows: Any = file.reader.execute(
        "SELECT vector, id FROM chunk WHERE id IN (SELECT chunk FROM reader WHERE token='xd17')"
    ).fetchall()
    ids, matrix = semantic.vectors.matrix(sorted({v for v, _ in rows}), _DIM)
    chunk_of: dict[int, set[int]] = {}
    for vector, chunk in rows:
        chunk_of.setdefault(vector, set()).add(chunk)
    ours = theirs = total = 0
    from retrieval.semantic import Asked

    for text in texts[:100]:
        row = semantic.embedder.query([text])[0]
        meant = Asked(row, question(text, file.segmenter).language)
        alike = semantic.background.likeness(row, meant.language, matrix)
        best = {ids[place] for place in np.argsort(-alike)[:10]}
        hits = semantic.nearest(file, meant, DEALER, ("ticket",), 100)
        got = {hit.chunk for hit in hits}
        ours += sum(1 for vector in best if chunk_of[vector] & got)
        plain = {ids[place] for place in np.argsort(-(matrix @ row))[:10]}
        answer = collection.query(  # type: ignore[attr-defined]
            query_embeddings=[row], n_results=100, where={"dealer": "xd17"}, include=[]
        )
        held = {int(each) for each in answer["ids"][0]}
        theirs += sum(1 for vector in plain if chunk_of[vector] & held)
        total += 10
    print(f"recall for one dealer: ours {ours / total:.3f}, chromadb where {theirs / total:.3f}")


def _print_plain(count: int, home: Path, texts: Sequence[str]) -> None:
    """FTS5 with its own tokenizer on raw text, alone and joined to a table of readers."""
    db = apsw.Connection(str(home / "plain.db"))
    db.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, dealer INT); CREATE INDEX td ON t(dealer)")
    db.execute("CREATE VIRTUAL TABLE f USING fts5(body, tokenize='unicode61')")
    with db:
        for each in tickets(count):
            text = f"{each.source.number} {each.source.title} {each.source.parts[0].text}"
            db.execute("INSERT INTO f(rowid, body) VALUES(?,?)", (each.source.id, text))
            db.execute("INSERT INTO t VALUES(?,?)", (each.source.id, each.dealer))

    def sentence(text: str) -> str:
        return " OR ".join(f'"{word}"' for word in text.replace('"', " ").split())

    def plain(text: str) -> object:
        return db.execute(
            "SELECT rowid FROM f WHERE f MATCH ? ORDER BY rank LIMIT 100", (sentence(text),)
        ).fetchall()

    def joined(text: str) -> object:
        return db.execute(
            "SELECT f.rowid FROM f JOIN t ON t.id=f.rowid WHERE f MATCH ? AND dealer=17"
            " ORDER BY rank LIMIT 100",
            (sentence(text),),
        ).fetchall()

    print(f"plain FTS5, no filter     {timed(plain, texts):>28} ms   (cannot find Chinese words)")
    print(f"plain FTS5, join filter   {timed(joined, texts):>28} ms")
    db.close()


def _print_new_ticket(library: Library, world: World, count: int) -> None:
    import random

    spent = []
    for number in range(count + 1, count + 51):
        made: WorldTicket = ticket(number, random.Random(number))
        world.late.append(made.source)
        start = time.perf_counter()
        found = library.search(made.source.number, audiences=STAFF, visible=world.visible)
        spent.append((time.perf_counter() - start) * 1000)
        if not found.hits or found.hits[0].number != made.source.number:
            raise SystemExit(f"the new ticket {made.source.number} was not found first")
    print("new ticket found first    {:>7.1f}/{:.1f} ms".format(*np.percentile(spent, [50, 95])))

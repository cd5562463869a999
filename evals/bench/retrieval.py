"""Retrieval: quality on the sets in both languages, evidence, speed and memory of a big world."""

import argparse
import tempfile
from pathlib import Path

from evals.bench import retrieval_quality, retrieval_speed
from evals.bench.remembered import Remembered
from evals.bench.sets import NAMES, folder
from retrieval.embedding import make_embedder


def main(argv: list[str]) -> None:
    """`--sets` for quality (names or none), `--sizes` for speed, `--cache` to run again soon."""
    parser = argparse.ArgumentParser(prog="evals.bench retrieval", description=__doc__)
    parser.add_argument("--data", help="folder of the data sets (or BOKEH_DATA_SETS)")
    parser.add_argument("--sets", nargs="*", default=list(NAMES), metavar="SET")
    parser.add_argument("--sizes", nargs="*", type=int, default=[10_000, 100_000], metavar="N")
    parser.add_argument("--embedding", default="builtin", help="an embedding setting")
    parser.add_argument("--cache", type=Path, help="file that remembers the sets' vectors")
    parser.add_argument("--keywords-only", action="store_true", help="no vectors in the big world")
    chosen = parser.parse_args(argv)
    if chosen.sets and chosen.sets != ["none"]:
        with tempfile.TemporaryDirectory() as home:
            inner = make_embedder(chosen.embedding)
            if inner is None:
                raise SystemExit("quality is measured with an embedding")
            remembered = Remembered(inner, chosen.cache or Path(home) / "vectors.db")
            retrieval_quality.measure(folder(chosen.data), remembered, chosen.sets)
            remembered.close()
    for size in chosen.sizes:
        retrieval_speed.measure(size, vectors=not chosen.keywords_only)

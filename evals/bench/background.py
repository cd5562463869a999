"""Measures the built-in embedding's background and writes the file that ships with it."""

from pathlib import Path

import retrieval
from retrieval.background import measured
from retrieval.builtin import BuiltIn


def main(argv: list[str]) -> None:
    target = Path(argv[0]) if argv else Path(retrieval.__path__[0]) / "background.npz"
    embedder = BuiltIn()
    found = measured(embedder)
    embedder.close()
    target.write_bytes(found.kept())
    print(f"{target}: middle {found.middle}, spread {found.spread:.4f}, lifts {found.lifts}")

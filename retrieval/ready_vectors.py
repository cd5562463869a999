"""Vectors made beforehand: those of the demo world's texts come with the program.

Kept by fingerprint of the text, as bytes with a scale per row; a text that has changed since is
simply embedded anew.
"""

from pathlib import Path

import numpy as np

from retrieval.embedding import Vectors
from retrieval.vector import VectorFile

DEMO = Path(__file__).with_name("demo_vectors.npz")


def write_ready(path: Path, model: str, fingerprints: list[str], vectors: Vectors) -> None:
    """Keep vectors (n, dim) of a model under the fingerprints of their texts."""
    scales = np.abs(vectors).max(axis=1) / 127
    rows = np.round(vectors / scales[:, None]).astype(np.int8)
    np.savez_compressed(
        path,
        model=np.array(model),
        fingerprints=np.array(fingerprints, dtype="S24"),
        scales=scales.astype(np.float32),
        rows=rows,
    )


def learn_ready(path: Path, model: str, vectors: VectorFile) -> int:
    """Add a file's vectors to the memory; how many there were, 0 for another model's file."""
    note = f"learnt/{path.name}/{path.stat().st_size}"
    if vectors.note(note) is not None:
        return 0
    with np.load(path) as kept:
        if str(kept["model"]) != model:
            return 0
        fingerprints = [each.decode() for each in kept["fingerprints"]]
        rows = kept["rows"].astype(np.float32) * kept["scales"][:, None]
    vectors.add(model, fingerprints, rows)
    vectors.keep_note(note, b"1")
    return len(fingerprints)

"""An embedder that remembers on disk what it embedded, so a benchmark can be run again soon."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import apsw
import numpy as np

from retrieval.embedding import Embedder, Vectors


class Remembered:
    """Wraps an `Embedder`; `path` is a SQLite file of (model, side, text hash) → vector."""

    def __init__(self, inner: Embedder, path: Path) -> None:
        self._inner = inner
        self.model_id = inner.model_id
        self.dim = inner.dim
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = apsw.Connection(str(path))
        self._db.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS v(key BLOB PRIMARY KEY, row BLOB) WITHOUT ROWID"
        )

    def query(self, texts: Sequence[str]) -> Vectors:
        return self._rows("q", texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._rows("p", texts)

    def key(self, side: str, text: str) -> bytes:
        said = f"{self.model_id}\0{side}\0{text}".encode()
        return hashlib.blake2b(said, digest_size=16).digest()

    def remember(self, side: str, texts: Sequence[str], rows: Vectors) -> None:
        with self._db:
            self._db.executemany(
                "REPLACE INTO v VALUES(?,?)",
                [
                    (self.key(side, text), row.astype("<f4").tobytes())
                    for text, row in zip(texts, rows, strict=True)
                ],
            )

    def _rows(self, side: str, texts: Sequence[str]) -> Vectors:
        found: dict[str, Vectors] = {}
        for text in texts:
            held = self._db.execute(
                "SELECT row FROM v WHERE key=?", (self.key(side, text),)
            ).fetchone()
            if held:
                found[text] = np.frombuffer(held[0], "<f4")
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            embed = self._inner.query if side == "q" else self._inner.passages
            rows = embed(missing)
            self.remember(side, missing, rows)
            found |= dict(zip(missing, rows, strict=True))
        return np.stack([found[text] for text in texts]).astype(np.float32)

    def close(self) -> None:
        self._db.close()
        self._inner.close()

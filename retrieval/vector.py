"""Vectors: kept by the text they came from, searched exactly where the reader's share is small.

The vector file remembers what has been embedded, by fingerprint of the text and model, so a
rebuilt index embeds nothing twice. It is a memory, not a truth: it may be deleted at any time.
"""

import contextlib
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import apsw
import numpy as np

from retrieval.embedding import Vectors

_SCHEMA = """
CREATE TABLE IF NOT EXISTS vector(
  id INTEGER PRIMARY KEY AUTOINCREMENT, model TEXT NOT NULL, fingerprint TEXT NOT NULL,
  v BLOB NOT NULL, UNIQUE(model, fingerprint));
CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
"""
_BATCH = 500


@dataclass(frozen=True)
class VectorHit:
    chunk: int
    likeness: float  # in spreads above unrelated texts, see `retrieval.background`


class VectorFile:
    """What has been embedded. A damaged file is replaced by an empty one when opened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._all: list[apsw.Connection] = []
        self._lock = threading.Lock()
        try:
            self._prepare()
        except (apsw.NotADBError, apsw.CorruptError):
            self.close()
            for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
                path.with_name(name).unlink(missing_ok=True)
            self._prepare()

    def _prepare(self) -> None:
        self.connection.execute(_SCHEMA)
        if self.connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise apsw.CorruptError("the vector file is damaged")
        self.connection.execute(
            "INSERT OR IGNORE INTO meta VALUES('name', lower(hex(randomblob(8))))"
        )

    @property
    def connection(self) -> apsw.Connection:
        """This thread's connection."""
        found = getattr(self._local, "connection", None)
        if found is None:
            found = apsw.Connection(str(self.path))
            found.set_busy_timeout(10_000)
            found.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL")
            found.execute("PRAGMA cache_size=-2000; PRAGMA mmap_size=1073741824")
            self._local.connection = found
            with self._lock:
                self._all.append(found)
        return found

    @property
    def name(self) -> str:
        """Differs after the file was deleted and made anew: ids of the old one mean nothing."""
        return str(self.connection.execute("SELECT value FROM meta WHERE key='name'").get)

    def close(self) -> None:
        with self._lock:
            connections, self._all = self._all, []
        self._local = threading.local()
        for connection in connections:
            with contextlib.suppress(apsw.Error):
                connection.close(True)

    def add(self, model: str, fingerprints: Sequence[str], vectors: Vectors) -> list[int]:
        """Keep vectors (n, dim) and give their ids; one already there keeps its id."""
        ids = []
        with self.connection:
            for fingerprint, vector in zip(fingerprints, vectors, strict=True):
                self.connection.execute(
                    "INSERT OR IGNORE INTO vector(model, fingerprint, v) VALUES(?,?,?)",
                    (model, fingerprint, vector.astype(np.float16).tobytes()),
                )
                ids.append(self.known(model, [fingerprint])[fingerprint])
        return ids

    def known(self, model: str, fingerprints: Iterable[str]) -> dict[str, int]:
        """The ids of those fingerprints that have a vector of this model."""
        found = {}
        for fingerprint in fingerprints:
            row = self.connection.execute(
                "SELECT id FROM vector WHERE model=? AND fingerprint=?", (model, fingerprint)
            ).fetchone()
            if row:
                found[fingerprint] = row[0]
        return found

    def matrix(self, ids: Sequence[int], dim: int) -> tuple[list[int], Vectors]:
        """The ids that exist, in the file's order, and their vectors (n, dim)."""
        found: list[int] = []
        blobs: list[bytes] = []
        for start in range(0, len(ids), _BATCH):
            part = ids[start : start + _BATCH]
            marks = ",".join("?" * len(part))
            for row_id, blob in self.connection.execute(
                f"SELECT id, v FROM vector WHERE id IN ({marks})",  # noqa: S608 (marks only)
                part,
            ):
                if len(blob) == dim * 2:
                    found.append(row_id)
                    blobs.append(blob)
        rows = np.frombuffer(b"".join(blobs), np.float16).reshape(-1, dim).astype(np.float32)
        return found, rows

    def all_of(self, model: str, dim: int) -> tuple[list[str], Vectors]:
        """Every fingerprint of a model with its vector (n, dim), oldest first."""
        rows = list(
            self.connection.execute(
                "SELECT fingerprint, v FROM vector WHERE model=? ORDER BY id", (model,)
            )
        )
        flat = np.frombuffer(b"".join(row[1] for row in rows), np.float16)
        return [row[0] for row in rows], flat.reshape(-1, dim).astype(np.float32)

    def note(self, key: str) -> bytes | None:
        """What was kept under a name, see `keep_note`."""
        row = self.connection.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return row[0] if row else None

    def keep_note(self, key: str, value: bytes) -> None:
        self.connection.execute("REPLACE INTO meta VALUES(?,?)", (key, value))

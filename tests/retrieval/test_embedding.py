"""The built-in embedder in its process, and an endpoint in its place."""

import json
import os
import signal
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import pytest

from retrieval.builtin import BuiltIn
from retrieval.embedding import EmbeddingUnavailable, Endpoint, make_embedder


@pytest.fixture(scope="module")
def builtin() -> Iterator[BuiltIn]:
    made = BuiltIn()
    yield made
    made.close()


def test_a_question_is_nearest_to_its_answer_in_the_other_language(builtin: BuiltIn) -> None:
    asked = builtin.query(["相机拍摄时死机怎么办"])[0]
    held = builtin.passages(["The camera freezes while recording.", "Pasta with tomato."])
    assert held.shape == (2, builtin.dim)
    assert held[0] @ asked > held[1] @ asked
    assert np.allclose(np.linalg.norm(held, axis=1), 1, atol=1e-3)


def test_a_worker_that_died_is_replaced(builtin: BuiltIn) -> None:
    builtin.query(["first"])
    assert builtin._worker is not None
    os.kill(builtin._worker.pid, signal.SIGKILL)
    builtin._worker._process.wait()
    assert builtin.query(["second"]).shape == (1, builtin.dim)


def test_a_question_is_answered_while_passages_are_embedded(builtin: BuiltIn) -> None:
    long = threading.Thread(target=builtin.passages, args=([f"text {n} " * 60 for n in range(3)],))
    long.start()
    assert builtin.query(["a question in between"]).shape == (1, builtin.dim)
    assert long.is_alive()
    long.join()


def test_a_closed_embedder_says_so() -> None:
    made = BuiltIn()
    made.close()
    with pytest.raises(EmbeddingUnavailable):
        made.query(["x"])


class _Answers(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        rows = [{"index": i, "embedding": [3.0, 4.0]} for i in range(len(asked["input"]))]
        body = json.dumps({"data": rows[: 1 if asked["model"] == "short" else None]}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def test_an_endpoint_gives_unit_rows(address: str) -> None:
    rows = Endpoint(address, "any").passages(["a", "b"])
    assert rows.tolist() == [[pytest.approx(0.6), pytest.approx(0.8)]] * 2


def test_an_endpoint_that_leaves_texts_out_or_is_away_is_unavailable(address: str) -> None:
    with pytest.raises(EmbeddingUnavailable):
        Endpoint(address, "short").passages(["a", "b"])
    with pytest.raises(EmbeddingUnavailable):
        Endpoint("http://127.0.0.1:9", "any", timeout_s=1).query(["a"])


def test_a_setting_names_its_embedder() -> None:
    assert make_embedder("none") is None
    assert isinstance(make_embedder("endpoint:m", base_url="http://x/v1"), Endpoint)
    with pytest.raises(ValueError, match="unknown"):
        make_embedder("magic")

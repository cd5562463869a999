"""Vectors in a chromadb server: several processes may ask it, and it may go away."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.library import Library
from tests.retrieval.shelf import STAFF, Shelf, WordVectors, ticket


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("chroma")
    running = subprocess.Popen(
        [program, "run", "--path", tmp_path / "server", "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/api/v2/heartbeat", timeout=1)
            break
        except OSError:
            assert running.poll() is None
            time.sleep(0.1)
    yield address, running
    running.kill()
    running.wait()


def test_two_processes_share_a_server_and_searching_goes_on_without_it(
    tmp_path: Path, server: tuple[str, subprocess.Popen[bytes]]
) -> None:
    address, running = server
    shelf = Shelf(*(ticket(n, f"fan {n + 500}", f"rattles {n + 500}") for n in range(1, 13)))

    def opened() -> Library:
        return Library.open(
            tmp_path / "index", shelf, WordVectors(), exact_below=5, chroma_server=address
        )

    library = opened()
    library.catch_up()
    library.embed_pending()
    other = opened()
    for each in (library, other):
        found = each.search("fan 507 rattles", audiences=STAFF, visible=shelf.visible)
        assert found.semantic
        assert found.hits[0].number == "K2602-0007"
    shelf.remove("ticket", 7)
    library.catch_up()
    library.embed_pending()
    gone = other.search("fan 507 rattles", audiences=STAFF, visible=shelf.visible)
    assert "K2602-0007" not in [hit.number for hit in gone.hits]
    library.reindex()
    library.embed_pending()
    collections = library.upkeep.current().semantic.collections  # type: ignore[union-attr]
    assert len(collections._connected().list_collections()) == 1
    running.kill()
    running.wait()
    left = library.search("fan 508 rattles", audiences=STAFF, visible=shelf.visible)
    assert left.hits[0].number == "K2602-0008"
    assert not left.semantic
    other.close()
    library.close()

"""The index survives kills, damage and other versions, and may always be rebuilt."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from retrieval.findings import Evidence
from retrieval.library import Library
from tests.retrieval.shelf import STAFF, Shelf, WordVectors, article, ticket

ROOT = Path(__file__).resolve().parents[2]
_FILL = """
import sys
sys.path[:0] = [{root!r}, {here!r}]
from pathlib import Path
from tests.retrieval.shelf import Shelf, WordVectors, ticket
from retrieval.library import Library
shelf = Shelf(*(ticket(n, f"fan {{n}}", f"rattles {{n}} times") for n in range(1, 1501)))
library = Library.open(Path({home!r}), shelf, WordVectors())
print("ready", flush=True)
library.{work}
"""


@pytest.mark.parametrize(("work", "after_s"), [("catch_up()", 0.15), ("reindex()", 0.3)])
def test_a_fill_that_was_killed_goes_on_and_ends_true(
    tmp_path: Path, work: str, after_s: float
) -> None:
    program = _FILL.format(
        root=str(ROOT), here=str(Path(__file__).parent), home=str(tmp_path), work=work
    )
    killed = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert killed.stdout is not None
    killed.stdout.readline()
    time.sleep(after_s)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    killed.stdout.close()
    shelf = Shelf(*(ticket(n, f"fan {n}", f"rattles {n} times") for n in range(1, 1501)))
    library = Library.open(tmp_path, shelf, None)
    library.reindex()
    assert library.verify() == []
    library.close()


def _small(tmp_path: Path) -> tuple[Library, Shelf]:
    shelf = Shelf(ticket(1, "风扇异响", "更换风扇"), article(1, "Fan", "Replace the fan."))
    library = Library.open(tmp_path, shelf, WordVectors())
    library.catch_up()
    library.embed_pending()
    return library, shelf


def _found(library: Library, shelf: Shelf, query: str) -> list[str]:
    found = library.search(query, audiences=STAFF, visible=shelf.visible)
    return [hit.number for hit in found.hits]


@pytest.mark.parametrize("damage", ["keywords-", "vectors.db", "current", ""])
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: str) -> None:
    library, shelf = _small(tmp_path)
    library.close()
    for path in list(tmp_path.iterdir()):
        hit = {"keywords": "keywords-", "vectors": "vectors.db", "pointer": "current"}.get(
            damage, ""
        )
        if path.is_file() and path.name.startswith(hit):
            path.write_bytes(b"nonsense" * 200)
    library = Library.open(tmp_path, shelf, WordVectors())
    assert "K2602-0001" in _found(library, shelf, "风扇")
    library.embed_pending()
    assert library.verify() == []
    assert library.semantic_ready
    library.close()


def test_other_names_make_another_index(tmp_path: Path) -> None:
    library, shelf = _small(tmp_path)
    library.close()
    library = Library.open(tmp_path, shelf, None, names=["后背板"])
    assert "K2602-0001" in _found(library, shelf, "风扇")
    library.close()


def test_two_openers_see_the_same_tickets(tmp_path: Path) -> None:
    library, shelf = _small(tmp_path)
    other = Library.open(tmp_path, shelf, WordVectors())
    shelf.put(ticket(5, "Loud fan", "It rattles."))
    assert _found(other, shelf, "rattles")[0] == "K2602-0005"
    assert _found(library, shelf, "rattles")[0] == "K2602-0005"
    library.reindex()
    assert _found(other, shelf, "rattles")[0] == "K2602-0005"
    other.close()
    library.close()


def test_verify_names_what_differs(tmp_path: Path) -> None:
    library, shelf = _small(tmp_path)
    del shelf.held["article", 1]  # gone without a change being written
    shelf.held["ticket", 7] = ticket(7, "unannounced")
    assert library.verify() == [
        "ticket K2602-0007: missing",
        "article with id 1: in the index but gone",
    ]
    library.close()


def test_only_what_changed_is_embedded_again(tmp_path: Path) -> None:
    library, shelf = _small(tmp_path)
    embedder = library.upkeep.current().semantic.embedder  # type: ignore[union-attr]
    before = embedder.embedded  # type: ignore[attr-defined]
    shelf.put(ticket(1, "风扇异响", "更换风扇", closed=True))
    library.catch_up()
    library.embed_pending()
    assert embedder.embedded == before  # type: ignore[attr-defined]
    library.close()


def test_an_embedder_that_is_down_leaves_keywords(tmp_path: Path) -> None:
    library, shelf = _small(tmp_path)
    library.upkeep.current().semantic.embedder.down = True  # type: ignore[union-attr, attr-defined]
    found = library.search("风扇", audiences=STAFF, visible=shelf.visible)
    assert found.hits
    assert not found.semantic
    library.close()


def test_another_model_embeds_everything_again(tmp_path: Path) -> None:
    library, shelf = _small(tmp_path)
    library.close()
    library = Library.open(tmp_path, shelf, WordVectors("words-2"))
    library.catch_up()
    library.embed_pending()
    assert library.upkeep.current().semantic.embedder.embedded == 2
    assert library.semantic_ready
    library.close()


def test_large_shares_are_searched_in_collections_owned_by_one_process(tmp_path: Path) -> None:
    shelf = Shelf(*(ticket(n, f"fan {n}", f"rattles {n}") for n in range(1, 13)))
    library = Library.open(tmp_path, shelf, WordVectors(), exact_below=5)
    library.catch_up()
    library.embed_pending()
    found = library.search("fan 7 rattles", audiences=STAFF, visible=shelf.visible)
    assert found.semantic
    shelf.remove("ticket", 7)
    library.catch_up()
    library.embed_pending()
    again = library.search("fan 7 rattles", audiences=STAFF, visible=shelf.visible)
    assert "K2602-0007" not in [hit.number for hit in again.hits]
    other = Library.open(tmp_path, shelf, WordVectors(), exact_below=5)
    second = other.search("fan", audiences=STAFF, visible=shelf.visible)
    assert second.hits
    assert not second.semantic
    other.close()
    library.close()


def test_nothing_relevant_is_no_evidence(tmp_path: Path) -> None:
    library, shelf = _small(tmp_path)
    found = library.search("公司年会什么时候开？", audiences=STAFF, visible=shelf.visible)
    assert found.evidence is Evidence.NONE
    library.close()

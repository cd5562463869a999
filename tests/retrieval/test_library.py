"""Searching a small shelf."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import fusion
from retrieval.findings import Evidence
from retrieval.library import Library
from retrieval.passage import Source
from retrieval.question import question
from tests.retrieval.shelf import STAFF, Shelf, WordVectors, article, ticket

FREEZE = ticket(
    1,
    "MAVO Edge 8K 拍摄死机问题",
    "4K 50fps 拍摄十分钟后死机，升级固件到 8023 并检查散热。",
    readers=("xs", "xd1"),
)
SDI = ticket(2, "SDI 口无输出", "监视器没有画面，更换 SDI 模块后恢复。", readers=("xs", "xd2"))
ARTICLE = article(1, "Edge 8K frame rate guide", "Set the project frame rate before recording.")


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(FREEZE, SDI, ARTICLE)


@pytest.fixture
def library(tmp_path: Path, shelf: Shelf) -> Iterator[Library]:
    opened = Library.open(tmp_path, shelf, WordVectors(), names=["MAVO Edge 8K"])
    yield opened
    opened.close()


def numbers(
    library: Library, shelf: Shelf, query: str, audiences: frozenset[str] = STAFF
) -> list[str]:
    found = library.search(query, audiences=audiences, visible=shelf.visible)
    return [hit.number for hit in found.hits]


def test_a_ticket_just_made_is_found_at_once(library: Library, shelf: Shelf) -> None:
    numbers(library, shelf, "anything")
    shelf.put(ticket(9, "Fan is loud", "The fan rattles after a firmware update."))
    assert numbers(library, shelf, "fan rattles")[0] == "K2602-0009"


def test_a_dealer_finds_its_own_ticket_and_no_other(library: Library, shelf: Shelf) -> None:
    library.catch_up()
    library.embed_pending()
    dealer = frozenset({"xd2", "kp", "kd"})
    found = numbers(library, shelf, "SDI 死机", dealer)
    assert found[0] == "K2602-0002"
    assert "K2602-0001" not in found


@pytest.mark.parametrize(
    "typed",
    ["K2602-0001", "k2602–0001", "Ｋ２６０２－０００１", "k26020001", "K2602 0001", "2602-0001"],
)
def test_a_number_is_found_however_it_is_typed(library: Library, shelf: Shelf, typed: str) -> None:
    assert numbers(library, shelf, typed)[0] == "K2602-0001"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("PI-2026-0001", ["K2602-0008"]),
        ("pi20260001", ["K2602-0008"]),
        ("PI-2026-0003", []),
        ("K2602-0003", []),
        ("me_207890", ["K2602-0008"]),
        ("FR-2026-0001", []),
    ],
)
def test_the_number_of_one_thing_finds_only_what_holds_it(
    library: Library, shelf: Shelf, typed: str, found: list[str]
) -> None:
    shelf.put(ticket(8, "Invoice", "PI-2026-0001 for ME 207890 was paid.", readers=("xs",)))
    library.catch_up()
    library.embed_pending()
    assert numbers(library, shelf, typed) == found


def test_traditional_characters_find_simplified_ones(library: Library, shelf: Shelf) -> None:
    assert numbers(library, shelf, "拍攝當機 死機問題")[0] == "K2602-0001"


def test_traditional_characters_mean_the_same(library: Library, shelf: Shelf) -> None:
    now = library.upkeep.current()
    typed = [question(text, now.file.segmenter).text for text in ("過熱死機", "过热死机")]
    assert typed[0] == typed[1]


def test_words_in_the_other_language_count_where_a_question_mixes_both() -> None:
    held, near = {1: 0.9, 2: 0.2}, {1: 3.0, 2: 3.5}
    for weights in fusion.SEARCH.values():
        assert [chunk for chunk, _ in fusion.fuse(held, near, weights, foreign=[1])] == [1, 2]


def test_a_slip_in_a_product_name_still_finds_it(library: Library, shelf: Shelf) -> None:
    assert "KB-0001" in numbers(library, shelf, "MAVO Egde frame rate")


def test_what_was_removed_is_no_longer_found(library: Library, shelf: Shelf) -> None:
    assert numbers(library, shelf, "死机") == ["K2602-0001"]
    shelf.remove("ticket", 1)
    assert numbers(library, shelf, "死机") == []


def test_a_hit_the_store_no_longer_shows_is_left_out(library: Library) -> None:
    found = library.search("死机", audiences=STAFF, visible=lambda _kind, _ids: [])
    assert found.hits == ()
    assert found.evidence is Evidence.NONE


def test_without_vectors_it_says_that_only_keywords_were_searched(
    tmp_path: Path, shelf: Shelf
) -> None:
    library = Library.open(tmp_path / "plain", shelf, None)
    found = library.search("死机", audiences=STAFF, visible=shelf.visible)
    assert [hit.number for hit in found.hits] == ["K2602-0001"]
    assert not found.semantic
    library.close()


def test_the_snippet_marks_the_words_that_match(library: Library, shelf: Shelf) -> None:
    hit = library.search("散热", audiences=STAFF, visible=shelf.visible).hits[0]
    assert "**散热**" in hit.snippet


def test_a_whole_rebuild_keeps_the_vectors(library: Library, shelf: Shelf) -> None:
    library.catch_up()
    library.embed_pending()
    assert library.semantic_ready
    library.reindex()
    embedder = library.upkeep.current().semantic.embedder  # type: ignore[union-attr]
    before = embedder.embedded  # type: ignore[attr-defined]
    library.embed_pending()
    assert library.semantic_ready
    assert embedder.embedded == before  # type: ignore[attr-defined]
    assert library.verify() == []


def test_similar_tickets_name_the_same_trouble_first_and_leave_the_ticket_itself_out(
    library: Library, shelf: Shelf
) -> None:
    shelf.put(
        ticket(3, "Edge 8K 录制时死机", "4K 拍摄十分钟死机，检查散热。", product="MAVO Edge 8K")
    )
    library.catch_up()
    library.embed_pending()
    found = library.similar(
        "Edge 8K 拍摄死机 4K", audiences=STAFF, visible=shelf.visible, exclude=("ticket", 1)
    )
    assert found[0].number == "K2602-0003"
    assert "K2602-0001" not in [each.number for each in found]
    assert 0 <= found[-1].similarity <= found[0].similarity <= 99


def test_a_category_is_suggested_from_closed_tickets_the_viewer_may_read(
    library: Library, shelf: Shelf
) -> None:
    for ref in range(20, 26):
        shelf.put(
            ticket(
                ref, "风扇异响", "风扇声音大", readers=("xs", "xd1"), category="fan", closed=True
            )
        )
    library.catch_up()
    library.embed_pending()
    own = library.suggest_category(
        "风扇有异响", audiences=frozenset({"xd1"}), visible=shelf.visible
    )
    assert own[0].category == "fan"
    other = frozenset({"xd9"})
    assert library.suggest_category("风扇有异响", audiences=other, visible=shelf.visible) == []


def test_a_text_that_stands_twice_in_a_ticket_leaves_nothing_behind_when_it_changes(
    library: Library, shelf: Shelf
) -> None:
    twice = ticket(30, "风扇", "风扇异响", internal="风扇异响")
    shelf.put(Source("ticket", 30, "K2602-0030", "风扇", (twice.parts[0], twice.parts[0])))
    assert numbers(library, shelf, "异响") == ["K2602-0030"]
    shelf.put(ticket(30, "风扇", "换成别的文字"))
    assert library.verify() == []

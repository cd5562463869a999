"""Nobody finds what they may not read, whatever is on the shelf and whatever they type."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evals.bench.world import questions, tickets
from retrieval.library import Library
from retrieval.passage import KINDS, Part, Source
from tests.retrieval.judging import leaks, opened, seen_by, shown
from tests.retrieval.shelf import Shelf, WordVectors, ticket

TOKENS = ["xs", "xw", "kp", "kd", "ki", "xd1", "xd2", "xd11", "xc1", "xc2"]
WORDS = [
    "死机",
    "SDI",
    "freeze",
    "Edge 8K",
    "K2602-0001",
    "散热",
    "firmware",
    "进水",
    "xd1",
    "acl",
    "kp0",
]
HOSTILE = [
    'acl:xs', 'acl : "xs0"', '" OR acl:xs0 OR "', "NEAR(a b)", "死机*", "{acl}: xs0", "xs0",
    "死机 AND NOT SDI", "(((", '"', "'; DROP TABLE chunk; --", "\x00", "🙂" * 50, "a" * 10_000,
    "title:死机", "facet:kindticket0", "-死机", "死机 OR xs", "“死机”", "\ud800", "%", "../..",
    "xd10", "^死机", "", " ", "weighed(words)", "kindarticle0", "死机 " * 3_000,
]  # fmt: skip

audiences = st.frozensets(st.sampled_from(TOKENS), max_size=4)
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
queries = st.one_of(st.sampled_from(HOSTILE), texts, st.text(max_size=60))


@st.composite
def sources(draw: st.DrawFn) -> list[Source]:
    made = []
    for ref in range(1, draw(st.integers(1, 6)) + 1):
        parts = draw(
            st.lists(
                st.builds(Part, st.sampled_from(["", "a", "p. 2"]), texts, audiences),
                min_size=1,
                max_size=3,
            )
        )
        made.append(
            Source(
                draw(st.sampled_from(KINDS)), ref, f"K2602-{ref:04d}", draw(texts), tuple(parts),
                category=draw(st.sampled_from(["", "sdi", "fan"])), closed=draw(st.booleans()),
            )
        )  # fmt: skip
    return made


MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
_EXAMPLES = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
asked_by_some = st.lists(st.tuples(queries, audiences), min_size=1, max_size=3)


@_EXAMPLES
@given(sources(), asked_by_some)
def test_only_parts_meant_for_the_viewer_are_shown(
    made: list[Source], asked: list[tuple[str, frozenset[str]]]
) -> None:
    shelf = Shelf(*made)
    with tempfile.TemporaryDirectory(dir=MEMORY) as home:
        library = opened(Path(home), shelf, WordVectors())
        for query, viewer in asked:
            assert leaks(shelf, shown(library, query, viewer, shelf.visible), viewer) == []
        moved = made[0]
        shelf.put(
            Source(
                moved.kind, moved.id, moved.number, moved.title,
                tuple(Part(p.label, p.text, frozenset({"xd2"})) for p in moved.parts),
            )
        )  # fmt: skip
        for query, viewer in asked:
            assert leaks(shelf, shown(library, query, viewer, shelf.visible), viewer) == []
        library.close()


@_EXAMPLES
@given(sources(), asked_by_some)
def test_what_one_may_not_read_changes_no_byte_of_an_answer(
    made: list[Source], asked: list[tuple[str, frozenset[str]]]
) -> None:
    shelf = Shelf(*made)
    with tempfile.TemporaryDirectory(dir=MEMORY) as home:
        library = opened(Path(home) / "all", shelf, WordVectors())
        for number, (query, viewer) in enumerate(asked):
            own = seen_by(shelf, viewer)
            alone = opened(Path(home) / str(number), own, WordVectors())
            answer = shown(library, query, viewer, shelf.visible)
            assert answer == shown(alone, query, viewer, own.visible)
            alone.close()
        library.close()


def test_a_shelf_full_of_others_texts_changes_nothing_for_one_dealer(tmp_path: Path) -> None:
    own = [each.source for each in tickets(300, dealers=3) if each.dealer == 1]
    foreign = [each.source for each in tickets(300, dealers=3) if each.dealer != 1]
    viewer = frozenset({"xd1"})
    among = opened(tmp_path / "among", Shelf(*own, *foreign), WordVectors())
    mine = seen_by(Shelf(*own), viewer)
    alone = opened(tmp_path / "alone", mine, WordVectors())
    for query in questions(6):
        told = shown(among, query, viewer, mine.visible)
        assert told == shown(alone, query, viewer, mine.visible), query
    among.close()
    alone.close()


@pytest.fixture
def two_dealers(tmp_path: Path) -> tuple[Library, Shelf]:
    shelf = Shelf(
        *(
            ticket(ref, f"死机 {ref}", f"散热 {ref}", readers=("xs", f"xd{ref % 2}"))
            for ref in range(1, 9)
        )
    )
    return opened(tmp_path, shelf, WordVectors()), shelf


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_is_an_error_or_reaches_across(
    two_dealers: tuple[Library, Shelf], query: str
) -> None:
    library, shelf = two_dealers
    for viewer in (frozenset({"xd1"}), frozenset({"xs"})):
        assert leaks(shelf, shown(library, query, viewer, shelf.visible), viewer) == []


def test_a_viewer_without_audiences_finds_nothing(two_dealers: tuple[Library, Shelf]) -> None:
    library, shelf = two_dealers
    nobody: frozenset[str] = frozenset()
    assert library.search("死机", audiences=nobody, visible=shelf.visible).hits == ()
    assert library.similar("死机", audiences=nobody, visible=shelf.visible) == []


@pytest.mark.parametrize("token", ["xs OR kp", "x-1", "", "XS", '"'])
def test_a_token_that_is_none_is_refused(two_dealers: tuple[Library, Shelf], token: str) -> None:
    library, shelf = two_dealers
    with pytest.raises(ValueError, match="audience token"):
        library.search("死机", audiences=frozenset({token}), visible=shelf.visible)

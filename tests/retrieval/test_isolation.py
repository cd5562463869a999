"""Nobody finds what they may not read, whatever is on the shelf and whatever they type."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evals.bench.world import questions, tickets
from retrieval import matching
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


@pytest.fixture(params=[2, 400])
def budget(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many passages are looked at: all of these small shelves, or a part as of a great one."""
    most: int = request.param
    monkeypatch.setattr(matching, "BUDGET", most)
    monkeypatch.setattr(matching, "WEIGHED", most + 1)
    monkeypatch.setattr(matching, "_FEWEST", min(most, 250))
    return most


@_EXAMPLES
@given(sources(), asked_by_some)
def test_what_one_may_not_read_changes_no_byte_of_an_answer(
    budget: int, made: list[Source], asked: list[tuple[str, frozenset[str]]]
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


@dataclass(frozen=True)
class Crowd:
    """One dealer's tickets, alone and among those of others."""

    own: Shelf
    among: Library
    alone: Library

    def differences(self, count: int) -> list[str]:
        """The questions that are answered otherwise when others wrote something, too."""
        viewer = frozenset({"xd1"})
        return [
            query
            for query in questions(count)
            if shown(self.among, query, viewer, self.own.visible)
            != shown(self.alone, query, viewer, self.own.visible)
        ]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    home = tmp_path_factory.mktemp("crowd")
    made = [(each.source, each.dealer == 1) for each in tickets(300, dealers=3)]
    own = seen_by(Shelf(*(source for source, mine in made if mine)), frozenset({"xd1"}))
    everything = Shelf(*(source for source, _ in made))
    found = Crowd(
        own,
        opened(home / "among", everything, WordVectors()),
        opened(home / "alone", own, WordVectors()),
    )
    yield found
    found.among.close()
    found.alone.close()


def test_a_shelf_full_of_others_texts_changes_nothing_for_one_dealer(
    budget: int, crowd: Crowd
) -> None:
    assert crowd.differences(12) == []


def test_the_files_own_ranking_would_show_that_others_wrote_something(
    monkeypatch: pytest.MonkeyPatch, crowd: Crowd
) -> None:
    by_everybodys_texts = matching._NEWEST.replace("rowid DESC", "rank")
    monkeypatch.setattr(matching, "_NEWEST", by_everybodys_texts)
    monkeypatch.setattr(matching, "WEIGHED", 5)
    monkeypatch.setattr(matching, "_FEWEST", 5)
    assert crowd.differences(12) != []


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

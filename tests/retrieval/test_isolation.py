"""Nobody finds what they may not read, whatever is on the shelf and whatever they type."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import library as library_module
from retrieval.keyword import KeywordFile
from retrieval.library import Library
from retrieval.matching import Matcher
from retrieval.passage import KINDS, Part, Source
from retrieval.semantic import Semantic
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
    "xd10", "^死机", "", " ",
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
        kind = draw(st.sampled_from(KINDS))
        made.append(Source(kind, ref, f"K2602-{ref:04d}", draw(texts), tuple(parts)))
    return made


def leaks(library: Library, shelf: Shelf, query: str, viewer: frozenset[str]) -> list[str]:
    """What a search or its likeness shows that no part meant for the viewer holds."""
    found = []
    for hit in library.search(query, audiences=viewer, visible=shelf.visible, limit=50).hits:
        source = shelf.held[hit.kind, hit.id]
        readable = [each for each in source.parts if each.audiences & viewer]
        if not any(hit.passage in each.text and hit.label == each.label for each in readable):
            found.append(hit.number)
    alike = library.similar(query, audiences=viewer, visible=shelf.visible, limit=50)
    found += [
        each.number
        for each in alike
        if not any(part.audiences & viewer for part in shelf.held["ticket", each.id].parts)
    ]
    return found


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(sources(), st.lists(st.tuples(queries, audiences), min_size=1, max_size=5))
def test_only_parts_meant_for_the_viewer_are_shown(
    made: list[Source], asked: list[tuple[str, frozenset[str]]]
) -> None:
    shelf = Shelf(*made)
    with tempfile.TemporaryDirectory() as home:
        library = Library.open(Path(home), shelf, WordVectors())
        library.catch_up()
        library.embed_pending()
        for query, viewer in asked:
            assert leaks(library, shelf, query, viewer) == []
        moved = made[0]
        shelf.put(
            Source(
                moved.kind, moved.id, moved.number, moved.title,
                tuple(Part(p.label, p.text, frozenset({"xd2"})) for p in moved.parts),
            )
        )  # fmt: skip
        for query, viewer in asked:
            assert leaks(library, shelf, query, viewer) == []
        library.close()


@pytest.fixture
def two_dealers(tmp_path: Path) -> tuple[Library, Shelf]:
    shelf = Shelf(
        *(
            ticket(ref, f"死机 {ref}", f"散热 {ref}", readers=("xs", f"xd{ref % 2}"))
            for ref in range(1, 9)
        )
    )
    library = Library.open(tmp_path, shelf, WordVectors())
    library.catch_up()
    library.embed_pending()
    return library, shelf


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_is_an_error_or_reaches_across(
    two_dealers: tuple[Library, Shelf], query: str
) -> None:
    library, shelf = two_dealers
    viewer = frozenset({"xd1"})
    assert leaks(library, shelf, query, viewer) == []
    library.search(query, audiences=frozenset({"xs"}), visible=shelf.visible)
    library.suggest_category(query, audiences=viewer)


def test_a_viewer_without_audiences_finds_nothing(two_dealers: tuple[Library, Shelf]) -> None:
    library, shelf = two_dealers
    assert library.search("死机", audiences=frozenset(), visible=shelf.visible).hits == ()


@pytest.mark.parametrize("token", ["xs OR kp", "x-1", "", "XS", '"'])
def test_a_token_that_is_none_is_refused(two_dealers: tuple[Library, Shelf], token: str) -> None:
    library, shelf = two_dealers
    with pytest.raises(ValueError, match="audience token"):
        library.search("死机", audiences=frozenset({token}), visible=shelf.visible)


# Each of these takes one guard away; the check above must then notice.
def _open_match(patch: pytest.MonkeyPatch) -> None:
    search = Matcher.search
    patch.setattr(
        Matcher, "search", lambda self, asked, _a, **k: search(self, asked, frozenset(TOKENS), **k)
    )


def _open_vectors(patch: pytest.MonkeyPatch) -> None:
    near = Semantic.nearest
    patch.setattr(
        Semantic,
        "nearest",
        lambda self, file, asked, _a, *r: near(self, file, asked, frozenset(TOKENS), *r),
    )


def _open_exact(patch: pytest.MonkeyPatch) -> None:
    exact = Matcher.exact
    patch.setattr(Matcher, "exact", lambda self, asked, _a: exact(self, asked, frozenset(TOKENS)))


@pytest.mark.parametrize("leak", [_open_match, _open_vectors, _open_exact])
def test_a_leg_that_looks_everywhere_is_stopped_by_the_loading_check(
    two_dealers: tuple[Library, Shelf], monkeypatch: pytest.MonkeyPatch, leak: object
) -> None:
    library, shelf = two_dealers
    leak(monkeypatch)  # type: ignore[operator]
    assert leaks(library, shelf, "死机 K2602-0002", frozenset({"xd1"})) == []


@pytest.mark.parametrize("leak", [_open_match, _open_vectors, _open_exact])
def test_without_the_loading_check_the_planted_leak_is_seen(
    two_dealers: tuple[Library, Shelf], monkeypatch: pytest.MonkeyPatch, leak: object
) -> None:
    library, shelf = two_dealers
    load = Library._load
    monkeypatch.setattr(
        library_module.Library,
        "_load",
        lambda self, file, ranked, _a, kinds, product: load(
            self, file, ranked, frozenset(TOKENS), kinds, product
        ),
    )
    leak(monkeypatch)  # type: ignore[operator]
    query = "K2602-0002" if leak is _open_exact else "死机"
    assert leaks(library, shelf, query, frozenset({"xd1"})) != []


def test_a_part_written_with_the_wrong_readers_is_seen(
    two_dealers: tuple[Library, Shelf], monkeypatch: pytest.MonkeyPatch
) -> None:
    library, shelf = two_dealers
    put = KeywordFile.put

    def careless(self: KeywordFile, source: Source) -> None:
        parts = tuple(Part(p.label, p.text, p.audiences | {"xd1"}) for p in source.parts)
        put(self, Source(source.kind, source.id, source.number, source.title, parts))

    monkeypatch.setattr(KeywordFile, "put", careless)
    shelf.put(ticket(20, "死机", "散热", readers=("xs", "xd2")))
    assert leaks(library, shelf, "死机", frozenset({"xd1"})) == ["K2602-0020", "K2602-0020"]

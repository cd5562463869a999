"""Leaks planted one by one: each takes something away that keeps viewers apart.

The library looks twice (when it searches, and when it loads what was found), so most of them open
one of the legs and the loading together.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

import retrieval.library as searching
import retrieval.question as asking
from retrieval.counting import Reach, WordCounts
from retrieval.evidence import Judge
from retrieval.keyword import KeywordFile, Share
from retrieval.library import Library
from retrieval.matching import Matcher
from retrieval.passage import Part, Source
from retrieval.semantic import Semantic
from retrieval.shelving import Shelving
from retrieval.snippet import snippet
from retrieval.sync import Keeper

Patch = pytest.MonkeyPatch
Plant = Callable[[Patch], None]
ALL = frozenset({"xs", "xw", "kp", "kd", "ki", "xd1", "xd2", "xd11"})
PLANTED: dict[str, Plant] = {}


def plant(function: Plant) -> Plant:
    PLANTED[function.__name__] = function
    return function


def wrapped(patch: Patch, owner: Any, name: str, around: Callable[..., Any]) -> None:
    """Replace a function by `around(the old one, *its arguments)`."""
    before = getattr(owner, name)
    patch.setattr(owner, name, lambda *given, **named: around(before, *given, **named))


def careless_loading(patch: Patch) -> None:
    wrapped(
        patch, searching, "loaded",
        lambda load, file, ranked, _, *more: load(file, ranked, ALL, *more),
    )  # fmt: skip


def rewritten(patch: Patch, change: Callable[[Source], Source]) -> None:
    """Sources are kept otherwise than they are."""
    wrapped(patch, Shelving, "put", lambda put, self, source: put(self, change(source)))


def with_readers(source: Source, readers: Callable[[Part], frozenset[str]]) -> Source:
    return replace(source, parts=tuple(replace(p, audiences=readers(p)) for p in source.parts))


# ---- the legs ----


@plant
def everybody_counts_as_reading_everything(patch: Patch) -> None:
    wrapped(patch, WordCounts, "reach", lambda r, s, a: replace(r(s, a), everything=True))
    careless_loading(patch)


@plant
def one_readable_collection_opens_all(patch: Patch) -> None:
    def any_of_them(_: Any, self: WordCounts, audiences: frozenset[str]) -> Reach:
        read = [s for s in self.file.shares() if not audiences.isdisjoint(s.tokens)]
        return Reach(audiences, bool(read), sum(s.passages for s in read))

    wrapped(patch, WordCounts, "reach", any_of_them)
    careless_loading(patch)


@plant
def a_token_matches_longer_ones(patch: Patch) -> None:
    patch.setattr(
        Reach, "filter", property(lambda self: f"acl : ({' OR '.join(f'{t} *' for t in sorted(self.audiences))})")  # noqa: E501
    )  # fmt: skip
    wrapped(
        patch, searching, "loaded",
        lambda load, file, ranked, audiences, *more: load(
            file, ranked, frozenset(a for a in ALL if a.startswith(tuple(audiences))), *more
        ),
    )  # fmt: skip


@plant
def vectors_are_looked_up_everywhere(patch: Patch) -> None:
    wrapped(patch, Semantic, "nearest", lambda n, s, f, asked, _, *more: n(s, f, asked, ALL, *more))
    careless_loading(patch)


@plant
def every_collection_is_everybodys(patch: Patch) -> None:
    patch.setattr(Share, "tokens", property(lambda _: sorted(ALL)))
    careless_loading(patch)


@plant
def single_passages_are_looked_up_for_all_readers(patch: Patch) -> None:
    wrapped(
        patch, Semantic, "_own",
        lambda own, s, f, asked, limit, shares, _: own(s, f, asked, limit, shares, sorted(ALL)),
    )  # fmt: skip
    careless_loading(patch)


@plant
def a_collection_in_memory_is_taken_for_another(patch: Patch) -> None:
    wrapped(
        patch, Semantic, "_scan",
        lambda scan, s, f, asked, limit, _: [
            hit for each in f.shares() for hit in scan(s, f, asked, limit, each)
        ],
    )  # fmt: skip
    careless_loading(patch)


@plant
def numbers_are_looked_up_for_anybody(patch: Patch) -> None:
    def exact(before: Any, self: Matcher, asked: Any) -> Any:
        mine = self.reach
        self.reach = replace(mine, audiences=ALL)
        try:
            return before(self, asked)
        finally:
            self.reach = mine

    wrapped(patch, Matcher, "exact", exact)
    careless_loading(patch)


# ---- what is kept ----


@plant
def every_passage_is_filed_for_one_dealer_too(patch: Patch) -> None:
    rewritten(patch, lambda source: with_readers(source, lambda part: part.audiences | {"xd1"}))


@plant
def internal_texts_are_filed_with_the_readers_of_the_rest(patch: Patch) -> None:
    rewritten(patch, lambda source: with_readers(source, lambda _: source.parts[0].audiences))


@plant
def texts_without_readers_are_filed_as_public(patch: Patch) -> None:
    rewritten(patch, lambda s: with_readers(s, lambda part: part.audiences or frozenset({"kp"})))


@plant
def internal_articles_are_filed_as_public(patch: Patch) -> None:
    public = {"ki": "kp"}
    rewritten(
        patch,
        lambda s: with_readers(s, lambda p: frozenset(public.get(a, a) for a in p.audiences)),
    )


@plant
def dealers_articles_are_filed_as_public(patch: Patch) -> None:
    public = {"kd": "kp"}
    rewritten(
        patch,
        lambda s: with_readers(s, lambda p: frozenset(public.get(a, a) for a in p.audiences)),
    )


@plant
def one_dealers_passages_are_filed_under_another(patch: Patch) -> None:
    other = {"xd2": "xd1"}
    rewritten(
        patch, lambda s: with_readers(s, lambda p: frozenset(other.get(a, a) for a in p.audiences))
    )


@plant
def a_title_quotes_the_internal_text(patch: Patch) -> None:
    rewritten(patch, lambda s: replace(s, title=f"{s.title} {s.parts[-1].text}"))


@plant
def a_label_quotes_the_internal_text(patch: Patch) -> None:
    rewritten(
        patch,
        lambda s: replace(s, parts=tuple(replace(p, label=s.parts[-1].text) for p in s.parts)),
    )


# ---- what changes ----


@plant
def changes_are_not_taken_in(patch: Patch) -> None:
    patch.setattr(Keeper, "waiting", lambda _: 0)


@plant
def readers_stay_as_they_first_were(patch: Patch) -> None:
    first: dict[Any, frozenset[str]] = {}
    rewritten(
        patch,
        lambda s: with_readers(
            s, lambda p: first.setdefault((s.kind, s.id, p.label, p.text), p.audiences)
        ),
    )


@plant
def what_was_removed_stays_and_nobody_asks_the_store(patch: Patch) -> None:
    patch.setattr(Shelving, "drop", lambda *_: None)
    patch.setattr(searching, "seen_by", lambda found, _: {(e.kind, e.ref) for e in found})


@plant
def the_store_is_asked_once_and_never_again(patch: Patch) -> None:
    known: dict[Any, bool] = {}

    def seen_by(found: Any, visible: Any) -> Any:
        return {
            (e.kind, e.ref)
            for e in found
            if known.setdefault((e.kind, e.ref), e.ref in visible(e.kind, [e.ref]))
        }

    patch.setattr(Shelving, "drop", lambda *_: None)
    patch.setattr(searching, "seen_by", seen_by)


@plant
def old_passages_stay_beside_the_new(patch: Patch) -> None:
    patch.setattr(Shelving, "_remove", lambda *_: None)


# ---- what is shown ----


def _texts_of(file: KeywordFile, chunk: int) -> str:
    rows = file.reader.execute(
        "SELECT text FROM chunk WHERE source=(SELECT source FROM chunk WHERE id=?)"
        " ORDER BY position DESC", (chunk,)
    )  # fmt: skip
    return "\n".join(text for (text,) in rows)


@plant
def a_snippet_is_cut_from_the_whole_source(patch: Patch) -> None:
    patch.setattr(
        Library, "_snippet",
        lambda _, reading, matcher, each: snippet(_texts_of(matcher.file, each.chunk), reading),
    )  # fmt: skip


@plant
def the_whole_source_is_quoted(patch: Patch) -> None:
    wrapped(
        patch, searching, "read",
        lambda read, file, candidates: [
            replace(each, text=_texts_of(file, each.chunk)) for each in read(file, candidates)
        ],
    )  # fmt: skip


@plant
def similar_tickets_are_looked_for_everywhere(patch: Patch) -> None:
    wrapped(
        patch, Library, "_alike", lambda alike, self, text, _, *more: alike(self, text, ALL, *more)
    )


@plant
def categories_are_learnt_from_everybodys_tickets(patch: Patch) -> None:
    wrapped(
        patch, Library, "suggest_category",
        lambda suggest, self, text, **more: suggest(self, text, **more | {"audiences": ALL}),
    )  # fmt: skip


@plant
def others_tickets_count_for_a_category_of_ones_own(patch: Patch) -> None:
    def suggest(before: Any, self: Library, text: str, *, audiences: Any, **more: Any) -> Any:
        own = {each.category for each in before(self, text, audiences=audiences, **more)}
        every = before(self, text, audiences=ALL, **more)
        return [each for each in every if each.category in own]

    wrapped(patch, Library, "suggest_category", suggest)


@plant
def answers_are_remembered_by_question_alone(patch: Patch) -> None:
    kept: dict[str, Any] = {}
    wrapped(
        patch, Library, "search",
        lambda search, self, query, **more: kept.setdefault(query, search(self, query, **more)),
    )  # fmt: skip


@plant
def similar_tickets_are_remembered_by_text_alone(patch: Patch) -> None:
    kept: dict[str, Any] = {}
    wrapped(
        patch, Library, "similar",
        lambda similar, self, text, **more: kept.setdefault(text, similar(self, text, **more)),
    )  # fmt: skip


# ---- what a number tells ----


@plant
def words_are_counted_in_everybodys_passages(patch: Patch) -> None:
    wrapped(
        patch, WordCounts, "frequency",
        lambda count, self, _, *more: count(self, self.reach(ALL), *more),
    )  # fmt: skip


@plant
def everybodys_passages_are_counted(patch: Patch) -> None:
    wrapped(
        patch, WordCounts, "reach",
        lambda reach, self, audiences: replace(
            reach(self, audiences), passages=sum(s.passages for s in self.file.shares())
        ),
    )  # fmt: skip


@plant
def words_weigh_by_what_the_first_asker_reads(patch: Patch) -> None:
    kept: dict[Any, int] = {}
    wrapped(
        patch, WordCounts, "frequency",
        lambda count, self, reach, word, columns: kept.setdefault(
            (word, columns), count(self, reach, word, columns)
        ),
    )  # fmt: skip


@plant
def likeness_is_held_against_everybodys_passages(patch: Patch) -> None:
    def near(before: Any, self: Library, now: Any, asked: Any, _: Any, kinds: Any) -> Any:
        return before(self, now, asked, ALL, kinds)

    wrapped(patch, Library, "_near", near)


@plant
def a_chance_depends_on_how_much_there_is(patch: Patch) -> None:
    def chance(before: Any, self: Judge, each: Any) -> float:
        return float(before(self, each)) * (1 - 1 / (2 + held[-1]))

    def judging(before: Any, self: Judge, asked: Any, matcher: Matcher, near: Any) -> None:
        before(self, asked, matcher, near)
        held.append(matcher.file.reader.execute("SELECT count(*) FROM chunk").get)

    held: list[int] = []
    wrapped(patch, Judge, "__init__", judging)
    wrapped(patch, Judge, "chance", chance)


@plant
def slips_are_mended_with_everybodys_words(patch: Patch) -> None:
    def nearest(_: Any, word: str, __: Any) -> list[str]:
        return ["zanzibar"] if word == "zanzibat" else []

    wrapped(patch, asking, "nearest_name", nearest)

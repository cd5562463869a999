"""Candidates: passages on their way out, one for each source, seen by the viewer or dropped."""

import json
import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from retrieval.keyword import KeywordFile
from retrieval.passage import Kind
from retrieval.segment import squashed
from retrieval.similar import SAME_CATEGORY, SAME_PRODUCT

Visible = Callable[[str, Sequence[int]], Collection[int]]


@dataclass(frozen=True)
class Candidate:
    """A passage as loaded from the keyword file, with what the legs said of it.

    What it says is "" until it was `read`.
    """

    chunk: int
    kind: Kind
    ref: int
    product: str
    category: str
    closed: bool
    language: str
    score: float
    number: str = ""
    title: str = ""
    label: str = ""
    text: str = ""


def loaded(
    file: KeywordFile,
    ranked: Sequence[tuple[int, float]],
    audiences: frozenset[str],
    kinds: Sequence[Kind],
    product: str | None = None,
) -> list[Candidate]:
    """The passages in their order; those whose readers, kind or product do not fit drop out.

    What is about no product, or about several, fits each.
    """
    rows: Any = file.reader.execute(
        "SELECT chunk.id, audiences, kind, ref, product, category, closed, chunk.language"
        " FROM chunk JOIN source ON source.id=chunk.source"
        " WHERE chunk.id IN (SELECT value FROM json_each(?))",
        (json.dumps([chunk for chunk, _ in ranked]),),
    )
    scores = dict(ranked)
    found = {
        chunk: Candidate(chunk, kind, ref, its, category, bool(closed), language, scores[chunk])
        for chunk, readers, kind, ref, its, category, closed, language in rows
        if not audiences.isdisjoint(readers.split())
        and kind in kinds
        and (product is None or its in (product, ""))
    }
    return [found[chunk] for chunk, _ in ranked if chunk in found]


def read(file: KeywordFile, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The same with what they say; one that was replaced meanwhile drops out."""
    rows: Any = file.reader.execute(
        "SELECT chunk.id, number, title, label, text FROM chunk"
        " JOIN source ON source.id=chunk.source"
        " WHERE chunk.id IN (SELECT value FROM json_each(?))",
        (json.dumps([each.chunk for each in candidates]),),
    )
    said = {row[0]: row[1:] for row in rows}
    return [
        replace(each, number=number, title=title, label=label, text=text)
        for each in candidates
        if each.chunk in said
        for number, title, label, text in [said[each.chunk]]
    ]


def order(each: Candidate, value: float, product: str | None, category: str | None) -> float:
    """A ticket's place among similar ones: its chance, in log-odds, and what it shares."""
    odds = math.log(max(value, 1e-6) / max(1 - value, 1e-6))
    shares_product = product is not None and squashed(each.product) == squashed(product)
    shares_category = category is not None and each.category == category
    return odds + SAME_PRODUCT * shares_product + SAME_CATEGORY * shares_category


def best_of_each(candidates: Sequence[Candidate]) -> list[Candidate]:
    found: dict[tuple[str, int], Candidate] = {}
    for each in candidates:
        found.setdefault((each.kind, each.ref), each)
    return list(found.values())


def seen_by(candidates: Sequence[Candidate], visible: Visible) -> set[tuple[str, int]]:
    """Those the viewer may see now, asked of the store once per kind."""
    allowed: set[tuple[str, int]] = set()
    for kind in {each.kind for each in candidates}:
        ids = [each.ref for each in candidates if each.kind == kind]
        allowed |= {(kind, ref) for ref in visible(kind, ids)}
    return allowed

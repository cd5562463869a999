"""Candidates: passages on their way out, one for each source, seen by the viewer or dropped."""

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from retrieval.passage import Kind
from retrieval.segment import squashed
from retrieval.similar import SAME_CATEGORY, SAME_PRODUCT

Visible = Callable[[str, Sequence[int]], Collection[int]]


@dataclass(frozen=True)
class Candidate:
    """A passage as loaded from the keyword file, with what the legs said of it."""

    chunk: int
    kind: Kind
    ref: int
    number: str
    title: str
    label: str
    text: str
    product: str
    category: str
    closed: bool
    score: float


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

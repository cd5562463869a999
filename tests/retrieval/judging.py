"""What each viewer may be shown of a shelf, told without the index, and what it was shown."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from retrieval.embedding import Embedder
from retrieval.library import Library
from retrieval.passage import Part, Source
from tests.retrieval.shelf import Shelf

Viewer = frozenset[str]


def readable(source: Source, viewer: Viewer) -> list[Part]:
    return [part for part in source.parts if part.audiences & viewer]


def seen_by(shelf: Shelf, viewer: Viewer) -> Shelf:
    """A shelf that holds what one viewer may read and nothing else."""
    kept = [replace(s, parts=tuple(readable(s, viewer))) for s in shelf.held.values()]
    return Shelf(*(source for source in kept if source.parts))


def opened(home: Path, shelf: Shelf, embedder: Embedder | None) -> Library:
    library = Library.open(home, shelf, embedder, exact_below=10_000)
    library.catch_up()
    library.embed_pending()
    return library


def shown(
    library: Library,
    query: str,
    viewer: Viewer,
    visible: Callable[[str, Sequence[int]], Collection[int]],
) -> tuple[Any, ...]:
    """Everything an answer to this query lets the viewer know; scores only order."""
    found = library.search(query, audiences=viewer, visible=visible, limit=50)
    alike = library.similar(query, audiences=viewer, visible=visible, limit=50)
    return (
        [(h.kind, h.id, h.title, h.label, h.passage, h.snippet, round(h.evidence, 6))
         for h in found.hits],
        found.evidence,
        [(each.id, each.title, each.similarity, each.category, each.closed, each.snippet)
         for each in alike],
        library.suggest_category(query, audiences=viewer, visible=visible),
    )  # fmt: skip


def leaks(shelf: Shelf, answer: tuple[Any, ...], viewer: Viewer) -> list[str]:
    """What of an answer the viewer may not know, by looking at the shelf only."""
    hits, _, alike, categories = answer
    problems = []
    for kind, ref, _, label, passage, snippet, _ in hits:
        source = shelf.held.get((kind, ref))
        own = [part for part in readable(source, viewer) if part.label == label] if source else []
        if not any(passage in part.text for part in own):
            problems.append(f"{kind} {ref}: a passage")
        if source and not _from(snippet, [source.title, *(part.text for part in own)]):
            problems.append(f"{kind} {ref}: a snippet")
    for ref, *_, snippet in alike:
        source = shelf.held.get(("ticket", ref))
        own = readable(source, viewer) if source else []
        if not own or not _from(snippet, [source.title, *(p.text for p in own)]):  # type: ignore[union-attr]
            problems.append(f"a similar ticket {ref}")
    learnt = {s.category for s in shelf.held.values() if s.closed and readable(s, viewer)}
    problems += [f"category {c.category}" for c in categories if c.category not in learnt]
    return problems


def _from(snippet: str, texts: Iterable[str]) -> bool:
    plain = _squeezed(snippet.replace("**", "").strip("…"))
    return any(plain in _squeezed(text) for text in texts)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+|\*\*", " ", text).strip()

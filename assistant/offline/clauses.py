"""A message cut into what it says one after the other."""

import re
from collections.abc import Iterator

_BETWEEN = re.compile(
    r"[,，。;；!！?？\n]+\s*|\.(?=\s|$)\s*|\s+-\s+|\s+and (?=(?:can|could|please)\b)"
)


def clauses_of(text: str) -> Iterator[str]:
    """The clauses, trimmed, without the empty ones."""
    return (text[start:end] for start, end in clause_spans(text))


def clause_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each clause that says anything begins and ends."""
    begin = 0
    for mark in [*(each.span() for each in _BETWEEN.finditer(text)), (len(text), len(text))]:
        said = text[begin : mark[0]]
        if said.strip():
            start = begin + len(said) - len(said.lstrip())
            yield start, start + len(said.strip())
        begin = mark[1]

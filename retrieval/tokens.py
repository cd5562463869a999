"""Tokens of the index: who may read a passage, and what a search may be narrowed by.

They are letters and digits alone, so that neither the tokenizer nor the query language sees more
in them.
"""

from retrieval.passage import Source
from retrieval.segment import squashed


def require_token(token: str) -> str:
    """The audience token itself; ValueError when it is not lower-case letters and digits."""
    if not (token.isascii() and token.isalnum() and token == token.lower()):
        raise ValueError(f"not an audience token: {token!r}")
    return token


def sealed(token: str) -> str:
    """An audience token as indexed: it ends in a digit, so that the stemmer leaves it alone."""
    return f"{require_token(token)}0"


def facet(name: str, value: str) -> str:
    """The token a search may be narrowed by, as indexed."""
    return f"{name}{squashed(value)}0"


def facets_of(source: Source) -> str:
    """Everything a source's passages may be found under, as indexed."""
    named = {"kind": source.kind, "product": source.product, "category": source.category}
    return " ".join(
        facet(name, value) for name, value in named.items() if value or name == "product"
    )


def share_of(kind: str, audiences: frozenset[str], shared: frozenset[str]) -> str:
    """The collection a passage's vector belongs to: its kind and the readers that many share.

    Who holds one of those tokens may read the whole collection; readers with a token of their
    own (one dealer, one customer) are served exactly, passage by passage.
    """
    return "-".join([kind, *sorted(audiences & shared)])


def joined(audiences: frozenset[str]) -> str:
    """Readers as they are noted beside a passage."""
    return " ".join(sorted(audiences))

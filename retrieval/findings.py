"""What a search answers with. Raw scores stay inside: they only order."""

from dataclasses import dataclass
from enum import StrEnum

from retrieval.passage import Kind


class Evidence(StrEnum):
    """Whether what was found may be relied on to answer the question."""

    STRONG = "strong"
    PARTIAL = "partial"  # close; to be shown as the nearest there is
    NONE = "none"


@dataclass(frozen=True)
class Hit:
    """One source found, with its best passage.

    `passage` is that passage's full text, `snippet` a stretch of it with the matching words
    between `**`. `score` orders the hits of one answer and means nothing else; it never leaves
    for a user. `evidence` is the chance, 0..1, that the passage answers the question.
    """

    kind: Kind
    id: int
    number: str
    title: str
    label: str
    passage: str
    snippet: str
    score: float
    evidence: float


@dataclass(frozen=True)
class Found:
    """`semantic` is False when only keywords were searched."""

    hits: tuple[Hit, ...]
    evidence: Evidence
    semantic: bool


@dataclass(frozen=True)
class Similar:
    """A ticket like the one described; `similarity` 0..100 is how likely it is the same trouble."""

    id: int
    number: str
    title: str
    similarity: int
    product: str
    category: str
    closed: bool
    snippet: str


@dataclass(frozen=True)
class CategorySuggestion:
    """`confidence` 0..100 is how often a suggestion like this one is right."""

    category: str
    confidence: int

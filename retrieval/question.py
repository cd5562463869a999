"""Questions: what a person typed, made ready for asking the index."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from domain.numbers import number_spans
from retrieval.glossary import other_words
from retrieval.segment import (
    TOKEN,
    Segmenter,
    distinct,
    is_han,
    language_of,
    normalise,
    simplified,
    single_characters,
    squashed,
    visible_text,
)
from retrieval.stopwords import STOPWORDS
from retrieval.typing_slips import nearest_name

MOST_TEXT = 2_000  # characters of a question that are read
MOST_TERMS = 48
_DIGITS = 6  # from which letters and digits in one piece are the number of a thing
_TELLING = re.compile(r"(?<=[-_])\d{5,}+(?![-_a-z])")  # digits by which it is also called


@dataclass(frozen=True)
class Question:
    """What a person typed, made ready: its words, its meaningful words, its numbers."""

    text: str  # in simplified characters, as the embedding reads passages
    words: tuple[str, ...]  # to search for, stop words left out where others remain
    also: dict[str, tuple[str, ...]]  # other words for one of `words`, see `retrieval.glossary`
    characters: tuple[str, ...]
    handle: str  # the whole text as one number would be written
    language: str  # "zh" or "en", by what most of it is
    is_number: bool = False  # of one thing, and nothing else: what does not hold it is no answer

    @property
    def in_words(self) -> bool:
        """Whether it is in a language at all; numbers and codes are the same in each."""
        return any(word.isalpha() for word in self.words)

    def without(self, words: Collection[str]) -> "Question":
        """The question without some of its words; the whole question when nothing remains."""
        left = tuple(word for word in self.words if word not in words)
        return replace(self, words=left) if left else self


def question(text: str, segmenter: Segmenter) -> Question:
    """Make a question ready; any text will do, also none."""
    read = visible_text(text)[:MOST_TEXT]
    every = distinct(segmenter.words(read))
    if number := _one_number(read, every):
        return Question(read.strip(), tuple(number), {}, (), number[0], "en", is_number=True)
    words = [word for word in every if word not in STOPWORDS and len(word) + is_han(word) > 1]
    for word in list(words):
        name = nearest_name(word, segmenter)
        if name:
            words += [piece for piece in name if piece not in words]
    return Question(
        text=simplified(" ".join(read.split())),
        words=tuple((words or every)[: MOST_TERMS * 4]),
        also={word: other_words(word) for word in words if other_words(word)},
        characters=tuple(
            distinct(c for c in single_characters(read[:200]) if c not in STOPWORDS)[:MOST_TERMS]
        ),
        handle=squashed(read) if len(read) < 60 else "",
        language=language_of(normalise(read)),
    )


def _one_number(read: str, forms: Sequence[str]) -> Sequence[str]:
    """What to search for where a text is the number of one thing; nothing where it says more.

    Its pieces (the year, the place in the series) stand in the numbers of other things as well.
    """
    said = read.strip()
    spans = number_spans(said)
    if spans and (spans[0][0], spans[0][1]) == (0, len(said)):
        return [squashed(spans[0][2])]
    plain, whole = normalise(said), squashed(said)
    is_one = TOKEN.fullmatch(plain) and plain[0].isalpha() and "." not in plain
    if not is_one or whole not in forms or sum(map(str.isdigit, whole)) < _DIGITS:
        return []
    return distinct([whole, *_TELLING.findall(plain)])

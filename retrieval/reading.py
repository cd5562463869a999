"""Reading: which of a question's words a passage holds, and where they stand in it.

The passage is read as it is shown, not as it was indexed: a Latin word counts in all the forms it
would be indexed in, a Han word wherever its characters stand.
"""

import functools
import re
from collections import defaultdict
from dataclasses import dataclass

from retrieval.counting import Stemmer
from retrieval.question import Question
from retrieval.segment import TOKEN, is_han, normalise

_PIECE = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Span:
    """Where one of the question's words stands in a text."""

    start: int
    end: int
    word: str


class Reading:
    """Reads passages for one question."""

    def __init__(self, asked: Question, stemmer: Stemmer) -> None:
        self._stems = stemmer.stems
        self._typed: dict[str, str] = {}
        self._meant: dict[str, list[str]] = defaultdict(list)  # words by each form of them
        self._han: list[str] = []
        self._han_meant: dict[str, list[str]] = defaultdict(list)
        for word in asked.words:
            for form in (word, *asked.also.get(word, ())):
                if is_han(form):
                    self._han_meant[form].append(word)
                else:
                    self._meant[stemmer.stem(form)].append(word)
            if is_han(word):
                self._han.append(word)
            else:
                self._typed[stemmer.stem(word)] = word
        self._han.sort(key=len, reverse=True)

    def held(self, text: str) -> set[str]:
        """Those of the question's words that a text holds, also by other words for them."""
        found: set[str] = set()
        meant, stems = self._meant, self._stems
        for token in set(TOKEN.findall(text)) if meant else ():
            for stem in stems(token):
                if stem in meant:
                    found.update(meant[stem])
        if self._han_meant and not text.isascii():
            plain = plain_text(text)
            for form, words in self._han_meant.items():
                if form in plain:
                    found.update(words)
        return found

    def spans(self, text: str) -> list[Span]:
        """Where the words that were typed stand, in order and without overlaps."""
        found: list[Span] = []
        for match in TOKEN.finditer(text) if self._typed else ():
            if not self._typed.keys().isdisjoint(self._stems(match.group())):
                found += self._in_token(match)
        if self._han and not text.isascii():
            found += self._han_spans(text)
        return _without_overlaps(found)

    def _in_token(self, match: re.Match[str]) -> list[Span]:
        """The whole of a number or word, or those of its pieces that were typed."""
        pieces = list(_PIECE.finditer(match.group()))
        found = []
        for piece in pieces:
            word = self._word(piece.group())
            if word:
                at = match.start() + piece.start()
                found.append(Span(at, at + len(piece.group()), word))
        if len(found) == len(pieces) or not found:
            word = self._word(match.group()) or found[0].word
            return [Span(match.start(), match.end(), word)]
        return found

    def _word(self, token: str) -> str | None:
        return next((self._typed[s] for s in self._stems(token) if s in self._typed), None)

    def _han_spans(self, text: str) -> list[Span]:
        plain = plain_text(text)
        origin = range(len(text)) if len(plain) == len(text) else _origins(text)
        found = []
        for word in self._han:
            place = plain.find(word)
            while place >= 0:
                found.append(Span(origin[place], origin[place + len(word) - 1] + 1, word))
                place = plain.find(word, place + 1)
        return found


plain_text = functools.lru_cache(maxsize=2_000)(normalise)


def _origins(text: str) -> list[int]:
    """For each character of the text as compared, its place in the text as it is."""
    return [place for place, each in enumerate(text) for _ in normalise(each)]


def _without_overlaps(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda each: (each.start, -each.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept

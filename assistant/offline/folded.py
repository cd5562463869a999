"""One view of a text for matching, with the way back kept.

It is half width, lower case, in simplified characters, and has one dash.
"""

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from retrieval.segment import simplified

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_OTHERS = str.maketrans(
    "‘’“”、，。；：！？（）【】\u3000\u00a0\t\r",
    "''\"\",,.;:!?()[]    ",
)
_SAME_LENGTH: dict[int, str | int | None] = {**_DASHES, **_OTHERS}

READ_AT_MOST = 4_000  # characters of one message that are looked at; the rest is only carried


@dataclass(frozen=True)
class Folded:
    """`folded[i]` comes from `text[at(i)]`; positions elsewhere in this package are folded ones."""

    text: str
    folded: str
    origin: tuple[int, ...] | None  # None: every position is its own

    @classmethod
    def of(cls, text: str) -> "Folded":
        head = _simplified(text[:READ_AT_MOST].translate(_SAME_LENGTH))
        lowered = head.lower()
        if len(lowered) == len(head) and unicodedata.is_normalized("NFKC", head):
            return cls(text, lowered, None)
        pieces: list[str] = []
        origin: list[int] = []
        for position, character in enumerate(head):
            piece = unicodedata.normalize("NFKC", character).translate(_SAME_LENGTH).lower()
            pieces.append(piece)
            origin.extend([position] * len(piece))
        return cls(text, "".join(pieces), tuple(origin))

    def at(self, position: int) -> int:
        """The position in the original text of a folded one (the end counts as one)."""
        if self.origin is None:
            return position
        if position >= len(self.origin):
            return min(len(self.text), READ_AT_MOST)
        return self.origin[position]

    def said(self, start: int, end: int) -> str:
        """The person's own words between two folded positions."""
        if start >= end:
            return ""
        return self.text[self.at(start) : self.at(end - 1) + 1]

    @cached_property
    def is_han(self) -> bool:
        return any("一" <= character <= "鿿" for character in self.folded)


def _simplified(text: str) -> str:
    """Character for character; the text as it is where that cannot be."""
    simple = simplified(text)
    return simple if len(simple) == len(text) else text


def is_word(character: str) -> bool:
    """Whether a folded character belongs to a Latin word or number (never a Han character)."""
    return character.isascii() and character.isalnum()


def plain(value: str) -> str:
    """A name as it is compared: folded, without separators."""
    return "".join(c for c in Folded.of(value).folded if c.isalnum())

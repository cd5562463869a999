"""References: which numbers an answer may name, checked piece by piece while it streams.

A number that a tool returned in this turn becomes `[K2602-0001]` and a reference; one that the
person typed may be repeated bare; any other never reaches the reader.
"""

import re
from collections.abc import Iterable

from domain.language import Language, Text
from domain.numbers import number_spans, numbers_in
from tools.context import Reference

_UNCHECKED = Text("（未核实的编号）", "(unverified number)")
# What may still grow into a number, or stands before one: held back until the next piece.
_OPEN_END = re.compile(r"\[?[A-Za-z]{1,3}[A-Za-z0-9 -]{0,20}$|\[[^\]\n]{0,24}$")
_BRACKET = re.compile(r"\[\s*$")


class Citations:
    """The filter one answer passes through. `cited` are the references it named, in order."""

    def __init__(self, typed: str, language: Language) -> None:
        self._typed = set(numbers_in(typed))
        self._language = language
        self._known: dict[str, Reference] = {}
        self._held = ""
        self.cited: list[Reference] = []
        self._told = 0

    def learn(self, references: Iterable[Reference]) -> None:
        """Take in what a tool returned; a passage of the same article adds to its title."""
        for each in references:
            known = self._known.get(each.number)
            if known is None:
                self._known[each.number] = each
            elif each.title not in known.title:
                self._known[each.number] = known.model_copy(
                    update={"title": f"{known.title}; {each.title}"}
                )

    def feed(self, piece: str) -> str:
        """The part of the answer that can be shown now."""
        text = self._held + piece
        open_end = _OPEN_END.search(text)
        cut = open_end.start() if open_end else len(text)
        self._held = text[cut:]
        return self._checked(text[:cut])

    def finish(self) -> str:
        """What was still held back."""
        rest, self._held = self._held, ""
        return self._checked(rest)

    def forget(self) -> None:
        """Drop what was held and cited: the answer starts anew."""
        self._held = ""
        self.cited = []
        self._told = 0

    def take_new(self) -> list[Reference]:
        """The references cited since this was last asked."""
        new = self.cited[self._told :]
        self._told = len(self.cited)
        return new

    def _checked(self, text: str) -> str:
        done, position = [], 0
        for start, end, number in number_spans(text):
            before = text[position:start]
            bracketed = bool(_BRACKET.search(before)) and text[end : end + 1] == "]"
            if bracketed:
                before, end = _BRACKET.sub("", before), end + 1
            done += [before, self._shown(number)]
            position = end
        return "".join([*done, text[position:]])

    def _shown(self, number: str) -> str:
        found = self._known.get(number)
        if found is not None:
            if found not in self.cited:
                self.cited.append(found)
            return f"[{number}]"
        return number if number in self._typed else _UNCHECKED.in_(self._language)

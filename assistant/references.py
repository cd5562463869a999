"""References: which numbers an answer may name, checked piece by piece while it streams.

A number that a tool returned in this turn becomes `[K2602-0001]` and a reference; one that the
person typed, or one of a wish that was read, may be repeated bare; any other never reaches the
reader.
"""

import re
from collections.abc import Iterable

from domain.language import Language, Text
from domain.numbers import number_spans, numbers_in
from tools.context import Reference

_UNCHECKED = Text("（未核实的编号）", "(unverified number)")
_HELD = 40  # characters held back: longer than any number with its brackets
_BRACKET = re.compile(r"\[\s*$")


class Citations:
    """The filter one answer passes through. `cited` are the references it named, in order."""

    def __init__(self, typed: str, language: Language) -> None:
        self._plain = set(numbers_in(typed))  # may be named without a reference
        self._language = language
        self._known: dict[str, Reference] = {}
        self._held = ""
        self._before = ""  # the last character shown, which a number may not follow
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

    def may_name(self, number: str) -> None:
        """Let the answer name a number that a tool read and that no reference can lead to."""
        self._plain |= set(numbers_in(number))

    def names_known_ticket(self, text: str) -> bool:
        """Whether a text names a ticket that a tool returned in this turn."""
        return any(
            number in self._known and self._known[number].kind == "ticket"
            for number in numbers_in(text)
        )

    def feed(self, piece: str) -> str:
        """The part of the answer that can be shown now."""
        self._held += piece
        return self._show(len(self._held) - _HELD)

    def finish(self) -> str:
        """What was still held back."""
        return self._show(len(self._held), is_all=True)

    def forget(self) -> None:
        """Drop what was held and cited: the answer starts anew."""
        self._held = ""
        self._before = ""
        self.cited = []
        self._told = 0

    def take_new(self) -> list[Reference]:
        """The references cited since this was last asked."""
        new = self.cited[self._told :]
        self._told = len(self.cited)
        return new

    def _show(self, until: int, *, is_all: bool = False) -> str:
        """The held text up to about there, with its numbers checked.

        It is never cut within a number, nor behind one that may go on: only all there is ends so.
        """
        text, lead = self._before + self._held, len(self._before)
        spans = number_spans(text)
        cut = max(lead, until + lead)
        for start, end, _ in spans:
            if start < cut < end + 1 and not is_all:
                cut = max(lead, start)
        if bracket := _BRACKET.search(text, lead, cut) if cut < len(text) else None:
            cut = bracket.start()
        done, position = [], lead
        for start, end, number in spans:
            if end > cut or start < position:
                continue
            before = text[position:start]
            if _BRACKET.search(before) and text[end : end + 1] == "]":
                before, end = _BRACKET.sub("", before), end + 1
            done += [before, self._shown(number)]
            position = end
        shown = "".join([*done, text[position:cut]])
        self._held = text[max(cut, position) :]
        self._before = text[:cut][-1:] or self._before
        return shown

    def _shown(self, number: str) -> str:
        found = self._known.get(number)
        if found is not None:
            if found not in self.cited:
                self.cited.append(found)
            return f"[{number}]"
        return number if number in self._plain else _UNCHECKED.in_(self._language)

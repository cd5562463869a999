"""What a hosted model says, piece by piece: words for the reader, thoughts, calls in the text.

Some servers leave a model's thoughts between marks in the text, and some its tool calls as the
model wrote them.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from assistant.model import Anew, ModelDeclinedError, Outcome, TextPiece, Thought, Verdict

Spoke = TextPiece | Thought | Anew | Verdict

_END_THINK, _END_CALL = "</think>", "</tool_call>"
_ENDS = {"<think>": _END_THINK, "<tool_call>": _END_CALL}
_MARKS = (*_ENDS, _END_THINK)
# How a text begins that is one call from end to end, and never an answer.
_FOREIGN = ("[TOOL_CALLS]", "<|python_tag|>", "<function=", "<｜tool▁calls▁begin｜>")
# How a model tells what its answer is; the reader sees it otherwise.
ASKS, OUTSIDE = "[ask]", "[outside]"
_OUTCOMES = {ASKS: Outcome.CLARIFY, OUTSIDE: Outcome.REFUSED}
_OPENINGS = (*_OUTCOMES, "{", "[{", "```json", "```\n{", *_FOREIGN)
_FENCE = re.compile(r"^```(?:json)?\s*|\s*```$")


class Spoken:
    """`calls` are those written in the text: name, and arguments in JSON."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []
        self._held = ""  # may go on as a mark
        self._until = ""  # the mark that ends what it stands in
        self._call = ""
        self._lead: str | None = ""  # the beginning, while all of it may be one call

    def take(self, piece: str) -> Iterator[Spoke]:
        self._held += piece
        while found := self._next_mark():
            place, mark = found
            before, self._held = self._held[:place], self._held[place + len(mark) :]
            yield from self._give(before)
            yield from self._pass(mark)
        keep = _begun(self._held, (self._until,) if self._until else _MARKS)
        given, self._held = self._held[: len(self._held) - keep], self._held[-keep:] * bool(keep)
        yield from self._give(given)

    def end(self) -> Iterator[Spoke]:
        """What was held back. Raises ModelDeclinedError for a call nobody can read."""
        held, self._held = self._held, ""
        yield from self._give(held)
        if self._until == _END_CALL:
            self._take_call()
        if lead := (self._lead or "").strip():
            self.calls += (written := _calls_in(lead))
            if not written and lead.startswith(_FOREIGN):
                raise ModelDeclinedError("a tool call was written as text")
            if not written:
                yield TextPiece(lead)

    def _next_mark(self) -> tuple[int, str] | None:
        marks = (self._until,) if self._until else _MARKS
        return min(((self._held.find(m), m) for m in marks if m in self._held), default=None)

    def _pass(self, mark: str) -> Iterator[Anew]:
        if mark == self._until:
            if mark == _END_CALL:
                self._take_call()
            self._until = ""
        elif mark == _END_THINK:  # its beginning stood in the prompt
            self._lead = ""
            yield Anew()
        else:
            self._until = _ENDS[mark]

    def _give(self, text: str) -> Iterator[Spoke]:
        if self._until == _END_CALL:
            self._call += text
        elif self._until:
            yield from [Thought(text)] if text else []
        else:
            yield from self._say(text)

    def _say(self, text: str) -> Iterator[TextPiece | Verdict]:
        if self._lead is not None:
            text, self._lead = self._lead + text, ""
            for mark, outcome in _OUTCOMES.items():
                if text.lstrip()[: len(mark)].casefold() == mark:
                    text = text.lstrip()[len(mark) :].lstrip()
                    yield Verdict(outcome)
            if _may_be_call(text):
                self._lead = text
                return
            self._lead = None
        if text:
            yield TextPiece(text)

    def _take_call(self) -> None:
        written, self._call = _calls_in(self._call), ""
        if not written:
            raise ModelDeclinedError("a tool call was written as text")
        self.calls += written


def _begun(text: str, marks: tuple[str, ...]) -> int:
    """How many characters at the end may be the beginning of a mark."""
    sizes = (size for mark in marks for size in range(1, len(mark)) if text.endswith(mark[:size]))
    return max(sizes, default=0)


def _may_be_call(text: str) -> bool:
    begins = text.lstrip()
    return any(begins[: len(e)].casefold() == e[: len(begins)].casefold() for e in _OPENINGS)


def _calls_in(text: str) -> list[tuple[str, str]]:
    """The calls that a text consists of; none where it is anything else."""
    try:
        found = json.loads(_FENCE.sub("", text.strip()))
    except (ValueError, RecursionError):
        return []
    calls = [_call_of(each) for each in (found if isinstance(found, list) else [found])]
    return [each for each in calls if each] if all(calls) else []


def _call_of(node: Any) -> tuple[str, str] | None:
    if isinstance(node, dict) and isinstance(node.get("function"), dict):
        node = node["function"]
    if not isinstance(node, dict):
        return None
    name, arguments = node.get("name"), node.get("arguments", node.get("parameters"))
    if not isinstance(name, str) or not isinstance(arguments, dict):
        return None
    return name, json.dumps(arguments, ensure_ascii=False)

"""Promises: what a model must not say in the desk's name when nothing stands behind it.

A sentence that announces a call, a mail, a delivery or a deadline is replaced, unless this turn has
a card or the sentence names a ticket that was read; a day that no tool returned is never promised.
"""

import re
from collections.abc import Callable

from assistant.commitments import DAY, commits
from domain.language import Language, Text

_INSTEAD = Text(
    "（这件事还没有工单或任务，我不能替客服台承诺。）",
    "(No ticket or task stands behind that, so I cannot promise it.)",
)
_LONGEST = 600  # characters of a sentence that does not end
_END = re.compile(r"[。！？!?\n]|\.(?=\s|$)")


class Promises:
    """The filter a hosted model's answer passes through, a sentence at a time.

    `stands_behind(sentence)` says whether a card or a ticket does; `was_read(text)` whether a tool
    returned that text in this turn.
    """

    def __init__(
        self,
        language: Language,
        stands_behind: Callable[[str], bool],
        was_read: Callable[[str], bool],
    ) -> None:
        self._instead = _INSTEAD.in_(language)
        self._stands_behind = stands_behind
        self._was_read = was_read
        self._held = ""

    def feed(self, piece: str) -> str:
        """The sentences that are complete, without empty promises."""
        self._held += piece
        shown = ""
        while end := _END.search(self._held):
            # A full stop may be that of a number: it ends a sentence once something follows.
            if end.end() == len(self._held) and end.group() == ".":
                break
            shown += self._kept(self._held[: end.end()])
            self._held = self._held[end.end() :]
        if len(self._held) > _LONGEST:
            shown += self.finish()
        return shown

    def finish(self) -> str:
        held, self._held = self._held, ""
        return self._kept(held)

    def forget(self) -> None:
        self._held = ""

    def _kept(self, sentence: str) -> str:
        if not commits(sentence):
            return sentence
        days = [match.group() for match in DAY.finditer(sentence)]
        if self._stands_behind(sentence) and all(map(self._was_read, days)):
            return sentence
        lead = sentence[: len(sentence) - len(sentence.lstrip())]
        return f"{lead}{self._instead}" + ("\n" if sentence.endswith("\n") else "")

"""Promises: what a model must not say in the desk's name when nothing stands behind it.

A sentence that announces a call, a mail, a delivery or a deadline is replaced, unless this turn has
a card or the sentence names a ticket that was read; a day that no tool returned is never promised.
"""

import re
from collections.abc import Callable

from domain.language import Language, Text

_INSTEAD = Text(
    "（这件事还没有工单或任务，我不能替客服台承诺。）",
    "(No ticket or task stands behind that, so I cannot promise it.)",
)
_LONGEST = 600  # characters of a sentence that does not end
_END = re.compile(r"[。！？!?\n]|\.(?=\s|$)")
_WHO = (
    r"(?:we|i|our \w+(?: \w+)?|the (?:team|desk|engineer|technician|colleagues?)|someone|somebody)"
)
_DOES = (
    r"(?:call|phone|ring|contact|e-?mail|write|reply|respond|get back|reach out|follow up|ship"
    r"|send|deliver|dispatch|refund|reimburse|repair|fix|replace|visit|arrange|compensate|pay)"
)
_GETS = r"(?:receive|get|hear from|be (?:called|contacted|refunded))"
_SURE = r"(?:expect|guarantee[ds]?|promise[ds]?)"
_WHAT = r"(?:call|reply|answer|refund|deliver|by|within)"
_SOON = r"(?:会|将|马上|稍后|尽快|立即|明天|今天|随后|保证|承诺)"
_TUT = (
    r"(?:回电|致电|打电话|给您?电话|联系您|与您联系|联络您|回复您|答复您|发邮件|寄出|发货|寄给|退款|赔偿"
    r"|上门|派人|安排工程师|修好|更换)"
)
_PROMISE = re.compile(
    rf"\b{_WHO}(?:['’]ll| will| shall| (?:is|are|am) going to)\b.{{0,60}}?\b{_DOES}"
    rf"|\byou(?:['’]ll| will)\b.{{0,40}}?\b{_GETS}"
    rf"|\b{_SURE}\b.{{0,60}}?\b{_WHAT}"
    rf"|{_SOON}.{{0,24}}?{_TUT}"
    r"|[您你].{0,8}?[将会].{0,8}?[收接]到.{0,12}?(?:回复|电话|邮件|退款|快递)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2})?|\d{1,2}月\d{1,2}[日号]|\b\d{1,2}(?:st|nd|rd|th)\b"
    r"|(?:今天|明天|后天|本周|下周|周[一二三四五六日]|\d+\s*(?:个)?(?:小时|工作日|天|周)内)"
    r"|\b(?:today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|next (?:week|month)|within \d+ \w+|in \d+ (?:hours?|days?|weeks?))\b",
    re.IGNORECASE,
)


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
        if not _PROMISE.search(sentence):
            return sentence
        days = [match.group() for match in _DAY.finditer(sentence)]
        if self._stands_behind(sentence) and all(map(self._was_read, days)):
            return sentence
        lead = sentence[: len(sentence) - len(sentence.lstrip())]
        return f"{lead}{self._instead}" + ("\n" if sentence.endswith("\n") else "")

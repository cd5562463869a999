"""Tickets called by the end of their number: 0145, …0145, RMA 0145, the one ending in 145.

It is one that was talked of, else the only one the viewer may see whose number ends so: that is
looked up first. A number of somebody else's ends like none.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from assistant.model import Outcome
from assistant.offline import picking, schemas, speech
from assistant.offline.thread import Step
from assistant.offline.turn import Decision, Turn

FINDER = "find_tickets"
_MOST = 2  # numbers of one message
_FREE = frozenset({"text", "amount", "tracking", "sn"})  # answers that may hold any digits
_MONTH = r"2\d(?:0[1-9]|1[0-2])-"
_SHORT = re.compile(
    r"(?:(?P<by>(?:the )?(?:(?:one|ticket|rma|case|repair|camera|unit) )?(?:that )?"
    r"end(?:s|ing) (?:in|with) "
    r"|(?:尾号|末尾|结尾|末[三四]位|后[三四]位)(?:数?字?(?:是|为)?)[ :]*|…+ ?|\.{2,} ?|# ?)"
    r"|(?<![a-z\d])(?P<series>rma|svc|k)[ #-]{0,2}(?=\d{3})"
    r"|(?:(?<![a-z])(?:ticket|case|repair|number|no\.?) ?#?"
    r"|(?:工单|返厂单|咨询单|维修单|单号|编号) ?)(?=\d{3,4}(?!\d))"
    rf"|(?<![\da-z.,:/#¥$€-])(?=0\d{{3}}(?!\d)|\d{{3,4}}(?:[那这][张台单]|号(?:工单|单|返厂))"
    rf"|{_MONTH}\d{{4}}))"
    rf"(?P<n>(?:{_MONTH})?\d{{3,4}})"
    r"(?![\da-z:/%_]|[.,-]\d| ?(?:fps|mm|gb|k(?![a-z])|点|小时|分|元|h(?:ours?|rs?)?(?![a-z])|usd"
    r"|eur|errors?|times|frames|files|lines|pcs|pieces|[个次件帧]))"
)
_NO_TICKET = re.compile(
    r"(?:(?<![a-z])(?:error|code|firmware|version|fw|part|phone|tracking|serial|s/?n|at|from"
    r"|until|till|by|room|pin)"
    r"|错误|代码|报错|固件|版本|电话|手机|快递|运单|序列|机身|密码|型号|时间|升级?到|升)"
    r"[\s:#号是为]*(?:number|no\.?)?(?:\s*(?:is|was|=|shows?|says))?[\s:#]*$"
)


class _Short(NamedTuple):
    """The end of a number, where it was said, and the series that was said before it."""

    end: str
    start: int
    stop: int
    series: str


def resolved(turn: Turn) -> Turn | Decision:
    """The turn with whole numbers in place of their ends; else what to look up or ask first."""
    for _ in range(_MOST):
        said = next(_said(turn), None)
        if said is None:
            break
        known = _in_talk(turn, said)
        if not known and FINDER not in turn.tools:
            break
        if not known:
            looked_up = turn.thread.turn[:1]
            if not any(_is_for(each, said) for each in looked_up):
                return Decision(calls=((FINDER, {"query": said.end}),))
            turn = turn.gone_by()
            rows = [row for step in looked_up for row in step.items if _ends(row, said)]
            known = {str(row["number"]): row for row in rows}
        if not known:
            return turn.answer(turn.say(speech.NO_SUCH_END, end=said.end), Outcome.NO_EVIDENCE)
        if len(known) > 1:
            return picking.which_of(turn, list(known.values()), (said.start, said.stop))
        turn = picking.put(turn, [(said.start, said.stop, next(iter(known)))])
    return turn


def _said(turn: Turn) -> Iterator[_Short]:
    """The ends of numbers that are said, but for those in what is dictated behind a colon."""
    heard, text = turn.heard, turn.heard.folded.folded
    colon = re.search(r":(?!\s*[\d.…])", text)
    if _takes_digits(turn):
        return
    for match in _SHORT.finditer(text[: colon.start()] if colon else text):
        taken = any(each.start < match.end() and match.start("n") < each.end
                    for each in heard.mentions)  # fmt: skip
        if not taken and not _NO_TICKET.search(text[: match.start()]):
            yield _Short(match["n"], *match.span(), match["series"] or "")


def _takes_digits(turn: Turn) -> bool:
    """Whether the open question may be answered by digits of any kind."""
    asked = turn.thread.ask
    offered = turn.tools.get(asked.tool) if asked else None
    schema = schemas.properties(offered).get(asked.slot) if asked and offered else None
    return schema is not None and schemas.slot_kind(schema) in _FREE


def _in_talk(turn: Turn, said: _Short) -> Mapping[str, Mapping[str, Any]]:
    """Tickets listed or named so far that end so, each with what is known of it."""
    found: dict[str, Mapping[str, Any]] = {}
    for step in reversed(turn.thread.past):
        rows = [*step.items, *(step.data.get("references") or ()), step.data, step.proposed]
        for row in rows:
            if isinstance(row, Mapping) and _ends(row, said):
                found.setdefault(str(row["number"]), row)
    named = [{"number": each} for each in turn.thread.places("number")]
    return found or {each["number"]: each for each in named if _ends(each, said)}


def _ends(row: Mapping[str, Any], said: _Short) -> bool:
    number = str(row.get("number") or "").lower()
    is_ticket = number.startswith(said.series) and not number.startswith("kb")
    return is_ticket and number.endswith(said.end)


def _is_for(step: Step, said: _Short) -> bool:
    return (step.call.name, step.call.arguments) == (FINDER, {"query": said.end})

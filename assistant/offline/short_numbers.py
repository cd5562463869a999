"""Tickets called by the end of their number: 0145, …0145, RMA 0145, the one ending in 145.

It is one that was talked of, else the only one the viewer may see whose number ends so: that is
looked up first. A number of somebody else's ends like none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from assistant.model import Outcome
from assistant.offline import acts, picking, schemas, speech
from assistant.offline.thread import Step
from assistant.offline.turn import Decision, Turn

FINDER = "find_tickets"
_MOST = 2  # numbers of one message
_FREE = frozenset({"text", "amount", "tracking", "sn"})  # answers that may hold any digits
_MONTH = r"2\d(?:0[1-9]|1[0-2])-"
_SHORT = re.compile(
    r"(?:(?P<ends>(?<![a-z])(?:the )?(?:(?:one|ticket|rma|case|repair|camera|unit|number) )"
    r"(?:(?:that|which) )?end(?:s|ing) (?:in|with) |^end(?:s|ing) (?:in|with) "
    r"|(?:尾号|末尾|结尾|末[三四]位|后[三四]位)(?:数?字?(?:是|为)?)[ :]*)"
    r"|(?<![a-z\d])(?P<series>rma|svc|k)[ #-]{0,2}(?=\d{3})"
    r"|(?P<word>(?:(?<![a-z])(?:ticket|case|repair) ?#?"
    r"|(?:工单|返厂单|咨询单|维修单|单号|编号) ?)(?=\d{3,4}(?!\d)))"
    rf"|(?<![\da-z.,:/#¥$€-])(?P<month>(?={_MONTH}\d{{4}}))"
    rf"|(?P<thing>(?<![\da-z.,:/#¥$€-])(?=\d{{3,4}}(?:[那这][张台单]|号(?:工单|单|返厂))))"
    r"|(?:(?<![a-z])(?:number|no\.?) ?#?(?=\d)|…{1,3} ?|\.{2,6} ?|# ?"
    r"|(?<![\da-z.,:/#¥$€-])(?=0\d{3}(?!\d))))"
    rf"(?P<n>(?:{_MONTH})?\d{{3,4}})"
    r"(?![\da-z:/%_]|[.,-]\d"
    r"| ?(?:fps|mm|gb|k(?![a-z])|点|小时|分|元|左右|h(?:ours?|rs?)?(?![a-z])"
    r"|usd|eur|errors?|times|frames|files|lines|pcs|pieces|[ap]m(?![a-z])|[个次件帧天月年多]))"
)
_NO_TICKET = re.compile(
    r"(?:(?<![a-z])(?:error|code|firmware|version|fw|part|phone|mobile|cell|account|card|invoice"
    r"|order|battery|frame|port|tracking|serial|s/?n|at|from|between|before|after|since|around"
    r"|starting|until|till|by|room|pin|end(?:s|ing) (?:in|with))"
    r"|错误|代码|报错|固件|版本|电话|手机|快递|运单|序列|机身|密码|型号|时间|升级?到|升|电池|端口|分机"
    r"|[上下中]午|早上|晚上|凌晨|[今明昨][天早晚]|(?:周|星期|礼拜)[一二三四五六日天]|@)"
    r"[\s:#号码的是为]*(?:number|no\.?)?(?:\s*(?:is|was|=|shows?|says))?[\s:#]*$"
)
# What may stand before digits that are called nothing: behind any other word they are its own.
_BEFORE = re.compile(
    r"(?:^|[^a-z\s]\s*|(?:^|[,.;!?]\s*)(?:(?:please|pls|and|then) )*[a-z']+ +|(?<![a-z])(?:on|for"
    r"|to|of|about|in|is|are|was|were|has|have|did|does|with|and|or|the|this|that|our|my|me|us|re"
    r"|regarding|vs|than|as|see|show|open|read|check|close|reopen|approve|reject|assign|move|ship"
    r"|pay|update|status|news|track|find|get|take|up|ticket|case|rma|repair|consult) +)$"
)
# Digits without a zero in front count or date something unless the message ends or goes on so.
_BEHIND = re.compile(
    r" *(?:$|[.,;:?!]|[一-鿿](?<![张台条份])|[张台](?=单)|(?:is|was|has|to|and|for|about|please|pls"
    r"|again|now|still|done|status|closed|open)(?![a-z]))"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_JOINED = re.compile(r"\s*(?:and|or|&|vs\.?|[和跟与及或])\s*(?:and|the)?\s*")
_DICTATED = re.compile(
    r"(?=:(?!\s*[\d.…]))|(?<![a-z])(?:comment|note|remark|write|mention)(?![a-z])[^,:]*? that "
)
_LOOK = 80  # characters before digits that tell what they are
_FEW = 18  # letters (a Han character is two) beside digits, of a message about that ticket alone


class _Short(NamedTuple):
    """The end of a number, where it was said, and the series that was said before it.

    One that is `sure` can be nothing but a ticket.
    """

    end: str
    start: int
    stop: int
    series: str
    sure: bool


def resolved(turn: Turn) -> Turn | Decision:
    """The turn with whole numbers in place of their ends; else what to look up or ask first.

    Digits that end no number the viewer may see, in a message that says more, are left as typed.
    """
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
            rows = [row for step in looked_up for row in step.items if _ends(row, said)]
            known = {str(row["number"]): row for row in rows}
            if not known and _says_more(turn, said):
                return turn.but_for_the_first()
            turn = turn.gone_by()
        if not known:
            return turn.answer(turn.say(speech.NO_SUCH_END, end=said.end), Outcome.NO_EVIDENCE)
        if len(known) > 1:
            return picking.which_of(turn, list(known.values()), (said.start, said.stop))
        turn = picking.put(turn, [(said.start, said.stop, next(iter(known)))])
    return turn


def _says_more(turn: Turn, said: _Short) -> bool:
    """Whether the digits may be anything, and the message is about more than a ticket."""
    spans = [(said.start, said.stop), (_dictated(turn), len(turn.heard.folded.folded))]
    rest = acts.rest(turn.heard, spans)
    return not said.sure and sum(1 if each.isascii() else 2 for each in rest) > _FEW


def _dictated(turn: Turn) -> int:
    """Where what is to be written down begins: behind a colon, or `note that`."""
    text = turn.heard.folded.folded
    found = _DICTATED.search(text)
    return found.end() if found else len(text)


def _said(turn: Turn) -> Iterator[_Short]:
    """The ends of numbers that are said, but for those in what is dictated.

    Beside a whole number only those that are listed with it are ends of others; what is listed
    with digits of another kind, or follows a time, is none.
    """
    heard, text = turn.heard, turn.heard.folded.folded
    if _takes_digits(turn):
        return
    whole = [each.end for each in heard.of("ticket_number")]
    others = [each.end for each in heard.of("period")]
    for match in _SHORT.finditer(text[: _dictated(turn)]):
        start, stop = match.span()
        taken = any(each.start < stop and match.start("n") < each.end for each in heard.mentions)
        is_other = any(end <= start and not text[end:start].strip() for end in others)
        is_other = is_other or _listed_with(others, text, start) or not _is_end(match, text)
        if taken or is_other or (whole and not _listed_with(whole, text, start)):
            others.append(stop)
            continue
        called = any(match[each] is not None for each in ("series", "word", "thing"))
        sure = match["ends"] is not None or match["month"] is not None
        sure = sure or (called and match["n"].startswith("0"))
        yield _Short(match["n"], start, stop, match["series"] or "", sure)


def _listed_with(ends: Iterable[int], text: str, start: int) -> bool:
    return any(_JOINED.fullmatch(text[end:start]) for end in ends)


def _is_end(match: re.Match[str], text: str) -> bool:
    """Whether digits may end a number, by what stands around them."""
    before, digits = text[: match.start()][-_LOOK:], match["n"]
    if _NO_TICKET.search(before):
        return False
    if match["ends"] is not None or match["month"] is not None or match["thing"] is not None:
        return True
    if match["series"] is None and match["word"] is None and not _BEFORE.search(before):
        return False
    if digits.startswith("0"):
        return True
    return not _YEAR.fullmatch(digits) and _BEHIND.match(text, match.end()) is not None


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

"""Which of the things just listed a message picks: the second, the oldest, the next, the fan one.

What is picked is put into the message as the number it stands for; whatever else the message says
is then understood as if the person had typed that number.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from assistant.model import Choice, Outcome
from assistant.offline import acts, schemas, speech
from assistant.offline.features import SMALL_WORDS
from assistant.offline.folded import Folded
from assistant.offline.mentions import Heard
from assistant.offline.pointing import in_talk
from assistant.offline.thread import within
from assistant.offline.turn import Decision, Turn
from domain.language import Text

Item = Mapping[str, Any]
Rows = Sequence[Item]
Chooser = Callable[[str, Rows, int | None], Rows]
_NUMBERS = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "十": 10, "头": 1, "首": 1, "first": 1, "second": 2, "third": 3, "fourth": 4,
    "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "top": 1,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
}  # fmt: skip
_TH = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|top"
    r"|\d{1,2}(?:st|nd|rd|th))"
)
_ONE = r" (?:one|ticket|case|item|result|device|unit|rma|entry|hit|camera|consult)(?![a-z])"
_IN_LIST = r"(?:(?:in|on|of|from) (?:the|your|that) list|down|from the top)(?![a-z])"
# What may stand behind a bare `the second`, which is otherwise the second of something else.
_BARE = (
    r"(?=\s*(?:$|[,.;!?]|(?:to|and|please|pls|with|is|was|has|again|instead|then|now|for|as"
    rf"|{_IN_LIST}|of (?:those|these|them))(?![a-z])))"
)
_SO = rf"(?:{_ONE}|{_BARE})"
_PIECE = r"(?:个|条|张|单|台|项|件|份|笔|位)(?:工单|单子|返厂单|咨询单|维修单|机器|设备|单)?"
_COUNT = r"[一二两三四五六七八九十]|\d{1,2}"


def _place(said: str, rows: Rows, _here: int | None) -> Rows:
    place = _number(said)
    return rows[place - 1 : place]


def _last(_said: str, rows: Rows, _here: int | None) -> Rows:
    return rows[-1:]


def _from_the_end(said: str, rows: Rows, _here: int | None) -> Rows:
    place = len(rows) - _number(said)
    return rows[place : place + 1] if place >= 0 else ()


def _first_few(said: str, rows: Rows, _here: int | None) -> Rows:
    return rows[: _number(said)]


def _next(_said: str, rows: Rows, here: int | None) -> Rows:
    return rows[here + 1 : here + 2] if here is not None else rows[:1]


def _other(_said: str, rows: Rows, here: int | None) -> Rows:
    others = [row for place, row in enumerate(rows) if place != here]
    return others if len(others) == 1 else ()


def _oldest(_said: str, rows: Rows, _here: int | None) -> Rows:
    dated = [row for row in rows if row.get("created_at")]
    return [min(dated, key=lambda row: str(row["created_at"]))] if dated else ()


def _newest(_said: str, rows: Rows, _here: int | None) -> Rows:
    dated = [row for row in rows if row.get("created_at")]
    return [max(dated, key=lambda row: str(row["created_at"]))] if dated else ()


class Way(NamedTuple):
    """A way to pick: the words for it, how it chooses, and what is said where it cannot."""

    pattern: re.Pattern[str]
    choose: Chooser
    nothing: Text


_NO_ITEM, _NO_MORE, _WHICH = speech.NO_SUCH_ITEM, speech.NO_MORE_ITEMS, speech.WHICH_ITEM
_WAYS = tuple(
    Way(re.compile(pattern), choose, nothing)
    for pattern, choose, nothing in (
        (rf"前(?P<n>[一二两三四五]|\d){_PIECE}", _first_few, _NO_ITEM),
        (rf"(?<![a-z])(?:the )?first (?P<n>two|three|four|five|\d)(?: ones| tickets| cases"
         rf"| rmas|{_BARE})", _first_few, _NO_ITEM),
        (rf"倒数第?(?P<n>[一二两三四五])\s*{_PIECE}", _from_the_end, _NO_ITEM),
        (rf"第\s*(?P<n>{_COUNT})(?:\s*{_PIECE}|(?=[\s,.!?和的]|$))", _place, _NO_ITEM),
        (rf"(?P<n>[头首])一?{_PIECE}", _place, _NO_ITEM),
        (rf"最后(?:那|的)?一?{_PIECE}(?![月周年天季])", _last, _NO_ITEM),
        (r"下(?:一(?:个|张|条|台|件|单)|[个张条台件])(?![月星礼周季财步半])(?:工单|单子|单|机器)?",
         _next, _NO_MORE),
        (rf"(?:[^\s,]得)?最(?:早|久|旧|老)的?(?:那|一)?{_PIECE}", _oldest, _NO_ITEM),
        (rf"最(?:新|近|晚)的?(?:那|一){_PIECE}", _newest, _NO_ITEM),
        (rf"(?:另外?|剩下的?)(?:那|一)+{_PIECE}", _other, _WHICH),
        (rf"(?<![a-z])(?:the |no\. ?|number |#)?(?P<n>{_TH}){_ONE}", _place, _NO_ITEM),
        (rf"(?<![a-z])the (?P<n>{_TH}){_BARE}", _place, _NO_ITEM),
        (rf"(?<![a-z])(?P<n>{_TH}) {_IN_LIST}", _place, _NO_ITEM),
        (r"(?<![a-z])(?:number |no\.? ?|#)(?P<n>\d{1,2}|one|two|three|four|five)(?![\da-z-])",
         _place, _NO_ITEM),
        (rf"(?<![a-z])(?:his|her|their|its|our|my) (?:last|latest|newest){_ONE}", _newest,
         _NO_ITEM),
        (rf"(?<![a-z])the (?:last|bottom){_SO}", _last, _NO_ITEM),
        (rf"(?<![a-z])the next{_SO}", _next, _NO_MORE),
        (rf"(?<![a-z])the (?:oldest|earliest){_SO}", _oldest, _NO_ITEM),
        (rf"(?<![a-z])the (?:newest|latest|most recent){_SO}", _newest, _NO_ITEM),
        (rf"(?<![a-z])the (?:other|remaining){_SO}", _other, _WHICH),
    )
)  # fmt: skip
_POLITE = r"(?:and |ok |now |then |show |open |read |please )*"
# Nothing but a place: after a list that needs no article.
_ALONE = tuple(
    Way(re.compile(rf"{_POLITE}{pattern}(?: one)?(?: please| then)?[?.! ]*"), choose, nothing)
    for pattern, choose, nothing in (
        (rf"(?P<n>{_TH}|[1-9]\d?)", _place, _NO_ITEM),
        (r"last", _last, _NO_ITEM),
        (r"next", _next, _NO_MORE),
    )
)
# One that is described: `the fan one`, `the one from Gafpa`, `风扇那张`.
_DESCRIBED = re.compile(
    r"(?<![a-z])the one (?:about|from|with|for|of|by|on|at|in|that is|that's) (?:the |a )?"
    r"(?P<behind>[^,.;:?!]{2,40}?)(?= please|[,.;:?!]|$)"
    rf"|(?<![a-z])the (?P<before>[^,.;:?!]{{2,30}}?){_ONE}"
    r"|(?P<han>[^,.;:?!]{2,24}?)\s*的?[那这]一?(?:个|张|条|台|单|件)(?:工单|单子|单)?"
)
_NO_DESCRIPTION = re.compile(
    r"刚[才刚]?|[上前里后]面|之前|就是?|打开|[开建报提]的|列表|单子里?|看[看下]?|一下|读|查|把|给我?|关于"
    r"|说|的|是|一|先|再|里|上|那就?|我要?|帮|请|改|派|分配|指|转"
)
_LONGEST = 120  # characters of a message in which something is picked by describing it
_OFFERED = 5


def resolved(turn: Turn) -> Turn | Decision:
    """The turn with numbers in place of what is picked; what to say where nothing is so placed."""
    if turn.thread.ask and _chooses(turn):
        return turn
    lists = _lists(turn)
    picked = list(_picked(turn.heard))
    if not picked:
        return _described(turn, lists) if lists else turn
    spans = [match.span() for _, match in picked]
    if not lists:
        is_all = not acts.rest(turn.heard, spans)
        return turn.answer(turn.say(speech.NOTHING_SHOWN), Outcome.CLARIFY) if is_all else turn
    said: list[tuple[int, int, str]] = []
    is_placed = any(way.choose is not _other for way, _ in picked)
    for way, match in picked:
        if is_placed and way.choose is _other:  # the other one, the second in the list
            said.append((*match.span(), ""))
            continue
        numbers = _numbers(turn, way, match, lists)
        if not numbers:
            return _none_there(turn, way, match, lists[0])
        said.append((*match.span(), ", ".join(numbers)))
    return put(turn, said)


def _lists(turn: Turn) -> list[Rows]:
    """What was listed, newest first; of what was looked up at once tickets before articles."""
    listed = [step for step in turn.thread.past if step.items]
    listed.sort(key=lambda step: (-step.round, _are_articles(step.items)))
    return [step.items for step in listed]


def _are_articles(rows: Rows) -> bool:
    return str(rows[0].get("number", "")).startswith("KB-")


def _chooses(turn: Turn) -> bool:
    """Whether the open question offers choices, of which a place picks one, or asks how much."""
    asked = turn.thread.ask
    offered = turn.tools.get(asked.tool) if asked else None
    schema = schemas.properties(offered).get(asked.slot) if asked and offered else None
    return schema is not None and schemas.slot_kind(schema) in ("choice", "amount")


def _picked(heard: Heard) -> Iterator[tuple[Way, re.Match[str]]]:
    """The places that are said, in order; none in what is dictated behind a colon."""
    text = heard.folded.folded
    colon = re.search(r":(?!\d)", text)
    text = text[: colon.start()] if colon else text
    for way in _ALONE:
        if alone := way.pattern.fullmatch(text):
            yield way, alone
            return
    taken = [(each.start, each.end) for each in heard.mentions if each.kind != "category"]
    found: list[tuple[Way, re.Match[str]]] = []
    for way in _WAYS:
        for match in way.pattern.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                found.append((way, match))
    yield from sorted(found, key=lambda each: each[1].start())


def _numbers(turn: Turn, way: Way, match: re.Match[str], lists: Sequence[Rows]) -> list[str]:
    """The numbers of what is picked, from the newest list that has something there."""
    said = match.groupdict().get("n") or ""
    for rows in lists:
        chosen = [_id(row) for row in way.choose(said, rows, _here(turn, rows))]
        if chosen:
            return [each for each in chosen if each]
    return []


def _none_there(turn: Turn, way: Way, match: re.Match[str], rows: Rows) -> Decision:
    if way.nothing is speech.WHICH_ITEM:
        return which_of(turn, rows, match.span())
    said = match.groupdict().get("n") or "1"
    return turn.answer(turn.say(way.nothing, place=_number(said)), Outcome.CLARIFY)


def which_of(turn: Turn, rows: Rows, span: tuple[int, int] | None = None) -> Decision:
    """The question which of those listed is meant: a button for each, with the message as it is."""
    choices = []
    for row in rows[:_OFFERED]:
        number = _id(row) or ""
        about = str(row.get("summary") or row.get("title") or "")
        words = put(turn, [(*span, number)]) if span else None
        message = words.heard.text if words else f"{turn.heard.text.strip()} {number}"
        choices.append(Choice(f"{number} {about}".strip()[:60], message[:500]))
    return turn.answer(turn.say(speech.WHICH_ITEM), Outcome.CLARIFY, choices=tuple(choices))


def _here(turn: Turn, rows: Rows) -> int | None:
    """The place of what is talked of in a list, if it stands there."""
    number = in_talk(turn, "ticket_number")
    places = [place for place, row in enumerate(rows) if number and row.get("number") == number]
    return places[0] if places else None


def _id(row: Item) -> str | None:
    return within(row, "number") or within(row, "sn")


def put(turn: Turn, said: Sequence[tuple[int, int, str]]) -> Turn:
    """The turn with these words in place of what stood from a start to an end."""
    folded, pieces, position = turn.heard.folded, [], 0
    for start, end, words in said:
        pieces += [folded.said(position, start), f" {words} "]
        position = end
    pieces.append(folded.said(position, len(folded.folded)))
    return turn.reading("".join(pieces).strip())


def _described(turn: Turn, lists: Sequence[Rows]) -> Turn | Decision:
    """The turn with the number of the one listed thing that fits what is said of it."""
    text = turn.heard.folded.folded
    match = _DESCRIBED.search(text) if len(text) <= _LONGEST and ":" not in text else None
    if match is None or any(match.span() == (each.start, each.end) for each in turn.heard.mentions):
        return turn
    group = next(name for name, said in match.groupdict().items() if said)
    wanted = _wanted(turn.heard, *match.span(group))
    fitting = [row for row in lists[0] if wanted and _fits(row, wanted)]
    if not fitting:
        return turn
    numbers = list(dict.fromkeys(_id(row) or "" for row in fitting))
    if len(numbers) > 1:
        return which_of(turn, fitting, match.span())
    return put(turn, [(*match.span(), numbers[0])])


def _wanted(heard: Heard, start: int, end: int) -> list[str]:
    """What the thing is said to be: names by their value, other words as they are."""
    text, found = heard.folded.folded, []
    for each in heard.mentions:
        if start <= each.start and each.end <= end:
            found += [] if each.kind == "category" else [each.value.lower()]
            if each.kind != "category":
                text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    words = re.findall(r"[a-z0-9]+|[一-鿿]+", text[start:end])
    plain = (_NO_DESCRIPTION.sub("", word) for word in words if word not in SMALL_WORDS)
    return [*found, *(word for word in plain if len(word) > 1)]


def _fits(row: Item, wanted: Sequence[str]) -> bool:
    """Whether everything that is said of it stands in one of its fields."""
    fields = [Folded.of(each).folded for each in row.values() if isinstance(each, str)]
    return all(any(word in field for field in fields) for word in wanted)


def _number(said: str) -> int:
    return _NUMBERS.get(said) or int(re.sub(r"\D", "", said) or 1)

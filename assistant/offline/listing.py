"""Lists that a search cannot give: the tickets behind a figure, or those that a summary names.

`List the RMAs from Europe last month`: a search for tickets has no place for Europe, and without
one it would list everybody's.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.model import OfferedTool
from assistant.offline import (
    acts,
    asking,
    following,
    its_words,
    pointers,
    schemas,
    slots,
    unheard,
    wholes,
)
from assistant.offline.mentions import Heard
from assistant.offline.slots import Filled
from assistant.offline.thread import Step
from assistant.offline.turn import Decision, Turn

FINDER, FIGURES, SUMMARY = "find_tickets", "query_statistics", "period_summary"
_CLOSED = re.compile(r"(?:closed|resolved|solved|settled|finished|completed)\s+(?:in |during )?$")
_CLOSED_THEN = re.compile(
    r"[里内份]?(?:已经?)?(?:关|结|办|解决|完成|处理)(?:闭|掉|案|完|结|单)*(?:了|的)"
)
_STANDING = {"open": "tickets_open", "ended": "tickets_closed"}
_ANY = "tickets_created"
_SEARCHED = ("category", "parent_category", "part")  # a search finds these by their words
_LIST_THEM = re.compile(
    r"列(?:一下|出来?|一列|个清单|给我)?|[调拉]出来|出来|(?:给我)?看(?:看|一下|下)|给我看?"
    r"|都?是?哪(?:几|一?些)[张台个单]?|有(?:哪(?:几|些)[张台个单]?|什么)|(?:单子|工单|单)"
    r"|[把类的]|具体|明细|清单"
    r"|(?<![a-z])(?:list|show|which|what|give|see|display|open up|pull up|let|out|them|those|all"
    r"|all of|tickets|cases|repairs|jobs|do|did|we|you|have|has|had|got|i|can|could"
    r"|were|was|our|please|pls|ok|and)(?![a-z])"
)
_AMONG_THEM = re.compile(
    r"[,.;]?\s*(?:应该)?(?:就?是|有|在)?其中(?:的)?一[张台个](?:里)?"
    r"|[,.;]?\s*应该?就?在(?:里面|其中|那里)"
    r"|[,.;]?\s*(?:it'?s|it is|its|it must be|it should be|must be|should be|probably"
    r"|(?:his|her|the) (?:camera|unit|one) (?:must|should) be)"
    r" (?:one of (?:those|them|these)|(?:in|among) (?:there"
    r"|them|those|these))"
)
_THESE = re.compile(
    r"最[近新]的?(?:[这那]些|[这那]几[张台个])?"
    r"|(?<![a-z])(?:the )?(?:recent|latest|newest) ones(?![a-z])"
)
_OF_TICKETS = re.compile(
    r"单|机器|设备|(?<![a-z])(?:rmas?|tickets|cases|consults|units|cameras|repairs|jobs)(?![a-z])"
)
_LISTS = re.compile(
    r"列|看|哪[几些一]|有什么|明细|清单"
    r"|(?<![a-z])(?:list|show|which|what|give|see|display|pull)(?![a-z])"
)
_HOW_MANY = re.compile(
    r"多少|(?<![哪那这])几[张台个单次]|数量|总数|(?<![a-z])(?:how many|count|number of)(?![a-z])"
)
_BEFORE_NOW = re.compile(
    r"以[前往]|之前|过去|历史|所有|全部|一?直以来|至今|到(?:现在|目前)为止|曾经|有过"
    r"|(?:报|寄|发|送|开|提)过?的|过(?=的)"
    r"|我们?(?:的|家|店)?|你们"
    r"|(?<![a-z])(?:before|earlier|previous(?:ly)?|past|so far|in the past|until now|up to now|ever"
    r"|last|latest|recent|former|sent|send|made|opened|filed|raised|reported|any|in)(?![a-z])"
)
_OUR_PAST = re.compile(
    r"(?:以前|之前|过去).{0,8}(?:单|维修)"
    r"|(?<![a-z])(?:tickets|cases|repairs|jobs) (?:did )?(?:we|i)(?![a-z])"
)
_SHAPES = ("group_by", "grain", "compare_to", "against", "order", "limit", "show", "share")
_NARROWS = frozenset({"only", "exclude", "period"})
_ITS_OWN = ("kind", "product", "dealer", "customer", "handler", "priority", "status")


def behind_figures(turn: Turn, offered: OfferedTool, heard: Heard) -> Decision | None:
    """The tickets of a list that the search itself cannot narrow down so, where all was heard."""
    figures = turn.tools.get(FIGURES)
    if offered.tool.name != FINDER or figures is None:
        return None
    filled = slots.fill(figures, heard)
    begins = next(s for s in schemas.properties(figures).values() if s.get("x-begins"))
    found = slots.fill(offered, heard).arguments
    lacks = any(_lacks(offered, heard, filled)) or _ended_then(found, heard)
    if not lacks or not unheard.is_whole(begins, filled, heard):
        return None
    if _says_more(found, filled.arguments):
        return None
    metric = _STANDING.get(found.get("status", ""), _ANY)
    only: dict[str, Any] = {name: filled.arguments[name] for name in ("only", "exclude", "period")
            if name in filled.arguments}  # fmt: skip
    if any(str(each).startswith("status=") for each in only.get("only") or ()):
        metric = _STANDING["open"]
    return asking.proceed(turn, figures, {"metric": metric, **only, "show": "tickets"})


def _lacks(offered: OfferedTool, heard: Heard, filled: Filled) -> Iterator[bool]:
    """Whether something narrows it down that the search has no place for."""
    yield any("=" in str(each) for each in filled.arguments.get("exclude") or ())
    for kind in ("region", "country", "family", "batch"):
        yield bool(heard.of(kind)) and not its_words.takes(offered, kind)
    for each in filled.arguments.get("only") or ():
        dimension, mark, _ = str(each).partition("=")
        yield bool(mark) and dimension not in (*_ITS_OWN, *_SEARCHED)


def _ended_then(found: Mapping[str, Any], heard: Heard) -> bool:
    """Whether a time is when they were closed: a search takes it for when they were opened."""
    if found.get("status") != "ended" or "period" not in found:
        return False
    text = heard.folded.folded
    return any(
        _CLOSED.search(text[: each.start]) or _CLOSED_THEN.match(text, each.end)
        for each in heard.of("period")
    )


def _says_more(found: Mapping[str, Any], filled: Mapping[str, Any]) -> bool:
    """Whether the search takes something that the figures do not: my own ones, a state of theirs.

    Several times are compared, and not listed.
    """
    states = [each for each in filled.get("only") or () if str(each).startswith("status=")]
    status = found.get("status")
    unknown_state = status is not None and status not in _STANDING and not states
    unknown_name = any("=" not in str(each) for each in filled.get("exclude") or ())
    return "handler" in found or unknown_state or unknown_name or "against" in filled


def behind_last(turn: Turn) -> Decision | None:
    """What is asked of the tickets behind the last answer, or a list that says all it is of."""
    return which_ones(turn) or share_of_listed(turn) or of_the_figure(turn) or plain(turn)


def of_the_figure(turn: Turn) -> Decision | None:
    """`List the freezes` behind a figure: the tickets that it counts, narrowed down further."""
    last, figures = turn.thread.last, turn.tools.get(FIGURES)
    if last is None or figures is None or last.call.name != FIGURES or not last.ok:
        return None
    if not _LISTS.search(turn.heard.folded.folded) or _is_count(figures, turn.heard):
        return None
    new = slots.fill(figures, turn.heard)
    said = {name: value for name, value in new.arguments.items() if name in _NARROWS}
    is_recent = not said and _THESE.search(turn.heard.folded.folded) is not None
    if not (is_recent or said.keys() & {"only", "exclude"}) or not _is_all(turn.heard, new):
        return None
    before = {n: v for n, v in last.call.arguments.items() if n not in _SHAPES}
    if before.get("metric") not in (*_STANDING.values(), _ANY):
        return None
    asked = following.going_on(figures, before, said, turn.heard)
    return asking.proceed(turn, figures, {**asked, "show": "tickets"})


def _is_count(figures: OfferedTool, heard: Heard) -> bool:
    """Whether how many there are is asked, or another figure."""
    return its_words.is_counted(figures, heard) or bool(_HOW_MANY.search(heard.folded.folded))


def _is_all(heard: Heard, filled: Filled) -> bool:
    """Whether besides the words for a list nothing is said but what narrows it down."""
    finder_says = filled.arguments.keys() - _NARROWS - {"show", "metric"}
    spans = [(each.start, each.end) for each in filled.used]
    text = heard.folded.folded
    spans += [each.span() for way in (_LIST_THEM, _THESE) for each in way.finditer(text)]
    alone = any(
        str(each).startswith(("kind=", "status=")) for each in filled.arguments.get("only") or ()
    )
    return not finder_says and not acts.rest(heard, spans) and not alone


def plain(turn: Turn) -> Decision | None:
    """`Which RMAs are waiting to be shipped`: a list that says all it is of, and nothing else."""
    finder, heard = turn.tools.get(FINDER), turn.heard
    if finder is None or turn.thread.card or not _LISTS.search(heard.folded.folded):
        return None
    found = slots.fill(finder, heard)
    text = heard.folded.folded
    is_list = found.arguments.keys() & {"kind", "status"} or _OUR_PAST.search(text)
    if (
        _goes_on_with_a_list(turn)
        or not is_list
        or _HOW_MANY.search(text)
        or _is_told_elsewhere(turn)
    ):
        return None
    spans = [(each.start, each.end) for each in found.used]
    ways = (_LIST_THEM, _BEFORE_NOW, _AMONG_THEM)
    spans += [each.span() for way in ways for each in way.finditer(text)]
    if acts.rest(heard, spans) not in ("", "s"):  # of a plural
        return None
    return behind_figures(turn, finder, heard) or asking.proceed(turn, finder, found.arguments)


def which_ones(turn: Turn) -> Decision | None:
    """`Which ones?` behind a summary: the tickets of the one batch it warns of, or all it names."""
    last, figures = turn.thread.last, turn.tools.get(FIGURES)
    if last is None or figures is None or last.call.name != SUMMARY or not last.ok:
        return None
    found = slots.fill(figures, turn.heard)
    spans = [(each.start, each.end) for each in found.used]
    if found.arguments != {"show": "tickets"} or acts.rest(turn.heard, spans):
        return None
    titles = [str(each.get("title")) for each in last.data.get("warnings") or ()]
    batches = {code for each in titles for code in turn.hear(each).values("batch")}
    if len(batches) == 1 and _is_about_warnings(last):
        of_it = {"metric": "batch_problem_rate", "only": [f"batch={batches.pop()}"]}
        return Decision(calls=((FIGURES, {**of_it, **found.arguments}),))
    return Decision(calls=((SUMMARY, last.call.arguments),))


def _goes_on_with_a_list(turn: Turn) -> bool:
    """Whether a list or figure was just shown, and this says no list of its own: 只看未关闭的."""
    last = turn.thread.last
    if last is None or last.call.name not in (FINDER, FIGURES):
        return False
    return acts.leads_on(turn.heard) or not _OF_TICKETS.search(turn.heard.folded.folded)


def _is_told_elsewhere(turn: Turn) -> bool:
    """Whether its words are those of another look-up: what I have to decide."""
    others = (each for name, each in turn.tools.items() if name != FINDER)
    return any(its_words.is_told(each, turn.heard) for each in others)


def tell(turn: Turn) -> Decision | None:
    """Every ticket that a summary names, each a line; None where something else was asked."""
    steps = turn.thread.turn
    if len(steps) != 1 or steps[0].call.name != SUMMARY or not steps[0].ok:
        return None
    if which_ones(turn) is None:
        return None
    shown = steps[0].data.get("references") or ()
    head = f"**{steps[0].data.get('title')}**"
    lines = [f"- [{each['number']}] {each.get('title') or ''}".rstrip() for each in shown]
    return turn.answer("\n".join([head, *lines])) if lines else None


def _is_about_warnings(step: Step) -> bool:
    return step.call.arguments.get("about") == "warnings"


def share_of_listed(turn: Turn) -> Decision | None:
    """`What share of them came from Europe?` behind a list: of what the list was asked for."""
    last, figures = turn.thread.last, turn.tools.get(FIGURES)
    if last is None or figures is None or last.call.name != FINDER or not turn.thread.earlier:
        return None
    if not pointers.means_some(turn.heard):
        return None
    new = slots.fill(figures, turn.heard)
    before = slots.fill(figures, turn.hear(turn.thread.earlier[0])).arguments
    asked = following.going_on(figures, {"metric": _ANY, **before}, new.arguments, turn.heard)
    split = wholes.split_by_part(figures, Filled({**asked, "metric": _ANY}, new.used), turn.heard)
    if split.arguments.get("group_by") == asked.get("group_by"):
        return None
    return asking.proceed(turn, figures, split.arguments)

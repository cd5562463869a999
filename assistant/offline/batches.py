"""A production batch in talk: is it bad, against the mean, which tickets, what is wrong with it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.offline import speech
from assistant.offline.thread import Step
from assistant.offline.turn import Decision, Turn
from domain.language import Language
from tools.ticket_facts import told_of
from tools.tickets import TicketRead

FIGURES, SUMMARY, READER = "query_statistics", "period_summary", "read_ticket"
_BACK = 3  # messages in which the batch was named
_MOST = 4
_LONGEST = 60
_RATE = "batch_problem_rate"
Call = tuple[str, Mapping[str, Any]]


def _pattern(zh: str, en: str) -> re.Pattern[str]:
    return re.compile(rf"{zh}|(?<![a-z])(?:{en})(?![a-z])")


_POINTS = re.compile(
    r"(?P<batch>[这那该此]个?(?:坏|问题|有问题的)?批"
    r"|(?<![a-z])(?:this|that|the|same)(?: bad| faulty| production)* batch(?![a-z]))"
    r"|[它其](?!他|它)|[这那]些?(?:机器|单)|(?<![a-z])(?:it|its|those|them|they)(?![a-z])"
)
_IS_BAD = _pattern(
    r"(?:是不是|有没有|有(?:什么)?|出(?:过)?)(?:问题|毛病|故障)|问题率|正常吗|怎么样|靠谱|质量",
    r"(?:is|are|any|has|have|got|was)\b.{0,30}(?:bad|problems?|faulty|issues?|trouble|wrong|ok"
    r"|okay|fine|normal)|how (?:bad|good) is|problem rate|what about",
)
_MEAN = _pattern(
    r"平均|均值|其[他它]批次|别的批次|比(?:一般|平时)",
    r"average|mean|other batches|usual(?:ly)?|normally",
)
_TICKETS = _pattern(
    r"(?:哪些|哪几|什么)[张个]?(?:单|工单|返厂单|机器)|(?:单子?|工单|返厂单)(?:列|都有|给我|呢|有哪)"
    r"|列(?:一下|出来?)|哪几[张台](?:单|$|[?？。])",
    r"(?:which|what|the|list|show)\b.{0,16}(?:tickets?|cases?|rmas?|units?|cameras?)|list them",
)
_FAULTS = _pattern(
    r"(?:什么|哪些|哪类|啥)(?:问题|毛病|故障|症状)|坏在哪|哪里坏|坏了?(?:什么|啥)",
    r"what (?:problems?|faults?|issues?|goes wrong)",
)
_CAUSE = _pattern(
    r"是(?:不是)?.{1,12}(?:的问题|的原因|引起|导致|坏)|(?:什么|啥)原因|为什么|为啥|根因",
    r"why|cause|root cause|is it (?:the|a|because)|due to|because of",
)


def ask(turn: Turn) -> Decision | None:
    """The look-ups for a question about a batch named here or just before."""
    batch = _batch(turn)
    if batch is None or FIGURES not in turn.tools or len(turn.heard.text) > _LONGEST:
        return None
    calls = list(_calls(turn, batch))
    return Decision(calls=tuple(calls)) if calls else None


def next_step(turn: Turn) -> Decision | None:
    """After the batch's tickets were found: they are read where it is asked what is behind them."""
    steps = turn.thread.turn
    if len(steps) != 1 or not _asks_cause(turn) or READER not in turn.tools or not steps[0].ok:
        return None
    if _batch(turn) is None or steps[0].call.name != FIGURES:
        return None
    shown = [str(each.get("number")) for each in steps[0].data.get("references") or ()]
    return Decision(calls=tuple((READER, {"number": each}) for each in shown[:_MOST])) or None


def tell(turn: Turn) -> Decision | None:
    """What its tickets say of the cause; the warning's own line beside its rate."""
    steps, batch = turn.thread.turn, _batch(turn)
    if batch is None or not steps or steps[0].call.name not in (FIGURES, SUMMARY):
        return None
    read = [step for step in steps if step.call.name == READER and step.ok]
    if read and _asks_cause(turn):
        told = [each for step in read for each in _said_in(step, turn.language)]
        head = turn.say(speech.TICKETS_SAY)
        return turn.answer("\n\n".join([head, *told]) if told else turn.say(speech.NO_ADVICE))
    return None


def mean_of(turn: Turn, step: Step) -> str | None:
    """The lines of the warnings that are about the batch in talk."""
    batch = _batch(turn)
    if batch is None or step.call.name != SUMMARY or step.call.arguments.get("about") != "warnings":
        return None
    lines = []
    for each in step.data.get("warnings") or ():
        if batch in str(each.get("title")):
            numbers = " ".join(f"[{number}]" for number in each.get("tickets") or ())
            lines.append(f"{each['title']} {numbers}".strip())
    return "\n".join(lines) or turn.say(speech.NO_WARNING)


def _batch(turn: Turn) -> str | None:
    """The one batch that the message names, or else the last one named before."""
    named = turn.heard.values("batch")
    if named:
        return named[0] if len(set(named)) == 1 else None
    others = ("dealer", "customer", "sn", "ticket_number", "product", "article", "wish", "period")
    if any(turn.heard.of(kind) for kind in others):
        return None
    for said in turn.thread.earlier[:_BACK]:
        if found := turn.hear(said).values("batch"):
            return found[-1]
    points = _POINTS.search(turn.heard.folded.folded)
    return _just_told(turn, _BACK if points["batch"] else 1) if points else None


def _just_told(turn: Turn, back: int) -> str | None:
    """The one batch that the last look-ups warned of, or the worst of those they listed."""
    for exchange in reversed(turn.thread.exchanges[-back:]):
        for step in exchange.steps:
            if step.call.name == SUMMARY:
                titles = [str(each.get("title")) for each in step.data.get("warnings") or ()]
                codes = {code for each in titles for code in turn.hear(each).values("batch")}
                if len(codes) == 1:
                    return codes.pop()
            elif step.call.arguments.get("metric") == _RATE:
                return _worst(step)
    return None


def _worst(step: Step) -> str | None:
    """The batch of the first row, where a table of problem rates is by batch."""
    only = [str(each) for each in step.call.arguments.get("only") or ()]
    named = [each.removeprefix("batch=") for each in only if each.startswith("batch=")]
    table = next(iter(step.data.get("tables") or ()), None) or {}
    keys = next(iter(table.get("keys") or ()), None) or {}
    return named[0] if len(named) == 1 else keys.get("batch")


def _calls(turn: Turn, batch: str) -> Iterator[Call]:
    text = turn.heard.folded.folded
    rate: Call = (FIGURES, {"metric": _RATE, "only": [f"batch={batch}"]})
    listed: Call = (FIGURES, {**rate[1], "show": "tickets"})
    named = bool(turn.heard.of("batch"))
    if _asks_cause(turn) and not named:
        yield listed
    elif _MEAN.search(text) and SUMMARY in turn.tools:
        yield (SUMMARY, {"about": "warnings"})
    elif _TICKETS.search(text) and not named:
        yield listed
    elif _FAULTS.search(text):
        only = {"only": [f"batch={batch}"]}
        yield (FIGURES, {"metric": "tickets_created", "group_by": ["category"], **only})
    elif named and _IS_BAD.search(text):
        yield listed
        if SUMMARY in turn.tools:
            yield (SUMMARY, {"about": "warnings"})


def _asks_cause(turn: Turn) -> bool:
    return bool(_CAUSE.search(turn.heard.folded.folded)) and not turn.heard.of("batch")


def _said_in(step: Step, language: Language) -> Iterator[str]:
    read = TicketRead.model_validate_json(step.text)
    if read.ticket is None:
        return
    facts = told_of(("inspection", "repair"), read.ticket, read.since, language)
    internal = read.ticket.solution_internal
    pieces = [
        f"**[{read.ticket.number}] {read.ticket.summary}** · {read.ticket.status_label}",
        facts,
    ]
    yield "\n".join([*pieces, internal] if internal else pieces)

"""Advice asked on a ticket, from what became of its like: to approve it or not, what to look at."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.model import Choice, Outcome
from assistant.offline import speech
from assistant.offline.pointing import in_talk
from assistant.offline.thread import Step, within
from assistant.offline.turn import Decision, Turn

_READER, _SIMILAR = "read_ticket", "find_similar_tickets"
_MOST = 3
_DECIDING = (
    "approve",
    "reject",
    "ask",
    "accept",
    "return_report",
    "approve_exception",
    "reject_exception",
)

_ON_APPROVAL = re.compile(
    r"该不该(?:批|通过|同意|接|收|让)|(?:能|可以|可|应该|应|要|建议|推荐|值得)(?:不(?:能|可以|可"
    r"|应该|要))?(?:给他?们?)?"
    r"批(?:准|了)?(?:吗|么|呢|不|$|[?,.])|批不批|批还是不?[批拒]|批准?(?:还是|或者?)(?:拒|不)"
    r"|(?:建议|觉得|认为|看|意见|倾向)[^,.;]{0,8}(?:批|通过|同意|拒绝|驳回)(?!了)"
    r"|(?:有(?:没有)?|是否)(?:必要|需要)(?:返厂|返修|寄回|寄来)|(?:要不要|需不需要|用不用|该不该"
    r"|值不值得|值得)(?:批|返厂|返修|寄回|寄来"
    r"|让[^,.;]{0,6}寄)|审批(?:上)?(?:的)?(?:建议|意见|参考)"
    r"|(?<![a-z])(?:should|shall|can|may|ought) (?:i|we|you)(?: to)? (?:approve|accept|sign off"
    r"|okay|ok|reject|decline|turn down"
    r"|let|take)|(?:would|do|will) you (?:approve|sign off|accept|recommend|advise|suggest"
    r"|say)\b.{0,30}(?:approv|accept|return"
    r"|it|this|that|rma|rejec)|(?:is|are) (?:it|this|that|they|\S*⟨\w+⟩)\b.{0,20}(?:worth"
    r"|ok(?:ay)? to|safe to|fit to) ?(?:approv"
    r"|accept|return|send)?|approve or (?:reject|not|decline)|worth (?:approving|sending|a return"
    r"|taking)"
    r"|(?:advice|recommendation|opinion|view|take) on (?:approv|whether|it|this|that|⟨)|does (?:it"
    r"|this|that) (?:need|have) to "
    r"(?:come|be sent|be returned)"
)
_ON_INSPECTION = re.compile(
    r"(?:检测|检查|检修|验机|拆机|拆开|维修|修)(?:的)?(?:时候?|前|中|它|这台|这单)?[,. ]*(?:我?要"
    r"|该|应该|需要?|得|有什么)*"
    r"(?:特别)?(?:注意|重点|留意|小心|关注|先看|先查|看|查)(?:些|点)?(?:什么|哪|啥|的)"
    r"|(?:重点|优先|主要|首先|先)(?:该|要|应该)?(?:检测|检查|查|看|测|拆)(?:些|一下)?(?:什么|哪|啥)"
    r"|(?:可能|估计|多半|大概率?|最有可能)(?:会)?(?:是|坏)(?:的|了|在)?(?:什么|哪)|(?:什么|哪)(?:里"
    r"|个|块|些)?(?:部件|件|板子?|模块|地方)?"
    r"(?:最|更)?(?:可能|容易|常)(?:是)?(?:坏|出问题|有问题)|检测(?:的)?(?:提示|建议|要点|重点)"
    r"|(?<![a-z])what (?:should|do|must|shall) (?:i|we|they|the workshop) (?:look (?:out )?(?:for"
    r"|at)|check|inspect|watch|test|mind"
    r"|pay attention)|what to (?:look (?:out )?(?:for|at)|check|inspect|watch|test)"
    r"|inspection (?:hints?|tips?|advice|notes)"
    r"|(?:anything|something) (?:special )?to (?:look out for|watch|check|mind)|(?:likely|probable"
    r"|usual) (?:cause|culprit|part|suspect)"
    r"|which (?:part|module|board)s? (?:is|are|was|were|could be|might be)? ?(?:most )?(?:likely"
    r"|probably|usually|often)"
    r"|what(?:'s| is) (?:most )?(?:likely|probably) (?:broken|wrong|the cause|at fault|defective)"
    r"|where (?:should|do|shall) (?:i|we) (?:start|look)"
)


def wants_advice(turn: Turn) -> bool:
    text = turn.heard.folded.folded
    masked = turn.heard.masked()
    return any(each.search(text) or each.search(masked) for each in (_ON_APPROVAL, _ON_INSPECTION))


def ask_for(turn: Turn) -> Decision | None:
    """The ticket that advice is asked on is read first; None where none is asked or in talk."""
    if _READER not in turn.tools or not wants_advice(turn):
        return None
    number = _meant(turn)
    return Decision(calls=((_READER, {"number": number}),)) if number else None


def next_step(turn: Turn) -> Decision | None:
    """After the ticket was read: cases like it; after those: the advice."""
    steps = turn.thread.turn
    if steps[0].call.name != _READER or not steps[0].ok or not wants_advice(turn):
        return None
    ticket = steps[0].data.get("ticket")
    if not isinstance(ticket, Mapping):
        return None
    if len(steps) == 1 and _SIMILAR in turn.tools:
        return Decision(calls=((_SIMILAR, _like(ticket)),))
    similar = next((each for each in steps[1:] if each.call.name == _SIMILAR and each.ok), None)
    return _told(turn, steps[0], ticket, similar)


def _meant(turn: Turn) -> str | None:
    named = turn.heard.values("ticket_number")
    return named[0] if len(named) == 1 else None if named else in_talk(turn, "ticket_number")


def _like(ticket: Mapping[str, Any]) -> dict[str, Any]:
    words = str(ticket.get("summary") or "")
    product = within(ticket, "product")
    return {"description": words} | ({"product": product} if product else {})


def _told(turn: Turn, read: Step, ticket: Mapping[str, Any], similar: Step | None) -> Decision:
    number, state = str(ticket["number"]), str(ticket.get("status_label", ""))
    pieces = [f"**[{number}] {ticket.get('summary', '')}** · {state}"]
    if (covered := ticket.get("in_warranty")) is not None:
        pieces.append(turn.say(speech.IN_WARRANTY if covered else speech.OUT_OF_WARRANTY))
    based = [*_based_on(turn, read, similar, number)]
    pieces += based or [turn.say(speech.NO_ADVICE)]
    choices: tuple[Choice, ...] = ()
    if _ON_APPROVAL.search(turn.heard.folded.folded) or _ON_APPROVAL.search(turn.heard.masked()):
        choices = _choices(ticket, number)
        to_decide = speech.YOURS_TO_DECIDE if choices else speech.NOT_TO_DECIDE
        pieces.append(turn.say(to_decide, state=state))
    return turn.answer("\n\n".join(pieces), Outcome.ANSWERED, choices=choices)


def _based_on(turn: Turn, read: Step, similar: Step | None, number: str) -> Iterator[str]:
    if advice := read.data.get("advice"):
        yield str(advice)
    found = similar.data if similar else {}
    fixes = list(found.get("fixes") or ())[:_MOST]
    if fixes:
        lines = [
            f"- {each['what']} ({turn.say(speech.CASES, count=each['cases'])})" for each in fixes
        ]
        yield "\n".join([turn.say(speech.SOLVED_LIKE_IT), *lines])
    cases = [each for each in found.get("cases") or () if each["number"] != number]
    solved = [each for each in cases if each.get("solution")][:_MOST]
    if solved:
        lines = [
            f"- [{each['number']}] {each['summary']} ({each['similarity']}%)\n"
            + turn.say(speech.SOLVED_BY, solution=" ".join(str(each["solution"]).split()))
            for each in solved
        ]
        yield "\n".join([turn.say(speech.MOST_LIKE_IT), *lines])


def _choices(ticket: Mapping[str, Any], number: str) -> tuple[Choice, ...]:
    """The decisions that this person may take on it now."""
    moves = [each for each in ticket.get("moves") or () if each["name"] in _DECIDING]
    return tuple(Choice(str(each["label"]), f"{each['label']} {number}") for each in moves)

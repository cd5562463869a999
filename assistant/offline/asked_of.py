"""What is asked of one ticket: how it stands, what comes next, when, where to, what it costs, why.

The answer is made of the ticket's own facts and of what its kind says comes next; the whole ticket
is shown only to who asks for nothing of this.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pydantic import ValidationError

from assistant.model import Choice
from assistant.offline import asking, details, remedies, speech
from assistant.offline.mentions import Heard
from assistant.offline.pointing import in_talk
from assistant.offline.thread import Step
from assistant.offline.turn import Decision, Turn
from assistant.offline.wish import Wish, wish_of
from domain.kind import kinds
from domain.lifecycle import State
from domain.tickets.shapes import TicketShown
from tools.devices import DeviceStory
from tools.ticket_answers import ahead_told, answer, cover
from tools.tickets import TicketRead, tell_ticket
from tools.tool import Effect

DEVICE = "device_history"
READER, COMMENTS = "read_ticket", "comment_ticket"
_LONGEST = 120  # letters of a message that asks something of the ticket in talk
_SURE = 0.9  # of another tool, for a question not to be about the ticket
_BUTTONS = 4
_MOST_READ = 3
_HISTORIES = frozenset({"device_history", "customer_history"})
_ABOUT_TICKETS = frozenset({READER, COMMENTS, "move_ticket", "assign_ticket", "open_ticket"})
# What else is named is asked about by itself.
_OTHERS = ("part", "sku", "part_like", "article", "wish", "dealer", "customer", "period", "region")

_OF_A_FAULT = ("product", "category")  # what to do about one is no question about a card


def _pattern(zh: str, en: str) -> re.Pattern[str]:
    return re.compile(rf"{zh}|(?<![a-z])(?:{en})(?![a-z])")


_ASPECTS = {
    "state": _pattern(
        r"到(?:了)?(?:哪(?:一?步|里|儿|阶段|了|$)|什么(?:阶段|程度|地步))|什么(?:状态|情况|进展"
        r"|进度)|(?:状态|进度"
        r"|进展)(?:呢|如何|怎么样|是|怎样|$|[?,，。])"
        r"|(?:处理|修|弄|办|搞)(?:得|的)?(?:怎么样|如何|好了?[吗没])|有(?:没有)?(?:消息|进展|结果"
        r"|下文)",
        r"(?:its|the|what|current) (?:\w+ )?(?:state|status)|(?:state|status) of|how far"
        r"|any (?:news|update|progress)"
        r"|where (?:is|are|does) (?:it|we|they|that|this|things) (?:now|stand|at)|where (?:it|we"
        r"|things) stands?"
        r"|how(?:'s| is| are) (?:it|that|this|they|things) (?:going|doing|coming|looking)",
    ),
    "next": _pattern(
        r"接下来|下一?步|然后(?:呢|怎么|要)|之后(?:呢|怎么|会|要|是)|后面(?:怎么|会|要|是)|(?:什么"
        r"|怎么个)?流程"
        r"|(?:我们?|客户|他)(?:现在|还)?(?:要|该|需要|能|可以)(?:再)?(?:做|干|准备|提供)(?:些"
        r"|点)?(?:什么|啥)|在等(?:什么|谁|啥)|等着?(?:什么|谁)"
        r"|(?:现在|该)(?:怎么办|咋办)",
        r"what(?:'s| is| comes| will be)? next|what now|what happens|what will happen|next steps?"
        r"|how does (?:it|this) (?:go on|continue|work)"
        r"|what (?:can|should|do|must|shall) (?:i|we|he|they)(?: have to| need to)? do"
        r"|anything (?:i|we) (?:can|should|need to|have to|must) do"
        r"|what (?:are|is) (?:you|it|they|he) waiting for|waiting for (?:what|whom|us)"
        r"|what do you (?:still )?need",
    ),
    "when": _pattern(
        r"什么时候|啥时候|何时|多久|几天|哪天|多长时间|几号|来得及|赶得上",
        r"when(?! i )|how long|how soon|by when|how many days|eta|in time|what date|which day",
    ),
    "where": _pattern(
        r"(?:寄|发|送)(?:到|去|往|给)?(?:哪|谁|什么地[方址])|(?:寄|收货|邮寄|收件|你们的?"
        r"|总部的?)地址"
        r"|地址(?:是|在|给|呢|发)",
        r"(?:which|what|your|the|shipping|delivery|return) address|where (?:do|should|shall|can"
        r"|must|to|will)(?: (?:i|we|he|they|the \w+))? ?(?:send|ship|deliver|go)?",
    ),
    "cost": _pattern(
        r"(?:要|会|需要|得|用)?(?:收费|付费|收钱|花钱|付钱|掏钱|自费)|免费|要钱|多少钱|(?:什么"
        r"|多少)费用|费用(?:是|多少|谁)|谁(?:出钱|付钱|承担|买单)"
        r"|付(?:了|清)|[欠差]多少|余额|未付|在保|过保|保修|保内|保外|怎么付|如何付|付款方式"
        r"|怎么(?:收|算)(?:钱|费)",
        r"free(?: of charge)?|paid|outstanding|balance|still (?:open|due|owed)|(?:has|have|need"
        r"|going) to pay|who pays|(?:do|does|will|must"
        r"|should) (?:i|we|he|she|they|the customer) pay"
        r"|how much|what (?:does|will|would|is) (?:it|this|that|the repair) (?:going to )?cost"
        r"|costs? (?:him|us|me|them|anything|extra)|charged?|warranty|covered"
        r"|how (?:do|can|should) (?:i|we|he|they) pay|payment methods?",
    ),
    "why": _pattern(
        r"为什么|为何|为啥|怎么(?:会|还没?|被|就|卡)|什么原因|卡(?:住|在)|拖(?:这么|了)|这么(?:久"
        r"|慢)",
        r"why|how come|what(?:'s| is) (?:the (?:reason|hold-?up|problem|delay)|taking so long"
        r"|holding)|stuck|the reason",
    ),
    "excess": _pattern(
        r"[超高多](?:出|了|过)+.{0,4}(?:多少|几)|比预估|预估(?:费用)?(?:是|要|多少)|实际(?:费用|花|成本)"
        r"|(?:为什么|为何|为啥|怎么).{0,12}(?:贵|超(?:预?估|支|了|出)|多花)",
        r"(?:over|above|exceed\w*|than) (?:the |its |our )?(?:estimate|budget)"
        r"|how (?:much|far) (?:over|above|more)|(?:real|actual|estimated) cost"
        r"|what was (?:it )?estimated|(?:why|how come).{0,24}(?:expensive|dear|over|cost)",
    ),
    "who": _pattern(
        r"谁(?:在|来)?(?:修|负责|处理|跟|经手|手上|办)|在谁(?:手上|那)",
        r"who(?:'s| is| has| was| will)?(?: going to| be)? ?(?:it|repair\w*|handl\w*|work\w*"
        r"|responsible|assigned|looking|dealing|got)",
    ),
    "decider": _pattern(
        r"谁(?:来|该|能|可以|有权|要)?(?:批(?!了|过|的)|审批|审核|签字?(?!了|收|过|的)|点头|同意|拍板|做主|说了算)"
        r"|(?:归|由|找|等|要|得|该)谁(?:批|审|签|点头|同意|拍板|定|决定)|我(?:能|可以|有权)批"
        r"|(?:等|需要?|归)(?:哪一?级|什么人)(?:批|审)",
        r"who (?:has to|have to|needs? to|must|should|can|may|is to|gets to|will|do i need to)?"
        r" ?(?:approves?|sign(?:s|ing)?(?: off)?|decides?|okays?|say yes|give the go)"
        r"|whose (?:approval|decision|signature|permission)|(?:can|may"
        r"|am) i (?:allowed to )?approve",
    ),
    "tracking": _pattern(
        r"运单|快递(?:单)?号?|物流", r"tracking|courier|carrier|waybill"
    ),
    "repair": _pattern(
        r"怎么(?:修|解决|处理|弄)(?:好)?的|(?:换|用|动)了?(?:什么|哪些|啥)(?:件|配件|零件|东西)?"
        r"|修了(?:什么|哪)",
        r"how was (?:it|this|that) (?:fixed|repaired|solved)|which parts"
        r"|what (?:was|did they|did we|have they) (?:done|do|replaced?|changed?|fix(?:ed)?)",
    ),
    "finding": _pattern(
        r"检测(?:结果|结论|出|怎么)|查出(?:什么|来|了)|方案是(?:什么|啥)",
        r"what (?:was|did they) (?:found|find)|the finding|diagnos\w+"
        r"|inspection (?:result|report)",
    ),
    "said": _pattern(
        r"(?:有(?:什么|哪些)?|看看|最近的?)(?:留言|备注|评论|沟通)"
        r"|客户(?:怎么|都|最后)?(?:说|回复)了?(?:什么|啥)",
        r"(?:any|the|last|latest) comments"
        r"|what did (?:the customer|he|she|they) (?:say|answer|write)",
    ),
    "hurry": _pattern(
        r"催|加急|加快|快一?[点些]|优先(?!级)|插队|提前|尽快|赶紧|抓紧",
        r"urgent(?:ly)?|hurry|speed (?:it|this|that|things)? ?up|expedite|faster|priorit\w+|rush"
        r"|sooner|chase|push (?:it|this|that|them)",
    ),
}  # fmt: skip
_WONDERS = _pattern(
    r"想知道|想问|在问|问一?下|问(?:我|是不是|能不能|要不要|会不会)",
    r"asks?(?: me| us)? (?:if|whether|when|why|how|what)|(?:wants?|likes?|need) to know|wonders?",
)
_KNOWLEDGE, _OF_THE_HOUSE = "search_knowledge", {"where", "cost", "hurry"}
_OF_MONEY = frozenset({"estimate_repair", "part_prices"})
_ON_DEVICES = _OF_MONEY | {DEVICE, "find_similar_tickets", _KNOWLEDGE}
_OF_COVER = _pattern(
    r"要(?:钱|收费|付)|收费|免费|付钱|花钱|掏钱|自费|谁(?:出|付)|[在过]保|保修|保[内外]",
    r"free|to pay|pays?|charged?|covered|warranty|costs? (?:him|us|me|them|anything)",
)
_ROUGHLY = _pattern(
    r"估|大概|大约|差不多|范围", r"estimat\w+|roughly|about how|ballpark|range|usually"
)
_GOES_WITHOUT = _pattern(
    r"(?:现在|目前|暂时|先|我们?|客户|这次)*(?:没有?|不(?:用|需要|带|传|加|附)|暂无)(?:什么|任何"
    r"|的|有)?"
    r"(?:照片|图片|图|视频|录像|附件|日志|文件|截图)(?:和(?:照片|视频|日志))?(?:现在|目前|可以?|给"
    r"|传|发|呢|了|的)*",
    r"(?:sorry |i |we |he |they )?(?:there are |there's |there is |have |has |got )?(?:no|without"
    r"|not any)(?: any)?"
    r" (?:photos?|pictures?|images?|videos?|files?|attachments?|logs?|screenshots?)"
    r"(?: (?:or|and) (?:photos?|videos?|logs?|files?))?(?: (?:for now|now|yet|today|at the moment"
    r"|available|sorry))*",
)
_OPENS = {"request_restock": "restock"}
_TO_SEND = re.compile(r"寄|发货|发走|发出|送|(?<![a-z])(?:send|ship|post|deliver)(?![a-z])")


def aspects(heard: Heard) -> list[str]:
    """What a message asks of a ticket, in the order in which it is answered."""
    text = heard.folded.folded
    found = [name for name, pattern in _ASPECTS.items() if pattern.search(text)]
    if "excess" in found:
        found = [name for name in found if name != "cost"]
    return [*found, "send"] if "when" in found and _TO_SEND.search(text) else found


def ask(turn: Turn) -> Decision | None:
    """The ticket in talk is read again for a question about it; None for anything else."""
    last, heard = turn.thread.last, turn.heard
    if last is None or last.call.name not in _ABOUT_TICKETS | _ON_DEVICES:
        return None
    if heard.of("ticket_number") or heard.of("sn") or len(heard.text) > _LONGEST:
        return None
    if any(heard.of(kind) for kind in _OTHERS) or not aspects(heard):
        return None
    if last.call.name not in _ABOUT_TICKETS:
        sn = in_talk(turn, "sn")
        covers = sn and DEVICE in turn.tools and _OF_COVER.search(heard.folded.folded)
        return Decision(calls=((DEVICE, {"sn": sn}),)) if covers else None
    number = in_talk(turn, "ticket_number")
    if number is None or READER not in turn.tools or _wants_else(turn, wish_of(turn)):
        return None
    return Decision(calls=((READER, {"number": number}),))


def with_cover(turn: Turn, decision: Decision) -> Decision:
    """Prices asked for one device: its warranty is looked up beside, as it may be free."""
    serials = set(turn.heard.values("sn"))
    names = {name for name, _ in decision.calls}
    if len(serials) != 1 or not names or not names <= _OF_MONEY or DEVICE not in turn.tools:
        return decision
    return replace(decision, calls=(*decision.calls, (DEVICE, {"sn": serials.pop()})))


def cover_told(turn: Turn, step: Step, beside: Sequence[Step]) -> str | None:
    """What the warranty of a device means for a price that is asked; None to show it whole."""
    priced = any(each.call.name in _OF_MONEY for each in beside)
    alone = len(beside) == 1 and _OF_COVER.search(turn.heard.folded.folded)
    if step.call.name != DEVICE or not step.ok or not (priced or alone):
        return None
    try:
        return cover(DeviceStory.model_validate_json(step.text), turn.language)
    except ValidationError:
        return None


def goes_without(turn: Turn) -> Decision | None:
    """`no photos for now`: a card waits as it is without what it does not need."""
    if turn.thread.pending is None:
        return None
    if not _GOES_WITHOUT.fullmatch(turn.heard.folded.folded.strip(" .,!?~")):
        return None
    return turn.answer(turn.say(speech.GOES_WITHOUT))


def of_card(turn: Turn) -> Decision | None:
    """What is asked of a card just shown: what follows once it is approved, that it is urgent."""
    card, heard = turn.thread.pending, turn.heard
    asked = aspects(heard)
    if card is None or turn.thread.last != card or len(heard.text) > _LONGEST:
        return None
    if heard.of("ticket_number") or heard.of("sn"):
        return None
    if not asked or any(heard.of(kind) for kind in (*_OTHERS, *_OF_A_FAULT)):
        return None
    offered = turn.tools.get(card.call.name)
    long = details.long_text(offered) if offered else None
    if asked == ["hurry"] and offered and long:
        words = "\n".join([str(card.proposed.get(long) or ""), heard.text.strip()]).strip()
        return asking.proceed(turn, offered, {**card.proposed, long: words})
    begins = _begins(card)
    if begins is None or not {"next", "when", "where", "why", "state"} & set(asked):
        return None
    state = turn.say(begins.label)
    text = turn.say(
        speech.AFTER_APPROVAL, state=state, ahead=turn.say(begins.ahead or begins.label)
    )
    if "when" in asked:
        text += "\n" + turn.say(speech.NO_DATE)
    return turn.answer(text)


def _begins(card: Step) -> State | None:
    """The state in which the ticket of a card would start, as its preview shows it."""
    kind = kinds().get(str(card.proposed.get("kind") or _OPENS.get(card.call.name)))
    shown = {str(each.get("new")) for each in card.data["proposal"].get("preview") or ()}
    states = kind.states if kind else ()
    return next((each for each in states if {each.label.zh, each.label.en} & shown), None)


def of_the_repairs(turn: Turn) -> Decision | None:
    """`how was it repaired` behind a device's history: the repairs listed there are read."""
    last = turn.thread.last
    if READER not in turn.tools or last is None or last.call.name not in _HISTORIES:
        return None
    if turn.heard.of("ticket_number") or not {"repair", "finding"} & set(aspects(turn.heard)):
        return None
    numbers = [str(row.get("number") or "") for row in last.items]
    repairs = [each for each in dict.fromkeys(numbers) if each.startswith(("RMA", "SVC"))]
    calls = tuple((READER, {"number": each}) for each in repairs[:_MOST_READ])
    return Decision(calls=calls) if calls else None


def is_answered(turn: Turn) -> bool:
    """Whether a ticket or device was read for such a question: it answers, nothing else is done."""
    steps = turn.thread.turn
    return len(steps) == 1 and steps[0].call.name in (READER, DEVICE) and ask(turn) is not None


def _wants_else(turn: Turn, wish: Wish) -> bool:
    """Whether another tool is surely wanted, or something is to be written down."""
    offered = turn.tools.get(wish.name)
    if offered is None or not wish.is_clear:
        return False
    if _WONDERS.search(turn.heard.folded.folded):
        return False
    if offered.tool.effect is Effect.WRITE:
        return not remedies.asks(turn.heard.text) and wish.name != "open_ticket"
    if "excess" in aspects(turn.heard):
        return False
    if wish.name == _KNOWLEDGE and _OF_THE_HOUSE & set(aspects(turn.heard)):
        return False
    if wish.name in _OF_MONEY and not _ROUGHLY.search(turn.heard.folded.folded):
        return False
    return wish.score >= _SURE and wish.name not in _ABOUT_TICKETS


class Answered(NamedTuple):
    text: str
    choices: tuple[Choice, ...]


def told(turn: Turn, step: Step) -> Answered | None:
    """The answer to what is asked of a ticket just read, with buttons; None to show it whole."""
    asked = aspects(turn.heard)
    if not asked or step.call.name != READER or not step.ok:
        return None
    try:
        result = TicketRead.model_validate_json(step.text)
    except ValidationError:
        return None
    text = answer(result, asked, turn.language)
    if text and asked == ["state"] and turn.heard.of("ticket_number"):  # how is it: all of it
        text = (
            f"{tell_ticket(result, turn.language)}\n\n{ahead_told(result, turn.language)}".strip()
        )
    if text is None or result.ticket is None:
        return None
    return Answered(text, tuple(_buttons(turn, result.ticket, asked)))


def _buttons(turn: Turn, ticket: TicketShown, asked: Sequence[str]) -> Iterator[Choice]:
    if COMMENTS in turn.tools and ticket.is_open and "hurry" in asked:
        label = turn.say(speech.ASK_TO_HURRY)
        words = turn.say(speech.HURRY_SAID, number=ticket.number)
        yield Choice(label, speech.command(turn.tools[COMMENTS], words, turn.language))
    if {"next", "hurry", "why", "state"} & set(asked):
        for each in ticket.moves[:_BUTTONS]:
            yield Choice(each.label, f"{each.label} {ticket.number}")

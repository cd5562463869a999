"""How people say in which state tickets are: by the labels of their states, open or ended.

Patterns over the folded text, the first that fits decides: what is denied (`not closed`) comes
before what it denies.
"""

import re
from collections.abc import Iterator

from domain.kind import kinds
from domain.language import Text
from domain.tickets.finding import NOT_YET

_DONE = (
    r"处理完|处理好|处理|完成|完结|办完|办好|办结|弄完|弄好|搞定|搞完|修完|修好|解决|关闭|关掉|关"
    r"|结案|结束|结掉|结|了结|闭环"
)
_DONE_EN = (
    r"closed|done|finished|resolved|solved|settled|fixed|completed?|ended"
    r"|(?:handled|dealt with)(?! by)"
)
_OPEN = (
    rf"(?:没有?|未|尚未|还没有?|没能)(?:被|有)?(?:{_DONE})",
    rf"(?:not|n'?t|never|yet to be|to be)\s+(?:yet\s+|been\s+|be\s+)*(?:{_DONE_EN})(?![a-z])",
    r"(?<![a-z])un(?:resolved|finished|solved|settled|closed|done)(?![a-z])",
    r"处理中|进行中|在处理|在办|挂着|开着|遗留",
    r"(?<![a-z])(?:still |currently )?(?:open|outstanding|pending(?! approv)|ongoing|in progress"
    r"|under way)(?![a-z])",
)
_ENDED = (
    rf"(?:已经?|都|全)(?:{_DONE})|结案|完结|(?:结|关|办完|处理完|搞定|弄完)(?:了|掉)?的",
    rf"(?<![a-z])(?:{_DONE_EN})(?![a-z])",
)
# What has not happened yet, by what it is; said before what has.
_NOT_YET = {
    "not_received": (r"收(?:到|货|件)?|到(?:货|达)?|签收", r"received|arrived|come in|here"),
    "not_inspected": (r"检(?:测|验|查)?|拆", r"inspected|looked at|checked"),
    "not_repaired": (r"修(?:好|完|理)?|维修(?:完)?", r"repaired|fixed"),
    "not_shipped": (r"发(?:货|出|走)?|寄(?:出|走|回)?", r"shipped|sent(?: back)?|dispatched"),
}
# States that are reached once and are told by what was done: shipped today.
_DONE_STATES = {
    "received": (r"收(?:到|货|件)|到货|签收", r"received|arrived|came in"),
    "inspected": (r"检测", r"inspected"),
    "repaired": (r"修(?:好|完)|维修完成?", r"repaired"),
    "paid": (r"付款|收款|付清", r"paid"),
    "shipped": (r"发(?:货|出|走)|寄(?:出|走|回)", r"shipped|dispatched"),
    "cancelled": (r"取消|作废", r"cancelled|canceled"),
    "rejected": (r"拒绝|驳回", r"rejected|turned down"),
}
# What tickets wait for, by what is to be done with them: the state before it, not the one behind.
_TO_COME = {
    "not_received": (
        r"收(?:到|件)?(?!货)|(?<![等待着])收货|到(?:货|达|仓)?|签收|寄到|入库",
        r"receiv\w+|receipt|arriv\w+|come in|check(?:ed)? in",
    ),
    "not_inspected": (r"检测|检验|检查|拆检|拆机", r"inspect\w*"),
    "not_repaired": (r"维?修(?:理|好|完)?", r"repair\w*|fix(?:ed)?"),
    "not_shipped": (
        r"发(?:货|出|走|回)?|寄(?:出|走|回|还)|出货",
        r"ship\w*|dispatch\w*|(?:be|go|send|sent)(?: being)? (?:sent |back|out)+",
    ),
    "awaiting_payment": (r"(?:付|收|打)款|付钱|交钱|结账", r"paid|pay|payments?|the money"),
    "pending_approval": (r"审?批(?:准|复)?|审核", r"approv\w*"),
    "quote_sent": (
        r"(?:确认|接受|同意|回复)(?:我们的?)?报价|报价(?:的)?(?:确认|回复)",
        r"(?:confirm|accept)\w*(?: of)? (?:the |our |their )?quotes?|quotes? (?:to be )?(?:confirm"
        r"|accept)\w+",
    ),
}
_ENDED_LABEL = {"open": Text("未结束", "open"), "ended": Text("已结束", "over")}
_NOT_YET_LABEL = {
    "not_received": Text("还没收到（待收货、运输中）", "not received yet"),
    "not_inspected": Text("还没检测", "not inspected yet"),
    "not_repaired": Text("还没修好", "not repaired yet"),
    "not_shipped": Text("修好还没发货", "not shipped yet"),
}
_MORE: dict[str, tuple[str, ...]] = {
    "pending_approval": (
        r"等(?:着|待)?审批|要审批|待批|(?:a?waiting|pending|for|to be) approv\w+",
    ),
    "waiting_customer": (
        r"等(?:着|待)?客户(?!自)|wait\w* (?:for|on) (?:the )?(?:customer|client)s?",
    ),
    "quote_sent": (
        r"quotes? (?:that )?(?:are |is )?(?:still )?(?:waiting|unanswered|unconfirmed"
        r"|not (?:yet )?(?:confirmed|answered|accepted))(?: (?:to be|for) \w+)?",
    ),
    "awaiting_receipt": (r"等(?:着|待)?收货|(?:waiting|wait) (?:for|to be) recei\w+",),
    "repairing": (r"在修|being repaired|in repair|on the bench",),
    "in_transit": (r"在路上|在途|寄过来的路上|on (?:the|its|their) way(?: (?:to us|in|here))?",),
    "exception": (
        r"异常的?(?:返厂|返修|维修)?(?:单|工单|rma)|(?:返厂|返修|维修)?异常(?:的|要批|等)?(?=有|没)"
        r"|异常(?:待确认)?的?[那这](?:[张个台单]|一)|(?<![a-z])(?:in|with an?) exception(?![a-z])"
        r"|exceptions? (?:waiting|to (?:approve|decide))|rmas? (?:with|in) (?:an )?exceptions?",
    ),
    "awaiting_payment": (r"等(?:着|待)?(?:付款|收款)|没付款|unpaid|waiting for payment",),
}
_GENERIC = frozenset({"in_progress", "open", "closed", "resolved"})  # said of open or ended ones
_OF_TICKETS = r"(?:rmas?|tickets?|cases?|repairs?|units?|devices?|orders?|ones|returns?)"


def telling_states() -> list[str]:
    """The states that are told by words of their own: nothing else is repaired or in transit."""
    general = {"open", "ended", *NOT_YET}
    return [each for each in status_patterns() if each not in general]


def status_patterns() -> dict[str, tuple[str, ...]]:
    """`open`, `ended` and state codes with their patterns, in the order they are tried."""
    found = {code: _not_yet(*said) for code, said in _NOT_YET.items()}
    for code, said in _TO_COME.items():
        found[code] = (*found.get(code, ()), *_waits_for(*said))
    found["open"] = _OPEN
    for code, patterns in sorted(_states(), key=lambda pair: -len(pair[1][0])):
        found[code] = tuple(dict.fromkeys((*found.get(code, ()), *patterns)))
    return {**found, "ended": _ENDED}


def _states() -> Iterator[tuple[str, tuple[str, ...]]]:
    for kind in kinds().values():
        for state in kind.by_state.values():
            if state.code not in _GENERIC:
                yield state.code, (_chinese(state.label.zh), _english(state.label.en))
    yield from _MORE.items()
    for code, said in _DONE_STATES.items():
        yield code, _was_done(*said)


def is_reached(status: str | None) -> bool:
    """Whether days said with a state are those on which it was reached: shipped today."""
    return status in _DONE_STATES


def status_told(status: str) -> Text:
    """What a state, `open`, `ended` or what is not done yet is called."""
    labels = {
        state.code: state.label for kind in kinds().values() for state in kind.by_state.values()
    }
    return {**labels, **_ENDED_LABEL, **_NOT_YET_LABEL}.get(status, Text(status, status))


def _not_yet(zh: str, en: str) -> tuple[str, ...]:
    return (
        rf"(?:还没有?|尚未|没有?|未)(?:被|有)?(?:{zh})(?:的|呢|(?=有|$|[\s?,]))",
        rf"(?:not|n'?t|never|yet to be|still to be)\s+(?:yet\s+|been\s+|be\s+)*(?:{en})(?![a-z])",
        rf"(?<![a-z])un(?:{en})(?![a-z])",
    )


def _waits_for(zh: str, en: str) -> tuple[str, ...]:
    """Said of tickets with what is to be done with them: 等着发货的, RMAs to be inspected."""
    return (
        r"(?:在?等(?:着|待)?|待|该|需要?|要)(?:我们|你们|他们|客户|总部|仓库|对方|人|去|来)*"
        rf"(?:{zh})(?:的(?!时候?|话|客|地|人)|(?=有(?:哪|几|多|什|没|啥)|吗|$|[\s?,]))",
        r"(?<![a-z])(?:wait\w* (?:for us |for me )?(?:to|for|on)|awaiting"
        rf"|(?:that|which|what|anything|{_OF_TICKETS}|cameras?)(?: (?:that|which))?(?: still)?"
        r"(?: (?:are|is))?(?:(?: (?:needs?|has|have|ought|due|yet|left))? to| needs?)"
        r"|still (?:ha\w+|needs?) to)(?: be| get| the| a| their| our| us to| me to| being)*"
        rf" (?:{en})(?![a-z])",
    )


def _was_done(zh: str, en: str) -> tuple[str, ...]:
    """Said of tickets with what was done to them: 今天发货了哪些, which ones shipped."""
    return (
        rf"(?<![没未待要该能可等着])(?:{zh})(?:了|过的?|的(?!时|人|地|话|客))",
        r"(?<![a-z])(?:which|what|ones?|units?|anything|everything|any|tickets?|rmas?|cameras?"
        rf"|that|all|those|we|got|been|have|has)\s+(?:\w+\s+)?(?:{en})(?![a-z])",
        rf"(?<![a-z])(?:{en}) (?:ones|rmas?|tickets|units|cameras)(?![a-z])",
    )


def _chinese(label: str) -> str:
    return re.sub("^已", "(?:已经?|被)", re.escape(label.lower()))


def _english(label: str) -> str:
    """A label of one word is said of tickets, or after `are`: `paid` alone may be anything."""
    word = re.escape(label.lower())
    if " " in label:
        return rf"(?<![a-z]){word}(?![a-z])"
    return (
        rf"(?<![a-z]){word} {_OF_TICKETS}(?![a-z])"
        rf"|(?<![a-z])(?:are|is|were|been|be|already|status:?) {word}(?![a-z])"
    )

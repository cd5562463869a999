"""How people say in which state tickets are: by the labels of their states, open or ended.

Patterns over the folded text, the first that fits decides: what is denied (`not closed`) comes
before what it denies.
"""

import re
from collections.abc import Iterator

from domain.kind import kinds

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
_MORE: dict[str, tuple[str, ...]] = {
    "pending_approval": (
        r"等(?:着|待)?审批|要审批|待批|(?:a?waiting|pending|for|to be) approv\w+",
    ),
    "waiting_customer": (
        r"等(?:着|待)?客户(?!自)|waiting (?:for|on) (?:the )?(?:customer|client)s?",
    ),
    "awaiting_receipt": (r"等(?:着|待)?收货|还没收到的|not (?:yet )?(?:received|arrived)",),
    "repairing": (r"在修|being repaired|in repair|on the bench",),
    "in_transit": (r"在路上|在途|寄过来的路上|on (?:the|its|their) way(?: (?:to us|in|here))?",),
    "exception": (
        r"异常的?(?:返厂|返修|维修)?(?:单|工单|rma)|(?:返厂|返修|维修)?异常(?:的|要批|等)?(?=有|没)"
        r"|exceptions? (?:waiting|to (?:approve|decide))|rmas? (?:with|in) (?:an )?exceptions?",
    ),
    "awaiting_payment": (r"等(?:着|待)?(?:付款|收款)|没付款|unpaid|waiting for payment",),
}
_GENERIC = frozenset({"in_progress", "open", "closed", "resolved"})  # said of open or ended ones
_OF_TICKETS = r"(?:rmas?|tickets?|cases?|repairs?|units?|devices?|orders?|ones|returns?)"


def telling_states() -> list[str]:
    """The states that are told by words of their own: nothing else is repaired or in transit."""
    return [each for each in status_patterns() if each not in ("open", "ended")]


def status_patterns() -> dict[str, tuple[str, ...]]:
    """`open`, `ended` and state codes with their patterns, in the order they are tried."""
    found: dict[str, tuple[str, ...]] = {"open": _OPEN}
    for code, patterns in sorted(_states(), key=lambda pair: -len(pair[1][0])):
        found[code] = tuple(dict.fromkeys((*found.get(code, ()), *patterns)))
    return {**found, "ended": _ENDED}


def _states() -> Iterator[tuple[str, tuple[str, ...]]]:
    for kind in kinds().values():
        for state in kind.by_state.values():
            if state.code not in _GENERIC:
                yield state.code, (_chinese(state.label.zh), _english(state.label.en))
    yield from _MORE.items()


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

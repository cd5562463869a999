"""Words that point back at what was listed or spoken of: the second one, 那台, them, he."""

import re

from assistant.offline.mentions import Heard

_ONES = re.compile(
    r"[那这][几一些]?[张台单个]"
    r"|(?<![a-z])(?:the|that|those|these)(?: other)? (?:ones?|tickets?|rmas?"
    r"|repairs?)(?![a-z])|(?<![a-z])those(?![a-z])"
)
_DIGITS = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "十": 10, "首": 1, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_ORDINAL = re.compile(
    r"第\s*(?P<zh>[一二两三四五六七八九十]|\d{1,2})\s*(?:个|条|张|单|台|项|件|份|笔)"
    r"|(?P<zh_last>最后一?(?:个|条|张|台|项|单))(?![月周年天季])"
    r"|(?:\b|(?<![a-z]))(?P<en>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|\d{1,2}(?:st|nd|rd|th))\s+(?:one|ticket|case|item|result|device|unit|rma|entry|hit)"
    r"|(?:number|no\.?|#)\s*(?P<num>\d{1,2})(?![\d-])|(?P<en_last>the last (?:one|ticket|case"
    r"|item))"
)
_POINTER = re.compile(
    r"它|(?P<device>[那这]台(?:机器|机子|设备|相机)?|该机|该设备|[这那]个设备|此机|这机器|这部)"
    r"|(?P<ticket>(?:刚才?|刚刚)?(?:开|建|提|报)的?(?:[那这]个?)?(?:一?张)?"
    r"(?:工单|单子|单|返厂单|咨询单)"
    r"|(?:刚才|刚刚|上面|前面)?的?[这那](?:一?张|个)?(?:工单|单子|单|返厂单|咨询单)|该工单"
    r"|上一?[个张](?:工单|单子|单))"
    r"|上一?个(?!月|星期|礼拜|周|季|财)|刚才(?:那|的|这)|刚刚|前面那|上面那"
    r"|(?<![a-z])(?:it|its|that (?:one|ticket|case|unit|device|camera|rma|body)"
    r"|this (?:one|ticket|case|unit|device|camera|rma|body)|the (?:previous|last) (?:one|ticket"
    r"|case)"
    r"|same (?:unit|device|ticket|one))(?![a-z])"
)
_THEM = re.compile(
    r"他们|她们|[这那他]家(?!里)|(?<![a-z])(?:they|them|their|that dealer|this dealer)(?![a-z])"
)
_WHO = re.compile(
    r"[他她](?!们|人|的?话)|[这那该]个?(?:客户|用户|人|位)(?!们)"
    r"|(?:^|[^\w])客户(?=是|在|叫|还有|有|以前|之前|的)"
    r"|(?<![a-z])(?:he|him|his|she|her|hers"
    r"|(?:this|that|the|same) (?:customer|client|person|owner|guy))(?![a-z])"
)
_SOME = re.compile(
    r"其中|(?:这|那)?里面|这里头|当中"
    r"|(?<![a-z])(?:of (?:them|those|these|that|which)|among (?:them|those|these))(?![a-z])"
)
_ALL = re.compile(
    r"全部|所有的?|这些|那些|它们|一起批|都批"
    r"|(?<![a-z])(?:all of (?:them|these|those)|them all|all (?:these|those)|both)(?![a-z])"
)


def means_ones(heard: Heard) -> bool:
    """Whether a message speaks of tickets as `the one`, `those`, `那几张`."""
    return bool(_ONES.search(heard.folded.folded))


def ordinal(heard: Heard) -> int | None:
    """Which item of the last list is meant: 1 for the first, -1 for the last one."""
    match = _ORDINAL.search(heard.folded.folded)
    if match is None:
        return None
    if match["zh_last"] or match["en_last"]:
        return -1
    said = match["zh"] or match["en"] or match["num"]
    if said in _DIGITS:
        return _DIGITS[said]
    return int(re.sub(r"\D", "", said))


def means_some(heard: Heard) -> bool:
    """Whether a message is about some of what was just listed: which of them are closed."""
    return bool(_SOME.search(heard.folded.folded))


def means_all(heard: Heard) -> bool:
    """Whether everything that was just listed is meant."""
    return bool(_ALL.search(heard.folded.folded))


def means_them(heard: Heard) -> bool:
    """Whether a message is about the people or the firm that were spoken of."""
    return bool(_THEM.search(heard.folded.folded))


def means_somebody(heard: Heard) -> bool:
    """Whether a message is about one person who was spoken of: he, her, that customer."""
    return bool(_WHO.search(heard.folded.folded))


def points_back(heard: Heard) -> bool:
    return bool(_POINTER.search(heard.folded.folded))


def with_pointed_at(masked: str, sign: str) -> str:
    """The masked message with the sign of what it points back at in the pointer's place.

    Where nothing points, the sign stands before the message.
    """
    if sign == "customer" and _WHO.search(masked):
        return _WHO.sub(" ⟨customer⟩ ", masked, count=1)
    if not _POINTER.search(masked):
        return f" ⟨{sign}⟩ {masked}"

    def named(match: re.Match[str]) -> str:
        if match["device"]:
            return " ⟨sn⟩ "
        return " ⟨ticket_number⟩ " if match["ticket"] else f" ⟨{sign}⟩ "

    return _POINTER.sub(named, masked, count=1)

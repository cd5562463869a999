"""The person's own words without the request around them: cut at the edges, never rewritten."""

import re
from collections.abc import Iterable

from assistant.offline.folded import Folded
from assistant.offline.mentions import Mention

_KIND = (
    r"(?:咨询|返厂|返修|维修|报修|寄修|服务|补货|经销商维修|本地维修|投诉|售后|服务请求|rma|svc|consult)"
)
_PAPER = r"(?:工单|单子|单号|单|案子|申请|记录|请求|case|ticket|rma|tiket)"
_OPEN = r"(?:开|建|创建|新建|新开|登记|提交?|递交|录入?|立|走|下|做|申请|起|办|报|生成|安排|发起)"
_PIECES = (
    # Chinese: manners, helpers, opening, finding, comparing
    r"请问|请教|请|麻烦您?|劳驾|拜托|您好|你好|能不能|能否|可以|可不可以|是否|有劳|谢谢|多谢|辛苦了?",
    r"帮忙|帮我们?|帮|给我们?|给|替我?|为|让你|你们?|我们?(?=想|要|需|有\d|有[一两三])|我(?=想|要|需)",
    r"我?(?:想要?|需要|要|得|打算)(?=[开建创新登提录立走申起办报查找看问了知搜一个张列寄返送])",
    rf"(?:直接)?{_OPEN}(?:了|一下|下|立|上)?(?:一?[个张份条台笔])?(?:新的?)?的?{_KIND}*的?{_PAPER}",
    rf"(?:新来|来|有)了?(?:一?[个张份条])?(?:新的?)?{_KIND}{_PAPER}?(?=$|[,.;:!? ])",
    rf"(?:直接|先)?(?:登记|报修|报个修|录入系统|录系统|入系统|建档|立案|寄修|返修|返厂|{_KIND}申请)"
    r"(?:一下|下|吧|了)?(?=$|[,.;:!? ])",
    rf"(?:帮我?|给我?)?(?:提|报|记|录|登记)(?:一下|上去|下来|到系统里?)(?=$|[,.;:!? ]|吧)",
    rf"(?:怎么)?走(?:一下)?{_KIND}(?:流程)?",
    rf"(?:一?[个张份条])?{_KIND}{_PAPER}(?=$|[,.;:!? ])",
    r"(?:查|找|搜|看|列|翻|调)(?:一?查|一?找|一?搜|一?看|一?下|一?翻)?(?:出来?|看|到)?(?:一下|下)?(?:有没有|有无)?",
    r"有没有人?|有无|有什么|有哪些|哪些|还有(?:哪些|没有|多少)?|都有(?:哪些|什么)?|所有的?|全部的?",
    r"(?:以前|之前|历史上?|过去|别人|其他人|别的机器)?(?:有没有|有过?|是否)?(?:遇到|碰到|出现|发生)过?",
    r"(?:跟|和|与)?(?:这个?|那个?)?(?:类似|相似|相同|同样|一样|差不多|同类|参考)的?",
    r"(?:案例|先例|情况|工单|单子|case|cases|例子)(?:推荐)?(?:一下)?(?:给我)?(?:看看|参考)?",
    r"(?:给我)?(?:几个|一些|点)(?=参考|类似|相似|案例)|症状是|现象是|故障现象是?|问题是|描述是?|内容是?",
    r"吗|么|呢|吧|啊|呀|没有|没|一下|看看|的话|那边|关于|有关|里面?|中|上|被|从|在|是|的",
    r"(?:加|写|留|补充?|添加|追加)(?:一?[个条句下])?(?:内部)?(?:备注|评论|留言|说明|记录|注释)",
    r"查询|知识库|资料库|文档|手册|客户|经销商|代理商|设备|机器(?=$|[,.;:!? ])|这台|那台|该|它",
    r"名?叫|称呼|姓名|序列号|机身号|编号|s/?n|serial(?: number| no\.?)?|工单号|单号",
    # English: manners, helpers, opening, finding, comparing
    r"please|pls|plz|kindly|hi|hello|hey|thanks|thank you|(?:can|could|would|will) (?:you|u|we|i)",
    r"i(?:'d| would)? (?:like|want|need) (?:you )?to|(?:i |we )?(?:need|want|have) to|let'?s|help me(?: to)?",
    r"(?:open(?: up)?|create|raise|log|file|register|start|make|submit|book(?: in)?|set up|put in|place|"
    r"enter|report|record|add|write up|do|get)(?: (?:me|us|him|her|them))?(?: (?:a|an|the|another|one|"
    r"new|up|in))*(?: (?:consult(?:ation|ing)?|rma|return|repair|dealer|local|service|support|warranty|"
    r"fault|new))*(?: (?:ticket|tiket|case|rma|return|repair|consult(?:ation)?|request|order|job|claim"
    r"|svc|fault|problem|issue)s?)",
    r"(?:and )?(?:log|register|record|report|file|book|open|raise|enter) (?:it|this|that|one|him|her)"
    r"(?: in| up| for me| please| down)*",
    r"(?:a|an|the|new|another)* ?(?:consult(?:ation)?|rma|return|repair|support) (?:ticket|case|request)"
    r"(?=$|[,.;:!? ])",
    r"for (?:me|us|him|her|them)|to me|now|right away|asap",
    r"(?:are|were|is|was) there(?: any)?|do (?:we|you) have(?: any)?|any|some|show(?: me)?|find(?: me)?|"
    r"look(?:ing)? for|search(?: for)?|list|get me|give me|pull up|look up|check|see|all",
    r"similar|comparable|alike|like this|identical|same kind of|the same",
    r"(?:cases|tickets|issues|repairs|rmas|incidents|reports|precedents|faults|problems)(?= |$|[,.;:!?])",
    r"(?:has|have|did) (?:this|that|it|anyone|anybody|we|you|other (?:cameras|units|customers))"
    r"(?: ever)?(?: (?:happened|seen|had|have|come up|occurred|encountered|run into))?(?: before)?",
    r"(?:seen|happened|occurred) before|before|in the past|previously|to (?:this|that)|with this",
    r"about|regarding|concerning|because|as|since|where|which|that|who|with|for|from|of|on|at|by|to|in",
    r"the (?:symptom|problem|issue|fault|question) is|problem|symptom|customer|client|dealer|named|called",
    r"(?:add|leave|write|put|make)(?: (?:a|an|the|internal|this|new))* (?:note|comment|remark)s?",
    r"and|it|its|this|the|a|an|also|then|so|device|unit(?= |$)|knowledge ?base|kb|'s|is|are",
)  # fmt: skip
_LATIN_EDGE = r"(?<![a-z0-9'])"
_LEFT = re.compile(
    "|".join(f"(?:{_LATIN_EDGE if each.isascii() else ''}(?:{each})"
             f"{'(?![a-z0-9])' if each.isascii() else ''})" for each in _PIECES)
)  # fmt: skip
_CLAUSES = re.compile(r"[,;:!?\n。]+|\.(?=\s|$)|(?<=\s)-(?=\s)")
_EDGE = " \t-_·/()[]\"'<>|,.;:!?\n\u3000"
_SMALL = re.compile(
    r"(?:[a-z]{1,2}|the|and|you|can|for|with|this|that|was|are|its|just|too|there|here|now|又|了|也|就|都"
    r"|还|很|再|个|台|件|那|这|什|么|怎|样|何|谁|哪|我|你|您|他|她|们|啊|哦|嗯|好|行|对|什么|怎么)"
)
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[一-鿿]")


def own_words(folded: Folded, used: Iterable[Mention]) -> str | None:
    """The longest stretch that is no request and names nothing already `used`; None without one."""
    taken = [(each.start, each.end) for each in used]
    runs: list[tuple[int, int]] = []
    joined = False
    for start, end in _clauses(folded.folded, taken):
        start, end = trimmed(folded.folded, start, end, taken)
        if not says_something(folded.folded[start:end]):
            joined = False
            continue
        if joined:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
        joined = True
    if not runs:
        return None
    start, end = max(runs, key=lambda run: run[1] - run[0])
    return folded.said(start, end)


def trimmed(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> tuple[int, int]:
    """The part of text[start:end] without request words and taken names at either end."""
    moved = True
    while moved and start < end:
        moved = False
        while start < end and text[start] in _EDGE:
            start += 1
        while start < end and text[end - 1] in _EDGE:
            end -= 1
        for left, right in taken:
            if left <= start < right:
                start, moved = min(right, end), True
            if left < end <= right:
                end, moved = max(left, start), True
        piece = _LEFT.match(text, start, end)
        if piece and piece.end() > start and _whole(text, piece.end(), end):
            start, moved = piece.end(), True
            continue
        shorter = _cut_right(text, start, end)
        if shorter < end:
            end, moved = shorter, True
    return start, end


def _cut_right(text: str, start: int, end: int) -> int:
    """Where the text ends when the request words at its end are left away."""
    for place in range(max(start, end - 40), end):
        piece = _LEFT.fullmatch(text, place, end)
        if piece:
            return place
    return end


def _whole(text: str, place: int, end: int) -> bool:
    """No cut in the middle of a Latin word."""
    if place >= end or not text[place].isascii() or not text[place].isalnum():
        return True
    return not (text[place - 1].isascii() and text[place - 1].isalnum())


def _clauses(text: str, taken: list[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    start = 0
    for match in _CLAUSES.finditer(text):
        if any(left <= match.start() < right for left, right in taken):
            continue
        if start < match.start():
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def says_something(text: str) -> bool:
    """Whether a stretch holds more than small words: a Latin word, or two Han characters."""
    words = [each for each in _WORD.findall(text) if not _SMALL.fullmatch(each)]
    latin = sum(1 for each in words if each.isascii() and not each.isdigit())
    return latin >= 1 or len(words) - latin >= 2

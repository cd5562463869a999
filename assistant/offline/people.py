"""Customers and dealers that a message names without being in the viewer's vocabulary."""

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.offline.mentions import Heard, Mention
from assistant.offline.ordinary import is_ordinary

_LATIN_NAME = r"[A-Z][\w'.-]*(?:[ ][A-Z][\w'.-]*){0,2}"
_SURNAME = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕"
    "丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴]"
)
_FAMILY_NAME = r"[A-Z][a-z][\w'-]+"
_HAN_NAME = rf"(?<![几一二两三四五六七八九十这那每多少哪\d]){_SURNAME}[一-鿿]{{1,2}}"
_HAN_FIRM = r"[一-鿿]{2,8}"
_OPENING = r"(?:开|建|创建|新建|登记|提交?|录|立|申请|报|做|办|下|发)"
_LISTED_ZH = r"(?:工单|返厂单|返修单|咨询单|维修单|单子|单|案子|记录|历史|履历|报修)"
_LISTED_EN = r"(?:tickets?|cases?|rmas?|repairs?|returns?|consults?|requests?|history|records?)"
_ZH = (
    re.compile(rf"(?:客户|用户|联系人|顾客)\s*(?:叫|是|名叫|[:：])?\s*(?P<name>{_LATIN_NAME})"),
    re.compile(
        rf"(?:客户|用户|联系人|顾客)\s*(?:叫做?|名叫|姓名是?|[:：])\s*(?P<name>{_HAN_FIRM})"
    ),
    re.compile(
        rf"(?:帮|给|替|为)\s*(?:\x00+\s*的?\s*)?(?:客户)?\s*"
        rf"(?P<name>{_LATIN_NAME}|{_HAN_NAME}?)\s*{_OPENING}(?:一?[个张份]|立)?"
    ),
    # A word in small letters goes on with the name of a thing: a Back board.
    re.compile(rf"\x00+\s*(?:的|那边的|家的)\s*(?:客户)?\s*(?P<name>{_LATIN_NAME})(?!\w| [a-z])"),
    re.compile(
        rf"(?P<name>{_LATIN_NAME})\s*(?:这个|那个|这位|那位|这家|那家|公司)?\s*(?:客户|用户|顾客)(?=的|名下|有|之前|以前|$)"
    ),
    re.compile(
        rf"(?:客户|用户|顾客)\s*(?P<name>[一-鿿]{{2,8}}?)\s*(?:的|名下的?|有|之前|以前|最近)"
        rf"[^,，。|\x00]{{0,8}}?{_LISTED_ZH}"
    ),
    re.compile(rf"(?P<name>{_LATIN_NAME})\s*(?:家|那边|公司)?的\s*\|"),  # whose camera it is
    re.compile(
        rf"(?P<name>{_LATIN_NAME}|{_HAN_NAME}|[一-鿿]{{2,6}}公司)\s*(?:的|名下的?|有(?:哪些|什么|几张|多少))"
        rf"\s*(?:所有|全部|未关闭的?|历史)?\s*{_LISTED_ZH}"
    ),
)
_EN = (
    re.compile(
        rf"(?i:customer|client|user|end user)\s+(?i:called|named|is"
        rf"|:)?\s*(?P<name>{_LATIN_NAME})"
    ),
    re.compile(rf"(?i:customer|client)\s*:\s*(?P<name>{_LATIN_NAME})"),
    re.compile(
        rf"(?i:for|from|by)\s+(?P<name>{_LATIN_NAME})(?:\s+(?i:of|from|at|with|\("
        rf"|,)\s*)\(?\x00"
    ),
    re.compile(
        rf"\x00(?:'s)?\s+(?i:customer|client)?\s*(?P<name>{_LATIN_NAME})(?=\s*(?:$"
        rf"|[,.:;]))"
    ),
    re.compile(
        r"(?i:ticket|case|rma|return|repair|request|consult|consultation)\s+for\s+"
        rf"(?P<name>{_LATIN_NAME})(?=\s*(?:$|[,.:;-]|\x00|of\b|at\b|from\b))"
    ),
    re.compile(
        rf"(?i:{_LISTED_EN})\s+(?i:of|from|by|for)\s+"
        r"(?i:(?:the )?(?:customer|client|company|dealer)\s+)?"
        rf"(?P<name>{_LATIN_NAME})"
        r"(?=\s*(?:$|[?!,.:;]|(?i:that|which|in|since|during|from|this|last)\b|\|))"
    ),
    re.compile(
        rf"(?P<name>{_LATIN_NAME})(?:'s|’s)\s+(?i:open |closed |old |last )?(?i:{_LISTED_EN})"
    ),
    re.compile(rf"(?P<name>{_LATIN_NAME})(?:'s|’s)\s+(?i:old |new |broken )?\|"),
)
# Who is called a dealer, or has what only dealers have.
_HELD = r"(?:库存|备货|欠款|欠账|应收|账期|账龄|账款|结算|备件)"
_HELD_EN = r"(?:stock|inventory|shelf|debts?|balance|account|receivables?|settlement)"
_DEALERS = (
    re.compile(rf"(?:经销商|代理商|分销商)\s*(?:叫|是|[:：])?\s*(?P<name>{_LATIN_NAME})"),
    re.compile(rf"(?P<name>{_LATIN_NAME})\s*(?:这家|那家|这个|那个)?\s*(?:经销商|代理商|分销商)"),
    re.compile(rf"(?P<name>{_LATIN_NAME})\s*(?:那边|那里|家)?\s*的?\s*{_HELD}"),
    re.compile(rf"(?P<name>{_LATIN_NAME})\s*(?:那边|那里)?\s*(?:还|现在)?(?:欠|该付)"),
    re.compile(rf"(?i:dealer|reseller|distributor)\s+(?i:called |named )?(?P<name>{_LATIN_NAME})"),
    re.compile(rf"(?P<name>{_LATIN_NAME})\s+(?i:dealer|reseller|distributor)"),
    re.compile(
        rf"(?P<name>{_LATIN_NAME})(?:'s|’s)\s+(?i:current |open |part |parts )*(?i:{_HELD_EN})"
    ),
    re.compile(rf"(?i:{_HELD_EN})\s+(?i:of|at|for|from)\s+(?i:dealer )?(?P<name>{_LATIN_NAME})"),
    re.compile(rf"(?i:does|do|did|what)\s+(?P<name>{_LATIN_NAME})\s+(?i:still )?(?i:owes?)"),
)
_ACRONYM = re.compile(r"[A-Z0-9]{1,5}")
_NO_NAME = (
    "rma sn svc sdi hdmi usb case ticket the a my i it please mavo terra lf edge nd lanc raw "
    "prores cfexpress ssd fps wifi "
    "facebook wechat slack wecom email no all any monday tuesday wednesday thursday friday "
    "stock inventory our your their its my january february march april june july august september "
    "什么 谁 哪位 哪家 哪个 哪些 多少 一个 一张 一下 这台 那台 我们 他们 这个 那个 "
    "返厂 维修 咨询 设备 机器"
)
_NOT_NAMES = frozenset(_NO_NAME.split())


def with_people(heard: Heard) -> Heard:
    """The message with one more dealer or customer, where its words introduce one by name."""
    text = _open_view(heard)
    known = heard.of("customer")
    if known:
        return _longer(heard, known[0], text)
    if not heard.of("dealer") and (dealer := _introduced("dealer", _DEALERS, text)):
        return _with(heard, dealer)
    customer = _introduced("customer", (*_ZH, *_EN), text)
    return _with(heard, customer) if customer else heard


def _introduced(kind: str, patterns: Iterable[re.Pattern[str]], text: str) -> Mention | None:
    for pattern in patterns:
        for match in pattern.finditer(text):
            name = match["name"]
            if name and not is_no_name(name):
                return Mention(kind, name, *match.span("name"), name)
    return None


def _with(heard: Heard, mention: Mention) -> Heard:
    found = sorted((*heard.mentions, mention), key=lambda each: each.start)
    return replace(heard, mentions=tuple(found))


def is_no_name(name: str) -> bool:
    """Whether a word that stands where a name would is one of the trade, or short for one."""
    first = name.split()[0]
    common = name.lower() in _NOT_NAMES or first.lower() in _NOT_NAMES
    return common or bool(_ACRONYM.fullmatch(name))


def _longer(heard: Heard, known: Mention, text: str) -> Heard:
    """A known first name with a family name behind it is somebody else: John, John Smith."""
    more = re.compile(rf" {_FAMILY_NAME}").match(text, known.end)
    if more is None or not known.said.isalpha() or not known.said.isascii():
        return heard
    name = f"{known.said}{more.group()}"
    longer = replace(known, value=name, said=name, end=more.end())
    return replace(heard, mentions=tuple(longer if m is known else m for m in heard.mentions))


def _open_view(heard: Heard) -> str:
    """The text in its own case, with dealers as a run of zeros and other mentions as `|`.

    Positions stay those of the folded text; where folding moved them, the folded text serves.
    """
    view = heard.text if heard.folded.origin is None else heard.folded.folded
    view = view[: len(heard.folded.folded)]
    for each in heard.mentions:
        sign = "\x00" if each.kind == "dealer" else "|"
        view = view[: each.start] + sign * (each.end - each.start) + view[each.end :]
    return view


_GIVING = (
    r"(?<![a-z])(?i:assign|give|hand|pass|let)(?i: it| this| that| them| the \w+)?(?i: on| over)?"
    r"(?i: to)? "
)
_GIVEN_TO = re.compile(
    r"(?:派给|指给|交给|转给|分给|分配给|指派给|改派给|给|让|由)(?P<zh>[\u4e00-\u9fff]{2,4}?)"
    r"(?=$|[,.;!? ]|处理|修|跟|接|做|吧|来|去|负责)"
    rf"|{_GIVING}(?P<en>[A-Z][a-z]+(?: [A-Z][a-z]+)?)|{_GIVING}(?P<small>[a-z]{{3,}})"
)


def unknown_colleague(heard: Heard) -> str | None:
    """Somebody to whom something is to be given and who is none of the people known."""
    if heard.of("person"):
        return None
    match = _GIVEN_TO.search(heard.text)
    name = (match["zh"] or match["en"] or match["small"]) if match else None
    if name is None or name in _NOT_NAMES or (name.islower() and is_ordinary(name)):
        return None
    return name

"""What of a text is private: where mails, phones, ids, addresses and people's names stand in it."""

import re
from collections.abc import Iterator

from domain.numbers import number_spans

# Full-width characters as the plain ones they stand for, one for one.
_PLAIN = {0xFF01 + step: 0x21 + step for step in range(94)} | {0x3000: 0x20}
_NOT_IN_WORD = r"(?<![A-Za-z0-9_])"

_MAIL = re.compile(
    r"[A-Za-z0-9\u00c0-\u024f._%+-]{1,64}@[A-Za-z0-9\u00c0-\u024f-]{1,63}"
    r"(?:\.[A-Za-z0-9-]{1,63}){1,4}"
)
_PHONE = re.compile(
    r"(?<![A-Za-z0-9.,/-])(?:1[3-9]\d(?:[ -]?\d{4}){2}|(?<!_)(?:"
    r"\+\d{1,3}[ .-]?(?:\(0\)[ .-]?)?\d(?:[ .()-]{0,2}\d){6,12}"
    r"|0\d(?:[ .()-]{0,2}\d){7,11}|\(\d{2,4}\)[ .-]?\d(?:[ .-]?\d){5,8}"
    r"|\d{3}[ .-]\d{3}[ .-]\d{4}))(?![A-Za-z0-9-]|[.,]\d)"
)
# Identity cards, bank cards, accounts.
_ID = re.compile(
    r"(?<![A-Za-z0-9.,/-])(?:[1-9]\d{16}[\dXx]|\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?"
    r"|[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?)(?![A-Za-z0-9-]|[.,]\d)"
)
_ACCOUNT = re.compile(
    r"(?:微信号?|wechat(?: id)?|weixin|vx|qq号?|whatsapp|telegram|skype|line id)"
    r"\s*(?:[:：是]|is\b)\s*(?P<it>[A-Za-z][\w.-]{4,30}|\d{5,12})",
    re.IGNORECASE,
)
_HAN, _AND_MORE = r"[\u4e00-\u9fff]", r"[\u4e00-\u9fffA-Za-z0-9#-]"
_HOUSE = rf"\d{{1,5}}(?:号|弄|栋|幢|室|楼|单元|座){_AND_MORE}{{0,24}}"
_STREET = (
    r"Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Boulevard|Blvd|Way|Court|Place|Square|Terrace"
    r"|Close|Crescent|Quay|Parkway|Highway"
)
_ADDRESS = re.compile(
    rf"(?:{_HAN}{{2,8}}?(?:省|自治区|市|区|县|镇)){{1,4}}{_AND_MORE}{{0,24}}?{_HOUSE}"
    rf"|{_HAN}{{2,6}}(?:路|街|大道|巷|弄){_HOUSE}"
    rf"|{_NOT_IN_WORD}\d{{1,5}}[A-Za-z]?,? (?:[A-Z][A-Za-z'.-]+ ){{1,4}}(?:{_STREET})\b\.?"
    r"(?:, ?[A-Z0-9][A-Za-z0-9 '-]{1,24}){0,3}"
    r"|[A-ZÄÖÜ][a-zäöüß-]+(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse) \d{1,4}[a-z]?"
    r"(?:, ?\d{4,5} [A-ZÄÖÜ][a-zäöüß]+)?"
    r"|\bP\.? ?O\.? Box \d+",
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛"
    "叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊陆郝孔崔邱秦江史顾侯邵孟龙万段雷钱汤尹黎武乔贺赖龚"
)
_PERSON = re.compile(
    rf"(?P<han>[{_SURNAMES}]{_HAN}{{0,2}}?)(?=先生|女士|小姐|太太|老师|师傅|经理|工程师)"
    rf"|(?:联系人|姓名|收件人|收货人|我叫)\s*[:：是]?\s*(?P<named>[{_SURNAMES}]{_HAN}{{1,2}})"
    r"|\b(?:Mr|Mrs|Ms|Miss|Dr|Herr|Frau)\.? (?P<titled>[A-Z][a-zà-ž]+(?:[ -][A-Z][a-zà-ž]+)?)"
    r"|\b(?:[Mm]y name is|[Cc]ontact(?: person)?:|[Nn]ame:|[Dd]ear|[Rr]egards,|[Bb]est,"
    r"|[Ss]incerely,)\s+(?P<signed>(?!Sir|Madam|Customer|Team|All|Support)[A-Z][a-zà-ž]+"
    r"(?:[ -][A-Z][a-zà-ž]+){0,2})"
)
_KINDS = (
    ("MAIL", _MAIL),
    ("ADDRESS", _ADDRESS),
    ("ACCOUNT", _ID),
    ("PHONE", _PHONE),
    ("ACCOUNT", _ACCOUNT),
    ("NAME", _PERSON),
)
KINDS = tuple(dict.fromkeys(kind for kind, _ in _KINDS))


def private_spans(text: str, names: re.Pattern[str] | None) -> Iterator[tuple[int, int, str]]:
    """Where private data stands: start, end and kind, in order and apart from each other.

    `names` finds the people that are known. Numbers of tickets and articles are nobody's.
    """
    plain = text.translate(_PLAIN)
    taken = [(start, end) for start, end, _ in number_spans(text)]
    found = []
    for kind, pattern in (*_KINDS, *([("NAME", names)] if names else [])):
        for match in pattern.finditer(plain):
            group = next((name for name, it in match.groupdict().items() if it), 0)
            start, end = match.span(group)
            if all(end <= begin or start >= stop for begin, stop in taken):
                taken.append((start, end))
                found.append((start, end, kind))
    yield from sorted(found)

"""Numbers a person types: ticket numbers, serials, articles, parts, money; canonical when sure."""

import re
from collections.abc import Iterator
from decimal import Decimal

Span = tuple[str, str, int, int, bool]  # kind, value, start, end, sure

_START = r"(?<![a-z0-9_])"
_END = r"(?![a-z0-9])"
_GAP = r"[-_ ]{0,2}"

_TICKET = re.compile(
    _START
    + rf"(?:(?P<consult>k){_GAP}|(?P<sent>rma|svc){_GAP}(?P<channel>[a-z]){_GAP}"
    + r"|(?P<series>rs|fo|pr|es|bn|ch|wr)[-_ ])"
    + rf"(?P<month>\d{{4}}){_GAP}(?P<count>\d{{4}})"
    + _END
)
_DAILY = re.compile(
    _START + rf"(?:(?P<order>ts){_GAP}(?P<day>\d{{8}}){_GAP}(?P<count>\d{{4,6}})"
    rf"|(?P<fault>hw|sw|cp|op)[-_ ](?P<fault_day>\d{{8}})[-_ ](?P<fault_count>\d{{3}})){_END}"
)
_NUMBERED = (
    ("article", re.compile(_START + rf"kb{_GAP}(\d{{4}}){_END}"), "KB-{}"),
    ("wish", re.compile(_START + rf"fr{_GAP}(\d{{4}}){_GAP}(\d{{4}}){_END}"), "FR-{}-{}"),
    ("invoice", re.compile(_START + rf"pi{_GAP}(\d{{4}}){_GAP}(\d{{4}}){_END}"), "PI-{}-{}"),
    ("sku", re.compile(_START + rf"([a-z]\d)-(\d{{3}})-(\d{{3}})-(\d{{2}}){_END}"), "{}-{}-{}-{}"),
)
_BATCH = re.compile(_START + rf"(20\d\d)q([1-4])-(\d{{3}}){_END}")
_SERIAL = re.compile(_START + rf"me[-_ ]?(\d{{6}}){_END}")
_LABELLED = re.compile(
    r"(?:(?<![a-z])(?:s/?n|serial(?:\s+(?:number|nu[mb]+er|no\.?|num))?)(?![a-z])"
    r"|序列号|机身号|机身编号|编号)"
    r"\s*(?:[:#=]|is|are|was|是|为|叫)?\s*(?P<sn>[a-z0-9][a-z0-9_-]{2,24})"
)
# One letter and three to six digits looks like a short serial, unless it names something else.
_SHORT = re.compile(r"(?<![a-z0-9_.\-/$€¥£])([a-z]\d{3,6}|[a-z]{2,4}_\d{2,8})(?![a-z0-9_\-/]|\.\d)")
_NO_SERIAL = re.compile(r"h26[3-6]|x26[3-6]|v\d+")
_OTHER_CODE = re.compile(
    r"(?:error|code|firmware|version|fw|错误|代码|报错|固件|版本|sony|canon|nikon|索尼|佳能|尼康)"
    r"[\s:#]*$"
)
_CURRENCY = {
    "$": "USD", "usd": "USD", "美元": "USD", "美金": "USD", "dollars": "USD", "dollar": "USD",
    "刀": "USD", "bucks": "USD",
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "欧元": "EUR",
    "欧": "EUR", "¥": "CNY", "cny": "CNY", "rmb": "CNY", "元": "CNY", "块钱": "CNY", "块": "CNY",
    "人民币": "CNY", "yuan": "CNY", "renminbi": "CNY",
}  # fmt: skip
_AMOUNT = r"(\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)"
_TIMES = {"k": 1_000, "百": 100, "千": 1_000, "万": 10_000, "m": 1_000_000}
_HAN_DIGITS = {each: place for place, each in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "〇": 0,
}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}
_MONEY = re.compile(
    rf"(?:([$€¥])\s?{_AMOUNT}([km百千万]?)(?![a-z0-9]))|(?<![a-z0-9.]){_AMOUNT}\s?([k百千万]?)\s?"
    r"(usd|eur|cny|rmb|yuan|renminbi|euros?|dollars?|bucks|美元|美金|欧元|人民币|块钱|块|元|欧(?!洲)|刀)(?![a-z])"
)
_HAN_MONEY = re.compile(
    r"(?<![\d.])(?:([零〇一二两三四五六七八九十百千万]+)(美元|美金|欧元|人民币|块钱|元|欧(?!洲)|刀|(?<=[百千万])块"
    r"|(?<=[百千万][一二三四五六七八九])块)|([一二两三四五六七八九十]+[百千万][零一二三四五六七八九十百千]*)块)"
)
_BARE = re.compile(rf"(?<![a-z0-9.,_-]){_AMOUNT}([km百千万]?)(?![a-z0-9_-])")
_BARE_HAN = re.compile(r"[零一二两三四五六七八九十百千万]{2,}|[一二两三四五六七八九十]+[百千万]")
MONEY_WORDS = frozenset(_CURRENCY)


_EMAIL = re.compile(
    r"(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+(?![a-z0-9-])"
)


def find_ids(text: str) -> Iterator[Span]:
    """Every number in a folded text, most certain kinds first; overlaps are the caller's."""
    for match in _EMAIL.finditer(text):
        yield "email", match.group(), match.start(), match.end(), True
    yield from _tickets(text)
    for kind, pattern, shape in _NUMBERED:
        for match in pattern.finditer(text):
            value = shape.format(*match.groups()).upper()
            yield kind, value, match.start(), match.end(), True
    for match in _BATCH.finditer(text):
        yield "batch", match.group().upper(), match.start(), match.end(), True
    yield from _serials(text)
    for match in _MONEY.finditer(text):
        yield "money", money(match), match.start(), match.end(), True
    for match in _HAN_MONEY.finditer(text):
        currency = _CURRENCY[match[2] or "块"]
        yield "money", f"{_han(match[1] or match[3])} {currency}", match.start(), match.end(), True


def money(match: re.Match[str]) -> str:
    """An amount and its currency's code: `1200 USD`."""
    sign, before, times, after, more, word = match.groups()
    amount = (before or after).replace(",", "")
    if factor := times or more:
        amount = _plain(Decimal(amount) * _TIMES[factor])
    return f"{amount} {_CURRENCY[sign or word]}"


def bare_amount(text: str) -> str | None:
    """The one number of an answer to how much: `78`, `1,040.00`, `1.2k`, `两百五`."""
    numbers = list(_BARE.finditer(text))
    if len(numbers) == 1:
        amount, times = numbers[0].groups()
        factor = _TIMES[times] if times else 1
        return _plain(Decimal(amount.replace(",", "")) * factor)
    han = _BARE_HAN.findall(text)
    return str(_han(han[0])) if len(han) == 1 and not numbers else None


def _plain(amount: Decimal) -> str:
    whole = amount.quantize(Decimal("0.01"))
    return str(whole.to_integral_value()) if whole == whole.to_integral_value() else str(whole)


def _han(said: str) -> int:
    """A number in Han: 三百, 一千二 (1200), 两万五千."""
    total, part, last = 0, 0, 1
    for each in said:
        if each == "万":
            total, part, last = (total + part) * 10_000, 0, 10_000
        elif each in _HAN_UNITS:
            last = _HAN_UNITS[each]
            total, part = total + (part or 1) * last, 0
        else:
            part, last = _HAN_DIGITS[each], 1 if each in "零〇" else last
    short = said[-1] in _HAN_DIGITS and len(said) > 1 and said[-2] in _HAN_UNITS and last > 10
    return total + part * (last // 10 if short else 1)


def _tickets(text: str) -> Iterator[Span]:
    for match in _TICKET.finditer(text):
        month, count = match["month"], match["count"]
        if match["consult"]:
            value = f"K{month}-{count}"
        elif match["sent"]:
            value = f"{match['sent']}-{match['channel']}-{month}-{count}".upper()
        else:
            value = f"{match['series']}-{month}-{count}".upper()
        yield "ticket_number", value, match.start(), match.end(), True
    for match in _DAILY.finditer(text):
        if match["order"]:
            value = f"TS{match['day']}{match['count']}"
        else:
            value = f"{match['fault']}-{match['fault_day']}-{match['fault_count']}".upper()
        yield "ticket_number", value, match.start(), match.end(), True


def _serials(text: str) -> Iterator[Span]:
    for match in _SERIAL.finditer(text):
        yield "sn", f"ME_{match[1]}", match.start(), match.end(), True
    for match in _LABELLED.finditer(text):
        if any(character.isdigit() for character in match["sn"]):
            yield "sn", match["sn"].strip("-_").upper(), match.start("sn"), match.end("sn"), True
    for match in _SHORT.finditer(text):
        if _NO_SERIAL.fullmatch(match[1]) or _OTHER_CODE.search(text[: match.start()]):
            continue
        yield "sn", match[1].upper(), match.start(), match.end(), False

"""Numbers a person types: ticket numbers, serials, articles, parts, money; canonical when sure."""

import re
from collections.abc import Iterator

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
    "刀": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "欧元": "EUR",
    "欧": "EUR", "¥": "CNY", "cny": "CNY", "rmb": "CNY", "元": "CNY", "块钱": "CNY", "块": "CNY",
    "人民币": "CNY",
}  # fmt: skip
_AMOUNT = r"(\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)"
_MONEY = re.compile(
    rf"(?:([$€¥])\s?{_AMOUNT})|(?<![a-z0-9.]){_AMOUNT}\s?"
    r"(usd|eur|cny|rmb|euros?|dollars?|美元|美金|欧元|人民币|块钱|块|元|欧(?!洲)|刀)(?![a-z])"
)
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


def money(match: re.Match[str]) -> str:
    """An amount and its currency's code: `1200 USD`."""
    sign, before, after, word = match.groups()
    amount = (before or after).replace(",", "")
    return f"{amount} {_CURRENCY[sign or word]}"


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

"""Sums of the price list: one more part behind a price, several parts and shipping in one total.

Prices come from the look-up of this turn; added up is what the person named, nothing else.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from assistant.model import Choice, Outcome
from assistant.offline import acts, speech
from assistant.offline.mentions import Heard
from assistant.offline.pointing import parts_of
from assistant.offline.quantities import goods_in, parts_with_quantities
from assistant.offline.thread import Step
from assistant.offline.turn import Decision, Turn
from domain.money import CURRENCIES, MOST, told

PRICES = "part_prices"
_BACK = 4  # look-ups in which a part that is added up was priced
_MOST = 6
_TOTAL = re.compile(
    r"一共|总共|总计|合计|总价|加起来|加一起|(?<![a-z])(?:total|altogether|in all|all in|sum"
    r"|together)(?![a-z])"
)
_WHY = re.compile(r"为[什啥何]|怎么会?不|凭什么|(?<![a-z])(?:why|how come)(?![a-z])")
_SHIPPING = re.compile(
    r"运费|邮费|快递费|(?<![a-z])(?:shipping|postage|freight|delivery|courier)(?![a-z])"
)
_TOO = re.compile(r"s?[,\s]*(?:也|一起|(?:too|also|as well|on top)(?![a-z]))")
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,2})?")
_NEAR = 12  # letters between shipping and what it costs
_CURRENCIES = {
    "USD": re.compile(r"美金|美元|[$]|(?<![a-z])(?:usd|dollars?|bucks)(?![a-z])"),
    "EUR": re.compile(r"欧元|€|(?<![a-z])(?:eur|euros?)(?![a-z])"),
    "CNY": re.compile(r"人民币|[¥￥]|(?<![a-z])(?:cny|rmb|yuan)(?![a-z])"),
}
_MORE_OF_IT = re.compile(
    r"再加|加上|加个|外加|还有|那|呢|个|的|再|多少钱?|也|要|(?<![a-z])(?:and|plus|what|about|how|a|an|the"
    r"|add|also|too|with|for|one|then|another|much|is)(?![a-z])"
)
_ELSEWHERE = ("ticket_number", "sn", "dealer", "customer", "invoice")


def ask(turn: Turn) -> Decision | None:
    """The prices that are to be added up, or of the part that is added to the one just priced."""
    if PRICES not in turn.tools or turn.thread.pending is not None or turn.thread.ask is not None:
        return None
    if any(turn.heard.of(kind) for kind in _ELSEWHERE):
        return None
    if wanted := _wanted(turn):
        if _shipping(turn.heard) is not None and not _currencies(turn.heard):
            return _which_currency(turn)
        return Decision(calls=tuple((PRICES, {"sku": each["sku"]}) for each in wanted))
    added = _added(turn)
    return Decision(calls=tuple((PRICES, {"sku": sku}) for sku in added)) if added else None


def tell(turn: Turn) -> Decision | None:
    """The prices with their total; None where no total was asked for."""
    wanted = _wanted(turn)
    calls = [step.call for step in turn.thread.turn]
    if not wanted or [e.arguments.get("sku") for e in calls] != [e["sku"] for e in wanted]:
        return None
    priced = [_part(step) for step in turn.thread.turn]
    if not all(priced):
        return None
    shipping = _shipping(turn.heard)
    codes = _currencies(turn.heard) or _common(priced)
    totals = [
        told(_total(priced, wanted, code, shipping), code, turn.language)
        for code in codes
        if all(code in part["prices"] for part in priced)
    ]
    if not totals:
        return None
    lines = [
        _line(turn, part, each["quantity"], codes)
        for part, each in zip(priced, wanted, strict=True)
    ]
    if shipping is not None:
        sums = " / ".join(told(shipping, code, turn.language) for code in codes[:1])
        lines.append(f"- {turn.say(speech.SHIPPING)}: {sums}")
    total = turn.say(speech.TOTAL, total=" / ".join(totals))
    return turn.answer("\n".join([*lines, total]))


def _which_currency(turn: Turn) -> Decision:
    """What shipping costs is in one currency; which one is asked."""
    text = turn.heard.text.strip()
    choices = tuple(Choice(code, f"{text} {code}") for code in CURRENCIES)
    return turn.answer(turn.say(speech.WHICH_CURRENCY), Outcome.CLARIFY, choices=choices)


def _wanted(turn: Turn) -> Sequence[Mapping[str, Any]]:
    """The parts to be added up, with how many of each: named, priced before, or both."""
    heard = turn.heard
    text = heard.folded.folded
    if not _TOTAL.search(text) or _WHY.search(text):
        return ()
    priced = [{"sku": sku, "quantity": 1} for sku in _priced(turn)]
    if not (named := _named(heard)):
        return priced[:_MOST]
    if priced and _comes_on_top(turn):
        return _together([*priced, *named])[:_MOST]
    return named[:_MOST] if _SHIPPING.search(text) or len(named) > 1 else ()


def _named(heard: Heard) -> Sequence[Mapping[str, Any]]:
    """The parts that a message names; what is also called like a fault where nothing else is."""
    goods = dict.fromkeys(each.value for each in goods_in(heard))
    return parts_with_quantities(heard) or [{"sku": sku, "quantity": 1} for sku in goods]


def _comes_on_top(turn: Turn) -> bool:
    """Whether the part named first is added to what was priced: `add a fan`, `a fan too`."""
    text, (first, *_) = turn.heard.folded.folded, goods_in(turn.heard)
    return acts.adds(turn.hear(text[: first.start])) or bool(_TOO.match(text, first.end))


def _together(parts: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    counts: Counter[str] = Counter()
    for each in parts:
        counts[each["sku"]] += each["quantity"]
    return [{"sku": sku, "quantity": count} for sku, count in counts.items()]


def _priced(turn: Turn) -> Iterator[str]:
    """Parts whose prices were looked up one by one just before, first one first."""
    skus: list[str] = []
    for step in reversed(turn.thread.past):
        found = parts_of(step) if step.call.name == PRICES else ()
        if len(found) != 1:
            break
        sku = found[0]
        if sku not in skus:
            skus.append(sku)
        if len(skus) == _BACK:
            break
    yield from reversed(skus)


def _added(turn: Turn) -> Sequence[str]:
    """`and a fan?` behind a price: the parts that are named and nothing else."""
    last = turn.thread.last
    named = goods_in(turn.heard)
    if last is None or last.call.name != PRICES or not named:
        return ()
    left = acts.rest(turn.heard, [(each.start, each.end) for each in named])
    rest = _MORE_OF_IT.sub("", left)
    return [each.value for each in named] if sum(map(str.isalnum, rest)) <= 1 else ()


def _part(step: Step) -> Mapping[str, Any]:
    rows = step.data.get("parts")
    found = rows[0] if isinstance(rows, list) and len(rows) == 1 else {}
    return found if isinstance(found, Mapping) and found.get("prices") else {}


def _currencies(heard: Heard) -> list[str]:
    said = [code for code, pattern in _CURRENCIES.items() if pattern.search(heard.folded.folded)]
    return said[:1]


def _common(parts: Sequence[Mapping[str, Any]]) -> list[str]:
    return [code for code in CURRENCIES if all(code in part["prices"] for part in parts)]


def _shipping(heard: Heard) -> Decimal | None:
    """What shipping costs, where a number stands beside that word."""
    text = heard.folded.folded
    word = _SHIPPING.search(text)
    if word is None:
        return None
    after = _NUMBER.findall(text, word.end(), word.end() + _NEAR)
    before = _NUMBER.findall(text, max(0, word.start() - _NEAR), word.start())
    amount = Decimal((after[:1] or before[-1:] or ["-1"])[0])
    return amount if 0 <= amount <= MOST else None


def _total(
    parts: Sequence[Mapping[str, Any]],
    wanted: Sequence[Mapping[str, Any]],
    code: str,
    shipping: Decimal | None,
) -> Decimal:
    costs = (
        Decimal(str(part["prices"][code])) * each["quantity"]
        for part, each in zip(parts, wanted, strict=True)
    )
    return sum(costs, shipping or Decimal(0))


def _line(turn: Turn, part: Mapping[str, Any], count: int, codes: Sequence[str]) -> str:
    prices = " / ".join(
        told(Decimal(str(part["prices"][code])), code, turn.language)
        for code in codes
        if code in part["prices"]
    )
    many = f" × {count}" if count != 1 else ""
    return f"- {part['name']} `{part['sku']}`: {prices}{many}"

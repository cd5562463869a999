"""The prices just told, for another market: `and overseas?`, 国内呢, `in euros?`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from assistant.offline import acts
from assistant.offline.mentions import Heard
from assistant.offline.thread import Step
from assistant.offline.turn import Decision, Turn
from domain.money import CURRENCIES, told

PRICES = "part_prices"
# What is paid where; elsewhere abroad it is one of those that are not ours.
_PAID_IN = (
    (re.compile(r"欧(?:洲|元|盟)|€|(?<![a-z])(?:europe(?:an)?|eu|eur|euros?)(?![a-z])"), ("EUR",)),
    (
        re.compile(
            r"(?:除了?|不算|不含)?(?:中国|国内)(?:以外|之外)|海外|国外|境外|外销|出口"
            r"|(?<![a-z])(?:(?:outside|not in|except) (?:of )?china|overseas|abroad|foreign"
            r"|international\w*|export)(?![a-z])"
        ),
        ("USD", "EUR"),
    ),
    (
        re.compile(
            r"美[国元金]|北美|[$]|(?<![a-z])(?:usa?|usd|america|north america|the states|dollars?"
            r"|bucks)(?![a-z])"
        ),
        ("USD",),
    ),
    (
        re.compile(
            r"国内|中国|大陆|内销|人民币|[¥￥]|(?<![a-z])(?:china|chinese|domestic(?:ally)?|mainland|cny"
            r"|rmb|yuan)(?![a-z])"
        ),
        ("CNY",),
    ),
)
_OF_TICKETS = re.compile(
    r"单|[几多]少?[张台个]|返厂|返修|报修|(?<![a-z])(?:rmas?|tickets?|cases?|repairs?|many)(?![a-z])"
)
_ASKS = re.compile(
    r"卖|价格?|多少|钱|报价?|市场|客户|地区|[用按换]成?|那边|这边|算|给|对|在"
    r"|(?<![a-z])(?:prices?|cost|costs|sell|sold|customers?|clients?|dealers?|markets?|pay|they|we|much|is"
    r"|would|will|do|does|be|it|them|outside|there|same|converted?|into?)(?![a-z])"
)


def ask(turn: Turn) -> Decision | None:
    """The look-ups of the prices just told, once more for what is paid there."""
    steps = _priced(turn)
    if not steps or turn.thread.ask or turn.thread.pending or not _paid_in(turn.heard):
        return None
    return Decision(calls=tuple((PRICES, step.call.arguments) for step in steps))


def tell(turn: Turn) -> Decision | None:
    """The prices in what is paid there; None where something else was asked, or there is none."""
    codes, steps = _paid_in(turn.heard), turn.thread.turn
    before = [step.call for step in _priced(turn)]
    if not codes or [(e.call.name, e.call.arguments) for e in steps] != [
        (each.name, each.arguments) for each in before
    ]:
        return None
    lines = [line for step in steps for line in _lines(turn, step, codes)]
    return turn.answer("\n".join(lines)) if lines else None


def _priced(turn: Turn) -> Sequence[Step]:
    """The price look-ups of the last exchange, where it was about nothing else."""
    steps = turn.thread.exchanges[-1].steps if turn.thread.exchanges else ()
    is_all = all(step.call.name == PRICES and step.ok for step in steps)
    return steps if is_all and PRICES in turn.tools else ()


def _paid_in(heard: Heard) -> Sequence[str]:
    """The currencies of the market that is all a message names; none where it says more."""
    text = heard.folded.folded
    codes, span = next(
        ((codes, match.span()) for way, codes in _PAID_IN if (match := way.search(text))),
        ((), (0, 0)),
    )
    if any(each.kind not in ("region", "country") for each in heard.mentions):
        return ()
    if _OF_TICKETS.search(text):
        return ()
    spans = [span, *(each.span() for each in _ASKS.finditer(text))]
    return codes if codes and not acts.rest(heard, spans) else ()


def _lines(turn: Turn, step: Step, codes: Sequence[str]) -> Iterator[str]:
    for each in (*(step.data.get("parts") or ()), *(step.data.get("plans") or ())):
        known: Mapping[str, Any] = each.get("prices") or {}
        paid = [code for code in CURRENCIES if code in codes and code in known]
        prices = " / ".join(told(Decimal(str(known[e])), e, turn.language) for e in paid)
        if prices:
            yield f"- **{each['name']}** `{each.get('sku') or each.get('code')}`: {prices}"

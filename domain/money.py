"""Money: decimal amounts with a currency, rounded, converted at the house's rates, told."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from babel.numbers import format_currency
from pydantic import BeforeValidator

from domain.language import Language, Text
from domain.rules import Rules

_CENT = Decimal("0.01")
_LOCALES = {Language.ZH: "zh_Hans_CN", Language.EN: "en_US"}
CURRENCIES = ("CNY", "USD", "EUR")
MOST = Decimal(10) ** 9  # more than this is a slip of the finger


def _capitals(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value


Currency = Annotated[Literal["CNY", "USD", "EUR"], BeforeValidator(_capitals)]


def rounded(amount: Decimal) -> Decimal:
    """To two decimals, half away from zero, as on a bill."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def converted(amount: Decimal, currency: str, into: str, rules: Rules) -> Decimal:
    """An amount in another currency at the house's rates. Raises KeyError without a rate."""
    if currency == into:
        return rounded(amount)
    rates = {"USD": Decimal(1), "CNY": rules.cny_per_usd, "EUR": rules.eur_per_usd}
    return rounded(amount / rates[currency] * rates[into])


def told(amount: Decimal, currency: str, language: Language) -> str:
    """An amount as people of a language write it: `$1,234.50`, `¥390.00`."""
    return str(format_currency(amount, currency, locale=_LOCALES[language]))


def told_in_both(amount: Decimal, currency: str) -> Text:
    return Text(told(amount, currency, Language.ZH), told(amount, currency, Language.EN))

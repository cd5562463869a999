"""Bills of parts, shipping and labour: drawn up from the price list so that they add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Protocol

from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from domain.errors import InvalidError
from domain.language import Text
from domain.lifecycle import MoveFields, said
from domain.models import Customer, Dealer, Ticket
from domain.money import MOST, converted, rounded
from domain.prices import near_skus, priced
from domain.rules import Rules

_MOST_LINES = 50


class Item(MoveFields):
    """One line as people give it; `sku` may also be the code of a repair plan."""

    sku: Annotated[str, said("料号", "SKU", min_length=1, max_length=60)]
    quantity: Annotated[int, said("数量", "Quantity", ge=1, le=999)] = 1


Items = Annotated[list[Item], said("配件", "Parts", max_length=_MOST_LINES)]
Sum = Annotated[Decimal, said("金额", "Amount", ge=0, le=MOST, max_digits=12, decimal_places=2)]
Shipping = Annotated[Decimal, said("运费", "Shipping", ge=0, le=MOST, decimal_places=2)]
Labour = Annotated[Decimal, said("人工费", "Labour", ge=0, le=MOST, decimal_places=2)]


class Wanted(Protocol):
    """A line somebody wants billed."""

    sku: str
    quantity: int


class Line(BaseModel):
    """A line of a bill; amounts are decimal text in the bill's currency."""

    model_config = ConfigDict(frozen=True)

    sku: str
    name_zh: str
    name_en: str
    quantity: int
    price: str
    amount: str


@dataclass(frozen=True)
class Bill:
    """What is charged, and why: `total` is the sum of everything else."""

    items: list[Line]
    shipping: Decimal
    labour: Decimal
    inspection_fee: Decimal
    currency: str

    @property
    def total(self) -> Decimal:
        lines = sum((Decimal(line.amount) for line in self.items), Decimal("0.00"))
        return rounded(lines + self.shipping + self.labour + self.inspection_fee)

    def as_details(self) -> dict[str, Any]:
        """How a bill is kept in a ticket's details."""
        return {
            "items": [line.model_dump() for line in self.items],
            "shipping": str(self.shipping),
            "labour": str(self.labour),
            "inspection_fee": str(self.inspection_fee),
            "currency": self.currency,
            "total": str(self.total),
        }


def draw_up(
    session: Session,
    wanted: Sequence[Wanted],
    *,
    currency: str,
    shipping: Decimal = Decimal(0),
    labour: Decimal = Decimal(0),
    inspection_fee: Decimal = Decimal(0),
) -> Bill:
    """A bill at the price list's prices.

    Raises InvalidError naming what is unknown, named twice, without a price in the currency, or
    more than anybody would be billed.
    """
    _refuse_repeated(wanted)
    known = priced(session, [each.sku.strip().upper() for each in wanted])
    _refuse_unknown(session, wanted, known)
    unpriced = [each.sku for each in wanted if currency not in known[each.sku.strip().upper()][1]]
    if unpriced:
        named = _listed(unpriced)
        raise InvalidError(
            Text(
                f"{named} 没有{currency}价格，请换一种货币，或先维护价格表。",
                f"There is no {currency} price for {named}; choose another currency, "
                "or put the price on the list first.",
            ),
            {"items": Text("没有价格", "no price")},
        )
    lines = [_line(each, *known[each.sku.strip().upper()], currency) for each in wanted]
    bill = Bill(lines, rounded(shipping), rounded(labour), rounded(inspection_fee), currency)
    if bill.total > MOST:
        raise InvalidError(
            Text("总金额太大，请核对数量和金额。", "The total is too large; check the figures."),
            {"items": Text("太多", "too much")},
        )
    return bill


def usual_currency(session: Session, ticket: Ticket) -> str:
    """The currency a ticket is billed in: its dealer's, else that of the customer's country."""
    dealer = session.get(Dealer, ticket.dealer_id) if ticket.dealer_id else None
    if dealer:
        return dealer.currency
    customer = session.get(Customer, ticket.customer_id) if ticket.customer_id else None
    return "CNY" if customer and customer.country == "CN" else "USD"


def inspection_fee(ticket: Ticket, currency: str, rules: Rules) -> Decimal:
    """What inspecting costs the customer: nothing in warranty, else the house's fee."""
    if ticket.in_warranty:
        return Decimal("0.00")
    return converted(rules.inspection_fee, "USD", currency, rules)


def bill_in(kept: dict[str, Any] | None, currency: str) -> tuple[Decimal, str] | None:
    """The total of a bill kept in details, with its currency; None where there is none."""
    if not kept or kept.get("total") in (None, ""):
        return None
    return Decimal(str(kept["total"])), str(kept.get("currency") or currency)


def _line(wanted: Wanted, name: Text, prices: dict[str, Decimal], currency: str) -> Line:
    price = prices[currency]
    return Line(
        sku=wanted.sku.strip().upper(),
        name_zh=name.zh,
        name_en=name.en,
        quantity=wanted.quantity,
        price=str(price),
        amount=str(rounded(price * wanted.quantity)),
    )


def _refuse_repeated(wanted: Sequence[Wanted]) -> None:
    skus = [each.sku.strip().upper() for each in wanted]
    repeated = sorted({sku for sku in skus if skus.count(sku) > 1})
    if repeated:
        named = _listed(repeated)
        raise InvalidError(
            Text(
                f"{named} 写了两次，请合并成一行并写总数量。",
                f"{named} is there twice; give one line with the whole quantity.",
            ),
            {"items": Text("重复", "twice")},
        )


def _refuse_unknown(session: Session, wanted: Sequence[Wanted], known: Any) -> None:
    unknown = [each.sku for each in wanted if each.sku.strip().upper() not in known]
    if not unknown:
        return
    near = near_skus(session, unknown[0])
    hint = Text("", "")
    if near:
        hint = Text(f"相近的有：{_listed(near)}。", f" Close to it: {_listed(near)}.")
    raise InvalidError(
        Text(
            f"没有这些料号：{'、'.join(unknown[:5])}。{hint.zh}",
            f"Unknown SKU: {_listed(unknown)}.{hint.en}",
        ),
        {"items": Text("未知料号", "unknown SKU")},
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(list(names)[:5])

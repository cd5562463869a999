"""What a repair will likely cost: the range of similar ones, and the price list."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.errors import InvalidError
from domain.language import Text
from domain.models import Category, Invoice, Product, Ticket
from domain.money import CURRENCIES, converted, rounded
from domain.quotes import Item, draw_up
from domain.rules import Rules, house_rules

_ENOUGH = 5
_SEARCHED = 500
_NAMED = 8


@dataclass(frozen=True)
class Case:
    """What is to be estimated."""

    product: Product | None = None
    category: Category | None = None
    skus: Sequence[str] = ()
    currency: str = "USD"
    in_warranty: bool | None = None


class EstimateShown(BaseModel):
    """`low` to `high` in `currency`; `basis` says which repairs were compared, `n` how many.

    `parts_total` is the price list's sum of the parts that were named.
    """

    model_config = ConfigDict(frozen=True)

    currency: str
    n: int
    basis: str | None
    low: str | None
    median: str | None
    high: str | None
    parts_total: str | None
    in_warranty: bool | None
    tickets: list[str]


def estimate(session: Session, viewer: Viewer, case: Case) -> EstimateShown:
    """The range of what similar repairs out of warranty cost, among what the viewer may see.

    Same product and category first, then the product's family, then the category alone, until
    there are enough to compare. Raises InvalidError for parts that have no price.
    """
    if case.currency not in CURRENCIES:
        raise InvalidError(
            Text(f"不支持货币 {case.currency}。", f"{case.currency} is not a currency we use."),
            {"currency": Text("未知", "unknown")},
        )
    basis, costs = _comparable(session, viewer, case, house_rules(session))
    parts = draw_up(session, [Item(sku=sku) for sku in case.skus], currency=case.currency)
    low, median, high = _range([cost for _, cost in costs])
    return EstimateShown(
        currency=case.currency,
        n=len(costs),
        basis=basis,
        low=low,
        median=median,
        high=high,
        parts_total=str(parts.total) if case.skus else None,
        in_warranty=case.in_warranty,
        tickets=[number for number, _ in costs[:_NAMED]],
    )


def _comparable(
    session: Session, viewer: Viewer, case: Case, rules: Rules
) -> tuple[str | None, list[tuple[str, Decimal]]]:
    """The nearest circle of similar repairs with enough of them, newest first."""
    best: tuple[str | None, list[tuple[str, Decimal]]] = (None, [])
    for basis, where in _circles(case):
        costs = _costs(session, viewer, where, case.currency, rules)
        if len(costs) >= _ENOUGH:
            return basis, costs
        if len(costs) > len(best[1]):
            best = basis, costs
    return best


def _circles(case: Case) -> list[tuple[str, ColumnElement[bool]]]:
    product, category = case.product, case.category
    circles: list[tuple[str, ColumnElement[bool]]] = []
    if product and category:
        same = Ticket.category_id == category.id
        family = select(Product.id).where(Product.family_id == product.family_id)
        circles.append(("product_and_category", and_(same, Ticket.product_id == product.id)))
        circles.append(("family_and_category", and_(same, Ticket.product_id.in_(family))))
    if category:
        below = select(Category.id).where(Category.parent_id == category.id)
        circles.append(
            ("category", or_(Ticket.category_id == category.id, Ticket.category_id.in_(below)))
        )
    elif product:
        circles.append(("product", Ticket.product_id == product.id))
    return circles


def _costs(
    session: Session, viewer: Viewer, where: ColumnElement[bool], currency: str, rules: Rules
) -> list[tuple[str, Decimal]]:
    rows = session.scalars(
        select(Ticket)
        .where(Ticket.kind == "rma", Ticket.in_warranty.is_(False), where)
        .order_by(Ticket.created_at.desc())
        .limit(_SEARCHED)
    ).all()
    billed = _billed(session, [row.id for row in rows])
    found = []
    for row in rows:
        known = billed.get(row.id) or _told(row, internal=viewer.may(Permission.READ_INTERNAL))
        if known and known[0] > 0 and known[1] in CURRENCIES:
            found.append((row.number, converted(known[0], known[1], currency, rules)))
    return found


def _billed(session: Session, ids: Sequence[int]) -> dict[int, tuple[Decimal, str]]:
    rows = session.scalars(
        select(Invoice).where(Invoice.ticket_id.in_(ids), Invoice.withdrawn_at.is_(None))
    )
    return {row.ticket_id: (row.total, row.currency) for row in rows}


def _told(ticket: Ticket, *, internal: bool) -> tuple[Decimal, str] | None:
    """What a repair cost as its ticket tells it: really, quoted, or estimated."""
    details = ticket.details
    currency = str(details.get("currency") or "USD")
    quote = details.get("quote")
    quoted = quote if isinstance(quote, dict) else {}
    for told, its_currency in (
        (details.get("actual_cost") if internal else None, currency),
        (quoted.get("total"), str(quoted.get("currency") or currency)),
        (details.get("estimate"), currency),
    ):
        if told not in (None, ""):
            return amount(told), its_currency
    return None


def amount(told: Any) -> Decimal:
    """An amount as a ticket tells it; zero where it is none."""
    try:
        found = Decimal(str(told))
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() else Decimal(0)


def _range(costs: Sequence[Decimal]) -> tuple[str | None, str | None, str | None]:
    """Lowest, middle and highest; of many, without the tenth at either end."""
    if not costs:
        return None, None, None
    ordered = sorted(costs)
    cut = len(ordered) // 10
    kept = ordered[cut : len(ordered) - cut]
    return str(kept[0]), str(rounded(statistics.median(ordered))), str(kept[-1])

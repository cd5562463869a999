"""What parts and repair plans cost, found by what people call them."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.language import Language, Text
from domain.models import Part, PartPrice, Product, RepairPlan
from domain.naming import name_key

_ALIKE = 0.62  # of a typed word with a name, below which it means something else
_WORDS_ASKED = 200
R = TypeVar("R")


class PartShown(BaseModel):
    """A part with its price in each currency, as decimal text."""

    model_config = ConfigDict(frozen=True)

    sku: str
    name: str
    name_zh: str
    name_en: str
    fits: list[str]
    prices: dict[str, str]


class PlanShown(BaseModel):
    """A repair plan; `options` such as `change_nd` say what it includes."""

    model_config = ConfigDict(frozen=True)

    code: str
    name: str
    products: list[str]
    batches: list[str]
    options: dict[str, object]
    prices: dict[str, str]
    note: str


@dataclass(frozen=True)
class Asked:
    """What of the price list is wanted; every given condition must hold."""

    words: str | None = None
    product_code: str | None = None
    sku: str | None = None
    currency: str | None = None
    batch: str | None = None
    change_nd: bool | None = None


def find_parts(
    session: Session, asked: Asked, *, language: Language, limit: int = 50
) -> list[PartShown]:
    """Parts that fit, the best match of the words first; words may be misspelt."""
    rows = list(session.scalars(select(Part).order_by(Part.sku)))
    if asked.sku:
        rows = [row for row in rows if name_key(asked.sku) in name_key(row.sku)]
    if asked.product_code:
        rows = [row for row in rows if not row.fits or asked.product_code in row.fits]
    if asked.words:
        named = {row.id: (row.sku, row.name_en, row.name_zh, *row.aliases) for row in rows}
        rows = _best([(row, named[row.id]) for row in rows], asked.words)
    prices = _prices(session, [row.id for row in rows])
    if asked.currency:
        rows = [row for row in rows if asked.currency in prices.get(row.id, {})]
    products = _product_names(session)
    return [_part(row, prices.get(row.id, {}), products, language) for row in rows[:limit]]


def find_plans(
    session: Session, asked: Asked, *, language: Language, limit: int = 50
) -> list[PlanShown]:
    """Repair plans for a product, batch of the model, and with or without a new ND."""
    rows = list(session.scalars(select(RepairPlan).order_by(RepairPlan.code)))
    if asked.product_code:
        rows = [row for row in rows if not row.products or asked.product_code in row.products]
    if asked.batch:
        key = name_key(asked.batch)
        rows = [row for row in rows if not row.batches or _holds(row.batches, key)]
    if asked.change_nd is not None:
        rows = [row for row in rows if row.options.get("change_nd") is asked.change_nd]
    if asked.words:
        rows = _best(
            [(row, (row.code, row.name_en, row.name_zh, row.note)) for row in rows], asked.words
        )
    if asked.currency:
        rows = [row for row in rows if asked.currency in row.prices]
    products = _product_names(session)
    return [_plan(row, products, language) for row in rows[:limit]]


def priced(session: Session, codes: Iterable[str]) -> dict[str, tuple[Text, dict[str, Decimal]]]:
    """By SKU or plan code in capitals: the name and the price in each currency."""
    wanted = set(codes)
    parts = [row for row in session.scalars(select(Part)) if row.sku.upper() in wanted]
    prices = _prices(session, [row.id for row in parts])
    found = {
        row.sku.upper(): (Text(row.name_zh, row.name_en), prices.get(row.id, {})) for row in parts
    }
    for plan in session.scalars(select(RepairPlan)):
        if plan.code.upper() in wanted - found.keys():
            amounts = {currency: Decimal(str(text)) for currency, text in plan.prices.items()}
            found[plan.code.upper()] = (Text(plan.name_zh, plan.name_en), amounts)
    return found


def near_skus(session: Session, said: str) -> list[str]:
    """SKUs and plan codes that a mistyped one may mean, or whose part is called so."""
    codes = [*session.scalars(select(Part.sku)), *session.scalars(select(RepairPlan.code))]
    close = difflib.get_close_matches(said.upper(), codes, 3, 0.7)
    named = find_parts(session, Asked(words=said), language=Language.EN, limit=3)
    return list(dict.fromkeys([*close, *(each.sku for each in named)]))[:3]


def _best(rows: Sequence[tuple[R, Sequence[str]]], words: str) -> list[R]:
    """The rows that are called so: wholly, in part, or nearly; the last only where none is."""
    key = name_key(words[:_WORDS_ASKED])
    if not key:
        return [row for row, _ in rows]
    ranked = [(_rank(key, [name_key(name) for name in names]), row) for row, names in rows]
    sure = [each for each in ranked if each[0] >= 1]
    kept = sure or [each for each in ranked if each[0] >= _ALIKE]
    return [row for _, row in sorted(kept, key=lambda each: -each[0])]


def _rank(key: str, names: Sequence[str]) -> float:
    """4 for the name itself, above 1 where one holds the other, else how alike they are."""
    if key in names:
        return 4
    if any(name.startswith(key) for name in names):
        return 3
    if any(key in name for name in names):
        return 2
    inside = [len(name) for name in names if len(name) > 1 and name in key]
    if inside:
        return 1 + max(inside) / len(key)
    return max((difflib.SequenceMatcher(None, key, n).ratio() for n in names), default=0)


def _holds(names: Iterable[str], key: str) -> bool:
    return any(key in name_key(name) or name_key(name) in key for name in names)


def _prices(session: Session, part_ids: Sequence[int]) -> dict[int, dict[str, Decimal]]:
    found: dict[int, dict[str, Decimal]] = {}
    rows = session.scalars(
        select(PartPrice).where(PartPrice.part_id.in_(part_ids)).order_by(PartPrice.currency)
    )
    for row in rows:
        found.setdefault(row.part_id, {})[row.currency] = row.amount
    return found


def _product_names(session: Session) -> dict[str, str]:
    return dict(session.execute(select(Product.code, Product.name)).tuples().all())


def _part(
    row: Part, prices: Mapping[str, Decimal], products: Mapping[str, str], language: Language
) -> PartShown:
    return PartShown(
        sku=row.sku,
        name=Text(row.name_zh, row.name_en).in_(language),
        name_zh=row.name_zh,
        name_en=row.name_en,
        fits=[products.get(code, code) for code in row.fits],
        prices={currency: str(amount) for currency, amount in prices.items()},
    )


def _plan(row: RepairPlan, products: Mapping[str, str], language: Language) -> PlanShown:
    return PlanShown(
        code=row.code,
        name=Text(row.name_zh, row.name_en).in_(language),
        products=[products.get(code, code) for code in row.products],
        batches=row.batches,
        options=dict(row.options),
        prices={currency: str(amount) for currency, amount in row.prices.items()},
        note=row.note,
    )

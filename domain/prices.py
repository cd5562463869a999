"""What parts and repair plans cost, found by what people call them."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.language import Language, Text
from domain.models import Part, PartPrice, Product, RepairPlan
from domain.naming import name_key
from domain.price_search import Entry, asks_for_all, found

_PLAN_KIND = re.compile(r"\s*[A-Z]\d+\s*[:：].*$")  # what a plan's name says beyond its kind


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
    """What of the price list is wanted; every given condition must hold.

    `named` takes only what the words name wholly, nothing that merely shares some of them.
    """

    words: str | None = None
    product_code: str | None = None
    sku: str | None = None
    currency: str | None = None
    batch: str | None = None
    change_nd: bool | None = None
    named: bool = False


@dataclass(frozen=True)
class Found:
    parts: list[PartShown]
    plans: list[PlanShown]


def find(session: Session, asked: Asked, *, language: Language, limit: int = 50) -> Found:
    """Parts and repair plans, what is named first; nothing that only resembles what is named."""
    parts, plans = _parts_for(session, asked), _plans_for(session, asked)
    words = _beside_the_product(session, asked)
    if words and not (asked.product_code and asks_for_all(words)):
        entries: list[Entry[Part | RepairPlan]] = []
        entries += map(_part_entry, parts)
        entries += map(_plan_entry, plans)
        named = found(entries, words)
        parts = [each for each in named if isinstance(each, Part)]
        plans = [each for each in named if isinstance(each, RepairPlan)]
    return Found(
        _shown_parts(session, parts, asked, language, limit),
        _shown_plans(session, plans, language, limit),
    )


def find_parts(
    session: Session, asked: Asked, *, language: Language, limit: int = 50
) -> list[PartShown]:
    """Parts that fit, the best match of the words first; words may be misspelt."""
    rows = _parts_for(session, asked)
    if asked.words:
        rows = found([_part_entry(row) for row in rows], asked.words, only_named=asked.named)
    return _shown_parts(session, rows, asked, language, limit)


def find_plans(
    session: Session, asked: Asked, *, language: Language, limit: int = 50
) -> list[PlanShown]:
    """Repair plans for a product, batch of the model, and with or without a new ND."""
    rows = _plans_for(session, asked)
    if asked.words:
        rows = found([_plan_entry(row) for row in rows], asked.words)
    return _shown_plans(session, rows, language, limit)


def part_for(session: Session, sku: str, product_code: str) -> str:
    """The SKU of the part called the same that fits the product; the one given where none does."""
    part = session.scalar(select(Part).where(Part.sku == sku))
    if part is None or not part.fits or product_code in part.fits:
        return sku
    asked = Asked(words=part.name_en.partition("(")[0], product_code=product_code)
    named = find_parts(session, asked, language=Language.EN, limit=1)
    return named[0].sku if named else sku


def _beside_the_product(session: Session, asked: Asked) -> str:
    """What is said besides the product's name, which parts of others may hold, too."""
    words = asked.words or ""
    product = session.scalar(select(Product).where(Product.code == asked.product_code))
    said = sorted((product.name, *product.aliases), key=len, reverse=True) if product else []
    for each in said:
        words = re.sub(rf"(?<![a-z0-9]){re.escape(each)}(?![a-z0-9])", " ", words, flags=re.I)
    return words.strip()


def _parts_for(session: Session, asked: Asked) -> list[Part]:
    rows = list(session.scalars(select(Part).order_by(Part.sku)))
    if asked.sku:
        rows = [row for row in rows if name_key(asked.sku) in name_key(row.sku)]
    if asked.product_code:
        rows = [row for row in rows if not row.fits or asked.product_code in row.fits]
    return rows


def _plans_for(session: Session, asked: Asked) -> list[RepairPlan]:
    rows = list(session.scalars(select(RepairPlan).order_by(RepairPlan.code)))
    if asked.product_code:
        rows = [row for row in rows if not row.products or asked.product_code in row.products]
    if asked.batch:
        key = name_key(asked.batch)
        rows = [row for row in rows if not row.batches or _holds(row.batches, key)]
    if asked.change_nd is not None:
        rows = [row for row in rows if row.options.get("change_nd") is asked.change_nd]
    if asked.currency:
        rows = [row for row in rows if asked.currency in row.prices]
    return rows


def _part_entry(row: Part) -> Entry[Part]:
    return Entry(row, (row.sku, row.name_en, row.name_zh, *row.aliases))


def _plan_entry(row: RepairPlan) -> Entry[RepairPlan]:
    names = (row.name_en, row.name_zh)
    return Entry(row, (row.code, *names, *(_PLAN_KIND.sub("", each) for each in names)), row.note)


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


def _holds(names: Iterable[str], key: str) -> bool:
    return any(key in name_key(name) or name_key(name) in key for name in names)


def _shown_parts(
    session: Session, rows: Sequence[Part], asked: Asked, language: Language, limit: int
) -> list[PartShown]:
    prices = _prices(session, [row.id for row in rows])
    if asked.currency:
        rows = [row for row in rows if asked.currency in prices.get(row.id, {})]
    products = _product_names(session)
    return [_part(row, prices.get(row.id, {}), products, language) for row in rows[:limit]]


def _shown_plans(
    session: Session, rows: Sequence[RepairPlan], language: Language, limit: int
) -> list[PlanShown]:
    products = _product_names(session)
    return [_plan(row, products, language) for row in rows[:limit]]


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

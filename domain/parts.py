"""Parts by their SKU as people type it, their names, and what one costs."""

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.errors import InvalidError
from domain.language import Text
from domain.models import Part, PartPrice
from domain.prices import near_skus


def name_of(part: Part) -> Text:
    return Text(part.name_zh, part.name_en)


def sku_key(sku: str) -> str:
    """A SKU as it is kept, from what a person typed."""
    return sku.strip().upper()


def part_of(session: Session, sku: str, *, field: str = "sku") -> Part:
    """The part of a SKU. Raises InvalidError when there is none."""
    return parts_of(session, [sku], field=field)[sku_key(sku)]


def parts_of(session: Session, skus: Iterable[str], *, field: str) -> dict[str, Part]:
    """Parts by their SKU. Raises InvalidError naming those that are none, and what is near."""
    wanted = list(dict.fromkeys(sku_key(sku) for sku in skus))
    found = {part.sku: part for part in session.scalars(select(Part).where(Part.sku.in_(wanted)))}
    unknown = [sku for sku in wanted if sku not in found]
    if unknown:
        near = ", ".join(near_skus(session, unknown[0]))
        hint = Text(f"相近的有：{near}。", f" Close to it: {near}.") if near else Text("", "")
        raise InvalidError(
            Text(
                f"没有这些料号：{'、'.join(unknown[:5])}。{hint.zh}",
                f"Unknown SKU: {', '.join(unknown[:5])}.{hint.en}",
            ),
            {field: Text("未知料号", "unknown SKU")},
        )
    return found


def price_of(session: Session, part: Part, currency: str) -> Decimal | None:
    """What one costs in a currency; None where the price list has no such price."""
    return session.scalar(
        select(PartPrice.amount).where(PartPrice.part_id == part.id, PartPrice.currency == currency)
    )

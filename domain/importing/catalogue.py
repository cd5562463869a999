"""Taking catalogue records: families, products, categories, regions, parts, plans, holidays."""

from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select

from domain.importing.records import (
    CategoryRecord,
    FamilyRecord,
    HolidayRecord,
    PartRecord,
    ProductRecord,
    RegionRecord,
    RepairPlanRecord,
)
from domain.importing.taking import Outcome, Taking, either, put, takes
from domain.language import Text
from domain.models import (
    Category,
    Family,
    Holiday,
    Part,
    PartPrice,
    Product,
    Region,
    RepairPlan,
)

FAMILY = Text("产品族", "family")
PRODUCT = Text("产品", "product")
CATEGORY = Text("问题类别", "category")
PART = Text("料号", "part")


@takes(FamilyRecord)
def take_family(taking: Taking, record: FamilyRecord) -> Outcome:
    values = {"name_zh": record.name_zh, "name_en": record.name_en}
    return put(taking, Family, {"code": record.code}, values)[1]


@takes(ProductRecord)
def take_product(taking: Taking, record: ProductRecord) -> Outcome:
    values = {
        "name": record.name,
        "family_id": taking.id_of(Family, Family.code, record.family, FAMILY),
        "aliases": record.aliases,
    }
    return put(taking, Product, {"code": record.code}, values)[1]


@takes(CategoryRecord)
def take_category(taking: Taking, record: CategoryRecord) -> Outcome:
    values = {
        "parent_id": taking.id_of(Category, Category.code, record.parent, CATEGORY),
        "name_zh": record.name_zh,
        "name_en": record.name_en,
        "aliases": record.aliases,
    }
    return put(taking, Category, {"code": record.code}, values)[1]


@takes(RegionRecord)
def take_region(taking: Taking, record: RegionRecord) -> Outcome:
    values = record.model_dump(exclude={"type", "code"})
    return put(taking, Region, {"code": record.code}, values)[1]


@takes(HolidayRecord)
def take_holiday(taking: Taking, record: HolidayRecord) -> Outcome:
    return put(taking, Holiday, {"day": record.date}, {"is_working": record.working})[1]


@takes(PartRecord)
def take_part(taking: Taking, record: PartRecord) -> Outcome:
    for code in record.fits:
        taking.id_of(Product, Product.code, code, PRODUCT)
    values = record.model_dump(exclude={"type", "sku", "prices"})
    part, outcome = put(taking, Part, {"sku": record.sku}, values)
    return either(outcome, _set_prices(taking, part, record.prices))


@takes(RepairPlanRecord)
def take_repair_plan(taking: Taking, record: RepairPlanRecord) -> Outcome:
    for code in record.products:
        taking.id_of(Product, Product.code, code, PRODUCT)
    values: dict[str, Any] = record.model_dump(exclude={"type", "code", "prices"})
    values["prices"] = {currency: str(amount) for currency, amount in record.prices.items()}
    return put(taking, RepairPlan, {"code": record.code}, values)[1]


def _set_prices(taking: Taking, part: Part, prices: dict[str, Decimal]) -> Outcome:
    session = taking.session
    rows = session.scalars(select(PartPrice).where(PartPrice.part_id == part.id)).all()
    before = {row.currency: row.amount for row in rows}
    if before == prices:
        return Outcome.UNCHANGED
    session.execute(delete(PartPrice).where(PartPrice.part_id == part.id))
    session.add_all(
        PartPrice(part_id=part.id, currency=currency, amount=amount)
        for currency, amount in prices.items()
    )
    return Outcome.CHANGED

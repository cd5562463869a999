"""What parts and repair plans cost by the price list."""

from typing import Annotated, Literal

from pydantic import Field
from sqlalchemy.orm import Session

from domain import estimates, prices
from domain.access import Permission
from domain.language import Language, Text
from domain.money import CURRENCIES, told
from domain.naming import product_named
from tools.context import Desk
from tools.tool import Arguments, Effect, Result, SlotKind, slot, tool

_SHOWN = 10
BY_THE_DEALER = {
    Permission.REPORT_PROBLEM: Text(
        "配件和维修的价格由您的经销商或服务台来报。把故障告诉我，我可以帮您写成报修单交给他们。",
        "Parts and repairs are quoted by your dealer or the service desk. Tell me what is wrong "
        "and I put it into a report to them.",
    )
}
# What is asked of the price of the part that was just spoken of.
_OF_THE_PART = (
    r"how much|(?:what (?:does|do|is|would|will) (?:it|that|they|one) )?cost|price|expensive",
    r"多少钱|什么价|单价|价格|怎么卖|贵不贵|贵",
)


class PartPrices(Arguments):
    query: Annotated[
        str | None,
        Field(
            max_length=200,
            description="part or plan in the person's words",
            json_schema_extra=slot(
                SlotKind.TEXT,
                needed_when={"sku": [], "product": []},
                ask=Text("要查哪个配件？", "Which part?"),
                whole=True,
            ),
        ),
    ] = None
    sku: Annotated[
        str | None,
        Field(max_length=60, json_schema_extra=slot(SlotKind.PART, talked=_OF_THE_PART)),
    ] = None
    product: Annotated[
        str | None, Field(max_length=200, json_schema_extra=slot(SlotKind.PRODUCT))
    ] = None
    batch: Annotated[str | None, Field(max_length=60, description="model batch: 6系列")] = None
    nd: Annotated[
        Literal["with_nd", "without_nd"] | None,
        Field(
            json_schema_extra=slot(
                SlotKind.CHOICE,
                words={
                    "with_nd": ["更换ND", "换ND", "含ND", "带ND", "with ND", "new ND"],
                    "without_nd": [
                        "不换ND",
                        "不更换ND",
                        "不含ND",
                        "不动ND",
                        "ND不动",
                        "ND不换",
                        "without ND",
                        "without the ND",
                        "no ND",
                        "not the ND",
                    ],
                },
            )
        ),
    ] = None


class PricesFound(Result):
    found: bool
    parts: list[prices.PartShown] = []
    plans: list[prices.PlanShown] = []


def tell_prices(result: PricesFound, language: Language) -> str:
    if not result.found:
        return Text("价格表里没有找到。", "The price list has nothing like that.").in_(language)
    lines = [part_line(part, language) for part in result.parts]
    colon = Text("：", ": ").in_(language)
    lines += [
        f"- **{plan.name}** (`{plan.code}`){colon}{_amounts(plan.prices, language)}"
        f"{_only_for(plan, language)}"
        for plan in result.plans
    ]
    return "\n".join(lines)


def _only_for(plan: prices.PlanShown, language: Language) -> str:
    """Which batches of a model a plan is for, where it is not for all."""
    if not plan.batches:
        return ""
    held = ", ".join(plan.batches)
    return Text(f"（只适用于 {held}）", f" (only for {held})").in_(language)


def part_line(part: prices.PartShown, language: Language) -> str:
    cost = _amounts(part.prices, language)
    colon = Text("：", ": ").in_(language)
    line = f"- **{part.name}** `{part.sku}`{colon}{cost}"
    if not part.fits:
        return line
    fits = ", ".join(part.fits)
    return line + Text(f"（适用 {fits}）", f" (fits {fits})").in_(language)


@tool(
    effect=Effect.READ,
    permissions={Permission.READ_PRICES},
    otherwise=BY_THE_DEALER,
    label=Text("查询价格", "Looking up prices"),
    tell=tell_prices,
    zh=("SDI模块多少钱", "S1-011-013-01", "Edge 8K 前部维修不换ND多少钱", "风扇的价格"),
    en=(
        "how much is the SDI module",
        "S1-011-013-01",
        "Edge 8K front repair without ND",
        "price of the fan",
    ),
)
def part_prices(desk: Desk, asked: PartPrices) -> PricesFound:
    """Prices of parts and of repair plans."""
    with desk.reader() as session:
        product = product_named(session, desk.viewer, asked.product) if asked.product else None
        sku = asked.sku
        if sku and product:
            sku = prices.part_for(session, sku.strip().upper(), product.code)
        plan = _plan_words(session, asked, sku)
        sku = None if plan else sku
        wanted = prices.Asked(
            words=plan or (asked.query if not sku else None),
            product_code=product.code if product else None,
            sku=sku,
            batch=asked.batch,
            change_nd={"with_nd": True, "without_nd": False}.get(asked.nd or ""),
        )
        if asked.nd or asked.batch:
            plans = prices.find_plans(session, wanted, language=desk.language, limit=_SHOWN)
            return PricesFound(found=bool(plans), plans=plans)
        found = prices.find(session, wanted, language=desk.language, limit=_SHOWN)
    plans = found.plans if not sku else []
    return PricesFound(found=bool(found.parts or plans), parts=found.parts, plans=plans)


def _plan_words(session: Session, asked: PartPrices, sku: str | None) -> str | None:
    """What a plan is called by that is told of by a part it changes: the front frame, no ND."""
    if not sku or not (asked.nd or asked.batch):
        return None
    named = prices.find_parts(session, prices.Asked(sku=sku), language=Language.ZH, limit=1)
    return f"{named[0].name_zh} {named[0].name_en}" if named else asked.query


def _amounts(known: dict[str, str], language: Language) -> str:
    """What something costs in each currency, ours first."""
    codes = [*(code for code in CURRENCIES if code in known), *(known.keys() - set(CURRENCIES))]
    return " / ".join(told(estimates.amount(known[code]), code, language) for code in codes)

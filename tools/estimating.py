"""What a whole repair will likely cost, from similar ones."""

from collections import Counter
from typing import Annotated, Literal, TypeVar

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import estimates, prices
from domain.access import Permission
from domain.errors import InvalidError
from domain.language import Language, Text
from domain.models import Category, Product, Ticket
from domain.money import told
from domain.naming import category_named, device_of, product_named
from domain.quotes import usual_currency
from domain.tickets.reading import ticket_by_number
from tools.context import Desk, Reference, reference
from tools.pricing import BY_THE_DEALER, part_line
from tools.tool import Arguments, Effect, Result, SlotKind, slot, tool

M = TypeVar("M", Product, Category)
_SIMILAR = 8
_LIKELY = 2
_CURRENCY_WORDS = {
    "CNY": ["人民币", "元", "CNY", "RMB", "yuan", "renminbi"],
    "USD": ["美元", "美金", "USD", "dollar", "刀"],
    "EUR": ["欧元", "EUR", "euro"],
}


class EstimateRepair(Arguments):
    number: Annotated[
        str | None, Field(max_length=40, json_schema_extra=slot(SlotKind.TICKET_NUMBER))
    ] = None
    sn: Annotated[str | None, Field(max_length=40, json_schema_extra=slot(SlotKind.SN))] = None
    product: Annotated[
        str | None, Field(max_length=200, json_schema_extra=slot(SlotKind.PRODUCT))
    ] = None
    category: Annotated[
        str | None, Field(max_length=200, json_schema_extra=slot(SlotKind.CATEGORY))
    ] = None
    parts: Annotated[
        list[Annotated[str, Field(max_length=60)]],
        Field(max_length=20, description="SKUs", json_schema_extra=slot(SlotKind.PART)),
    ] = []
    currency: Annotated[
        Literal["CNY", "USD", "EUR"] | None,
        Field(json_schema_extra=slot(SlotKind.CHOICE, words=_CURRENCY_WORDS)),
    ] = None
    problem: Annotated[
        str | None,
        Field(
            max_length=1_000,
            json_schema_extra=slot(
                SlotKind.TEXT,
                needed_when={"number": [], "category": [], "parts": []},
                ask=Text("是什么故障？", "What is the fault?"),
            ),
        ),
    ] = None


class RepairEstimated(Result):
    """A range from similar repairs, with the tickets behind it."""

    estimate: estimates.EstimateShown
    about: str
    likely: list[prices.PartShown] = []
    references: list[Reference] = []


_BASIS = {
    "product_and_category": Text("同机型同类问题", "the same model and problem"),
    "family_and_category": Text("同系列同类问题", "the same family and problem"),
    "category": Text("同类问题", "the same problem"),
    "product": Text("同机型", "the same model"),
}


def tell_estimate(result: RepairEstimated, language: Language) -> str:
    found = result.estimate
    lines = []
    if found.low and found.high and found.median:
        low, median, high = (
            told(estimates.amount(each), found.currency, language)
            for each in (found.low, found.median, found.high)
        )
        basis = _BASIS[found.basis or "category"].in_(language)
        numbers = ", ".join(f"[{each}]" for each in found.tickets)
        lines.append(
            Text(
                f"预估维修费用：**{low} – {high}**，中位 {median}"
                f"（按{basis}的 {found.n} 张返厂单：{numbers}）。",
                f"Estimated repair cost: **{low} – {high}**, median {median} "
                f"(from {found.n} repairs of {basis}: {numbers}).",
            ).in_(language)
        )
    else:
        lines.append(
            Text("没有可比较的维修记录。", "There are no repairs to compare with.").in_(language)
        )
    if result.likely:
        head = Text("按价格表，可能要换：", "By the price list, what may need changing:")
        lines.append(
            "\n".join([head.in_(language), *(part_line(e, language) for e in result.likely)])
        )
    if found.parts_total:
        cost = told(estimates.amount(found.parts_total), found.currency, language)
        lines.append(
            Text(f"所列配件按价格表：{cost}。", f"The parts by the price list: {cost}.").in_(
                language
            )
        )
    if found.in_warranty:
        lines.append(
            Text("设备在保，客户不付费。", "In warranty: the customer pays nothing.").in_(language)
        )
    return "\n\n".join(lines)


@tool(
    effect=Effect.READ,
    permissions={Permission.READ_PRICES},
    otherwise=BY_THE_DEALER,
    label=Text("预估维修费用", "Estimating the repair"),
    tell=tell_estimate,
    zh=(
        "Edge 8K SDI口坏了修一下大概多少钱",
        "预估 RMA-D-2602-0003 的维修费用",
        "死机的维修费用范围",
    ),
    en=(
        "what would it cost to repair the SDI port of an Edge 8K",
        "estimate the repair of RMA-D-2602-0003",
        "cost range for a freeze",
    ),
)
def estimate_repair(desk: Desk, asked: EstimateRepair) -> RepairEstimated:
    """What a repair will likely cost, from similar ones."""
    with desk.reader() as session:
        case = _case(session, desk, asked)
        found = estimates.estimate(session, desk.viewer, case)
        titles = dict(
            session.execute(
                select(Ticket.number, Ticket.summary).where(Ticket.number.in_(found.tickets))
            )
            .tuples()
            .all()
        )
        likely = [] if asked.parts else _parts_named(session, desk, case, asked.problem)
        named = [case.product.name if case.product else "", _category_name(desk, case.category)]
    return RepairEstimated(
        estimate=found,
        about=" · ".join(each for each in named if each),
        likely=likely,
        references=[reference("ticket", each, titles[each]) for each in found.tickets],
    )


def _parts_named(
    session: Session, desk: Desk, case: estimates.Case, problem: str | None
) -> list[prices.PartShown]:
    """The parts that the fault or the person's words name: the SDI module for the SDI port."""
    category = case.category
    said = [category.name_zh, category.name_en, *category.aliases] if category else []
    code = case.product.code if case.product else None
    for words in [*([problem] if problem else []), *said]:
        asked = prices.Asked(words=words, product_code=code, named=True)
        if found := prices.find_parts(session, asked, language=desk.language, limit=_LIKELY):
            return found
    return []


def _case(session: Session, desk: Desk, asked: EstimateRepair) -> estimates.Case:
    product = product_named(session, desk.viewer, asked.product) if asked.product else None
    category = category_named(session, desk.viewer, asked.category) if asked.category else None
    covered: bool | None = None
    currency: str | None = asked.currency
    if asked.number:
        ticket = ticket_by_number(session, asked.number)
        product = product or _row(session, Product, ticket.product_id)
        category = category or _row(session, Category, ticket.category_id)
        covered, currency = ticket.in_warranty, currency or usual_currency(session, ticket)
    elif asked.sn and (device := device_of(session, desk.viewer, asked.sn)):
        product = product or _row(session, Product, device.product_id)
        until = device.warranty_until
        covered = None if until is None else until >= desk.clock.today()
    if category is None and asked.problem:
        category = _likely(session, desk, asked.problem, product)
    if not (product or category or asked.parts):
        raise InvalidError(
            Text("请说明机型、故障或配件。", "Say which model, fault or part it is about."),
            {"problem": Text("必填", "is required")},
        )
    return estimates.Case(product, category, asked.parts, currency or "USD", covered)


def _row(session: Session, model: type[M], id: int | None) -> M | None:
    return session.get(model, id) if id is not None else None


def _likely(session: Session, desk: Desk, problem: str, product: Product | None) -> Category | None:
    """The category that most similar tickets have."""
    near = desk.similar(problem, product=product.name if product else None, limit=_SIMILAR)
    ids = session.scalars(
        select(Ticket.category_id).where(Ticket.id.in_([each.id for each in near]))
    )
    counted = Counter(each for each in ids if each is not None).most_common(1)
    return session.get(Category, counted[0][0]) if counted else None


def _category_name(desk: Desk, category: Category | None) -> str:
    return desk.say(Text(category.name_zh, category.name_en)) if category else ""

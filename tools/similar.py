"""Cases like the one described: what was it, and what fixed it."""

from collections.abc import Collection, Sequence
from typing import Annotated

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Permission
from domain.fixes import fixes
from domain.language import Language, Text
from domain.models import Product, Ticket
from domain.naming import product_named
from domain.numbers import without_tickets
from domain.tickets.finding import lines
from retrieval.findings import Similar
from tools.context import Desk, Reference, by_itself, reference
from tools.tool import Arguments, Effect, Result, SlotKind, slot, tool

_KEPT = 700
_SHOWN, _COMPARED = 5, 25  # similar cases told of, and those whose fixes are counted
_LIKELY = 33  # per cent from which a case's fix counts
_HARDLY = 10  # per cent up to which a case of another family is not told of
_FAR_LESS = 4  # times less likely than the best one: such a case is not told of
_FIXES = 3


class FindSimilarTickets(Arguments):
    description: Annotated[
        str,
        Field(
            max_length=10_000,
            description="as the person described it",
            json_schema_extra=slot(
                SlotKind.TEXT,
                ask=Text("请描述一下故障现象。", "What is the symptom?"),
            ),
        ),
    ]
    product: Annotated[str | None, Field(json_schema_extra=slot(SlotKind.PRODUCT))] = None
    but_not: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=100)] = []


class SimilarCase(Result):
    number: str
    kind_label: str
    status_label: str
    summary: str
    product: str | None
    akin: bool = True  # of the family of the product that was asked about
    similarity: int  # per cent: how likely it is the same trouble
    solution: str | None


class FoundFix(Result):
    what: str  # parts replaced, a firmware update, or a solution's own words
    cases: int  # how many of the similar cases it solved


class SimilarCases(Result):
    found: bool
    cases: list[SimilarCase]
    fixes: list[FoundFix]  # of all similar cases that are over, not only of those listed
    references: list[Reference]


def tell_cases(result: SimilarCases, language: Language) -> str:
    if not result.found:
        return Text("没有找到类似的案例。", "I found no similar cases.").in_(language)
    head = Text("找到这些类似案例：", "I found these similar cases:").in_(language)
    told = [head]
    for case in result.cases:
        facts = f"{case.kind_label} · {case.status_label} · {case.similarity}%"
        told.append(f"- [{case.number}] {case.summary} ({facts})")
        if case.solution:
            told.append(Text("  - 解决：", "  - Solved by: ").in_(language) + _short(case.solution))
    if any(fix.cases > 1 for fix in result.fixes):
        told.append(Text("类似案例的解决办法：", "What solved cases like it:").in_(language))
        told += [f"- {fix.what} ({_cases(fix.cases).in_(language)})" for fix in result.fixes]
    return "\n".join(told)


def _cases(count: int) -> Text:
    return Text(f"{count} 例", f"{count} case{'s' if count > 1 else ''}")


@tool(
    effect=Effect.READ,
    permissions={Permission.READ_TICKETS},
    label=Text("查找类似案例", "Looking for similar cases"),
    tell=tell_cases,
    zh=(
        "Edge 8K 录制 4K 50fps 死机了，有类似案例吗？",
        "以前有人遇到过 SDI 没输出吗",
        "开机黑屏，之前怎么修的",
        "这个故障有没有先例",
    ),
    en=(
        "Edge 8K freezes at 4K 50fps, any similar cases?",
        "has anyone seen SDI without output before",
        "black screen on power-up, how was that fixed before",
        "did this happen to other customers",
    ),
)
def find_similar_tickets(desk: Desk, asked: FindSimilarTickets) -> SimilarCases:
    """Find earlier tickets with the same symptom, most similar first, and what solved them."""
    with desk.reader() as session:
        product = product_named(session, desk.viewer, asked.product) if asked.product else None
        code = product.code if product else None
        akin = _of_the_family(session, product) if product else None
    similar = desk.similar(without_tickets(asked.description), product=code, limit=_COMPARED)
    near = [
        each
        for each in _near(similar, set(asked.but_not))
        if each.similarity > _HARDLY or (akin is not None and each.product in akin)
    ]
    alike = {each.id: each.similarity for each in near[:_SHOWN]}
    likely = [
        each.id for each in similar
        if each.similarity >= _LIKELY and (akin is None or each.product in akin)
    ]  # fmt: skip
    kin = {each.id for each in near if akin is None or each.product in akin}
    with desk.reader() as session:
        solved_by = fixes(session, likely)[:_FIXES]
        rows = {row.id: row for row in session.scalars(select(Ticket).where(Ticket.id.in_(alike)))}
        ordered = [rows[id] for id in alike if id in rows]
        told_of = {row.number for row in ordered}
        told = lines(session, ordered, language=desk.language, clock=desk.clock)
        cases = [
            SimilarCase(
                number=line.number,
                kind_label=line.kind_label,
                status_label=line.status_label,
                summary=line.summary,
                product=line.product,
                akin=row.id in kin,
                similarity=alike[row.id],
                solution=_short(by_itself(desk.language, row.solution, told_of))
                if row.solution
                else None,
            )
            for row, line in zip(ordered, told, strict=True)
        ]
    return SimilarCases(
        found=bool(cases),
        cases=cases,
        fixes=[FoundFix(what=desk.say(fix.what), cases=len(fix.tickets)) for fix in solved_by],
        references=[
            reference("ticket", case.number, case.summary, case.solution or "") for case in cases
        ],
    )


def _of_the_family(session: Session, product: Product) -> frozenset[str]:
    """The codes of the products of its family: what solved one of them may solve the others."""
    codes = select(Product.code).where(Product.family_id == product.family_id)
    return frozenset(session.scalars(codes))


def _near(similar: Sequence[Similar], shown: Collection[str]) -> list[Similar]:
    """The cases worth telling of; beside those shown before, others of the same kind of fault."""
    most = max((each.similarity for each in similar), default=0)
    near = [each for each in similar if each.similarity >= most / _FAR_LESS]
    if not shown:
        return near
    kinds = {each.category for each in similar[:_SHOWN] if each.similarity >= most / 2}
    return [
        each for each in near
        if each.number not in shown and (each.category in kinds or each.similarity >= most / 2)
    ]  # fmt: skip


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _KEPT else f"{one_line[:_KEPT]}…"

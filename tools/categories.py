"""Which category a problem belongs to, as tickets solved before have it."""

from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from domain.access import Permission, audiences
from domain.language import Language, Text
from domain.models import Category
from tools.context import Desk
from tools.tool import Arguments, Effect, Result, SlotKind, slot, tool


class SuggestCategory(Arguments):
    description: Annotated[
        str,
        Field(
            min_length=1,
            max_length=10_000,
            json_schema_extra=slot(
                SlotKind.TEXT, ask=Text("故障现象是什么？", "What is the problem?")
            ),
        ),
    ]


class Suggestion(BaseModel):
    """`confidence` 0..100 is how often a suggestion like this one is right."""

    code: str
    name: str
    confidence: int


class Suggestions(Result):
    found: bool
    categories: list[Suggestion]


def tell_suggestions(result: Suggestions, language: Language) -> str:
    if not result.found:
        return Text(
            "没有足够相似的已关闭工单，无法建议分类。",
            "No closed tickets are like it, so I cannot suggest a category.",
        ).in_(language)
    head = Text("按已关闭的相似工单，可能的分类：", "Going by closed tickets like it:")
    rows = [f"- {each.name}: {each.confidence} %" for each in result.categories]
    return "\n".join([head.in_(language), *rows])


@tool(
    effect=Effect.READ,
    permissions={Permission.READ_TICKETS},
    label=Text("建议分类", "Suggesting a category"),
    tell=tell_suggestions,
    zh=(
        "SDI 没有输出应该归到哪个分类",
        "这个问题选什么类别：开机黑屏",
        "建议一下分类，拍摄时死机",
    ),
    en=(
        "which category fits SDI without output",
        "suggest a category for: black screen on power-up",
        "how should I classify a freeze while recording",
    ),
)
def suggest_category(desk: Desk, asked: SuggestCategory) -> Suggestions:
    """Suggest up to three issue categories for a problem, with how sure each is."""
    suggested = desk.library.suggest_category(
        asked.description, audiences=audiences(desk.viewer), visible=desk.visible
    )
    with desk.reader() as session:
        names = _names(session, [each.category for each in suggested], desk.language)
    found = [
        Suggestion(code=each.category, name=names[each.category], confidence=each.confidence)
        for each in suggested
        if each.category in names
    ]
    return Suggestions(found=bool(found), categories=found)


def _names(session: Session, codes: list[str], language: Language) -> dict[str, str]:
    """`Stability › Freeze` for each code."""
    parent = aliased(Category)
    rows = session.execute(
        select(Category, parent)
        .outerjoin(parent, parent.id == Category.parent_id)
        .where(Category.code.in_(codes))
    )
    return {
        own.code: " › ".join(
            Text(each.name_zh, each.name_en).in_(language) for each in (above, own) if each
        )
        for own, above in rows
    }

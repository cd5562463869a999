"""Keeping what was learnt: an article drafted from a ticket, a wish of a customer."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field
from sqlalchemy.orm import Session

from domain import writing_up
from domain.access import Permission
from domain.basis import basis_of
from domain.errors import InvalidError
from domain.language import Text
from domain.naming import product_named
from domain.proposals import Card, PreviewLine
from domain.tickets.moving import load_ticket
from domain.wishes import to_vote_for, vote_for
from domain.words import value_label
from tools.context import Desk, Reference, reference
from tools.fields import ticket_number
from tools.tool import Arguments, Result, SlotKind, slot, tool

_WISH = Text("功能期望", "Wish")
_ALIKE = 0.15  # how likely two wishes are the same from which both are shown


class DraftArticle(Arguments):
    number: str = ticket_number(Text("根据哪张工单写？", "From which ticket?"))


class ArticleDrafted(Result):
    number: str
    references: list[Reference]


def propose_article(desk: Desk, asked: DraftArticle) -> Card:
    """The article as it would be kept, and what speaks against another one."""
    with desk.reader() as session:
        ticket = load_ticket(session, desk.viewer, asked.number)
        title, problem, external, internal = writing_up.drafted(ticket)
        written = writing_up.articles_from(session, ticket)
        basis = basis_of(ticket)
    lines = (
        (Text("标题", "Title"), title),
        (Text("问题", "Problem"), problem),
        (Text("对外方案", "Solution"), external),
        (Text("内部说明", "Internal note"), internal),
        (Text("状态", "State"), desk.say(Text("草稿，仅内部可见", "draft, staff only"))),
    )
    numbers = ", ".join(written)
    warning = Text(f"已有由它写成的 {numbers}。", f"{numbers} was already written from it.")
    return Card(
        title=desk.say(Text(f"由 {asked.number} 写知识草稿", f"Write up {asked.number}")),
        preview=[PreviewLine(label=desk.say(label), new=value) for label, value in lines if value],
        warnings=[desk.say(warning)] if written else [],
        rests_on=[basis],
    )


@tool(
    permissions={Permission.DRAFT_KNOWLEDGE},
    label=Text("写知识草稿", "Drafting an article"),
    propose=propose_article,
    zh=(
        "把 K2602-0001 写成知识条目",
        "根据 RMA-D-2601-0145 生成一篇知识草稿",
        "这张单沉淀到知识库",
    ),
    en=(
        "write up K2602-0001 as a knowledge article",
        "draft an article from RMA-D-2601-0145",
        "make a knowledge base entry of this ticket",
    ),
)
def draft_article(desk: Desk, asked: DraftArticle, session: Session) -> ArticleDrafted:
    """Draft a knowledge article from a solved ticket."""
    ticket = load_ticket(session, desk.viewer, asked.number)
    article = writing_up.draft_article(session, desk.viewer, ticket, now=desk.clock.now())
    return ArticleDrafted(
        number=article.number,
        references=[reference("article", article.number, article.title)],
    )


_NEW: Mapping[str, Sequence[str]] = {"number": []}  # what is said of a wish that is new


class AddWish(Arguments):
    number: Annotated[
        str | None,
        Field(max_length=40, json_schema_extra=slot(SlotKind.WISH)),
    ] = None
    title: Annotated[
        str | None,
        Field(
            min_length=2,
            max_length=300,
            json_schema_extra=slot(
                SlotKind.TEXT,
                after=[
                    "功能期望",
                    "功能需求",
                    "希望增加",
                    "希望",
                    "需求",
                    "feature request",
                    "wish",
                    "would like",
                ],
                ask=Text("希望增加什么功能？", "What is wished for?"),
                needed_when=_NEW,
                only_when=_NEW,
            ),
        ),
    ] = None
    product: Annotated[
        str | None,
        Field(max_length=200, json_schema_extra=slot(SlotKind.PRODUCT, only_when=_NEW)),
    ] = None
    description: Annotated[
        str, Field(max_length=20_000, json_schema_extra=slot(SlotKind.TEXT, only_when=_NEW))
    ] = ""


class WishAdded(Result):
    number: str


def propose_wish(desk: Desk, asked: AddWish) -> Card:
    """The wish as it would be kept, with those that ask for much the same, or one more vote."""
    if asked.number:
        return _vote(desk, asked.number)
    product = None
    if asked.product:
        with desk.reader() as session:
            product = product_named(session, desk.viewer, asked.product).name
    lines = (
        (_WISH, _title(asked)),
        (Text("产品", "Product"), product),
        (Text("说明", "Description"), asked.description or None),
    )
    return Card(
        title=desk.say(Text("登记功能期望", "Record a wish")),
        preview=[PreviewLine(label=desk.say(label), new=value) for label, value in lines if value],
        warnings=_like_it(desk, _title(asked)),
    )


def _vote(desk: Desk, number: str) -> Card:
    with desk.reader() as session:
        wish = to_vote_for(session, desk.viewer, number)
        state = value_label("wish_status", wish.status, desk.language)
        votes = (str(wish.votes), str(wish.votes + 1))
    lines = (
        (_WISH, None, f"{wish.number} {wish.title}"),
        (Text("状态", "State"), None, state or wish.status),
        (Text("票数", "Votes"), *votes),
    )
    return Card(
        title=desk.say(Text("为功能期望加一票", "Vote for a wish")),
        preview=[PreviewLine(label=desk.say(name), old=old, new=new) for name, old, new in lines],
    )


def _title(asked: AddWish) -> str:
    if asked.title is None:
        raise InvalidError(Text("请说希望增加什么功能。", "Please say what is wished for."))
    return asked.title


def _like_it(desk: Desk, title: str) -> list[str]:
    """Wishes that may be the same, with what to say for one more vote."""
    found = desk.search(title, kinds=("wish",), limit=3)
    alike = [hit for hit in found.hits if hit.evidence >= _ALIKE]
    if not alike:
        return []
    numbers, best = ", ".join(f"{hit.number} {hit.title}" for hit in alike), alike[0].number
    like = Text(
        f"已有类似期望：{numbers}。如果是同一个，请说“给 {best} 加一票”，不用另记。",
        f"There are wishes like it: {numbers}. "
        f"If it is the same one, say “vote for {best}” instead.",
    )
    return [desk.say(like)]


@tool(
    permissions={Permission.ADD_WISH},
    label=Text("登记功能期望", "Recording a wish"),
    propose=propose_wish,
    zh=(
        "记录一个功能期望：Edge 8K 支持快速启动",
        "客户希望 Terra 4K 增加波形图",
        "提个需求，支持无线监看",
    ),
    en=(
        "record a wish: quick start for the Edge 8K",
        "a customer would like a waveform on the Terra 4K",
        "feature request: wireless monitoring",
    ),
)
def add_wish(desk: Desk, asked: AddWish, session: Session) -> WishAdded:
    """Record a customer's wish; with `number` a vote for that one."""
    now = desk.clock.now()
    if asked.number:
        return WishAdded(number=vote_for(session, desk.viewer, asked.number, now=now).number)
    wish = writing_up.add_wish(
        session,
        desk.viewer,
        title=_title(asked),
        description=asked.description,
        product=asked.product,
        now=now,
    )
    return WishAdded(number=wish.number)

"""Knowledge: what the articles and imported documents say, and the rules of the house."""

from typing import Annotated

from pydantic import Field

from domain import handbook
from domain.access import Permission
from domain.language import Language, Text
from domain.naming import product_named
from domain.numbers import without_tickets
from retrieval.findings import Evidence, Found, Hit
from tools.context import Desk, Reference, by_itself, reference
from tools.tool import Arguments, Effect, Result, SlotKind, slot, tool

_PASSAGES = 4
_LOOKED_AT = 3
_QUOTED = 1_600
_HANDBOOK = Text("服务规定", "Service rules")


class SearchKnowledge(Arguments):
    question: Annotated[
        str,
        Field(
            max_length=10_000,
            description="as the person asked it",
            json_schema_extra=slot(
                SlotKind.TEXT, ask=Text("想了解什么？", "What would you like to know?")
            ),
        ),
    ]
    product: Annotated[str | None, Field(json_schema_extra=slot(SlotKind.PRODUCT))] = None


class KnowledgePassage(Result):
    """A passage of an article or document; `title` names file and section, page or sheet.

    A rule of the house has no number.
    """

    number: str | None
    title: str
    text: str
    evidence: float  # 0..1: how likely it answers the question


class KnowledgeFound(Result):
    """`evidence` says how far the passages may be relied on; `found` is false when not at all."""

    found: bool
    evidence: Evidence
    passages: list[KnowledgePassage]
    keywords_only: bool  # the vectors were not to be had
    references: list[Reference]


def tell_knowledge(result: KnowledgeFound, language: Language) -> str:
    if not result.found:
        return Text(
            "知识库里没有找到能回答这个问题的内容。",
            "I found nothing in the knowledge base that answers this.",
        ).in_(language)
    told = []
    if result.evidence is Evidence.PARTIAL:
        told.append(
            Text(
                "没有找到直接的答案，最接近的是：",
                "I found no direct answer; the nearest I have is:",
            ).in_(language)
        )
    for passage in result.passages:
        source = Text("来源", "Source").in_(language)
        where = f"{passage.title} [{passage.number}]" if passage.number else passage.title
        told.append(f"{passage.text}\n\n{source}: {where}")
    if result.keywords_only:
        told.append(
            Text(
                "（语义检索暂不可用，只按关键词查找。）", "(Searched by keywords only for now.)"
            ).in_(language)
        )
    return "\n\n".join(told)


@tool(
    effect=Effect.READ,
    permissions={Permission.READ_KNOWLEDGE},
    label=Text("查询知识库", "Searching the knowledge base"),
    tell=tell_knowledge,
    zh=(
        "LANC 线序是什么？",
        "Edge 8K 高温死机怎么处理",
        "怎么升级固件",
        "E2 支持哪些编码格式",
        "ND 怎么校准",
    ),
    en=(
        "Which codecs does the E2 support at 4K 60 fps?",
        "what to do when the Edge 8K freezes in the heat",
        "how do I update the firmware",
        "what is the pin-out of the LANC port",
        "how to calibrate the ND",
    ),
)
def search_knowledge(desk: Desk, asked: SearchKnowledge) -> KnowledgeFound:
    """Answer a product, how-to or house rules question.

    Rely only on the passages; say so when `evidence` is none.
    """
    with desk.reader() as session:
        product = product_named(session, desk.viewer, asked.product) if asked.product else None
        code = product.code if product else None
    found = _found(desk, without_tickets(asked.question), code)
    kept = _worth_quoting(found.hits) if found.evidence is not Evidence.NONE else []
    return KnowledgeFound(
        found=bool(kept),
        evidence=found.evidence,
        passages=[_passage(desk, hit, asked.question) for hit in kept],
        keywords_only=not found.semantic,
        references=[
            reference("article", hit.number, _title(hit), hit.snippet)
            for hit in kept
            if hit.kind == "article"
        ],
    )


def _passage(desk: Desk, hit: Hit, question: str) -> KnowledgePassage:
    """What a hit says; a rule is told as it stands now, to this viewer."""
    number, title = hit.number or None, _title(hit)
    text = by_itself(desk.language, _whole_lines(hit.passage), {hit.number})
    if rule := handbook.rule_of(hit.id) if hit.kind == "rule" else None:
        with desk.reader() as session:
            asking = handbook.asking(session, desk.viewer, question, now=desk.clock.now())
        text = desk.say(handbook.told(desk.viewer, rule, asking))
        title = f"{desk.say(_HANDBOOK)} › {desk.say(rule.title)}"
    return KnowledgePassage(number=number, title=title, text=text, evidence=round(hit.evidence, 2))


def _found(desk: Desk, question: str, product: str | None) -> Found:
    """What answers the question; where nothing does, what its last line alone finds.

    That line says what the talk is about where the rest leans on it.
    """
    kinds = ("article", "rule")
    found = desk.search(question, kinds=kinds, product=product, limit=_PASSAGES)
    *before, last = question.strip().split("\n")
    if found.evidence is not Evidence.NONE or not before:
        return found
    return desk.search(last, kinds=kinds, product=product, limit=_PASSAGES)


def _worth_quoting(hits: tuple[Hit, ...]) -> list[Hit]:
    """The passage most likely to answer, and a second one of its kind nearly as likely."""
    likely = sorted(hits[:_LOOKED_AT], key=lambda hit: hit.evidence, reverse=True)
    if not likely:
        return []
    best, enough = likely[0], max(0.5, likely[0].evidence * 0.85)
    near = (hit for hit in likely[1:2] if hit.evidence >= enough and hit.kind == best.kind)
    return [best, *near]


def _whole_lines(passage: str) -> str:
    """As much of a passage as is quoted, not cut within a line unless it is one long line."""
    if len(passage) <= _QUOTED:
        return passage
    cut = passage.rfind("\n", 0, _QUOTED)
    return f"{passage[: cut if cut > 0 else _QUOTED]}\n…"


def _title(hit: Hit) -> str:
    return f"{hit.title} › {hit.label}" if hit.label else hit.title

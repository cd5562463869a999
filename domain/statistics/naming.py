"""From what people call a product, a place, a state to the value of a dimension it means."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from domain.errors import InvalidError
from domain.language import Text
from domain.naming import name_key
from domain.statistics.members import Member
from domain.statistics.vocabulary import DIMENSIONS, Dimension, members_of

# A word that means something in two dimensions means the first of these.
_ORDER = (
    *("kind", "product", "family", "category", "region", "country", "dealer", "batch"),
    *("part", "warranty", "status", "channel", "source", "service_type", "severity"),
    *(
        "priority",
        "account_type",
        "firmware",
        "handler",
        "wish_status",
        "article",
        "wish",
        "outcome",
        "currency",
    ),
)
# Only these are found by a part of their name.
_THINGS = frozenset(("product", "family", "category", "region", "country", "dealer", "part"))
_UNCLASSIFIED = frozenset(name_key(word) for word in ("unclassified", "未分类", "none", "空"))
_EXPLICIT = re.compile(r"(?P<field>[a-z_]{3,20})\s*[=:]\s*(?P<value>.+)")
_NEAR = 4
_SERIES = ("product", "part")  # those whose names share words
_WORD = re.compile(r"[a-z0-9]{2,}|[一-鿿]{2,}")
_PLURAL = re.compile(r"(?<=[a-z]{3})s$")
# Words beside a name that say no more than what is counted: internal ones, 配件类产品.
_BESIDE = re.compile(
    r"^(?:the|any|all|所有|全部|那些|这些)\s*|(?:\s+(?:ones?|tickets?|cases?|rmas?|products?|models?)"
    r"|类?的?(?:产品|机型|型号|工单|单子|单|客户|地区)|类|的)$",
    re.IGNORECASE,
)


class NotHeldError(LookupError):
    """A dimension that the metric has not; its code is the only argument."""


def find(
    session: Session, fields: Sequence[Dimension], phrase: str, *, subject: str | None = None
) -> tuple[str, list[Member]]:
    """The dimension and the values, most often one, that a phrase means.

    What is called like a value of `subject`, which the metric is about, is that one: a fan is a
    part where parts are counted, else a category. Exactly as named, or the one whose name ends
    with the phrase (配件: 通用配件), or the only one that holds it, or all products or parts that
    have it as a word of their names (Edge, back board). Raises InvalidError naming what is near,
    NotHeldError.
    """
    by_code = {each.code: each for each in fields}
    explicit = _EXPLICIT.fullmatch(phrase)
    if explicit and explicit["field"] in DIMENSIONS:
        if explicit["field"] not in by_code:
            raise NotHeldError(explicit["field"])
        field = by_code[explicit["field"]]
        values = [explicit["value"]]
        member = members_named(field, list(members_of(session, field)), values)[0]
        at = _as_subject(session, by_code, subject, member) or place(field, member, session)
        return at[0], [at[1]]
    ordered = [by_code[code] for code in _ORDER if code in by_code]
    known = [(each, member) for each in ordered for member in members_of(session, each)]
    bare = phrase
    while bare:
        if found := _called(known, name_key(bare)):
            about = _as_subject(session, by_code, subject, found[1])
            code, member = about or place(*found, session)
            return code, [member]
        if several := _of_the_name(known, bare):
            return several
        bare = _shorter(bare)
    raise unknown(phrase, (member for _, member in known))


def _called(known: Sequence[tuple[Dimension, Member]], key: str) -> tuple[Dimension, Member] | None:
    """What is named so, or the only one whose name ends with it or holds it."""
    for fits in (_is, _ends, _holds) if key else ():
        looked = known if fits is _is else [each for each in known if each[0].code in _THINGS]
        found = [(field, member) for field, member in looked if fits(member, key)]
        if found and (fits is _is or len({m.label for _, m in found}) == 1):
            return found[0]
    return None


def _of_the_name(
    known: Sequence[tuple[Dimension, Member]], phrase: str
) -> tuple[str, list[Member]] | None:
    """The products, or the parts, that all have these whole words in their names."""
    said = _words(phrase)
    for code in _SERIES if said else ():
        found = [
            member
            for field, member in known
            if field.code == code and any(said <= _words(name) for name in member.label)
        ]
        if found:
            return code, found
    return None


def _words(name: str) -> set[str]:
    """The words of a name: Latin ones without their plural, runs of Han characters."""
    return {_PLURAL.sub("", each) for each in _WORD.findall(name.lower())}


def _shorter(phrase: str) -> str:
    """The phrase without a word beside the name; empty where there is none."""
    bare = _BESIDE.sub("", phrase, count=1).strip()
    return bare if bare != phrase else ""


def _as_subject(
    session: Session, fields: Mapping[str, Dimension], subject: str | None, named: Member
) -> tuple[str, Member] | None:
    about = fields.get(subject or "")
    keys = {name_key(name) for name in named.names}
    if about is None:
        return None
    known = members_of(session, about)
    same = (each for each in known if any(name_key(name) in keys for name in each.names))
    return next(((about.code, each) for each in same), None)


def place(field: Dimension, member: Member, session: Session) -> tuple[str, Member]:
    """A main category stands for all that is below it."""
    if field.code == "category":
        main = members_of(session, DIMENSIONS["parent_category"])
        above = next((each for each in main if each.key == member.key), None)
        if above:
            return "parent_category", above
    return field.code, member


def members_named(field: Dimension, known: Sequence[Member], values: Iterable[str]) -> list[Member]:
    """The values of one dimension by code, name or alias. Raises InvalidError naming near ones."""
    found = []
    for value in values:
        key = name_key(value)
        member = next((each for each in known if _is(each, key)), None)
        if member is None and key in _UNCLASSIFIED:
            member = Member(None, "unclassified", field.unclassified)
        if member is None:
            raise unknown(value, known, field)
        found.append(member)
    return found


def unknown(said: str, known: Iterable[Member], field: Dimension | None = None) -> InvalidError:
    shown = said if len(said) <= 60 else f"{said[:60]}…"
    by_key: dict[str, Text] = {}
    for member in known:
        for name in member.names:
            by_key.setdefault(name_key(name), member.label)
    close = difflib.get_close_matches(name_key(said), by_key, 12, 0.45)
    near = list(dict.fromkeys(by_key[key] for key in close))[:_NEAR]
    what = field.label if field else Text("名称", "name")
    hint = Text("", "")
    if near:
        zh, en = "、".join(each.zh for each in near), ", ".join(each.en for each in near)
        hint = Text(f"相近的有：{zh}。", f" Close to it: {en}.")
    return InvalidError(
        Text(
            f"统计里没有叫“{shown}”的{what.zh}。{hint.zh}",
            f"There is no {what.en.lower()} “{shown}” to count by.{hint.en}",
        ),
        {field.code: Text("未知", "unknown")} if field else {},
    )


def _is(member: Member, key: str) -> bool:
    return any(name_key(name) == key for name in member.names)


def _ends(member: Member, key: str) -> bool:
    if len(key) < (4 if key.isascii() else 2):
        return False
    return any(name_key(name).endswith(key) for name in member.names)


def _holds(member: Member, key: str) -> bool:
    if len(key) < (4 if key.isascii() else 2):
        return False
    return any(key in name_key(name) for name in member.names)

"""The values of every dimension: their keys in the store, codes, labels, and what people say."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from babel import Locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.kind import kinds
from domain.language import Language, Text
from domain.models import (
    Article,
    Category,
    Customer,
    Dealer,
    Device,
    Family,
    Part,
    Product,
    Region,
    User,
    Wish,
)


class Member(NamedTuple):
    """One value of a dimension. `key` is what the store holds; `code` is stable, `label` shown."""

    key: Any
    code: str
    label: Text
    said: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.code, self.label.zh, self.label.en, *self.said)


Reader = Callable[[Session], Iterable[Member]]


def fixed(*rows: tuple[Any, str, str, str]) -> Reader:
    """A dimension of few values: (key, zh, en, other words with commas)."""
    found = [
        Member(key, _code(key), Text(zh, en), tuple(filter(None, said.split(","))))
        for key, zh, en, said in rows
    ]
    return lambda _: found


def _code(key: Any) -> str:
    return (
        {True: "in_warranty", False: "out_of_warranty"}[key]
        if key in (True, False) and (isinstance(key, bool))
        else str(key)
    )


CHANNEL = fixed(
    ("D", "经销商渠道", "by way of a dealer", "dealer channel,经销商返厂"),
    ("C", "直客渠道", "direct customer", "direct channel,直客,直接客户,直销客户"),
    ("I", "内部", "internal", "internal channel,内部送修"),
)
SOURCE = fixed(
    ("phone", "电话", "phone", "telephone,call,calls,来电,打电话"),
    ("email", "邮件", "e-mail", "email,mail,邮箱"),
    ("online", "在线聊天", "online chat", "online,live chat,在线"),
    ("facebook", "Facebook 群", "Facebook group", "facebook,fb"),
    ("wechat", "微信群", "WeChat group", "wechat,微信"),
    ("dealer", "经销商上报", "dealer report", "reported by dealers"),
    ("slack", "Slack", "Slack", ""),
    ("wecom", "企业微信", "WeCom", "企微"),
    ("assistant", "助手", "assistant", "bokeh"),
    ("self", "客户自报", "self-reported", "self-report,self service,自助"),
)
SERVICE_TYPE = fixed(
    ("consult", "一般咨询", "general consult", ""),
    ("troubleshooting", "故障排查", "troubleshooting", "排障"),
    ("remote_assistance", "远程协助", "remote assistance", "remote support,远程支持"),
    ("complaint", "投诉", "complaint", "complaints"),
)
SEVERITY = fixed(
    (1, "严重", "Critical", "1级,一级,severity 1"),
    (2, "重要", "Major", "2级,二级,severity 2"),
    (3, "一般", "Minor", "3级,三级,severity 3"),
)
PRIORITY = fixed(
    ("R1", "R1 紧急", "R1 urgent", "r1"), ("R2", "R2 优先", "R2 preferred", "r2"),
    ("R3", "R3 普通", "R3 normal", "r3"),
)  # fmt: skip
ACCOUNT_TYPE = fixed(
    ("end_customer", "终端客户", "end customer", "end customers,end user,个人客户,个人用户"),
    ("institution", "机构客户", "institution", "institutions,机构,rental house,school"),
    ("dealer", "经销商客户", "dealer account", ""),
)
WARRANTY = fixed(
    (True, "在保", "in warranty",
     "保内,保修期内,在保修期,under warranty,in-warranty,within warranty"),
    (False, "过保", "out of warranty",
     "保外,已过保,出保,脱保,过保修期,out-of-warranty,expired warranty,warranty expired"),
)  # fmt: skip
WISH_STATUS = fixed(
    ("new", "新提出", "new", ""),
    ("evaluating", "评估中", "being evaluated", "evaluating"),
    ("planned", "已计划", "planned", ""),
    ("released", "已发布", "released", ""),
    ("declined", "已谢绝", "declined", ""),
)
OUTCOME = fixed(
    ("answered", "已回答", "answered", ""),
    ("proposed", "提出待批", "proposed", ""),
    ("clarify", "追问", "asked back", "clarify"),
    ("no_evidence", "没有依据", "nothing found", "no evidence"),
    ("refused", "不能办理", "declined", "refused"),
    ("error", "出错", "failed", "error"),
)
CURRENCY = fixed(
    ("CNY", "人民币", "CNY", "rmb,元"),
    ("USD", "美元", "USD", "dollars,美金"),
    ("EUR", "欧元", "EUR", "euros,euro"),
)
_KIND_WORDS = {
    "consult": ("咨询", "咨询单", "咨询类", "consults", "consultation", "consultations"),
    "rma": ("返厂", "返厂单", "返修", "返修单", "寄修", "rmas", "return", "returns"),
    "dealer_repair": ("经销商维修", "本地维修", "dealer repairs", "local repair", "local repairs"),
    "restock": ("补货", "补货单", "restocks"),
}


def kind(_: Session) -> Iterable[Member]:
    for each in kinds().values():
        yield Member(each.code, each.code, each.label, _KIND_WORDS.get(each.code, ()))


def status(_: Session) -> Iterable[Member]:
    """Every state of every kind; where kinds call one differently, the first counts."""
    seen: dict[str, Member] = {}
    for each in kinds().values():
        for state in each.states:
            seen.setdefault(state.code, Member(state.code, state.code, state.label))
    return seen.values()


def product(session: Session) -> Iterable[Member]:
    for row in session.scalars(select(Product).order_by(Product.id)):
        yield Member(row.id, row.code, Text(row.name, row.name), tuple(row.aliases))


def family(session: Session) -> Iterable[Member]:
    for row in session.scalars(select(Family).order_by(Family.id)):
        label = Text(row.name_zh, row.name_en)
        yield Member(row.id, row.code, label, tuple(family_words(row.code, label)))


def family_words(code: str, label: Text) -> Iterable[str]:
    """What people call a family whose name carries its letter: `C类 寻像器与监视器`."""
    for name in label:
        short = name.removeprefix(f"{code}类").removeprefix(code).strip()
        if short and short != name:
            yield short
    if len(code) <= 2:
        yield from (f"{code}类", f"{code}族", f"family {code}", f"class {code}")


def category(session: Session) -> Iterable[Member]:
    rows = list(session.scalars(select(Category).order_by(Category.id)))
    by_id = {row.id: row for row in rows}
    for row in rows:
        parent = by_id.get(row.parent_id) if row.parent_id else None
        zh, en = row.name_zh, row.name_en
        label = Text(f"{parent.name_zh} > {zh}", f"{parent.name_en} > {en}") if parent else None
        yield Member(row.id, row.code, label or Text(zh, en), (zh, en, *row.aliases))


def parent_category(session: Session) -> Iterable[Member]:
    for row in session.scalars(
        select(Category).where(Category.parent_id.is_(None)).order_by(Category.id)
    ):
        yield Member(row.id, row.code, Text(row.name_zh, row.name_en), tuple(row.aliases))


def region(session: Session) -> Iterable[Member]:
    for row in session.scalars(select(Region).order_by(Region.id)):
        yield Member(row.id, row.code, Text(row.name_zh, row.name_en), tuple(row.aliases))


def country(session: Session) -> Iterable[Member]:
    codes = set(session.scalars(select(Customer.country).distinct()).all())
    for listed in session.scalars(select(Region.countries)):
        codes |= set(listed)
    for code in sorted(code for code in codes if code):
        yield Member(code, code, country_name(code), _COUNTRY_WORDS.get(code, ()))


_COUNTRY_WORDS = {
    "US": ("USA", "the US", "the United States", "U.S.", "美国市场"),
    "GB": ("UK", "the UK", "Britain", "Great Britain", "England"),
    "NL": ("Holland", "the Netherlands"),
    "AE": ("UAE", "阿联酋"),
    "KR": ("Korea",),
    "CN": ("中国大陆", "mainland China"),
}


@lru_cache(maxsize=512)
def country_name(code: str) -> Text:
    """A country's name as the two languages have it."""
    return Text(Locale("zh").territories.get(code, code), Locale("en").territories.get(code, code))


def dealer(session: Session) -> Iterable[Member]:
    for row in session.scalars(select(Dealer).order_by(Dealer.id)):
        yield Member(row.id, row.code, Text(row.name, row.name), tuple(row.aliases))
    yield Member(None, "direct", Text("直接客户", "direct"), ("直客",))


def handler(session: Session) -> Iterable[Member]:
    for row in session.scalars(select(User).order_by(User.id)):
        yield Member(row.id, row.username, Text(row.name, row.name))


def batch(session: Session) -> Iterable[Member]:
    return _plain(session.scalars(select(Device.batch).distinct().order_by(Device.batch)).all())


def firmware(session: Session) -> Iterable[Member]:
    found = session.scalars(select(Device.firmware).distinct().order_by(Device.firmware)).all()
    return _plain(found)


def part(session: Session) -> Iterable[Member]:
    for row in session.scalars(select(Part).order_by(Part.id)):
        yield Member(row.id, row.sku, Text(row.name_zh, row.name_en), tuple(row.aliases))


def article(session: Session) -> Iterable[Member]:
    for row in session.execute(select(Article.id, Article.number, Article.title)):
        title = f"[{row.number}] {row.title}"
        yield Member(row.id, row.number, Text(title, title))


def wish(session: Session) -> Iterable[Member]:
    for row in session.execute(select(Wish.id, Wish.number, Wish.title)):
        title = f"[{row.number}] {row.title}"
        yield Member(row.id, row.number, Text(title, title))


def _plain(values: Sequence[str | None]) -> Iterable[Member]:
    return [Member(each, each, Text(each, each)) for each in values if each]


def shown(member: Member, language: Language) -> str:
    return member.label.in_(language)

"""Dealers' stock: how it stands, what to order, and what is owed."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from domain.access import Permission
from domain.accounts import Account, account
from domain.dealers import dealers_asked
from domain.language import Language, Text
from domain.models import Dealer
from domain.money import told
from domain.parts import name_of, part_of
from domain.stock import STATUS_LABELS, STOCKING_TIER
from domain.stock_levels import StockLine, stock_levels
from tools.context import Desk
from tools.tool import Arguments, Effect, Result, SlotKind, slot, tool

_LINES = 15
_ABOUT = {
    "low_stock": [
        *("低于安全线", "快用完", "快要用完", "用完", "见底", "告急", "缺货", "补货建议", "该补货"),
        *("below the safety line", "below its safety line", "run out", "running out", "low"),
        *("restock advice", "should restock", "should reorder"),
    ],
    "debt": [
        *("欠款", "欠", "账龄", "应收", "结算", "货款", "debt", "owe", "owes", "receivables"),
        *("settle", "settlement", "overdue", "哪几笔", "哪一笔", "影响补货", "affect restock"),
        *("which invoices", "which bills", "affect a restock", "affect our restock"),
    ],
}
# What is asked of the stock of the part that was just spoken of.
_OF_THE_PART = (
    r"how many|how much stock|(?:have|got|keep) (?:any|some|enough)|(?:any|some|enough) (?:left|in"
    r" stock|of (?:it|them|those|these))|in stock|enough|running (?:out|low)|how many months?"
    r"|(?:stock|carry|keep) (?:it|one|them|those|any)",
    r"有货|[有剩](?:几|多少|货|没有|库存)|有没有(?:货|库存)?|库存|够不够|够用?|几[个块件片]|该补|补多少|要补|两个月|几个月|多少|[要该][订补备买]几[个块件片]",
)
_DEALER = slot(SlotKind.DEALER, permission=Permission.SEE_ALL_DEALERS)


class StockStatusAsked(Arguments):
    dealer: Annotated[str | None, Field(max_length=200, json_schema_extra=_DEALER)] = None
    part: Annotated[
        str | None,
        Field(
            max_length=60,
            json_schema_extra=slot(SlotKind.PART, also=["part_like"], talked=_OF_THE_PART),
        ),
    ] = None
    about: Annotated[
        Literal["low_stock", "debt"] | None,
        Field(json_schema_extra=slot(SlotKind.CHOICE, words=_ABOUT, tells=["low_stock"])),
    ] = None


class StockReport(Result):
    """Parts in stock, those in need first, and the accounts of the dealers meant."""

    found: bool
    total: int
    lines: list[StockLine]
    accounts: list[Account]
    part_asked: str | None = None
    stockless: str | None = None
    about: str | None = None


def tell_stock(result: StockReport, language: Language) -> str:
    told_lines = [_told_line(line, language, len(result.accounts) > 1) for line in result.lines]
    if len(result.accounts) == 1 and told_lines:
        name = result.accounts[0].name
        told_lines.insert(0, Text(f"{name} 的库存：", f"Stock of {name}:").in_(language))
    if not result.lines and result.about == "low_stock":
        told_lines = [Text("没有低于安全线的配件。", "Nothing is below its line.").in_(language)]
    if result.stockless and result.about != "debt":
        told_lines = [
            Text(
                f"{result.stockless} 不备库存：配件按单申请，付 PI 后寄出。",
                f"{result.stockless} keeps no stock: parts are sent for one repair, against a PI.",
            ).in_(language)
        ]
    elif result.part_asked and not result.lines:
        told_lines = [
            Text(
                f"{result.part_asked} 没有库存记录。", f"{result.part_asked} is not kept in stock."
            ).in_(language)
        ]
    if result.total > len(result.lines):
        more = result.total - len(result.lines)
        told_lines.append(Text(f"另有 {more} 项。", f"{more} more.").in_(language))
    if not result.part_asked:
        told_lines += [_told_account(each, language) for each in result.accounts]
    if result.about == "debt" and len(result.accounts) == 1:
        told_lines += _told_debts(result.accounts[0], language)
    return "\n".join(told_lines)


@tool(
    effect=Effect.READ,
    permissions={Permission.READ_ACCOUNTS},
    label=Text("查询库存与账款", "Looking at stock and accounts"),
    tell=tell_stock,
    zh=(
        "ProAV 的库存怎么样",
        "SDI模块还有多少库存",
        "哪些配件低于安全线，有什么补货建议",
        "ProAV 欠款账龄多久，下次结算日是哪天",
    ),
    en=(
        "stock of ProAV",
        "how many SDI modules are in stock",
        "which parts are below the safety line, any restock advice",
        "how much does ProAV owe and when is the next settlement",
    ),
)
def stock_status(desk: Desk, asked: StockStatusAsked) -> StockReport:
    """Dealers' part stock, its use, restock advice; debts and settlement."""
    now = desk.clock.now()
    with desk.reader() as session:
        dealers = dealers_asked(session, desk.viewer, asked.dealer)
        part = part_of(session, asked.part, field="part") if asked.part else None
        sku = part.sku if part else None
        lines = stock_levels(session, dealers, now=now, language=desk.language, sku=sku)
        if asked.about and not part:
            lines = [line for line in lines if asked.about != "debt" and line.status != "normal"]
        accounts = [account(session, each, now=now, language=desk.language) for each in dealers]
    urgent = sorted(lines, key=lambda line: (line.status == "normal", line.status != "restock_now"))
    return StockReport(
        found=bool(lines or accounts),
        total=len(lines),
        lines=urgent[:_LINES],
        accounts=accounts,
        part_asked=desk.say(name_of(part)) if part else None,
        stockless=_stockless(dealers),
        about=asked.about,
    )


def _stockless(dealers: Sequence[Dealer]) -> str | None:
    """The dealer that is asked about, where its tier keeps no stock."""
    [dealer] = dealers if len(dealers) == 1 else [None]
    return dealer.name if dealer and dealer.tier != STOCKING_TIER else None


def _told_line(line: StockLine, language: Language, by_dealer: bool) -> str:
    status = STATUS_LABELS[line.status].in_(language)
    head = f"{line.dealer_name} · " if by_dealer else ""
    told = Text(
        f"- {head}{line.name}（{line.sku}）：{line.quantity} 件，安全线 {line.safety}，{status}",
        f"- {head}{line.name} ({line.sku}): {line.quantity}, safety line {line.safety}, {status}",
    ).in_(language)
    if line.used_last_month or line.used_this_month:
        told += Text(
            f"；上月用 {line.used_last_month}，本月用 {line.used_this_month}",
            f"; used {line.used_last_month} last month, {line.used_this_month} this month",
        ).in_(language)
    if line.on_order:
        told += Text(f"；在途 {line.on_order}", f"; {line.on_order} on order").in_(language)
    if line.suggested:
        told += Text(f"；建议补 {line.suggested} 件", f"; restock {line.suggested} suggested").in_(
            language
        )
    return told


def _told_debts(known: Account, language: Language) -> list[str]:
    """What is owed since when, and what that means for a restock."""
    days = Text("已 {days} 天", "for {days} days").in_(language)
    rows = [
        f"  - {each.reference}: {told(each.open, each.currency, language)} "
        f"({days.format(days=each.days)})"
        for each in known.receivables[:_LINES]
    ]
    return [*rows, *known.warnings]


def _told_account(known: Account, language: Language) -> str:
    owed = ", ".join(
        told(amount, currency, language) for currency, amount in known.open_amounts.items()
    )
    facts = [
        Text(
            f"欠款 {owed}，最早 {known.oldest_debt_days} 天",
            f"owes {owed}, the oldest for {known.oldest_debt_days} days",
        )
        if owed
        else Text("无欠款", "owes nothing")
    ]
    if month := known.month_to_settle:
        amount = told(month.amount, month.currency, language)
        facts.append(
            Text(f"{month.month} 待结算 {amount}", f"to settle for {month.month}: {amount}")
        )
    if known.next_settlement_date:
        day = known.next_settlement_date
        facts.append(Text(f"下次结算 {day}", f"next settlement {day}"))
    comma = Text("；", "; ").in_(language)
    return f"- **{known.name}**: " + comma.join(fact.in_(language) for fact in facts)

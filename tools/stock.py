"""Dealers' stock: how it stands, what to order, what is owed; and asking for a restock."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from domain.access import Permission
from domain.accounts import Account, account
from domain.checking import checked
from domain.dealers import dealers_asked
from domain.errors import InvalidError
from domain.language import Language, Text
from domain.models import Dealer
from domain.money import told
from domain.parts import name_of, part_of, parts_of
from domain.proposals import PreviewLine
from domain.stock import STATUS_LABELS, STOCKING_TIER
from domain.stock_levels import StockLine, stock_levels
from domain.tickets.opening import Draft, Plan, open_ticket, plan_with_warnings
from tools.context import Desk, ProposedWrite, Reference, reference
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
        *("settle", "settlement", "overdue"),
    ],
}
# What is asked of the stock of the part that was just spoken of.
_OF_THE_PART = (
    r"how many|how much stock|(?:have|got|keep) (?:any|some|enough)|(?:any|some|enough) (?:left|in"
    r" stock|of (?:it|them|those|these))|in stock|enough|running (?:out|low)|how many months?"
    r"|(?:stock|carry|keep) (?:it|one|them|those|any)",
    r"有货|[有剩](?:几|多少|货|没有|库存)|有没有(?:货|库存)?|库存|够不够|够用?|几[个块件片]|该补|补多少|要补|两个月|几个月|多少|[要该][订补备买]几[个块件片]",
)
_ORDERS = (
    r"(?<![a-z])(?:order|restock|get|buy|send|take|have|like|reserve)(?![a-z])",
    r"补货?|订购?|下单|再来|来|要|买|进",
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
        Field(json_schema_extra=slot(SlotKind.CHOICE, words=_ABOUT)),
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
        if asked.about:
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


class Wanted(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sku: Annotated[str, Field(max_length=60)]
    quantity: Annotated[int, Field(ge=1, le=999)]


class RequestRestock(Arguments):
    items: Annotated[
        list[Wanted],
        Field(
            max_length=50,
            description="none: as advised",
            json_schema_extra=slot(
                SlotKind.ITEMS,
                talked=_ORDERS,
                ask=Text("要补哪个配件？", "Which part is to be ordered?"),
            ),
        ),
    ] = []
    dealer: Annotated[
        str | None,
        Field(
            max_length=200,
            json_schema_extra=slot(
                SlotKind.DEALER,
                permission=Permission.SEE_ALL_DEALERS,
                ask=Text("给哪家经销商补货？", "For which dealer is the restock?"),
            ),
        ),
    ] = None
    address: Annotated[str | None, Field(max_length=500)] = None


class RestockRequested(Result):
    number: str
    references: list[Reference]


def propose_restock(desk: Desk, asked: RequestRestock) -> ProposedWrite:
    """What the restock would order and owe, and what its debts mean.

    Where no parts are named the advice becomes the request, so that the card holds what it shows.
    """
    with desk.reader() as session:
        asked.items = asked.items or _advised(session, desk, asked)
        planned = plan_with_warnings(
            session, desk.viewer, _draft(desk, asked), now=desk.clock.now()
        )
        preview = _preview(session, desk, planned)
    return ProposedWrite(
        title=desk.say(Text("申请补货", "Request a restock")),
        preview=preview,
        warnings=[desk.say(warning) for warning in planned.warnings],
    )


def _preview(session: Session, desk: Desk, planned: Plan) -> list[PreviewLine]:
    details, dealers = planned.ticket.details, [planned.dealer] if planned.dealer else []
    now, language = desk.clock.now(), desk.language
    held = {
        line.sku: line.quantity
        for line in stock_levels(session, dealers, now=now, language=language)
    }
    parts = parts_of(session, [item["sku"] for item in details["items"]], field="items")
    state = planned.kind.by_state[planned.ticket.status].label
    total = told(Decimal(str(details["total"])), details["currency"], language)
    shown = [
        (Text("经销商", "Dealer"), ", ".join(dealer.name for dealer in dealers)),
        (Text("状态", "State"), desk.say(state)),
        (Text("配件总价", "Parts in all"), total),
        (Text("收货地址", "Delivery address"), details.get("address")),
    ]
    lines = [PreviewLine(label=desk.say(label), new=value) for label, value in shown if value]
    for item in details["items"]:
        label = f"{desk.say(name_of(parts[item['sku']]))} ({item['sku']})"
        there = held.get(item["sku"], 0)
        lines.append(PreviewLine(label=label, old=str(there), new=str(there + item["quantity"])))
    return lines


_NOT_STOCKING = {
    Permission.REPAIR_LOCALLY: Text(
        "补货只给备库存的一级经销商。你们的配件按单申请：先有经销商维修单，再对它说“申请配件”，"
        "付 PI 后寄出。",
        "Only tier 1 dealers keep stock. Your parts are ordered for one repair: open a dealer "
        "repair, then say “request parts” for it; they are sent once the PI is paid.",
    ),
    Permission.REQUEST_RMA: Text(
        "补货只给备库存的一级经销商。你们不做本地维修：请开返厂单把设备寄回总部，由总部换件。",
        "Only tier 1 dealers keep stock, and you do no local repairs: open an RMA and send the "
        "camera to headquarters, where the part is changed.",
    ),
    Permission.READ_PRICES: Text(
        "补货由经销商自己或服务台申请。",
        "A restock is requested by the dealer or by the service desk.",
    ),
}


@tool(
    permissions={Permission.REQUEST_RESTOCK},
    otherwise=_NOT_STOCKING,
    label=Text("申请补货", "Requesting a restock"),
    propose=propose_restock,
    zh=("给 ProAV 补货，SDI模块 5 个", "按建议补货", "申请补货：风扇 3 个，SDI模块 2 个"),
    en=("restock 5 SDI modules for ProAV", "restock as suggested", "order 3 fans for our stock"),
)
def request_restock(desk: Desk, asked: RequestRestock, session: Session) -> RestockRequested:
    """Order parts for a tier 1 dealer's stock."""
    ticket = open_ticket(
        session,
        desk.viewer,
        _draft(desk, asked),
        now=desk.clock.now(),
        trace=desk.trace,
    )
    return RestockRequested(
        number=ticket.number, references=[reference("ticket", ticket.number, ticket.summary)]
    )


def _draft(desk: Desk, asked: RequestRestock) -> Draft:
    _say_which_dealer(desk, asked)
    details: dict[str, Any] = {"items": [item.model_dump() for item in asked.items]}
    if asked.address:
        details["address"] = asked.address
    draft: Draft = checked(Draft, {"kind": "restock", "dealer": asked.dealer, "details": details})
    return draft


def _say_which_dealer(desk: Desk, asked: RequestRestock) -> None:
    if desk.viewer.may(Permission.SEE_ALL_DEALERS) and not asked.dealer:
        raise InvalidError(
            Text("请说明给哪家经销商补货。", "Please say for which dealer the restock is."),
            {"dealer": Text("必填", "is required")},
        )


def _advised(session: Session, desk: Desk, asked: RequestRestock) -> list[Wanted]:
    """What the advice says to order. Raises InvalidError where it is nothing."""
    _say_which_dealer(desk, asked)
    said = asked.dealer or desk.viewer.dealer_code
    [dealer] = dealers_asked(session, desk.viewer, said)
    lines = stock_levels(session, [dealer], now=desk.clock.now(), language=desk.language)
    advised = [Wanted(sku=line.sku, quantity=line.suggested) for line in lines if line.suggested]
    if not advised and dealer.tier == STOCKING_TIER:
        raise InvalidError(
            Text(
                f"{dealer.name} 目前没有需要补的配件；要补哪些请写明配件和数量。",
                f"{dealer.name} needs nothing now; say which parts and how many to order anyway.",
            ),
            {"items": Text("必填", "is required")},
        )
    return advised


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

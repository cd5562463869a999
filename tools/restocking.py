"""Ordering parts for a dealer's stock: as the person says, or as the advice says."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from domain.access import Permission
from domain.checking import checked
from domain.dealers import dealers_asked
from domain.errors import InvalidError
from domain.language import Text
from domain.money import told
from domain.parts import name_of, parts_of
from domain.proposals import PreviewLine
from domain.stock import STOCKING_TIER
from domain.stock_levels import stock_levels
from domain.tickets.opening import Draft, Plan, open_ticket, plan_with_warnings
from tools.context import Desk, ProposedWrite, Reference, reference
from tools.tool import Arguments, Result, SlotKind, slot, tool

# What is ordered of the part that was just spoken of.
_ORDERS = (
    r"(?<![a-z])(?:order|restock|get|buy|send|take|have|like|reserve)(?![a-z])",
    r"补货?|订购?|下单|再来|来|要|买|进",
)


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
        name, ordered = desk.say(name_of(parts[item["sku"]])), item["quantity"]
        label = f"{name} ({item['sku']}) × {ordered}"
        there = held.get(item["sku"], 0)
        lines.append(PreviewLine(label=label, old=str(there), new=str(there + ordered)))
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

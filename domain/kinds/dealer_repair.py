"""Dealer repairs: what a dealer of tier 1 or 2 repairs itself, with parts of its stock."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Permission
from domain.errors import ConflictError, InvalidError
from domain.invoices import PaymentFields, issue, open_invoice, pay, withdraw
from domain.language import Text
from domain.lifecycle import (
    Details,
    Kind,
    Move,
    MoveFields,
    Moving,
    Opening,
    Standing,
    said,
)
from domain.local_repair import REPAIRING_TIERS, headquarters_only, refuse_foreign_parts
from domain.models import Category, Dealer, Part, Stock, Ticket, TicketPart
from domain.parts import parts_of
from domain.quotes import Item, Items, Labour, Shipping, draw_up
from domain.repairs.fields import Reason, ShipParts
from domain.repairs.states import DEALER_REPAIR_STATES
from domain.repairs.workshop import use_parts
from domain.rules import house_rules
from domain.stock import STOCKING_TIER, status_of, take

_REPAIRERS = frozenset({Permission.REPAIR_LOCALLY})
_DESK = frozenset({Permission.HANDLE_DEALER_REPAIR})
_BILLING = frozenset({Permission.BILL})


class DealerRepairDetails(Details):
    """`items` are the parts sent for the case; amounts are decimal text in `currency`."""

    work: str | None = None
    faulty_parts: str | None = None
    repaired_at: str | None = None
    cancel_reason: str | None = None
    items: list[Item] | None = None
    invoice: str | None = None
    total: str | None = None
    currency: str | None = None
    payment: dict[str, Any] | None = None
    carrier: str | None = None
    tracking: str | None = None


class RecordRepair(MoveFields):
    work: Annotated[str, said("维修内容", "Work done", min_length=2, max_length=10_000)]
    parts: Annotated[
        list[Item], said("使用配件", "Parts used", max_length=50, default_factory=list)
    ]
    faulty_parts: Annotated[
        Literal["to_be_returned", "kept"] | None, said("旧件", "Faulty parts")
    ] = None


class RequestParts(MoveFields):
    items: Items


class MakeInvoice(MoveFields):
    shipping: Shipping = Decimal(0)
    labour: Labour = Decimal(0)


def _series(_: Ticket, day: date) -> str:
    return f"SVC-D-{day:%y%m}"


def _check(session: Session, ticket: Ticket) -> Text | None:
    if ticket.dealer_id is None:
        return Text("经销商维修单需要写明经销商。", "A dealer repair needs the dealer.")
    if reason := _no_repairs(session.get_one(Dealer, ticket.dealer_id)):
        return reason
    category = session.get(Category, ticket.category_id) if ticket.category_id else None
    return headquarters_only(ticket.summary, category, house_rules(session))


def _no_repairs(dealer: Dealer) -> Text | None:
    if dealer.tier in REPAIRING_TIERS:
        return None
    return Text(
        f"{dealer.name} 是三级经销商，不做本地维修，请开 RMA 返厂单。",
        f"{dealer.name} is a tier {dealer.tier} dealer and does not repair; open an RMA.",
    )


def _anothers(standing: Standing) -> Text | None:
    """The dealer who has taken over a customer reads the repair, but does not do it."""
    if standing.viewer.dealer_id in (None, standing.ticket.dealer_id):
        return None
    return Text(
        "这台设备由另一家经销商维修，您只能查看；需要处理请联系服务台。",
        "Another dealer repairs this device; you can read it. Please ask the service desk.",
    )


def _cannot_repair(standing: Standing) -> Text | None:
    return _anothers(standing) or _no_repairs(_dealer(standing))


def _has_own_stock(standing: Standing) -> Text | None:
    if reason := _anothers(standing):
        return reason
    dealer = _dealer(standing)
    if dealer.tier != STOCKING_TIER:
        return _no_repairs(dealer)
    return Text(
        f"{dealer.name} 是一级经销商，维修用自己的库存，直接登记维修；库存不够请申请补货。",
        f"{dealer.name} is a tier 1 dealer and takes parts from its own stock: record the repair, "
        "or request a restock where the stock is short.",
    )


def _record_repair(moving: Moving) -> None:
    dealer = _dealer(moving)
    skus = [each.sku for each in moving.fields.parts]
    parts = parts_of(moving.session, skus, field="parts")
    refuse_foreign_parts(parts.values(), moving.rules)
    used = use_parts(moving, moving.fields.parts)
    if dealer.tier == STOCKING_TIER:
        for part, quantity in used.values():
            _take_from_stock(moving, dealer, part, quantity)
    else:
        _refuse_parts_not_sent(moving, dealer, used)
    moving.ticket.solution = moving.fields.work
    moving.keep(
        work=moving.fields.work,
        faulty_parts=moving.fields.faulty_parts or ("to_be_returned" if used else None),
        repaired_at=moving.now,
    )


def _take_from_stock(moving: Moving, dealer: Dealer, part: Part, quantity: int) -> None:
    """Take the parts now, and remind people to restock where few are left."""
    held = take(
        moving.session, moving.viewer, dealer, part, quantity, ticket=moving.ticket, now=moving.now
    )
    status = status_of(held.quantity, held.safety)
    if status != "normal":
        moving.tell(
            "stock_low",
            dealer=dealer.name,
            sku=part.sku,
            name_zh=part.name_zh,
            name_en=part.name_en,
            quantity=held.quantity,
            safety=held.safety,
            status=status,
        )


def _refuse_parts_not_sent(
    moving: Moving, dealer: Dealer, used: dict[str, tuple[Part, int]]
) -> None:
    """A dealer without stock repairs with the parts that were sent for this case."""
    sent = {item["sku"]: int(item["quantity"]) for item in moving.ticket.details.get("items") or []}
    short = [sku for sku, (_, quantity) in used.items() if quantity > sent.get(sku, 0)]
    if short:
        named = ", ".join(short)
        raise ConflictError(
            Text(
                f"{dealer.name} 不备库存，{named} 没有（或没有这么多）发给这张单。"
                "请先申请配件，收到后再登记维修。",
                f"{dealer.name} keeps no stock, and {named} was not sent (or not so many) for this "
                "case. Request the parts first and record the repair when they have come.",
            ),
            {"parts": Text("没有发过", "was not sent")},
        )


def _request_parts(moving: Moving) -> None:
    if not moving.fields.items:
        raise InvalidError(
            Text("请写明要哪些配件和数量。", "Please say which parts, and how many of each."),
            {"items": Text("必填", "is required")},
        )
    bill = draw_up(moving.session, moving.fields.items, currency=_dealer(moving).currency)
    parts = parts_of(moving.session, [line.sku for line in bill.items], field="items")
    refuse_foreign_parts(parts.values(), moving.rules)
    moving.keep(
        items=[{"sku": line.sku, "quantity": line.quantity} for line in bill.items],
        total=bill.total,
        currency=bill.currency,
    )


def _invoice(moving: Moving) -> None:
    items = [Item.model_validate(each) for each in moving.ticket.details.get("items") or []]
    bill = draw_up(
        moving.session,
        items,
        currency=_dealer(moving).currency,
        shipping=moving.fields.shipping,
        labour=moving.fields.labour,
    )
    made = issue(moving.session, moving.viewer, moving.ticket, bill, now=moving.now)
    moving.keep(invoice=made.number, total=made.total, currency=made.currency)


def _record_payment(moving: Moving) -> None:
    """Paid once all of the PI has come in; a part payment leaves it invoiced."""
    paid = pay(moving.session, moving.viewer, moving.ticket, moving.fields, now=moving.now)
    moving.keep(
        payment={
            "method": moving.fields.method,
            "amount": str(moving.fields.amount),
            "currency": paid.currency,
            "date": (moving.fields.date or moving.now.date()).isoformat(),
        }
    )
    if paid.paid_at is not None:
        moving.ticket.status = "parts_paid"


def _ship_parts(moving: Moving) -> None:
    moving.keep(carrier=moving.fields.carrier, tracking=moving.fields.tracking)
    moving.tell("shipped", carrier=moving.fields.carrier, tracking=moving.fields.tracking)


def _receive_parts(moving: Moving) -> None:
    moving.tell("arrived")


def _close(moving: Moving) -> None:
    """Keep when the repair was done: an imported one is known by the day of its state only."""
    if not moving.ticket.details.get("repaired_at"):
        moving.keep(repaired_at=moving.ticket.status_at)


def _cancel(moving: Moving) -> None:
    moving.keep(cancel_reason=moving.fields.reason)
    if open_invoice(moving.session, moving.ticket):
        withdraw(moving.session, moving.ticket, now=moving.now)


def _hints(standing: Standing) -> list[Text]:
    """Which of the parts used are low with the dealer now."""
    if standing.ticket.status != "repaired":
        return []
    rows = standing.session.execute(
        select(Stock, Part)
        .join(Part, Part.id == Stock.part_id)
        .join(TicketPart, TicketPart.part_id == Part.id)
        .where(
            TicketPart.ticket_id == standing.ticket.id, Stock.dealer_id == standing.ticket.dealer_id
        )
        .order_by(Part.sku)
    )
    return [
        Text(
            f"{part.name_zh} 只剩 {held.quantity} 件（安全线 {held.safety}），请申请补货。",
            f"{part.name_en}: {held.quantity} left (safety line {held.safety}); "
            "please request a restock.",
        )
        for held, part in rows
        if status_of(held.quantity, held.safety) != "normal"
    ]


def _dealer(standing: Standing) -> Dealer:
    return standing.session.get_one(Dealer, standing.ticket.dealer_id)


KIND = Kind(
    code="dealer_repair",
    label=Text("经销商维修单", "Dealer repair"),
    series=_series,
    details=DealerRepairDetails,
    needs=frozenset({"summary"}),
    check=_check,
    hints=_hints,
    openings=(Opening(Permission.OPEN_DEALER_REPAIR, "open"),),
    guidance="a repair that a dealer of tier 1 or 2 does itself",
    states=DEALER_REPAIR_STATES,
    moves=(
        Move(
            "record_repair",
            Text("登记维修", "Record the repair"),
            frozenset({"open", "parts_received"}),
            "repaired",
            _REPAIRERS,
            RecordRepair,
            _record_repair,
            refusal=_cannot_repair,
        ),
        Move(
            "request_parts",
            Text("申请配件", "Request parts"),
            frozenset({"open"}),
            "parts_requested",
            _REPAIRERS,
            RequestParts,
            _request_parts,
            refusal=_has_own_stock,
        ),
        Move(
            "invoice",
            Text("开PI", "Make the PI"),
            frozenset({"parts_requested"}),
            "parts_invoiced",
            _BILLING,
            MakeInvoice,
            _invoice,
        ),
        Move(
            "record_payment",
            Text("登记收款", "Record the payment"),
            frozenset({"parts_invoiced"}),
            None,
            _BILLING,
            PaymentFields,
            _record_payment,
            targets=frozenset({"parts_paid"}),
        ),
        Move(
            "ship_parts",
            Text("配件发货", "Ship the parts"),
            frozenset({"parts_paid"}),
            "parts_shipped",
            _DESK,
            ShipParts,
            _ship_parts,
        ),
        Move(
            "receive_parts",
            Text("确认收到配件", "Parts received"),
            frozenset({"parts_shipped"}),
            "parts_received",
            _REPAIRERS,
            effect=_receive_parts,
            refusal=_anothers,
        ),
        Move(
            "close",
            Text("关闭", "Close"),
            frozenset({"repaired"}),
            "closed",
            _REPAIRERS,
            effect=_close,
            refusal=_anothers,
        ),
        Move(
            "cancel",
            Text("取消", "Cancel"),
            frozenset({"open", "parts_requested", "parts_invoiced"}),
            "cancelled",
            _REPAIRERS,
            Reason,
            _cancel,
            refusal=_anothers,
        ),
    ),
)

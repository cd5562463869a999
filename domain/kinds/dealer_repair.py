"""Dealer repairs: what a dealer of tier 1 or 2 repairs itself, with parts of its stock."""

from datetime import date
from typing import Annotated, Any, Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain.access import Permission
from domain.errors import ConflictError
from domain.language import Text
from domain.lifecycle import Details, Kind, Move, MoveFields, Moving, Opening, State, said
from domain.models import Dealer, Stock, Ticket
from domain.quotes import Item
from domain.repairs.workshop import use_parts

_REPAIRERS = frozenset({Permission.REPAIR_LOCALLY})
REPAIRING_TIERS = (1, 2)
_OPEN = frozenset({"open", "parts_requested", "parts_invoiced"})


class DealerRepairDetails(Details):
    work: str | None = None
    faulty_parts: str | None = None
    cancel_reason: str | None = None
    items: list[dict[str, Any]] | None = None
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


class Reason(MoveFields):
    reason: Annotated[str, said("原因", "Reason", min_length=2, max_length=2_000)]


def _series(_: Ticket, day: date) -> str:
    return f"SVC-D-{day:%y%m}"


def _check(session: Session, ticket: Ticket) -> Text | None:
    if ticket.dealer_id is None:
        return Text("经销商维修单需要写明经销商。", "A dealer repair needs the dealer.")
    dealer = session.get_one(Dealer, ticket.dealer_id)
    if dealer.tier not in REPAIRING_TIERS:
        return Text(
            f"{dealer.name} 是三级经销商，不做本地维修，请开 RMA 返厂单。",
            f"{dealer.name} is a tier {dealer.tier} dealer and does not repair; open an RMA.",
        )
    return None


def _record_repair(moving: Moving) -> None:
    moving.ticket.solution = moving.fields.work
    moving.ticket.details = {
        **moving.ticket.details,
        "work": moving.fields.work,
        "faulty_parts": moving.fields.faulty_parts,
    }
    used = use_parts(moving, moving.fields.parts)
    dealer = moving.session.get_one(Dealer, moving.ticket.dealer_id)
    if dealer.tier == 1:
        for part, quantity in used.values():
            _take_from_stock(moving, dealer, part.id, part.sku, quantity)


def _take_from_stock(moving: Moving, dealer: Dealer, part_id: int, sku: str, quantity: int) -> None:
    """Lower the dealer's stock in this transaction, never below nothing."""
    taken = moving.session.execute(
        update(Stock)
        .where(Stock.dealer_id == dealer.id, Stock.part_id == part_id, Stock.quantity >= quantity)
        .values(quantity=Stock.quantity - quantity)
        .returning(Stock.quantity)
    ).scalar_one_or_none()
    if taken is None:
        held = moving.session.scalar(
            select(Stock.quantity).where(Stock.dealer_id == dealer.id, Stock.part_id == part_id)
        )
        raise ConflictError(
            Text(
                f"{dealer.name} 的 {sku} 库存只有 {held or 0} 件，不够 {quantity} 件。",
                f"{dealer.name} holds {held or 0} of {sku}; {quantity} are needed.",
            ),
            {"parts": Text("库存不足", "stock is short")},
        )


def _cancel(moving: Moving) -> None:
    moving.ticket.details = {**moving.ticket.details, "cancel_reason": moving.fields.reason}


KIND = Kind(
    code="dealer_repair",
    label=Text("经销商维修单", "Dealer repair"),
    series=_series,
    details=DealerRepairDetails,
    needs=frozenset({"summary"}),
    check=_check,
    openings=(Opening(Permission.OPEN_DEALER_REPAIR, "open"),),
    guidance="a repair that a dealer of tier 1 or 2 does itself",
    states=(
        State("open", Text("已登记", "Open")),
        State("parts_requested", Text("已申请配件", "Parts requested")),
        State("parts_invoiced", Text("配件已开PI", "Parts invoiced")),
        State("parts_paid", Text("配件已付款", "Parts paid")),
        State("parts_shipped", Text("配件已发货", "Parts shipped")),
        State("parts_received", Text("配件已收到", "Parts received")),
        State("repaired", Text("已维修", "Repaired")),
        State("closed", Text("已关闭", "Closed"), is_end=True),
        State("cancelled", Text("已取消", "Cancelled"), is_end=True),
    ),
    moves=(
        Move(
            "record_repair",
            Text("登记维修", "Record the repair"),
            frozenset({"open", "parts_received"}),
            "repaired",
            _REPAIRERS,
            RecordRepair,
            _record_repair,
        ),
        Move("close", Text("关闭", "Close"), frozenset({"repaired"}), "closed", _REPAIRERS),
        Move(
            "cancel",
            Text("取消", "Cancel"),
            _OPEN,
            "cancelled",
            _REPAIRERS,
            Reason,
            _cancel,
        ),
    ),
)

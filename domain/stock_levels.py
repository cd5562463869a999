"""How dealers' stock stands: against the safety line, against its use, and what to order."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.language import Language
from domain.models import Dealer, Part, Stock, StockMovement, Ticket, User
from domain.parts import name_of
from domain.parts_used import midnight, month_start, parts_used
from domain.rules import house_rules
from domain.stock import StockStatus, status_of
from domain.tickets.shapes import Shown

ON_ORDER = (
    *("submitted", "needs_desk_approval", "needs_management_approval"),
    *("approved", "invoiced", "shipped"),
)
Trend = Literal["up", "down", "same"]


class StockLine(Shown):
    """One part of a dealer's stock; `trend` compares this month's use with last month's."""

    dealer: str
    dealer_name: str
    sku: str
    name: str
    quantity: int
    safety: int
    status: StockStatus
    suggested: int
    on_order: int
    used_last_month: int
    used_this_month: int
    trend: Trend
    trend_percent: int | None


class MovementShown(Shown):
    at: datetime
    dealer: str
    sku: str
    name: str
    change: int
    quantity_after: int
    reason: str
    note: str | None
    ticket: str | None
    by: str | None


@dataclass
class _Months:
    """What was used of one part: in the full months that an order rests on, last and this month."""

    before: int = 0
    last: int = 0
    this: int = 0


@dataclass(frozen=True)
class _Picture:
    used: Mapping[tuple[int, int], _Months] = field(default_factory=dict)
    on_order: Mapping[tuple[int, str], int] = field(default_factory=dict)


def suggestion(*, quantity: int, safety: int, on_order: int, two_months: int) -> int:
    """How many to order: two months of use, and at least what brings it back to the safety line.

    Nothing where the stock is above its line and lasts the two months. What is on order already
    counts. (Handbook: 2 there of 3, two used a month: order 4.)
    """
    if quantity + on_order >= max(safety, two_months):
        return 0
    return max(0, max(two_months, safety - quantity) - on_order)


def stock_levels(
    session: Session,
    dealers: Sequence[Dealer],
    *,
    now: datetime,
    language: Language,
    status: str | None = None,
    sku: str | None = None,
) -> list[StockLine]:
    """The stock of these dealers, those in need first."""
    names = {dealer.id: dealer for dealer in dealers}
    rows = session.execute(
        select(Stock, Part)
        .join(Part, Part.id == Stock.part_id)
        .where(Stock.dealer_id.in_(names))
        .order_by(Part.sku)
    ).all()
    picture = _picture(session, list(names), now)
    lines = [_line(names[held.dealer_id], held, part, picture, language) for held, part in rows]
    urgency = ("restock_now", "below_safety", "normal")
    wanted = [
        line
        for line in lines
        if (status is None or line.status == status) and (sku is None or line.sku == sku)
    ]
    return sorted(wanted, key=lambda line: (line.dealer_name, urgency.index(line.status)))


def level_of(
    session: Session, dealer: Dealer, part: Part, *, now: datetime, language: Language
) -> StockLine:
    """How one part stands with a dealer that keeps it."""
    return stock_levels(session, [dealer], now=now, language=language, sku=part.sku)[0]


def movements(
    session: Session,
    dealers: Sequence[Dealer],
    *,
    language: Language,
    sku: str | None = None,
    offset: int = 0,
    limit: int = 50,
) -> list[MovementShown]:
    """What came and went, newest first; names of people and tickets only where they may be seen."""
    codes = {dealer.id: dealer.code for dealer in dealers}
    query = (
        select(StockMovement, Part, Ticket.number, User.name)
        .join(Part, Part.id == StockMovement.part_id)
        .outerjoin(Ticket, Ticket.id == StockMovement.ticket_id)
        .outerjoin(User, User.id == StockMovement.by_id)
        .where(StockMovement.dealer_id.in_(codes))
        .order_by(StockMovement.at.desc(), StockMovement.id.desc())
    )
    if sku:
        query = query.where(Part.sku == sku.strip().upper())
    return [
        MovementShown(
            at=row.at,
            dealer=codes[row.dealer_id],
            sku=part.sku,
            name=name_of(part).in_(language),
            change=row.change,
            quantity_after=row.quantity_after,
            reason=row.reason,
            note=row.note,
            ticket=number,
            by=by,
        )
        for row, part, number, by in session.execute(query.offset(offset).limit(limit))
    ]


def _picture(session: Session, dealer_ids: list[int], now: datetime) -> _Picture:
    months = house_rules(session).stock_months
    today = now.date()
    this, last = month_start(today), month_start(today, 1)
    since = midnight(month_start(today, months), now.tzinfo)
    used: dict[tuple[int, int], _Months] = defaultdict(_Months)
    for each in parts_used(session, dealer_ids, since=since, until=now):
        counted = used[each.dealer_id, each.part_id]
        day = each.at.astimezone(now.tzinfo).date()
        counted.this += each.quantity if day >= this else 0
        counted.last += each.quantity if last <= day < this else 0
        counted.before += each.quantity if day < this else 0
    return _Picture(used, _on_order(session, dealer_ids))


def _on_order(session: Session, dealer_ids: list[int]) -> dict[tuple[int, str], int]:
    ordered: dict[tuple[int, str], int] = defaultdict(int)
    tickets = session.scalars(
        select(Ticket).where(
            Ticket.kind == "restock",
            Ticket.dealer_id.in_(dealer_ids),
            Ticket.status.in_(ON_ORDER),
        )
    )
    for ticket in tickets:
        for item in ticket.details.get("items") or []:
            ordered[ticket.dealer_id or 0, str(item["sku"])] += int(item["quantity"])
    return ordered


def _line(
    dealer: Dealer, held: Stock, part: Part, picture: _Picture, language: Language
) -> StockLine:
    used = picture.used.get((dealer.id, part.id), _Months())
    on_order = picture.on_order.get((dealer.id, part.sku), 0)
    suggested = suggestion(
        quantity=held.quantity,
        safety=held.safety,
        on_order=on_order,
        two_months=max(used.before, used.this),
    )
    trend, percent = _trend(used.last, used.this)
    return StockLine(
        dealer=dealer.code,
        dealer_name=dealer.name,
        sku=part.sku,
        name=name_of(part).in_(language),
        quantity=held.quantity,
        safety=held.safety,
        status=status_of(held.quantity, held.safety),
        suggested=suggested,
        on_order=on_order,
        used_last_month=used.last,
        used_this_month=used.this,
        trend=trend,
        trend_percent=percent,
    )


def _trend(last: int, this: int) -> tuple[Trend, int | None]:
    """Up or down against last month, with percent where last month had any use."""
    trend: Trend = "up" if this > last else "down" if this < last else "same"
    return trend, round((this - last) * 100 / last) if last else None

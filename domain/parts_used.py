"""Which parts a dealer's own repairs used: from its stock's movements, and from older tickets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from domain.models import StockMovement, Ticket, TicketPart

_REPAIRED = ("repaired", "closed")


@dataclass(frozen=True)
class Use:
    """Parts used at a moment; `price` of one where the movement kept it, in `currency`."""

    dealer_id: int
    part_id: int
    quantity: int
    at: datetime
    price: Decimal | None = None
    currency: str | None = None


def parts_used(
    session: Session, dealer_ids: Sequence[int], *, since: datetime, until: datetime
) -> list[Use]:
    """What these dealers' repairs used from `since` up to `until`.

    Tickets whose parts never moved stock here (imported ones, and those of tier 2) count with the
    parts noted on them, at the moment of the repair.
    """
    moved = session.scalars(
        select(StockMovement).where(
            StockMovement.dealer_id.in_(dealer_ids),
            StockMovement.reason == "repair",
            StockMovement.at >= since,
            StockMovement.at < until,
        )
    )
    uses = [
        Use(row.dealer_id, row.part_id, -row.change, row.at, row.price, row.currency)
        for row in moved
    ]
    return [*uses, *_noted(session, dealer_ids, since, until)]


def _noted(
    session: Session, dealer_ids: Sequence[int], since: datetime, until: datetime
) -> Iterable[Use]:
    rows = session.execute(
        select(Ticket, TicketPart.part_id, TicketPart.quantity)
        .join(TicketPart, TicketPart.ticket_id == Ticket.id)
        .where(
            Ticket.kind == "dealer_repair",
            Ticket.dealer_id.in_(dealer_ids),
            Ticket.status.in_(_REPAIRED),
            Ticket.status_at >= since,
            ~exists().where(StockMovement.ticket_id == Ticket.id),
        )
    )
    for ticket, part_id, quantity in rows:
        at = _repaired_at(ticket)
        if since <= at < until and ticket.dealer_id is not None:
            yield Use(ticket.dealer_id, part_id, quantity, at)


def _repaired_at(ticket: Ticket) -> datetime:
    """When the repair was done: kept when it was closed here, else since when it stands so."""
    kept = ticket.details.get("repaired_at")
    try:
        at = datetime.fromisoformat(str(kept)) if kept else None
    except ValueError:
        at = None
    return at if at is not None and at.tzinfo else ticket.status_at


def month_start(day: date, months_back: int = 0) -> date:
    """The first day of a month, so many months before the day's own."""
    count = day.year * 12 + day.month - 1 - months_back
    return date(count // 12, count % 12 + 1, 1)


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return month_start(day, -1) - timedelta(days=1)


def midnight(day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, time(), zone)

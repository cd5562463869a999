"""Dealers who settle oddly many parts."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.language import Text
from domain.models import Dealer, Ticket, TicketPart
from domain.statistics.chances import more_than_before, surprising
from domain.statistics.warned.finding import LEVEL, Finding, numbers, when


def odd_settlements(session: Session, now: datetime) -> Iterator[Finding]:
    """Dealers whose repairs of this month took more parts each than their half year before."""
    month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    start = month - timedelta(days=183)
    rows = session.execute(
        select(
            Ticket.dealer_id,
            func.count(func.distinct(when(Ticket.created_at >= month, Ticket.id))),
            func.count(func.distinct(when(Ticket.created_at < month, Ticket.id))),
            func.sum(when(Ticket.created_at >= month, TicketPart.quantity)),
            func.sum(when(Ticket.created_at < month, TicketPart.quantity)),
        )
        .join(TicketPart, TicketPart.ticket_id == Ticket.id)
        .where(
            Ticket.kind == "dealer_repair", Ticket.created_at >= start, Ticket.created_at <= now,
            Ticket.dealer_id.is_not(None),
        )
        .group_by(Ticket.dealer_id)
    ).all()  # fmt: skip
    chances = {
        str(dealer): more_than_before(int(used or 0), int(old or 0), share=late / (late + early))
        for dealer, late, early, used, old in rows
        if late >= 3 and early >= 3
    }
    held = {str(row[0]): row for row in rows}
    for key in sorted(surprising(chances, level=LEVEL)):
        dealer_id, late, early, used, old = held[key]
        dealer = session.get(Dealer, dealer_id)
        if dealer is None:
            continue
        yield Finding(
            f"settlement:{dealer.code}:{month:%Y-%m}",
            "settlement",
            Text(
                f"{dealer.name} 本月结算偏高：{late} 单用 {used} 件，之前 {early} 单用 {old} 件",
                f"{dealer.name}: settlement unusually high, {used} parts for {late} repairs, "
                f"{old} for {early} before",
            ),
            {"dealer": dealer.code, "repairs": late, "parts": int(used or 0),
             "chance": float(f"{chances[key]:.2g}"), "test": "poisson"},
            numbers(session, Ticket.kind == "dealer_repair", Ticket.dealer_id == dealer_id,
                     Ticket.created_at >= month),
        )  # fmt: skip

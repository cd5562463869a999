"""Dealers as the desk looks at them: their open work, their stock, what they repaired and owe."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.accounts import DebtLevel, account
from domain.errors import ForbiddenError
from domain.kind import kinds
from domain.language import Language
from domain.models import Dealer, Stock, Ticket
from domain.naming import dealer_named
from domain.parts_used import midnight, month_start, parts_used
from domain.stock import status_of
from domain.stock_levels import StockLine, stock_levels
from domain.tickets.shapes import Shown
from domain.visibility import visible


class DealerLine(Shown):
    """One dealer in the list; `stock_warnings` counts the parts below their safety line."""

    code: str
    name: str
    tier: int
    country: str | None
    currency: str
    open_consults: int
    open_rmas: int
    open_repairs: int
    open_restocks: int
    stock_warnings: int
    oldest_debt_days: int
    debt_level: DebtLevel


class DealerCard(DealerLine):
    """A dealer with its stock, what it repaired this month, and what it owes."""

    repairs_this_month: int
    parts_used_this_month: int
    to_settle: Decimal | None
    open_amounts: dict[str, Decimal]
    stock: list[StockLine]
    warnings: list[str]


def dealers_asked(session: Session, viewer: Viewer, said: str | None) -> Sequence[Dealer]:
    """The dealers whose stock and accounts the viewer may read, or the one that is meant.

    Raises ForbiddenError for those who read no accounts, InvalidError for a name nobody has.
    """
    if not viewer.may(Permission.READ_ACCOUNTS):
        raise ForbiddenError()
    if said:
        return [dealer_named(session, viewer, said)]
    return session.scalars(visible(viewer, Dealer).order_by(Dealer.name)).all()


def dealer_lines(
    session: Session, dealers: Sequence[Dealer], *, now: datetime, language: Language
) -> list[DealerLine]:
    """The dealers, each with its open work and its warnings."""
    ids = [dealer.id for dealer in dealers]
    opened = _open_by_kind(session, ids)
    low = _low_stock(session, ids)
    return [
        DealerLine(**_facts(session, dealer, opened, low, now=now, language=language))
        for dealer in dealers
    ]


def dealer_card(
    session: Session, dealer: Dealer, *, now: datetime, language: Language
) -> DealerCard:
    """One dealer whole."""
    since = midnight(month_start(now.date()), now.tzinfo)
    uses = parts_used(session, [dealer.id], since=since, until=now)
    held = account(session, dealer, now=now, language=language)
    opened, low = _open_by_kind(session, [dealer.id]), _low_stock(session, [dealer.id])
    return DealerCard(
        **_facts(session, dealer, opened, low, now=now, language=language),
        repairs_this_month=_repairs(session, dealer, since),
        parts_used_this_month=sum(each.quantity for each in uses),
        to_settle=held.month_to_settle.amount if held.month_to_settle else None,
        open_amounts=held.open_amounts,
        stock=stock_levels(session, [dealer], now=now, language=language),
        warnings=held.warnings,
    )


def _facts(
    session: Session,
    dealer: Dealer,
    opened: Counter[tuple[int, str]],
    low: Counter[int],
    *,
    now: datetime,
    language: Language,
) -> dict[str, Any]:
    held = account(session, dealer, now=now, language=language)
    return {
        "code": dealer.code,
        "name": dealer.name,
        "tier": dealer.tier,
        "country": dealer.country,
        "currency": dealer.currency,
        "open_consults": opened[dealer.id, "consult"],
        "open_rmas": opened[dealer.id, "rma"],
        "open_repairs": opened[dealer.id, "dealer_repair"],
        "open_restocks": opened[dealer.id, "restock"],
        "stock_warnings": low[dealer.id],
        "oldest_debt_days": held.oldest_debt_days,
        "debt_level": held.debt_level,
    }


def _open_by_kind(session: Session, dealer_ids: list[int]) -> Counter[tuple[int, str]]:
    """How many tickets of each kind are open with each dealer; a received restock is done."""
    done = {
        (kind.code, state.code)
        for kind in kinds().values()
        for state in kind.states
        if state.is_end or (kind.code, state.code) == ("restock", "received")
    }
    rows = session.execute(
        select(Ticket.dealer_id, Ticket.kind, Ticket.status, func.count())
        .where(Ticket.dealer_id.in_(dealer_ids))
        .group_by(Ticket.dealer_id, Ticket.kind, Ticket.status)
    )
    counted: Counter[tuple[int, str]] = Counter()
    for dealer_id, kind, status, count in rows:
        if dealer_id is not None and (kind, status) not in done:
            counted[dealer_id, kind] += count
    return counted


def _low_stock(session: Session, dealer_ids: list[int]) -> Counter[int]:
    rows = session.execute(
        select(Stock.dealer_id, Stock.quantity, Stock.safety).where(Stock.dealer_id.in_(dealer_ids))
    )
    return Counter(
        dealer_id for dealer_id, quantity, safety in rows if status_of(quantity, safety) != "normal"
    )


def _repairs(session: Session, dealer: Dealer, since: datetime) -> int:
    """How many repairs of its own the dealer opened since then."""
    counted = select(func.count()).where(
        Ticket.kind == "dealer_repair", Ticket.dealer_id == dealer.id, Ticket.created_at >= since
    )
    return session.scalar(counted) or 0

"""Dealers' stock and settlements: the weekly report, and the day on which a month is settled."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.accounts import next_settlement, settlement
from domain.language import Language
from domain.lifecycle import Notice
from domain.models import Dealer
from domain.outbox import tell_of
from domain.parts_used import midnight, month_start
from domain.rules import house_rules
from domain.schedules import Job, Rhythm
from domain.stock import STATUS_LABELS, STOCKING_TIER
from domain.stock_levels import StockLine, stock_levels

_LINES = 40  # of the report


def report(session: Session, due: datetime, now: datetime) -> None:
    """Tell the head of the desk which dealers' parts are below their safety line."""
    dealers = _stocking(session)
    facts: dict[str, str] = {}
    for language in Language:
        lines = stock_levels(session, dealers, now=now, language=language)
        low = [line for line in lines if line.status != "normal"]
        facts[f"title_{language.value}"] = _title(language, len(low), due.date())
        facts[f"text_{language.value}"] = "\n".join(_line(each, language) for each in low[:_LINES])
    key = f"stock_report:{due.date()}"
    tell_of(session, "house", Notice("stock_report", facts), actor=None, now=now, key=key)


def settle(session: Session, due: datetime, now: datetime) -> None:
    """On the day of settlement tell the desk and the dealer what the month comes to."""
    rules = house_rules(session)
    days = (now.date() - due.date()).days
    for each in (due.date() + timedelta(days=count) for count in range(days + 1)):
        if next_settlement(each, rules) == each:
            _settle_month(session, month_start(each, 1 if rules.settlement_day else 0), now)


def _settle_month(session: Session, month: date, now: datetime) -> None:
    for dealer in _stocking(session):
        sum_up = settlement(session, dealer, now=midnight(month, now.tzinfo), language=Language.EN)
        if not sum_up.amount:
            continue
        facts = {
            "month": sum_up.month,
            "amount": str(sum_up.amount),
            "currency": sum_up.currency,
        }
        tell_of(
            session,
            f"dealer:{dealer.id}",
            Notice("settlement_due", facts),
            actor=None,
            now=now,
            key=f"settlement:{dealer.id}:{sum_up.month}",
        )


def _stocking(session: Session) -> list[Dealer]:
    return list(
        session.scalars(select(Dealer).where(Dealer.tier == STOCKING_TIER).order_by(Dealer.name))
    )


def _title(language: Language, count: int, day: date) -> str:
    if language is Language.ZH:
        return f"经销商库存周报 {day}：{count} 项低于安全线"
    return f"Weekly dealer stock {day}: {count} below the safety line"


def _line(line: StockLine, language: Language) -> str:
    status = STATUS_LABELS[line.status].in_(language)
    if language is Language.ZH:
        return (
            f"{line.dealer_name} · {line.name}：{line.quantity}/{line.safety}，{status}，"
            f"建议补 {line.suggested}"
        )
    return (
        f"{line.dealer_name} · {line.name}: {line.quantity}/{line.safety}, {status}, "
        f"order {line.suggested}"
    )


JOBS = (
    Job("stock_report", Rhythm(hour=8, weekday=0), report),
    Job("settlements", Rhythm(hour=9), settle),
)

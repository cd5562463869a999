"""Debts that grow old: each morning the desk hears of those that crossed a threshold."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.accounts import still_owed
from domain.lifecycle import Notice
from domain.models import Receivable
from domain.outbox import tell_of
from domain.rules import house_rules
from domain.schedules import Job, Rhythm


def warn(session: Session, due: datetime, now: datetime) -> None:
    """Tell of every unpaid sum once for each threshold of age it has reached."""
    rules = house_rules(session)
    thresholds = sorted(
        {rules.debt_reminder_days, rules.debt_desk_days, rules.debt_management_days}
    )
    for debt in session.scalars(select(Receivable).where(Receivable.paid_at.is_(None))):
        age = (due.date() - debt.since).days
        reached = [days for days in thresholds if age > days]
        if reached:
            facts = {
                "days": reached[-1],
                "amount": str(still_owed(session, debt)),
                "currency": debt.currency,
                "reference": debt.reference,
                "since": debt.since.isoformat(),
            }
            tell_of(
                session,
                f"dealer:{debt.dealer_id}",
                Notice("debt_warning", facts),
                actor=None,
                now=now,
                key=f"debt:{debt.id}:{reached[-1]}",
            )


JOBS = (Job("debts", Rhythm(hour=9), warn),)

"""How long an RMA may take: answering a quote, and the repair by its priority."""

from collections.abc import Callable

from domain.calendar import Span
from domain.language import Text
from domain.lifecycle import Limit
from domain.models import Ticket
from domain.rules import Rules


def _after_quoting(days: Callable[[Rules], int]) -> Callable[[Rules, Ticket], Span]:
    """Days from the newest quote; the clock itself counts from the first one."""

    def length(rules: Rules, ticket: Ticket) -> Span:
        renewed = (ticket.details.get("quote") or {}).get("renewed_after_days", 0)
        return Span(days=days(rules) + renewed)

    return length


def _repair_time(rules: Rules, ticket: Ticket) -> Span:
    days = {"R1": rules.repair_working_days_r1, "R2": rules.repair_working_days_r2}
    return Span(days=days.get(ticket.priority or "R3", rules.repair_working_days_r3))


def _repair_warning(rules: Rules, ticket: Ticket) -> Span:
    """A working day before the repair is due; half of it where it has no more than one."""
    days = _repair_time(rules, ticket).days
    return Span(days=days - 1) if days > 1 else Span(hours=(rules.closes_at - rules.opens_at) // 2)


_QUOTED = frozenset({"quote_sent"})
_IN_HOUSE = frozenset({"received", "inspected", "assigned", "repairing"})
_HALTED = frozenset({"exception", "quote_sent"})
LIMITS = (
    Limit(
        "quote_reminder",
        Text("报价提醒", "Quote reminder"),
        _QUOTED,
        _after_quoting(lambda rules: rules.quote_reminder_days),
        event="quote_reminder",
    ),
    Limit(
        "quote_call",
        Text("报价电话跟进", "Call about the quote"),
        _QUOTED,
        _after_quoting(lambda rules: rules.quote_call_days),
        event="quote_call",
    ),
    Limit(
        "quote_expiry",
        Text("报价有效期", "Quote valid until"),
        _QUOTED,
        _after_quoting(lambda rules: rules.quote_cancel_days),
        move="expire_quote",
        is_internal=False,
    ),
    Limit(
        "repair_warning",
        Text("维修即将超期", "Repair soon due"),
        _IN_HOUSE,
        _repair_warning,
        event="repair_due_soon",
        held_in=_HALTED,
        is_working=True,
    ),
    Limit(
        "repair",
        Text("维修期限", "Repair due"),
        _IN_HOUSE,
        _repair_time,
        event="repair_overdue",
        held_in=_HALTED,
        is_working=True,
    ),
)

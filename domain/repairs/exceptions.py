"""Repairs that cost more than was estimated: reported, approved by amount, decided on."""

from decimal import Decimal
from typing import Any

from domain.access import Permission
from domain.errors import ConflictError
from domain.language import Text
from domain.lifecycle import Moving, Standing
from domain.models import Attachment, Ticket
from domain.money import converted, told_in_both
from domain.quotes import usual_currency
from domain.rules import Rules
from domain.visibility import load_visible

WAITING, APPROVED, REJECTED = "waiting", "approved", "rejected"
_DECISIONS = {APPROVED: Text("已批准", "approved"), REJECTED: Text("未批准", "not approved")}
LEVELS = {
    "desk": (Permission.APPROVE_EXCEPTION, Text("市场部", "the service desk")),
    "lead": (Permission.APPROVE_EXCEPTION_LEAD, Text("市场部负责人", "the head of service")),
    "management": (Permission.APPROVE_EXCEPTION_MANAGEMENT, Text("管理层", "management")),
}


def above_estimate(ticket: Ticket, rules: Rules) -> Decimal:
    """By how many US dollars the real cost is above the estimate; nothing where it is below."""
    raised = ticket.details.get("exception") or {}
    currency = str(ticket.details.get("currency") or "USD")
    actual = Decimal(str(raised.get("actual_cost") or 0))
    estimate = Decimal(str(ticket.details.get("estimate") or 0))
    in_dollars = converted(actual, str(raised.get("currency") or currency), "USD", rules)
    return max(in_dollars - converted(estimate, currency, "USD", rules), Decimal("0.00"))


def level(ticket: Ticket, rules: Rules) -> str:
    """Who approves: `desk`, `lead` or `management`, by the amount above the estimate."""
    above = above_estimate(ticket, rules)
    if above > rules.exception_management_above:
        return "management"
    return "lead" if above >= rules.exception_lead_from else "desk"


def for_somebody_else(standing: Standing) -> Text | None:
    """Why this viewer may not decide on an exception of this amount."""
    permission, _ = LEVELS[level(standing.ticket, standing.rules)]
    if standing.viewer.may(permission):
        return None
    return for_whom(standing.ticket, standing.rules)


def for_whom(ticket: Ticket, rules: Rules) -> Text:
    """Who approves the exception on this ticket, and why: by how much it is above the estimate."""
    _, who = LEVELS[level(ticket, rules)]
    above = told_in_both(above_estimate(ticket, rules), "USD")
    return Text(
        f"超出预估 {above.zh}，需由{who.zh}审批。",
        f"It is {above.en} above the estimate and is for {who.en} to approve.",
    )


def not_waiting(standing: Standing) -> Text | None:
    """Why there is nothing to approve."""
    raised = standing.ticket.details.get("exception") or {}
    if not raised:
        return Text("这张单没有待审批的异常。", "There is no exception to approve on this ticket.")
    if raised.get("state", WAITING) == WAITING:
        return None
    by = raised.get("decided_by", "")
    return Text(f"这个异常已由 {by} 审批过。", f"This exception was already decided on by {by}.")


def report(moving: Moving) -> None:
    """Keep what was found; a new report waits for approval anew."""
    ticket, given = moving.ticket, moving.fields
    currency = ticket.details.get("currency") or usual_currency(moving.session, ticket)
    moving.forget("decision")
    moving.keep(
        currency=currency,
        actual_cost=given.actual_cost,
        exception={
            "type": given.type,
            "note": given.note,
            "actual_cost": str(given.actual_cost),
            "currency": given.currency or currency,
            "state": WAITING,
            "reported_by": moving.viewer.username,
        },
    )
    _take_photos(moving, given.attachments or [])
    moving.tell("repair_exception", type=given.type)
    above = told_in_both(above_estimate(ticket, moving.rules), "USD")
    moving.tell(
        "exception_approval",
        level=level(ticket, moving.rules),
        above_zh=above.zh,
        above_en=above.en,
        note=given.note,
    )


def approve(moving: Moving) -> None:
    """The house bears or asks the real cost; the repair goes on if the customer already agreed."""
    _settle(moving, APPROVED)
    if moving.ticket.details.get("decision") == "continue":
        _go_on(moving)


def reject(moving: Moving) -> None:
    _settle(moving, REJECTED, reason=moving.fields.reason)
    if moving.ticket.details.get("decision") == "continue":
        moving.forget("decision")


def decide(moving: Moving) -> None:
    """Keep the customer's decision, and act on it as far as the house has approved."""
    decision = moving.fields.decision
    state = (moving.ticket.details.get("exception") or {}).get("state", WAITING)
    if decision == "continue" and state == REJECTED:
        raise ConflictError(
            Text(
                "超出的费用没有获批，不能按新报价继续；可以重新上报异常，或按原预估维修。",
                "The extra cost was not approved; report the exception anew, or repair within "
                "the estimate.",
            )
        )
    moving.keep(decision=decision)
    if decision == "continue" and state == APPROVED:
        _go_on(moving)
    elif decision in ("trade_in", "scrap"):
        moving.ticket.status = "closed"


def not_within_the_estimate(standing: Standing) -> Text | None:
    """Why a repair cannot go on from an exception as it was planned."""
    if standing.ticket.status != "exception":
        return None
    raised = standing.ticket.details.get("exception") or {}
    if raised.get("state") == REJECTED and not standing.ticket.details.get("decision"):
        return None
    return Text(
        "异常还没有处理完：需要审批和客户决定。",
        "The exception is not settled: it needs approval and the customer's decision.",
    )


def _settle(moving: Moving, state: str, **more: str) -> None:
    ticket = moving.ticket
    settled: dict[str, Any] = {
        **(ticket.details.get("exception") or {}),
        "state": state,
        "above_usd": str(above_estimate(ticket, moving.rules)),
        "level": level(ticket, moving.rules),
        "decided_by": moving.viewer.username,
        "decided_at": moving.now.isoformat(),
        **more,
    }
    moving.keep(exception=settled)
    decision = _DECISIONS[state]
    moving.tell("exception_decided", decision_zh=decision.zh, decision_en=decision.en)


def _go_on(moving: Moving) -> None:
    raised = moving.ticket.details["exception"]
    moving.keep(estimate=raised["actual_cost"], currency=raised.get("currency"))
    moving.ticket.status = "repairing"


def _take_photos(moving: Moving, ids: list[str]) -> None:
    """Put the reporter's pictures on the ticket. Raises NotFoundError for others' alike."""
    for id in dict.fromkeys(ids):
        photo = load_visible(moving.session, moving.viewer, Attachment, Attachment.id == id)
        if photo.ticket_id not in (None, moving.ticket.id):
            raise ConflictError(
                Text("这张照片属于另一张工单。", "That picture belongs to another ticket.")
            )
        photo.ticket_id = moving.ticket.id

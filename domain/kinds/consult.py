"""Consult tickets: a customer's question from first contact to confirmed answer."""

from datetime import date, timedelta
from typing import Annotated

from domain.access import Permission
from domain.calendar import Span
from domain.language import Text
from domain.lifecycle import (
    Details,
    Kind,
    Limit,
    Move,
    MoveFields,
    Moving,
    Opening,
    Standing,
    State,
    said,
)
from domain.models import Comment, Ticket

_HANDLE = frozenset({Permission.HANDLE_CONSULT, Permission.OPEN_CONSULT})
_DESK = frozenset({Permission.HANDLE_CONSULT})


class ConsultDetails(Details):
    return_reason: str | None = None
    reopen_reason: str | None = None


class Resolve(MoveFields):
    solution: Annotated[str, said("解决方案", "Solution", min_length=2, max_length=20_000)]
    solution_internal: Annotated[
        str | None, said("内部说明", "Internal note", max_length=20_000)
    ] = None


class Reply(MoveFields):
    text: Annotated[str, said("客户回复", "The customer's reply", min_length=1, max_length=20_000)]


class Reason(MoveFields):
    reason: Annotated[str, said("原因", "Reason", min_length=2, max_length=2_000)]


def _series(_: Ticket, day: date) -> str:
    return f"K{day:%y%m}"


def _resolve(moving: Moving) -> None:
    moving.ticket.solution = moving.fields.solution
    if moving.viewer.may(Permission.READ_INTERNAL):
        moving.ticket.solution_internal = (
            moving.fields.solution_internal or moving.ticket.solution_internal
        )


def _say(moving: Moving, text: str) -> None:
    moving.session.add(
        Comment(
            ticket_id=moving.ticket.id,
            at=moving.now,
            author=moving.viewer.username,
            author_id=moving.viewer.known_id,
            text=text,
        )
    )


def _take_reply(moving: Moving) -> None:
    _say(moving, moving.fields.text)


def _ask_reporter(moving: Moving) -> None:
    moving.ticket.details = {**moving.ticket.details, "return_reason": moving.fields.reason}
    _say(moving, moving.fields.reason)


def _note_reopening(moving: Moving) -> None:
    moving.ticket.details = {**moving.ticket.details, "reopen_reason": moving.fields.reason}


def _too_late_to_reopen(standing: Standing) -> Text | None:
    closed, days = standing.ticket.closed_at, standing.rules.reopen_days
    if closed is None or standing.now - closed <= timedelta(days=days):
        return None
    return Text(
        f"关闭已超过 {days} 天，请新开工单。",
        f"It was closed more than {days} days ago; please open a new ticket.",
    )


_WAITING = frozenset({"waiting_customer"})
_LIMITS = (
    Limit(
        "response",
        Text("首次回复", "First answer"),
        frozenset({"self_reported", "in_progress"}),
        lambda rules, _: Span(hours=rules.consult_response_hours),
        event="response_overdue",
        is_working=True,
        until_answered=True,
    ),
    Limit(
        "reminder",
        Text("提醒客户反馈", "Reminder to the customer"),
        _WAITING,
        lambda rules, _: Span(days=rules.consult_reminder_days),
        event="closing_reminder",
    ),
    Limit(
        "auto_close",
        Text("自动关闭", "Closed automatically"),
        _WAITING,
        lambda rules, _: Span(days=rules.consult_close_days),
        move="auto_close",
        is_internal=False,
    ),
)

KIND = Kind(
    code="consult",
    label=Text("咨询工单", "Consult ticket"),
    series=_series,
    details=ConsultDetails,
    needs=frozenset({"summary"}),
    openings=(
        Opening(Permission.OPEN_CONSULT, "in_progress"),
        Opening(Permission.REPORT_PROBLEM, "self_reported"),
    ),
    guidance="questions, troubleshooting, remote help, complaints",
    limits=_LIMITS,
    states=(
        State("self_reported", Text("客户自报", "Reported by the customer")),
        State("in_progress", Text("处理中", "In progress")),
        State("waiting_customer", Text("待客户反馈", "Waiting for the customer")),
        State("resolved", Text("已解决", "Resolved"), is_end=True),
        State("auto_closed", Text("自动关闭", "Closed automatically"), is_end=True),
        State("upgraded", Text("已升级", "Upgraded"), is_end=True),
    ),
    moves=(
        Move("accept", Text("受理", "Accept"), frozenset({"self_reported"}), "in_progress", _DESK),
        Move(
            "return_report",
            Text("退回自报", "Return the report"),
            frozenset({"self_reported"}),
            None,
            _DESK,
            Reason,
            _ask_reporter,
        ),
        Move(
            "resolve",
            Text("给出方案", "Resolve"),
            frozenset({"in_progress"}),
            "waiting_customer",
            _HANDLE,
            Resolve,
            _resolve,
        ),
        Move(
            "customer_replied",
            Text("客户已回复", "Customer replied"),
            frozenset({"waiting_customer"}),
            "in_progress",
            frozenset({Permission.HANDLE_CONSULT, Permission.CONFIRM_AS_CUSTOMER}),
            Reply,
            _take_reply,
        ),
        Move(
            "confirm",
            Text("确认解决", "Confirm as solved"),
            frozenset({"waiting_customer"}),
            "resolved",
            frozenset({Permission.HANDLE_CONSULT, Permission.CONFIRM_AS_CUSTOMER}),
        ),
        Move(
            "auto_close",
            Text("自动关闭", "Close automatically"),
            frozenset({"waiting_customer"}),
            "auto_closed",
            frozenset({Permission.BY_CLOCK}),
        ),
        Move(
            "reopen",
            Text("重新打开", "Reopen"),
            frozenset({"resolved", "auto_closed"}),
            "in_progress",
            _HANDLE,
            Reason,
            _note_reopening,
            _too_late_to_reopen,
        ),
    ),
)

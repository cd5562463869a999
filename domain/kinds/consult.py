"""Consult tickets: a customer's question from first contact to confirmed answer."""

from datetime import date, timedelta
from typing import Annotated, Literal

from domain.access import Permission
from domain.calendar import Span
from domain.errors import ConflictError
from domain.language import Text
from domain.lifecycle import (
    Details,
    Kind,
    Limit,
    Move,
    MoveFields,
    Moving,
    Opening,
    Reason,
    Standing,
    State,
    internal,
    said,
)
from domain.models import Customer, Ticket
from domain.naming import dealer_named
from domain.tickets.upgrading import upgrade

_HANDLE = frozenset({Permission.HANDLE_CONSULT, Permission.OPEN_CONSULT})
_DESK = frozenset({Permission.HANDLE_CONSULT})
_CUSTOMER_SIDE = frozenset({Permission.HANDLE_CONSULT, Permission.CONFIRM_AS_CUSTOMER})


class ConsultDetails(Details):
    return_reason: str | None = None
    reopen_reason: str | None = None
    upgraded_to: str | None = None
    passed_to: Annotated[str | None, internal()] = None  # a later dealer learns of no former one


class Resolve(MoveFields):
    solution: Annotated[str, said("解决方案", "Solution", min_length=2, max_length=20_000)]
    solution_internal: Annotated[
        str | None, said("内部说明", "Internal note", max_length=20_000)
    ] = None


class Reply(MoveFields):
    text: Annotated[str, said("客户回复", "The customer's reply", min_length=1, max_length=20_000)]


class Upgrade(MoveFields):
    """What the new ticket gets beyond, or instead of, what the consult ticket holds."""

    to: Annotated[Literal["rma", "dealer_repair"], said("升级为", "Upgrade to")]
    sn: Annotated[str | None, said("序列号", "Serial number", max_length=40)] = None
    product: Annotated[str | None, said("产品", "Product", max_length=200)] = None
    category: Annotated[str | None, said("类别", "Category", max_length=200)] = None
    summary: Annotated[str | None, said("问题", "Problem", max_length=300)] = None
    description: Annotated[str | None, said("描述", "Description", max_length=20_000)] = None
    severity: Annotated[int | None, said("严重程度", "Severity", ge=1, le=3)] = None
    priority: Annotated[Literal["R1", "R2", "R3"] | None, said("优先级", "Priority")] = None
    channel: Annotated[Literal["D", "C", "I"] | None, said("渠道", "Channel")] = None


class PassToDealer(MoveFields):
    dealer: Annotated[str, said("经销商", "Dealer", min_length=1, max_length=200)]


def _series(_: Ticket, day: date) -> str:
    return f"K{day:%y%m}"


def _take_on(moving: Moving) -> None:
    moving.ticket.handler_id = moving.viewer.known_id


def _resolve(moving: Moving) -> None:
    moving.ticket.solution = moving.fields.solution
    if moving.viewer.may(Permission.READ_INTERNAL):
        moving.ticket.solution_internal = (
            moving.fields.solution_internal or moving.ticket.solution_internal
        )


def _take_reply(moving: Moving) -> None:
    moving.say(moving.fields.text)


def _ask_reporter(moving: Moving) -> None:
    moving.keep(return_reason=moving.fields.reason)
    moving.say(moving.fields.reason)


def _note_reopening(moving: Moving) -> None:
    moving.keep(reopen_reason=moving.fields.reason)


def _upgrade(moving: Moving) -> None:
    opened = upgrade(moving, **moving.fields.model_dump(exclude_none=True))
    moving.keep(upgraded_to=opened.number)


def _pass_to_dealer(moving: Moving) -> None:
    """Have a dealer follow up; a customer's tickets stay with the customer's own dealer."""
    ticket = moving.ticket
    dealer = dealer_named(moving.session, moving.viewer, moving.fields.dealer)
    customer = moving.session.get(Customer, ticket.customer_id) if ticket.customer_id else None
    if customer and customer.dealer_id not in (None, dealer.id):
        raise ConflictError(
            Text(
                f"{customer.name} 是其他经销商的客户，不能转给 {dealer.name}。",
                f"{customer.name} is another dealer's customer and cannot go to {dealer.name}.",
            )
        )
    ticket.dealer_id = dealer.id
    moving.keep(passed_to=dealer.name)
    moving.tell("assigned", dealer=dealer.code)


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
    reply_move="customer_replied",
    openings=(
        Opening(Permission.OPEN_CONSULT, "in_progress"),
        Opening(Permission.REPORT_PROBLEM, "self_reported"),
    ),
    guidance="questions, troubleshooting, remote help, complaints",
    limits=_LIMITS,
    states=(
        State(
            "self_reported",
            Text("客户自报", "Reported by the customer"),
            ahead=Text(
                "服务台核对客户的报告：受理或退回补充。",
                "The service desk looks at the report and takes it on, or sends it back with a "
                "question.",
            ),
        ),
        State(
            "in_progress",
            Text("处理中", "In progress"),
            ahead=Text(
                "服务台在处理，会在单里给出方案或提问。",
                "The service desk works on it and answers or asks on the ticket.",
            ),
        ),
        State(
            "waiting_customer",
            Text("待客户反馈", "Waiting for the customer"),
            ahead=Text(
                "已给出方案，等客户确认是否解决；没有回复会先提醒，之后自动关闭。",
                "A solution was given; it waits for the customer to say whether that helped. "
                "Without an answer a reminder follows, and later it is closed by itself.",
            ),
        ),
        State("resolved", Text("已解决", "Resolved"), is_end=True),
        State("auto_closed", Text("自动关闭", "Closed automatically"), is_end=True),
        State("upgraded", Text("已升级", "Upgraded"), is_end=True),
    ),
    moves=(
        Move(
            "accept",
            Text("受理", "Accept"),
            frozenset({"self_reported"}),
            "in_progress",
            _DESK,
            effect=_take_on,
        ),
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
            _CUSTOMER_SIDE,
            Reply,
            _take_reply,
        ),
        Move(
            "confirm",
            Text("确认解决", "Confirm as solved"),
            frozenset({"waiting_customer"}),
            "resolved",
            _CUSTOMER_SIDE,
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
            _HANDLE | _CUSTOMER_SIDE,
            Reason,
            _note_reopening,
            _too_late_to_reopen,
        ),
        Move(
            "upgrade",
            Text("升级为维修", "Upgrade to a repair"),
            frozenset({"in_progress", "waiting_customer"}),
            "upgraded",
            _HANDLE,
            Upgrade,
            _upgrade,
        ),
        Move(
            "pass_to_dealer",
            Text("转给经销商", "Pass to a dealer"),
            frozenset({"in_progress", "waiting_customer"}),
            None,
            _DESK,
            PassToDealer,
            _pass_to_dealer,
        ),
    ),
)

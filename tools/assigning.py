"""Assigning repairs to the people of the workshop."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field
from sqlalchemy.orm import Session

from domain import handlers
from domain.access import Permission
from domain.basis import basis_of
from domain.errors import InvalidError
from domain.handlers import HandlerShown
from domain.language import Text
from domain.models import Ticket, User
from domain.proposals import PreviewLine
from domain.tickets import moving
from domain.tickets.editing import Edit, edit_ticket
from domain.tickets.finding import status_label
from domain.trying import tried
from tools.context import Desk, ProposedWrite, Reference, reference
from tools.fields import ticket_number
from tools.tool import Arguments, Result, SlotKind, slot, tool

_BUSY = 5  # open repairs from which a handler is said to have many
_SUGGESTED = 3


class AssignTicket(Arguments):
    number: str = ticket_number(Text("要分配哪张返厂单？", "Which RMA is to be assigned?"))
    handler: Annotated[
        str | None,
        Field(
            max_length=80,
            description="of the workshop",
            json_schema_extra=slot(
                SlotKind.PERSON,
                ask=Text("分配给维修部的谁？", "To whom of the workshop?"),
            ),
        ),
    ] = None
    priority: Annotated[
        Literal["R1", "R2", "R3"] | None,
        Field(
            json_schema_extra=slot(
                SlotKind.CHOICE,
                words={
                    "R1": ["R1", "加急", "紧急", "最高", "最急", "urgent", "highest", "top"],
                    "R2": ["R2", "优先", "high priority"],
                    "R3": ["R3", "标准", "常规", "最低", "standard", "lowest"],
                },
            )
        ),
    ] = None


class Assigned(Result):
    number: str
    handler: str
    status: str
    references: list[Reference]


def propose_assignment(desk: Desk, asked: AssignTicket) -> ProposedWrite:
    """Who would have the repair, and who else would suit it."""
    suited = _suited(desk, asked.number)
    if asked.handler is None and asked.priority is None:
        raise _nobody_named(suited)

    def work(session: Session) -> ProposedWrite:
        ticket = moving.load_ticket(session, desk.viewer, asked.number)
        basis, before = basis_of(ticket), status_label(ticket, desk.language)
        old_handler, old_priority = _name(session, ticket), ticket.priority
        _assign(session, desk, asked)
        say = desk.say
        changes = (
            (Text("处理人", "Handler"), old_handler, _name(session, ticket)),
            (Text("优先级", "Priority"), old_priority, ticket.priority),
            (Text("状态", "State"), before, status_label(ticket, desk.language)),
        )
        preview = [PreviewLine(label=say(a), old=old, new=new or "–") for a, old, new in changes]
        preview += [
            PreviewLine(label=say(Text("推荐", "Suited")), new=f"{each.name}：{each.reason}")
            for each in (suited[:_SUGGESTED] if asked.handler else ())
        ]
        warnings = [say(each) for each in _busy(session, ticket, suited)]
        title = say(Text(f"分配 {ticket.number}", f"Assign {ticket.number}"))
        return ProposedWrite(title=title, preview=preview, warnings=warnings, rests_on=[basis])

    return tried(desk.store, work)


@tool(
    permissions={Permission.HANDLE_RMA},
    label=Text("分配工单", "Assigning the repair"),
    propose=propose_assignment,
    once_for=("number",),
    zh=(
        "把 RMA-D-2602-0003 分配给陈高松",
        "RMA-D-2602-0003 派给张庭生，R1 加急",
        "RMA-C-2602-0001 让黄碧珊修",
    ),
    en=(
        "assign RMA-D-2602-0003 to Chen Gaosong",
        "give RMA-D-2602-0003 to zhangts, priority R1",
        "let zhangpj repair RMA-C-2602-0001",
    ),
)
def assign_ticket(desk: Desk, asked: AssignTicket, session: Session) -> Assigned:
    """Give an RMA to somebody of the workshop, or a priority."""
    ticket = _assign(session, desk, asked)
    return Assigned(
        number=ticket.number,
        handler=_name(session, ticket) or "",
        status=status_label(ticket, desk.language),
        references=[reference("ticket", ticket.number, ticket.summary)],
    )


def _suited(desk: Desk, number: str) -> list[HandlerShown]:
    with desk.reader() as session:
        return handlers.recommend(session, desk.viewer, number, language=desk.language)


def _nobody_named(suited: list[HandlerShown]) -> InvalidError:
    """The question whom to give it to, with those whom it would suit."""
    zh = "；".join(f"{each.name}（{each.reason}）" for each in suited[:_SUGGESTED])
    en = "; ".join(f"{each.name} ({each.reason})" for each in suited[:_SUGGESTED])
    return InvalidError(
        Text(f"分配给维修部的谁？合适的有：{zh}。", f"To whom of the workshop? Suited: {en}."),
        {"handler": Text("还没有选", "not chosen yet")},
    )


def _busy(session: Session, ticket: Ticket, suited: list[HandlerShown]) -> Iterator[Text]:
    """That the handler has much in hand already, where it is so."""
    handler = session.get(User, ticket.handler_id) if ticket.handler_id else None
    load = next((each.load for each in suited if handler and each.username == handler.username), 0)
    if handler and load >= _BUSY:
        yield Text(
            f"{handler.name} 手上已有 {load} 台。",
            f"{handler.name} already has {load} repairs in hand.",
        )


def _assign(session: Session, desk: Desk, asked: AssignTicket) -> Ticket:
    if asked.handler is None:
        change = Edit(priority=asked.priority)
        return edit_ticket(
            session, desk.viewer, asked.number, change, now=desk.clock.now(), trace=desk.trace
        )
    fields = {"handler": asked.handler}
    if asked.priority:
        fields["priority"] = asked.priority
    ticket = moving.move(
        session,
        desk.viewer,
        asked.number,
        "assign",
        fields=fields,
        now=desk.clock.now(),
        trace=desk.trace,
    )
    session.flush()
    return ticket


def _name(session: Session, ticket: Ticket) -> str | None:
    handler = session.get(User, ticket.handler_id) if ticket.handler_id else None
    return handler.name if handler else None

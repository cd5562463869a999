"""What a person should know before a ticket is opened: warranty, owner, other tickets about it."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.kind import end_states
from domain.language import Text
from domain.models import Customer, Device, Ticket
from domain.rules import house_rules
from domain.visibility import visible


def cautions(
    session: Session,
    viewer: Viewer,
    ticket: Ticket,
    *,
    device: Device | None,
    customer: Customer | None,
    now: datetime,
) -> list[Text]:
    """Sentences for the person who is about to open this ticket; none of them forbids it."""
    found: list[Text] = []
    if ticket.sn and not device:
        found.append(
            Text(f"序列号 {ticket.sn} 没有登记。", f"Serial number {ticket.sn} is not on record.")
        )
    if ticket.in_warranty is False and device:
        day = device.warranty_until
        found.append(Text(f"设备已过保（{day}）。", f"The device is out of warranty since {day}."))
    if device and customer and device.owner_id not in (None, customer.id):
        found.append(
            Text("设备登记的当前用户不是这位客户。", "The device is on record for another owner.")
        )
    if ticket.sn:
        found += _still_open(session, viewer, ticket)
        found += _lately_closed(session, viewer, ticket, now)
    return found


def _still_open(session: Session, viewer: Viewer, ticket: Ticket) -> list[Text]:
    numbers = session.scalars(
        visible(viewer, Ticket)
        .with_only_columns(Ticket.number)
        .where(Ticket.sn == ticket.sn, Ticket.status.not_in(end_states()))
        .limit(3)
    )
    return [
        Text(f"同一设备已有未关闭的 {number}。", f"{number} is still open on the same device.")
        for number in numbers
    ]


def _lately_closed(session: Session, viewer: Viewer, ticket: Ticket, now: datetime) -> list[Text]:
    """Consult tickets on the device that may still be reopened, where it is the same problem."""
    if ticket.kind != "consult":
        return []
    since = now - timedelta(days=house_rules(session).reopen_days)
    rows = session.execute(
        select(Ticket.number, Ticket.closed_at)
        .where(
            Ticket.id.in_(visible(viewer, Ticket).with_only_columns(Ticket.id)),
            Ticket.kind == "consult",
            Ticket.sn == ticket.sn,
            Ticket.status.in_(("resolved", "auto_closed")),
            Ticket.closed_at >= since,
        )
        .order_by(Ticket.closed_at.desc())
        .limit(1)
    )
    return [
        Text(
            f"{number} 于 {day} 关闭，如果是同一问题请重新打开它。",
            f"{number} was closed on {day}; reopen it if this is the same problem.",
        )
        for number, closed in rows
        for day in [closed.astimezone(now.tzinfo).date() if closed else None]
    ]

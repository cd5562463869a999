"""Devices on their way in, at the bench and on their way back."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Permission, holders
from domain.errors import InvalidError
from domain.language import Text
from domain.lifecycle import Moving, Standing
from domain.models import Part, TicketPart, User
from domain.naming import name_key
from domain.prices import near_skus
from domain.quotes import Wanted, usual_currency


def ship_in(moving: Moving) -> None:
    """Note how the device comes; a tracking number may be added later."""
    given = moving.fields
    if not (given.carrier or given.mode):
        raise InvalidError(
            Text(
                "请填写承运商，或说明是稍后寄出、当面送达还是合并寄送。",
                "Give the carrier, or say that it comes later, by hand or with others.",
            ),
            {"carrier": Text("必填", "is required")},
        )
    moving.keep(carrier=given.carrier, tracking=given.tracking, mode=given.mode)
    moving.tell("shipped", direction="in")


def receive(moving: Moving) -> None:
    moving.tell("arrived")


def inspect(moving: Moving) -> None:
    given, ticket = moving.fields, moving.ticket
    currency = given.currency or ticket.details.get("currency")
    moving.keep(
        finding=given.finding,
        plan=given.plan,
        estimate=given.estimate,
        currency=currency or usual_currency(moving.session, ticket),
    )


def assign(moving: Moving) -> None:
    """Give the repair to somebody of the workshop; one under way stays where it is."""
    ticket, given = moving.ticket, moving.fields
    handler = workshop_user(moving.session, given.handler)
    ticket.handler_id = handler.id
    ticket.priority = given.priority or ticket.priority or "R3"
    if ticket.status in ("received", "inspected"):
        ticket.status = "assigned"
    if given.note:
        moving.say(given.note, internal=True)
    moving.tell("assigned", handler=handler.id)
    if ticket.priority == "R1":
        moving.tell("urgent")


def finish_repair(moving: Moving) -> None:
    given = moving.fields
    moving.keep(work=given.work, analysis=given.analysis, test_result=given.test_result)
    moving.ticket.solution = given.work
    use_parts(moving, given.parts)


def ship(moving: Moving) -> None:
    given = moving.fields
    moving.keep(
        return_carrier=given.carrier,
        return_tracking=given.tracking,
        return_address=given.address,
    )
    moving.tell("shipped", direction="out")


def ask(moving: Moving) -> None:
    """Ask whoever requested the RMA; it goes on waiting for approval."""
    moving.say(moving.fields.question)
    moving.tell("comment", internal=False)


def feed_back(moving: Moving) -> None:
    """Tell research and management of what looks like a fault of production or design."""
    moving.say(moving.fields.text, internal=True)
    moving.tell("production_feedback")


def reject(moving: Moving) -> None:
    moving.keep(reject_reason=moving.fields.reason)


def cancel(moving: Moving) -> None:
    moving.keep(cancel_reason=moving.fields.reason)


def already_here(standing: Standing) -> Text | None:
    """Why an RMA cannot simply be cancelled: the device waits here for an answer to its quote."""
    if not (standing.ticket.details.get("quote") or {}).get("back_to"):
        return None
    if standing.ticket.status != "quote_sent":
        return None
    return Text(
        "设备已在总部，请“拒绝报价”并安排退回。",
        "The device is here; decline the quote and send it back.",
    )


def on_its_way(standing: Standing) -> Text | None:
    """Why the sender cannot cancel any more."""
    if standing.ticket.status != "in_transit" or standing.viewer.may(Permission.HANDLE_RMA):
        return None
    return Text("设备已经寄出，请联系服务台取消。", "It is on its way; ask the service desk.")


def workshop_user(session: Session, said: str) -> User:
    """The active user of the workshop with that sign-in or display name.

    Raises InvalidError naming who there is.
    """
    people = session.scalars(
        select(User)
        .where(User.role.in_(holders(Permission.WORKSHOP)), User.is_active.is_(True))
        .order_by(User.username)
    ).all()
    key = name_key(said)
    found = [each for each in people if key in (name_key(each.username), name_key(each.name))]
    if len(found) == 1:
        return found[0]
    names = "、".join(f"{each.name} ({each.username})" for each in people[:10])
    raise InvalidError(
        Text(
            f"没有叫“{said}”的维修人员，可选：{names}。",
            f"Nobody in the workshop is called “{said}”; there are: {names}.",
        ),
        {"handler": Text("未知", "unknown")},
    )


def use_parts(moving: Moving, used: Sequence[Wanted]) -> dict[str, tuple[Part, int]]:
    """Note the parts used on a ticket; the same SKU twice adds up. Raises on an unknown SKU."""
    wanted: dict[str, int] = {}
    for each in used:
        sku = each.sku.strip().upper()
        wanted[sku] = wanted.get(sku, 0) + each.quantity
    found = {part.sku.upper(): part for part in moving.session.scalars(select(Part))}
    unknown = [sku for sku in wanted if sku not in found]
    if unknown:
        raise _unknown(moving.session, unknown)
    rows: Any = moving.session.scalars(
        select(TicketPart).where(TicketPart.ticket_id == moving.ticket.id)
    )
    noted = {row.part_id: row for row in rows}
    for sku, quantity in wanted.items():
        if row := noted.get(found[sku].id):
            row.quantity += quantity
            continue
        moving.session.add(
            TicketPart(ticket_id=moving.ticket.id, part_id=found[sku].id, quantity=quantity)
        )
    return {sku: (found[sku], quantity) for sku, quantity in wanted.items()}


def _unknown(session: Session, skus: list[str]) -> InvalidError:
    near = ", ".join(near_skus(session, skus[0]))
    hint = Text(f"相近的有：{near}。", f" Close to it: {near}.") if near else Text("", "")
    return InvalidError(
        Text(
            f"没有这些料号：{'、'.join(skus)}。{hint.zh}",
            f"Unknown SKU: {', '.join(skus)}.{hint.en}",
        ),
        {"parts": Text("未知料号", "unknown SKU")},
    )

"""Receiving devices by what is scanned off the box: RMA number, tracking number or serial."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.errors import ConflictError, ForbiddenError, NotFoundError
from domain.language import Text
from domain.models import Ticket
from domain.numbers import numbers_in, sn_key
from domain.tickets.moving import load_ticket, move
from domain.tickets.several import Outcome, attempt, refuse_too_many
from domain.visibility import visible

_COMING = ("awaiting_receipt", "in_transit")
_LONG_ENOUGH = 9  # of a tracking number, to be known as the end of a courier's longer barcode
_LIMIT = 200


def receive_scanned(
    session: Session,
    viewer: Viewer,
    scanned: Sequence[str],
    *,
    now: datetime,
    trace: str | None = None,
) -> list[Outcome]:
    """Receive what each scanned text names; each succeeds or fails by itself.

    Raises ForbiddenError for those who do not receive devices.
    """
    if not (viewer.may(Permission.WORKSHOP) or viewer.may(Permission.HANDLE_RMA)):
        raise ForbiddenError()
    refuse_too_many(scanned)

    def receive(text: str) -> Ticket:
        ticket = scanned_ticket(session, viewer, text)
        return move(session, viewer, ticket.number, "receive", fields={}, now=now, trace=trace)

    return [attempt(session, text, receive) for text in dict.fromkeys(t.strip() for t in scanned)]


def scanned_ticket(session: Session, viewer: Viewer, text: str) -> Ticket:
    """The RMA that a scanned text names: its number, its parcel's, or its device's while it comes.

    Raises NotFoundError, ConflictError where several are meant.
    """
    numbers = [each for each in numbers_in(text[:_LIMIT]) if each.startswith("RMA-")]
    if numbers:
        return load_ticket(session, viewer, numbers[0])
    found = _coming(session, viewer, sn_key(text[:_LIMIT]))
    if not found:
        raise NotFoundError(
            Text(
                f"没有找到“{text[:60]}”对应的待收返厂单，请扫描 RMA 条码或核对单号。",
                f"No RMA on its way matches “{text[:60]}”; scan the RMA barcode or check it.",
            )
        )
    if len(found) > 1:
        numbers = [each.number for each in found[:10]]
        raise ConflictError(
            Text(
                f"“{text[:60]}”对应多张返厂单：{'、'.join(numbers)}，请逐台扫描 RMA 条码。",
                f"“{text[:60]}” stands for several RMAs: {', '.join(numbers)}. "
                "Scan the RMA barcode of each device.",
            )
        )
    return found[0]


def _coming(session: Session, viewer: Viewer, key: str) -> list[Ticket]:
    """The RMAs on their way with this tracking number or serial."""
    if not key:
        return []
    on_their_way = session.scalars(
        visible(viewer, Ticket)
        .where(Ticket.kind == "rma", Ticket.status.in_(_COMING))
        .order_by(Ticket.number)
    )
    return [
        each
        for each in on_their_way
        if _is_tracking(key, sn_key(str(each.details.get("tracking") or "")))
        or key == sn_key(each.sn or "")
    ]


def _is_tracking(key: str, tracking: str) -> bool:
    if not tracking:
        return False
    return key == tracking or (len(tracking) >= _LONG_ENOUGH and key.endswith(tracking))

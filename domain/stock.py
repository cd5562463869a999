"""Dealers' part stock: taken and put with a movement in the same transaction, counted, judged."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.checking import checked
from domain.errors import ConflictError, ForbiddenError, InvalidError
from domain.language import Text
from domain.models import Dealer, Part, Stock, StockMovement, Ticket
from domain.naming import dealer_named
from domain.parts import part_of, price_of
from domain.plain import plain_json

StockStatus = Literal["normal", "below_safety", "restock_now"]
Reason = Literal["repair", "restock", "correction"]
STATUS_LABELS: dict[str, Text] = {
    "normal": Text("正常", "normal"),
    "below_safety": Text("低于安全线", "below the safety line"),
    "restock_now": Text("需补货", "restock now"),
}
STOCKING_TIER = 1


def status_of(quantity: int, safety: int) -> StockStatus:
    """How a stock stands: down to half of its safety line or less it is high time to restock.

    The handbook's examples: 5 of 3 normal, 2 of 3 below the line, 1 of 2 to be restocked.
    """
    if quantity >= safety:
        return "normal"
    return "restock_now" if quantity * 2 <= safety else "below_safety"


def take(
    session: Session, viewer: Viewer, dealer: Dealer, part: Part, quantity: int, *,
    ticket: Ticket, now: datetime,
) -> Stock:  # fmt: skip
    """Take parts for a repair; never below nothing.

    Raises ConflictError that says how many there are and how to get more.
    """
    taken = session.execute(
        update(Stock)
        .where(Stock.dealer_id == dealer.id, Stock.part_id == part.id, Stock.quantity >= quantity)
        .values(quantity=Stock.quantity - quantity)
        .returning(Stock.quantity)
    ).scalar_one_or_none()
    if taken is None:
        raise _short(session, dealer, part, quantity)
    _note(session, viewer, dealer, part, -quantity, taken, "repair", ticket=ticket, now=now)
    return _held(session, dealer, part)


def put(
    session: Session, viewer: Viewer, dealer: Dealer, part: Part, quantity: int, *,
    ticket: Ticket, now: datetime,
) -> Stock:  # fmt: skip
    """Put the parts of a restock on the dealer's shelf."""
    held = _held(session, dealer, part)
    held.quantity += quantity
    _note(session, viewer, dealer, part, quantity, held.quantity, "restock", ticket=ticket, now=now)
    return held


class Correction(BaseModel):
    """What was counted on a dealer's shelf and why it differs; `safety` where the line moves."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    dealer: Annotated[str, Field(min_length=1, max_length=200)]
    sku: Annotated[str, Field(min_length=1, max_length=60)]
    quantity: Annotated[int, Field(ge=0, le=100_000)]
    safety: Annotated[int | None, Field(ge=0, le=100_000)] = None
    reason: Annotated[str, Field(min_length=2, max_length=2_000)]


def correct(session: Session, viewer: Viewer, asked: Correction, *, now: datetime) -> Stock:
    """Set a dealer's stock to what was counted; who, when, why and by how much is kept.

    Raises ForbiddenError below the desk, InvalidError for an unknown dealer or SKU, for a dealer
    that holds no stock, and when nothing would change.
    """
    if not viewer.may(Permission.HANDLE_RESTOCK):
        raise ForbiddenError()
    asked = checked(Correction, plain_json(asked.model_dump()))
    dealer = dealer_named(session, viewer, asked.dealer)
    if dealer.tier != STOCKING_TIER:
        raise InvalidError(no_stock(dealer), {"dealer": Text("没有库存", "holds no stock")})
    part = part_of(session, asked.sku)
    held = _held(session, dealer, part)
    safety = held.safety if asked.safety is None else asked.safety
    if (held.quantity, held.safety) == (asked.quantity, safety):
        raise InvalidError(
            Text(
                f"{dealer.name} 的 {part.sku} 本来就是 {held.quantity} 件、安全线 {held.safety}，"
                "不需要更正。",
                f"{dealer.name} already holds {held.quantity} of {part.sku} with a safety line of "
                f"{held.safety}; there is nothing to correct.",
            )
        )
    note = asked.reason
    if safety != held.safety:
        note = f"{note} ({held.safety} → {safety})"
    change = asked.quantity - held.quantity
    held.quantity, held.safety = asked.quantity, safety
    _note(session, viewer, dealer, part, change, held.quantity, "correction", note=note, now=now)
    return held


def no_stock(dealer: Dealer) -> Text:
    """Why a dealer that is not of tier 1 has no stock of parts."""
    return Text(
        f"{dealer.name} 是{'一二三'[dealer.tier - 1]}级经销商，不备配件库存；只有一级经销商备货。",
        f"{dealer.name} is a tier {dealer.tier} dealer and keeps no parts; only tier 1 does.",
    )


def _held(session: Session, dealer: Dealer, part: Part) -> Stock:
    """The dealer's shelf for a part, a new empty one where it had none."""
    found = session.scalars(
        select(Stock)
        .where(Stock.dealer_id == dealer.id, Stock.part_id == part.id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        found = Stock(dealer_id=dealer.id, part_id=part.id, quantity=0, safety=0)
        session.add(found)
        session.flush()
    return found


def _note(
    session: Session, viewer: Viewer, dealer: Dealer, part: Part, change: int, after: int,
    reason: Reason, *, now: datetime, ticket: Ticket | None = None, note: str | None = None,
) -> None:  # fmt: skip
    price = price_of(session, part, dealer.currency)
    session.add(
        StockMovement(
            dealer_id=dealer.id,
            part_id=part.id,
            change=change,
            quantity_after=after,
            reason=reason,
            ticket_id=ticket.id if ticket else None,
            price=price,
            currency=dealer.currency if price is not None else None,
            note=note,
            at=now,
            by_id=viewer.known_id,
        )
    )
    session.flush()


def _short(session: Session, dealer: Dealer, part: Part, wanted: int) -> ConflictError:
    there = _held(session, dealer, part).quantity
    return ConflictError(
        Text(
            f"{dealer.name} 的 {part.name_zh}（{part.sku}）库存只有 {there} 件，不够 {wanted} 件。"
            "请先申请补货，到货后再登记；库存数不对请联系服务台更正。",
            f"{dealer.name} holds {there} of {part.name_en} ({part.sku}); {wanted} are needed. "
            "Request a restock first and record the repair when it has come; "
            "if the count is wrong, ask the service desk to correct it.",
        ),
        {"parts": Text("库存不足", "stock is short")},
    )

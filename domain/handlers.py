"""Who of the workshop suits a repair: skill from what was repaired, against present load."""

from collections import Counter
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer, holders
from domain.errors import ConflictError, ForbiddenError
from domain.language import Language, Text
from domain.models import Product, Ticket, User
from domain.tickets.reading import ticket_by_number

_DONE = ("repaired", "awaiting_payment", "paid", "shipped", "closed")
_ON_THE_BENCH = ("received", "inspected", "assigned", "repairing", "exception")
_CATEGORY_WEIGHT, _FAMILY_WEIGHT = 0.7, 0.3
_LOAD = 0.08  # of the match that each open repair costs


class HandlerShown(BaseModel):
    """`match` (0 to 1) compares with the most experienced; `load` counts open repairs."""

    model_config = ConfigDict(frozen=True)

    username: str
    name: str
    match: float
    load: int
    repaired_in_category: int
    repaired_in_family: int
    reason: str


def recommend(
    session: Session, viewer: Viewer, number: str, *, language: Language
) -> list[HandlerShown]:
    """The people of the workshop, best suited first.

    Raises NotFoundError for missing and foreign tickets alike, ForbiddenError for those who do
    not assign, ConflictError for tickets that are no RMA.
    """
    ticket = ticket_by_number(session, number)
    if not viewer.may(Permission.HANDLE_RMA):
        raise ForbiddenError()
    if ticket.kind != "rma":
        raise ConflictError(
            Text("只有返厂单分配给维修人员。", "Only RMAs are assigned to the workshop.")
        )
    in_category = _repaired(session, Ticket.category_id == ticket.category_id)
    family = select(Product.family_id).where(Product.id == ticket.product_id).scalar_subquery()
    same_family = select(Product.id).where(Product.family_id == family)
    in_family = _repaired(session, Ticket.product_id.in_(same_family))
    load = _counted(session, Ticket.status.in_(_ON_THE_BENCH), Ticket.id != ticket.id)
    people = session.scalars(
        select(User)
        .where(User.role.in_(holders(Permission.WORKSHOP)), User.is_active.is_(True))
        .order_by(User.username)
    )
    found = [_shown(each, in_category, in_family, load, language) for each in people]
    return sorted(
        found, key=lambda each: (-each.match * (1 - _LOAD * min(each.load, 10)), each.load)
    )


def _repaired(session: Session, which: ColumnElement[bool]) -> Counter[int]:
    return _counted(session, Ticket.status.in_(_DONE), which)


def _counted(session: Session, *which: ColumnElement[bool]) -> Counter[int]:
    rows = session.execute(
        select(Ticket.handler_id, func.count())
        .where(Ticket.kind == "rma", Ticket.handler_id.is_not(None), *which)
        .group_by(Ticket.handler_id)
    )
    return Counter({handler: count for handler, count in rows if handler is not None})


def _share(counts: Mapping[int, int], id: int) -> float:
    most = max(counts.values(), default=0)
    return counts.get(id, 0) / most if most else 0.0


def _shown(
    user: User,
    in_category: Counter[int],
    in_family: Counter[int],
    load: Counter[int],
    language: Language,
) -> HandlerShown:
    match = _CATEGORY_WEIGHT * _share(in_category, user.id)
    match += _FAMILY_WEIGHT * _share(in_family, user.id)
    category, family, now = in_category[user.id], in_family[user.id], load[user.id]
    reason = Text(
        f"专长匹配 {match:.0%}：修过同类问题 {category} 台、同系列 {family} 台；手上 {now} 台",
        f"match {match:.0%}: repaired {category} of this problem, {family} of this family; "
        f"{now} in hand",
    )
    return HandlerShown(
        username=user.username,
        name=user.name,
        match=round(match, 3),
        load=now,
        repaired_in_category=category,
        repaired_in_family=family,
        reason=reason.in_(language),
    )

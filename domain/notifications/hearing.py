"""Who hears of what happened: groups of people, and whether a person may know of it at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer, roles_with
from domain.identity import viewer_of
from domain.models import (
    Article,
    Customer,
    Dealer,
    Follower,
    Organisation,
    Region,
    Ticket,
    User,
)
from domain.visibility import visible


@dataclass
class Happening:
    """Something that happened, about a ticket, a dealer, an article, or none of them."""

    session: Session
    event: str
    at: datetime
    actor: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    ticket: Ticket | None = None
    dealer: Dealer | None = None
    article: Article | None = None
    key: str = ""

    @cached_property
    def region_id(self) -> int | None:
        """The region of the ticket's customer, else of its dealer."""
        if self.ticket is None:
            return self.dealer.region_id if self.dealer else None
        customer = _row(self.session, Customer, self.ticket.customer_id)
        dealer = _row(self.session, Dealer, self.ticket.dealer_id)
        return (customer.region_id if customer else None) or (dealer.region_id if dealer else None)


Hearers = Callable[[Happening], Iterable[int]]


def _row(session: Session, model: Any, id: int | None) -> Any:
    return session.get(model, id) if id is not None else None


def _holding(happening: Happening, permission: Permission) -> list[int]:
    roles = [role.value for role in roles_with(permission)]
    return list(happening.session.scalars(select(User.id).where(User.role.in_(roles))))


def desk(happening: Happening) -> list[int]:
    return _holding(happening, Permission.HEAR_AS_DESK)


def leads(happening: Happening) -> list[int]:
    """The heads of the desk for the region, where some are; else all of them."""
    everyone = _holding(happening, Permission.HEAR_AS_LEAD)
    if happening.region_id is None:
        return everyone
    regional = happening.session.scalars(
        select(User.id)
        .join(Organisation, Organisation.id == User.organisation_id)
        .join(Region, Region.code == Organisation.code)
        .where(User.id.in_(everyone), Region.id == happening.region_id)
    ).all()
    return list(regional) or everyone


def management(happening: Happening) -> list[int]:
    return _holding(happening, Permission.HEAR_AS_MANAGEMENT)


def rnd(happening: Happening) -> list[int]:
    return _holding(happening, Permission.HEAR_AS_RND)


def workshop(happening: Happening) -> list[int]:
    """The one who repairs it; the whole workshop while nobody was named."""
    return handler(happening) or _holding(happening, Permission.WORKSHOP)


def handler(happening: Happening) -> list[int]:
    ticket = happening.ticket
    return [ticket.handler_id] if ticket and ticket.handler_id else []


def creator(happening: Happening) -> list[int]:
    ticket = happening.ticket
    return [ticket.created_by_id] if ticket and ticket.created_by_id else []


def followers(happening: Happening) -> list[int]:
    if happening.ticket is None:
        return []
    rows = select(Follower.user_id).where(Follower.ticket_id == happening.ticket.id)
    return list(happening.session.scalars(rows))


def dealer_staff(happening: Happening) -> list[int]:
    ticket, dealer = happening.ticket, happening.dealer
    ids = {dealer.id} if dealer else set[int]()
    ids |= {each for each in (ticket.reader_dealer_id, ticket.dealer_id) if each} if ticket else ids
    return list(happening.session.scalars(select(User.id).where(User.dealer_id.in_(ids))))


def dealer_given_it(happening: Happening) -> list[int]:
    """The dealer's staff, when it is the dealer to whom the ticket was passed."""
    return dealer_staff(happening) if happening.facts.get("dealer") else []


def customer(happening: Happening) -> list[int]:
    ticket = happening.ticket
    if ticket is None or ticket.customer_id is None:
        return []
    rows = select(User.id).where(User.customer_id == ticket.customer_id)
    return list(happening.session.scalars(rows))


def desk_for_outsiders(happening: Happening) -> list[int]:
    """The desk, when a dealer or customer opened the ticket: somebody has to look at it."""
    outside = or_(User.dealer_id.is_not(None), User.customer_id.is_not(None))
    opened = select(User.id).where(User.id == happening.actor, outside)
    return desk(happening) if happening.session.scalar(opened) else []


def management_for_high_debts(happening: Happening) -> list[int]:
    """Management, where a restock waits for it."""
    waits = happening.facts.get("status") == "needs_management_approval"
    return management(happening) if waits else []


def exception_approvers(happening: Happening) -> list[int]:
    """Those who decide on an exception of that amount."""
    groups = {"desk": desk, "lead": leads, "management": management}
    group = groups.get(str(happening.facts.get("level")))
    return group(happening) if group else []


def named(happening: Happening) -> list[int]:
    """Whoever the fact `user_id` names, such as the writer of an article."""
    found = happening.facts.get("user_id")
    return [found] if isinstance(found, int) else []


def may_know(happening: Happening, viewer: Viewer, *, is_internal: bool) -> bool:
    """Whether a person may learn of this: what it is about is visible to that person."""
    internal = is_internal or bool(happening.facts.get("internal"))
    if internal and not viewer.may(Permission.READ_INTERNAL):
        return False
    for thing in (happening.ticket, happening.dealer, happening.article):
        if thing is not None:
            model: Any = type(thing)
            seen = visible(viewer, model).with_only_columns(model.id).where(model.id == thing.id)
            return happening.session.scalar(seen) is not None
    return viewer.may(Permission.READ_INTERNAL)


def viewer_for(session: Session, user_id: int, *, stage: int) -> tuple[User, Viewer] | None:
    user = session.get(User, user_id)
    viewer = viewer_of(session, user, stage=stage) if user else None
    return (user, viewer) if user and viewer else None

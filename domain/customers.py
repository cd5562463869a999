"""Customers: whose they are, how a viewer sees them, and what follows when their dealer changes."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from domain.errors import NotFoundError
from domain.models import Customer, Dealer, Device, Ticket
from domain.outbox import tell_index
from domain.plain import like_pattern
from domain.tickets.opening import reader_dealer
from domain.tickets.shapes import Named, Shown


class CustomerShown(Shown):
    code: str
    name: str
    account_type: str
    country: str | None
    dealer: Named | None
    tags: list[str]
    contacts: list[dict[str, Any]]
    devices: list[str]  # serial numbers


def show(session: Session, code: str) -> CustomerShown:
    """Raises NotFoundError for missing and foreign customers alike."""
    row = session.scalars(select(Customer).where(Customer.code == code)).one_or_none()
    if row is None:
        raise NotFoundError()
    return _shown(session, row)


def listed(
    session: Session, *, words: str | None, offset: int, limit: int
) -> tuple[list[CustomerShown], int]:
    query = select(Customer)
    if words:
        pattern = like_pattern(words)
        query = query.where(
            or_(
                Customer.name.ilike(pattern, escape="\\"),
                Customer.code.ilike(pattern, escape="\\"),
            )
        )
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = session.scalars(query.order_by(Customer.name).offset(offset).limit(limit)).all()
    return [_shown(session, row) for row in rows], total


def follow_dealer(session: Session, customer: Customer, *, now: datetime) -> None:
    """Let a customer's tickets and devices be seen by its present dealer, and by no former one."""
    for ticket in session.scalars(select(Ticket).where(Ticket.customer_id == customer.id)):
        reader = reader_dealer(customer, ticket.dealer_id)
        if ticket.reader_dealer_id != reader:
            ticket.reader_dealer_id = reader
            tell_index(session, "ticket", ticket.id, now=now)
    for device in session.scalars(select(Device).where(Device.owner_id == customer.id)):
        device.reader_dealer_id = customer.dealer_id


def _shown(session: Session, row: Customer) -> CustomerShown:
    dealer = session.get(Dealer, row.dealer_id) if row.dealer_id else None
    devices = session.scalars(
        select(Device.sn).where(Device.owner_id == row.id).order_by(Device.sn)
    )
    return CustomerShown(
        code=row.code,
        name=row.name,
        account_type=row.account_type,
        country=row.country,
        dealer=Named(code=dealer.code, name=dealer.name) if dealer else None,
        tags=row.tags,
        contacts=row.contacts,
        devices=list(devices),
    )

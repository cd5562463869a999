"""Customers: whose they are, how a viewer sees them, and what follows when their dealer changes."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.clock import Clock
from domain.contracts import ContractShown, Entitlement, contracts_of, entitlement
from domain.customer_search import matching
from domain.errors import NotFoundError
from domain.language import Language
from domain.models import Customer, Dealer, Device, Ticket
from domain.outbox import tell_index
from domain.profiles import Profile, profile
from domain.tickets.finding import Filter, find
from domain.tickets.opening import reader_dealer
from domain.tickets.shapes import Named, Shown, TicketLine

_LATEST = 20  # tickets on a customer's page


class CustomerShown(Shown):
    code: str
    name: str
    account_type: str
    country: str | None
    dealer: Named | None
    tags: list[str]
    contacts: list[dict[str, Any]]
    devices: list[str]  # serial numbers


class CustomerCard(CustomerShown):
    """A customer whole: contracts and what they give today, its profile, its latest tickets."""

    entitlement: Entitlement
    contracts: list[ContractShown]
    profile: Profile
    tickets: list[TicketLine]


def show(session: Session, code: str, *, clock: Clock, language: Language) -> CustomerCard:
    """Raises NotFoundError for missing and foreign customers alike."""
    row = session.scalars(select(Customer).where(Customer.code == code)).one_or_none()
    if row is None:
        raise NotFoundError()
    return card(session, row, clock=clock, language=language)


def card(session: Session, row: Customer, *, clock: Clock, language: Language) -> CustomerCard:
    contracts = contracts_of(session, row.id, today=clock.today())
    tickets, _ = find(
        session,
        Filter(customer_id=row.id),
        clock=clock,
        language=language,
        offset=0,
        limit=_LATEST,
    )
    return CustomerCard(
        **_shown(session, row).model_dump(),
        entitlement=entitlement(contracts),
        contracts=contracts,
        profile=profile(session, row, now=clock.now(), language=language),
        tickets=tickets,
    )


def listed(
    session: Session, *, words: str | None, offset: int, limit: int
) -> tuple[list[CustomerShown], int]:
    """All customers by name, or those that the words may mean, the likeliest first."""
    if words and words.strip():
        found = matching(session, words)
        wanted = found[offset : offset + limit]
        rows = {
            row.id: row for row in session.scalars(select(Customer).where(Customer.id.in_(wanted)))
        }
        return [_shown(session, rows[id]) for id in wanted], len(found)
    total = session.scalar(select(func.count()).select_from(Customer)) or 0
    everybody = select(Customer).order_by(Customer.name, Customer.id).offset(offset).limit(limit)
    return [_shown(session, row) for row in session.scalars(everybody)], total


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

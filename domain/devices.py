"""Devices: one with its warranty and owners, its service history, and whom it belongs to."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain.clock import Clock
from domain.contracts import ContractShown, Entitlement, contracts_of, entitlement
from domain.errors import NotFoundError
from domain.language import Language
from domain.models import Customer, Device, Ownership, Product, Ticket
from domain.numbers import sn_key
from domain.tickets.finding import lines
from domain.tickets.shapes import Named, Shown, TicketLine


class OwnerShown(Shown):
    customer: Named
    since: date
    is_current: bool


class DeviceRecord(Shown):
    """A device as one viewer sees it; `owners` are those the viewer may know of, oldest first.

    `tags` are the present owner's, `entitlement` what its contracts give for this product today.
    """

    sn: str
    product: Named
    batch: str | None
    firmware: str | None
    warranty_until: date | None
    in_warranty: bool | None
    owners: list[OwnerShown]
    tags: list[str]
    entitlement: Entitlement
    contracts: list[ContractShown]


def device_record(session: Session, sn: str, *, today: date) -> DeviceRecord:
    """Raises NotFoundError for missing and foreign serial numbers alike."""
    device = _device(session, sn)
    product = session.get_one(Product, device.product_id)
    owners = session.execute(
        select(Ownership, Customer)
        .join(Customer, Customer.id == Ownership.customer_id)
        .where(Ownership.device_id == device.id)
        .order_by(Ownership.since, Ownership.id)
    ).all()
    until = device.warranty_until
    owner = next((customer for _, customer in owners if customer.id == device.owner_id), None)
    contracts = contracts_of(session, owner.id, today=today) if owner else []
    contracts = [each for each in contracts if not each.products or product.code in each.products]
    return DeviceRecord(
        sn=device.sn,
        product=Named(code=product.code, name=product.name),
        batch=device.batch,
        firmware=device.firmware,
        warranty_until=until,
        in_warranty=None if until is None else until >= today,
        owners=[
            OwnerShown(
                customer=Named(code=customer.code, name=customer.name),
                since=owned.since,
                is_current=customer.id == device.owner_id,
            )
            for owned, customer in owners
        ],
        tags=owner.tags if owner else [],
        entitlement=entitlement(contracts, product.code),
        contracts=contracts,
    )


def device_tickets(
    session: Session, sn: str, *, clock: Clock, language: Language, limit: int = 50
) -> list[TicketLine]:
    """The tickets on a device that the viewer may see, newest first.

    Raises NotFoundError where neither the device nor a ticket on its serial number is visible.
    """
    key = sn_key(sn)
    devices = select(Device.id).where(Device.sn_key == key)
    rows = session.scalars(
        select(Ticket)
        .where(or_(Ticket.device_id.in_(devices), Ticket.sn.in_((sn.strip(), sn.strip().upper()))))
        .order_by(Ticket.created_at.desc(), Ticket.id.desc())
        .limit(limit)
    ).all()
    if not rows:
        _device(session, sn)
    return lines(session, rows, language=language, clock=clock)


def _device(session: Session, sn: str) -> Device:
    found = session.scalars(select(Device).where(Device.sn_key == sn_key(sn))).one_or_none()
    if found is None:
        raise NotFoundError()
    return found

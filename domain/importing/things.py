"""Taking records of devices, stock and debts."""

from datetime import date, datetime, time

from sqlalchemy import delete, select

from domain.importing.catalogue import PART, PRODUCT
from domain.importing.people import CUSTOMER, DEALER
from domain.importing.records import DeviceRecord, ReceivableRecord, StockRecord
from domain.importing.taking import Outcome, Taking, either, put, takes
from domain.models import Customer, Dealer, Device, Ownership, Part, Product, Receivable, Stock
from domain.numbers import keep_number, sn_key


@takes(DeviceRecord)
def take_device(taking: Taking, record: DeviceRecord) -> Outcome:
    owners = sorted(record.owners, key=lambda each: each.since)
    owned = {
        (taking.id_of(Customer, Customer.code, each.customer, CUSTOMER), each.since)
        for each in owners
    }
    dealer_id = taking.id_of(Dealer, Dealer.code, record.dealer, DEALER)
    owner_id = None
    reader_dealer_id = dealer_id
    if owners:
        owner_id = taking.id_of(Customer, Customer.code, owners[-1].customer, CUSTOMER)
        reader_dealer_id = taking.session.get_one(Customer, owner_id).dealer_id
    values = {
        "sn": record.sn,
        "product_id": taking.id_of(Product, Product.code, record.product, PRODUCT),
        "batch": record.batch,
        "firmware": record.firmware,
        "warranty_until": record.warranty_until,
        "dealer_id": dealer_id,
        "owner_id": owner_id,
        "reader_dealer_id": reader_dealer_id,
    }
    device, outcome = put(taking, Device, {"sn_key": sn_key(record.sn)}, values)
    return either(outcome, _set_owners(taking, device, owned))


@takes(StockRecord)
def take_stock(taking: Taking, record: StockRecord) -> Outcome:
    key = {
        "dealer_id": taking.id_of(Dealer, Dealer.code, record.dealer, DEALER),
        "part_id": taking.id_of(Part, Part.sku, record.sku, PART),
    }
    return put(taking, Stock, key, {"quantity": record.quantity, "safety": record.safety})[1]


@takes(ReceivableRecord)
def take_receivable(taking: Taking, record: ReceivableRecord) -> Outcome:
    key = {
        "dealer_id": taking.id_of(Dealer, Dealer.code, record.dealer, DEALER),
        "reference": record.reference,
    }
    values = {
        "amount": record.amount,
        "currency": record.currency,
        "since": record.since,
        "paid_at": _paid_at(taking, record),
    }
    if record.reference.startswith("PI-"):
        keep_number(taking.session, record.reference)
    return put(taking, Receivable, key, values)[1]


def _paid_at(taking: Taking, record: ReceivableRecord) -> datetime | None:
    """When it was paid; a bare `true` says only that it was, so the day it arose stands for it."""
    paid = record.paid
    if isinstance(paid, datetime):
        return paid if paid.tzinfo else paid.replace(tzinfo=taking.zone)
    if isinstance(paid, date) or paid is True:
        day = paid if isinstance(paid, date) else record.since
        return datetime.combine(day, time(), taking.zone)
    return None


def _set_owners(taking: Taking, device: Device, owned: set[tuple[int | None, date]]) -> Outcome:
    rows = taking.session.scalars(select(Ownership).where(Ownership.device_id == device.id))
    if {(row.customer_id, row.since) for row in rows} == owned:
        return Outcome.UNCHANGED
    taking.session.execute(delete(Ownership).where(Ownership.device_id == device.id))
    taking.session.add_all(
        Ownership(device_id=device.id, customer_id=customer_id, since=since)
        for customer_id, since in sorted(owned, key=lambda each: each[1])
    )
    return Outcome.CHANGED

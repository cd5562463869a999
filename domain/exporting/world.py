"""The whole store as import records: what can be taken in again elsewhere, as it is now.

Passwords are left out, and so is what the record list does not know: history, withdrawn
invoices, files, conversations. A backup holds all of it.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.exporting.tickets import Record, ticket_records, without_empty
from domain.models import (
    Article,
    Category,
    Contract,
    Customer,
    Dealer,
    Device,
    Family,
    Group,
    GroupMember,
    Holiday,
    Invoice,
    Link,
    Organisation,
    Ownership,
    Part,
    PartPrice,
    Product,
    Receivable,
    Region,
    RepairPlan,
    Stock,
    Ticket,
    User,
    Wish,
)

_AT_ONCE = 500


def json_line(record: Mapping[str, Any]) -> str:
    """A record as one line of JSONL; moments with their zone, money as decimal text."""
    return json.dumps(record, ensure_ascii=False, default=_as_json)


def records(session: Session) -> Iterator[Record]:
    """All records, in the order in which they can be taken in."""
    codes = _Codes(session)
    for record in _flat(session, codes):
        yield without_empty(record)
    yield from _parts(session)
    yield from _devices(session, codes)
    yield from _articles(session)
    for tickets in _slices(session, Ticket):
        bills = _bills(session, tickets)
        for record in ticket_records(session, tickets, all_details=True):
            yield _with_bill(record, bills)
    yield from _links(session)


def left_out(session: Session) -> int:
    """How many imported documents there are, which are taken in again from their files."""
    return len(session.scalars(select(Article.id).where(Article.file_name.is_not(None))).all())


class _Codes:
    """Natural keys by id, of what records refer to."""

    def __init__(self, session: Session) -> None:
        def of(model: Any, column: Any) -> dict[Any, Any]:
            return {row.id: row[1] for row in session.execute(select(model.id, column))}

        self.family, self.product = of(Family, Family.code), of(Product, Product.code)
        self.category, self.region = of(Category, Category.code), of(Region, Region.code)
        self.organisation = of(Organisation, Organisation.code)
        self.dealer, self.customer = of(Dealer, Dealer.code), of(Customer, Customer.code)
        self.part, self.group, self.user = (
            of(Part, Part.sku),
            of(Group, Group.code),
            of(User, User.username),
        )


def _flat(session: Session, codes: _Codes) -> Iterator[Record]:
    """The records that are one row each, their references by natural key."""
    members = _members(session, codes)
    shapes: tuple[tuple[str, Any, Sequence[str], Callable[[Any], Record]], ...] = (
        ("family", Family, ("code", "name_zh", "name_en"), _nothing),
        ("region", Region, ("code", "name_zh", "name_en", "aliases", "countries"), _nothing),
        ("holiday", Holiday, (), lambda row: {"date": row.day, "working": row.is_working}),
        ("organisation", Organisation, ("code", "name"),
         lambda row: {"parent": codes.organisation.get(row.parent_id)}),
        ("product", Product, ("code", "name", "aliases"),
         lambda row: {"family": codes.family.get(row.family_id)}),
        ("category", Category, ("code", "name_zh", "name_en", "aliases"),
         lambda row: {"parent": codes.category.get(row.parent_id)}),
        ("dealer", Dealer, ("code", "name", "tier", "country", "aliases", "currency"),
         lambda row: {"region": codes.region.get(row.region_id)}),
        ("customer", Customer, ("code", "name", "account_type", "contacts", "country", "tags"),
         lambda row: {"region": codes.region.get(row.region_id),
                      "dealer": codes.dealer.get(row.dealer_id)}),
        ("group", Group, ("code", "name"),
         lambda row: {"organisation": codes.organisation.get(row.organisation_id),
                      "members": members.get(row.id, [])}),
        ("user", User, ("username", "name", "role", "language", "email"),
         lambda row: {"dealer": codes.dealer.get(row.dealer_id),
                      "customer": codes.customer.get(row.customer_id),
                      "organisation": codes.organisation.get(row.organisation_id),
                      "active": row.is_active}),
        ("repair_plan", RepairPlan,
         ("code", "name_zh", "name_en", "products", "batches", "options", "prices", "note"),
         _nothing),
        ("stock", Stock, ("quantity", "safety"),
         lambda row: {"dealer": codes.dealer[row.dealer_id], "sku": codes.part[row.part_id]}),
        ("receivable", Receivable, ("reference", "amount", "currency", "since"),
         lambda row: {"dealer": codes.dealer[row.dealer_id], "paid": row.paid_at}),
        ("contract", Contract, ("kind", "products"),
         lambda row: {"customer": codes.customer[row.customer_id], "from": row.valid_from,
                      "until": row.valid_until}),
        ("wish", Wish,
         ("number", "title", "description", "votes", "status", "target_version", "feasibility",
          "effort_days", "evaluation"),
         lambda row: {"product": codes.product.get(row.product_id)}),
    )  # fmt: skip
    for type_name, model, names, more in shapes:
        for row in session.scalars(select(model).order_by(*model.__table__.primary_key.columns)):
            yield {"type": type_name} | {name: getattr(row, name) for name in names} | more(row)


def _nothing(_: Any) -> Record:
    return {}


def _members(session: Session, codes: _Codes) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in session.scalars(select(GroupMember)):
        found.setdefault(row.group_id, []).append(codes.user[row.user_id])
    return {group: sorted(names) for group, names in found.items()}


def _parts(session: Session) -> Iterator[Record]:
    prices: dict[int, dict[str, Decimal]] = {}
    for price in session.scalars(select(PartPrice).order_by(PartPrice.currency)):
        prices.setdefault(price.part_id, {})[price.currency] = price.amount
    names = ("sku", "name_zh", "name_en", "aliases", "fits")
    for part in session.scalars(select(Part).order_by(Part.id)):
        record = {"type": "part"} | {name: getattr(part, name) for name in names}
        yield without_empty(record | {"prices": prices.get(part.id, {})})


def _devices(session: Session, codes: _Codes) -> Iterator[Record]:
    for devices in _slices(session, Device):
        owners: dict[int, list[Record]] = {}
        ids = [each.id for each in devices]
        held = select(Ownership).where(Ownership.device_id.in_(ids)).order_by(Ownership.since)
        for row in session.scalars(held):
            owner = {"customer": codes.customer[row.customer_id], "from": row.since}
            owners.setdefault(row.device_id, []).append(owner)
        for each in devices:
            names = ("sn", "batch", "firmware", "warranty_until")
            record: Record = {"type": "device"} | {name: getattr(each, name) for name in names}
            record |= {
                "product": codes.product[each.product_id],
                "dealer": codes.dealer.get(each.dealer_id),
                "owners": owners.get(each.id, []),
            }
            yield without_empty(record)


def _articles(session: Session) -> Iterator[Record]:
    names = (
        *("number", "kind", "title", "problem", "solution_external", "solution_internal"),
        *("products", "visibility", "status", "language"),
    )
    for articles in _slices(session, Article):
        for each in articles:
            if each.file_name is None:
                record = {"type": "article"} | {name: getattr(each, name) for name in names}
                yield without_empty(record)


def _bills(session: Session, tickets: Sequence[Ticket]) -> dict[str, Record]:
    """The invoices of some tickets by number, as a ticket's details tell of one."""
    rows = session.scalars(
        select(Invoice).where(Invoice.ticket_id.in_([each.id for each in tickets]))
    )
    return {
        row.number: without_empty(
            {
                "number": row.number,
                "currency": row.currency,
                "items": row.items,
                "shipping": row.shipping,
                "labour": row.labour + row.inspection_fee,
                "total": row.total,
                "issued_at": row.issued_at,
                "paid_at": row.paid_at,
            }
        )
        for row in rows
    }


def _with_bill(record: Record, bills: Mapping[str, Record]) -> Record:
    """A ticket's record with all of its invoice, where its details hold only the number."""
    details = record.get("details", {})
    bill = bills.get(str(details.get("invoice")))
    return record | {"details": details | {"invoice": bill}} if bill else record


def _links(session: Session) -> Iterator[Record]:
    for links in _slices(session, Link):
        ids = {each.from_id for each in links} | {each.to_id for each in links}
        rows = session.execute(select(Ticket.id, Ticket.number).where(Ticket.id.in_(ids)))
        numbers = {row.id: row.number for row in rows}
        for each in links:
            yield {
                "type": "link",
                "from": numbers[each.from_id],
                "to": numbers[each.to_id],
                "kind": each.kind,
            }


def _slices(session: Session, model: Any) -> Iterator[list[Any]]:
    """All rows of a table by id, some at a time, forgotten once they were used."""
    after = 0
    while True:
        query = select(model).where(model.id > after).order_by(model.id).limit(_AT_ONCE)
        rows = list(session.scalars(query))
        if not rows:
            return
        after = rows[-1].id
        yield rows
        session.expunge_all()


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value)} is no part of a record")

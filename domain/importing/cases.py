"""Taking records of tickets, links, articles and wishes."""

import hashlib
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import delete, select

from domain import clocks, milestones
from domain.checking import checked
from domain.errors import InvalidError
from domain.importing.bills import plain_details, take_bill
from domain.importing.catalogue import CATEGORY, PART, PRODUCT
from domain.importing.people import CUSTOMER, DEALER
from domain.importing.records import ArticleRecord, LinkRecord, TicketRecord, WishRecord
from domain.importing.taking import Outcome, Taking, put, takes
from domain.kind import kind_of
from domain.language import Text
from domain.lifecycle import Kind
from domain.models import (
    Article,
    Category,
    Comment,
    Customer,
    Dealer,
    Device,
    Link,
    Part,
    Product,
    Ticket,
    TicketPart,
    User,
    Wish,
)
from domain.numbers import canonical_number, keep_number, next_number, numbers_in, sn_key
from domain.outbox import tell_index
from domain.tickets.opening import reader_dealer

_TICKET = Text("工单", "ticket")
_USER = Text("用户", "user")
_EARLIEST_YEAR, _LATEST_YEAR = 1970, 2200
_AS_THEY_ARE = (
    *("contact", "channel", "source", "service_type", "severity", "priority", "summary"),
    *("description", "solution", "solution_internal"),
)


@takes(TicketRecord)
def take_ticket(taking: Taking, record: TicketRecord) -> Outcome:
    kind = kind_of(record.kind)
    if record.status not in kind.by_state:
        known = ", ".join(kind.by_state)
        raise InvalidError(
            Text(
                f"{kind.code} 没有状态 {record.status}，可用：{known}",
                f"{kind.code} has no status {record.status}; there are: {known}",
            )
        )
    if _taken_before(taking, Ticket, record):
        return Outcome.UNCHANGED
    values = _ticket_values(taking, record, kind)
    ticket, outcome = put(taking, Ticket, _key(taking, record, values, kind), values)
    _set_parts(taking, ticket, record)
    take_bill(taking, ticket, record.details)
    milestones.note(taking.session, ticket, record.details, taking.zone)
    _set_said(taking, ticket, record)
    taking.session.flush()
    clocks.follow_imported(taking.session, ticket, now=taking.now)
    tell_index(taking.session, "ticket", ticket.id, now=taking.now)
    return outcome


@takes(LinkRecord)
def take_link(taking: Taking, record: LinkRecord) -> Outcome:
    ends = [
        taking.id_of(Ticket, Ticket.number, canonical_number(number), _TICKET)
        for number in (record.source, record.target)
    ]
    key = {"from_id": ends[0], "to_id": ends[1], "kind": record.kind}
    return put(taking, Link, key, {})[1]


@takes(ArticleRecord)
def take_article(taking: Taking, record: ArticleRecord) -> Outcome:
    if _taken_before(taking, Article, record):
        return Outcome.UNCHANGED
    for code in record.products:
        taking.id_of(Product, Product.code, code, PRODUCT)
    values: dict[str, Any] = record.model_dump(exclude={"type", "number"})
    values |= {"origin": _digest(record), "updated_at": taking.now}
    key = _numbered(taking, Article, record, "KB", values)
    article, outcome = put(taking, Article, key, values)
    tell_index(taking.session, "article", article.id, now=taking.now)
    return outcome


@takes(WishRecord)
def take_wish(taking: Taking, record: WishRecord) -> Outcome:
    if _taken_before(taking, Wish, record):
        return Outcome.UNCHANGED
    values: dict[str, Any] = record.model_dump(exclude={"type", "number", "product"})
    values["product_id"] = taking.id_of(Product, Product.code, record.product, PRODUCT)
    values["origin"] = _digest(record)
    series = f"FR-{taking.now.astimezone(taking.zone):%Y}"
    key = _numbered(taking, Wish, record, series, values)
    wish, outcome = put(taking, Wish, key, values)
    tell_index(taking.session, "wish", wish.id, now=taking.now)
    return outcome


def _ticket_values(taking: Taking, record: TicketRecord, kind: Kind) -> dict[str, Any]:
    created = _aware(taking, record.created_at)
    closed = _aware(taking, record.closed_at) if record.closed_at else None
    if closed and closed < created:
        raise InvalidError(Text("closed_at 早于 created_at", "closed_at is before created_at"))
    since = _aware(taking, record.status_at) if record.status_at else closed or created
    if kind.by_state[record.status].is_end and closed is None:
        closed = since
    device = _device(taking, record.sn)
    customer_id = taking.id_of(Customer, Customer.code, record.customer, CUSTOMER)
    customer = taking.session.get(Customer, customer_id) if customer_id else None
    dealer_id = taking.id_of(Dealer, Dealer.code, record.dealer, DEALER)
    if dealer_id is None and customer is not None:
        dealer_id = customer.dealer_id
    product_id = taking.id_of(Product, Product.code, record.product, PRODUCT)
    values = {name: getattr(record, name) for name in _AS_THEY_ARE}
    return values | {
        "kind": kind.code,
        "status": record.status,
        "status_at": since,
        "created_at": created,
        "updated_at": max(since, created, *(_aware(taking, each.at) for each in record.comments)),
        "closed_at": closed if kind.by_state[record.status].is_end else None,
        "customer_id": customer_id,
        "dealer_id": dealer_id,
        "reader_dealer_id": reader_dealer(customer, dealer_id),
        "device_id": device.id if device else None,
        "sn": device.sn if device else record.sn,
        "product_id": product_id or (device.product_id if device else None),
        "category_id": taking.id_of(Category, Category.code, record.category, CATEGORY),
        "handler_id": taking.id_of(User, User.username, record.handler, _USER),
        "in_warranty": _warranty(record, device, created),
        "channel": record.channel or _channel(record, dealer_id),
        "details": checked(kind.details, plain_details(record.details)).model_dump(
            mode="json", exclude_none=True
        ),
    }


def _channel(record: TicketRecord, dealer_id: int | None) -> str | None:
    """An RMA's channel stands in its number; without one it follows from the dealer."""
    if record.kind != "rma":
        return None
    if record.number and canonical_number(record.number).startswith("RMA-"):
        return canonical_number(record.number)[4]
    return "D" if dealer_id else "C"


def _taken_before(taking: Taking, model: Any, record: Any) -> bool:
    """Whether exactly this record was taken before: what people did since then stands."""
    return not _missing(taking, model, {"origin": _digest(record)})


def _key(
    taking: Taking, record: TicketRecord, values: dict[str, Any], kind: Kind
) -> dict[str, Any]:
    """What the ticket is found again by: its number, given or next in its series."""
    values["origin"] = _digest(record)
    if record.number is None:
        day = values["created_at"].astimezone(taking.zone).date()
        series = kind.series(Ticket(channel=values["channel"]), day)
        return {"number": next_number(taking.session, series)}
    number = canonical_number(record.number)
    prefix = kind.series(Ticket(channel=values["channel"]), values["created_at"]).rstrip(
        "0123456789"
    )
    if numbers_in(record.number) != [number] or not number.startswith(prefix):
        raise InvalidError(
            Text(f"{number} 不是{kind.code}的编号", f"{number} is not a number of a {kind.code}")
        )
    before = taking.session.scalar(select(Ticket.kind).where(Ticket.number == number))
    if before is not None and before != kind.code:
        raise InvalidError(Text(f"{number} 是另一种工单", f"{number} is a ticket of another kind"))
    if before is None:
        keep_number(taking.session, number)
    return {"number": number}


def _numbered(
    taking: Taking, model: Any, record: Any, series: str, values: dict[str, Any]
) -> dict[str, Any]:
    """The key of an article or wish; a new one gets its time of making in `values`."""
    number = record.number or next_number(taking.session, series)
    if _missing(taking, model, {"number": number}):
        keep_number(taking.session, number)
        values["created_at"] = taking.now
    return {"number": number}


def _missing(taking: Taking, model: Any, key: dict[str, Any]) -> bool:
    where = [getattr(model, name) == value for name, value in key.items()]
    return taking.session.scalar(select(model.id).where(*where)) is None


# What records have been given since the first digests were kept.
_LATER = frozenset({"feasibility", "effort_days", "evaluation"})


def _digest(record: BaseModel) -> str:
    """What a record is known by when it comes again, also from an older file."""
    unused = {name for name in _LATER if getattr(record, name, None) is None}
    return hashlib.sha256(record.model_dump_json(exclude=unused).encode()).hexdigest()


def _device(taking: Taking, sn: str | None) -> Device | None:
    if not sn:
        return None
    return taking.session.scalars(select(Device).where(Device.sn_key == sn_key(sn))).one_or_none()


def _warranty(record: TicketRecord, device: Device | None, created: datetime) -> bool | None:
    if record.warranty is not None:
        return record.warranty
    if device is None or device.warranty_until is None:
        return None
    return device.warranty_until >= created.date()


def _aware(taking: Taking, moment: datetime) -> datetime:
    if not _EARLIEST_YEAR <= moment.year <= _LATEST_YEAR:
        raise InvalidError(Text(f"时间不对：{moment}", f"{moment} is out of range"))
    return moment if moment.tzinfo else moment.replace(tzinfo=taking.zone)


def _set_parts(taking: Taking, ticket: Ticket, record: TicketRecord) -> None:
    wanted: dict[int | None, int] = {}
    for used in record.parts:
        part_id = taking.id_of(Part, Part.sku, used.sku, PART)
        wanted[part_id] = wanted.get(part_id, 0) + used.quantity
    taking.session.execute(delete(TicketPart).where(TicketPart.ticket_id == ticket.id))
    taking.session.add_all(
        TicketPart(ticket_id=ticket.id, part_id=part_id, quantity=quantity)
        for part_id, quantity in wanted.items()
    )


def _set_said(taking: Taking, ticket: Ticket, record: TicketRecord) -> None:
    """Add the record's comments that are not there yet; what people said since is kept."""
    rows = taking.session.scalars(select(Comment).where(Comment.ticket_id == ticket.id))
    held = {(row.at, row.author, row.text, row.is_internal) for row in rows}
    for each in record.comments:
        said = (_aware(taking, each.at), each.by, each.text, each.internal)
        if said not in held:
            at, by, text, internal = said
            taking.session.add(
                Comment(ticket_id=ticket.id, at=at, author=by, text=text, is_internal=internal)
            )

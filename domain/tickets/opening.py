"""Opening tickets: what a request means, what speaks against it, and the write itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import clocks
from domain.access import Permission, Viewer
from domain.attachments.placing import MOST_AT_ONCE, place, unplaced
from domain.checking import checked
from domain.errors import ForbiddenError, InvalidError
from domain.kind import kind_of, kinds
from domain.language import Language, Text
from domain.lifecycle import Kind, Moving, Notice, Opening
from domain.models import Attachment, Category, Customer, Dealer, Device, Product, Ticket
from domain.naming import category_named, customer_named, dealer_named, device_of, product_named
from domain.noting import note
from domain.numbers import next_number, sn_key
from domain.outbox import tell_index, tell_people
from domain.plain import plain_json
from domain.tickets.cautions import cautions
from domain.tickets.shapes import OpeningShown
from domain.visibility import visible

SOURCES = Literal[
    "phone",
    "email",
    "online",
    "facebook",
    "wechat",
    "dealer",
    "slack",
    "wecom",
    "assistant",
    "self",
]
SERVICE_TYPES = Literal["consult", "troubleshooting", "remote_assistance", "complaint"]


FileId = Annotated[str, Field(max_length=60)]


class Draft(BaseModel):
    """A ticket as somebody asks for it: codes, names or aliases, not yet looked up."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    kind: Annotated[str, Field(max_length=40)]
    customer: Annotated[str | None, Field(max_length=200)] = None
    contact: Annotated[str | None, Field(max_length=300)] = None
    dealer: Annotated[str | None, Field(max_length=200)] = None
    product: Annotated[str | None, Field(max_length=200)] = None
    sn: Annotated[str | None, Field(max_length=40)] = None
    category: Annotated[str | None, Field(max_length=200)] = None
    channel: Literal["D", "C", "I"] | None = None
    source: SOURCES | None = None
    service_type: SERVICE_TYPES | None = None
    severity: Annotated[int | None, Field(ge=1, le=3)] = None
    priority: Literal["R1", "R2", "R3"] | None = None
    summary: Annotated[str, Field(max_length=300)] = ""
    description: Annotated[str, Field(max_length=20_000)] = ""
    attachments: Annotated[list[FileId], Field(max_length=MOST_AT_ONCE)] = []
    details: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, values: Any) -> Any:
        return plain_json(values)


@dataclass
class Plan:
    """The ticket as it would be; `warnings` are what a preview tells the person."""

    kind: Kind
    opening: Opening
    ticket: Ticket
    customer: Customer | None = None
    dealer: Dealer | None = None
    device: Device | None = None
    product: Product | None = None
    category: Category | None = None
    files: list[Attachment] = field(default_factory=list)
    warnings: list[Text] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def plan_with_warnings(session: Session, viewer: Viewer, draft: Draft, *, now: datetime) -> Plan:
    """What opening this draft would make, with what a person should know before; raises alike."""
    made = plan(session, viewer, draft, now=now)
    made.warnings = cautions(
        session, viewer, made.ticket, device=made.device, customer=made.customer, now=now
    )
    if made.kind.hints:
        made.warnings += made.kind.hints(Moving(session, viewer, made.ticket, now, None))
    return made


def plan(session: Session, viewer: Viewer, draft: Draft, *, now: datetime) -> Plan:
    """A draft looked up and checked; nothing is written.

    Raises ForbiddenError when the viewer may not open this kind, InvalidError for unknown names and
    missing values. A serial number the viewer may not see is treated as one not on record.
    """
    kind = kind_of(draft.kind)
    opening = kind.opening_for(viewer)
    if opening is None:
        raise ForbiddenError(_not_to_open(viewer, kind))
    draft = _as_allowed(viewer, kind, draft)
    dealer = _dealer(session, viewer, draft)
    device = device_of(session, viewer, draft.sn) if draft.sn else None
    customer = _customer(session, viewer, draft, dealer, device)
    dealer = dealer or _dealer_of(session, viewer, customer, device)
    product = _product(session, viewer, draft, device)
    category = category_named(session, viewer, draft.category) if draft.category else None
    ticket = _ticket(draft, viewer, kind, opening, now)
    _place(ticket, customer, dealer, device, product, category)
    ticket.sn = device.sn if device else (draft.sn or None)
    ticket.in_warranty = _in_warranty(device, now)
    _require(kind, ticket)
    made = Plan(kind, opening, ticket, customer, dealer, device, product, category)
    if kind.check and (reason := kind.check(session, ticket)):
        raise InvalidError(reason)
    beginning = Moving(session, viewer, ticket, now, None)
    if kind.begin:
        kind.begin(beginning)
    made.notices = beginning.notices
    made.files = unplaced(session, viewer, draft.attachments)
    return made


def _not_to_open(viewer: Viewer, kind: Kind) -> Text:
    """Why somebody cannot open this kind, with the kinds that they can."""
    able = [each.label for each in kinds().values() if each.opening_for(viewer)]
    zh, en = "、".join(each.zh for each in able), ", ".join(each.en for each in able)
    return Text(
        f"您不能开{kind.label.zh}。{f'您可以开：{zh}。' if able else '请联系服务台。'}",
        f"You cannot open this kind ({kind.label.en}). "
        + (f"You can open: {en}." if able else "Please ask the service desk."),
    )


def shown(planned: Plan, language: Language) -> OpeningShown:
    """A plan in words, for a form that shows what sending it would make."""
    ticket, category = planned.ticket, planned.category
    return OpeningShown(
        kind=planned.kind.code,
        kind_label=planned.kind.label.in_(language),
        status=ticket.status,
        status_label=planned.kind.by_state[ticket.status].label.in_(language),
        customer=planned.customer.name if planned.customer else None,
        dealer=planned.dealer.name if planned.dealer else None,
        device=planned.device.sn if planned.device else None,
        product=planned.product.name if planned.product else None,
        category=Text(category.name_zh, category.name_en).in_(language) if category else None,
        in_warranty=ticket.in_warranty,
        warnings=[each.in_(language) for each in planned.warnings],
    )


def open_ticket(
    session: Session, viewer: Viewer, draft: Draft, *, now: datetime, trace: str | None = None
) -> Ticket:
    """Write a ticket with its number, first history entry and index notice."""
    return _write(session, viewer, plan(session, viewer, draft, now=now), now=now, trace=trace)


def open_tickets(
    session: Session,
    viewer: Viewer,
    drafts: Sequence[Draft],
    *,
    now: datetime,
    trace: str | None = None,
) -> list[Ticket]:
    """Write several tickets, all or none. Raises InvalidError when a serial is named twice."""
    refuse_repeated_sn(drafts)
    return [open_ticket(session, viewer, draft, now=now, trace=trace) for draft in drafts]


def refuse_repeated_sn(drafts: Sequence[Draft]) -> None:
    """Raises InvalidError when two drafts are about the same serial number."""
    seen: set[str] = set()
    for draft in drafts:
        key = sn_key(draft.sn or "")
        if key and key in seen:
            raise InvalidError(
                Text(f"序列号 {draft.sn} 重复了。", f"Serial number {draft.sn} is there twice."),
                {"sn": Text("重复", "twice")},
            )
        seen.add(key)


def _as_allowed(viewer: Viewer, kind: Kind, draft: Draft) -> Draft:
    """A draft without what only the desk decides: channel, priority, severity, the kind's facts.

    Those below the desk open by their own way in; of a kind's facts they give what it lets them,
    the others are filled in by moves.
    """
    if viewer.may(Permission.OPEN_RMA):
        return draft
    details = {name: value for name, value in draft.details.items() if name in kind.given}
    decided: dict[str, Any] = {"channel": None, "priority": None, "source": None}
    decided["details"] = details
    if viewer.customer_id is not None:
        decided |= {"severity": None, "service_type": None}
    return draft.model_copy(update=decided)


def reader_dealer(customer: Customer | None, dealer_id: int | None) -> int | None:
    """The one dealer who may see a ticket: the customer's, or the ticket's where there is none."""
    if customer is not None and customer.dealer_id is not None:
        return customer.dealer_id
    return dealer_id


def _write(
    session: Session, viewer: Viewer, made: Plan, *, now: datetime, trace: str | None
) -> Ticket:
    ticket = made.ticket
    ticket.number = next_number(session, made.kind.series(ticket, now.date()))
    session.add(ticket)
    session.flush()
    note(session, viewer, ticket, "open", before=None, now=now, trace=trace)
    place(session, viewer, ticket, [each.id for each in made.files])
    if made.kind.opened:
        made.kind.opened(session, viewer, ticket, now)
    clocks.follow(session, ticket, before=None, now=now)
    tell_index(session, "ticket", ticket.id, now=now)
    notices = [*_news(ticket), *made.notices]
    tell_people(session, ticket.id, notices, actor=viewer.known_id, now=now)
    return ticket


def _news(ticket: Ticket) -> list[Notice]:
    is_urgent = ticket.severity == 1 or ticket.priority == "R1"
    return [Notice("new_ticket", {}), *([Notice("urgent", {})] if is_urgent else [])]


def _dealer(session: Session, viewer: Viewer, draft: Draft) -> Dealer | None:
    if viewer.dealer_id is not None:
        own = session.scalars(visible(viewer, Dealer).where(Dealer.id == viewer.dealer_id)).one()
        if draft.dealer and dealer_named(session, viewer, draft.dealer).id != own.id:
            raise ForbiddenError()
        return own
    return dealer_named(session, viewer, draft.dealer) if draft.dealer else None


def _customer(
    session: Session, viewer: Viewer, draft: Draft, dealer: Dealer | None, device: Device | None
) -> Customer | None:
    if viewer.customer_id is not None:
        return session.scalars(visible(viewer, Customer)).one()
    if draft.customer:
        return customer_named(session, viewer, draft.customer, dealer=dealer)
    if device and device.owner_id is not None:
        owner = session.scalars(visible(viewer, Customer).where(Customer.id == device.owner_id))
        found = owner.one_or_none()
        return found if not dealer or (found and found.dealer_id == dealer.id) else None
    return None


def _dealer_of(
    session: Session, viewer: Viewer, customer: Customer | None, device: Device | None
) -> Dealer | None:
    dealer_id = customer.dealer_id if customer else device.reader_dealer_id if device else None
    if dealer_id is None:
        return None
    return session.scalars(visible(viewer, Dealer).where(Dealer.id == dealer_id)).one_or_none()


def _product(
    session: Session, viewer: Viewer, draft: Draft, device: Device | None
) -> Product | None:
    said = product_named(session, viewer, draft.product) if draft.product else None
    if device:
        return session.scalars(select(Product).where(Product.id == device.product_id)).one()
    return said


def _ticket(draft: Draft, viewer: Viewer, kind: Kind, opening: Opening, now: datetime) -> Ticket:
    summary = draft.summary or draft.description.strip().split("\n")[0][:300]
    return Ticket(
        kind=kind.code,
        status=opening.status,
        status_at=now,
        created_at=now,
        updated_at=now,
        created_by_id=viewer.known_id,
        contact=draft.contact,
        channel=draft.channel,
        source=draft.source or _usual_source(viewer),
        service_type=draft.service_type,
        severity=draft.severity,
        priority=draft.priority or ("R3" if kind.code == "rma" else None),
        summary=summary,
        description=draft.description,
        details=checked(kind.details, draft.details).model_dump(mode="json", exclude_none=True),
        version=1,
    )


def _place(
    ticket: Ticket,
    customer: Customer | None,
    dealer: Dealer | None,
    device: Device | None,
    product: Product | None,
    category: Category | None,
) -> None:
    ticket.customer_id = customer.id if customer else None
    ticket.dealer_id = dealer.id if dealer else None
    ticket.device_id = device.id if device else None
    ticket.product_id = product.id if product else None
    ticket.category_id = category.id if category else None
    ticket.reader_dealer_id = reader_dealer(customer, ticket.dealer_id)
    if ticket.kind == "rma" and ticket.channel is None:
        ticket.channel = "D" if dealer else "C"


def _usual_source(viewer: Viewer) -> str | None:
    if viewer.dealer_id is not None:
        return "dealer"
    return "self" if viewer.customer_id is not None else None


def _in_warranty(device: Device | None, now: datetime) -> bool | None:
    if device is None or device.warranty_until is None:
        return None
    return device.warranty_until >= now.date()


def _require(kind: Kind, ticket: Ticket) -> None:
    missing = [name for name in sorted(kind.needs) if not getattr(ticket, name)]
    if missing:
        labels = {
            "summary": Text("故障描述", "the problem"),
            "sn": Text("序列号", "the serial number"),
        }
        zh = "、".join(labels[name].zh for name in missing)
        en = " and ".join(labels[name].en for name in missing)
        raise InvalidError(
            Text(f"{kind.label.zh}还缺：{zh}。", f"This {kind.label.en} still needs {en}."),
            {name: Text("必填", "is required") for name in missing},
        )


def may_open_any(viewer: Viewer) -> bool:
    """Whether this viewer may open tickets of some kind."""
    return any(
        viewer.may(permission)
        for permission in (
            Permission.OPEN_CONSULT,
            Permission.OPEN_RMA,
            Permission.REQUEST_RMA,
            Permission.OPEN_DEALER_REPAIR,
            Permission.REPORT_PROBLEM,
        )
    )

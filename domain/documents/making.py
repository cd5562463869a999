"""Making papers: what a packing list, a quote or an invoice says, noted when it is made.

A paper is addressed to a dealer or to a direct customer. Making one that would say what an earlier
one says gives the earlier one.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from domain.kind import kind_of
from domain.language import Text
from domain.models import (
    Customer,
    Dealer,
    Document,
    DocumentTicket,
    Invoice,
    Product,
    Ticket,
)
from domain.numbers import canonical_number
from domain.plain import printable
from domain.visibility import visible

PACKING_LIST, QUOTE, INVOICE = "packing_list", "quote", "invoice"
MOST_TICKETS = 50
_NOT_YET = frozenset({"pending_approval", "quote_sent"})
_NEVER = frozenset({"rejected", "cancelled"})
_SAID = ("problem", "cause", "solution")
_NAME, _LINE, _TEXT = 120, 300, 700  # characters printed at most


def packing_list(
    session: Session, viewer: Viewer, numbers: Sequence[str], *, now: datetime
) -> Document:
    """One packing list for RMAs of one sender, in the order given.

    Raises NotFoundError unless all are visible, ConflictError when one is not to be sent (yet),
    InvalidError when they are of several senders or not RMAs.
    """
    if not (viewer.may(Permission.SEND_DEVICE) or viewer.may(Permission.WORKSHOP)):
        raise ForbiddenError()
    wanted = list(dict.fromkeys(canonical_number(number) for number in numbers))
    if not 0 < len(wanted) <= MOST_TICKETS:
        raise InvalidError(
            Text(
                f"一张装箱清单要有 1 到 {MOST_TICKETS} 个返厂单。",
                f"A packing list is for 1 to {MOST_TICKETS} RMAs.",
            ),
            {"numbers": Text("数量不对", "is the wrong number of RMAs")},
        )
    rows = session.scalars(visible(viewer, Ticket).where(Ticket.number.in_(wanted))).all()
    by_number = {row.number: row for row in rows}
    if len(by_number) != len(wanted):
        raise NotFoundError()
    return packing_list_of(session, viewer, [by_number[each] for each in wanted], now=now)


def packing_list_of(
    session: Session, viewer: Viewer, tickets: Sequence[Ticket], *, now: datetime
) -> Document:
    """A packing list for tickets that were loaded for this viewer; raises like `packing_list`."""
    for ticket in tickets:
        _refuse_unless_sent(ticket)
    if len({(each.dealer_id, each.dealer_id or each.customer_id) for each in tickets}) > 1:
        raise InvalidError(
            Text(
                "这些返厂单的寄件人不同，请分别生成装箱清单。",
                "These RMAs have different senders; make a packing list for each sender.",
            ),
            {"numbers": Text("寄件人不同", "have different senders")},
        )
    facts = {
        "party": _party(session, tickets[0]),
        "devices": [_device(session, each) for each in tickets],
    }
    title = _packing_title(tickets)
    return _keep(session, viewer, PACKING_LIST, tickets, facts, title=title, number=None, now=now)


def for_quote(
    session: Session, viewer: Viewer, ticket: Ticket, bill: Mapping[str, Any], *, now: datetime
) -> Document:
    """The quote of a ticket.

    `bill` has `items` (lines like an invoice's), `shipping`, `labour`, `inspection_fee`, `total` as
    decimal text, and `currency`; `valid_until` (ISO date) is printed where there is one.
    """
    facts = {**_bill(bill), **_case(session, ticket), "party": _party(session, ticket)}
    facts["valid_until"] = str(bill.get("valid_until") or "")
    title = ticket.number
    return _keep(session, viewer, QUOTE, [ticket], facts, title=title, number=None, now=now)


def for_invoice(
    session: Session, viewer: Viewer, ticket: Ticket, invoice: Invoice, *, now: datetime
) -> Document:
    """The paper of a proforma invoice; what its note says of the case goes before the ticket's."""
    names = ("items", "shipping", "labour", "inspection_fee", "total", "currency")
    bill = {name: getattr(invoice, name) for name in names}
    said = {name: printable(text, _TEXT) for name, text in (invoice.note or {}).items()}
    case = _case(session, ticket) | {name: said[name] for name in _SAID if said.get(name)}
    facts = {**_bill(bill), **case, "party": _party(session, ticket)}
    return _keep(
        session,
        viewer,
        INVOICE,
        [ticket],
        facts,
        title=invoice.number,
        number=invoice.number,
        now=now,
    )


def _refuse_unless_sent(ticket: Ticket) -> None:
    if ticket.kind != "rma":
        raise InvalidError(
            Text(
                f"{ticket.number} 不是返厂单，没有装箱清单。",
                f"{ticket.number} is not an RMA; only RMAs have a packing list.",
            ),
            {"numbers": Text("不是返厂单", "are not all RMAs")},
        )
    if ticket.status not in _NOT_YET | _NEVER:
        return
    state = kind_of(ticket.kind).by_state[ticket.status].label
    step = Text(
        "批准、确认报价后才能生成装箱清单。", "It gets its packing list once it is approved."
    )
    if ticket.status in _NEVER:
        step = Text("不能再寄出。", "It is not to be sent.")
    raise ConflictError(
        Text(
            f"{ticket.number} 处于“{state.zh}”，{step.zh}",
            f"{ticket.number} is “{state.en}”. {step.en}",
        )
    )


def _keep(
    session: Session,
    viewer: Viewer,
    kind: str,
    tickets: Sequence[Ticket],
    facts: dict[str, Any],
    *,
    title: str,
    number: str | None,
    now: datetime,
) -> Document:
    """The paper that says this, made unless there is one already."""
    session.flush()
    earlier = session.scalars(
        select(Document)
        .join(DocumentTicket, DocumentTicket.document_id == Document.id)
        .where(DocumentTicket.ticket_id == tickets[0].id, Document.kind == kind)
    )
    for known in earlier:
        if known.facts == facts and known.number == number:
            return known
    made = Document(
        id=secrets.token_urlsafe(16),
        kind=kind,
        number=number,
        title=title,
        facts=facts,
        dealer_id=tickets[0].dealer_id,
        created_at=now,
        created_by_id=viewer.known_id,
    )
    session.add(made)
    session.flush()
    session.add_all(
        DocumentTicket(document_id=made.id, ticket_id=ticket_id)
        for ticket_id in dict.fromkeys(each.id for each in tickets)
    )
    session.flush()
    return made


def _packing_title(tickets: Sequence[Ticket]) -> str:
    first = tickets[0].number
    return first if len(tickets) == 1 else f"{first} +{len(tickets) - 1}"


def _party(session: Session, ticket: Ticket) -> dict[str, Any]:
    """Who sends the device and is billed: the dealer, else the customer."""
    if ticket.dealer_id is not None:
        dealer = session.get_one(Dealer, ticket.dealer_id)
        return {
            "name": printable(dealer.name, _NAME),
            "country": _country(dealer.country),
            "lines": [],
        }
    customer = session.get(Customer, ticket.customer_id) if ticket.customer_id else None
    if customer is None:
        return {"name": printable(ticket.contact or "", _NAME), "country": None, "lines": []}
    return {
        "name": printable(customer.name, _NAME),
        "country": _country(customer.country),
        "lines": _contact(customer.contacts, customer.name),
    }


def _country(said: str | None) -> str | None:
    return printable(said, _NAME) if said else None


def _contact(contacts: Sequence[Mapping[str, Any]], known_as: str) -> list[str]:
    """The first contact's name (unless it is the customer's own), phone and mail."""
    if not contacts:
        return []
    first = contacts[0]
    said = [first.get(name) for name in ("name", "phone", "email")]
    if said[0] == known_as:
        said[0] = None
    return [printable(str(each), _NAME) for each in said if each]


def _product(session: Session, ticket: Ticket) -> str:
    product = session.get(Product, ticket.product_id) if ticket.product_id else None
    return printable(product.name, _NAME) if product else ""


def _device(session: Session, ticket: Ticket) -> dict[str, Any]:
    customer = session.get(Customer, ticket.customer_id) if ticket.customer_id else None
    return {
        "number": ticket.number,
        "product": _product(session, ticket),
        "sn": printable(ticket.sn or "", _NAME),
        "customer": printable(customer.name, _NAME) if customer else "",
        "description": printable(ticket.description or ticket.summary, _TEXT, lines=True),
        "in_warranty": ticket.in_warranty,
    }


def _case(session: Session, ticket: Ticket) -> dict[str, Any]:
    """What a bill says of the repair: problem, cause, solution."""
    details = ticket.details
    return {
        "ticket": ticket.number,
        "product": _product(session, ticket),
        "sn": printable(ticket.sn or "", _NAME),
        "problem": printable(ticket.summary, _LINE),
        "cause": printable(str(details.get("analysis") or details.get("finding") or ""), _TEXT),
        "solution": printable(str(ticket.solution or details.get("plan") or ""), _TEXT),
    }


def _bill(bill: Mapping[str, Any]) -> dict[str, Any]:
    named = ("shipping", "labour", "inspection_fee", "total")
    return {
        "currency": str(bill["currency"]),
        "items": [
            {
                "sku": printable(str(line["sku"]), _NAME),
                "name_zh": printable(str(line["name_zh"]), _NAME),
                "name_en": printable(str(line["name_en"]), _NAME),
                "quantity": int(line["quantity"]),
                "price": str(line["price"]),
                "amount": str(line["amount"]),
            }
            for line in bill["items"]
        ],
        **{name: str(bill.get(name) or 0) for name in named},
    }

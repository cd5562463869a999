"""What an RMA costs its customer: quote and answer, invoice and payment."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import invoices
from domain.access import Viewer
from domain.checking import checked
from domain.documents import making
from domain.errors import ConflictError, InvalidError
from domain.language import Text
from domain.lifecycle import Moving, Standing
from domain.models import Part, Ticket, TicketPart
from domain.quotes import Bill, Item, draw_up, inspection_fee, usual_currency
from domain.repairs.fields import Quote
from domain.rules import Rules

AT_THE_WORKSHOP = frozenset({"received", "inspected", "assigned"})
_IN_WARRANTY = Text(
    "设备在保，不收费；如属人为损坏，请先“转为收费”并写明原因。",
    "The device is in warranty and nothing is charged; if the damage is not covered, "
    "use “Charge for it” and say why first.",
)


def pays(ticket: Ticket) -> bool:
    """Whether the customer pays: out of warranty, and not one of our own devices."""
    return ticket.in_warranty is False and ticket.channel != "I"


def goes_back_unrepaired(ticket: Ticket) -> bool:
    return ticket.status == "exception" and ticket.details.get("decision") == "cancel_and_return"


def no_charge(standing: Standing) -> Text | None:
    """Why nothing is charged for this ticket."""
    return _IN_WARRANTY if standing.ticket.in_warranty else None


def charged_already(standing: Standing) -> Text | None:
    if standing.ticket.in_warranty:
        return None
    return Text("这张单本来就不在保。", "This repair is not under warranty as it is.")


def begin(beginning: Moving) -> None:
    """A new RMA out of warranty that brings its quote waits for the customer's answer first."""
    ticket, rules = beginning.ticket, beginning.rules
    quote = ticket.details.get("quote")
    if not isinstance(quote, Mapping):
        return
    given = {name: quote[name] for name in Quote.model_fields if name in quote}
    bill = _bill(beginning.session, ticket, checked(Quote, given), rules)
    _keep_quote(ticket, bill, rules, beginning.now)
    if ticket.status == "awaiting_receipt" and not ticket.in_warranty:
        ticket.status = "quote_sent"


def opened(session: Session, viewer: Viewer, ticket: Ticket, now: datetime) -> None:
    """The paper of the quote that a new RMA brought."""
    if ticket.status == "quote_sent":
        making.for_quote(session, viewer, ticket, ticket.details["quote"], now=now)


def approve(moving: Moving) -> None:
    """Wait for the device, or for the answer to the quote that comes with the approval."""
    given = moving.fields
    if given.items is None and given.shipping is None and given.labour is None:
        moving.ticket.status = "awaiting_receipt"
        _make_packing_list(moving)
        return
    if moving.ticket.in_warranty:
        raise ConflictError(_IN_WARRANTY)
    send_quote(
        moving,
        Quote(
            items=given.items or [],
            shipping=given.shipping or Decimal(0),
            labour=given.labour or Decimal(0),
            currency=given.currency,
        ),
    )


def send_quote(moving: Moving, given: Quote | None = None) -> None:
    """Keep a quote and wait for its answer; one made during an exception is answered there."""
    ticket = moving.ticket
    bill = _bill(moving.session, ticket, given or moving.fields, moving.rules)
    back_to = (ticket.details.get("quote") or {}).get("back_to")
    if ticket.status in AT_THE_WORKSHOP:
        back_to = ticket.status
    elif ticket.status in ("pending_approval", "awaiting_receipt"):
        back_to = None
    _keep_quote(ticket, bill, moving.rules, moving.now, back_to=back_to)
    quote = ticket.details["quote"]
    making.for_quote(moving.session, moving.viewer, ticket, quote, now=moving.now)
    moving.forget("quote_answer")
    if ticket.status == "quote_sent":
        moving.tell("state_changed", from_status=ticket.status, to_status=ticket.status)
    elif ticket.status != "exception":
        ticket.status = "quote_sent"


def valid_until(standing: Standing) -> date:
    """The last day on which a quote can be accepted."""
    ticket = standing.ticket
    kept = (ticket.details.get("quote") or {}).get("valid_until")
    if kept:
        return date.fromisoformat(kept)
    quoted = ticket.status_at.astimezone(standing.now.tzinfo).date()
    return quoted + timedelta(days=standing.rules.quote_cancel_days)


def expired(standing: Standing) -> Text | None:
    """Why the quote can no longer be accepted."""
    last = valid_until(standing)
    if standing.now.date() <= last:
        return None
    return Text(
        f"报价已于 {last} 过期，请重新报价。", f"The quote expired on {last}; please quote again."
    )


def accept_quote(moving: Moving) -> None:
    back_to = (moving.ticket.details.get("quote") or {}).get("back_to")
    moving.ticket.status = back_to or "awaiting_receipt"
    if not back_to:
        _make_packing_list(moving)
    _keep_answer(moving, "accepted")


def _make_packing_list(moving: Moving) -> None:
    """The paper that goes into the box with a device that may now be sent."""
    making.packing_list_of(moving.session, moving.viewer, [moving.ticket], now=moving.now)


def decline_quote(moving: Moving) -> None:
    """The ticket is over, or, where the device is here, it goes back as it is."""
    _keep_answer(moving, "declined")
    _end_without_repair(moving, moving.fields.reason)


def expire_quote(moving: Moving) -> None:
    _end_without_repair(moving, "quote_expired")


def _end_without_repair(moving: Moving, reason: str | None) -> None:
    moving.keep(cancel_reason=reason)
    if (moving.ticket.details.get("quote") or {}).get("back_to"):
        moving.ticket.status = "exception"
        moving.keep(decision="cancel_and_return")
    else:
        moving.ticket.status = "cancelled"


def charge_for_it(moving: Moving) -> None:
    """A repair that the warranty does not cover is charged like one out of warranty."""
    moving.ticket.in_warranty = False
    moving.keep(charge_reason=moving.fields.reason)


def not_to_bill(standing: Standing) -> Text | None:
    """Why there is nothing to bill: in warranty, or sent back without an inspection fee."""
    ticket = standing.ticket
    if ticket.in_warranty:
        return _IN_WARRANTY
    if ticket.status != "exception" or _owes_inspection(standing):
        return None
    return Text(
        "维修完成后才能开 PI；原机退回目前不收检测费。",
        "A PI is made when the repair is done; nothing is charged for sending a device back.",
    )


def make_invoice(moving: Moving) -> None:
    given = moving.fields
    bill = proposed_bill(moving, given)
    if not bill.total and given.items is given.shipping is given.labour is None:
        raise InvalidError(
            Text(
                "没有报价也没有登记配件，请填写配件、运费或人工费；免费时请明确填 0。",
                "There is neither a quote nor a part; give parts, shipping or labour, "
                "or say 0 if it is free.",
            ),
            {"items": Text("必填", "is required")},
        )
    invoice = invoices.issue(
        moving.session, moving.viewer, moving.ticket, bill, note=_note(moving), now=moving.now
    )
    moving.keep(invoice=invoice.number)
    moving.ticket.status = "paid" if invoice.paid_at else "awaiting_payment"


def proposed_bill(standing: Standing, given: Any) -> Bill:
    """The bill of a repair: what is given, else as quoted, else the parts that were used."""
    ticket, session = standing.ticket, standing.session
    quote = ticket.details.get("quote") or {}
    currency = given.currency or quote.get("currency") or usual_currency(session, ticket)
    fee = inspection_fee(ticket, currency, standing.rules)
    if goes_back_unrepaired(ticket):
        return Bill([], Decimal(0), Decimal(0), fee, currency)
    items = given.items
    if items is None:
        quoted = [Item(sku=str(e["sku"]), quantity=e["quantity"]) for e in quote.get("items", [])]
        items = quoted or _used(session, ticket)
    same = quote.get("currency") == currency
    return draw_up(
        session,
        items,
        currency=currency,
        shipping=_given(given.shipping, quote.get("shipping") if same else None),
        labour=_given(given.labour, quote.get("labour") if same else None),
        inspection_fee=fee,
    )


def withdraw_invoice(moving: Moving) -> None:
    """Take a wrong invoice back; the repair is billed anew."""
    invoices.withdraw(moving.session, moving.ticket, now=moving.now)
    moving.forget("invoice")
    unrepaired = moving.ticket.details.get("decision") == "cancel_and_return"
    moving.ticket.status = "exception" if unrepaired else "repaired"


def record_payment(moving: Moving) -> None:
    """Note what came in; the ticket is paid once all of it is there."""
    given = moving.fields
    invoice = invoices.pay(moving.session, moving.viewer, moving.ticket, given, now=moving.now)
    day = given.date or moving.now.date()
    moving.keep(
        payment={
            "method": given.method,
            "amount": str(given.amount),
            "currency": invoice.currency,
            "date": day.isoformat(),
        }
    )
    if invoice.paid_at:
        moving.ticket.status = "paid"


def not_to_ship(standing: Standing) -> Text | None:
    """Why a device cannot leave yet."""
    ticket = standing.ticket
    if ticket.status == "repaired" and pays(ticket):
        return Text(
            "过保维修需先开 PI 并收款，再发货。",
            "Out of warranty the PI is made and paid before the device is shipped.",
        )
    if ticket.status != "exception":
        return None
    if not goes_back_unrepaired(ticket):
        return Text(
            "异常还没有处理完；客户决定“取消维修，原机退回”后才能发货。",
            "The exception is not settled; the device is shipped once the customer decides "
            "to cancel and have it back.",
        )
    if _owes_inspection(standing):
        return Text("检测费还没有收，请先开 PI。", "The inspection is not paid; make the PI first.")
    return None


def _owes_inspection(standing: Standing) -> bool:
    ticket = standing.ticket
    is_charged = pays(ticket) and standing.rules.inspection_fee > 0
    return goes_back_unrepaired(ticket) and is_charged


def _bill(session: Session, ticket: Ticket, given: Quote, rules: Rules) -> Bill:
    currency = given.currency or usual_currency(session, ticket)
    bill = draw_up(
        session,
        given.items,
        currency=currency,
        shipping=given.shipping,
        labour=given.labour,
        inspection_fee=inspection_fee(ticket, currency, rules),
    )
    if not bill.total:
        raise InvalidError(
            Text(
                "报价不能为零，请填写配件、运费或人工费。",
                "A quote of nothing is none; give parts, shipping or labour.",
            ),
            {"items": Text("必填", "is required")},
        )
    return bill


def _keep_quote(
    ticket: Ticket, bill: Bill, rules: Rules, now: datetime, *, back_to: str | None = None
) -> None:
    last = now.date() + timedelta(days=rules.quote_cancel_days)
    quote = bill.as_details() | {
        "quoted_on": now.date().isoformat(),
        "valid_until": last.isoformat(),
    }
    if back_to:
        quote["back_to"] = back_to
    if ticket.status == "quote_sent":  # whose clocks count from the first quote
        quote["renewed_after_days"] = (now - ticket.status_at).days
    kept: dict[str, Any] = {"quote": quote}
    if not ticket.details.get("exception"):  # whose estimate stays the one it is measured by
        kept |= {"estimate": str(bill.total), "currency": bill.currency}
    ticket.details = {**ticket.details, **kept}


def _keep_answer(moving: Moving, answer: str) -> None:
    day = moving.now.date().isoformat()
    moving.keep(quote_answer={"answer": answer, "by": moving.viewer.username, "date": day})


def _note(moving: Moving) -> dict[str, str]:
    """What the invoice says of the case, unless the desk words it otherwise."""
    given, ticket = moving.fields, moving.ticket
    said = {
        "problem": given.problem or ticket.summary,
        "cause": given.cause or ticket.details.get("analysis") or ticket.details.get("finding"),
        "solution": given.solution or ticket.details.get("work") or ticket.solution,
    }
    return {name: str(text) for name, text in said.items() if text}


def _used(session: Session, ticket: Ticket) -> list[Item]:
    rows = session.execute(
        select(Part.sku, TicketPart.quantity)
        .join(Part, Part.id == TicketPart.part_id)
        .where(TicketPart.ticket_id == ticket.id)
        .order_by(Part.sku)
    )
    return [Item(sku=sku, quantity=quantity) for sku, quantity in rows]


def _given(value: Decimal | None, quoted: Any) -> Decimal:
    if value is not None:
        return value
    return Decimal(str(quoted)) if quoted else Decimal(0)

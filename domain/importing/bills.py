"""Invoices and payments that imported tickets tell of, as rows that are counted like our own."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import select

from domain.errors import InvalidError
from domain.importing.taking import Taking
from domain.invoices import METHODS, paid_so_far
from domain.language import Text
from domain.models import Invoice, Payment, Ticket
from domain.money import CURRENCIES, MOST, rounded
from domain.numbers import keep_number
from domain.prices import priced

_NUMBER = re.compile(r"PI-\d{4}-\d{3,6}")


def plain_details(details: Mapping[str, Any]) -> dict[str, Any]:
    """A ticket's details with its invoice as the number alone; the rest of it becomes rows."""
    invoice = details.get("invoice")
    if not isinstance(invoice, Mapping):
        return dict(details)
    return {**details, "invoice": str(invoice.get("number") or "")}


def take_bill(taking: Taking, ticket: Ticket, details: Mapping[str, Any]) -> None:
    """Keep the invoice of a ticket, and its payment; one that is kept already stays as it is.

    Raises InvalidError for amounts that are none, and for a number that another ticket has.
    """
    told = details.get("invoice")
    told = told if isinstance(told, Mapping) else {"number": told}
    number = str(told.get("number") or "").strip().upper()
    if not _NUMBER.fullmatch(number):
        return
    invoice = taking.session.scalars(select(Invoice).where(Invoice.number == number)).one_or_none()
    if invoice is not None and invoice.ticket_id != ticket.id:
        raise InvalidError(Text(f"{number} 属于另一张工单", f"{number} is another ticket's"))
    if invoice is None:
        invoice = _invoice(taking, ticket, number, told, details)
        taking.session.add(invoice)
        taking.session.flush()
        keep_number(taking.session, number)
    _take_payment(taking, invoice, told, details)


def _invoice(
    taking: Taking,
    ticket: Ticket,
    number: str,
    told: Mapping[str, Any],
    details: Mapping[str, Any],
) -> Invoice:
    bill = _first(told if "total" in told else None, details.get("quote"), details)
    payment = _mapping(details.get("payment"))
    currency = str(
        told.get("currency") or payment.get("currency") or bill.get("currency") or "USD"
    ).upper()
    if currency not in CURRENCIES:
        raise InvalidError(Text(f"不支持货币 {currency}", f"{currency} is not a currency we use"))
    lines = _lines(taking, bill, currency)
    listed = sum((Decimal(each["amount"]) for each in lines), Decimal(0))
    shipping, labour = _amount(bill.get("shipping")), _amount(bill.get("labour"))
    total = _amount(_known(told.get("total"), payment.get("amount"), bill.get("total")))
    total = total or rounded(listed + shipping + labour)
    if listed + shipping > total:  # priced otherwise then: only the total is sure
        lines, listed, shipping = [], Decimal(0), Decimal(0)
    issued = _known(told.get("issued_at"), details.get("invoiced_at"), payment.get("date"))
    return Invoice(
        number=number,
        ticket_id=ticket.id,
        currency=currency,
        items=lines,
        shipping=shipping,
        labour=total - listed - shipping,
        inspection_fee=Decimal("0.00"),
        total=total,
        issued_at=_moment(taking, issued) or ticket.status_at,
    )


def _take_payment(
    taking: Taking, invoice: Invoice, told: Mapping[str, Any], details: Mapping[str, Any]
) -> None:
    if invoice.paid_at is not None or invoice.withdrawn_at is not None:
        return
    payment = _mapping(details.get("payment"))
    paid = _moment(taking, _known(told.get("paid_at"), payment.get("date")))
    if paid is None:
        return
    left = invoice.total - paid_so_far(taking.session, invoice)
    amount = min(_amount(payment.get("amount")) or left, left)
    method = str(payment.get("method") or "bank")
    taking.session.add(
        Payment(
            invoice_id=invoice.id,
            method=method if method in METHODS else "bank",
            amount=amount,
            currency=invoice.currency,
            paid_on=paid.astimezone(taking.zone).date(),
            recorded_at=paid,
        )
    )
    if amount == left:
        invoice.paid_at = paid
    taking.session.flush()


def _lines(taking: Taking, bill: Mapping[str, Any], currency: str) -> list[dict[str, Any]]:
    """The bill's lines at its own prices, else the price list's; none where one has no price."""
    items = bill.get("items")
    wanted = (
        [each for each in items if isinstance(each, Mapping)] if isinstance(items, list) else []
    )
    known = priced(taking.session, {str(each.get("sku")).upper() for each in wanted})
    lines = []
    for each in wanted:
        sku = str(each.get("sku")).upper()
        name, prices = known.get(sku, (Text(sku, sku), {}))
        price = _amount(each.get("price")) or prices.get(currency)
        if price is None:
            return []
        quantity = int(_amount(each.get("quantity")) or 1)
        lines.append(
            {
                "sku": sku,
                "name_zh": name.zh,
                "name_en": name.en,
                "quantity": quantity,
                "price": str(price),
                "amount": str(rounded(price * quantity)),
            }
        )
    return lines


def _first(*choices: Any) -> Mapping[str, Any]:
    return next((each for each in choices if isinstance(each, Mapping)), {})


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _known(*values: Any) -> Any:
    return next((each for each in values if each not in (None, "")), None)


def _amount(told: Any) -> Decimal:
    """An amount with two decimals; zero where there is none."""
    if told in (None, ""):
        return Decimal("0.00")
    try:
        found = Decimal(str(told))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or not 0 <= found <= MOST:
        shown = str(told)[:40]
        raise InvalidError(Text(f"金额不对：{shown}", f"{shown} is not an amount"))
    return rounded(found)


def _moment(taking: Taking, told: Any) -> datetime | None:
    """A moment of a record; noon of a bare day."""
    if told in (None, "", True, False):
        return None
    try:
        moment = datetime.fromisoformat(str(told))
    except ValueError:
        shown = str(told)[:40]
        raise InvalidError(Text(f"时间不对：{shown}", f"{shown} is not a time")) from None
    if len(str(told)) == len("2026-02-01"):
        moment = datetime.combine(date.fromisoformat(str(told)), time(12))
    if not 1970 <= moment.year <= 2200:
        raise InvalidError(Text(f"时间不对：{moment}", f"{moment} is out of range"))
    return moment if moment.tzinfo else moment.replace(tzinfo=taking.zone)

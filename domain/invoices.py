"""Proforma invoices (PI) of tickets and what was paid for them.

A ticket has at most one invoice that is neither paid nor withdrawn. Numbers run through the year
without a gap: a withdrawn invoice keeps its number.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.clock import Clock
from domain.documents import making
from domain.errors import ConflictError, InvalidError
from domain.language import Language, Text
from domain.lifecycle import MoveFields, said
from domain.models import Invoice, Payment, Ticket
from domain.money import Currency, told_in_both
from domain.numbers import next_number
from domain.quotes import Bill, Sum

Day = date  # a field is called `date`
_LONGEST_AGO = timedelta(days=2 * 366)
METHODS = ("paypal", "wechat", "alipay", "bank")


class PaymentFields(MoveFields):
    """Money that came in; today's date and the invoice's currency where none is given."""

    method: Annotated[Literal["paypal", "wechat", "alipay", "bank"], said("收款渠道", "Method")]
    amount: Sum
    currency: Annotated[Currency | None, said("货币", "Currency")] = None
    date: Annotated[Day | None, said("收款日期", "Date")] = None
    partial: Annotated[bool, said("部分付款", "Part payment")] = False


class InvoiceLine(BaseModel):
    model_config = ConfigDict(frozen=True)

    sku: str
    name: str
    quantity: int
    price: str
    amount: str


class PaymentShown(BaseModel):
    model_config = ConfigDict(frozen=True)

    method: str
    amount: str
    currency: str
    date: Day


class InvoiceShown(BaseModel):
    """An invoice as the viewer of its ticket sees it; amounts are decimal text."""

    model_config = ConfigDict(frozen=True)

    number: str
    currency: str
    items: list[InvoiceLine]
    shipping: str
    labour: str
    inspection_fee: str
    total: str
    open: str
    note: dict[str, str] | None
    issued_at: datetime
    paid_at: datetime | None
    withdrawn_at: datetime | None
    payments: list[PaymentShown]


def issue(
    session: Session,
    viewer: Viewer,
    ticket: Ticket,
    bill: Bill,
    *,
    note: Mapping[str, str] | None = None,
    now: datetime,
) -> Invoice:
    """A numbered invoice of a bill; one of nothing is paid from the start.

    Raises ConflictError while another one of the ticket is open.
    """
    if other := open_invoice(session, ticket):
        raise ConflictError(
            Text(
                f"{other.number} 还没有收款，请先登记收款或撤回它。",
                f"{other.number} is not paid yet; record its payment or withdraw it first.",
            )
        )
    invoice = Invoice(
        number=next_number(session, f"PI-{now:%Y}"),
        ticket_id=ticket.id,
        currency=bill.currency,
        items=[line.model_dump() for line in bill.items],
        shipping=bill.shipping,
        labour=bill.labour,
        inspection_fee=bill.inspection_fee,
        total=bill.total,
        issued_at=now,
        issued_by_id=viewer.known_id,
        paid_at=None if bill.total else now,
        note=dict(note) if note else None,
    )
    session.add(invoice)
    session.flush()
    making.for_invoice(session, viewer, ticket, invoice, now=now)
    return invoice


def open_invoice(session: Session, ticket: Ticket) -> Invoice | None:
    """The invoice of a ticket that waits for its money."""
    return session.scalars(
        select(Invoice).where(
            Invoice.ticket_id == ticket.id,
            Invoice.paid_at.is_(None),
            Invoice.withdrawn_at.is_(None),
        )
    ).first()


def is_paid(session: Session, ticket: Ticket) -> bool:
    """Whether a ticket has an invoice and all of it is paid."""
    paid = select(Invoice.id).where(Invoice.ticket_id == ticket.id, Invoice.paid_at.is_not(None))
    return session.scalars(paid).first() is not None


def withdraw(session: Session, ticket: Ticket, *, now: datetime) -> Invoice:
    """Take back the open invoice. Raises ConflictError when there is none or money came in."""
    invoice = _owed(session, ticket)
    if paid_so_far(session, invoice):
        raise ConflictError(
            Text(
                f"{invoice.number} 已收到部分款项，不能撤回。",
                f"Part of {invoice.number} is paid already; it cannot be withdrawn.",
            )
        )
    invoice.withdrawn_at = now
    session.flush()
    return invoice


def pay(
    session: Session, viewer: Viewer, ticket: Ticket, given: PaymentFields, *, now: datetime
) -> Invoice:
    """Record a payment for the ticket's open invoice, which is paid once its total is reached.

    Raises ConflictError without an invoice, InvalidError when currency, amount or date do not fit
    it; a smaller amount is taken only as a part payment.
    """
    invoice = _owed(session, ticket)
    if given.currency is not None and given.currency != invoice.currency:
        raise InvalidError(
            Text(
                f"{invoice.number} 是以{invoice.currency}开的，不能记{given.currency}收款。",
                f"{invoice.number} is in {invoice.currency}; the payment is in {given.currency}.",
            ),
            {"currency": Text("货币不一致", "not the invoice's currency")},
        )
    day = given.date or now.date()
    _refuse_odd_day(day, now.date())
    still_owed = invoice.total - paid_so_far(session, invoice)
    _refuse_wrong_amount(invoice, given, still_owed)
    session.add(
        Payment(
            invoice_id=invoice.id,
            method=given.method,
            amount=given.amount,
            currency=invoice.currency,
            paid_on=day,
            recorded_at=now,
            recorded_by_id=viewer.known_id,
        )
    )
    if given.amount == still_owed:
        invoice.paid_at = now
    session.flush()
    return invoice


def paid_so_far(session: Session, invoice: Invoice) -> Decimal:
    paid = session.scalar(select(func.sum(Payment.amount)).where(Payment.invoice_id == invoice.id))
    return paid or Decimal("0.00")


def shown(
    session: Session, ticket: Ticket, *, language: Language, clock: Clock
) -> list[InvoiceShown]:
    """The invoices of a ticket with their payments, oldest first, as far as the session shows."""
    rows = session.scalars(
        select(Invoice).where(Invoice.ticket_id == ticket.id).order_by(Invoice.issued_at)
    )
    return [_shown(session, row, language, clock) for row in rows]


def _shown(session: Session, row: Invoice, language: Language, clock: Clock) -> InvoiceShown:
    payments = session.scalars(
        select(Payment).where(Payment.invoice_id == row.id).order_by(Payment.paid_on, Payment.id)
    ).all()
    paid = sum((each.amount for each in payments), Decimal("0.00"))
    is_owed = row.paid_at is None and row.withdrawn_at is None
    return InvoiceShown(
        number=row.number,
        currency=row.currency,
        items=[_line(each, language) for each in row.items],
        shipping=str(row.shipping),
        labour=str(row.labour),
        inspection_fee=str(row.inspection_fee),
        total=str(row.total),
        open=str(row.total - paid if is_owed else Decimal("0.00")),
        note={name: str(text) for name, text in row.note.items()} if row.note else None,
        issued_at=row.issued_at.astimezone(clock.zone),
        paid_at=row.paid_at.astimezone(clock.zone) if row.paid_at else None,
        withdrawn_at=row.withdrawn_at.astimezone(clock.zone) if row.withdrawn_at else None,
        payments=[
            PaymentShown(
                method=each.method,
                amount=str(each.amount),
                currency=each.currency,
                date=each.paid_on,
            )
            for each in payments
        ],
    )


def _line(kept: Mapping[str, Any], language: Language) -> InvoiceLine:
    return InvoiceLine(
        sku=kept["sku"],
        name=Text(kept["name_zh"], kept["name_en"]).in_(language),
        quantity=kept["quantity"],
        price=kept["price"],
        amount=kept["amount"],
    )


def _owed(session: Session, ticket: Ticket) -> Invoice:
    invoice = open_invoice(session, ticket)
    if invoice is None:
        raise ConflictError(
            Text("这张单没有待收款的 PI，请先开 PI。", "There is no PI to pay; make the PI first.")
        )
    return invoice


def _refuse_odd_day(day: date, today: date) -> None:
    if day > today:
        raise InvalidError(
            Text("收款日期不能晚于今天。", "The date of payment is still to come."),
            {"date": Text("在将来", "in the future")},
        )
    if day < today - _LONGEST_AGO:
        raise InvalidError(
            Text("收款日期太早，请核对年份。", "The date of payment is long ago; check the year."),
            {"date": Text("太早", "too early")},
        )


def _refuse_wrong_amount(invoice: Invoice, given: PaymentFields, still_owed: Decimal) -> None:
    if given.amount == still_owed:
        return
    owed = told_in_both(still_owed, invoice.currency)
    came = told_in_both(given.amount, invoice.currency)
    wrong = {"amount": Text(f"应为 {owed.zh}", f"should be {owed.en}")}
    if given.amount <= 0:
        raise InvalidError(Text("收款金额要大于零。", "A payment is more than nothing."), wrong)
    if given.amount > still_owed:
        raise InvalidError(
            Text(
                f"{invoice.number} 还应收 {owed.zh}，收款 {came.zh} 多了，请核对。",
                f"{owed.en} is open on {invoice.number}; {came.en} is more. Check the amount.",
            ),
            wrong,
        )
    if not given.partial:
        raise InvalidError(
            Text(
                f"{invoice.number} 还应收 {owed.zh}，收款 {came.zh} 不够；"
                "确为部分付款时请注明“部分付款”。",
                f"{owed.en} is open on {invoice.number}; {came.en} is less. "
                "If it is a part payment, say so.",
            ),
            wrong,
        )

"""How bills look on the card of a write that waits: lines, totals, states."""

from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from domain.invoices import InvoiceShown
from domain.language import Language, Text
from domain.models import Invoice, Ticket
from domain.money import converted, told
from domain.proposals import PreviewLine
from domain.quotes import bill_in
from domain.rules import house_rules
from domain.tickets.finding import status_label
from tools.context import Desk


def invoice_lines(desk: Desk, invoice: Invoice) -> list[PreviewLine]:
    """The invoice's lines, what is charged besides, and the total."""
    name = "name_zh" if desk.language is Language.ZH else "name_en"

    def money(amount: Any) -> str:
        return told(Decimal(str(amount)), invoice.currency, desk.language)

    lines = [
        PreviewLine(
            label=f"{line[name]} ({line['sku']})",
            new=f"{line['quantity']} × {money(line['price'])} = {money(line['amount'])}",
        )
        for line in invoice.items
    ]
    for label, amount in (
        (Text("运费", "Shipping"), invoice.shipping),
        (Text("人工费", "Labour"), invoice.labour),
        (Text("检测费", "Inspection fee"), invoice.inspection_fee),
    ):
        if amount:
            lines.append(PreviewLine(label=desk.say(label), new=money(amount)))
    lines.append(PreviewLine(label=desk.say(Text("合计", "Total")), new=money(invoice.total)))
    return lines


def told_bill(bill: InvoiceShown, language: Language) -> str:
    """A PI in one line: its total, and what is still open of it."""
    total = told(Decimal(bill.total), bill.currency, language)
    left = told(Decimal(bill.open), bill.currency, language)
    paid = sum((Decimal(each.amount) for each in bill.payments), Decimal(0))
    if bill.withdrawn_at:
        state = Text("已撤回", "withdrawn")
    elif bill.paid_at:
        state = Text(f"{bill.paid_at:%Y-%m-%d} 已付清", f"paid on {bill.paid_at:%Y-%m-%d}")
    elif paid:
        part = told(paid, bill.currency, language)
        state = Text(f"已付 {part}，未付 {left}", f"{part} paid, {left} open")
    else:
        state = Text(f"未付 {left}", f"{left} open")
    head = Text("**PI**：", "**PI:** ").in_(language)
    return f"{head}{bill.number} · {total} · {state.in_(language)}"


def state_line(desk: Desk, ticket: Ticket, before: str) -> PreviewLine:
    label = desk.say(Text("状态", "State"))
    return PreviewLine(label=label, old=before, new=status_label(ticket, desk.language))


def dearer_than_quoted(session: Session, desk: Desk, ticket: Ticket, invoice: Invoice) -> list[str]:
    """What a person should know of an invoice above what the customer was told."""
    known = bill_in(ticket.details.get("quote"), invoice.currency)
    if known is None or known[1] not in ("CNY", "USD", "EUR"):
        return []
    quoted = converted(known[0], known[1], invoice.currency, house_rules(session))
    if invoice.total <= quoted:
        return []
    amounts = [told(each, invoice.currency, desk.language) for each in (invoice.total, quoted)]
    return [
        desk.say(
            Text(
                f"PI {amounts[0]} 高于报价 {amounts[1]}，请先与客户确认。",
                f"The PI of {amounts[0]} is above the quote of {amounts[1]}; "
                "ask the customer first.",
            )
        )
    ]

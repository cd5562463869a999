"""How bills look on the card of a write that waits: lines, totals, states."""

from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

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

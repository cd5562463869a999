"""Bills and payments: the PI of a ticket, and the money that came in for it."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import invoices
from domain.access import Permission
from domain.basis import basis_of
from domain.errors import InvalidError, NotFoundError
from domain.kind import kind_of
from domain.language import Text
from domain.models import Invoice, Ticket
from domain.money import told
from domain.proposals import PreviewLine
from domain.tickets import moving
from domain.tickets.finding import status_label
from domain.timephrases import resolve
from domain.trying import tried
from domain.visibility import visible
from tools.bill_cards import dearer_than_quoted, invoice_lines, state_line
from tools.context import Desk, ProposedWrite, Reference, reference
from tools.fields import ticket_number
from tools.tool import Arguments, Result, SlotKind, slot, tool

_WHICH = Text("是哪张工单？请告诉我工单号。", "Which ticket? Please give its number.")
_CURRENCY = Annotated[
    Literal["CNY", "USD", "EUR"] | None, Field(json_schema_extra=slot(SlotKind.CURRENCY))
]
_Money = Annotated[str, Field(max_length=20, pattern=r"^\d{1,10}(\.\d{1,2})?$")]


class BilledItem(Arguments):
    sku: Annotated[str, Field(max_length=60)]
    quantity: Annotated[int, Field(ge=1, le=999)] = 1


class MakeInvoice(Arguments):
    number: str = ticket_number(_WHICH)
    items: Annotated[
        list[BilledItem] | None,
        Field(
            max_length=50,
            description="else as quoted, or the parts used",
            json_schema_extra=slot(SlotKind.ITEMS),
        ),
    ] = None
    shipping: Annotated[
        _Money | None,
        Field(
            json_schema_extra=slot(
                SlotKind.AMOUNT, words={"shipping": ["运费", "快递费", "shipping", "freight"]}
            )
        ),
    ] = None
    labour: Annotated[
        _Money | None,
        Field(
            json_schema_extra=slot(
                SlotKind.AMOUNT, words={"labour": ["人工费", "工时费", "人工", "labour", "labor"]}
            )
        ),
    ] = None
    currency: _CURRENCY = None


class RecordPayment(Arguments):
    number: str = ticket_number(_WHICH, also=["invoice"])
    amount: Annotated[
        _Money,
        Field(
            json_schema_extra=slot(SlotKind.AMOUNT, ask=Text("收到多少钱？", "How much came in?"))
        ),
    ]
    method: Annotated[
        Literal["paypal", "wechat", "alipay", "bank"],
        Field(
            json_schema_extra=slot(
                SlotKind.CHOICE,
                words={
                    "paypal": ["PayPal", "贝宝"],
                    "wechat": ["微信", "WeChat"],
                    "alipay": ["支付宝", "Alipay"],
                    "bank": ["对公转账", "银行转账", "对公", "转账", "银行", "bank", "wire"],
                },
                ask=Text(
                    "通过什么渠道收的款？PayPal、微信、支付宝还是对公转账？",
                    "How was it paid: PayPal, WeChat, Alipay or bank transfer?",
                ),
            )
        ),
    ]  # fmt: skip
    currency: _CURRENCY = None
    date: Annotated[
        str | None,
        Field(
            max_length=60,
            description="as said or YYYY-MM-DD; today if not said",
            json_schema_extra=slot(SlotKind.PERIOD),
        ),
    ] = None
    partial: Annotated[
        Literal["part"] | None,
        Field(
            description="only for a part payment",
            json_schema_extra=slot(
                SlotKind.CHOICE,
                words={"part": ["部分付款", "定金", "首款", "part payment", "deposit"]},
            ),
        ),
    ] = None


class Billed(Result):
    """The ticket as it is now, with its invoice."""

    number: str
    status: str
    invoice: str
    total: str
    currency: str
    references: list[Reference]


_BY_THE_DESK = {
    Permission.READ_TICKETS: Text(
        "PI 和收款由服务台办。某张单的 PI 金额和未付余额可以直接问我：说出工单号，问付清了没有。",
        "PIs and payments are the service desk's. For the PI of one of your tickets and what is "
        "still open, tell me its number and ask whether it is paid.",
    )
}


def propose_invoice(desk: Desk, asked: MakeInvoice) -> ProposedWrite:
    """The PI as it would be, line by line."""

    def work(session: Session) -> ProposedWrite:
        ticket = moving.load_ticket(session, desk.viewer, asked.number)
        basis, before = basis_of(ticket), status_label(ticket, desk.language)
        invoice = _invoice(session, desk, asked)
        title = desk.say(Text(f"开 PI：{ticket.number}", f"PI for {ticket.number}"))
        preview = invoice_lines(desk, invoice)
        preview.append(state_line(desk, ticket, before))
        warnings = dearer_than_quoted(session, desk, ticket, invoice)
        return ProposedWrite(title=title, preview=preview, warnings=warnings, rests_on=[basis])

    return tried(desk.store, work)


def propose_payment(desk: Desk, asked: RecordPayment) -> ProposedWrite:
    """The payment as it would be recorded, checked against its invoice."""

    def work(session: Session) -> ProposedWrite:
        ticket = _ticket(session, desk, asked.number)
        basis, before = basis_of(ticket), status_label(ticket, desk.language)
        due = invoices.open_invoice(session, ticket)
        owed = due.total - invoices.paid_so_far(session, due) if due else Decimal(0)
        invoice = _paid(session, desk, ticket, asked)
        left = owed - Decimal(asked.amount)
        say = desk.say
        preview = [
            PreviewLine(label="PI", new=invoice.number),
            PreviewLine(
                label=say(Text("收款", "Payment")),
                new=told(Decimal(asked.amount), invoice.currency, desk.language),
            ),
            PreviewLine(label=say(Text("渠道", "Method")), new=asked.method),
            PreviewLine(label=say(Text("日期", "Date")), new=_day(desk, asked.date)),
            PreviewLine(
                label=say(Text("未收余额", "Still open")),
                old=told(owed, invoice.currency, desk.language),
                new=told(left, invoice.currency, desk.language),
            ),
            state_line(desk, ticket, before),
        ]
        title = say(Text(f"登记收款：{ticket.number}", f"Payment for {ticket.number}"))
        return ProposedWrite(title=title, preview=preview, rests_on=[basis])

    return tried(desk.store, work)


@tool(
    permissions={Permission.BILL},
    label=Text("开 PI", "Making the PI"),
    propose=propose_invoice,
    once_for=("number",),
    otherwise=_BY_THE_DESK,
    zh=(
        "给 RMA-D-2602-0003 开 PI",
        "RMA-D-2602-0003 开形式发票，SDI 模块一个，运费 29 美元",
        "RMA-C-2602-0001 出 PI，人工费 200 元",
    ),
    en=(
        "make the PI for RMA-D-2602-0003",
        "invoice RMA-D-2602-0003: one SDI module, shipping $29",
        "proforma invoice for RMA-C-2602-0001, labour $40",
    ),
)
def make_invoice(desk: Desk, asked: MakeInvoice, session: Session) -> Billed:
    """Make the proforma invoice (PI) of a repaired ticket. Give only what the person said."""
    return _billed(desk, session, _invoice(session, desk, asked))


@tool(
    permissions={Permission.BILL},
    label=Text("登记收款", "Recording a payment"),
    propose=propose_payment,
    once_for=("number",),
    otherwise=_BY_THE_DESK,
    zh=(
        "RMA-D-2602-0003 收到 PayPal 98 美元",
        "登记收款 RMA-D-2602-0003 98 美元，对公转账",
        "RMA-C-2602-0001 微信付了 590 元",
    ),
    en=(
        "RMA-D-2602-0003 paid $98 by PayPal",
        "record a payment of 98 USD for RMA-D-2602-0003, bank transfer",
        "we got ¥590 by WeChat for RMA-C-2602-0001",
    ),
)
def record_payment(desk: Desk, asked: RecordPayment, session: Session) -> Billed:
    """Record money received for a ticket's PI; `number` is the ticket's or the PI's."""
    ticket = _ticket(session, desk, asked.number)
    return _billed(desk, session, _paid(session, desk, ticket, asked))


def _invoice(session: Session, desk: Desk, asked: MakeInvoice) -> Invoice:
    """Make the ticket's `invoice` move with what was given of its fields."""
    ticket = moving.load_ticket(session, desk.viewer, asked.number)
    move = kind_of(ticket.kind).by_move.get("invoice")
    given = asked.model_dump(mode="json", exclude={"number"}, exclude_none=True)
    if move:
        given = {name: given[name] for name in given if name in move.fields.model_fields}
    _move(session, desk, ticket, "invoice", given)
    return (
        session.scalars(
            select(Invoice).where(Invoice.ticket_id == ticket.id).order_by(Invoice.id.desc())
        ).first()
        or _missing()
    )


def _paid(session: Session, desk: Desk, ticket: Ticket, asked: RecordPayment) -> Invoice:
    invoice = invoices.open_invoice(session, ticket)
    given: dict[str, Any] = {
        "method": asked.method,
        "amount": asked.amount,
        "date": _day(desk, asked.date),
        "partial": asked.partial is not None,
    }
    if asked.currency:
        given["currency"] = asked.currency
    _move(session, desk, ticket, "record_payment", given)
    return invoice or _missing()


def _move(session: Session, desk: Desk, ticket: Ticket, name: str, fields: dict[str, Any]) -> None:
    moving.move(
        session,
        desk.viewer,
        ticket.number,
        name,
        fields=fields,
        now=desk.clock.now(),
        trace=desk.trace,
    )
    session.flush()


def _missing() -> Invoice:
    raise NotFoundError


def _ticket(session: Session, desk: Desk, number: str) -> Ticket:
    """The ticket of a number, or of the PI with that number."""
    said = number.strip().upper()
    if not said.startswith("PI-"):
        return moving.load_ticket(session, desk.viewer, number)
    billed = select(Invoice.ticket_id).where(Invoice.number == said)
    found = session.scalars(visible(desk.viewer, Ticket).where(Ticket.id.in_(billed))).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def _day(desk: Desk, said: str | None) -> str:
    """The day of a payment as a date; today where none was said."""
    if not said:
        return desk.clock.today().isoformat()
    period = resolve(said, desk.clock.today())
    if period is None or (period.end - period.start).days != 1:
        raise InvalidError(
            Text(
                f"没看懂“{said}”是哪一天，请写成 2026-02-01。",
                f"I do not know which day “{said}” is; write it as 2026-02-01.",
            ),
            {"date": Text("不明白", "not understood")},
        )
    return period.start.isoformat()


def _billed(desk: Desk, session: Session, invoice: Invoice) -> Billed:
    ticket = session.get_one(Ticket, invoice.ticket_id)
    return Billed(
        number=ticket.number,
        status=status_label(ticket, desk.language),
        invoice=invoice.number,
        total=str(invoice.total),
        currency=invoice.currency,
        references=[reference("ticket", ticket.number, ticket.summary)],
    )

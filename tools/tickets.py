"""One ticket or wish, read whole."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from domain import approvals, invoices
from domain.access import Permission
from domain.errors import NotFoundError
from domain.invoices import InvoiceShown
from domain.kind import kind_of
from domain.language import Language, Text
from domain.models import Invoice, Ticket
from domain.money import told
from domain.numbers import canonical_number
from domain.quotes import bill_in
from domain.tickets.reading import show, ticket_by_number
from domain.tickets.shapes import TicketShown
from domain.wishes import WishShown, show_wish
from tools.advising import advice_on
from tools.bill_cards import told_bill
from tools.context import Desk, Reference, reference
from tools.fields import ticket_number
from tools.ticket_facts import state_line, told_facts
from tools.tool import Arguments, Effect, Result, tool

_COMMENTS = 8
_LONG = 1_500


# What is asked of the money of the ticket that was just handled.
_OF_ITS_BILL = (
    r"how much (?:is|was|are) (?:still )?(?:left|open|due|owed|outstanding|the (?:pi|quote|bill))"
    r"|the balance|outstanding|(?:paid|settled)(?: yet)?",
    r"还?[欠差剩]多少|余额|未付|付清?了?[吗没]|付款了?[吗没]|报价多少|报了多少",
)


class ReadTicket(Arguments):
    number: str = ticket_number(
        Text("请告诉我工单号。", "What is the number of the ticket?"),
        also=["wish", "invoice"],
        talked=_OF_ITS_BILL,
    )


class TicketRead(Result):
    """The ticket or wish; `found` false when there is none that the viewer may see.

    `ahead` says what comes next with the ticket and who does it, `decides` for staff who approves
    what waits on it.
    """

    found: bool
    number: str
    ticket: TicketShown | None = None
    ahead: str | None = None
    decides: str | None = None
    since: datetime | None = None  # it stands in its state
    wish: WishShown | None = None
    advice: str | None = None
    bills: list[InvoiceShown] = []
    references: list[Reference] = []


def tell_ticket(result: TicketRead, language: Language) -> str:
    ticket = result.ticket
    if result.wish:
        return _tell_wish(result.wish, language)
    if ticket is None:
        return Text(f"没有找到 {result.number}。", f"I found no {result.number}.").in_(language)
    facts = [
        f"**[{ticket.number}] {ticket.summary}**",
        _first_line(result, ticket, language),
        *_people_and_things(ticket, language),
    ]
    if ticket.description:
        facts.append(ticket.description[:_LONG])
    if ticket.solution_internal:
        head = Text("**内部说明**：", "**Internal:** ").in_(language)
        facts.append(head + ticket.solution_internal[:_LONG])
    facts += told_facts(ticket, result.since, language)
    facts += money_told(result, language)
    if result.advice:
        facts.append(result.advice)
    if ticket.links:
        head = Text("**相关**：", "**Linked:** ").in_(language)
        facts.append(head + ", ".join(f"[{link.number}] {link.summary}" for link in ticket.links))
    return "\n\n".join(facts)


def money_told(result: TicketRead, language: Language) -> list[str]:
    """What was quoted and billed for a ticket, a line each."""
    told_lines = []
    quoted = bill_in(result.ticket.details.get("quote"), "USD") if result.ticket else None
    if quoted:
        head = Text("**报价**：", "**Quote:** ").in_(language)
        told_lines.append(head + told(*quoted, language))
    return told_lines + [told_bill(each, language) for each in result.bills]


def _first_line(result: TicketRead, ticket: TicketShown, language: Language) -> str:
    """Its kind, its state and since when, its priority, and when it was opened."""
    since = result.since if ticket.is_open else None
    opened = Text("创建", "opened").in_(language)
    said = (
        ticket.kind_label,
        state_line(ticket, since, language),
        ticket.priority,
        f"{ticket.created_at:%Y-%m-%d} {opened}" if language is Language.ZH
        else f"{opened} {ticket.created_at:%Y-%m-%d}",
    )  # fmt: skip
    return " · ".join(each for each in said if each)


def _tell_wish(wish: WishShown, language: Language) -> str:
    named = (
        (Text("产品", "Product"), wish.product.name if wish.product else None),
        (Text("目标版本", "Planned for"), wish.target_version),
        (Text("票数", "Votes"), str(wish.votes)),
    )
    head = Text("功能期望", "Wish").in_(language)
    facts = [
        f"**{wish.number} {wish.title}**",
        f"{head} · {wish.status_label} · {wish.created_at:%Y-%m-%d}",
        _listed(named, language),
        wish.description[:_LONG],
    ]
    return "\n\n".join(each for each in facts if each)


@tool(
    effect=Effect.READ,
    permissions={Permission.READ_TICKETS},
    label=Text("查看工单", "Reading the ticket"),
    tell=tell_ticket,
    zh=(
        "这张单怎么解决的",
        "K2602-0001",
        "K2602-0001 处理得怎么样了",
        "看一下 RMA-D-2601-0145 的详情",
    ),
    en=(
        "how was this ticket solved",
        "K2602-0001",
        "how is K2602-0001 going",
        "open RMA-D-2601-0145",
    ),
)
def read_ticket(desk: Desk, asked: ReadTicket) -> TicketRead:
    """Read a ticket by its number: state, customer, device, comments, solution. Or a wish (FR-)."""
    number = canonical_number(asked.number)
    if number.startswith("FR-"):
        return _wish_read(desk, number)
    if number.startswith("PI-"):
        number = _ticket_of_bill(desk, number)
    try:
        with desk.reader() as session:
            ticket = show(session, desk.viewer, number, clock=desk.clock, language=desk.language)
            row = ticket_by_number(session, number)
            bills = invoices.shown(session, row, language=desk.language, clock=desk.clock)
            decides = approvals.for_whom(session, row)
            session.expunge(row)
    except NotFoundError:
        return TicketRead(found=False, number=number)
    linked = [reference("ticket", link.number, link.summary) for link in ticket.links]
    return TicketRead(
        found=True,
        number=ticket.number,
        advice=advice_on(desk, row),
        ahead=_ahead(desk, ticket),
        decides=desk.say(decides)
        if decides and desk.viewer.may(Permission.READ_INTERNAL)
        else None,
        bills=bills,
        since=row.status_at.astimezone(desk.clock.zone),
        ticket=ticket.model_copy(update={"comments": ticket.comments[-_COMMENTS:]}),
        references=[
            reference("ticket", ticket.number, ticket.summary, ticket.solution or ""),
            *linked,
        ],
    )


def _ahead(desk: Desk, ticket: TicketShown) -> str | None:
    state = kind_of(ticket.kind).by_state.get(ticket.status)
    return desk.say(state.ahead) if state and state.ahead else None


def _ticket_of_bill(desk: Desk, number: str) -> str:
    """The number of the ticket that a PI is for; the PI's own where there is none to be seen."""
    with desk.reader() as session:
        billed = select(Invoice.ticket_id).where(Invoice.number == number)
        return session.scalar(select(Ticket.number).where(Ticket.id.in_(billed))) or number


def _wish_read(desk: Desk, number: str) -> TicketRead:
    try:
        with desk.reader() as session:
            wish = show_wish(session, number, clock=desk.clock, language=desk.language)
    except NotFoundError:
        return TicketRead(found=False, number=number)
    return TicketRead(found=True, number=number, wish=wish)


def _people_and_things(ticket: TicketShown, language: Language) -> list[str]:
    named = (
        (Text("客户", "Customer"), ticket.customer.name if ticket.customer else ticket.contact),
        (Text("经销商", "Dealer"), ticket.dealer.name if ticket.dealer else None),
        (Text("产品", "Product"), ticket.product.name if ticket.product else None),
        (Text("序列号", "SN"), ticket.device.sn if ticket.device else None),
        (Text("类别", "Category"), ticket.category.name if ticket.category else None),
        (Text("处理人", "Handler"), ticket.handler),
    )
    known = _listed(named, language)
    return [known] if known else []


def _listed(named: Iterable[tuple[Text, str | None]], language: Language) -> str:
    colon = Text("：", ": ").in_(language)
    return " · ".join(f"{label.in_(language)}{colon}{value}" for label, value in named if value)

"""Letters to customers, drafted from a ticket's facts: a person reads, edits and sends them.

They name no day that nobody has confirmed, and nothing that is internal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.errors import ConflictError
from domain.invoices import open_invoice
from domain.kind import kind_of
from domain.language import Language, Text
from domain.models import Customer, Part, Product, Ticket, TicketPart
from domain.money import told
from domain.repair_report import told_apart
from domain.words import value_label


class About(StrEnum):
    QUOTE = "quote"
    OVER_ESTIMATE = "over_estimate"
    REMINDER = "reminder"
    REPLY = "reply"
    REPAIR_RECORD = "repair_record"


@dataclass(frozen=True)
class Letter:
    """A mail as it could be sent; `to` holds the addresses on record, possibly none."""

    to: list[str]
    subject: str
    text: str
    language: Language


def draft_letter(
    session: Session,
    ticket: Ticket,
    about: About,
    *,
    language: Language,
    bill: dict[str, Any] | None = None,
    note: str | None = None,
) -> Letter:
    """A letter about a ticket; `bill` is a quote's lines where the ticket holds no quote yet.

    `note` is what its writer wants said, in the writer's own words.

    Raises ConflictError where the ticket lacks what the letter is about.
    """
    customer = session.get(Customer, ticket.customer_id) if ticket.customer_id else None
    facts = _Facts(session, ticket, customer, language, bill or ticket.details.get("quote"))
    if note and about is About.REPLY:
        subject, paragraphs = facts.matter(), [facts.opening(), note]
    elif about is About.REPAIR_RECORD:
        subject, paragraphs = _repair_record(facts, told_apart(note or ""))
    else:
        subject, paragraphs = _WRITERS[about](facts)
        paragraphs += [note] if note else []
    if about is not About.REPAIR_RECORD:
        paragraphs = [facts.greeting(), *paragraphs, facts.signature()]
    return Letter(
        to=addresses(customer),
        subject=f"[{ticket.number}] {subject}" if ticket.number else subject,
        text="\n\n".join(paragraphs),
        language=language,
    )


def of_no_ticket(customer: Customer) -> Ticket:
    """What a quote rests on that a customer is given before there is a ticket; never stored."""
    return Ticket(
        number="",
        kind="consult",
        customer_id=customer.id,
        dealer_id=customer.dealer_id,
        summary="",
        details={},
    )


def addresses(customer: Customer | None) -> list[str]:
    """The mail addresses of a customer's contacts, the preferred contact first."""
    contacts = sorted(customer.contacts if customer else [], key=lambda c: not c.get("preferred"))
    return [str(contact["email"]) for contact in contacts if contact.get("email")]


@dataclass(frozen=True)
class _Facts:
    session: Session
    ticket: Ticket
    customer: Customer | None
    language: Language
    bill: dict[str, Any] | None

    def say(self, zh: str, en: str) -> str:
        return Text(zh, en).in_(self.language)

    def greeting(self) -> str:
        contacts = self.customer.contacts if self.customer else []
        name = contacts[0].get("name") if contacts else None
        name = name or (self.customer.name if self.customer else None)
        return self.say(f"{name or '客户'}，您好：", f"Dear {name or 'customer'},")

    def signature(self) -> str:
        return self.say("此致\n售后服务部", "Kind regards,\nAfter-sales service")

    def device(self) -> str:
        """The camera as the customer knows it."""
        product = (
            self.session.scalar(select(Product.name).where(Product.id == self.ticket.product_id))
            if self.ticket.product_id
            else None
        )
        named = " ".join(each for each in (product, self.ticket.sn) if each)
        return named or self.say("您的设备", "your device")

    def matter(self) -> str:
        """What the ticket is about, where that is written in the letter's language."""
        summary = self.ticket.summary[:120]
        is_han = any("一" <= each <= "鿿" for each in summary)
        if is_han is (self.language is Language.ZH):
            return summary
        return self.say("您的服务请求", "Your service request")

    def opening(self) -> str:
        number = self.ticket.number
        return self.say(
            f"感谢您就 {self.device()} 与我们联系（{number}）。",
            f"thank you for contacting us about {self.device()} ({number}).",
        )

    def money(self, amount: Any, currency: Any) -> str:
        try:
            return told(Decimal(str(amount)), str(currency or "USD"), self.language)
        except InvalidOperation:
            return str(amount)


def _quote(facts: _Facts) -> tuple[str, list[str]]:
    bill = facts.bill
    if not bill or not bill.get("total"):
        raise ConflictError(
            Text(
                "这张单还没有报价，请告诉我配件和运费。",
                "There is no quote on this ticket yet; name the parts and the shipping.",
            )
        )
    device = facts.device()
    lines = "\n".join(_bill_lines(facts, bill))
    paragraphs = [
        facts.say(
            f"我们已为 {device} 核算维修费用，明细如下：",
            f"we have worked out the cost of repairing {device}:",
        ),
        lines,
        facts.say(
            "请回复确认是否按此报价维修；收到您的确认后我们再安排维修。",
            "Please let us know whether we may go ahead at this price. "
            "We start the repair once you have agreed.",
        ),
    ]
    if not facts.ticket.number:  # nothing was inspected
        paragraphs.insert(
            2,
            facts.say(
                "最终费用以检测结果为准；在保设备按保修政策处理。",
                "The final cost depends on the inspection; in warranty its terms apply.",
            ),
        )
    if bill.get("valid_until"):
        until = bill["valid_until"]
        paragraphs.insert(2, facts.say(f"本报价有效期至 {until}。", f"It is valid until {until}."))
    return facts.say("维修报价", "Repair quotation"), paragraphs


def _bill_lines(facts: _Facts, bill: dict[str, Any]) -> list[str]:
    currency = bill.get("currency")
    name = "name_zh" if facts.language is Language.ZH else "name_en"
    lines = [
        f"- {line.get(name) or line['sku']} ({line['sku']}) × {line['quantity']}: "
        f"{facts.money(line['amount'], currency)}"
        for line in bill.get("items", [])
    ]
    for key, zh, en in _CHARGES:
        amount = bill.get(key)
        if amount is not None and Decimal(str(amount)):
            lines.append(f"- {facts.say(zh, en)}: {facts.money(amount, currency)}")
    total = facts.money(bill["total"], currency)
    return [*lines, facts.say(f"合计：{total}", f"Total: {total}")]


_CHARGES = (
    ("shipping", "运费", "Shipping"),
    ("labour", "人工费", "Labour"),
    ("inspection_fee", "检测费", "Inspection"),
)


def _over_estimate(facts: _Facts) -> tuple[str, list[str]]:
    details = facts.ticket.details
    raised = details.get("exception") or {}
    if not raised.get("actual_cost"):
        raise ConflictError(
            Text(
                "这张单没有上报过超出预估的费用。",
                "No cost above the estimate has been reported on this ticket.",
            )
        )
    currency = raised.get("currency") or details.get("currency")
    actual = facts.money(raised["actual_cost"], currency)
    why = value_label("type", raised.get("type"), facts.language) or ""
    paragraphs = [
        facts.say(
            f"在检测 {facts.device()} 时，我们发现实际情况超出了预期（{why}）。",
            f"while inspecting {facts.device()} we found more than expected ({why.lower()}).",
        ),
        _compared(facts, details.get("estimate"), details.get("currency"), actual),
        facts.say(
            "请您选择后续处理方式：\n1. 按新的费用继续维修\n2. 取消维修，原机退回\n"
            "3. 以旧换新\n4. 报废处理",
            "Please choose how to go on:\n1. repair at the new price\n2. cancel and have it "
            "returned as it is\n3. trade it in\n4. have it scrapped",
        ),
        facts.say(
            "在得到您的答复之前，我们不会继续维修。", "We do nothing until we hear from you."
        ),
    ]
    return facts.say("维修费用变更说明", "The repair costs more than estimated"), paragraphs


def _compared(facts: _Facts, estimate: Any, currency: Any, actual: str) -> str:
    if not estimate:
        return facts.say(f"实际维修费用为 {actual}。", f"The repair would cost {actual}.")
    before = facts.money(estimate, currency)
    return facts.say(
        f"原预估费用为 {before}，实际维修费用为 {actual}。",
        f"The estimate was {before}; the repair would cost {actual}.",
    )


_OPEN_TO_ANSWER = frozenset({"in_progress", "waiting_customer"})  # of a consult ticket


def _reminder(facts: _Facts) -> tuple[str, list[str]]:
    invoice = open_invoice(facts.session, facts.ticket)
    number = facts.ticket.number
    if invoice is not None:
        total = facts.money(invoice.total, invoice.currency)
        return facts.say("付款提醒", "Payment reminder"), [
            facts.say(
                f"形式发票 {invoice.number}（{total}）尚未收到付款。",
                f"we have not yet received the payment of {invoice.number} ({total}).",
            ),
            facts.say("收到付款后我们安排寄回设备。", "The device is sent back once it is paid."),
        ]
    if facts.ticket.status == "quote_sent":
        return facts.say("报价待您确认", "Our quotation awaits your answer"), [
            facts.say(
                f"关于 {facts.device()} 的维修报价（{number}）还在等待您的确认。",
                f"our quotation for {facts.device()} ({number}) still awaits your answer.",
            ),
            facts.say("请回复是否继续维修。", "Please let us know whether to go ahead."),
        ]
    if facts.ticket.status not in _OPEN_TO_ANSWER:
        raise ConflictError(
            Text(
                "这张单现在不在等客户付款或答复，没有什么可催的。",
                "This ticket waits for no payment and no answer of the customer's; "
                "there is nothing to remind of.",
            )
        )
    return facts.say("等待您的反馈", "Waiting for your answer"), [
        facts.say(
            f"您的服务请求 {number} 正在等待您的反馈。问题是否已经解决？",
            f"your service request {number} awaits your answer. Is the problem solved?",
        ),
        facts.say(
            "如果还没有解决，请直接回复本邮件，我们会继续处理。",
            "If it is not, just answer this mail and we go on working on it.",
        ),
    ]


def _reply(facts: _Facts) -> tuple[str, list[str]]:
    ticket = facts.ticket
    subject, opening = facts.matter(), facts.opening()
    if ticket.solution:
        return subject, [
            opening,
            facts.say("建议您这样处理：", "This is what we suggest:"),
            ticket.solution,
            facts.say(
                "如果问题仍然存在，请直接回复本邮件。",
                "If the problem remains, please just answer this mail.",
            ),
        ]
    if ticket.kind != "consult":
        state = facts.say("目前的状态是", "Its state now is")
        label = kind_of(ticket.kind).by_state[ticket.status].label.in_(facts.language)
        return subject, [opening, f"{state}{facts.say('：', ': ')}{label}{facts.say('。', '.')}"]
    return subject, [
        opening,
        facts.say(
            "为了尽快定位问题，请补充：固件版本、出现问题时的录制设置、现场照片或视频。",
            "To find the cause, please send us the firmware version, the recording settings when "
            "it happens, and photos or a video.",
        ),
    ]


def _repair_record(facts: _Facts, told: Mapping[str, str]) -> tuple[str, list[str]]:
    """The repair in the standard form; what the workshop wrote stays on the ticket as it is.

    What is `told` of the repair now counts for what the ticket holds of it.
    """
    details = {**facts.ticket.details, **told}
    if not details.get("work"):
        raise ConflictError(
            Text("这张单还没有维修记录。", "There is no repair record on this ticket yet.")
        )
    parts = facts.session.execute(
        select(Part.sku, Part.name_zh, Part.name_en, TicketPart.quantity)
        .join(TicketPart, TicketPart.part_id == Part.id)
        .where(TicketPart.ticket_id == facts.ticket.id)
        .order_by(Part.sku)
    )
    used = "\n".join(f"- {facts.say(zh, en)} ({sku}) × {n}" for sku, zh, en, n in parts)
    sections = (
        (facts.say("设备", "Device"), facts.device()),
        (facts.say("故障现象", "Fault"), facts.ticket.description or facts.ticket.summary),
        (facts.say("检测结论", "Finding"), details.get("finding")),
        (facts.say("原因分析", "Cause"), details.get("analysis")),
        (facts.say("处理措施", "Work done"), details.get("work")),
        (facts.say("更换配件", "Parts replaced"), used),
        (facts.say("测试结果", "Test result"), details.get("test_result")),
    )
    written = [f"{label}{facts.say('：', ':')}\n{text}" for label, text in sections if text]
    return facts.say("维修记录", "Repair record"), written


_WRITERS = {
    About.QUOTE: _quote,
    About.OVER_ESTIMATE: _over_estimate,
    About.REMINDER: _reminder,
    About.REPLY: _reply,
}


def usual_language(customer: Customer | None, otherwise: Language) -> Language:
    """Chinese for customers in China, English for those abroad."""
    if customer is None or not customer.country:
        return otherwise
    home: Sequence[str] = ("CN", "China", "中国")
    return Language.ZH if customer.country in home else Language.EN

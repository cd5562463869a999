"""Mails to customers: sent once approved."""

from typing import Annotated

from pydantic import Field
from sqlalchemy.orm import Session

from domain.access import Permission
from domain.errors import InvalidError
from domain.language import Text
from domain.letters import addresses
from domain.mails import queue_mail
from domain.models import Customer
from domain.proposals import Card, PreviewLine
from domain.tickets.moving import load_ticket
from tools.context import Desk, Reference, reference
from tools.tool import Arguments, Result, SlotKind, slot, tool


class SendEmail(Arguments):
    to: Annotated[
        list[Annotated[str, Field(max_length=254)]],
        Field(
            max_length=20,
            description="else those on record",
            json_schema_extra=slot(
                SlotKind.EMAIL,
                needed_when={"number": []},
                ask=Text("发到哪个邮箱？", "To which address?"),
            ),
        ),
    ] = []
    number: Annotated[
        str | None, Field(max_length=40, json_schema_extra=slot(SlotKind.TICKET_NUMBER))
    ] = None
    subject: Annotated[
        str,
        Field(
            min_length=1,
            max_length=300,
            json_schema_extra=slot(
                SlotKind.TEXT,
                after=["主题", "标题", "subject"],
                first_line_of="text",
                ask=Text("邮件主题是什么？", "What is the subject?"),
            ),
        ),
    ]
    text: Annotated[
        str,
        Field(
            min_length=1,
            max_length=20_000,
            json_schema_extra=slot(
                SlotKind.TEXT,
                after=["正文", "内容", "text", "body", "saying", "that", "说", "告诉他", "告诉她"],
                told_only=True,  # what orders the mail is not what it says
                ask=Text("邮件正文写什么？", "What shall the mail say?"),
            ),
        ),
    ]


class EmailQueued(Result):
    to: list[str]
    number: str | None
    references: list[Reference]


def propose_email(desk: Desk, asked: SendEmail) -> Card:
    """The mail as it would go out."""
    to = _recipients(desk, asked)
    lines = (
        (Text("收件人", "To"), ", ".join(to)),
        (Text("主题", "Subject"), asked.subject),
        (Text("正文", "Text"), asked.text),
    )
    return Card(
        title=desk.say(Text(f"发送邮件：{asked.subject}", f"Send a mail: {asked.subject}")),
        preview=[PreviewLine(label=desk.say(label), new=value) for label, value in lines],
    )


@tool(
    permissions={Permission.SEND_MAIL},
    label=Text("发送邮件", "Sending a mail"),
    propose=propose_email,
    once_for=("number",),
    zh=(
        "发送邮件给 max@example.uk，主题：报价，正文：请确认",
        "把这封邮件发给客户",
        "发邮件到 max@example.uk",
    ),
    en=(
        "send this mail to max@example.uk, subject: quote",
        "send the mail to the customer",
        "email max@example.uk that the parts have arrived",
    ),
)
def send_email(desk: Desk, asked: SendEmail, session: Session) -> EmailQueued:
    """Send a mail to a customer, worded by the person."""
    to = _recipients(desk, asked)
    queue_mail(
        session,
        desk.viewer,
        to=to,
        subject=asked.subject,
        body=asked.text,
        number=asked.number,
        now=desk.clock.now(),
    )
    if asked.number is None:
        return EmailQueued(to=to, number=None, references=[])
    ticket = load_ticket(session, desk.viewer, asked.number)
    shown = reference("ticket", ticket.number, ticket.summary)
    return EmailQueued(to=to, number=ticket.number, references=[shown])


def _recipients(desk: Desk, asked: SendEmail) -> list[str]:
    """The addresses given, or those on record. Raises InvalidError where there are none."""
    if asked.to:
        return asked.to
    found: list[str] = []
    if asked.number is not None:
        with desk.reader() as session:
            ticket = load_ticket(session, desk.viewer, asked.number)
            customer = session.get(Customer, ticket.customer_id) if ticket.customer_id else None
            found = addresses(customer)
    if not found:
        raise InvalidError(
            Text("没有收件地址，请写明邮箱。", "There is no address on record; please give one."),
            {"to": Text("必填", "is required")},
        )
    return found

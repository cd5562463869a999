"""Mails to customers and repair records, drafted from facts for a person to edit."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field
from sqlalchemy.orm import Session

from domain.access import Permission
from domain.errors import ForbiddenError, InvalidError
from domain.language import Language, Text
from domain.letters import About, Letter, draft_letter, of_no_ticket, usual_language
from domain.models import Customer, Ticket
from domain.naming import customer_named
from domain.quotes import Item, draw_up, usual_currency
from domain.tickets.moving import load_ticket
from tools.context import Desk, Reference, reference
from tools.drafts import DraftText
from tools.fields import ticket_number
from tools.tool import Arguments, Effect, Result, SlotKind, slot, tool

_LETTERS = ("quote", "over_estimate", "reminder", "reply")  # what a sentence may be added to
_LETTERS_ELSEWHERE = Text(
    "给客户的邮件由服务台写；维修记录可以由你整理。",
    "Mails to customers are the service desk's; the repair record is yours to put in form.",
)
_AMOUNT = r"^\d{1,9}(\.\d{1,2})?$"


class DraftEmail(Arguments):
    number: Annotated[
        str | None,
        ticket_number(Text("关于哪张工单？", "About which ticket?"), needed_when={"customer": []}),
    ] = None
    about: Annotated[
        Literal["quote", "over_estimate", "reminder", "reply", "repair_record"],
        Field(
            json_schema_extra=slot(
                SlotKind.CHOICE,
                words={
                    "quote": ["报价", "报价单", "报价函", "quote", "quotation", "offer"],
                    "over_estimate": ["超预算", "超预估", "费用变更", "涨", "over the estimate",
                                      "over-estimate", "over budget", "extra cost", "exceeds"],
                    "reminder": ["催款", "提醒", "催一下", "reminder", "remind", "chase"],
                    "repair_record": ["维修记录", "维修报告", "repair record", "repair report",
                                      "成记录", "的记录", "clean record", "proper record"],
                    "reply": ["回复", "答复", "回信", "reply", "answer", "respond"],
                },
                ask=Text("写哪种邮件？", "What kind of mail?"),
            )
        ),
    ]  # fmt: skip
    customer: Annotated[
        str | None,
        Field(
            max_length=200,
            description="for a quote without a ticket",
            json_schema_extra=slot(SlotKind.CUSTOMER),
        ),
    ] = None
    items: Annotated[
        list[Item],
        Field(
            max_length=50,
            json_schema_extra=slot(
                SlotKind.ITEMS,
                needed_when={"number": []},
                ask=Text("报哪些配件？", "Which parts are quoted?"),
            ),
        ),
    ] = []
    shipping: Annotated[
        str | None,
        Field(
            pattern=_AMOUNT,
            json_schema_extra=slot(
                SlotKind.AMOUNT, words={"shipping": ["运费", "快递费", "shipping", "freight"]}
            ),
        ),
    ] = None
    labour: Annotated[
        str | None,
        Field(
            pattern=_AMOUNT,
            json_schema_extra=slot(
                SlotKind.AMOUNT, words={"labour": ["人工费", "工时费", "labour", "labor"]}
            ),
        ),
    ] = None
    note: Annotated[
        str | None,
        Field(
            max_length=2_000,
            json_schema_extra=slot(SlotKind.TEXT),
        ),
    ] = None
    language: Annotated[
        Literal["zh", "en"] | None,
        Field(
            description="default: the customer's",
            json_schema_extra=slot(
                SlotKind.CHOICE,
                words={
                    "zh": ["用中文", "中文", "in Chinese"],
                    "en": ["用英文", "英文", "in English"],
                },
            ),
        ),
    ] = None


class EmailDrafted(Result):
    """The draft, and what its writer should look at before it is sent."""

    number: str | None  # none of a quote before there is a ticket
    draft: DraftText
    is_record: bool = False  # the repair record in its form, not a letter
    look_at: list[str] = []
    references: list[Reference]


def tell_draft(result: EmailDrafted, language: Language) -> str:
    head = Text(
        "这是邮件草稿，请核对后再发送：", "Here is a draft; please check it before it is sent:"
    )
    if result.number:
        head = Text(
            f"这是 [{result.number}] 的邮件草稿，请核对后再发送：",
            f"Here is a draft for [{result.number}]; please check it before it is sent:",
        )
    if result.is_record:
        head = Text(
            f"[{result.number}] 的维修记录已整理成标准格式，工单上的原文不变：",
            f"The repair record of [{result.number}] in the standard form; "
            "what stands on the ticket is unchanged:",
        )
    quoted = "\n".join(f"> {line}" if line else ">" for line in result.draft.text.split("\n"))
    told = f"{head.in_(language)}\n\n**{result.draft.subject}**\n\n{quoted}"
    return "\n\n".join([told, *result.look_at])


@tool(
    effect=Effect.READ,
    permissions={Permission.SEND_MAIL, Permission.WORKSHOP},
    label=Text("起草邮件", "Drafting a mail"),
    tell=tell_draft,
    zh=(
        "给 RMA-D-2602-0157 写一封报价邮件，SDI 模块一个，运费 29 美元",
        "RMA-D-2602-0157 超预算了，起草一封说明邮件",
        "写封催款邮件给 RMA-D-2602-0157 的客户",
        "帮我回复 K2602-0001 的客户",
        "把 RMA-D-2601-0145 的维修记录整理成标准格式",
    ),
    en=(
        "draft a quote mail for RMA-D-2602-0157: one SDI module, shipping $29",
        "write the over-estimate mail for RMA-D-2602-0157",
        "draft a payment reminder for RMA-D-2602-0157",
        "draft a reply to the customer of K2602-0001",
        "put the repair record of RMA-D-2601-0145 into the standard form",
    ),
)
def draft_email(desk: Desk, asked: DraftEmail) -> EmailDrafted:
    """Draft a customer's mail or the repair record, with real prices. Nothing is sent."""
    if asked.about in _LETTERS and not desk.viewer.may(Permission.SEND_MAIL):
        raise ForbiddenError(_LETTERS_ELSEWHERE)
    with desk.reader() as session:
        ticket = _about(session, desk, asked)
        customer = session.get(Customer, ticket.customer_id) if ticket.customer_id else None
        language = _language(desk, asked, customer)
        letter = draft_letter(
            session,
            ticket,
            About(asked.about),
            language=language,
            bill=_bill(session, ticket, asked),
            note=asked.note,
        )
        known = [reference("ticket", ticket.number, ticket.summary)] if ticket.number else []
    draft = DraftText(
        kind="email", to=", ".join(letter.to), subject=letter.subject, text=letter.text
    )
    is_record = About(asked.about) is About.REPAIR_RECORD
    return EmailDrafted(
        number=known[0].number if known else None,
        draft=draft,
        is_record=is_record,
        look_at=[] if is_record else _to_look_at(desk, letter),
        references=known,
    )


def _about(session: Session, desk: Desk, asked: DraftEmail) -> Ticket:
    """The ticket, or for a quote that has none what stands for it. Raises InvalidError."""
    if asked.number:
        return load_ticket(session, desk.viewer, asked.number)
    if not asked.customer or asked.about != "quote":
        raise InvalidError(
            Text("请说明是哪张工单。", "Please say which ticket it is about."),
            {"number": Text("必填", "is required")},
        )
    return of_no_ticket(customer_named(session, desk.viewer, asked.customer))


def _language(desk: Desk, asked: DraftEmail, customer: Customer | None) -> Language:
    """The language asked for, else the recipient's; a record is read by whoever has it made."""
    if asked.language:
        return Language(asked.language)
    if About(asked.about) is About.REPAIR_RECORD:
        return desk.language
    return usual_language(customer, desk.language)


def _to_look_at(desk: Desk, letter: Letter) -> list[str]:
    """What keeps the letter from going out as it is: another language in it, no address."""
    found = []
    has_han = any("一" <= each <= "鿿" for each in f"{letter.subject}{letter.text}")
    if has_han and letter.language is Language.EN:
        found.append(
            Text(
                "注意：信里有中文原文，收件人用英文，请先译好。",
                "Note: parts of it stand in Chinese as they were written; the recipient reads "
                "English, so please translate them first.",
            )
        )
    if not letter.to:
        found.append(
            Text(
                "注意：客户没有登记邮箱，发送时请写明地址。",
                "Note: there is no address on record; please name one when it is sent.",
            )
        )
    return [desk.say(each) for each in found]


def _bill(session: Session, ticket: Ticket, asked: DraftEmail) -> dict[str, object] | None:
    items = asked.items
    if not items and (asked.shipping or asked.labour):
        quoted = ticket.details.get("quote") or {}
        items = [Item(sku=e["sku"], quantity=e["quantity"]) for e in quoted.get("items", ())]
    if not items:
        return None
    bill = draw_up(
        session,
        items,
        currency=usual_currency(session, ticket),
        shipping=_decimal(asked.shipping),
        labour=_decimal(asked.labour),
    )
    return bill.as_details()


def _decimal(amount: str | None) -> Decimal:
    return Decimal(amount or 0)

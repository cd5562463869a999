"""Customers: who one is, what it owns, what it came to us with."""

from typing import Annotated

from pydantic import Field
from sqlalchemy import select

from domain.access import Permission
from domain.customer_search import matching
from domain.customers import CustomerCard, card
from domain.language import Language, Text
from domain.models import Customer
from domain.naming import customer_named
from tools.context import Desk, Reference, reference
from tools.devices import entitled
from tools.find_tickets import tell_line
from tools.tool import Arguments, Effect, Result, SlotKind, slot, tool


class CustomerHistory(Arguments):
    customer: Annotated[
        str,
        Field(
            max_length=200,
            description="name, mail, phone or SN",
            json_schema_extra=slot(
                SlotKind.CUSTOMER,
                ask=Text(
                    "是哪位客户？姓名、邮箱或电话都可以。",
                    "Which customer? A name, mail or phone will do.",
                ),
            ),
        ),
    ]


class CustomerStory(Result):
    """A customer with its tickets, or `found` false when there is none the viewer may see."""

    found: bool
    asked: str
    customer: CustomerCard | None = None
    references: list[Reference] = []


def tell_customer(result: CustomerStory, language: Language) -> str:
    known = result.customer
    if known is None:
        return Text(
            f"没有找到客户“{result.asked}”。", f"I found no customer “{result.asked}”."
        ).in_(language)
    told = [f"**{known.name}**" + (f" · {' | '.join(known.tags)}" if known.tags else "")]
    told += _facts(known, language)
    if known.tickets:
        told.append(Text("最近的工单：", "Latest tickets:").in_(language))
        told += [tell_line(line) for line in known.tickets[:8]]
    else:
        told.append(Text("还没有工单。", "There are no tickets yet.").in_(language))
    return "\n".join(told)


@tool(
    effect=Effect.READ,
    permissions={Permission.READ_TICKETS},
    label=Text("查询客户", "Looking up the customer"),
    tell=tell_customer,
    zh=(
        "Max Mueller 的服务历史",
        "这个客户以前都有过什么问题",
        "Max Mueller 是 VIP 吗，有几台机器",
    ),
    en=(
        "customer history of Max Mueller",
        "what has this customer reported before",
        "is Max Mueller a VIP, and which cameras does he own",
    ),
)
def customer_history(desk: Desk, asked: CustomerHistory) -> CustomerStory:
    """A customer's devices, contracts, profile and tickets."""
    with desk.reader() as session:
        found = matching(session, asked.customer)
        if not found:
            return CustomerStory(found=False, asked=asked.customer)
        if len(found) == 1:
            row = session.scalars(select(Customer).where(Customer.id == found[0])).one()
        else:
            row = customer_named(session, desk.viewer, asked.customer)
        known = card(session, row, clock=desk.clock, language=desk.language)
    lines = known.tickets
    return CustomerStory(
        found=True,
        asked=asked.customer,
        customer=known,
        references=[reference("ticket", line.number, line.summary) for line in lines],
    )


def _facts(known: CustomerCard, language: Language) -> list[str]:
    seen = known.profile
    kinds = ", ".join(f"{each.name} {each.count}" for each in seen.by_kind)
    facts = [
        (Text("经销商", "Dealer"), known.dealer.name if known.dealer else None),
        (Text("设备", "Devices"), ", ".join(known.devices) or None),
        (Text("工单", "Tickets"), f"{seen.tickets} ({kinds})" if kinds else None),
        (Text("未关闭", "Open"), str(seen.open_tickets) if seen.open_tickets else None),
        (
            Text("最近联系", "Last contact"),
            f"{seen.last_contact:%Y-%m-%d}" if seen.last_contact else None,
        ),
        (Text("偏好渠道", "Preferred channel"), seen.preferred_channel),
        (Text("技术能力", "Technical level"), _level(seen.technical_level, language)),
        (
            Text("反复出现", "Again and again"),
            ", ".join(f"{each.name} × {each.count}" for each in seen.repeated_problems) or None,
        ),
    ]
    colon = Text("：", ": ").in_(language)
    told = [f"- {label.in_(language)}{colon}{value}" for label, value in facts if value]
    return [*told, entitled(known.entitlement, language)]


def _level(level: str | None, language: Language) -> str | None:
    said = {"high": Text("强", "high"), "low": Text("新手", "beginner")}
    return said[level].in_(language) if level in said else None

"""Opening tickets: proposed with everything looked up, written once approved."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field
from sqlalchemy.orm import Session

from domain.access import Permission
from domain.attachments.placing import MOST_AT_ONCE
from domain.checking import checked
from domain.errors import InvalidError
from domain.language import Language, Text
from domain.models import Category, Ticket
from domain.proposals import PreviewLine
from domain.tickets.opening import (
    Draft,
    FileId,
    Plan,
    open_tickets,
    plan_with_warnings,
    refuse_repeated_sn,
)
from domain.tickets.opening import (
    open_ticket as open_one,
)
from domain.words import FIELDS, value_label
from tools.context import Desk, ProposedWrite, Reference, reference
from tools.tool import Arguments, Result, SlotKind, slot, tool
from tools.words import KIND_WORDS

_MAY_OPEN = {
    "consult": (Permission.OPEN_CONSULT, Permission.REPORT_PROBLEM),
    "rma": (Permission.OPEN_RMA, Permission.REQUEST_RMA),
    "dealer_repair": (Permission.OPEN_DEALER_REPAIR,),
}
_SAID_OF_KINDS = {
    **KIND_WORDS,
    "rma": [
        *KIND_WORDS["rma"],
        *("寄回", "寄过去", "寄过来", "寄给你们", "送修", "send it in", "sending it in", "sent in"),
        *("send him in", "send this in", "ship it in", "send it back", "ship it to you"),
    ],
    "dealer_repair": [
        *KIND_WORDS["dealer_repair"],
        *("自己修", "自行维修", "我们修", "本地修", "自修", "repair it ourselves"),
        *("repair it here", "fix it ourselves", "our own repair", "open a repair", "repair order"),
        *("do it here", "fix it here", "on our bench", "in our workshop", "do it ourselves"),
        *("do this one ourselves", "do it ourself", "swap it ourselves", "replace it ourselves"),
        *("在我们这修", "我们这边修", "我们自己换", "自己换", "我们来修", "本地处理", "就地修"),
    ],
}
# What makes it one kind although nobody named it: a dealer who repaired it has a local repair to
# write down, a service type is a consult's, and without a serial number there is no RMA.
_TRIED = (
    r"\A(?!.*(?:(?<![a-z])(?:still|no (?:better|change|luck|use|help)|not help|n't help"
    r"|again|similar|another|other)(?![a-z])"
    r"|类似|别的|另一|还是|仍|依然|没用|不行|照样|又[坏死出]))"
)
_IMPLIED = (
    {
        "value": "dealer_repair",
        "unless": "dealer",  # who has to name a dealer is none
        # A fault told behind it is there still; what was so before, or works now, is none.
        "unless_behind": [
            r"[,.;!?。，；\n]+|(?<![a-z])and(?![a-z])|(?P<but>(?<![a-z])(?:but|yet)(?![a-z])|[还又仍却但])",
            r"(?<![a-z])(?:had|was|were|because|took|used|tested|fine|ok|okay|good|works?|working"
            r"|solved|fixed|replaced|swapped|changed|cleaned|updated|done|again fine)(?![a-z])"
            r"|[换修装清刷校升][^,.;]{0,6}[了好过完]|正常|好了|解决|没问题|原来|之前|因为|不[响断卡闪漏]",
        ],
        "said": [
            rf"{_TRIED}.*(?<![a-z])(?:we|i|our \w+)(?:'ve| have| had| already| just| did)*"
            r" (?:swapped|replaced|changed|fitted|repaired|fixed|exchanged|installed)(?![a-z])",
            rf"{_TRIED}\W*(?:(?:hi|hello|so|ok|just|already|today)\W+)*"
            r"(?:swapped|replaced|changed|fitted|repaired|exchanged)(?![a-z])",
            rf"{_TRIED}.*(?<![a-z])(?:swapped|replaced|changed|fitted|repaired|fixed"
            rf"|exchanged) (?:\S+ ){{0,8}}"
            r"(?:ourselves|ourself|myself|in-house|locally|here|on the bench|on our bench"
            r"|in our workshop)(?![a-z])",
            rf"{_TRIED}.*我们?(?:这边|店里|这里|师傅|技术员?|自己|已经?|刚才?|今天|昨天|上周)*"
            r"(?:给|帮|把|替)?[^,.;!?。，；]{0,24}(?:换|修|装)(?:了|好|过|掉|完|上)",
            rf"{_TRIED}.*自[己行](?:动手)?(?:把[^,.;。，]{{0,12}})?(?:换|修|装)(?:了|好|过|掉"
            rf"|完|上)",
        ],
    },
    {"value": "consult", "fields": ["service_type"]},
    {
        "value": "consult",
        "said": [
            r"(?:(?<![a-z])(?:without|no|not|cannot|never)|n't)(?: \w+){0,4} (?:serial"
            r"|s/?n)(?![a-z])",
            r"(?:没有?|不[知记清]\w?|找不到|不要|不填|不用|缺)[^,.;。，]{0,6}(?:序列号|机身号|sn)"
            r"|(?:序列号|机身号|sn)[^,.;。，]{0,6}(?:没有|不知道|找不到|没找到|空着|不填|先不)",
        ],
    },
)


class DeviceFault(Arguments):
    sn: Annotated[str, Field(max_length=40)]
    product: Annotated[str | None, Field(max_length=200)] = None
    description: Annotated[str | None, Field(max_length=4_000)] = None


class OpenTicket(Arguments):
    kind: Annotated[
        Literal["consult", "rma", "dealer_repair"],
        Field(
            json_schema_extra=slot(
                SlotKind.CHOICE,
                words=_SAID_OF_KINDS,
                allowed=_MAY_OPEN,
                implied=_IMPLIED,
                ask=Text(
                    "要开哪种单？咨询工单、RMA 返厂单还是经销商维修单？",
                    "Which kind: a consult ticket, an RMA, or a dealer repair?",
                ),
            )
        ),
    ]
    summary: Annotated[
        str,
        Field(
            max_length=300,
            description="the person's own words",
            json_schema_extra=slot(
                SlotKind.TEXT,
                ask=Text("故障现象是什么？", "What is the problem?"),
            ),
        ),
    ]
    customer: Annotated[
        str | None, Field(max_length=200, json_schema_extra=slot(SlotKind.CUSTOMER))
    ] = None
    sn: Annotated[
        str | None,
        Field(
            max_length=40,
            description="an RMA needs it",
            json_schema_extra=slot(
                SlotKind.SN,
                needed_when={"kind": ["rma"], "devices": []},
                ask=Text("设备序列号（SN）是多少？", "What is the serial number (SN)?"),
            ),
        ),
    ] = None
    product: Annotated[
        str | None, Field(max_length=200, json_schema_extra=slot(SlotKind.PRODUCT))
    ] = None
    devices: Annotated[
        list[DeviceFault],
        Field(
            max_length=50,
            description="for several RMAs",
            json_schema_extra=slot(SlotKind.DEVICES),
        ),
    ] = []
    dealer: Annotated[
        str | None,
        Field(
            max_length=200,
            json_schema_extra=slot(SlotKind.DEALER, permission=Permission.SEE_ALL_DEALERS),
        ),
    ] = None
    category: Annotated[
        str | None, Field(max_length=200, json_schema_extra=slot(SlotKind.CATEGORY))
    ] = None
    priority: Annotated[
        Literal["R1", "R2", "R3"] | None,
        Field(
            json_schema_extra=slot(
                SlotKind.CHOICE,
                words={"R1": ["R1", "加急"], "R2": ["R2"], "R3": ["R3"]},
                only_when={"kind": ["rma"]},
                permission=Permission.OPEN_RMA,
            )
        ),
    ] = None
    severity: Annotated[Literal[1, 2, 3] | None, Field(description="1 is worst")] = None
    source: Annotated[
        Literal["phone", "email", "online", "facebook", "wechat", "dealer", "assistant"] | None,
        Field(
            json_schema_extra=slot(
                SlotKind.CHOICE,
                words={
                    "phone": ["打电话", "来电", "电话", "phoned", "by phone", "called"],
                    "email": ["邮件", "发邮件", "email", "mailed", "e-mail"],
                    "wechat": ["微信", "wechat"],
                    "facebook": ["facebook", "FB群"],
                    "online": ["在线客服", "官网", "online chat", "website chat"],
                },
            )
        ),
    ] = None
    service_type: Annotated[
        Literal["consult", "troubleshooting", "remote_assistance", "complaint"] | None,
        Field(
            json_schema_extra=slot(
                SlotKind.CHOICE,
                words={
                    "complaint": ["投诉", "complaint", "complain"],
                    "troubleshooting": ["故障排查", "问题排查", "排查", "排障", "troubleshooting"],
                    "remote_assistance": ["远程协助", "远程", "remote assistance", "remote help"],
                },
            )
        ),
    ] = None
    description: Annotated[
        str | None, Field(max_length=20_000, json_schema_extra=slot(SlotKind.TEXT))
    ] = None
    attachments: Annotated[
        list[FileId],
        Field(max_length=MOST_AT_ONCE, json_schema_extra=slot(SlotKind.FILES)),
    ] = []


class TicketsOpened(Result):
    """The first ticket's number, and all of them."""

    number: str
    numbers: list[str]
    references: list[Reference]


def propose_opening(desk: Desk, asked: OpenTicket) -> ProposedWrite:
    """What opening would write, looked up and checked, without writing it."""
    drafts = _drafts(asked)
    refuse_repeated_sn(drafts)
    with desk.reader() as session:
        plans = [
            plan_with_warnings(session, desk.viewer, draft, now=desk.clock.now())
            for draft in drafts
        ]
        preview = [line for each in plans for line in _preview(session, desk, each)]
        warnings = [desk.say(warning) for each in plans for warning in each.warnings]
    label = desk.say(plans[0].kind.label)
    count = f" × {len(plans)}" if len(plans) > 1 else ""
    title = desk.say(Text(f"新建{label}{count}", f"Open: {label}{count}"))
    return ProposedWrite(title=title, preview=preview, warnings=warnings)


@tool(
    permissions={
        Permission.OPEN_CONSULT,
        Permission.OPEN_RMA,
        Permission.REQUEST_RMA,
        Permission.OPEN_DEALER_REPAIR,
        Permission.REPORT_PROBLEM,
    },
    label=Text("开单", "Opening a ticket"),
    propose=propose_opening,
    zh=(
        "给 ME_207890 开个返厂单，SDI 没有输出",
        "帮 ProAV 的 Max 开个咨询单，ME_207890 拍摄 4K 50fps 死机",
        "登记一下，客户来电说 Terra 4K 开不了机",
        "新建一张经销商维修单，更换 SDI 模块",
        "我要报修",
    ),
    en=(
        "create an RMA for ME_207890, no SDI output",
        "open a consult ticket for Max of ProAV, ME_207890 freezes at 4K 50fps",
        "log a call: the Terra 4K does not power on",
        "new dealer repair, SDI module replaced",
        "I want to report a fault",
    ),
)
def open_ticket(desk: Desk, asked: OpenTicket, session: Session) -> TicketsOpened:
    """Open tickets, with only what the person said."""
    opened = [(ticket.number, ticket.summary) for ticket in _write(desk, session, _drafts(asked))]
    return TicketsOpened(
        number=opened[0][0],
        numbers=[number for number, _ in opened],
        references=[reference("ticket", number, summary) for number, summary in opened],
    )


def _write(desk: Desk, session: Session, drafts: list[Draft]) -> list[Any]:
    now = desk.clock.now()
    if len(drafts) == 1:
        return [open_one(session, desk.viewer, drafts[0], now=now, trace=desk.trace)]
    return list(open_tickets(session, desk.viewer, drafts, now=now, trace=desk.trace))


def _drafts(asked: OpenTicket) -> list[Draft]:
    """One draft, or one per device of a cart; files sent along go to the first."""
    own = {"devices", "sn", "product", "summary", "description", "attachments"}
    common = asked.model_dump(exclude=own)
    if asked.devices and asked.sn:
        raise InvalidError(
            Text(
                "序列号请都写在设备清单里。",
                "Please give every serial number in the list of devices.",
            ),
            {"sn": Text("多余", "is too much")},
        )
    if not asked.devices:
        return [
            _draft(
                **common,
                sn=asked.sn,
                product=asked.product,
                summary=asked.summary,
                description=asked.description or "",
                attachments=asked.attachments,
            )
        ]
    return [
        _draft(
            **common,
            sn=device.sn,
            product=device.product or asked.product,
            summary=(device.description or asked.summary)[:300],
            description=asked.description or "",
            attachments=asked.attachments if place == 0 else [],
        )
        for place, device in enumerate(asked.devices)
    ]


def _draft(**values: Any) -> Draft:
    draft: Draft = checked(Draft, values)
    return draft


def _coded(ticket: Ticket, language: Language) -> Iterator[tuple[str, str | None]]:
    """How it came in, where that was said, and what service is wanted."""
    if ticket.source not in (None, "assistant"):
        yield "source", value_label("source", ticket.source, language)
    if ticket.service_type:
        yield "service_type", value_label("service_type", ticket.service_type, language)


def _preview(session: Session, desk: Desk, planned: Plan) -> list[PreviewLine]:
    ticket = planned.ticket
    category = session.get(Category, ticket.category_id) if ticket.category_id else None
    warranty = (
        {
            True: Text("在保", "in warranty"),
            False: Text("过保", "out of warranty"),
        }.get(ticket.in_warranty)
        if ticket.in_warranty is not None
        else None
    )
    until = planned.device.warranty_until if planned.device else None
    shown: tuple[tuple[Text, str | None], ...] = (
        (Text("类型", "Kind"), desk.say(planned.kind.label)),
        (Text("状态", "State"), desk.say(planned.kind.by_state[ticket.status].label)),
        (Text("客户", "Customer"), planned.customer.name if planned.customer else None),
        (Text("经销商", "Dealer"), planned.dealer.name if planned.dealer else None),
        (Text("产品", "Product"), planned.product.name if planned.product else None),
        (Text("序列号", "SN"), ticket.sn),
        (Text("保修", "Warranty"), f"{desk.say(warranty)} ({until})" if warranty else None),
        (Text("问题", "Problem"), ticket.summary),
        (Text("描述", "Description"), ticket.description or None),
        (
            Text("类别", "Category"),
            desk.say(Text(category.name_zh, category.name_en)) if category else None,
        ),
        (Text("优先级", "Priority"), ticket.priority),
        *((FIELDS[name], said) for name, said in _coded(ticket, desk.language)),
        (Text("附件", "Files"), ", ".join(each.name for each in planned.files) or None),
    )
    return [PreviewLine(label=desk.say(label), new=value) for label, value in shown if value]

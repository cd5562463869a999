"""Finding tickets by what is known of them."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import Field
from sqlalchemy.orm import Session

from domain.access import Permission
from domain.errors import InvalidError
from domain.kind import kind_of
from domain.language import Language, Text
from domain.naming import colleague_named, customer_named, dealer_named, product_named
from domain.tickets import finding
from domain.tickets.finding import Filter
from domain.tickets.shapes import TicketLine
from domain.timephrases import resolve
from domain.timephrases.days import Period
from tools.context import Desk, Reference, reference
from tools.status_words import is_reached, status_patterns, status_told, telling_states
from tools.tool import Arguments, Effect, Result, SlotKind, slot, tool
from tools.words import KIND_WORDS, KindCode

_MINE = (
    r"我(?:自己|名下|手上|手头|手里|这边|这儿)?(?:还)?(?:的|有(?:哪些|什么|几|多少)|负责|处理|跟进|在跟|接手|经手|开的|建的|名下|手上)"
    r"|(?:派|分配?|指派|转|交)给我",
    r"(?<![a-z])(?:my (?:own |open |current )*(?:tickets?|cases?|rmas?|repairs?|ones|units|queue)"
    r"|mine|assigned to me|given to me|(?:am i|i am|i'm) (?:handling|working on|on)"
    r"|(?:do i|have i|i) (?:still )?(?:have|got|handle|opened)(?! to )"
    r"|i have (?:open|not))(?![a-z])",
)
_PRIORITIES = {each: [each] for each in ("R1", "R2", "R3")}
_END = re.compile(r"[\s#.…-]*((?:\d{4}-)?\d{3,4})")  # of a ticket's number
_SEARCHED = 50  # how many of the best matches the other conditions are applied to


class FindTickets(Arguments):
    query: Annotated[
        str | None,
        Field(
            max_length=10_000,
            description="the person's words",
            json_schema_extra=slot(SlotKind.TEXT),
        ),
    ] = None
    kind: Annotated[
        KindCode | None, Field(json_schema_extra=slot(SlotKind.CHOICE, words=KIND_WORDS))
    ] = None
    status: Annotated[
        str | None,
        Field(
            description="open, ended, or a status code",
            json_schema_extra=slot(
                SlotKind.CHOICE, patterns=status_patterns(), tells=telling_states()
            ),
        ),
    ] = None
    priority: Annotated[
        Literal["R1", "R2", "R3"] | None,
        Field(json_schema_extra=slot(SlotKind.CHOICE, words=_PRIORITIES)),
    ] = None
    handler: Annotated[
        str | None,
        Field(
            max_length=80,
            description="user, or me",
            json_schema_extra=slot(
                SlotKind.PERSON, permission=Permission.READ_INTERNAL, patterns={"me": _MINE}
            ),
        ),
    ] = None
    product: Annotated[str | None, Field(json_schema_extra=slot(SlotKind.PRODUCT))] = None
    sn: Annotated[str | None, Field(json_schema_extra=slot(SlotKind.SN))] = None
    customer: Annotated[str | None, Field(json_schema_extra=slot(SlotKind.CUSTOMER))] = None
    dealer: Annotated[
        str | None,
        Field(json_schema_extra=slot(SlotKind.DEALER, permission=Permission.SEE_ALL_DEALERS)),
    ] = None
    period: Annotated[
        str | None,
        Field(
            description="opened when, as said",
            json_schema_extra=slot(SlotKind.PERIOD),
        ),
    ] = None
    limit: Annotated[int, Field(ge=1, le=20)] = 8


class TicketList(Result):
    """Tickets that match; `total` counts all, `tickets` are the first of them."""

    found: bool
    total: int
    period: tuple[str, str] | None = None  # first day and the day after the last
    conditions: list[str] = []  # what the list was narrowed down to, as a person reads it
    tickets: list[TicketLine]
    references: list[Reference]


def tell_list(result: TicketList, language: Language) -> str:
    told = " · ".join(result.conditions)
    which = Text(f"（{told}）", f" ({told})").in_(language) if told else ""
    if not result.found:
        nothing = Text(f"没有找到符合条件的工单{which}。", f"I found no tickets that match{which}.")
        return nothing.in_(language)
    shown = len(result.tickets)
    more = shown < result.total
    head = Text(
        f"共 {result.total} 张工单{which}" + (f"，先列出 {shown} 张：" if more else "："),
        f"{result.total} tickets{which}" + (f", the first {shown}:" if more else ":"),
    ).in_(language)
    return "\n".join([head, *(tell_line(line) for line in result.tickets)])


def tell_line(line: TicketLine) -> str:
    """One list item: number, kind, state, day, what it is about and whose it is."""
    about = " · ".join(each for each in (line.product, line.customer) if each)
    facts = f"{line.kind_label} · {line.status_label} · {line.created_at:%Y-%m-%d}"
    return f"- [{line.number}] {facts} · {line.summary}" + (f" ({about})" if about else "")


@tool(
    effect=Effect.READ,
    permissions={Permission.READ_TICKETS},
    label=Text("查找工单", "Finding tickets"),
    tell=tell_list,
    zh=(
        "列出上个月的咨询工单",
        "ProAV 还有哪些未关闭的返厂单",
        "找一下 Max Mueller 的工单",
        "有哪些待审批的 RMA",
        "查一下关于 SDI 无输出的工单",
    ),
    en=(
        "list the consult tickets of last month",
        "Which RMAs of ProAV are still open?",
        "show me Max Mueller's tickets",
        "what is waiting for approval",
        "find tickets about SDI no output",
    ),
)
def find_tickets(desk: Desk, asked: FindTickets) -> TicketList:
    """List tickets. For cases like a symptom: find_similar_tickets."""
    with desk.reader() as session:
        wanted, period = _filter(session, desk, asked)
        lines, total = _ending(session, desk, asked, wanted)
        if asked.query and not lines:
            lines, total = _searched(session, desk, asked, wanted)
        elif not asked.query:
            lines, total = _listed(session, desk, asked, wanted)
    return TicketList(
        found=bool(lines),
        total=total,
        period=period,
        conditions=_conditions(desk, asked, wanted),
        tickets=lines,
        references=[reference("ticket", line.number, line.summary) for line in lines],
    )


def _listed(
    session: Session, desk: Desk, asked: FindTickets, wanted: Filter
) -> tuple[list[TicketLine], int]:
    return finding.find(
        session, wanted, clock=desk.clock, language=desk.language, offset=0, limit=asked.limit
    )


def _ending(
    session: Session, desk: Desk, asked: FindTickets, wanted: Filter
) -> tuple[list[TicketLine], int]:
    """The tickets whose number ends as asked, where nothing but the end of one is asked for."""
    end = _END.fullmatch(asked.query or "")
    if end is None:
        return [], 0
    return _listed(session, desk, asked, replace(wanted, number_ends=end[1]))


def _filter(
    session: Session, desk: Desk, asked: FindTickets
) -> tuple[Filter, tuple[str, str] | None]:
    dealer = dealer_named(session, desk.viewer, asked.dealer) if asked.dealer else None
    customer = (
        customer_named(session, desk.viewer, asked.customer, dealer=dealer)
        if asked.customer
        else None
    )
    product = product_named(session, desk.viewer, asked.product) if asked.product else None
    period = _period(desk, asked.period)
    mine = asked.handler == "me"
    handler = colleague_named(session, asked.handler) if asked.handler and not mine else None
    wanted = Filter(
        kind=asked.kind,
        status=asked.status,
        priority=asked.priority,
        handler_id=handler.id if handler else None,
        own_of=desk.viewer.user_id if mine else None,
        sn=asked.sn,
        product_id=product.id if product else None,
        customer_id=customer.id if customer else None,
        dealer_id=dealer.id if dealer else None,
        since=period.start if period else None,
        until=period.end if period else None,
        reached=is_reached(asked.status),
    )
    days = (period.start.isoformat(), period.end.isoformat()) if period else None
    return wanted, days


def _conditions(desk: Desk, asked: FindTickets, wanted: Filter) -> list[str]:
    """What the list is narrowed down to; with days it is said what happened on them."""
    said = [
        asked.dealer,
        asked.customer,
        asked.product,
        asked.sn,
        desk.say(kind_of(asked.kind).label) if asked.kind else None,
        desk.say(status_told(asked.status)) if asked.status else None,
        asked.priority,
        f"“{asked.query[:40]}”" if asked.query else None,
    ]
    if asked.handler:
        said.append(desk.say(Text("我的", "mine")) if wanted.own_of else asked.handler)
    if wanted.since and wanted.until:
        first, last = wanted.since, wanted.until - timedelta(days=1)
        days = f"{first}" if first == last else f"{first} – {last}"
        opened = Text(f"{days} 创建", f"opened {days}")
        came = Text(f"日期 {days}", f"on {days}")
        said.append(desk.say(came if wanted.reached else opened))
    return [each for each in said if each]


def _period(desk: Desk, phrase: str | None) -> Period | None:
    if not phrase:
        return None
    period = resolve(phrase, desk.clock.today())
    if period is None:
        raise InvalidError(
            Text(
                f"没看懂“{phrase}”是哪段时间，请换个说法，例如“上个月”。",
                f"I do not know which time “{phrase}” is; say for example “last month”.",
            ),
            {"period": Text("不明白", "not understood")},
        )
    return period


def _searched(
    session: Session, desk: Desk, asked: FindTickets, wanted: Filter
) -> tuple[list[TicketLine], int]:
    """The best matches of the words that also meet the conditions, in the order of the match."""
    found = desk.search(asked.query or "", kinds=("ticket",), limit=_SEARCHED)
    place = {hit.id: position for position, hit in enumerate(found.hits)}
    rows: list[Any] = sorted(
        finding.among(session, wanted, ids=list(place), clock=desk.clock),
        key=lambda row: place[row.id],
    )
    first = rows[: asked.limit]
    return finding.lines(session, first, language=desk.language, clock=desk.clock), len(rows)

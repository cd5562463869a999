"""What a ticket's own facts say, by what may be asked of them: state, limits, money, repair, …"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from domain.language import Language, Text
from domain.money import told
from domain.tickets.shapes import ClockShown, TicketShown
from domain.words import field_label, value_label

Topic = Literal[
    "state", "limits", "handler", "money", "inspection", "repair", "shipping", "comments"
]
TOPICS: tuple[Topic, ...] = (
    *("state", "handler", "limits", "money", "inspection", "repair", "shipping", "comments"),
)
_COMMENTS, _LONG, _WHOLE = 3, 300, 1_500
_NOTHING = {
    "handler": Text("还没有分配处理人。", "Nobody is assigned to it yet."),
    "limits": Text("没有在走的期限。", "No limit is running."),
    "money": Text("工单上还没有费用。", "No cost is on the ticket yet."),
    "inspection": Text("工单上还没有检测结论。", "No finding is on the ticket yet."),
    "repair": Text("工单上还没有维修记录。", "No repair record is on the ticket yet."),
    "shipping": Text("工单上没有运单信息。", "No shipment is on the ticket."),
    "comments": Text("工单上还没有留言。", "No comment is on the ticket yet."),
}


def told_facts(ticket: TicketShown, since: datetime | None, language: Language) -> list[str]:
    """Every topic of which the ticket tells something beyond its state, one piece a topic."""
    pieces = ("\n".join(_lines(each, ticket, since, language)) for each in TOPICS[2:])
    return [each for each in pieces if each]


def told_of(
    topics: Sequence[Topic], ticket: TicketShown, since: datetime | None, language: Language
) -> str:
    """Only what was asked; where the ticket tells nothing of it, that is said."""
    lines: list[str] = []
    for topic in topics:
        found = list(_lines(topic, ticket, since, language))
        lines += found or [_NOTHING[topic].in_(language)]
    return "\n".join(lines)


def _lines(
    topic: Topic, ticket: TicketShown, since: datetime | None, language: Language
) -> Iterator[str]:
    tell: dict[Topic, Callable[[], Iterable[str]]] = {
        "state": lambda: [state_line(ticket, since, language)],
        "handler": lambda: _handler(ticket, language),
        "limits": lambda: _limits(ticket.clocks, language),
        "money": lambda: _money(ticket.details, language),
        "inspection": lambda: _inspection(ticket, language),
        "repair": lambda: _repair(ticket, language),
        "shipping": lambda: _shipping(ticket.details, language),
        "comments": lambda: _comments(ticket),
    }
    yield from tell[topic]()


def _handler(ticket: TicketShown, language: Language) -> Iterator[str]:
    if ticket.handler:
        yield _line(Text("处理人", "Handler"), ticket.handler, language)


def _inspection(ticket: TicketShown, language: Language) -> Iterator[str]:
    yield from _texts(ticket, ("finding", "plan"), language)
    yield from _exception(ticket.details, language)


def _repair(ticket: TicketShown, language: Language) -> Iterator[str]:
    yield from _texts(ticket, ("work", "analysis", "test_result"), language)
    if ticket.parts:
        used = ", ".join(f"{each.name} ×{each.quantity}" for each in ticket.parts)
        yield _line(Text("配件", "Parts"), used, language)
    if ticket.solution:
        yield _line(Text("解决方案", "Solution"), ticket.solution[:_WHOLE], language)


def _comments(ticket: TicketShown) -> Iterator[str]:
    for each in ticket.comments[-_COMMENTS:]:
        yield f"- {each.at:%Y-%m-%d} {each.author}: {_short(each.text)}"


def state_line(ticket: TicketShown, since: datetime | None, language: Language) -> str:
    """Its state, and since when it stands there."""
    if since is None:
        return ticket.status_label
    day = f"{since:%Y-%m-%d}"
    return Text(f"{ticket.status_label}（{day} 起）", f"{ticket.status_label} since {day}").in_(
        language
    )


def _limits(clocks: Sequence[ClockShown], language: Language) -> Iterator[str]:
    """The latest limit that has passed, and the next one to come."""
    running = sorted((each for each in clocks if not each.held), key=lambda each: each.due_at)
    late = [each for each in running if each.overdue][-1:]
    for each in (*late, *[each for each in running if not each.overdue][:1]):
        due = f"{each.due_at:%Y-%m-%d %H:%M}"
        over = Text("，已超期", ", overdue").in_(language) if each.overdue else ""
        yield _line(Text(each.label, each.label), f"{due}{over}", language)


def _money(details: Mapping[str, Any], language: Language) -> Iterator[str]:
    """Estimate, real cost, and by how much the one is above the other where currencies agree."""
    raised = details.get("exception")
    raised = raised if isinstance(raised, Mapping) else {}
    currency = str(details.get("currency") or "USD")
    paid_in = str(raised.get("currency") or currency)
    estimate = _amount(details.get("estimate"))
    actual = _amount(raised.get("actual_cost", details.get("actual_cost")))
    pieces = []
    if estimate is not None:
        pieces.append((field_label("estimate", language), told(estimate, currency, language)))
    if actual is not None:
        pieces.append((field_label("actual_cost", language), told(actual, paid_in, language)))
    if estimate is not None and actual is not None and currency == paid_in:
        above = actual - estimate
        label = Text("超出预估", "Above the estimate") if above > 0 else Text(
            "低于预估", "Below the estimate")  # fmt: skip
        pieces.append((label.in_(language), told(abs(above), currency, language)))
    colon = Text("：", ": ").in_(language)
    if pieces:
        yield " · ".join(f"{label}{colon}{value}" for label, value in pieces)


def _amount(said: Any) -> Decimal | None:
    try:
        return Decimal(str(said)) if said not in (None, "") else None
    except InvalidOperation:
        return None


def _texts(ticket: TicketShown, names: Sequence[str], language: Language) -> Iterator[str]:
    for name in names:
        if value := ticket.details.get(name):
            label = field_label(name, language)
            yield _line(Text(label, label), _short(str(value)), language)


def _exception(details: Mapping[str, Any], language: Language) -> Iterator[str]:
    raised = details.get("exception")
    if not isinstance(raised, Mapping):
        return
    kind = str(raised.get("type") or "")
    said = [value_label("type", kind, language) or "", _short(str(raised.get("note") or ""))]
    label = field_label("exception", language)
    yield _line(Text(label, label), " · ".join(each for each in said if each), language)
    if decision := details.get("decision"):
        label = field_label("decision", language)
        value = value_label("decision", decision, language) or str(decision)
        yield _line(Text(label, label), value, language)


def _shipping(details: Mapping[str, Any], language: Language) -> Iterator[str]:
    for label, names in (
        (Text("寄来", "Sent in"), ("carrier", "tracking")),
        (Text("寄回", "Sent back"), ("return_carrier", "return_tracking", "return_address")),
    ):
        said = [str(details[name]) for name in names if details.get(name)]
        if said:
            yield _line(label, " ".join(said[:2]) + "".join(f" · {e}" for e in said[2:]), language)


def _line(label: Text, value: str, language: Language) -> str:
    return f"**{label.in_(language)}**：{value}" if language is Language.ZH else (
        f"**{label.en}:** {value}")  # fmt: skip


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONG else f"{one_line[:_LONG]}…"

"""What a ticket answers to one question: what comes next, when, where to, what it costs, why."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from domain.language import Language, Text
from domain.tickets.shapes import TicketShown
from tools.devices import DeviceStory
from tools.ticket_facts import Topic, told_of
from tools.tickets import TicketRead, money_told

_AHEAD = Text("接下来：{ahead}", "What comes next: {ahead}")
_OVER = Text("这张单已经结束（{state}）。", "This ticket is over ({state}).")
_FREE = Text(
    "在保（至 {until}）：保修范围内的维修不收费。检测发现人为损坏等不在范围内的，"
    "服务台会转为收费并写明原因。",
    "In warranty (until {until}): what the warranty covers is repaired free of charge. Damage that "
    "it does not cover is charged; the desk then says so on the ticket, with the reason.",
)
_OVER_SINCE = Text(
    "保修已于 {until} 到期，维修收费；金额以服务台的报价为准。",
    "The warranty ended on {until}, so a repair is charged; what counts is the desk's quote.",
)
_CHARGED = Text(
    "这次维修收费，不在保修内。", "This repair is charged; the warranty does not apply."
)
_NO_SUM_YET = Text(
    "单上还没有报价，金额要等服务台报。",
    "There is no quote on the ticket yet; the sum comes from the service desk.",
)
_HOW_TO_PAY = Text(
    "PayPal、微信、支付宝、对公转账都可以，付款方式以 PI 上写的为准；到账后服务台登记。",
    "PayPal, WeChat, Alipay or bank transfer, as the PI says; the desk records it once it is in.",
)
_ADDRESS_ON = Text(
    "收件地址在这张单的《{title}》上，打印出来放进箱子。",
    "The address is on the “{title}” of this ticket; print it and put it into the box.",
)
_ADDRESS_LATER = Text(
    "这张单上还没有写着收件地址的装箱单，请在单上留言向服务台要。",
    "There is no packing list with the address on this ticket; ask the desk for it in a comment.",
)
_NO_DATE = Text(
    "单上没有确认过的日期，我不能替他们承诺。",
    "No date is confirmed on the ticket, so I cannot promise one.",
)
_NO_REASON = Text("单上没有写原因。", "The ticket does not say why.")
_PRIORITY = Text(
    "维修优先级现在是 {priority}，由服务台定；可以在单上留言请他们加急。",
    "The repair priority is {priority}. The desk sets it; you can ask for more in a comment.",
)
_DESK_HURRIES = Text(
    "加不加急由服务台定，可以在单上留言请他们加快。",
    "How fast it goes is the desk's decision; you can ask them in a comment.",
)
_YOU_CAN = Text("你现在可以：{steps}。", "You can now: {steps}.")
_REASONS = ("reject_reason", "cancel_reason", "return_reason", "reopen_reason", "charge_reason")
_COMMENTS = 2
# Aspects that the ticket's own facts answer, by topic.
_BY_FACTS: Mapping[str, Sequence[Topic]] = {
    "excess": ("money",),
    "why": ("state", "handler", "limits"),
    "who": ("handler",),
    "tracking": ("shipping",),
    "repair": ("repair",),
    "finding": ("inspection",),
    "said": ("comments",),
}
_ANSWERED_BY_FACTS = frozenset(_BY_FACTS) - {"why"}
_PAPER = "packing_list"
_TO_BE_SENT = ("pending_approval", "awaiting_receipt")


def cover(result: DeviceStory, language: Language) -> str | None:
    """Whether a repair of a device would be charged; None where its warranty is not known."""
    device = result.device
    if device is None or device.warranty_until is None:
        return None
    text = _FREE if device.in_warranty else _OVER_SINCE
    said = text.in_(language).format(until=device.warranty_until)
    return f"**{device.sn}**: {said}"


def answer(result: TicketRead, asked: Collection[str], language: Language) -> str | None:
    """The answer to the aspects `asked` (see `assistant.offline.asked_of`); None without a ticket.

    It says what the ticket holds and its kind knows: no date, sum or reason that nobody gave.
    """
    ticket = result.ticket
    if ticket is None:
        return None
    head = f"**[{ticket.number}] {ticket.summary}** · {ticket.status_label}"
    facts = list(dict.fromkeys(_facts(result, ticket, asked, language)))
    return "\n\n".join([head, "\n".join(facts)]) if facts else None


def _facts(
    result: TicketRead, ticket: TicketShown, asked: Collection[str], language: Language
) -> Iterator[str]:
    yield from _of_its_own_facts(result, ticket, asked, language)
    if set(asked) <= _ANSWERED_BY_FACTS:
        return
    if "decider" in asked and result.decides:
        yield result.decides
    if "why" in asked:
        yield from _reasons(ticket, language)
    if "cost" in asked:
        yield from _costs(result, ticket, language)
    if "where" in asked:
        yield _address(ticket, language)
    if ahead := ahead_told(result, language):
        yield ahead
    if "when" in asked:
        yield from _dates(ticket, language, sends="send" in asked)
    if "hurry" in asked and ticket.is_open:
        text = _PRIORITY if ticket.priority else _DESK_HURRIES
        yield text.in_(language).format(priority=ticket.priority)
    if {"next", "hurry", "why"} & set(asked) and ticket.moves:
        steps = Text("、", ", ").in_(language).join(each.label for each in ticket.moves)
        yield _YOU_CAN.in_(language).format(steps=steps)


def _of_its_own_facts(
    result: TicketRead, ticket: TicketShown, asked: Collection[str], language: Language
) -> Iterator[str]:
    for name in asked:
        topics = _BY_FACTS.get(name, ())
        if name == "excess" and "why" in asked:
            topics = (*topics, "inspection")
        if topics:
            yield told_of(topics, ticket, result.since, language)


def ahead_told(result: TicketRead, language: Language) -> str:
    """What comes next with a ticket; that it is over; nothing where neither is known."""
    if result.ahead:
        return _AHEAD.in_(language).format(ahead=result.ahead)
    if result.ticket and not result.ticket.is_open:
        return _OVER.in_(language).format(state=result.ticket.status_label)
    return ""


def _reasons(ticket: TicketShown, language: Language) -> Iterator[str]:
    """Reasons that were given for a step, and what was said last; else that none was."""
    colon = Text("：", ": ").in_(language)
    given = [f"{fact.label}{colon}{fact.value}" for fact in ticket.facts if fact.name in _REASONS]
    said = [
        f"- {each.at:%Y-%m-%d} {each.author}{colon}{' '.join(each.text.split())}"
        for each in ticket.comments[-_COMMENTS:]
    ]
    yield from [*given, *said] or [_NO_REASON.in_(language)]


def _costs(result: TicketRead, ticket: TicketShown, language: Language) -> Iterator[str]:
    """Whether it is charged, and what was quoted or billed."""
    until = ticket.device.warranty_until if ticket.device else None
    if ticket.kind == "rma" and ticket.in_warranty is not None:
        text = _FREE if ticket.in_warranty else _CHARGED
        yield text.in_(language).format(until=until or "-")
    money = money_told(result, language)
    yield from money
    if any(bill.paid_at is None for bill in result.bills):
        yield _HOW_TO_PAY.in_(language)
    if not money and not ticket.in_warranty and ticket.is_open:
        yield _NO_SUM_YET.in_(language)


def _address(ticket: TicketShown, language: Language) -> str:
    paper = next((each for each in ticket.documents if each.kind == _PAPER), None)
    text = _ADDRESS_ON if paper else _ADDRESS_LATER
    return text.in_(language).format(title=paper.title if paper else "")


def _dates(ticket: TicketShown, language: Language, *, sends: bool) -> Iterator[str]:
    colon = Text("：", ": ").in_(language)
    for clock in ticket.clocks:
        if not clock.held:
            yield f"- {clock.label}{colon}{clock.due_at:%Y-%m-%d}"
    if ticket.is_open and not (sends and ticket.status in _TO_BE_SENT):
        yield _NO_DATE.in_(language)

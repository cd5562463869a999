"""What is told, as a table: each event with its words, its hearers and its ways."""

from dataclasses import dataclass

from domain.language import Text
from domain.notifications.hearing import (
    Hearers,
    creator,
    customer,
    dealer_given_it,
    dealer_staff,
    desk,
    desk_for_outsiders,
    exception_approvers,
    followers,
    handler,
    leads,
    management,
    management_for_high_debts,
    named,
    rnd,
    workshop,
)

PUSH, MAIL = "push", "mail"  # besides the inbox, where everything stands
_PUSH, _MAIL, _INBOX = frozenset({PUSH}), frozenset({MAIL}), frozenset[str]()


@dataclass(frozen=True)
class Told:
    """One row: `{names}` in the words are facts of the ticket or of the event.

    `ways` are the usual ones for those of the house, `outside` for dealers and customers; people
    change them for themselves. An urgent one passes quiet hours; an internal one stays in the
    house. One that is `general` is left out for who hears something more telling of the same act.
    """

    event: str
    label: Text
    title: Text
    text: Text
    hearers: tuple[Hearers, ...]
    ways: frozenset[str] = _PUSH
    outside: frozenset[str] = _MAIL
    is_urgent: bool = False
    is_internal: bool = False
    is_general: bool = False


_CONCERNED = (creator, handler, followers, dealer_staff, customer)
_LINE = Text("{kind} {number}：{summary}", "{kind} {number}: {summary}")

_TABLE = (
    Told(
        "new_ticket",
        Text("新工单", "New ticket"),
        Text("新工单 {number}", "New ticket {number}"),
        _LINE,
        (leads, desk_for_outsiders, dealer_staff, customer),
    ),
    Told(
        "assigned",
        Text("分配给我", "Assigned to me"),
        Text("{number} 由您处理", "{number} is yours to handle"),
        _LINE,
        (handler, dealer_given_it),
    ),
    Told(
        "state_changed",
        Text("状态变更", "State changed"),
        Text("{number} 现在是“{status}”", "{number} is now “{status}”"),
        _LINE,
        _CONCERNED,
        is_general=True,
    ),
    Told(
        "comment",
        Text("新评论", "New comment"),
        Text("{number} 有新评论", "New comment on {number}"),
        Text("{actor}：{said}", "{actor}: {said}"),
        _CONCERNED,
        ways=_INBOX,
    ),
    Told(
        "urgent",
        Text("紧急工单", "Urgent ticket"),
        Text("紧急：{number}", "Urgent: {number}"),
        _LINE,
        (management, leads),
        is_urgent=True,
        is_internal=True,
    ),
    Told(
        "production_feedback",
        Text("生产反馈", "Production feedback"),
        Text("{number} 有生产问题反馈", "Production feedback on {number}"),
        _LINE,
        (rnd, management),
        is_internal=True,
    ),
    Told(
        "review_asked",
        Text("知识审核请求", "Article to review"),
        Text("请审核知识 {article}", "Please review {article}"),
        Text("{title}", "{title}"),
        (leads, rnd),
        is_internal=True,
    ),
    Told(
        "review_decided",
        Text("知识审核结果", "Review decided"),
        Text("知识 {article}：{decision}", "{article}: {decision}"),
        Text("{title} {comment}", "{title} {comment}"),
        (named,),
        ways=_INBOX,
        is_internal=True,
    ),
    Told(
        "report",
        Text("定时报表", "Scheduled report"),
        Text("{title}", "{title}"),
        Text("{text}", "{text}"),
        (leads, management),
        ways=_MAIL,
        is_internal=True,
    ),
    Told(
        "response_overdue",
        Text("响应超时", "Response overdue"),
        Text("{number} 超过时限未回复", "{number} has waited too long for an answer"),
        _LINE,
        (handler, creator, leads, management),
        is_internal=True,
    ),
    Told(
        "repair_due_soon",
        Text("返修即将超期", "Repair soon due"),
        Text("{number} 的维修即将超期", "The repair of {number} is soon due"),
        _LINE,
        (workshop, desk),
        is_internal=True,
    ),
    Told(
        "repair_overdue",
        Text("返修超期", "Repair overdue"),
        Text("{number} 的维修已超期", "The repair of {number} is overdue"),
        _LINE,
        (workshop, desk, leads),
        is_internal=True,
    ),
    Told(
        "stock_low",
        Text("库存预警", "Stock low"),
        Text("{dealer} 的 {sku} 库存不足", "{dealer} is short of {sku}"),
        Text(
            "{name}：现有 {quantity}，安全库存 {safety}。",
            "{name}: {quantity} left, safety line {safety}.",
        ),
        (desk, dealer_staff),
        ways=_PUSH | _MAIL,
    ),
    Told(
        "stock_report",
        Text("经销商库存周报", "Weekly dealer stock"),
        Text("{title}", "{title}"),
        Text("{text}", "{text}"),
        (leads,),
        ways=_MAIL,
        is_internal=True,
    ),
    Told(
        "debt_warning",
        Text("欠款预警", "Debt warning"),
        Text("{dealer} 有欠款超过 {days} 天", "{dealer} owes for more than {days} days"),
        Text(
            "{amount} {currency}，单据 {reference}，自 {since} 起。",
            "{amount} {currency}, {reference}, since {since}.",
        ),
        (desk, leads),
        ways=_MAIL,
        is_internal=True,
    ),
    Told(
        "settlement_due",
        Text("月度结算", "Monthly settlement"),
        Text("{dealer} 的 {month} 结算到期", "The settlement of {month} with {dealer} is due"),
        Text("金额 {amount} {currency}。", "Amount {amount} {currency}."),
        (desk, dealer_staff),
        ways=_MAIL,
    ),
    Told(
        "shipped",
        Text("已发货", "Shipped"),
        Text("{number} 已发货", "{number} was shipped"),
        Text("{summary} {carrier} {tracking}", "{summary} {carrier} {tracking}"),
        (*_CONCERNED, desk, workshop),
    ),
    Told(
        "arrived",
        Text("已到货", "Arrived"),
        Text("{number} 已到货", "{number} has arrived"),
        _LINE,
        (*_CONCERNED, desk, workshop),
    ),
    Told(
        "repair_exception",
        Text("维修异常", "Repair exception"),
        Text("{number} 的维修出现异常", "The repair of {number} met an exception"),
        _LINE,
        (desk, leads, creator, followers, dealer_staff),
        is_urgent=True,
        is_general=True,
    ),
    Told(
        "exception_approval",
        Text("维修异常审批", "Exception to approve"),
        Text("{number} 超预估 {above}，请审批", "{number} is {above} above its estimate: approve?"),
        Text("{summary}：{note}", "{summary}: {note}"),
        (exception_approvers,),
        is_urgent=True,
        is_internal=True,
    ),
    Told(
        "exception_decided",
        Text("异常审批结果", "Exception decided"),
        Text("{number} 的异常{decision}", "The exception on {number} was {decision}"),
        _LINE,
        (desk, leads, workshop),
        is_internal=True,
    ),
    Told(
        "quote_reminder",
        Text("报价确认提醒", "Quote reminder"),
        Text("{number} 的报价等您确认", "The quote for {number} waits for your answer"),
        _LINE,
        (creator, dealer_staff, customer),
        ways=_MAIL,
    ),
    Told(
        "quote_call",
        Text("报价电话跟进", "Call about a quote"),
        Text("请就 {number} 的报价致电客户", "Please call about the quote for {number}"),
        _LINE,
        (desk,),
        is_internal=True,
    ),
    Told(
        "closing_reminder",
        Text("即将自动关闭", "About to be closed"),
        Text("{number} 即将自动关闭", "{number} will be closed soon"),
        Text(
            "{summary}。如果问题还在，请回复。",
            "{summary}. If the problem is still there, please reply.",
        ),
        (creator, dealer_staff, customer),
    ),
    Told(
        "restock_approval",
        Text("补货审批", "Restock to approve"),
        Text("{number} 的补货需要审批", "The restock {number} needs approval"),
        Text(
            "{summary} 最早的欠款已有 {debt_days} 天。",
            "{summary} The oldest debt is {debt_days} days old.",
        ),
        (desk, leads, management_for_high_debts),
        is_internal=True,
    ),
    Told(
        "knowledge_suggestion",
        Text("知识点建议", "Knowledge suggestion"),
        Text("建议把 {number} 写成知识", "{number} could become an article"),
        _LINE,
        (desk,),
        ways=_INBOX,
        is_internal=True,
    ),
    Told(
        "frequent_problem",
        Text("高频问题", "Frequent problem"),
        Text("高频问题：{title}", "Frequent problem: {title}"),
        Text("{text}", "{text}"),
        (leads,),
        ways=_MAIL,
        is_internal=True,
    ),
    Told(
        "bad_batch",
        Text("批次问题预警", "Bad batch"),
        Text("批次 {batch} 的问题率偏高", "Batch {batch} has too many problems"),
        Text("{text}", "{text}"),
        (rnd, management),
        is_urgent=True,
        is_internal=True,
    ),
    Told(
        "odd_settlement",
        Text("结算异常", "Odd settlement"),
        Text("{dealer} 的结算异常", "The settlement of {dealer} looks odd"),
        Text("{text}", "{text}"),
        (desk, leads),
        ways=_MAIL,
        is_internal=True,
    ),
    Told(
        "angry_customer",
        Text("客户情绪预警", "Angry customer"),
        Text("{number} 的客户情绪不好", "The customer of {number} is upset"),
        _LINE,
        (leads,),
        is_urgent=True,
        is_internal=True,
    ),
)
TOLD: dict[str, Told] = {row.event: row for row in _TABLE}

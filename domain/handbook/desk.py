"""Rules of the service desk: consult tickets and their limits, working hours, who may do what."""

from domain.access import Permission
from domain.handbook.rule import Asking, Rule, holders, lines, states_told
from domain.kinds.consult import KIND
from domain.language import Text

_DECIDING: tuple[tuple[Permission, Text], ...] = (
    (Permission.HANDLE_RMA, Text("批准返厂申请、报价、分配维修", "approve RMAs, quote, assign")),
    (Permission.BILL, Text("开 PI、登记收款", "make PIs, record payments")),
    (Permission.WORKSHOP, Text("检测、维修、上报异常", "inspect, repair, report exceptions")),
    (Permission.HANDLE_RESTOCK, Text("批准补货", "approve restocks")),
    (
        Permission.APPROVE_RESTOCK_MANAGEMENT,
        Text("批准欠款太久的补货", "approve restocks in spite of very old debts"),
    ),
    (Permission.DRAFT_KNOWLEDGE, Text("起草知识文章", "draft articles")),
    (Permission.EVALUATE_WISH, Text("评估功能期望", "evaluate wishes")),
    (Permission.SEND_MAIL, Text("给客户发邮件", "send mails to customers")),
    (Permission.SET_RULES, Text("修改规定和人员", "change the rules and people")),
)


def _consult(asking: Asking) -> Text:
    rules = asking.rules
    return lines(
        Text("咨询工单这样走：", "This is the way of a consult ticket:"),
        states_told(KIND.states),
        Text(
            f"给出方案后 {rules.consult_close_days} 天没有回复，自动关闭；"
            f"关闭后 {rules.reopen_days} 天内同样的问题可以重新打开，之后请新开工单。",
            f"Without an answer to the solution it is closed after {rules.consult_close_days} "
            f"days; within {rules.reopen_days} days after closing the same problem reopens it, "
            "later please open a new ticket.",
        ),
    )


def _consult_kept(asking: Asking) -> Text:
    rules = asking.rules
    return Text(
        f"首次回复要在 {rules.consult_response_hours} 个工作小时内；"
        f"等客户 {rules.consult_reminder_days} 天时发提醒。",
        f"The first answer is due within {rules.consult_response_hours} working hours; after "
        f"{rules.consult_reminder_days} days of waiting the customer is reminded.",
    )


def _hours(asking: Asking) -> Text:
    rules = asking.rules
    return Text(
        f"工作时间是工作日 {rules.opens_at}:00 到 {rules.closes_at}:00，周末和节假日不算；"
        "按工作日算的期限只在这些时间里走。",
        f"Working hours are {rules.opens_at}:00 to {rules.closes_at}:00 on working days, weekends "
        "and holidays left out; limits in working days run in these hours only.",
    )


def _quiet(asking: Asking) -> Text:
    rules = asking.rules
    return Text(
        f"{rules.quiet_from}:00 到 {rules.quiet_until}:00 是免打扰时间，紧急的通知照发。",
        f"{rules.quiet_from}:00 to {rules.quiet_until}:00 is quiet; urgent notices go out anyway.",
    )


def _who(_: Asking) -> Text:
    return lines(
        *(
            Text(f"- {what.zh}：{holders(each).zh}", f"- {what.en}: {holders(each).en}")
            for each, what in _DECIDING
        )
    )


RULES = (
    Rule(
        "consults",
        Text(
            "咨询工单的流程、自动关闭和重新打开", "Consult tickets: their way, closing, reopening"
        ),
        "Public",
        _consult,
        _consult_kept,
    ),
    Rule(
        "hours",
        Text("工作时间", "Working hours"),
        "Public",
        _hours,
        _quiet,
    ),
    Rule(
        "who_may",
        Text("内部谁可以做什么", "Who may do what in the house"),
        "Internal",
        _who,
    ),
)

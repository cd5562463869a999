"""Rules of repairs at headquarters: their way, what they cost, how long they may take."""

from domain.access import Permission
from domain.handbook.rule import Asking, Rule, holders, lines, listed, states_told, value
from domain.invoices import METHODS
from domain.kinds.rma import KIND
from domain.language import Text
from domain.money import told_in_both
from domain.repairs.exceptions import LEVELS
from domain.repairs.fields import DECISIONS
from domain.repairs.states import RMA_STATES


def _exception(_: Asking) -> Text:
    decisions = listed(value("decision", each) for each in DECISIONS)
    return Text(
        "维修中发现费用会超出预估、严重损坏或其他问题时，维修先停下来：等公司批准，"
        f"也等客户决定：{decisions.zh}。在客户决定之前不会按更高的费用继续。",
        "When a repair turns out to cost more than estimated, or other damage is found, it stops: "
        f"it waits for the house's approval and for the customer's decision: {decisions.en}. "
        "Nothing goes on at a higher cost before the customer has decided.",
    )


def _exception_limits(asking: Asking) -> Text:
    rules = asking.rules
    least = told_in_both(rules.exception_lead_from, "USD")
    most = told_in_both(rules.exception_management_above, "USD")
    desk, lead, management = (LEVELS[each][1] for each in ("desk", "lead", "management"))
    return Text(
        "由谁批准看超出预估多少：\n"
        f"- 不到 {least.zh}：{desk.zh}\n"
        f"- {least.zh} 到 {most.zh}：{lead.zh}\n"
        f"- 超过 {most.zh}：{management.zh}\n"
        f"金额按美元比较，其他币种按内部汇率折算：1 美元 = {rules.cny_per_usd} 人民币 = "
        f"{rules.eur_per_usd} 欧元。",
        "Who approves depends on how far it is above the estimate:\n"
        f"- under {least.en}: {desk.en}\n"
        f"- {least.en} to {most.en}: {lead.en}\n"
        f"- above {most.en}: {management.en}\n"
        f"Amounts are compared in US dollars; others are converted at the house's rates: 1 USD = "
        f"{rules.cny_per_usd} CNY = {rules.eur_per_usd} EUR.",
    )


def _way(_: Asking) -> Text:
    return lines(
        Text("返厂单（RMA）这样走：", "This is the way of an RMA:"), states_told(RMA_STATES)
    )


def _who_does_what(_: Asking) -> Text:
    done: dict[Text, list[Text]] = {}
    for move in KIND.moves:
        if move.permissions != {Permission.BY_CLOCK}:
            done.setdefault(holders(*move.permissions), []).append(move.label)
    return lines(
        Text("谁来做：", "Who does it:"),
        *(
            Text(f"- {listed(what).zh}：{who.zh}", f"- {listed(what).en}: {who.en}")
            for who, what in done.items()
        ),
    )


def _request(_: Asking) -> Text:
    return Text(
        "经销商的返厂申请先由服务台审核：批准、写明原因拒绝，或者先问清楚；批准之前请不要寄设备。"
        "服务台自己开的返厂单不用审批。"
        "批准后会有装箱单（带每张单的条码），放进箱子一起寄，寄出后登记承运商和运单号。",
        "A dealer's RMA request is looked at by the service desk first: approved, rejected with a "
        "reason, or asked about; please send nothing before. An RMA that the desk opens itself "
        "needs no approval. Once approved there is a packing list with a barcode for each RMA: put "
        "it into the box, then register the carrier and tracking number.",
    )


def _who_approves(_: Asking) -> Text:
    desk = holders(Permission.HANDLE_RMA)
    return Text(f"能批准的有：{desk.zh}。", f"Who may approve: {desk.en}.")


def _costs(asking: Asking) -> Text:
    fee = asking.rules.inspection_fee
    told = told_in_both(fee, "USD")
    inspecting = (
        Text(f"过保的检测费为 {told.zh}。", f"Out of warranty, inspection costs {told.en}.")
        if fee
        else Text("不收检测费。", "There is no inspection fee.")
    )
    methods = listed(value("method", each) for each in METHODS)
    return lines(
        Text(
            "在保的维修不收费。过保的先报价：配件费 + 运费 + 人工费，客户接受后才修；"
            "修好后开形式发票（PI），付清后寄回，寄回的运费就在报价和 PI 里由客户付。",
            "A repair in warranty is free of charge. Out of warranty it is quoted first: parts, "
            "shipping and labour, and repaired once the customer accepts; then the PI is made, and "
            "the device goes back when it is paid. The shipping back is part of the quote and the "
            "PI, so the customer pays it.",
        ),
        inspecting,
        Text(f"付款方式：{methods.zh}。", f"Ways to pay: {methods.en}."),
        Text(
            "寄到总部的运费由谁付，规定里没有写，请和服务台商定。",
            "Who pays the way to headquarters is not laid down; please agree on it with the desk.",
        ),
    )


def _warranty(_: Asking) -> Text:
    return Text(
        "保修看每台设备登记的保修截止日期，不是统一的年限：给我序列号就能查。"
        "在保的维修不收费；人为损坏等不属保修的，服务台会写明原因后转为收费。"
        "设备换了主人，保修随设备走。过保的先报价再维修。",
        "Warranty follows the date registered for each device, not one term for all: give me the "
        "serial number and I look it up. A repair in warranty is free of charge; damage that is "
        "not covered is charged for after the desk has said why. When a device changes hands the "
        "warranty stays with the device. Out of warranty it is quoted before it is repaired.",
    )


def _quote(asking: Asking) -> Text:
    days = asking.rules.quote_cancel_days
    return Text(
        f"报价 {days} 天内有效，过期没有答复就自动取消，记录保留；之后可以重新报价。"
        "设备已经在总部的，原机退回。",
        f"A quote is valid for {days} days; without an answer it is then cancelled and kept on "
        "record, and can be quoted again. A device that is already here goes back as it is.",
    )


def _quote_kept(asking: Asking) -> Text:
    rules = asking.rules
    return Text(
        f"第 {rules.quote_reminder_days} 天发提醒邮件，"
        f"第 {rules.quote_call_days} 天由服务台打电话。",
        f"A reminder goes out after {rules.quote_reminder_days} days, and the desk calls after "
        f"{rules.quote_call_days}.",
    )


def _priorities(_: Asking) -> Text:
    held = listed(value("priority", each) for each in ("R1", "R2", "R3"))
    return Text(
        f"维修按优先级排：{held.zh}，没有写明的按 R3。完成日期以服务台的通知为准。",
        f"Repairs go by priority: {held.en}; R3 where nothing is said. The service desk tells when "
        "a repair is done.",
    )


def _repair_days(asking: Asking) -> Text:
    rules = asking.rules
    days = (
        ("R1", rules.repair_working_days_r1, Text("换机或紧急项目", "replacement, urgent project")),
        ("R2", rules.repair_working_days_r2, Text("VIP 或经销商催促", "VIP, dealer pushing")),
        ("R3", rules.repair_working_days_r3, Text("其他", "all others")),
    )
    return lines(
        Text("收货后要在这些工作日内修好：", "To be repaired within so many working days:"),
        *(
            Text(f"- {code}（{who.zh}）：{count} 个工作日", f"- {code} ({who.en}): {count}")
            for code, count, who in days
        ),
        Text("异常和等报价答复的时间不算。", "Exceptions and open quotes hold the clock."),
    )


RULES = (
    Rule(
        "exceptions",
        Text("维修费用超出预估：谁批准、客户怎么选", "A repair above its estimate: who approves"),
        "Public",
        _exception,
        _exception_limits,
    ),
    Rule(
        "rma_way",
        Text("返厂维修（RMA）的流程", "How an RMA goes on"),
        "Public",
        _way,
        _who_does_what,
    ),
    Rule(
        "rma_request",
        Text("返厂申请的审批", "Approval of an RMA request"),
        "Dealer",
        _request,
        _who_approves,
    ),
    Rule(
        "costs",
        Text("维修费、检测费、运费由谁付", "Who pays for repair, inspection and shipping"),
        "Public",
        _costs,
    ),
    Rule(
        "warranty",
        Text("保修怎么算", "How warranty works"),
        "Public",
        _warranty,
    ),
    Rule(
        "quotes",
        Text("报价的有效期和提醒", "How long a quote is valid"),
        "Public",
        _quote,
        _quote_kept,
    ),
    Rule(
        "priorities",
        Text("维修优先级和维修期限", "Repair priorities and time limits"),
        "Public",
        _priorities,
        _repair_days,
    ),
)

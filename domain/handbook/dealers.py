"""Rules for dealers: tiers, local repairs and their parts, restocks, debts, prices."""

from domain.access import Permission
from domain.handbook.rule import (
    Asking,
    Rule,
    holders,
    lines,
    listed,
    names_in,
    tier_called,
    way,
)
from domain.kinds.restock import KIND as RESTOCK
from domain.language import Text
from domain.local_repair import REPAIRING_TIERS, local_names_in, to_headquarters
from domain.repairs.states import DEALER_REPAIR_STATES
from domain.stock import STATUS_LABELS, STOCKING_TIER

_TIERS = (1, 2, 3)
_PARTS_BY_CASE = ("parts_requested", "parts_invoiced", "parts_paid", "parts_shipped")


def _may(tier: int) -> Text:
    """What dealers of a tier do."""
    if tier not in REPAIRING_TIERS:
        return Text(
            "不做本地维修，也不备配件：设备都开返厂单（RMA）寄回总部维修。",
            "does no repairs and keeps no parts: every device goes to headquarters with an RMA.",
        )
    if tier == STOCKING_TIER:
        return Text(
            "自己维修本地范围内的故障，自备配件库存，可以补货，配件款按月结算。",
            "does local repairs, keeps its own stock of parts, may restock and settles monthly.",
        )
    return Text(
        "自己维修本地范围内的故障，但不备库存：配件按单申请，付清 PI 后寄出，不能补货。",
        "does local repairs but keeps no stock: parts are requested for each case and sent once "
        "the PI is paid; it does not restock.",
    )


def _tiers(asking: Asking) -> Text:
    tiers = _TIERS if asking.tier is None else (asking.tier,)
    told = [(tier_called(each), _may(each)) for each in tiers]
    if asking.tier is not None:
        (who, what), *_ = told
        return Text(f"您是{who.zh}：{what.zh}", f"You are {who.en}, which {what.en}")
    return lines(
        Text("经销商分三级：", "There are three tiers of dealers:"),
        *(Text(f"- {who.zh}：{what.zh}", f"- {who.en}: {what.en}") for who, what in told),
    )


def _scope(asking: Asking) -> Text:
    """What is repaired locally; of what the question names it is said first."""
    if asking.tier is not None and asking.tier not in REPAIRING_TIERS:
        return _tiers(asking)
    rules = asking.rules
    local = names_in(rules.local_parts)
    kept = names_in(rules.headquarters_work)
    tiers = listed(tier_called(each) for each in REPAIRING_TIERS)
    return lines(
        _of_what_is_named(asking),
        Text(
            f"{tiers.zh}可以自己更换：{local.zh}。",
            f"Dealers of tier {' and '.join(map(str, REPAIRING_TIERS))} replace themselves: "
            f"{local.en}.",
        ),
        Text(
            f"要寄回总部（开 RMA）的：{kept.zh}，以及上面没有列出的。",
            f"Headquarters' work (open an RMA): {kept.en}, and whatever is not listed above.",
        ),
    )


def _of_what_is_named(asking: Asking) -> Text | None:
    if named := local_names_in(asking.question, asking.rules):
        said = "、".join(named)
        return Text(
            f"可以：“{said}”在本地维修范围内。",
            f"Yes: “{', '.join(named)}” is within local repairs.",
        )
    reason = to_headquarters(asking.question, asking.rules)
    return reason and Text(f"不可以：{reason.zh}", f"No: {reason.en}")


def _parts(asking: Asking) -> Text:
    own = Text(
        "从自己的库存里取：登记维修时库存随之减少，每月结算；低于安全线请补货。"
        "换下的旧件可以标记为“待寄回分析”。",
        "takes parts from its own stock: recording the repair takes them off, they are settled "
        "monthly, and below the safety line please restock. A replaced part may be marked as to be "
        "returned for analysis.",
    )
    states = {state.code: state for state in DEALER_REPAIR_STATES}
    by_case = way([states[each] for each in _PARTS_BY_CASE])
    case = Text(
        f"在经销商维修单上申请配件：{by_case.zh}，收到后维修并登记。",
        f"requests the parts on the dealer repair: {by_case.en}, then repairs and records it.",
    )
    told = {1: own, 2: case, 3: _may(3)}
    tiers = _TIERS if asking.tier is None else (asking.tier,)
    return lines(
        *(
            Text(
                f"{tier_called(each).zh}：{told[each].zh}",
                f"{tier_called(each).en.capitalize()} {told[each].en}",
            )
            for each in tiers
        )
    )


def _restock(asking: Asking) -> Text:
    if asking.tier not in (None, STOCKING_TIER):
        return lines(
            Text(
                f"只有{tier_called(STOCKING_TIER).zh}备货、补货。",
                f"Only {tier_called(STOCKING_TIER).en} keeps stock and restocks.",
            ),
            _tiers(asking),
        )
    held = way([RESTOCK.by_state[e] for e in ("submitted", "invoiced", "shipped", "received")])
    months = asking.rules.stock_months
    low, now = STATUS_LABELS["below_safety"], STATUS_LABELS["restock_now"]
    return Text(
        f"只有{tier_called(STOCKING_TIER).zh}备货、补货。流程：{held.zh}；"
        "收货后库存增加，货款记入应收。"
        f"库存少于安全线为“{low.zh}”，只剩一半或更少为“{now.zh}”；"
        f"建议补货量是 {months} 个月的用量。"
        "提交时看欠款的账龄，有较早的欠款要先批准。",
        f"Only {tier_called(STOCKING_TIER).en} keeps stock and restocks: {held.en}; on receipt the "
        f"stock rises and the amount is owed. Below the safety line a part is “{low.en}”, at half "
        f"of it or less “{now.en}”; the suggestion is {months} months of use. The age of open "
        "debts is looked at when a restock is asked for, and older ones need approval.",
    )


def _debt(asking: Asking) -> Text:
    rules = asking.rules
    manager = holders(Permission.APPROVE_RESTOCK_MANAGEMENT)
    levels = lines(
        Text("补货前看最早一笔欠款的账龄：", "The age of the oldest debt decides on a restock:"),
        Text(
            f"- 超过 {rules.debt_reminder_days} 天：提醒付款，仍可补货",
            f"- over {rules.debt_reminder_days} days: a reminder to pay, restocks still go on",
        ),
        Text(
            f"- 超过 {rules.debt_desk_days} 天：补货要服务台批准",
            f"- over {rules.debt_desk_days} days: a restock needs the service desk's approval",
        ),
        Text(
            f"- 超过 {rules.debt_management_days} 天：补货暂停，要{manager.zh}批准；"
            "付清旧账后可以重新申请",
            f"- over {rules.debt_management_days} days: restocks stop until {manager.en.lower()} "
            "approves; once the old debt is paid it can be asked for again",
        ),
    )
    return lines(asking.owing, levels)


def _settlement(asking: Asking) -> Text:
    day = asking.rules.settlement_day
    when = (
        Text(f"下个月 {day} 日", f"on day {day} of the next month")
        if day
        else Text("月底", "at the end of the month")
    )
    return Text(
        f"只有{tier_called(STOCKING_TIER).zh}按月结算：当月维修从库存用掉的配件，按取用时的价格，{when.zh}结算。",
        f"Only {tier_called(STOCKING_TIER).en} settles monthly: the parts that its repairs took "
        f"from stock in the month, at the prices of that day, {when.en}.",
    )


def _prices(_: Asking) -> Text:
    return Text(
        "每个配件在每个市场有自己的定价：国内按人民币价，其他市场按美元或欧元价，不是按汇率换算的，"
        "所以各币种折算起来不相等。经销商按自己的结算币种计价。",
        "Each part has a price of its own in each market: CNY at home, USD or EUR elsewhere. They "
        "are not converted at an exchange rate, so they do not amount to the same. A dealer is "
        "billed in its own currency.",
    )


def _sees(_: Asking) -> Text:
    return Text(
        "经销商只看得到自己客户的工单和设备、自己的库存和账款，以及公开和面向经销商的知识；"
        "看不到其他经销商的任何资料，也看不到内部说明。",
        "A dealer sees the tickets and devices of its own customers, its own stock and account, "
        "and knowledge that is public or meant for dealers; nothing of other dealers, and no "
        "internal notes.",
    )


RULES = (
    Rule(
        "tiers",
        Text("经销商等级：一级、二级、三级各能做什么", "Dealer tiers: what tier 1, 2 and 3 may do"),
        "Dealer",
        _tiers,
    ),
    Rule(
        "local_repair",
        Text("经销商本地维修的范围", "What a dealer may repair locally"),
        "Dealer",
        _scope,
    ),
    Rule(
        "parts",
        Text("本地维修的配件从哪里来", "Where parts for a local repair come from"),
        "Dealer",
        _parts,
    ),
    Rule(
        "restocks",
        Text("补货的流程和建议", "How restocking works"),
        "Dealer",
        _restock,
    ),
    Rule(
        "debts",
        Text("欠款账龄和补货", "Old debts and orders"),
        "Dealer",
        _debt,
    ),
    Rule(
        "settlement",
        Text("经销商的月结", "Monthly settlement of dealers"),
        "Dealer",
        _settlement,
    ),
    Rule(
        "prices",
        Text("各市场的定价", "Prices by market"),
        "Dealer",
        _prices,
    ),
    Rule(
        "what_dealers_see",
        Text("经销商看得到什么", "What a dealer can see"),
        "Dealer",
        _sees,
    ),
)

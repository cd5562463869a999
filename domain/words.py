"""What the desk calls things: fields, coded values and links in both languages."""

from typing import Any

from domain.language import Language, Text

FIELDS: dict[str, Text] = {
    "above_usd": Text("超出预估（美元）", "Above the estimate (USD)"),
    "actual_cost": Text("实际费用", "Actual cost"),
    "address": Text("收货地址", "Address"),
    "amount": Text("金额", "Amount"),
    "analysis": Text("原因分析", "Analysis"),
    "answer": Text("答复", "Answer"),
    "attachments": Text("附件", "Attachments"),
    "by": Text("由", "By"),
    "cancel_reason": Text("取消原因", "Reason for cancelling"),
    "carrier": Text("承运商", "Carrier"),
    "category": Text("类别", "Category"),
    "cause": Text("原因分析", "Cause"),
    "channel": Text("渠道", "Channel"),
    "charge_reason": Text("收费原因", "Why it is charged"),
    "code": Text("编号", "Code"),
    "contact": Text("联系方式", "Contact"),
    "currency": Text("币种", "Currency"),
    "customer": Text("客户", "Customer"),
    "date": Text("日期", "Date"),
    "dealer": Text("经销商", "Dealer"),
    "decided_at": Text("审批时间", "Decided at"),
    "decided_by": Text("审批人", "Decided by"),
    "decision": Text("客户决定", "Customer's decision"),
    "description": Text("描述", "Description"),
    "device": Text("设备", "Device"),
    "estimate": Text("预估费用", "Estimate"),
    "exception": Text("异常", "Exception"),
    "faulty_parts": Text("旧件", "Faulty parts"),
    "finding": Text("检测结论", "Finding"),
    "handler": Text("处理人", "Handler"),
    "in_warranty": Text("保修", "Warranty"),
    "inspection_fee": Text("检测费", "Inspection fee"),
    "invoice": Text("形式发票", "Invoice (PI)"),
    "items": Text("项目", "Items"),
    "kind": Text("类型", "Kind"),
    "labour": Text("人工费", "Labour"),
    "level": Text("审批级别", "Approved by"),
    "method": Text("付款方式", "Payment method"),
    "mode": Text("寄送方式", "Sent how"),
    "note": Text("说明", "Note"),
    "number": Text("编号", "Number"),
    "partial": Text("部分付款", "Part payment"),
    "payment": Text("付款", "Payment"),
    "plan": Text("维修方案", "Plan"),
    "price": Text("单价", "Price"),
    "priority": Text("优先级", "Priority"),
    "problem": Text("问题描述", "Problem"),
    "product": Text("产品", "Product"),
    "quantity": Text("数量", "Quantity"),
    "quote": Text("报价", "Quote"),
    "quote_answer": Text("报价答复", "Answer to the quote"),
    "quoted_on": Text("报价日期", "Quoted on"),
    "reject_reason": Text("拒绝原因", "Reason for rejection"),
    "reopen_reason": Text("重开原因", "Reason for reopening"),
    "reported_by": Text("上报人", "Reported by"),
    "return_address": Text("回寄地址", "Return address"),
    "return_carrier": Text("回寄承运商", "Return carrier"),
    "return_reason": Text("退回原因", "Reason for returning"),
    "return_tracking": Text("回寄运单号", "Return tracking number"),
    "service_type": Text("服务类型", "Service type"),
    "severity": Text("严重程度", "Severity"),
    "shipping": Text("运费", "Shipping"),
    "sku": Text("料号", "SKU"),
    "sn": Text("序列号", "SN"),
    "solution": Text("解决方案", "Solution"),
    "solution_internal": Text("内部说明", "Internal note"),
    "source": Text("来源", "Source"),
    "state": Text("审批状态", "State"),
    "status": Text("状态", "State"),
    "summary": Text("问题", "Problem"),
    "test_result": Text("测试结果", "Test result"),
    "total": Text("合计", "Total"),
    "tracking": Text("运单号", "Tracking number"),
    "type": Text("类型", "Type"),
    "valid_until": Text("有效期至", "Valid until"),
    "work": Text("维修内容", "Work done"),
}

# The values that fields hold as codes, by field; those of "" mean the same wherever they stand.
VALUES: dict[str, dict[str, Text]] = {
    "channel": {
        "D": Text("经销商", "Dealer"),
        "C": Text("直接客户", "Direct customer"),
        "I": Text("内部", "Internal"),
    },
    "severity": {
        "1": Text("1 致命", "1 Critical"),
        "2": Text("2 严重", "2 Major"),
        "3": Text("3 一般", "3 Minor"),
    },
    "priority": {
        "R1": Text("R1 加急", "R1 urgent"),
        "R2": Text("R2 优先", "R2 priority"),
        "R3": Text("R3 标准", "R3 standard"),
    },
    "source": {
        "phone": Text("电话", "Phone"),
        "email": Text("邮件", "Email"),
        "online": Text("在线客服", "Online chat"),
        "facebook": Text("Facebook 群", "Facebook group"),
        "wechat": Text("微信群", "WeChat group"),
        "dealer": Text("经销商转报", "Dealer"),
        "slack": Text("Slack", "Slack"),
        "wecom": Text("企业微信", "WeCom"),
        "assistant": Text("Bokeh 助手", "Bokeh"),
        "self": Text("客户自报", "Self-reported"),
    },
    "service_type": {
        "consult": Text("咨询", "Consultation"),
        "troubleshooting": Text("问题排查", "Troubleshooting"),
        "remote_assistance": Text("远程协助", "Remote assistance"),
        "complaint": Text("投诉", "Complaint"),
    },
    "in_warranty": {
        "True": Text("在保", "In warranty"),
        "False": Text("过保", "Out of warranty"),
    },
    "link": {
        "upgraded_to": Text("升级为", "Upgraded to"),
        "upgraded_from": Text("升级自", "Upgraded from"),
        "related": Text("相关", "Related"),
        "duplicate_of": Text("重复于", "Duplicate of"),
    },
    "action": {
        "open": Text("新建", "Opened"),
        "comment": Text("留言", "Commented"),
        "edit": Text("修改", "Changed"),
    },
    "to": {
        "rma": Text("RMA返厂单", "RMA"),
        "dealer_repair": Text("经销商维修单", "Dealer repair"),
    },
    "": {
        "to_be_returned": Text("待寄回分析", "To be returned for analysis"),
        "kept": Text("留存", "Kept"),
        "later": Text("稍后寄出", "Later"),
        "hand_delivered": Text("当面送达", "Hand-delivered"),
        "consolidated": Text("合并寄送", "Consolidated"),
        "over_estimate": Text("成本超预估", "Over the estimate"),
        "severe_damage": Text("严重损坏", "Severe damage"),
        "other_problem": Text("发现其他问题", "Other problem found"),
        "continue": Text("继续维修", "Go on with the repair"),
        "cancel_and_return": Text("取消维修，原机退回", "Cancel and return"),
        "trade_in": Text("以旧换新", "Trade-in"),
        "scrap": Text("报废处理", "Scrap"),
        "paypal": Text("PayPal", "PayPal"),
        "wechat": Text("微信", "WeChat Pay"),
        "alipay": Text("支付宝", "Alipay"),
        "bank": Text("对公转账", "Bank transfer"),
        "quote_expired": Text("报价过期", "The quote expired"),
        "accepted": Text("接受", "Accepted"),
        "declined": Text("拒绝", "Declined"),
        "waiting": Text("待审批", "Awaiting approval"),
        "approved": Text("已批准", "Approved"),
        "rejected": Text("未批准", "Rejected"),
        "desk": Text("市场部", "Service desk"),
        "lead": Text("市场部负责人", "Head of service"),
        "management": Text("管理层", "Management"),
    },
}


def field_label(name: str, language: Language) -> str:
    """What a ticket's field or detail is called; the name itself where it has no label."""
    plain = name.removeprefix("details.").removesuffix("_id")
    return FIELDS[plain].in_(language) if plain in FIELDS else plain.replace("_", " ")


def value_label(name: str, value: Any, language: Language) -> str | None:
    """What a coded value of a field is called; None where the field holds no such code."""
    plain = name.removeprefix("details.")
    code = str(value)
    found = VALUES.get(plain, {}).get(code) or VALUES[""].get(code)
    return found.in_(language) if found else None

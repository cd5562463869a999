"""How people call the ticket kinds, shared by the tools that take one."""

from typing import Literal

KindCode = Literal["consult", "rma", "dealer_repair", "restock"]
KIND_WORDS = {
    "consult": ["咨询工单", "咨询单", "咨询", "服务请求", "consult", "consultation", "case"],
    "rma": ["返厂单", "返修单", "返厂", "返修", "寄修", "寄回总部", "RMA", "return", "send in"],
    "dealer_repair": [
        "经销商维修单", "本地维修", "维修单", "dealer repair", "local repair", "SVC",
    ],
    "restock": ["补货单", "补货", "restock"],
}  # fmt: skip

# How people call a move, beside its label.
MOVE_WORDS = {
    "accept": ["受理", "接单", "accept the report", "take it on"],
    "accept_quote": ["接受报价", "同意报价", "确认报价", "accept the quote", "accepts the quote",
        "accepted the quote", "agreed to the quote"],
    "approve": ["批准", "审批通过", "通过", "同意", "批了", "approve", "approved"],
    "approve_exception": ["批准异常", "异常通过", "approve the exception"],
    "ask": ["询问", "要求补充", "补充资料", "ask for more", "ask for details", "request more"],
    "cancel": ["取消", "作废", "撤销", "cancel"],
    "close": ["关闭", "关掉", "结案", "结了", "关了", "收尾", "close", "wrap up"],
    "confirm": ["客户确认", "确认解决", "confirm", "confirmed as solved"],
    "confirm_receipt": ["确认收货", "客户收到", "客户收到货", "confirm receipt",
        "customer received", "customer got it"],
    "customer_replied": ["客户回复", "客户说", "customer replied", "customer answered",
        "customer wrote back"],
    "decline_quote": ["拒绝报价", "不接受报价", "不同意报价", "decline the quote",
        "declined the quote", "rejects the quote"],
    "feedback": ["生产反馈", "反馈研发", "feedback to R&D", "tell R&D"],
    "finish_repair": ["维修完成", "修好", "修完", "完成维修", "repaired", "fixed",
        "finish the repair", "repair is done"],
    "inspect": ["检测", "检测完成", "检查结果", "inspect", "inspected"],
    "pass_to_dealer": ["转给经销商", "转经销商", "交给经销商", "pass to the dealer",
        "hand over to the dealer"],
    "quote": ["报价", "quote"],
    "receive": ["收货", "收到货", "已收货", "到货", "机器到了", "receive", "received",
        "has arrived", "arrived"],
    "record_decision": ["客户决定", "客户选择", "customer decided", "customer chose"],
    "record_repair": ["登记维修", "记录维修", "record the repair"],
    "reject": ["拒绝", "驳回", "不批", "reject", "turn down"],
    "reject_exception": ["不批准异常", "驳回异常", "reject the exception"],
    "reopen": ["重新打开", "重开", "再次打开", "reopen", "re-open"],
    "report_exception": ["上报异常", "报异常", "超预算", "report an exception",
        "over the estimate", "over budget"],
    "request_parts": ["申请配件", "request parts"],
    "receive_parts": ["收到配件", "配件到了", "parts arrived", "received the parts"],
    "resolve": ["给出方案", "解决了", "已解决", "标为已解决", "resolve", "resolved", "solved"],
    "return_report": ["退回自报", "退回报告", "return the report"],
    "ship": ["发货", "寄回", "寄出给客户", "ship", "shipped", "sent back"],
    "ship_in": ["登记寄出", "客户寄出", "已寄出", "寄来", "寄给你们", "sent to you",
        "on its way to you", "shipped to you"],
    "ship_parts": ["寄配件", "配件发货", "ship the parts", "parts shipped"],
    "start_repair": ["开始维修", "开修", "开始修", "start the repair", "start repairing"],
    "upgrade": ["升级", "转返厂", "转为RMA", "转RMA", "升级为RMA", "转维修", "upgrade",
        "turn into an RMA", "make it an RMA", "into an RMA", "to an RMA",
        "转为返厂", "转成返厂", "改成返厂", "escalate"],
}  # fmt: skip

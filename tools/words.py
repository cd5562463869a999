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

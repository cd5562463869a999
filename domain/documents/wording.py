"""The words of papers in both languages, and a paper's facts put into them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from domain.language import Language, Text

_LABELS: dict[str, Text] = {
    "packing_list": Text("RMA装箱清单", "RMA packing list"),
    "quote": Text("维修报价单", "Repair quote"),
    "invoice": Text("形式发票", "Proforma invoice"),
    "sender": Text("寄件人", "Sender"),
    "recipient": Text("收件人", "Recipient"),
    "bill_to": Text("付款方", "Bill to"),
    "seller": Text("收款方", "Seller"),
    "valid_until": Text("有效期至", "Valid until"),
    "date": Text("日期", "Date"),
    "number": Text("编号", "Number"),
    "ticket": Text("工单", "Ticket"),
    "product": Text("产品", "Product"),
    "sn": Text("序列号", "Serial number"),
    "customer": Text("客户", "Customer"),
    "description": Text("故障描述", "Problem"),
    "warranty": Text("保修", "Warranty"),
    "in_warranty": Text("保修期内", "In warranty"),
    "out_of_warranty": Text("已过保", "Out of warranty"),
    "devices": Text("设备数量", "Devices"),
    "packing_hint": Text(
        "请打印本清单并随设备放入箱内，每台设备凭条码收货。",
        "Please print this list and put it in the box; each device is received by its barcode.",
    ),
    "problem": Text("问题描述", "Problem"),
    "cause": Text("原因分析", "Cause"),
    "solution": Text("解决方案", "Solution"),
    "sku": Text("料号", "SKU"),
    "name": Text("名称", "Description"),
    "quantity": Text("数量", "Quantity"),
    "price": Text("单价", "Unit price"),
    "amount": Text("金额", "Amount"),
    "shipping": Text("运费", "Shipping"),
    "labour": Text("人工费", "Labour"),
    "inspection_fee": Text("检测费", "Inspection fee"),
    "total": Text("总计", "Total"),
    "payment": Text("付款方式", "Payment"),
    "page": Text("页", "Page"),
    "barcode": Text("条码", "Barcode"),
}


@dataclass(frozen=True)
class Letterhead:
    """Whose papers these are; `payment` is what an invoice says of how to pay."""

    name: Text
    address: str = ""
    payment: str = ""


_HOUSE = Text(
    "Kinefinity 深圳总部 · 售后维修部", "Kinefinity Shenzhen Headquarters · After-sales Workshop"
)


def letterhead_of(name: str, address: str, payment: str) -> Letterhead:
    """The letterhead as the installation is configured; without a name it is the maker's own."""
    return Letterhead(Text(name, name) if name.strip() else _HOUSE, address, payment)


def kind_label(kind: str) -> Text:
    return _LABELS[kind]


def worded(
    kind: str,
    facts: Mapping[str, Any],
    *,
    number: str | None,
    title: str,
    made_at: datetime,
    letterhead: Letterhead,
    language: Language,
) -> dict[str, Any]:
    """All that a template prints, as plain texts in one language; `made_at` in business time."""
    party = facts["party"]
    lines = [*party["lines"], _country(party["country"], language)]
    words: dict[str, Any] = {
        "kind": kind,
        "language": language.value,
        "labels": {name: text.in_(language) for name, text in _LABELS.items()},
        "title": f"{_LABELS[kind].in_(language)} {title}",
        "heading": _LABELS[kind].in_(language),
        "number": number or "",
        "made_on": [made_at.year, made_at.month, made_at.day],
        "date": made_at.date().isoformat(),
        "house": {
            "name": letterhead.name.in_(language),
            "lines": [line for line in letterhead.address.splitlines() if line.strip()],
        },
        "payment": letterhead.payment.strip(),
        "party": {"name": party["name"], "lines": [line for line in lines if line]},
    }
    return words | (_packing(facts, language) if kind == "packing_list" else _bill(facts, language))


def _packing(facts: Mapping[str, Any], language: Language) -> dict[str, Any]:
    return {"devices": [_device(each, language) for each in facts["devices"]]}


def _device(device: Mapping[str, Any], language: Language) -> dict[str, Any]:
    known = device["in_warranty"]
    label = "in_warranty" if known else "out_of_warranty"
    warranty = "" if known is None else _LABELS[label].in_(language)
    return {**device, "warranty": warranty, "in_warranty": bool(known)}


def _bill(facts: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """The bill's lines and sums; a charge of nothing is left out, the total always stands."""
    name = "name_zh" if language is Language.ZH else "name_en"
    charges = [
        {"label": _LABELS[each].in_(language), "amount": _money(facts[each])}
        for each in ("shipping", "labour", "inspection_fee")
        if Decimal(facts[each])
    ]
    return {
        **{each: facts[each] for each in ("ticket", "product", "sn", "currency")},
        "valid_until": facts.get("valid_until", ""),
        "case": [
            {"label": _LABELS[each].in_(language), "text": facts[each]}
            for each in ("problem", "cause", "solution")
            if facts[each]
        ],
        "items": [
            {
                "sku": line["sku"],
                "name": line[name],
                "quantity": str(line["quantity"]),
                "price": _money(line["price"]),
                "amount": _money(line["amount"]),
            }
            for line in facts["items"]
        ],
        "charges": charges,
        "total": f"{facts['currency']} {_money(facts['total'])}",
    }


def _money(amount: str) -> str:
    return f"{Decimal(amount):,.2f}"


def _country(code: str | None, language: Language) -> str:
    """A country's name where `code` is one that is known, else as it was written."""
    if not code:
        return ""
    from babel import Locale

    names = Locale.parse("zh_Hans" if language is Language.ZH else "en").territories
    return str(names.get("GB" if code == "UK" else code.upper(), code))

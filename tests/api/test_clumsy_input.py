"""What a clumsy clerk sends: refused in a sentence that names the field as the desk calls it."""

import re

import pytest

SDI = "S1-011-013-01"
QUOTE, CANCEL, ASSIGN = "moves/quote", "moves/cancel", "moves/assign"


@pytest.fixture(scope="module")
def repair(client_of):
    """An RMA that waits for its device."""
    body = {"kind": "rma", "sn": "ME_204018", "summary": "no SDI output"}
    answer = client_of("market").post("/api/tickets", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()["number"]


def said(client, method, path, body, language):
    """The refusal in a language; any answer but a refusal fails."""
    headers = {"Accept-Language": language, "Content-Type": "application/json"}
    content = {"content": body} if isinstance(body, str) else {"json": body}
    answer = client.request(method, path, headers=headers, **content)
    assert 400 <= answer.status_code < 500, answer.text
    return answer.json()["error"]


TICKET_FAULTS = [
    (QUOTE, {}, "“配件”必填", "“Parts” is required"),
    (QUOTE, {"items": "SDI", "shipping": 1}, "“配件”应是一个列表", "“Parts” should be a list"),
    (
        QUOTE,
        {"items": [{"sku": SDI, "quantity": 0}], "shipping": 1},
        "“配件”第 1 行的“数量”不能小于 1",
        "“Parts”, line 1: “Quantity” must not be below 1",
    ),
    (QUOTE, {"items": [{"sku": SDI, "quantity": 1.5}], "shipping": 1}, "应是整数", "whole number"),
    (QUOTE, {"items": [], "shipping": "1.999"}, "“运费”最多 2 位小数", "2 decimals at most"),
    (QUOTE, {"items": [], "shipping": -1}, "“运费”不能小于 0", "“Shipping” must not be below 0"),
    (QUOTE, '{"items": [], "shipping": NaN}', "“运费”不是一个数", "“Shipping” is not a number"),
    (QUOTE, {"items": [], "shipping": 10**30}, "“运费”的数太大", "“Shipping” is too large"),
    (QUOTE, {"items": [], "shipping": "1e400"}, "“运费”", "“Shipping”"),
    (QUOTE, {"items": [{"sku": "S1-011-013-99"}], "shipping": 1}, SDI, f"Close to it: {SDI}"),
    (QUOTE, {"items": [{"sku": SDI}, {"sku": SDI}], "shipping": 1}, "写了两次", "is there twice"),
    (QUOTE, {"items": [], "shipping": 0}, "报价不能为零", "A quote of nothing is none"),
    (QUOTE, '{"items":', "不是正确的 JSON", "not valid JSON"),
    (QUOTE, "[1]", "应是一组内容", "should be an object"),
    (CANCEL, {}, "“原因”必填", "“Reason” is required"),
    (CANCEL, {"reason": "  "}, "“原因”至少要 2 个字", "“Reason” needs at least 2 characters"),
    (CANCEL, {"reason": "x" * 2001}, "“原因”最多 2000 个字", "2000 characters at most"),
    (CANCEL, {"reason": "a\x00b"}, "“原因”里有不能保存的字符", "“Reason” holds a character"),
    (CANCEL, {"reason": "😀", "colour": 1}, "“colour”不认识", "“colour” is not a known field"),
    (ASSIGN, {"handler": "nobody"}, "可选：", "there are:"),
    (ASSIGN, {"handler": "repair", "priority": "R9"}, "R1 加急 (R1)", "R1 urgent (R1)"),
    ("moves/ship_in", {"mode": "pigeon"}, "稍后寄出 (later)", "Later (later)"),
    ("moves/fly", {}, "现在可以：报价", "Possible now: Quote"),
    ("moves/invoice", {}, "现在可以：报价", "Possible now: Quote"),
    ("comments", {"text": ""}, "留言要有", "A comment has"),
    ("comments", {"text": "a\x07b"}, "“内容”里有不能保存的字符", "“Text” holds a character"),
]


@pytest.mark.parametrize(("where", "body", "zh", "en"), TICKET_FAULTS)
def test_a_wrong_move_or_comment_says_what_is_wrong_in_both_languages(
    client_of, repair, where, body, zh, en
):
    for language, expected in (("zh", zh), ("en", en)):
        error = said(client_of("market"), "POST", f"/api/tickets/{repair}/{where}", body, language)
        assert expected in error["message"]
        _is_a_sentence(error, language)


FAULTS = [
    ("POST", "/api/tickets", {}, "“类型”必填", "“Kind” is required"),
    ("POST", "/api/tickets", {"kind": "rma"}, "还缺：序列号、故障描述", "the serial number and"),
    ("POST", "/api/tickets", {"kind": "bicycle"}, "没有“bicycle”这种工单", "no kind “bicycle”"),
    ("POST", "/api/tickets", {"kind": "rma", "sn": "x" * 41}, "“序列号”最多 40", "“SN” may have"),
    ("POST", "/api/tickets", {"kind": "rma", "severity": 7}, "“严重程度”不能大于 3", "“Severity”"),
    ("POST", "/api/tickets", {"kind": "rma", "source": "owl"}, "电话 (phone)", "Phone (phone)"),
    ("POST", "/api/tickets", {"kind": "rma", "summary": "a\x00"}, "“问题”里有", "“Problem” holds"),
    ("POST", "/api/tickets", {"kind": "rma", "sn": "ME_207890", "summary": "x",
                              "product": "Edge 9K"}, "“Edge 9K”的产品", "no product “Edge 9K”"),
    ("POST", "/api/tickets", {"kind": "dealer_repair", "summary": "fan", "dealer": "rmk"},
     "三级经销商，不做本地维修", "tier 3 dealer and does not repair"),
    ("POST", "/api/tickets/batch", {"devices": []}, "“设备”至少要 1 项", "at least one entry"),
    ("POST", "/api/tickets/batch", {"devices": [{"sn": "A1", "description": "a\x00b"}]},
     "不能保存的字符", "holds a character"),
    ("POST", "/api/tickets/batch", {"devices": [{"sn": "A-1", "description": "a"},
                                                {"sn": "a1", "description": "b"}]},
     "序列号 a1 重复了", "a1 is there twice"),
    ("GET", "/api/tickets?from=yesterday", None, "“开始日期”应是日期", "“From” should be a date"),
    ("GET", "/api/tickets?from=0001-01-01", None, "日期超出范围", "date is out of range"),
    ("GET", "/api/tickets?size=0", None, "“每页条数”不能小于 1", "“Entries a page” must not"),
    ("GET", "/api/tickets?status=frog", None, "没有“frog”这个状态", "no status “frog”"),
    ("GET", "/api/wishes?status=frog", None, "只能是：new、evaluating", "is one of: new"),
    ("POST", "/api/mails", {"subject": "a", "body": "b"}, "“收件人”必填", "“To” is required"),
    ("POST", "/api/stock/corrections", {"dealer": "rmk", "sku": SDI, "quantity": 1,
                                        "reason": "counted"}, "三级经销商", "tier 3 dealer"),
    ("POST", "/api/dealers/proav/payments", {"reference": "PI-2026-0031", "method": "gold",
                                             "amount": "NaN"}, "对公转账 (bank)", "(bank)"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "body", "zh", "en"), FAULTS)
def test_a_wrong_request_says_what_is_wrong_in_both_languages(
    client_of, method, path, body, zh, en
):
    for language, expected in (("zh", zh), ("en", en)):
        error = said(client_of("market"), method, path, body, language)
        assert expected in error["message"]
        _is_a_sentence(error, language)


def test_who_may_not_is_told_what_they_can_do(client_of, repair):
    for username, path, said_en in (
        ("repair", f"/api/tickets/{repair}/moves/quote", "“Quote” is not yours to do. Possible"),
        ("rmk", "/api/tickets", "You can open: Consult ticket, RMA"),
    ):
        body = {"kind": "restock"} if path == "/api/tickets" else {}
        error = said(client_of(username), "POST", path, body, "en")
        assert said_en in error["message"]
        assert _is_a_sentence(said(client_of(username), "POST", path, body, "zh"), "zh")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"sn": ""}, 422),
        ({"summary": " "}, 422),
        ({"summary": "a\x00b"}, 422),
        ({"customer": ""}, 422),
        ({"severity": "high"}, 422),
        ({"status": "closed"}, 422),
        ({"version": 999, "summary": "new"}, 409),
        ({"handler": "proav"}, 422),
    ],
)
def test_a_correction_that_cannot_be_leaves_the_ticket_as_it_was(client_of, repair, change, status):
    market = client_of("market")
    before = market.get(f"/api/tickets/{repair}").json()
    answer = market.patch(f"/api/tickets/{repair}", json=change)
    assert answer.status_code == status
    _is_a_sentence(answer.json()["error"], "en")
    assert market.get(f"/api/tickets/{repair}").json() == before


def test_warranty_follows_the_device_that_is_named(client_of):
    market = client_of("market")
    body = {"kind": "rma", "sn": "ME_207890", "summary": "no SDI output"}
    number = market.post("/api/tickets", json=body).json()["number"]
    changed = [
        market.patch(f"/api/tickets/{number}", json={"sn": sn}).json()["in_warranty"]
        for sn in ("ME_204018", "UNKNOWN-1", "ME_207890")
    ]
    assert changed == [False, None, True]


def test_billed_amounts_stay_with_the_dealer_they_were_drawn_up_for(client_of):
    market, dealer = client_of("market"), client_of("dpgadget")
    body = {"kind": "dealer_repair", "summary": "SDI module broken"}
    number = dealer.post("/api/tickets", json=body).json()["number"]
    asked = {"items": [{"sku": SDI, "quantity": 1}]}
    dealer.post(f"/api/tickets/{number}/moves/request_parts", json=asked)
    refused = market.patch(f"/api/tickets/{number}", json={"dealer": "proav"})
    assert (refused.status_code, "cancel it and open" in refused.text) == (409, True)


def _is_a_sentence(error, language):
    """One that ends, in the right language, without the words of the library that checks."""
    text = error["message"]
    assert re.search(r"[。.？?）)]$", text) or ":" in text, text
    assert not re.search(r"Input should|Field required|String should|Value error|items\.0", text)
    assert bool(re.search("[一-鿿]{2}", text)) or language == "en", text
    for words in error.get("fields", {}).values():
        assert "Input should" not in words
    return True

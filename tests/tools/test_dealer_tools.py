"""Stock, restock and customers in conversation: what is told, proposed and kept from others."""

import shutil

import pytest

from api.app import build
from api.settings import Settings
from tests.assistant.conftest import Talk

SDI, FAN = "S1-011-013-01", "S1-010-021-01"


@pytest.fixture(scope="module")
def service(demo_folder, tmp_path_factory):
    """One service for all the stories here; those that write say so."""
    folder = tmp_path_factory.mktemp("tools") / "data"
    shutil.copytree(demo_folder, folder)
    running = build(Settings(data_dir=folder, embedding="none", _env_file=None))
    yield running
    running.close()


def said(service, username, text):
    return Talk(service, username).say(text)


def tools_of(reply):
    return [call.name for call in reply.tools]


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("ProAV 的库存怎么样", ["Back板（Edge）", "低于安全线", "建议补 4 件", "待结算 US$207.00"]),
        ("stock of ProAV", ["Stock of ProAV", "restock 4 suggested", "to settle for 2026-02"]),
        ("SDI模块还有多少库存", ["ProAV · SDI模块", "5 件"]),
        ("哪些备件快要用完了", ["1SV · 按键板", "0 件"]),
        ("how much does ProAV owe", ["owes $1,250.00, the oldest for 15 days"]),
    ],
)
def test_the_desk_asks_for_stock_and_debts(service, text, tells):
    reply = said(service, "market", text)
    assert tools_of(reply) == ["stock_status"]
    for each in tells:
        assert each in reply.text


def test_a_question_about_what_runs_out_leaves_out_what_does_not(service):
    assert "正常" not in said(service, "market", "哪些备件快要用完了").text


def test_a_dealer_hears_of_its_own_stock_only_whomever_it_asks_for(service):
    for text in ("stock of ProAV", "ProAV 欠款多少", "which parts are below the safety line"):
        told = said(service, "gafpa", text).text
        for foreign in ("ProAV", "1,250", "1SV", "EU Office"):
            assert foreign not in told.replace(text, "")


@pytest.mark.parametrize("username", ["repair", "max"])
def test_those_without_accounts_are_told_no_stock(service, username):
    reply = said(service, username, "ProAV 的库存怎么样")
    assert "stock_status" not in tools_of(reply)
    assert "1,250" not in reply.text


def test_a_restock_is_a_card_with_stock_sum_and_debt_and_written_once_approved(service):
    talk = Talk(service, "market")
    [card] = talk.say("替 ProAV 申请补五个 SDI 模块").proposals
    lines = {line.label: (line.old, line.new) for line in card.preview}
    assert lines[f"SDI模块 ({SDI}) × 5"] == ("5", "10")
    assert lines["配件总价"] == (None, "US$345.00")
    assert any("15 天" in warning for warning in card.warnings)
    done = talk.say("确认")
    assert "RS-2602-" in done.text
    assert done.references[0].number.startswith("RS-2602-")


def test_restock_as_suggested_orders_the_advice_and_the_card_holds_it(service):
    [card] = said(service, "onesv", "restock as suggested").proposals
    assert card.arguments["items"] == [
        {"sku": "S1-010-017-01", "quantity": 2},
        {"sku": "S1-011-020-01", "quantity": 1},
    ]
    assert any("102 days" in warning for warning in card.warnings)


def test_a_restock_of_nobody_asks_for_the_dealer(service):
    reply = said(service, "market", "补货 SDI模块 5 个")
    assert reply.proposals == []
    assert "哪家经销商" in reply.text


@pytest.mark.parametrize("username", ["dpgadget", "rmk", "repair", "max"])
def test_nobody_without_stock_is_offered_a_restock(service, username):
    reply = said(service, username, "restock 5 SDI modules")
    assert reply.proposals == []


@pytest.mark.parametrize(
    "text",
    ["Max Mueller 的服务历史", "Max Muller 这个客户的档案", "customer history of Max Mueller"],
)
def test_a_customer_is_told_whole_also_when_misspelt(service, text):
    reply = said(service, "market", text)
    assert tools_of(reply) == ["customer_history"]
    for each in ("VIP", "ME_207890", "ProAV", "email"):
        assert each in reply.text


def test_a_foreign_customer_is_as_unknown_as_none(service):
    texts = [
        said(service, "gafpa", f"customer history of {name}").text.replace(name, "")
        for name in ("Max Mueller", "Max Nobodyx")
    ]
    assert "ME_207890" not in texts[0]
    assert "VIP" not in texts[0]


def test_a_device_tells_firmware_entitlement_and_tags(service):
    told = said(service, "market", "ME_207890").text
    for each in ("2027-03-15", "8021", "VIP", "John", "K2512-0089", "RMA-D-2601-0012"):
        assert each in told

"""Third and fourth turns of conversations of the staff, in the whole service."""

import pytest

from assistant.model import Outcome
from tests.assistant.conftest import Talk

DEVICE = "ME_207890"


def card(reply):
    [shown] = reply.proposals
    return shown


def arguments(reply):
    return card(reply).arguments


def test_a_detail_behind_a_card_goes_into_its_field_and_the_rest_into_the_description(service):
    talk = Talk(service)
    talk.say(f"open an rma for {DEVICE}, no picture on the SDI out")
    told = arguments(talk.say("R1 pls, its a rental job"))
    assert (told["priority"], told["description"]) == ("R1", "its a rental job")
    more = arguments(talk.say("also the customer says the hdmi is fine"))
    assert more["description"] == "its a rental job\nthe customer says the hdmi is fine"
    assert talk.say("yes").outcome is Outcome.ANSWERED


def test_a_detail_is_written_as_it_was_typed(service):
    talk = Talk(service)
    talk.say("开个咨询单，Edge 6K 画面有横纹")
    told = arguments(talk.say("哦，横纹是在高温下才出现，大概40分钟以后"))
    assert told["description"] == "横纹是在高温下才出现，大概40分钟以后"


def test_a_question_behind_a_card_is_no_detail_of_it(service):
    talk = Talk(service)
    talk.say("开个咨询单，Edge 6K 画面有横纹")
    assert talk.say("ProAV 还欠多少钱").proposals == []


def test_another_device_is_another_card_with_its_own_fault(service):
    talk = Talk(service)
    talk.say(f"给 {DEVICE} 开返厂单，录制死机")
    other = arguments(talk.say("另外给 MS_101773 也开一张，后板坏了"))
    assert (other["kind"], other["sn"], other["summary"]) == ("rma", "MS_101773", "后板坏了")
    first = arguments(talk.say("第一张改成 R1"))
    assert (first["sn"], first["priority"]) == (DEVICE, "R1")


def test_not_this_device_takes_its_serial_off_the_card_and_says_what_can_be_done(service):
    talk = Talk(service)
    old = card(talk.say(f"SN {DEVICE} sdi 没输出，开返厂单"))
    asked = talk.say("不是这台，客户那台是 Edge 6K")
    assert asked.outcome is Outcome.CLARIFY
    without = talk.say("序列号他还没给我")
    assert "咨询工单" in [each.label for each in without.choices]
    told = arguments(talk.say("咨询"))
    assert told["product"] == "MAVO Edge 6K"
    assert "sn" not in told
    assert service.assistant.decisions.read(talk.viewer, old.id).state == "cancelled"


@pytest.mark.parametrize("said", ["好", "ok", "知道了", "got it", "行"])
def test_a_word_that_takes_note_of_an_answer_does_nothing(service, said):
    talk = Talk(service)
    talk.say("K2602-0001")
    reply = talk.say(said)
    assert (reply.outcome, reply.tools, reply.proposals) == (Outcome.ANSWERED, [], [])


def test_a_word_that_takes_note_decides_no_card_that_was_shown_before_another_answer(service):
    talk = Talk(service)
    talk.say(f"给 {DEVICE} 开返厂单，录制死机")
    talk.say("ProAV 还欠多少钱")
    assert card(talk.say("好")).state == "pending"
    assert card(talk.say("好，确认")).state == "done"


def test_what_an_answer_rests_on_is_told_with_its_references(service):
    talk = Talk(service)
    talk.say("Edge 8K 高温死机怎么处理")
    reply = talk.say("哪篇文章说的")
    assert "KB-0023" in [each.number for each in reply.references]
    assert reply.outcome is Outcome.ANSWERED


def test_the_excess_over_the_estimate_is_told_of_the_ticket_in_talk(service):
    talk = Talk(service)
    talk.say("RMA-D-2601-0147")
    reply = talk.say("比预估超了多少")
    assert "US$2,300.00" in reply.text
    assert [each.name for each in reply.tools] == ["read_ticket"]


def test_a_day_with_a_state_is_the_day_on_which_it_was_reached(service):
    talk = Talk(service)
    reply = talk.say("which ones shipped this month")
    assert reply.tools[0].arguments == {"status": "shipped", "period": "this month"}
    assert "RMA-D-2601-0015" in [each.number for each in reply.references]


def test_not_received_yet_is_said_to_be_what_it_is(service):
    reply = Talk(service).say("还没收货的有哪些")
    assert reply.tools[0].arguments["status"] == "not_received"
    assert "待收货、运输中" in reply.text


def test_what_waits_for_my_approval_is_known_with_a_time(service):
    reply = Talk(service, "lead").say("这周有什么要我批的")
    assert [(each.name, each.arguments) for each in reply.tools] == [
        ("my_work", {"about": "to_decide"})
    ]


def test_an_inspection_told_in_one_sentence_goes_into_its_fields(service):
    talk = Talk(service, "repair")
    talk.say("哪些在路上")
    talk.say("第一台到了，签收")
    talk.say("确认")
    told = arguments(talk.say("外观没问题，SDI芯片虚焊，方案是换SDI模块，预估69美金，录一下检测"))
    assert (told["move"], told["finding"]) == ("inspect", "外观没问题，SDI芯片虚焊")
    assert (told["plan"], told["estimate"]) == ("换SDI模块", "69")


@pytest.mark.parametrize(
    ("asked", "said"),
    [("有什么等我批的", "都批了"), ("what do i have to approve", "approve them all")],
)
def test_all_that_waits_is_approved_each_by_the_step_it_waits_for(service, asked, said):
    talk = Talk(service, "lead")
    listed = {each.number for each in talk.say(asked).references}
    cards = talk.say(said).proposals
    on_cards = {number for each in cards for number in each.arguments["numbers"]}
    assert on_cards == listed
    assert {each.arguments["move"] for each in cards} == {"approve", "accept"}


def test_a_batch_in_talk_is_asked_further_about(service):
    talk = Talk(service, "rnd")
    rate = talk.say("批次 2026Q1-003 是不是有问题")
    assert "6.0" in rate.text
    assert "2.0%" in talk.say("平均是多少").text
    numbers = {each.number for each in talk.say("都有哪些单").references}
    assert numbers == {"RMA-D-2602-0157", "RMA-D-2602-0005", "RMA-D-2601-0150"}
    cause = talk.say("是主板的问题吗")
    assert [each.name for each in cause.tools].count("read_ticket") == 3
    assert "U23" in cause.text


def test_an_unknown_region_is_answered_with_those_there_are(service):
    reply = Talk(service).say("tickets from Asia this year")
    assert (reply.outcome, reply.tools) == (Outcome.CLARIFY, [])
    assert "Southeast Asia" in [each.label for each in reply.choices]


def test_a_colleague_whom_nobody_knows_is_said_to_be_unknown(service):
    talk = Talk(service, "lead")
    talk.say("还没收货的有哪些")
    assert "李工" in talk.say("把第二个改派给李工").text


def test_how_a_device_was_repaired_is_read_from_its_repairs(service):
    talk = Talk(service)
    talk.say(f"{DEVICE} 这台之前修过吗")
    reply = talk.say("怎么修的")
    assert [each.arguments["number"] for each in reply.tools] == ["RMA-D-2601-0012"]
    assert "更换SDI模块" in reply.text


def test_a_detail_of_the_matter_changes_no_category_of_the_card(service):
    talk = Talk(service)
    talk.say(f"给 {DEVICE} 开返厂单，录制死机")
    told = arguments(talk.say("客户说固件已经是最新的了"))
    assert (told["category"], told["description"]) == ("freeze", "客户说固件已经是最新的了")


def test_a_figure_split_anew_keeps_its_conditions(service):
    talk = Talk(service, "rnd")
    talk.say("上个月死机的单子有多少")
    given = talk.say("按固件分").tools[0].arguments
    assert given["only"] == ["category=freeze"]
    assert (given["period"], given["group_by"]) == ("上个月", ["firmware"])


def test_a_measure_word_is_no_family_name(service):
    assert "客户" not in Talk(service, "lead").say("现在有几张异常的单子").text

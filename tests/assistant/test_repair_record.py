"""A repair told roughly: put in form, nothing written, then finished as it was told."""

import pytest

from assistant.model import Outcome
from domain.repair_report import told_apart
from tests.assistant.conftest import Talk

REPAIR = "RMA-D-2602-0007"
TOLD = "换了SDI模块，芯片虚焊，两路输出测过都正常"
TOLD_EN = "swapped the DC board, cold joint at the socket, ran two hours without a fault"


def arguments(reply):
    [card] = reply.proposals
    return card.arguments


@pytest.mark.parametrize(
    ("told", "work", "analysis", "test_result"),
    [
        (TOLD, "换了SDI模块", "芯片虚焊", "两路输出测过都正常"),
        (TOLD_EN, "swapped the DC board", "cold joint at the socket",
         "ran two hours without a fault"),
        ("原因是进水，清洁后更换背板，老化八小时，未再死机", "清洁后更换背板", "原因是进水",
         "老化八小时，未再死机"),
    ],
)  # fmt: skip
def test_a_report_is_told_apart_with_nothing_added_or_left_out(told, work, analysis, test_result):
    parts = told_apart(told)
    assert parts == {"work": work, "analysis": analysis, "test_result": test_result}


def test_what_is_of_no_known_kind_goes_on_with_what_was_told_before():
    assert told_apart("replaced the fan, took an hour") == {
        "work": "replaced the fan, took an hour"
    }
    assert told_apart("") == {}


@pytest.mark.parametrize(
    ("said", "note"),
    [
        (f"{TOLD}。写成规范点的记录", TOLD),
        (f"整理成维修记录：{TOLD}", TOLD),
        (f"{TOLD_EN}. put that into a proper record", TOLD_EN),
    ],
)
def test_rough_words_become_a_record_in_its_form_and_nothing_is_written(service, said, note):
    talk = Talk(service, "repair")
    talk.say(REPAIR)
    reply = talk.say(said)
    [drafted] = reply.tools
    assert (drafted.arguments["about"], drafted.arguments["note"]) == ("repair_record", note)
    assert (reply.outcome, reply.proposals) == (Outcome.ANSWERED, [])


def test_the_repair_is_finished_with_what_was_told_and_no_words_of_the_request(service):
    talk = Talk(service, "repair")
    talk.say(REPAIR)
    talk.say(f"{TOLD}。写成规范点的记录")
    told = arguments(talk.say("可以了，就按这个提交修完"))
    assert (told["move"], told["numbers"], told["work"]) == ("finish_repair", [REPAIR], TOLD)
    assert [each["sku"] for each in told["items"]] == ["S1-011-013-01"]


def test_a_report_and_its_request_in_one_sentence_are_told_apart(service):
    talk = Talk(service, "repair")
    talk.say(REPAIR)
    told = arguments(talk.say("换了主板和风扇，老化两小时没问题，可以了，就按这个提交修完"))
    assert told["work"] == "换了主板和风扇，老化两小时没问题"


def test_a_finish_without_a_report_asks_what_was_done(service):
    talk = Talk(service, "repair")
    talk.say(REPAIR)
    assert talk.say("就这样提交，修完了").proposals == []

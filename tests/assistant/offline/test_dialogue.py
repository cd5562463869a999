"""The offline model over several messages: questions, asides, and what points back."""

from assistant.model import Outcome
from domain.language import Language
from tests.assistant.offline.desk import RESULTS, Talk

ZH, EN = Language.ZH, Language.EN


def test_one_missing_value_is_asked_at_a_time_and_an_rma_needs_a_serial() -> None:
    talk = Talk()
    first = talk.say("开个返厂单")
    assert first.verdict
    assert first.verdict.ask
    assert (first.verdict.outcome, first.verdict.ask.slot) == (Outcome.CLARIFY, "summary")
    second = talk.say("Edge 8K 开不了机")
    assert second.verdict
    assert second.verdict.ask
    assert second.verdict.ask.slot == "sn"
    third = talk.say("ME_207890")
    assert third.verdict
    assert third.verdict.outcome is Outcome.PROPOSED
    assert third.calls[0].arguments == {
        "kind": "rma",
        "summary": "Edge 8K 开不了机",
        "product": "MAVO Edge 8K",
        "sn": "ME_207890",
    }


def test_a_choice_is_asked_with_buttons_that_answer_it() -> None:
    talk = Talk(EN)
    asked = talk.say("I want to report a fault")
    assert asked.verdict
    assert asked.verdict.ask
    assert asked.verdict.ask.slot == "kind"
    button = asked.verdict.choices[1]
    answer = talk.say(button.message)
    assert answer.verdict
    assert answer.verdict.ask
    assert answer.verdict.ask.arguments["kind"] == "rma"


def test_another_clear_wish_interrupts_a_question_which_is_then_put_again() -> None:
    talk = Talk(results=RESULTS)
    talk.say("开个返厂单")
    aside = talk.say("K2602-0001 处理得怎么样了")
    assert [call.name for call in aside.calls] == ["read_ticket"]
    assert aside.verdict
    assert aside.verdict.outcome is Outcome.ANSWERED
    assert aside.verdict.ask
    assert aside.verdict.ask.slot == "summary"
    assert talk.say("黑屏，按键没反应").verdict.ask.slot == "sn"  # type: ignore[union-attr]


def test_a_question_left_twice_is_left_for_good_and_swallows_no_other_wish() -> None:
    talk = Talk(results=RESULTS)
    talk.say("开个返厂单")
    talk.say("ProAV 还有哪些未关闭的返厂单")
    more = talk.say("那关了的呢")
    assert [call.arguments["status"] for call in more.calls] == ["ended"]
    assert more.verdict
    assert more.verdict.ask is None
    assert [call.name for call in talk.say("ME_207890 的维修历史").calls] == ["device_history"]


def test_cancel_drops_an_open_question() -> None:
    talk = Talk()
    talk.say("开个返厂单")
    done = talk.say("算了")
    assert done.calls == []
    assert done.verdict
    assert done.verdict.ask is None
    assert "放弃" in done.text


def test_two_answers_that_give_no_value_bring_an_offer_to_cancel() -> None:
    talk = Talk(EN)
    talk.say("open an RMA, black screen")
    talk.say("hm")
    third = talk.say("no idea")
    assert third.verdict
    assert third.verdict.ask
    assert third.verdict.choices[-1].message == "Cancel"
    assert talk.say("Cancel").verdict.ask is None  # type: ignore[union-attr]


def test_the_thread_is_kept_by_place_by_pronoun_and_by_correction() -> None:
    talk = Talk(results=RESULTS)
    talk.say("ProAV 还有哪些未关闭的返厂单")
    steps = [
        ("第二个怎么解决的", "read_ticket", {"number": "RMA-D-2601-0145"}),
        ("那台以前修过吗", "device_history", {"sn": "ME_207890"}),
        ("那 ME_207891 呢", "device_history", {"sn": "ME_207891"}),
        ("不是ME_207891，是ME_207892", "device_history", {"sn": "ME_207892"}),
    ]
    for text, tool, arguments in steps:
        call = talk.say(text).calls[0]
        assert (call.name, dict(call.arguments)) == (tool, arguments), text


def test_a_list_is_refined_by_what_is_new() -> None:
    talk = Talk(EN, RESULTS)
    talk.say("show open RMAs of ProAV")
    assert talk.say("what about the closed ones").calls[0].arguments["status"] == "ended"
    assert talk.say("only last month's").calls[0].arguments == {
        "kind": "rma",
        "dealer": "ProAV",
        "status": "ended",
        "period": "last month's",
    }


def test_it_means_the_last_ticket() -> None:
    talk = Talk(results=RESULTS)
    talk.say("K2602-0001")
    assert talk.say("它怎么解决的？").calls[0].arguments == {"number": "K2602-0001"}


def test_a_ticket_takes_the_fault_described_just_before() -> None:
    talk = Talk(results=RESULTS)
    talk.say("Edge 8K 8K录制掉帧")
    assert talk.say("开个咨询单吧").calls[0].arguments == {
        "kind": "consult",
        "summary": "Edge 8K 8K录制掉帧",
        "product": "MAVO Edge 8K",
    }


def test_an_id_alone_is_a_question_of_its_own() -> None:
    talk = Talk(results=RESULTS)
    talk.say("ProAV 还有哪些未关闭的返厂单")
    assert talk.say("ME_207890").calls[0].name == "device_history"


def test_the_second_one_is_a_ticket_even_when_passages_were_shown_too() -> None:
    cases = {"found": True, "items": [{"number": "K2602-0001"}, {"number": "RMA-D-2601-0145"}]}
    passages = {"found": True, "items": [{"number": "KB-0023"}, {"number": "KB-0045"}]}
    talk = Talk(results={"find_similar_tickets": cases, "search_knowledge": passages})
    talk.say("Edge 8K 录制 4K 50fps 死机了，有类似案例吗？")
    assert talk.say("第二个怎么解决的").calls[0].arguments == {"number": "RMA-D-2601-0145"}


def test_help_shows_no_number_of_anyone() -> None:
    assert "ME_207890" not in Talk().say("帮助").text


def test_traditional_characters_are_read_like_simplified_ones() -> None:
    said = {
        "開一張諮詢單，客戶 Mueller 的 Edge 8K 死機": "开一张咨询单，客户 Mueller 的 Edge 8K 死机",
        "ProAV 還有哪些未關閉的返廠單": "ProAV 还有哪些未关闭的返厂单",
    }
    for traditional, simplified in said.items():
        one, other = Talk(results=RESULTS).say(traditional), Talk(results=RESULTS).say(simplified)
        assert [call.name for call in one.calls] == [call.name for call in other.calls] != []
        kept = [dict(call.arguments) | {"summary": ""} for call in (*one.calls, *other.calls)]
        assert kept[0] == kept[-1]

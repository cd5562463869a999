"""Requests to write in everyday words, what they leave to the conversation, and whys."""

import pytest

from assistant.model import Outcome
from tests.assistant.conftest import Talk

DEVICE, REPAIR = "ME_207890", "RMA-D-2602-0007"


def arguments(reply):
    [card] = reply.proposals
    return card.arguments


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("Hi, Max's camera is on our bench, the SDI out is dead", "open the job"),
        ("his 8K shows no SDI", "ok we'll do it here then, open the job"),
        ("这台 Edge 8K 的SDI没输出", "那我们自己换，开单吧"),
    ],
)
def test_a_dealer_that_does_it_on_its_own_bench_means_a_dealer_repair(service, told, asked):
    talk = Talk(service, "proav")
    talk.say(told)
    talk.say(f"{DEVICE}, do we have the part?")
    assert (arguments(talk.say(asked)))["kind"] == "dealer_repair"


def test_whether_it_may_be_done_here_is_no_choice_of_it(service):
    talk = Talk(service, "dpgadget")
    talk.say("Edge 6K here with a noisy fan")
    talk.say("Can we do this one ourselves?")
    asked = talk.say("Okay please start that")
    assert (asked.outcome, asked.proposals) == (Outcome.CLARIFY, [])


@pytest.mark.parametrize("said", ["Then report it for me please", "ok file it for me"])
def test_a_report_is_made_of_the_fault_behind_another_question(service, said):
    talk = Talk(service, "max")
    talk.say("Hello, my Edge 8K froze again yesterday")
    talk.say("is the Terra 4K covered?")
    told = arguments(talk.say(said))
    assert told["summary"] == "my Edge 8K froze again yesterday"
    assert "description" not in told


@pytest.mark.parametrize("said", ["Am I covered if it has to go in?", "我的8K还在保吗"])
def test_who_owns_one_device_of_a_product_is_not_asked_for_its_serial_number(service, said):
    talk = Talk(service, "max")
    talk.say("Hello, my Edge 8K froze again yesterday")
    [looked_at] = talk.say(said).tools
    assert (looked_at.name, looked_at.arguments) == ("device_history", {"sn": DEVICE})
    assert arguments(talk.say("Then report it for me please"))["sn"] == DEVICE


def test_who_owns_several_devices_chooses_one_by_a_button(service):
    asked = Talk(service, "max").say("am I still in warranty?")
    assert asked.outcome is Outcome.CLARIFY
    assert DEVICE in [each.message for each in asked.choices]


def test_the_staff_are_asked_for_the_serial_number(service):
    asked = Talk(service, "market").say("is my Edge 8K still in warranty?")
    assert (asked.outcome, asked.tools) == (Outcome.CLARIFY, [])


@pytest.mark.parametrize(
    ("why", "asked"),
    [
        ("为什么MC板也要补", "那就back板4块，mc板3块，下单吧"),
        ("why so many back boards", "ok order 4 back boards and 3 MC boards then"),
    ],
)
def test_a_why_shows_the_facts_and_an_order_behind_it_is_for_the_dealer_in_talk(
    service, why, asked
):
    talk = Talk(service, "market")
    talk.say("ProAV 的配件够不够")
    [facts] = talk.say(why).tools
    assert (facts.name, facts.arguments["dealer"]) == ("stock_status", "ProAV")
    told = arguments(talk.say(asked))
    assert told["dealer"] == "ProAV"
    assert [each["quantity"] for each in told["items"]] == [4, 3]


def test_a_why_that_nothing_answers_is_not_guessed(service):
    talk = Talk(service, "proav")
    talk.say("hello")
    assert talk.say("why not").outcome is Outcome.NO_EVIDENCE


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (f"好，先别批，在 {REPAIR} 里留个言：请先问客户要不要以旧换新", "请先问客户要不要以旧换新"),
        (f"ok then, in {REPAIR} leave a note: he upgrades first", "he upgrades first"),
    ],
)
def test_what_stands_before_the_colon_of_a_comment_is_the_request(service, said, text):
    assert arguments(Talk(service, "lead").say(said))["text"] == text


def test_a_question_for_the_number_behind_another_sentence_is_answered(service):
    talk = Talk(service, "proav")
    talk.say(f"open a dealer repair for {DEVICE}, no SDI output")
    number = talk.say("yes").proposals[0].result["number"]
    told = talk.say("fine, leave it then. What's the number of the job you just opened?")
    assert number in told.text


def test_a_question_beside_an_open_form_is_no_detail_of_it(service):
    talk = Talk(service, "proav")
    assert talk.say(f"open a ticket for {DEVICE}, no SDI output").outcome is Outcome.CLARIFY
    beside = talk.say("And his MC board looks burnt, what does a new one cost?")
    assert beside.tools
    assert "Which kind" in beside.text


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        ("登记期望", "预录十秒"),
        ("I want to record a wish", "pre-record of ten seconds"),
        ("log a feature request", "waveform on the E2"),
    ],
)
def test_free_words_that_ask_nothing_answer_the_question_that_is_open(service, request_, told):
    talk = Talk(service)
    assert talk.say(request_).outcome is Outcome.CLARIFY
    assert arguments(talk.say(told))["title"] == told


def test_a_question_is_answered_beside_the_one_that_is_open(service):
    talk = Talk(service)
    talk.say("登记期望")
    assert talk.say("ND怎么校准？").outcome is Outcome.ANSWERED

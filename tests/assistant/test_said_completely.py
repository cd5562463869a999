"""What was said completely is not asked for again: kind, step, type, and the order itself."""

import re

import pytest

from assistant.model import Outcome
from tests.assistant.conftest import Talk

DEVICE, RECEIVED, AT_WORK = "ME_207890", "RMA-C-2602-0006", "RMA-D-2602-0007"


def arguments(reply):
    [card] = reply.proposals
    return card.arguments


@pytest.mark.parametrize(
    "said",
    [
        f"we replaced the fan on {DEVICE} ourselves yesterday, please log it",
        f"Swapped the USB-C module of {DEVICE} today, need to record that",
        f"{DEVICE} 的风扇我们自己换好了，登记一下",
    ],
)
def test_a_repair_that_a_dealer_did_on_its_own_is_logged_as_a_dealer_repair(service, said):
    told = arguments(Talk(service, "proav").say(said))
    assert (told["kind"], told["sn"]) == ("dealer_repair", DEVICE)


def test_a_part_changed_without_success_is_no_repair_to_be_logged(service):
    asked = Talk(service, "proav").say(
        f"we changed the fan of {DEVICE}, still howls, open a ticket"
    )
    assert asked.outcome is Outcome.CLARIFY
    assert all(card.arguments["kind"] != "dealer_repair" for card in asked.proposals)


@pytest.mark.parametrize(
    "said",
    [
        "we installed the camera MM_302737 on a crane and it keeps rebooting, please report it",
        "我们换了风扇还响，MM_302737，帮我报一下",
        "我们给MM_302737换了电池，现在开不了机，帮我上报",
        "our technician fixed a similar one last week; MM_302737 has no picture. open a ticket",
        "I fitted a lens on MM_302737 and the image has dust. Report it please.",
        "we changed the SSD on MM_302737 but recording stops, open a ticket",
    ],
)
def test_what_was_fitted_or_changed_beside_a_fault_that_is_still_told_is_no_repair(service, said):
    asked = Talk(service, "onesv").say(said)
    assert (asked.outcome, asked.proposals) == (Outcome.CLARIFY, [])
    assert len(asked.choices) == 3


@pytest.mark.parametrize(
    "said",
    [
        "we replaced the SDI module of MM_302737 because it had no picture, log it",
        "we replaced the fan and the SDI module of MM_302737 yesterday, log it",
        "我们给MM_302737换了SDI模块，现在正常了，登记一下",
    ],
)
def test_a_fault_that_the_repair_was_done_for_leaves_it_a_repair(service, said):
    assert arguments(Talk(service, "onesv").say(said))["kind"] == "dealer_repair"


@pytest.mark.parametrize(
    ("said", "service_type"),
    [
        ("open a ticket, troubleshooting, the Edge 8K freezes in the heat", "troubleshooting"),
        ("有个客户投诉 Eagle 屏闪，登记一下", "complaint"),
    ],
)
def test_a_kind_of_service_makes_it_a_consult(service, said, service_type):
    told = arguments(Talk(service).say(said))
    assert (told["kind"], told["service_type"]) == ("consult", service_type)


def test_a_kind_of_service_answers_which_kind_of_ticket(service):
    talk = Talk(service, "onesv")
    assert talk.say("open a ticket, the Edge 8K freezes in the heat").outcome is Outcome.CLARIFY
    told = arguments(talk.say("troubleshooting"))
    assert (told["kind"], told["service_type"]) == ("consult", "troubleshooting")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("open a ticket, the Edge 8K freezes", "he can't find the serial. just open it without"),
        ("开个单，Edge 8K 没声音", "没有序列号，直接开就行"),
    ],
)
def test_without_a_serial_number_it_is_a_consult(service, asked, said):
    talk = Talk(service, "onesv")
    assert talk.say(asked).outcome is Outcome.CLARIFY
    told = arguments(talk.say(said))
    assert (told["kind"], told.get("sn")) == ("consult", None)


def test_an_rma_that_is_to_go_without_a_serial_number_is_offered_as_another_kind(service):
    talk = Talk(service, "proav")
    talk.say("open an RMA, the Edge 6K has no SDI out")
    asked = talk.say("we don't have it, open it without the serial")
    assert (asked.proposals, asked.choices[0].label) == ([], "consult")


@pytest.mark.parametrize(
    ("told", "ordered"),
    [
        ("my camera freezes when i film 4k", "updated to 8025, still freezes. can you report it"),
        ("my viewfinder stays black", "still black, could you open one for me"),
        ("the sdi output flickers", "tried another cable, no change. report this please"),
        ("风扇很吵怎么办", "都试过了还是吵，帮我报一下"),
        ("相机老死机", "已经8025了，还是死机，能帮我上报吗"),
    ],
)
def test_an_order_beside_what_was_tried_opens_a_ticket_with_all_of_it(service, told, ordered):
    talk = Talk(service, "max")
    talk.say(told)
    card = arguments(talk.say(ordered))
    assert card["kind"] == "consult"
    assert card["summary"] in told
    assert re.split(r"[,，]", ordered)[0] in card["description"]


@pytest.mark.parametrize(
    ("said", "finding", "plan", "estimate"),
    [
        ("拆开看了，ND卡死，换前框，估249美金", "ND卡死", "换前框", "249"),
        ("检过了，ND电机烧了，得换ND电机，大概80刀", "ND电机烧了", "得换ND电机", "80"),
        ("opened it up: the ND motor is stuck, needs a new front frame, about $249",
         "the ND motor is stuck", "needs a new front frame", "249"),
        ("inspected: cold solder on the ND board, resolder it, 40 usd",
         "cold solder on the ND board", "resolder it", "40"),
    ],
)  # fmt: skip
def test_what_was_found_what_is_planned_and_a_sum_are_an_inspection(
    service, said, finding, plan, estimate
):
    talk = Talk(service, "repair")
    talk.say(f"open {RECEIVED}")
    told = arguments(talk.say(said))
    assert (told["move"], told["numbers"]) == ("inspect", [RECEIVED])
    assert (told["finding"], told["plan"], told["estimate"]) == (finding, plan, estimate)


@pytest.mark.parametrize(
    ("said", "kind", "cost"),
    [
        ("里面全是沙子，要多换一块主板，得900美元，上报异常", "severe_damage", "900"),
        ("water got inside, report an exception, it will cost 2500 usd", "severe_damage", "2500"),
        ("报异常，还发现HDMI口也坏了，总共要310美元", "other_problem", "310"),
        ("report an exception: it will cost 400 dollars instead of 250", "over_estimate", "400"),
    ],
)  # fmt: skip
def test_what_is_told_of_an_exception_says_of_which_type_it_is(service, said, kind, cost):
    told = arguments(Talk(service, "repair").say(f"{AT_WORK} {said}"))
    assert (told["move"], told["type"], told["actual_cost"]) == ("report_exception", kind, cost)


def test_an_exception_of_which_nothing_tells_the_type_is_asked_for_it(service):
    asked = Talk(service, "repair").say(f"report an exception on {AT_WORK}, 400 dollars")
    assert (asked.proposals, len(asked.choices)) == ([], 3)


@pytest.mark.parametrize(
    "said", ["hang on, drop that, I need to ask him first", "等等，先别开，我再问问客户"]
)
def test_an_open_question_is_dropped_in_the_middle_of_a_sentence(service, said):
    talk = Talk(service, "onesv")
    talk.say("open a ticket, the Edge 8K freezes")
    dropped = talk.say(said)
    assert (dropped.outcome, list(dropped.choices)) == (Outcome.ANSWERED, [])
    assert talk.say("how many fans do I have").tools[0].name == "stock_status"


def test_what_is_looked_up_instead_ends_an_open_question(service):
    talk = Talk(service)
    talk.say("开个返厂单，没输出")
    [looked] = talk.say("先不弄了，K2602-0001 现在什么状态").tools
    assert (looked.name, looked.arguments) == ("read_ticket", {"number": "K2602-0001"})


@pytest.mark.parametrize(
    ("asked", "said", "more"),
    [
        ("给客户开个返厂单，SDI没输出", "哦对了风扇也响", "风扇也响"),
        ("do me an RMA, SDI out is dead", "oh and the fan is loud too", "the fan is loud too"),
        ("do me an RMA, SDI out is dead", "he says the fan got loud, put that in", "fan got loud"),
    ],
)  # fmt: skip
def test_what_is_added_while_a_question_is_open_stands_on_the_card(service, asked, said, more):
    talk = Talk(service)
    talk.say(asked)
    talk.say(said)
    told = arguments(talk.say(DEVICE))
    assert (told["kind"], told["sn"]) == ("rma", DEVICE)
    assert "SDI" in told["summary"]
    assert more in told["description"]


def test_a_word_put_right_behind_a_no_is_no_new_question(service):
    talk = Talk(service)
    talk.say("comment on K2602-0030: call Tuesday")
    [card] = talk.say("no, Wednesday").proposals
    assert card.arguments["text"] == "call Wednesday"


@pytest.mark.parametrize(
    ("told", "right", "category", "summary"),
    [
        ("死机", "不是死机，是无法开机", "no_boot", "无法开机"),
        ("SDI 没有输出", "不是SDI，是HDMI", None, "HDMI 没有输出"),
    ],
)
def test_a_category_follows_the_words_that_were_put_right(service, told, right, category, summary):
    talk = Talk(service)
    talk.say(f"开个返厂单 ME_207890 {told}")
    [card] = talk.say(right).proposals
    assert (card.arguments.get("category"), card.arguments["summary"]) == (category, summary)


def test_what_is_taken_back_by_name_is_no_quantity(service):
    talk = Talk(service, "repair")
    talk.say("RMA-C-2602-0003 done: fan replaced, tested for 2 hours")
    [card] = talk.say("not 2, 3").proposals
    assert "3 hours" in card.arguments["work"]
    assert card.arguments["items"][0].get("quantity", 1) == 1

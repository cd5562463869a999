"""Conversations about a fault: it is told, details and questions follow, a ticket is asked for."""

import pytest

from assistant.model import Outcome
from tests.assistant.conftest import Talk

SIMILAR, KNOWLEDGE = "find_similar_tickets", "search_knowledge"
TOLD = "有个客户反应机器录着录着就死了"


def looked_up(reply):
    return {step.name: step.arguments for step in reply.tools}


def arguments(reply):
    [card] = reply.proposals
    return card.arguments


@pytest.mark.parametrize(
    ("username", "said"),
    [
        ("market_cn", TOLD),
        ("market_cn", "客户投诉画面偏绿"),
        ("market", "customer called, camera won't turn on"),
        ("proav", "We have an Edge 6K with a noisy fan, customer won't ship it to China"),
    ],
)
def test_a_fault_told_by_staff_shows_similar_cases_first_and_a_button_to_open_a_ticket(
    service, username, said
):
    reply = Talk(service, username).say(said)
    assert {SIMILAR, KNOWLEDGE} <= set(looked_up(reply))
    assert reply.proposals == []
    assert [each.message for each in reply.choices] in (["帮我开单"], ["open a ticket"])


@pytest.mark.parametrize(
    "said",
    [
        "客户要返厂，死机",
        "log a call: the Terra 4K does not power on",
        "I want to report a fault: ME_207890 shows no picture",
        "报个故障，ME_207890 黑屏",
    ],
)
def test_who_asks_for_a_ticket_is_not_shown_cases_instead(service, said):
    assert looked_up(Talk(service, "market").say(said)) == {}


def test_a_detail_that_names_the_product_joins_the_fault(service):
    talk = Talk(service, "market_cn")
    talk.say(TOLD)
    found = looked_up(talk.say("8K那款，4K 50帧"))
    assert found[SIMILAR] == {"product": "MAVO Edge 8K", "description": f"{TOLD}\n8K那款，4K 50帧"}


@pytest.mark.parametrize("said", ["以前有人碰到过没，最后咋弄好的", "有类似的案例吗"])
def test_a_question_for_cases_behind_a_fault_is_about_that_fault(service, said):
    talk = Talk(service, "market_cn")
    talk.say(TOLD)
    talk.say("8K那款，4K 50帧")
    found = looked_up(talk.say(said))
    assert found[SIMILAR]["description"].startswith(TOLD)
    assert found[KNOWLEDGE]["product"] == "MAVO Edge 8K"


def test_the_ticket_holds_what_was_told_and_no_words_of_the_request_or_of_questions(service):
    talk = Talk(service, "market_cn")
    for said in (TOLD, "8K那款，4K 50帧", "以前有人碰到过没，最后咋弄好的"):
        talk.say(said)
    told = arguments(talk.say("行，先给他建个咨询单吧，微信来的"))
    assert (told["kind"], told["source"], told["product"]) == ("consult", "wechat", "MAVO Edge 8K")
    assert told["description"] == f"{TOLD}\n8K那款，4K 50帧"
    more = arguments(talk.say("客户是Max，机身ME_207890"))
    assert (more["sn"], more["description"]) == ("ME_207890", told["description"])


@pytest.mark.parametrize(
    ("said", "told"),
    [("Edge 8K 录制 4K 50fps 死机了，有类似案例吗？", None),
     ("画面偏绿。能不能先看看有没有类似的？他说昨天开始的，机身 ME_207890",
      "画面偏绿。他说昨天开始的，机身 ME_207890"),
     ("customer's Edge 8K freezes at 4K 50fps, has anyone had that? he rents it out to film crews",
      "customer's Edge 8K freezes at 4K 50fps, he rents it out to film crews")],
)  # fmt: skip
def test_a_question_told_with_the_fault_is_not_written_into_the_ticket(service, said, told):
    talk = Talk(service, "market")
    talk.say(said)
    found = arguments(talk.say("开个咨询单"))
    assert found.get("description") == told
    assert not any(asked in found["summary"] for asked in ("能不能", "有类似", "has anyone"))


def test_what_is_wrong_stays_in_the_ticket_also_where_it_was_asked(service):
    talk = Talk(service, "market")
    talk.say("How do I fix an Edge 8K that freezes?")
    assert "freezes" in arguments(talk.say("open a consult"))["summary"]


@pytest.mark.parametrize("said", ["ok what can I tell him to try first", "anything he can try?"])
def test_what_can_be_tried_is_a_question_and_not_noted_as_tried(service, said):
    talk = Talk(service, "gafpa")
    talk.say("our customer has an edge 8k that freezes")
    reply = talk.say(said)
    assert "but_not" in looked_up(reply)[SIMILAR]
    assert "Noted" not in reply.text


def test_steps_to_try_come_from_cases_of_the_same_family_only(service):
    talk = Talk(service, "rmk")
    shown = talk.say("G'day, terra 4k here wont turn on").text
    assert "mark2: Hangs" in shown
    assert "viewfinder output" not in talk.say("tried two batteries").text


def test_nothing_is_said_to_be_tried_where_nothing_was_found(service):
    talk = Talk(service, "max")
    talk.say("my Edge 8K froze again yesterday")
    reply = talk.say("4K at 50. It was maybe 30 degrees on set")
    assert "was named or tried" not in reply.text


def test_details_that_dribble_into_an_open_form_stand_in_its_description(service):
    talk = Talk(service, "market")
    talk.say("刚接了个电话，客户说机器老死机")
    talk.say("Edge 8K")
    assert talk.say("哦对了，是录 4K 50帧，拍了一个来小时以后").outcome is Outcome.CLARIFY
    told = arguments(talk.say("来源记电话，服务类型故障排查，开咨询单"))
    assert told["description"] == "是录 4K 50帧，拍了一个来小时以后"
    assert (told["source"], told["service_type"]) == ("phone", "troubleshooting")

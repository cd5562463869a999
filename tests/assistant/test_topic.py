"""What a question leaves to the conversation: the fault and the product that are in talk."""

import pytest

from tests.assistant.conftest import Talk


def asked(reply):
    return [call.arguments for call in reply.tools if call.name == "search_knowledge"]


@pytest.mark.parametrize(
    ("user", "before", "question"),
    [
        ("market", ["what did we tell them to do in K2602-0001?"],
         "and why 8023, the article says something newer no?"),
        ("market", ["ME_207890 这台帮Max走返厂，死机"], "知识库里推荐升到哪个版本来着"),
        ("max", ["Hello, my Edge 8K freezes when it is hot"],
         "Is there a newer firmware I should be on?"),
    ],
)  # fmt: skip
def test_a_question_about_the_article_is_asked_of_the_fault_in_talk(
    service, user, before, question
):
    talk = Talk(service, user)
    for each in before:
        talk.say(each)
    reply = talk.say(question)
    [search] = asked(reply)
    assert search["question"].split("\n")[0] == question
    assert len(search["question"].split("\n")) > 1
    assert {each.number for each in reply.references} & {"KB-0023", "KB-0066", "KB-0068"}


def test_a_question_that_names_its_thing_stands_by_itself(service):
    talk = Talk(service, "market")
    talk.say("Edge 8K freezes in the heat, what to do")
    [search] = asked(talk.say("how do I calibrate the ND"))
    assert "freezes" not in search["question"]
    [search] = asked(talk.say("LANC 线序是什么"))
    assert search["question"] == "LANC 线序是什么"


def test_nothing_is_added_where_nothing_is_in_talk(service):
    for search in asked(Talk(service, "market").say("那篇文章里怎么说的")):
        assert "\n" not in search["question"]


def test_an_article_in_talk_is_never_taken_for_a_ticket(service):
    talk = Talk(service, "gafpa")
    talk.say("our customer has an edge 8k that freezes, same as RMA-D-2601-0145 I think")
    reply = talk.say("what did you find inside, is it the board?")
    for call in reply.tools:
        assert not str(call.arguments.get("number", "")).startswith("KB")


def test_the_number_of_a_ticket_makes_like_cases_no_less_alike(service):
    alone, named = (
        Talk(service, "market").say(f"Edge 8K freezes at 4K 75fps{more}, any similar cases?")
        for more in ("", " like RMA-D-2601-0145")
    )
    cases = {each.number for each in alone.references if each.kind == "ticket"}
    assert cases & {each.number for each in named.references}
    assert "K2601-0019" in named.text

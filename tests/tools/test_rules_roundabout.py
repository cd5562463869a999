"""Rules of the house asked roundabout, beside data questions in nearly the same words."""

import shutil

import pytest

from api.app import build
from api.settings import Settings
from assistant.model import Outcome
from tests.assistant.conftest import Talk


@pytest.fixture(scope="module")
def service(demo_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("roundabout") / "data"
    shutil.copytree(demo_folder, folder)
    running = build(Settings(data_dir=folder, embedding="builtin", _env_file=None))
    running.library.catch_up()
    running.library.embed_pending()  # they come with the program
    yield running
    running.close()


@pytest.mark.parametrize(
    ("user", "question", "title"),
    [
        ("lead", "超出预估多少要我审批", "费用超出预估"),
        ("market", "欠款超过多少天就不让补货了", "欠款账龄和补货"),
        ("dpgadget", "we are tier 2, may we swap the fan ourselves?", "may repair locally"),
        (
            "market",
            "who has to approve it when the repair costs 600 more than estimated",
            "approves",
        ),
        ("market", "报价多久不确认会自动取消", "报价的有效期"),
    ],
)
def test_a_rule_asked_roundabout_is_told_and_nothing_is_counted(service, user, question, title):
    reply = Talk(service, user).say(question)
    assert [call.name for call in reply.tools] == ["search_knowledge"]
    assert reply.outcome is Outcome.ANSWERED
    assert title in reply.text
    assert reply.tables == []


@pytest.mark.parametrize(
    ("user", "question"),
    [
        ("market", "哪些欠款超90天了"),
        ("market", "how many exceptions over 500 USD this year"),
        ("lead", "有什么等我批"),
        ("lead", "what do I have to approve"),
        ("market", "RMA-D-2601-0145 批了没有"),
        ("proav", "how much do we owe"),
        ("market", "本地维修这个季度做了多少单"),
    ],
)
def test_a_question_about_data_is_not_answered_with_a_rule(service, user, question):
    reply = Talk(service, user).say(question)
    assert "search_knowledge" not in [call.name for call in reply.tools]
    assert "服务规定" not in reply.text
    assert "Service rules" not in reply.text


@pytest.mark.parametrize("question", ["这个得谁批", "who has to approve it?"])
def test_who_approves_the_ticket_in_talk_is_told_from_its_own_amount(service, question):
    talk = Talk(service, "lead")
    listed = talk.say("有哪些异常待确认的返厂单")
    number = listed.references[0].number
    talk.say(number)
    reply = talk.say(question)
    assert [call.name for call in reply.tools] == ["read_ticket"]
    assert "审批" in reply.text or "approve" in reply.text


def test_a_dealer_is_not_told_whose_approval_its_ticket_needs(service):
    talk = Talk(service, "proav")
    talk.say("RMA-D-2602-0157")
    reply = talk.say("这个得谁批")
    assert "管理层" not in reply.text
    assert "市场部负责人" not in reply.text

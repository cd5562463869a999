"""Rules of the house in conversation: found by what is asked, cut to who asks."""

import asyncio
import shutil

import pytest

from api.app import build
from api.settings import Settings
from assistant.model import Outcome
from domain import handbook
from domain.language import Language
from domain.rules import change_rules
from evals.playing import viewer_of
from tests.assistant.conftest import Talk
from tests.conftest import NOW
from tools.knowledge import SearchKnowledge, search_knowledge

SECRETS = ("$100", "$500", "US$", "7.2", "工作日内修好", "within so many", "Head of service")


@pytest.fixture(scope="module")
def service(demo_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("rules") / "data"
    shutil.copytree(demo_folder, folder)
    running = build(Settings(data_dir=folder, embedding="none", _env_file=None))
    yield running
    running.close()


def asked(service, username, question, product=None, language=Language.EN):
    desk = service.assistant.desk_of(viewer_of(service, username), language)
    return search_knowledge(desk, SearchKnowledge(question=question, product=product))


@pytest.mark.parametrize(
    ("user", "question", "title", "says"),
    [
        ("lead", "超过多少要老板批", "谁批准", "超过 US$500.00：管理层"),
        ("market", "欠款多久不能下单", "欠款", "超过 60 天：补货要服务台批准"),
        ("market", "what can a tier 3 dealer do", "Dealer tiers", "every device goes to head"),
        ("rmk", "what can a tier 3 dealer do", "Dealer tiers", "You are a tier 3 dealer"),
        ("onesv", "why may we not order", "Old debts", "The oldest debt is 102 days old"),
        ("proav", "who pays the shipping", "Who pays", "the customer pays it"),
    ],
)
def test_a_rule_is_told_in_conversation_with_where_it_stands(service, user, question, title, says):
    reply = Talk(service, user).say(question)
    assert [call.name for call in reply.tools] == ["search_knowledge"]
    assert reply.outcome is Outcome.ANSWERED
    assert title in reply.text
    assert says in reply.text
    assert reply.references == []


@pytest.mark.parametrize("user", ["proav", "dpgadget", "rmk", "max"])
def test_whatever_is_asked_nobody_below_staff_reads_what_is_kept(service, user):
    for rule in handbook.RULES:
        for question in handbook.questions(rule)[0][::3]:
            found = asked(service, user, question)
            said = "\n".join(f"{each.title} {each.text}" for each in found.passages)
            assert not any(secret in said for secret in SECRETS), question
            assert "Who may do what" not in said


def test_an_index_that_names_what_may_not_be_read_is_not_believed(service):
    desk = service.assistant.desk_of(viewer_of(service, "proav"), Language.EN)
    internal = [n for n, each in enumerate(handbook.RULES, 1) if each.visibility == "Internal"]
    assert internal
    assert not set(desk.visible("rule", internal))


def test_a_rule_is_found_for_a_question_that_names_a_product(service):
    found = asked(service, "proav", "may we replace the MC board of the Edge 8K", "MAVO Edge 8K")
    assert any(each.number is None for each in found.passages)


def test_a_changed_setting_is_told_at_once(demo_folder, tmp_path):
    shutil.copytree(demo_folder, tmp_path / "data")
    running = build(Settings(data_dir=tmp_path / "data", embedding="none", _env_file=None))
    try:
        lead = viewer_of(running, "lead")
        change = {"exception_management_above": "880", "local_parts": "Lens mount, 镜头座"}
        running.store.write(lambda s: change_rules(s, lead, change, now=NOW).opens_at)
        assert (
            "above $880.00"
            in asked(running, "lead", "approval limits of exceptions").passages[0].text
        )
        found = asked(running, "proav", "may we replace the lens mount ourselves")
        assert found.passages[0].text.startswith("Yes: “Lens mount”")
    finally:
        running.close()


@pytest.mark.parametrize(
    "question", ["LANC 线序是什么", "how do I update the firmware", "ND 怎么校准"]
)
def test_a_question_about_a_product_is_not_answered_with_a_rule(service, question):
    assert all(each.number for each in asked(service, "market", question).passages)


def test_a_question_on_anything_else_finds_nothing(service):
    reply = asyncio.run(_reply(service, "公司食堂几点开饭，有没有规定"))
    assert "服务规定" not in reply.text


async def _reply(service, text):
    running = await service.assistant.start(viewer_of(service, "market"), text)
    return await running.task

"""Advice on a fault: the article first where it answers better, nothing older, nobody's numbers."""

import json

import pytest

from assistant.model import ToolCall
from assistant.offline.remedies import is_outdated
from assistant.offline.telling import better_first
from assistant.offline.thread import Step
from domain.language import Language
from tests.assistant.conftest import Talk
from tools.context import by_itself


@pytest.mark.parametrize(
    ("step", "told", "outdated"),
    [
        ("Update the firmware to 8019", "he's on 8023 already", True),
        ("升级固件到 8023", "已经是 8023 了", True),
        ("Update the firmware to 8025", "he's on 8023 already", False),
        ("Update the firmware to 8019", "bought in 2026", False),
        ("Update the firmware", "he's on 8023 already", False),
    ],
)
def test_firmware_no_newer_than_what_they_have_is_not_advised(step, told, outdated):
    assert is_outdated(step, told) is outdated


def test_a_quoted_text_names_no_other_ticket():
    said = "Same cause as RMA-D-2601-0145, see KB-0023."
    told = by_itself(Language.EN, said, {"KB-0023"})
    assert told == "Same cause as another ticket, see KB-0023."
    assert by_itself(Language.ZH, "见 KB-0023") == "见 另一篇文章"


@pytest.mark.parametrize(
    "fault",
    ["My Edge 8K freezes when it is hot outside", "Edge 8K 天热的时候拍着就死机"],
)
def test_a_number_that_may_not_be_named_leaves_no_mark_in_the_text(service, fault):
    for user in ("max", "onesv", "market"):
        text = Talk(service, user).say(fault).text
        assert "unverified" not in text
        assert "未核实" not in text


def step(name, data):
    return Step(ToolCall("1", name, {}), json.dumps(data), True)


@pytest.mark.parametrize(
    ("likeness", "evidence", "first"),
    [
        (24, 0.7, "search_knowledge"),
        (80, 0.7, "find_similar_tickets"),
        (12, 0.0, "find_similar_tickets"),
    ],
)
def test_what_an_article_advises_stands_before_cases_less_like_the_fault(likeness, evidence, first):
    cases = step("find_similar_tickets", {"cases": [{"similarity": likeness}]})
    passages = [{"number": "KB-0023", "evidence": evidence}] if evidence else []
    found = step("search_knowledge", {"passages": passages})
    assert better_first([cases, found])[0].call.name == first

"""What is picked from a list by its place, its age or by what is said of it."""

import pytest

from assistant.model import Outcome
from domain.language import Language
from tests.assistant.offline.desk import Talk

LISTED = {
    "found": True,
    "items": [
        {"number": "RMA-D-2602-0010", "created_at": "2026-02-09", "dealer": "Gafpa",
         "summary": "Edge 6K：录制键要按好几次", "product": "MAVO Edge 6K"},
        {"number": "RMA-D-2602-0003", "created_at": "2026-02-03", "dealer": "ProAV",
         "summary": "Fan screams in quiet scenes", "product": "Terra 4K"},
        {"number": "RMA-D-2602-0007", "created_at": "2026-02-05", "dealer": "ProAV",
         "summary": "屏幕不亮", "product": "MAVO Edge 8K"},
    ],
}  # fmt: skip
FIRST, SECOND, THIRD = (each["number"] for each in LISTED["items"])  # type: ignore[attr-defined,index]


def listed(language: Language = Language.ZH) -> Talk:
    talk = Talk(language, results={"find_tickets": LISTED})
    talk.say("有哪些未关闭的返厂单" if language is Language.ZH else "which RMAs are open")
    return talk


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("打开第二个", SECOND),
        ("open the second", SECOND),
        ("2", SECOND),
        ("number three please", THIRD),
        ("the last", THIRD),
        ("最后那张", THIRD),
        ("最早的那张", SECOND),
        ("the newest one", FIRST),
        ("倒数第二张", SECOND),
        ("the fan one", SECOND),
        ("the one from Gafpa", FIRST),
        ("Terra 的那张", SECOND),
        ("屏幕那张", THIRD),
        ("no the other one, second in the list", SECOND),
        ("the third from the top please", THIRD),
        ("不是这个，另一个，第三个", THIRD),
    ],
)
def test_a_place_an_age_or_a_description_picks_one_of_those_listed(said: str, number: str) -> None:
    [call] = listed().say(said).calls
    assert (call.name, call.arguments) == ("read_ticket", {"number": number})


def test_the_next_one_is_the_one_behind_that_in_talk_and_the_list_has_an_end() -> None:
    talk = listed()
    talk.say("第二张")
    assert talk.say("下一张呢").calls[0].arguments == {"number": THIRD}
    end = talk.say("下一张")
    assert not end.calls
    assert "没有了" in end.text


def test_a_description_that_fits_several_is_asked_about_with_a_button_for_each() -> None:
    asked = listed().say("the one from ProAV")
    assert asked.verdict
    assert asked.verdict.outcome is Outcome.CLARIFY
    assert [each.label[:15] for each in asked.verdict.choices] == [SECOND, THIRD]


def test_what_is_dictated_picks_nothing() -> None:
    talk = listed()
    [call] = talk.say("开个咨询单：the second one fails too").calls
    assert "second one fails" in call.arguments["summary"]


@pytest.mark.parametrize("said", ["这个月第二次死机了", "the second half of the clip is black"])
def test_a_number_of_something_else_is_no_place_in_the_list(said: str) -> None:
    assert all(call.name != "read_ticket" for call in listed().say(said).calls)

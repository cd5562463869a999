"""Whatever is said: never an exception, the same answer twice, and nothing invented."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.model import Message, Speaker
from assistant.offline.folded import plain
from domain.language import Language
from tests.assistant.offline.desk import NAMES, Talk, complete

PIECES = [
    "ME_207890", "K2602-0001", "rma-d-2601-0145", "SN: A123", "Edge 8K", "ProAV", "Max",
    "开个返厂单", "死机", "有类似案例吗", "open a ticket", "black screen", "for", "of",
    "，", ",", "\n", "last month", "上个月", "第二个", "the second one", "它",
    "不是A123，是A124", "取消", "what about", "改成", "R1", "未关闭", "🙂", "\x00",
    "客户叫王磊", "怎么", "?", "11/03/2025", "$1,200", "咨询单", "谢谢", "help", "3台设备:",
    "(SN: B456)", "的",
]  # fmt: skip
MESSAGES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map(" ".join)
LIST = {"found": True, "items": [{"number": "K2602-0001", "sn": "ME_207890"}]}
RESULTS = {"find_tickets": LIST, "read_ticket": {"found": True, "number": "K2602-0001"}}
CANONICAL = {plain(value) for name in NAMES for value in (name.value, *name.aliases)}
QUICK = settings(max_examples=60, deadline=None)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


@given(st.lists(MESSAGES, min_size=1, max_size=4), st.sampled_from(list(Language)))
@QUICK
def test_no_argument_is_invented(said: list[str], language: Language) -> None:
    talk = Talk(language, RESULTS)
    choices = {
        value
        for tool in talk.tools
        for schema in tool.schema["properties"].values()
        for value in (
            *(schema.get("x-words") or {}),
            *(value for value, _ in schema.get("x-patterns") or ()),
            *(schema.get("enum") or ()),
        )
    }
    for text in said:
        done = talk.say(text)
        heard = plain(" ".join(each.text for each in talk.messages))
        for call in done.calls:
            for value in strings(dict(call.arguments)):
                # What was said in several messages stands in lines of its own.
                was_said = all(plain(line) in heard for line in value.splitlines())
                assert was_said or plain(value) in CANONICAL or value in choices


@given(st.one_of(st.text(max_size=300), MESSAGES), st.sampled_from(list(Language)))
@QUICK
def test_any_text_is_answered_and_the_same_way_twice(text: str, language: Language) -> None:
    talk = Talk(language, RESULTS)
    talk.messages.append(Message(Speaker.USER, text))
    first, second = complete(talk.request()), complete(talk.request())
    assert first == second
    assert bool(first.calls) != bool(first.verdict)
    assert first.text or first.calls


@given(st.text(max_size=200))
@QUICK
def test_no_result_breaks_the_telling(text: str) -> None:
    talk = Talk()
    talk.messages.append(Message(Speaker.USER, "K2602-0001"))
    asked = complete(talk.request())
    talk.messages.append(Message(Speaker.ASSISTANT, "", calls=tuple(asked.calls)))
    answer = Message(Speaker.TOOL, text, call_id=asked.calls[0].id, tool="read_ticket")
    talk.messages.append(answer)
    assert complete(talk.request()).verdict is not None


@pytest.mark.parametrize(
    "text",
    ["", "   ", "😀😀", "。。。？", "a" * 10_000, "死机" * 5_000, "ERROR 0x1F at 10:00\n" * 400],
)
def test_empty_loud_and_endless_messages_are_met_calmly(text: str) -> None:
    done = Talk().say(text)
    assert done.verdict is not None


def test_a_long_description_is_cut_only_where_the_tool_says_so() -> None:
    log = "[12:00:01] sensor temperature high, frame dropped. " * 60
    done = Talk(Language.EN).say(f"open a consult ticket: {log}")
    summary = str(done.calls[0].arguments["summary"])
    assert len(summary) <= 300
    assert summary in log


def test_the_arguments_are_plain_json() -> None:
    done = Talk().say("我们有2台设备需要返厂: Edge 8K (SN: A123) 死机, Edge 6K (SN: B456) SDI损坏")
    assert json.loads(json.dumps(done.calls[0].arguments)) == done.calls[0].arguments

"""What only asks for an answer is left out of what is searched for."""

import pytest

from retrieval.framing import matter_of


@pytest.mark.parametrize(
    ("said", "matter"),
    [
        ("8K死机知识库里有没有写，内部的也要", "8K死机"),
        ("麻烦帮我在知识库翻一下，Edge 8K过热那篇", "Edge 8K过热"),
        ("could you please check our docs for a loose PL mount", "a loose PL mount"),
        ("is there an article about cleaning the sensor, thanks", "cleaning the sensor"),
        ("录制老弹掉帧，帮忙查一下", "录制老弹掉帧"),
    ],
)
def test_what_only_asks_is_left_out(said, matter):
    assert matter_of(said) == matter


@pytest.mark.parametrize(
    "said",
    [
        "机内录制没有声音",
        "内部录制的格式",
        "how to format a card",
        "KB-0023",
        "知识库",
        "邀请码在哪",
        "catawiki",
    ],
)
def test_what_says_something_or_is_all_there_is_stays(said):
    assert matter_of(said) == said

"""Time phrases mean the days a person means, or nothing."""

import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import timephrases
from domain.timephrases import Period

TODAY = date(2026, 2, 15)  # a Sunday

KNOWN = {
    "昨天": ("2026-02-14", "2026-02-15"),
    "上周": ("2026-02-02", "2026-02-09"),
    "上上个月": ("2025-12-01", "2026-01-01"),
    "上周一到周三": ("2026-02-02", "2026-02-05"),
    "去年1到3月": ("2025-01-01", "2025-04-01"),
    "2025 年 11 月": ("2025-11-01", "2025-12-01"),
    "二零二五年十一月三号": ("2025-11-03", "2025-11-04"),
    "近30天": ("2026-01-17", "2026-02-16"),
    "近一年半": ("2024-08-16", "2026-02-16"),
    "去年下半年到今年1月": ("2025-07-01", "2026-02-01"),
    "11月到2月": ("2025-11-01", "2026-03-01"),
    "本月中旬": ("2026-02-11", "2026-02-21"),
    "月底": ("2026-02-21", "2026-03-01"),
    "年初至今": ("2026-01-01", "2026-02-16"),
    "自去年10月以来": ("2025-10-01", "2026-02-16"),
    "双十一": ("2025-11-11", "2025-11-12"),
    "3天前": ("2026-02-12", "2026-02-13"),
    "12月": ("2025-12-01", "2026-01-01"),
    "3 days ago": ("2026-02-12", "2026-02-13"),
    "Q4'25": ("2025-10-01", "2026-01-01"),
    "FY2025": ("2025-01-01", "2026-01-01"),
    "Mar-Jun 2025": ("2025-03-01", "2025-07-01"),
    "last 30 days": ("2026-01-17", "2026-02-16"),
    "over the past year": ("2025-02-16", "2026-02-16"),
    "the last quarter of 2025": ("2025-10-01", "2026-01-01"),
    "in January of last year": ("2025-01-01", "2025-02-01"),
    "since the beginning of the year": ("2026-01-01", "2026-02-16"),
    "between Jan 3 and Feb 2": ("2026-01-03", "2026-02-03"),
    "from 2025-10-01 to 2025-12-31": ("2025-10-01", "2026-01-01"),
    "Monday to Wednesday last week": ("2026-02-02", "2026-02-05"),
    "the week of Jan 5": ("2026-01-05", "2026-01-12"),
    "25/12/2025": ("2025-12-25", "2025-12-26"),
    "20251103": ("2025-11-03", "2025-11-04"),
    "2026-W05": ("2026-01-26", "2026-02-02"),
    "in May": ("2025-05-01", "2025-06-01"),
    "一年来": ("2025-02-16", "2026-02-16"),
    "去年夏天": ("2025-06-01", "2025-09-01"),
    "二月头两周": ("2026-02-01", "2026-02-15"),
    "last summer": ("2025-06-01", "2025-09-01"),
    "the first two weeks of February": ("2026-02-01", "2026-02-15"),
}

NOTHING = [
    "11/03/2025", "before March", "3月之前", "截至上月", "last week of January", "1月第一周",
    "recently", "最近", "Feb 30", "2月30日", "13月", "去年同期", "2031年", "12 months",
    "", "Edge 8K", "去年冬天", "fall",
]  # fmt: skip

IN_SENTENCES = {
    "上个月欧洲地区Edge 8K最多什么问题": ["上个月"],
    "K2602-0001 处理得怎么样了": [],
    "RMA-D-2602-0001 修好没": [],
    "Edge 8K 拍摄4K 50fps时死机": [],
    "RMAs since last October for ProAV": ["since last October"],
    "may I ask how to update": [],
    "the march of the fans": [],
    "did RMAs fall in 2025": ["2025"],
    "客户打来三周了": [],
    "upgrade the firmware to 8025": [],
    "1080p at 24 fps": [],
    "过去两周新开的 RMA": ["过去两周"],
    "去年10月到今年1月的工单": ["去年10月到今年1月"],
    "between October and December 2025 in Europe": ["between October and December 2025"],
    "show me tickets January 15, 2026 please": ["January 15, 2026"],
    "查一下２０２５年１１月的工单": ["２０２５年１１月"],
    "last 5 tickets": [],
    "10月和11月的对比": ["10月", "11月"],
}


@pytest.mark.parametrize(("phrase", "days"), KNOWN.items())
def test_a_phrase_means_its_days(phrase: str, days: tuple[str, str]) -> None:
    assert timephrases.resolve(phrase, TODAY) == tuple(map(date.fromisoformat, days))


@pytest.mark.parametrize("phrase", NOTHING)
def test_what_is_no_time_or_could_be_two_means_nothing(phrase: str) -> None:
    assert timephrases.resolve(phrase, TODAY) is None


@pytest.mark.parametrize(("text", "phrases"), IN_SENTENCES.items())
def test_times_are_found_inside_a_sentence_and_ids_are_none(text: str, phrases: list[str]) -> None:
    assert [text[start:end] for start, end, _ in timephrases.find(text, TODAY)] == phrases


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("tickets opened before March", "before March"),
        ("3月15号之前的工单", "3月15号之前"),
        ("opened on 11/03/2025", "11/03/2025"),
        ("去年同期呢", "去年同期"),
        ("last year and a half", "last year and a half"),
        ("春节前一个月死机多少", "春节前一个月"),
        ("国庆期间的工单", "国庆"),
        ("tickets around Chinese New Year", "Chinese New Year"),
        ("RMAs during Easter 2025", "Easter 2025"),
    ],
)
def test_an_open_or_ambiguous_time_is_doubtful_and_never_taken_for_another(
    text: str, phrase: str
) -> None:
    assert timephrases.find(text, TODAY) == []
    assert [text[start:end] for start, end in timephrases.doubtful(text, TODAY)] == [phrase]


def test_an_ambiguous_date_has_both_its_readings() -> None:
    assert timephrases.readings("11/03/2025", TODAY) == (date(2025, 11, 3), date(2025, 3, 11))
    assert timephrases.readings("25/12/2025", TODAY) == ()


def test_the_same_period_last_year_needs_a_period() -> None:
    january = Period(date(2026, 1, 1), date(2026, 2, 1))
    assert timephrases.resolve("去年同期", TODAY, context=january) == Period(
        date(2025, 1, 1), date(2025, 2, 1)
    )


@given(st.text(max_size=80), st.dates(date(2001, 1, 1), date(2090, 1, 1)))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_it_and_every_period_has_days(text: str, today: date) -> None:
    for start, end, period in timephrases.find(text, today):
        assert 0 <= start < end <= len(text)
        assert period.start < period.end


@given(st.sampled_from(sorted(KNOWN)), st.dates(date(2001, 1, 1), date(2090, 1, 1)))
@settings(max_examples=150, deadline=None)
def test_on_any_day_a_phrase_means_a_proper_period_or_nothing(phrase: str, today: date) -> None:
    period = timephrases.resolve(phrase, today)
    assert period is None or period.start < period.end
    if period and phrase.startswith(("last 30", "近30")):
        assert period == (today - timedelta(days=29), today + timedelta(days=1))


DEVELOPMENT = Path(os.environ.get("BOKEH_DATA_SETS", "../shared/data"))
LIST = DEVELOPMENT / "understanding" / "time_expressions.jsonl"


@pytest.mark.skipif(not LIST.exists(), reason="the development set is not here")
def test_the_development_list_is_read_right() -> None:
    rows = [json.loads(line) for line in LIST.read_text(encoding="utf-8").splitlines()]
    wrong, missed = [], []
    for row in rows:
        context = Period(*map(date.fromisoformat, row["context"])) if "context" in row else None
        found = timephrases.resolve(row["text"], date.fromisoformat(row["ref"]), context=context)
        if found is None:
            missed.append(row["text"])
        elif found != (date.fromisoformat(row["start"]), date.fromisoformat(row["end"])):
            wrong.append(row["text"])
    assert len(wrong) <= len(rows) * 0.01, wrong
    assert len(wrong) + len(missed) <= len(rows) * 0.05, (wrong, missed)

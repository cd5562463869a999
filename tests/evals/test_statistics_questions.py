"""Natural questions for figures get exactly the figures meant, and no number that is not kept."""

import pytest

from assistant.offline.folded import plain
from assistant.offline.grammar import lines_of
from evals.statistics_questions import SETS, ask, go_on, read
from tools.tool import discover


@pytest.mark.parametrize("name", SETS)
def test_a_sample_of_questions_gets_exact_figures_and_none_that_is_not_kept(service, name: str):
    kept = [line for line in read(name) if line["want"]]
    outside = [line for line in read(name) if not line["want"]]
    asked = ask(service, [*kept[::14], *outside[::6]])
    right = [each for each in asked if each.want and each.is_right]
    assert len(right) >= len(kept[::14]) - 2
    assert all(each.got is None for each in asked if each.want is None)


FIRST = {
    "zh": "上个月欧洲地区 Edge 8K 最多什么问题？",
    "en": "what were the most common problems of the Edge 8K in Europe last month",
}
CATEGORY = {
    "metric": "tickets_created", "group_by": ["category"], "period": ["2026-01-01", "2026-02-01"],
    "filters": ["product=mavo_edge_8k", "region=europe"],
    "compare_to": None, "against": None, "order": "desc", "limit": None,
}  # fmt: skip
CAMERA, EUROPE = CATEGORY["filters"]
FOLLOW_UPS = {
    ("那北美呢", "and North America?"): {"filters": [CAMERA, "region=north_america"]},
    ("按月看", "by month"): {"group_by": ["month"]},
    ("同比", "year over year"): {"compare_to": "same_period_last_year"},
    ("环比", "compared with the month before"): {"compare_to": "previous_period"},
    ("去年同期呢", "versus a year ago"): {"compare_to": "same_period_last_year"},
    ("只看返厂单", "only RMAs"): {"filters": ["kind=rma", CAMERA, EUROPE]},
    ("只要过保的", "only out of warranty"): {
        "filters": [CAMERA, EUROPE, "warranty=out_of_warranty"]
    },
    ("不要北美", "not North America"): {"filters": [CAMERA, "region!=north_america"]},
    ("画成图", "as a chart"): {},
    ("前5", "top 5"): {"limit": 5},
    ("最少的呢", "the least common ones"): {"order": "asc"},
    ("换成经销商", "by dealer instead"): {"group_by": ["dealer"]},
    ("按产品族和状态看", "by family and status"): {"group_by": ["family", "status"]},
    ("那上季度呢", "what about last quarter"): {"period": ["2025-10-01", "2026-01-01"]},
    ("Terra 4K呢", "for the Terra 4K"): {"filters": ["product=terra_4k", EUROPE]},
    ("看看维修时间呢", "what about the repair time"): {"metric": "repair_days"},
}


@pytest.mark.parametrize("language", FIRST)
def test_a_follow_up_changes_what_it_names_and_keeps_the_rest(service, language: str):
    place = list(FIRST).index(language)
    said = [pair[place] for pair in FOLLOW_UPS]
    gone_on = go_on(service, [(FIRST[language], each) for each in said])
    for second, change, (query, _) in zip(said, FOLLOW_UPS.values(), gone_on, strict=True):
        assert query == {**CATEGORY, **change}, second


def test_those_tickets_are_the_tickets_behind_the_figures(service):
    pairs = [(FIRST["zh"], "把那些工单列出来"), (FIRST["en"], "those tickets please")]
    for query, reply in go_on(service, pairs):
        assert query == CATEGORY
        assert len(reply.references) == 10
        assert "28" in reply.text
        assert all(each.number in reply.text for each in reply.references)


def test_no_question_of_the_sets_is_among_what_the_understanding_is_trained_on():
    trained = {plain(line.text) for line in lines_of(discover())}
    assert not [
        line["text"] for name in SETS for line in read(name) if plain(line["text"]) in trained
    ]

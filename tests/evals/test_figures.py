"""What a question for figures means where it does not say all of it."""

from typing import Any

import pytest

from assistant.events import Reply
from evals.statistics_questions import go_on


def _asked(service, *said: str) -> tuple[dict[str, Any] | None, Reply]:
    """The query behind the last answer of one conversation, and that answer."""
    ((query, reply),) = go_on(service, [tuple(said)])
    return (dict(query) if query else None), reply


def _query(service, *said: str) -> dict[str, Any]:
    query, reply = _asked(service, *said)
    assert query is not None, reply.text
    return query


@pytest.mark.parametrize(
    ("said", "metric"),
    [
        ("投诉处理得最慢的是哪个大区", "resolution_days"),
        ("工单从建到关平均多少天，去年一年", "resolution_days"),
        ("was repair faster in January than in December", "repair_days"),
        ("how often do repaired cameras come back, per product", "repeat_share"),
        ("各状态的 R1 里超期占多少", "overdue_share"),
    ],
)
def test_a_figure_is_known_by_what_is_said_together_in_any_order(service, said: str, metric: str):
    assert _query(service, said)["metric"] == metric


@pytest.mark.parametrize(
    "said", ["RMAs year on year", "投诉，按国家", "freezes by firmware version"]
)
def test_tickets_that_are_laid_out_are_counted_without_a_word_for_counting(service, said: str):
    assert _query(service, said)["metric"] == "tickets_created"


@pytest.mark.parametrize(
    "said",
    ["rent of the RMA shelves by region", "RMA 货架的租赁面积，按地区", "drone flights by dealer"],
)
def test_a_word_nobody_knows_keeps_a_figure_from_being_taken_for_granted(service, said: str):
    assert _asked(service, said)[0] is None


def test_what_is_counted_must_itself_be_known(service):
    query, reply = _asked(service, "how many wombats did our RMAs have last year")
    assert query is None
    assert "wombats" in reply.text


def test_a_word_that_narrowed_nothing_down_is_told_beside_the_figure(service):
    query, reply = _asked(service, "how many RMAs did we get last year because of earthquakes")
    assert query is not None
    assert "earthquakes" in reply.text


@pytest.mark.parametrize(
    ("said", "group", "filters"),
    [
        ("what share of last year's tickets came from Europe", "region", []),
        ("Europe's share of RMAs in 2025", "region", ["kind=rma"]),
        ("去年的返厂里 Edge 8K 占多少", "product", ["kind=rma"]),
        ("去年欧洲的返厂占全部返厂的比例", "region", ["kind=rma"]),
    ],
)
def test_the_share_of_a_part_is_shown_beside_the_other_parts(
    service, said: str, group: str, filters: list[str]
):
    query = _query(service, said)
    assert (query["group_by"], query["filters"]) == ([group], filters)


@pytest.mark.parametrize(
    ("said", "group"),
    [("receivables, largest first", "dealer"), ("top 5 for RMAs last year", "category")],
)
def test_what_is_put_in_order_is_split_by_what_it_is_usually_ranked_by(
    service, said: str, group: str
):
    assert _query(service, said)["group_by"] == [group]


@pytest.mark.parametrize(
    "said",
    [
        "what will March look like",
        "how many RMAs will we get in April",
        "will RMAs go up next month",
        "三月份大概会有多少返厂",
        "三月会怎么样",
        "下半年返厂会不会多起来",
    ],
)
def test_a_figure_of_times_to_come_is_refused_as_one(service, said: str):
    query, reply = _asked(service, said)
    assert query is None
    assert "不做预测" in reply.text or "do not forecast" in reply.text


@pytest.mark.parametrize(
    ("first", "second", "period"),
    [
        ("RMAs by region last year", "and the year before", ["2024-01-01", "2025-01-01"]),
        ("how many tickets last month", "and the month before that?", ["2025-12-01", "2026-01-01"]),
        ("how many tickets last month", "the previous one", ["2025-12-01", "2026-01-01"]),
        ("上季度超期率", "再上一个季度呢", ["2025-07-01", "2025-10-01"]),
        ("去年返厂多少", "前一年呢", ["2024-01-01", "2025-01-01"]),
        ("上个月有多少单", "前年同月呢", ["2024-01-01", "2024-02-01"]),
    ],
)
def test_a_time_may_be_told_by_that_of_the_last_figures(
    service, first: str, second: str, period: list[str]
):
    assert _query(service, first, second)["period"] == period


@pytest.mark.parametrize("said", ["8K和6K哪个返厂多", "which had more RMAs, the 8K or the 6K"])
def test_a_product_beside_another_one_is_of_its_series(service, said: str):
    query = _query(service, said)
    assert query["filters"] == ["kind=rma", "product=mavo_edge_6k", "product=mavo_edge_8k"]


def test_what_a_list_cannot_leave_out_is_counted(service):
    assert _query(service, "tickets in Q4 leaving out consults")["filters"] == ["kind!=consult"]


def test_a_time_said_behind_a_question_is_no_question_of_its_own(service):
    assert _query(service, "首响多久？要最近30天的")["period"] == ["2026-01-17", "2026-02-16"]


def test_parts_of_a_year_are_counted_each_where_all_of_them_are_named(service):
    assert _query(service, "去年四个季度的重复维修率")["group_by"] == ["quarter"]
    assert _query(service, "repeat repairs, all four quarters of 2025")["group_by"] == ["quarter"]


def test_who_of_those_named_asks_for_no_people(service):
    query = _query(service, "机构客户和个人客户谁报修多")
    assert query["group_by"] == ["account_type"]


def test_what_is_called_after_a_place_is_from_there(service):
    query = _query(service, "average turnaround of European and Brazilian RMAs")
    assert {"region=europe", "country=BR"} <= set(query["filters"])


def test_a_share_of_two_kinds_sets_them_side_by_side(service):
    query = _query(service, "ratio of consults to RMAs last year")
    assert query["group_by"] == ["kind"]
    assert query["filters"] == ["kind=consult", "kind=rma"]


def test_how_a_figure_is_laid_out_may_stand_in_a_sentence_of_its_own(service):
    query = _query(service, "are complaints going up? show month by month for the past six months")
    assert (query["group_by"], query["filters"]) == (["month"], ["service_type=complaint"])


def test_a_name_of_a_part_and_of_a_fault_is_the_part_where_parts_are_counted(service):
    query = _query(service, "去年下半年换了多少个风扇")
    assert query["filters"] == ["part=S1-010-021-01"]


@pytest.mark.parametrize("said", ["大概要多久能修好", "预计什么时候发货", "未来的固件会支持预录吗"])
def test_what_is_no_figure_of_times_to_come_is_not_refused_as_one(service, said: str):
    assert "不做预测" not in _asked(service, said)[1].text


def test_what_a_camera_can_hold_is_no_number_of_tickets(service):
    assert _asked(service, "how many cards will the Edge 8K take")[0] is None


def test_the_word_for_using_parts_is_no_category_besides(service):
    query = _query(service, "SDI module usage per month this year")
    assert query["filters"] == ["part=S1-011-013-01"]

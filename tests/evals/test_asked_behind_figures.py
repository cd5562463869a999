"""What is asked behind figures and lists, and of two times, gets exactly what it is asked of."""

import pytest

from evals.statistics_questions import ask, go_on

_USUAL = {"compare_to": None, "against": None, "order": "desc", "limit": None}
JANUARY, DECEMBER = ["2026-01-01", "2026-02-01"], ["2025-12-01", "2026-01-01"]


def _asked(service, *texts: str):
    lines = [{"lang": "en", "text": each, "want": None} for each in texts]
    return [each.got for each in ask(service, lines)]


@pytest.mark.parametrize(
    "said",
    ["12月、1月的返厂量", "2025年12月 2026年1月返厂量", "RMAs December and January"],
)
def test_two_times_side_by_side_are_both_told_the_later_one_first(service, said: str):
    [got] = _asked(service, said)
    assert got is not None
    assert (got["metric"], got["filters"]) == ("tickets_created", ["kind=rma"])
    assert got["period"] == JANUARY
    assert got["against"] == "2025-12-01/2026-01-01" or got["compare_to"] == "previous_period"


def test_a_month_against_the_same_name_is_a_year_apart(service):
    for got in _asked(
        service, "RMAs in January compared with last January", "consults closed in December vs the "
        "December before",
    ):  # fmt: skip
        assert got is not None
        assert (got["compare_to"], got["against"]) == ("same_period_last_year", None)


@pytest.mark.parametrize(
    "said", ["上周比上上周怎么样", "so how was last week compared with the one before"]
)
def test_how_a_week_was_against_the_one_before_is_summed_up(service, said: str):
    [(_, reply)] = go_on(service, [(said,)])
    assert [each.name for each in reply.tools] == ["period_summary"]
    assert "2026-02-02" in reply.text


@pytest.mark.parametrize("said", ["列出上个月欧洲的返厂单", "list the RMAs from Europe last month"])
def test_a_list_from_a_region_holds_only_tickets_from_there(service, said: str):
    [(query, reply)] = go_on(service, [(said,)])
    assert query == {
        "metric": "tickets_created", "group_by": [], "period": JANUARY,
        "filters": ["kind=rma", "region=europe"], **_USUAL,
    }  # fmt: skip
    assert len(reply.references) == 10


def test_a_list_of_what_was_closed_in_a_month_goes_by_the_day_it_was_closed(service):
    for got in _asked(service, "dealer repairs closed in December", "12月关了的本地维修单列一下"):
        assert got is not None
        assert (got["metric"], got["period"]) == ("tickets_closed", DECEMBER)


@pytest.mark.parametrize(
    ("first", "second", "filters", "period", "split"),
    [
        ("1月欧洲 Edge 8K 有多少工单", "死机占几成",
         ["product=mavo_edge_8k", "region=europe"], JANUARY, "category"),
        ("January Europe Edge 8K tickets", "what share are freezes",
         ["product=mavo_edge_8k", "region=europe"], JANUARY, "category"),
        ("RMAs last year", "what percentage of them came from Europe",
         ["kind=rma"], ["2025-01-01", "2026-01-01"], "region"),
        ("列出去年的返厂单", "其中死机占几成",
         ["kind=rma"], ["2025-01-01", "2026-01-01"], "category"),
    ],
)  # fmt: skip
def test_a_share_is_of_all_that_was_asked_for_before(
    service, first: str, second: str, filters: list[str], period: list[str], split: str
):
    [(query, _)] = go_on(service, [(first, second)])
    assert query == {
        "metric": "tickets_created", "group_by": [split], "filters": filters, "period": period,
        **_USUAL,
    }  # fmt: skip


WARNED = {"RMA-D-2602-0157", "RMA-D-2602-0005", "RMA-D-2601-0150"}


@pytest.mark.parametrize(
    "pair", [("有没有批次异常", "哪几张单"), ("any batch warnings", "list them")]
)
def test_which_ones_behind_a_batch_warning_are_the_tickets_of_that_batch(service, pair):
    [(_, reply)] = go_on(service, [pair])
    assert {each.number for each in reply.references} == WARNED


@pytest.mark.parametrize("pair", [("写一份周报", "哪几张"), ("weekly summary", "which ones")])
def test_which_ones_behind_a_summary_are_the_tickets_it_names(service, pair):
    [(_, summed)] = go_on(service, [pair[:1]])
    [(_, listed)] = go_on(service, [pair])
    named = {each.number for each in listed.references}
    assert named >= {each.number for each in summed.references} >= WARNED
    assert len(named) < 30


@pytest.mark.parametrize(
    "said",
    ["我们的维修速度跟RED比谁快", "how many tickets with Canon lenses last year",
     "从荷兰寄回来的机器，路上快递平均走几天", "sick days in the repair team since November"],
)  # fmt: skip
def test_what_is_not_ours_or_not_kept_gets_no_figure(service, said: str):
    assert _asked(service, said) == [None]


@pytest.mark.parametrize(
    ("said", "filters"),
    [
        ("在途的返厂单有几张", ["kind=rma", "status=in_transit"]),
        ("待审批的单子还有几张", ["status=pending_approval"]),
        ("how many RMAs are stuck waiting for payment", ["kind=rma", "status=awaiting_payment"]),
    ],
)
def test_tickets_in_a_state_are_counted_where_their_number_is_asked(
    service, said: str, filters: list[str]
):
    [got] = _asked(service, said)
    assert got == {
        "metric": "tickets_open", "group_by": [], "filters": filters, "period": None, **_USUAL
    }  # fmt: skip


def test_how_many_wishes_there_are_makes_no_card_for_another(service):
    [(query, reply)] = go_on(service, [("在评估的功能期望有几条",)])
    assert query is not None
    assert query["filters"] == ["wish_status=evaluating"]
    assert reply.proposals == []


def test_owners_and_times_with_an_s_are_heard(service):
    first, second = _asked(
        service, "1SV's tickets by category", "which batches did January's RMAs come from"
    )
    assert first is not None
    assert second is not None
    assert (first["filters"], first["group_by"]) == (["dealer=onesv"], ["category"])
    assert (second["filters"], second["group_by"]) == (["kind=rma"], ["batch"])


def test_those_few_are_not_counted(service):
    assert _asked(service, "gafpa那几张等批的全放行") == [None]

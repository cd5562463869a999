"""What figures have told, taken up in the next line: a row by its place, a batch, a time before."""

import pytest

from tests.assistant.conftest import Talk


def used(reply):
    """The arguments of what answers; a look at the rules may stand before it."""
    *before, tool = reply.tools
    assert {each.name for each in before} <= {"search_knowledge"}
    return tool.arguments


@pytest.mark.parametrize(
    ("user", "figure", "said", "only"),
    [
        (
            "boss",
            "经销商欠款情况",
            "欠得最多的那家上个月返厂几台",
            ["dealer=1SV", "kind=rma"],
        ),
        (
            "boss",
            "who owes us money",
            "the one that owes the most, how many RMAs in the last three months",
            ["dealer=1SV", "kind=rma"],
        ),
        (
            "lead",
            "各产品上个月报了多少单",
            "最多的那个主要是什么问题",
            ["product=MAVO Edge 8K"],
        ),
        (
            "boss",
            "RMAs per dealer last month",
            "what products did the biggest one send in",
            ["kind=rma", "dealer=EU Office"],
        ),
        ("lead", "RMAs by dealer last month", "the second one, which cameras",
         ["kind=rma", "dealer=EU Office"]),
        ("rnd", "上个月各类问题多少", "排第一的列一下", ["category=freeze"]),
        ("market", "which dealer has the most open tickets", "list theirs", ["dealer=Gafpa"]),
    ],
)  # fmt: skip
def test_a_row_is_called_by_its_place_in_the_figures(service, user, figure, said, only):
    talk = Talk(service, user)
    talk.say(figure)
    assert used(talk.say(said))["only"] == only


def test_the_oldest_debt_is_looked_up_where_the_figures_do_not_tell_it(service):
    talk = Talk(service, "boss")
    talk.say("各经销商欠款")
    looked_up, asked = talk.say("欠最久那家,最近三个月返厂多少台").tools
    assert (looked_up.name, looked_up.arguments) == ("stock_status", {"about": "debt"})
    assert asked.arguments["only"] == ["dealer=1SV", "kind=rma"]
    compared = used(talk.say("比之前三个月呢"))
    assert (compared["period"], compared["compare_to"]) == ("最近三个月", "previous_period")
    listed = used(talk.say("把最近这些列一下"))
    assert (listed["only"], listed["period"]) == (["dealer=1SV", "kind=rma"], "最近三个月")
    assert listed["show"] == "tickets"
    assert "compare_to" not in listed


def test_a_time_as_long_as_the_last_one_is_the_one_before_it(service):
    talk = Talk(service, "lead")
    talk.say("最近30天Edge 8K死机多少单")
    assert used(talk.say("再之前30天呢"))["period"] == "2025-12-18 - 2026-01-16"


@pytest.mark.parametrize(
    ("warned", "said"),
    [
        ("有没有哪个批次不对劲", "这批是哪几张单"),
        ("any bad batches right now?", "which tickets are in that batch"),
        ("上周有什么要注意的", "那个批次是哪几张"),
        ("which batch has problems", "show me its tickets"),
    ],
)
def test_the_batch_that_was_told_of_is_the_one_meant(service, warned, said):
    talk = Talk(service, "lead")
    talk.say(warned)
    asked = used(talk.say(said))
    assert (asked["only"], asked["show"]) == (["batch=2026Q1-003"], "tickets")


def test_a_batch_of_an_earlier_answer_is_not_meant_by_a_bare_them(service):
    talk = Talk(service, "lead")
    talk.say("any bad batches right now?")
    talk.say("which RMAs are waiting for approval")
    asked = [each.arguments for each in talk.say("list them").tools]
    assert all("batch=2026Q1-003" not in str(each) for each in asked)

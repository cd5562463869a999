"""Lists asked for in talk: of the right state, of the figure just told, of what is one's own."""

import pytest

from tests.assistant.conftest import Talk


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("等着发货的有哪些", "not_shipped"),
        ("还没到的返厂机器有哪些", "not_received"),
        ("which RMAs are we waiting to receive", "not_received"),
        ("what still has to be inspected", "not_inspected"),
        ("which units are waiting to be shipped", "not_shipped"),
        ("RMAs waiting to be repaired", "not_repaired"),
        ("list the RMAs that wait for payment", "awaiting_payment"),
        ("what needs shipping", "not_shipped"),
        ("which quotes are waiting to be confirmed", "quote_sent"),
        ("今天收到的有哪些", "received"),
    ],
)
def test_what_waits_for_a_step_has_not_had_it_yet(service, said, status):
    [used] = Talk(service, "repair").say(said).tools
    assert (used.name, used.arguments["status"]) == ("find_tickets", status)


@pytest.mark.parametrize(
    ("figure", "lists", "only"),
    [
        (
            "上个月Edge 8K报了多少单",
            "把SDI口的列出来",
            ["product=MAVO Edge 8K", "category=sdi_port"],
        ),
        (
            "RMAs last month by product",
            "list the Edge 6K ones",
            ["kind=rma", "product=MAVO Edge 6K"],
        ),
        ("上个月欧洲返厂几台", "哪几张是死机的", ["region=europe", "kind=rma", "category=freeze"]),
    ],
)
def test_a_list_behind_a_figure_is_of_its_very_tickets(service, figure, lists, only):
    talk = Talk(service, "lead")
    period = talk.say(figure).tools[0].arguments["period"]
    [used] = talk.say(lists).tools
    assert used.arguments["show"] == "tickets"
    assert (used.arguments["only"], used.arguments["period"]) == (only, period)
    assert "group_by" not in used.arguments
    assert [each.name for each in talk.say("open the first one").tools] == ["read_ticket"]


@pytest.mark.parametrize("said", ["list the RMAs we had before", "列一下我们以前的返厂单"])
def test_a_list_of_what_was_before_is_no_search_for_the_like(service, said):
    [used] = Talk(service, "gafpa").say(said).tools
    assert (used.name, used.arguments) == ("find_tickets", {"kind": "rma"})


@pytest.mark.parametrize(
    "said", ["有什么等我批的", "anything I have to approve?", "what waits for my approval"]
)
def test_what_waits_for_management_is_what_the_desk_may_not_decide(service, said):
    told = Talk(service, "boss").say(said).text
    assert "RMA-D-2601-0147" in told
    assert "RMA-D-2602-0157" not in told
    assert "RMA-D-2602-0157" in Talk(service, "lead").say(said).text


def test_a_ticket_that_is_to_be_opened_is_no_list(service):
    assert "find_tickets" not in [each.name for each in Talk(service).say("开一张返厂单").tools]

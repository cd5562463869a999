"""What the house is warned of, and the sums behind it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.database import Store
from domain.identity import viewer_named
from domain.language import Language
from domain.models import (
    AssistantAnswer,
    Ticket,
)
from domain.statistics.chances import binomial_at_least, fisher_at_least, surprising
from domain.statistics.metrics import METRICS
from domain.statistics.moods import ANGRY, anger
from domain.statistics.warned.evidence import facts_told
from domain.statistics.warnings import findings, keep_new
from tests.conftest import NOW
from tests.domain.statistics.conftest import ask


def test_the_bad_batch_is_found_and_nothing_else_is_alarmed_of(world: Store):
    with world.unbound_reader() as session:
        found = [each for each in findings(session, NOW) if each.kind == "batch"]
    assert [each.evidence["batch"] for each in found] == ["2026Q1-003"]
    assert (found[0].evidence["rate"], found[0].evidence["mean"]) == (0.06, 0.02)
    assert found[0].evidence["chance"] < 0.05 / found[0].evidence["tests"]
    assert "RMA-D-2602-0157" in found[0].tickets


def test_what_speaks_for_a_warning_is_told_in_the_readers_language(world: Store):
    with world.unbound_reader() as session:
        batch = next(each for each in findings(session, NOW) if each.kind == "batch")
    zh, en = (facts_told(batch.evidence, each) for each in (Language.ZH, Language.EN))
    assert {"问题率 6.0%", "检验方法 泊松检验，按设备使用天数，Holm 校正"} <= set(zh)
    assert {"problem rate 6.0%", "test Poisson, by device days in the field, Holm"} <= set(en)


def test_what_the_assistant_answered_is_counted_for_whom_it_was(demo_store: Store):
    """Two answers with an article; after one of them the dealer opened a ticket."""
    at = NOW - timedelta(days=2)

    def work(session):
        proav = viewer_named(session, "proav", stage=3)
        for when in (at, at - timedelta(days=30)):
            session.add(AssistantAnswer(
                user_id=proav.user_id, dealer_id=proav.dealer_id, of_house=False,
                has_article=True, outcome="answered", at=when,
            ))  # fmt: skip
        ticket = session.scalar(select(Ticket).where(Ticket.reader_dealer_id == proav.dealer_id))
        ticket.created_by_id, ticket.created_at = proav.user_id, at + timedelta(hours=1)

    demo_store.write(work)
    own = ask(demo_store, "proav", metric="self_solved_share")
    assert own.rows == [[50.0, 1, 2]]
    assert ask(demo_store, "gafpa", metric="assistant_answers").rows == [[0]]
    assert ask(demo_store, "market", metric="assistant_answers", group_by=["dealer"]).rows == [
        ["ProAV", 2, 100.0]
    ]


def test_nothing_is_warned_of_twice(demo_store: Store):
    first = demo_store.write(lambda session: keep_new(session, NOW))
    again = demo_store.write(lambda session: keep_new(session, NOW + timedelta(hours=6)))
    assert first
    assert again == []


def test_the_exact_tests_are_exact():
    assert binomial_at_least(3, 10, 0.5) == pytest.approx(1 - (1 + 10 + 45) / 1024)
    assert fisher_at_least(3, 3, 0, 3) == pytest.approx(1 / 20)
    assert surprising({"a": 0.01, "b": 0.04, "c": 0.9}) == {"a"}


@pytest.mark.parametrize(
    ("text", "is_angry"),
    [
        ("等了三周还没人回，太过分了，我要投诉！！", True),
        ("This is unacceptable, still no answer after three weeks now. I want a refund.", True),
        ("机器修好了，谢谢你们", False),
        ("Could you please send the tracking number?", False),
    ],
)
def test_anger_is_heard_in_both_languages(text: str, is_angry: bool):
    assert (anger(text)[0] >= ANGRY) == is_angry


def test_tiny_batches_stand_behind_those_that_say_something(world: Store):
    table = ask(world, "market", metric="batch_problem_rate", limit=500)
    sizes = [row[3] for row in table.rows]
    assert min(sizes) < METRICS["batch_problem_rate"].enough <= max(sizes)
    assert sizes == sorted(sizes, key=lambda size: size < METRICS["batch_problem_rate"].enough)
    assert "20" in table.definition

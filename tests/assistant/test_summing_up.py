"""A model words the summaries, and nothing it adds reaches a reader."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from api.app import open_worker
from api.settings import Settings
from domain.clock import Clock
from domain.database import Store
from domain.jobs.figures import JOBS
from domain.language import Language
from domain.lifecycle import Notice
from domain.models import ModelUse, Notification, Outgoing
from domain.notifications import taking
from domain.notifications.taking import Telling
from domain.outbox import NOTICE, tell_of
from domain.schedules import run_due
from domain.statistics.summaries import Point
from domain.statistics.wording import checked, in_words, waiting_points, word_waiting
from domain.worker import Worker
from tests.assistant.endpoint import Endpoint, Handler, cut_off, endpoint, garbage, nothing, say
from tests.conftest import NOW, ZONE
from tests.waiting import until

FACT = "12 tickets created, 8 in the period before (+50.0%)."
SUNDAY = datetime(2026, 2, 15, 12, tzinfo=ZONE)


@pytest.fixture
def played() -> Iterator[Endpoint]:
    with endpoint() as running:
        yield running


def worker_of(store: Store, url: str, **more: object) -> Worker:
    """The worker as it is built for an installation with this model."""
    settings = Settings(
        data_dir=store.path.parent, llm_base_url=url, llm_model="m", worker=False,
        embedding="none", _env_file=None, **more,
    )  # fmt: skip
    opened, worker = open_worker(settings)
    opened.close()
    worker.store, worker.clock = store, Clock(ZONE, source=lambda: SUNDAY)
    return worker


@pytest.mark.parametrize(
    "said",
    [
        "We opened 12 tickets after 8 before, up 50%.",
        "１２ tickets came in, 8 the time before, 50.0 % more.",
    ],
)
def test_a_sentence_with_just_its_numbers_is_taken(said: str):
    assert checked([Point(section="watch", text=FACT)], [said])[0].text == said


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Many tickets came in.",  # without its numbers
        "12 tickets, 8 before, 50.0% more; 13 are expected next week.",
        "12 tickets, 8 before: that is 50.0%, and it will double.",
        "12 tickets, 8 before, 50.0% more, two of them angry.",
        "12 tickets, 8 before, 50.0%. See https://evil.example",
        "12 tickets, 8 before, 50.0% <img src=x>",
        "12 tickets, 8 before, 50.0%. [K2602-0001]",
        "12 tickets, 8 before, 5.0% more.",
        "12 tickets, 8 before, 50.0% " + "more " * 100,
    ],
)
def test_a_sentence_that_says_more_less_or_leads_elsewhere_is_not(said: str):
    assert checked([Point(section="watch", text=FACT)], [said])[0].text == FACT


def test_too_few_sentences_change_nothing():
    points = [Point(section="watch", text=FACT), Point(section="to_do", text="3 wait.")]
    assert checked(points, [FACT]) == points


def queued(store: Store, points: list[Point]) -> None:
    facts: dict[str, object] = {"title_en": "t", "title_zh": "t"}
    for language in Language:
        facts[f"text_{language.value}"] = in_words(points, language)
        facts |= waiting_points(points, language)

    def work(session):
        tell_of(session, "house", Notice("report", facts), actor=None, now=SUNDAY, key="summary:x")

    store.write(work)


def waiting_text(store: Store) -> str:
    with store.unbound_reader() as session:
        rows = session.scalars(select(Outgoing).where(Outgoing.topic == NOTICE)).all()
        (row,) = [each for each in rows if each.payload.get("key") == "summary:x"]
    assert not [name for name in row.payload["facts"] if name.startswith("points_")]
    return row.payload["facts"]["text_en"]


POINTS = [
    Point(section="up", text=FACT),
    Point(section="to_do", text="3 RMAs wait for approval.", tickets=["RMA-D-2602-0157"]),
]


def test_the_model_words_what_it_may_and_the_tickets_stay(demo_store: Store, played: Endpoint):
    played.script = [say("1. Up to 12 from 8 (50.0%).\n2. 4 RMAs wait for you.\n")]
    worker = worker_of(demo_store, played.url)
    queued(demo_store, POINTS)
    assert worker.worder is not None
    assert word_waiting(demo_store, worker.worder) == 1
    text = waiting_text(demo_store)
    assert "Up to 12 from 8 (50.0%)." in text
    assert "- 3 RMAs wait for approval. (RMA-D-2602-0157)" in text  # its own words: 4 is no 3
    assert FACT in json.dumps(played.requests[0], ensure_ascii=False)
    assert word_waiting(demo_store, worker.worder) == 0


def refused(handler: Handler) -> None:
    handler.fail(500)


@pytest.mark.parametrize("fault", [refused, cut_off, garbage, nothing])
def test_with_a_faulty_model_the_summary_is_told_in_the_houses_words(
    demo_store: Store, played: Endpoint, fault
):
    played.script = [fault]
    worker = worker_of(demo_store, played.url)
    queued(demo_store, POINTS)
    assert worker.worder is not None
    word_waiting(demo_store, worker.worder)
    assert waiting_text(demo_store) == in_words(POINTS, Language.EN)


def test_a_model_that_hangs_is_waited_for_so_long_and_no_longer(
    demo_store: Store, played: Endpoint
):
    def hang(handler: Handler) -> None:
        handler.begin_stream()
        handler.rfile.read(1)

    played.script = [hang]
    worker = worker_of(demo_store, played.url)
    worker.worder._seconds = 0.3
    queued(demo_store, POINTS)
    word_waiting(demo_store, worker.worder)
    assert waiting_text(demo_store) == in_words(POINTS, Language.EN)


@pytest.mark.parametrize("is_masked", [True, False])
def test_private_names_go_to_the_model_only_where_that_is_allowed(
    demo_store: Store, played: Endpoint, is_masked: bool
):
    played.script = [say("1. NAME_1 sounds angry: K2602-0001")]
    angry = Point(section="watch", text="Max Mueller sounds angry: K2602-0001")
    worker = worker_of(demo_store, played.url, llm_mask=is_masked)
    queued(demo_store, [angry])
    word_waiting(demo_store, worker.worder)
    sent = json.dumps(played.requests, ensure_ascii=False)
    assert ("Max Mueller" in sent) is not is_masked
    assert "Max Mueller" in waiting_text(demo_store) or not is_masked


def uses(store: Store) -> int:
    with store.unbound_reader() as session:
        return session.scalar(select(func.count()).select_from(ModelUse)) or 0


def test_the_weeks_summary_is_worded_told_once_and_paid_for(demo_store: Store, played: Endpoint):
    def echo(handler: Handler) -> None:
        lines = played.requests[-1]["messages"][-1]["content"].splitlines()
        handler.stream(say("\n".join(f"{line} (worded)" for line in lines)))

    played.script = [echo]
    worker = worker_of(demo_store, played.url)
    while taking.take_waiting(demo_store, Telling(3, NOW, [])):
        pass
    run_due(demo_store, now=SUNDAY, among=JOBS)
    worker.clock = Clock(ZONE, source=lambda: SUNDAY + timedelta(days=1))
    for _ in range(3):
        worker.look()
    with demo_store.unbound_reader() as session:
        told = session.scalars(select(Notification).where(Notification.event == "report")).all()
    assert told
    assert all("(worded)" in each.text for each in told)
    assert len({each.user_id for each in told}) == len(told)
    assert len(played.requests) == 2  # one for each language
    until(lambda: uses(demo_store) == 2)  # their cost is kept without waiting for it


def test_without_a_model_there_is_nobody_to_word_it(tmp_path: Path):
    _, worker = open_worker(Settings(data_dir=tmp_path, embedding="none", _env_file=None))
    assert worker.worder is None

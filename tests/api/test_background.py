"""Background work goes on after failures: told once when known, and tried ever less often."""

import itertools
import time

import pytest
from structlog.testing import capture_logs

from api import background
from api.background import Background, OutOfOrder
from tests.waiting import until


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(background, "_IDLE", 0.005)


def test_work_that_is_known_to_be_down_is_told_once_and_taken_up_again():
    calls = []

    def work():
        calls.append(time.monotonic())
        if len(calls) <= 5:
            raise OutOfOrder("the embedder is down")
        return 0

    loops = Background()
    with capture_logs() as said:
        loops.start({"index": work})
        until(lambda: len(calls) > 6)
        loops.stop()
    assert [each["event"] for each in said] == ["background rests", "background works again"]
    rests = [late - early for early, late in itertools.pairwise(calls)][:5]
    assert all(rest >= 0.005 * 2**failed for failed, rest in enumerate(rests, 1))


def test_what_should_not_happen_is_told_every_time_and_does_not_end_the_loop():
    calls = []

    def work():
        calls.append(1)
        if len(calls) <= 2:
            raise ValueError
        return 0

    loops = Background()
    with capture_logs() as said:
        loops.start({"odd": work})
        until(lambda: len(calls) > 3)
        loops.stop()
    assert [each["log_level"] for each in said] == ["error", "error", "info"]

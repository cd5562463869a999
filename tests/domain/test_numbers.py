"""Numbers: gapless series, what people type, and what a crash leaves."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from domain import numbers
from domain.database import Store
from domain.errors import BusyError
from domain.models import Counter, Ticket
from domain.numbers import (
    canonical_number,
    keep_number,
    next_number,
    number_spans,
    numbers_in,
    sn_key,
    typed_form,
)
from domain.schema import migrate


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("k2602-0001", "K2602-0001"),
        ("K 2602-1", "K2602-0001"),
        ("Ｋ２６０２－０００１", "K2602-0001"),
        ("rma d 2601 0145", "RMA-D-2601-0145"),
        ("RMA–D–2601–0145", "RMA-D-2601-0145"),
        ("svc-d-2601-15", "SVC-D-2601-0015"),
        ("kb-23", "KB-0023"),
        ("KB0023", "KB-0023"),
        ("fr-2025-0089", "FR-2025-0089"),
        ("  RS-2602-0003 ", "RS-2602-0003"),
    ],
)
def test_a_number_is_understood_however_it_is_typed(typed, canonical):
    assert canonical_number(typed) == canonical


@pytest.mark.parametrize(
    "text", ["4K 2160-1080", "MK2602-00011x", "XK2602-0001", "KB 12 of memory", "K26-01", ""]
)
def test_what_only_looks_like_a_number_is_left_alone(text):
    assert numbers_in(text) == []


def test_serials_are_equal_without_case_dashes_and_width():
    assert sn_key("me-207890") == sn_key("ME_207890") == sn_key("ＭＥ ２０７８９０")


def test_a_series_counts_up_by_itself(store):
    drawn = [store.write(lambda s: next_number(s, "K2602")) for _ in range(3)]
    assert drawn == ["K2602-0001", "K2602-0002", "K2602-0003"]
    assert store.write(lambda s: next_number(s, "K2603")) == "K2603-0001"


def test_a_failed_write_gives_its_number_back(store):
    def fails(session):
        next_number(session, "K2602")
        raise RuntimeError("after the number was drawn")

    with pytest.raises(RuntimeError):
        store.write(fails)
    assert store.write(lambda s: next_number(s, "K2602")) == "K2602-0001"


def test_a_series_widens_past_four_digits(store):
    store.write(lambda s: s.add(Counter(series="K2602", last=9_999)))
    assert store.write(lambda s: next_number(s, "K2602")) == "K2602-10000"


@pytest.mark.parametrize(
    ("given_number", "series", "following"),
    [
        ("K2602-0041", "K2602", "K2602-0042"),
        ("RMA-D-2601-0145", "RMA-D-2601", "RMA-D-2601-0146"),
        ("SVC-D-2601-0015", "SVC-D-2601", "SVC-D-2601-0016"),
        ("KB-0023", "KB", "KB-0024"),
        ("FR-2025-0089", "FR-2025", "FR-2025-0090"),
    ],
)
def test_a_given_number_moves_its_series_past_it_and_never_back(
    store, given_number, series, following
):
    store.write(lambda s: keep_number(s, given_number))
    store.write(lambda s: keep_number(s, given_number.rsplit("-", 1)[0] + "-0001"))
    assert store.write(lambda s: next_number(s, series)) == following


def test_a_write_that_another_process_keeps_out_says_that_the_desk_is_busy(store, monkeypatch):
    monkeypatch.setattr("domain.database._PATIENCE", 50)
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError):
            store.write(lambda s: next_number(s, "K2602"))
        other.rollback()
    assert store.write(lambda s: next_number(s, "K2602")) == "K2602-0001"


def test_thirty_two_writers_leave_no_gap_and_no_double(store):
    drawn: list[str] = []
    lock = threading.Lock()

    def draw():
        for _ in range(10):
            number = store.write(lambda s: next_number(s, "K2602"))
            with lock:
                drawn.append(number)

    threads = [threading.Thread(target=draw) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(drawn) == [f"K2602-{n:04d}" for n in range(1, 321)]


@given(st.text(max_size=300))
def test_any_text_can_be_searched_for_numbers(text):
    for start, end, _ in number_spans(text):
        assert 0 <= start < end <= len(text)
    numbers_in(text)
    canonical_number(text)


WRITER = """
import sys, threading
from datetime import datetime, UTC
from pathlib import Path
from domain.database import Store
from domain.models import Ticket
from domain.numbers import next_number

store = Store(Path(sys.argv[1]))
lock = threading.Lock()

def create(session):
    now = datetime.now(UTC)
    number = next_number(session, "K2602")
    session.add(Ticket(kind="consult", number=number, status="in_progress", status_at=now,
                       created_at=now, updated_at=now, summary="x", details={}))
    return number

def work():
    while True:
        number = store.write(create)
        with lock:
            print(number, flush=True)

for _ in range(8):
    threading.Thread(target=work, daemon=True).start()
threading.Event().wait()
"""


def test_kill_nine_loses_no_acknowledged_number_and_doubles_none(tmp_path: Path):
    path = tmp_path / "bokeh.db"
    migrate(path)
    acknowledged: list[str] = []
    for round_ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(0.15 + 0.05 * round_)
        os.kill(process.pid, signal.SIGKILL)
        rest = process.stdout.read().splitlines(keepends=True)
        process.wait()
        acknowledged += [line.strip() for line in [first, *rest] if line.endswith("\n")]
    store = Store(path)
    with store.unbound_reader() as session:
        kept = list(session.scalars(select(Ticket.number).order_by(Ticket.id)))
        last = session.scalar(select(Counter.last))
    store.close()
    assert len(acknowledged) > 20
    assert set(acknowledged) <= set(kept)
    assert kept == [f"K2602-{n:04d}" for n in range(1, len(kept) + 1)]
    assert last == len(kept)


def test_what_is_passed_over_at_a_glance_holds_no_digit_in_any_form() -> None:
    for place in range(0x10000):
        character = chr(place)
        if any(each in "0123456789" for each in typed_form(character)):
            assert not numbers._WITHOUT_DIGITS.fullmatch(character), hex(place)
    assert numbers.number_spans("没有编号的一句话，只有字。") == []
    assert [each for *_, each in numbers.number_spans("看 Ｋ２６０２－０００１")] == ["K2602-0001"]

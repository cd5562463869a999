"""Figures over a million tickets: every metric by the usual dimensions, for staff and a dealer.

The world is the demo's, each ticket with its milestones, parts and payments copied to other days,
customers and devices; the same number of tickets is the same world. Beside it stands plain SQL on
the tables, without a viewer: tickets created, by the same groups and periods.
"""

import argparse
import itertools
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from api.app import DEMO_START, build, make_demo
from api.settings import Settings
from domain.access import Viewer
from domain.clock import Clock
from domain.database import Store
from domain.language import Language
from domain.statistics import Question, TimeRange, answer
from domain.statistics.metrics import METRICS
from domain.statistics.vocabulary import dimensions_of
from evals.playing import settings_in, viewer_of

GROUPS = ("category", "region", "product", "dealer", "status", "part", "month")
PERIODS = ("last month", "last quarter", "last 12 months")
VIEWERS = ("market", "boss", "proav")
_DAYS = 1_095
_FAR = 100_000  # between the ids of a row's copies
_OTHERS = 40  # sets of customers and devices
_MOMENTS = frozenset(
    ("created_at", "updated_at", "status_at", "closed_at", "issued_at", "recorded_at",
     "responded_at", "received_at", "repair_due_at", "repaired_at", "reopened_at", "exception_at")
)  # fmt: skip
_COPIED = {  # table: the column that names the ticket, whose copy decides the day
    "tickets": "id", "milestones": "ticket_id", "ticket_parts": "ticket_id",
    "invoices": "ticket_id",
}  # fmt: skip
_BORN = """
CREATE TEMP TABLE others AS WITH RECURSIVE c(k) AS (
  SELECT 1 UNION ALL SELECT k + 1 FROM c WHERE k < {others} - 1) SELECT k FROM c;
CREATE TEMP TABLE born AS WITH RECURSIVE c(k) AS (
  SELECT 1 UNION ALL SELECT k + 1 FROM c WHERE k < {wanted} / {held} + 1)
  SELECT row_number() OVER (ORDER BY julianday(created_at) - (id * 31 + k * 97) % {days}) AS new,
    id AS old, k, (id * 31 + k * 97) % {days} AS days FROM tickets, c;
DELETE FROM born WHERE k = {wanted} / {held} + 1 AND old > {wanted} % {held};
"""
_PLAIN = """
SELECT {key}, count(*) FROM tickets AS t LEFT JOIN customers AS c ON c.id = t.customer_id
WHERE t.created_at >= '{start}' AND t.created_at < '{end}' GROUP BY 1 ORDER BY 2 DESC
"""
_KEYS = ("t.category_id", "c.region_id", "t.product_id", "t.reader_dealer_id", "t.status",
         "strftime('%Y-%m', t.created_at, '+8 hours')")  # fmt: skip
_SPANS = (("2026-01-01", "2026-02-01"), ("2025-10-01", "2026-01-01"), ("2025-02-16", "2026-02-16"))
Timed = list[tuple[str, str, float]]  # what kind of figure, the question, milliseconds


def main(given: Sequence[str] = ()) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=1_000_000)
    parser.add_argument("--slowest", type=int, default=6, help="list so many of the slowest")
    parser.add_argument("--home", type=Path, help="keep the big store here and use it again")
    args = parser.parse_args(given)
    if args.home:
        _run(args.home, args.tickets, args.slowest)
        return
    with tempfile.TemporaryDirectory() as home:
        _run(Path(home), args.tickets, args.slowest)


def _run(home: Path, count: int, slowest: int) -> None:
    settings = settings_in(home)
    path = settings.database_path
    if not path.exists():
        make_demo(settings)
        swell(path, count)
    clock = Clock(settings.zone, source=lambda: DEMO_START)
    viewers = _viewers(settings)
    asked = _asked(path, viewers, clock)
    print(f"{count:,} tickets; milliseconds\n{'':34}{'n':>6}{'median':>8}{'p95':>8}{'most':>8}")
    _show("all questions", [taken for _, _, taken in asked])
    for name in dict.fromkeys(kind for kind, _, _ in asked):
        _show(f"  {name}", [taken for kind, _, taken in asked if kind == name])
    _show("plain SQL: created tickets only", _plain(path))
    for _, name, taken in sorted(asked, key=lambda one: -one[2])[:slowest]:
        print(f"  {taken:6.0f}  {name}")


def _show(name: str, times: Sequence[float]) -> None:
    taken = sorted(times)
    p95 = taken[min(int(len(taken) * 0.95), len(taken) - 1)]
    median = statistics.median(taken)
    print(f"{name:34}{len(taken):>6}{median:>8.0f}{p95:>8.0f}{taken[-1]:>8.0f}")


def _viewers(settings: Settings) -> list[Viewer]:
    service = build(settings)
    try:
        return [viewer_of(service, name) for name in VIEWERS]
    finally:
        service.close()


def _asked(path: Path, viewers: Sequence[Viewer], clock: Clock) -> Timed:
    store = Store(path)
    try:
        return [
            (
                _kind(question),
                f"{viewer.username}: {_said(question)}",
                _answered(store, viewer, question, clock),
            )
            for viewer in viewers
            for question in _questions(viewer)
        ]
    finally:
        store.close()


def _questions(viewer: Viewer) -> Iterator[Question]:
    for metric in METRICS.values():
        if not metric.offered_to(viewer):
            continue
        held = {each.code for each in dimensions_of(viewer, metric)}
        for place, group in enumerate(each for each in (None, *GROUPS) if each in held or not each):
            groups = [group] if group else []
            period = TimeRange(phrase=PERIODS[place % len(PERIODS)])
            yield Question(metric=metric.code, group_by=groups, time_range=period)


def _kind(question: Question) -> str:
    metric = METRICS[question.metric or ""]
    return "level" if metric.is_level else metric.measure.value


def _said(question: Question) -> str:
    period = question.time_range.phrase if question.time_range else "ever"
    return f"{question.metric} by {', '.join(question.group_by) or 'nothing'}, {period}"


def _answered(store: Store, viewer: Viewer, question: Question, clock: Clock) -> float:
    started = time.perf_counter()
    with store.reader(viewer) as session:
        answer(session, viewer, question, clock=clock, language=Language.EN)
    return (time.perf_counter() - started) * 1_000


def _plain(path: Path) -> list[float]:
    found = []
    with sqlite3.connect(path) as connection:
        for key, (start, end) in itertools.product(_KEYS, _SPANS):
            started = time.perf_counter()
            connection.execute(_PLAIN.format(key=key, start=start, end=end)).fetchall()
            found.append((time.perf_counter() - started) * 1_000)
    return found


def swell(path: Path, count: int) -> None:
    """Copies of the demo's tickets, until there are `count`; indexes are built at the end.

    A copy is from another day, of another customer with another device; as in life, what was
    opened later has the higher id.
    """
    with sqlite3.connect(path) as connection:
        connection.executescript("PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF")
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        held = connection.execute("SELECT count(*) FROM tickets").fetchone()[0]
        sizes = {"wanted": count - held, "held": held, "others": _OTHERS, "days": _DAYS}
        connection.executescript(_BORN.format(**sizes))
        for table in ("customers", "devices"):
            _copy(connection, table, f"SELECT id AS old, k FROM {table}, others")
        for table, ticket in _COPIED.items():
            _copy(connection, table, "SELECT * FROM born", ticket)
        _copy_payments(connection)
        for _, sql in indexes:
            connection.execute(sql)
        connection.execute("ANALYZE")


def _copy(connection: sqlite3.Connection, table: str, made: str, ticket: str = "id") -> None:
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = [_value(table, name) for name in names]
    connection.execute(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} "
        f"FROM ({made}) AS b CROSS JOIN {table} AS t ON t.{ticket} = b.old"
    )


def _value(table: str, name: str) -> str:
    other = f"t.{name} + (b.k % {_OTHERS}) * {_FAR}"
    if name in ("customer_id", "device_id", "owner_id"):
        return other
    if name == "id" and table in ("customers", "devices"):
        return other
    if name == "ticket_id" or (name == "id" and table == "tickets"):
        return f"b.new + {_FAR}"
    if name == "id":
        return "NULL" if table == "ticket_parts" else f"t.id + b.k * {_FAR}"
    if name in ("number", "sn", "sn_key", "code"):
        return f"t.{name} || '-' || b.k"
    if name == "origin":
        return "NULL"
    if name in _MOMENTS:
        return f"strftime('%Y-%m-%d %H:%M:%f000', t.{name}, '-' || b.days || ' days')"
    return f"t.{name}"


def _copy_payments(connection: sqlite3.Connection) -> None:
    """A payment for each copy of its invoice, as many days before as that."""
    connection.execute(
        "INSERT INTO payments (invoice_id, method, amount, currency, paid_on, recorded_at) "
        "SELECT i.id, p.method, p.amount, p.currency, date(i.issued_at, '+3 days'), i.issued_at "
        f"FROM payments AS p, invoices AS i ON i.id % {_FAR} = p.invoice_id AND i.id > {_FAR}"
    )


if __name__ == "__main__":
    main()

"""The store: viewer-bound readers, one fair writer, and how both open the database.

A read connection shows only what its scope may see: TEMP views with the tables' names shadow the
tables, an authorizer refuses everything but reading through them, and the connection is
query-only. The views read the tables through inner views with a secret name, because SQLite tells
an authorizer only the name of what reads, and a query may name its own parts like a view. Without
a viewer there are no rows. Writes go through one thread that commits groups.
"""

import queue
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    create_engine,
    event,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

import domain.milestones  # noqa: F401 - whatever is written moves the milestones along
from domain.access import Scope, Viewer
from domain.alone import BUSY, let_in
from domain.errors import BusyError
from domain.models import Base
from domain.visibility import HIDDEN, rule
from domain.visible_rows import Terms

R = TypeVar("R")
_GROUP = 64  # writes committed together at most
_WAITING = 512  # writes that may wait before new ones are turned away
_READERS = 8
_PATIENCE = 5_000  # milliseconds that other processes may write before this one gives up
_VIEWER_FUNCTIONS = ("viewer_user", "viewer_dealer", "viewer_customer")
_SAFE_FUNCTIONS = frozenset(
    (
        *("abs", "avg", "ceil", "coalesce", "count", "cume_dist", "date", "datetime"),
        *("dense_rank", "floor", "group_concat", "hex", "ifnull", "iif", "instr", "json_each"),
        *("json_array_length", "json_extract", "json_type", "julianday", "length", "like"),
        *("lower", "ltrim", "max", "min", "nullif", "ntile", "percent_rank", "printf", "rank"),
        *("replace", "round", "row_number", "rtrim", "strftime", "substr", "substring", "sum"),
        *("time", "total", "trim", "unixepoch", "upper"),
        *_VIEWER_FUNCTIONS,
    )
)


class _Seat:
    """Who sits at a read connection now."""

    viewer: Viewer | None = None


def _prepare(connection: sqlite3.Connection, *, synchronous: str = "FULL") -> None:
    connection.isolation_level = None  # BEGIN is ours: the driver's own would be deferred
    for pragma in (
        "journal_mode=WAL",
        f"synchronous={synchronous}",
        "foreign_keys=ON",
        f"busy_timeout={_PATIENCE}",
        "journal_size_limit=67108864",
        "cache_size=-16000",
        "temp_store=MEMORY",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


@cache
def _shown(scope: Scope, table_name: str) -> str:
    """The select of what a scope sees of a table."""
    table = Base.metadata.tables[table_name]
    terms = Terms(*(getattr(func, name)() for name in _VIEWER_FUNCTIONS))
    # Compiled as a whole select, so that what a rule asks of other tables refers to this one.
    selected: Select[Any] = (
        select(literal_column("1")).select_from(table).where(rule(scope, table_name, terms))
    )
    compiled = selected.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    where = str(compiled).partition("WHERE")[2]
    # A view that reads no column of its table but the row's id would be reported to the authorizer
    # without its name; so each reads one, in a comparison that is always true.
    keys = set(table.primary_key.columns)
    read = next(column.name for column in table.columns if len(keys) > 1 or column not in keys)
    where += f" AND {table_name}.{read} IS {table_name}.{read}"
    hidden = HIDDEN[scope].get(table_name, frozenset())
    columns = ", ".join(
        f"NULL AS {column.name}" if column.name in hidden else f"{table_name}.{column.name}"
        for column in table.columns
    )
    return f"SELECT {columns} FROM main.{table_name} AS {table_name} WHERE {where}"  # noqa: S608 - names of our own tables


def _views(scope: Scope, table_name: str, secret: str) -> tuple[str, str]:
    """The TEMP views that stand before a table in a scope, the inner one with the secret name."""
    inner = f"{secret}_{table_name}"
    return (
        f"CREATE TEMP VIEW {inner} AS {_shown(scope, table_name)}",
        f"CREATE TEMP VIEW {table_name} AS SELECT * FROM {inner}",  # noqa: S608
    )


def _authorizer(secret: str) -> Callable[..., int]:
    """Let a bound connection read through its views, and nothing else."""

    def authorize(
        action: int, first: str | None, second: str | None, database: str | None, source: str | None
    ) -> int:
        if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE, sqlite3.SQLITE_TRANSACTION):
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION:
            return sqlite3.SQLITE_OK if second in _SAFE_FUNCTIONS else sqlite3.SQLITE_DENY
        if action == sqlite3.SQLITE_READ:
            through_view = (source or "").startswith(secret)
            of_view = database == "temp" and first in Base.metadata.tables
            inner = database == "temp" and (first or "").startswith(secret)
            if through_view or of_view or inner or first == "json_each":
                return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY

    return authorize


def _reader_engine(path: Path, scope: Scope) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        pool_size=_READERS,
        max_overflow=_READERS,
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def connect(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
        seat = entry.info["seat"] = _Seat()
        _prepare(connection)
        for name, field in zip(
            _VIEWER_FUNCTIONS, ("user_id", "dealer_id", "customer_id"), strict=True
        ):
            connection.create_function(
                name,
                0,
                lambda field=field: getattr(seat.viewer, field, None),
                deterministic=True,
            )
        secret = f"behind_{secrets.token_hex(16)}"
        for table_name in Base.metadata.tables:
            for view in _views(scope, table_name, secret):
                connection.execute(view)
        connection.execute("PRAGMA query_only=ON")
        connection.set_authorizer(_authorizer(secret))

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    @event.listens_for(engine, "checkin")
    def checkin(_: Any, entry: ConnectionPoolEntry) -> None:
        entry.info["seat"].viewer = None

    return engine


@dataclass
class _Job:
    work: Callable[[Session], Any]
    done: Future[Any]


class Store:
    """The ticket store at one database.

    Readers may be used from any thread; `write` may too, and returns after the commit.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._readers = {scope: _reader_engine(path, scope) for scope in Scope}
        self._writer = create_engine(
            f"sqlite:///{path}",
            pool_size=2,
            max_overflow=2,
            connect_args={"check_same_thread": False},
        )

        @event.listens_for(self._writer, "connect")
        def connect(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
            _prepare(connection)

        @event.listens_for(self._writer, "begin")
        def begin(connection: Any) -> None:
            options = connection.get_execution_options()
            connection.exec_driver_sql("BEGIN" if options.get("reads") else "BEGIN IMMEDIATE")

        self._jobs: queue.Queue[_Job | None] = queue.Queue(_WAITING)
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    @contextmanager
    def reader(self, viewer: Viewer | None) -> Iterator[Session]:
        """A session that shows what this viewer may see, in one consistent snapshot.

        Without a viewer it shows nothing. Results must be used before the block ends.
        """
        engine = self._readers[viewer.scope if viewer else Scope.NOBODY]
        with engine.connect() as connection:
            connection.info["seat"].viewer = viewer
            with Session(bind=connection, autoflush=False) as session:
                yield session

    @contextmanager
    def unbound_reader(self) -> Iterator[Session]:
        """A session that shows everything, for the house itself: sign-in, index, worker.

        An architecture test names the modules that may use it; no answer to a person comes from it.
        """
        with (
            self._writer.connect().execution_options(reads=True) as connection,
            Session(bind=connection, autoflush=False) as session,
        ):
            yield session

    def write(self, work: Callable[[Session], R]) -> R:
        """Run `work` in a transaction and return its result once that is durably committed.

        What `work` raises is raised here, and leaves nothing behind. Raises BusyError when too
        many writes wait, or another process writes all the while. `work` must not wait for
        anything but the database.
        """
        return self.submit(work).result()

    def submit(self, work: Callable[[Session], R]) -> Future[R]:
        """Like `write`, without waiting: the result is in the future that is returned."""
        self._start()
        job = _Job(work, Future())
        try:
            self._jobs.put_nowait(job)
        except queue.Full:
            raise BusyError(BUSY) from None
        return job.done

    def close(self) -> None:
        """Finish waiting writes and let go of the database."""
        with self._starting:
            if self._thread:
                self._jobs.put(None)
                self._thread.join()
                self._thread = None
        for engine in (*self._readers.values(), self._writer):
            engine.dispose()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            group = [job]
            while len(group) < _GROUP:
                try:
                    following = self._jobs.get_nowait()
                except queue.Empty:
                    break
                if following is None:
                    self._jobs.put(None)
                    break
                group.append(following)
            self._commit(group)

    def _commit(self, group: list[_Job]) -> None:
        """Run a group in one transaction, each job in a savepoint; answer after the commit."""
        answers: list[tuple[Future[Any], Any, BaseException | None]]
        try:
            with let_in(), self._writer.connect() as connection, connection.begin():
                answers = [(job.done, *_attempt(connection, job)) for job in group]
        except BaseException as failure:  # noqa: BLE001 - every waiting caller must hear of it
            answers = [(job.done, None, failure) for job in group]
        for done, result, failed in answers:
            if failed is not None:
                done.set_exception(failed)
            else:
                done.set_result(result)


def _attempt(connection: Connection, job: _Job) -> tuple[Any, BaseException | None]:
    """Run one job in a savepoint of its own, with a session of its own."""
    try:
        with Session(
            bind=connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        ) as session:
            result = job.work(session)
            session.commit()
    except BaseException as failure:  # noqa: BLE001 - handed to the caller who waits
        return None, failure
    return result, None

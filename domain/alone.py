"""Several processes at one store: who has to be alone with it, and who was not let in."""

import fcntl
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import OperationalError

from domain.errors import BusyError
from domain.language import Text

BUSY = Text("系统正忙，请稍后再试。", "The desk is busy. Please try again in a moment.")
_KIND = 0xFF  # of an error's code; the rest is its variety


@contextmanager
def alone(lock: Path, *, on_wait: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold a lock file, which a process that dies lets go; `on_wait` is told where it is held."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if on_wait:
                on_wait()
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


@contextmanager
def let_in() -> Iterator[None]:
    """Raises BusyError where another process wrote all the while that one waited for the store."""
    try:
        yield
    except OperationalError as failure:
        code = getattr(failure.orig, "sqlite_errorcode", 0)
        if code & _KIND == sqlite3.SQLITE_BUSY:
            raise BusyError(BUSY) from None
        raise

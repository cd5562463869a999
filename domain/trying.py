"""Trying a write out: doing it and taking it back, to show what it would bring."""

from collections.abc import Callable
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from domain.database import Store

R = TypeVar("R")


class _TakenBackError(Exception, Generic[R]):
    """Ends a transaction so that nothing of it stays."""

    def __init__(self, result: R) -> None:
        super().__init__()
        self.result = result


def tried(store: Store, work: Callable[[Session], R]) -> R:
    """What `work` answers when it writes; nothing of what it wrote stays. Raises what it raises."""

    def take_back(session: Session) -> None:
        result = work(session)
        session.flush()
        raise _TakenBackError(result)

    try:
        store.write(take_back)
    except _TakenBackError as over:
        result: R = over.result
        return result
    raise AssertionError("a trial always ends by being taken back")

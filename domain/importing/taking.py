"""Taking one record: found by its natural key, compared, and written where it differs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.errors import InvalidError
from domain.language import Text
from domain.models import Base

M = TypeVar("M", bound=Base)


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass
class Taking:
    """What taking a record needs: the transaction, the time, and ids already looked up."""

    session: Session
    now: datetime
    zone: ZoneInfo
    known: dict[tuple[type[Base], Any], int] = field(default_factory=dict)

    def id_of(self, model: type[Base], column: Any, value: str | None, what: Text) -> int | None:
        """The id of the row with this natural key; None for None. Raises InvalidError if none."""
        if value is None:
            return None
        key = (model, value)
        if key not in self.known:
            found = self.session.scalar(
                select(model.id).where(column == value)  # type: ignore[attr-defined]
            )
            if found is None:
                raise InvalidError(
                    Text(f"没有这个{what.zh}：{value}", f"there is no {what.en} {value}")
                )
            self.known[key] = found
        return self.known[key]


Taker = Callable[[Taking, Any], Outcome]
TAKERS: dict[type[BaseModel], Taker] = {}


def takes(record: type[BaseModel]) -> Callable[[Taker], Taker]:
    """Declare the function below as the one that takes records of a type."""

    def declare(taker: Taker) -> Taker:
        TAKERS[record] = taker
        return taker

    return declare


def put(
    taking: Taking, model: type[M], key: Mapping[str, Any], values: Mapping[str, Any]
) -> tuple[M, Outcome]:
    """The row of a natural key with these values: made, changed or left as it is."""
    where = [getattr(model, name) == value for name, value in key.items()]
    row = taking.session.scalars(select(model).where(*where)).one_or_none()
    if row is None:
        row = model(**key, **values)
        taking.session.add(row)
        taking.session.flush()
        return row, Outcome.NEW
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return row, Outcome.CHANGED if differing else Outcome.UNCHANGED


def either(*outcomes: Outcome) -> Outcome:
    """NEW if the first is new, else CHANGED if any changed."""
    if outcomes[0] is Outcome.NEW:
        return Outcome.NEW
    changed = any(each is not Outcome.UNCHANGED for each in outcomes)
    return Outcome.CHANGED if changed else Outcome.UNCHANGED

"""One warning: its key, its evidence, the tickets behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from sqlalchemy import case, select
from sqlalchemy.orm import Session

from domain.language import Language, Text
from domain.models import Ticket

MOST_TICKETS = 10  # that are named with a warning
LEVEL = 0.05  # of all tests together: what chance brings rarer than that is told


class WarningShown(BaseModel):
    """One warning; `key` stays the same for the same finding, `tickets` are those behind it."""

    key: str
    kind: str
    title: str
    evidence: dict[str, Any]
    tickets: list[str]


@dataclass(frozen=True)
class Finding:
    key: str
    kind: str
    title: Text
    evidence: Mapping[str, Any]
    tickets: Sequence[str]

    def shown(self, language: Language) -> WarningShown:
        return WarningShown(
            key=self.key,
            kind=self.kind,
            title=self.title.in_(language),
            evidence=dict(self.evidence),
            tickets=list(self.tickets),
        )


def numbers(session: Session, *where: Any) -> list[str]:
    """The newest tickets that a warning names."""
    newest = select(Ticket.number).where(*where).order_by(Ticket.created_at.desc())
    return list(session.scalars(newest.limit(MOST_TICKETS)))


def when(condition: Any, value: Any) -> Any:
    """The value for the rows that meet the condition, nothing for the others."""
    return case((condition, value))

"""Early warnings: what figures and words point to before somebody complains, with the evidence.

Each test is exact, asks for enough cases, and allows for how many tests are made at once.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.clock import Clock
from domain.language import Language
from domain.models import EarlyWarning
from domain.statistics.warned.batches import bad_batches
from domain.statistics.warned.finding import Finding, WarningShown
from domain.statistics.warned.settlements import odd_settlements
from domain.statistics.warned.tickets import angry, surges, unwritten
from domain.visibility import reads

_LOOKS: tuple[Callable[[Session, datetime], Iterator[Finding]], ...] = (
    bad_batches, surges, angry, odd_settlements, unwritten,
)  # fmt: skip


def warnings(
    session: Session, viewer: Viewer, *, clock: Clock, language: Language
) -> list[WarningShown]:
    """What the figures warn of now, gravest first; for those who see the whole business."""
    if not reads(viewer.scope, EarlyWarning.__tablename__):
        return []
    return [each.shown(language) for each in findings(session, clock.now())]


def findings(session: Session, now: datetime) -> list[Finding]:
    return [finding for look in _LOOKS for finding in look(session, now)]


def keep_new(session: Session, now: datetime) -> list[Finding]:
    """Write down what was not warned of before, and answer just that: no alarm twice."""
    found = {each.key: each for each in findings(session, now)}
    known = set(session.scalars(select(EarlyWarning.key).where(EarlyWarning.key.in_(found))))
    new = [each for key, each in found.items() if key not in known]
    session.add_all(
        EarlyWarning(
            key=each.key,
            kind=each.kind,
            title_zh=each.title.zh,
            title_en=each.title.en,
            evidence={**each.evidence, "tickets": list(each.tickets)},
            found_at=now,
        )
        for each in new
    )
    return new

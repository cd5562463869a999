"""Jobs that come round: daily, weekly, monthly; each once, also after times that were missed."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache, partial

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

import domain.jobs
from domain.database import Store
from domain.models import ScheduledJob

log = structlog.get_logger()
_ONE_DAY = timedelta(days=1)
_RETRY = timedelta(minutes=10)  # after which a job that failed is tried again
_LONGEST_MONTHS = 62  # days within which every rhythm comes round


@dataclass(frozen=True)
class Rhythm:
    """Every day at `hour` of the business zone; on one `weekday` (0 Monday), one `day` of month."""

    hour: int
    weekday: int | None = None
    day: int | None = None

    def includes(self, each: date) -> bool:
        return self.weekday in (None, each.weekday()) and self.day in (None, each.day)

    def next_after(self, moment: datetime) -> datetime:
        """The first time later than `moment`, in its zone."""
        zone: tzinfo | None = moment.tzinfo
        for more in range(_LONGEST_MONTHS):
            each = moment.date() + more * _ONE_DAY
            at = datetime.combine(each, time(self.hour), zone)
            if at > moment and self.includes(each):
                return at
        raise ValueError(f"{self} never comes round")


@dataclass(frozen=True)
class Job:
    """What is done when its time comes, in one transaction; `due` is the time it was for."""

    name: str
    rhythm: Rhythm
    work: Callable[[Session, datetime, datetime], None]  # session, due, now


@cache
def jobs() -> tuple[Job, ...]:
    """The jobs that the modules of `domain.jobs` declare. Raises ValueError on a clash of names."""
    found: dict[str, Job] = {}
    for info in sorted(pkgutil.iter_modules(domain.jobs.__path__), key=lambda each: each.name):
        module = importlib.import_module(f"domain.jobs.{info.name}")
        for job in getattr(module, "JOBS", ()):
            if job.name in found:
                raise ValueError(f"two jobs are called {job.name}")
            found[job.name] = job
    return tuple(found.values())


def run_due(store: Store, *, now: datetime, among: Iterable[Job] | None = None) -> int:
    """Run each job whose time has come, once for all the times missed; how many were run.

    A job seen for the first time waits for its next time. One that fails is tried again later.
    """
    done = 0
    known = _next_times(store)
    for job in jobs() if among is None else among:
        if job.name not in known:
            store.write(partial(_note, job=job, now=now))
        elif known[job.name] <= now:
            try:
                done += store.write(partial(_run, job=job, now=now))
            except Exception:
                log.exception("job", job=job.name)
                store.write(partial(_postpone, job=job, until=now + _RETRY))
    return done


def _next_times(store: Store) -> dict[str, datetime]:
    with store.unbound_reader() as session:
        return {row.name: row.next_at for row in session.query(ScheduledJob)}


def _note(session: Session, *, job: Job, now: datetime) -> None:
    if session.get(ScheduledJob, job.name) is None:
        session.add(ScheduledJob(name=job.name, next_at=job.rhythm.next_after(now)))


def _run(session: Session, *, job: Job, now: datetime) -> int:
    """Move the next time on and do the work, together; whoever moves it on first, does it."""
    row = session.get_one(ScheduledJob, job.name)
    due = row.next_at
    if due > now:
        return 0
    row.next_at, row.last_at = job.rhythm.next_after(now), now
    session.flush()
    job.work(session, due.astimezone(now.tzinfo), now)
    return 1


def _postpone(session: Session, *, job: Job, until: datetime) -> None:
    session.execute(update(ScheduledJob).where(ScheduledJob.name == job.name).values(next_at=until))

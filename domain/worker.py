"""The worker's rounds: notices taken, clocks fired, jobs run; deliveries and mails sent.

Every step is a transaction of its own that any number of workers may try at once, and that leaves
things as they were when it is cut off. So a worker may be killed at any point: what it had not
finished is done by the next. Only a mail or message whose sending was cut off goes out again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import structlog
from sqlalchemy import func, select

from domain import mails
from domain.clock import Clock
from domain.database import Store
from domain.due import fire_due
from domain.errands import FAILED
from domain.mails import Opener, Postman
from domain.models import Delivery, Outgoing, OutgoingMail
from domain.notifications import sending, taking
from domain.notifications.channel import Channel
from domain.notifications.taking import Telling
from domain.outbox import STUCK_NOTICE
from domain.schedules import run_due
from domain.statistics.wording import Worder, word_waiting

log = structlog.get_logger()


@dataclass
class Worker:
    """What the rounds need; without channels everything stays in the inbox, without a worder
    summaries are told in the house's own words."""

    store: Store
    clock: Clock
    stage: int
    channels: Sequence[Channel] = ()
    postman: Postman | None = None
    openers: Mapping[str, Opener] = field(default_factory=dict)
    worder: Worder | None = None

    def look(self) -> int:
        """Do what is due now inside the house; how much that was."""
        return self._each(self._fire, self._run_jobs, self._word, self._take)

    def send(self) -> int:
        """Send what waits to go out; how many attempts were made. May wait for others' servers."""
        return self._each(self._deliver, self._post)

    def begin(self) -> None:
        """What is done once when a worker starts."""
        taking.try_stuck_again(self.store)

    def _each(self, *steps: Callable[[], int]) -> int:
        """Try every step, so that a failing one does not keep the others from their work."""
        done = 0
        for step in steps:
            try:
                done += step()
            except Exception:
                log.exception("worker", step=step.__name__)
        return done

    def _fire(self) -> int:
        return fire_due(self.store, now=self.clock.now())

    def _run_jobs(self) -> int:
        return run_due(self.store, now=self.clock.now())

    def _word(self) -> int:
        return word_waiting(self.store, self.worder) if self.worder else 0

    def _take(self) -> int:
        telling = Telling(self.stage, self.clock.now(), self.channels)
        return taking.take_waiting(self.store, telling)

    def _deliver(self) -> int:
        return sending.send_due(self.store, self.channels, clock=self.clock, stage=self.stage)

    def _post(self) -> int:
        if self.postman is None:
            return 0
        return mails.send_due(self.store, self.postman, self.openers, clock=self.clock)


def stuck_counts(store: Store) -> dict[str, int]:
    """What needs a person: notices that could not be told, deliveries and mails that failed."""
    counted = {
        "notices": select(func.count()).where(Outgoing.topic == STUCK_NOTICE),
        "deliveries": select(func.count()).where(Delivery.state == FAILED),
        "mails": select(func.count()).where(OutgoingMail.state == FAILED),
    }
    with store.unbound_reader() as session:
        return {what: session.scalar(count) or 0 for what, count in counted.items()}

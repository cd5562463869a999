"""What the hosted model may cost: tokens a day per user, per dealer and in all."""

import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant import metrics
from assistant.model import Usage
from domain.access import Viewer
from domain.clock import Clock
from domain.database import Store
from domain.errors import BusyError
from domain.models import ModelUse

log = structlog.get_logger()
_FRESH_FOR = 60.0  # seconds

_Key = tuple[date, str, int]


@dataclass(frozen=True)
class Prices:
    """What a million tokens cost, sent and received, in one currency."""

    sent: Decimal = Decimal(0)
    received: Decimal = Decimal(0)
    currency: str = "USD"

    def millionths(self, usage: Usage) -> int:
        """The cost of a completion in millionths of the currency."""
        return int(usage.sent_tokens * self.sent + usage.received_tokens * self.received)


@dataclass(frozen=True)
class Limits:
    """Tokens a day, sent and received together; 0 is without limit."""

    user: int = 0
    dealer: int = 0
    house: int = 0


class Budget:
    """Accounts for every completion in the store, and says when a day's tokens are used up.

    What was used is read from the store every minute and counted on from there, so a restart
    forgets nothing, and what other processes used counts as well.
    """

    def __init__(
        self, store: Store, clock: Clock, limits: Limits | None = None, prices: Prices | None = None
    ) -> None:
        self._store = store
        self._clock = clock
        self._limits = limits or Limits()
        self._prices = prices or Prices()
        self._used: defaultdict[_Key, int] = defaultdict(int)
        self._loaded: date | None = None
        self._stale_at = 0.0
        self._lock = threading.Lock()

    def is_spent(self, viewer: Viewer) -> bool:
        """Whether this viewer's day, its dealer's or the house's is used up."""
        today = self._clock.today()
        with self._lock:
            if time.monotonic() >= self._stale_at:
                self._loaded = None
            self._load(today)
            return any(
                limit and self._used[today, kind, whose] >= limit
                for kind, whose, limit in (
                    ("user", viewer.user_id, self._limits.user),
                    ("dealer", viewer.dealer_id or 0, self._limits.dealer * bool(viewer.dealer_id)),
                    ("house", 0, self._limits.house),
                )
            )

    def account(
        self,
        viewer: Viewer,
        usage: Usage,
        *,
        model: str,
        seconds: float,
        trace: str | None,
    ) -> None:
        """Keep what one completion used. It counts at once, whenever the store takes it."""
        now = self._clock.now()
        cost = self._prices.millionths(usage)
        row = ModelUse(
            at=now,
            day=now.date(),
            user_id=viewer.user_id,
            dealer_id=viewer.dealer_id,
            trace=trace,
            model=model,
            sent_tokens=usage.sent_tokens,
            received_tokens=usage.received_tokens,
            is_estimated=usage.estimated,
            millionths=cost,
            milliseconds=round(seconds * 1000),
        )
        with self._lock:
            self._load(now.date())
            self._count(row)
            self._keep(row)
        counted = "estimated" if usage.estimated else "reported"
        metrics.MODEL_TOKENS.labels(model, "sent", counted).inc(usage.sent_tokens)
        metrics.MODEL_TOKENS.labels(model, "received", counted).inc(usage.received_tokens)
        metrics.MODEL_COST.labels(model, self._prices.currency).inc(cost / 1_000_000)
        metrics.MODEL_SECONDS.labels(model).observe(seconds)

    def _keep(self, row: ModelUse) -> None:
        try:
            self._store.submit(lambda session: session.add(row))
        except BusyError:
            log.warning("model_use_lost", tokens=row.sent_tokens + row.received_tokens)

    def _load(self, today: date) -> None:
        """Take in what the store holds of a day; the write queue keeps the order."""
        if self._loaded == today:
            return
        self._loaded = today
        self._stale_at = time.monotonic() + _FRESH_FOR
        self._used.clear()

        def day(session: Session) -> list[tuple[int, int | None, int]]:
            tokens = func.sum(ModelUse.sent_tokens + ModelUse.received_tokens)
            rows = session.execute(
                select(ModelUse.user_id, ModelUse.dealer_id, tokens)
                .where(ModelUse.day == today)
                .group_by(ModelUse.user_id, ModelUse.dealer_id)
            )
            return [(user, dealer, int(total)) for user, dealer, total in rows]

        for user, dealer, total in self._store.write(day):
            self._add(today, user, dealer, total)

    def _count(self, row: ModelUse) -> None:
        self._add(row.day, row.user_id, row.dealer_id, row.sent_tokens + row.received_tokens)

    def _add(self, day: date, user: int, dealer: int | None, tokens: int) -> None:
        self._used[day, "user", user] += tokens
        self._used[day, "house", 0] += tokens
        if dealer is not None:
            self._used[day, "dealer", dealer] += tokens

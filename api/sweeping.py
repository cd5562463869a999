"""The attachments folder kept in step with the store: what no row names is swept away."""

import time
from dataclasses import dataclass

from domain.attachments.folder import Folder
from domain.attachments.placing import named_digests
from domain.database import Store

_DAY = 86_400.0  # seconds between sweeps, and that a file without a row is left


@dataclass
class Sweep:
    """Sweeps once a day, for as long as it is asked again and again."""

    store: Store
    folder: Folder
    _next: float = 0.0

    def look(self) -> int:
        """Sweep when a day has passed; nothing ever waits, so the answer is 0."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _DAY
            self.sweep()
        return 0

    def sweep(self) -> int:
        """Delete files that no row names, a day after they came; answers how many."""
        named = self._named()
        return self.folder.sweep(named.__contains__, older_than=time.time() - _DAY)

    def missing(self) -> tuple[int, int]:
        """How many files rows name, and how many of these are not there."""
        named = self._named()
        return len(named), len(self.folder.missing(named))

    def _named(self) -> set[str]:
        with self.store.unbound_reader() as session:
            return named_digests(session)

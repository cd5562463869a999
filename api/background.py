"""Background work: loops in threads of their own, ended together."""

import threading
from collections.abc import Callable, Mapping

import structlog

log = structlog.get_logger()
_IDLE = 0.5  # seconds between looks when there was nothing to do
_PATIENCE = 10.0  # seconds a loop may take to end


class Background:
    """Calls each piece of work over and over; it answers how much it did, 0 when nothing waits."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self, loops: Mapping[str, Callable[[], int]]) -> None:
        for name, work in loops.items():
            thread = threading.Thread(target=self._run, args=(name, work), name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def wait(self) -> None:
        """Until somebody calls `end`."""
        while not self._stopping.wait(_IDLE):
            pass

    def end(self) -> None:
        """Ask all loops to end, without waiting for them."""
        self._stopping.set()

    def stop(self) -> None:
        self.end()
        for thread in self._threads:
            thread.join(timeout=_PATIENCE)

    def _run(self, name: str, work: Callable[[], int]) -> None:
        while not self._stopping.is_set():
            done = 0
            try:
                done = work()
            except Exception:
                log.exception("background", loop=name)
            if not done:
                self._stopping.wait(_IDLE)

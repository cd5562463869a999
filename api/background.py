"""Background work: loops in threads of their own, ended together."""

import threading
from collections.abc import Callable, Mapping

import structlog

log = structlog.get_logger()
_IDLE = 0.5  # seconds between looks when there was nothing to do
_PATIENCE = 10.0  # seconds a loop may take to end
_LONGEST_REST = 30.0  # seconds between tries of work that fails


class OutOfOrder(Exception):  # noqa: N818 (says what is the matter)
    """Something the work needs is down, and known to be: told once, tried again ever less often."""


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
        failed = 0  # times in a row
        while not self._stopping.is_set():
            try:
                done = work()
            except Exception as problem:  # noqa: BLE001 (told, then tried again)
                failed += 1
                self._tell(name, problem, failed)
                self._stopping.wait(min(_IDLE * 2**failed, _LONGEST_REST))
                continue
            if failed:
                log.info("background works again", loop=name, failed=failed)
            failed = 0
            if not done:
                self._stopping.wait(_IDLE)

    def _tell(self, name: str, problem: Exception, failed: int) -> None:
        """Once for what is known to be down, every time for what should not happen."""
        if not isinstance(problem, OutOfOrder):
            log.error("background", loop=name, exc_info=problem)
        elif failed == 1:
            log.warning("background rests", loop=name, reason=str(problem))

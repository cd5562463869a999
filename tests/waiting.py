"""Waiting for what happens in another thread or process."""

import time
from collections.abc import Callable
from typing import TypeVar

R = TypeVar("R")


def until(found: Callable[[], R], seconds: float = 20) -> R:
    """What `found` answers once it answers something; fails where that takes too long."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if answer := found():
            return answer
        time.sleep(0.01)
    raise AssertionError("it did not happen in time")

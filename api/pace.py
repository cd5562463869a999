"""How a process shares its time, so that nobody who is being answered waits for other work.

What nothing refers to any more is freed at once; only what refers to itself in a ring needs the
collector, which stops all threads: with Python's defaults a look at everything comes every few
minutes and takes a tenth of a second and more. And a thread that only passes a token on would wait
5 ms for each of those that compute, whenever it comes back from the network or the store.
"""

import gc
import sys

_YOUNG = 10_000  # new objects between two looks at the newest
_MIDDLE = 5  # of those looks, between two at what survived them
_WHOLE = 400  # of these, between two at everything
_TURN = 0.0005  # seconds that one thread may keep the others waiting


def share_time() -> None:
    """For a process from its start on: loading alone would make the collector go through it all."""
    gc.set_threshold(_YOUNG, _MIDDLE, _WHOLE)
    sys.setswitchinterval(_TURN)


def leave_what_stands() -> None:
    """Never go through what is there now again: it was loaded to stay."""
    gc.freeze()

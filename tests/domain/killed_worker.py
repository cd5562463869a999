"""Runs workers over a store and kills each with signal 9, at any point, again and again.

`python -m tests.domain.killed_worker STORE OUT KILLS SEED`: afterwards one worker finishes.
"""

import os
import random
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

from domain.clock import Clock
from domain.database import Store
from domain.worker import Worker
from tests.conftest import NOW, ZONE

LATER = NOW + timedelta(days=8)


class Paper:
    """A channel that writes what it is given on paper, where it stays."""

    name = way = "mail"

    def __init__(self, path):
        self._paper = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def can_reach(self, person):
        return person.email is not None

    def send(self, message):
        os.write(self._paper, f"{message.id}\n".encode())


def work(store_path, out, *, until_done):
    store = Store(store_path)
    paper = Paper(out)
    while True:
        # Every claim that a killed worker left behind has run out for the next one.
        now = LATER + timedelta(minutes=11 * int(Path(out + ".round").read_text()))
        worker = Worker(store, Clock(ZONE, source=lambda now=now: now), 3, [paper])
        if not worker.look() + worker.send() and until_done:
            store.close()
            return


def main():
    store_path, out, kills, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
    chance = random.Random(seed)
    for each in range(kills):
        Path(out + ".round").write_text(str(each))
        child = os.fork()
        if child == 0:
            work(store_path, out, until_done=False)
        time.sleep(chance.uniform(0.02, 0.3))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    Path(out + ".round").write_text(str(kills))
    work(store_path, out, until_done=True)


if __name__ == "__main__":
    main()

"""`python -m evals.injections [COUNT]`: every hostile text, read by a model that obeys."""

import argparse
import asyncio
import sys
import time

from api.logs import set_up_logs
from evals.injections.attacks import attack, hostile_world
from evals.injections.obeying import ObeyingServer
from evals.injections.texts import COUNT, texts


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evals.injections", description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=COUNT)
    asked = parser.parse_args()
    set_up_logs(level=50)
    hostile = list(texts(asked.count))
    started = time.perf_counter()
    with ObeyingServer() as server, hostile_world(hostile, server.url) as service:
        outcome = asyncio.run(attack(service, server, hostile))
    for each in outcome.wrong:
        print(each)
    print(
        f"{outcome.attacks} hostile texts, {len(outcome.goals)} goals, {outcome.obeyed} calls "
        f"obeyed, {outcome.cards} cards left waiting, {len(outcome.wrong)} wrong, "
        f"{time.perf_counter() - started:.0f} s"
    )
    sys.exit(1 if outcome.wrong or not outcome.attacks else 0)


if __name__ == "__main__":
    main()

"""`python -m evals`: play every story and say what went wrong.

The offline model plays each once; with an endpoint configured (`BOKEH_LLM_BASE_URL`) its model
plays each four times, or as often as `--plays` says. `--record FILE` keeps what it streams on a
new cassette; `--replay FILE` plays the stories of one again, without the endpoint.
"""

import argparse
import logging
import os
import sys
import time
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from api.logs import set_up_logs
from assistant.offline import OfflineModel
from evals import report
from evals.cassettes import plays_on
from evals.playing import Played, demo_world, settings_in
from evals.scenario import discover
from evals.together import Task, play_all
from tools.tool import discover as discover_tools

_PLAYS = 4


def main() -> None:
    asked = _asked()
    set_up_logs(level=logging.INFO)
    started = time.perf_counter()
    tasks = [
        Task(
            name,
            number,
            asked.embedding,
            endpoint=asked.hosted and not asked.replay,
            record=asked.record,
            replay=asked.replay,
        )
        for name, plays in asked.plays_of.items()
        for number in range(plays)
    ]
    with demo_world(asked.embedding) as world:
        played = play_all(tasks, world, 1 if asked.record else asked.processes)
    models = {said.reply.model for each in played for said in each.said}
    run = report.Run(", ".join(sorted(models)), played, sorted(discover_tools()))
    _print(run, hosted=asked.hosted, seconds=time.perf_counter() - started)
    if asked.report:
        report.write(run, asked.report)
    fell_back = asked.hosted and OfflineModel.name in models
    sys.exit(0 if played and run.right == len(played) and not fell_back else 1)


def _asked() -> argparse.Namespace:
    """What was asked, with `hosted` (not the offline model) and `plays_of` each story."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("names", nargs="*", help="stories to play; all when none is named")
    parser.add_argument("--embedding", default="none", help="`none` (fast) or `builtin`")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="COUNT")
    parser.add_argument(
        "--plays", type=int, default=_PLAYS, metavar="COUNT", help="of a hosted model"
    )
    parser.add_argument("--report", type=Path, metavar="FILE", help="write a page with pictures")
    tape = parser.add_mutually_exclusive_group()
    tape.add_argument("--record", type=Path, metavar="FILE", help="keep the endpoint's streams")
    tape.add_argument("--replay", type=Path, metavar="FILE", help="play kept streams again")
    asked = parser.parse_args()
    has_endpoint = bool(settings_in(Path(), endpoint=True).llm_base_url)
    asked.hosted = has_endpoint or bool(asked.replay)
    try:
        asked.plays_of = _plays_of(asked, has_endpoint=has_endpoint)
    except ValueError as wrong:
        parser.error(str(wrong))
    return asked


def _plays_of(asked: argparse.Namespace, *, has_endpoint: bool) -> dict[str, int]:
    """How often each story is to be played. Raises ValueError for what cannot be."""
    if asked.record and not has_endpoint:
        raise ValueError("--record needs a model's endpoint: set BOKEH_LLM_BASE_URL")
    if asked.record and (asked.record.exists() or not asked.record.absolute().parent.is_dir()):
        raise ValueError(f"--record needs a new file in a folder that is there, not {asked.record}")
    plays = max(1, asked.plays) if asked.hosted else 1
    known = {each.name: plays for each in discover()}
    if asked.replay:
        kept = plays_on(asked.replay)
        known = {name: kept[name] for name in known if name in kept}
    unknown = sorted(set(asked.names) - set(known))
    if unknown:
        place = f"on {asked.replay}" if asked.replay else "among the stories"
        raise ValueError(f"not {place}: {', '.join(unknown)}")
    return {name: plays for name, plays in known.items() if not asked.names or name in asked.names}


def _print(run: report.Run, *, hosted: bool, seconds: float) -> None:
    table = Table("story", "user", "seconds", "wrong")
    for each in run.played:
        table.add_row(each.scenario.name, each.scenario.user, f"{each.seconds:.2f}", _wrong(each))
    Console(width=150).print(table)
    wrong = len(run.played) - run.right
    print(f"{run.right} stories as they should be, {wrong} not, {seconds:.0f} s, by {run.model}")
    if hosted:
        most = max(Counter(each.scenario.name for each in run.played).values(), default=0)
        shares = (f"pass^{k} {report.pass_hat(run, k):.1%}" for k in range(1, most + 1))
        tokens, cost = (sum(each.tokens for each in run.played), sum(p.cost for p in run.played))
        print(f"{', '.join(shares)}; {tokens} tokens, cost {cost:.4f}")
        turns = [said.reply.model for each in run.played for said in each.said]
        if fallen := turns.count(OfflineModel.name):
            print(
                f"{fallen} of {len(turns)} turns were answered by the offline model: the endpoint"
            )
            print("or the cassette had no usable answer, so this says little of the model")


def _wrong(each: Played) -> str:
    return "\n".join(each.wrong) or "-"


if __name__ == "__main__":
    main()

"""`python -m evals`: play every story and say what went wrong.

The offline model plays each once; with an endpoint configured (`BOKEH_LLM_BASE_URL`) its model
plays each four times. `--record` keeps what it streams, `--replay` plays that again.
"""

import argparse
import logging
import os
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from api.logs import set_up_logs
from evals import report
from evals.cassettes import plays_in
from evals.playing import Played, demo_world, settings_in
from evals.scenario import discover
from evals.together import Task, play_all
from tools.tool import discover as discover_tools

_PLAYS = 4


def main() -> None:
    asked = _asked()
    set_up_logs(level=logging.INFO)
    started = time.perf_counter()
    stories = [each for each in discover() if not asked.names or each.name in asked.names]
    hosted = bool(settings_in(Path(), endpoint=True).llm_base_url) or bool(asked.replay)
    plays = plays_in(asked.replay) if asked.replay else _PLAYS if hosted else 1
    tasks = [
        Task(
            story.name,
            number,
            asked.embedding,
            endpoint=hosted and not asked.replay,
            record=asked.record,
            replay=asked.replay,
        )
        for story in stories
        for number in range(plays)
    ]
    with demo_world(asked.embedding) as world:
        played = play_all(tasks, world, 1 if asked.record else asked.processes)
    models = {said.reply.model for each in played for said in each.said}
    run = report.Run(", ".join(sorted(models)), played, sorted(discover_tools()))
    _print(run, hosted=hosted, seconds=time.perf_counter() - started)
    if asked.report:
        report.write(run, asked.report)
    sys.exit(0 if played and run.right == len(played) else 1)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("names", nargs="*", help="stories to play; all when none is named")
    parser.add_argument("--embedding", default="none", help="`none` (fast) or `builtin`")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="COUNT")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write a page with pictures")
    parser.add_argument("--record", type=Path, metavar="FILE", help="keep the endpoint's streams")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="play kept streams again")
    return parser.parse_args()


def _print(run: report.Run, *, hosted: bool, seconds: float) -> None:
    table = Table("story", "user", "seconds", "wrong")
    for each in run.played:
        table.add_row(each.scenario.name, each.scenario.user, f"{each.seconds:.2f}", _wrong(each))
    Console(width=150).print(table)
    wrong = len(run.played) - run.right
    print(f"{run.right} stories as they should be, {wrong} not, {seconds:.0f} s")
    if hosted:
        shares = (f"pass^{k} {report.pass_hat(run, k):.1%}" for k in range(1, _PLAYS + 1))
        tokens, cost = (sum(each.tokens for each in run.played), sum(p.cost for p in run.played))
        print(f"{', '.join(shares)}; {tokens} tokens, cost {cost:.4f}")


def _wrong(each: Played) -> str:
    return "\n".join(each.wrong) or "-"


if __name__ == "__main__":
    main()

"""`python -m evals`: play every story with the offline model and say what went wrong."""

import argparse
import sys

from rich.console import Console
from rich.table import Table

from api.logs import set_up_logs
from evals.playing import demo_world, play
from evals.scenario import discover


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("names", nargs="*", help="stories to play; all when none is named")
    parser.add_argument("--embedding", default="none", help="`none` (fast) or `builtin`")
    asked = parser.parse_args()
    set_up_logs(level=50)
    stories = [each for each in discover() if not asked.names or each.name in asked.names]
    table = Table("story", "user", "seconds", "wrong")
    with demo_world(asked.embedding) as world:
        played = [play(story, world, asked.embedding) for story in stories]
    for each in played:
        told = "\n".join(each.wrong) or "-"
        table.add_row(each.scenario.name, each.scenario.user, f"{each.seconds:.2f}", told)
    failed = sum(bool(each.wrong) for each in played)
    Console(width=150).print(table)
    print(f"{len(played) - failed} stories as they should be, {failed} not")
    sys.exit(1 if failed or not played else 0)


if __name__ == "__main__":
    main()

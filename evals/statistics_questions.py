"""Natural questions for figures, through the offline assistant on the demo world.

`python -m evals.statistics_questions [--set NAME] [--misses]`. A line of a set is `{"lang", "text",
"want"}`: the exact query, or null for what is not kept and must be answered without a number. A
`period` is null, two days (the second not included), or a phrase that the resolver of times knows.
A line with `after` goes on in the conversation which that question began.
Sets beside the first were written before anything was tried on them, 7 to 10 by somebody who had
not seen the service; at first contact 7 and 8 gave the exact table for 77 and 79 % of the Chinese
and 69 and 75 % of the English lines, 9 for 89 and 89 %, and a number for 3 of its 14 lines that
have none, 10 for 79 and 83 %, and a number for 2 of 14. None of them is trained on.
"""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from api.app import Service, build, make_demo
from api.logs import set_up_logs
from assistant.events import Reply
from domain.access import Viewer
from domain.statistics.metrics import METRICS
from domain.statistics.times import GRAINS
from domain.timephrases import resolve
from evals.playing import settings_in, viewer_of

SETS = {
    each.stem: each for each in sorted(Path(__file__).parent.glob("statistics_questions*.jsonl"))
}
_BOTH = ("warranty=in_warranty", "warranty=out_of_warranty")
_USUAL = {"compare_to": None, "against": None, "order": "desc", "limit": None}


@dataclass(frozen=True)
class Asked:
    """A line of the set and what came of it; `got` is None where no figures were given."""

    language: str
    text: str
    want: Mapping[str, Any] | None
    got: Mapping[str, Any] | None

    @property
    def is_right(self) -> bool:
        return self.got is not None and _same(self.want) == _same(self.got)


def _same(query: Mapping[str, Any] | None) -> dict[str, Any]:
    """A query with two ways of asking for one table made the same.

    What stood at the end of a period depends on its last day only; a comparison may name the days
    that lie a year back, and the year before is both the period before and the same a year ago.
    """
    same = dict(query or {})
    if set(_BOTH) <= set(same.get("filters") or ()):  # all there are
        same["filters"] = [each for each in same["filters"] if each not in _BOTH]
    period = same.get("period")
    if period and METRICS[same["metric"]].is_level and not set(same["group_by"]) & set(GRAINS):
        same["period"] = [None, period[1]]
    elif period and same.get("against") == "/".join(_year_back(day) for day in period):
        same["compare_to"], same["against"] = "same_period_last_year", None
    elif period and _year_back(period[1]) == period[0] and same["compare_to"]:
        same["compare_to"] = "previous_period"
    return same


def _year_back(day: str) -> str:
    return f"{int(day[:4]) - 1}{day[4:]}"


def read(name: str = "statistics_questions") -> list[dict[str, Any]]:
    return [json.loads(line) for line in SETS[name].read_text(encoding="utf-8").splitlines()]


def ask(
    service: Service, lines: Sequence[Mapping[str, Any]], username: str = "boss"
) -> list[Asked]:
    """Each line said in a conversation of its own."""
    return asyncio.run(_asked(service, lines, username))


def go_on(
    service: Service, pairs: Sequence[tuple[str, str]], username: str = "boss"
) -> list[tuple[Mapping[str, Any] | None, Reply]]:
    """Each pair said in one conversation: the query behind the second answer, and that answer."""
    return asyncio.run(_gone_on(service, pairs, username))


async def _gone_on(
    service: Service, pairs: Sequence[tuple[str, str]], username: str
) -> list[tuple[Mapping[str, Any] | None, Reply]]:
    viewer = viewer_of(service, username)
    replies = [await _last_reply(service, viewer, pair) for pair in pairs]
    return [(_given(reply), reply) for reply in replies]


async def _last_reply(service: Service, viewer: Viewer, said: Sequence[str]) -> Reply:
    """The answer to the last of what is said in one conversation."""
    talk: str | None = None
    for each in said:
        running = await service.assistant.start(viewer, each, conversation_id=talk)
        reply = await running.task
        talk = reply.conversation_id
    await service.assistant.delete(viewer, reply.conversation_id)
    return reply


async def _asked(
    service: Service, lines: Sequence[Mapping[str, Any]], username: str
) -> list[Asked]:
    viewer, today = viewer_of(service, username), service.clock.today()
    found = []
    for line in lines:
        first = [line["after"]] if "after" in line else []
        reply = await _last_reply(service, viewer, [*first, line["text"]])
        want = _wanted(line["want"], today) if line["want"] else None
        found.append(Asked(line["lang"], line["text"], want, _given(reply)))
    return found


def _wanted(want: Mapping[str, Any], today: date) -> dict[str, Any]:
    period = want["period"]
    if isinstance(period, str):
        days = resolve(period, today)
        period = [days.start.isoformat(), days.end.isoformat()] if days else period
    return {**_USUAL, **want, "period": period, "filters": sorted(want["filters"])}


def _given(reply: Reply) -> dict[str, Any] | None:
    """The query behind the figures of a reply, in the shape of the set."""
    table = next(iter(reply.tables), None)
    if table is None:
        return None
    question = table["question"]
    time = question.get("time_range")
    grain, against = question.get("grain"), question.get("against")
    groups = [*([grain] if grain else []), *question["group_by"]]
    return {
        "metric": table["metric"],
        "group_by": list(dict.fromkeys(groups)),
        "filters": sorted(
            f"{each['field']}{'=' if each['op'] == 'in' else '!='}{each['value']}"
            for each in table["filters"]
            if each["field"] != "scope"
        ),
        "period": [str(time["start"]), str(time["end"])] if time else None,
        **{name: question[name] for name in _USUAL if name != "against"},
        "against": "{start}/{end}".format(**against) if against else None,
    }


def report(asked: Sequence[Asked]) -> list[str]:
    """The exact share of each language, and how many of what is not kept got a number."""
    rows = []
    for language in sorted({each.language for each in asked}):
        kept = [each for each in asked if each.language == language and each.want]
        right = sum(each.is_right for each in kept)
        rows.append(f"{language}: {right} of {len(kept)} exact ({right / len(kept):.1%})")
    outside = [each for each in asked if each.want is None]
    numbers = sum(each.got is not None for each in outside)
    return [*rows, f"not kept: {len(outside)} lines, {numbers} answered with a number"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list what was not exact")
    parser.add_argument("--set", choices=SETS, default="statistics_questions")
    given = parser.parse_args()
    set_up_logs(level=50)
    with tempfile.TemporaryDirectory() as home:
        settings = settings_in(Path(home))
        make_demo(settings)
        service = build(settings)
        try:
            asked = ask(service, read(given.set))
        finally:
            service.close()
    print("\n".join(report(asked)))
    for each in asked if given.misses else ():
        if not each.is_right:
            print(f"{each.text}\n  want {each.want}\n  got  {each.got}")


if __name__ == "__main__":
    main()

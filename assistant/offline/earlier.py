"""A time told by the one of the last figures: the year before that, 再上一个季度."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.offline.mentions import Heard
from domain.timephrases.days import Period, month

_UNIT = {"年": 12, "year": 12, "季": 3, "quarter": 3, "月": 1, "month": 1}
_BEFORE = re.compile(
    r"(?P<named>前年|20\d\d年?)的?同(?:月|季度?|期)"
    r"|(?:再往前|往前|再前|再上|再早|更早)(?:推|数|看)?的?一?个?(?P<zh>年|季|月)度?"
    r"|前一个?(?P<zh_2>年|季|月)度?"
    r"|(?:再往前|往前|再前|再上|前)(?:推)?一(?:期|段)"
    r"|(?<![a-z])(?:the |one )?(?P<en>year|quarter|month)"
    r" (?:before|prior|earlier|previous)(?: that| it)?"
    r"(?! last)|(?<![a-z])(?:the )?(?:previous|prior|preceding) (?:one|period)"
    r"|(?<![a-z])the one before(?: that)?|(?<![a-z])(?:and )?before that(?![a-z])"
)
_COMPARED = re.compile(
    r"(?:compar\w*|than|versus|(?<![a-z])(?:vs\.?|against|with|to)|[跟和与比同])\s*(?:the |a )?$"
)


def earlier(
    heard: Heard, data: Mapping[str, Any], today: date
) -> tuple[str, tuple[int, int]] | None:
    """The days that are meant, as a phrase, and where they were said.

    `data` is the result that holds the table of the last figures.
    """
    text = heard.folded.folded
    match = _BEFORE.search(text)
    if match and _COMPARED.search(text[: match.start()]):
        return None
    last = _period(data) if match else None
    months = _months(match, last, today) if match and last else None
    if match is None or last is None or not months:
        return None
    found = Period(_back(last.start, months), _back(last.end, months))
    return f"{found.start.isoformat()} - {_last(found).isoformat()}", match.span()


def _months(match: re.Match[str], last: Period, today: date) -> int | None:
    """How many months back from the last period."""
    if said := match["named"]:
        named = today.year - 2 if said == "前年" else int(said[:4])
        return (last.start.year - named) * 12
    unit = match["zh"] or match["zh_2"] or match["en"]
    return _UNIT[unit] if unit else _length(last)


def _period(data: Mapping[str, Any]) -> Period | None:
    table = next(iter(data.get("tables") or ()), None)
    asked = (table.get("question") or {}).get("time_range") if isinstance(table, dict) else None
    if not asked or not asked.get("start") or not asked.get("end"):
        return None
    return Period(date.fromisoformat(asked["start"]), date.fromisoformat(asked["end"]))


def _length(period: Period) -> int | None:
    """Its own length in months, where it is whole ones."""
    start, end = period
    if start.day == end.day == 1:
        return (end.year - start.year) * 12 + end.month - start.month
    return None


def _back(day: date, months: int) -> date:
    whole = month(day.year, day.month - months)
    return whole.start.replace(day=min(day.day, (whole.end - whole.start).days))


def _last(period: Period) -> date:
    return date.fromordinal(period.end.toordinal() - 1)

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
_COUNTS = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "十": 10, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9,
    "ten": 10, "twelve": 12,
}  # fmt: skip
_N = rf"\d{{1,3}}|{'|'.join(_COUNTS)}"
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "day": 1, "week": 7}
_MONTHS = {"月": 1, "季": 3, "年": 12, "month": 1, "quarter": 3, "year": 12}
# As long as the last figures, and just before them.
_AS_LONG = re.compile(
    rf"再?(?:之前|此前|往前|更早)的?那?(?P<n>{_N})个?(?P<unit>天|日|周|星期|礼拜|月|季|年)度?"
    rf"|(?<![a-z])(?:the )?(?P<n_2>{_N}) (?P<unit_2>day|week|month|quarter|year)s?"
    r" (?:before|prior|earlier|preceding)(?: that| it| those| these)?(?! last)(?![a-z])"
    rf"|(?<![a-z])the (?:previous|prior|preceding) (?P<n_3>{_N}) (?P<unit_3>day|week|month"
    r"|quarter|year)s?(?![a-z])"
)
_COMPARED = re.compile(
    r"(?:compar\w*|than|versus|(?<![a-z])(?:vs\.?|against|with|to)|[跟和与比同])"
    r"\s*(?:compared? (?:to|with) )?(?:the |a )?$"
)


def earlier(
    heard: Heard, data: Mapping[str, Any], today: date
) -> tuple[str, tuple[int, int]] | None:
    """The days that are meant, as a phrase, and where they were said.

    `data` is the result that holds the table of the last figures.
    """
    text = heard.folded.folded
    if just_before := _as_long_before(heard, data):
        period, place = just_before
        return (_phrase(period), place) if not _COMPARED.search(text[: place[0]]) else None
    match = _BEFORE.search(text)
    if match and _COMPARED.search(text[: match.start()]):
        return None
    last = _period(data) if match else None
    months = _months(match, last, today) if match and last else None
    if match is None or last is None or not months:
        return None
    found = Period(_back(last.start, months), _back(last.end, months))
    return _phrase(found), match.span()


def compared(heard: Heard, data: Mapping[str, Any]) -> tuple[int, int] | None:
    """Where a message compares the last figures with as long a time before them."""
    found = _as_long_before(heard, data)
    text = heard.folded.folded
    return found[1] if found and _COMPARED.search(text[: found[1][0]]) else None


def _as_long_before(heard: Heard, data: Mapping[str, Any]) -> tuple[Period, tuple[int, int]] | None:
    """`The three months before`, behind figures of three months, and where it was said."""
    match, last = _AS_LONG.search(heard.folded.folded), _period(data)
    if match is None or last is None:
        return None
    said = match["n"] or match["n_2"] or match["n_3"]
    unit = match["unit"] or match["unit_2"] or match["unit_3"]
    count = int(said) if said.isdigit() else _COUNTS[said]
    if unit in _MONTHS:
        months = count * _MONTHS[unit]
        is_so_long = _back(last.end, months) == last.start
        return (Period(_back(last.start, months), last.start), match.span()) if is_so_long else None
    days = count * _DAYS[unit]
    if (last.end - last.start).days != days:
        return None
    return Period(date.fromordinal(last.start.toordinal() - days), last.start), match.span()


def _phrase(period: Period) -> str:
    return f"{period.start.isoformat()} - {_last(period).isoformat()}"


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

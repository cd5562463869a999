"""English time phrases, read: from a matched phrase to its days."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from domain.timephrases import days
from domain.timephrases.days import Period

Match = re.Match[str]
Rule = tuple[str, Callable[[Match, date], Period | None]]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18,
    "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90, "couple of": 2, "a couple of": 2,
}  # fmt: skip
_ORDER = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4,
          "4th": 4, "last": 4, "final": 4}  # fmt: skip


def count_of(said: str) -> int:
    return int(said) if said.isdigit() else COUNTS[said]


def year_of(said: str | None, today: date) -> int | None:
    """The year that a phrase names; None without one or out of 2000..next year."""
    if not said:
        return None
    digits = re.sub(r"\D", "", said)
    if digits:
        value = int(digits) + (2000 if len(digits) == 2 else 0)
        return value if 2000 <= value <= today.year + 1 else None
    if "before last" in said:
        return today.year - 2
    if re.search(r"last|prev", said):
        return today.year - 1
    return today.year + ("next" in said)


def _year_or(match: Match, today: date, otherwise: int) -> int | None:
    said = match["y"] or (match["y0"] if "y0" in match.re.groupindex else None)
    return year_of(said, today) if said else otherwise


def month_of(said: str) -> int:
    return _MONTHS.index(said[:3]) + 1


def _near(said: str) -> int:
    if re.search(r"before last", said):
        return -2
    if re.search(r"last|prev|prec|prior", said):
        return -1
    return 1 if re.search(r"next|coming|following", said) else 0


def a_day(match: Match, today: date) -> Period:
    said = match[0]
    away = 0
    if "yesterday" in said or "last night" in said:
        away = -2 if "before" in said else -1
    elif "tomorrow" in said:
        away = 2 if "after" in said else 1
    return days.day(today + timedelta(days=away))


def unit(match: Match, today: date) -> Period:
    away, unit = _near(match["r"]), match["u"]
    if "before last" in match[0]:
        away = -2
    if unit == "week":
        return days.week(today, away)
    if unit == "month":
        return days.month(today.year, today.month + away)
    if unit == "quarter":
        return days.quarter(today.year, (today.month + 2) // 3 + away)
    return days.year(today.year + away)  # the financial year, too


def weekend(match: Match, today: date) -> Period:
    whole = days.week(today, _near(match["r"]))
    return Period(whole.start + timedelta(days=5), whole.end)


def weekday(match: Match, today: date) -> Period | None:
    place, said = _WEEKDAYS.index(match["d"][:3]), match["r"] or ""
    if "week" in match[0]:
        away = -2 if "before last" in match[0] else _near(said)
        return days.day(days.week(today, away).start + timedelta(days=place))
    if _near(said) == 1:
        return days.day(today + timedelta(days=(place - today.weekday() - 1) % 7 + 1))
    if said.startswith("this"):
        return days.day(days.week(today).start + timedelta(days=place))
    gap = (today.weekday() - place) % 7
    return days.day(today - timedelta(days=gap or (7 if _near(said) == -1 else 0)))


def weekdays(match: Match, today: date) -> Period | None:
    """Monday to Wednesday last week."""
    whole = days.week(today, _near(match["r"]))
    first, last = (_WEEKDAYS.index(match[each][:3]) for each in "de")
    if last < first:
        return None
    return Period(whole.start + timedelta(days=first), whole.start + timedelta(days=last + 1))


def a_month(match: Match, today: date) -> Period | None:
    wanted = month_of(match["m"])
    latest = days.latest_year(today, wanted)
    said = match["r"] if "r" in match.re.groupindex else None
    if said:
        away = _near(said)
        if away == -1 and (latest, wanted) == (today.year, today.month):
            latest -= 1
        year: int | None = today.year if said.startswith("this") else latest
        if away == 1:
            year = today.year + (wanted <= today.month)
    else:
        year = _year_or(match, today, latest)
    return days.month(year, wanted) if year else None


def a_date(match: Match, today: date) -> Period | None:
    wanted, on = month_of(match["m"]), int(re.sub(r"\D", "", match["d"]))
    year = _year_or(match, today, days.latest_year(today, wanted, on))
    return days.dated(year, wanted, on) if year else None


def dates(match: Match, today: date) -> Period | None:
    """January 5 to 20, 2026."""
    first = a_date(match, today)
    last = int(re.sub(r"\D", "", match["e"]))
    end = days.dated(first.start.year, first.start.month, last) if first else None
    return Period(first.start, end.end) if first and end and end > first else None


def the_day(match: Match, today: date) -> Period | None:
    on = int(re.sub(r"\D", "", match["d"]))
    whole = days.month(today.year, today.month - (on > today.day))
    return days.dated(whole.start.year, whole.start.month, on)


def part(match: Match, today: date) -> Period | None:
    said = match["p"]
    part = 1 if re.search(r"early|begin|start", said) else 2 if re.search(r"mid", said) else 3
    if match["m"]:
        wanted = month_of(match["m"])
        year = _year_or(match, today, days.latest_year(today, wanted))
        return days.third(days.month(year, wanted), part) if year else None
    away = _near(match["r"] or "this")
    return days.third(days.month(today.year, today.month + away), part)


def year_part(match: Match, today: date) -> Period | None:
    wanted = 1 if re.search(r"begin|start|early", match["p"]) else 12
    year = _year_or(match, today, days.latest_year(today, wanted))
    return days.month(year, wanted) if year else None


def quarter(match: Match, today: date) -> Period | None:
    said = match["q"] or match["o"]
    wanted = int(said) if said.isdigit() else _ORDER[said]
    year = _year_or(match, today, days.latest_year(today, wanted * 3 - 2))
    return days.quarter(year, wanted) if year else None


def quarters(match: Match, today: date) -> Period | None:
    first, last = int(match["a"]), int(match["b"])
    year = _year_or(match, today, days.latest_year(today, first * 3 - 2))
    return (
        Period(days.quarter(year, first).start, days.quarter(year, last).end)
        if year and last > first
        else None
    )


def _half(match: Match, today: date) -> Period | None:
    said = match["h"]
    wanted = int(said) if said.isdigit() else _ORDER[said]
    wanted = 2 if wanted > 2 else wanted
    year = _year_or(match, today, days.latest_year(today, wanted * 6 - 5))
    return days.half(year, wanted) if year else None


def month_edge(match: Match, today: date) -> Period | None:
    """The first two weeks of February."""
    wanted = month_of(match["m"])
    year = _year_or(match, today, days.latest_year(today, wanted))
    count = count_of(match["n"]) * (7 if "week" in match["u"] else 1)
    whole = days.month(year, wanted) if year else None
    return days.edge(whole, count, is_end=match["o"] == "last") if whole else None


def season(match: Match, today: date) -> Period | None:
    """A season of a year, this year's, or the last one that is over."""
    said = match["s"] or match["s0"]
    if match["y"]:
        year = year_of(match["y"], today)
        return days.season(said, year) if year else None
    if match["r"] == "this":
        return days.season(said, today.year)
    found = days.season(said, today.year)
    return found if found.end <= today else days.season(said, today.year - 1)


def first_months(match: Match, today: date) -> Period | None:
    count = count_of(match["n"]) * (3 if "quarter" in match[0] else 1)
    year = year_of(match["y"], today) if match["y"] != "the year" else today.year
    if not year or not 1 <= count <= 12:
        return None
    return days.months(year, 1 if match["o"] == "first" else 13 - count, count)


def _a_year(match: Match, today: date) -> Period | None:
    year = year_of(match["y"], today)
    return days.year(year) if year else None


def rolling(match: Match, today: date) -> Period | None:
    count = count_of(match["n"]) if match["n"] else 1
    unit = match["u"]
    if unit.startswith("hour"):
        return days.rolling(today, days=count // 24 + 1) if count >= 24 else None
    if unit.startswith(("day", "week", "fortnight")):
        size = 1 if unit[0] == "d" else 7 if unit[0] == "w" else 14
        return days.rolling(today, days=count * size)
    size = {"m": 1, "q": 3, "h": 6, "y": 12}[unit[0]]
    return days.rolling(today, months=count * size) if 0 < count * size <= 600 else None


def ago(match: Match, today: date) -> Period:
    count, unit = count_of(match["n"]), match["u"]
    if unit.startswith("day"):
        return days.day(today - timedelta(days=count))
    if unit.startswith(("week", "fortnight")):
        return days.week(today, -count * (2 if unit[0] == "f" else 1))
    if unit.startswith("year"):
        return days.year(today.year - count)
    return days.month(today.year, today.month - count)


def to_date(match: Match, today: date) -> Period | None:
    said = match[0]
    if re.search(r"week|wtd", said):
        start = days.week(today).start
    elif re.search(r"month|mtd", said):
        start = days.month(today.year, today.month).start
    elif re.search(r"quarter|qtd", said):
        start = days.quarter(today.year, (today.month + 2) // 3).start
    else:
        start = days.year(today.year).start
    return days.since(start, today)


def feast(match: Match, today: date) -> Period | None:
    on = {"christmas day": (12, 25), "christmas": (12, 25), "new year's day": (1, 1),
          "singles' day": (11, 11), "singles day": (11, 11)}[match["f"]]  # fmt: skip
    year = _year_or(match, today, days.latest_year(today, *on))
    return days.dated(year, *on) if year else None


def month_year(match: Match, today: date) -> Period | None:
    wanted = month_of(match["m"] or match["m0"])
    year = year_of(match["y"] or match["y0"], today)
    return days.month(year, wanted) if year else None


def quarter_checked(match: Match, today: date) -> Period | None:
    if match["o"] in ("last", "final") and not match["y"]:
        return None
    return quarter(match, today)


def half_any(match: Match, today: date) -> Period | None:
    said = match["h"] or match["h0"]
    wanted = int(said) if said.isdigit() else min(2, _ORDER[said])
    if said == "last" and not match["y"] and "of the year" not in match[0]:
        return None
    year = _year_or(match, today, days.latest_year(today, wanted * 6 - 5))
    return days.half(year, wanted) if year else None


def whole_year(match: Match, today: date) -> Period | None:
    year = year_of(match["y"] or match["y0"] or match["y1"], today)
    return days.year(year) if year else None


def half_year(match: Match, today: date) -> Period | None:
    if match["u0"] or match["u"].startswith("half"):
        return days.rolling(today, months=6)
    return days.rolling(today, days=14)

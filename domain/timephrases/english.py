"""English time phrases: one table of patterns, each with the days it means."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from domain.timephrases import days
from domain.timephrases.days import Period

Match = re.Match[str]
Rule = tuple[str, Callable[[Match, date], Period | None]]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18,
    "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90, "couple of": 2, "a couple of": 2,
}  # fmt: skip
_ORDER = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4,
          "4th": 4, "last": 4, "final": 4}  # fmt: skip

_N = r"(?:\d{1,3}|a couple of|couple of|" + "|".join(sorted(_COUNTS, key=len, reverse=True)) + ")"
_M = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WD = r"(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?"
_Y = (
    r"(?:20\d\d|'\d\d|(?:this|the current|current|the last|last|the previous|previous|the next|next)"
    r" year(?:'s)?|(?:the )?year before last|that year)"
)
_D = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_OF = r"(?:,? of |,? in |, ?| )"
_THIS = r"(?:this|the current|current|the present)"
_PREV = r"(?:the previous|the preceding|previous|preceding|the last|last|the prior|prior)"
_NEXT = r"(?:the next|next|the coming|coming|the following)"
_PAST = r"(?:the past|past|the last|last|the trailing|trailing|the previous|previous|the most recent|the latest)"
_WHOLE = r"(?:all of |the whole of |the entire |(?:the )?(?:calendar |full |whole |fiscal |financial )year |fy ?)"


def count_of(said: str) -> int:
    return int(said) if said.isdigit() else _COUNTS[said]


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


def _a_day(match: Match, today: date) -> Period:
    said = match[0]
    away = 0
    if "yesterday" in said or "last night" in said:
        away = -2 if "before" in said else -1
    elif "tomorrow" in said:
        away = 2 if "after" in said else 1
    return days.day(today + timedelta(days=away))


def _unit(match: Match, today: date) -> Period:
    away, unit = _near(match["r"]), match["u"]
    if "before last" in match[0]:
        away = -2
    if unit == "week":
        return days.week(today, away)
    if unit == "month":
        return days.month(today.year, today.month + away)
    if unit == "quarter":
        return days.quarter(today.year, (today.month + 2) // 3 + away)
    return days.year(today.year + away)


def _weekend(match: Match, today: date) -> Period:
    whole = days.week(today, _near(match["r"]))
    return Period(whole.start + timedelta(days=5), whole.end)


def _weekday(match: Match, today: date) -> Period | None:
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


def _weekdays(match: Match, today: date) -> Period | None:
    """Monday to Wednesday last week."""
    whole = days.week(today, _near(match["r"]))
    first, last = (_WEEKDAYS.index(match[each][:3]) for each in "de")
    if last < first:
        return None
    return Period(whole.start + timedelta(days=first), whole.start + timedelta(days=last + 1))


def _a_month(match: Match, today: date) -> Period | None:
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


def _a_date(match: Match, today: date) -> Period | None:
    wanted, on = month_of(match["m"]), int(re.sub(r"\D", "", match["d"]))
    year = _year_or(match, today, days.latest_year(today, wanted, on))
    return days.dated(year, wanted, on) if year else None


def _dates(match: Match, today: date) -> Period | None:
    """January 5 to 20, 2026."""
    first = _a_date(match, today)
    last = int(re.sub(r"\D", "", match["e"]))
    end = days.dated(first.start.year, first.start.month, last) if first else None
    return Period(first.start, end.end) if first and end and end > first else None


def _the_day(match: Match, today: date) -> Period | None:
    on = int(re.sub(r"\D", "", match["d"]))
    whole = days.month(today.year, today.month - (on > today.day))
    return days.dated(whole.start.year, whole.start.month, on)


def _part(match: Match, today: date) -> Period | None:
    said = match["p"]
    part = 1 if re.search(r"early|begin|start", said) else 2 if re.search(r"mid", said) else 3
    if match["m"]:
        wanted = month_of(match["m"])
        year = _year_or(match, today, days.latest_year(today, wanted))
        return days.third(days.month(year, wanted), part) if year else None
    away = _near(match["r"] or "this")
    return days.third(days.month(today.year, today.month + away), part)


def _year_part(match: Match, today: date) -> Period | None:
    wanted = 1 if re.search(r"begin|start|early", match["p"]) else 12
    year = _year_or(match, today, days.latest_year(today, wanted))
    return days.month(year, wanted) if year else None


def _quarter(match: Match, today: date) -> Period | None:
    said = match["q"] or match["o"]
    wanted = int(said) if said.isdigit() else _ORDER[said]
    year = _year_or(match, today, days.latest_year(today, wanted * 3 - 2))
    return days.quarter(year, wanted) if year else None


def _quarters(match: Match, today: date) -> Period | None:
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


def _first_months(match: Match, today: date) -> Period | None:
    count = count_of(match["n"]) * (3 if "quarter" in match[0] else 1)
    year = year_of(match["y"], today) if match["y"] != "the year" else today.year
    if not year or not 1 <= count <= 12:
        return None
    return days.months(year, 1 if match["o"] == "first" else 13 - count, count)


def _a_year(match: Match, today: date) -> Period | None:
    year = year_of(match["y"], today)
    return days.year(year) if year else None


def _rolling(match: Match, today: date) -> Period | None:
    count = count_of(match["n"]) if match["n"] else 1
    unit = match["u"]
    if unit.startswith("hour"):
        return days.rolling(today, days=count // 24 + 1) if count >= 24 else None
    if unit.startswith(("day", "week", "fortnight")):
        size = 1 if unit[0] == "d" else 7 if unit[0] == "w" else 14
        return days.rolling(today, days=count * size)
    size = {"m": 1, "q": 3, "h": 6, "y": 12}[unit[0]]
    return days.rolling(today, months=count * size) if 0 < count * size <= 600 else None


def _ago(match: Match, today: date) -> Period:
    count, unit = count_of(match["n"]), match["u"]
    if unit.startswith("day"):
        return days.day(today - timedelta(days=count))
    if unit.startswith(("week", "fortnight")):
        return days.week(today, -count * (2 if unit[0] == "f" else 1))
    if unit.startswith("year"):
        return days.year(today.year - count)
    return days.month(today.year, today.month - count)


def _to_date(match: Match, today: date) -> Period | None:
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


def _feast(match: Match, today: date) -> Period | None:
    on = {"christmas day": (12, 25), "christmas": (12, 25), "new year's day": (1, 1),
          "singles' day": (11, 11), "singles day": (11, 11)}[match["f"]]  # fmt: skip
    year = _year_or(match, today, days.latest_year(today, *on))
    return days.dated(year, *on) if year else None


_UNITS = r"(?:hours?|days?|weeks?|fortnights?|months?|quarters?|half[- ]years?|years?)"
_TO = r" ?(?:to|through|thru|until|till|-|–|—|and) ?"

RULES: tuple[Rule, ...] = (
    (r"(?:the )?day before yesterday|yesterday(?: morning| afternoon| evening)?|today|tonight|last night"
     r"|this (?:morning|afternoon|evening)|(?:the )?day after tomorrow|tomorrow", _a_day),
    (r"(?:the )?(?P<u>week|month|quarter|year) (?P<r>before last)", _unit),
    (rf"(?P<r>{_THIS}|{_PREV}|{_NEXT}) (?P<u>week|month|quarter|year)(?:'s)?(?! before)", _unit),
    (rf"(?:the )?(?P<r>this|past|{_PREV}|{_NEXT}) weekend", _weekend),
    (rf"(?:from )?(?P<d>{_WD}){_TO}(?P<e>{_WD}) (?:of )?(?P<r>{_THIS}|{_PREV}|{_NEXT}) week", _weekdays),
    (rf"(?P<d>{_WD}) (?:of )?(?P<r>{_THIS}|{_PREV}|{_NEXT}|the) week(?: before last)?", _weekday),
    (rf"(?:(?P<r>this|{_PREV}|{_NEXT}) )?(?P<d>{_WD})", _weekday),
    (rf"(?P<m>{_M}) (?P<d>{_D}){_TO}(?P<e>{_D})(?:{_OF}(?P<y>{_Y}))?", _dates),
    (rf"(?P<d>{_D}){_TO}(?P<e>{_D}) (?:of )?(?P<m>{_M})(?:{_OF}(?P<y>{_Y}))?", _dates),
    (rf"(?P<m>{_M}) (?:the )?(?P<d>{_D})(?:{_OF}(?P<y>{_Y}))?", _a_date),
    (rf"(?:the )?(?P<d>{_D}) (?:of )?(?P<m>{_M})(?:{_OF}(?P<y>{_Y}))?", _a_date),
    (r"(?P<d>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th))(?: of (?:the|this) month)?", _the_day),
    (rf"(?:the )?(?P<p>early|mid|late|beginning of|start of|middle of|end of)[- ]?(?:in )?(?P<m>{_M})"
     rf"(?:{_OF}(?P<y>{_Y}))?(?P<r>)", _part),
    (rf"(?:the )?(?P<p>beginning|start|middle|end) of (?P<m>)(?P<y>)(?:(?P<r>{_THIS}|{_PREV}|the) )month", _part),
    (rf"(?:the )?(?P<p>beginning|start|end) of (?:the )?(?P<y>{_Y})", _year_part),
    (rf"(?P<m>{_M})(?:{_OF}| )(?P<y>{_Y})|(?P<y0>{_Y}) (?P<m0>{_M})", lambda m, t: _month_year(m, t)),
    (rf"(?P<r>this|{_PREV}|{_NEXT}) (?P<m>{_M})", _a_month),
    (rf"(?P<m>{_M})(?P<y>)", _a_month),
    (rf"(?P<y0>{_Y})[ -]?q(?P<a>[1-4]) ?(?:-|–|to) ?q?(?P<b>[1-4])(?P<y>)", _quarters),
    (rf"q(?P<a>[1-4]) ?(?:-|–|to|and|through) ?q(?P<b>[1-4])(?:(?:{_OF}|)(?P<y>{_Y}))?", _quarters),
    (rf"(?:q(?P<q>[1-4])|(?:the )?(?P<o>first|second|third|fourth|last|final|1st|2nd|3rd|4th) quarter)"
     rf"(?:(?:{_OF}|)(?P<y>{_Y})|(?= |$|[.,;?!]))", lambda m, t: _quarter_checked(m, t)),
    (rf"(?P<y>{_Y})[ -]?(?:q(?P<q>[1-4])|(?P<o>first|second|third|fourth|last) quarter)", _quarter),
    (rf"(?:h(?P<h>[12])|(?:the )?(?P<h0>first|second|1st|2nd|last) half)(?:(?:{_OF}|)(?P<y>{_Y})| of the year|(?= |$))",
     lambda m, t: _half_any(m, t)),
    (rf"(?P<y>{_Y})[ -]?(?:h(?P<h>[12])|(?P<h0>first|second) half)", lambda m, t: _half_any(m, t)),
    (rf"(?:the )?(?P<o>first|last) (?P<n>{_N}) (?:months|quarters) of (?:the )?(?P<y>{_Y}|the year|year)", _first_months),
    (rf"{_WHOLE}(?P<y>{_Y})|(?P<y1>20\d\d)", lambda m, t: _whole_year(m, t)),
    (rf"{_PAST} (?P<n>{_N}) (?P<u>{_UNITS})", _rolling),
    (rf"within (?:the )?(?:past |last )?(?P<n>{_N}) (?P<u>{_UNITS})", _rolling),
    (r"(?:the past|past|the trailing|trailing)(?P<n>) (?P<u>day|week|fortnight|month|quarter|half[- ]year|year)", _rolling),
    (rf"{_PAST}(?P<n>) (?P<u>fortnight|half[- ]year)|{_PAST} half a (?P<u0>year)", lambda m, t: _half_year(m, t)),
    (rf"(?P<n>{_N}) (?P<u>days?|weeks?|fortnights?|months?|years?) (?:ago|back|earlier)", _ago),
    (r"[wmqy]td|(?:year|month|quarter|week)[- ]to[- ]date|(?:so far|to date|up to now|until now) this (?:year|month|quarter|week)"
     r"|since (?:the )?(?:beginning|start) of (?:the|this) (?:year|month|quarter|week)"
     r"|this (?:year|month|quarter|week) (?:so far|to date|until now|up to now)", _to_date),
    (rf"(?P<f>christmas(?: day)?|new year's day|singles'? day)(?:(?:{_OF}|)(?P<y>{_Y}))?", _feast),
)  # fmt: skip

SINCE = r"(?:ever )?(?:since|from) (?:the )?(?P<p>.+?)(?: on(?:wards?)?| until now| till now| to date| to now| up to now| to today| until today)?"


def _month_year(match: Match, today: date) -> Period | None:
    wanted = month_of(match["m"] or match["m0"])
    year = year_of(match["y"] or match["y0"], today)
    return days.month(year, wanted) if year else None


def _quarter_checked(match: Match, today: date) -> Period | None:
    if match["o"] in ("last", "final") and not match["y"]:
        return None
    return _quarter(match, today)


def _half_any(match: Match, today: date) -> Period | None:
    said = match["h"] or match["h0"]
    wanted = int(said) if said.isdigit() else min(2, _ORDER[said])
    if said == "last" and not match["y"] and "of the year" not in match[0]:
        return None
    year = _year_or(match, today, days.latest_year(today, wanted * 6 - 5))
    return days.half(year, wanted) if year else None


def _whole_year(match: Match, today: date) -> Period | None:
    year = year_of(match["y"] or match["y1"], today)
    return days.year(year) if year else None


def _half_year(match: Match, today: date) -> Period | None:
    if match["u0"] or match["u"].startswith("half"):
        return days.rolling(today, months=6)
    return days.rolling(today, days=14)

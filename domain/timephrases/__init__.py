"""Time phrases in Chinese and English, to the days they mean.

Weeks begin on Monday, ends are exclusive, a rolling "last 30 days" includes today, a bare month is
the latest that has begun. What can be read two ways is nothing: the caller asks.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from domain import slips
from domain.timephrases import chinese_table, english_table, spans
from domain.timephrases.days import Period, dated, month, since, week, year_before

_LONGEST = 60  # characters of one phrase
_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0x2019: 0x27,
}
_RuleList = list[tuple[re.Pattern[str], Callable[[re.Match[str], date], Period | None]]]
_PUNCTUATION = " \t\n,.;:!?，。；：！？、()（）"
_BEFORE = re.compile(
    r"^(?:in|on|during|over|within|for|at|of|throughout|as of|what about|(?:the )?(?:month|year) "
    r"of|the|就|在|于|是|说|关于)\s*"
)
_AFTER = re.compile(r"\s*(?:的时候|那时|期间|时|内|里|中|份|的|之内|以内|'s)$")
_SAME_PERIOD = re.compile(
    r"去年同期|上年同期|同比"
    r"|(?:the )?same (?:period|time|month|week|quarter) (?:of )?last year|a year "
    r"earlier"
)
_NUMERIC = re.compile(
    r"(?P<y>20\d\d)(?P<s>[-/.])(?P<m>0?[1-9]|1[0-2])(?:(?P=s)(?P<d>0?[1-9]|[12]\d|3[01]))?"
    r"|(?P<y2>20\d\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])"
    r"|(?P<a>0?[1-9]|[12]\d|3[01])[-/.](?P<b>0?[1-9]|[12]\d|3[01])[-/.](?P<y3>20\d\d)"
    r"|(?P<m4>0?[1-9]|1[0-2])/(?P<y4>20\d\d)"
)
_SHORT = {
    "yr": "year", "yrs": "years", "qtr": "quarter", "qtrs": "quarters", "mth": "month",
    "mths": "months", "mnth": "month", "mnths": "months", "wk": "week", "wks": "weeks",
}  # fmt: skip
_WORDS = """
january february march april august september october november december yesterday previous quarter
quarters month months week weeks year years since beginning
"""
_SLIPS = {**slips.forms(_WORDS.split()), **_SHORT}
_ISO_WEEK = re.compile(
    r"(?P<y>20\d\d)[- ]?w(?P<w>\d\d?)|(?P<y2>20\d\d)年?第(?P<w2>\d\d?)周"
    r"|(?:week|wk|cw|kw) ?(?P<w3>\d\d?)(?:(?: of|,)? (?P<y3>20\d\d))?|第(?P<w4>\d\d?)周"
)


def resolve(phrase: str, today: date, *, context: Period | None = None) -> Period | None:
    """The days of one phrase; None when it is no time, is ambiguous, or has an open end.

    "Same period last year" is the `context` a year before, None without one.
    """
    text = slips.mended(squeezed(plain(phrase))[0], _SLIPS)[0].strip(_PUNCTUATION)
    if not text or len(text) > _LONGEST:
        return None
    if _SAME_PERIOD.fullmatch(text):
        return year_before(context) if context else None
    return _resolved(text, today)


@lru_cache(maxsize=2048)
def _resolved(text: str, today: date) -> Period | None:
    for shorter in _trimmings(text):
        found = _simple(shorter, today) or _range(shorter, today) or _since(shorter, today)
        if found:
            return found
    return None


def _trimmings(text: str) -> list[str]:
    """The phrase, and the phrase without small words around it."""
    found = [text]
    for shorter in (_BEFORE.sub("", text), _AFTER.sub("", text)):
        for each in (shorter, _BEFORE.sub("", shorter), _AFTER.sub("", _BEFORE.sub("", shorter))):
            if each and each not in found:
                found.append(each)
    return found


def _simple(text: str, today: date) -> Period | None:
    of_week = _WEEK_OF.fullmatch(text)
    if of_week:
        point = _simple(of_week["p"], today)
        return week(point.start) if point and (point.end - point.start).days == 1 else None
    for pattern, read in _rules():
        match = pattern.fullmatch(text)
        if match:
            found = read(match, today)
            if found:
                return found
    return None


@lru_cache(maxsize=1)
def _rules() -> _RuleList:
    numbers: _RuleList = [(_NUMERIC, _numeric), (_ISO_WEEK, _iso_week)]
    rules = [*english_table.RULES, *chinese_table.RULES]
    return [*numbers, *((re.compile(pattern), read) for pattern, read in rules)]


def _numeric(match: re.Match[str], today: date) -> Period | None:
    """2025-11-03, 2025/11, 20251103; 25/12/2025 only where no other reading exists."""
    year = int(match["y"] or match["y2"] or match["y3"] or match["y4"])
    if not 2000 <= year <= today.year + 1:
        return None
    if match["m4"]:
        return month(year, int(match["m4"]))
    if match["a"]:
        one, two = int(match["a"]), int(match["b"])
        if one <= 12 and two <= 12 and one != two:
            return None
        return dated(year, min(one, two), max(one, two)) if min(one, two) <= 12 else None
    wanted, on = int(match["m"] or match["m2"]), match["d"] or match["d2"]
    return dated(year, wanted, int(on)) if on else month(year, wanted)


def _iso_week(match: re.Match[str], today: date) -> Period | None:
    year = int(match["y"] or match["y2"] or match["y3"] or today.year)
    number = int(match["w"] or match["w2"] or match["w3"] or match["w4"])
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return Period(monday, date.fromordinal(monday.toordinal() + 7))


def _since(text: str, today: date) -> Period | None:
    for pattern in (english_table.SINCE, chinese_table.SINCE):
        match = re.fullmatch(pattern, text)
        if match:
            point = _simple(match["p"].strip(), today)
            if point:
                return since(point.start, today)
    return None


_WEEK_OF = re.compile(r"(?:the )?week (?:of|beginning|starting|from) (?P<p>.+)")
_BEGINS = re.compile(r"^(?:from|between|从|自|在)\s*")
_ENDS = re.compile(r"(?:之间|期间|为止|止)$")
_JOINTS = re.compile(r" (?:to|through|thru|until|till|and) |\s*(?:直到|到|至|和|与|-|–|—|~)\s*")
_MONTH_NAMED = re.compile(r"月|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
_NAMES_YEAR = re.compile(r"20\d\d|'\d\d|\d\d年|[今去前明]年|year")


def _range(text: str, today: date) -> Period | None:
    """From the start of one phrase to the end of another; a year said once counts for both."""
    inner = _ENDS.sub("", _BEGINS.sub("", text))
    for joint in _JOINTS.finditer(inner):
        left, right = inner[: joint.start()].strip(), inner[joint.end() :].strip()
        found = _both(left, right, today) if left and right else None
        if found:
            return found
    return None


def _both(left: str, right: str, today: date) -> Period | None:
    one, two = _simple(left, today), _simple(right, today)
    if one is None or two is None:
        return None
    if _NAMES_YEAR.search(left) and not _NAMES_YEAR.search(right):
        two = _in_year(right, one.start.year, today) or two
    elif _NAMES_YEAR.search(right) and not _NAMES_YEAR.search(left):
        one = _in_year(left, two.start.year, today) or one
    if one.start >= two.end:
        one, two = _turned(one, two, left, right)
    return Period(one.start, two.end) if one.start < two.end else None


def _turned(one: Period, two: Period, left: str, right: str) -> tuple[Period, Period]:
    """November to March runs into the next year, where no year says otherwise."""
    if not _NAMES_YEAR.search(right) and _MONTH_NAMED.search(right):
        later = month(two.end.year + 1, two.end.month)
        return one, Period(two.start, later.start.replace(day=two.end.day))
    if not _NAMES_YEAR.search(left) and _MONTH_NAMED.search(left):
        earlier = month(one.start.year - 1, one.start.month)
        return Period(earlier.start.replace(day=one.start.day), one.end), two
    return one, two


def _in_year(text: str, year: int, today: date) -> Period | None:
    """A phrase without a year, read in that year."""
    if re.search(r"月", text):
        return _simple(f"{year}年{text}", today)
    if re.search(r"[a-z]{3}|^q[1-4]$|^h[12]$", text):
        return _simple(f"{text} {year}", today)
    return None


def plain(text: str) -> str:
    """Lower case and half width, each character still in its place."""
    lowered = text.translate(_WIDTH)
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in lowered)


_LOOSE = re.compile(
    r"(?<=[一-鿿]) +(?=[\da-z])|(?<=[\da-z]) +(?=[一-鿿])|(?<=[一-鿿]) +(?=[一-鿿])"
)


def squeezed(text: str) -> tuple[str, Sequence[int]]:
    """The text without spaces beside Han characters, and where each character came from."""
    if not _LOOSE.search(text):
        return text, range(len(text))
    left_out = {place for gap in _LOOSE.finditer(text) for place in range(*gap.span())}
    places = [place for place in range(len(text)) if place not in left_out]
    return "".join(text[place] for place in places), places


def find(text: str, today: date) -> list[tuple[int, int, Period]]:
    """Where in a text times are named, with their days; positions are those of `text`."""
    return [(start, end, period) for start, end, period in _spans(text, today) if period]


def doubtful(text: str, today: date) -> list[tuple[int, int]]:
    """Where a text names a time that means no certain days (11/03/2025, before March)."""
    return [(start, end) for start, end, period in _spans(text, today) if not period]


def readings(phrase: str, today: date) -> tuple[date, ...]:
    """The days that an ambiguous numeric date may be (11/03/2025: two), none for anything else."""
    match = _NUMERIC.fullmatch(plain(phrase).strip(_PUNCTUATION))
    if match is None or not match["a"] or resolve(phrase, today):
        return ()
    one, two, year = int(match["a"]), int(match["b"]), int(match["y3"])
    days = (dated(year, month, number) for month, number in ((one, two), (two, one)) if month <= 12)
    return tuple(each.start for each in days if each)


@lru_cache(maxsize=256)
def _spans(text: str, today: date) -> tuple[spans.Found, ...]:
    squeezed_text, squeezed_from = squeezed(plain(text))
    close, mended_from = slips.mended(squeezed_text, _SLIPS)
    places = [squeezed_from[place] for place in mended_from]
    found = spans.find(close, _whole_words(), lambda said: resolve(said, today))
    return tuple((places[start], places[end - 1] + 1, period) for start, end, period in found)


@lru_cache(maxsize=1)
def _whole_words() -> tuple[re.Pattern[str], ...]:
    """The rules as they are looked for in a sentence: no match ends inside a word or number."""
    ends = r"(?!(?<=[a-z0-9])[a-z0-9]|(?<=\d)[-/.]\d)"
    return tuple(re.compile(f"(?:{pattern.pattern}){ends}") for pattern, _ in _rules())

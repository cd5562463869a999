"""Chinese time phrases, read: from a matched phrase to its days."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from domain.timephrases import days
from domain.timephrases.days import Period

Match = re.Match[str]
Rule = tuple[str, Callable[[Match, date], Period | None]]

_DIGIT = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5,
          "六": 6, "七": 7, "八": 8, "九": 9, "壹": 1, "贰": 2, "叁": 3}  # fmt: skip


def number(said: str) -> int:
    """A number up to 99, in digits or characters."""
    if said.isdigit():
        return int(said)
    tens, ten, ones = said.partition("十")
    if ten:
        return (_DIGIT[tens] if tens else 1) * 10 + (_DIGIT[ones] if ones else 0)
    return int("".join(str(_DIGIT[each]) for each in said))


def year_of(said: str | None, today: date) -> int | None:
    """The year that a phrase names; None without one or out of 2000..next year."""
    if not said:
        return None
    near = {
        "今": 0,
        "本": 0,
        "这": 0,
        "当": 0,
        "去": -1,
        "上": -1,
        "前": -2,
        "大": -3,
        "明": 1,
        "后": 2,
    }
    if said[0] in near and not said[0].isdigit():
        return today.year + near[said[0]]
    digits = re.sub(r"[年度财']", "", said)
    digits = "".join(str(_DIGIT.get(each, each)) for each in digits)
    value = int(digits) + (2000 if len(digits) == 2 else 0)
    return value if 2000 <= value <= today.year + 1 else None


def _years_or(match: Match, today: date, otherwise: int) -> int | None:
    return year_of(match["y"], today) if match["y"] else otherwise


def _month_number(said: str) -> int:
    name = re.sub(r"月份?$", "", said)
    return 1 if name == "元" else number(name)


def _near(said: str) -> int:
    """How many units away 上上 / 上 / 本 / 下 are."""
    if said.startswith(("上上", "下下")):
        return -2 if said[0] == "上" else 2
    return {"上": -1, "下": 1}.get(said[0], 0)


def a_day(match: Match, today: date) -> Period | None:
    away = {"大前天": -3, "前天": -2, "前日": -2, "昨": -1, "今": 0, "当天": 0, "当日": 0, "明": 1,
            "后天": 2, "大后天": 3}  # fmt: skip
    said = match[0]
    found = next(
        (n for word, n in sorted(away.items(), key=lambda p: -len(p[0])) if said.startswith(word)),
        0,
    )
    return days.day(today + timedelta(days=found))


def week(match: Match, today: date) -> Period:
    return days.week(today, _near(match["w"]))


def weekday(match: Match, today: date) -> Period:
    place = "一二三四五六日".index(match["d"].replace("天", "日"))
    if match["w"]:
        return days.day(days.week(today, _near(match["w"])).start + timedelta(days=place))
    return days.day(today - timedelta(days=(today.weekday() - place) % 7))


def weekend(match: Match, today: date) -> Period:
    whole = days.week(today, _near(match["w"]) if match["w"] else 0)
    return Period(whole.start + timedelta(days=5), whole.end)


def near_month(match: Match, today: date) -> Period:
    return days.month(today.year, today.month + _near(match["m"]))


def a_month(match: Match, today: date) -> Period | None:
    wanted = _month_number(match["m"])
    year = _years_or(match, today, days.latest_year(today, wanted))
    return days.month(year, wanted) if year else None


def a_date(match: Match, today: date) -> Period | None:
    wanted, on = _month_number(match["m"]), number(re.sub(r"[日号]$", "", match["d"]))
    year = _years_or(match, today, days.latest_year(today, wanted, on))
    return days.dated(year, wanted, on) if year else None


def near_date(match: Match, today: date) -> Period | None:
    whole = days.month(today.year, today.month + _near(match["m"]))
    return days.dated(whole.start.year, whole.start.month, number(match["d"][:-1]))


def month_edge(match: Match, today: date) -> Period | None:
    """1月前两周, 上个月最后三天."""
    if match["nm"]:
        whole: Period | None = days.month(today.year, today.month + _near(match["nm"]))
    else:
        whole = a_month(match, today)
    size = 1 if match["u"] in "天日" else 7
    is_end = match["e"] not in ("前", "头")
    return days.edge(whole, number(match["n"]) * size, is_end=is_end) if whole else None


def season(match: Match, today: date) -> Period | None:
    first = days.SEASONS[match["s"]]
    year = _years_or(match, today, days.latest_year(today, first))
    return days.season(match["s"], year) if year else None


def bare_day(match: Match, today: date) -> Period | None:
    on = number(match["d"][:-1])
    whole = days.month(today.year, today.month - (on > today.day))
    return days.dated(whole.start.year, whole.start.month, on)


def third(match: Match, today: date) -> Period | None:
    part = {"上旬": 1, "初": 1, "月初": 1, "中旬": 2, "中": 2, "月中": 2, "下旬": 3}.get(
        match["p"], 3
    )
    if match["nm"]:
        return days.third(days.month(today.year, today.month + _near(match["nm"])), part)
    if not match["m"]:
        return days.third(days.month(today.year, today.month), part)
    wanted = _month_number(match["m"])
    year = _years_or(match, today, days.latest_year(today, wanted))
    return days.third(days.month(year, wanted), part) if year else None


def _quarter(match: Match, today: date) -> Period | None:
    said = match["q"]
    wanted = number(said)
    if not 1 <= wanted <= 4:
        return None
    year = _years_or(match, today, days.latest_year(today, wanted * 3 - 2))
    return days.quarter(year, wanted) if year else None


def near_quarter(match: Match, today: date) -> Period:
    return days.quarter(today.year, (today.month + 2) // 3 + _near(match["q"]))


def half(match: Match, today: date) -> Period | None:
    wanted = 1 if match["h"] in ("上", "1", "一", "前") else 2
    year = _years_or(match, today, days.latest_year(today, wanted * 6 - 5))
    return days.half(year, wanted) if year else None


def first_months(match: Match, today: date) -> Period | None:
    year = year_of(match["y"], today) if match["y"] else today.year
    count = number(match["n"]) * (3 if "季" in match[0] else 1)
    return days.months(year, 1, count) if year and 1 <= count <= 12 else None


def a_year(match: Match, today: date) -> Period | None:
    year = year_of(match["y"], today)
    return days.year(year) if year else None


def year_end(match: Match, today: date) -> Period | None:
    wanted = 1 if match["e"] == "初" else 12
    year = _years_or(match, today, days.latest_year(today, wanted))
    return days.month(year, wanted) if year else None


def rolling(match: Match, today: date) -> Period | None:
    said = match["n"]
    half = bool(match["h"]) if "h" in match.re.groupindex else False
    count = 1 if said == "" else number(said)
    unit = match["u"]
    if unit.endswith(("天", "日")):
        return days.rolling(today, days=count)
    if unit.endswith(("周", "星期", "礼拜")):
        return days.rolling(today, days=7 * count)
    size = 12 if unit.endswith("年") else 3 if "季" in unit else 1
    extra = size // 2 if half else 0
    return days.rolling(today, months=count * size + extra) if count * size <= 600 else None


def ago(match: Match, today: date) -> Period:
    count, unit = number(match["n"]), match["u"]
    if unit.endswith("天"):
        return days.day(today - timedelta(days=count))
    if unit.endswith(("周", "星期", "礼拜")):
        return days.week(today, -count)
    if unit.endswith("年"):
        return days.year(today.year - count)
    return days.month(today.year, today.month - count)


def feast(match: Match, today: date) -> Period | None:
    dates = {"双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12),
             "元旦": (1, 1), "圣诞": (12, 25), "圣诞节": (12, 25)}  # fmt: skip
    on = dates[match["f"]]
    year = _years_or(match, today, days.latest_year(today, *on))
    return days.dated(year, *on) if year else None


def to_date(match: Match, today: date) -> Period | None:
    return _to_date_of(match["u"], today)


def _to_date_of(unit: str, today: date) -> Period | None:
    starts = {
        "月": days.month(today.year, today.month).start,
        "季": days.quarter(today.year, (today.month + 2) // 3).start,
        "年": days.year(today.year).start,
    }
    start = next((starts[each] for each in unit if each in starts), days.week(today).start)
    return days.since(start, today)


def this_year(_: Match, today: date) -> Period | None:
    return days.since(days.year(today.year).start, today)


def since_start(match: Match, today: date) -> Period | None:
    return _to_date_of(match["u"] or match["v"], today)


def year_range(match: Match, today: date) -> Period | None:
    year = year_of(match["y"], today) if match["y"] else None
    first, last = _month_number(match["a"]), _month_number(match["b"])
    if year is None and match["y"]:
        return None
    if year is None:
        year = days.latest_year(today, first)
    last += 12 if last < first else 0
    return days.months(year, first, last - first + 1)


def week_range(match: Match, today: date) -> Period | None:
    whole = days.week(today, _near(match["w"]))
    first, last = ("一二三四五六日".index(match[each].replace("天", "日")) for each in "ab")
    if last < first:
        return None
    return Period(whole.start + timedelta(days=first), whole.start + timedelta(days=last + 1))


def days_of_month(match: Match, today: date) -> Period | None:
    """1月5日到20日: the second day in the month of the first."""
    first = near_date(match, today) if match["m"] in _NEAR_MONTHS else a_date(match, today)
    last = number(match["e"][:-1])
    if first is None:
        return None
    end = days.dated(first.start.year, first.start.month, last)
    return Period(first.start, end.end) if end and end.end > first.start else None


def quarter_any(match: Match, today: date) -> Period | None:
    wanted = number(match["q"] or match["q2"] or match["q3"])
    year = _years_or(match, today, days.latest_year(today, wanted * 3 - 2))
    return days.quarter(year, wanted) if year else None


def half_window(match: Match, today: date) -> Period:
    if match["u"].endswith("年"):
        return days.rolling(today, months=6)
    return days.rolling(today, days=15)


_NEAR_MONTHS = {
    "上上个月",
    "上上月",
    "上个月",
    "上月",
    "本月",
    "这个月",
    "这月",
    "当月",
    "下个月",
    "下月",
}

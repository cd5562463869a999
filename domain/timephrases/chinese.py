"""Chinese time phrases: one table of patterns, each with the days it means."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from domain.timephrases import days
from domain.timephrases.days import Period

Match = re.Match[str]
Rule = tuple[str, Callable[[Match, date], Period | None]]

_DIGIT = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5,
          "六": 6, "七": 7, "八": 8, "九": 9, "壹": 1, "贰": 2, "叁": 3}  # fmt: skip
_N = r"(?:\d{1,3}|[一二两俩三四五六七八九十]{1,3})"
_YEAR = (
    r"(?:20\d\d年?度?|20\d\d财年|[二两][零〇0][零〇一二三四五六七八九]{2}年|(?<!\d)'?\d\d(?=q[1-4]|h[12])|(?<!\d)'?\d\d年(?=\s*(?:\d|[一二三四五六七八九十第q上下]))"
    r"|今年|本年度?|这一?年|当年|去年|上一?年度?|大前年|前年|明年|后年)"
)
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|元)月份?"
_DAY = r"(?:[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
_NEAR_MONTH = r"(?:上上个?月|上个?月|本月|这个?月|当月|下下个?月|下个?月)"
_WEEK = r"(?:个?(?:周|星期|礼拜))"
_NEAR_WEEK = rf"(?:上上{_WEEK}|上一?{_WEEK}|本{_WEEK}|这一?{_WEEK}|当周|下下{_WEEK}|下一?{_WEEK})"
_WEEKDAY = r"[一二三四五六日天]"
_LAST = r"(?:最近|近|过去|前|这|之前|以往|往前)的?(?:这)?"


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


def _a_day(match: Match, today: date) -> Period | None:
    away = {"大前天": -3, "前天": -2, "前日": -2, "昨": -1, "今": 0, "当天": 0, "当日": 0, "明": 1,
            "后天": 2, "大后天": 3}  # fmt: skip
    said = match[0]
    found = next(
        (n for word, n in sorted(away.items(), key=lambda p: -len(p[0])) if said.startswith(word)),
        0,
    )
    return days.day(today + timedelta(days=found))


def _week(match: Match, today: date) -> Period:
    return days.week(today, _near(match["w"]))


def _weekday(match: Match, today: date) -> Period:
    place = "一二三四五六日".index(match["d"].replace("天", "日"))
    if match["w"]:
        return days.day(days.week(today, _near(match["w"])).start + timedelta(days=place))
    return days.day(today - timedelta(days=(today.weekday() - place) % 7))


def _weekend(match: Match, today: date) -> Period:
    whole = days.week(today, _near(match["w"]) if match["w"] else 0)
    return Period(whole.start + timedelta(days=5), whole.end)


def _near_month(match: Match, today: date) -> Period:
    return days.month(today.year, today.month + _near(match["m"]))


def _a_month(match: Match, today: date) -> Period | None:
    wanted = _month_number(match["m"])
    year = _years_or(match, today, days.latest_year(today, wanted))
    return days.month(year, wanted) if year else None


def _a_date(match: Match, today: date) -> Period | None:
    wanted, on = _month_number(match["m"]), number(re.sub(r"[日号]$", "", match["d"]))
    year = _years_or(match, today, days.latest_year(today, wanted, on))
    return days.dated(year, wanted, on) if year else None


def _near_date(match: Match, today: date) -> Period | None:
    whole = days.month(today.year, today.month + _near(match["m"]))
    return days.dated(whole.start.year, whole.start.month, number(match["d"][:-1]))


def _bare_day(match: Match, today: date) -> Period | None:
    on = number(match["d"][:-1])
    whole = days.month(today.year, today.month - (on > today.day))
    return days.dated(whole.start.year, whole.start.month, on)


def _third(match: Match, today: date) -> Period | None:
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


def _near_quarter(match: Match, today: date) -> Period:
    return days.quarter(today.year, (today.month + 2) // 3 + _near(match["q"]))


def _half(match: Match, today: date) -> Period | None:
    wanted = 1 if match["h"] in ("上", "1", "一", "前") else 2
    year = _years_or(match, today, days.latest_year(today, wanted * 6 - 5))
    return days.half(year, wanted) if year else None


def _first_months(match: Match, today: date) -> Period | None:
    year = year_of(match["y"], today) if match["y"] else today.year
    count = number(match["n"]) * (3 if "季" in match[0] else 1)
    return days.months(year, 1, count) if year and 1 <= count <= 12 else None


def _a_year(match: Match, today: date) -> Period | None:
    year = year_of(match["y"], today)
    return days.year(year) if year else None


def _year_end(match: Match, today: date) -> Period | None:
    wanted = 1 if match["e"] == "初" else 12
    year = _years_or(match, today, days.latest_year(today, wanted))
    return days.month(year, wanted) if year else None


def _rolling(match: Match, today: date) -> Period | None:
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


def _ago(match: Match, today: date) -> Period:
    count, unit = number(match["n"]), match["u"]
    if unit.endswith("天"):
        return days.day(today - timedelta(days=count))
    if unit.endswith(("周", "星期", "礼拜")):
        return days.week(today, -count)
    if unit.endswith("年"):
        return days.year(today.year - count)
    return days.month(today.year, today.month - count)


def _feast(match: Match, today: date) -> Period | None:
    dates = {"双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12),
             "元旦": (1, 1), "圣诞": (12, 25), "圣诞节": (12, 25)}  # fmt: skip
    on = dates[match["f"]]
    year = _years_or(match, today, days.latest_year(today, *on))
    return days.dated(year, *on) if year else None


def _to_date(match: Match, today: date) -> Period | None:
    return _to_date_of(match["u"], today)


def _to_date_of(unit: str, today: date) -> Period | None:
    starts = {
        "月": days.month(today.year, today.month).start,
        "季": days.quarter(today.year, (today.month + 2) // 3).start,
        "年": days.year(today.year).start,
    }
    start = next((starts[each] for each in unit if each in starts), days.week(today).start)
    return days.since(start, today)


def _since_start(match: Match, today: date) -> Period | None:
    return _to_date_of(match["u"] or match["v"], today)


def _year_range(match: Match, today: date) -> Period | None:
    year = year_of(match["y"], today) if match["y"] else None
    first, last = _month_number(match["a"]), _month_number(match["b"])
    if year is None and match["y"]:
        return None
    if year is None:
        year = days.latest_year(today, first)
    last += 12 if last < first else 0
    return days.months(year, first, last - first + 1)


def _week_range(match: Match, today: date) -> Period | None:
    whole = days.week(today, _near(match["w"]))
    first, last = ("一二三四五六日".index(match[each].replace("天", "日")) for each in "ab")
    if last < first:
        return None
    return Period(whole.start + timedelta(days=first), whole.start + timedelta(days=last + 1))


def _days_of_month(match: Match, today: date) -> Period | None:
    """1月5日到20日: the second day in the month of the first."""
    first = _near_date(match, today) if match["m"] in _NEAR_MONTHS else _a_date(match, today)
    last = number(match["e"][:-1])
    if first is None:
        return None
    end = days.dated(first.start.year, first.start.month, last)
    return Period(first.start, end.end) if end and end.end > first.start else None


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
_TO = r"\s*(?:到|至|~|-|—|–)\s*"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"

RULES: tuple[Rule, ...] = (
    (r"(?:大前天|前天|前日|昨[天日]|昨[晚夜]|今[天日]|今[早晚]|当[天日]|明[天日]|大后天|后天)"
     r"(?:上午|下午|早上|晚上|凌晨|中午)?", _a_day),
    (rf"(?P<w>{_NEAR_WEEK})(?P<a>{_WEEKDAY}){_TO}(?:{_NEAR_WEEK}|周|星期|礼拜)?(?P<b>{_WEEKDAY})", _week_range),
    (rf"(?P<w>{_NEAR_WEEK})?末(?!尾)|(?P<w2>周末)", lambda m, t: _weekend(m, t) if m["w"] or m["w2"] else None),
    (rf"(?P<w>{_NEAR_WEEK})(?P<d>{_WEEKDAY})", _weekday),
    (rf"(?P<w>)(?:周|星期|礼拜)(?P<d>{_WEEKDAY})(?!末)", _weekday),
    (rf"(?P<w>{_NEAR_WEEK})", _week),
    (rf"(?P<y>)(?P<m>{_NEAR_MONTH})的?(?P<d>{_DAY}){_TO}(?P<e>{_DAY})", _days_of_month),
    (rf"(?P<y>{_YEAR})?的?(?P<m>{_MONTH})(?P<d>{_DAY}){_TO}(?P<e>{_DAY})", _days_of_month),
    (rf"(?P<m>{_NEAR_MONTH})的?(?P<d>{_DAY})", _near_date),
    (rf"(?P<y>{_YEAR})?的?(?P<m>{_MONTH})(?P<d>{_DAY})", _a_date),
    (rf"(?P<y>{_YEAR})?(?:(?P<nm>{_NEAR_MONTH})|(?P<m>{_MONTH}))的?(?P<p>上旬|中旬|下旬|月?初|月?中(?!旬)|月?底|月?末)", _third),
    (r"(?P<y>)(?P<nm>)(?P<m>)(?P<p>月初|月中|月底|月末|上旬|中旬|下旬)(?!至今|以来)", _third),
    (rf"(?P<m>{_NEAR_MONTH})份?", _near_month),
    (rf"(?P<d>{_DAY})", _bare_day),
    (rf"(?P<y>{_YEAR})?的?(?P<a>{_M})月?份?{_TO}(?P<b>{_MONTH})", _year_range),
    (rf"(?P<y>{_YEAR})?的?(?P<m>{_MONTH})", _a_month),
    (rf"(?P<y>{_YEAR})?的?(?:第\s*(?P<q>[1-4一二三四])个?季度?|q(?P<q2>[1-4])|(?P<q3>[1-4一二三四])季度)",
     lambda m, t: _quarter_any(m, t)),
    (r"(?P<q>上上个?季度?|上一?个?季度?|本季度?|这一?个?季度?|当季度?|下一?个?季度?)", _near_quarter),
    (rf"(?P<y>{_YEAR})?的?(?P<h>上|下|前|后)半年", _half),
    (rf"(?P<y>{_YEAR})?(?:h(?P<h>[12]))", _half),
    (rf"(?P<y>{_YEAR})?的?(?:前|头)(?P<n>{_N})个?(?:季度)", _first_months),
    (rf"(?P<y>{_YEAR})的?(?:前|头)(?P<n>{_N})个月", _first_months),
    (rf"(?P<y>{_YEAR})?年?(?P<e>初|底|末)(?<=年[初底末])(?!至今|以来|到现在)", _year_end),
    (rf"(?P<y>{_YEAR})(?:一?整年|全年|一年|内)?", _a_year),
    (rf"{_LAST}(?P<n>半)(?P<h>)(?P<u>年|个?月)", lambda m, t: _half_window(m, t)),
    (rf"{_LAST}(?P<n>{_N})(?:个)?(?P<u>天|日|周|星期|礼拜|月|季度|年)(?P<h>半)?(?:内|以内|之内|以来|间|里)?", _rolling),
    (rf"(?P<n>{_N})(?:个)?(?P<u>天|周|星期|礼拜|月|季度|年)(?P<h>半)?(?:以内|之内|内)", _rolling),
    (r"(?P<n>半)(?P<h>)(?P<u>年)(?:以内|之内|内|以来)", lambda m, t: _half_window(m, t)),
    (rf"(?P<n>{_N})(?P<u>天|个?周|个?星期|个?礼拜|个月|年)(?:以|之)?前", _ago),
    (rf"(?P<y>{_YEAR})?的?(?P<f>双十一|双11|双十二|双12|元旦|圣诞节?)", _feast),
    (r"(?P<u>本周|这周|本月|这个月|当月|本季度?|这个季度|今年|本年度?|年|月)初?(?:至今|以来|到现在|到目前(?:为止)?|迄今|到今天|至今为止|截至目前)", _to_date),
    (r"(?:自|从)?(?P<u>年|月|周|季)初?(?:至今|以来|到现在)|(?:自|从)(?P<v>今?年|本?月)初", _since_start),
    (r"(?P<u>年)(?:累计|度累计)|(?P<u2>今年)(?:累计|目前为止)", lambda m, t: days.since(days.year(t.year).start, t)),
)  # fmt: skip

SINCE = r"(?:自从?|从|打)?(?P<p>.+?)(?:以来|开始|起|至今|到现在|到今天|到目前(?:为止)?|迄今)"


def _quarter_any(match: Match, today: date) -> Period | None:
    wanted = number(match["q"] or match["q2"] or match["q3"])
    year = _years_or(match, today, days.latest_year(today, wanted * 3 - 2))
    return days.quarter(year, wanted) if year else None


def _half_window(match: Match, today: date) -> Period:
    if match["u"].endswith("年"):
        return days.rolling(today, months=6)
    return days.rolling(today, days=15)

"""From a question as asked to what it means: a metric, dimensions, days, and keys of the store."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from sqlalchemy.orm import Session

from domain.access import Viewer
from domain.errors import InvalidError, OutsideError
from domain.language import Language, Text
from domain.statistics import naming
from domain.statistics.members import Member
from domain.statistics.metric import Metric
from domain.statistics.metrics import METRICS
from domain.statistics.question import Comparison, Filter, Question, TimeRange
from domain.statistics.times import FIRST_DAY, GRAINS, LAST_DAY, Grain, buckets, earlier
from domain.statistics.vocabulary import (
    DIMENSIONS,
    Dimension,
    dimensions_of,
    members_of,
    metrics_of,
)
from domain.timephrases import resolve as resolve_phrase
from domain.timephrases.days import Period

_MOST_BUCKETS = 800
_RATE = re.compile(r"(?:返修|故障|不良|退货|报修|损坏)率|(?:return|failure|defect|fault) rate")
_ALL_TIME = frozenset(
    ("all", "all time", "ever", "全部", "全部时间", "所有时间", "历史", "有史以来")
)


@dataclass(frozen=True)
class Condition:
    """Rows whose `field` is (or, `negated`, is not) one of these."""

    field: Dimension
    members: tuple[Member, ...]
    negated: bool = False


@dataclass(frozen=True)
class Meant:
    """What is asked. `period` None is all time.

    A comparison looks at the days of `against`, or so far back as `shift` says.
    """

    metric: Metric
    groups: tuple[Dimension, ...]
    period: Period | None
    conditions: tuple[Condition, ...]
    shift: tuple[int, int] | None  # months, days
    compare_to: Comparison | None
    against: Period | None
    is_ascending: bool
    limit: int | None
    running_total: bool

    @cached_property
    def grain(self) -> Grain | None:
        return next((each.code for each in self.groups if each.code in GRAINS), None)


def meaning(session: Session, viewer: Viewer, asked: Question, *, today: date) -> Meant:
    """Find everything the question names among what the viewer may use.

    Raises OutsideError for what the vocabulary does not have, InvalidError for unknown names and
    times that are none.
    """
    metric = _metric(viewer, asked.metric)
    offered = dimensions_of(viewer, metric)
    conditions = tuple(_conditions(session, metric, offered, asked))
    groups = _groups(metric, offered, asked, conditions)
    period = _period(asked.time_range, today)
    if period and period.start > today:
        raise _to_come()
    compare_to, against = _compared(asked, period, today)
    meant = Meant(
        metric,
        groups,
        period,
        conditions,
        _shift(compare_to, period),
        compare_to,
        against,
        asked.order == "asc",
        asked.limit,
        asked.running_total,
    )
    _check(meant)
    return meant


def side_by_side(meant: Meant) -> Meant:
    """Grouped by the one dimension of which several values are named (北美和欧洲哪个多)."""
    if any(each.code not in GRAINS for each in meant.groups):
        return meant
    several = [each for each in meant.conditions if len(each.members) > 1 and not each.negated]
    if len(several) != 1:
        return meant
    return replace(meant, groups=(*meant.groups, several[0].field))


def _metric(viewer: Viewer, code: str | None) -> Metric:
    metric = METRICS.get(code or "")
    if metric is None or not metric.offered_to(viewer):
        listed = Text(
            "、".join(each.label.zh for each in metrics_of(viewer)),
            ", ".join(each.label.en.lower() for each in metrics_of(viewer)),
        )
        if code == "forecast":
            raise _to_come()
        said = f"“{code[:40]}”" if code and code not in METRICS else ""
        if _RATE.search(said):
            why = Text(
                f"{said}需要销量作分母，系统里没有，所以不给数字。",
                f"{said} would need units sold to divide by, which are not kept, so I give none.",
            )
        else:
            why = Text(
                f"{said or '这个指标'}不在统计范围内，我不编数字。",
                f"{said or 'That figure'} is not among the figures I keep, so I give none.",
            )
        raise OutsideError(
            Text(
                f"{why.zh}可以问的有：{listed.zh}。",
                f"{why.en} You can ask for: {listed.en}.",
            )
        )
    return metric


def _to_come() -> OutsideError:
    return OutsideError(
        Text(
            "那段时间还没到，我不做预测，不给数字。可以问到今天为止的数字。",
            "That time is still to come and I do not forecast, so I give no figure. You can "
            "ask for figures up to today.",
        )
    )


# What is called the same in another vocabulary: a wish's status beside a ticket's.
_ALSO_CALLED = {"status": "wish_status"}


def _groups(
    metric: Metric,
    offered: Sequence[Dimension],
    asked: Question,
    conditions: Sequence[Condition],
) -> tuple[Dimension, ...]:
    known = {each.code: each for each in offered}
    names = [
        _ALSO_CALLED.get(name, name) if name not in known else name
        for name in dict.fromkeys(asked.group_by)
    ]
    if asked.grain:
        names = [name for name in names if name not in GRAINS]
        names.insert(0, asked.grain)
    named = {each.field.code for each in conditions if not each.negated}
    if not names and not named & set(metric.standing):
        names = [name for name in metric.standing if name in known]
    if len([name for name in names if name in GRAINS]) > 1:
        raise InvalidError(
            Text("一次只能按一种时间粒度分组。", "Only one of day, week, month … at a time.")
        )
    for name in names:
        if name not in known:
            raise _cannot(metric, offered, name)
    return tuple(known[name] for name in names)


def _cannot(metric: Metric, offered: Sequence[Dimension], name: str) -> OutsideError:
    known = DIMENSIONS.get(name)
    said = known.label if known else Text(name[:40], name[:40])
    zh = "、".join(each.label.zh for each in offered)
    en = ", ".join(each.label.en.lower() for each in offered)
    return OutsideError(
        Text(
            f"“{metric.label.zh}”不能按“{said.zh}”统计，可以按：{zh}。",
            f"“{metric.label.en}” has no “{said.en.lower()}”; it can be split by: {en}.",
        )
    )


def _period(asked: TimeRange | None, today: date) -> Period | None:
    if asked is None:
        return None
    if asked.phrase:
        if asked.phrase.strip().lower() in _ALL_TIME:
            return None
        found = resolve_phrase(asked.phrase, today)
        if found is None:
            raise InvalidError(
                Text(
                    f"没看懂“{asked.phrase}”是哪段时间，请换个说法，例如“上个月”。",
                    f"I do not know which time “{asked.phrase}” is; say for example “last month”.",
                ),
                {"time_range": Text("不明白", "not understood")},
            )
        return found
    if asked.start is None and asked.end is None:
        return None
    start, end = asked.start or FIRST_DAY, asked.end or today + timedelta(days=1)
    if not FIRST_DAY <= start < end <= LAST_DAY:
        raise InvalidError(
            Text("时间范围不对：开始要早于结束。", "The time range must start before it ends."),
            {"time_range": Text("不对", "wrong")},
        )
    return Period(start, end)


def _compared(
    asked: Question, period: Period | None, today: date
) -> tuple[Comparison | None, Period | None]:
    """What to compare with; days that are just those before, or a year ago, are called so."""
    if asked.against is None:
        return asked.compare_to, None
    if asked.compare_to is not None:
        raise InvalidError(
            Text("一次只能和一段时间对比。", "A period is compared with one other at a time.")
        )
    against = _period(asked.against, today)
    if period is None or against is None:
        raise _no_period()
    for known in ("previous_period", "same_period_last_year"):
        if earlier(period, *(_shift(known, period) or (0, 0))) == against:
            return known, None
    return None, against


def _no_period() -> InvalidError:
    return InvalidError(
        Text(
            "要对比，请先说明是哪段时间，例如“上个月”。",
            "To compare, say which time is meant, for example “last month”.",
        ),
        {"time_range": Text("必填", "is required")},
    )


def _shift(compare_to: Comparison | None, period: Period | None) -> tuple[int, int] | None:
    """A year, or the period's own length: in months where it is whole months."""
    if compare_to is None:
        return None
    if period is None:
        raise _no_period()
    if compare_to == "same_period_last_year":
        return 12, 0
    start, end = period
    if start.day == end.day == 1:
        return (end.year - start.year) * 12 + end.month - start.month, 0
    return 0, (end - start).days


def before(meant: Meant, today: date) -> tuple[Period, Period] | None:
    """The period so far and the one it is compared with; of the same length but for `against`."""
    if meant.against is not None and meant.period is not None:
        return meant.period, meant.against
    if meant.shift is None or meant.period is None:
        return None
    so_far = Period(meant.period.start, min(meant.period.end, today + timedelta(days=1)))
    if so_far.start >= so_far.end:
        so_far = meant.period
    return so_far, earlier(so_far, *meant.shift)


def _conditions(
    session: Session, metric: Metric, offered: Sequence[Dimension], asked: Question
) -> Iterator[Condition]:
    fields = [each for each in offered if each.members]
    found: dict[tuple[str, bool], list[Member]] = {}
    by_code = {each.code: each for each in fields}
    for each in asked.filters:
        field = by_code.get(each.field)
        if field is None:
            raise _cannot(metric, fields, each.field)
        members = naming.members_named(field, list(members_of(session, field)), each.values)
        for at, member in (naming.place(field, member, session) for member in members):
            found.setdefault((at, each.op == "not_in"), []).append(member)
    for phrases, negated in ((asked.only, False), (asked.exclude, True)):
        for phrase in phrases:
            try:
                field_code, named = naming.find(session, fields, phrase, subject=metric.subject)
            except naming.NotHeldError as missing:
                raise _cannot(metric, fields, *missing.args) from None
            found.setdefault((field_code, negated), []).extend(named)
    for (code, negated), members in found.items():
        unique = {member.code: member for member in members}
        yield Condition(by_code[code], tuple(unique.values()), negated)


def _check(meant: Meant) -> None:
    if meant.grain and meant.period:
        count = sum(1 for _ in buckets(meant.grain, meant.period))
        if count > _MOST_BUCKETS:
            raise InvalidError(
                Text(
                    "分得太细了，请缩短时间或按月、按季度看。",
                    "That is too many rows; take a shorter time or months or quarters.",
                ),
                {"grain": Text("太细", "too fine")},
            )


def described(meant: Meant, language: Language) -> list[dict[str, str]]:
    """The conditions as the receipt shows them, one entry a value."""
    colon, no = Text("：", ": ").in_(language), Text("不含", "not ").in_(language)
    return [
        {
            "field": each.field.code,
            "op": "not_in" if each.negated else "in",
            "value": member.code,
            "label": f"{each.field.label.in_(language)}{colon}"
            f"{no if each.negated else ''}{member.label.in_(language)}",
        }
        for each in meant.conditions
        for member in each.members
    ]


def asked_again(meant: Meant) -> Question:
    """The question in codes and dates: it means the same to anyone at any later time."""
    return Question(
        metric=meant.metric.code,
        group_by=[each.code for each in meant.groups],
        time_range=TimeRange(start=meant.period.start, end=meant.period.end)
        if meant.period
        else None,
        filters=[
            Filter(
                field=each.field.code,
                op="not_in" if each.negated else "in",
                values=[member.code for member in each.members],
            )
            for each in meant.conditions
        ],
        compare_to=meant.compare_to,
        against=TimeRange(start=meant.against.start, end=meant.against.end)
        if meant.against
        else None,
        order="asc" if meant.is_ascending else "desc",
        limit=meant.limit,
        running_total=meant.running_total,
    )


def codes(dimensions: Iterable[Dimension]) -> list[str]:
    return [each.code for each in dimensions]

"""Answers a question: runs what was compiled, ranks, adds shares, comparisons, and the receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from domain.access import Permission, Viewer
from domain.clock import Clock
from domain.language import Language, Text
from domain.statistics import compiling, resolving, times
from domain.statistics.figures import Figures, gathered
from domain.statistics.laying_out import Layout, Named, lay_out
from domain.statistics.metric import Metric
from domain.statistics.question import Question
from domain.statistics.resolving import Meant, meaning
from domain.statistics.table import Table, TablePeriod
from domain.statistics.vocabulary import DIMENSIONS, Dimension, members_of
from domain.timephrases.days import Period

_OWN = Text("只含自己客户的数据", "your own customers only")
_BY = Text("按{what}", "by {what}")
_ALL = Text("全部时间", "all time")


@dataclass(frozen=True)
class Asking:
    """Who asks, when, and in which language; the session shows what the viewer may see."""

    session: Session
    viewer: Viewer
    clock: Clock
    language: Language

    def say(self, text: Text, **values: object) -> str:
        return text.in_(self.language).format(**values)


def answer(
    session: Session,
    viewer: Viewer,
    question: Question,
    *,
    clock: Clock,
    language: Language,
    split_named: bool = False,
) -> Table:
    """The table that answers a question, with its receipt. The session is viewer-bound.

    With `split_named`, several values of one dimension and no grouping are shown side by side.

    Raises OutsideError for what is not in the vocabulary, InvalidError for unknown names or times.
    """
    asking = Asking(session, viewer, clock, language)
    meant = meaning(session, viewer, question, today=clock.today())
    if split_named:
        meant = resolving.side_by_side(meant)
    period = meant.period or all_time(session, meant.metric, clock)
    now, earlier = resolving.before(meant, clock.today()) or (period, None)
    known = _members(asking, meant)
    figures = _figures(asking, meant, now, known)
    then = _as_now(meant, _figures(asking, meant, earlier, known), now, earlier)
    labels = _labels(meant, known, figures, now)
    laid = lay_out(Layout(meant, figures, then, labels, now, clock.today(), language))
    return Table(
        title=_title(asking, meant, now),
        columns=laid.columns,
        rows=laid.rows,
        metric=meant.metric.code,
        definition=asking.say(meant.metric.definition),
        filters=[*resolving.described(meant, language), *_scope(asking)],
        period=_shown(now),
        compared_with=_shown(earlier) if earlier else None,
        row_count=_counted(meant, figures),
        as_of=clock.now().isoformat(timespec="seconds"),
        keys=laid.keys,
        question=resolving.asked_again(meant),
    )


def all_time(session: Session, metric: Metric, clock: Clock) -> Period:
    """From the first day that the viewer's records know of to the end of today."""
    tomorrow = clock.today() + timedelta(days=1)
    first = session.scalar(compiling.first_day(metric))
    if first is None:
        return Period(times.FIRST_DAY, tomorrow)
    on: date = first.astimezone(clock.zone).date() if isinstance(first, datetime) else first
    return Period(max(min(on, clock.today()), times.FIRST_DAY), tomorrow)


Known = list[Mapping[object, Named] | None]


def _members(asking: Asking, meant: Meant) -> Known:
    """For every key column what its keys are called; None for times, which name themselves."""
    found: Known = []
    for name in compiling.groups(meant):
        dimension = DIMENSIONS[name]
        if dimension.members is None:
            found.append(None)
            continue
        named: dict[object, Named] = {
            member.key: Named(member.code if member.key is not None else None,
                              asking.say(member.label))
            for member in members_of(asking.session, dimension)
        }  # fmt: skip
        named[None] = Named(None, asking.say(dimension.unclassified))
        found.append(named)
    return found


def _figures(asking: Asking, meant: Meant, period: Period | None, known: Known) -> Figures:
    if period is None:
        return {}
    asked = compiling.compiled(meant, period, zone=asking.clock.zone, now=asking.clock.now())
    rows = (row for each in asked for row in asking.session.execute(each))

    def key(place: int, value: object) -> object:
        names = known[place]
        return value if names is None or value in names else None

    return gathered(rows, len(known), key)


def _as_now(meant: Meant, then: Figures, now: Period, earlier: Period | None) -> Figures | None:
    """Earlier figures under the keys of now: the n-th month before stands beside the n-th."""
    if earlier is None or not meant.grain:
        return then if earlier else None
    place = resolving.codes(meant.groups).index(meant.grain)
    old = [each.start.isoformat() for each in times.buckets(meant.grain, earlier)]
    new = [each.start.isoformat() for each in times.buckets(meant.grain, now)]
    moved = dict(zip(old, new, strict=False))
    return {
        (*key[:place], moved[key[place]], *key[place + 1 :]): figure
        for key, figure in then.items()
        if key[place] in moved
    }


def _labels(
    meant: Meant, known: Known, figures: Figures, period: Period
) -> list[Mapping[object, Named]]:
    found: list[Mapping[object, Named]] = []
    for place, names in enumerate(known):
        if names is not None:
            found.append(names)
            continue
        grain = meant.grain
        assert grain  # noqa: S101 - only times have no members
        starts = {each.start.isoformat() for each in times.buckets(grain, period)}
        starts |= {key[place] for key in figures}
        found.append(
            {each: Named(each, times.label(grain, date.fromisoformat(each))) for each in starts}
        )
    return found


def _counted(meant: Meant, figures: Figures) -> int:
    """How many records the figures count; of levels at several times, those at the last."""
    if meant.metric.is_level and meant.grain and figures:
        place = resolving.codes(meant.groups).index(meant.grain)
        last = max(key[place] for key in figures)
        return sum(each.n for key, each in figures.items() if key[place] == last)
    return sum(each.n for each in figures.values())


def _title(asking: Asking, meant: Meant, period: Period) -> str:
    joint = Text("、", ", ").in_(asking.language)
    parts = [asking.say(meant.metric.label)]
    if meant.groups:
        what = joint.join(_lower(each, asking.language) for each in meant.groups)
        parts.append(asking.say(_BY, what=what))
    if meant.period:
        last = period.end - timedelta(days=1)
        parts.append(f"{period.start} – {last}" if last > period.start else f"{period.start}")
    else:
        parts.append(asking.say(_ALL))
    parts += [each["label"].split("：")[-1].split(": ")[-1]
              for each in resolving.described(meant, asking.language)]  # fmt: skip
    return " · ".join(parts)


def _lower(dimension: Dimension, language: Language) -> str:
    label = dimension.label.in_(language)
    return label.lower() if language is Language.EN else label


def _scope(asking: Asking) -> list[dict[str, str]]:
    """Those who see their own customers only are told so."""
    if asking.viewer.may(Permission.SEE_ALL_DEALERS):
        return []
    return [{"field": "scope", "op": "in", "value": "own", "label": asking.say(_OWN)}]


def _shown(period: Period) -> TablePeriod:
    return TablePeriod(start=period.start.isoformat(), end=period.end.isoformat())

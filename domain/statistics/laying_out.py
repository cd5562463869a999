"""Figures laid out as a table: ranked, the rest as one row, shares, comparison, running sum."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from domain.language import Language, Text
from domain.statistics import figures as reckoning
from domain.statistics.compiling import groups
from domain.statistics.figures import Figure, Figures, Key, tenth, value_of
from domain.statistics.metric import Measure
from domain.statistics.resolving import Meant
from domain.statistics.table import Cell
from domain.statistics.times import GRAINS, buckets
from domain.timephrases.days import Period

USUAL_LIMIT = 10
_OTHER = Text("其他（{count} 项）", "other ({count})")
_SHARE = Text("占比 %", "Share %")
_OF = Text("其中", "Of these")
_AMONG = Text("总数", "Out of")
_MEAN, _MEDIAN, _HIGH = Text("平均", "Mean"), Text("中位数", "Median"), Text("P90", "P90")
_COUNT = Text("数量", "Count")
BEFORE, _CHANGE = Text("对比期", "Compared"), Text("变化", "Change")
_CHANGE_PERCENT = Text("变化 %", "Change %")
_POINTS = Text("变化（百分点）", "Change (points)")
_RUNNING = Text("累计", "Running total")


class Named(NamedTuple):
    code: str | None
    label: str


@dataclass(frozen=True)
class Layout:
    """What there is to lay out. `labels` names every key of every key column."""

    meant: Meant
    figures: Figures
    then: Figures | None
    labels: Sequence[Mapping[object, Named]]
    period: Period
    today: date
    language: Language

    def say(self, text: Text, **values: object) -> str:
        return text.in_(self.language).format(**values)

    @property
    def measure(self) -> Measure:
        return self.meant.metric.measure

    @cached_property
    def names(self) -> list[str]:
        return groups(self.meant)

    @cached_property
    def time_place(self) -> int | None:
        return next((place for place, name in enumerate(self.names) if name in GRAINS), None)

    @cached_property
    def is_series(self) -> bool:
        """Whether time is all it is grouped by (and the currency of sums)."""
        return self.time_place is not None and set(self.names) <= {*GRAINS, "currency"}

    def value(self, key: Key) -> Decimal | None:
        return value_of(self.meant.metric, self.figures.get(key))


@dataclass
class Laid:
    columns: list[str]
    rows: list[list[Cell]] = field(default_factory=list)
    keys: list[dict[str, str | None] | None] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)


def lay_out(layout: Layout) -> Laid:
    """The table's columns and rows, with the codes of each row."""
    laid = Laid(_columns(layout))
    if not layout.names:
        figure = layout.figures.get((), Figure(0))
        then = layout.then.get((), Figure(0)) if layout.then is not None else None
        laid.rows.append(_cells(layout, figure, then, None))
        laid.keys.append({})
        return laid
    running: dict[object, Decimal] = {}
    shown, rest = _chosen(layout)
    for key in shown:
        then = layout.then.get(key) if layout.then is not None else None
        row: list[Cell] = [layout.labels[p][each].label for p, each in enumerate(key)]
        row += _cells(layout, layout.figures.get(key), then, _whole(layout, key))
        if _has_running(layout):
            at = key[-1] if layout.names[-1] == "currency" else None
            running[at] = running.get(at, Decimal(0)) + (layout.value(key) or 0)
            row.append(_number(layout, running[at]))
        laid.rows.append(row)
        laid.keys.append(
            {name: layout.labels[p][each].code
             for p, (name, each) in enumerate(zip(layout.names, key, strict=True))}
        )  # fmt: skip
    _add_rest(layout, laid, rest)
    return laid


def _chosen(layout: Layout) -> tuple[list[Key], list[Key]]:
    """The keys to show in their order, and those that become the row of all others."""
    if layout.is_series:
        return _filled(layout), []
    limit = layout.meant.limit or USUAL_LIMIT
    place = layout.time_place
    if place is None:
        ranked = _ranked(layout, layout.figures)
        return ranked[:limit], ranked[limit:]
    lines: dict[Key, Figure] = {}
    for key, figure in layout.figures.items():
        line = (*key[:place], *key[place + 1 :])
        lines[line] = lines[line] + figure if line in lines else figure
    kept = set(sorted(lines, key=lambda line: _rank(layout, lines[line], line))[:limit])
    shown = [key for key in layout.figures if (*key[:place], *key[place + 1 :]) in kept]
    rest = [key for key in layout.figures if (*key[:place], *key[place + 1 :]) not in kept]
    order = {line: at for at, line in enumerate(_ranked_lines(layout, lines))}
    shown.sort(key=lambda key: (str(key[place]), order[(*key[:place], *key[place + 1 :])]))
    return shown, rest


def _ranked_lines(layout: Layout, lines: Figures) -> list[Key]:
    return sorted(lines, key=lambda line: _rank(layout, lines[line], line))


def _ranked(layout: Layout, figures: Figures) -> list[Key]:
    keys = set(figures) | set(layout.then or ())
    return sorted(keys, key=lambda key: _rank(layout, figures.get(key), key))


def _rank(layout: Layout, figure: Figure | None, key: Key) -> tuple[object, ...]:
    """By value, those of too few rows and without one last; then by code, the same anywhere."""
    value = value_of(layout.meant.metric, figure)
    weight = figure.n if figure else 0
    if value is None:
        return (2, Decimal(0), 0, _codes(key))
    few = int(weight < layout.meant.metric.enough)
    return (few, value if layout.meant.is_ascending else -value, -weight, _codes(key))


def _codes(key: Key) -> tuple[tuple[bool, str], ...]:
    return tuple((each is None, str(each)) for each in key)


def _filled(layout: Layout) -> list[Key]:
    """Every bucket of the period that has begun, also where nothing happened."""
    assert layout.meant.grain  # noqa: S101 - a series has one
    all_starts = (each.start for each in buckets(layout.meant.grain, layout.period))
    starts = [start.isoformat() for start in all_starts if start <= layout.today]
    present = {*layout.figures, *(layout.then or ())}
    currencies = sorted({key[-1] for key in present if layout.names[-1] == "currency"}, key=str)
    if layout.names[-1] != "currency":
        return [(start,) for start in starts]
    if layout.time_place == 0:
        return [(start, currency) for start in starts for currency in currencies]
    return [(currency, start) for start in starts for currency in currencies]


def _columns(layout: Layout) -> list[str]:
    say, metric = layout.say, layout.meant.metric
    columns = [say(each.label) for each in layout.meant.groups]
    if len(layout.names) > len(columns):
        columns.append(say(Text("币种", "Currency")))
    if layout.measure is Measure.SHARE:
        columns += [f"{say(metric.label)} %", say(_OF), say(_AMONG)]
    elif layout.measure is Measure.SPREAD:
        columns += [say(_MEAN), say(_MEDIAN), say(_HIGH), say(_COUNT)]
    else:
        columns.append(say(metric.label))
        if metric.also:
            columns.append(say(metric.also[0]))
        if _has_share(layout):
            columns.append(say(_SHARE))
    if layout.then is not None:
        last = _POINTS if layout.measure is Measure.SHARE else _CHANGE
        columns += [say(BEFORE), say(last)]
        if layout.measure is not Measure.SHARE:
            columns.append(say(_CHANGE_PERCENT))
    if _has_running(layout):
        columns.append(say(_RUNNING))
    return columns


def _has_share(layout: Layout) -> bool:
    return layout.meant.metric.is_additive and bool(layout.meant.groups) and not layout.is_series


def _has_running(layout: Layout) -> bool:
    return (
        layout.meant.running_total
        and layout.is_series
        and layout.meant.metric.is_additive
        and not layout.meant.metric.is_level
    )


def _whole(layout: Layout, key: Key) -> Decimal:
    """What a row's share is of: all of its currency, of its time where one is grouped by."""
    total = Decimal(0)
    for other in layout.figures:
        same_money = layout.measure is not Measure.MONEY or _money(layout, other) == _money(
            layout, key
        )
        place = layout.time_place
        if same_money and (place is None or other[place] == key[place]):
            total += layout.value(other) or 0
    return total


def _money(layout: Layout, key: Key) -> object:
    return key[layout.names.index("currency")]


def _cells(
    layout: Layout, figure: Figure | None, then: Figure | None, whole: Decimal | None
) -> list[Cell]:
    metric = layout.meant.metric
    value = value_of(metric, figure)
    held = figure or Figure(0)
    cells: list[Cell]
    if layout.measure is Measure.SHARE:
        cells = [tenth(value), held.total or 0, held.n]
    elif layout.measure is Measure.SPREAD:
        median, high = reckoning.median_of(metric, held), reckoning.high_of(metric, held)
        cells = [tenth(value), tenth(median), tenth(high), held.n]
    else:
        cells = [_number(layout, value)]
        if metric.also:
            cells.append(held.also or 0)
        if _has_share(layout):
            share = value * 100 / whole if whole and value is not None else None
            cells.append(tenth(share))
    if layout.then is not None:
        cells += _compared(layout, value, value_of(metric, then))
    return cells


def _compared(layout: Layout, now: Decimal | None, then: Decimal | None) -> list[Cell]:
    change = now - then if now is not None and then is not None else None
    if layout.measure is Measure.SHARE:
        return [tenth(then), tenth(change)]
    percent = change * 100 / then if change is not None and then else None
    if layout.measure is Measure.SPREAD:
        return [tenth(then), tenth(change), tenth(percent)]
    return [_number(layout, then), _number(layout, change), tenth(percent)]


def _number(layout: Layout, value: Decimal | None) -> Cell:
    """A count as a number; money as decimal text, for it is no float."""
    if value is None:
        return None
    return f"{value:.2f}" if layout.measure is Measure.MONEY else int(value)


def _add_rest(layout: Layout, laid: Laid, rest: Iterable[Key]) -> None:
    """One row for all that the limit leaves out, so that it adds up (one a time or currency)."""
    left = list(rest)
    if not left:
        return
    split = [
        place
        for place, name in enumerate(layout.names)
        if name in GRAINS or (name == "currency" and layout.measure is Measure.MONEY)
    ]
    parts: dict[Key, list[Key]] = {}
    for key in left:
        parts.setdefault(tuple(key[place] for place in split), []).append(key)
    for same in sorted(parts, key=_codes):
        keys = parts[same]
        row: list[Cell] = [""] * len(layout.names)
        for place, each in zip(split, same, strict=True):
            row[place] = layout.labels[place][each].label
        first = next((p for p in range(len(layout.names)) if p not in split), 0)
        row[first] = layout.say(_OTHER, count=len(keys))
        together = reckoning.added(layout.figures.get(key, Figure(0)) for key in keys)
        then = None
        if layout.then is not None:
            then = reckoning.added(layout.then.get(key, Figure(0)) for key in keys)
        row += _cells(layout, together, then, _whole(layout, keys[0]))
        row += [None] * (len(laid.columns) - len(row))
        laid.rows.append(row)
        laid.keys.append(None)

"""The chart that suits a table, with its words for those who do not see it."""

from collections.abc import Sequence
from typing import Literal

from domain.language import Language, Text
from domain.statistics.laying_out import BEFORE
from domain.statistics.metric import Measure
from domain.statistics.metrics import METRICS
from domain.statistics.table import Cell, Chart, Series, Table
from domain.statistics.times import GRAINS

Shape = Literal["bar", "line", "share", "heat"]
_MOST = 40  # bars, slices or lines that can still be told apart
_ALT_NAMED = 5


def chart_of(table: Table, language: Language, wanted: Shape | None = None) -> Chart | None:
    """A line over time, a heat map of two dimensions, bars otherwise; None for a single figure.

    `wanted` counts where the table allows it: shares need a whole that they are of.
    """
    groups = list(table.question.group_by)
    if not groups or len(table.rows) < 2:
        return None
    metric = METRICS[table.metric]
    place = len(groups) + (1 if _by_currency(table, groups) else 0)
    if len(groups) == 1 and place == 1:
        return _single(table, language, metric.measure, groups[0], wanted)
    if place == 2:
        return _double(table, language, wanted)
    return None


def _by_currency(table: Table, groups: Sequence[str]) -> bool:
    return METRICS[table.metric].measure is Measure.MONEY and "currency" not in groups


def _single(
    table: Table, language: Language, measure: Measure, group: str, wanted: Shape | None
) -> Chart:
    rows = table.rows[:_MOST] if group not in GRAINS else table.rows
    labels = [str(row[0]) for row in rows]
    values = [_float(row[1]) for row in rows]
    shape: Shape = "line" if group in GRAINS and len(rows) > 2 else "bar"
    if wanted in ("bar", "line"):
        shape = wanted
    elif wanted == "share" and METRICS[table.metric].is_additive and group not in GRAINS:
        shape = "share"
    series = [Series(name=table.columns[1], values=values)]
    if table.compared_with is not None and shape != "share":
        at = table.columns.index(BEFORE.in_(language))
        series.append(Series(name=table.columns[at], values=[_float(row[at]) for row in rows]))
    unit = "%" if measure is Measure.SHARE else METRICS[table.metric].unit.in_(language)
    return Chart(
        type=shape,
        title=table.title,
        labels=labels,
        series=series,
        unit=unit,
        alt=_told(table, labels, values, unit, language),
    )


def _double(table: Table, language: Language, wanted: Shape | None) -> Chart | None:
    """Two dimensions: the first along the labels, the second as series."""
    rows = [row for row in table.rows if row[0] != "" and row[1] != ""]
    labels = list(dict.fromkeys(str(row[0]) for row in rows))
    names = list(dict.fromkeys(str(row[1]) for row in rows))
    if len(labels) > 200 or len(names) > _MOST:
        return None
    held = {(str(row[0]), str(row[1])): _float(row[2]) for row in rows}
    none = 0.0 if METRICS[table.metric].is_additive and _is_whole(table) else None
    series = [
        Series(name=name, values=[held.get((at, name), none) for at in labels]) for name in names
    ]
    shape: Shape = "line" if table.question.group_by[0] in GRAINS and len(labels) > 2 else "heat"
    if wanted in ("bar", "line", "heat"):
        shape = wanted
    top = max(rows, key=lambda row: _float(row[2]) or 0.0)
    alt = Text(
        f"{table.title}。{len(labels)} × {len(names)} 项，最高：{top[0]} / {top[1]} {top[2]}。",
        f"{table.title}. {len(labels)} by {len(names)}; highest: {top[0]} / {top[1]} {top[2]}.",
    )
    return Chart(
        type=shape, title=table.title, labels=labels, series=series, alt=alt.in_(language)[:2_000]
    )


def _is_whole(table: Table) -> bool:
    """Whether a pair without a row counts nought; it may be among the others of a cut ranking."""
    return None not in table.keys or any(each in GRAINS for each in table.question.group_by)


def _told(
    table: Table, labels: Sequence[str], values: Sequence[float | None], unit: str,
    language: Language,
) -> str:  # fmt: skip
    named = [
        f"{label} {value:g}{unit if unit == '%' else ''}"
        for label, value in list(zip(labels, values, strict=True))[:_ALT_NAMED]
        if value is not None
    ]
    more = len(labels) - _ALT_NAMED
    joint = Text("、", ", ").in_(language)
    rest = Text(f"，另有 {more} 项", f", and {more} more").in_(language) if more > 0 else ""
    stop = Text("。", ".").in_(language)
    return f"{table.title}{stop} {joint.join(named)}{rest}{stop}"[:2_000]


def _float(cell: Cell) -> float | None:
    return None if cell in (None, "") else float(cell)

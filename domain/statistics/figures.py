"""Figures as the store gives them: whole numbers by group, exact until they are shown."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from domain.statistics.metric import Measure, Metric

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Figure:
    """`n` rows were counted. `total` is their sum, or how many of them met the condition; of a
    spread `middle` is the sum of the one or two middle values, `high` the 90th percentile.
    """

    n: int
    total: int | None = None
    middle: int | None = None
    high: int | None = None
    also: int | None = None

    def __add__(self, other: "Figure") -> "Figure":
        """Both together; what cannot be put together is no longer known."""
        return Figure(
            self.n + other.n,
            _sum(self.total, other.total),
            also=_sum(self.also, other.also),
        )


Figures = dict[Key, Figure]


def _sum(one: int | None, two: int | None) -> int | None:
    return two if one is None else one if two is None else one + two


def gathered(rows: Iterable[Any], keys: int, known: Callable[[int, Any], Any]) -> Figures:
    """The statement's rows by key; `known` answers a key's value, or None for no known one."""
    found: Figures = {}
    for row in rows:
        key = tuple(known(place, row[place]) for place in range(keys))
        values = row._mapping
        figure = _spread(values["values"]) if "values" in values else _counted(values)
        found[key] = found[key] + figure if key in found else figure
    return found


def _counted(values: Mapping[str, Any]) -> Figure:
    total, also = (_whole(values.get(name)) for name in ("total", "also"))
    return Figure(int(values["n"]), total, also=also)


def _spread(said: str | None) -> Figure:
    """Whole numbers with commas between them: how many, their sum, the middle and the high one."""
    values = sorted(map(int, said.split(","))) if said else []
    held = len(values)
    if not held:
        return Figure(0)
    places = {(held + 1) // 2, (held + 2) // 2}
    middle = sum(values[place - 1] for place in places)
    return Figure(held, sum(values), middle, values[(held * 9 + 9) // 10 - 1])


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def added(figures: Iterable[Figure]) -> Figure:
    total = Figure(0)
    for figure in figures:
        total = total + figure
    return total


def value_of(metric: Metric, figure: Figure | None) -> Decimal | None:
    """What the metric says of a figure: a number, a percentage, a mean in its unit, an amount."""
    if figure is None:
        return Decimal(0) if metric.is_additive else None
    if metric.measure is Measure.COUNT:
        return Decimal(figure.n)
    if metric.measure is Measure.SUM:
        return Decimal(figure.total or 0)
    if metric.measure is Measure.MONEY:
        return Decimal(figure.total or 0) / 100
    if not figure.n:
        return None
    if metric.measure is Measure.SHARE:
        return Decimal(figure.total or 0) * 100 / figure.n
    return Decimal(figure.total or 0) / figure.n / metric.seconds


def median_of(metric: Metric, figure: Figure) -> Decimal | None:
    if figure.middle is None:
        return None
    return Decimal(figure.middle) / (2 - figure.n % 2) / metric.seconds


def high_of(metric: Metric, figure: Figure) -> Decimal | None:
    return None if figure.high is None else Decimal(figure.high) / metric.seconds


def tenth(value: Decimal | None) -> float | None:
    """Rounded to one decimal, half up, as it is shown."""
    return None if value is None else float(value.quantize(Decimal("0.1"), ROUND_HALF_UP))

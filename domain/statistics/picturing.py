"""A chart as a PNG picture, for mails and bots: where its bars, lines, slices and cells stand."""

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from domain.language import Language
from domain.statistics.table import Chart
from domain.typesetting import compiler_of

PNG = "image/png"
_PPI = 144.0
_COLORS = (
    "#1f4e79", "#d1752c", "#3f8f5f", "#a23b55", "#6b5fa8", "#b59410", "#3b8ea5", "#7a4e2d",
    "#5b6672", "#8cae3a",
)  # fmt: skip
_MOST_ROWS, _MOST_COLUMNS = 40, 12  # that can be read in a picture
_MARKS, _TICKS = 8, 4
_STEP = math.tau / 90
_LIGHT, _DEEP = (234, 240, 246), (31, 78, 121)

Words = dict[str, Any]


def picture_of(chart: Chart, language: Language) -> bytes:
    """The chart as PNG, with its alternative text as the picture's description."""
    compiler = compiler_of("chart.typ", drawing_of(chart, language))
    pages = compiler.compile(format="png", ppi=_PPI)
    return _described(pages[0] if isinstance(pages, list) else pages, chart)


def drawing_of(chart: Chart, language: Language) -> Words:
    """What the template draws; places are parts of the whole, 0 to 1."""
    draw = {"bar": _bars, "line": _lines, "share": _slices, "heat": _cells}[chart.type]
    kind: Literal["bar", "line", "share", "heat"] = chart.type
    is_named = kind in ("bar", "line")
    legend = [
        {"name": each.name, "color": _color(place)}
        for place, each in enumerate(chart.series if is_named else ())
    ]
    return {
        "kind": kind,
        "title": f"{chart.title}{f' · {chart.unit}' if chart.unit else ''}",
        "language": language.value,
        "legend": legend[:_MOST_COLUMNS],
        **draw(chart),
    }


def _described(png: bytes, chart: Chart) -> bytes:
    from PIL import Image, PngImagePlugin

    info = PngImagePlugin.PngInfo()
    info.add_itxt("Title", chart.title)
    info.add_itxt("Description", chart.alt)
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        colors = picture.convert("RGB").quantize(64)
        colors.save(out, format="PNG", pnginfo=info, optimize=True)
    return out.getvalue()


def _bars(chart: Chart) -> Words:
    low, high = _ends(_values(chart))
    rows = []
    for place, label in enumerate(chart.labels[:_MOST_ROWS]):
        bars = []
        for number, series in enumerate(chart.series[:_MOST_COLUMNS]):
            value = series.values[place]
            ends = sorted((_at(0.0, low, high), _at(value or 0.0, low, high)))
            bars.append(
                {
                    "from": ends[0],
                    "size": ends[1] - ends[0],
                    "end": ends[1],
                    "color": _color(number),
                    "text": _said(value),
                }
            )
        rows.append({"label": label, "bars": bars})
    return {"rows": rows}


def _lines(chart: Chart) -> Words:
    ticks = _ticks(*_ends(_values(chart)))
    low, high = ticks[0], ticks[-1]
    count = len(chart.labels)
    across = [place / max(count - 1, 1) for place in range(count)]
    every = max(1, math.ceil(count / _MARKS))
    return {
        "ticks": [{"at": _at(each, low, high), "text": _said(each)} for each in ticks],
        "marks": [
            {"at": across[place], "text": chart.labels[place]} for place in range(0, count, every)
        ],
        "lines": [
            {"color": _color(number), "parts": list(_parts(series.values, across, low, high))}
            for number, series in enumerate(chart.series[:_MOST_COLUMNS])
        ],
    }


def _parts(
    values: Sequence[float | None], across: Sequence[float], low: float, high: float
) -> Iterable[list[list[float]]]:
    """The stretches without a gap."""
    part: list[list[float]] = []
    for x, value in zip(across, values, strict=True):
        if value is None:
            if part:
                yield part
            part = []
        else:
            part.append([x, _at(value, low, high)])
    if part:
        yield part


def _slices(chart: Chart) -> Words:
    values = [max(each or 0.0, 0.0) for each in chart.series[0].values]
    whole = sum(values) or 1.0
    slices, begin = [], -math.pi / 2
    for place, (label, value) in enumerate(zip(chart.labels, values, strict=True)):
        size = math.tau * value / whole
        steps = max(1, math.ceil(size / _STEP))
        rim = [begin + size * step / steps for step in range(steps + 1)]
        points = [[0.0, 0.0], *([math.cos(each), math.sin(each)] for each in rim)]
        slices.append(
            {
                "label": label,
                "text": f"{_said(value)} · {100 * value / whole:.1f}%",
                "color": _color(place),
                "points": points,
            }
        )
        begin += size
    return {"slices": slices[:_MOST_ROWS]}


def _cells(chart: Chart) -> Words:
    low, high = _ends(_values(chart))
    shown = chart.series[:_MOST_COLUMNS]
    return {
        "columns": [each.name for each in shown],
        "rows": [
            {"label": label, "cells": [_cell(each.values[place], low, high) for each in shown]}
            for place, label in enumerate(chart.labels[:_MOST_ROWS])
        ],
    }


def _cell(value: float | None, low: float, high: float) -> Mapping[str, Any]:
    if value is None:
        return {"text": "–", "color": "#ffffff", "dark": False}
    depth = _at(value, low, high)
    color = "".join(f"{round(a + (b - a) * depth):02x}" for a, b in zip(_LIGHT, _DEEP, strict=True))
    return {"text": _said(value), "color": f"#{color}", "dark": depth > 0.5}


def _values(chart: Chart) -> list[float]:
    return [value for each in chart.series for value in each.values if value is not None]


def _ends(values: Sequence[float]) -> tuple[float, float]:
    """The lowest and the highest value, nought among them."""
    low, high = min([0.0, *values]), max([0.0, *values])
    return (low, high) if high > low else (0.0, 1.0)


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers at even steps from at most the lowest to at least the highest value."""
    least = max((high - low) / _TICKS, 1e-9)
    power = 10.0 ** math.floor(math.log10(least))
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= least)
    return [step * at for at in range(math.floor(low / step), math.ceil(high / step) + 1)]


def _at(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _color(place: int) -> str:
    return _COLORS[place % len(_COLORS)]


def _said(value: float | None) -> str:
    return "–" if value is None else f"{value:,.1f}".removesuffix(".0")

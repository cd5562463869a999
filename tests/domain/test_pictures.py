"""A chart as a picture: everything it says is drawn, whatever its texts hold."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from domain.language import Language
from domain.statistics.picturing import drawing_of, picture_of
from domain.statistics.table import Chart, Series

SHAPES = ("bar", "line", "share", "heat")
HOSTILE = ['#panic("x")', "稳定性 > 死机", "$x$ *b* _i_ @ref <label>", "a" * 200, "\\", "📷", ""]


def chart(shape: str, labels: list[str], *columns: list[float | None], **more: str) -> Chart:
    series = [Series(name=f"n{place}", values=values) for place, values in enumerate(columns)]
    words = {"title": "工单 Tickets", "alt": "死机 12、SDI 6", **more}
    return Chart(type=shape, labels=labels, series=series, **words)  # type: ignore[arg-type]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_becomes_a_png_that_holds_its_description(shape: str):
    made = picture_of(chart(shape, ["一月", "February", "三月"], [12.0, 0.0, 7.5]), Language.ZH)
    picture = Image.open(io.BytesIO(made))
    assert picture.format == "PNG"
    assert picture.width == 1280
    assert picture.info["Description"] == "死机 12、SDI 6"
    assert len(picture.convert("RGB").getcolors(1 << 16)) > 3  # something is drawn
    assert len(made) < 60_000


@pytest.mark.parametrize("shape", SHAPES)
def test_what_people_typed_is_drawn_and_never_run(shape: str):
    values: list[float | None] = [float(place) for place in range(len(HOSTILE))]
    made = picture_of(chart(shape, HOSTILE, values, title=HOSTILE[0], unit="#x"), Language.EN)
    assert made.startswith(b"\x89PNG")


def test_a_longer_bar_is_a_greater_value_and_nought_stands_where_it_is():
    drawn = drawing_of(chart("bar", ["a", "b", "c", "d"], [10.0, 5.0, -10.0, None]), Language.EN)
    bars = [row["bars"][0] for row in drawn["rows"]]
    assert [round(bar["size"], 3) for bar in bars] == [0.5, 0.25, 0.5, 0.0]
    assert [round(bar["from"], 3) for bar in bars] == [0.5, 0.5, 0.0, 0.5]
    assert [bar["text"] for bar in bars] == ["10", "5", "-10", "–"]


def test_the_lines_beside_which_values_are_read_are_round_numbers():
    drawn = drawing_of(chart("line", ["a", "b"], [3.0, 47.0]), Language.EN)
    assert [tick["text"] for tick in drawn["ticks"]] == ["0", "20", "40", "60"]
    drawn = drawing_of(chart("line", ["a", "b"], [-3.0, 1.0]), Language.EN)
    assert [tick["text"] for tick in drawn["ticks"]] == ["-3", "-2", "-1", "0", "1"]


def test_a_line_is_broken_where_there_is_no_value():
    drawn = drawing_of(chart("line", list("abcd"), [1.0, None, 3.0, 4.0]), Language.EN)
    assert [len(part) for part in drawn["lines"][0]["parts"]] == [1, 2]
    assert drawn["lines"][0]["parts"][1][-1] == [1.0, 1.0]


@given(
    values=st.lists(st.none() | st.floats(-1e15, 1e15, allow_nan=False), min_size=1, max_size=60),
    shape=st.sampled_from(SHAPES),
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_everything_stands_within_the_picture(values: list[float | None], shape: str):
    labels = [str(place) for place in range(len(values))]
    drawn = drawing_of(chart(shape, labels, values), Language.EN)
    for row in drawn.get("rows", ()):
        for bar in row.get("bars", ()):
            assert -1e-9 <= bar["from"] <= bar["end"] <= 1 + 1e-9
    for line in drawn.get("lines", ()):
        assert all(0 <= y <= 1 for part in line["parts"] for _, y in part)
    if drawn["kind"] == "share":
        assert all(abs(x) <= 1 and abs(y) <= 1 for s in drawn["slices"] for x, y in s["points"])

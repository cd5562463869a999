"""A table of figures with its receipt, and the small charts that may stand beside it."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.statistics.question import Question

Cell = str | int | float | None


class TablePeriod(BaseModel):
    """First day, and the day after the last; both absent where nothing was ever counted."""

    start: str | None = None
    end: str | None = None


class Chart(BaseModel):
    """What to draw: for `bar`, `line` and `share` the values of each series at the labels; for
    `heat` a value for each label and series. `alt` says it in words.
    """

    model_config = ConfigDict(extra="forbid")

    type: Literal["bar", "line", "share", "heat"]
    title: str = Field(max_length=300)
    labels: list[str] = Field(max_length=1_000)
    series: list["Series"] = Field(min_length=1, max_length=60)
    unit: str = Field(default="", max_length=40)
    alt: str = Field(max_length=2_000)

    @model_validator(mode="after")
    def _fits(self) -> "Chart":
        if any(len(each.values) != len(self.labels) for each in self.series):
            raise ValueError("every series needs one value for each label")
        if self.type == "share" and len(self.series) != 1:
            raise ValueError("shares are those of one series")
        return self


class Series(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=200)
    values: list[float | None] = Field(max_length=1_000)


class Table(BaseModel):
    """Figures and where they come from.

    `row_count` is how many records were counted (n). `keys` has, for every row, the codes of its
    dimensions (None for unclassified; no entry for the row of all others), with which the tickets
    behind a cell are asked for; `question` is the question in codes and dates.
    """

    title: str
    columns: list[str]
    rows: list[list[Cell]]
    metric: str
    definition: str
    filters: list[dict[str, str]]
    period: TablePeriod
    compared_with: TablePeriod | None = None
    row_count: int
    as_of: str
    notes: list[str] = []
    keys: list[dict[str, str | None] | None] = []
    question: Question

    def shown(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


class Shown(BaseModel):
    """A table as it is told in a message: title, heading, the first rows, and its chart."""

    title: str
    columns: list[str]
    rows: list[list[Cell]]
    chart: Chart | None = None

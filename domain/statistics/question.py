"""A question about figures as it is asked: one shape for the assistant, the API, the dashboards."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.statistics.times import Grain

Comparison = Literal["previous_period", "same_period_last_year"]
Said = Annotated[str, Field(min_length=1, max_length=120)]


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Filter(Asked):
    """Only, or all but, the rows with one of these values; each a code, a name or an alias."""

    field: Annotated[str, Field(max_length=40)]
    op: Literal["in", "not_in"] = "in"
    values: Annotated[list[Said], Field(min_length=1, max_length=50)]


class TimeRange(Asked):
    """Days from `start` up to, not including, `end`; or a phrase such as 上个月 or last month."""

    start: date | None = None
    end: date | None = None
    phrase: Annotated[str | None, Field(max_length=60)] = None


class Question(Asked):
    """`only` and `exclude` are names whose dimension is left to be found.

    What `time_range` is compared with is the period before, the same a year ago, or `against`.
    """

    metric: Annotated[str | None, Field(max_length=40)] = None
    group_by: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=3)] = []
    time_range: TimeRange | None = None
    grain: Grain | None = None
    filters: Annotated[list[Filter], Field(max_length=20)] = []
    only: Annotated[list[Said], Field(max_length=20)] = []
    exclude: Annotated[list[Said], Field(max_length=20)] = []
    compare_to: Comparison | None = None
    against: TimeRange | None = None
    order: Literal["desc", "asc"] = "desc"
    limit: Annotated[int | None, Field(ge=1, le=1_000)] = None
    running_total: bool = False

    @model_validator(mode="before")
    @classmethod
    def _nulls_are_absent(cls, given: Any) -> Any:
        """A null stands for what was left out: models that must fill every field send them."""
        if isinstance(given, Mapping):
            return {name: value for name, value in given.items() if value is not None}
        return given

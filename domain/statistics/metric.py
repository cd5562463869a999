"""What a metric is: which rows it counts, when they count, and how they become a figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case

from domain.access import Permission, Viewer
from domain.language import Text
from domain.statistics.sources import Column, Source
from domain.visibility import reads

REPAIRS = ("rma", "dealer_repair")  # the kinds of tickets that are repairs
_NO_UNIT = Text("", "")


class Measure(StrEnum):
    """How a metric's rows become a figure."""

    COUNT = "count"  # how many
    SUM = "sum"  # of `value`
    SHARE = "share"  # for how many of them `value` is 1
    SPREAD = "spread"  # mean, median and 90th percentile of `value`, in seconds
    MONEY = "money"  # the sum of `value`, by currency


@dataclass(frozen=True)
class Metric:
    """One figure that can be asked for.

    Rows of `source` count in the period that `at` falls in, or, for a level, when they stood at
    its end: begun at `at`, not yet over at `over`. `within` has the period's ends for metrics whose
    `value` depends on the period instead.
    """

    code: str
    label: Text
    definition: Text
    measure: Measure
    source: Source
    at: Column | None = None
    over: Column | None = None
    where: Sequence[ColumnElement[bool]] = ()
    value: Column | None = None
    within: "Any | None" = None
    also: tuple[Text, Column] | None = None
    unit: Text = _NO_UNIT
    seconds: int = 1  # of `value` in one unit
    permission: Permission = Permission.READ_STATISTICS
    enough: int = 1  # of fewer rows a figure says little: it is ranked behind the others
    standing: tuple[str, ...] = ()  # the grouping used when none is asked for

    @property
    def subject(self) -> str | None:
        """The dimension that the counted rows are of, where it is not the ticket."""
        held = self.source.groups
        return next((each for each in ("part", "article", "wish") if each in held), None)

    @property
    def is_level(self) -> bool:
        return self.over is not None

    @property
    def is_additive(self) -> bool:
        return self.measure in (Measure.COUNT, Measure.SUM, Measure.MONEY)

    def offered_to(self, viewer: Viewer) -> bool:
        """Whether this viewer may ask for it: permitted, and the tables behind it not closed."""
        return viewer.may(self.permission) and all(
            reads(viewer.scope, table) for table in self.source.tables
        )


def one_when(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    """1 for the rows of which a share is taken, 0 for the others."""
    return case((condition, 1), else_=0)

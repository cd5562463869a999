"""Statistics: a closed vocabulary of metrics and dimensions, one question type, one compiler."""

from domain.statistics.answering import answer
from domain.statistics.behind import tickets_behind
from domain.statistics.charting import chart_of
from domain.statistics.question import Filter, Question, TimeRange
from domain.statistics.table import Chart, Table
from domain.statistics.vocabulary import vocabulary

__all__ = [
    "Chart",
    "Filter",
    "Question",
    "Table",
    "TimeRange",
    "answer",
    "chart_of",
    "tickets_behind",
    "vocabulary",
]

"""A table as a CSV or XLSX file, with its receipt above the figures."""

import io
from collections.abc import Iterator

from domain.language import Language, Text
from domain.spreadsheets import Cell, clean_cell, csv_stream, write_workbook
from domain.statistics.table import Table

_TITLE = Text("统计", "Statistics")


def receipt(table: Table, language: Language) -> list[tuple[str, str]]:
    """What the figures mean, as label and value."""
    said = [
        (Text("标题", "Title"), table.title),
        (Text("口径", "Definition"), table.definition),
        (Text("期间", "Period"), f"{table.period.start} – {table.period.end}"),
    ]
    if table.compared_with:
        compared = f"{table.compared_with.start} – {table.compared_with.end}"
        said.append((Text("对比期", "Compared with"), compared))
    said += [
        (Text("筛选", "Filters"), "; ".join(each["label"] for each in table.filters) or "–"),
        (Text("记录数 n", "Records n"), str(table.row_count)),
        (Text("截至", "As of"), table.as_of),
    ]
    return [(label.in_(language), value) for label, value in said]


def csv_of(table: Table, language: Language) -> Iterator[str]:
    """The receipt, an empty line, the heading and the rows; no text can be taken for a formula."""
    first, *rest = receipt(table, language)
    rows: list[list[Cell]] = [list(each) for each in rest]
    rows += _figures(table)
    yield from csv_stream(list(first), rows)


def xlsx_of(table: Table, language: Language) -> bytes:
    """One sheet with the receipt above the figures."""
    first, *rest = receipt(table, language)
    rows: list[list[Cell]] = [[clean_cell(each) for each in line] for line in rest]
    rows += _figures(table)
    file = io.BytesIO()
    write_workbook(file, [(_TITLE.in_(language), list(first), rows)])
    return file.getvalue()


def _figures(table: Table) -> list[list[Cell]]:
    """An empty line, the heading, the rows."""
    rows: list[list[Cell]] = [[], [*table.columns]]
    rows += [[*row] for row in table.rows]
    return rows

"""Tables written as CSV and XLSX files: streamed, in bounded memory, safe to open in a spreadsheet.

What people typed may look like a formula to a spreadsheet program (`=cmd|…`). In CSV such a text
gets an apostrophe before it; in XLSX every text is written as a text cell, never as a formula.
"""

import csv
import io
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

Cell = str | int | float | Decimal | bool | date | datetime | None

BOM = "\ufeff"  # without it Excel reads a CSV file's Chinese as something else
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_STARTS = frozenset("=+-@")
_SKIPPED_BY_PROGRAMS = "\t\r\n \u00a0\u3000\ufeff\u200b\"'"
# Where a program that separates by semicolons would begin a new cell inside a text of ours. A list
# (`- one`) in a text of several lines is left as it is.
_INNER_CELL = re.compile(
    r"""(?<=[;\t])(?=[\s"']*[=+\-@＝＋－＠])|(?<=[\r\n])(?=[\s"']*(?:[=@＝＠]|[+\-＋－]\S))"""
)
_UNKEEPABLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
_CELL_LIMIT = 32_767  # characters in one XLSX cell
_ROW_LIMIT = 1_048_576  # rows of one XLSX sheet, the heading included
_FIRST_YEAR = 1900  # a spreadsheet knows no earlier date
_SAFE_INTEGER = 10**15  # beyond it a spreadsheet rounds
_CSV_BLOCK = 500  # rows joined into one piece of a CSV stream
_PIECE = 1 << 16  # bytes of a finished workbook handed over at once


def is_like_formula(text: str) -> bool:
    """Whether a spreadsheet program may take this text for a formula.

    Also behind blanks, tabs, line breaks and quotes that programs skip, and with full-width signs,
    which some fold to the plain ones.
    """
    if text[:1] in ("\t", "\r", "\n"):
        return True  # some programs drop them and look again
    head = unicodedata.normalize("NFKC", text.lstrip(_SKIPPED_BY_PROGRAMS)[:1])
    return head[:1] in _FORMULA_STARTS


def csv_cell(value: Cell) -> str:
    """One value as CSV text; a text that may be taken for a formula gets an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return str(value)
    text = _INNER_CELL.sub("'", clean_cell(value))
    return f"'{text}" if is_like_formula(text) else text


def clean_cell(text: str) -> str:
    """A text without the control characters that no spreadsheet file can hold."""
    return _UNKEEPABLE.sub("", text)


def csv_stream(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """A CSV file in pieces: the BOM and heading first, then the rows in blocks."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write(BOM)
    writer.writerow([csv_cell(name) for name in columns])
    for count, row in enumerate(rows, start=1):
        writer.writerow([csv_cell(value) for value in row])
        if count % _CSV_BLOCK == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def xlsx_stream(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> Iterator[bytes]:
    """An XLSX workbook of one sheet in pieces; it is built in a temporary file first."""
    with tempfile.TemporaryFile() as file:
        write_workbook(file, [(title, columns, rows)])
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def write_workbook(
    file: IO[bytes], sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]]
) -> None:
    """Write sheets of (title, columns, rows) into an open file, row by row.

    Rows beyond what a sheet can hold go on in a further sheet of the same title.
    """
    import xlsxwriter

    options = {
        "constant_memory": True,
        "in_memory": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
        "remove_timezone": True,
    }
    book = xlsxwriter.Workbook(file, options)
    styles = _Styles(
        heading=book.add_format({"bold": True, "bg_color": "#E8EDF3", "border": 1}),
        moment=book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        money=book.add_format({"num_format": "#,##0.00"}),
    )
    taken: set[str] = set()
    for title, columns, rows in sheets:
        _write_sheets(book, styles, title, columns, iter(rows), taken)
    book.close()


class _Styles:
    def __init__(self, *, heading: Any, moment: Any, money: Any) -> None:
        self.heading, self.moment, self.money = heading, moment, money


def _write_sheets(
    book: Any,
    styles: _Styles,
    title: str,
    columns: Sequence[str],
    rows: Iterator[Sequence[Cell]],
    taken: set[str],
) -> None:
    sheet = _new_sheet(book, styles, _sheet_name(title, taken), columns)
    line = 0
    for row in rows:
        if line == _ROW_LIMIT - 1:
            sheet = _new_sheet(book, styles, _sheet_name(title, taken), columns)
            line = 0
        line += 1
        for column, value in enumerate(row):
            _write_cell(sheet, styles, line, column, value)
    sheet.autofilter(0, 0, line, max(0, len(columns) - 1))


def _new_sheet(book: Any, styles: _Styles, name: str, columns: Sequence[str]) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(columns):
        sheet.set_column(column, column, min(40, max(12, 2 * len(heading) + 2)))
        sheet.write_string(0, column, clean_cell(heading)[:_CELL_LIMIT], styles.heading)
    return sheet


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name as spreadsheet programs allow it, unlike those already taken."""
    allowed = "".join("_" if character in "[]:*?/\\" else character for character in title)
    base = clean_cell(allowed).replace("\n", " ").strip(" '")[:25] or "Sheet"
    name, count = base, 1
    while name.casefold() in taken:
        count += 1
        name = f"{base} {count}"
    taken.add(name.casefold())
    return name


def _write_cell(sheet: Any, styles: _Styles, line: int, column: int, value: Cell) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, datetime) and value.year >= _FIRST_YEAR:
        sheet.write_datetime(line, column, value.replace(tzinfo=None), styles.moment)
    elif isinstance(value, date) and value.year >= _FIRST_YEAR:
        sheet.write_datetime(line, column, value)
    elif isinstance(value, Decimal) and value.is_finite() and abs(value) < _SAFE_INTEGER:
        sheet.write_number(line, column, value, styles.money)
    elif isinstance(value, int | float) and abs(value) < _SAFE_INTEGER:
        sheet.write_number(line, column, value)
    else:
        sheet.write_string(line, column, clean_cell(str(value))[:_CELL_LIMIT])

"""Tables as files: read back as written, and nothing in them runs."""

import csv
import io
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from domain.spreadsheets import csv_cell, csv_stream, is_like_formula, write_workbook, xlsx_stream

FORMULAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u3000=1+1",
    "\u00a0@x",
    "\ufeff=1+1",
    "\u200b=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "'=1+1",
    '"=1+1"',
    "\x00=1+1",
    "\x01\x02-1",
]


def read_csv(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def sheets_of(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_like_a_formula_is_marked_as_text_in_csv(text):
    cell = read_csv("".join(csv_stream(["a"], [[text]])))[1][0]
    assert cell.startswith("'")


def test_a_workbook_holds_no_formula_whatever_people_typed():
    book = b"".join(xlsx_stream("t", ["a"], [[text] for text in FORMULAS]))
    sheet = zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert sheet.count('t="inlineStr"') == len(FORMULAS) + 1


@pytest.mark.parametrize(
    "text", ["a;=1+1", "a;\t=cmd|x", "a\n=1+1", "a\r\n@SUM(1)", 'a;"+1', "a\n-1+2"]
)
def test_no_formula_begins_where_another_separator_would_begin_a_cell(text):
    shown = csv_cell(text)
    for part in shown.replace("\t", ";").replace("\r", ";").replace("\n", ";").split(";"):
        assert not part or part.startswith("'") or not is_like_formula(part)


def test_ordinary_texts_and_numbers_stay_as_they_are():
    for text in ("MAVO Edge 8K", "死机", "a=b", "3-4", "RMA-D-2602-0001", "1.\n- one\n- two"):
        assert csv_cell(text) == text
    row = [-5, Decimal("-12.50"), True, None, date(2026, 2, 15), 1.5]
    assert [csv_cell(each) for each in row] == ["-5", "-12.50", "true", "", "2026-02-15", "1.5"]


def test_a_workbook_holds_numbers_dates_and_chinese_as_themselves():
    at = datetime(2026, 2, 15, 9, 30, tzinfo=UTC)
    row = ["死机 & <b>", 3, Decimal("98.00"), at, date(2026, 2, 1), True, float("nan"), 10**20]
    rows = sheets_of(b"".join(xlsx_stream("工单", list("abcdefgh"), [row])))["工单"]
    assert rows[1] == [
        "死机 & <b>", 3, 98, at.replace(tzinfo=None), date(2026, 2, 1), True, "nan",
        "100000000000000000000",
    ]  # fmt: skip


def test_sheets_of_strange_or_equal_names_are_all_there():
    book = io.BytesIO()
    names = ["a/b:c", "A_B_C", "x" * 60, "", "'", "死机\x00[1]"]
    write_workbook(book, [(name, ["n"], [[index]]) for index, name in enumerate(names)])
    sheets = sheets_of(book.getvalue())
    assert [rows[1][0] for rows in sheets.values()] == [0, 1, 2, 3, 4, 5]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_any_text_can_be_written_and_no_cell_is_a_formula(rows):
    for row in read_csv("".join(csv_stream(["a", "b"], rows))):
        assert not any(is_like_formula(cell) and not cell.startswith("'") for cell in row)
    assert len(sheets_of(b"".join(xlsx_stream("t", ["a", "b"], rows)))) == 1


def test_many_rows_need_little_memory():
    rows = ([f"RMA-D-2602-{n:06}", "死机 freeze" * 10, n] for n in range(20_000))
    tracemalloc.start()
    size = sum(len(piece) for piece in csv_stream(["number", "summary", "n"], rows))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 1_500_000
    assert peak < 1_000_000

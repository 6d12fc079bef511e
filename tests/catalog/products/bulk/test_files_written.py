"""What we write runs in no spreadsheet, keeps its zeros, and comes back as it was."""

import csv
import io
from typing import Any

import openpyxl
import pytest

from catalog.products.bulk.cells import plain
from catalog.products.bulk.reading import Table
from catalog.products.bulk.writing import LONGEST, csv_lines, write_workbook

KEYS = ["number", "title.en", "moq", "price.1.amount", "storage"]
ROWS = [
    ["00123", "=cmd|' /C calc'!A0", "20", "12.50", "-18 °C"],
    ["'=1", "+1-2", "5", "0.125", "@home"],
    ["-", "tab\tin\nlines", "1", "123456789012345678.5", "\r"],
]


def workbook(rows: list[list[str]]) -> io.BytesIO:
    file = io.BytesIO()
    write_workbook(file, keys=KEYS, header=KEYS, rows=rows, title="Goods")
    file.seek(0)
    return file


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    sheet = openpyxl.load_workbook(workbook(ROWS)).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not any(str(cell.value).startswith(("=", "+", "@")) for cell in cells)
    assert Table(workbook(ROWS)).formulas == set()


def test_what_is_counted_is_a_number_and_all_else_is_text() -> None:
    sheet = openpyxl.load_workbook(workbook(ROWS)).active
    assert [cell.value for cell in sheet[2]] == ["00123", "'=cmd|' /C calc'!A0", 20, 12.5, "'-18 °C"]
    assert sheet["A2"].number_format == "@"
    # More digits than a spreadsheet keeps stay a text.
    assert sheet["D4"].value == "123456789012345678.5"


def test_empty_columns_of_text_are_text_before_anything_is_typed() -> None:
    sheet = openpyxl.load_workbook(workbook([])).active
    assert sheet.column_dimensions["A"].number_format == "@"
    assert sheet.column_dimensions["C"].number_format == "General"


def test_no_line_of_a_text_file_is_a_formula() -> None:
    text = "".join(csv_lines([KEYS, *ROWS]))
    assert text.startswith("\ufeffnumber,")
    found = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    for row in found[1:]:
        assert not any(value.startswith(("=", "+", "@", "\t", "\r")) for value in row)
    assert found[1][0] == "00123"


@pytest.mark.parametrize(
    "make", [workbook, lambda rows: io.BytesIO("".join(csv_lines([KEYS, *rows])).encode())]
)
def test_what_is_written_is_read_back(make: Any) -> None:
    found = [row.values for row in Table(make(ROWS[:2])).rows()]
    assert [[plain(value) for value in (row[0], row[1], row[4])] for row in found] == [
        [row[0], row[1], row[4]] for row in ROWS[:2]
    ]


def test_letters_that_xml_has_not_are_left_out() -> None:
    sheet = openpyxl.load_workbook(workbook([["1", "a\x00\x0bb", "", "", ""]])).active
    assert sheet["B2"].value == "ab"


def test_a_text_longer_than_a_cell_is_left_out_rather_than_cut() -> None:
    sheet = openpyxl.load_workbook(workbook([["1", "x" * (LONGEST + 1), "", "", ""]])).active
    assert sheet["B2"].value is None

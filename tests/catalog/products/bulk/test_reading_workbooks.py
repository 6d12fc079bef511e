"""Workbooks are looked through before they are opened: what would grow, or reach too far, is refused."""

import io
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError

from catalog.products.bulk import reading, workbook
from catalog.products.bulk.reading import Table
from catalog.products.bulk.workbook import look_through
from tests.catalog.products.bulk.sheets import sheet_of, with_part, xlsx

SHEET = "xl/worksheets/sheet1.xml"


def rows_of(file: io.BytesIO) -> list[tuple[int, list[object]]]:
    return [(row.number, row.values) for row in Table(file).rows()]


def why(file: io.BytesIO) -> str:
    with pytest.raises(ValidationError) as refused:
        list(Table(file).rows())
    return str(refused.value.messages[0])


def test_cells_come_as_the_spreadsheet_keeps_them() -> None:
    day = date(2026, 4, 3)
    file = xlsx([["number", "title", "price", "until"], ["00123", "六堡茶", 12.5, day]])
    table = Table(file)
    assert table.header == ["number", "title", "price", "until"]
    assert table.is_workbook
    [row] = table.rows()
    assert row.number == 2
    assert row.values == ["00123", "六堡茶", 12.5, day]


def test_rows_keep_the_numbers_the_spreadsheet_shows() -> None:
    file = xlsx([[], ["number", "title"], ["1", "a"], [], ["2", "b"]])
    assert Table(file).header_row == 2
    assert rows_of(file) == [(3, ["1", "a"]), (5, ["2", "b"])]


def test_a_table_may_begin_further_right() -> None:
    file = xlsx([], cells={"C5": "number", "D5": "title", "D6": "tea"})
    assert Table(file).header == ["", "", "number", "title"]
    assert rows_of(file) == [(6, ["", "", "", "tea"])]


def test_the_first_sheet_is_read_whatever_its_part_is_called() -> None:
    file = xlsx([["number"], ["1"]])
    relations = b"".join(
        [
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">',
            b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/',
            b'relationships/worksheet" Target="/xl/worksheets/other.xml"/></Relationships>',
        ]
    )
    with_other = with_part(file, "xl/worksheets/other.xml", other_sheet())
    moved = with_part(with_other, "xl/_rels/workbook.xml.rels", relations)
    assert look_through(moved).formulas == {(0, 0)}


def other_sheet() -> bytes:
    return (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b"<row><c><f>1+1</f><v>2</v></c></row></sheetData></worksheet>"
    )


def test_formulas_are_found_by_their_place() -> None:
    file = xlsx([["number", "title"], ["1", "=cmd|' /C calc'!A0"], ["2", "=1+1"]])
    assert Table(file).formulas == {(1, 1), (2, 1)}


def test_formulas_are_found_where_cells_do_not_say_where_they_stand() -> None:
    file = sheet_of("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><f>A1</f></c></row>")
    assert look_through(file).formulas == {(1, 1)}


def test_merged_headings_are_refused_with_their_place() -> None:
    file = xlsx([["Our goods", "", "Price"], ["1", "a", "b"]], merge=["A1:B1"])
    assert why(file) == (
        "Cells A1 to B1 above the columns are merged. Give each column a heading of its own."
    )


def test_merged_cells_below_are_known_by_row() -> None:
    file = xlsx([["number", "title"], ["1", "a"], ["2", "b"], ["3", "c"]], merge=["B3:B4"])
    table = Table(file)
    assert [table.merged_in(row) for row in (2, 3, 4)] == [[], [1], [1]]


def test_more_merged_cells_than_anybody_merges_are_refused() -> None:
    file = xlsx([["number", "title"], ["1", "a"]], merge=["A3:Z9000"])
    assert why(file) == "Too many cells of this sheet are merged. Separate them."


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1_000_000)
    bomb = with_part(xlsx([["number"]]), "xl/media/zeros.bin", bytes(2_000_000))
    assert len(bomb.getvalue()) < 20_000
    assert why(bomb) == "This file is too large when unpacked. Divide it into several."


@pytest.mark.parametrize(
    "xml",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r = \'XFD1\'><v>1</v></c></row><row r="900"><c r="A900"/></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="&#90;&#90;900000"><v>1</v></c></row>',
    ],
)
def test_cells_too_far_apart_are_refused_before_room_is_made_for_all_between(xml: str) -> None:
    assert why(sheet_of(xml)).startswith("Cells of this sheet lie too far apart (")


def test_a_sheet_that_defines_entities_is_refused() -> None:
    xml = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>'
    assert "damaged" in why(with_part(xlsx([["number"]]), SHEET, xml))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty."),
        (
            b"PK\x03\x04 and nothing more",
            "This workbook is damaged and cannot be read. Save it anew as XLSX or CSV.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "This workbook is of an old kind, or locked. Save it as XLSX or CSV.",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0\0\0\0\0\0\0\0\x01\0\x02", "This is not a text file. Send CSV or XLSX."),
    ],
)
def test_what_is_no_table_is_refused_in_plain_words(content: bytes, said: str) -> None:
    assert why(io.BytesIO(content)) == said


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET])
def test_a_workbook_with_half_a_part_is_refused(part: str) -> None:
    assert "damaged" in why(with_part(xlsx([["number"]]), part, b"<workbook><sheets>"))


def test_a_cut_off_workbook_is_refused() -> None:
    whole = xlsx([["number", "title"], ["1", "a"]]).getvalue()
    assert "damaged" in why(io.BytesIO(whole[: len(whole) // 2]))


def test_an_empty_sheet_is_refused() -> None:
    assert why(xlsx([])) == "This file is empty."


def test_more_rows_than_are_taken_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    assert len(rows_of(xlsx([["number"], ["1"], ["2"]]))) == 2
    assert why(xlsx([["number"], ["1"], ["2"], ["3"]])) == (
        "This file has more than 2 rows. Divide it into several."
    )


def test_more_columns_than_are_taken_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_COLUMNS", 2)
    assert "too many columns" in why(xlsx([["a", "b", "c"]]))


def test_times_of_day_are_not_taken_for_texts() -> None:
    [(_, values)] = rows_of(xlsx([["when"], [datetime(2026, 4, 3, 10, 30)]]))
    assert values == [datetime(2026, 4, 3, 10, 30)]

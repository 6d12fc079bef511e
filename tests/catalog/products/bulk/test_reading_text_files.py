"""Text files of ten countries: encodings and separators are found; what cannot be read is said so."""

import io

import pytest
from django.core.exceptions import ValidationError

from catalog.products.bulk import separated as room
from catalog.products.bulk.reading import Table
from tests.catalog.products.bulk.sheets import separated

CHINESE = [
    ["品名", "价格", "说明"],
    ["六堡茶 2019 篓装", "168.00", "陈化七年，汤色红浓，有槟榔香。"],
    ["茉莉花茶", "88.50", "横县茉莉花窨制，香气鲜灵持久。"],
]
THAI = [
    ["ชื่อสินค้า", "ราคา", "รายละเอียด"],
    ["ข้าวหอมมะลิ", "45.50", "ข้าวหอมมะลิแท้จากทุ่งกุลาร้องไห้ เก็บเกี่ยวใหม่"],
    ["ทุเรียนอบกรอบ", "120.00", "ทุเรียนหมอนทองอบกรอบ ไม่ใส่น้ำตาล"],
]


def why(file: io.BytesIO, encoding: str = "") -> str:
    with pytest.raises(ValidationError) as refused:
        list(Table(file, encoding).rows())
    return str(refused.value.messages[0])


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_chinese_files_are_read_in_every_encoding_spreadsheets_write(encoding: str, found: str) -> None:
    table = Table(separated(CHINESE, encoding=encoding))
    assert table.encoding == found
    assert table.header == CHINESE[0]
    assert [row.values for row in table.rows()] == CHINESE[1:]
    assert not table.is_workbook


def test_utf_16_with_its_mark_the_other_way_round_is_read() -> None:
    file = io.BytesIO(b"\xfe\xff" + separated(CHINESE, encoding="utf-16-be").getvalue())
    assert Table(file).header == CHINESE[0]


def test_the_member_may_say_in_which_encoding_a_file_is() -> None:
    table = Table(separated(THAI, encoding="cp874"), "cp874")
    assert table.header == THAI[0]
    assert [row.values for row in table.rows()] == THAI[1:]


def test_a_thai_file_is_known_by_its_letters() -> None:
    assert Table(separated(THAI * 20, encoding="cp874")).header == THAI[0]


def test_an_encoding_that_does_not_fit_is_refused() -> None:
    assert "cannot be read" in why(separated(THAI, encoding="cp874"), "utf-8-sig")


def test_letters_that_break_far_into_the_file_are_still_refused() -> None:
    much = b"title\n" + b"tea and more tea\n" * 10_000 + b"\xff\xff\n"
    assert "cannot be read" in why(io.BytesIO(much), "utf-8-sig")


def test_every_encoding_a_member_may_name_exists() -> None:
    for name in room.ENCODINGS:
        assert "".encode(name).decode(name) == ""


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_found(separator: str) -> None:
    rows = [["number", "price, net", "note; a|b\tc"], ["1", "12,50", "x"], ["2", "13,50", "y"]]
    table = Table(separated(rows, separator=separator))
    assert table.header == [value.strip() for value in rows[0]]
    assert [row.values for row in table.rows()] == rows[1:]


def test_a_file_of_one_column_is_a_table() -> None:
    table = Table(separated([["number"], ["1"], ["2"]]))
    assert [row.values for row in table.rows()] == [["1"], ["2"]]


def test_the_line_in_which_excel_names_its_separator_is_no_row() -> None:
    table = Table(io.BytesIO("\ufeffsep=;\r\nnumber;title\r\n1;a,b\r\n".encode()))
    assert table.header == ["number", "title"]
    assert [(row.number, row.values) for row in table.rows()] == [(3, ["1", "a,b"])]


def test_line_ends_inside_a_cell_stay_and_count_as_one_row() -> None:
    rows = [["number", "text"], ["1", "first\nsecond"], ["2", "x"]]
    found = [(row.number, row.values) for row in Table(separated(rows)).rows()]
    assert found == [(2, ["1", "first\nsecond"]), (3, ["2", "x"])]


def test_zeros_in_front_stay() -> None:
    [row] = Table(separated([["number", "code"], ["00123", "007"]])).rows()
    assert row.values == ["00123", "007"]


def test_a_quotation_mark_that_never_closes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LONGEST_CELL", 1000)
    file = io.BytesIO(b'number,title\n1,"tea\n' + b"2,coffee\n" * 500)
    assert why(file) == "A cell of this file does not end: a quotation mark is missing. Save it anew."


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b"\n\n , ,\n"[:2], b"  \n"])
def test_nothing_but_blanks_is_an_empty_file(content: bytes) -> None:
    assert why(io.BytesIO(content)) == "This file is empty."


def test_the_same_file_can_be_read_twice() -> None:
    table = Table(separated(CHINESE, encoding="utf-16"))
    assert [row.values for row in table.rows()] == [row.values for row in table.rows()]

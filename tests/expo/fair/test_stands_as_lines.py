"""A hall as lines of text: written and read again, taken from a table, and rows of stands added to them."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils.translation import override

from catalog.products.models import Category
from expo.fair.layout import MOST_STANDS, Place
from expo.fair.models import Stand
from expo.fair.organizing.layout_forms import RowsForm
from expo.fair.organizing.stand_text import parse, plans_of, text_from_table, text_of
from expo.fair.services.halls import StandPlan

pytestmark = pytest.mark.django_db


def test_stands_are_written_as_lines_and_read_again(stands: list[Stand], tea: Category) -> None:
    Stand.objects.filter(code="T02").update(kind="corner", price_class="A", zone="tea", state="closed")
    Stand.objects.filter(code="T03").update(zone="VN", state="held")
    plans = plans_of(list(Stand.objects.order_by("code")))
    text = text_of(plans)
    assert text.splitlines()[1] == "T02, 40, 0, 30, 30, corner, A, tea, no"
    assert [line.plan for line in parse(text)] == plans


@pytest.mark.parametrize(
    ("line", "plan"),
    [
        ("A1,0,0,30,30", StandPlan(Place("A1", 0, 0, 30, 30))),
        ("A1;10;0;30;30;ISLAND;a", StandPlan(Place("A1", 10, 0, 30, 30), kind="island", price_class="A")),
        ("A1\t0\t0\t30.0\t30", StandPlan(Place("A1", 0, 0, 30, 30))),
        ("A1,0,0,30,30,,,vn,", StandPlan(Place("A1", 0, 0, 30, 30), zone="VN")),
        ("A1,0,0,30,30,,,,NO", StandPlan(Place("A1", 0, 0, 30, 30), offered=False)),
        ("A1,0,0,30,30,,,,否", StandPlan(Place("A1", 0, 0, 30, 30), offered=False)),
        ("A1,-5,0,30,30", StandPlan(Place("A1", -5, 0, 30, 30))),
    ],
)
def test_what_a_line_leaves_out_is_as_usual(line: str, plan: StandPlan) -> None:
    (found,) = parse(f"\n  \n{line}\n")
    assert (found.number, found.plan, found.faults) == (3, plan, ())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",0,0,30,30", ["Number"]),
        (f"{'x' * 21},0,0,30,30", ["Number"]),
        ("A/1,0,0,30,30", ["Number"]),
        ("A1,3.5,0,30,30", ["From the left"]),
        ("A1,0,two,30,", ["From the front", "Depth"]),
        ("A1,0,0,9999999999,30", ["Width"]),
        ("A1", ["From the left", "From the front", "Width", "Depth"]),
        ("A1,0,0,30,30,palace", ["Kind"]),
        ("A1,0,0,30,30,,ABC", ["Price class"]),
        ("A1,0,0,30,30,,,nowhere", ["Zone"]),
        ("A1,0,0,30,30,,,,perhaps", ["Offered"]),
    ],
)
def test_what_cannot_be_read_is_named_by_line_and_column(line: str, said: list[str]) -> None:
    good, bad = parse(f"B1,0,0,30,30\n{line}")
    assert good.plan is not None
    assert bad.plan is None
    assert [fault.split(":")[0] for fault in bad.faults] == [f"Line 2, {column}" for column in said]


def workbook(*rows: list[Any]) -> io.BytesIO:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file


def test_a_table_becomes_the_same_lines_as_csv_and_as_workbook() -> None:
    head: list[Any] = ["Depth", "Number", "From the left", "From the front", "Width", "Remarks", "Zone"]
    rows: list[list[Any]] = [[30, "A1", 0, 0, 40, "by the door", "VN"], [30, "A2", 40.0, 0, 40, "", ""]]
    sent = "\n".join(",".join(str(cell) for cell in row) for row in (head, *rows))
    for file in (io.BytesIO(sent.encode()), workbook(head, *rows)):
        assert [line.plan for line in parse(text_from_table(file))] == [
            StandPlan(Place("A1", 0, 0, 40, 30), zone="VN"),
            StandPlan(Place("A2", 40, 0, 40, 30)),
        ]


@pytest.mark.parametrize("language", ["zh-hans", "th", "my"])
def test_headings_may_be_in_the_editors_language(language: str, desk: Client, stands: list[Stand]) -> None:
    desk.cookies["django_language"] = language
    with override(language):
        from expo.fair.organizing.stand_text import COLUMNS

        head = ",".join(str(label) for label in COLUMNS.values())
    lines = text_from_table(io.BytesIO(f"{head}\nA1,0,0,30,30,island,A,VN,yes".encode()))
    assert lines == "A1, 0, 0, 30, 30, island, A, VN, yes"


def rows(**said: Any) -> RowsForm:
    usual = {"letters": "B", "first": 1, "count": 5, "per_row": 2, "x": 10, "y": 20, "width": 30, "depth": 40}
    return RowsForm(usual | {"aisle": 25, "kind": "standard", "price_class": "b"} | said)


def test_rows_stand_side_by_side_with_an_aisle_between_them() -> None:
    form = rows(first=9)
    assert form.is_valid(), form.errors
    assert [(one.place.code, one.place.x, one.place.y) for one in form.plans()] == [
        ("B09", 10, 20),
        ("B10", 40, 20),
        ("B11", 10, 85),
        ("B12", 40, 85),
        ("B13", 10, 150),
    ]
    assert {(one.place.width, one.place.depth, one.price_class) for one in form.plans()} == {(30, 40, "B")}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("letters", mark) for mark in ("A,", "A/", "x" * 13)),
        *(("count", value) for value in (0, MOST_STANDS + 1, "ten")),
        *(("width", value) for value in (0, -30, 20_001)),
        ("zone", "nowhere"),
        ("kind", "palace"),
        ("per_row", 0),
        ("aisle", -1),
    ],
)
def test_rows_that_cannot_be_are_refused_at_their_field(field: str, value: Any) -> None:
    form = rows(**{field: value})
    assert set(form.errors) == {field}


@pytest.mark.parametrize(("zone", "kept"), [("", ""), ("tea", "tea"), ("vn", "VN")])
def test_rows_take_the_zone_of_a_category_or_country(zone: str, kept: str, tea: Category) -> None:
    form = rows(zone=zone)
    assert form.is_valid()
    assert {one.zone for one in form.plans()} == {kept}

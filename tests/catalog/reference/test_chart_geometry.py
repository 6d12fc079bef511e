"""Charts as geometry: every mark as long as its number, every word inside the picture, in ten languages."""

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from catalog.reference.chart import BOTTOM, CHARACTER, LEFT, TOP, WIDE, Chart, Series, draw, steps

QUICK = effort(max_examples=12, deadline=None)
KINDS = ("columns", "bars", "line")
LONG = "A name that is as long as an editor may write in a cell of it"
NUMBERS = st.decimals(min_value=0, max_value=10**12, places=2)
FEW = st.integers(1, 4).flatmap(
    lambda series: st.lists(st.lists(NUMBERS, min_size=series, max_size=series), min_size=2, max_size=24)
)


def chart(
    rows: Sequence[Sequence[Decimal | int | str]],
    *,
    kind: str = "columns",
    names: Sequence[str] | None = None,
    headings: Sequence[str] = ("Tea", "Pepper", "Rice", "Salt"),
    language: str = "en",
) -> Chart:
    """Return a chart of rows of numbers, one number for each series."""
    columns = [[Decimal(cell) for cell in column] for column in zip(*rows, strict=True)]
    return Chart(
        title="Stands",
        description="More each year",
        kind=kind,
        names=names or [str(2000 + at) for at in range(len(rows))],
        series=[Series(headings[at], column) for at, column in enumerate(columns)],
        language=language,
    )


def drawn(wanted: Chart) -> Tag:
    picture = BeautifulSoup(draw(wanted, prefix="b1"), "html.parser").svg
    assert picture is not None
    return picture


def size(picture: Tag) -> tuple[float, float]:
    _x, _y, wide, high = str(picture["viewbox"]).split()
    return float(wide), float(high)


def number(tag: Tag, name: str) -> float:
    return float(str(tag[name]))


def columns_of(picture: Tag, ink: str = "a") -> list[Tag]:
    """Return the marks of a series without the square of the legend."""
    return [mark for mark in picture.select(f"rect.{ink}") if mark["height"] != "12"]


def edges(words: Tag) -> tuple[float, float]:
    """Return where a text begins and ends."""
    text = words.get_text()
    long = sum(CHARACTER * (2 if ord(letter) > 0x2E7F else 1) for letter in text)
    x, anchor = number(words, "x"), words.get("text-anchor", "start")
    begins = x - long if anchor == "end" else x - long / 2 if anchor == "middle" else x
    return begins, begins + long


@given(st.decimals(min_value=Decimal("0.01"), max_value=10**15, places=2))
def test_a_scale_begins_at_nought_and_ends_at_or_just_above_the_highest(most: Decimal) -> None:
    scale = steps(most)
    assert scale[0] == 0
    assert scale[-1] >= most
    assert scale[-2] < most
    assert 2 <= len(scale) <= 6


@given(st.decimals(min_value=Decimal("0.01"), max_value=10**15, places=2))
def test_the_lines_of_a_scale_are_evenly_apart_at_round_values(most: Decimal) -> None:
    scale = steps(most)
    width = scale[1]
    assert [after - before for before, after in itertools.pairwise(scale)] == [width] * (len(scale) - 1)
    assert str(width.normalize().as_tuple().digits) in {"(1,)", "(2,)", "(2, 5)", "(5,)"}


@pytest.mark.parametrize(
    ("most", "lines"),
    [
        ("0", ["0", "1"]),
        ("4", ["0", "1", "2", "3", "4"]),
        ("7", ["0", "2", "4", "6", "8"]),
        ("10", ["0.0", "2.5", "5.0", "7.5", "10.0"]),
        ("1000", ["0", "250", "500", "750", "1000"]),
        ("3300.5", ["0", "1000", "2000", "3000", "4000"]),
        ("0.08", ["0.00", "0.02", "0.04", "0.06", "0.08"]),
    ],
)
def test_scales_people_would_draw(most: str, lines: list[str]) -> None:
    assert steps(Decimal(most)) == [Decimal(line) for line in lines]


def test_a_negative_highest_still_has_a_scale() -> None:
    assert steps(Decimal(-5)) == [Decimal(0), Decimal(1)]


@QUICK
@given(FEW)
def test_columns_are_as_high_as_their_numbers(rows: list[list[Decimal]]) -> None:
    picture = drawn(chart(rows))
    top = steps(max(cell for row in rows for cell in row))[-1]
    for place, ink in enumerate("abcd"[: len(rows[0])]):
        for row, mark in zip(rows, columns_of(picture, ink), strict=True):
            wanted = float(row[place] / top) * (BOTTOM - TOP)
            assert number(mark, "height") == pytest.approx(wanted, abs=0.06)
            assert number(mark, "y") + number(mark, "height") == pytest.approx(BOTTOM, abs=0.11)


@QUICK
@given(FEW)
def test_columns_stand_beside_each_other_inside_the_picture(rows: list[list[Decimal]]) -> None:
    picture = drawn(chart(rows))
    marks = [mark for ink in "abcd" for mark in columns_of(picture, ink)]
    spans = sorted((number(mark, "x"), number(mark, "x") + number(mark, "width")) for mark in marks)
    assert spans[0][0] >= LEFT
    assert spans[-1][1] <= WIDE
    assert all(ends <= begins + 0.11 for (_, ends), (begins, _) in itertools.pairwise(spans))
    assert all(number(mark, "width") > 0 for mark in marks)


@QUICK
@given(FEW)
def test_a_line_passes_every_number_at_its_height(rows: list[list[Decimal]]) -> None:
    picture = drawn(chart(rows, kind="line"))
    top = steps(max(cell for row in rows for cell in row))[-1]
    for place, ink in enumerate("abcd"[: len(rows[0])]):
        (path,) = picture.select(f"path.line-{ink}")
        points = [tuple(map(float, point.split())) for point in str(path["d"])[1:].split("L")]
        assert [x for x, _ in points] == sorted(x for x, _ in points)
        heights = [BOTTOM - float(row[place] / top) * (BOTTOM - TOP) for row in rows]
        assert [y for _, y in points] == pytest.approx(heights, abs=0.06)


@QUICK
@given(FEW)
def test_bars_are_in_proportion_and_carry_their_numbers(rows: list[list[Decimal]]) -> None:
    picture = drawn(chart(rows, kind="bars"))
    most = max(cell for row in rows for cell in row) or Decimal(1)
    longest = max(number(mark, "width") for ink in "abcd" for mark in columns_of(picture, ink))
    for place, ink in enumerate("abcd"[: len(rows[0])]):
        for row, mark in zip(rows, columns_of(picture, ink), strict=True):
            assert number(mark, "width") == pytest.approx(float(row[place] / most) * longest, abs=0.11)
    assert len(picture.select("text.strong")) == len(rows) * len(rows[0])


@pytest.mark.parametrize("kind", KINDS)
@QUICK
@given(rows=FEW)
def test_no_word_and_no_mark_stands_outside_the_picture(kind: str, rows: list[list[Decimal]]) -> None:
    picture = drawn(chart(rows, kind=kind))
    wide, high = size(picture)
    for words in picture.select("text"):
        begins, ends = edges(words)
        assert begins >= -0.1, words
        assert ends <= wide + 0.1, words
        assert 0 < number(words, "y") <= high
    for mark in picture.select("rect"):
        assert number(mark, "x") + number(mark, "width") <= wide
        assert number(mark, "y") + number(mark, "height") <= high


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [2, 12, 24])
@pytest.mark.parametrize("series", [1, 4])
@pytest.mark.parametrize(
    "name", [LONG, "一个很长很长很长很长很长很长很长很长很长很长的名字" * 2, "ທ່າເຮືອ" * 8]
)
def test_long_names_stay_inside_too(kind: str, count: int, series: int, name: str) -> None:
    wanted = chart(
        [["123456789"] * series] * count,
        kind=kind,
        names=[name] * count,
        headings=[f"{at} {name}" for at in "abcd"],
    )
    picture = drawn(wanted)
    wide, high = size(picture)
    for words in picture.select("text"):
        begins, ends = edges(words)
        assert begins >= -0.1, words
        assert ends <= wide + 0.1, words
        assert number(words, "y") <= high, words


@pytest.mark.parametrize("count", [2, 7, 24])
@pytest.mark.parametrize("name", ["2024", "Qinzhou", "青榕树茶坊", LONG])
def test_names_under_the_axis_do_not_run_into_each_other(count: int, name: str) -> None:
    picture = drawn(chart([["1"]] * count, names=[name] * count))
    under = [words for words in picture.select("text[text-anchor=middle]") if number(words, "y") > BOTTOM]
    spans = [edges(words) for words in under]
    assert spans
    assert all(ends <= begins + 0.2 for (_, ends), (begins, _) in itertools.pairwise(spans))


def test_a_name_that_has_room_is_whole_and_one_that_has_none_says_so() -> None:
    picture = drawn(chart([["1"], ["2"]], kind="bars", names=["Qinzhou", LONG]))
    short, long = (words.get_text() for words in picture.select("text[text-anchor=end]"))
    assert short == "Qinzhou"
    assert long.endswith("…")
    assert LONG.startswith(long[:-1])


def test_one_series_needs_no_legend_and_several_have_one_in_their_order() -> None:
    single = drawn(chart([["1"], ["2"]]))
    assert "Tea" not in single.get_text(" ").split()
    several = drawn(chart([["1", "2", "3"], ["4", "5", "6"]]))
    squares = several.select("rect[height='12']")
    assert [square["class"] for square in squares] == [["a"], ["b"], ["c"]]
    names = [square.find_next_sibling("text") for square in squares]
    assert [name.get_text() for name in names if name] == ["Tea", "Pepper", "Rice"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_legend_takes_another_line_where_one_is_not_enough_and_the_picture_grows(kind: str) -> None:
    rows = [["1"] * 4] * 2
    low = size(drawn(chart(rows, kind=kind)))[1]
    picture = drawn(chart(rows, kind=kind, headings=[f"{at} {LONG}" for at in "abcd"]))
    lines = {number(square, "y") for square in picture.select("rect[height='12']")}
    assert len(lines) == 4
    assert size(picture)[1] == low + 22 * 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_of_nothing_but_noughts_is_drawn_flat(kind: str) -> None:
    picture = drawn(chart([["0"], ["0"]], kind=kind))
    assert not re.search(r"nan|inf", str(picture), re.IGNORECASE)
    side = "width" if kind == "bars" else "height"
    assert {number(mark, side) for mark in columns_of(picture)} <= {0.0}


@pytest.mark.parametrize("kind", KINDS)
def test_words_of_editors_cannot_carry_markup(kind: str) -> None:
    evil = '</title><script>alert("x")</script>'
    wanted = Chart(evil, evil, kind, [evil, evil], [Series(evil, [Decimal(1)] * 2)] * 2, "en")
    html = draw(wanted, prefix="b1")
    assert "<script" not in html
    assert BeautifulSoup(html, "html.parser").title is not None


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_is_a_picture_with_title_and_description_under_ids_of_its_own(kind: str) -> None:
    wanted = chart([["1"], ["2"]], kind=kind)
    first, second = draw(wanted, prefix="b1"), draw(wanted, prefix="b7")
    assert first.replace("b1-", "b7-") == second
    page = BeautifulSoup(first + second, "html.parser")
    ids = [str(tag["id"]) for tag in page.find_all(id=True)]
    assert sorted(ids) == ["b1-d", "b1-t", "b7-d", "b7-t"]
    for picture in page.select("svg"):
        assert picture["role"] == "img"
        title, description = (page.find(id=name) for name in str(picture["aria-labelledby"]).split())
        assert title is not None
        assert description is not None
        assert (title.get_text(), description.get_text()) == ("Stands", "More each year")


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
@pytest.mark.parametrize("kind", KINDS)
def test_numbers_are_written_as_the_language_writes_them(language: str, kind: str) -> None:
    picture = drawn(chart([["1000"], ["4000"]], kind=kind, language=language))
    grouped = {"vi": "4.000", "id": "4.000", "lo": "4.000"}.get(language, "4,000")
    assert grouped in {words.get_text() for words in picture.select("text")}

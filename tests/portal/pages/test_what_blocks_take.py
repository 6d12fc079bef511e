"""What each block takes and what it refuses, told in plain words at the field it concerns."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.pages.blocks import Body, HomeBody
from portal.pages.blocks.charts import ChartBlock, TableBlock
from portal.pages.blocks.texts import (
    CallBlock,
    CheckedDateBlock,
    FigureBlock,
    FiguresBlock,
    LeadBlock,
    QuoteBlock,
    SourceBlock,
    SourcesBlock,
)

SOURCE = {"title": "A page about tea", "address": "https://tea.example.org/", "checked_on": "2026-11-25"}
FIGURE = {"value": "121", "label": "tons", "note": ""}
CALL = {"heading": "Look", "text": "", "button": "See", "target": {"page": None, "address": "/goods/"}}
QUOTE = {"text": "Slowly", "who": "Wei", "role": ""}


def table(rows: list[list[Any]], headings: tuple[str, ...] = ("Year", "Stands")) -> dict[str, Any]:
    kinds = ["text", *["number"] * (len(headings) - 1)]
    columns = [{"type": kind, "heading": one} for kind, one in zip(kinds, headings, strict=True)]
    return {"columns": columns, "rows": [{"values": row} for row in rows], "caption": ""}


CHART = {
    "title": "Stands",
    "description": "More each year",
    "kind": "columns",
    "unit": "",
    "table": table([["2023", "1"], ["2024", "2"]]),
    "source": SOURCE,
}


def taken(block: Any, value: Any) -> Any:
    return block.clean(block.to_python(value))


def said(block: Any, value: Any) -> dict[str, Any]:
    """Return the errors of a block by the name of the field."""
    with pytest.raises(ValidationError) as found:
        taken(block, value)
    errors: dict[str, Any] = found.value.as_json_data()  # type: ignore[attr-defined]
    return errors["blockErrors"]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("block", "value"),
    [
        (QuoteBlock(), QUOTE),
        (FigureBlock(), FIGURE),
        (CallBlock(), CALL),
        (ChartBlock(), CHART),
        (SourceBlock(), SOURCE),
    ],
)
def test_a_whole_block_is_taken(block: Any, value: dict[str, Any]) -> None:
    assert taken(block, value)


@pytest.mark.parametrize(
    ("block", "value", "fields"),
    [
        (QuoteBlock(), QUOTE, ["text", "who"]),
        (FigureBlock(), FIGURE, ["value", "label"]),
        (CallBlock(), CALL, ["heading", "button"]),
        (SourceBlock(), SOURCE, ["title", "address", "checked_on"]),
        (ChartBlock(), CHART, ["title", "description", "kind"]),
    ],
)
def test_what_is_needed_is_asked_for_at_its_field(
    block: Any, value: dict[str, Any], fields: list[str]
) -> None:
    for name in fields:
        errors = said(block, {**value, name: ""})
        assert list(errors) == [name]
        assert "required" in str(errors[name])


@pytest.mark.parametrize(
    ("block", "value", "name", "most"),
    [
        (QuoteBlock(), QUOTE, "text", 600),
        (QuoteBlock(), QUOTE, "who", 120),
        (QuoteBlock(), QUOTE, "role", 160),
        (FigureBlock(), FIGURE, "value", 40),
        (FigureBlock(), FIGURE, "label", 120),
        (FigureBlock(), FIGURE, "note", 160),
        (CallBlock(), CALL, "heading", 100),
        (CallBlock(), CALL, "text", 300),
        (CallBlock(), CALL, "button", 40),
        (SourceBlock(), SOURCE, "title", 250),
        (ChartBlock(), CHART, "title", 120),
        (ChartBlock(), CHART, "description", 400),
        (ChartBlock(), CHART, "unit", 40),
    ],
)
def test_words_fit_their_place(block: Any, value: dict[str, Any], name: str, most: int) -> None:
    assert taken(block, {**value, name: "茶" * most})
    errors = said(block, {**value, name: "茶" * (most + 1)})
    assert list(errors) == [name]
    assert f"at most {most} characters" in str(errors[name])


@pytest.mark.parametrize(
    ("block", "value", "name"),
    [
        (QuoteBlock(), QUOTE, "role"),
        (FigureBlock(), FIGURE, "note"),
        (CallBlock(), CALL, "text"),
        (ChartBlock(), CHART, "unit"),
    ],
)
def test_what_may_be_left_out_is_stored_as_the_empty_text(
    block: Any, value: dict[str, Any], name: str
) -> None:
    without = {key: given for key, given in value.items() if key != name}
    assert taken(block, without)[name] == ""


@pytest.mark.parametrize("days", [0, -1, -3650])
def test_a_day_that_has_been_is_a_day_of_checking(days: int) -> None:
    day = timezone.localdate() + timedelta(days=days)
    assert CheckedDateBlock().clean(day) == day


@pytest.mark.parametrize("days", [1, 30])
def test_a_day_to_come_is_not(days: int) -> None:
    with pytest.raises(ValidationError) as found:
        CheckedDateBlock().clean(timezone.localdate() + timedelta(days=days))
    assert found.value.messages == ["This day is still to come."]


def test_no_day_is_no_error_where_none_is_asked_for() -> None:
    assert CheckedDateBlock(required=False).clean(None) is None


@pytest.mark.parametrize("address", ["/goods/", "javascript:alert(1)", "https://", "https://[bad"])
def test_a_source_has_a_whole_address(address: str) -> None:
    errors = said(SourceBlock(), {**SOURCE, "address": address})
    assert "valid URL" in str(errors["address"])


def test_a_source_is_called_the_same_in_every_language() -> None:
    assert SourceBlock().get_translatable_segments(SourceBlock().to_python(SOURCE)) == []


@pytest.mark.parametrize(("count", "fine"), [(1, True), (30, True), (31, False)])
def test_a_page_has_at_most_thirty_sources(count: int, fine: bool) -> None:
    block = SourcesBlock(min_num=1)
    value = block.to_python([{"type": "source", "value": SOURCE, "id": str(at)} for at in range(count)])
    if fine:
        assert len(block.clean(value)) == count
        return
    with pytest.raises(ValidationError) as found:
        block.clean(value)
    assert "30" in str(found.value.as_json_data())  # type: ignore[attr-defined]


@pytest.mark.parametrize(("count", "fine"), [(0, False), (1, True), (6, True), (7, False)])
def test_one_to_six_figures_stand_together(count: int, fine: bool) -> None:
    value = {"figures": [FIGURE] * count, "source": SOURCE}
    if fine:
        assert len(taken(FiguresBlock(), value)["figures"]) == count
    else:
        assert list(said(FiguresBlock(), value)) == ["figures"]


@pytest.mark.parametrize("kind", ["columns", "bars", "line"])
def test_a_chart_has_one_of_three_kinds(kind: str) -> None:
    assert taken(ChartBlock(), {**CHART, "kind": kind})["kind"] == kind


@pytest.mark.parametrize("kind", ["pie", "Columns"])
def test_a_chart_of_another_kind_is_refused(kind: str) -> None:
    assert "not one of the available choices" in str(said(ChartBlock(), {**CHART, "kind": kind})["kind"])


@pytest.mark.parametrize(("rows", "fine"), [(1, False), (2, True), (24, True), (25, False)])
def test_a_chart_has_two_to_twenty_four_rows(rows: int, fine: bool) -> None:
    value = {**CHART, "table": table([[str(2000 + at), "1"] for at in range(rows)])}
    if fine:
        assert taken(ChartBlock(), value)
    else:
        assert said(ChartBlock(), value)["table"]["messages"] == ["A chart shows two to twenty-four rows."]


@pytest.mark.parametrize(
    ("series", "message"),
    [
        (0, "The first column holds words, every other one numbers, and there is at least one of those."),
        (5, "A chart shows at most four columns of numbers."),
    ],
)
def test_a_chart_has_one_to_four_series(series: int, message: str) -> None:
    headings = ("Year", *"abcde"[:series])
    value = {**CHART, "table": table([[year, *["1"] * series] for year in ("2023", "2024")], headings)}
    assert message in said(ChartBlock(), value)["table"]["messages"]


def test_everything_wrong_with_a_table_is_said_at_once() -> None:
    value = {**CHART, "table": table([["2023", "-1"]], ("Year", " "))}
    assert said(ChartBlock(), value)["table"]["messages"] == [
        "A chart shows two to twenty-four rows.",
        "Every column needs its heading.",
        "A chart shows no negative numbers.",
    ]


def test_words_in_the_wrong_column_are_refused() -> None:
    wrong = table([["2023", "1"], ["2024", "2"]])
    wrong["columns"].reverse()
    block = TableBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python(wrong))


def test_a_draft_of_a_table_may_have_holes() -> None:
    block = TableBlock()
    draft = block.clean_deferred(block.to_python(table([["2023", None], ["", "2"]])))
    assert len(draft.row_data) == 2


def test_the_words_of_a_table_are_translated_and_its_numbers_are_not() -> None:
    block = TableBlock()
    value = block.to_python(table([["spring", "1"], ["autumn", "2"]], ("Season", "Tons")))
    segments = block.get_translatable_segments(value)
    places = {segment.path: segment.string.data for segment in segments}
    assert places == {"column-0": "Season", "column-1": "Tons", "row-0": "spring", "row-1": "autumn"}
    for segment in segments:
        segment.string.data = f"{segment.string.data}!"
    back = block.restore_translated_segments(value, segments)
    assert [column["heading"] for column in back.columns] == ["Season!", "Tons!"]
    assert [row["values"][0] for row in back.row_data] == ["spring!", "autumn!"]
    assert [row["values"][1] for row in back.row_data] == [row["values"][1] for row in value.row_data]


def test_a_table_without_translations_stays_as_it_is() -> None:
    block = TableBlock()
    value = block.to_python(table([["spring", "1"], ["", "2"]], ("Season", "Tons")))
    back = block.restore_translated_segments(value, [])
    assert [column["heading"] for column in back.columns] == ["Season", "Tons"]
    assert [row["values"] for row in back.row_data] == [row["values"] for row in value.row_data]


@pytest.mark.parametrize(("body", "most"), [(Body(), 60), (HomeBody(), 12)], ids=["pages", "home"])
def test_a_page_does_not_grow_without_end(body: Any, most: int) -> None:
    blocks = [{"type": "text", "value": "<p>tea</p>", "id": str(at)} for at in range(most + 1)]
    assert len(taken(body, blocks[:most])) == most
    with pytest.raises(ValidationError):
        taken(body, blocks)


def test_an_empty_lead_is_refused() -> None:
    with pytest.raises(ValidationError):
        LeadBlock().clean("")
    assert LeadBlock().clean("First of all") == "First of all"


def test_a_day_is_read_as_stored() -> None:
    assert taken(SourceBlock(), SOURCE)["checked_on"] == date(2026, 11, 25)

"""A chart with the table it is drawn from: nobody has to take the picture's word for it."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockValidationError,
)
from wagtail_localize.segments import StringSegmentValue

from portal.pages.blocks.texts import SourceBlock

MOST_ROWS = 24
MOST_SERIES = 4


class TableBlock(TypedTableBlock):
    """Names in the first column, numbers in the others, one column for each series, no cell empty."""

    text = blocks.CharBlock(max_length=60, label=_("Words"))
    number = blocks.DecimalBlock(label=_("Numbers"))

    def clean(self, value: Any) -> Any:
        if self.is_deferred_validation:
            return super().clean(value)  # a draft may have holes
        holes = _holes(value)
        if holes:
            raise TypedTableBlockValidationError(cell_errors=holes)
        table = super().clean(value)
        if problems := list(_problems(table)):
            raise TypedTableBlockValidationError(non_block_errors=problems)
        return table

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        """Give wagtail-localize the words of the table; the numbers are the same in every language."""
        return [StringSegmentValue(path, text) for path, text in _words(value)]

    def restore_translated_segments(self, value: TypedTable, segments: list[Any]) -> TypedTable:
        """Return the table with the translated words in their places."""
        said = {segment.path: segment.render_text() for segment in segments}
        columns = [
            {**column, "heading": said.get(f"column-{at}", column["heading"])}
            for at, column in enumerate(value.columns)
        ]
        rows = [
            {"values": [said.get(f"row-{at}", row["values"][0]), *row["values"][1:]]}
            for at, row in enumerate(value.row_data)
        ]
        return TypedTable(columns=columns, row_data=rows, caption=value.caption)


def _words(table: TypedTable) -> list[tuple[str, str]]:
    headings = [(f"column-{at}", str(column["heading"])) for at, column in enumerate(table.columns)]
    names = [(f"row-{at}", str(row["values"][0] or "")) for at, row in enumerate(table.row_data)]
    return [(path, text) for path, text in (*headings, *names) if text]


def _holes(table: TypedTable) -> dict[int, dict[int, ValidationError]]:
    """Return an error for every empty cell, by row and column."""
    found: dict[int, dict[int, ValidationError]] = {}
    for row_at, row in enumerate(table.row_data):
        for column_at, cell in enumerate(row["values"]):
            if cell is None or not str(cell).strip():
                said = _("This cell is empty. Write a number, or take the row out.")
                if table.columns[column_at]["block"].name == "text":
                    said = _("This cell is empty. Write what the row is called, or take the row out.")
                found.setdefault(row_at, {})[column_at] = ValidationError(said)
    return found


def _problems(table: TypedTable) -> Any:
    kinds = [column["block"].name for column in table.columns]
    if len(kinds) < 2 or kinds[0] != "text" or set(kinds[1:]) != {"number"}:
        yield _("The first column holds words, every other one numbers, and there is at least one of those.")
    if len(kinds) > MOST_SERIES + 1:
        yield _("A chart shows at most four columns of numbers.")
    if not 2 <= len(table.row_data) <= MOST_ROWS:
        yield _("A chart shows two to twenty-four rows.")
    if any(not str(column["heading"]).strip() for column in table.columns):
        yield _("Every column needs its heading.")
    numbers = [cell for row in table.row_data for cell in row["values"] if isinstance(cell, Decimal)]
    if any(number < 0 for number in numbers):
        yield _("A chart shows no negative numbers.")


class ChartBlock(blocks.StructBlock):
    """A chart drawn by the server, described in words, with its table and the table's source."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    description = blocks.TextBlock(
        max_length=400,
        label=_("What it shows"),
        help_text=_("For those who do not see the chart: the course, the highest, the lowest."),
    )
    kind = blocks.ChoiceBlock(
        choices=[("columns", _("Columns")), ("bars", _("Bars")), ("line", _("Line"))],
        default="columns",
        label=_("Kind"),
    )
    unit = blocks.CharBlock(required=False, default="", max_length=40, label=_("Unit"))
    table = TableBlock(label=_("Table"))
    source = SourceBlock()

    class Meta:
        icon = "table"
        label = _("Chart")

"""A file somebody sent as a table: its header, and its rows one after another."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.products.bulk.places import cell
from catalog.products.bulk.separated import Separated
from catalog.products.bulk.workbook import Workbook

MOST_BYTES = 20_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 1_000
MOST_MERGED = 50_000  # cells
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Row:
    """One row: its number in the file, from 1, and its values, empty strings where a cell is empty."""

    number: int
    values: list[Any]


class Table:
    """The table of a file. ``header`` holds the words above the columns, as they stand there."""

    def __init__(self, file: BinaryIO, encoding: str = "") -> None:
        """Read the header. Raises ValidationError, in plain words, for a file that cannot be taken."""
        self._source = _opened(file, encoding)
        self.encoding = self._source.encoding
        self.is_workbook = isinstance(self._source, Workbook)
        first = next((row for row in self._filled()), None)
        if first is None:
            raise ValidationError(_("This file is empty."))
        if len(first.values) > MOST_COLUMNS:
            raise ValidationError(_("This table has too many columns. Divide it into several files."))
        self.header_row = first.number
        self.header = [str(value).strip() for value in first.values]
        self._merged = _merged_by_row(self._source.merged)
        self._refuse_merged_header()
        self.formulas = self._source.formulas

    def _refuse_merged_header(self) -> None:
        for (top, left), (bottom, right) in self._source.merged:
            if top <= self.header_row - 1 <= bottom:
                raise ValidationError(
                    _(
                        "Cells %(first)s to %(last)s above the columns are merged."
                        " Give each column a heading of its own."
                    )
                    % {"first": cell(top + 1, left), "last": cell(bottom + 1, right)}
                )

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the header that hold anything. Raises ValidationError for too many."""
        for count, row in enumerate(self._filled()):
            if count > MOST_ROWS:
                raise ValidationError(
                    _("This file has more than %(most)s rows. Divide it into several.") % {"most": MOST_ROWS}
                )
            if count:
                yield row

    def merged_in(self, row: int) -> list[int]:
        """Return the columns, from 0, of a row's cells that are merged with others."""
        return self._merged.get(row, [])

    def _filled(self) -> Iterator[Row]:
        for number, values in self._source.rows():
            if any(value != "" for value in values):
                yield Row(number, values)


def _opened(file: BinaryIO, encoding: str) -> Workbook | Separated:
    file.seek(0)
    start = file.read(8)
    if not start:
        raise ValidationError(_("This file is empty."))
    if start.startswith(OLD_WORKBOOK):
        raise ValidationError(_("This workbook is of an old kind, or locked. Save it as XLSX or CSV."))
    return Workbook(file) if start.startswith(ZIP) else Separated(file, encoding)


def _merged_by_row(merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> dict[int, list[int]]:
    if sum((bottom - top + 1) * (right - left + 1) for (top, left), (bottom, right) in merged) > MOST_MERGED:
        raise ValidationError(_("Too many cells of this sheet are merged. Separate them."))
    rows: dict[int, list[int]] = {}
    for (top, left), (bottom, right) in merged:
        for row in range(top, bottom + 1):
            rows.setdefault(row + 1, []).extend(range(left, right + 1))
    return rows

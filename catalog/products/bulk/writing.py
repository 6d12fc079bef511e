"""Tables as files people open: CSV in UTF-8 with its mark, and XLSX, neither of which runs anything."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from catalog.products.bulk.cells import PLAIN_NUMBER, quoted

MARK = "\ufeff"  # by which spreadsheets know UTF-8
LONGEST = 32_767  # characters a cell of a workbook holds; what is longer is left out and so left as it is
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Columns that a spreadsheet may count with; everything else is text, and its zeros stay.
COUNTED = re.compile(
    r"moq|order_multiple|shelf_life_days|storage_(?:low|high)|carton\..*|sample\.amount"
    r"|(?:price|other\.\d+)\.(?:per|low|high|\d+\.(?:from|amount))|lead\.\d+\.\w+"
)
TEXT = "@"
MOST_DIGITS = 15  # of a number in a spreadsheet


def csv_lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a text file, the first with the mark of UTF-8."""
    line = io.StringIO()
    writer = csv.writer(line)
    mark = MARK
    for row in rows:
        writer.writerow([quoted(value) for value in row])
        yield mark + line.getvalue()
        mark = ""
        line.seek(0)
        line.truncate()


def write_workbook(
    file: BinaryIO, *, keys: Sequence[str], header: Sequence[str], rows: Iterable[Sequence[str]], title: str
) -> None:
    """Write a workbook of one sheet, row by row; ``keys`` say which columns are counted with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    counted = [bool(COUNTED.fullmatch(key)) for key in keys]
    for at, words in enumerate(header, start=1):
        column = sheet.column_dimensions[get_column_letter(at)]
        column.width = min(max(len(words), 12), 40)
        if not counted[at - 1]:
            column.number_format = TEXT
    sheet.append([_bold(sheet, words) for words in header])
    for row in rows:
        sheet.append([_cell(sheet, value, counted[at]) for at, value in enumerate(row)])
    book.save(file)


def _bold(sheet: object, words: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=words)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: object, value: str, counted: bool) -> object:
    if not value or len(value) > LONGEST:
        return None
    if counted and PLAIN_NUMBER.fullmatch(value) and len(value) <= MOST_DIGITS:
        return float(value) if "." in value else int(value)
    cell = WriteOnlyCell(sheet, value=NOT_IN_XML.sub("", quoted(value)))
    # Whoever types over it gets a text again: 00124, not 124.
    cell.number_format = TEXT
    return cell

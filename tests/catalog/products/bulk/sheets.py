"""Files as people send them, made in memory."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]


def xlsx(rows: Rows, *, merge: Iterable[str] = (), cells: dict[str, Any] | None = None) -> io.BytesIO:
    """Return a workbook of one sheet; ``cells`` are set by their address after the rows."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for address, value in (cells or {}).items():
        sheet[address] = value
    for span in merge:
        sheet.merge_cells(span)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def separated(rows: Rows, *, encoding: str = "utf-8", separator: str = ",") -> io.BytesIO:
    """Return a text file of separated values."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return io.BytesIO(text.getvalue().encode(encoding))


def with_part(file: io.BytesIO, name: str, content: bytes) -> io.BytesIO:
    """Return a workbook with one of its parts replaced, or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for one in before.namelist():
            if one != name:
                after.writestr(one, before.read(one))
        after.writestr(name, content)
    made.seek(0)
    return made


def sheet_of(xml: str) -> io.BytesIO:
    """Return a workbook whose sheet holds these rows, written by hand."""
    frame = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}'
    whole = frame.format(xml) + "</sheetData></worksheet>"
    return with_part(xlsx([["a"]]), "xl/worksheets/sheet1.xml", whole.encode())

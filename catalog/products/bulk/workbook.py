"""Workbooks (XLSX): looked through before they are opened, then read by calamine.

A workbook is a ZIP file of XML that strangers send: a few kilobytes may unpack to gigabytes, and two
cells far apart make a reader reserve room for all between them. So the sheet is first read through
piece by piece, and only what is small enough is opened.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from catalog.products.bulk.places import cell, column_of

MOST_UNPACKED = 150_000_000  # bytes of all parts together
MOST_PARTS = 2_000
MOST_CELLS = 6_000_000  # of the rectangle that holds them all
PIECE = 1 << 16
BROKEN = (
    zipfile.BadZipFile,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    expat.ExpatError,
    EOFError,
    zlib.error,
)
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class Seen:
    """What the look through a sheet found. Rows and columns count from 0."""

    rows: int = 0
    columns: int = 0
    formulas: set[tuple[int, int]] = field(default_factory=set)


class _Unpacked:
    """Counts what is unpacked, whatever the ZIP file claims about its parts."""

    def __init__(self) -> None:
        self.total = 0

    def pieces(self, archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
        with archive.open(name) as part:
            while piece := part.read(PIECE):
                self.total += len(piece)
                if self.total > MOST_UNPACKED:
                    raise ValidationError(_("This file is too large when unpacked. Divide it into several."))
                yield piece


def look_through(file: BinaryIO) -> Seen:
    """Return how far the first sheet goes and where it holds formulas.

    Raises ValidationError for what is no workbook, or one too large to be opened.
    """
    unpacked = _Unpacked()
    try:
        with zipfile.ZipFile(file) as archive:
            if len(archive.infolist()) > MOST_PARTS:
                raise _broken()
            sheet = _first_sheet(archive, unpacked)
            for name in archive.namelist():
                if name != sheet:
                    for _piece in unpacked.pieces(archive, name):
                        pass
            return _scan(unpacked.pieces(archive, sheet))
    except (
        zipfile.BadZipFile,
        KeyError,
        NotImplementedError,
        RuntimeError,
        expat.ExpatError,
        EOFError,
    ) as error:
        raise _broken() from error


def _broken() -> ValidationError:
    return ValidationError(_("This workbook is damaged and cannot be read. Save it anew as XLSX or CSV."))


def _parser(start: Callable[[str, dict[str, str]], None]) -> Any:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start

    def refuse(*_said: Any) -> None:
        raise _broken()  # no workbook defines entities; a file that does means to grow

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _elements(archive: zipfile.ZipFile, name: str, unpacked: _Unpacked) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = _parser(lambda element, said: found.append((element.rpartition(" ")[2], said)))
    for piece in unpacked.pieces(archive, name):
        parser.Parse(piece)
    parser.Parse(b"", True)
    return found


def _first_sheet(archive: zipfile.ZipFile, unpacked: _Unpacked) -> str:
    """Return the path of the part that calamine reads as the first sheet."""
    sheets = [said for name, said in _elements(archive, "xl/workbook.xml", unpacked) if name == "sheet"]
    if not sheets:
        raise _broken()
    wanted = next((value for key, value in sheets[0].items() if key.endswith(" id")), "")
    for _name, said in _elements(archive, "xl/_rels/workbook.xml.rels", unpacked):
        if said.get("Id") == wanted:
            target = said["Target"]
            return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    raise _broken()


def _scan(pieces: Iterator[bytes]) -> Seen:
    seen = Seen()
    here = [-1, -1]  # row and column of the cell that is open

    def start(element: str, said: dict[str, str]) -> None:
        name = element.rpartition(" ")[2]
        if name == "c":
            place = REFERENCE.fullmatch(said.get("r", ""))
            if place:
                here[0], here[1] = int(place[2]) - 1, column_of(place[1])
            else:
                here[1] += 1
            seen.rows, seen.columns = max(seen.rows, here[0] + 1), max(seen.columns, here[1] + 1)
        elif name == "row":
            here[0], here[1] = int(said["r"]) - 1 if said.get("r", "").isdecimal() else here[0] + 1, -1
        elif name == "f":
            seen.formulas.add((here[0], here[1]))

    parser = _parser(start)
    for piece in pieces:
        parser.Parse(piece)
        if seen.rows * seen.columns > MOST_CELLS:
            raise ValidationError(
                _("Cells of this sheet lie too far apart (%(cell)s). Delete empty rows and columns.")
                % {"cell": cell(seen.rows, seen.columns - 1)}
            )
    parser.Parse(b"", True)
    return seen


class Workbook:
    """The first sheet of a workbook that was looked through."""

    encoding = ""

    def __init__(self, file: BinaryIO) -> None:
        self.seen = look_through(file)
        file.seek(0)
        try:
            self._book = CalamineWorkbook.from_filelike(file)
            self._sheet = self._book.get_sheet_by_index(0)
        except (CalamineError, ValueError, OSError) as error:
            raise _broken() from error

    @property
    def merged(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """The first and last cell (row and column from 0) of merged cells."""
        return self._sheet.merged_cell_ranges or []

    @property
    def formulas(self) -> set[tuple[int, int]]:
        """Where formulas stand (row and column from 0)."""
        return self.seen.formulas

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """Yield the number of each row, from 1, with its values; a sheet need not begin in column A."""
        start = self._sheet.start
        lead = [""] * (start[1] if start else 0)
        for number, values in enumerate(self._sheet.iter_rows(), start=1):
            yield number, [*lead, *values] if lead else values

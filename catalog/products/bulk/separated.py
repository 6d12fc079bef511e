"""Text files of separated values: their encoding and their separator are found, not assumed."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from charset_normalizer import from_bytes
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What spreadsheets of the region write, and how a member is asked about it.
ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "gb18030": "GB 18030 (GBK)",
    "big5": "Big5",
    "cp874": "Thai (Windows-874)",
    "cp1258": "Vietnamese (Windows-1258)",
    "cp1252": "Western (Windows-1252)",
}
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SEPARATORS = ",;\t|"
SAMPLE = 1 << 16
LONGEST_CELL = 100_000


def encoding_of(file: BinaryIO) -> str:
    """Return the encoding of a text file. Raises ValidationError for what is no text in a known one."""
    sample = _sample(file)
    for mark, name in MARKS:
        if sample.startswith(mark):
            return name
    if b"\0" in sample:
        return _without_mark(sample)
    if _is_in(file, "utf-8"):
        return "utf-8-sig"
    for name in _likely(sample):
        if _is_in(file, name):
            return name
    raise ValidationError(_("The letters of this file cannot be read. Save it as “CSV UTF-8”."))


def _sample(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(SAMPLE)


def _without_mark(sample: bytes) -> str:
    """Tell the two byte orders of UTF-16 apart by where the zeros of separators and line ends stand."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) <= 4 * min(even, odd):
        raise ValidationError(_("This is not a text file. Send CSV or XLSX."))
    return "utf-16-le" if odd > even else "utf-16-be"


def _likely(sample: bytes) -> list[str]:
    """Return the encodings of bytes that are not Unicode, the likeliest first."""
    old = [name for name in ENCODINGS if not name.startswith("utf")]
    found = [match.encoding for match in from_bytes(sample, cp_isolation=old, threshold=0.5)]
    return list(dict.fromkeys([*(name for name in found if name in old), "gb18030"]))


def _is_in(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := file.read(SAMPLE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def separator_of(text: str) -> tuple[str, int]:
    """Return the separator, and how many lines stand before the table (Excel's own ``sep=;``: 1)."""
    first = text.lstrip("\ufeff").partition("\n")[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], 1
    return max(SEPARATORS, key=lambda separator: _fit(text, separator)), 0


def _fit(text: str, separator: str) -> tuple[int, int]:
    """Return how well a separator divides: how many rows are as wide as the first, and how wide that is."""
    lines = text.splitlines(keepends=True)[:50]
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
    except csv.Error:
        return (0, 0)
    if not widths or widths[0] < 2:
        return (0, 0)
    return (sum(width == widths[0] for width in widths), widths[0])


class Separated:
    """The table in a text file; ``encoding`` as the member says, else as it is found."""

    merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
    formulas: set[tuple[int, int]] = set()

    def __init__(self, file: BinaryIO, encoding: str = "") -> None:
        self._file = file
        self.encoding = encoding or encoding_of(file)
        try:
            text = codecs.getincrementaldecoder(self.encoding)().decode(_sample(file))
        except (UnicodeDecodeError, UnicodeError) as error:
            raise self._unreadable() from error
        if not text.strip():
            raise ValidationError(_("This file is empty."))
        self.separator, self._above = separator_of(text)

    def _unreadable(self) -> ValidationError:
        return ValidationError(_("The letters of this file cannot be read. Save it as “CSV UTF-8”."))

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """Yield the number of each row, from 1, as spreadsheets count them, with its values."""
        self._file.seek(0)
        text = io.TextIOWrapper(self._file, encoding=self.encoding, newline="")
        csv.field_size_limit(LONGEST_CELL)
        try:
            for number, values in enumerate(csv.reader(text, delimiter=self.separator), start=1):
                if number == 1 and values and not self._above:
                    values[0] = values[0].removeprefix("\ufeff")
                if number > self._above:
                    yield number, values
        except UnicodeError as error:
            raise self._unreadable() from error
        except csv.Error as error:
            raise ValidationError(
                _("A cell of this file does not end: a quotation mark is missing. Save it anew.")
            ) from error
        finally:
            text.detach()

"""CSV files that people open in a spreadsheet: their encoding is known, and nothing in them runs."""

import csv
from collections.abc import Iterable, Iterator, Sequence

MARK = "\ufeff"  # by which spreadsheets know UTF-8
RISKY = "=+-@\t\r"  # what spreadsheets take for the beginning of a formula


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text and text[0] in RISKY else text


def written(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the mark and then a line for each row, so that a long file is streamed and not gathered."""
    writer = csv.writer(_Echo())
    yield MARK
    for row in rows:
        yield writer.writerow(row)


class _Echo:
    """Takes a line and gives it back."""

    def write(self, line: str) -> str:
        return line

"""CSV files that people open: read back as they were, known as UTF-8, with nothing that runs."""

import csv

import pytest

from catalog.reference.csv_files import MARK, harmless, written


@pytest.mark.parametrize("text", ["=1+1", "+49", "-5", "@name", "\ttab", "\rline"])
def test_what_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "tea", "茶", "a=b", "'quoted"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_rows_are_written_one_by_one_after_the_mark() -> None:
    text = 'Tea, "old"\nleaves'
    mark, *lines = written(iter([("name", "count"), (text, 3)]))
    assert mark == MARK
    assert len(lines) == 2
    assert list(csv.reader("".join(lines).splitlines(keepends=True))) == [["name", "count"], [text, "3"]]

"""The bench of imports: the file has as many columns as it says, and each way reads every row."""

from pathlib import Path

from tests.bench import imports
from tests.bench.imports import COLUMNS, Measured, measure, write_file


def test_every_way_reads_every_row(tmp_path: Path) -> None:
    found = measure(tmp_path, rows=30, again=True)
    assert [one.name for one in found] == [
        "calamine alone",
        "dry run, all new",
        "dry run, all there already",
    ]
    assert {one.rows for one in found} == {30}
    assert all(one.seconds > 0 and one.megabytes > 10 for one in found)


def test_the_file_has_as_many_columns_as_the_goal_says(tmp_path: Path) -> None:
    assert write_file(str(tmp_path / "goods.xlsx"), rows=1) == COLUMNS


def test_a_line_tells_rows_a_second_and_the_peak() -> None:
    line = str(Measured("dry run", rows=10_000, seconds=4.0, megabytes=180.4))
    assert "2,500 rows/s" in line
    assert "180 MB" in line
    assert imports.MOST_MEGABYTES == 300

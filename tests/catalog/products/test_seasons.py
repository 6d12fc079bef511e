"""A season is told in months of the reader's language, whoever read before."""

import pytest

from catalog.products.terms import months


@pytest.mark.parametrize(
    ("numbers", "told"),
    [([6, 7, 8], "Jun–Aug"), ([3], "Mar"), ([11, 12, 1], "Nov–Jan"), ([2, 5, 6], "Feb, May–Jun"), ([], "")],
)
def test_months_in_a_row_are_joined(numbers: list[int], told: str) -> None:
    assert months(numbers, "en") == told


def test_a_chinese_reader_leaves_no_chinese_month_to_the_next() -> None:
    assert months([1], "zh-hans") == "1月"
    found = {language: months([1], language) for language in ("vi", "th", "ms", "fil", "km", "lo", "my")}
    assert not [language for language, text in found.items() if "月" in text], found

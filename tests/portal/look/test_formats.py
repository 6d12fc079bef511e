"""Dates and numbers in the languages for which Django has no formats, beside CLDR."""

import re
from datetime import date, datetime
from typing import Any

import pytest
from babel import Locale
from babel.dates import format_skeleton
from django import forms
from django.utils import formats, translation

OURS = {"lo": "lo_LA", "fil": "fil_PH", "my": "my_MM"}
DAY = date(2026, 3, 7)
MOMENT = datetime(2026, 3, 7, 14, 5)


def order(text: str) -> list[str]:
    """Return which parts of 7 March 2026 a text shows, in its order."""
    latin = text.translate(str.maketrans("၀၁၂၃၄၅၆၇၈၉", "0123456789"))
    seen = [found for found in re.findall(r"2026|\b7\b|[^\W\d_][^\d,]*", latin) if found.strip(" ,")]
    return [found if found in {"2026", "7"} else "month" for found in seen]


@pytest.mark.parametrize("language", OURS)
@pytest.mark.parametrize(
    ("name", "skeleton"),
    [("DATE_FORMAT", "yMMMMd"), ("YEAR_MONTH_FORMAT", "yMMMM"), ("MONTH_DAY_FORMAT", "MMMMd")],
)
def test_parts_stand_in_the_order_of_cldr(language: str, name: str, skeleton: str) -> None:
    with translation.override(language):
        ours = formats.date_format(DAY, name)
    locale = Locale.parse(language)
    if skeleton == "yMMMMd":
        theirs = str(locale.date_formats["long"].pattern)
        parts = [
            "2026" if letter == "y" else "7" if letter == "d" else "month"
            for letter in re.findall(r"y|d|MMMM", theirs)
        ]
    else:
        parts = order(format_skeleton(skeleton, DAY, locale=language))
    assert order(ours) == parts


@pytest.mark.parametrize(("language", "text"), [("lo", "14:05"), ("fil", "2:05 PM"), ("my", "14:05")])
def test_the_clock_has_twelve_or_twenty_four_hours(language: str, text: str) -> None:
    with translation.override(language):
        assert formats.time_format(MOMENT.time()) == text
    assert ("a" in str(Locale.parse(language).time_formats["short"].pattern)) == text.endswith("PM")


@pytest.mark.parametrize("language", OURS)
def test_separators_and_first_day_are_those_of_cldr(language: str) -> None:
    symbols = Locale.parse(language).number_symbols["latn"]
    assert formats.get_format("DECIMAL_SEPARATOR", language) == symbols["decimal"]
    assert formats.get_format("THOUSAND_SEPARATOR", language) == symbols["group"]
    # Django counts from Sunday, Babel from Monday.
    assert (
        formats.get_format("FIRST_DAY_OF_WEEK", language)
        == (Locale.parse(OURS[language]).first_week_day + 1) % 7
    )


@pytest.mark.parametrize("language", OURS)
@pytest.mark.parametrize(
    ("field", "shown", "value"),
    [
        (forms.DateField(), "SHORT_DATE_FORMAT", DAY),
        (forms.DateField(), "", DAY),
        (forms.TimeField(), "", MOMENT.time()),
    ],
)
def test_what_we_print_can_be_typed_back(language: str, field: forms.Field, shown: str, value: Any) -> None:
    with translation.override(language):
        text = formats.date_format(value, shown) if shown else value.isoformat()
        assert field.clean(text) == value


@pytest.mark.parametrize("language", OURS)
def test_no_other_languages_formats_are_read(language: str) -> None:
    # English is what Django falls to: "March 7, 2026" with "P" for the time.
    assert formats.get_format("TIME_FORMAT", language) != "P"
    assert formats.get_format("SHORT_DATE_FORMAT", language) != "m/d/Y"

"""Measures convert into each other; counts never do."""

from decimal import Decimal

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from catalog.reference.display import show_number
from catalog.reference.units import (
    UNITS,
    Count,
    Measure,
    UnitsDoNotConvert,
    UnknownUnit,
    convert_quantity,
    show_quantity,
    unit_choices,
    unit_name,
    units_convert,
)

languages = [code for code, _ in settings.LANGUAGES]
counts = [unit.code for unit in UNITS.values() if isinstance(unit, Count)]
measures = [unit.code for unit in UNITS.values() if isinstance(unit, Measure)]


@pytest.mark.parametrize(
    ("amount", "source", "target", "expected"),
    [
        ("1.5", "t", "kg", "1500"),
        ("250", "g", "kg", "0.25"),
        ("2", "m3", "litre", "2000"),
        ("330", "ml", "litre", "0.33"),
        ("12", "bag", "bag", "12"),
    ],
)
def test_measures_of_one_kind_convert_exactly(amount: str, source: str, target: str, expected: str) -> None:
    converted = convert_quantity(Decimal(amount), source, target)
    assert isinstance(converted, Decimal)
    assert converted == Decimal(expected)


@given(st.decimals(min_value=Decimal("0.001"), max_value=Decimal(10) ** 9, places=3))
def test_there_and_back_is_the_same_weight(kilograms: Decimal) -> None:
    assert convert_quantity(convert_quantity(kilograms, "kg", "g"), "g", "kg") == kilograms
    assert convert_quantity(convert_quantity(kilograms, "kg", "t"), "t", "kg") == kilograms


@pytest.mark.parametrize(
    ("source", "target"), [("kg", "m"), ("bag", "box"), ("piece", "kg"), ("set", "pair"), ("m2", "m3")]
)
def test_things_of_different_kinds_do_not_convert(source: str, target: str) -> None:
    with pytest.raises(UnitsDoNotConvert, match=f"in {source} cannot be stated in {target}"):
        convert_quantity(Decimal(1), source, target)
    assert not units_convert(source, target)


def test_every_unit_is_known_to_pint_and_stands_alone_or_converts() -> None:
    for code in UNITS:
        assert units_convert(code, code)
    for first in counts:
        assert [other for other in UNITS if units_convert(first, other)] == [first]


@pytest.mark.parametrize("act", [unit_name, lambda code, language: show_quantity(1, code, language)])
def test_an_unknown_unit_is_refused_by_name(act: object) -> None:
    with pytest.raises(UnknownUnit, match="'stone' is not a unit goods are sold in here; known are kg, g, t"):
        act("stone", "en")  # type: ignore[operator]


@pytest.mark.parametrize("language", languages)
def test_measures_have_a_sign_in_every_language(language: str) -> None:
    for code in measures:
        name = unit_name(code, language)
        assert name
        assert "1" not in name
        assert show_quantity(10, code, language).replace("\u00a0", "").startswith("10")


@pytest.mark.parametrize(
    ("amount", "code", "language", "shown"),
    [
        (1200, "kg", "en", "1,200\u00a0kg"),
        (1200, "kg", "th", "1,200\u00a0กก."),
        (Decimal("2.50"), "m2", "zh-hans", "2.5平方米"),
        (1200, "t", "vi", "1.200\u00a0t"),
        (1, "piece", "en", "1\u00a0piece"),
        (3, "piece", "en", "3\u00a0pieces"),
        (Decimal("1.5"), "box", "en", "1.5\u00a0boxes"),
        (Decimal("0.5"), "box", "en", "0.5\u00a0boxes"),
        (0, "strand", "en", "0\u00a0strands"),
    ],
)
def test_quantities_as_the_reader_writes_them(
    amount: Decimal | int, code: str, language: str, shown: str
) -> None:
    assert show_quantity(amount, code, language) == shown


def test_a_form_lists_every_unit_once() -> None:
    choices = unit_choices("en")
    assert [code for code, _ in choices] == list(UNITS)
    assert dict(choices)["strand"] == "strand"
    assert len({name for _, name in choices}) == len(UNITS)


def test_equal_amounts_that_are_written_differently_do_not_answer_for_each_other() -> None:
    """What was shown once is shown again without working it out: by how it is written, not by its worth."""
    for _time in range(2):
        assert show_quantity(Decimal("1.0"), "kg", "en") == show_quantity(1, "kg", "en")
        assert (show_number(Decimal("-0"), "en"), show_number(0, "en")) == ("-0", "0")
        assert show_number(1200, "en") != show_number(1200, "vi")

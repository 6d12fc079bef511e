"""Numbers are checked where their form is known, and taken as written elsewhere."""

import pytest
from django.core.exceptions import ValidationError

from catalog.merchants.evidence import EXAMPLES, KINDS, NUMBERS, checked_number, kind_name, kinds_for
from catalog.merchants.models import Organization


@pytest.mark.parametrize(("kind", "country"), sorted(EXAMPLES))
def test_every_example_shown_to_people_is_right(kind: str, country: str) -> None:
    number, checked = checked_number(kind=kind, country=country, text=EXAMPLES[kind, country])
    assert checked
    assert number


@pytest.mark.parametrize(
    ("kind", "country", "typed", "kept"),
    [
        ("registration", "CN", " 9111 0000 6000 37341l ", "91110000600037341L"),
        ("tax", "VN", "0100233488-001", "0100233488001"),
        ("tax", "ID", "01.300.066.6-091.000", "013000666091000"),
        ("registration", "SG", "00192200m", "00192200M"),
        ("registration", "TH", "0-9940-00617-72-1", "0994000617721"),
    ],
)
def test_separators_and_small_letters_do_not_matter(kind: str, country: str, typed: str, kept: str) -> None:
    assert checked_number(kind=kind, country=country, text=typed) == (kept, True)


@pytest.mark.parametrize(
    ("kind", "country", "typed"),
    [
        ("registration", "CN", "91110000600037341M"),  # a check digit that differs
        ("registration", "CN", "9111000060003734"),  # too short
        ("registration", "CN", "91110000600037314L"),  # two digits swapped
        ("tax", "VN", "0100233489"),
        ("registration", "SG", "00192200X"),
        ("tax", "TH", "0994000617722"),
        ("identity", "MY", "000000-00-0000"),
    ],
)
def test_a_number_that_cannot_be_right_is_refused(kind: str, country: str, typed: str) -> None:
    with pytest.raises(ValidationError, match="cannot be right"):
        checked_number(kind=kind, country=country, text=typed)


def test_the_refusal_shows_what_a_right_one_looks_like() -> None:
    with pytest.raises(ValidationError, match="91110000600037341L"):
        checked_number(kind="registration", country="CN", text="1")


@pytest.mark.parametrize("country", ["KH", "LA", "MM", "BN", "TL", "PH"])
def test_elsewhere_a_number_is_taken_as_written(country: str) -> None:
    assert checked_number(kind="registration", country=country, text=" Co.  1234/2019 ") == (
        "Co. 1234/2019",
        False,
    )


def test_checks_are_those_of_kinds_there_are() -> None:
    assert {kind for kind, _ in NUMBERS} <= set(KINDS)
    assert set(EXAMPLES) <= set(NUMBERS)
    assert kind_name("registration") == "Company registration"
    assert kind_name("of-old") == "of-old"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("person", {"identity", "licence"}),
        ("company", {"registration", "tax", "trade-mark", "licence"}),
        ("tour-operator", {"registration", "tax", "trade-mark", "licence", "travel-licence"}),
    ],
)
def test_kinds_are_those_an_organization_can_have(kind: str, expected: set[str]) -> None:
    assert {one.key for one in kinds_for(Organization(kind=kind))} == expected

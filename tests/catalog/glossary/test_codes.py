"""HS numbers, article numbers and GTIN."""

import pytest

from catalog.glossary.analyzer import code_key, hs_prefixes


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("0902.10", "090210"),
        ("0902 10", "090210"),
        ("０９０２．１０", "090210"),
        ("๐๙๐๒", "0902"),
        ("ABC-123/x", "abc123x"),
        ("6 901234 567892", "6901234567892"),
        ("durian", ""),
        ("", ""),
        ("1" * 41, ""),
    ],
)
def test_a_code_is_its_letters_and_digits(written: str, key: str) -> None:
    assert code_key(written) == key


@pytest.mark.parametrize(
    ("written", "prefixes"),
    [
        ("0902.10", ("0902", "090210")),
        ("0902", ("0902",)),
        ("08106000", ("0810", "081060", "08106000")),
        ("tea", ()),
        ("A0902", ()),
    ],
)
def test_an_hs_number_is_found_by_each_of_its_headings(written: str, prefixes: tuple[str, ...]) -> None:
    assert hs_prefixes(written) == prefixes

"""A card in words and as a file: one line a field, whatever somebody writes into it."""

import pytest

from expo.fair.cards import FIELDS, lines_of, vcard


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Nok", "FN:Nok"),
        ("Nok\r\nTEL:666", "FN:Nok\\nTEL:666"),
        ("Nok\u2028TEL:666", "FN:Nok\\nTEL:666"),
        ("a;b,c\\d", "FN:a\\;b\\,c\\\\d"),
        ("", "FN:"),
        ("ນາງ ບົວ", "FN:ນາງ ບົວ"),
    ],
)
def test_a_name_is_one_line_of_the_file(name: str, line: str) -> None:
    lines = vcard({"name": name, "email": "x@example.com"}).split("\r\n")
    assert lines[2] == line
    assert [one for one in lines if one.startswith("TEL")] == []
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCARD", "END:VCARD", "")


def test_a_card_in_words_leaves_out_what_is_empty_and_unknown() -> None:
    said = lines_of({"wish": "tea", "name": "Nok", "phone": "", "passport": "AA1"})
    assert [value for _label, value in said] == ["Nok", "tea"]
    assert [label for label, _value in said] == [str(FIELDS["name"]), str(FIELDS["wish"])]

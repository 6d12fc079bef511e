"""HS codes are read as people write them."""

import pytest

from catalog.reference.hs import NotAnHSCode, parent_of, read_hs, show_hs


@pytest.mark.parametrize("text", ["0902.40", "090240", " 0902 40 ", "09.02.40"])
def test_four_ways_to_write_dark_tea(text: str) -> None:
    assert read_hs(text) == "090240"
    assert show_hs(read_hs(text)) == "0902.40"


@pytest.mark.parametrize("text", ["", "9", "090", "0902.4", "0902.40.10", "tea", "٠٩٠٢", "０９０２", "-902"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(NotAnHSCode, match="is not an HS code"):
        read_hs(text)


def test_every_code_but_a_chapter_is_part_of_another() -> None:
    assert (parent_of("090240"), parent_of("0902"), parent_of("09")) == ("0902", "09", None)
    assert (show_hs("0902"), show_hs("09")) == ("0902", "09")

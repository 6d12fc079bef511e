"""The eleven terms of Incoterms 2020."""

import pytest

from catalog.reference.trade_terms import TRADE_TERMS, show_term


def test_there_are_eleven() -> None:
    assert list(TRADE_TERMS) == ["EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF"]


def test_four_are_for_water_only_and_their_place_is_a_port() -> None:
    by_water = [term for term in TRADE_TERMS.values() if term.by_water_only]
    assert [term.code for term in by_water] == ["FAS", "FOB", "CFR", "CIF"]
    for term in TRADE_TERMS.values():
        assert str(term.place).startswith("port of") == term.by_water_only
        assert str(term.mode) == (
            "sea and inland waterway" if term.by_water_only else "any mode of transport"
        )


def test_a_term_is_written_with_its_place_and_edition() -> None:
    assert show_term("FOB", "Qinzhou") == "FOB Qinzhou, Incoterms 2020"


def test_a_term_of_another_edition_is_refused() -> None:
    with pytest.raises(KeyError):
        show_term("DAT", "Qinzhou")

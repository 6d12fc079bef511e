"""What the product page answers to a quantity: its total, or why not and what instead."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.products.detail import product_values
from catalog.products.forms import whole_number
from catalog.products.pricing import Tier
from catalog.products.selectors.page import VariantLine
from tests.catalog.products.made_up import RATES, TIERS, card, page, reader

# What other rooms show on a product's page they look up.
pytestmark = pytest.mark.django_db


def asked(typed: str, currency: str = "", **changes: Any) -> dict[str, Any]:
    values = product_values(
        page(**changes), reader(currency=currency, rates=RATES), typed=typed, quantity=whole_number(typed)
    )
    return {
        name: text.replace("\u00a0", " ") if isinstance(text, str) else text for name, text in values.items()
    }


def test_a_page_that_was_asked_nothing_answers_nothing_and_proposes_the_least_order() -> None:
    told = asked("")
    assert (told["quotation"], told["refusal"], told["typed"]) == ("", "", "20")
    assert not any(row["now"] for row in told["tiers"])


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("20", "20 kg: CNY 3,360.00 before freight"),
        ("95", "95 kg: CNY 15,960.00 before freight"),
        ("100", "100 kg: CNY 15,200.00 before freight"),
        ("1,000", "1,000 kg: CNY 139,000.00 before freight"),
        ("๑๐๐", "100 kg: CNY 15,200.00 before freight"),
        ("၁၀၀", "100 kg: CNY 15,200.00 before freight"),
        (" 100 ", "100 kg: CNY 15,200.00 before freight"),
    ],
)
def test_a_quantity_is_answered_with_its_total(typed: str, answer: str) -> None:
    told = asked(typed)
    assert (told["quotation"], told["refusal"]) == (answer, "")


def test_the_total_is_told_in_the_readers_currency_too() -> None:
    assert asked("100", "USD")["quotation"] == (
        "100 kg: CNY 15,200.00 before freight · about USD 2,171.43, rate of Nov 1, 2026 (1 CNY = 0.14286 USD)"
    )


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("1", "The smallest order is 20 kg."),
        ("19", "The smallest order is 20 kg."),
        ("21", "Orders go in steps of 5 kg. The next that fits is 25 kg."),
        ("101", "Orders go in steps of 5 kg. The next that fits is 105 kg."),
        ("some", "Write the quantity as a whole number, for example 20."),
        ("1.5", "Write the quantity as a whole number, for example 20."),
        ("0", "Write the quantity as a whole number, for example 20."),
        ("-20", "Write the quantity as a whole number, for example 20."),
        ("²", "Write the quantity as a whole number, for example 20."),
    ],
)
def test_what_cannot_be_ordered_says_what_can(typed: str, refusal: str) -> None:
    told = asked(typed)
    assert (told["refusal"], told["quotation"], told["typed"]) == (refusal, "", typed)


def test_prices_that_begin_above_the_least_order_say_where_they_begin() -> None:
    told = asked("20", tiers=(Tier(50, 100, "CNY"),))
    assert told["refusal"] == "The smallest order is 50 kg."


@pytest.mark.parametrize("typed", ["100", "1", "a lot"])
def test_goods_on_request_answer_no_quantity(typed: str) -> None:
    told = asked(typed, tiers=(), card=card(low=None, high=None, price_kind="on-request"))
    assert (told["quotation"], told["refusal"], told["tiers"], told["tier_note"]) == ("", "", [], "")
    assert told["least"] is None


@settings(deadline=None)  # slots are looked up in the database
@given(st.integers(1, 10**9))
def test_every_number_gets_exactly_one_answer_and_one_row(quantity: int) -> None:
    told = asked(str(quantity))
    assert bool(told["quotation"]) != bool(told["refusal"])
    assert sum(row["now"] for row in told["tiers"]) == bool(told["quotation"])


@settings(deadline=None)
@given(st.text(max_size=30))
def test_whatever_is_typed_the_page_answers(typed: str) -> None:
    told = asked(typed)
    assert not (told["quotation"] and told["refusal"])
    assert told["typed"]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("1", 1),
        ("1000000000", 10**9),
        ("1000000001", None),
        ("10000000000", None),
        ("1 000", 1000),
        ("1,000", 1000),
        ("៥០", 50),
        ("໒໐", 20),
        ("٢٠", 20),
        ("", None),
        ("1e3", None),
        ("½", None),
        ("Ⅷ", None),
        ("0x10", None),
    ],
)
def test_whole_numbers_are_read_in_any_digits_and_nothing_else_is(value: str, number: int | None) -> None:
    assert whole_number(value) == number


@given(st.text())
def test_a_number_read_is_within_its_bounds(value: str) -> None:
    number = whole_number(value)
    assert number is None or 1 <= number <= 10**9


def test_the_price_note_names_unit_and_place() -> None:
    facts = {"terms": [{"incoterm": "FCA", "place": "Wuzhou"}, {"incoterm": "CIF", "place": "Penang"}]}
    assert asked("", facts=facts)["tier_note"] == "per kg, FCA Wuzhou (Incoterms 2020)"
    assert asked("", card=card(per=10, unit="piece"))["tier_note"] == "per 10 pieces"


@pytest.mark.parametrize(
    ("tiers", "price"),
    [((), None), ((Tier(100, 900, "CNY"), Tier(20, 1000, "CNY")), "CNY 10.00")],
)
def test_a_variants_own_price_is_that_of_its_first_quantity(
    tiers: tuple[Tier, ...], price: str | None
) -> None:
    variant = VariantLine("LB-5", {"en": "Basket"}, {}, tiers)
    told = asked("", variants=(variant,))["variants"][0]
    assert (str(told["price"]).replace("\u00a0", " ") if told["price"] else None) == price


@pytest.mark.parametrize(
    ("names", "name", "lang"),
    [
        ({"en": "Basket", "zh-hans": "篓"}, "Basket", ""),
        ({"zh-hans": "篓"}, "篓", "zh-Hans"),
        ({}, "", ""),
    ],
)
def test_a_variant_is_named_as_near_to_the_reader_as_there_is(
    names: dict[str, str], name: str, lang: str
) -> None:
    told = asked("", variants=(VariantLine("LB-5", names, {}, ()),))["variants"][0]
    assert (told["name"], told["lang"]) == (name, lang)


def test_prices_in_the_table_are_those_of_all_variants() -> None:
    variant = VariantLine("LB-5", {"en": "Basket"}, {}, (Tier(1, 1, "CNY"),))
    assert len(asked("", variants=(variant,))["tiers"]) == len(TIERS)

"""Prices as cards and tables print them: the seller's own first, the reader's currency as a rough help."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from catalog.products import presenting
from catalog.products.pricing import Tier
from catalog.reference.money import Money
from catalog.translation.texts import LocalText
from tests.catalog.products.made_up import RATES, TIERS, card, reader


def plain(text: object) -> str:
    return str(text).replace("\u00a0", " ")


@pytest.mark.parametrize(("low", "high"), [(None, None), (None, 5), (5, None)])
def test_a_price_with_an_end_missing_is_on_request(low: int | None, high: int | None) -> None:
    assert presenting.price(card(low=low, high=high), reader()) == {"iso": "", "digits": ""}


def test_prices_by_quantity_are_told_from_the_least_on() -> None:
    told = presenting.price(card(), reader())
    assert (told["iso"], told["digits"], told["per"], told["least"]) == ("CNY", "139.00", "kg", True)


def test_a_single_price_is_not_told_as_the_least() -> None:
    assert presenting.price(card(high=13_900), reader())["least"] is False


@pytest.mark.parametrize(
    ("kind", "high", "digits", "least"),
    [
        ("range", 16_800, "139.00–168.00", False),
        ("range", 13_900, "139.00", False),
        ("tiers", 16_800, "139.00", True),
        ("tiers", 13_900, "139.00", False),
    ],
)
def test_only_a_range_of_two_ends_prints_both(kind: str, high: int, digits: str, least: bool) -> None:
    told = presenting.price(card(price_kind=kind, high=high), reader())
    assert (told["digits"], told["least"]) == (digits, least)


@pytest.mark.parametrize(
    ("currency", "minor", "language", "digits"),
    [
        ("VND", 1_250_000, "vi", "1.250.000"),
        ("VND", 1_250_000, "en", "1,250,000"),
        ("JPY", 1_250, "en", "1,250"),
        ("USD", 145_000, "en", "1,450.00"),
        ("LAK", 1_200_00, "en", "1,200"),
        ("LAK", 1_200_50, "en", "1,200.50"),
    ],
)
def test_digits_are_grouped_as_the_reader_does_and_as_exact_as_the_currency(
    currency: str, minor: int, language: str, digits: str
) -> None:
    told = presenting.price(card(currency=currency, low=minor, high=minor), reader(language))
    assert (told["iso"], told["digits"]) == (currency, digits)


@given(low=st.integers(0, 10**10), more=st.integers(0, 10**6))
def test_a_price_stated_is_never_told_as_on_request(low: int, more: int) -> None:
    for kind in ("tiers", "range"):
        told = presenting.price(card(price_kind=kind, low=low, high=low + more), reader())
        assert told["iso"] == "CNY"
        assert told["digits"]


def test_a_price_of_nothing_is_a_price() -> None:
    assert presenting.price(card(low=0, high=0), reader())["digits"] == "0.00"


@pytest.mark.parametrize(
    ("per", "unit", "told"),
    [(1, "kg", "kg"), (10, "piece", "10 pieces"), (1, "piece", "piece"), (1000, "g", "1,000 g")],
)
def test_what_a_price_is_for_names_more_than_one(per: int, unit: str, told: str) -> None:
    assert plain(presenting.per_text(per, unit, "en")) == told


def test_a_reader_who_chose_no_currency_is_told_no_other_price() -> None:
    assert presenting.about(Money(700, "CNY"), reader(rates=RATES)) == ""


def test_a_price_in_the_readers_own_currency_is_not_converted() -> None:
    assert presenting.about(Money(700, "CNY"), reader(currency="CNY", rates=RATES)) == ""


def test_without_rates_nothing_is_claimed() -> None:
    assert presenting.about(Money(700, "CNY"), reader(currency="USD")) == ""
    assert presenting.about(Money(700, "CNY"), reader(currency="MMK", rates=RATES)) == ""


def test_a_converted_price_names_its_rate_and_the_day() -> None:
    told = presenting.about(Money(700, "CNY"), reader(currency="USD", rates=RATES))
    assert plain(told) == "about USD 1.00, rate of Nov 1, 2026 (1 CNY = 0.14286 USD)"


def test_a_made_up_rate_says_that_it_is_one() -> None:
    rates = replace(RATES, demonstration=True)
    told = presenting.about(Money(700, "CNY"), reader(currency="USD", rates=rates))
    assert plain(told) == "about USD 1.00, demonstration rate of Nov 1, 2026 (1 CNY = 0.14286 USD)"


def test_a_rate_through_a_third_currency_will_do() -> None:
    told = presenting.about(Money(70_000, "CNY"), reader(currency="VND", rates=RATES))
    assert plain(told).startswith("about VND 2,600,000,")


def test_the_card_converts_its_least_price() -> None:
    told = presenting.price(card(low=700), reader(currency="USD", rates=RATES))
    assert plain(told["about"]).startswith("about USD 1.00")


def ranges(tiers: list[Tier], unit: str = "kg") -> list[str]:
    return [plain(row["range"]) for row in presenting.tiers(tiers, unit, reader())]


def test_a_table_of_prices_leaves_no_quantity_out() -> None:
    assert ranges(list(TIERS)) == ["20–99 kg", "100–499 kg", "500 kg and more"]


def test_a_step_of_one_quantity_is_no_range() -> None:
    assert ranges([Tier(1, 5, "CNY"), Tier(2, 4, "CNY"), Tier(5, 3, "CNY")], "piece") == [
        "1 piece",
        "2–4 pieces",
        "5 pieces and more",
    ]


def test_the_step_of_the_asked_quantity_stands_out_alone() -> None:
    rows = presenting.tiers(list(TIERS), "kg", reader(), now=TIERS[1])
    assert [row["now"] for row in rows] == [False, True, False]
    assert not any(row["now"] for row in presenting.tiers(list(TIERS), "kg", reader()))


def test_no_prices_make_no_table() -> None:
    assert presenting.tiers([], "kg", reader()) == []


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=8, unique=True))
def test_a_table_is_in_order_of_quantity_however_prices_were_written(starts: list[int]) -> None:
    rows = presenting.tiers([Tier(start, start, "VND") for start in starts], "kg", reader())
    printed = [int(row["price"].digits.replace(",", "")) for row in rows]
    assert printed == sorted(starts)


@pytest.mark.parametrize(
    ("city", "country", "language", "told"),
    [
        ("Wuzhou", "CN", "en", "Wuzhou, China"),
        ("", "KH", "en", "Cambodia"),
        ("梧州", "CN", "zh-hans", "梧州, 中国"),
        ("", "MM", "en", "Myanmar"),
    ],
)
def test_a_place_is_city_and_country_as_the_reader_calls_them(
    city: str, country: str, language: str, told: str
) -> None:
    assert presenting.place(city, country, language) == told


@pytest.mark.parametrize(
    ("language", "page_language", "tag"),
    [("zh-hans", "en", "zh-Hans"), ("en", "en", ""), ("", "en", ""), ("my", "th", "my")],
)
def test_a_text_is_tagged_only_where_it_is_not_in_the_pages_language(
    language: str, page_language: str, tag: str
) -> None:
    assert presenting.tag_unless(LocalText("x", language), page_language) == tag


def values(**changes: Any) -> dict[str, Any]:
    language = changes.pop("language", "en")
    return presenting.card_values(card(**changes), reader(language), [])


def test_a_card_leads_to_the_product_in_the_readers_language() -> None:
    assert values()["url"] == "/en/product/liubao/"
    with translation.override("th"):
        assert values(language="th")["url"] == "/th/product/liubao/"


def test_a_card_in_the_makers_language_repeats_no_name() -> None:
    told = values(title=LocalText("六堡茶", "zh-hans"), original=None, language="zh-hans")
    assert (told["title_lang"], told["original"], told["original_lang"]) == ("", "", "")


def test_a_card_shows_the_makers_own_name_with_its_language() -> None:
    told = values(language="th")
    assert (told["title_lang"], told["original"], told["original_lang"]) == ("en", "六堡茶", "zh-Hans")


def test_only_a_protected_name_wears_the_badge() -> None:
    assert values()["badge"] is None
    assert values(is_gi=True)["badge"]["text"] == "GI product"


def test_a_card_names_the_least_order_and_the_seller() -> None:
    assert plain(values()["meta"]) == "MOQ 20 kg · Green Banyan"


def test_a_sellers_name_in_another_language_says_so() -> None:
    meta = str(values(organization=LocalText("青榕树茶坊", "zh-hans"))["meta"])
    assert '<span lang="zh-Hans">青榕树茶坊</span>' in meta


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_sellers_name_cannot_bring_markup_of_its_own(language: str) -> None:
    meta = str(values(organization=LocalText("<b>Tea</b> & Co", language))["meta"])
    assert "&lt;b&gt;Tea&lt;/b&gt; &amp; Co" in meta
    assert "<b>" not in meta

"""Storefronts and brands as they are printed: whose words, whose language, and nothing that was not said."""

from typing import Any

import pytest
from django.conf import settings as site
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from catalog.merchants.presenting import (
    brand_line,
    brand_values,
    country_links,
    initial,
    languages_line,
    line_values,
    place,
    store_lines,
    store_values,
)
from catalog.merchants.structured import brand_data, place_data, seller_data, whole_address
from catalog.seams.preferences import Preferences
from catalog.translation.texts import LocalText
from tests.catalog.merchants.sellers import OWN_NAME, brand, brand_page, store, store_page
from tests.catalog.products.made_up import picture

ENGLISH = Preferences(language="en")
HERE = site.SITE_ADDRESS
pytestmark = pytest.mark.django_db  # slots of other rooms ask for nothing, but they may


@pytest.mark.parametrize(
    ("own", "letter"),
    [
        ("青榕树茶坊", "青"),
        ("Demo Tea House", "T"),
        ("“Quoted”", "Q"),
        ("  7 Rivers", "7"),
        ("សួនម្រេច", "ស"),
        ("—", "·"),
    ],
)
def test_the_seal_shows_the_first_letter_of_its_own_name(own: str, letter: str) -> None:
    assert initial(store(original=LocalText(own, "zh-hans"))) == letter


def test_the_seal_is_the_same_in_every_language() -> None:
    seen_in_chinese = store(name=OWN_NAME, original=None)
    assert initial(seen_in_chinese) == initial(store()) == "青"


@given(st.text(max_size=20))
def test_every_name_has_a_seal_of_one_letter(own: str) -> None:
    assert len(initial(store(name=LocalText(own, "en"), original=None))) == 1


@pytest.mark.parametrize(
    ("answers", "language", "line"),
    [
        ((), "en", ""),
        (("zh-hans", "en"), "en", "Answers in: Simplified Chinese, English"),
        (("km",), "en", "Answers in: Khmer"),
    ],
)
def test_it_says_in_which_languages_it_answers(answers: tuple[str, ...], language: str, line: str) -> None:
    assert languages_line(store(answering_languages=answers), language) == line


@pytest.mark.parametrize(
    ("city", "language", "told"), [("Wuzhou", "en", "Wuzhou, China"), ("", "en", "China"), ("", "th", "จีน")]
)
def test_where_it_is(city: str, language: str, told: str) -> None:
    assert place(store(city=city), language) == told
    assert place(brand(city=city), language) == told


def test_a_line_marks_what_is_not_in_the_readers_language() -> None:
    told = line_values(store(), Preferences(language="vi"), [])
    assert (told["name_lang"], told["original"], told["original_lang"]) == ("en", "青榕树茶坊", "zh-Hans")
    own = line_values(store(name=OWN_NAME, original=None), Preferences(language="zh-hans"), [])
    assert (own["name_lang"], own["original"], own["original_lang"]) == ("", "", "")


def test_a_line_leads_to_the_storefront_in_the_readers_language() -> None:
    assert line_values(store(), ENGLISH, [])["url"] == "/en/storefront/green-banyan/"
    with translation.override("lo"):
        assert line_values(store(), Preferences(language="lo"), [])["url"] == "/lo/storefront/green-banyan/"


def test_lines_keep_their_order() -> None:
    cards = [store(id=number, slug=f"store-{number}") for number in (5, 3, 4)]
    assert [line["url"][-2] for line in store_lines(cards, ENGLISH)] == ["5", "3", "4"]
    assert store_lines([], ENGLISH) == []


def facts(**changes: Any) -> dict[str, str]:
    told = store_values(store_page(**changes), ENGLISH)["store"]["facts"]
    return {str(fact["label"]): str(fact["value"]) for fact in told}


def test_only_what_a_seller_states_is_listed() -> None:
    assert facts() == {"Kind": "Guangxi brand owner"}
    assert facts(founded=1987, markets=("MY", "TH"), payment_terms="30 % before", private_label=True) == {
        "Kind": "Guangxi brand owner",
        "Founded": "1987",
        "Markets": "Malaysia, Thailand",
        "Payment terms": "30 % before",
        "Private label": "possible",
    }


def test_the_fictional_is_marked_and_kept_from_search_engines_unless_wanted(settings: Settings) -> None:
    settings.INDEX_DEMO = False
    told = store_values(store_page(is_demo=True), ENGLISH)
    assert [str(mark["text"]) for mark in told["store"]["marks"]] == ["fictional"]
    assert told["noindex"] is True
    assert brand_values(brand_page(is_demo=True), ENGLISH)["noindex"] is True
    assert brand_values(brand_page(is_demo=True), ENGLISH)["brand"]["marks"]
    settings.INDEX_DEMO = True
    assert store_values(store_page(is_demo=True), ENGLISH)["noindex"] is False
    assert brand_values(brand_page(is_demo=True), ENGLISH)["noindex"] is False


def test_the_real_is_neither_marked_nor_kept_away() -> None:
    store_told, brand_told = store_values(store_page(), ENGLISH), brand_values(brand_page(), ENGLISH)
    assert (store_told["store"]["marks"], store_told["noindex"]) == ([], False)
    assert (brand_told["brand"]["marks"], brand_told["noindex"]) == ([], False)


def test_the_banner_is_shared_before_the_mark() -> None:
    logo, banner = picture("logo"), picture("banner")
    assert store_values(store_page(banner=banner, card=store(logo=logo)), ENGLISH)["share_picture"] == banner
    assert store_values(store_page(card=store(logo=logo)), ENGLISH)["share_picture"] == logo
    assert store_values(store_page(), ENGLISH)["share_picture"] is None


def test_the_way_to_a_storefront_names_its_language() -> None:
    crumbs = store_values(store_page(card=store(name=OWN_NAME)), ENGLISH)["crumbs"]
    assert [(crumb["text"], crumb["url"]) for crumb in crumbs] == [
        ("Home", "/en/"),
        ("Storefronts", "/en/storefronts/"),
        ("青榕树茶坊", ""),
    ]
    assert crumbs[-1]["lang"] == "zh-Hans"


def test_the_way_to_a_brand_goes_through_its_seller_while_that_is_open() -> None:
    crumbs = brand_values(brand_page(), ENGLISH)["crumbs"]
    assert [crumb["url"] for crumb in crumbs] == [
        "/en/",
        "/en/storefronts/",
        "/en/storefront/green-banyan/",
        "",
    ]
    closed = brand_values(brand_page(card=brand(storefront="")), ENGLISH)
    assert [crumb["text"] for crumb in closed["crumbs"]] == ["Home", "Storefronts", "Old Banyan"]
    assert closed["seller_url"] == ""


def test_a_brand_in_a_list_has_a_seal_of_its_own_name() -> None:
    told = brand_line(brand(), "th")
    assert (told["initial"], told["name_lang"], told["url"]) == ("老", "en", "/en/brand/old-banyan/")


@pytest.mark.parametrize(
    ("current", "marked"), [("", "All"), ("KH", "Cambodia"), ("XX", "All"), ("kh", "All"), ("TH", "Thailand")]
)
def test_the_country_that_narrows_the_list_is_marked(current: str, marked: str) -> None:
    links = country_links({"KH": 2, "TH": 2, "CN": 5}, current, "en")
    assert [link["text"] for link in links] == ["All", "China", "Cambodia", "Thailand"]
    assert [link["count"] for link in links] == [9, 5, 2, 2]
    assert [link["text"] for link in links if link["current"]] == [marked]
    assert [link["url"] for link in links[:2]] == ["/en/storefronts/", "/en/storefronts/?country=CN"]


def test_without_storefronts_there_is_only_all() -> None:
    assert country_links({}, "", "en") == [
        {"text": "All", "url": "/en/storefronts/", "count": 0, "current": True}
    ]


def test_machines_are_told_who_and_where() -> None:
    data = seller_data(store_page())
    assert data == {
        "@type": "Organization",
        "@id": f"{HERE}/en/storefront/green-banyan/#organization",
        "name": "Green Banyan",
        "url": f"{HERE}/en/storefront/green-banyan/",
        "address": {"@type": "PostalAddress", "addressCountry": "CN", "addressLocality": "Wuzhou"},
        "alternateName": "青榕树茶坊",
    }


def test_machines_are_told_all_that_was_said() -> None:
    said = store_page(
        card=store(
            logo=picture("logo"), answering_languages=("zh-hans", "en"), tagline=LocalText("Only tea", "en")
        ),
        about=LocalText("Long story", "en"),
        founded=1987,
        markets=("MY",),
        brands=(brand(),),
    )
    data = seller_data(said)
    assert data["description"] == "Only tea"
    assert data["logo"] == f"{HERE}/media/logo-400.jpeg"
    assert data["foundingDate"] == "1987"
    assert data["areaServed"] == ["MY"]
    assert data["knowsLanguage"] == ["zh-Hans", "en"]
    assert data["brand"] == [{"@type": "Brand", "name": "Old Banyan"}]


def test_a_seller_without_a_line_is_described_by_its_story() -> None:
    assert seller_data(store_page(about=LocalText("Long story", "en")))["description"] == "Long story"


def test_a_place_without_a_city_is_a_country() -> None:
    assert place_data("KH", "") == {"@type": "PostalAddress", "addressCountry": "KH"}


def test_a_brand_without_a_mark_claims_none() -> None:
    assert "logo" not in brand_data(brand())
    assert brand_data(brand(logo=picture("mark")))["logo"] == f"{HERE}/media/mark-400.jpeg"


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("/media/a.jpeg", f"{HERE}/media/a.jpeg"),
        ("https://media.example/a.jpeg", "https://media.example/a.jpeg"),
    ],
)
def test_an_address_of_ours_gets_its_host_and_another_stays(url: str, whole: str) -> None:
    assert whole_address(url) == whole

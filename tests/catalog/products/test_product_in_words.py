"""The parts of a product page: where it stands, what names it, what leads on from it."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation
from pytest_django import Settings

from catalog.merchants.selectors import BrandCard
from catalog.products.detail import product_values
from catalog.products.selectors.page import GalleryPicture
from catalog.translation.texts import LocalText
from tests.catalog.products.made_up import DARK_TEA, FOOD, NOTHING, TEA, card, page, picture, reader, stated

# What other rooms show on a product's page they look up.
pytestmark = pytest.mark.django_db


def told(language: str = "en", **changes: Any) -> dict[str, Any]:
    return product_values(page(**changes), reader(language), typed="", quantity=None)


def texts(**given: LocalText) -> dict[str, LocalText]:
    return {**dict.fromkeys(("title", "summary", "description", "packing"), NOTHING), **given}


def test_the_way_down_goes_through_every_category() -> None:
    crumbs = told(line=(FOOD, TEA, DARK_TEA))["crumbs"]
    assert [(crumb["text"], crumb["url"]) for crumb in crumbs] == [
        ("Home", "/en/"),
        ("Goods", "/en/goods/"),
        ("Food", "/en/goods/food/"),
        ("Tea", "/en/goods/tea/"),
        ("黑茶", "/en/goods/dark-tea/"),
        ("Liubao tea", ""),
    ]
    assert [crumb.get("lang", "") for crumb in crumbs] == ["", "", "", "", "zh-Hans", ""]


def test_the_way_down_is_in_the_readers_language() -> None:
    with translation.override("vi"):
        crumbs = told("vi")["crumbs"]
    assert [crumb["url"] for crumb in crumbs][:2] == ["/vi/", "/vi/goods/"]
    assert [crumb.get("lang", "") for crumb in crumbs][2:] == ["en", "en", "en"]


def test_goods_of_no_known_category_stand_right_below_all_goods() -> None:
    assert [crumb["text"] for crumb in told(line=())["crumbs"]] == ["Home", "Goods", "Liubao tea"]


@pytest.mark.parametrize("others", [1, 3, 7])
def test_a_product_is_compared_with_at_most_three_others_and_stands_first(others: int) -> None:
    similar = [card(id=number + 10, slug=f"tea-{number}") for number in range(others)]
    address = told(similar=similar)["compare_url"]
    assert address.startswith("/en/compare/?p=liubao&p=tea-0")
    assert address.count("p=") == min(others, 3) + 1


def test_a_product_alone_of_its_kind_is_not_compared() -> None:
    assert told()["compare_url"] == ""
    assert told()["similar"] == []


def test_a_protected_name_leads_to_its_entry() -> None:
    found = told(gi=("liubao-tea", LocalText("六堡茶", "zh-hans")))["gi"]
    assert found == {"name": "六堡茶", "lang": "zh-Hans", "url": "/en/gi/liubao-tea/"}
    assert told()["gi"] is None


def test_a_country_without_a_page_is_no_link() -> None:
    assert told()["country_url"] == "/en/country/cn/"
    assert told(country_has_page=False)["country_url"] == ""


def test_a_closed_storefront_is_no_link() -> None:
    assert told()["storefront_url"] == "/en/storefront/green-banyan/"
    assert told(card=card(storefront=""))["storefront_url"] == ""


@pytest.mark.parametrize(
    ("states", "marked"),
    [
        ({}, False),
        ({"summary": "machine"}, True),
        ({"summary": "reviewed", "description": "source"}, False),
        ({"title": "reviewed", "packing": "machine"}, True),
    ],
)
def test_one_text_by_machine_marks_the_page(states: dict[str, str], marked: bool) -> None:
    given = {name: LocalText("words", "en", state) for name, state in states.items()}
    assert told(texts=texts(**given))["machine_made"] is marked


def test_a_text_that_is_missing_marks_nothing() -> None:
    assert told(texts=texts(summary=LocalText("", "", "machine")))["machine_made"] is False


def test_demonstration_goods_are_kept_from_search_engines_unless_wanted(settings: Settings) -> None:
    settings.INDEX_DEMO = False
    assert told(is_demo=True)["noindex"] is True
    assert told()["noindex"] is False
    settings.INDEX_DEMO = True
    assert told(is_demo=True)["noindex"] is False


@pytest.mark.parametrize(
    ("alt", "words"),
    [
        ({"en": "A basket", "zh-hans": "篓"}, "A basket"),
        ({"zh-hans": "篓"}, "篓"),
        ({}, ""),
    ],
)
def test_a_picture_is_described_as_near_to_the_reader_as_there_is(alt: dict[str, str], words: str) -> None:
    pictures = (GalleryPicture(picture(), alt),)
    assert told(pictures=pictures)["pictures"][0]["alt"] == words


@pytest.mark.parametrize(("language", "by_machine"), [("en", True), ("th", False)])
@pytest.mark.parametrize("place", ["picture.7", "document.sheet"])
def test_what_a_machine_says_of_pictures_and_documents_is_told_as_its(
    place: str, language: str, by_machine: bool
) -> None:
    facts = {
        "by_machine": {place: [language]},
        "documents": [{"file": "sheet", "names": {"en": "Data sheet", "th": "ข้อมูล"}}],
    }
    pictures = (GalleryPicture(picture(), {"en": "A basket", "th": "ตะกร้า"}, 7),)
    assert told(pictures=pictures, facts=facts)["machine_made"] is by_machine, "only what the reader gets"


def test_the_first_picture_is_shared_and_that_of_the_card_where_there_is_no_other() -> None:
    first, second, third = picture("a"), picture("b"), picture("c")
    gallery = (GalleryPicture(None, {}), GalleryPicture(first, {}), GalleryPicture(second, {}))
    assert told(pictures=gallery)["share_picture"] == first
    assert told(card=card(picture=third))["share_picture"] == third
    assert told()["share_picture"] is None


def test_properties_carry_the_language_of_their_names() -> None:
    ((name, value),) = told(attributes=(stated("Old", name=LocalText("等级", "zh-hans")),))["attributes"]
    assert (name, value) == ('<span lang="zh-Hans">等级</span>', "Old")


def test_only_what_is_stated_is_listed() -> None:
    labels = [label for label, _value in told(facts={"storage": "Dry", "harvest_months": []})["facts"]]
    assert labels == ["Minimum order", "Storage"]


BRAND = BrandCard(
    id=3,
    slug="old-banyan",
    name=LocalText("Old Banyan", "en"),
    original=LocalText("老榕", "zh-hans"),
    organization_id=7,
    organization=LocalText("Green Banyan", "en"),
    storefront="green-banyan",
    country="CN",
    city="Wuzhou",
    logo=None,
)


def test_a_brand_leads_to_its_page() -> None:
    found = told(brand=BRAND)["brand"]
    assert (found["url"], found["name"], found["name_lang"]) == ("/en/brand/old-banyan/", "Old Banyan", "")
    chinese = told(brand=replace(BRAND, name=LocalText("老榕", "zh-hans"), original=None))["brand"]
    assert (chinese["name_lang"], chinese["original"]) == ("zh-Hans", "")
    assert told()["brand"] is None

"""Brands as they are kept: whose words, whose address, what is noted, and what a page prints of them."""

from typing import Any

import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client

from catalog.audit.models import Entry
from catalog.merchants.brand_documents import CONTRIBUTOR
from catalog.merchants.models import Brand, Organization
from catalog.merchants.selectors import brand_cards, shown_brands
from catalog.merchants.services import move_brand, move_storefront, save_brand
from catalog.seams import freshness
from catalog.seams.preferences import Preferences
from catalog.translation.selectors import states_of, text_in
from portal.accounts.models import User
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
NAMES = {"zh-hans": "老榕", "en": "Old Banyan"}


def save(house: Organization, **changes: Any) -> Brand:
    values: dict[str, Any] = {"names": NAMES, "stories": {"zh-hans": "老榕树下。"}, **changes}
    return save_brand(organization=house, **values)


def read(client: Client, brand: Brand, language: str = "en") -> Any:
    caches["pages"].clear()
    return page_of(client.get(f"/{language}/brand/{brand.slug}/"))


@pytest.mark.parametrize(
    ("changes", "slug"),
    [
        ({}, "old-banyan"),
        ({"slug_from": "Banyan of Wuzhou"}, "banyan-of-wuzhou"),
        ({"names": {"zh-hans": "老榕"}}, "laorong"),
        ({"names": {"zh-hans": "品牌", "en": "Brand"}}, "brand-2"),
    ],
)
def test_an_address_is_made_of_the_name_and_never_one_of_ours(
    tea_house: Organization, changes: dict[str, Any], slug: str
) -> None:
    made = save(tea_house, **changes)
    assert made.slug == slug
    assert str(made) == made.slug


@pytest.mark.parametrize("names", [{}, {"en": "Old Banyan"}, {"zh-hans": ""}, {"zh-hans": " \t"}])
def test_without_a_name_of_its_own_nothing_is_saved(tea_house: Organization, names: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as refused:
        save(tea_house, names=names)
    assert refused.value.message_dict == {"name": ["Give the brand a name in the language you write in."]}
    assert not Brand.objects.exists()
    assert not Entry.objects.filter(action="brand.saved").exists()


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (None, "machine"),
        ({"name": {"en": "reviewed"}}, "reviewed"),
        ({"story": {"en": "reviewed"}}, "machine"),
    ],
)
def test_each_text_has_its_state(tea_house: Organization, states: Any, expected: str) -> None:
    found = {place: str(kept.state) for place, kept in states_of(save(tea_house, states=states)).items()}
    assert found == {
        ("name", "zh-hans"): "source",
        ("name", "en"): expected,
        ("story", "zh-hans"): "source",
    }


def test_who_saved_it_and_under_which_names_is_noted(tea_house: Organization, wei: User) -> None:
    made = save(tea_house, by=wei)
    entry = Entry.objects.get(action="brand.saved")
    assert (entry.actor, entry.target_name, entry.after) == (wei, made.slug, NAMES)


def test_a_story_that_is_left_out_is_gone(tea_house: Organization) -> None:
    made = save(tea_house)
    again = save(tea_house, brand=made, stories={})
    assert (again.pk, text_in(again, "story", "zh-hans")) == (made.pk, "")
    assert Brand.objects.count() == 1


def test_saving_and_moving_make_kept_pages_old(tea_house: Organization) -> None:
    before = freshness.generation("storefronts")
    made = save(tea_house)
    saved = freshness.generation("storefronts")
    move_brand(brand=made, to="withdrawn")
    assert len({before, saved, freshness.generation("storefronts")}) == 3


def test_a_withdrawn_brand_can_be_corrected_and_stays_withdrawn(tea_house: Organization) -> None:
    made = save(tea_house)
    move_brand(brand=made, to="withdrawn")
    assert save(tea_house, brand=made, names={"zh-hans": "新榕"}).status == "withdrawn"
    assert not shown_brands().exists()


@pytest.mark.parametrize(
    ("language", "name", "tag", "own"),
    [
        ("en", "Old Banyan", "en", "老榕"),
        ("zh-hans", "老榕", "zh-Hans", ""),
        ("km", "Old Banyan", "en", "老榕"),
    ],
)
def test_a_card_is_as_near_to_the_reader_as_there_is(
    tea_house: Organization, language: str, name: str, tag: str, own: str
) -> None:
    save(tea_house)
    (card,) = brand_cards(shown_brands(), language=language)
    assert (card.name.value, card.name.tag) == (name, tag)
    assert (card.original.value if card.original else "") == own


def test_a_hit_names_the_seller_and_the_place(tea_house: Organization) -> None:
    made = save(tea_house)
    row = CONTRIBUTOR.present([made.pk], Preferences(language="en"))[made.pk]
    assert row.line == "Green Banyan Tea House · Wuzhou, China"
    assert {(text.value, text.language) for text in row.texts} == {("老榕", "zh-hans"), ("Old Banyan", "en")}


def test_its_story_stands_in_its_own_language_and_its_seller_beside(
    client: Client, tea_house: Organization
) -> None:
    page = read(client, save(tea_house))
    assert the(page, "section[aria-labelledby=story] .measure")["lang"] == "zh-Hans"
    assert words(the(page, "#seller")) == "Sold by Green Banyan Tea House"
    assert [words(step) for step in page.select("nav.crumbs li")] == [
        "Home",
        "Storefronts",
        "Green Banyan Tea House",
        "Old Banyan",
    ]


def test_without_a_story_the_page_describes_it_in_a_sentence(client: Client, tea_house: Organization) -> None:
    page = read(client, save(tea_house, stories={}))
    described = the(page, "meta[name=description]")["content"]
    assert described == "Old Banyan: the brand, its story and its goods, sold by Green Banyan Tea House."
    assert not page.select("#story")


def test_a_name_brings_no_markup(client: Client, tea_house: Organization) -> None:
    page = read(client, save(tea_house, names={"zh-hans": "老榕", "en": '<i>Old</i> & "Banyan"'}, stories={}))
    assert words(the(page, "h1")).startswith('<i>Old</i> & "Banyan"')
    assert not page.select("h1 i, nav.crumbs i")
    assert '<i>Old</i> & "Banyan"' in str(the(page, "meta[name=description]")["content"])


def test_the_way_to_a_closed_storefront_is_left_out(client: Client, tea_house: Organization) -> None:
    made = save(tea_house)
    move_storefront(storefront=tea_house.storefront, to="paused")
    page = read(client, made)
    assert [words(step) for step in page.select("nav.crumbs li")] == ["Home", "Storefronts", "Old Banyan"]
    assert not page.select(f"#main a[href*='{tea_house.slug}']")

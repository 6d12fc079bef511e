"""Lists of storefronts: who is on them, in which order, on which page, and what a reader reads there."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.merchants.models import Brand, Organization, Storefront
from catalog.merchants.selectors import (
    PER_PAGE,
    brand_cards,
    brand_page,
    cards,
    newest,
    shown,
    shown_brands,
    storefront_list,
    storefront_page,
)
from catalog.merchants.services import move_storefront, save_brand
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
OpenMany = Callable[..., list[Storefront]]


@pytest.fixture
def open_many(db: None) -> OpenMany:
    """Return a maker of bare storefronts in one country, each opened an hour before the one made before."""

    def make(count: int, country: str = "LA") -> list[Storefront]:
        stem = f"{country}-{Organization.objects.count()}".lower()
        houses = Organization.objects.bulk_create(
            Organization(
                slug=f"{stem}-{number}", kind="merchant", country_id=country, source_language="lo",
                name_lo=f"ຮ້ານ {number}",
            )
            for number in range(count)
        )  # fmt: skip
        return Storefront.objects.bulk_create(
            Storefront(
                organization=house, slug=house.slug, status="published",
                published_at=NOON - timedelta(hours=number),
            )
            for number, house in enumerate(houses)
        )  # fmt: skip

    return make


def listed(**wanted: Any) -> list[str]:
    return [
        card.slug for card in storefront_list(**{"language": "en", "country": "", "page": 1, **wanted}).cards
    ]


def test_the_newest_stand_first(open_many: OpenMany) -> None:
    made = open_many(3)
    assert listed() == [one.slug for one in made]
    assert [card.slug for card in newest(language="en", count=2)] == [one.slug for one in made[:2]]


def test_of_two_opened_at_once_the_later_made_stands_first(open_many: OpenMany) -> None:
    made = open_many(2)
    Storefront.objects.update(published_at=NOON)
    assert listed() == [made[1].slug, made[0].slug]


@pytest.mark.parametrize("status", ["draft", "paused"])
def test_what_is_not_open_is_on_no_list(open_many: OpenMany, status: str) -> None:
    (one,) = open_many(1)
    Storefront.objects.update(status=status)
    assert listed() == []
    assert newest(language="en", count=5) == []
    assert storefront_page(slug=one.slug, language="en") is None
    assert storefront_list(language="en", country="", page=1).countries == {}


def test_whose_owner_is_suspended_is_on_no_list(open_many: OpenMany) -> None:
    (one,) = open_many(1)
    Organization.objects.update(status="suspended")
    assert not shown().exists()
    assert storefront_page(slug=one.slug, language="en") is None


def test_pages_follow_each_other_without_gap_or_repeat(open_many: OpenMany) -> None:
    made = open_many(PER_PAGE + 2)
    seen = [*listed(page=1), *listed(page=2)]
    assert seen == [one.slug for one in made]


@pytest.mark.parametrize(("asked", "shown_page"), [(-5, 1), (0, 1), (1, 1), (2, 2), (3, 2), (10**9, 2)])
def test_a_page_beyond_the_ends_is_answered_with_the_nearest(
    open_many: OpenMany, asked: int, shown_page: int
) -> None:
    open_many(PER_PAGE + 1)
    found = storefront_list(language="en", country="", page=asked)
    assert (found.page, found.total) == (shown_page, PER_PAGE + 1)


def test_an_empty_list_has_one_page() -> None:
    found = storefront_list(language="en", country="", page=7)
    assert (found.page, found.total, list(found.cards)) == (1, 0, [])


@pytest.mark.parametrize(
    ("country", "total"), [("LA", 2), ("KH", 1), ("", 3), ("TH", 3), ("XX", 3), ("la", 3), ("\x00", 3)]
)
def test_a_country_without_storefronts_narrows_nothing(open_many: OpenMany, country: str, total: int) -> None:
    open_many(2)
    open_many(1, "KH")
    found = storefront_list(language="en", country=country, page=1)
    assert (found.total, len(found.cards)) == (total, total)
    assert found.countries == {"LA": 2, "KH": 1}


@pytest.mark.parametrize("count", [1, 24, 200])
def test_lists_ask_as_often_however_many_there_are(
    client: Client, open_many: OpenMany, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    open_many(count)
    with django_assert_num_queries(1):
        assert len(cards(shown(), language="my")) == count
    with django_assert_num_queries(2):
        storefront_list(language="my", country="LA", page=1)
    with django_assert_num_queries(1):
        newest(language="my", count=24)
    client.get("/my/storefronts/")
    caches["pages"].clear()
    with django_assert_num_queries(5):
        client.get("/my/storefronts/")


@pytest.mark.parametrize("count", [1, 24, 200])
def test_brands_ask_as_often_however_many_there_are(
    tea_house: Organization, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    Brand.objects.bulk_create(
        Brand(organization=tea_house, slug=f"b-{number}", name_en="Brand") for number in range(count)
    )
    with django_assert_num_queries(1):
        assert len(brand_cards(shown_brands(), language="fil")) == count


@pytest.mark.parametrize(
    ("language", "name", "tag", "own"),
    [
        ("en", "Green Banyan Tea House", "en", "青榕树茶坊"),
        ("zh-hans", "青榕树茶坊", "zh-Hans", ""),
        ("lo", "Green Banyan Tea House", "en", "青榕树茶坊"),
    ],
)
def test_a_name_is_as_near_to_the_reader_as_there_is_with_its_own_beside(
    tea_house: Organization, language: str, name: str, tag: str, own: str
) -> None:
    (card,) = cards(shown(), language=language)
    assert (card.name.value, card.name.tag) == (name, tag)
    assert (card.original.value if card.original else "") == own


@pytest.mark.parametrize(("language", "city"), [("en", "Wuzhou"), ("zh-hans", "梧州")])
def test_its_city_is_named_in_the_readers_language(tea_house: Organization, language: str, city: str) -> None:
    assert cards(shown(), language=language)[0].city == city


def test_a_page_knows_what_its_document_says(tea_house: Organization) -> None:
    page = storefront_page(slug=tea_house.slug, language="en")
    assert page is not None
    assert (page.kind, list(page.markets), page.private_label) == ("Guangxi brand owner", ["MY", "TH"], False)
    assert (page.about.value, page.about.language) == ("三代人做茶。", "zh-hans")
    assert page.card.tagline.value == "Liubao tea and nothing else"


def test_a_storefront_shows_its_own_brands_only_the_oldest_first(
    tea_house: Organization, pepper_garden: Organization
) -> None:
    first, second = (
        save_brand(organization=tea_house, names={"zh-hans": name}, stories={}) for name in ("甲", "乙")
    )
    save_brand(organization=pepper_garden, names={"km": "មេគង្គ"}, stories={})
    page = storefront_page(slug=tea_house.slug, language="en")
    assert page is not None
    assert [card.id for card in page.brands] == [first.pk, second.pk]


@pytest.mark.parametrize("slug", ["", "no-such", "GREEN-BANYAN-TEA-HOUSE"])
def test_what_is_not_there_is_none(tea_house: Organization, slug: str) -> None:
    assert storefront_page(slug=slug, language="en") is None
    assert brand_page(slug=slug, language="en") is None


def test_a_brand_names_its_sellers_storefront_while_it_is_open(tea_house: Organization) -> None:
    made = save_brand(organization=tea_house, names={"zh-hans": "老榕"}, stories={"zh-hans": "老。"})
    page = brand_page(slug=made.slug, language="en")
    assert page is not None
    assert (page.card.storefront, page.story.value, page.story.tag) == (tea_house.slug, "老。", "zh-Hans")
    move_storefront(storefront=tea_house.storefront, to="paused")
    closed = brand_page(slug=made.slug, language="en")
    assert closed is not None
    assert (closed.card.storefront, closed.card.organization.value) == ("", "Green Banyan Tea House")


# What the pages of the list say


def test_the_list_tells_each_store_in_its_own_language(
    client: Client, tea_house: Organization, pepper_garden: Organization
) -> None:
    page = page_of(client.get("/en/storefronts/"))
    assert words(the(page, "h1")) == "Storefronts 2"
    originals = {mark["lang"]: mark.get_text() for mark in page.select(".card-line .original")}
    assert originals == {"km": "សួនម្រេចមេគង្គ", "zh-Hans": "青榕树茶坊"}
    assert "Answers in: Khmer, English" in words(the(page, ".card-line"))


def test_countries_are_tabs_with_the_present_one_marked(
    client: Client, tea_house: Organization, pepper_garden: Organization
) -> None:
    page = page_of(client.get("/en/storefronts/?country=KH"))
    tabs = {words(tab): tab.get("aria-current") for tab in page.select("nav.tabs a")}
    assert tabs == {"All 2": None, "Cambodia 1": "page", "China 1": None}
    assert the(page, "nav.tabs")["aria-label"] == "Countries"


def test_turning_the_page_keeps_the_country(client: Client, open_many: OpenMany) -> None:
    open_many(PER_PAGE + 1)
    page = page_of(client.get("/en/storefronts/?country=LA"))
    assert the(page, "a[rel=next]")["href"] == "?country=LA&page=2"
    second = page_of(client.get("/en/storefronts/?country=LA&page=2"))
    assert the(second, "a[rel=prev]")["href"] == "?country=LA&page=1"
    assert len(second.select(".card-line")) == 1


def test_an_unknown_country_is_not_carried_on(client: Client, open_many: OpenMany) -> None:
    open_many(PER_PAGE + 1)
    page = page_of(client.get('/en/storefronts/?country="><script>'))
    assert the(page, "a[rel=next]")["href"] == "?page=2"
    assert '"><script>' not in str(page.select("#main"))


def test_a_list_without_storefronts_says_so(client: Client) -> None:
    page = page_of(client.get("/en/storefronts/"))
    assert "No storefront is open yet" in words(the(page, ".empty"))
    assert not page.select(".pager")


@pytest.mark.parametrize("language", ["zh-hans", "vi", "th", "id", "ms", "fil", "km", "lo", "my"])
def test_a_page_that_is_not_there_is_told_in_the_readers_language(
    client: Client, tea_house: Organization, language: str
) -> None:
    response = client.get(f"/{language}/storefronts/?page=99")
    notice = words(the(page_of(response), "#main .notice"))
    assert response.status_code == 404
    assert notice
    assert "There is no such page" not in notice


@pytest.mark.parametrize("address", ["storefronts/", "storefront/green-banyan-tea-house/"])
def test_lists_and_storefronts_are_only_read(client: Client, tea_house: Organization, address: str) -> None:
    assert client.post(f"/en/{address}").status_code == 405
    assert client.head(f"/en/{address}").status_code == 200


@pytest.mark.parametrize("kind", ["storefront", "brand"])
@pytest.mark.parametrize("name", ["nobody", "nobody-2", "0"])
def test_an_address_nobody_has_is_not_found_in_the_readers_language(
    client: Client, kind: str, name: str
) -> None:
    response = client.get(f"/th/{kind}/{name}/")
    assert response.status_code == 404
    assert the(page_of(response), "html")["lang"] == "th"


@pytest.mark.parametrize(
    ("typed", "slug"),
    [("Green Banyan Tea House", "green-banyan-tea-house"), ("Phở", "pho"), ("Pho_BO", "pho-bo")],
)
@pytest.mark.parametrize("kind", ["storefront", "brand"])
def test_a_pasted_name_leads_to_its_address(client: Client, kind: str, typed: str, slug: str) -> None:
    response = client.get(f"/km/{kind}/{typed}/")
    assert (response.status_code, response["Location"]) == (301, f"/km/{kind}/{slug}/")

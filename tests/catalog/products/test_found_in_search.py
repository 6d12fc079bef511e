"""Brands, protected names and countries as search knows them: their words, and only what may be shown."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from catalog.merchants.brand_documents import CONTRIBUTOR as BRANDS
from catalog.merchants.models import Brand, Organization
from catalog.merchants.services import move_brand, save_brand
from catalog.products.documents.countries import CONTRIBUTOR as COUNTRIES
from catalog.products.documents.goods import CONTRIBUTOR as GOODS
from catalog.products.documents.register import CONTRIBUTOR as REGISTER
from catalog.products.models import GeographicalIndication, Product
from catalog.products.services import save_geographical_indication
from catalog.reference.models import City, Source
from catalog.reference.signals import reference_changed
from catalog.seams.preferences import Preferences
from catalog.search.contributors import CONTRIBUTORS, Contributor
from catalog.search.documents import SearchDocument
from catalog.search.models import IndexChange

pytestmark = pytest.mark.django_db
THAI = Preferences(language="th")


@pytest.fixture
def old_banyan(tea_house: Organization) -> Brand:
    return save_brand(
        organization=tea_house,
        names={"zh-hans": "老榕", "en": "Old Banyan"},
        stories={"en": "Tea from under the old banyan."},
    )


@pytest.fixture
def pepper_name(db: None) -> GeographicalIndication:
    Source.objects.create(pk="gazette", title="Gazette", checked_on="2026-11-20")
    return save_geographical_indication(
        slug="kampot-pepper",
        names={"km": "ម្រេចកំពត", "en": "Kampot pepper"},
        stories={"en": "From two provinces by the sea."},
        source_language="km",
        country="KH",
        city_id="kampot",
        hs6="090411",
        source_id="gazette",
    )


def only(documents: Iterator[SearchDocument]) -> SearchDocument:
    (found,) = documents
    return found


def test_all_kinds_can_be_searched() -> None:
    assert {"brand", "gi", "country", "product", "storefront"} <= {kind.name for kind in CONTRIBUTORS}


def test_a_brand_is_found_by_its_names_its_story_and_its_seller(old_banyan: Brand) -> None:
    document = only(iter(BRANDS.documents([old_banyan.pk])))
    assert document.titles == {"zh-hans": "老榕", "en": "Old Banyan"}
    assert document.bodies["en"] == "Tea from under the old banyan.\nGreen Banyan Tea House"
    assert document.facets == {"country": ["CN"], "city": ["wuzhou"]}


def test_a_withdrawn_brand_is_neither_described_nor_shown(old_banyan: Brand) -> None:
    row = BRANDS.present([old_banyan.pk], THAI)[old_banyan.pk]
    assert (row.url, row.title.value, row.title.language) == ("/th/brand/old-banyan/", "Old Banyan", "en")
    assert list(BRANDS.all_ids()) == [old_banyan.pk]
    move_brand(brand=old_banyan, to="withdrawn")
    assert not list(BRANDS.documents([old_banyan.pk]))
    assert not BRANDS.present([old_banyan.pk], THAI)
    assert not list(BRANDS.all_ids())


def test_a_product_is_found_by_the_name_of_its_brand(liubao: Product, old_banyan: Brand) -> None:
    Product.objects.filter(pk=liubao.pk).update(brand=old_banyan)
    assert "老榕" in only(iter(GOODS.documents([liubao.pk]))).bodies["zh-hans"]


def test_a_protected_name_is_found_by_name_story_and_heading(pepper_name: GeographicalIndication) -> None:
    document = only(iter(REGISTER.documents([pepper_name.pk])))
    assert document.titles == {"km": "ម្រេចកំពត", "en": "Kampot pepper"}
    assert document.bodies == {"en": "From two provinces by the sea."}
    assert (document.hs_codes, document.facets) == (["090411"], {"country": ["KH"], "city": ["kampot"]})
    row = REGISTER.present([pepper_name.pk], THAI)[pepper_name.pk]
    assert row.url == "/th/gi/kampot-pepper/"
    assert "HS 0904.11" in row.line
    assert {text.value for text in row.texts} == {"ម្រេចកំពត", "Kampot pepper"}
    assert list(REGISTER.all_ids()) == [pepper_name.pk]


def test_a_country_is_found_by_its_name_in_every_language_its_code_and_its_capital() -> None:
    document = only(iter(COUNTRIES.documents([116])))
    assert (document.titles["zh-hans"], document.titles["km"]) == ("柬埔寨", "កម្ពុជា")
    assert document.bodies["en"] == "Phnom Penh"
    assert document.keywords == ["KHM"]
    row = COUNTRIES.present([116], THAI)[116]
    assert (row.url, row.title.value) == ("/th/country/kh/", "กัมพูชา")


def test_only_countries_with_a_page_are_found() -> None:
    assert len(list(COUNTRIES.all_ids())) == 12
    assert not list(COUNTRIES.documents([840]))
    assert not COUNTRIES.present([840], THAI)


def test_a_country_without_a_known_capital_is_still_found() -> None:
    City.objects.filter(country="KH", kind=City.Kind.CAPITAL).update(kind=City.Kind.CITY)
    assert only(iter(COUNTRIES.documents([116]))).bodies == {}
    assert COUNTRIES.present([116], THAI)[116].line == ""


def test_countries_follow_the_reference_room_and_rates_do_not_touch_them() -> None:
    IndexChange.objects.all().delete()
    with transaction.atomic():
        reference_changed.send(sender=object)
        assert not IndexChange.objects.exists()
        reference_changed.send(sender=Source)
    assert IndexChange.objects.filter(kind="country").count() == 12


@pytest.mark.parametrize("contributor", [BRANDS, REGISTER, COUNTRIES], ids=lambda one: one.name)
def test_rows_take_the_same_queries_however_many(
    contributor: Contributor,
    old_banyan: Brand,
    pepper_name: GeographicalIndication,
    tea_house: Organization,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    Brand.objects.bulk_create(
        Brand(organization=tea_house, slug=f"b{number}", name_en="Brand") for number in range(40)
    )
    ids = list(contributor.all_ids())
    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]
        assert set(contributor.present(ids, THAI)) == set(ids)
    with django_assert_max_num_queries(2):  # type: ignore[attr-defined]
        assert {document.id for document in contributor.documents(ids)} == set(ids)

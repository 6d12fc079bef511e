"""Goods as search knows them: words, codes and places of what may be shown, and the row of a hit."""

from dataclasses import replace
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from catalog.merchants.models import Organization
from catalog.merchants.services import save_brand
from catalog.products.document import PriceDocument, ProductDocument, VariantDocument
from catalog.products.documents.goods import CONTRIBUTOR
from catalog.products.models import Category, Product
from catalog.products.services import move_product, publish_product, save_category
from catalog.seams.preferences import Preferences
from catalog.search.contributors import Row
from catalog.search.documents import SearchDocument
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db
ENGLISH = Preferences(language="en")


def described(product: Product) -> SearchDocument:
    (found,) = CONTRIBUTOR.documents([product.pk])
    return found


def row(product: Product, language: str = "en") -> Row:
    return CONTRIBUTOR.present([product.pk], Preferences(language=language))[product.pk]


def publish(house: Organization, **changes: Any) -> Product:
    document: ProductDocument = replace(LIUBAO, **changes)
    return publish_product(organization=house, document=document)


def test_titles_are_kept_by_language(liubao: Product) -> None:
    assert described(liubao).titles == {
        "zh-hans": "六堡茶 2019 篓装",
        "en": "Liubao dark tea, 2019, basket",
        "th": "ชาลิ่วเป่า 2019",
    }


def test_it_is_found_by_its_summary_and_its_category_in_each_language(liubao: Product) -> None:
    assert described(liubao).bodies == {
        "zh-hans": "陈化七年。\n茶叶",
        "en": "Aged for seven years.\nTea",
        "th": "ชา",
    }


def test_it_is_not_found_by_the_name_of_its_seller(liubao: Product) -> None:
    document = described(liubao)
    everything = " ".join([*document.titles.values(), *document.bodies.values(), *document.keywords])
    assert "Banyan" not in everything
    assert "青榕" not in everything


def test_it_is_found_by_the_name_of_its_brand(tea: Category, tea_house: Organization) -> None:
    brand = save_brand(organization=tea_house, names={"zh-hans": "老榕", "vi": "Đa Già"}, stories={})
    document = described(publish(tea_house, brand=brand.slug))
    assert "老榕" in document.bodies["zh-hans"]
    assert document.bodies["vi"] == "Đa Già"


@pytest.mark.parametrize(
    ("variants", "codes"),
    [
        ((), []),
        ((VariantDocument(sku="LB-5", gtin="06901234567892"),), ["LB-5", "06901234567892"]),
        (
            (VariantDocument(sku="LB-5"), VariantDocument(gtin="96385074"), VariantDocument()),
            ["LB-5", "96385074"],
        ),
    ],
)
def test_it_is_found_by_the_codes_of_its_variants(
    tea: Category, tea_house: Organization, variants: Any, codes: list[str]
) -> None:
    assert described(publish(tea_house, variants=variants)).keywords == codes


def test_it_is_narrowed_by_what_it_is_and_where_it_is_from(liubao: Product) -> None:
    document = described(liubao)
    assert document.facets == {
        "category": ["food", "tea"],
        "country": ["CN"],
        "city": ["wuzhou"],
        "organization": [str(liubao.organization_id)],
        "mark": [],
        "certificate": [],
        "verified": [],
        "unit": ["kg"],
        "priced": ["kg"],
        "market": ["MY", "TH"],
        "answers": ["zh-hans", "en"],
        "tea.grade": ["first"],
        "tea.year": ["2019"],
    }
    assert document.hs_codes == ["090240"]


def test_what_is_not_stated_is_not_narrowed_by(tea: Category, tea_house: Organization) -> None:
    document = described(publish(tea_house, city="", hs6="", lead_times=()))
    assert (document.facets["city"], document.hs_codes) == ([], [])
    assert "lead_time" not in document.numbers


def test_numbers_are_those_of_the_row(liubao: Product) -> None:
    assert liubao.published_at is not None
    assert described(liubao).numbers == {
        "moq": 20_000,
        "lead_time": 7,
        "price": 1_390_000,
        "published": int(liubao.published_at.timestamp()),
    }


def test_the_concepts_of_all_categories_above_count(liubao: Product) -> None:
    assert described(liubao).concepts == []
    food = save_category(slug="food", names={"en": "Food"}, concept="food")
    save_category(slug="tea", names={"en": "Tea"}, parent=food, concept="tea")
    assert described(liubao).concepts == ["food", "tea"]


@pytest.mark.parametrize("hidden", ["paused", "archived", "suspended"])
def test_what_a_visitor_may_not_see_search_does_not_know(liubao: Product, hidden: str) -> None:
    assert list(CONTRIBUTOR.all_ids()) == [liubao.pk]
    if hidden == "suspended":
        Organization.objects.update(status="suspended")
    else:
        move_product(product=liubao, to=hidden)
    assert list(CONTRIBUTOR.all_ids()) == []
    assert list(CONTRIBUTOR.documents([liubao.pk])) == []
    assert CONTRIBUTOR.present([liubao.pk], ENGLISH) == {}


def test_a_hit_says_what_where_and_for_how_much(liubao: Product) -> None:
    found = row(liubao)
    assert (found.url, found.title.value) == (
        f"/en/product/{liubao.slug}/",
        "Liubao dark tea, 2019, basket",
    )
    assert found.original is not None
    assert (found.original.value, found.original.tag) == ("六堡茶 2019 篓装", "zh-Hans")
    assert found.line == "Wuzhou, China · HS 0902.40"
    assert (found.price["iso"], found.price["digits"], found.price["least"]) == ("CNY", "139.00", True)
    assert list(found.marks) == []
    assert len(found.texts) == 3


def test_a_hit_of_goods_on_request_has_no_digits_and_no_code_where_none_is_stated(
    tea: Category, tea_house: Organization
) -> None:
    found = row(publish(tea_house, price=PriceDocument(), hs6=""), "th")
    assert found.price["digits"] == ""
    assert "HS" not in found.line
    assert found.title.language == "th"


def test_a_reader_who_chose_a_currency_is_told_in_it_only_by_a_rate(liubao: Product) -> None:
    dollars = Preferences(language="en", currency="USD")
    assert CONTRIBUTOR.present([liubao.pk], dollars)[liubao.pk].price["about"] == ""


@pytest.mark.parametrize(
    ("facet", "values", "labels"),
    [
        ("category", ["tea", "food", "gone"], {"tea": "Tea", "food": "Food"}),
        ("mark", ["gi", "other"], {"gi": "GI product"}),
        ("country", ["CN", "QQ", "cn", ""], {"CN": "China"}),
        ("market", ["MM", "nowhere"], {"MM": "Myanmar"}),
        ("answers", ["th", "tlh"], {"th": "Thai"}),
        ("certificate", ["halal", "no-such"], {"halal": "Halal"}),
        ("unit", ["kg", "bag", "g", "ell"], {"kg": "kg", "bag": "bag"}),
        ("priced", ["kg", "none", "g"], {"kg": "Price per kg", "none": "No price to compare"}),
        ("city", ["wuzhou"], {"wuzhou": "Wuzhou"}),
    ],
)
def test_what_narrows_down_is_named_for_the_reader(
    tea: Category, facet: str, values: list[str], labels: dict[str, str]
) -> None:
    (found,) = [one for one in CONTRIBUTOR.facets if one.name == facet]
    assert found.labels(values, "en") == labels


@pytest.mark.parametrize("count", [1, 24, 200])
def test_search_asks_as_often_however_many_there_are(
    liubao: Product, much_tea: Any, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    much_tea(count)
    ids = list(CONTRIBUTOR.all_ids())
    assert len(ids) == count + 1
    with django_assert_max_num_queries(9):
        assert {document.id for document in CONTRIBUTOR.documents(ids)} == set(ids)
    with django_assert_max_num_queries(2):
        assert set(CONTRIBUTOR.present(ids, ENGLISH)) == set(ids)

"""What goods can be narrowed down by: the tree, what a category has its goods state, seller, certificates."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from catalog.merchants.document import StorefrontDocument
from catalog.merchants.models import Organization
from catalog.merchants.services import move_storefront, publish_storefront
from catalog.products.document import CertificateDocument, PriceDocument, VariantDocument
from catalog.products.documents.attributes import (
    Declared,
    attributes_of_chosen,
    declared_by_category,
    numbers_stated,
)
from catalog.products.documents.goods import CONTRIBUTOR
from catalog.products.documents.narrowing import CATEGORY
from catalog.products.models import Category, Product
from catalog.products.services import AttributeDeclaration, publish_product, save_category
from catalog.products.services.following import follow_calendar
from catalog.search.contributors import Facet
from catalog.search.models import IndexChange
from tests.stock import LIUBAO, MakeProduct

pytestmark = pytest.mark.django_db
CHOICES = [
    {"key": "loose", "concept": "", "names": {"en": "Loose", "th": "ใบชา"}},
    {"key": "cake", "concept": "", "names": {"en": "Cake"}},
]


@pytest.fixture
def dark_tea(tea: Category) -> Category:
    """A category below tea with properties of every kind."""
    return save_category(
        slug="dark-tea",
        parent=tea,
        names={"en": "Dark tea"},
        attributes=[
            AttributeDeclaration(key="form", kind="choice", names={"en": "Form"}, choices=CHOICES),
            AttributeDeclaration(key="aged", kind="yes-no", names={"en": "Aged"}),
            AttributeDeclaration(key="picked", kind="months", names={"en": "Picked"}),
            AttributeDeclaration(key="moisture", kind="number", unit="%", names={"en": "Moisture"}),
            AttributeDeclaration(key="garden", kind="text", names={"en": "Garden"}),
        ],
    )


def facets(product: Product) -> Mapping[str, Sequence[str]]:
    (found,) = CONTRIBUTOR.documents([product.pk])
    return found.facets


def offered(*slugs: str, language: str = "en") -> dict[str, Facet]:
    return {facet.name: facet for facet in attributes_of_chosen({"category": slugs}, language)}


def dark(house: Organization, **changes: Any) -> Product:
    attributes: dict[str, Any] = {
        "form": "cake",
        "aged": True,
        "picked": [3, 4],
        "moisture": 11.5,
        "garden": "Hill 5",
    }
    document = replace(LIUBAO, category="dark-tea", attributes=attributes, **changes)
    return publish_product(organization=house, document=document)


def test_goods_state_what_their_category_and_those_above_declare(
    dark_tea: Category, tea_house: Organization
) -> None:
    found = facets(dark(tea_house))
    assert found["category"] == ["food", "tea", "dark-tea"]
    told = {name: list(values) for name, values in found.items() if "." in name}
    assert told == {
        "dark-tea.form": ["cake"],
        "dark-tea.aged": ["yes"],
        "dark-tea.picked": ["3", "4"],
        "dark-tea.garden": ["Hill 5"],
    }


def test_numbers_are_stated_in_thousandths_by_goods_and_their_variants(
    dark_tea: Category, tea_house: Organization
) -> None:
    (found,) = CONTRIBUTOR.documents([dark(tea_house).pk])
    assert found.stated == {"dark-tea.moisture": [11_500]}
    said: list[dict[str, Any]] = [{"moisture": 11.5}, {"moisture": "9"}, {"moisture": 9}, {"form": "cake"}]
    declared = declared_by_category()
    assert numbers_stated(said, ["tea", "dark-tea"], declared) == {"dark-tea.moisture": [11_500, 9_000]}
    assert numbers_stated(said, ["tea"], declared) == {}


@pytest.mark.parametrize("said", [True, "much", None, "NaN", "1e999999999", float("inf"), [1], "", "٣٣x"])
def test_what_is_no_number_is_not_stated(liubao: Product, dark_tea: Category, said: Any) -> None:
    declared = {"dark-tea": [Declared("dark-tea", "moisture", "number", "%", ())]}
    assert numbers_stated([{"moisture": said}], ["tea", "dark-tea"], declared) == {}


def test_a_number_is_offered_with_its_unit_and_no_values(dark_tea: Category) -> None:
    found = offered("dark-tea")
    assert {name: facet.unit for name, facet in found.items() if facet.unit is not None} == {
        "dark-tea.moisture": "%"
    }


def test_what_variants_state_counts_too(tea: Category, tea_house: Organization) -> None:
    variants = (VariantDocument(sku="A", options={"grade": "second"}), VariantDocument(sku="B"))
    found = facets(publish_product(organization=tea_house, document=replace(LIUBAO, variants=variants)))
    assert found["tea.grade"] == ["first", "second"]


def test_a_remark_is_nothing_to_choose(dark_tea: Category, tea_house: Organization) -> None:
    product = dark(tea_house)
    Product.objects.filter(pk=product.pk).update(attributes={"garden": "x" * 61, "form": ""})
    assert not any("." in name for name in facets(product))


def test_a_choice_brings_the_properties_of_its_line(dark_tea: Category) -> None:
    assert list(offered("dark-tea")) == [
        "tea.grade",
        "tea.year",
        "dark-tea.form",
        "dark-tea.aged",
        "dark-tea.picked",
        "dark-tea.moisture",
        "dark-tea.garden",
    ]
    assert list(offered("tea")) == ["tea.grade", "tea.year"]
    assert offered("food") == offered() == offered("nowhere") == {}


@pytest.mark.parametrize(
    ("facet", "values", "labels"),
    [
        ("dark-tea.form", ["cake", "loose", "gone"], {"cake": "Cake", "loose": "ใบชา"}),
        ("dark-tea.aged", ["yes", "no", "perhaps"], {"yes": "yes", "no": "no"}),
        ("dark-tea.picked", ["3", "13", "-1", "x"], {"3": "มี.ค."}),
        ("dark-tea.garden", ["Hill 5"], {"Hill 5": "Hill 5"}),
        ("tea.year", ["2019", "late"], {"2019": "2019", "late": "late"}),
    ],
)
def test_values_are_named_and_what_is_none_is_left_out(
    dark_tea: Category, facet: str, values: list[str], labels: dict[str, str]
) -> None:
    found = offered("dark-tea")[facet]
    assert found.labels(values, "th") == labels


def test_the_tree_shows_the_way_down_and_what_lies_below(dark_tea: Category, pepper: Category) -> None:
    assert CATEGORY.steps is not None
    told = [(step.value, step.label.value, step.above) for step in CATEGORY.steps("tea", "th")]
    assert told == [("food", "อาหาร", True), ("tea", "ชา", True), ("dark-tea", "Dark tea", False)]
    assert [step.value for step in CATEGORY.steps("", "en")] == ["food"]
    assert {step.value for step in CATEGORY.steps("food", "en")} == {"food", "tea", "pepper"}
    assert [step.value for step in CATEGORY.steps("nowhere", "en")] == ["food"]


def test_a_seller_whose_storefront_is_hidden_says_nothing_of_where_it_delivers(
    liubao: Product, tea_house: Organization
) -> None:
    assert facets(liubao)["market"] == ["MY", "TH"]
    move_storefront(storefront=tea_house.storefront, to="paused")
    assert "market" not in facets(liubao)
    assert "answers" not in facets(liubao)


def test_the_index_follows_what_the_seller_serves(liubao: Product, tea_house: Organization) -> None:
    IndexChange.objects.all().delete()
    publish_storefront(
        storefront=tea_house.storefront,
        document=StorefrontDocument(
            source_language="zh-hans", tagline={}, about={}, answering_languages=("zh-hans",), markets=("VN",)
        ),
    )
    assert IndexChange.objects.filter(kind="product", record=liubao.pk).exists()
    assert (facets(liubao)["market"], facets(liubao)["answers"]) == (["VN"], ["zh-hans"])


def test_the_index_follows_what_a_category_has_its_goods_state(liubao: Product, food: Category) -> None:
    names = {"en": "Tea", "zh-hans": "茶叶", "th": "ชา"}
    IndexChange.objects.all().delete()
    grade = AttributeDeclaration(key="grade", kind="choice", names={"en": "Grade"}, choices=CHOICES)
    save_category(slug="tea", parent=food, names=names, attributes=[grade])
    assert IndexChange.objects.filter(kind="product", record=liubao.pk).count() == 1
    save_category(slug="tea", parent=food, names=names, attributes=[grade])
    assert IndexChange.objects.filter(kind="product", record=liubao.pk).count() == 1


def halal(until: date | None) -> CertificateDocument:
    return CertificateDocument(kind="halal", number="H-1", expires_on=until)


@pytest.mark.parametrize(
    ("moment", "held"),
    [
        (datetime(2026, 11, 26, 15, 59, tzinfo=UTC), ["halal"]),
        (datetime(2026, 11, 26, 16, 1, tzinfo=UTC), []),
    ],
)
def test_a_certificate_counts_through_its_last_day_in_the_holders_country(
    tea: Category,
    tea_house: Organization,
    monkeypatch: pytest.MonkeyPatch,
    moment: datetime,
    held: list[str],
) -> None:
    document = replace(LIUBAO, certificates=(halal(date(2026, 11, 26)),))
    product = publish_product(organization=tea_house, document=document)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    assert facets(product)["certificate"] == held


def test_two_certificates_of_one_kind_are_one(tea: Category, tea_house: Organization) -> None:
    document = replace(LIUBAO, certificates=(halal(None), replace(halal(None), number="H-2")))
    assert facets(publish_product(organization=tea_house, document=document))["certificate"] == ["halal"]


@pytest.mark.parametrize(("days", "looked_at"), [(-1, 0), (0, 1), (3, 1), (4, 0)])
def test_the_clock_has_the_index_forget_certificates_that_ended(
    tea: Category, tea_house: Organization, monkeypatch: pytest.MonkeyPatch, days: int, looked_at: int
) -> None:
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    document = replace(LIUBAO, certificates=(halal(now.date() - timedelta(days=days)),))
    product = publish_product(organization=tea_house, document=document)
    IndexChange.objects.all().delete()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    follow_calendar()
    assert IndexChange.objects.filter(kind="product", record=product.pk).count() == looked_at


@pytest.mark.parametrize(
    ("price", "priced"),
    [
        (PriceDocument(), []),
        (PriceDocument(kind="range", currency="USD", low=5, high=9), []),
        (PriceDocument(kind="range", currency="CNY", low=5, high=9), ["kg"]),
    ],
)
def test_a_price_is_compared_where_a_rate_leads_to_it(
    tea: Category, tea_house: Organization, price: PriceDocument, priced: list[str]
) -> None:
    product = publish_product(organization=tea_house, document=replace(LIUBAO, price=price, unit="t"))
    (document,) = CONTRIBUTOR.documents([product.pk])
    assert (document.facets["priced"], document.facets["unit"]) == (priced, ["kg"])
    assert ("price" in document.numbers) == bool(priced)
    assert document.numbers["moq"] == 20_000_000


@pytest.mark.parametrize("count", [1, 30])
def test_properties_are_read_once_for_all(
    liubao: Product, more_tea: MakeProduct, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    ids = [liubao.pk, *(more_tea(number).pk for number in range(count))]
    with django_assert_max_num_queries(9):
        assert len(list(CONTRIBUTOR.documents(ids))) == count + 1
    with django_assert_max_num_queries(2):
        offered("tea")

"""What goods say beyond title and price: descriptions, samples, storage and registration numbers."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.conf import settings

from catalog.products.models import Product
from catalog.reference.money import TooPrecise
from portal.demo.documents import product_document, sample_document
from portal.demo.loading import load_demonstration
from portal.demo.reading import Content, content
from portal.demo.schema import PriceEntry, SampleEntry

YUAN = PriceEntry(currency="CNY", tiers={50: Decimal("168.00")})
# Live or frozen, a buyer asks how cold before anything else.
PERISHABLE = {
    "tropical-fruit",
    "citrus",
    "lychee-longan",
    "durian",
    "shrimp",
    "fish",
    "cut-flowers",
    "vegetables-roots",
}
HALF_A_YEAR = 180


def test_the_goods_a_visitor_meets_first_are_described() -> None:
    described = [entry for entry in content().products if entry.description]
    assert len(described) >= 30
    for entry in described:
        assert set(entry.description) == {"zh-hans", "en", entry.language}, entry.slug
        sentences = [part for part in re.split(r"[.:;](?:\s|$)", entry.description["en"]) if part]
        assert 2 <= len(sentences) <= 6, entry.slug
        assert entry.description["en"] != entry.summary["en"]


def test_every_product_that_leads_a_seller_of_food_or_craft_is_described() -> None:
    told = content()
    described = {entry.organization for entry in told.products if entry.description}
    assert len(described) >= 20
    assert {entry.brand for entry in told.products if entry.description} >= {
        "old-basket",
        "one-bowl",
        "red-grove",
    }


def test_no_description_claims_what_an_authority_says() -> None:
    for entry in content().products:
        said = " ".join(entry.description.values())
        assert not re.search(
            r"\bGI\b|UNESCO|geographical indication|地理标志|approved|认证|No\. ?1|第一", said
        ), entry.slug


def test_samples_are_offered_free_for_money_and_credited() -> None:
    offered = [entry for entry in content().products if entry.sample is not None]
    assert len(offered) >= 15
    samples = [entry.sample for entry in offered if entry.sample is not None]
    assert {sample.price is None for sample in samples} == {True, False}
    assert any(sample.credited for sample in samples)
    for entry in offered:
        assert entry.sample is not None
        # What costs nothing cannot be deducted, and a price needs the currency of one.
        assert not (entry.sample.credited and entry.sample.price is None), entry.slug
        assert entry.sample.price is None or isinstance(entry.price, PriceEntry), entry.slug


def test_a_sample_is_priced_in_minor_units_of_its_product() -> None:
    paid = sample_document(SampleEntry(quantity="100 g", price=Decimal("20.00"), credited=True), YUAN)
    assert paid is not None
    assert (paid.quantity, paid.minor, paid.credited) == ("100 g", 2000, True)
    free = sample_document(SampleEntry(quantity="100 g"), "on-request")
    assert free is not None
    assert free.minor is None
    assert sample_document(None, YUAN) is None
    with pytest.raises(TooPrecise):
        sample_document(SampleEntry(quantity="100 g", price=Decimal("0.001")), YUAN)


def test_what_spoils_says_how_it_is_kept() -> None:
    for entry in content().products:
        spoils = entry.category in PERISHABLE or (entry.shelf_life_days or HALF_A_YEAR) < HALF_A_YEAR
        assert not spoils or entry.storage, entry.slug
        # Degrees are understood in every language; words would not be.
        assert re.fullmatch(r"([≤−\d.–]+ ?)+ °C|", entry.storage), entry.slug


def test_registration_numbers_are_none_that_exist_and_only_of_food_from_abroad() -> None:
    registered = [entry for entry in content().products if entry.plant_registration]
    assert {entry.plant_registration for entry in registered} == {"demo 0000"}
    assert len(registered) >= 20
    assert all(entry.country != "CN" and int(entry.hs6[:2]) < 25 for entry in registered)
    assert len({entry.country for entry in registered}) >= 8


@pytest.mark.django_db
def test_details_are_loaded(piece: Content) -> None:
    load_demonstration(lambda line: None)
    tea = Product.objects.rewrite(False).get(slug="liubao-tea-basket-2019")
    assert tea.description_zh_hans.startswith("每篓净重 25 千克")
    assert tea.description_en.startswith("Each basket holds 25 kg net")
    assert not tea.description_th
    assert tea.facts["sample"] == {"quantity": "100 g", "minor": 2000, "credited": True}
    pepper = Product.objects.rewrite(False).get(slug="kampot-pepper-black")
    assert (pepper.facts["plant_registration"], pepper.facts["storage"]) == ("demo 0000", "≤ 25 °C")


def test_a_document_names_its_brand_as_the_portal_calls_it() -> None:
    told = content()
    entry = next(entry for entry in told.products if entry.brand)
    assert product_document(entry, told, (1,), "demo-old-basket-2").brand == "demo-old-basket-2"
    assert product_document(replace(entry, brand=""), told, (1,)).brand == ""


def test_languages_of_descriptions_are_languages_of_the_portal() -> None:
    codes = {code for code, _name in settings.LANGUAGES}
    assert {code for entry in content().products for code in entry.description} <= codes

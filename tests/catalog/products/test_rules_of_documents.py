"""Every rule a seller can break, checked in memory where no row is needed: the message and its field."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from pydantic import ValidationError as NotADocument

from catalog.merchants.models import Organization
from catalog.merchants.services import save_brand
from catalog.products import checks
from catalog.products.checks import check_document
from catalog.products.document import (
    AttachedDocument,
    CartonDocument,
    CertificateDocument,
    LeadTime,
    OtherPrice,
    PriceDocument,
    ProductDocument,
    SampleDocument,
    TierDocument,
    TradeTerm,
    VariantDocument,
    from_json,
    to_json,
)
from catalog.products.known import Known
from catalog.products.models import Attribute, Category
from catalog.reference.units import UNITS
from tests.stock import LIUBAO


def quantities(**values: Any) -> dict[str, list[str]]:
    messages: dict[str, list[Any]] = defaultdict(list)
    checks._check_quantities(replace(LIUBAO, **values), messages)
    return {field: [str(message) for message in found] for field, found in messages.items()}


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({}, {}),
        ({"unit": ""}, {"unit": ["Choose the unit the product is sold in."]}),
        ({"moq": 0}, {"moq": ["The smallest order and its multiple are at least 1."]}),
        ({"order_multiple": 0}, {"moq": ["The smallest order and its multiple are at least 1."]}),
        ({"order_multiple": -5}, {"moq": ["The smallest order and its multiple are at least 1."]}),
        ({"moq": 22}, {"moq": ["The smallest order must be a multiple of the order multiple."]}),
        ({"lead_times": (LeadTime(days=0),)}, {}),
        ({"lead_times": (LeadTime(days=-1),)}, {"lead_times": ["A lead time is not negative."]}),
        ({"harvest_months": (1, 12)}, {}),
        ({"harvest_months": (0,)}, {"harvest_months": ["Months go from 1 to 12."]}),
    ],
)
def test_quantities_and_days_are_counted_sensibly(
    values: dict[str, Any], problems: dict[str, list[str]]
) -> None:
    assert quantities(**values) == problems


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_goods_are_sold_in_every_unit_there_is(unit: str) -> None:
    assert quantities(unit=unit) == {}


def attribute(kind: str, **more: Any) -> Attribute:
    return Attribute(key="a", kind=kind, **more)


CHOICES = [{"key": "first"}, {"key": "second"}]


@pytest.mark.parametrize(
    ("kind", "value", "fits"),
    [
        ("number", 1, True),
        ("number", 1.5, True),
        ("number", True, False),
        ("number", "1", False),
        ("number", float("nan"), False),  # no JSON of PostgreSQL's
        ("number", float("inf"), False),
        ("year", 2019, True),
        ("year", 999, False),
        ("year", 3000, False),
        ("year", 2019.0, False),
        ("year", True, False),
        ("yes-no", True, True),
        ("yes-no", False, True),
        ("yes-no", 1, False),
        ("months", [1, 12], True),
        ("months", [], True),
        ("months", [13], False),
        ("months", ["1"], False),
        ("months", 6, False),
        ("choice", "first", True),
        ("choice", ["first", "second"], True),
        ("choice", ["first", "third"], False),
        ("choice", "third", False),
        ("text", "anything", True),
        ("text", 5, False),
        ("text", ["a"], False),
    ],
)
def test_a_value_is_of_the_kind_its_property_declares(kind: str, value: Any, fits: bool) -> None:
    assert checks._fits(value, attribute(kind, choices=CHOICES)) is fits


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("96385074", True),
        ("036000291452", True),
        ("4006381333931", True),
        ("00036000291452", True),
        ("4006381333932", False),
        ("4006381333", False),
        ("400638 1333931", False),
        ("４００６３８１３３３９３１", False),
        ("6.9E+12", False),
        ("", False),
    ],
)
def test_a_trade_item_number_ends_in_its_check_digit(number: str, right: bool) -> None:
    assert checks.gtin_is_valid(number) is right


# What only the database can tell


def problems(document: ProductDocument, organization: Organization) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        check_document(document=document, known=Known(organization))
    return refused.value.message_dict


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"title": {"en": "Tea", "zh-hans": "  "}}, "title", "in the language you write in"),
        ({"summary": {"xx": "?"}}, "summary", "Unknown language: xx."),
        ({"packing": {"zh": "篓"}}, "packing", "Unknown language: zh."),
        ({"description": {"": "?"}}, "description", "Unknown language: ."),
        ({"city": "hanoi"}, "city", "not in that country"),
        ({"hs6": "09024"}, "hs6", "six-digit heading"),
        ({"category": ""}, "category", "Choose a category."),
        ({"gi": "champagne"}, "gi", "not in the register"),
        ({"brand": "nobody"}, "brand", "not one of your brands"),
        ({"attributes": {"colour": "red"}}, "attributes", "no property “colour”"),
        ({"attributes": {"grade": "third"}}, "attributes", "“third” is not a value of the property “grade”"),
        (
            {"variants": (VariantDocument(sku="A", gtin="4006381333932"),)},
            "variants",
            "This trade item number (GTIN) has a wrong digit. Compare each one.",
        ),
        (
            {"variants": (VariantDocument(sku="A", options={"weight": "5"}),)},
            "variants",
            "no property “weight”",
        ),
        ({"terms": (TradeTerm(incoterm="FCA", place=""),)}, "terms", "name its place"),
    ],
)
def test_what_does_not_fit_is_named_with_its_field(
    tea: Category, tea_house: Organization, changes: dict[str, Any], field: str, message: str
) -> None:
    found = problems(replace(LIUBAO, **changes), tea_house)
    assert list(found) == [field]
    assert message in found[field][0]


@pytest.mark.django_db
def test_a_price_for_a_variant_that_is_not_listed_is_refused(tea: Category, tea_house: Organization) -> None:
    stray = PriceDocument(
        kind="tiers", currency="CNY", tiers=(TierDocument(quantity_from=1, minor=5, sku="NOT-LISTED"),)
    )
    assert problems(replace(LIUBAO, price=stray), tea_house)["price"] == [
        "A price names a variant that is not listed."
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("issued", "expires", "does"),
    [
        (None, None, True),
        (date(2026, 1, 1), None, True),
        (None, date(2026, 1, 1), True),
        (date(2026, 1, 1), date(2026, 1, 1), True),
        (date(2026, 1, 2), date(2026, 1, 1), False),
    ],
)
def test_a_certificate_does_not_end_before_it_begins(
    tea: Category, tea_house: Organization, issued: date | None, expires: date | None, does: bool
) -> None:
    paper = CertificateDocument(kind="halal", number="1", issued_on=issued, expires_on=expires)
    document = replace(LIUBAO, certificates=(paper,))
    if does:
        assert check_document(document=document, known=Known(tea_house)).category == tea
    else:
        assert list(problems(document, tea_house)) == ["certificates"]


@pytest.mark.django_db
def test_variants_without_article_numbers_are_not_the_same(tea: Category, tea_house: Organization) -> None:
    document = replace(LIUBAO, variants=(VariantDocument(), VariantDocument()))
    assert check_document(document=document, known=Known(tea_house)).brand_id is None


@pytest.mark.django_db
def test_properties_of_the_categories_above_may_be_stated(tea: Category, tea_house: Organization) -> None:
    Attribute.objects.create(category=Category.objects.get(slug="food"), key="storage", kind="text")
    Attribute.objects.create(
        category=Category.objects.create(slug="toys", path="toys/"), key="age", kind="text"
    )
    stated: dict[str, Any] = {"storage": "Dry", "grade": "second"}
    check_document(document=replace(LIUBAO, attributes=stated), known=Known(tea_house))
    found = problems(replace(LIUBAO, attributes={"age": "3"}), tea_house)
    assert "no property “age”" in found["attributes"][0]


@pytest.mark.django_db
def test_a_withdrawn_brand_of_ones_own_is_still_ones_own(tea: Category, tea_house: Organization) -> None:
    brand = save_brand(organization=tea_house, names={"zh-hans": "老榕"}, stories={})
    found = check_document(document=replace(LIUBAO, brand=brand.slug), known=Known(tea_house))
    assert found.brand_id == brand.pk


@pytest.mark.parametrize(
    "changes",
    [
        {"colour": "red"},
        {"price": {"kind": "free"}},
        {"price": {"kind": "range", "cents": 5}},
        {"moq": "many"},
        {"harvest_months": "June"},
        {"sample": {"minor": 5}},
        {"lead_times": [{"up_to": 5}]},
        {"terms": [{"incoterm": "FCA"}]},
        {"certificates": [{"kind": "halal", "number": "1", "expires_on": "tomorrow"}]},
    ],
)
def test_json_that_is_no_document_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(NotADocument):
        from_json({**to_json(LIUBAO), **changes})


def test_a_document_with_everything_survives_json() -> None:
    full = replace(
        LIUBAO,
        description={"zh-hans": "长"},
        packing={"en": "Basket"},
        certificates=(CertificateDocument(kind="halal", number="1", issued_on=date(2026, 1, 1)),),
        harvest_months=(3, 4),
        shelf_life_days=700,
        storage="Dry",
        storage_low=2,
        storage_high=8,
        carton=CartonDocument(quantity=12, length_mm=400, width_mm=300, height_mm=250, weight_g=9000),
        alt={"1": {"en": "A basket"}},
        focus={"1": (50, 30)},
        documents=(AttachedDocument(file="0b0e", names={"en": "Data sheet"}),),
        made_from={"title": {"en": "0" * 32}},
        price=replace(LIUBAO.price, others=(OtherPrice(currency="VND", tiers=LIUBAO.price.tiers),)),
        plant_registration="CKHM0301",
        private_label=True,
        sample=SampleDocument(quantity="100 g", minor=3000, credited=True),
        pictures=(1, 2),
        attributes={"grade": ["first"], "year": 2019, "organic": True, "moisture": 1.5, "months": [1, 2]},
    )
    assert from_json(to_json(full)) == full

"""Whatever a listing says otherwise, a reviewer reads it: both sides, in words, and nothing that stayed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from catalog.products.differences import FIELDS, Difference, Speech, affected, differences
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
)
from catalog.products.selectors.declared import Property
from catalog.translation.texts import LocalText

CERTIFICATE = CertificateDocument(
    kind="organic",
    number="O-1",
    issuer="CQC",
    issued_on=date(2026, 1, 2),
    expires_on=date(2027, 1, 1),
    file="first",
)
VARIANT = VariantDocument(
    sku="LB-5", gtin="4006381333931", names={"zh-hans": "5公斤篓", "en": "Basket"}, options={"grade": "first"}
)
PRICE = PriceDocument(
    kind="tiers",
    currency="CNY",
    tiers=(TierDocument(quantity_from=20, minor=16_800),),
    others=(OtherPrice(currency="VND", tiers=(TierDocument(quantity_from=20, minor=92_000),)),),
)
RANGE = PriceDocument(kind="range", currency="CNY", low=1000, high=2000)
CARTON = CartonDocument(quantity=4, length_mm=400, width_mm=300, height_mm=250, weight_g=21_000)
SAMPLE = SampleDocument(quantity="200 g", minor=3000)
SHEET = AttachedDocument(file="sheet", names={"zh-hans": "说明书", "en": "Data sheet"})
LEADS = (LeadTime(days=7, up_to=200), LeadTime(days=12))
BEFORE = ProductDocument(
    source_language="zh-hans",
    title={"zh-hans": "六堡茶"},
    category="tea",
    country="CN",
    city="wuzhou",
    unit="kg",
    hs6="090240",
    gi="liubao-tea",
    brand="banyan",
    price=PRICE,
    moq=20,
    order_multiple=5,
    lead_times=LEADS,
    terms=(TradeTerm(incoterm="FCA", place="Wuzhou"),),
    variants=(VARIANT,),
    certificates=(CERTIFICATE,),
    harvest_months=(3, 4),
    shelf_life_days=3650,
    storage="阴凉",
    storage_low=5,
    storage_high=25,
    carton=CARTON,
    plant_registration="CKHM0301",
    sample=SAMPLE,
    pictures=(11, 12),
    alt={"11": {"zh-hans": "一篓茶", "en": "A basket"}, "12": {"en": "Leaves"}},
    focus={"11": (50, 0)},
    documents=(SHEET,),
)
FILES = {"first": "organic.pdf", "second": "renewed.pdf", "sheet": "sheet.pdf", "other": "report.pdf"}


def told(language: str = "en", before: ProductDocument = BEFORE, **changes: Any) -> list[Difference]:
    return differences(before, replace(before, **changes), Speech(language, (), FILES))


def changed(one: Any, **fields: Any) -> tuple[Any, ...]:
    return (replace(one, **fields),)


CHANGES: list[tuple[str, Any, str, str]] = [
    ("category", "pepper", "tea", "pepper"),
    ("country", "VN", "China", "Vietnam"),
    ("city", "", "wuzhou", "–"),
    ("hs6", "090230", "0902.40", "0902.30"),
    ("gi", "", "liubao-tea", "–"),
    ("brand", "other", "banyan", "other"),
    ("unit", "piece", "kg", "piece"),
    ("moq", 40, "20", "40"),
    ("order_multiple", 10, "5", "10"),
    ("shelf_life_days", None, "3650", "–"),
    ("storage", "冷藏", "阴凉", "冷藏"),
    ("storage_low", 0, "5", "0"),
    ("storage_high", -18, "25", "-18"),
    ("harvest_months", (9,), "Mar–Apr", "Sep"),
    ("plant_registration", "", "CKHM0301", "–"),
    ("private_label", True, "no", "yes"),
    ("lead_times", (LeadTime(days=9),), "≤ 200: 7", "≤ ∞: 9"),
    ("terms", (TradeTerm(incoterm="CIF", place="Klang"),), "FCA Wuzhou", "CIF Klang"),
    ("held", ("th",), "–", "Thai"),
    ("focus", {}, "50 % 0 %", "–"),
    ("pictures", (12, 11), "1. 一篓茶 / A basket", "1. Leaves"),
    ("price", replace(PRICE, per=10), "168.00", "per 10"),
    ("price", replace(PRICE, currency="USD"), "168.00", "USD"),
    ("price", replace(PRICE, others=()), "92,000", "By quantity"),
    (
        "price",
        changed(PRICE, tiers=(TierDocument(quantity_from=20, minor=16_800, sku="LB-5"),))[0],
        "20+:",
        "(LB-5)",
    ),
    ("price", RANGE, "By quantity", "From – to"),
    ("price", PriceDocument(), "168.00", "On request"),
    ("carton", replace(CARTON, weight_g=22_000), "21000", "22000"),
    ("carton", None, "Units in a carton: 4", "–"),
    ("sample", replace(SAMPLE, quantity="500 g"), "200 g", "500 g"),
    ("sample", replace(SAMPLE, minor=None), "30.00", "200 g"),
    ("sample", replace(SAMPLE, credited=True), "200 g", "Credited to the first order"),
    ("sample", None, "200 g", "–"),
    ("variants", changed(VARIANT, sku="LB-6"), "LB-5", "LB-6"),
    ("variants", changed(VARIANT, gtin=""), "4006381333931", "Basket"),
    ("variants", changed(VARIANT, options={"grade": "second"}), "first", "second"),
    ("variants", changed(VARIANT, names={**VARIANT.names, "en": "Large basket"}), "Basket", "Large basket"),
    ("variants", changed(VARIANT, names={**VARIANT.names, "zh-hans": "大篓"}), "5公斤篓", "大篓"),
    ("variants", (), "LB-5", "–"),
    ("certificates", changed(CERTIFICATE, number="O-2"), "O-1", "O-2"),
    ("certificates", changed(CERTIFICATE, issuer="BCS"), "CQC", "BCS"),
    ("certificates", changed(CERTIFICATE, issued_on=date(2026, 2, 3)), "2026-01-02", "2026-02-03"),
    ("certificates", changed(CERTIFICATE, expires_on=None), "2027-01-01", "O-1"),
    ("certificates", changed(CERTIFICATE, file="second"), "organic.pdf", "renewed.pdf"),
    ("certificates", (), "organic.pdf", "–"),
    ("documents", changed(SHEET, file="other"), "sheet.pdf", "report.pdf"),
    ("documents", changed(SHEET, names={**SHEET.names, "en": "Analysis"}), "Data sheet", "Analysis"),
    ("documents", changed(SHEET, names={**SHEET.names, "zh-hans": "检测报告"}), "说明书", "检测报告"),
    ("alt", {**BEFORE.alt, "12": {"en": "Dark leaves"}}, "Leaves", "Dark leaves"),
    ("alt", {**BEFORE.alt, "11": {"zh-hans": "竹篓", "en": "A basket"}}, "一篓茶", "竹篓"),
]


@pytest.mark.parametrize(("field", "value", "was", "now"), CHANGES)
def test_each_change_is_told_by_itself_and_its_sides_differ(
    field: str, value: Any, was: str, now: str
) -> None:
    [one] = told(**{field: value})
    assert one.field == field
    assert was in one.before
    assert now in one.after
    assert one.before != one.after


def test_no_field_of_a_listing_changes_unseen() -> None:
    assert {field for field, *_rest in CHANGES} == set(FIELDS), (
        "each field that is told stands in the table above"
    )


@pytest.mark.parametrize("language", ["zh-hans", "th", "km"])
def test_fields_are_called_in_the_reviewer_s_language(language: str) -> None:
    with override(language):
        labels = [one.label for one in told(language, moq=40, storage="冷藏", price=RANGE)]
    assert len(labels) == 3
    assert all(not label.isascii() for label in labels)


def test_differences_stand_in_the_order_of_the_form() -> None:
    found = told(documents=(), moq=40, title={"zh-hans": "新茶"}, attributes={"year": 2020}, country="VN")
    assert [one.field for one in found] == ["title", "attributes", "moq", "country", "documents"]


def test_texts_are_told_by_language_with_its_tag_and_the_source_first() -> None:
    found = told(title={"my": "လက်ဖက်", "zh-hans": "茶"}, summary={"en": "Aged."})
    assert [(one.label, one.before, one.after, one.tag) for one in found] == [
        ("Title · Simplified Chinese", "六堡茶", "茶", "zh-Hans"),
        ("Title · Burmese", "–", "လက်ဖက်", "my"),
        ("Summary · English", "–", "Aged.", "en"),
    ]


@pytest.mark.parametrize(
    ("kind", "was", "now", "sides"),
    [
        ("text", "Wei", "Li", ("Wei", "Li")),
        ("number", 11.5, 12, ("11.5 %", "12 %")),
        ("yes-no", False, True, ("no", "yes")),
        ("months", [3, 4], [9], ("Mar–Apr", "Sep")),
        ("choice", "first", "second", ("First grade", "Second grade")),
        ("choice", ["first"], ["first", "second"], ("First grade", "First grade, Second grade")),
        ("year", None, 2019, ("–", "2019")),
    ],
)
def test_properties_are_told_in_the_words_of_their_category(
    kind: str, was: Any, now: Any, sides: tuple[str, str]
) -> None:
    choices = [
        {"key": key, "names": {"en": name}}
        for key, name in (("first", "First grade"), ("second", "Second grade"))
    ]
    unit = "%" if kind == "number" else ""
    one = Property("asked", kind, unit, LocalText("Asked", "en"), choices)
    before = replace(BEFORE, attributes={} if was is None else {"asked": was})
    [found] = differences(before, replace(before, attributes={"asked": now}), Speech("en", (one,)))
    assert found.label == "Asked"
    assert sides[0] in found.before.replace("\u00a0", " ")
    assert sides[1] in found.after.replace("\u00a0", " ")


def test_a_file_nobody_knows_by_name_is_called_a_file() -> None:
    after = replace(BEFORE, documents=changed(SHEET, file="unknown"))
    [one] = differences(BEFORE, after, Speech("en"))
    assert "File" in one.after


def test_an_amount_in_no_currency_is_told_as_it_stands() -> None:
    [one] = told(price=replace(PRICE, currency="", others=()))
    assert "20+: 16800" in one.after


@pytest.mark.parametrize(
    ("after", "left"),
    [
        ({"title": {"zh-hans": "六堡茶", "en": "Another name"}}, []),
        ({"title": {"zh-hans": "茶", "en": "Liubao"}}, [("Title", ["English"])]),
        ({"title": {"zh-hans": "茶", "en": "Tea"}}, []),
        ({"title": {"zh-hans": "茶", "en": ""}}, []),
        ({"title": {"zh-hans": "茶"}}, []),
    ],
)
def test_a_translation_is_left_behind_only_where_it_stays_as_it_was(
    after: dict[str, Any], left: list[tuple[str, list[str]]]
) -> None:
    before = replace(BEFORE, title={"zh-hans": "六堡茶", "en": "Liubao"})
    assert affected(before, replace(before, **after), "en") == left

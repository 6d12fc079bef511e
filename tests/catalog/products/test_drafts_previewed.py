"""A draft is looked at as readers would get it, however little it says, and as far as it goes."""

from dataclasses import replace
from typing import Any

import pytest

from catalog.files.services import save_picture
from catalog.merchants.models import Brand, Organization
from catalog.products.document import (
    CertificateDocument,
    OtherPrice,
    PriceDocument,
    ProductDocument,
    TierDocument,
    VariantDocument,
)
from catalog.products.models import Category, Product
from catalog.products.selectors.page import ProductPage, product_page
from catalog.products.selectors.preview import preview
from catalog.products.selectors.tree import category_tree
from catalog.translation.texts import LocalText
from tests.catalog.merchants.evidence.conftest import picture
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db
EMPTY = ProductDocument(source_language="zh-hans", title={}, category="", country="", unit="")


def looked_at(house: Organization, language: str = "en", **changes: Any) -> ProductPage:
    document = replace(LIUBAO, **changes)
    return preview(house, document, language=language, tree=category_tree(language=language))


def nothing(house: Organization, **said: Any) -> ProductPage:
    tree = category_tree(language="en")
    return preview(house, replace(EMPTY, **said), language="en", tree=tree)


def test_what_nobody_said_yet_is_left_empty(tea_house: Organization) -> None:
    page = nothing(tea_house)
    assert page.texts["title"] == LocalText("", "", "missing")
    assert (page.line, page.tiers, page.variants, page.attributes, page.pictures) == ([], [], [], [], [])
    assert (page.card.low, page.card.high, page.card.currency, page.card.city) == (None, None, "", "")
    assert (page.card.unit, page.card.country) == ("piece", "CN")
    assert (page.gi, page.brand, page.card.original) == (None, None, None)


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        ({"category": "no-such"}, lambda page: page.line),
        ({"city": "atlantis"}, lambda page: page.card.city),
        ({"gi": "no-such"}, lambda page: page.gi),
        ({"brand": "no-such"}, lambda page: page.brand),
        ({"pictures": (987654,)}, lambda page: page.pictures),
        ({"attributes": {"gone": "x"}}, lambda page: page.attributes),
    ],
)
def test_what_is_no_longer_there_is_left_out(
    named: dict[str, Any], shown: Any, tea_house: Organization
) -> None:
    assert not shown(nothing(tea_house, **named))


@pytest.mark.parametrize(
    ("language", "title", "state"),
    [
        ("zh-hans", "六堡茶 2019 篓装", "source"),
        ("en", "Liubao dark tea, 2019, basket", "reviewed"),
        ("th", "ชาลิ่วเป่า 2019", "machine"),
    ],
)
def test_each_text_says_what_it_is(
    language: str, title: str, state: str, tea: Category, tea_house: Organization
) -> None:
    found = looked_at(tea_house, language).texts["title"]
    assert (found.value, found.language, found.state) == (title, language, state)


@pytest.mark.parametrize("language", ["km", "lo", "my", "vi"])
def test_a_language_without_words_gets_others_and_is_told_whose_they_are(
    language: str, tea: Category, tea_house: Organization
) -> None:
    page = looked_at(tea_house, language)
    title = page.texts["title"]
    assert title.value in LIUBAO.title.values()
    assert title.language != language
    assert LIUBAO.title[title.language] == title.value


def test_the_original_stands_beside_a_translated_title(tea: Category, tea_house: Organization) -> None:
    assert looked_at(tea_house, "en").card.original == LocalText("六堡茶 2019 篓装", "zh-hans")
    assert looked_at(tea_house, "zh-hans").card.original is None


@pytest.mark.parametrize(
    ("held", "title", "offered"),
    [
        ((), LIUBAO.title, ["zh-hans", "en", "th"]),
        (("th",), LIUBAO.title, ["zh-hans", "en"]),
        (("en", "th"), LIUBAO.title, ["zh-hans"]),
        ((), {"zh-hans": "茶", "th": "ชา", "en": ""}, ["zh-hans", "th"]),
    ],
)
def test_it_is_offered_in_the_languages_it_is_whole_in_and_not_held_back(
    held: tuple[str, ...],
    title: dict[str, str],
    offered: list[str],
    tea: Category,
    tea_house: Organization,
) -> None:
    assert looked_at(tea_house, held=held, title=title).offered_in == offered


PRICES: list[tuple[PriceDocument, tuple[int | None, int | None], int]] = [
    (LIUBAO.price, (13_900, 16_800), 3),
    (PriceDocument(kind="range", currency="CNY", low=100, high=200), (100, 200), 0),
    (PriceDocument(kind="range", currency="CNY", low=100), (100, 100), 0),
    (PriceDocument(kind="on-request"), (None, None), 0),
    (PriceDocument(kind="tiers", currency="CNY"), (None, None), 0),
    (PriceDocument(kind="tiers", tiers=(TierDocument(quantity_from=1, minor=5),)), (None, None), 0),
]


@pytest.mark.parametrize(("price", "ends", "tiers"), PRICES)
def test_a_price_is_shown_as_far_as_it_is_stated(
    price: PriceDocument,
    ends: tuple[int | None, int | None],
    tiers: int,
    tea: Category,
    tea_house: Organization,
) -> None:
    page = looked_at(tea_house, price=price)
    assert (page.card.low, page.card.high) == ends
    assert len(page.tiers) == tiers


def test_a_price_for_one_variant_stands_with_it(tea: Category, tea_house: Organization) -> None:
    tiers = (TierDocument(quantity_from=1, minor=500), TierDocument(quantity_from=1, minor=900, sku="B"))
    page = looked_at(
        tea_house,
        price=PriceDocument(kind="tiers", currency="CNY", tiers=tiers),
        variants=(VariantDocument(sku="A"), VariantDocument(sku="B"), VariantDocument(names={"en": "C"})),
    )
    assert [tier.minor for tier in page.tiers] == [500]
    assert [[tier.minor for tier in variant.tiers] for variant in page.variants] == [[], [900], []]


def test_pictures_stand_in_their_order_with_the_words_of_the_draft_before_those_kept(
    tea: Category, tea_house: Organization
) -> None:
    first, second = (
        save_picture(
            data=picture(size=size), title="tea", owner_id=tea_house.pk, alt={"en": "Kept", "th": "ชา"}
        )
        for size in ((80, 80), (90, 90))
    )
    alt = {str(first.pk): {"en": "Of the draft"}}
    page = looked_at(tea_house, pictures=(second.pk, first.pk), alt=alt)
    assert [one.alt for one in page.pictures] == [
        {"en": "Kept", "th": "ชา"},
        {"en": "Of the draft", "th": "ชา"},
    ]
    assert page.card.picture == page.pictures[0].manifest


def test_it_says_what_the_published_page_then_says(liubao: Product, tea_house: Organization) -> None:
    certificate = CertificateDocument(kind="organic", number="1")
    for language in ("en", "zh-hans", "km"):
        tree = category_tree(language=language)
        before = preview(tea_house, LIUBAO, language=language, tree=tree)
        after = product_page(slug=liubao.slug, language=language, tree=tree)
        assert after
        assert [one.slug for one in before.line] == [one.slug for one in after.line]
        assert {name: one.value for name, one in before.texts.items()} == {
            name: one.value for name, one in after.texts.items()
        }
        assert list(before.tiers) == list(after.tiers)
        assert (before.card.low, before.card.high, before.card.city) == (
            after.card.low,
            after.card.high,
            after.card.city,
        )
        assert [(one.name, one.value) for one in before.attributes] == [
            (one.name, one.value) for one in after.attributes
        ]
    assert looked_at(tea_house, certificates=(certificate,)).certificates[0].number == "1"
    assert Product.objects.count() == 1, "looking writes nothing"


def test_other_currencies_do_not_mix_into_the_first(tea: Category, tea_house: Organization) -> None:
    other = OtherPrice(currency="VND", tiers=(TierDocument(quantity_from=20, minor=92_000),))
    page = looked_at(tea_house, price=replace(LIUBAO.price, others=(other,)))
    assert (page.card.currency, page.card.low, page.card.high) == ("CNY", 13_900, 16_800)
    assert {tier.currency for tier in page.tiers} == {"CNY"}


def test_another_organization_s_brand_is_not_shown(
    tea: Category, tea_house: Organization, pepper_garden: Organization
) -> None:
    Brand.objects.create(organization=pepper_garden, slug="theirs")
    assert looked_at(tea_house, brand="theirs").brand is None
